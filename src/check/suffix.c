/* list.suffix: letters behind the year, in lists that cite by author and year. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "check/same.h"
#include "util/text.h"

/* There the year stands right behind the authors. */
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

/* The authors with their initials, the first or all, and the year; "" without. */
static char *
author_year(const IbidRecord *rec, gboolean all)
{
  GString *key = g_string_new(NULL);
  guint n = ibid_record_n_names(rec, IBID_VAR_AUTHOR);
  for (guint k = 0; k < (all ? n : MIN(n, 1)); k++) {
    const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, k);
    const char *surname = ib_check_surname(name);
    g_autofree char *folded = ib_text_fold(surname ? surname : "", -1);
    g_autofree char *given = ib_text_fold(all && name->given ? name->given : "", -1);
    g_string_append_printf(key, "%s,%.1s;", folded, given);
  }
  if (key->len)
    g_string_append_printf(key, "%d", ib_check_year(rec));
  return g_string_free(key, FALSE);
}

/* The letter behind the year of record I; '\0' when there is none.  One that was not made a
 * field is read from the text: "(2000a/b)", "2000 a". */
static char
letter_of(const IbidRecord *rec)
{
  const char *suffix = ibid_record_text(rec, IBID_VAR_YEAR_SUFFIX), *printed = ibid_record_printed(rec);
  IbidSpan issued = ibid_record_span(rec, IBID_VAR_ISSUED);
  gsize start, end;
  if (suffix && *suffix && !suffix[1])
    return *suffix;
  if (printed && issued.end && issued.end <= strlen(printed)) {
    g_autofree char *around = g_strndup(printed + issued.start, issued.end - issued.start + 3);
    if (ib_check_match("(?:19|20)[0-9]{2}[ -]?\\K[a-z](?=[^\\p{L}]|$)", around, &start, &end))
      return around[start];
  }
  return '\0';
}

/* key -> the letters of its works, '-' for none. */
static GHashTable *
collect_letters(IbCheck *check, gboolean all)
{
  GHashTable *groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GHashTable) repeated = ib_same_repeated(check);
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (!ib_check_year(rec) || g_hash_table_contains(repeated, GUINT_TO_POINTER(i)))
      continue;
    g_autofree char *key = author_year(rec, all);
    GPtrArray *group = *key ? g_hash_table_lookup(groups, key) : NULL;
    if (!*key)
      continue;
    if (!group)
      g_hash_table_insert(groups, g_steal_pointer(&key), group = g_ptr_array_new());
    g_ptr_array_add(group, GUINT_TO_POINTER(i));
  }
  return groups;
}

static const char *
first_author(const IbidRecord *rec)
{
  return ib_check_surname(ibid_record_name(rec, IBID_VAR_AUTHOR, 0));
}

/* Works of the very same authors in one year, of which more than one, or one beside lettered
 * ones, has no letter. */
static void
check_bare(IbCheck *check, const GPtrArray *group)
{
  guint bare = 0, last_bare = 0, lettered = 0;
  for (guint k = 0; k < group->len; k++) {
    guint i = GPOINTER_TO_UINT(group->pdata[k]);
    if (letter_of(check->records->pdata[i])) {
      lettered++;
    } else {
      bare++;
      last_bare = i;
    }
  }
  if (bare + (lettered > 0) < 2)
    return;
  const IbidRecord *rec = check->records->pdata[last_bare];
  IbidFinding *f = ib_check_add(check, "list.suffix", IBID_SEVERITY_WARNING, last_bare, IBID_VAR_ISSUED);
  ibid_finding_set_message(f, "%u works of %s (%d): a letter after the year must tell them apart", group->len,
                           first_author(rec), ib_check_year(rec));
  ibid_finding_add_number(f, "works", group->len);
}

/* The first letter that is there while the one before it is not; 0 when there is none. */
static char
letter_after_gap(IbCheck *check, const GPtrArray *group, guint *where)
{
  gboolean seen[26] = { FALSE };
  guint at[26] = { 0 }, bare = 0;
  for (guint k = 0; k < group->len; k++) {
    guint i = GPOINTER_TO_UINT(group->pdata[k]);
    char letter = letter_of(check->records->pdata[i]);
    if (!letter) {
      bare++;
      continue;
    }
    seen[letter - 'a'] = TRUE;
    at[letter - 'a'] = i;
  }
  for (guint k = 1; k < 26 && !bare; k++)
    if (seen[k] && !seen[k - 1]) {
      *where = at[k];
      return (char)('a' + k);
    }
  return 0;
}

/* Letters may run through all works of the first author, whoever else wrote them; a list of
 * many gaps is a selection from a longer one. */
static void
check_gaps(IbCheck *check)
{
  g_autoptr(GHashTable) groups = collect_letters(check, FALSE);
  g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(guint));
  GHashTableIter iter;
  gpointer group;
  g_hash_table_iter_init(&iter, groups);
  while (g_hash_table_iter_next(&iter, NULL, &group)) {
    guint where;
    if (letter_after_gap(check, group, &where))
      g_array_append_val(gaps, where);
  }
  for (guint k = 0; k < gaps->len && gaps->len <= 2 + check->records->len / 30; k++) {
    guint i = g_array_index(gaps, guint, k);
    const IbidRecord *rec = check->records->pdata[i];
    char letter = letter_of(rec);
    IbidFinding *f = ib_check_add(check, "list.suffix", IBID_SEVERITY_WARNING, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "there is a %s %d%c, but no %d%c", first_author(rec), ib_check_year(rec), letter,
                             ib_check_year(rec), letter - 1);
    const char missing[] = { (char)(letter - 1), '\0' };
    ibid_finding_add_fact(f, "missing", missing);
  }
}

void
ib_suffix_check(IbCheck *check)
{
  if (!is_author_date(check))
    return;
  g_autoptr(GHashTable) groups = collect_letters(check, TRUE);
  GHashTableIter iter;
  gpointer group;
  g_hash_table_iter_init(&iter, groups);
  while (g_hash_table_iter_next(&iter, NULL, &group))
    if (((GPtrArray *)group)->len > 1)
      check_bare(check, group);
  check_gaps(check);
}
