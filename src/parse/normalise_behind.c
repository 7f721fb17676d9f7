/* What stands behind a number and belongs to it: the "ff." of pages, the words between the number of a German
 * edition and its "Aufl.". */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

/* "S. 47 ff.", "p. 12 sqq.", "pp. 3 et seq.": the end of such words at AT, or AT. */
static gsize
behind_pages(const char *s, gsize at)
{
  static const char *const words[] = { "ff", "f", "sqq", "sq", "et seq" };
  gsize from = at + (s[at] == ' ');
  if (!at || !g_ascii_isdigit(s[at - 1]))
    return at;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize end = from + strlen(words[i]);
    if (strncmp(s + from, words[i], end - from) == 0 && !g_ascii_isalnum(s[end]) && (guchar)s[end] < 0x80)
      return end + (s[end] == '.');
  }
  return at;
}

/* "3., überarb. Aufl.", "2. Aufl.": where the edition begins whose " Aufl" is at END, or END.  Letters, stops and
 * commas alone stand between its number and that. */
static gsize
edition_start(const char *s, gsize end)
{
  gsize i = end;
  while (i > 0 && end - i < 60 && (g_ascii_isalpha(s[i - 1]) || strchr(" .,-&", s[i - 1]) || (guchar)s[i - 1] >= 0x80))
    i--;
  gsize stop = i;
  while (i > 0 && stop - i < 2 && g_ascii_isdigit(s[i - 1]))
    i--;
  gboolean number = i < stop && s[stop] == '.' && (i == 0 || strchr(" (", s[i - 1]));
  return number ? i : end;
}

static void
mend_editions(const IbClean *clean, GArray *spans)
{
  const char *s = clean->text->str;
  for (const char *word = s; (word = strstr(word, " Aufl")); word++) {
    gsize end = word - s, start = edition_start(s, end);
    if (start < end && (word[5] == '.' || g_str_has_prefix(word + 5, "age")))
      ib_mend_carve(clean, spans, IB_LABEL_EDITION, start, end, 0.9f);
  }
}

static void
mend_pages(const IbClean *clean, GArray *spans)
{
  for (guint i = 0; i < spans->len; i++) {
    IbTagSpan *span = &g_array_index(spans, IbTagSpan, i);
    gsize room = i + 1 < spans->len ? g_array_index(spans, IbTagSpan, i + 1).start : clean->text->len;
    gsize end = span->label == IB_LABEL_PAGES ? behind_pages(clean->text->str, span->end) : 0;
    if (end > span->end && end <= room)
      span->end = end;
  }
}

void
ib_mend_behind(const IbClean *clean, GArray *spans)
{
  mend_pages(clean, spans);
  mend_editions(clean, spans);
}
