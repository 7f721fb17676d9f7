/* Finding access dates by their phrases (refs/accessed-phrases.tsv). */
#include "config.h"

#include "parse/dates.h"

#include <string.h>

#include "util/data.h"
#include "util/words.h"

typedef struct {
  IbWords *before; /* phrase, then date */
  IbWords *after;  /* date, then phrase */
} Phrases;

static const Phrases *
phrases(void)
{
  static Phrases *made;
  if (!g_once_init_enter(&made))
    return made;
  const IbTable *table = ib_table("accessed-phrases.tsv");
  Phrases *p = g_new(Phrases, 1);
  p->before = ib_words_new();
  p->after = ib_words_new();
  for (guint i = 0; i < table->n_rows; i++)
    for (char **f = table->rows[i] + 1; *f; f++)
      ib_words_add(**f == '-' ? p->after : p->before, **f == '-' ? *f + 1 : *f, table->rows[i][0]);
  g_once_init_leave(&made, p);
  return made;
}

gboolean
ib_accessed_is_phrase(const char *s, gsize len)
{
  while (len && strchr(" :.,([", s[len - 1]))
    len--;
  while (len && strchr(" .,([", *s))
    s++, len--;
  return len && (ib_words_get(phrases()->before, s, len) || ib_words_get(phrases()->after, s, len));
}

/* Does a word begin at I?  In scripts without blanks one may begin anywhere. */
static gboolean
is_word_start(const char *s, gsize i)
{
  if (i == 0 || (guchar)s[i] >= 0xE3)
    return TRUE;
  guchar before = (guchar)s[i - 1];
  return before < 0x80 && !g_ascii_isalnum(before) && before != '-' && before != '/' && before != '_';
}

/* Blanks and marks that may stand between phrase and date. */
static gsize
skip_marks(const char *s, gsize len, gsize i)
{
  static const char *const marks[] = { " ", ":", ",", ".", "-", "(", "[", "\xC2\xA0", "–", "：", "、" };
  for (gboolean more = TRUE; more && i < len;) {
    more = FALSE;
    for (guint k = 0; k < G_N_ELEMENTS(marks); k++) {
      gsize n = strlen(marks[k]);
      if (len - i >= n && memcmp(s + i, marks[k], n) == 0) {
        i += n;
        more = TRUE;
      }
    }
  }
  return i;
}

/* A phrase of few letters ("set", "cit.") needs more than a year behind it. */
static gboolean
is_enough(gsize phrase, const char *date, gsize len)
{
  if (phrase >= 7)
    return TRUE;
  for (gsize i = 0; i < len; i++)
    if (g_ascii_isalpha(date[i]) || strchr("./-", date[i]) || (guchar)date[i] >= 0x80)
      return len > 6;
  return FALSE;
}

static gboolean
find_behind(const char *s, gsize len, gsize i, gsize phrase, const char *lang, IbAccessedSpan *found)
{
  gsize date = skip_marks(s, len, i + phrase);
  gsize n = date < len ? ib_date_extent(s + date, len - date) : 0;
  if (!n || !is_enough(phrase, s + date, n))
    return FALSE;
  *found = (IbAccessedSpan){ i, date + n, date, date + n, lang };
  return TRUE;
}

/* A date that ends before the phrase at I: the longest that does. */
static gboolean
find_before(const char *s, gsize i, gsize phrase, const char *lang, IbAccessedSpan *found)
{
  gsize end = i;
  while (end && strchr(" ,(:", s[end - 1]))
    end--;
  gsize start = end > 40 ? end - 40 : 0;
  for (; start < end; start++) {
    gboolean word = start == 0 || strchr(" ([,;.", s[start - 1]) || (guchar)s[start - 1] >= 0x80;
    if (!word || ((guchar)s[start] & 0xC0) == 0x80 || strchr(" ([,.", s[start]))
      continue;
    gsize n = ib_date_extent(s + start, end - start);
    if (n && start + n == end && n > 4) {
      *found = (IbAccessedSpan){ start, i + phrase, start, end, lang };
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
ib_accessed_find(const char *s, gsize len, gsize from, IbAccessedSpan *found)
{
  const Phrases *p = phrases();
  for (gsize i = from; i < len; i += g_utf8_skip[(guchar)s[i]]) {
    gsize n = 0;
    if (!is_word_start(s, i) || (guchar)s[i] < '0')
      continue;
    const char *lang = ib_words_get_prefix(p->before, s + i, len - i, &n);
    if (lang && find_behind(s, len, i, n, lang, found))
      return TRUE;
    lang = ib_words_get_prefix(p->after, s + i, len - i, &n);
    if (lang && find_before(s, i, n, lang, found))
      return TRUE;
  }
  return FALSE;
}
