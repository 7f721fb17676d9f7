/* Splitting a reference list into its entries.
 *
 * Lists come numbered, one entry a line, apart by blank lines, with hanging indents, or
 * wrapped at any width; which of these it is, is told from all lines together.  Then each
 * line either begins an entry or goes on with one. */
#include "config.h"

#include "parse/parse.h"

#include <string.h>

#include "parse/list.h"

typedef enum { LAYOUT_NUMBERED, LAYOUT_BLOCKS, LAYOUT_HANGING, LAYOUT_LINES, LAYOUT_WRAPPED } Layout;

/* One region on its way. */
typedef struct {
  const char *s;
  const GArray *lines;
  guint from, to;
  IbMarker marker;     /* of numbered lists */
  guint32 last_number; /* of the entry before */
  gboolean bare;       /* markers say nothing: bullets, Markdown's "1." throughout */
  guint margin;        /* indent of lines that begin entries, of hanging lists */
  guint width;         /* of a full line, of wrapped lists */
  GArray *entries;     /* of IbEntry */
  GArray *holes;       /* of IbHole */
  guint passed;        /* holes that belong to no entry yet: their number in holes */
  gboolean open;       /* the last entry may go on */
  gboolean spaced;     /* a blank line behind every line: they say nothing */
} Region;

static const IbLine *
line_at(const Region *r, guint i)
{
  return &g_array_index(r->lines, IbLine, i);
}

static gsize
line_length(const IbLine *line)
{
  return line->end - line->start;
}

static const char *
body_of(const Region *r, const IbLine *line, gsize *len)
{
  gsize skip = line->marker == r->marker ? line->body : 0; /* a lone "- " may stand for a name */
  *len = line->end - line->start - skip;
  return r->s + line->start + skip;
}

/* What a line says by itself. */

static gboolean
starts_lower(const Region *r, const IbLine *line)
{
  gsize len;
  const char *s = body_of(r, line, &len);
  gunichar c = len ? g_utf8_get_char_validated(s, MIN(len, (gsize)6)) : 0;
  /* "den Hertog J, Pals CE" begins a reference. */
  return (gint)c > 0 && g_unichar_islower(c) && !ib_list_starts_like_reference(s, len);
}

/* "… and Robert D.", "no.": a full stop that ends no sentence. */
static gboolean
ends_in_initial(const Region *r, const IbLine *line)
{
  gsize start = line->end;
  while (start > line->start && r->s[start - 1] != ' ')
    start--;
  gsize len = line->end - start;
  if (len < 2 || r->s[line->end - 1] != '.')
    return FALSE;
  return (len == 2 && g_ascii_isupper(r->s[start])) || (len <= 5 && g_ascii_isupper(r->s[start]) && r->s[start + 1] == '.') ||
         strncmp(r->s + start, "no.", 3) == 0 || strncmp(r->s + start, "pp.", 3) == 0 || strncmp(r->s + start, "Vol.", 4) == 0;
}

static gboolean
ends_sentence(const Region *r, const IbLine *line)
{
  gsize end = line->end;
  if (ends_in_initial(r, line))
    return FALSE;
  while (end > line->start && strchr(")]\"'*>", r->s[end - 1]))
    end--;
  return end > line->start && strchr(".?!;/", r->s[end - 1]) != NULL;
}

/* Something must follow: "… Global Change,", "endo-", "and". */
static gboolean
ends_open(const Region *r, const IbLine *line)
{
  gsize len = line_length(line);
  const char *end = r->s + line->end;
  if (!len)
    return FALSE;
  if (strchr(",-&:(/=_", end[-1]))
    return end[-1] != '/' || len < 2 || end[-2] != '.';
  return (len > 4 && strncmp(end - 4, " and", 4) == 0) || (len > 3 && strncmp(end - 3, " of", 3) == 0) ||
         (len > 4 && strncmp(end - 4, " the", 4) == 0) || (len > 3 && strncmp(end - 3, " in", 3) == 0) ||
         (len > 4 && strncmp(end - 4, " und", 4) == 0);
}

/* A whole reference on one line. */
static gboolean
is_whole(const Region *r, const IbLine *line)
{
  gsize len;
  const char *s = body_of(r, line, &len);
  return len >= 45 && ib_list_likeness(s, len) >= 1 && !starts_lower(r, line);
}

static gboolean
starts_reference(const Region *r, const IbLine *line)
{
  gsize len;
  const char *s = body_of(r, line, &len);
  return ib_list_starts_like_reference(s, len);
}

/* Numbers. */

/* Does NUMBER follow LAST in a numbered list?  All may be 1 (Markdown); some are missing. */
static gboolean
follows(guint32 number, guint32 last, gboolean any)
{
  if (!any || number == 1) /* a new chapter begins anew */
    return number <= 9999;
  return number == last + 1 || (number == last && number <= 1) || (number > last && number <= last + 5);
}

/* The marker of most lines, when enough of them stand in order. */
static IbMarker
common_marker(const Region *r)
{
  guint counts[IB_MARKER_BULLET + 1] = { 0 }, ordered[IB_MARKER_BULLET + 1] = { 0 };
  guint32 last[IB_MARKER_BULLET + 1] = { 0 };
  guint texts = 0, first = IB_MARKER_NONE;

  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    if (!texts++)
      first = line->marker;
    guint m = line->marker;
    ordered[m] += m == IB_MARKER_BULLET || follows(line->number, last[m], counts[m] > 0);
    if (m != IB_MARKER_BULLET && follows(line->number, last[m], counts[m] > 0))
      last[m] = line->number;
    counts[m]++;
  }
  IbMarker best = IB_MARKER_NONE;
  for (guint m = 1; m <= IB_MARKER_BULLET; m++)
    if (counts[m] >= 2 && ordered[m] * 10 >= counts[m] * 6 && ordered[m] * 12 >= texts &&
        (best == IB_MARKER_NONE || ordered[m] > ordered[best]))
      best = m;
  if (best == IB_MARKER_BULLET && first != best) /* "- and Brown" is no bullet */
    best = IB_MARKER_NONE;
  /* A number without a mark is a marker only where nearly every block has one. */
  if (best == IB_MARKER_PLAIN && ordered[best] * 4 < texts)
    best = IB_MARKER_NONE;
  return best;
}

static gboolean
all_ones(const Region *r)
{
  if (r->marker == IB_MARKER_KEY)
    return FALSE;
  for (guint i = r->from; i < r->to; i++)
    if (line_at(r, i)->marker == r->marker && line_at(r, i)->number > 1)
      return FALSE;
  return TRUE;
}

/* Blocks. */

typedef struct {
  guint blocks, texts, inner, inner_whole, single;
  guint indented, starts, start_lower, wide, whole;
  guint longest;
} Shape;

static int
compare_lengths(gconstpointer a, gconstpointer b)
{
  return *(const guint *)a < *(const guint *)b ? -1 : *(const guint *)a > *(const guint *)b;
}

/* How long lines get before they are wrapped: an unbroken address may be longer. */
static guint
full_width(const Region *r)
{
  g_autoptr(GArray) lengths = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = r->from; i < r->to; i++) {
    guint len = MIN(line_length(line_at(r, i)) + line_at(r, i)->indent, (gsize)100000);
    if (line_at(r, i)->kind == IB_LINE_TEXT)
      g_array_append_val(lengths, len);
  }
  if (!lengths->len)
    return 0;
  g_array_sort(lengths, compare_lengths);
  return g_array_index(lengths, guint, lengths->len * 92 / 100);
}

/* What share of the width line BEFORE would have with the first word of LINE on it: above 1,
 * the word did not fit and the line was wrapped. */
static double
filled(const Region *r, const IbLine *before, const IbLine *line)
{
  const char *s = r->s + line->start;
  gsize word = 0, len = line_length(line);
  while (word < len && word < 60 && s[word] != ' ')
    word++;
  return r->width ? (double)(before->indent + line_length(before) + 1 + word) / r->width : 1;
}

static void
measure(const Region *r, Shape *shape)
{
  guint in_block = 0;
  memset(shape, 0, sizeof *shape);
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = line_at(r, i);
    if (line->kind == IB_LINE_BLANK) {
      shape->single += in_block == 1;
      in_block = 0;
      continue;
    }
    if (line->kind != IB_LINE_TEXT)
      continue;
    gboolean whole = is_whole(r, line);
    shape->blocks += in_block == 0;
    shape->inner += in_block > 0;
    shape->inner_whole += in_block > 0 && whole && starts_reference(r, line);
    shape->texts++;
    shape->whole += whole;
    shape->indented += line->indent > 0;
    shape->starts += starts_reference(r, line);
    shape->start_lower += starts_lower(r, line);
    shape->longest = MAX(shape->longest, MIN(line_length(line), (gsize)100000));
    in_block++;
  }
  shape->single += in_block == 1;
}

/* Lines with the least indent and lines with more. */
typedef struct {
  guint least, margin, inside, same;
  guint starts_margin, starts_inside;     /* that look like a beginning */
  guint after_margin, after_inside;       /* that have a line right before them */
  guint short_margin, short_inside;       /* and that line could have taken their first word */
} Indents;

static void
measure_indents(const Region *r, Indents *n)
{
  guint usual = 0;
  memset(n, 0, sizeof *n);
  n->least = G_MAXUINT;
  for (guint i = r->from; i < r->to; i++)
    if (line_at(r, i)->kind == IB_LINE_TEXT)
      n->least = MIN(n->least, line_at(r, i)->indent);
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = line_at(r, i), *before = i > r->from ? line_at(r, i - 1) : NULL;
    if (line->kind != IB_LINE_TEXT)
      continue;
    gboolean starts = starts_reference(r, line), in = line->indent >= n->least + 2;
    if (in && !usual)
      usual = line->indent;
    *(in ? &n->inside : &n->margin) += 1;
    *(in ? &n->starts_inside : &n->starts_margin) += starts;
    n->same += in && ABS((int)line->indent - (int)usual) <= 1;
    if (!before || before->kind != IB_LINE_TEXT)
      continue;
    *(in ? &n->after_inside : &n->after_margin) += 1;
    *(in ? &n->short_inside : &n->short_margin) += filled(r, before, line) < 0.93;
  }
}

/* Of A lines with HITS_A and B lines with HITS_B: is the share of the first clearly larger? */
static gboolean
is_more(guint hits_a, guint a, guint hits_b, guint b)
{
  return a && b && hits_a * b > hits_b * a + a * b / 10;
}

/* A hanging indent: entries begin at the margin, by their look and because the line before
 * them ends early.  MARGIN is G_MAXUINT for the reverse, first lines indented. */
static gboolean
is_hanging(const Region *r, guint *margin)
{
  Indents n;
  measure_indents(r, &n);
  if (n.inside < 2 || n.margin < 1 || n.same * 10 < n.inside * 8)
    return FALSE;
  int hanging = is_more(n.starts_margin, n.margin, n.starts_inside, n.inside) +
                is_more(n.short_margin, n.after_margin, n.short_inside, n.after_inside);
  int indented = is_more(n.starts_inside, n.inside, n.starts_margin, n.margin) +
                 is_more(n.short_inside, n.after_inside, n.short_margin, n.after_margin);
  if (hanging == indented)
    return FALSE;
  *margin = hanging > indented ? n.least : G_MAXUINT;
  return TRUE;
}

/* Lines with a blank one behind each: entries, or typed with double space?  Then many fill the
 * width and the next one goes on with them. */
static gboolean
is_double_spaced(const Region *r, const Shape *shape)
{
  guint full = 0;
  const IbLine *before = NULL;
  if (shape->texts < 4 || shape->inner || r->width > 140)
    return FALSE;
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    full += before && filled(r, before, line) >= 0.93 && !(starts_reference(r, line) && ends_sentence(r, before));
    before = line;
  }
  return full * 4 >= shape->texts;
}

static gboolean
has_year(const Region *r, const IbLine *line)
{
  guint digits = 0;
  for (gsize i = line->start; i < line->end; i++) {
    digits = g_ascii_isdigit(r->s[i]) ? digits + 1 : 0;
    if (digits == 4 && strchr("12", r->s[i - 3]))
      return TRUE;
  }
  return FALSE;
}

/* Where a line follows right behind another, does that end as an entry does, and this begin so,
 * nearly always?  Of wrapped entries at most every second line does. */
static gboolean
breaks_throughout(const Region *r)
{
  guint n = 0, breaks = 0;
  for (guint i = r->from + 1; i < r->to; i++) {
    const IbLine *line = line_at(r, i), *before = line_at(r, i - 1);
    if (line->kind != IB_LINE_TEXT || before->kind != IB_LINE_TEXT)
      continue;
    n++;
    gboolean year = has_year(r, line), starts = starts_reference(r, line);
    if (ends_sentence(r, before))
      breaks += !starts_lower(r, line) && (starts || year);
    else /* "… (3rd edn, OUP 2014)" */
      breaks += starts && year && has_year(r, before) && (r->s[before->end - 1] == ')' || g_ascii_isdigit(r->s[before->end - 1]));
  }
  return n && breaks * 10 >= n * 9;
}

static Layout
choose_layout(Region *r)
{
  Shape shape;
  r->marker = common_marker(r);
  measure(r, &shape);
  if (r->marker != IB_MARKER_NONE) {
    r->bare = r->marker == IB_MARKER_BULLET || all_ones(r);
    return LAYOUT_NUMBERED;
  }
  r->width = full_width(r);
  if (is_hanging(r, &r->margin))
    return LAYOUT_HANGING;
  if ((r->spaced = is_double_spaced(r, &shape)))
    return LAYOUT_WRAPPED;
  if (breaks_throughout(r))
    return LAYOUT_LINES;
  if (shape.blocks >= 2 && (shape.inner == 0 || shape.inner_whole * 3 < shape.inner))
    if (shape.blocks * 12 >= shape.texts) /* blank lines often enough to be between entries */
      return LAYOUT_BLOCKS;
  /* Wrapped lines fill a width and seldom are whole references. */
  if (shape.whole * 10 >= shape.texts * 6 || shape.longest > 400)
    return LAYOUT_LINES;
  return LAYOUT_WRAPPED;
}

/* Entries. */

static void
begin_entry(Region *r, gsize start, gsize end)
{
  IbEntry entry = { .start = start, .end = end };
  g_array_set_size(r->holes, r->passed); /* what was passed over stood between two entries */
  entry.hole = r->passed;
  IbMarkerAt at;
  if (r->marker != IB_MARKER_NONE && !r->bare && ib_list_marker(r->s + start, end - start, &at) && at.kind == r->marker) {
    entry.label = (guint8)at.label;
    entry.label_end = (guint8)at.label_end;
    entry.body = (guint8)at.body;
  }
  g_array_append_val(r->entries, entry);
  r->open = TRUE;
}

static void
extend_entry(Region *r, const IbLine *line)
{
  if (!r->entries->len || !r->open) {
    begin_entry(r, line->start, line->end);
    return;
  }
  IbEntry *entry = &g_array_index(r->entries, IbEntry, r->entries->len - 1);
  entry->end = line->end;
  entry->n_holes = r->holes->len - entry->hole;
  r->passed = r->holes->len;
}

/* A page number or running head, perhaps inside the entry that is open. */
static void
pass_over(Region *r, const IbLine *line)
{
  IbHole hole = { line->start, line->end };
  if (r->open)
    g_array_append_val(r->holes, hole);
}

/* The number of the next marked line, or 0. */
static guint32
next_number(const Region *r, guint i)
{
  for (guint k = i + 1; k < r->to && k < i + 12; k++)
    if (line_at(r, k)->marker == r->marker)
      return line_at(r, k)->number;
  return 0;
}

/* A line without a number where just one number is missing is the entry that lost it. */
static gboolean
lost_marker(Region *r, guint i, const IbLine *before)
{
  const IbLine *line = line_at(r, i);
  if (!before || r->marker == IB_MARKER_BULLET || !r->last_number || line_length(line) < 60 ||
      next_number(r, i) != r->last_number + 2 || starts_lower(r, line) || !ends_sentence(r, before))
    return FALSE;
  r->last_number++;
  return TRUE;
}

/* The line ends in an address, which is where many styles end. */
static gboolean
ends_in_address(const Region *r, const IbLine *line)
{
  gsize start = line->end;
  while (start > line->start && r->s[start - 1] != ' ')
    start--;
  gsize len = line->end - start;
  return g_strstr_len(r->s + start, len, "//") || (len > 8 && strncmp(r->s + start, "doi:10.", 7) == 0);
}

static gboolean
begins_with_address(const Region *r, const IbLine *line)
{
  gsize len = line_length(line);
  return len > 7 && (strncmp(r->s + line->start, "http", 4) == 0 || strncmp(r->s + line->start, "www.", 4) == 0 ||
                     strncmp(r->s + line->start, "doi:", 4) == 0);
}

/* A year near the beginning, as author-date styles have it. */
static gboolean
has_early_year(const Region *r, const IbLine *line)
{
  gsize len = MIN(line_length(line), (gsize)90);
  const char *s = r->s + line->start;
  for (gsize i = 0; i + 5 < len; i++)
    if ((s[i] == '(' || (s[i] == ' ' && i && strchr(".,", s[i - 1]))) && (s[i + 1] == '1' || s[i + 1] == '2') &&
        g_ascii_isdigit(s[i + 2]) && g_ascii_isdigit(s[i + 3]) && g_ascii_isdigit(s[i + 4]) &&
        (s[i] == '(' || strchr(".:,;", s[i + 5])))
      return TRUE;
  return FALSE;
}

/* Among wrapped lines: the first word would have fitted on the line before, or line and line
 * before look like a beginning and an end. */
static gboolean
begins_wrapped(const Region *r, const IbLine *before, const IbLine *line, gboolean blank)
{
  double share = filled(r, before, line);
  gboolean starts = starts_reference(r, line);
  gboolean ends = ends_sentence(r, before) || ends_in_address(r, before);
  if (begins_with_address(r, line))
    return FALSE;
  if (share < 0.7)
    return TRUE;
  if (share < 0.9 || blank)
    return starts || ends;
  if (share < 0.97)
    return starts && !ends_in_initial(r, before);
  return starts && (ends || (has_early_year(r, line) && !ends_in_initial(r, before)));
}

/* Is line I, behind line BEFORE, the beginning of an entry? */
static gboolean
begins_entry(Region *r, Layout layout, guint i, const IbLine *before, gboolean blank)
{
  const IbLine *line = line_at(r, i);
  switch (layout) {
  case LAYOUT_NUMBERED:
    if (line->marker != r->marker)
      return before ? lost_marker(r, i, before) : !starts_lower(r, line);
    if (r->marker != IB_MARKER_BULLET && !follows(line->number, r->last_number, r->last_number > 0))
      return line->number > r->last_number && blank;
    r->last_number = line->number;
    return TRUE;
  case LAYOUT_BLOCKS:
    if (blank && before && !strchr("/:=", r->s[before->end - 1]) && ends_open(r, before)) /* "… Global Change,", blank, "Peace & Security 32" */
      return starts_reference(r, line);
    return blank && !(before && starts_lower(r, line) && !is_whole(r, line));
  case LAYOUT_HANGING:
    return r->margin == G_MAXUINT ? line->indent >= 2 : line->indent < r->margin + 2;
  case LAYOUT_LINES:
    if (!before || is_whole(r, line))
      return TRUE;
    /* A short line may be the end of the one before. */
    return !starts_lower(r, line) && !(ends_open(r, before) && !starts_reference(r, line)) &&
           (starts_reference(r, line) || ends_sentence(r, before) || line_length(line) >= 45);
  case LAYOUT_WRAPPED:
    if (!before)
      return TRUE;
    if (starts_lower(r, line) || ends_open(r, before))
      return FALSE;
    return begins_wrapped(r, before, line, blank && !r->spaced);
  }
  return TRUE;
}

/* Footnotes that a lost line end put into one line: "…, S. 3. 10) Bundesministerium …". */
static gsize
inline_marker(const Region *r, gsize from, gsize end, guint32 expected, gsize *body)
{
  char text[16];
  static const char *const forms[] = { [IB_MARKER_BRACKET] = "[%u]", [IB_MARKER_ROUND] = "(%u)",
                                       [IB_MARKER_DOT] = "%u.",      [IB_MARKER_CLOSE] = "%u)" };
  if (r->marker < IB_MARKER_BRACKET || r->marker > IB_MARKER_CLOSE)
    return 0;
  gsize n = g_snprintf(text, sizeof text, forms[r->marker], expected);
  for (gsize i = from; i + n + 2 < end; i++) {
    const char *p = memchr(r->s + i, text[0], end - n - 2 - i);
    if (!p)
      return 0;
    i = p - r->s;
    if (i < from + 20 || memcmp(p, text, n) != 0 || p[-1] != ' ' || !strchr(".])/;>", p[-2]))
      continue;
    gsize k = i + n;
    while (k < end && r->s[k] == ' ')
      k++;
    gboolean gap = k > i + n || r->marker == IB_MARKER_BRACKET;
    if (gap && k + 10 < end && (g_ascii_isupper(r->s[k]) || (guchar)r->s[k] >= 0xC3)) {
      *body = k;
      return i;
    }
  }
  return 0;
}

static void
split_inline(Region *r, guint i)
{
  const IbLine *line = line_at(r, i);
  guint32 next = next_number(r, i);
  gsize from = line->start + line->body, body, at;

  /* Where the next line has the next number, nothing is hidden here. */
  if (r->marker == IB_MARKER_BULLET || (next && next <= r->last_number + 1))
    return;
  while ((at = inline_marker(r, from, line->end, r->last_number + 1, &body))) {
    gsize end = at;
    while (end > from && r->s[end - 1] == ' ')
      end--;
    g_array_index(r->entries, IbEntry, r->entries->len - 1).end = end;
    begin_entry(r, at, line->end);
    r->last_number++;
    from = body;
  }
}

static void
split_region(Region *r)
{
  Layout layout = choose_layout(r);
  const IbLine *before = NULL;
  gboolean blank = TRUE;

  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = line_at(r, i);
    if (line->kind == IB_LINE_BLANK) {
      blank = TRUE;
      continue;
    }
    if (line->kind == IB_LINE_SECTION) { /* nothing goes on across it, and numbers may begin anew */
      before = NULL;
      blank = TRUE;
      r->last_number = 0;
    }
    if (line->kind != IB_LINE_TEXT) {
      pass_over(r, line);
      continue;
    }
    if (begins_entry(r, layout, i, before, blank)) {
      begin_entry(r, line->start + (r->bare ? line->body : 0), line->end);
      if (layout == LAYOUT_NUMBERED)
        split_inline(r, i);
    } else if (r->open) {
      extend_entry(r, line);
    } else {
      begin_entry(r, line->start, line->end);
    }
    before = line;
    blank = FALSE;
  }
  r->open = FALSE;
}

/* The document. */

/* Lines behind the end of a region that its last, wrapped entry still needs. */
static guint
extend_region(const GArray *lines, guint to)
{
  guint n = to;
  while (n < lines->len && n < to + 8) {
    const IbLine *line = &g_array_index(lines, IbLine, n);
    if (line->kind != IB_LINE_TEXT || line_length(line) > 130)
      break;
    n++;
  }
  return n;
}

/* The bytes of a tag of a list at S ("<li id=1>", "</p>"), or 0. */
static gsize
list_tag_at(const char *s, gsize len)
{
  static const char *const names[] = { "li", "p", "div", "td", "tr", "dd", "dt", "br", "ol", "ul" };
  const char *close = len > 2 && *s == '<' ? memchr(s, '>', MIN(len, (gsize)200)) : NULL;
  gsize slash = close && s[1] == '/';
  for (guint i = 0; close && i < G_N_ELEMENTS(names); i++) {
    gsize n = strlen(names[i]);
    if (g_ascii_strncasecmp(s + 1 + slash, names[i], n) == 0 && strchr(" />", s[1 + slash + n]))
      return close + 1 - s;
  }
  return 0;
}

/* Lists copied out of a page's source: tags around an entry are no part of it. */
static void
trim_tags(const char *s, IbEntry *entry)
{
  gsize n;
  while ((n = list_tag_at(s + entry->start, entry->end - entry->start))) {
    entry->start += n;
    while (entry->start < entry->end && strchr(" \t\r\n", s[entry->start]))
      entry->start++;
    entry->label = entry->label_end = entry->body = 0;
  }
  while (entry->end > entry->start && s[entry->end - 1] == '>') {
    gsize open = entry->end - 1;
    while (open > entry->start && s[open] != '<' && entry->end - open < 8)
      open--;
    if (s[open] != '<' || s[open + 1] != '/' || !list_tag_at(s + open, entry->end - open))
      break;
    entry->end = open;
    while (entry->end > entry->start && strchr(" \t\r\n", s[entry->end - 1]))
      entry->end--;
  }
}

static void
count_lines(const char *s, const IbEntry *entry, IbSplit *split)
{
  if (!split->prose_lines)
    split->first_prose = entry->start;
  split->prose_lines++;
  for (gsize i = entry->start; i < entry->end; i++)
    split->prose_lines += s[i] == '\n';
}

/* What the splitting of a region gave, from entry FIRST on, looked at again: paragraphs of prose
 * among entries without numbers, and entries of nothing but tags, are none. */
static void
sift_entries(const Region *r, guint first, IbSplit *split)
{
  guint kept = first;
  for (guint i = first; i < split->entries->len; i++) {
    IbEntry *entry = &g_array_index(split->entries, IbEntry, i);
    trim_tags(r->s, entry);
    gsize len = entry->end - entry->start;
    if (len && r->marker == IB_MARKER_NONE && len >= 100 && ib_list_is_prose(r->s + entry->start, len))
      count_lines(r->s, entry, split);
    else if (len)
      g_array_index(split->entries, IbEntry, kept++) = *entry;
  }
  g_array_set_size(split->entries, kept);
}

static void
count_prose(const GArray *lines, guint from, guint to, gboolean inside, IbSplit *split)
{
  for (guint i = from; i < to; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    gboolean prose = inside ? line->kind == IB_LINE_JUNK : line->kind != IB_LINE_BLANK;
    if (!prose || line->kind == IB_LINE_HEADING)
      continue;
    if (!split->prose_lines++)
      split->first_prose = line->start;
  }
}

void
ib_split(const char *text, gsize len, IbSplit *split)
{
  g_autoptr(GArray) lines = ib_list_lines(text, len);
  g_autoptr(GArray) regions = ib_list_regions(text, lines);
  guint at = 0;

  memset(split, 0, sizeof *split);
  split->entries = g_array_new(FALSE, FALSE, sizeof(IbEntry));
  split->holes = g_array_new(FALSE, FALSE, sizeof(IbHole));
  for (guint i = 0; i < regions->len; i++) {
    const IbListRegion *region = &g_array_index(regions, IbListRegion, i);
    guint to = extend_region(lines, region->to);
    Region r = { .s = text, .lines = lines, .from = MAX(region->from, at), .to = to, .entries = split->entries,
                 .holes = split->holes, .passed = split->holes->len };
    count_prose(lines, at, r.from, FALSE, split);
    guint first = split->entries->len;
    split_region(&r);
    g_array_set_size(split->holes, r.passed);
    sift_entries(&r, first, split);
    split->columns += ib_list_columns(text, lines, r.from, r.to);
    count_prose(lines, r.from, r.to, TRUE, split);
    at = MAX(at, to);
  }
  count_prose(lines, at, lines->len, FALSE, split);
}

void
ib_split_clear(IbSplit *split)
{
  g_clear_pointer(&split->entries, g_array_unref);
  g_clear_pointer(&split->holes, g_array_unref);
}
