/* accessed.*: when a web page was seen. */
#include "config.h"

#include "check/date.h"
#include "check/printed.h"
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

/* The one wrong date of a reference is reported once: where it was published in the future,
 * or in another year than its address says. */
static void
check_against_publication(IbCheck *check, guint i, const IbidDate *seen)
{
  const IbidRecord *rec = check->records->pdata[i];
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  if (!issued || !issued->from.year || issued->circa || ib_check_is_article(rec) ||
      ib_date_part_compare(&seen->from, &issued->from) >= 0 || ib_check_has(check, i, "date.future") ||
      ib_check_has(check, i, "date.url-year") || ib_check_has(check, i, "date.two-dates"))
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
  IbidFinding *f;
  g_autofree char *impossible = ib_written_date_impossible_day(seen);
  if (impossible && ib_check_has(check, i, "accessed.impossible"))
    return;
  if (impossible) {
    f = ib_check_add(check, "accessed.impossible", IBID_SEVERITY_ERROR, i, IBID_VAR_ACCESSED);
    ibid_finding_set_message(f, "there is no such day: %s", impossible);
    ibid_finding_add_fact(f, "printed", impossible);
    return;
  }
  if (!seen->from.year)
    return;
  g_autofree char *shown = ib_date_part_show(&seen->from);
  if (is_future(check, &seen->from)) {
    g_autofree char *today = ib_date_part_show(&check->today);
    f = ib_check_add(check, "accessed.future", IBID_SEVERITY_ERROR, i, IBID_VAR_ACCESSED);
    ibid_finding_set_message(f, "accessed %s, which is in the future (today is %s)", shown, today);
    ibid_finding_add_fact(f, "accessed", shown);
    ibid_finding_add_fact(f, "today", today);
  } else if (ib_date_part_compare(&seen->from, &first_site) < 0) {
    f = ib_check_add(check, "accessed.before-web", IBID_SEVERITY_WARNING, i, IBID_VAR_ACCESSED);
    ibid_finding_set_message(f, "accessed %s, before there was a web", shown);
    ibid_finding_add_fact(f, "accessed", shown);
  } else {
    check_against_publication(check, i, seen);
  }
}

/* An address in any form, also one that is in no field. */
static gboolean
has_address(const IbidRecord *rec)
{
  static const char address[] =
      "(?i)https?[:/]|www\\.|\\bdoi\\b|\\bftp\\b|\\burn:|\\bhdl\\b|[\\w-]\\.(?:org|com|net|edu|gov|int|"
      "eu|info|[a-z]{2})(?:/|\\b)";
  return ibid_record_has(rec, IBID_VAR_URL) || ibid_record_has(rec, IBID_VAR_DOI) ||
         ib_check_match(address, ibid_record_printed(rec), NULL, NULL);
}

/* "Retrieved May 4, 2009, from HeinOnline" (APA 5) and "Web. 3 Mar. 2012." (MLA 7) need no
 * address. */
static gboolean
names_database(const IbidRecord *rec)
{
  return ib_check_match("\\b[12][0-9]{3},? (?:from|via|through|on|in|dans|auf) (?:the )?\\p{Lu}|\\b(?:Web|Print)\\. ",
                        ibid_record_printed(rec), NULL, NULL);
}

/* "Accessed June 28, 2022." without an address is left for a note. */
static gboolean
has_leftover_date(const IbidRecord *rec)
{
  const char *note = ibid_record_text(rec, IBID_VAR_NOTE);
  IbidDatePart part;
  gsize start, end;
  return ib_check_is_plain(rec) && note && ib_written_date_find(note, &part, &start, &end) &&
         ib_printed_is_accessed_at(note, start);
}

static void
check_record(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const IbidDate *seen = accessed(rec);
  if (seen ? !ib_printed_says_accessed(rec) : !has_leftover_date(rec))
    return;
  if (seen)
    check_value(check, i, seen);
  if (has_address(rec) || names_database(rec))
    return;
  IbidFinding *f = ib_check_add(check, "accessed.no-url", IBID_SEVERITY_WARNING, i, IBID_VAR_ACCESSED);
  ibid_finding_set_message(f, "there is an access date, but no address");
}

/* The list. */

static void
check_missing(IbCheck *check)
{
  guint with_url = 0, with_date = 0;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    with_url += ibid_record_has(rec, IBID_VAR_URL) && !ibid_record_has(rec, IBID_VAR_DOI);
    with_date += ibid_record_has(rec, IBID_VAR_URL) && !ibid_record_has(rec, IBID_VAR_DOI) && accessed(rec);
  }
  for (guint i = 0; i < check->records->len && with_date * 2 >= with_url && with_date >= 2; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (!ibid_record_has(rec, IBID_VAR_URL) || ibid_record_has(rec, IBID_VAR_DOI) || accessed(rec))
      continue;
    IbidFinding *f = ib_check_add(check, "accessed.missing", IBID_SEVERITY_INFO, i, IBID_VAR_URL);
    ibid_finding_set_message(f, "no access date; %u of the %u addresses in the list have one", with_date, with_url);
    ibid_finding_add_number(f, "with", with_date);
    ibid_finding_add_number(f, "of", with_url);
  }
}

static int
compare_ints(gconstpointer a, gconstpointer b)
{
  return *(const int *)a - *(const int *)b;
}

static GArray *
access_years(IbCheck *check)
{
  GArray *years = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = 0; i < check->records->len; i++) {
    const IbidDate *seen = accessed(check->records->pdata[i]);
    if (seen && seen->from.year)
      g_array_append_val(years, seen->from.year);
  }
  g_array_sort(years, compare_ints);
  return years;
}

/* Years from YEAR to the nearest other one in the sorted YEARS; 0 when it is there twice. */
static int
gap_of(const GArray *years, int year)
{
  const int *all = (const int *)years->data;
  guint low = 0, high = years->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (all[middle] < year)
      low = middle + 1;
    else
      high = middle;
  }
  int before = low > 0 ? year - all[low - 1] : G_MAXINT;
  int after = low + 1 < years->len ? all[low + 1] - year : G_MAXINT;
  return MIN(before, after);
}

/* Years away from all others: more than three from the nearest. */
static void
check_odd(IbCheck *check)
{
  g_autoptr(GArray) years = access_years(check);
  for (guint i = 0; i < check->records->len && years->len >= 5; i++) {
    const IbidDate *seen = accessed(check->records->pdata[i]);
    int year = seen ? seen->from.year : 0, gap = year ? gap_of(years, year) : 0;
    if (gap <= 3 || year > check->today.year || year < 1991)
      continue;
    IbidFinding *f = ib_check_add(check, "accessed.odd", IBID_SEVERITY_INFO, i, IBID_VAR_ACCESSED);
    ibid_finding_set_message(f, "accessed in %d, %d years from any other access date of the list", year, gap);
    ibid_finding_add_number(f, "gap", gap);
  }
}

const IbRule ib_rules_accessed[] = {
  { "accessed.impossible accessed.future accessed.before-web accessed.before-published accessed.no-url", check_record,
    NULL },
  { "accessed.missing", NULL, check_missing },
  { "accessed.odd", NULL, check_odd },
  { NULL, NULL, NULL },
};
