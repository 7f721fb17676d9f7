/* pages.*: first and last page. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "check/pages.h"
#include "check/printed.h"
#include "check/rules.h"

gboolean
ib_page_range(const char *pages, IbPageRange *range)
{
  if (!pages || !ib_check_match("^[0-9]{1,6} ?[-–] ?[0-9]{1,6}$", pages, NULL, NULL))
    return FALSE;
  range->first_len = strspn(pages, "0123456789");
  const char *rest = pages + range->first_len;
  rest += strcspn(rest, "0123456789");
  range->last_len = strlen(rest);
  range->first = atoi(pages);
  range->last = atoi(rest);
  return TRUE;
}

/* "496-7" completes the second number from the first: 497. */
static int
completed(const IbPageRange *range)
{
  int unit = 1;
  for (gsize k = 0; k < range->last_len; k++)
    unit *= 10;
  return range->first / unit * unit + range->last;
}

static gboolean
is_short(const IbPageRange *range)
{
  return range->last_len < range->first_len && completed(range) > range->first;
}

static gboolean
is_right_to_left(const IbidRecord *rec)
{
  static const char *const languages[] = { "fa", "ar", "he", "ur", "ps", "yi", "ku", "sd", "ug", NULL };
  const char *lang = ibid_record_text(rec, IBID_VAR_LANGUAGE), *title = ibid_record_text(rec, IBID_VAR_TITLE);
  g_autofree char *base = lang ? g_strndup(lang, 2) : NULL;
  return (base && g_strv_contains(languages, base)) || ib_check_match("[\\x{0590}-\\x{08FF}]", title, NULL, NULL);
}

/* "Working Paper No. 97-01", "DOI 10.1000/120-98", "PL 25: 1977-2" have no pages. */
static gboolean
is_number(const IbidRecord *rec)
{
  return ib_printed_before(
      rec, IBID_VAR_PAGE,
      "(?i:\\b(?:no|nr|n|number|paper|report|series|band|vol|art|article|doc|isbn|issn)\\.?|№|n°)\\s*$|"
      "[#/A-Z-]$");
}

/* A shorter second number is a completed one where it is near, or where the list completes
 * others so; "120-98" alone would be 79 pages, which is not how people abbreviate. */
static gboolean
is_reversed(const IbidRecord *rec, const IbPageRange *range, gboolean list_completes)
{
  if (range->first <= range->last || is_right_to_left(rec) || is_number(rec))
    return FALSE;
  return !is_short(range) || completed(range) - range->first > (list_completes ? 300 : 60);
}

static void
report_reversed(IbCheck *check, guint i, const char *pages, const IbPageRange *range)
{
  g_autofree char *turned = g_strdup_printf("%d-%d", range->last, range->first);
  IbidFinding *f = ib_check_add(check, "pages.reversed", IBID_SEVERITY_WARNING, i, IBID_VAR_PAGE);
  ibid_finding_set_message(f, "the pages run backwards: %s", pages);
  ibid_finding_add_number(f, "first", range->first);
  ibid_finding_add_number(f, "last", range->last);
  ibid_finding_set_fix(f, IBID_VAR_PAGE, pages, turned, FALSE);
}

static void
check_span(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *pages = ibid_record_text(rec, IBID_VAR_PAGE);
  IbPageRange range;
  if (!ib_page_range(pages, &range) || range.last - range.first <= 200 || !ib_check_is_article(rec))
    return;
  IbidFinding *f = ib_check_add(check, "pages.span", IBID_SEVERITY_INFO, i, IBID_VAR_PAGE);
  ibid_finding_set_message(f, "an article of %d pages (%s)", range.last - range.first + 1, pages);
  ibid_finding_add_number(f, "pages", range.last - range.first + 1);
}

/* A record alone is judged without its list. */
static void
check_reversed(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *pages = ibid_record_text(rec, IBID_VAR_PAGE);
  IbPageRange range;
  if (!check->is_list && ib_page_range(pages, &range) && is_reversed(rec, &range, FALSE))
    report_reversed(check, i, pages, &range);
}

static gboolean
list_completes(IbCheck *check)
{
  IbPageRange range;
  guint near = 0;
  for (guint i = 0; i < check->records->len; i++)
    near += ib_page_range(ibid_record_text(check->records->pdata[i], IBID_VAR_PAGE), &range) && is_short(&range) &&
            completed(&range) - range.first <= 60;
  return near >= 2;
}

static void
check_reversed_list(IbCheck *check)
{
  gboolean completes = list_completes(check);
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    const char *pages = ibid_record_text(rec, IBID_VAR_PAGE);
    IbPageRange range;
    if (ib_page_range(pages, &range) && is_reversed(rec, &range, completes))
      report_reversed(check, i, pages, &range);
  }
}

const IbRule ib_rules_pages[] = {
  { "pages.reversed", check_reversed, check_reversed_list },
  { "pages.span", check_span, NULL },
  { NULL, NULL, NULL },
};
