/* title.*: what it is called. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "util/data.h"
#include "util/text.h"

/* Titles that browsers and servers give to no page at all, and the names of sites cut on. */
static const char error_title[] =
    "(?i)^(?:(?:error )?40[0-9](?:[ :-]+(?:page |file )?(?:not found|error|forbidden|unauthori[sz]ed|gone))?|page not found|not found|access denied|forbidden|just a moment\\.*|just a moment…|"
    "attention required!?.*|are you a robot\\??|security check|untitled(?: document)?|loading\\.*|redirecting\\.*|"
    "home ?page|sign in|log ?in|object moved|document moved|new tab|microsoft word - .*)$";
static const char site_suffix[] = " [|·] [^|]{2,40}$| [-–—] (?:BBC News|The New York Times|The Guardian|YouTube|Wikipedia|"
                                  "Google Search|CNN|Facebook|ResearchGate|Academia\\.edu)$";

static void
check_missing(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  IbidType type = ibid_record_type(rec);
  gboolean needs_none = type == IBID_TYPE_LEGAL_CASE || type == IBID_TYPE_LEGISLATION || type == IBID_TYPE_BILL ||
                        type == IBID_TYPE_PERSONAL_COMMUNICATION || type == IBID_TYPE_PATENT;
  /* Physicists leave titles out; and what the parser did not find may be there. */
  if (ibid_record_has(rec, IBID_VAR_TITLE) || needs_none || ib_check_is_plain(rec))
    return;
  IbidFinding *f = ib_check_add(check, "title.missing", IBID_SEVERITY_ERROR, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "there is no title");
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
check_title(IbCheck *check, guint i, const char *title)
{
  IbidType type = ibid_record_type(check->records->pdata[i]);
  gboolean is_page = type == IBID_TYPE_WEBPAGE || type == IBID_TYPE_ARTICLE_NEWSPAPER || type == IBID_TYPE_POST_WEBLOG;
  gsize start, end;
  IbidFinding *f;
  if (is_all_caps(title)) {
    f = ib_check_add(check, "title.caps", IBID_SEVERITY_INFO, i, IBID_VAR_TITLE);
    ibid_finding_set_message(f, "the title is all in capitals");
  }
  if (ib_check_match(error_title, title, NULL, NULL)) {
    f = ib_check_add(check, "title.page-debris", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
    ibid_finding_set_message(f, "“%s” is what a browser shows where there is no page", title);
  } else if (is_page && ib_check_match(site_suffix, title, &start, &end)) {
    g_autofree char *fixed = g_strndup(title, start);
    f = ib_check_add(check, "title.page-debris", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
    ibid_finding_set_message(f, "the title ends in the name of a site: “%s”", title + start);
    ibid_finding_set_fix(f, IBID_VAR_TITLE, title, fixed, FALSE);
  }
  if (g_str_has_suffix(title, "…") || g_str_has_suffix(title, "...")) {
    f = ib_check_add(check, "title.truncated", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
    ibid_finding_set_message(f, "the title breaks off: “%s”", title);
  }
  if (ib_check_match("(?i)^[\\[(]?(?:retracted|withdrawn)(?: article| paper)?[\\])]?\\s*:|^RETRACTED ARTICLE\\b|^WITHDRAWN\\b", title,
                     NULL, NULL)) {
    f = ib_check_add(check, "title.retracted", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
    ibid_finding_set_message(f, "the title says that the work was retracted or withdrawn");
  }
}

static void
check_container(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  g_autofree char *title = ib_check_folded(rec, IBID_VAR_TITLE);
  g_autofree char *container = ib_check_folded(rec, IBID_VAR_CONTAINER_TITLE);
  if (!*title || strcmp(title, container) || !ib_check_is_article(rec))
    return;
  IbidFinding *f = ib_check_add(check, "title.is-container", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "title and journal are both “%s”", ibid_record_text(rec, IBID_VAR_TITLE));
}

static void
check_record(IbCheck *check, guint i)
{
  const char *title = ibid_record_text(check->records->pdata[i], IBID_VAR_TITLE);
  check_missing(check, i);
  if (title)
    check_title(check, i, title);
  check_container(check, i);
}

const IbRules ib_rules_title = { .name = "title", .record = check_record };
