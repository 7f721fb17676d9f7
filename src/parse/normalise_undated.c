/* References that the tagger leaves without a date, although one is printed that can be nothing
 * else: a year that stands alone outside of all fields ("[online]. 2019 [cit. 2020-07-16]"), a date
 * behind "Published". */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

#include "parse/dates.h"

#define CONFIDENCE .6f /* lower than any date that the tagger sees */

/* Before the date of a page; ASCII letters may be capitals. */
static const char *const published[] = {
  "published on ", "published: ", "published ", "posted on ", "posted: ", "posted ", "veröffentlicht am ", "publié le ",
  "publicado el ", "pubblicato il ", "gepubliceerd op ", "publicerad ", "opublikowano ", "Опубликовано ",
};

/* Bytes of such a phrase at S; 0: none. */
static gsize
phrase_at(const char *s, gsize len)
{
  for (guint i = 0; i < G_N_ELEMENTS(published); i++) {
    gsize n = strlen(published[i]);
    if (len > n && g_ascii_strncasecmp(s, published[i], n) == 0)
      return n;
  }
  return 0;
}

static gboolean
find_published(const IbClean *clean, gsize *start, gsize *date, gsize *end)
{
  const char *s = clean->text->str;
  gsize len = clean->text->len;
  for (gsize i = 2; i < len; i++) {
    gsize n = s[i - 1] == ' ' && strchr(".,;)", s[i - 2]) ? phrase_at(s + i, len - i) : 0;
    gsize extent = n ? ib_date_extent(s + i + n, len - i - n) : 0;
    if (!extent)
      continue;
    *start = i;
    *date = i + n;
    *end = i + n + extent;
    return TRUE;
  }
  return FALSE;
}

static gboolean
in_span(const GArray *spans, gsize at)
{
  for (guint i = 0; i < spans->len; i++) {
    const IbTagSpan *span = &g_array_index(spans, IbTagSpan, i);
    if (at >= span->start && at < span->end)
      return TRUE;
  }
  return FALSE;
}

/* A year between marks, "]. 2019 [": from 1500 to 2039. */
static gboolean
is_lone_year(const char *s, gsize len, gsize i)
{
  if (strspn(s + i, "0123456789") != 4 || !(s[i] == '1' ? s[i + 1] >= '5' : s[i] == '2' && s[i + 1] == '0' && s[i + 2] < '4'))
    return FALSE;
  gsize before = i, after = i + 4;
  while (before && s[before - 1] == ' ')
    before--;
  while (after < len && s[after] == ' ')
    after++;
  return before && strchr(".,;:()[]", s[before - 1]) && (after == len || strchr(".,;:()[]", s[after]));
}

static gboolean
find_lone_year(const IbClean *clean, const GArray *spans, gsize *start)
{
  const char *s = clean->text->str;
  guint n = 0;
  for (gsize i = 1; i < clean->text->len && n < 2; i++) {
    if (!g_ascii_isdigit(s[i]) || g_ascii_isalnum(s[i - 1]) || !is_lone_year(s, clean->text->len, i) || in_span(spans, i))
      continue;
    *start = i;
    n++;
  }
  return n == 1;
}

void
ib_mend_undated(const IbClean *clean, GArray *spans)
{
  gsize start, date, end;
  for (guint i = 0; i < spans->len; i++)
    if (g_array_index(spans, IbTagSpan, i).label == IB_LABEL_DATE)
      return;
  if (find_published(clean, &start, &date, &end)) {
    ib_mend_carve(clean, spans, IB_LABEL_NONE, start, date, 1);
    ib_mend_carve(clean, spans, IB_LABEL_DATE, date, end, CONFIDENCE);
  } else if (find_lone_year(clean, spans, &start)) {
    ib_mend_carve(clean, spans, IB_LABEL_DATE, start, start + 4, CONFIDENCE);
  }
}
