/* Citation keys: readable, unique, stable ("ramani2016belarus"). */
#include "config.h"

#include "record/key.h"

#include <string.h>

#include "util/data.h"
#include "util/text.h"

/* The ASCII letters and digits of S in lower case; other characters are left out.
 * Caller frees with g_free(). */
static char *
squash(const char *s)
{
  g_autofree char *ascii = ib_text_ascii(s);
  GString *out = g_string_new(NULL);
  for (const char *p = ascii; *p; p++)
    if (g_ascii_isalnum(*p))
      g_string_append_c(out, g_ascii_tolower(*p));
  return g_string_free(out, FALSE);
}

static const char *
surname(const IbidName *name)
{
  const char *part = name->family ? name->family : name->literal ? name->literal : name->given;
  return part ? part : name->non_dropping_particle ? name->non_dropping_particle : "";
}

/* The names a key may begin with, in order of preference. */
static char *
name_part(const IbidRecord *rec)
{
  static const IbidVar roles[] = { IBID_VAR_AUTHOR, IBID_VAR_EDITOR, IBID_VAR_TRANSLATOR,
                                   IBID_VAR_CONTAINER_AUTHOR, IBID_VAR_DIRECTOR };
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
    if (ibid_record_n_names(rec, roles[i]))
      return squash(surname(ibid_record_name(rec, roles[i], 0)));
  return g_strdup("");
}

static gboolean
is_stop_word(const char *word)
{
  static GHashTable *words;
  if (g_once_init_enter(&words)) {
    GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);
    const IbTable *table = ib_table("stop-words.tsv");
    for (guint i = 0; i < table->n_rows; i++)
      g_hash_table_add(set, table->rows[i][0]);
    g_once_init_leave(&words, set);
  }
  return g_hash_table_contains(words, word);
}

/* The end of the word at P: letters, digits and marks. */
static const char *
word_end(const char *p)
{
  while (*p) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isalnum(c) && !g_unichar_ismark(c))
      break;
    p = g_utf8_next_char(p);
  }
  return p;
}

/* The first word of TITLE that is Latin and no stop word; tags of CSL mark-up are stepped
 * over, and what follows an apostrophe ("Belarus's") is cut with it. */
static char *
title_part(const char *title)
{
  const char *p = title;
  while (p && *p) {
    if (*p == '<' && strchr(p, '>')) {
      p = strchr(p, '>') + 1;
      continue;
    }
    const char *end = word_end(p);
    if (end == p) {
      p = g_utf8_next_char(p);
      continue;
    }
    g_autofree char *word = g_strndup(p, end - p);
    g_autofree char *plain = squash(word);
    if (*plain && !is_stop_word(plain))
      return g_steal_pointer(&plain);
    p = end;
    if (*p == '\'' || g_str_has_prefix(p, "’"))
      p = word_end(g_utf8_next_char(p));
  }
  return g_strdup("");
}

char *
ib_key_make(const IbidRecord *rec)
{
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  g_autofree char *name = name_part(rec);
  g_autofree char *word = title_part(ibid_record_text(rec, IBID_VAR_TITLE));
  int year = issued ? issued->from.year : 0;
  if (issued && !year)
    year = issued->to.year;
  g_autofree char *when = year ? g_strdup_printf("%d", ABS(year)) : g_strdup("nd");
  if (!*name && !*word)
    return g_strconcat("ref", when, NULL);
  return g_strconcat(name, when, word, NULL);
}

/* A key that is taken says what letter to try next, so that a thousand records of one key
 * cost a thousand tries, not half a million. */
struct IbKeys {
  GHashTable *taken; /* lower-case key -> number of the next suffix */
};

IbKeys *
ib_keys_new(void)
{
  IbKeys *keys = g_new(IbKeys, 1);
  keys->taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return keys;
}

void
ib_keys_free(IbKeys *keys)
{
  if (!keys)
    return;
  g_hash_table_unref(keys->taken);
  g_free(keys);
}

/* TRUE when KEY was free, and is taken now. */
static gboolean
take(IbKeys *keys, const char *key)
{
  char *low = g_ascii_strdown(key, -1);
  if (g_hash_table_contains(keys->taken, low)) {
    g_free(low);
    return FALSE;
  }
  return g_hash_table_insert(keys->taken, low, GUINT_TO_POINTER(0));
}

char *
ib_key_suffix(guint n)
{
  char letters[16];
  guint at = sizeof letters;
  letters[--at] = '\0';
  do {
    letters[--at] = 'a' + n % 26;
    n = n / 26;
  } while (n-- > 0);
  return g_strdup(letters + at);
}

void
ib_keys_assign(IbKeys *keys, IbidRecord *rec)
{
  g_autofree char *base = g_strdup(ibid_record_key(rec));
  if (!base)
    base = ib_key_make(rec);
  if (take(keys, base)) {
    ibid_record_set_key(rec, base);
    return;
  }
  g_autofree char *low = g_ascii_strdown(base, -1);
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(keys->taken, low));
  while (TRUE) {
    g_autofree char *letters = ib_key_suffix(n++);
    g_autofree char *key = g_strconcat(base, letters, NULL);
    if (!take(keys, key))
      continue;
    g_hash_table_replace(keys->taken, g_steal_pointer(&low), GUINT_TO_POINTER(n));
    ibid_record_set_key(rec, key);
    return;
  }
}
