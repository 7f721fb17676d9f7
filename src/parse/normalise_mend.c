/* Hard evidence over the tagger's guess: a URL is a URL, an access phrase begins an access
 * date, "[in Persian]" names a language.  Spans that reach into these give way. */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

#include "parse/dates.h"
#include "util/data.h"
#include "util/words.h"

/* Spans. */

static gboolean
has_letters(const char *s, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++)
    if (g_ascii_isalnum(s[i]) || (guchar)s[i] >= 0xC3)
      return TRUE;
  return FALSE;
}

static void
shrink(const char *s, IbTagSpan *span)
{
  gsize start = span->start, end = span->end;
  while (start < end && strchr(" ,;:([<", s[start]))
    start++;
  while (end > start && strchr(" ,;:([<", s[end - 1]))
    end--;
  span->start = start;
  span->end = end;
}

/* Takes [START, END) out of all spans and gives it LABEL.  Of a span that is cut in two,
 * the longer part stays. */
static void
carve(const IbClean *clean, GArray *spans, IbLabel label, gsize start, gsize end, float confidence)
{
  const char *s = clean->text->str;
  guint at = 0;

  for (guint i = 0; i < spans->len;) {
    IbTagSpan *span = &g_array_index(spans, IbTagSpan, i);
    if (span->end <= start) {
      at = ++i;
      continue;
    }
    if (span->start >= end)
      break;
    if (span->label == label)
      confidence = MAX(confidence, span->confidence);
    gsize before = span->start < start ? start - span->start : 0;
    gsize after = span->end > end ? span->end - end : 0;
    if (before >= after)
      span->end = span->start + before;
    else
      span->start = span->end - after;
    shrink(s, span);
    if (span->end <= span->start || !has_letters(s, span->start, span->end)) {
      g_array_remove_index(spans, i);
      continue;
    }
    i++;
    if (span->end <= start)
      at = i;
  }
  IbTagSpan made = { label, start, end, confidence };
  g_array_insert_val(spans, at, made);
}

/* Marks. */

static void
mend_marks(const IbClean *clean, GArray *spans)
{
  for (guint i = 0; i < clean->marks->len; i++) {
    const IbCleanMark *mark = &g_array_index(clean->marks, IbCleanMark, i);
    carve(clean, spans, mark->kind == IB_MARK_DOI ? IB_LABEL_DOI : IB_LABEL_URL, mark->start, mark->end,
          0.95f);
  }
}

static gboolean
in_mark(const IbClean *clean, gsize start, gsize end)
{
  for (guint i = 0; i < clean->marks->len; i++) {
    const IbCleanMark *mark = &g_array_index(clean->marks, IbCleanMark, i);
    if (mark->start < end && start < mark->end)
      return TRUE;
  }
  return FALSE;
}

/* "http://… (16.7.2020)", "http://…, 16.7.2020": a full date right behind a URL. */
static gboolean
bare_date(const IbClean *clean, const IbCleanMark *mark, IbAccessedSpan *found)
{
  const char *s = clean->text->str;
  gsize len = clean->text->len, i = mark->end;
  gboolean bracket = FALSE;

  for (; i < len && strchr(" ,.;>([", s[i]); i++)
    bracket |= s[i] == '(' || s[i] == '[';
  gsize n = i < len ? ib_date_extent(s + i, len - i) : 0;
  if (!n)
    return FALSE;
  IbDateReading reading;
  gboolean read = ib_date_read(s + i, n, IB_ORDER_DAY_FIRST, &reading);
  gboolean full = read && reading.date.from.day;
  ibid_date_clear(&reading.date);
  char next = i + n < len ? s[i + n] : 0;
  if (!full || (bracket ? next != ')' && next != ']' : next && next != '.' && next != ';'))
    return FALSE;
  *found = (IbAccessedSpan){ i, i + n, i, i + n, NULL };
  return TRUE;
}

static void
carve_accessed(const IbClean *clean, GArray *spans, const IbAccessedSpan *found)
{
  if (found->start < found->date_start)
    carve(clean, spans, IB_LABEL_NONE, found->start, found->date_start, 1);
  carve(clean, spans, IB_LABEL_ACCESSED, found->date_start, found->date_end, 0.95f);
  if (found->date_end < found->end)
    carve(clean, spans, IB_LABEL_NONE, found->date_end, found->end, 1);
}

static gboolean
has_label(const GArray *spans, IbLabel label)
{
  for (guint i = 0; i < spans->len; i++)
    if (g_array_index(spans, IbTagSpan, i).label == label)
      return TRUE;
  return FALSE;
}

static gboolean
says_online(const IbClean *clean)
{
  return clean->marks->len || strstr(clean->text->str, "nline]") || strstr(clean->text->str, "nternet]");
}

static void
mend_accessed(const IbClean *clean, GArray *spans)
{
  IbAccessedSpan found;
  gboolean any = FALSE;

  if (!says_online(clean) && !has_label(spans, IB_LABEL_ACCESSED))
    return;
  for (gsize i = 0; ib_accessed_find(clean->text->str, clean->text->len, i, &found); i = found.end) {
    if (in_mark(clean, found.start, found.end))
      continue;
    carve_accessed(clean, spans, &found);
    any = TRUE;
  }
  for (guint i = 0; !any && i < clean->marks->len; i++) {
    const IbCleanMark *mark = &g_array_index(clean->marks, IbCleanMark, i);
    if (mark->kind == IB_MARK_URL && bare_date(clean, mark, &found)) {
      carve_accessed(clean, spans, &found);
      any = TRUE;
    }
  }
}

/* Languages. */

static const IbWords *
languages(void)
{
  static IbWords *made;
  if (!g_once_init_enter(&made))
    return made;
  const IbTable *table = ib_table("languages-in.tsv");
  IbWords *words = ib_words_new();
  for (guint i = 0; i < table->n_rows; i++)
    for (char **f = table->rows[i] + 1; *f; f++)
      ib_words_add(words, *f, table->rows[i][0]);
  g_once_init_leave(&made, words);
  return made;
}

/* What stands before the name of a language in such a note. */
static const char *const language_lead[] = { "article in ", "text in ", "published in ", "original in ",
                                             "originally in ", "paper in ", "written in ", "in ", "auf ",
                                             "en ", "em ", "på ", "на ", "w ", "po ", "le ", "in lingua ",
                                             "به زبان ", "به " };
/* And behind it. */
static const char *const language_trail[] = { " language", " языке", " яз.", " яз", " мовою", " Sprache",
                                              " with English abstract", " with English summary" };

/* The code of "in Persian", "Persian", "на рус. яз."; BRACKET '[' needs no "in". */
static const char *
language_of(const char *s, gsize len, char bracket)
{
  gboolean lead = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(language_lead) && !lead; i++) {
    gsize n = strlen(language_lead[i]);
    if (len > n && g_ascii_strncasecmp(s, language_lead[i], n) == 0) {
      lead = TRUE;
      s += n;
      len -= n;
    }
  }
  if (!lead && bracket != '[')
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS(language_trail); i++) {
    gsize n = strlen(language_trail[i]);
    if (len > n && memcmp(s + len - n, language_trail[i], n) == 0)
      len -= n;
  }
  return ib_words_get(languages(), s, len);
}

static void
mend_language(const IbClean *clean, GArray *spans, const char **language, gsize *start, gsize *end)
{
  const char *s = clean->text->str;
  gsize len = clean->text->len;

  for (gsize i = 0; i < len; i++) {
    if (s[i] != '[' && s[i] != '(')
      continue;
    const char *close = memchr(s + i, s[i] == '[' ? ']' : ')', MIN(len - i, (gsize)60));
    if (!close)
      continue;
    const char *code = language_of(s + i + 1, close - (s + i + 1), s[i]);
    if (!code)
      continue;
    *language = code;
    *start = i;
    *end = close + 1 - s;
    carve(clean, spans, IB_LABEL_NONE, *start, *end, 1);
    return;
  }
}

void
ib_mend_spans(const IbClean *clean, IbTagging *tagging, const char **language, gsize *lang_start,
              gsize *lang_end)
{
  mend_marks(clean, tagging->spans);
  mend_accessed(clean, tagging->spans);
  mend_language(clean, tagging->spans, language, lang_start, lang_end);
}
