/* Names of languages: BCP 47, babel's, English and their own, ISO 639-2, from refs/languages.tsv. */
#include "config.h"

#include "record/language.h"

#include <string.h>

#include "util/data.h"

/* The columns of the table; names from NAMES on. */
enum { BCP47, ISO639, BABEL, NAMES };

/* Any name, folded, -> its row. */
static GHashTable *
index_names(void)
{
  const IbTable *table = ib_table("languages.tsv");
  GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < table->n_rows; i++)
    for (char **field = table->rows[i]; *field; field++) {
      g_auto(GStrv) names = g_strsplit(*field, " | ", -1);
      for (char **name = names; *name; name++) {
        char *key = g_utf8_casefold(*name, -1);
        if (*key && !g_hash_table_contains(index, key))
          g_hash_table_insert(index, key, table->rows[i]);
        else
          g_free(key);
      }
    }
  return index;
}

static char **
find_row(const char *s, gssize len)
{
  static GHashTable *index;
  if (g_once_init_enter(&index))
    g_once_init_leave(&index, index_names());
  g_autofree char *key = g_utf8_casefold(s, len);
  return g_hash_table_lookup(index, g_strstrip(key));
}

/* "EN_us" -> "en-US", "sr-latn" -> "sr-Latn": the case that BCP 47 recommends. */
static char *
tag_case(const char *language, const char *rest)
{
  GString *out = g_string_new(language);
  g_auto(GStrv) parts = g_strsplit_set(rest, "-_", -1);
  for (char **part = parts; *part; part++) {
    gsize n = strlen(*part);
    if (!n)
      continue;
    g_autofree char *form = n == 2 ? g_ascii_strup(*part, -1) : g_ascii_strdown(*part, -1);
    if (n == 4 && g_ascii_isalpha(*form))
      *form = g_ascii_toupper(*form);
    g_string_append_printf(out, "-%s", form);
  }
  return g_string_free(out, FALSE);
}

char *
ib_language_to_bcp47(const char *s)
{
  char **row = find_row(s, -1);
  if (row)
    return g_strdup(row[BCP47]);
  gsize n = strcspn(s, "-_");
  if ((n != 2 && n != 3) || !s[n] || strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != strlen(s))
    return NULL;
  row = find_row(s, n);
  return row ? tag_case(row[BCP47], s + n) : NULL;
}

static char **
find_tag(const char *bcp47)
{
  char **row = find_row(bcp47, -1);
  return row ? row : find_row(bcp47, strcspn(bcp47, "-_"));
}

/* The first of several names in COLUMN, kept for good; NULL when there is none. */
static const char *
first_name(char **row, guint column)
{
  static GHashTable *firsts; /* field -> its first name */
  static GMutex lock;
  if (!row || g_strv_length(row) <= column || !*row[column])
    return NULL;
  g_mutex_lock(&lock);
  if (!firsts)
    firsts = g_hash_table_new(g_direct_hash, g_direct_equal);
  const char *first = g_hash_table_lookup(firsts, row[column]);
  if (!first) {
    const char *bar = strstr(row[column], " | ");
    first = bar ? g_strndup(row[column], bar - row[column]) : row[column];
    g_hash_table_insert(firsts, row[column], (gpointer)first);
  }
  g_mutex_unlock(&lock);
  return first;
}

const char *
ib_language_to_babel(const char *bcp47)
{
  return first_name(find_tag(bcp47), BABEL);
}

const char *
ib_language_to_iso639(const char *bcp47)
{
  return first_name(find_tag(bcp47), ISO639);
}
