/* What no field took: furniture is dropped, everything else is kept as a note. */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

#include "parse/dates.h"
#include "util/data.h"
#include "util/words.h"

static const IbWords *
furniture(void)
{
  static IbWords *made;
  if (!g_once_init_enter(&made))
    return made;
  const IbTable *table = ib_table("furniture.tsv");
  IbWords *words = ib_words_new();
  for (guint i = 0; i < table->n_rows; i++)
    for (char **f = table->rows[i]; *f; f++)
      ib_words_add(words, *f, *f);
  g_once_init_leave(&made, words);
  return made;
}

/* The bytes of the letter or digit at S, or 0. */
static gsize
letter_at(const char *s, gsize left)
{
  if ((guchar)*s < 0x80)
    return g_ascii_isalnum(*s);
  gunichar c = g_utf8_get_char_validated(s, left);
  return (gint)c > 0 && (g_unichar_isalnum(c) || g_unichar_ismark(c)) ? g_utf8_skip[(guchar)*s] : 0;
}

gboolean
ib_is_furniture(const char *s, gsize len)
{
  for (gsize i = 0, end = len; i < end;) {
    gsize word = i, n;
    while (i < end && (n = letter_at(s + i, end - i)))
      i += n;
    if (i == word) {
      i++;
      continue;
    }
    if (i - word > 1 ? !ib_words_get(furniture(), s + word, i - word) : g_ascii_isdigit(s[word]))
      return FALSE;
  }
  return TRUE;
}

/* Narrows to what a reader would want to see: no separators, no lone brackets. */
static void
narrow(const char *s, gsize *start, gsize *end)
{
  while (*start < *end && strchr(" .,;:)]-/>}\"'", s[*start]))
    (*start)++;
  while (*end > *start && strchr(" ,;:([-/<{\"'", s[*end - 1]))
    (*end)--;
  if (*end - *start > 2 && s[*start] == '(' && s[*end - 1] == ')' &&
      !memchr(s + *start + 1, '(', *end - *start - 1)) {
    (*start)++;
    (*end)--;
  }
}

/* "in press" where there is no date is the date. */
static gboolean
take_literal_date(IbNormal *n, gsize start, gsize end)
{
  IbDateReading reading;
  if (ibid_record_has(n->rec, IBID_VAR_ISSUED) ||
      !ib_date_read(n->s + start, end - start, IB_ORDER_UNKNOWN, &reading))
    return FALSE;
  gboolean literal = reading.date.literal && strlen(reading.date.literal) + 2 > end - start;
  if (literal)
    ibid_record_set_date(n->rec, IBID_VAR_ISSUED, &reading.date);
  ibid_date_clear(&reading.date);
  return literal;
}

/* Takes furniture off the end: "with a foreword by K. Brown, available at: pp.". */
static void
cut_furniture(const char *s, gsize start, gsize *end)
{
  for (gsize at = *end; at > start; at--) {
    if (s[at - 1] != ' ' && s[at - 1] != ',')
      continue;
    if (!ib_is_furniture(s + at, *end - at))
      break;
    *end = at - 1;
  }
  while (*end > start && strchr(" ,;:", s[*end - 1]))
    (*end)--;
}

static void
keep(IbNormal *n, gsize start, gsize end)
{
  narrow(n->s, &start, &end);
  cut_furniture(n->s, start, &end);
  if (start >= end || ib_is_furniture(n->s + start, end - start) || ib_accessed_is_phrase(n->s + start, end - start))
    return;
  if (take_literal_date(n, start, end))
    return;
  ib_add_note(n, n->s + start, end - start, 0.3f);
}

void
ib_take_rest(IbNormal *n)
{
  gsize at = 0;
  for (guint i = 0; i < n->spans->len; i++) {
    const IbTagSpan *span = &g_array_index(n->spans, IbTagSpan, i);
    if (span->start > at)
      keep(n, at, span->start);
    at = MAX(at, span->end);
  }
  if (at < n->len)
    keep(n, at, n->len);
}
