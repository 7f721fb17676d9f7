/* list.merged and list.numbering: where entries begin and end; and the list rules of other
 * files in their order. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "check/same.h"

/* Merged. */

/* A name with a year in brackets that begins a second reference behind the end of a first: pages,
 * a year, an address, or a closing bracket, and a full stop.  Not behind an initial ("K. A.
 * Keough, P. G. (1999)"), nor with "in" before the year, which names editors. */
static const char second[] =
    "(?:(?:[0-9][-–][0-9]+|[0-9]{4}\\)?|\\)|[\\]”»])[.;]?\\s+|[.]\\s|\\s{6,})(?<!\\bIn )(?<!\\bin )(?<!: )(?<![A-Z]\\. )"
    "(?=\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+)?(?:, (?:\\p{Lu}\\.[ ,-]{0,2}|\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\.)?,? (?=[(&a]))|,? (?:\\p{Lu}{1,2}[ ,]+)+)"
    "(?:(?!\\b[Ii]n\\b|: |\\. \\p{Lu}\\p{Ll}{3,}).){0,120}?\\((?:19|20)[0-9]{2}[a-z]?[,)])";
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

/* The next number of a numbered list inside an entry, "[14] … 2007. [15] V. Zielinski": it
 * must have a name behind it. */
static gboolean
check_merged_numbers(IbCheck *check, guint i, const char *text)
{
  static const char own[] = "^\\s*[\\[(]?[0-9]{1,4}[\\]).]";
  static const char name[] = "^(?:\\p{Lu}\\.[ -]?)+\\p{Lu}\\p{Ll}|^\\p{Lu}[\\p{L}'’-]+(?:,| \\p{Lu}{1,3}[,.])|^\\p{Lu}[\\p{L}'’-]+ \\p{Lu}\\p{Ll}+[,.]";
  if (!text || !ib_check_match(own, text, NULL, NULL))
    return FALSE;
  int next = atoi(text + strcspn(text, "0123456789")) + 1;
  g_autofree char *bracketed = g_strdup_printf(" [%d] ", next), *dotted = g_strdup_printf(". %d. ", next);
  const char *at = strstr(text, bracketed), *behind = at ? at + strlen(bracketed) : NULL;
  if (!at && *text != '[' && (at = strstr(text, dotted)))
    behind = at + strlen(dotted);
  if (!at || at - text < 30 || !ib_check_match(name, behind, NULL, NULL))
    return FALSE;
  report_merged(check, i, text, at + strcspn(at, "0123456789[") - text);
  return TRUE;
}

/* The first must have its own year in brackets before the second begins, so that "Reprinted in
 * Smith, J. (2007)" and a chapter's editors are none. */
static void
check_merged(IbCheck *check, guint i)
{
  const char *text = ib_printed(check, i, TRUE);
  gsize first_start, first, start, end;
  if (check_merged_numbers(check, i, text))
    return;
  if (!text || strlen(text) < 80 || !ib_check_match(year_in_brackets, text, &first_start, &first) || first_start > 200 ||
      !ib_check_match(second, text + first, &start, &end) || start < 20)
    return;
  report_merged(check, i, text, first + end);
}

/* In a list of one entry a line, an entry that begins behind another on its line. */
static void
check_line(IbCheck *check)
{
  guint behind = 0;
  for (guint i = 0; i < check->records->len; i++)
    behind += ibid_record_source(check->records->pdata[i])->column > 3;
  for (guint i = 1; i < check->records->len && behind * 8 <= check->records->len; i++) {
    const IbidSource *last = ibid_record_source(check->records->pdata[i - 1]), *own = ibid_record_source(check->records->pdata[i]);
    const char *printed = ibid_record_printed(check->records->pdata[i]);
    if (!printed || !last->line || own->line != last->line || own->column <= last->column || g_strcmp0(own->file, last->file))
      continue;
    glong chars = g_utf8_strlen(printed, -1);
    g_autofree char *head = g_utf8_substring(printed, 0, MIN(40, chars));
    IbidFinding *f = ib_check_add(check, "list.merged", IBID_SEVERITY_WARNING, i, IBID_VAR_NONE);
    ibid_finding_set_message(f, "“%s%s” begins on the line of the reference before", head, chars > 40 ? "…" : "");
    ibid_finding_add_fact(f, "begins", head);
  }
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
  { "list.merged", check_merged, check_line },
  { "list.numbering", NULL, check_numbering },
  { "list.duplicate list.same-id", NULL, ib_same_check },
  { "list.order", NULL, check_order },
  { "list.suffix", NULL, check_suffixes },
  { "list.name-variant list.journal-variant list.style-mixed", NULL, ib_variants_check },
  { NULL, NULL, NULL },
};
