/* Sets of words: open addressing over the lower-cased bytes (FNV-1a). */
#include "config.h"

#include "util/words.h"

#include <string.h>

typedef struct {
  char *word;
  gpointer value;
  guint32 hash;
  guint8 len;
} Slot;

struct IbWords {
  Slot *slots;
  guint8 *known; /* a bit for each hash that may be there, eight a slot: most questions end here, near the processor */
  guint n, mask;
  guint64 pairs[64]; /* which pairs of first bytes occur, by 12 bits of them */
  gsize longest;
};

IbWords *
ib_words_new(void)
{
  IbWords *words = g_new0(IbWords, 1);
  words->mask = 63;
  words->slots = g_new0(Slot, words->mask + 1);
  words->known = g_new0(guint8, words->mask + 1);
  return words;
}

void
ib_words_free(IbWords *words)
{
  if (!words)
    return;
  for (guint i = 0; i <= words->mask; i++)
    g_free(words->slots[i].word);
  g_free(words->slots);
  g_free(words->known);
  g_free(words);
}

static inline char
ascii_lower(char c) /* GLib's is a call */
{
  return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static guint32
hash_bytes(const char *s, gsize len)
{
  guint32 h = 2166136261u;
  for (gsize i = 0; i < len; i++)
    h = (h ^ (guchar)s[i]) * 16777619u;
  return h;
}

/* Lower case of S into OUT; its length, or 0 when it is empty, too long or no UTF-8. */
static gsize
lower(const char *s, gsize len, char out[IB_WORDS_MAX])
{
  gsize n = 0;
  for (gsize i = 0; i < len;) {
    if (n + 6 > IB_WORDS_MAX)
      return 0;
    if ((guchar)s[i] < 0x80) {
      out[n++] = ascii_lower(s[i++]);
      continue;
    }
    gunichar c = g_utf8_get_char_validated(s + i, len - i);
    if ((gint)c < 0)
      return 0;
    i += g_utf8_next_char(s + i) - (s + i);
    n += g_unichar_to_utf8(g_unichar_tolower(c), out + n);
  }
  return n;
}

static guint
pair_of(char a, char b)
{
  return ((guchar)a * 37u + (guchar)b * 3u) & 4095;
}

static Slot *
find_slot(const IbWords *words, const char *key, gsize len, guint32 hash)
{
  guint i = hash & words->mask;
  for (; words->slots[i].word; i = (i + 1) & words->mask) {
    Slot *slot = &words->slots[i];
    if (slot->hash == hash && slot->len == len && memcmp(slot->word, key, len) == 0)
      break;
  }
  return &words->slots[i];
}

static void
set_known(IbWords *words, guint32 hash)
{
  words->known[hash >> 3 & words->mask] |= 1u << (hash >> 24 & 7);
}

static gpointer
find_value(const IbWords *words, const char *key, gsize len, guint32 hash)
{
  gboolean known = words->known[hash >> 3 & words->mask] >> (hash >> 24 & 7) & 1;
  return known ? find_slot(words, key, len, hash)->value : NULL;
}

static void
grow(IbWords *words)
{
  Slot *old = words->slots;
  guint size = words->mask + 1;

  words->mask = size * 2 - 1;
  words->slots = g_new0(Slot, size * 2);
  words->known = g_renew(guint8, words->known, size * 2);
  memset(words->known, 0, size * 2);
  for (guint i = 0; i < size; i++) {
    if (!old[i].word)
      continue;
    *find_slot(words, old[i].word, old[i].len, old[i].hash) = old[i];
    set_known(words, old[i].hash);
  }
  g_free(old);
}

void
ib_words_add(IbWords *words, const char *word, gpointer value)
{
  char key[IB_WORDS_MAX];
  gsize len = lower(word, strlen(word), key);
  if (!len)
    return;
  guint32 hash = hash_bytes(key, len);
  Slot *slot = find_slot(words, key, len, hash);
  if (slot->word)
    return;
  *slot = (Slot){ g_strndup(key, len), value, hash, len };
  set_known(words, hash);
  guint pair = pair_of(key[0], len > 1 ? key[1] : ' ');
  words->pairs[pair >> 6] |= G_GUINT64_CONSTANT(1) << (pair & 63);
  words->longest = MAX(words->longest, len);
  if (++words->n * 2 > words->mask)
    grow(words);
}

gpointer
ib_words_get(const IbWords *words, const char *s, gsize len)
{
  char key[IB_WORDS_MAX];
  gsize n = lower(s, len, key);
  return n ? find_value(words, key, n, hash_bytes(key, n)) : NULL;
}

/* May an entry that ends in LAST end before byte I of S?  Not inside a word; one that ends in
 * a mark ("et al.") ends in any case, and so does every character of scripts without blanks. */
static gboolean
is_word_end(gunichar last, const char *s, gsize len, gsize i)
{
  if (i >= len || (last < 0x80 ? !g_ascii_isalpha(last) : last >= 0x2E80 || !g_unichar_isalpha(last)))
    return TRUE;
  if ((guchar)s[i] < 0x80)
    return !g_ascii_isalpha(s[i]);
  gunichar next = g_utf8_get_char_validated(s + i, len - i);
  return (gint)next < 0 || !g_unichar_isalpha(next);
}

/* Could an entry begin with the two bytes at S?  Letters beyond ASCII change their bytes in
 * lower case, so they are not told by them. */
static gboolean
may_begin(const IbWords *words, const char *s, gsize len)
{
  if ((guchar)s[0] >= 0x80)
    return TRUE;
  char second = len > 1 ? s[1] : ' ';
  if ((guchar)second >= 0x80)
    return TRUE;
  guint pair = pair_of(ascii_lower(s[0]), ascii_lower(second));
  if (words->pairs[pair >> 6] >> (pair & 63) & 1)
    return TRUE;
  pair = pair_of(ascii_lower(s[0]), ' '); /* entries of one letter */
  return words->pairs[pair >> 6] >> (pair & 63) & 1;
}

/* The next character in lower case to KEY; its bytes in S, 0 where the text is no UTF-8. */
static gsize
take_char(const char *s, gsize len, char *key, gsize *n, gunichar *c)
{
  if ((guchar)*s < 0x80) {
    *c = (guchar)*s;
    key[(*n)++] = *s == '\t' || *s == '\n' ? ' ' : ascii_lower(*s);
    return 1;
  }
  *c = g_utf8_get_char_validated(s, len);
  if ((gint)*c < 0)
    return 0;
  if (*c == 0xA0)
    key[(*n)++] = ' ';
  else
    *n += g_unichar_to_utf8(g_unichar_tolower(*c), key + *n);
  return g_utf8_skip[(guchar)*s];
}

gpointer
ib_words_get_prefix(const IbWords *words, const char *s, gsize len, gsize *matched)
{
  char key[IB_WORDS_MAX];
  gsize n = 0;
  guint32 h = 2166136261u;
  gpointer best = NULL;

  if (!len || !may_begin(words, s, len))
    return NULL;
  for (gsize i = 0; i < len && n < words->longest && n + 6 <= IB_WORDS_MAX;) {
    gsize start = n;
    gunichar c;
    gsize bytes = take_char(s + i, len - i, key, &n, &c);
    if (!bytes)
      break;
    i += bytes;
    if (key[start] == ' ' && start && key[start - 1] == ' ') {
      n = start; /* a run of blanks is one */
      continue;
    }
    for (gsize k = start; k < n; k++)
      h = (h ^ (guchar)key[k]) * 16777619u;
    if (key[start] == ' ' || !is_word_end(c, s, len, i))
      continue;
    gpointer value = find_value(words, key, n, h);
    if (value) {
      best = value;
      *matched = i;
    }
  }
  return best;
}
