/* url.homepage: one page is cited, and the address is that of the whole site. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "net/url.h"
#include "util/text.h"

/* Letters alone: "Rivers and Harbours Study" -> "riversandharboursstudy". */
static char *
joined(const char *folded)
{
  char *out = g_strdup(folded), *to = out;
  for (const char *p = folded; *p; p++)
    if (*p != ' ')
      *to++ = *p;
  *to = '\0';
  return out;
}

/* "Open System for Earthquake Engineering Simulation" -> "osfees". */
static char *
initials(const char *folded)
{
  GString *out = g_string_new(NULL);
  for (const char *p = folded; *p; p++)
    if (p == folded || p[-1] == ' ')
      g_string_append_c(out, *p);
  return g_string_free(out, FALSE);
}

/* "openriverdata" and "Principles of Open River Data": two words of four letters, or one of
 * six, stand in the label. */
static gboolean
shares_words(const char *label, const char *folded)
{
  g_auto(GStrv) words = g_strsplit(folded, " ", -1);
  guint letters = 0;
  for (char **w = words; *w; w++)
    if (strlen(*w) >= 4 && strstr(label, *w))
      letters += strlen(*w);
  return letters >= 6;
}

/* Is NAME that of the site itself? */
static gboolean
names_site(const IbUrl *url, const char *name)
{
  g_autofree char *folded = ib_text_fold(name, -1), *together = joined(folded), *first = initials(folded);
  g_autofree char *host = ib_text_fold(url->host, -1);
  g_auto(GStrv) labels = g_strsplit(host, " ", -1);
  guint n = g_strv_length(labels);
  for (guint k = 0; k + 1 < n; k++) {
    const char *label = labels[k];
    if (strlen(label) < 3 || g_str_equal(label, "www") || g_str_equal(label, "com") || g_str_equal(label, "org"))
      continue;
    if ((strlen(label) >= 4 && strstr(together, label)) || g_str_equal(first, label) ||
        (strlen(together) >= 4 && strstr(label, together)) || shares_words(label, folded))
      return TRUE;
  }
  return FALSE;
}

/* A quoted title or a date to the day is that of one page, whoever publishes it. */
static gboolean
is_single_page(const IbidRecord *rec)
{
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  return (issued && issued->from.day) || ib_printed_before(rec, IBID_VAR_TITLE, "[“„«\"'‘]\\s?$") ||
         ibid_record_type(rec) != IBID_TYPE_WEBPAGE || !ib_check_is_plain(rec);
}

static gboolean
is_of_site(const IbidRecord *rec, const IbUrl *url)
{
  static const IbidVar names[] = { IBID_VAR_CONTAINER_TITLE, IBID_VAR_PUBLISHER };
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  if (names_site(url, title) || !g_ascii_strncasecmp(title, "about ", 6))
    return TRUE;
  if (is_single_page(rec))
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS(names); k++)
    if (ibid_record_has(rec, names[k]) && !ib_check_is_site(ibid_record_text(rec, names[k])) &&
        names_site(url, ibid_record_text(rec, names[k])))
      return TRUE;
  const IbidName *author = ibid_record_n_names(rec, IBID_VAR_AUTHOR) ? ibid_record_name(rec, IBID_VAR_AUTHOR, 0) : NULL;
  const char *name = author ? ib_check_surname(author) : NULL;
  return name && !ib_check_is_site(name) && names_site(url, name);
}

static guint
count_words(const char *s)
{
  guint n = *s != '\0';
  for (; *s; s++)
    n += *s == ' ' && s[1];
  return n;
}

static void
check_homepage(IbCheck *check, guint i)
{
  /* "http://example.org/ path": the rest of the address stands behind a blank */
  static const char goes_on[] = "^/?\\s+[a-z0-9_~-]+(?:[/.(\\s]|$)";
  const IbidRecord *rec = check->records->pdata[i];
  const char *text = ibid_record_text(rec, IBID_VAR_URL), *title = ibid_record_text(rec, IBID_VAR_TITLE);
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  gboolean dated = ibid_record_has(rec, IBID_VAR_ACCESSED) || (issued && issued->from.day);
  gboolean page = ib_check_is_page(rec) || (dated && ib_check_is_plain(rec) && !ib_check_is_article(rec));
  if (!text || !title || !page || count_words(title) < 4)
    return;
  g_autoptr(IbUrl) url = ib_url_parse(text);
  if (!url || !url->host || !strchr(url->host, '.') || strlen(url->path) > 12 || !ib_url_is_home(url) ||
      is_of_site(rec, url) || ib_printed_after(rec, IBID_VAR_URL, goes_on) || ib_check_has(check, i, "url.host") ||
      ib_check_has(check, i, "url.local") || ib_check_has(check, i, "doi.truncated"))
    return;
  IbidFinding *f = ib_check_add(check, "url.homepage", IBID_SEVERITY_WARNING, i, IBID_VAR_URL);
  ibid_finding_set_message(f, "“%s” is cited, but the address is the front page of %s", title, url->host);
  ibid_finding_add_fact(f, "URL", text);
}

const IbRule ib_rules_homepage[] = {
  { "url.homepage", check_homepage, NULL },
  { NULL, NULL, NULL },
};
