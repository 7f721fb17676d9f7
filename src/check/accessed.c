/* accessed.*: when a web page was seen. */
#include "config.h"

#include "check/date.h"
#include "check/rules.h"
#include "record/date.h"

static const IbidDate *
accessed(const IbidRecord *rec)
{
  return ibid_record_date(rec, IBID_VAR_ACCESSED);
}

/* The day after today is today somewhere. */
static gboolean
is_future(const IbCheck *check, const IbidDatePart *part)
{
  if (ib_date_part_compare(part, &check->today) <= 0)
    return FALSE;
  return !part->day || ib_date_part_days(part) - ib_date_part_days(&check->today) > 1;
}

static void
check_against_publication(IbCheck *check, guint i, const IbidDate *seen)
{
  const IbidRecord *rec = check->records->pdata[i];
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  if (!issued || !issued->from.year || issued->circa || ib_check_is_article(rec) ||
      ib_date_part_compare(&seen->from, &issued->from) >= 0)
    return;
  g_autofree char *a = ib_date_part_show(&seen->from), *b = ib_date_part_show(&issued->from);
  IbidFinding *f = ib_check_add(check, "accessed.before-published", IBID_SEVERITY_ERROR, i, IBID_VAR_ACCESSED);
  ibid_finding_set_message(f, "accessed %s, before it was published (%s)", a, b);
  ibid_finding_add_fact(f, "accessed", a);
  ibid_finding_add_fact(f, "published", b);
}

static void
check_value(IbCheck *check, guint i, const IbidDate *seen)
{
  static const IbidDatePart first_site = { .year = 1991, .month = 8 };
  const char *written = seen->raw ? seen->raw : seen->literal;
  g_autofree char *shown = ib_date_part_show(&seen->from);
  IbidFinding *f;
  if (written && ib_written_date_impossible(written)) {
    f = ib_check_add(check, "accessed.impossible", IBID_SEVERITY_ERROR, i, IBID_VAR_ACCESSED);
    ibid_finding_set_message(f, "there is no such day: %s", written);
    return;
  }
  if (!seen->from.year)
    return;
  if (is_future(check, &seen->from)) {
    g_autofree char *today = ib_date_part_show(&check->today);
    f = ib_check_add(check, "accessed.future", IBID_SEVERITY_ERROR, i, IBID_VAR_ACCESSED);
    ibid_finding_set_message(f, "accessed %s, which is in the future (today is %s)", shown, today);
    ibid_finding_add_fact(f, "today", today);
  } else if (ib_date_part_compare(&seen->from, &first_site) < 0) {
    f = ib_check_add(check, "accessed.before-web", IBID_SEVERITY_WARNING, i, IBID_VAR_ACCESSED);
    ibid_finding_set_message(f, "accessed %s, before there was a web", shown);
  } else {
    check_against_publication(check, i, seen);
  }
}

static void
check_record(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const IbidDate *seen = accessed(rec);
  if (!seen)
    return;
  check_value(check, i, seen);
  const char *text = ibid_record_printed(rec);
  if (ibid_record_has(rec, IBID_VAR_URL) || ibid_record_has(rec, IBID_VAR_DOI) ||
      ib_check_match("(?i)https?[:/]|www\\.|\\bdoi\\b|\\w\\.(?:org|com|net|edu|gov|int|eu|de|uk)\\b", text, NULL, NULL))
    return;
  IbidFinding *f = ib_check_add(check, "accessed.no-url", IBID_SEVERITY_WARNING, i, IBID_VAR_ACCESSED);
  ibid_finding_set_message(f, "there is an access date, but no address");
}

/* The list. */

static void
check_missing(IbCheck *check, guint with_url, guint with_date)
{
  if (with_date * 2 < with_url || with_date < 2)
    return;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (!ibid_record_has(rec, IBID_VAR_URL) || ibid_record_has(rec, IBID_VAR_DOI) || accessed(rec))
      continue;
    IbidFinding *f = ib_check_add(check, "accessed.missing", IBID_SEVERITY_INFO, i, IBID_VAR_URL);
    ibid_finding_set_message(f, "no access date; %u of the %u addresses in the list have one", with_date, with_url);
  }
}

/* Years away from all others: more than three from the nearest. */
static void
check_odd(IbCheck *check, GArray *years)
{
  for (guint i = 0; i < check->records->len && years->len >= 5; i++) {
    const IbidDate *seen = accessed(check->records->pdata[i]);
    int nearest = G_MAXINT, year = seen ? seen->from.year : 0;
    guint same = 0;
    for (guint k = 0; k < years->len && year; k++) {
      int gap = ABS(g_array_index(years, int, k) - year);
      same += gap == 0;
      nearest = gap ? MIN(nearest, gap) : nearest;
    }
    if (!year || same > 1 || nearest <= 3 || nearest == G_MAXINT)
      continue;
    IbidFinding *f = ib_check_add(check, "accessed.odd", IBID_SEVERITY_INFO, i, IBID_VAR_ACCESSED);
    ibid_finding_set_message(f, "accessed in %d, %d years from any other access date of the list", year, nearest);
  }
}

#define MAX_YEARS 2000 /* in a longer list a year says little, and the comparison is pairwise */

static void
check_list(IbCheck *check)
{
  g_autoptr(GArray) years = g_array_new(FALSE, FALSE, sizeof(int));
  guint with_url = 0, with_date = 0;
  for (guint i = 0; i < check->records->len && check->is_list; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    const IbidDate *seen = accessed(rec);
    with_url += ibid_record_has(rec, IBID_VAR_URL);
    with_date += ibid_record_has(rec, IBID_VAR_URL) && seen;
    if (seen && seen->from.year)
      g_array_append_val(years, seen->from.year);
  }
  check_missing(check, with_url, with_date);
  if (years->len <= MAX_YEARS)
    check_odd(check, years);
}

const IbRules ib_rules_accessed = { .name = "accessed", .record = check_record, .list = check_list };
