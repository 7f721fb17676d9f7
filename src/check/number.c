/* number.*: volumes and issues. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "check/pages.h"
#include "check/printed.h"
#include "check/rules.h"
#include "util/text.h"

/* A plain number; -1 for anything else ("12/13", "e79"). */
static int
plain_number(const char *s)
{
  if (!s || !*s || strlen(s) > 6 || strspn(s, "0123456789") != strlen(s))
    return -1;
  return atoi(s);
}

static int
field_number(const IbidRecord *rec, IbidVar var)
{
  return plain_number(ibid_record_text(rec, var));
}

/* Journals of the list. */

typedef struct {
  guint record;
  int volume, issue, year;
} Number;

static GHashTable *
group_by_journal(IbCheck *check)
{
  GHashTable *journals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    Number number = { i, field_number(rec, IBID_VAR_VOLUME), field_number(rec, IBID_VAR_ISSUE), ib_check_year(rec) };
    if (!ib_check_is_article(rec) || !ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE))
      continue;
    char *name = ib_check_folded(rec, IBID_VAR_CONTAINER_TITLE);
    GArray *group = g_hash_table_lookup(journals, name);
    if (!group) {
      group = g_array_new(FALSE, FALSE, sizeof(Number));
      g_hash_table_insert(journals, g_strdup(name), group);
    }
    g_array_append_val(group, number);
    g_free(name);
  }
  return journals;
}

/* Swapped: the issue is above 12 and above the volume, while the exchanged pair would be
 * usual and no other entry has such an issue; or the journal's other entries say so.  A young journal
 * that appears twice a month comes to "10 (15)"; "5/92" is of 1992. */

static gboolean
journal_says_swapped(const GArray *group, const Number *odd)
{
  guint agree = 0;
  for (guint k = 0; k < group->len; k++) {
    const Number *other = &g_array_index(group, Number, k);
    if (other->record == odd->record || other->volume < 0 || !other->year || !odd->year)
      continue;
    int expected = other->volume + odd->year - other->year;
    if (ABS(expected - odd->issue) > 1 || ABS(expected - odd->volume) <= 2)
      return FALSE;
    agree++;
  }
  return agree >= 2;
}

static guint
count_high_issues(IbCheck *check)
{
  guint n = 0;
  for (guint i = 0; i < check->records->len; i++)
    n += ib_check_is_article(check->records->pdata[i]) && field_number(check->records->pdata[i], IBID_VAR_ISSUE) > 12;
  return n;
}

/* Not for newspapers, magazines, articles without pages, or article numbers. */
static gboolean
has_usual_numbers(const IbidRecord *rec)
{
  IbPageRange range;
  const char *journal = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  return ib_check_is_article(rec) && ib_page_range(ibid_record_text(rec, IBID_VAR_PAGE), &range) &&
         !(journal && ib_check_is_word("gazette", journal));
}

/* "Heft 2, Jg. 45": the words beside the numbers say which is which, whatever was read. */
static gboolean
is_misread(const IbidRecord *rec)
{
  static const char issue_word[] = "(?i)(?:heft|\\bh|\\bnr|\\bno|n[°ºᵒ]|№|number|issue|iss|numero|fasc)\\.?\\s*$";
  static const char volume_word[] = "(?i)(?:\\bjg|jahrgang|\\bvol|volume|\\bbd|band|\\bt|tome|\\bv)\\.?\\s*$";
  return ib_printed_before(rec, IBID_VAR_VOLUME, issue_word) || ib_printed_before(rec, IBID_VAR_ISSUE, volume_word) ||
         ib_printed_after(rec, IBID_VAR_ISSUE, "^\\.?\\s*(?i:jg|jahrg)") ||
         ibid_record_confidence(rec, IBID_VAR_VOLUME) < .5 ||
         (ibid_record_confidence(rec, IBID_VAR_ISSUE) < .5 && !ib_printed_before(rec, IBID_VAR_ISSUE, issue_word));
}

static void
report_swapped(IbCheck *check, const Number *n, const char *why)
{
  const IbidRecord *rec = check->records->pdata[n->record];
  const char *volume = ibid_record_text(rec, IBID_VAR_VOLUME), *issue = ibid_record_text(rec, IBID_VAR_ISSUE);
  IbidFinding *f = ib_check_add(check, "number.swapped", IBID_SEVERITY_WARNING, n->record, IBID_VAR_VOLUME);
  ibid_finding_set_message(f, "volume %s, number %s: the two look exchanged (%s)", volume, issue, why);
  ibid_finding_add_fact(f, "volume", volume);
  ibid_finding_add_fact(f, "issue", issue);
  ibid_finding_set_fix(f, IBID_VAR_VOLUME, volume, issue, FALSE);
}

static void
check_swapped(IbCheck *check, const GArray *group, guint high)
{
  for (guint k = 0; k < group->len; k++) {
    const Number *n = &g_array_index(group, Number, k);
    if (n->volume < 1 || n->issue < 1 || !has_usual_numbers(check->records->pdata[n->record]) ||
        is_misread(check->records->pdata[n->record]))
      continue;
    if (n->issue != n->volume && journal_says_swapped(group, n))
      report_swapped(check, n, "the journal's other entries in the list say so");
    else if (n->issue > 12 && n->issue > n->volume && n->volume <= (n->issue > 24 ? 12 : 6) &&
             n->issue != n->year % 100 && high == 1)
      report_swapped(check, n, "no other entry of the list has a number above 12");
  }
}

/* The volume of a year, by the journal's other entries.  Only a journal that its others show
 * to have one volume a year is judged: they must span years, lie on one line, and the year
 * asked about must be near.  (Gut has two volumes a year, and no such line.) */

typedef struct {
  int first, last; /* years of the others */
  int low, high;   /* volume minus year, of the others */
  int nearest;     /* of them to the one judged */
  guint n;
} Line;

static void
fit_line(const GArray *group, guint without, Line *line)
{
  const Number *judged = &g_array_index(group, Number, without);
  *line = (Line){ G_MAXINT, G_MININT, G_MAXINT, G_MININT, G_MAXINT, 0 };
  for (guint m = 0; m < group->len; m++) {
    const Number *other = &g_array_index(group, Number, m);
    if (m == without || other->volume < 1 || !other->year)
      continue;
    int offset = other->volume - other->year;
    line->first = MIN(line->first, other->year);
    line->last = MAX(line->last, other->year);
    line->low = MIN(line->low, offset);
    line->high = MAX(line->high, offset);
    line->nearest = MIN(line->nearest, ABS(offset - (judged->volume - judged->year)));
    line->n++;
  }
}

static void
check_volume_year(IbCheck *check, const GArray *group)
{
  for (guint k = 0; k < group->len && group->len >= 3; k++) {
    const Number *n = &g_array_index(group, Number, k);
    Line line;
    if (n->volume < 1 || !n->year)
      continue;
    fit_line(group, k, &line);
    int span = line.last - line.first;
    if (line.n < 2 || span < 2 || line.high - line.low > 1 || line.nearest < 2 || n->year < line.first - span ||
        n->year > line.last + span)
      continue;
    const char *journal = ibid_record_text(check->records->pdata[n->record], IBID_VAR_CONTAINER_TITLE);
    IbidFinding *f = ib_check_add(check, "number.volume-year", IBID_SEVERITY_WARNING, n->record, IBID_VAR_VOLUME);
    ibid_finding_set_message(f, "volume %d in %d does not fit: by the %u other entries of %s, %d has volume %d",
                             n->volume, n->year, line.n, journal, n->year, n->year + line.low);
    ibid_finding_add_number(f, "expected", n->year + line.low);
  }
}

#define MAX_GROUP 500 /* a journal cited more often than that is compared in no time that pays */

static void
check_list(IbCheck *check)
{
  GHashTable *journals = group_by_journal(check);
  guint high = count_high_issues(check);
  GHashTableIter iter;
  gpointer group;
  g_hash_table_iter_init(&iter, journals);
  while (g_hash_table_iter_next(&iter, NULL, &group)) {
    if (((GArray *)group)->len > MAX_GROUP)
      continue;
    check_swapped(check, group, high);
    check_volume_year(check, group);
  }
  g_hash_table_unref(journals);
}

const IbRule ib_rules_number[] = {
  { "number.swapped number.volume-year", NULL, check_list },
  { NULL, NULL, NULL },
};
