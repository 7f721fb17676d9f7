/* list.*: what only the list as a whole shows: numbers, suffixes, entries run together. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "check/rules.h"
#include "check/same.h"
#include "record/name.h"
#include "util/text.h"

/* Two references in one entry: pages or a year end, and a name with a year in brackets
 * begins another. */
static void
check_merged(IbCheck *check, guint i)
{
  static const char second[] = "(?:[0-9][-–][0-9]+|[0-9]{4}\\)?)\\.\\s+(?=\\p{Lu}[\\p{L}'’-]+, (?:\\p{Lu}\\.[ ,]?)+.{0,80}?\\((?:19|20)[0-9]{2}[a-z]?\\))";
  g_autofree char *text = ib_check_masked(check, i, TRUE);
  gsize start, end;
  if (!text || !ib_check_match(second, text, &start, &end) || start < 30)
    return;
  IbidFinding *f = ib_check_add(check, "list.merged", IBID_SEVERITY_WARNING, i, IBID_VAR_NONE);
  f->span = (IbidSpan){ end, strlen(text) };
  g_autofree char *head = g_utf8_substring(text + end, 0, MIN(40, g_utf8_strlen(text + end, -1)));
  ibid_finding_set_message(f, "another reference seems to begin at “%s…”", head);
}

/* Numbers. */

static int
number_of(const IbidRecord *rec)
{
  const char *s = ibid_record_text(rec, IBID_VAR_CITATION_NUMBER);
  return s && strspn(s, "0123456789") == strlen(s) && strlen(s) < 7 ? atoi(s) : -1;
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
check_numbering(IbCheck *check, guint numbered)
{
  int last = 0;
  if (numbered < 3 || numbered * 10 < check->records->len * 9)
    return;
  for (guint i = 0; i < check->records->len; i++) {
    int number = number_of(check->records->pdata[i]);
    if (number > 0 && last > 0 && number != last + 1) {
      IbidFinding *f = ib_check_add(check, "list.numbering", IBID_SEVERITY_WARNING, i, IBID_VAR_CITATION_NUMBER);
      ibid_finding_set_message(f, number == last ? "number %d stands twice" : "number %d follows number %d", number, last);
      ibid_finding_add_number(f, "number", number);
      ibid_finding_add_number(f, "before", last);
    }
    last = number > 0 ? number : last + 1;
  }
}

/* Letters after the year, in author-date lists: there the year stands right behind the
 * authors. */

static gboolean
is_author_date(IbCheck *check)
{
  guint yes = 0, no = 0;
  for (guint i = 0; i < check->records->len; i++) {
    IbidSpan author = ibid_record_span(check->records->pdata[i], IBID_VAR_AUTHOR);
    IbidSpan issued = ibid_record_span(check->records->pdata[i], IBID_VAR_ISSUED);
    if (!author.end || !issued.end)
      continue;
    gboolean behind = issued.start >= author.end && issued.start - author.end <= 12;
    yes += behind;
    no += !behind;
  }
  return yes >= 3 && yes >= 4 * no;
}

/* All authors with their initials, and the year. */
static char *
author_year(const IbidRecord *rec)
{
  GString *key = g_string_new(NULL);
  for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++) {
    const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, k);
    const char *surname = ib_check_surname(name);
    g_autofree char *folded = ib_text_fold(surname ? surname : "", -1);
    g_autofree char *given = ib_text_fold(name->given ? name->given : "", -1);
    g_string_append_printf(key, "%s,%.1s;", folded, given);
  }
  if (key->len)
    g_string_append_printf(key, "%d", ib_check_year(rec));
  return g_string_free(key, FALSE);
}

static void
report_suffixes(IbCheck *check, GArray *group)
{
  guint bare = 0;
  g_autoptr(GString) letters = g_string_new(NULL);
  for (guint k = 0; k < group->len; k++) {
    const char *s = ibid_record_text(check->records->pdata[g_array_index(group, guint, k)], IBID_VAR_YEAR_SUFFIX);
    if (s && strlen(s) == 1)
      g_string_append_c(letters, *s);
    else
      bare++;
  }
  guint last = g_array_index(group, guint, group->len - 1);
  const IbidRecord *rec = check->records->pdata[last];
  const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, 0);
  if (bare > 1 || (bare && letters->len)) {
    IbidFinding *f = ib_check_add(check, "list.suffix", IBID_SEVERITY_WARNING, last, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "%u works of %s (%d): a letter after the year must tell them apart", group->len,
                             ib_check_surname(name), ib_check_year(rec));
    return;
  }
  for (char letter = 'b'; letter <= 'z' && !bare; letter++) {
    if (!strchr(letters->str, letter) || strchr(letters->str, letter - 1))
      continue;
    IbidFinding *f = ib_check_add(check, "list.suffix", IBID_SEVERITY_WARNING, last, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "%s has a %d%c, but no %d%c", ib_check_surname(name), ib_check_year(rec), letter,
                             ib_check_year(rec), letter - 1);
    return;
  }
}

static void
check_suffixes(IbCheck *check)
{
  g_autoptr(GHashTable) repeated = ib_same_repeated(check);
  g_autoptr(GHashTable) groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    g_autofree char *key = author_year(rec);
    if (!*key || !ib_check_year(rec) || g_hash_table_contains(repeated, GUINT_TO_POINTER(i)))
      continue;
    GArray *group = g_hash_table_lookup(groups, key);
    if (!group) {
      group = g_array_new(FALSE, FALSE, sizeof(guint));
      g_hash_table_insert(groups, g_steal_pointer(&key), group);
    }
    g_array_append_val(group, i);
  }
  GHashTableIter iter;
  gpointer group;
  g_hash_table_iter_init(&iter, groups);
  while (g_hash_table_iter_next(&iter, NULL, &group)) {
    const IbidRecord *first = check->records->pdata[g_array_index((GArray *)group, guint, 0)];
    if (((GArray *)group)->len > 1 || ibid_record_has(first, IBID_VAR_YEAR_SUFFIX))
      report_suffixes(check, group);
  }
}

static void
check_record(IbCheck *check, guint i)
{
  check_merged(check, i);
}

static void
check_list(IbCheck *check)
{
  if (!check->is_list)
    return;
  guint numbered = count_numbered(check);
  check_numbering(check, numbered);
  ib_same_check(check);
  ib_order_check(check, numbered > check->records->len / 2);
  ib_variants_check(check);
  if (!numbered && is_author_date(check))
    check_suffixes(check);
}

const IbRules ib_rules_list = { .name = "list", .record = check_record, .list = check_list };
