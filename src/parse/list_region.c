/* Finding the reference list among the lines of a document: behind its heading, else by the shape of
 * its lines.  Everything is one pass over them. */
#include "config.h"

#include "parse/list.h"

/* What a line says for or against its being in a list. */
static int
line_score(const char *text, const IbLine *line)
{
  int score = ib_list_likeness(text + line->start + line->body, line->end - line->start - line->body);
  if (line->marker != IB_MARKER_NONE)
    score = MAX(score, 0) + 1;
  return CLAMP(score, -3, 2);
}

/* No longer than a line of a wrapped reference. */
static gboolean
is_short(const char *text, const IbLine *line)
{
  gsize len = line->end - line->start;
  return len < 100 || (len < 400 && ib_list_width(text + line->start, len) < 100);
}

/* The stretch of [FROM, TO) that ends best, counted from FROM: a list goes on as long as
 * more lines speak for it than against it. */
static guint
best_end(const char *text, const GArray *lines, guint from, guint to, int *total)
{
  int sum = 0, best = 0;
  guint end = from;
  gboolean under_section = FALSE; /* which may be "About the author" */
  for (guint i = from; i < to; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    under_section |= line->kind == IB_LINE_SECTION;
    if (line->kind != IB_LINE_TEXT)
      continue;
    int score = line_score(text, line);
    /* Lines of a wrapped reference say little each; long prose says much. */
    gboolean odd = under_section && score < -1;
    sum += score < 0 && is_short(text, line) && !odd ? 0 : score;
    if (sum > best || (sum == best && !odd)) {
      best = sum;
      end = i + 1;
    }
    under_section &= odd;
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

/* Is there nothing between FROM and TO that only prose has?  Then a heading is enough: sources
 * ("TNA, CO 129/33, 5 June 1850") often look like nothing at all. */
static gboolean
may_be_entries(const char *text, const GArray *lines, guint from, guint to)
{
  guint texts = 0;
  for (guint i = from; i < to; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    texts++;
    if (line_score(text, line) < -2 || ib_list_is_prose(text + line->start, line->end - line->start))
      return FALSE;
  }
  return texts && texts <= 40;
}

/* Annotations: where another entry stands a few lines of prose behind the END of a list, the list
 * goes on with it.  The line of that entry, or TO. */
static guint
entry_behind_prose(const char *text, const GArray *lines, guint end, guint to)
{
  guint prose = 0;
  for (guint i = end; i < to && prose <= 3; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    gsize len = line->end - line->start;
    if (line_score(text, line) >= 2 && ib_list_starts_like_reference(text + line->start + line->body, len - line->body))
      return i;
    prose++;
  }
  return to;
}

/* The list between FROM and TO, behind a heading.  BESIDE: another one ends or begins there. */
static gboolean
headed_region(const char *text, const GArray *lines, guint from, guint to, gboolean beside, GArray *regions)
{
  int total;
  guint end = best_end(text, lines, from, to, &total);
  if (total < 2) {
    if (!beside || !may_be_entries(text, lines, from, to))
      return FALSE;
    add_region(regions, from, to);
    return TRUE;
  }
  while (end < to) {
    add_region(regions, from, end);
    from = entry_behind_prose(text, lines, end, to);
    end = best_end(text, lines, from, to, &total);
  }
  add_region(regions, from, end);
  return TRUE;
}

/* Behind headings. */
static void
headed_regions(const char *text, const GArray *lines, GArray *regions)
{
  gboolean beside = FALSE;
  for (guint i = 0; i < lines->len; i++) {
    if (g_array_index(lines, IbLine, i).kind != IB_LINE_HEADING)
      continue;
    guint to = i + 1;
    while (to < lines->len && g_array_index(lines, IbLine, to).kind != IB_LINE_END &&
           g_array_index(lines, IbLine, to).kind != IB_LINE_HEADING)
      to++;
    gboolean before = to < lines->len && g_array_index(lines, IbLine, to).kind == IB_LINE_HEADING;
    beside = headed_region(text, lines, i + 1, to, beside || before, regions) && before;
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

/* An entry before line I, beyond at most two lines that say nothing and are no prose ("Brother
 * John. 2O12. Friends. Orbis."): a list goes on over them.  Its line, or I. */
static guint
entry_beyond(const char *text, const GArray *lines, guint i)
{
  guint doubts = 0;
  for (guint k = i; k > 0 && doubts <= 2; k--) {
    const IbLine *line = &g_array_index(lines, IbLine, k - 1);
    gsize len = line->end - line->start;
    if (line->kind == IB_LINE_BLANK)
      continue;
    if (line->kind != IB_LINE_TEXT || len < 40 || len > 500 || ib_list_is_prose(text + line->start, len))
      return i;
    if (line_score(text, line) >= 1 && ib_list_starts_like_reference(text + line->start, len))
      return k - 1;
    doubts++;
  }
  return i;
}

static void
take_edges(const char *text, const GArray *lines, guint *from, guint *to)
{
  guint doubts = 0;
  for (guint i = *from; i > 0; i--) {
    const IbLine *line = &g_array_index(lines, IbLine, i - 1);
    if (line->kind <= IB_LINE_GAP)
      continue;
    guint beyond = is_edge_entry(text, line, &doubts) ? i - 1 : entry_beyond(text, lines, i);
    if (beyond == i)
      break;
    *from = i = beyond;
    i++; /* the loop counts down */
  }
  doubts = 0;
  for (guint i = *to; i < lines->len; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind <= IB_LINE_GAP)
      continue;
    if (!is_edge_entry(text, line, &doubts))
      break;
    *to = i + 1;
  }
}

/* Blocks before FROM whose first line begins a reference, though the rest of it says little. */
static void
take_blocks_before(const char *text, const GArray *lines, guint *from)
{
  for (guint i = *from; i > 0;) {
    while (i > 0 && g_array_index(lines, IbLine, i - 1).kind <= IB_LINE_GAP)
      i--;
    guint to = i;
    while (i > 0 && g_array_index(lines, IbLine, i - 1).kind == IB_LINE_TEXT)
      i--;
    const IbLine *first = &g_array_index(lines, IbLine, i);
    gsize len = first->end - first->start - first->body;
    if (i == to || to - i > 6 || !ib_list_starts_like_reference(text + first->start + first->body, len) ||
        ib_list_is_prose(text + first->start, g_array_index(lines, IbLine, to - 1).end - first->start))
      return;
    *from = i;
  }
}

/* Entries with a paragraph of prose behind each, as abstracts are: from the first line that is surely
 * one to the last, when there are enough of them. */
static gboolean
scattered_region(const char *text, const GArray *lines, GArray *regions)
{
  guint texts = 0, strong = 0, from = 0, to = 0;
  for (guint i = 0; i < lines->len; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    texts++;
    const char *s = text + line->start + line->body;
    if (line_score(text, line) < 2 || !ib_list_starts_like_reference(s, line->end - line->start - line->body))
      continue;
    from = strong++ ? from : i;
    to = i + 1;
  }
  if (strong < 2 || strong * 4 < texts)
    return FALSE;
  add_region(regions, from, to);
  return TRUE;
}

/* A stretch of lines, and what speaks for it. */
typedef struct {
  guint from, to;
  int score;
} Stretch;

/* The stretch with the greatest sum (Kadane). */
static Stretch
best_stretch(const char *text, const GArray *lines)
{
  Stretch best = { 0 };
  int sum = 0;
  guint start = 0;
  for (guint i = 0; i < lines->len; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind != IB_LINE_TEXT)
      continue;
    int score = line_score(text, line);
    if (score < 0 && is_short(text, line))
      score = sum > 0 ? 0 : -1;
    sum = MAX(sum + score, 0);
    if (!sum)
      start = i + 1;
    else if (sum >= best.score)
      best = (Stretch){ start, i + 1, sum };
  }
  return best;
}

/* The stretch, with what belongs to it before and behind. */
static void
add_stretch(const char *text, const GArray *lines, Stretch s, GArray *regions)
{
  take_edges(text, lines, &s.from, &s.to);
  take_blocks_before(text, lines, &s.from);
  while (g_array_index(lines, IbLine, s.from).kind != IB_LINE_TEXT)
    s.from++;
  for (; s.from; s.from--) { /* to the beginning of its block */
    const IbLine *before = &g_array_index(lines, IbLine, s.from - 1);
    if (before->kind != IB_LINE_TEXT || before->end - before->start >= 130)
      break;
  }
  add_region(regions, s.from, s.to);
}

/* One or two references alone are given on purpose, if they are any at all. */
static void
lone_region(const char *text, const GArray *lines, GArray *regions)
{
  const IbLine *first = NULL;
  guint texts = 0, at = 0;
  for (guint i = 0; i < lines->len && texts <= 6; i++) {
    const IbLine *line = &g_array_index(lines, IbLine, i);
    if (line->kind == IB_LINE_TEXT && !texts++) {
      first = line;
      at = i;
    }
  }
  if (first && texts <= 6 && ib_list_likeness(text + first->start, first->end - first->start) > -3)
    add_region(regions, at, lines->len);
}

/* Without a heading. */
static void
shaped_region(const char *text, const GArray *lines, GArray *regions)
{
  Stretch best = best_stretch(text, lines);
  if (best.score >= 3)
    add_stretch(text, lines, best, regions);
  else if (!scattered_region(text, lines, regions))
    lone_region(text, lines, regions);
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
