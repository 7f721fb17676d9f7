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
  guint n, mask;
  guint64 first[4]; /* which first bytes occur at all */
};

IbWords *
ib_words_new(void)
{
  IbWords *words = g_new0(IbWords, 1);
  words->mask = 63;
  words->slots = g_new0(Slot, words->mask + 1);
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
  g_free(words);
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
      out[n++] = g_ascii_tolower(s[i++]);
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
grow(IbWords *words)
{
  Slot *old = words->slots;
  guint size = words->mask + 1;

  words->mask = size * 2 - 1;
  words->slots = g_new0(Slot, size * 2);
  for (guint i = 0; i < size; i++)
    if (old[i].word)
      *find_slot(words, old[i].word, old[i].len, old[i].hash) = old[i];
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
  words->first[(guchar)key[0] >> 6] |= G_GUINT64_CONSTANT(1) << (key[0] & 63);
  if (++words->n * 2 > words->mask)
    grow(words);
}

gpointer
ib_words_get(const IbWords *words, const char *s, gsize len)
{
  char key[IB_WORDS_MAX];
  gsize n = lower(s, len, key);
  return n ? find_slot(words, key, n, hash_bytes(key, n))->value : NULL;
}

/* May an entry end before byte I of S?  Not inside a word or a number. */
static gboolean
is_word_end(const char *s, gsize len, gsize i)
{
  if (i >= len)
    return TRUE;
  gunichar next = g_utf8_get_char_validated(s + i, len - i);
  const char *last = g_utf8_find_prev_char(s, s + i);
  gunichar before = last ? g_utf8_get_char(last) : 0;
  if (!g_unichar_isalpha(before)) /* "et al." ends in any case */
    return TRUE;
  /* Scripts without blanks: every character may end a word. */
  return (gint)next < 0 || !g_unichar_isalpha(next) || before >= 0x2E80;
}

gpointer
ib_words_get_prefix(const IbWords *words, const char *s, gsize len, gsize *matched)
{
  char key[IB_WORDS_MAX];
  gsize n = 0;
  guint32 h = 2166136261u;
  gpointer best = NULL;
  char low = len ? g_ascii_tolower(s[0]) : 0;

  if ((guchar)low < 0x80 && !(words->first[(guchar)low >> 6] >> (low & 63) & 1))
    return NULL;
  for (gsize i = 0; i < len && n + 6 <= IB_WORDS_MAX;) {
    gsize start = n;
    gunichar c = g_utf8_get_char_validated(s + i, len - i);
    if ((gint)c < 0)
      break;
    i += g_utf8_next_char(s + i) - (s + i);
    gboolean blank = g_unichar_isspace(c) || c == 0xA0;
    if (blank && n && key[n - 1] == ' ')
      continue;
    if (blank)
      key[n++] = ' ';
    else
      n += g_unichar_to_utf8(g_unichar_tolower(c), key + n);
    for (gsize k = start; k < n; k++)
      h = (h ^ (guchar)key[k]) * 16777619u;
    if (blank || !is_word_end(s, len, i))
      continue;
    gpointer value = find_slot(words, key, n, h)->value;
    if (value) {
      best = value;
      *matched = i;
    }
  }
  return best;
}
