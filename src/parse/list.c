/* Finding the reference list of a document: by its heading (refs/list-headings.tsv), else
 * by the shape of its lines.  Everything is one pass over the lines. */
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
  if (len > MAX_HEADING)
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
  static const char *const words[] = { "Received:", "Received ", "Submitted:", "Accepted:", "Copyright ©",
                                       "© ", "Correspondence:", "Correspondence to", "Corresponding author:",
                                       "Manuscript received", "Eingegangen:", "Reçu le", "Recibido:",
                                       "Поступила", "Статья поступила", "收稿日期", "How to cite",
                                       "Cite this article", "To cite this article", "Appendix A", "Appendix B",
                                       "Conflict of interest", "This article is ", "This work is licensed",
                                       "Open Access", "Download citation", "Appendix 1", "APPENDIX" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (begins_with(s, len, words[i]))
      return len < 300;
  return FALSE;
}

/* Lines that are no text at all. */

/* "Figure 3.", "Tab. 2:", "Рис. 1": a caption. */
static gboolean
is_caption(const char *s, gsize len)
{
  static const char *const words[] = { "Figure", "Fig.", "Table", "Tab.", "Abbildung", "Abb.", "Tabelle",
                                       "Tableau", "Figura", "Tabla", "Tabella", "Рис.", "Рисунок",
                                       "Таблица", "图", "表", "図", "Grafik", "Box", "Chart", "Plate" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize n = strlen(words[i]);
    if (len <= n || strncmp(s, words[i], n) != 0)
      continue;
    gsize k = n;
    while (k < len && strchr(" .", s[k]))
      k++;
    gsize digits = k;
    while (k < len && g_ascii_isdigit(s[k]))
      k++;
    return k > digits && k - digits < 4 && (k == len || strchr(".: -)", s[k]) || (guchar)s[k] >= 0x80);
  }
  return FALSE;
}

/* "12", "- 12 -", "Page 3 of 10", "3/10", "xii". */
static gboolean
is_page_number(const char *s, gsize len)
{
  static const char *const lead[] = { "Page", "page", "Seite", "p.", "S.", "стр.", "Página", "- ", "– ", "[" };
  gsize i = 0, digits = 0;
  if (len > 24)
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS(lead); k++)
    if (begins_with(s, len, lead[k])) {
      i = strlen(lead[k]);
      break;
    }
  for (; i < len; i++) {
    if (g_ascii_isdigit(s[i])) {
      digits++;
      continue;
    }
    if (begins_with(s + i, len - i, "of ") || begins_with(s + i, len - i, "von "))
      i += 2;
    else if (!strchr(" /|]", s[i]) && !(strchr("-.", s[i]) && (i == 0 || s[i - 1] == ' ')) && (guchar)s[i] < 0x80)
      return FALSE; /* "668-71." ends a reference */
  }
  return digits > 0 && digits <= 8;
}

/* Rules ("***", "-----") and lone tags ("</div>", "<ref>"). */
static gboolean
is_rule(const char *s, gsize len)
{
  gsize marks = 0;
  if (len >= 3 && s[0] == '<' && s[len - 1] == '>' && !memchr(s + 1, '<', len - 1) && len < 40 &&
      !memchr(s, ':', len))
    return TRUE;
  for (gsize i = 0; i < len; i++)
    marks += strchr("*-=_~#.·•|+ \t", s[i]) != NULL || (guchar)s[i] >= 0x80 ? 1 : 0;
  for (gsize i = 0; i < len; i++)
    if (g_ascii_isalnum(s[i]) || (guchar)s[i] >= 0xC3)
      return FALSE;
  return marks == len || len < 4;
}

/* Markers. */

static gboolean
may_begin(const char *s, gsize len)
{
  if (!len)
    return FALSE;
  gunichar c = g_utf8_get_char_validated(s, MIN(len, (gsize)6));
  return (gint)c >= 0 && (!g_unichar_islower(c) || len > 3) && !g_unichar_isspace(c);
}

static void
find_marker(const char *s, IbLine *line)
{
  gsize len = line->end - line->start, i = 0;
  const char *p = s + line->start;
  guint32 number = 0;

  if (len > 2 && (strchr("-*+", p[0]) || memcmp(p, "•", MIN(len, (gsize)3)) == 0 ||
                  memcmp(p, "·", 2) == 0 || memcmp(p, "▪", MIN(len, (gsize)3)) == 0)) {
    gsize n = (guchar)p[0] < 0x80 ? 1 : g_utf8_skip[(guchar)p[0]];
    if (n < len && (p[n] == ' ' || p[n] == '\t')) {
      line->marker = IB_MARKER_BULLET;
      line->body = n + 1;
      return;
    }
  }
  if (begins_with(p, len, "<ref>"))
    i = 5;
  char open = p[i] == '[' || p[i] == '(' ? p[i++] : 0;
  gsize digits = i;
  while (i < len && i - digits < 5 && g_ascii_isdigit(p[i]))
    number = number * 10 + (p[i++] - '0');
  if (i == digits || i >= len || (g_ascii_isdigit(p[i])))
    return;
  IbMarker marker = IB_MARKER_NONE;
  if (open == '[' && p[i] == ']')
    marker = IB_MARKER_BRACKET;
  else if (open == '(' && p[i] == ')')
    marker = IB_MARKER_ROUND;
  else if (!open && p[i] == '.')
    marker = IB_MARKER_DOT;
  else if (!open && p[i] == ')')
    marker = IB_MARKER_CLOSE;
  else if (!open && (p[i] == ' ' || p[i] == '\t') && i - digits <= 3)
    marker = IB_MARKER_PLAIN;
  if (marker == IB_MARKER_NONE)
    return;
  i += marker != IB_MARKER_PLAIN;
  gsize gap = i;
  while (i < len && (p[i] == ' ' || p[i] == '\t' || p[i] == '\\'))
    i++;
  if (marker == IB_MARKER_DOT && gap == i && i < len && (g_ascii_isdigit(p[i]) || g_ascii_islower(p[i])))
    return; /* "3.5", "2.Auflage" */
  if (i > 60 || i >= len || (marker == IB_MARKER_PLAIN && !may_begin(p + i, len - i)))
    return;
  line->marker = marker;
  line->number = number;
  line->body = i;
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
classify(const char *s, IbLine *line)
{
  const char *p = s + line->start;
  gsize len = line->end - line->start;

  if (!len)
    line->kind = IB_LINE_BLANK;
  else if (is_page_number(p, len) || is_rule(p, len) || is_caption(p, len))
    line->kind = IB_LINE_JUNK;
  else if (is_end_line(p, len))
    line->kind = IB_LINE_END;
  else
    line->kind = heading_kind(p, len);
  if (line->kind == IB_LINE_TEXT)
    find_marker(s, line);
}

static gboolean
is_blank_byte(char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == '\0';
}

static void
add_line(GArray *lines, const char *s, gsize start, gsize end)
{
  IbLine line = { .start = start, .end = end };
  for (;;) {
    if (line.start < end && is_blank_byte(s[line.start]))
      line.start++;
    else if (line.start + 1 < end && memcmp(s + line.start, "\xC2\xA0", 2) == 0)
      line.start += 2;
    else
      break;
  }
  while (line.end > line.start && is_blank_byte(s[line.end - 1]))
    line.end--;
  line.indent = indent_of(s, start, line.start);
  classify(s, &line);
  g_array_append_val(lines, line);
}

/* A line of figures behind one that ends no sentence is the end of that: "…, 41 (4)," "625–643". */
static void
spare_page_ranges(const char *s, GArray *lines)
{
  for (guint i = 1; i < lines->len; i++) {
    IbLine *line = &g_array_index(lines, IbLine, i);
    const IbLine *before = line - 1;
    gsize len = line->end - line->start;
    if (line->kind != IB_LINE_JUNK || before->kind != IB_LINE_TEXT || !is_page_number(s + line->start, len))
      continue;
    gboolean plain = TRUE; /* a bare number, as pages are numbered */
    for (gsize k = line->start; k < line->end; k++)
      plain &= g_ascii_isdigit(s[k]);
    if (!plain || !strchr(".?!/)", s[before->end - 1]))
      line->kind = IB_LINE_TEXT;
  }
}

/* Does line I stand where a running head may: at the top of a page or beside its number?  The
 * last word of a wrapped reference ("Press.") comes back just as often, but never there. */
static gboolean
at_page_break(const GArray *lines, guint i)
{
  guint before = i ? g_array_index(lines, IbLine, i - 1).kind : IB_LINE_BLANK;
  guint after = i + 1 < lines->len ? g_array_index(lines, IbLine, i + 1).kind : IB_LINE_BLANK;
  return (before == IB_LINE_BLANK && after == IB_LINE_BLANK) || before == IB_LINE_JUNK || after == IB_LINE_JUNK;
}

/* Running heads: the same short line, numbers aside, three times or more. */
static void
mark_running_heads(const char *s, GArray *lines)
{
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  g_autofree guint *hashes = g_new0(guint, lines->len + 1);

  for (guint i = 0; i < lines->len; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    gsize len = line->end - line->start;
    if (line->kind != IB_LINE_TEXT || len > 100 || len < 8 || line->marker != IB_MARKER_NONE ||
        !at_page_break(lines, i))
      continue;
    guint h = 5381;
    for (gsize k = line->start; k < line->end; k++)
      if (!g_ascii_isdigit(s[k]))
        h = h * 33 + (guchar)s[k];
    hashes[i] = h | 1;
    gpointer key = GUINT_TO_POINTER(hashes[i]);
    g_hash_table_insert(counts, key, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, key)) + 1));
  }
  for (guint i = 0; i < lines->len; i++) {
    IbLine *line = &g_array_index(lines, IbLine, i);
    guint n = hashes[i] ? GPOINTER_TO_UINT(g_hash_table_lookup(counts, GUINT_TO_POINTER(hashes[i]))) : 0;
    gboolean beside = i && (g_array_index(lines, IbLine, i - 1).kind == IB_LINE_JUNK ||
                            (i + 1 < lines->len && g_array_index(lines, IbLine, i + 1).kind == IB_LINE_JUNK));
    if (n >= (beside ? 2u : 3u) && !ib_list_starts_like_reference(s + line->start, line->end - line->start))
      line->kind = IB_LINE_JUNK;
  }
}

GArray *
ib_list_lines(const char *text, gsize len)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(IbLine));
  char stop = memchr(text, '\n', len) ? '\n' : '\r'; /* old Macintosh files */

  for (gsize i = 0; i < len;) {
    const char *end = memchr(text + i, stop, len - i);
    gsize n = end ? (gsize)(end - text) : len;
    add_line(lines, text, i, n);
    i = n + 1;
  }
  spare_page_ranges(text, lines);
  mark_running_heads(text, lines);
  return lines;
}

/* Regions. */

/* What a line says for or against its being in a list. */
static int
line_score(const char *text, const IbLine *line)
{
  int score = ib_list_likeness(text + line->start + line->body, line->end - line->start - line->body);
  if (line->marker != IB_MARKER_NONE)
    score = MAX(score, 0) + 1;
  return CLAMP(score, -3, 2);
}

/* The stretch of [FROM, TO) that ends best, counted from FROM: a list goes on as long as
 * more lines speak for it than against it. */
static guint
best_end(const char *text, const GArray *lines, guint from, guint to, int *total)
{
  int sum = 0, best = 0;
  guint end = from;
  for (guint i = from; i < to; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    int score = line_score(text, line);
    /* Lines of a wrapped reference say little each; long prose says much. */
    gsize len = line->end - line->start;
    sum += score < 0 && len < 100 ? 0 : score;
    if (sum >= best) {
      best = sum;
      end = i + 1;
    }
    if (sum < best - 12)
      break;
  }
  *total = best;
  return end;
}

static void
add_region(GArray *regions, guint from, guint to)
{
  IbListRegion region = { from, to };
  if (from < to)
    g_array_append_val(regions, region);
}

/* Behind headings. */
static void
headed_regions(const char *text, const GArray *lines, GArray *regions)
{
  for (guint i = 0; i < lines->len; i++) {
    if (g_array_index(lines, IbLine, i).kind != IB_LINE_HEADING)
      continue;
    guint to = i + 1;
    while (to < lines->len && g_array_index(lines, IbLine, to).kind != IB_LINE_END &&
           g_array_index(lines, IbLine, to).kind != IB_LINE_HEADING)
      to++;
    int total;
    guint end = best_end(text, lines, i + 1, to, &total);
    if (total >= 2)
      add_region(regions, i + 1, end);
    i = MAX(i, to - 1);
  }
}

/* May LINE at the edge of a list be one more entry?  It says little for itself ("…,
 * Singularity Theory I"), but is no prose either; DOUBTS counts those that say nothing. */
static gboolean
is_edge_entry(const char *text, const IbLine *line, guint *doubts)
{
  gsize len = line->end - line->start;
  if (line->kind != IB_LINE_TEXT || len < 40 || len > 500)
    return FALSE;
  int score = ib_list_likeness(text + line->start, len);
  *doubts += score < 0;
  return score >= -1 && *doubts <= 3;
}

static void
take_edges(const char *text, const GArray *lines, guint *from, guint *to)
{
  guint doubts = 0;
  for (guint i = *from; i > 0; i--) {
    const IbLine *line = &g_array_index(lines, IbLine, i - 1);
    if (line->kind == IB_LINE_BLANK)
      continue;
    if (!is_edge_entry(text, line, &doubts))
      break;
    *from = i - 1;
  }
  doubts = 0;
  for (guint i = *to; i < lines->len; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind == IB_LINE_BLANK)
      continue;
    if (!is_edge_entry(text, line, &doubts))
      break;
    *to = i + 1;
  }
}

/* Without a heading: the stretch with the greatest sum (Kadane). */
static void
shaped_region(const char *text, const GArray *lines, GArray *regions)
{
  int sum = 0, best = 0;
  guint start = 0, from = 0, to = 0, texts = 0, first = G_MAXUINT;

  for (guint i = 0; i < lines->len; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    texts++;
    first = MIN(first, i);
    int score = line_score(text, line);
    if (score < 0 && line->end - line->start < 100)
      score = sum > 0 ? 0 : -1;
    if (sum + score <= 0) {
      sum = 0;
      start = i + 1;
      continue;
    }
    sum += score;
    if (sum >= best) {
      best = sum;
      from = start;
      to = i + 1;
    }
  }
  if (best >= 3) {
    take_edges(text, lines, &from, &to);
    while (g_array_index(lines, IbLine, from).kind != IB_LINE_TEXT)
      from++;
    while (from && g_array_index(lines, IbLine, from - 1).kind == IB_LINE_TEXT &&
           g_array_index(lines, IbLine, from - 1).end - g_array_index(lines, IbLine, from - 1).start < 130)
      from--; /* to the beginning of its block */
    add_region(regions, from, to);
    return;
  }
  /* One or two references alone are given on purpose, if they are any at all. */
  if (texts <= 6 && best >= 0 && first != G_MAXUINT) {
    const IbLine *line = &g_array_index(lines, IbLine, first);
    if (ib_list_likeness(text + line->start, line->end - line->start) > -3)
      add_region(regions, first, lines->len);
  }
}

GArray *
ib_list_regions(const char *text, const GArray *lines)
{
  GArray *regions = g_array_new(FALSE, FALSE, sizeof(IbListRegion));
  headed_regions(text, lines, regions);
  if (!regions->len)
    shaped_region(text, lines, regions);
  return regions;
}
