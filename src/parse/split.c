/* Splitting a reference list into its entries.
 *
 * Lists come numbered, one entry a line, apart by blank lines, with hanging indents, or
 * wrapped at any width; which of these it is, is told from all lines together.  Then each
 * line either begins an entry or goes on with one. */
#include "config.h"

#include "parse/parse.h"

#include <string.h>

#include "parse/split_region.h"

/* Entries. */

static void
begin_entry(IbSplitRegion *r, gsize start, gsize end)
{
  IbEntry entry = { .start = start, .end = end };
  g_array_set_size(r->holes, r->passed); /* what was passed over stood between two entries */
  entry.hole = r->passed;
  IbMarkerAt at;
  gboolean marked = r->marker != IB_MARKER_NONE && !r->bare;
  if (marked && ib_list_marker(r->s + start, end - start, &at) && at.kind == r->marker) {
    entry.label = (guint8)at.label;
    entry.label_end = (guint8)at.label_end;
    entry.body = (guint8)at.body;
  }
  g_array_append_val(r->entries, entry);
  r->open = TRUE;
}

/* The "> " of a quoted mail before LINE is passed over as a page's number is; the entry so far ends BEFORE it. */
static void
pass_quote(IbSplitRegion *r, gsize before, const IbLine *line)
{
  gsize from = line->start;
  while (from > before && r->s[from - 1] != '\n')
    from--;
  IbHole hole = { from, line->start };
  if (from < line->start && r->s[from] == '>')
    g_array_append_val(r->holes, hole);
}

static void
extend_entry(IbSplitRegion *r, const IbLine *line)
{
  if (!r->entries->len || !r->open) {
    begin_entry(r, line->start, line->end);
    return;
  }
  IbEntry *entry = &g_array_index(r->entries, IbEntry, r->entries->len - 1);
  pass_quote(r, entry->end, line);
  entry->end = line->end;
  entry->n_holes = r->holes->len - entry->hole;
  r->passed = r->holes->len;
}

/* A page number or running head, perhaps inside the entry that is open. */
static void
pass_over(IbSplitRegion *r, const IbLine *line)
{
  IbHole hole = { line->start, line->end };
  if (r->open)
    g_array_append_val(r->holes, hole);
}

/* The number of the next marked line, or 0. */
static guint32
next_number(const IbSplitRegion *r, guint i)
{
  for (guint k = i + 1; k < r->to && k < i + 12; k++)
    if (ib_line_at(r, k)->marker == r->marker)
      return ib_line_at(r, k)->number;
  return 0;
}

/* A line without a number where just one number is missing is the entry that lost it. */
static gboolean
lost_marker(IbSplitRegion *r, guint i, const IbLine *before)
{
  const IbLine *line = ib_line_at(r, i);
  if (!before || r->marker == IB_MARKER_BULLET || !r->last_number || ib_line_length(line) < 60 ||
      next_number(r, i) != r->last_number + 2 || ib_line_starts_lower(r, line))
    return FALSE;
  if (!ib_line_ends_sentence(r, before) && !ib_line_ends_in_address(r, before))
    return FALSE;
  r->last_number++;
  return TRUE;
}

/* Among wrapped lines: the first word would have fitted on the line before, or line and line
 * before look like a beginning and an end. */
static gboolean
begins_wrapped(const IbSplitRegion *r, const IbLine *before, const IbLine *line, gboolean blank)
{
  double share = ib_line_filled(r, before, line);
  gboolean starts = ib_line_starts_reference(r, line);
  gboolean ends = ib_line_ends_sentence(r, before) || ib_line_ends_in_address(r, before);
  if (ib_line_begins_with_address(r, line))
    return FALSE;
  if (share < MAX(0.7, r->cutoff))
    return TRUE;
  if (share < 0.9 || blank)
    return starts || ends;
  if (share < 0.97)
    return starts && !ib_line_ends_in_initial(r, before);
  if (ends && r->dated && ib_line_has_early_year(r, line))
    return TRUE;
  if (starts && !r->cutoff && ib_line_has_early_year(r, line) && !ib_line_ends_in_initial(r, before))
    return TRUE;
  return starts && ends;
}

/* Where most lines are whole entries, one that fills the width may go on. */
static gboolean
begins_behind_full(const IbSplitRegion *r, const IbLine *before, const IbLine *line)
{
  char last = r->s[before->end - 1];
  if (!ib_line_ends_sentence(r, before) && !ib_line_ends_in_address(r, before) && !strchr("]>", last) &&
      !g_ascii_isdigit(last))
    return FALSE;
  return ib_line_starts_reference(r, line) || (r->dated && ib_line_has_early_year(r, line));
}

/* Among blocks: BLANK lines stand between entries, but not each of them does. */
static gboolean
begins_block(const IbSplitRegion *r, const IbLine *before, const IbLine *line, gboolean blank)
{
  gboolean starts = ib_line_starts_reference(r, line);
  if (!blank) /* but at the end of a page there is none */
    return r->page && !ib_line_starts_lower(r, line) && !ib_line_ends_open(r, before) &&
           (starts || ib_line_is_whole(r, line) || ib_line_filled(r, before, line) < 0.8);
  /* "… Journal of Rivers,", blank, "Locks & Weirs 32" */
  if (!strchr("/:=", r->s[before->end - 1]) && ib_line_ends_open(r, before))
    return starts;
  /* "411–38.", the rest of a line that is full */
  if (ib_line_length(line) < 35 && !starts && !ib_line_has_year(r, line) && ib_line_filled(r, before, line) >= 0.95)
    return FALSE;
  return !ib_line_starts_lower(r, line) || ib_line_is_whole(r, line);
}

/* Is line I, behind line BEFORE, the beginning of an entry? */
static gboolean
begins_entry(IbSplitRegion *r, IbSplitLayout layout, guint i, const IbLine *before, gboolean blank)
{
  const IbLine *line = ib_line_at(r, i);
  switch (layout) {
  case IB_LAYOUT_NUMBERED:
    if (line->marker != r->marker)
      return before ? lost_marker(r, i, before) : !ib_line_starts_lower(r, line);
    if (r->marker != IB_MARKER_BULLET && !ib_split_follows(line->number, r->last_number, r->last_number > 0))
      return line->number > r->last_number && blank;
    r->last_number = line->number;
    return TRUE;
  case IB_LAYOUT_BLOCKS:
    return !before || begins_block(r, before, line, blank);
  case IB_LAYOUT_HANGING:
    return r->margin == G_MAXUINT ? line->indent >= 2 : line->indent < r->margin + 2;
  case IB_LAYOUT_LINES:
    if (before && r->narrow && ib_line_filled(r, before, line) >= 0.97)
      return begins_behind_full(r, before, line);
    if (!before || ib_line_is_whole(r, line))
      return TRUE;
    /* A short line may be the end of the one before. */
    return !ib_line_starts_lower(r, line) && !(ib_line_ends_open(r, before) && !ib_line_starts_reference(r, line)) &&
           (ib_line_starts_reference(r, line) || ib_line_ends_sentence(r, before) || ib_line_length(line) >= 45);
  case IB_LAYOUT_WRAPPED:
    if (!before)
      return TRUE;
    /* "…/article-82402/" may be whole */
    if (ib_line_starts_lower(r, line) || ib_line_begins_inside(r, line) ||
        (ib_line_ends_open(r, before) && !(ib_line_ends_in_address(r, before) && ib_line_starts_reference(r, line))))
      return FALSE;
    return begins_wrapped(r, before, line, blank && !r->spaced);
  }
  return TRUE;
}

static void
split_inline(IbSplitRegion *r, guint i)
{
  const IbLine *line = ib_line_at(r, i);
  guint32 next = next_number(r, i);
  gsize from = line->start + line->body, body, at;

  /* Where the next line has the next number, nothing is hidden here. */
  if (r->marker == IB_MARKER_BULLET || (next && next <= r->last_number + 1))
    return;
  while ((at = ib_list_inline_marker(r->s, from, line->end, r->marker, r->last_number + 1, &body))) {
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
split_region(IbSplitRegion *r)
{
  IbSplitLayout layout = ib_split_layout(r);
  const IbLine *before = NULL;
  gboolean blank = TRUE;

  for (guint i = r->from; i < r->to; i++) {
    const IbLine *line = ib_line_at(r, i);
    if (line->kind == IB_LINE_BLANK) {
      blank = TRUE;
      continue;
    }
    if (line->kind == IB_LINE_GAP) {
      r->page = TRUE;
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
      if (layout == IB_LAYOUT_NUMBERED)
        split_inline(r, i);
    } else if (r->open) {
      extend_entry(r, line);
    } else {
      begin_entry(r, line->start, line->end);
    }
    before = line;
    blank = r->page = FALSE;
  }
  r->open = FALSE;
}

/* The document. */

/* Lines behind the end of a region that its last, wrapped entry still needs. */
static guint
extend_region(const char *text, const GArray *lines, guint to)
{
  guint n = to;
  while (n < lines->len && n < to + 8) {
    const IbLine *line = &g_array_index(lines, IbLine, n);
    if (line->kind != IB_LINE_TEXT || ib_line_length(line) > 400 ||
        ib_list_width(text + line->start, ib_line_length(line)) > 130)
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
sift_entries(const IbSplitRegion *r, guint first, IbSplit *split)
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
    gboolean prose = inside ? line->kind == IB_LINE_JUNK : line->kind > IB_LINE_GAP;
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
    guint to = extend_region(text, lines, region->to);
    IbSplitRegion r = { .s = text, .lines = lines, .from = MAX(region->from, at), .to = to, .entries = split->entries,
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
