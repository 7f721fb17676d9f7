/* What a page has beside its text: page numbers, running heads, captions, rules; and whether
 * two columns stand side by side. */
#include "config.h"

#include "parse/list.h"

#include <string.h>

/* Lines that are no text at all. */

static gboolean
begins_with(const char *s, gsize len, const char *word)
{
  gsize n = strlen(word);
  return len >= n && g_ascii_strncasecmp(s, word, n) == 0;
}

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

/* What publishers and archives stamp on pages. */
static gboolean
is_stamp(const char *s, gsize len)
{
  static const char *const words[] = { "Downloaded from ", "Downloaded by ", "This content downloaded", "All use subject to",
                                       "Author's personal copy", "Reproduced with permission", "Copyright ©", "© " };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (begins_with(s, len, words[i]))
      return len < 300;
  return FALSE;
}

gboolean
ib_list_is_furniture(const char *s, gsize len)
{
  return is_stamp(s, len) || is_page_number(s, len) || is_rule(s, len) || is_caption(s, len);
}

/* Page heads. */

gboolean
ib_list_is_double_spaced(const char *s, const GArray *lines)
{
  guint texts = 0, full = 0;
  gsize longest = 0;
  for (guint i = 0; i < lines->len; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    if (i && line[-1].kind == IB_LINE_TEXT)
      return FALSE;
    longest = MAX(longest, ib_list_width(s + line->start, line->end - line->start));
  }
  for (guint i = 0; i < lines->len; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    texts += line->kind == IB_LINE_TEXT;
    full += line->kind == IB_LINE_TEXT && ib_list_width(s + line->start, line->end - line->start) * 100 >= longest * 85;
  }
  return longest < 140 && full * 5 >= texts * 2;
}

static IbLine *
line_at(const GArray *lines, guint i)
{
  return &g_array_index(lines, IbLine, i);
}

/* Does LINE begin a page, behind a form feed? */
static gboolean
is_page_top(const char *s, const IbLine *line)
{
  return line->start && s[line->start - 1] == '\f';
}

static guint
kind_at(const GArray *lines, gint i)
{
  return i < 0 || i >= (gint)lines->len ? IB_LINE_BLANK : line_at(lines, i)->kind;
}

/* A line of figures behind one that ends no sentence is the end of that: "…, 41 (4)," "625–643". */
static void
spare_page_ranges(const char *s, GArray *lines)
{
  for (guint i = 1; i < lines->len; i++) {
    IbLine *line = &g_array_index(lines, IbLine, i);
    const IbLine *before = line - 1;
    gsize len = line->end - line->start;
    if (line->kind != IB_LINE_JUNK || before->kind != IB_LINE_TEXT || !is_page_number(s + line->start, len) ||
        is_page_top(s, line) || (i + 1 < lines->len && is_page_top(s, line + 1)))
      continue;
    gboolean plain = TRUE; /* a bare number, as pages are numbered */
    for (gsize k = line->start; k < line->end; k++)
      plain &= g_ascii_isdigit(s[k]);
    if (!plain || !strchr(".?!/)", s[before->end - 1]))
      line->kind = IB_LINE_TEXT;
  }
}

/* Does line I stand where a running head may: at the top of a page or beside its number?  The
 * last word of a wrapped reference ("Press.") comes back just as often, but never there.  SPACED: each
 * line stands between blank ones. */
static gboolean
at_page_break(const GArray *lines, guint i, gboolean spaced)
{
  guint before = i ? g_array_index(lines, IbLine, i - 1).kind : IB_LINE_BLANK;
  guint after = i + 1 < lines->len ? g_array_index(lines, IbLine, i + 1).kind : IB_LINE_BLANK;
  return (!spaced && before == IB_LINE_BLANK && after == IB_LINE_BLANK) || before == IB_LINE_JUNK || after == IB_LINE_JUNK;
}

/* What line I says, numbers aside; 0 when it can be no running head. */
static guint
head_hash(const char *s, const GArray *lines, guint i, gboolean spaced)
{
  const IbLine *line = &g_array_index(lines, IbLine, i);
  gsize len = line->end - line->start;
  guint h = 5381;
  if (line->kind != IB_LINE_TEXT || len > 400 || len < 8 || ib_list_width(s + line->start, len) > 100 ||
      !(at_page_break(lines, i, spaced) || is_page_top(s, line)) || (line->marker != IB_MARKER_NONE && line->marker != IB_MARKER_PLAIN))
    return 0;
  for (gsize k = line->start; k < line->end; k++)
    if (!g_ascii_isdigit(s[k]))
      h = h * 33 + (guchar)s[k];
  return h | 1;
}

/* Running heads: the same short line, numbers aside, three times or more.  "41 J Harbour Med 2022" looks
 * marked as "4 Ebd., S. 12" is: it is a head where no other line that stands alone begins so. */
static void
mark_running_heads(const char *s, GArray *lines)
{
  g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
  g_autofree guint *hashes = g_new0(guint, lines->len + 1);
  gboolean spaced = ib_list_is_double_spaced(s, lines);
  guint marked = 0;

  for (guint i = 0; i < lines->len; i++) {
    hashes[i] = head_hash(s, lines, i, spaced);
    marked += hashes[i] && line_at(lines, i)->marker == IB_MARKER_PLAIN;
    gpointer key = GUINT_TO_POINTER(hashes[i]);
    if (key)
      g_hash_table_insert(counts, key, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, key)) + 1));
  }
  for (guint i = 0; i < lines->len; i++) {
    IbLine *line = &g_array_index(lines, IbLine, i);
    guint n = hashes[i] ? GPOINTER_TO_UINT(g_hash_table_lookup(counts, GUINT_TO_POINTER(hashes[i]))) : 0;
    if (line->marker == IB_MARKER_PLAIN && n != marked)
      continue;
    gboolean beside = i && (g_array_index(lines, IbLine, i - 1).kind == IB_LINE_JUNK ||
                            (i + 1 < lines->len && g_array_index(lines, IbLine, i + 1).kind == IB_LINE_JUNK));
    gboolean top = is_page_top(s, line); /* where also "A. Hill: On Shifts" is a head */
    if (n >= (beside || top ? 2u : 3u) && (top || !ib_list_starts_like_reference(s + line->start, line->end - line->start)))
      line->kind = IB_LINE_JUNK;
  }
}

#define TAB 8 /* blanks */

/* The number of the page in a head: "212      Halloran and others", "On Shifts     213"; GAP is
 * how many blanks stand beside it at least.  0 when there is none, or more than a head. */
static guint
page_in_head(const char *s, gsize len, gsize gap)
{
  gsize first = 0, last = 0;
  if (len < 6 || len > 160)
    return 0;
  while (first < len && g_ascii_isdigit(s[first]))
    first++;
  while (last < len && g_ascii_isdigit(s[len - 1 - last]))
    last++;
  gboolean front = first > 0;
  gsize digits = front ? first : last;
  if (!digits || digits > 4 || (first && last))
    return 0;
  const char *number = front ? s : s + len - digits;
  gsize from = front ? digits : 0, to = front ? len : len - digits, blanks = 0, width = 0;
  for (char c; blanks < to - from && strchr(" \t", c = front ? s[from + blanks] : s[to - 1 - blanks]); blanks++)
    width += c == '\t' ? TAB : 1;
  if (width < gap || to - from - blanks > 80)
    return 0;
  for (gsize i = from; i < to; i++)
    if (g_ascii_isdigit(s[i]) || (s[i] == '.' && gap > 1))
      return 0;
  return (guint)g_ascii_strtoull(number, NULL, 10);
}

/* The number of the page that line I, alone between blank lines or at the top of a page, tells. */
static guint
head_at(const char *s, const GArray *lines, guint i, gboolean *top)
{
  const IbLine *line = line_at(lines, i);
  *top = is_page_top(s, line);
  if (line->kind != IB_LINE_TEXT || (!*top && kind_at(lines, (gint)i - 1) != IB_LINE_BLANK) ||
      (!*top && kind_at(lines, (gint)i + 1) != IB_LINE_BLANK))
    return 0;
  return page_in_head(s + line->start, line->end - line->start, *top ? 1 : 3);
}

/* Heads with the page's number in them: at the top of a page, or several with rising numbers. */
static void
mark_numbered_heads(const char *s, GArray *lines)
{
  guint last = 0, last_line = 0;
  for (guint i = 0; i < lines->len; i++) {
    gboolean top;
    guint page = head_at(s, lines, i, &top);
    if (!page)
      continue;
    if (top || (last && page > last && page <= last + 20)) {
      line_at(lines, i)->kind = IB_LINE_JUNK;
      if (last)
        line_at(lines, last_line)->kind = IB_LINE_JUNK;
    }
    last = page;
    last_line = i;
  }
}

/* Blank lines beside the number or head of a page separate nothing. */
static void
mark_gaps(const char *s, GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    const IbLine *line = line_at(lines, i);
    if (line->kind != IB_LINE_JUNK || is_rule(s + line->start, line->end - line->start) ||
        is_caption(s + line->start, line->end - line->start))
      continue;
    for (guint k = i; k > 0 && line_at(lines, k - 1)->kind == IB_LINE_BLANK; k--)
      line_at(lines, k - 1)->kind = IB_LINE_GAP;
    for (guint k = i + 1; k < lines->len && line_at(lines, k)->kind == IB_LINE_BLANK; k++)
      line_at(lines, k)->kind = IB_LINE_GAP;
  }
}

void
ib_list_mark_furniture(const char *s, GArray *lines)
{
  spare_page_ranges(s, lines);
  mark_numbered_heads(s, lines);
  mark_running_heads(s, lines);
  mark_gaps(s, lines);
}

/* Columns side by side. */

/* Where the right column begins in a line: behind the widest gap, of three blanks or more, with
 * text on both sides; 0 when there is no such gap. */
static guint
gutter(const char *s, const IbLine *line)
{
  guint best = 0, at = 0, column = line->indent;
  for (gsize i = line->start; i < line->end;) {
    gsize k = i;
    while (k < line->end && s[k] == ' ')
      k++;
    if (k - i > best && i > line->start + 8 && k + 8 < line->end) {
      best = k - i;
      at = column + (k - i);
    }
    column += MAX(k - i, (gsize)1);
    i = MAX(k, i + 1);
    while (i < line->end && ((guchar)s[i] & 0xC0) == 0x80)
      i++;
  }
  return best >= 3 ? at : 0;
}

guint
ib_list_columns(const char *s, const GArray *lines, guint from, guint to)
{
  enum { WIDEST = 200 };
  guint counts[WIDEST] = { 0 }, texts = 0, most = 0;
  for (guint i = from; i < to; i++) {
    const IbLine *line = line_at(lines, i);
    if (line->kind == IB_LINE_BLANK || line->kind == IB_LINE_GAP)
      continue;
    texts++;
    guint at = line->end - line->start < 400 ? gutter(s, line) : 0;
    if (!at || at >= WIDEST)
      continue;
    counts[at]++;
    most = MAX(most, counts[at]);
  }
  return most >= 6 && most * 2 >= texts ? most : 0;
}
