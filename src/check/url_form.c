/* url.*: addresses that cannot lead where they should, by their form alone. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "net/url.h"
#include "util/data.h"
#include "util/text.h"

static void
check_repairs(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  for (guint k = 0; k < ibid_record_n_repairs(rec); k++) {
    const IbidRepair *r = ibid_record_repair(rec, k);
    if (!g_str_equal(r->rule, "url.whitespace"))
      continue;
    IbidFinding *f = ib_check_add(check, r->rule, IBID_SEVERITY_ERROR, i, r->var ? r->var : IBID_VAR_URL);
    f->span = r->span;
    ibid_finding_set_message(f, "a blank inside the address: “%s”", r->old_value);
    ibid_finding_add_fact(f, "printed", r->old_value);
    ibid_finding_set_fix(f, IBID_VAR_URL, r->old_value, r->new_value, r->safe);
  }
}

/* One cause, one finding: the first row that matches speaks. */
static const struct {
  const char *rule, *pattern, *message;
  IbidSeverity severity;
} forms[] = {
  { "url.whitespace", "\\s", "a blank inside the address", IBID_SEVERITY_ERROR },
  { "url.scheme", "(?i)^https?:?/*https?[:/]|^hhttps?:|^ttps?:|^http//|^https//|^http:/[^/]|^https:/[^/]|^http;|^htt?p?s?:[^/]|^htpp|^httsp",
    "the scheme is written wrongly", IBID_SEVERITY_WARNING },
  { "url.local", "(?i)^(?:file:|[a-z]:\\\\)|^https?://(?:localhost|intranet|[a-z0-9-]+\\.(?:local|lan|internal|intra|corp))(?=[:/]|$)",
    "the address is on a computer or network of one's own", IBID_SEVERITY_ERROR },
  { "url.host", "(?i)^(?:[a-z]+://)?(?:[^/?#]*,[^/?#]*|[^/?#]*\\.\\.[^/?#]*|www\\.?|[a-z]+)(?:[/?#]|$)",
    "no host can be named so", IBID_SEVERITY_ERROR },
  { "url.cut", "(?:…|\\.\\.\\.|[-%(\\[{])$", "the address breaks off", IBID_SEVERITY_WARNING },
  { "url.trailing", "[.,;:\"'”’»>]$|^[^(]*\\)\\.?$|^[^\\[]*\\]\\.?$", "the mark at the end is not part of the address", IBID_SEVERITY_WARNING },
  { "url.tracking", "(?i)ezproxy|\\.proxy\\.|proxy\\.lib|libproxy|idm\\.oclc\\.org", "the address goes through a library's proxy",
    IBID_SEVERITY_WARNING },
  { "url.shortener", "(?i)^https?://(?:www\\.)?(?:bit\\.ly|tinyurl\\.com|goo\\.gl|t\\.co|ow\\.ly|is\\.gd|buff\\.ly|tiny\\.cc|cutt\\.ly|"
    "rb\\.gy|shorturl\\.at|dlvr\\.it|lnkd\\.in)/", "a shortened address hides where it leads, and may stop working", IBID_SEVERITY_WARNING },
  { "url.search", "(?i)^https?://(?:www\\.)?(?:google\\.[a-z.]+/search|google\\.[a-z.]+/url\\?|bing\\.com/search|duckduckgo\\.com/\\?q|"
    "scholar\\.google\\.[a-z.]+/scholar\\?|webcache\\.googleusercontent|docs\\.google\\.com/viewer)", "the address is a search or a viewer, not the work",
    IBID_SEVERITY_WARNING },
  { "url.tracking", "(?i)[?&](?:utm_(?!source=(?:chatgpt|openai|perplexity|copilot))[a-z]+|fbclid|gclid|mc_cid|phpsessid|jsessionid|sessionid)=|;jsessionid=",
    "the address carries tracking or a session", IBID_SEVERITY_INFO },
};

static void
check_form(IbCheck *check, guint i, const char *url)
{
  for (guint k = 0; k < G_N_ELEMENTS(forms); k++) {
    if (!ib_check_match(forms[k].pattern, url, NULL, NULL))
      continue;
    IbidFinding *f = ib_check_add(check, forms[k].rule, forms[k].severity, i, IBID_VAR_URL);
    ibid_finding_set_message(f, "%s: %s", forms[k].message, url);
    ibid_finding_add_fact(f, "URL", url);
    if (g_str_equal(forms[k].rule, "url.trailing")) {
      g_autofree char *fixed = g_strdup(url);
      while (*fixed && ib_check_match(forms[k].pattern, fixed, NULL, NULL))
        *g_utf8_find_prev_char(fixed, fixed + strlen(fixed)) = '\0';
      ibid_finding_set_fix(f, IBID_VAR_URL, url, fixed, TRUE);
    }
    return;
  }
}

/* A title of a page, and the address of the front page: of a site as such, with its name as
 * title or author, it is right. */
static void
check_homepage(IbCheck *check, guint i, const char *text)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  IbidType type = ibid_record_type(rec);
  g_autoptr(IbUrl) url = ib_url_parse(text);
  if (!url || !url->host || !title || url->query || strlen(url->path) > 1 || type == IBID_TYPE_SOFTWARE ||
      type == IBID_TYPE_DATASET || type == IBID_TYPE_BOOK)
    return;
  g_auto(GStrv) words = g_strsplit(title, " ", -1);
  if (g_strv_length(words) < 4 || (type != IBID_TYPE_WEBPAGE && type != IBID_TYPE_ARTICLE_NEWSPAPER))
    return;
  IbidFinding *f = ib_check_add(check, "url.homepage", IBID_SEVERITY_WARNING, i, IBID_VAR_URL);
  ibid_finding_set_message(f, "“%s” is cited, but the address is the front page of %s", title, url->host);
}

static void
check_record(IbCheck *check, guint i)
{
  const char *url = ibid_record_text(check->records->pdata[i], IBID_VAR_URL);
  check_repairs(check, i);
  if (!url)
    return;
  check_form(check, i, url);
  check_homepage(check, i, url);
}

const IbRules ib_rules_url = { .name = "url", .record = check_record };
