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
 * cost a thousand tries, not half a million.  Keys are known by 64 bits of hash, since a stream may have
 * millions: two that share them cost a letter too much, and none is given twice. */
struct IbKeys {
  guint64 *hash;
  guint32 *next; /* 1 + number of the next suffix; 0: an empty slot */
  guint n, mask;
  guint most;    /* remembered; later ones get a number */
  guint64 n_numbered;
};

/* 12 MB; with that a stream of any length stays below 64. */
#define KEYS_KEPT (1u << 19)

IbKeys *
ib_keys_new(void)
{
  IbKeys *keys = g_new0(IbKeys, 1);
  keys->most = KEYS_KEPT;
  keys->mask = 1023;
  keys->hash = g_new(guint64, keys->mask + 1);
  keys->next = g_new0(guint32, keys->mask + 1);
  return keys;
}

void
ib_keys_limit(IbKeys *keys, guint most)
{
  keys->most = most;
}

void
ib_keys_free(IbKeys *keys)
{
  if (!keys)
    return;
  g_free(keys->hash);
  g_free(keys->next);
  g_free(keys);
}

/* FNV-1a over KEY without regard to ASCII case. */
static guint64
hash_key(const char *key)
{
  guint64 h = 0xcbf29ce484222325u;
  for (; *key; key++)
    h = (h ^ (guchar)g_ascii_tolower(*key)) * 0x100000001b3u;
  return h ^ h >> 32;
}

static guint
slot_of(const IbKeys *keys, guint64 hash)
{
  guint at = (guint)hash & keys->mask;
  while (keys->next[at] && keys->hash[at] != hash)
    at = (at + 1) & keys->mask;
  return at;
}

static void
grow(IbKeys *keys)
{
  IbKeys old = *keys;
  keys->mask = old.mask * 2 + 1;
  keys->hash = g_new(guint64, (gsize)keys->mask + 1);
  keys->next = g_new0(guint32, (gsize)keys->mask + 1);
  for (guint i = 0; i <= old.mask; i++) {
    if (!old.next[i])
      continue;
    guint at = slot_of(keys, old.hash[i]);
    keys->hash[at] = old.hash[i];
    keys->next[at] = old.next[i];
  }
  g_free(old.hash);
  g_free(old.next);
}

/* TRUE when KEY was free, and is taken now. */
static gboolean
take(IbKeys *keys, const char *key)
{
  guint64 hash = hash_key(key);
  guint at = slot_of(keys, hash);
  if (keys->next[at])
    return FALSE;
  keys->hash[at] = hash;
  keys->next[at] = 1;
  if (++keys->n > keys->mask / 4 * 3)
    grow(keys);
  return TRUE;
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

/* BASE with the first letters that make it free. */
static void
assign_suffixed(IbKeys *keys, IbidRecord *rec, const char *base)
{
  guint64 hash = hash_key(base);
  guint n = keys->next[slot_of(keys, hash)] - 1;
  while (TRUE) {
    g_autofree char *letters = ib_key_suffix(n++);
    g_autofree char *key = g_strconcat(base, letters, NULL);
    if (!take(keys, key))
      continue;
    keys->next[slot_of(keys, hash)] = n + 1;
    ibid_record_set_key(rec, key);
    return;
  }
}

void
ib_keys_assign(IbKeys *keys, IbidRecord *rec)
{
  const char *own = ibid_record_key(rec);
  g_autofree char *base = own ? g_strdup(own) : ib_key_make(rec);
  if (!own && keys->n >= keys->most) { /* made keys have no hyphen */
    g_autofree char *key = g_strdup_printf("%s-%" G_GUINT64_FORMAT, base, ++keys->n_numbered);
    ibid_record_set_key(rec, key);
  } else if (take(keys, base)) {
    ibid_record_set_key(rec, base);
  } else {
    assign_suffixed(keys, rec, base);
  }
}
