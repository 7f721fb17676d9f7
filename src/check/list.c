/* list.merged and list.numbering: where entries begin and end; and the list rules of other
 * files in their order. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "check/same.h"

/* Merged. */

/* A name with a year in brackets, or with initials and a year, that begins a second reference
 * behind the end of a first: pages, a year, an address, or a closing bracket and a full stop. */
static const char second[] =
    "(?:(?:[0-9][-–][0-9]+|[0-9]{4}\\)?|\\)|[\\]”»])[.;]?\\s+|[.;]\\s|\\s{6,})(?<!\\bIn )(?<!: )"
    "(?=\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+)?,? (?:\\p{Lu}\\.[ ,-]{0,2}|\\p{Lu}\\p{Ll}+,? (?=[(&a])|\\p{Lu}{1,2}[ ,]+)+.{0,120}?\\((?:19|20)[0-9]{2}[a-z]?[,)])";
static const char year_in_brackets[] = "\\((?:19|20)[0-9]{2}[a-z]?(?:, [^)]{3,20})?\\)";

static void
report_merged(IbCheck *check, guint i, const char *text, gsize at)
{
  glong chars = g_utf8_strlen(text + at, -1);
  g_autofree char *head = g_utf8_substring(text + at, 0, MIN(40, chars));
  IbidFinding *f = ib_check_add(check, "list.merged", IBID_SEVERITY_WARNING, i, IBID_VAR_NONE);
  f->span = (IbidSpan){ at, strlen(text) };
  ibid_finding_set_message(f, "another reference seems to begin at “%s%s”", head, chars > 40 ? "…" : "");
  ibid_finding_add_fact(f, "begins", head);
}

/* The first must have its own year in brackets before the second begins, so that "Reprinted in
 * Smith, J. (2007)" and a chapter's editors are none. */
static void
check_merged(IbCheck *check, guint i)
{
  const char *text = ib_printed(check, i, TRUE);
  gsize first_start, first, start, end;
  if (!text || strlen(text) < 80 || !ib_check_match(year_in_brackets, text, &first_start, &first) || first_start > 200 ||
      !ib_check_match(second, text + first, &start, &end) || start < 20)
    return;
  report_merged(check, i, text, first + end);
}

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

/* In a numbered list, "… 2004. 12. Smith J": the next number stands inside the entry. */
static gboolean
holds_number(IbCheck *check, guint i, int number)
{
  const char *text = ib_printed(check, i, TRUE);
  g_autofree char *bracketed = g_strdup_printf("[%d] ", number), *dotted = g_strdup_printf(". %d. ", number);
  const char *at = text ? strstr(text, bracketed) : NULL;
  if (!at && text && (at = strstr(text, dotted)))
    at += 2;
  if (!at || at - text < 20 || !g_unichar_isupper(g_utf8_get_char(at + strcspn(at, " ") + 1)))
    return FALSE;
  if (!ib_check_has(check, i, "list.merged"))
    report_merged(check, i, text, at - text);
  return TRUE;
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

static void
check_numbering(IbCheck *check)
{
  guint numbered = count_numbered(check);
  int last = 0;
  if (numbered < 3 || numbered * 10 < check->records->len * 9 || count_breaks(check) > 2 + numbered / 10)
    return;
  for (guint i = 0; i < check->records->len; i++) {
    int number = number_of(check->records->pdata[i]);
    if (number > 0 && last > 0 && number != last + 1 && !(i > 0 && holds_number(check, i - 1, last + 1)))
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
  { "list.merged", check_merged, NULL },
  { "list.numbering", NULL, check_numbering },
  { "list.duplicate list.same-id", NULL, ib_same_check },
  { "list.order", NULL, check_order },
  { "list.suffix", NULL, check_suffixes },
  { "list.name-variant list.journal-variant list.style-mixed", NULL, ib_variants_check },
  { NULL, NULL, NULL },
};
