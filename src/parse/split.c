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
  gboolean open;       /* the last entry may go on */
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
  *len = line->end - line->start - line->body;
  return r->s + line->start + line->body;
}

/* What a line says by itself. */

static gboolean
starts_lower(const Region *r, const IbLine *line)
{
  gsize len;
  const char *s = body_of(r, line, &len);
  gunichar c = len ? g_utf8_get_char_validated(s, MIN(len, (gsize)6)) : 0;
  return (gint)c > 0 && g_unichar_islower(c);
}

static gboolean
ends_sentence(const Region *r, const IbLine *line)
{
  gsize end = line->end;
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
  if (!any)
    return number <= 9999;
  return number == last + 1 || (number == last && number <= 1) || (number > last && number <= last + 5);
}

/* The marker of most lines, when enough of them stand in order. */
static IbMarker
common_marker(const Region *r)
{
  guint counts[IB_MARKER_BULLET + 1] = { 0 }, ordered[IB_MARKER_BULLET + 1] = { 0 };
  guint32 last[IB_MARKER_BULLET + 1] = { 0 };
  guint texts = 0;

  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    texts++;
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
  /* A number without a mark is a marker only where nearly every block has one. */
  if (best == IB_MARKER_PLAIN && ordered[best] * 4 < texts)
    best = IB_MARKER_NONE;
  return best;
}

static gboolean
all_ones(const Region *r)
{
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

/* The least indent, and whether lines that have it begin references while others do not. */
static gboolean
is_hanging(const Region *r, const Shape *shape, guint *margin)
{
  guint least = G_MAXUINT, most = 0;
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    least = MIN(least, line->indent);
    most = MAX(most, line->indent);
  }
  if (most < least + 2)
    return FALSE;
  guint at_margin = 0, starts_margin = 0, starts_inside = 0, inside = 0;
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    gboolean starts = starts_reference(r, line), out = line->indent < least + 2;
    at_margin += out;
    inside += !out;
    starts_margin += out && starts;
    starts_inside += !out && starts;
  }
  if (!inside || !at_margin)
    return FALSE;
  *margin = least;
  return starts_margin * 2 >= at_margin && starts_inside * 3 <= inside + 2 && shape->texts > 2;
}

/* First lines indented, the others not: the reverse of a hanging indent. */
static gboolean
is_indented(const Region *r)
{
  guint starts_in = 0, in = 0, starts_out = 0, out = 0;
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    gboolean starts = starts_reference(r, line);
    if (line->indent >= 2)
      in++, starts_in += starts;
    else
      out++, starts_out += starts;
  }
  return in >= 2 && out >= 2 && starts_in * 10 >= in * 7 && starts_out * 3 <= out;
}

static Layout
choose_layout(Region *r)
{
  Shape shape;
  measure(r, &shape);
  r->marker = common_marker(r);
  if (r->marker != IB_MARKER_NONE) {
    r->bare = r->marker == IB_MARKER_BULLET || all_ones(r);
    return LAYOUT_NUMBERED;
  }
  if (is_hanging(r, &shape, &r->margin))
    return LAYOUT_HANGING;
  if (is_indented(r)) {
    r->margin = G_MAXUINT;
    return LAYOUT_HANGING;
  }
  if (shape.blocks >= 2 && (shape.inner == 0 || shape.inner_whole * 3 < shape.inner))
    if (shape.blocks * 12 >= shape.texts) /* blank lines often enough to be between entries */
      return LAYOUT_BLOCKS;
  /* Wrapped lines fill a width and seldom are whole references. */
  if (shape.whole * 10 >= shape.texts * 6 || shape.longest > 400)
    return LAYOUT_LINES;
  r->width = shape.longest;
  return LAYOUT_WRAPPED;
}

/* Entries. */

static void
begin_entry(Region *r, gsize start, gsize end)
{
  IbEntry entry = { start, end };
  g_array_append_val(r->entries, entry);
  r->open = TRUE;
}

static void
extend_entry(Region *r, const IbLine *line)
{
  if (!r->entries->len || !r->open)
    begin_entry(r, line->start, line->end);
  else
    g_array_index(r->entries, IbEntry, r->entries->len - 1).end = line->end;
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

/* Is line I, behind line BEFORE, the beginning of an entry? */
static gboolean
begins_entry(Region *r, Layout layout, guint i, const IbLine *before, gboolean blank)
{
  const IbLine *line = line_at(r, i);
  switch (layout) {
  case LAYOUT_NUMBERED:
    if (line->marker != r->marker)
      return lost_marker(r, i, before);
    if (r->marker != IB_MARKER_BULLET && !follows(line->number, r->last_number, r->last_number > 0))
      return line->number > r->last_number && blank;
    r->last_number = line->number;
    return TRUE;
  case LAYOUT_BLOCKS:
    if (blank && before && r->s[before->end - 1] != '/' && ends_open(r, before)) /* "… Global Change,", blank, "Peace & Security 32" */
      return starts_reference(r, line);
    return blank && !(before && starts_lower(r, line) && !is_whole(r, line));
  case LAYOUT_HANGING:
    return r->margin == G_MAXUINT ? line->indent >= 2 : line->indent < r->margin + 2;
  case LAYOUT_LINES:
    if (!before || is_whole(r, line))
      return TRUE;
    return !starts_lower(r, line) && !(ends_open(r, before) && line_length(line) < 400) &&
           (starts_reference(r, line) || ends_sentence(r, before));
  case LAYOUT_WRAPPED:
    if (!before)
      return TRUE;
    if (starts_lower(r, line) || ends_open(r, before) || !starts_reference(r, line))
      return FALSE;
    /* An entry ends with a full stop or on a short line. */
    return ends_sentence(r, before) || line_length(before) * 10 < r->width * 7 || blank;
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
    if (line->kind != IB_LINE_TEXT)
      continue;
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
  for (guint i = 0; i < regions->len; i++) {
    const IbListRegion *region = &g_array_index(regions, IbListRegion, i);
    guint to = extend_region(lines, region->to);
    Region r = { .s = text, .lines = lines, .from = MAX(region->from, at), .to = to, .entries = split->entries };
    count_prose(lines, at, r.from, FALSE, split);
    split_region(&r);
    count_prose(lines, r.from, r.to, TRUE, split);
    at = MAX(at, to);
  }
  count_prose(lines, at, lines->len, FALSE, split);
}

void
ib_split_clear(IbSplit *split)
{
  g_clear_pointer(&split->entries, g_array_unref);
}
