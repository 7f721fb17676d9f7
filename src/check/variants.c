/* list.name-variant, list.journal-variant, list.style-mixed: the same thing written in two
 * ways. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "check/same.h"
#include "util/text.h"

/* Names: folded surname and first initial -> the first full spelling seen. */

typedef struct {
  char *spelling;
  guint record;
} Spelling;

static void
spelling_free(gpointer data)
{
  g_free(((Spelling *)data)->spelling);
  g_free(data);
}

/* "o" and "olav" agree, "olga" and "olav" do not. */
static gboolean
given_agree(const char *a, const char *b)
{
  g_auto(GStrv) x = g_strsplit(a, " ", -1);
  g_auto(GStrv) y = g_strsplit(b, " ", -1);
  for (guint i = 0; x[i] && y[i]; i++) {
    gboolean initial = g_utf8_strlen(x[i], -1) <= 1 || g_utf8_strlen(y[i], -1) <= 1;
    if (initial ? g_utf8_get_char(x[i]) != g_utf8_get_char(y[i]) : strcmp(x[i], y[i]) != 0)
      return FALSE;
  }
  return TRUE;
}

static void
check_name(IbCheck *check, guint i, const IbidName *name, GHashTable *seen, GHashTable *told)
{
  if (!name->family || !name->given)
    return;
  g_autofree char *family = ib_text_fold(name->family, -1), *given = ib_text_fold(name->given, -1);
  if (!*given)
    return;
  g_autofree char *key = g_strdup_printf("%s,%.*s", family, (int)(g_utf8_next_char(given) - given), given);
  g_autofree char *spelling = g_strdup_printf("%s, %s", name->family, name->given);
  Spelling *first = g_hash_table_lookup(seen, key);
  if (!first) {
    first = g_new0(Spelling, 1);
    first->spelling = g_steal_pointer(&spelling);
    first->record = i;
    g_hash_table_insert(seen, g_steal_pointer(&key), first);
    return;
  }
  g_autofree char *first_folded = ib_text_fold(strchr(first->spelling, ',') + 1, -1);
  if (g_str_equal(first->spelling, spelling) || !given_agree(first_folded, given) ||
      g_hash_table_contains(told, spelling))
    return;
  g_hash_table_add(told, g_strdup(spelling));
  IbidFinding *f = ib_check_add(check, "list.name-variant", IBID_SEVERITY_INFO, i, IBID_VAR_AUTHOR);
  ibid_finding_set_message(f, "“%s” is “%s” elsewhere in the list, if the two are one person", spelling,
                           first->spelling);
  ibid_finding_add_fact(f, "other", ibid_record_key(check->records->pdata[first->record]));
}

static void
check_names(IbCheck *check)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, spelling_free);
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++)
      check_name(check, i, ibid_record_name(rec, IBID_VAR_AUTHOR, k), seen, told);
  }
}

/* Journals: what is the same without "the", "journal", "&" and diacritics. */

static char *
journal_key(const char *title)
{
  g_autoptr(GString) plain = g_string_new(title);
  g_string_replace(plain, "&", " and ", 0);
  g_autofree char *folded = ib_text_fold(plain->str, -1);
  const char *p = folded;
  if (g_str_has_prefix(p, "the "))
    p += 4;
  if (g_str_has_prefix(p, "journal ") && !g_str_has_prefix(p, "journal of ") && !g_str_has_prefix(p, "journal for "))
    p += 8;
  return g_strdup(p);
}

static void
check_journals(IbCheck *check)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < check->records->len; i++) {
    const char *title = ibid_record_text(check->records->pdata[i], IBID_VAR_CONTAINER_TITLE);
    if (!title || !ib_check_is_article(check->records->pdata[i]))
      continue;
    char *key = journal_key(title);
    const char *first = g_hash_table_lookup(seen, key);
    if (!first) {
      g_hash_table_insert(seen, key, (gpointer)title);
      continue;
    }
    g_free(key);
    if (g_str_equal(first, title) || !g_hash_table_add(told, (gpointer)title))
      continue;
    IbidFinding *f = ib_check_add(check, "list.journal-variant", IBID_SEVERITY_INFO, i, IBID_VAR_CONTAINER_TITLE);
    ibid_finding_set_message(f, "“%s” is “%s” elsewhere in the list", title, first);
  }
}

/* Where the year stands is what tells styles apart at a glance. */

typedef enum { YEAR_UNKNOWN, YEAR_EARLY, YEAR_LATE } YearPlace;

static YearPlace
year_place(const IbidRecord *rec)
{
  IbidSpan title = ibid_record_span(rec, IBID_VAR_TITLE), issued = ibid_record_span(rec, IBID_VAR_ISSUED);
  if (!title.end || !issued.end || !ib_check_is_plain(rec))
    return YEAR_UNKNOWN;
  return issued.start < title.start ? YEAR_EARLY : YEAR_LATE;
}

static void
check_style(IbCheck *check)
{
  guint n[3] = { 0 };
  for (guint i = 0; i < check->records->len; i++)
    n[year_place(check->records->pdata[i])]++;
  YearPlace usual = n[YEAR_EARLY] > n[YEAR_LATE] ? YEAR_EARLY : YEAR_LATE;
  if (n[usual] < 8 || n[YEAR_EARLY + YEAR_LATE - usual] * 5 > n[usual])
    return;
  for (guint i = 0; i < check->records->len; i++) {
    YearPlace place = year_place(check->records->pdata[i]);
    if (place == YEAR_UNKNOWN || place == usual)
      continue;
    IbidFinding *f = ib_check_add(check, "list.style-mixed", IBID_SEVERITY_INFO, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "the year stands %s the title, in most of the list %s it",
                             place == YEAR_EARLY ? "before" : "after", place == YEAR_EARLY ? "after" : "before");
  }
}

void
ib_variants_check(IbCheck *check)
{
  check_names(check);
  check_journals(check);
  check_style(check);
}
