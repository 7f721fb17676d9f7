/* title.*: what it is called. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "util/data.h"
#include "util/text.h"

/* Titles that browsers and servers give where there is no page. */
static const char error_title[] =
    "(?i)^(?:(?:error |http |fehler )?(?:40[0-9]|50[0-4])(?:[ :.–-]+(?:page |file |seite )?(?:not found|error|forbidden|unauthori[sz]ed|gone|"
    "nicht gefunden|service unavailable|bad gateway|internal server error))?|(?:error[ :–-]+)?page not found|seite nicht gefunden|page introuvable|"
    "página no encontrada|not found|access denied|forbidden|just a moment(?:\\.+|…)?|attention required!?.*|are you a robot\\??|security check|"
    "untitled(?: document)?|loading(?:\\.+|…)?|redirecting(?:\\.+|…)?|home|sign in|log ?in|object moved|document moved|new tab|"
    "microsoft word - .*|subscribe to read|cookies? (?:consent|policy)|pdf viewer|index of /.*)$";

static gboolean
needs_title(const IbidRecord *rec)
{
  IbidType type = ibid_record_type(rec);
  return type != IBID_TYPE_LEGAL_CASE && type != IBID_TYPE_LEGISLATION && type != IBID_TYPE_BILL &&
         type != IBID_TYPE_PERSONAL_COMMUNICATION && type != IBID_TYPE_PATENT && type != IBID_TYPE_INTERVIEW;
}

static void
report_missing(IbCheck *check, guint i)
{
  IbidFinding *f = ib_check_add(check, "title.missing", IBID_SEVERITY_ERROR, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "there is no title");
  ibid_finding_add_fact(f, "type", ibid_type_name(ibid_record_type(check->records->pdata[i])));
}

static void
check_missing(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (!ibid_record_has(rec, IBID_VAR_TITLE) && needs_title(rec) && !ib_check_is_plain(rec))
    report_missing(check, i);
}

/* In plain text a title may be there and not be seen, and physicists leave it out: so only of
 * articles whose author, journal (no abbreviated one) and year were seen, in a list that gives titles. */
static gboolean
shows_no_title(const IbidRecord *rec)
{
  return ib_check_is_plain(rec) && !ibid_record_has(rec, IBID_VAR_TITLE) && ib_check_is_article(rec) &&
         ibid_record_has(rec, IBID_VAR_AUTHOR) && ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE) && ib_check_year(rec) &&
         ibid_record_confidence(rec, IBID_VAR_CONTAINER_TITLE) >= .9 &&
         ib_check_match("^[^.]*\\b\\p{L}*\\p{Ll}{4,}[^.]*$", ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE), NULL, NULL);
}

static void
check_missing_list(IbCheck *check)
{
  guint with = 0;
  for (guint i = 0; i < check->records->len; i++)
    with += ibid_record_has(check->records->pdata[i], IBID_VAR_TITLE);
  for (guint i = 0; i < check->records->len && with >= 5 && with * 20 >= check->records->len * 19; i++)
    if (shows_no_title(check->records->pdata[i]))
      report_missing(check, i);
}

static gboolean
is_all_caps(const char *title)
{
  guint upper = 0, words = 1;
  for (const char *p = title; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_islower(c))
      return FALSE;
    upper += g_unichar_isupper(c);
    words += c == ' ';
  }
  return upper >= 12 && words >= 3;
}

static void
check_caps(IbCheck *check, guint i)
{
  const char *title = ibid_record_text(check->records->pdata[i], IBID_VAR_TITLE);
  if (!title || !is_all_caps(title))
    return;
  IbidFinding *f = ib_check_add(check, "title.caps", IBID_SEVERITY_INFO, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the title is all in capitals");
  ibid_finding_add_fact(f, "title", title);
}

/* What browsers put behind the title: " | Reuters", " - BBC News". */

static gboolean
is_site(const char *name)
{
  static GHashTable *names;
  if (g_once_init_enter(&names)) {
    GHashTable *made = g_hash_table_new(g_str_hash, g_str_equal);
    const IbTable *table = ib_table("sites.tsv");
    for (guint i = 0; i < table->n_rows; i++)
      g_hash_table_add(made, ib_text_fold(table->rows[i][0], -1));
    g_once_init_leave(&names, made);
  }
  g_autofree char *folded = ib_text_fold(name, -1);
  return g_hash_table_contains(names, folded) ||
         (g_str_has_prefix(folded, "the ") && g_hash_table_contains(names, folded + 4));
}

/* The byte at which the name of a site begins; 0 when there is none.  One bar before a short
 * name is enough on a page ("MRI | Size | Share" is a heading); a dash needs a name that is
 * known. */
static gsize
site_suffix(const char *title, gboolean is_page)
{
  gsize start, end;
  const char *bar = strrchr(title, '|');
  if (bar && strchr(title, '|') == bar && bar > title + 8 && bar[1] == ' ' && bar[-1] == ' ' && strlen(bar) < 42 &&
      (is_page || is_site(bar + 2)))
    return bar - 1 - title;
  if (!ib_check_match(" (?:-|–|—|·) (?=[^-–—·|]{2,40}$)", title, &start, &end) || !is_site(title + end))
    return 0;
  return start;
}

static void
check_debris(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  IbidFinding *f;
  if (!title)
    return;
  if (strlen(title) < 80 && ib_check_match(error_title, title, NULL, NULL)) {
    f = ib_check_add(check, "title.page-debris", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
    ibid_finding_set_message(f, "“%s” is what a browser shows where there is no page", title);
    ibid_finding_add_fact(f, "title", title);
    return;
  }
  gsize cut = site_suffix(title, ib_check_is_page(rec));
  if (!cut)
    return;
  g_autofree char *fixed = g_strndup(title, cut);
  f = ib_check_add(check, "title.page-debris", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the title ends in the name of a site: “%s”", title + cut);
  ibid_finding_add_fact(f, "title", title);
  ibid_finding_set_fix(f, IBID_VAR_TITLE, title, fixed, FALSE);
}

static void
check_truncated(IbCheck *check, guint i)
{
  const char *title = ibid_record_text(check->records->pdata[i], IBID_VAR_TITLE);
  if (!title || (!g_str_has_suffix(title, "…") && !g_str_has_suffix(title, "...")))
    return;
  IbidFinding *f = ib_check_add(check, "title.truncated", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the title breaks off: “%s”", title);
  ibid_finding_add_fact(f, "title", title);
}

/* "RETRACTED: …", "[WITHDRAWN] …", "… (Retracted article)"; not "Why papers are retracted". */
static void
check_retracted(IbCheck *check, guint i)
{
  static const char retracted[] = "^[\\[(]?(?i:retracted|withdrawn)(?i: article| paper| chapter)?[\\])]?\\s*[:.—–]|^[\\[(](?i:retracted|withdrawn)\\b|"
                                  "^RETRACTED\\b|^WITHDRAWN\\b|[\\[(](?i:retracted|withdrawn)(?i: article| paper)?[\\])]$";
  const char *title = ibid_record_text(check->records->pdata[i], IBID_VAR_TITLE);
  if (!title || !strpbrk(title, "RrWw") || !ib_check_match(retracted, title, NULL, NULL))
    return;
  IbidFinding *f = ib_check_add(check, "title.retracted", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the title says that the work was retracted or withdrawn");
  ibid_finding_add_fact(f, "title", title);
}

static void
check_container(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (!ib_check_is_article(rec))
    return;
  g_autofree char *title = ib_check_folded(rec, IBID_VAR_TITLE);
  g_autofree char *container = ib_check_folded(rec, IBID_VAR_CONTAINER_TITLE);
  if (!*title || strcmp(title, container))
    return;
  IbidFinding *f = ib_check_add(check, "title.is-container", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "title and journal are both “%s”", ibid_record_text(rec, IBID_VAR_TITLE));
  ibid_finding_add_fact(f, "title", ibid_record_text(rec, IBID_VAR_TITLE));
}

const IbRule ib_rules_title[] = {
  { "title.missing", check_missing, check_missing_list },
  { "title.caps", check_caps, NULL },
  { "title.page-debris", check_debris, NULL },
  { "title.truncated", check_truncated, NULL },
  { "title.retracted", check_retracted, NULL },
  { "title.is-container", check_container, NULL },
  { NULL, NULL, NULL },
};
