/* url.*: addresses that cannot lead where they should, by their form alone. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "net/url.h"
#include "util/data.h"

/* Blanks, which the importer joined. */
static void
check_repairs(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  for (guint k = 0; k < ibid_record_n_repairs(rec); k++) {
    const IbidRepair *r = ibid_record_repair(rec, k);
    if (!g_str_equal(r->rule, "url.whitespace") || !strpbrk(r->old_value, "./"))
      continue; /* "Retirado de" is no address */
    IbidVar var = r->var ? r->var : IBID_VAR_URL;
    IbidFinding *f = ib_check_add(check, r->rule, IBID_SEVERITY_ERROR, i, var);
    f->span = r->span;
    ibid_finding_set_message(f, "a blank inside the %s: “%s”", var == IBID_VAR_DOI ? "DOI" : "address", r->old_value);
    ibid_finding_add_fact(f, "printed", r->old_value);
    ibid_finding_set_fix(f, var, r->old_value, r->new_value, r->safe);
  }
}

/* One cause, one finding: the first row that matches speaks. */
static const struct {
  const char *rule, *pattern, *message;
  IbidSeverity severity;
  gboolean strip; /* what matches at the end is taken off by the fix */
} forms[] = {
  { "url.whitespace", "\\s", "a blank inside the address", IBID_SEVERITY_ERROR, FALSE },
  { "url.scheme",
    "(?i)^https?:?/*https?[:/]|^hhttps?:|^ttps?:|^tp://|^https?//|^https?:/[^/]|^https?[;,]|"
    "^https?\\.//|^https?:{2,}|^h[tps]{1,5}:[^/\\\\]|"
    "^h(?!ttps?:)[tps]{1,6}://|^hht|^https?:\\\\|^https?:/{3,}|^https?:(?=[\\p{L}0-9])|^www:|"
    "^wwww?\\.(?<=wwww\\.)|^ww\\.|^https?://ww\\.|^https?://wwww\\.",
    "the scheme is written wrongly", IBID_SEVERITY_WARNING, FALSE },
  { "url.local",
    "(?i)^(?:file:|[a-z]:[\\\\/](?!/)|\\\\\\\\)|^(?:https?://)?(?:localhost|intranet|"
    "[a-z0-9-]+\\.(?:local|lan|internal|intra|corp|localdomain))(?=[:/]|$)|"
    "^https?://[a-z0-9-]+(?=[:/]|$)",
    "the address is on a computer or network of one's own", IBID_SEVERITY_ERROR, FALSE },
  { "url.host",
    "(?i)^(?:[a-z]+://)?(?:[^/?#]*[,;][^/?#]*|[^/?#]*\\.\\.[^/?#]*|www\\.?|-[^/?#]*|"
    "[^/?#:]*\\.(?:con|cmo|comm|ogr|orgg|nte|neet|cpm|vom|htm|html|php|pdf))(?:[/?#:]|$)",
    "no host can be named so", IBID_SEVERITY_ERROR, FALSE },
  /* the "-" at the end of a video's id is its own */
  { "url.cut", "(?:…|\\.\\.\\.|[%(\\[{]|%[0-9A-Fa-f]|(?<!=[A-Za-z0-9_-]{10})-)$", "the address breaks off",
    IBID_SEVERITY_WARNING, FALSE },
  { "url.trailing", "[.,;:\"'”’»>]$|^[^(]*\\)\\.?$|^[^\\[]*\\]\\.?$", "the mark at the end is not part of the address",
    IBID_SEVERITY_WARNING, TRUE },
  { "url.trailing", "_\\([A-Za-z_,%0-9-]+$", "a bracket at the end of the address was lost", IBID_SEVERITY_WARNING,
    FALSE },
};

static IbidFinding *
report(IbCheck *check, guint i, const char *rule, IbidSeverity severity, const char *message, const char *url)
{
  IbidFinding *f = ib_check_add(check, rule, severity, i, IBID_VAR_URL);
  ibid_finding_set_message(f, "%s: %s", message, url);
  ibid_finding_add_fact(f, "URL", url);
  return f;
}

static void
fix_trailing(IbidFinding *f, const char *pattern, const char *url)
{
  g_autofree char *fixed = g_strdup(url);
  while (*fixed && ib_check_match(pattern, fixed, NULL, NULL))
    *g_utf8_find_prev_char(fixed, fixed + strlen(fixed)) = '\0';
  ibid_finding_set_fix(f, IBID_VAR_URL, url, fixed, TRUE);
}

/* "hhttp://x" and "http//x" as they were meant; NULL where that cannot be told. */
static char *
with_scheme(const char *url)
{
  gsize start, end;
  const char *scheme = ib_check_match("(?i)s[:/;.,]", url, &start, NULL) && start < 12 ? "https://" : "http://";
  if (!ib_check_match("(?i)^(?:h*t*p+s?|h+t+s+p|h+t*p*s?)[:;.,/\\\\]*(?:https?[:;/\\\\]+)?", url, NULL, &end) || !end ||
      !url[end])
    return NULL;
  return g_strconcat(scheme, url + end, NULL);
}

/* TRUE when something was reported. */
static gboolean
check_patterns(IbCheck *check, guint i, const char *url, gboolean torn)
{
  for (guint k = 0; k < G_N_ELEMENTS(forms); k++) {
    if (!ib_check_match(forms[k].pattern, url, NULL, NULL))
      continue;
    if (torn && g_str_equal(forms[k].rule, "url.scheme"))
      return FALSE; /* "http: //x": the blank is the cause */
    IbidFinding *f = report(check, i, forms[k].rule, forms[k].severity, forms[k].message, url);
    g_autofree char *fixed = g_str_equal(forms[k].rule, "url.scheme") ? with_scheme(url) : NULL;
    if (fixed)
      ibid_finding_set_fix(f, IBID_VAR_URL, url, fixed, FALSE);
    else if (forms[k].strip)
      fix_trailing(f, forms[k].pattern, url);
    return TRUE;
  }
  return FALSE;
}

/* Hosts of shorteners, proxies and searches. */

static gboolean
is_shortened(const char *host)
{
  const IbTable *table = ib_table("url-shorteners.tsv");
  for (guint k = 0; k < table->n_rows; k++) {
    const char *name = table->rows[k][0];
    gsize n = strlen(name), len = strlen(host);
    if (len >= n && g_str_equal(host + len - n, name) && (len == n || host[len - n - 1] == '.'))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_proxied(const char *host)
{
  const IbTable *table = ib_table("library-proxies.tsv");
  for (guint k = 0; k < table->n_rows; k++)
    if (strstr(host, table->rows[k][0]))
      return TRUE;
  return FALSE;
}

static gboolean
is_host(const char *host, const char *name)
{
  gsize n = strlen(name), len = strlen(host);
  if (name[n - 1] == '.') { /* "google." in any country */
    const char *at = strstr(host, name);
    return at && (at == host || at[-1] == '.') && strlen(at + n) <= 6;
  }
  return len >= n && g_str_equal(host + len - n, name) && (len == n || host[len - n - 1] == '.');
}

/* What kind of page it is: "search", "viewer", "cache"; NULL for a work. */
static const char *
search_kind(const IbUrl *url)
{
  const IbTable *table = ib_table("search-pages.tsv");
  g_autofree char *path = url->query ? g_strconcat(url->path, "?", url->query, NULL) : g_strdup(url->path);
  for (guint k = 0; k < table->n_rows; k++)
    if (is_host(url->host, table->rows[k][0]) && g_str_has_prefix(path, table->rows[k][1]))
      return table->rows[k][2];
  return NULL;
}

/* Tracking of assistants is told by text.debris. */
static void
check_kind(IbCheck *check, guint i, const char *text)
{
  static const char tracking[] =
      "(?i)[?&](?:utm_(?!source=(?:chatgpt|openai|perplexity|copilot|claude|gemini))[a-z]+|fbclid|"
      "gclid|msclkid|mc_cid|mc_eid|igshid|"
      "phpsessid|jsessionid|sessionid|session_id|cfid|cftoken|aspsessionid[a-z]*)=|;jsessionid=|"
      "/\\(s\\([a-z0-9]{20,}\\)\\)/";
  g_autoptr(IbUrl) url = ib_url_parse(text);
  if (!url || !url->host)
    return;
  const char *kind = search_kind(url);
  if (is_proxied(url->host)) {
    report(check, i, "url.tracking", IBID_SEVERITY_WARNING, "the address goes through a library's proxy", text);
  } else if (is_shortened(url->host)) {
    report(check, i, "url.shortener", IBID_SEVERITY_WARNING,
           "a shortened address hides where it leads, and may stop working", text);
  } else if (kind) {
    g_autofree char *message = g_strdup_printf("the address is that of a %s, not of the work", kind);
    report(check, i, "url.search", IBID_SEVERITY_WARNING, message, text);
  } else if (ib_check_match(tracking, text, NULL, NULL)) {
    report(check, i, "url.tracking", IBID_SEVERITY_INFO, "the address carries tracking or a session", text);
  }
}

/* A printed address that was cut off behind what was taken for it: "http://example.org/a…". */
static gboolean
check_cut(IbCheck *check, guint i, const char *url)
{
  if (!ib_printed_after(check->records->pdata[i], IBID_VAR_URL, "^(?:…|\\.\\.\\.)"))
    return FALSE;
  report(check, i, "url.cut", IBID_SEVERITY_WARNING, "the address breaks off", url);
  return TRUE;
}

static guint
count_char(const char *s, char c)
{
  guint n = 0;
  for (; *s; s++)
    n += *s == c;
  return n;
}

/* Marks that the reader of the list took for the list's own, but that are too many: "…/a.pdf),."
 * and "…/a.pdf”." where nothing was opened, "(…/a.pdf).)." where one was. */
static gboolean
check_swallowed(IbCheck *check, guint i, IbidVar var)
{
  const IbidRecord *rec = check->records->pdata[i];
  IbidSpan span = ibid_record_span(rec, var);
  const char *printed = ibid_record_printed(rec);
  gsize end;
  if (!printed || !span.end || span.end > strlen(printed) ||
      !ib_check_match("^(?:[.,;:]*[)\\]”\"’»][.,;:)\"]*|[.,;:]{2,3})(?=[\\s>]|$)", printed + span.end, NULL, &end))
    return FALSE;
  g_autofree char *marks = g_strndup(printed + span.end, end), *before = g_strndup(printed, span.start);
  const char *opening = strpbrk(marks, ")")    ? "("
                        : strpbrk(marks, "]")  ? "["
                        : strstr(marks, "”")   ? "“"
                        : strpbrk(marks, "\"") ? "\""
                        : strstr(marks, "»")   ? "«"
                                               : NULL;
  gboolean doubled = !opening && !strstr(marks, "’") && !strstr(marks, "..");
  gboolean twice = count_char(marks, ')') > count_char(before, '(');
  if (!(opening && !strstr(before, opening)) && !doubled && !twice)
    return FALSE;
  IbidFinding *f =
      ib_check_add(check, var == IBID_VAR_DOI ? "doi.trailing" : "url.trailing", IBID_SEVERITY_WARNING, i, var);
  f->span = (IbidSpan){ span.end, span.end + end };
  ibid_finding_set_message(f, "“%s” behind the %s closes nothing", marks, var == IBID_VAR_DOI ? "DOI" : "address");
  ibid_finding_add_fact(f, "printed", marks);
  return TRUE;
}

/* Does the printed address look like one ("Retrieved" and a word are no host)? */
static gboolean
is_address(const IbidRecord *rec, const char *url)
{
  return !ib_check_is_plain(rec) ||
         ib_check_match("(?i)^(?:h+t+p|https?|ttps?|ftp|ww|file:|[a-z]:\\\\)|[.][a-z]{2,}", url, NULL, NULL);
}

/* "C:\Users\me\paper.pdf", where no field was made of it. */
static void
check_local(IbCheck *check, guint i)
{
  const char *text = ib_printed(check, i, FALSE);
  gsize start, end;
  if (!text || !ib_check_match("(?:\\b[A-Za-z]:\\\\|\\bfile:/{2,3})[^\\s,;]+", text, &start, &end))
    return;
  g_autofree char *path = g_strndup(text + start, end - start);
  report(check, i, "url.local", IBID_SEVERITY_ERROR, "the address is on a computer or network of one's own", path)
      ->span = (IbidSpan){ start, end };
}

/* "https;//www.example.org/a", "http:\\\\example.org" and "https:www.example.org" are no addresses to those who
 * look for one. */
static void
check_odd_scheme(IbCheck *check, guint i)
{
  const char *text = ib_printed(check, i, FALSE);
  gsize start, end;
  if (!text || !ib_check_match("(?i)(?<![\\p{L}0-9])https?(?:[;,]//|:\\\\{1,2}|:(?=www\\.|"
                               "[a-z0-9-]+\\.[a-z]{2,}/))[^\\s,;)>\\]]+",
                               text, &start, &end))
    return;
  g_autofree char *url = g_strndup(text + start, end - start), *fixed = with_scheme(url);
  IbidFinding *f = report(check, i, "url.scheme", IBID_SEVERITY_WARNING, "the scheme is written wrongly", url);
  f->span = (IbidSpan){ start, end };
  if (fixed)
    ibid_finding_set_fix(f, IBID_VAR_URL, url, fixed, FALSE);
}

static void
check_form(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *url = ibid_record_text(rec, IBID_VAR_URL);
  if (!ib_check_has(check, i, "doi.trailing"))
    check_swallowed(check, i, IBID_VAR_DOI);
  if (!url) {
    check_local(check, i);
    check_odd_scheme(check, i);
    return;
  }
  if (!g_ascii_strncasecmp(url, "www.", 4)) /* what stands before it may be "https;//" */
    check_odd_scheme(check, i);
  gboolean torn = ib_check_has(check, i, "url.whitespace");
  if (ib_check_has(check, i, "url.trailing") || ib_check_has(check, i, "doi.truncated") || !is_address(rec, url) ||
      check_cut(check, i, url) || check_patterns(check, i, url, torn) || check_swallowed(check, i, IBID_VAR_URL))
    return;
  check_kind(check, i, url);
}

const IbRule ib_rules_url[] = {
  { "url.whitespace", check_repairs, NULL },
  { "url.scheme url.host url.trailing url.cut url.tracking url.shortener url.search url.local", check_form, NULL },
  { NULL, NULL, NULL },
};
