/* Hard evidence over the tagger's guess: a URL is a URL, an access phrase begins an access
 * date, "[in Persian]" names a language.  Spans that reach into these give way. */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

#include "parse/dates.h"
#include "parse/list.h"
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

void
ib_mend_carve(const IbClean *clean, GArray *spans, IbLabel label, gsize start, gsize end, float confidence)
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

/* May the tagger's URL go on over what stands behind a blank?  Only over what has digits or
 * a path and begins like no sentence: "…/pii/ S0123456789012345", "www.business day.co.za". */
static gboolean
may_extend(const char *s, gsize start, gsize end)
{
  guint blanks = 0;
  for (gsize i = start; i < end; blanks++) {
    while (i < end && s[i] == ' ')
      i++;
    gsize word = i;
    gboolean part = FALSE;
    for (; i < end && s[i] != ' '; i++)
      part |= g_ascii_isdigit(s[i]) || s[i] == '/' || (s[i] == '.' && i + 1 < end && g_ascii_islower(s[i + 1]));
    if (i == word)
      break;
    gboolean anew = i - word >= 4 && (strncmp(s + word, "http", 4) == 0 || strncmp(s + word, "www.", 4) == 0);
    if (!part || anew || strchr("(<[\"", s[word]) || (s[word] == '.' && g_ascii_isupper(s[word + 1])))
      return FALSE;
  }
  return blanks <= 3;
}

/* The end of a URL by the mark and, where that makes sense, by the tagger. */
static gsize
url_end(const IbClean *clean, const GArray *spans, const IbCleanMark *mark)
{
  const char *s = clean->text->str;
  for (guint i = 0; i < spans->len; i++) {
    const IbTagSpan *span = &g_array_index(spans, IbTagSpan, i);
    if (span->label == IB_LABEL_URL && span->start <= mark->start && span->end > mark->end &&
        s[mark->end] == ' ' && may_extend(s, mark->end, span->end))
      return span->end;
  }
  return mark->end;
}

/* Where the DOI begins in an address of doi.org; 0 in any other. */
static gsize
doi_in_link(const char *s, gsize start, gsize end)
{
  const char *host = g_strstr_len(s + start, MIN(end - start, (gsize)24), "doi.org/10.");
  return host ? (gsize)(host - s) + 8 : 0;
}

static void
mend_marks(const IbClean *clean, GArray *spans)
{
  const char *s = clean->text->str;
  for (guint i = 0; i < clean->marks->len; i++) {
    const IbCleanMark *mark = &g_array_index(clean->marks, IbCleanMark, i);
    gsize end = mark->kind == IB_MARK_URL ? url_end(clean, spans, mark) : mark->end;
    gsize doi = mark->kind == IB_MARK_URL ? doi_in_link(s, mark->start, end) : mark->start;
    if (doi > mark->start)
      ib_mend_carve(clean, spans, IB_LABEL_NONE, mark->start, doi, 1);
    ib_mend_carve(clean, spans, doi ? IB_LABEL_DOI : IB_LABEL_URL, doi ? doi : mark->start, end, 0.95f);
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

/* "Ebd., S. 14": the work cited before, and no volume. */
static gboolean
is_same_work(const char *s, gsize len)
{
  static const char *const words[] = { "Ebd", "Ebda", "Ebenda", "Ibid", "Ibidem", "Ivi", "Ders", "Dies", "Idem" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (len == strlen(words[i]) && g_ascii_strncasecmp(s, words[i], len) == 0)
      return TRUE;
  return FALSE;
}

/* A URL without a full stop or slash is none ("Retirado de"): the rest sees to it. */
static gboolean
is_wrong_word(const IbTagSpan *span, const char *text)
{
  const char *s = text + span->start;
  gsize len = span->end - span->start;
  if (span->label == IB_LABEL_URL)
    return !memchr(s, '.', len) && !memchr(s, '/', len);
  return (span->label == IB_LABEL_VOLUME || span->label == IB_LABEL_ISSUE) && is_same_work(s, len);
}

static void
drop_wrong_words(const IbClean *clean, GArray *spans)
{
  for (guint i = 0; i < spans->len;)
    if (is_wrong_word(&g_array_index(spans, IbTagSpan, i), clean->text->str))
      g_array_remove_index(spans, i);
    else
      i++;
}

/* Numbers that their names give away, and what they are. */
static const struct {
  const char *name;
  IbLabel label;
  const char *bytes; /* what the number is made of */
  guint least;       /* digits */
} named_numbers[] = {
  { "arXiv:", IB_LABEL_EPRINT, "0123456789.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-/", 7 },
  { "PMID:", IB_LABEL_EPRINT, "0123456789", 5 },
  { "PMCID:", IB_LABEL_EPRINT, "PMC0123456789", 5 },
  { "ISBN", IB_LABEL_ISBN, "0123456789-Xx ", 10 },
  { "ISSN", IB_LABEL_EPRINT, "0123456789-Xx", 8 },
};

/* The end of such a number at S, which begins with NAME; 0 when it is none. */
static gsize
number_end(const char *s, gsize len, guint k)
{
  gsize i = strlen(named_numbers[k].name), end = 0;
  guint digits = 0;
  while (i < len && strchr(": -", s[i]))
    i++;
  if (named_numbers[k].label == IB_LABEL_ISBN && len - i > 4 && (strncmp(s + i, "13:", 3) == 0 || strncmp(s + i, "10:", 3) == 0))
    i += 3;
  for (; i < len && s[i] && strchr(named_numbers[k].bytes, s[i]); i++) {
    digits += g_ascii_isdigit(s[i]) || (s[i] == 'X' && digits > 6);
    if (s[i] != ' ' && s[i] != '.' && s[i] != '-')
      end = i + 1;
    if (digits == 13 && named_numbers[k].label == IB_LABEL_ISBN)
      break;
  }
  return digits >= named_numbers[k].least ? end : 0;
}

static void
mend_numbers(const IbClean *clean, GArray *spans)
{
  const char *s = clean->text->str;
  gsize len = clean->text->len;
  for (gsize i = 0; i + 8 < len; i++) {
    char c = s[i];
    if (c != 'a' && c != 'P' && c != 'I')
      continue;
    for (guint k = 0; k < G_N_ELEMENTS(named_numbers); k++) {
      gsize n = strlen(named_numbers[k].name);
      if (strncmp(s + i, named_numbers[k].name, MIN(n, len - i)) != 0)
        continue;
      gsize end = number_end(s + i, len - i, k);
      if (!end || in_mark(clean, i, i + end))
        continue;
      ib_mend_carve(clean, spans, named_numbers[k].label, i, i + end, 0.95f);
      i += end - 1;
      break;
    }
  }
}

/* "[12] Smith", "12) Smith", "12. Smith", "[^12]: Smith", "[Smi97] Smith", "¹² Smith": does the
 * marker AT of S, a text that may be a line of anything, surely give the number of the entry? */
static gboolean
is_sure_marker(const char *s, const IbMarkerAt *at)
{
  gsize digits = at->label_end - at->label;
  gboolean apart = at->body && s[at->body - 1] == ' ';
  switch (at->kind) {
  case IB_MARKER_BRACKET:
    return digits <= 4 || (guchar)s[at->label] >= 0x80;
  case IB_MARKER_ROUND:
  case IB_MARKER_CLOSE:
    return digits <= 3 && apart;
  case IB_MARKER_DOT:
    return digits <= 3 && apart && (g_ascii_isupper(s[at->body]) || (guchar)s[at->body] >= 0xC3);
  case IB_MARKER_NOTE:
  case IB_MARKER_KEY:
  case IB_MARKER_RAISED:
    return TRUE;
  default:
    return FALSE;
  }
}

static void
carve_marker(const IbClean *clean, GArray *spans, gsize label, gsize label_end, gsize body)
{
  ib_mend_carve(clean, spans, IB_LABEL_NONE, 0, body, 1);
  ib_mend_carve(clean, spans, IB_LABEL_CITATION_NUMBER, label, label_end, 0.95f);
}

static void
mend_citation_number(const IbClean *clean, GArray *spans)
{
  IbMarkerAt at;
  if (ib_list_marker(clean->text->str, clean->text->len, &at) && is_sure_marker(clean->text->str, &at))
    carve_marker(clean, spans, at.label, at.label_end, at.body);
}

void
ib_mend_marker(const IbClean *clean, IbTagging *tagging, gsize label, gsize label_end, gsize body)
{
  carve_marker(clean, tagging->spans, ib_clean_from_source(clean, label), ib_clean_from_source(clean, label_end),
               ib_clean_from_source(clean, body));
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

/* "[EB/OL]. 2019 [2020-07-16]. https://…": GB/T 7714 gives no phrase, but brackets (refs/ibid.bib:
 * gbt7714). */
static gboolean
bracketed_date(const IbClean *clean, IbAccessedSpan *found)
{
  const char *s = clean->text->str, *online = strstr(s, "/OL]");
  for (const char *p = online ? strchr(online + 4, '[') : NULL; p; p = strchr(p + 1, '[')) {
    gsize n = strspn(p + 1, "0123456789-");
    if (n != 10 || p[11] != ']' || p[5] != '-' || p[8] != '-')
      continue;
    gsize at = p + 1 - s;
    *found = (IbAccessedSpan){ at, at + n, at, at + n, NULL };
    return TRUE;
  }
  return FALSE;
}

static void
carve_accessed(const IbClean *clean, GArray *spans, const IbAccessedSpan *found)
{
  if (found->start < found->date_start)
    ib_mend_carve(clean, spans, IB_LABEL_NONE, found->start, found->date_start, 1);
  ib_mend_carve(clean, spans, IB_LABEL_ACCESSED, found->date_start, found->date_end, 0.95f);
  if (found->date_end < found->end)
    ib_mend_carve(clean, spans, IB_LABEL_NONE, found->date_end, found->end, 1);
}

static gboolean
has_label(const GArray *spans, IbLabel label)
{
  for (guint i = 0; i < spans->len; i++)
    if (g_array_index(spans, IbTagSpan, i).label == label)
      return TRUE;
  return FALSE;
}

/* The bytes of a mark at the beginning that stands for the author before: "———", "---", "___".  A
 * single hyphen or en dash is a bullet. */
static gsize
same_mark(const char *s, gsize len)
{
  gsize i = 0, dashes = 0;
  while (i < len) {
    gboolean wide = len - i >= 3 && s[i] == '\xE2' && s[i + 1] == '\x80' && ((guchar)s[i + 2] == 0x94 || (guchar)s[i + 2] == 0x95);
    if (!wide && s[i] != '-' && s[i] != '_')
      break;
    dashes += wide ? 2 : 1;
    i += wide ? 3 : 1;
  }
  return dashes >= 2 && i < len && strchr(".,: (", s[i]) ? i : 0;
}

static void
mend_same_author(const IbClean *clean, GArray *spans)
{
  const char *s = clean->text->str;
  gsize len = clean->text->len, start = 0;
  while (start < len && start < 8 && strchr("[(0123456789.)] ", s[start]))
    start++; /* the number of the entry */
  gsize end = start + same_mark(s + start, len - start);
  if (end == start)
    return;
  for (guint i = 0; i < spans->len; i++) { /* "——— and Jones, B." */
    const IbTagSpan *span = &g_array_index(spans, IbTagSpan, i);
    if (span->label == IB_LABEL_AUTHOR && span->start <= end + 6 && span->end > end) {
      end = span->end;
      break;
    }
  }
  ib_mend_carve(clean, spans, IB_LABEL_AUTHOR, start, end, 0.9f);
}

static gboolean
says_online(const IbClean *clean)
{
  return clean->marks->len || strstr(clean->text->str, "nline]") || strstr(clean->text->str, "nternet]");
}

/* A date before the URL with no access phrase is one of publication: "…, 13.06.2006. Abrufbar
 * unter: http://…". */
static void
mend_early_dates(const IbClean *clean, GArray *spans)
{
  gsize url = clean->marks->len ? g_array_index(clean->marks, IbCleanMark, 0).start : 0;
  for (guint i = 0; i < spans->len; i++) {
    IbTagSpan *span = &g_array_index(spans, IbTagSpan, i);
    IbAccessedSpan found;
    gsize from = span->start > 40 ? span->start - 40 : 0;
    while (from < span->start && ((guchar)clean->text->str[from] & 0xC0) == 0x80)
      from++;
    if (span->label == IB_LABEL_ACCESSED && span->end <= url &&
        !ib_accessed_find(clean->text->str, span->end, from, &found))
      span->label = IB_LABEL_DATE;
  }
}

static void
mend_accessed(const IbClean *clean, GArray *spans)
{
  IbAccessedSpan found;
  gboolean any = FALSE;

  if (!says_online(clean) && !has_label(spans, IB_LABEL_ACCESSED))
    return;
  mend_early_dates(clean, spans);
  for (gsize i = 0; ib_accessed_find(clean->text->str, clean->text->len, i, &found); i = found.end) {
    if (in_mark(clean, found.start, found.end))
      continue;
    carve_accessed(clean, spans, &found);
    any = TRUE;
  }
  if (!any && bracketed_date(clean, &found)) {
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

const char *
ib_mend_language(const IbClean *clean, IbTagging *tagging, gsize *start, gsize *end)
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
    *start = i;
    *end = close + 1 - s;
    ib_mend_carve(clean, tagging->spans, IB_LABEL_NONE, *start, *end, 1);
    return code;
  }
  return NULL;
}

void
ib_mend_spans(const IbClean *clean, IbTagging *tagging)
{
  drop_wrong_words(clean, tagging->spans);
  mend_citation_number(clean, tagging->spans);
  mend_same_author(clean, tagging->spans);
  mend_numbers(clean, tagging->spans);
  mend_marks(clean, tagging->spans);
  mend_accessed(clean, tagging->spans);
  ib_mend_behind(clean, tagging->spans);
  ib_mend_undated(clean, tagging->spans);
}
