/* The lines of a document, and what each is: heading (refs/list-headings.tsv), marked entry, text.
 * Everything is one pass over the lines. */
#include "config.h"

#include "parse/list.h"

#include <string.h>

#include "util/data.h"
#include "util/words.h"

/* A longer line is no heading. */
enum { MAX_HEADING = 80 };

/* Headings. */

static IbWords *
read_headings(void)
{
  const IbTable *table = ib_table("list-headings.tsv");
  IbWords *words = ib_words_new();
  for (guint i = 0; i < table->n_rows; i++) {
    gboolean list = strcmp(table->rows[i][0], "list") == 0;
    for (char **f = table->rows[i] + 1; *f; f++)
      ib_words_add(words, *f, GUINT_TO_POINTER(list ? IB_LINE_HEADING : IB_LINE_END));
  }
  return words;
}

static const IbWords *
headings(void)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_headings());
  return words;
}

/* Marks around a heading: "## References", "7. REFERENCES:", "**Literatur**", "VII. Literatur". */
static void
strip_heading(const char **s, gsize *len)
{
  while (*len && strchr("#*=_-~>[<(| \t", **s))
    (*s)++, (*len)--;
  gsize i = 0;
  while (i < *len && (g_ascii_isdigit((*s)[i]) || (*s)[i] == '.' || strchr("IVX", (*s)[i])))
    i++;
  if (i && i < *len && ((*s)[i] == ' ' || (*s)[i] == '\t' || (*s)[i] == ')') &&
      (g_ascii_isdigit((*s)[i - 1]) || (*s)[i - 1] == '.' || i <= 4)) {
    while (i < *len && strchr(" \t)", (*s)[i]))
      i++;
    *s += i;
    *len -= i;
  }
  while (*len && strchr("*=_-~:.)]>| \t", (*s)[*len - 1]))
    (*len)--;
  static const char wide[] = "："; /* and the full-width colon */
  if (*len > 3 && memcmp(*s + *len - 3, wide, 3) == 0)
    *len -= 3;
  if (*len > 2 && **s == '\xE3' && memcmp(*s, "【", 3) == 0)
    *s += 3, *len -= MIN(*len, (gsize)6);
}

/* "L I T E R A T U R": letters apart. */
static gsize
close_up(const char *s, gsize len, char out[MAX_HEADING])
{
  gsize n = 0;
  for (gsize i = 0; i < len; i++) {
    if (i % 2 ? s[i] != ' ' : !g_ascii_isalpha(s[i]))
      return 0;
    if (i % 2 == 0)
      out[n++] = s[i];
  }
  return len > 8 ? n : 0;
}

static IbLineKind
heading_kind(const char *s, gsize len)
{
  char closed[MAX_HEADING];
  if (len > 4 * MAX_HEADING || ib_list_width(s, len) > MAX_HEADING)
    return IB_LINE_TEXT;
  strip_heading(&s, &len);
  guint kind = GPOINTER_TO_UINT(ib_words_get(headings(), s, len));
  if (!kind && (len = close_up(s, len, closed)))
    kind = GPOINTER_TO_UINT(ib_words_get(headings(), closed, len));
  return kind ? kind : IB_LINE_TEXT;
}

static gboolean
begins_with(const char *s, gsize len, const char *word)
{
  gsize n = strlen(word);
  return len >= n && g_ascii_strncasecmp(s, word, n) == 0;
}

/* What stands behind a list in articles, with something behind the word. */
static gboolean
is_end_line(const char *s, gsize len)
{
  static const char *const words[] = { "Received:", "Received ", "Submitted:", "Accepted:", "Correspondence:", "Correspondence to",
                                       "Corresponding author:",
                                       "Manuscript received", "Eingegangen:", "Reçu le", "Recibido:",
                                       "Поступила", "Статья поступила", "收稿日期", "How to cite",
                                       "Cite this article", "To cite this article", "Appendix A", "Appendix B",
                                       "Conflict of interest", "This article is ", "This work is licensed",
                                       "Open Access", "Download citation", "Appendix 1", "APPENDIX",
                                       "作者简介", "作者簡介", "基金项目", "通讯作者", "通信作者" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (begins_with(s, len, words[i]))
      return len < 300;
  return FALSE;
}

/* Lines. */

static guint
indent_of(const char *s, gsize from, gsize to)
{
  guint columns = 0;
  for (gsize i = from; i < to; i++) {
    if (s[i] == ' ')
      columns++;
    else if (s[i] == '\t')
      columns += 8 - columns % 8;
    else if (s[i] == '\xC2')
      columns++;
  }
  return MIN(columns, 1000);
}

static void
set_marker(IbLine *line, const IbMarkerAt *at)
{
  line->marker = at->kind;
  line->number = at->number;
  line->body = (guint8)at->body;
  line->label = (guint8)at->label;
  line->label_end = (guint8)at->label_end;
}

static void
classify(const char *s, IbLine *line)
{
  const char *p = s + line->start;
  gsize len = line->end - line->start;

  if (!len)
    line->kind = IB_LINE_BLANK;
  else if (ib_list_is_furniture(p, len))
    line->kind = IB_LINE_JUNK;
  else if (is_end_line(p, len))
    line->kind = IB_LINE_END;
  else
    line->kind = heading_kind(p, len);
  IbMarkerAt at;
  if (line->kind == IB_LINE_TEXT && ib_list_marker(p, len, &at) && at.body < len)
    set_marker(line, &at);
}

static gboolean
is_blank_byte(char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\0';
}

/* Blanks, and characters that show nothing: byte order marks, marks of direction, soft hyphens. */
static gsize
skip_nothing(const char *s, gsize i, gsize end)
{
  static const char *const nothing[] = { "\xC2\xA0",     "\xC2\xAD",     "\xEF\xBB\xBF", "\xE2\x80\x8B",
                                         "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAA", "\xE2\x80\xAB",
                                         "\xE2\x80\xAC", "\xE2\x81\xA0", "\xE3\x80\x80" };
  while (i < end) {
    gsize n = is_blank_byte(s[i]);
    for (guint k = 0; !n && (guchar)s[i] >= 0xC2 && k < G_N_ELEMENTS(nothing); k++)
      if (end - i >= strlen(nothing[k]) && memcmp(s + i, nothing[k], strlen(nothing[k])) == 0)
        n = strlen(nothing[k]);
    if (!n)
      break;
    i += n;
  }
  return i;
}

static void
add_line(GArray *lines, const char *s, gsize start, gsize end)
{
  IbLine line = { .start = skip_nothing(s, start, end), .end = end };
  while (line.end > line.start && is_blank_byte(s[line.end - 1]))
    line.end--;
  line.indent = indent_of(s, start, line.start);
  classify(s, &line);
  g_array_append_val(lines, line);
}

/* "[1] Adams … 2001. [2] Brown … 2002. [3] …": a list that lost its line ends, as lines. */
static void
add_series(GArray *lines, const char *s, gsize start, gsize end)
{
  IbMarkerAt at;
  gsize from = skip_nothing(s, start, end), body, second = 0, next;
  gboolean marked = end - start > 100 && ib_list_marker(s + from, end - from, &at);
  if (marked)
    second = ib_list_inline_marker(s, from + at.body, end, at.kind, at.number + 1, &body);
  if (!second || !ib_list_inline_marker(s, body, end, at.kind, at.number + 2, &next)) {
    add_line(lines, s, start, end);
    return;
  }
  guint32 number = at.number + 1;
  for (gsize stop = second; stop; number++) {
    add_line(lines, s, start, stop);
    start = stop;
    stop = ib_list_inline_marker(s, body, end, at.kind, number + 1, &body);
  }
  add_line(lines, s, start, end);
}

/* "References: Adams, J. (2001)…": a heading and the first entry. */
static void
add_headed(GArray *lines, const char *s, gsize start, gsize end)
{
  gsize from = skip_nothing(s, start, end);
  const char *colon = end > from ? memchr(s + from, ':', MIN(end - from, (gsize)MAX_HEADING)) : NULL;
  IbMarkerAt at;
  if (colon && heading_kind(s + from, colon - s - from) == IB_LINE_HEADING) {
    gsize rest = skip_nothing(s, colon + 1 - s, end);
    gboolean begins = ib_list_marker(s + rest, end - rest, &at) || ib_list_starts_like_reference(s + rest, end - rest);
    if (end - rest > 20 && begins) {
      add_line(lines, s, start, colon + 1 - s);
      start = rest;
    }
  }
  add_series(lines, s, start, end);
}

/* Word's line ends inside a paragraph, and U+2028, end lines too. */
static void
add_lines(GArray *lines, const char *s, gsize start, gsize end)
{
  for (gsize i = start; i < end; i++) {
    gboolean separator = s[i] == '\xE2' && end - i > 2 && s[i + 1] == '\x80' && ((guchar)s[i + 2] & 0xFE) == 0xA8;
    if (s[i] != '\v' && !separator)
      continue;
    add_headed(lines, s, start, i);
    i += separator ? 2 : 0;
    start = i + 1;
  }
  add_headed(lines, s, start, end);
}

/* "[1]" alone, the entry in the next line. */

/* The next line with something on it behind line I; its number or lines->len. */
static guint
next_line(const GArray *lines, guint i)
{
  do
    i++;
  while (i < lines->len && g_array_index(lines, IbLine, i).kind <= IB_LINE_GAP);
  return i;
}

static gboolean
is_lone_marker(const char *s, const GArray *lines, guint i, IbMarkerAt *at)
{
  const IbLine *line = &g_array_index(lines, IbLine, i);
  gsize len = line->end - line->start;
  if ((line->kind != IB_LINE_TEXT && line->kind != IB_LINE_JUNK) || len > 12 ||
      !ib_list_marker(s + line->start, len, at) || at->body != len || at->kind == IB_MARKER_PLAIN ||
      at->kind == IB_MARKER_BULLET)
    return FALSE;
  guint next = next_line(lines, i);
  return next < lines->len && g_array_index(lines, IbLine, next).kind == IB_LINE_TEXT;
}

/* One such line may be anything; two of a kind that follow each other are numbers of entries. */
static void
take_lone_markers(const char *s, GArray *lines)
{
  guint before = G_MAXUINT;
  IbMarkerAt last = { 0 }, at;
  for (guint i = 0; i < lines->len; i++) {
    if (!is_lone_marker(s, lines, i, &at))
      continue;
    if (before != G_MAXUINT && at.kind == last.kind && at.number == last.number + 1) {
      IbLine *both[] = { &g_array_index(lines, IbLine, before), &g_array_index(lines, IbLine, i) };
      both[0]->kind = both[1]->kind = IB_LINE_TEXT;
      set_marker(both[0], &last);
      set_marker(both[1], &at);
    }
    before = i;
    last = at;
  }
}

/* Headings inside a list: "Books", "Chapter 2: Hills", "B". */

/* "Chapter 2": a number behind the one word of a heading. */
static gsize
skip_part_number(const char *s, gsize len, gsize i)
{
  gsize k = i;
  if (k >= len || s[k] != ' ' || memchr(s, ' ', k))
    return i;
  while (++k < len && k - i <= 3 && (g_ascii_isdigit(s[k]) || strchr("IVX", s[k])))
    ;
  return k > i + 1 && (k == len || s[k] == ':') ? k : i;
}

/* Few words, the first with a capital, no mark that references have. */
static gboolean
reads_like_heading(const char *s, gsize len)
{
  guint words = 1;
  strip_heading(&s, &len);
  if (!len || len > 4 * 70 || ib_list_width(s, len) > 70 || ib_list_starts_like_reference(s, len))
    return FALSE;
  gunichar first = g_utf8_get_char_validated(s, MIN(len, (gsize)6));
  if ((gint)first < 0 || !g_unichar_isalpha(first) || g_unichar_islower(first))
    return FALSE;
  for (gsize i = 0; i < len; i++) {
    gsize number = skip_part_number(s, len, i);
    if (number > i) {
      i = number - 1;
      words++;
      continue;
    }
    if (g_ascii_isdigit(s[i]) || strchr(".;\"()/=<[@", s[i]))
      return FALSE;
    words += s[i] == ' ';
  }
  return words <= 8;
}

/* Does the line end as an entry may, with a stop, a bracket, a number, an address? */
static gboolean
ends_like_entry(const char *s, const IbLine *line)
{
  gsize start = line->end;
  while (start > line->start && s[start - 1] != ' ')
    start--;
  char last = s[line->end - 1];
  return strchr(".?!)]>\"", last) || g_ascii_isdigit(last) || (guchar)last >= 0x80 ||
         g_strstr_len(s + start, line->end - start, "://");
}

/* "B" above "Bauer, H.". */
static gboolean
is_letter_heading(const char *s, const IbLine *line, const IbLine *next)
{
  gsize len = line->end - line->start;
  return len <= 2 && len == (gsize)g_utf8_skip[(guchar)s[line->start]] && next->end > next->start + next->body + len &&
         g_unichar_isupper(g_utf8_get_char(s + line->start)) &&
         memcmp(s + line->start, s + next->start + next->body, len) == 0;
}

static void
mark_sections(const char *s, GArray *lines)
{
  gboolean spaced = ib_list_is_double_spaced(s, lines);
  const IbLine *before = NULL;
  for (guint i = 0; i < lines->len; i++) {
    IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind != IB_LINE_TEXT) {
      before = line->kind == IB_LINE_HEADING || line->kind == IB_LINE_END ? NULL : before;
      continue;
    }
    guint n = next_line(lines, i);
    const IbLine *next = n < lines->len ? &g_array_index(lines, IbLine, n) : NULL;
    gboolean apart = (!before || line[-1].kind == IB_LINE_BLANK) && (!spaced || n == i + 1);
    gboolean between = next && next->kind == IB_LINE_TEXT && (!before || ends_like_entry(s, before));
    if (line->marker == IB_MARKER_NONE && between &&
        (is_letter_heading(s, line, next) || (apart && reads_like_heading(s + line->start, line->end - line->start))))
      line->kind = IB_LINE_SECTION;
    else
      before = line;
  }
}

/* The "> " or ">> " of a mail that was answered, at S. */
static gsize
quote_mark(const char *s, gsize len)
{
  gsize i = 0;
  while (i < len && s[i] == '>')
    i++;
  return i && i < len && s[i] == ' ' ? i + 1 : i;
}

/* Do nearly all lines stand behind such a mark? */
static gboolean
is_quoted(const char *s, gsize len)
{
  guint marked = 0, plain = 0;
  for (const char *p = s; p && p < s + len && (marked * 4 >= plain || marked + plain < 20); ) {
    marked += *p == '>';
    plain += *p != '>' && !strchr("\r\n", *p);
    p = memchr(p, '\n', s + len - p);
    p = p ? p + 1 : NULL;
  }
  return marked >= 3 && marked >= plain * 4;
}

GArray *
ib_list_lines(const char *text, gsize len)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(IbLine));
  char stop = memchr(text, '\n', len) ? '\n' : '\r'; /* old Macintosh files */
  gboolean quoted = is_quoted(text, len);

  for (gsize i = 0; i < len;) {
    const char *end = memchr(text + i, stop, len - i);
    gsize n = end ? (gsize)(end - text) : len;
    add_lines(lines, text, i + (quoted ? quote_mark(text + i, n - i) : 0), n);
    i = n + 1;
  }
  ib_list_mark_furniture(text, lines);
  take_lone_markers(text, lines);
  mark_sections(text, lines);
  return lines;
}
