/* Trimming what surrounds a value: blanks, separators, quotation marks. */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

void
ib_trim_value(const char *s, gsize *start, gsize *end)
{
  while (*start < *end && strchr(" \t\n,;:", s[*start]))
    (*start)++;
  while (*end > *start && strchr(" \t\n,;:", s[*end - 1]))
    (*end)--;
}

/* Quotation marks by what they do; some do both ("“" closes in German). */
enum { OPENS = 1, CLOSES = 2 };
static const struct {
  const char *mark;
  guint does;
} quotes[] = {
  { "\"", OPENS | CLOSES }, { "“", OPENS | CLOSES }, { "”", OPENS | CLOSES }, { "„", OPENS },
  { "‘", OPENS | CLOSES },  { "’", CLOSES },         { "‚", OPENS },          { "«", OPENS | CLOSES },
  { "»", OPENS | CLOSES },  { "‹", OPENS | CLOSES }, { "›", OPENS | CLOSES }, { "'", OPENS | CLOSES },
  { "`", OPENS },           { "「", OPENS },         { "」", CLOSES },        { "『", OPENS },
  { "』", CLOSES },         { "《", OPENS },         { "》", CLOSES },        { "〈", OPENS },
  { "〉", CLOSES },         { "″", CLOSES | OPENS }, { "''", OPENS | CLOSES }, { "``", OPENS },
};

/* The longest mark with one of DOES at the front of S; its bytes, 0 when there is none. */
static gsize
quote_at(const char *s, gsize len, guint does)
{
  gsize best = 0;
  if (!len || (g_ascii_isalnum(*s)))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS(quotes); i++) {
    gsize n = strlen(quotes[i].mark);
    if (quotes[i].does & does && n > best && len >= n && memcmp(s, quotes[i].mark, n) == 0)
      best = n;
  }
  return best;
}

static gsize
quote_before(const char *s, gsize start, gsize end, guint does)
{
  gsize best = 0;
  if (start == end || g_ascii_isalnum(s[end - 1]))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS(quotes); i++) {
    gsize n = strlen(quotes[i].mark);
    if (quotes[i].does & does && n > best && end - start >= n &&
        memcmp(s + end - n, quotes[i].mark, n) == 0)
      best = n;
  }
  return best;
}

/* Is there a mark inside [START, END) that closes?  An apostrophe is one only when another
 * quotation opens behind it: "‘New’ tools and ‘old’". */
static gboolean
closes_inside(const char *s, gsize start, gsize end)
{
  gboolean maybe = FALSE;
  for (gsize i = start; i < end; i += g_utf8_skip[(guchar)s[i]]) {
    gsize n = quote_at(s + i, end - i, CLOSES);
    gboolean apostrophe = n && (s[i] == '\'' || memcmp(s + i, "’", MIN(n, (gsize)3)) == 0);
    gboolean opens = i > start && s[i - 1] == ' ' && quote_at(s + i, end - i, OPENS);
    if ((n && !apostrophe && i > start && s[i - 1] != ' ') || (maybe && opens))
      return TRUE;
    maybe |= apostrophe && i + n < end && s[i + n] == ' ';
  }
  return FALSE;
}

void
ib_trim_quotes(const char *s, gsize *start, gsize *end)
{
  for (guint depth = 0; depth < 2 && *end > *start; depth++) {
    gsize open = quote_at(s + *start, *end - *start, OPENS);
    gsize close = quote_before(s, *start + open, *end, CLOSES);
    if (open && close && !closes_inside(s, *start + open, *end - close)) {
      *start += open;
      *end -= close;
    } else if (open && !close && !closes_inside(s, *start + open, *end) &&
               !(s[*start] == '\'' && memchr(s + *start + 1, '\'', *end - *start - 1))) {
      *start += open; /* the closing one was left out */
    } else {
      break;
    }
    ib_trim_value(s, start, end);
  }
  /* A closing mark whose opening one was left out; an apostrophe may be a plural's. */
  gsize close = quote_before(s, *start, *end, CLOSES);
  gsize last = *end - close;
  if (!close || s[last] == '\'' || (close == 3 && memcmp(s + last, "’", 3) == 0))
    return;
  for (gsize i = *start; i < last; i += g_utf8_skip[(guchar)s[i]])
    if (quote_at(s + i, last - i, OPENS) && s[i] != '\'')
      return;
  *end = last;
  ib_trim_value(s, start, end);
}

void
ib_trim_stop(const char *s, gsize *start, gsize *end)
{
  if (*end - *start < 3 || s[*end - 1] != '.' || s[*end - 2] == '.')
    return;
  gsize word = *end - 1;
  while (word > *start && s[word - 1] != ' ')
    word--;
  gsize len = *end - 1 - word;
  /* "in the U.S.", "Plan B.", "Smith et al." */
  if (memchr(s + word, '.', len) || (len == 1 && g_ascii_isupper(s[word])))
    return;
  (*end)--;
  ib_trim_value(s, start, end);
}
