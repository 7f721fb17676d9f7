/* list.numbering; and the list rules of other files in their order. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "check/same.h"

/* Numbers. */

static int
number_of(const IbidRecord *rec)
{
  const char *s = ibid_record_text(rec, IBID_VAR_CITATION_NUMBER);
  return s && *s && strspn(s, "0123456789") == strlen(s) && strlen(s) < 7 ? atoi(s) : -1;
}

static guint
count_numbered(IbCheck *check)
{
  guint n = 0;
  for (guint i = 0; i < check->records->len; i++)
    n += number_of(check->records->pdata[i]) > 0;
  return n;
}

static void
report_number(IbCheck *check, guint i, int number, int last)
{
  IbidFinding *f = ib_check_add(check, "list.numbering", IBID_SEVERITY_WARNING, i, IBID_VAR_CITATION_NUMBER);
  ibid_finding_set_message(f, number == last ? "number %d stands twice" : "number %d follows number %d", number, last);
  ibid_finding_add_number(f, "number", number);
  ibid_finding_add_number(f, "before", last);
}

/* Entries in ascending order whose breaks are many are a selection from a list, and say
 * nothing. */
static guint
count_breaks(IbCheck *check)
{
  guint n = 0;
  int last = 0;
  for (guint i = 0; i < check->records->len; i++) {
    int number = number_of(check->records->pdata[i]);
    n += number > 0 && last > 0 && number != last + 1;
    last = number > 0 ? number : last + 1;
  }
  return n;
}

/* Notes: "Ibid." has a number, and no record. */
static gboolean
has_notes(IbCheck *check)
{
  for (guint i = 0; i < check->records->len; i++)
    if (ibid_record_extra(check->records->pdata[i], "cited-again"))
      return TRUE;
  return FALSE;
}

static void
check_numbering(IbCheck *check)
{
  guint numbered = count_numbered(check);
  int last = 0;
  if (has_notes(check) || numbered < 3 || numbered * 10 < check->records->len * 9 || count_breaks(check) > 2 + numbered / 10)
    return;
  for (guint i = 0; i < check->records->len; i++) {
    int number = number_of(check->records->pdata[i]);
    if (number > 0 && last > 0 && number != last + 1 && !(i > 0 && ib_check_has(check, i - 1, "list.merged")))
      report_number(check, i, number, last);
    last = number > 0 ? number : last + 1;
  }
}

static void
check_order(IbCheck *check)
{
  if (count_numbered(check) * 2 <= check->records->len)
    ib_order_check(check);
}

static void
check_suffixes(IbCheck *check)
{
  if (!count_numbered(check))
    ib_suffix_check(check);
}

const IbRule ib_rules_list[] = {
  { "list.numbering", NULL, check_numbering },
  { "list.duplicate list.same-id", NULL, ib_same_check },
  { "list.order", NULL, check_order },
  { "list.suffix", NULL, check_suffixes },
  { "list.name-variant list.journal-variant list.style-mixed", NULL, ib_variants_check },
  { NULL, NULL, NULL },
};
