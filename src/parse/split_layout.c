/* How the entries of a list are told apart: by numbers, blank lines, indents, one a line, or by where
 * lines were wrapped.  It is told from all lines together. */
#include "config.h"

#include "parse/split_region.h"

#include <string.h>

/* Numbers. */

/* Does NUMBER follow LAST in a numbered list?  All may be 1 (Markdown); some are missing. */
gboolean
ib_split_follows(guint32 number, guint32 last, gboolean any)
{
  if (!any || number == 1) /* a new chapter begins anew */
    return number <= 9999;
  return number == last + 1 || (number == last && number <= 1) || (number > last && number <= last + 5);
}

/* The marker of most lines, when enough of them stand in order. */
static IbMarker
common_marker(const IbSplitRegion *r)
{
  guint counts[IB_MARKER_BULLET + 1] = { 0 }, ordered[IB_MARKER_BULLET + 1] = { 0 };
  guint32 last[IB_MARKER_BULLET + 1] = { 0 };
  guint texts = 0, first = IB_MARKER_NONE;

  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    if (!texts++)
      first = line->marker;
    guint m = line->marker;
    ordered[m] += m == IB_MARKER_BULLET || ib_split_follows(line->number, last[m], counts[m] > 0);
    if (m != IB_MARKER_BULLET && ib_split_follows(line->number, last[m], counts[m] > 0))
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
all_ones(const IbSplitRegion *r)
{
  if (r->marker == IB_MARKER_KEY)
    return FALSE;
  for (guint i = r->from; i < r->to; i++)
    if (ib_line_at(r, i)->marker == r->marker && ib_line_at(r, i)->number > 1)
      return FALSE;
  return TRUE;
}

/* Blocks. */

typedef struct {
  guint blocks, texts, whole;                /* that are so many, and so many whole entries */
  guint inner, inner_whole, inner_breaks;    /* lines right behind another */
  guint longest;
} Shape;

static int
compare_lengths(gconstpointer a, gconstpointer b)
{
  return *(const guint *)a < *(const guint *)b ? -1 : *(const guint *)a > *(const guint *)b;
}

/* A line of text that was wrapped, if it is long: not an unbroken address, which has a line of its own
 * however long it is. */
static gboolean
is_wrappable(const IbSplitRegion *r, const IbLine *line)
{
  return line->kind == IB_LINE_TEXT &&
         !(ib_line_begins_with_address(r, line) && !memchr(r->s + line->start, ' ', ib_line_length(line)));
}

/* How long lines get before they are wrapped. */
static guint
full_width(const IbSplitRegion *r)
{
  g_autoptr(GArray) lengths = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i);
    guint len = ib_line_columns(r, line);
    if (is_wrappable(r, line))
      g_array_append_val(lengths, len);
  }
  if (!lengths->len)
    return 0;
  g_array_sort(lengths, compare_lengths);
  return g_array_index(lengths, guint, lengths->len * 92 / 100);
}

static void
measure(const IbSplitRegion *r, Shape *shape)
{
  guint in_block = 0;
  const IbLine *before = NULL;
  memset(shape, 0, sizeof *shape);
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i);
    if (line->kind == IB_LINE_BLANK) {
      in_block = 0;
      continue;
    }
    if (line->kind != IB_LINE_TEXT)
      continue;
    gboolean whole = ib_line_is_whole(r, line);
    shape->blocks += in_block == 0;
    shape->inner += in_block > 0;
    shape->inner_whole += in_block > 0 && whole && ib_line_starts_reference(r, line);
    shape->inner_breaks += in_block > 0 && ib_line_starts_reference(r, line) && ib_line_ends_sentence(r, before);
    before = line;
    shape->texts++;
    shape->whole += whole;
    shape->longest = MAX(shape->longest, MIN(ib_line_length(line), (gsize)100000));
    in_block++;
  }
}

/* Lines with the least indent and lines with more. */
typedef struct {
  guint least, margin, inside, same;
  guint starts_margin, starts_inside;     /* that look like a beginning */
  guint after_margin, after_inside;       /* that have a line right before them */
  guint short_margin, short_inside;       /* and that line could have taken their first word */
} Indents;

static void
measure_indents(const IbSplitRegion *r, Indents *n)
{
  guint usual = 0;
  memset(n, 0, sizeof *n);
  n->least = G_MAXUINT;
  for (guint i = r->from; i < r->to; i++)
    if (ib_line_at(r, i)->kind == IB_LINE_TEXT)
      n->least = MIN(n->least, ib_line_at(r, i)->indent);
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i), *before = i > r->from ? ib_line_at(r, i - 1) : NULL;
    if (line->kind != IB_LINE_TEXT)
      continue;
    gboolean starts = ib_line_starts_reference(r, line), in = line->indent >= n->least + 2;
    if (in && !usual)
      usual = line->indent;
    *(in ? &n->inside : &n->margin) += 1;
    *(in ? &n->starts_inside : &n->starts_margin) += starts;
    n->same += in && ABS((int)line->indent - (int)usual) <= 1;
    if (!before || before->kind != IB_LINE_TEXT)
      continue;
    *(in ? &n->after_inside : &n->after_margin) += 1;
    *(in ? &n->short_inside : &n->short_margin) += ib_line_filled(r, before, line) < 0.93;
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
is_hanging(const IbSplitRegion *r, guint *margin)
{
  Indents n;
  measure_indents(r, &n);
  if (n.inside == 1 && n.margin >= 2 && n.after_inside == 1 && !n.short_inside) {
    *margin = n.least;
    return TRUE;
  }
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
is_double_spaced(const IbSplitRegion *r, const Shape *shape)
{
  guint full = 0, lower = 0;
  const IbLine *before = NULL;
  if (shape->texts < 4 || shape->inner || r->width > 140)
    return FALSE;
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    gboolean breaks = before && ib_line_starts_reference(r, line) && ib_line_ends_sentence(r, before);
    full += before && !breaks && ib_line_filled(r, before, line) >= 0.93;
    lower += before && ib_line_starts_lower(r, line);
    before = line;
  }
  if (lower * 6 >= shape->texts)
    return full * 4 >= shape->texts;
  return full * 5 >= shape->texts * 2 && shape->texts >= 8;
}

/* Where a line follows right behind another, does that end as an entry does, and this begin so,
 * nearly always?  Of wrapped entries at most every second line does. */
static gboolean
breaks_throughout(const IbSplitRegion *r)
{
  guint n = 0, breaks = 0;
  for (guint i = r->from + 1; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i), *before = ib_line_at(r, i - 1);
    if (line->kind != IB_LINE_TEXT || before->kind != IB_LINE_TEXT)
      continue;
    n++;
    char last = r->s[before->end - 1];
    gboolean year = ib_line_has_year(r, line), starts = ib_line_starts_reference(r, line);
    if (ib_line_ends_sentence(r, before))
      breaks += !ib_line_starts_lower(r, line) && (starts || year);
    else /* "… (3rd edn, OUP 2014)" */
      breaks += starts && year && ib_line_has_year(r, before) && (last == ')' || g_ascii_isdigit(last));
  }
  return n && breaks * 10 >= n * 9;
}

/* Where lines were wrapped. */

static int
compare_shares(gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* Lines that surely go on ("of\nthe") tell how full lines are before they are wrapped. */
static double
learn_cutoff(const IbSplitRegion *r)
{
  g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(double));
  const IbLine *before = NULL;
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i);
    if (line->kind == IB_LINE_BLANK && !r->spaced)
      before = NULL;
    if (line->kind != IB_LINE_TEXT)
      continue;
    if (before && (ib_line_starts_lower(r, line) || ib_line_ends_open(r, before))) {
      double share = ib_line_filled(r, before, line);
      g_array_append_val(shares, share);
    }
    before = line;
  }
  if (shares->len < 3)
    return 0;
  g_array_sort(shares, compare_shares);
  return CLAMP(g_array_index(shares, double, shares->len / 12) * 0.99, 0.7, 1.03);
}

/* Do lines that surely begin entries have a year near the beginning? */
static gboolean
is_dated(const IbSplitRegion *r)
{
  guint sure = 0, dated = 0;
  const IbLine *before = NULL;
  double cutoff = r->cutoff > 0 ? r->cutoff : 0.9;
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    if (before && ib_line_filled(r, before, line) < cutoff) {
      sure++;
      dated += ib_line_has_early_year(r, line);
    }
    before = line;
  }
  return sure >= 2 && dated * 10 >= sure * 7;
}

/* Are lines cut off at a width that several fill? */
static gboolean
is_narrow(const IbSplitRegion *r)
{
  guint texts = 0, full = 0, longest = 0;
  for (guint i = r->from; i < r->to; i++)
    if (is_wrappable(r, ib_line_at(r, i)))
      longest = MAX(longest, ib_line_columns(r, ib_line_at(r, i)));
  for (guint i = r->from; i < r->to; i++) {
    gboolean text = ib_line_at(r, i)->kind == IB_LINE_TEXT;
    texts += text;
    full += text && ib_line_columns(r, ib_line_at(r, i)) * 100 >= longest * 88;
  }
  return longest <= 130 && full >= 2 && full * 7 >= texts;
}

/* No line is wrapped as far out as this. */
#define WIDEST 160

/* Are the numbers not what tells entries apart?  References of several lists under each other, one a
 * line: many have no number, one of another kind or out of order, and are whole all the same. */
static gboolean
is_whole_without_number(const IbSplitRegion *r)
{
  guint texts = 0, odd = 0;
  guint32 last = 0;
  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    gboolean marked = line->marker == r->marker;
    gboolean follows = marked && (r->marker == IB_MARKER_BULLET || r->marker == IB_MARKER_KEY ||
                                  ib_split_follows(line->number, last, last > 0));
    texts++;
    odd += !follows && ib_line_is_whole(r, line);
    last = marked ? line->number : last;
  }
  return odd >= 2 && odd * 4 >= texts && (full_width(r) > WIDEST || breaks_throughout(r));
}

static IbSplitLayout
choose(IbSplitRegion *r)
{
  Shape shape;
  r->marker = common_marker(r);
  measure(r, &shape);
  if (r->marker != IB_MARKER_NONE && !is_whole_without_number(r)) {
    r->bare = r->marker == IB_MARKER_BULLET || all_ones(r);
    return IB_LAYOUT_NUMBERED;
  }
  r->width = full_width(r);
  if (is_hanging(r, &r->margin))
    return IB_LAYOUT_HANGING;
  if ((r->spaced = is_double_spaced(r, &shape)))
    return IB_LAYOUT_WRAPPED;
  if (breaks_throughout(r))
    return IB_LAYOUT_LINES;
  gboolean apart = shape.inner_breaks * 2 <= shape.blocks && (!shape.inner || shape.inner_whole * 3 < shape.inner);
  if (shape.blocks >= 2 && apart)
    if (shape.blocks * 10 >= shape.texts) /* blank lines often enough to be between entries */
      return IB_LAYOUT_BLOCKS;
  /* Wrapped lines fill a width and seldom are whole references. */
  if (shape.whole * 10 >= shape.texts * 6 || shape.longest > 400 || r->width > WIDEST)
    return IB_LAYOUT_LINES;
  return IB_LAYOUT_WRAPPED;
}

IbSplitLayout
ib_split_layout(IbSplitRegion *r)
{
  IbSplitLayout layout = choose(r);
  if (layout == IB_LAYOUT_WRAPPED)
    r->cutoff = learn_cutoff(r);
  r->narrow = layout == IB_LAYOUT_LINES && is_narrow(r);
  r->dated = (layout == IB_LAYOUT_WRAPPED || layout == IB_LAYOUT_LINES) && is_dated(r);
  return layout;
}
