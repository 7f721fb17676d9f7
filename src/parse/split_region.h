/* A region of lines on its way to being split, and what a line of it says by itself.  For split.c,
 * split_layout.c and split_line.c. */
#ifndef IB_PARSE_SPLIT_REGION_H
#define IB_PARSE_SPLIT_REGION_H

#include "parse/list.h"

typedef enum {
  IB_LAYOUT_NUMBERED,
  IB_LAYOUT_BLOCKS,  /* blank lines between entries */
  IB_LAYOUT_HANGING, /* by indents */
  IB_LAYOUT_LINES,   /* one a line */
  IB_LAYOUT_WRAPPED  /* at any width, with nothing between entries */
} IbSplitLayout;

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
  double cutoff;       /* lines filled to less were not wrapped; 0: not known */
  gboolean narrow;     /* lines may be wrapped, if most of them are whole entries */
  gboolean dated;      /* entries have the year near their beginning */
  GArray *entries;     /* of IbEntry */
  GArray *holes;       /* of IbHole */
  guint passed;        /* holes that belong to no entry yet: their number in holes */
  gboolean open;       /* the last entry may go on */
  gboolean page;       /* a page ended before the line at hand */
  gboolean spaced;     /* a blank line behind every line: they say nothing */
} IbSplitRegion;

static inline const IbLine *
ib_line_at(const IbSplitRegion *r, guint i)
{
  return &g_array_index(r->lines, IbLine, i);
}

static inline gsize
ib_line_length(const IbLine *line)
{
  return line->end - line->start;
}

/* split_layout.c */

/* How the entries of R are told apart; fills in what begins_entry() needs to know. */
IbSplitLayout ib_split_layout(IbSplitRegion *r);
/* Does NUMBER follow LAST in a numbered list?  ANY: there was one before. */
gboolean ib_split_follows(guint32 number, guint32 last, gboolean any);

/* split_line.c: how a line begins */
gboolean ib_line_starts_lower(const IbSplitRegion *r, const IbLine *line);
gboolean ib_line_starts_reference(const IbSplitRegion *r, const IbLine *line);
gboolean ib_line_begins_inside(const IbSplitRegion *r, const IbLine *line);
gboolean ib_line_begins_with_address(const IbSplitRegion *r, const IbLine *line);
/* ... how it ends */
gboolean ib_line_ends_in_initial(const IbSplitRegion *r, const IbLine *line);
gboolean ib_line_ends_sentence(const IbSplitRegion *r, const IbLine *line);
gboolean ib_line_ends_open(const IbSplitRegion *r, const IbLine *line);
gboolean ib_line_ends_in_address(const IbSplitRegion *r, const IbLine *line);
/* ... and what is in it */
gboolean ib_line_is_whole(const IbSplitRegion *r, const IbLine *line);
gboolean ib_line_has_year(const IbSplitRegion *r, const IbLine *line);
gboolean ib_line_has_early_year(const IbSplitRegion *r, const IbLine *line);
/* Its width in characters, with its indent. */
guint ib_line_columns(const IbSplitRegion *r, const IbLine *line);
/* What share of the width line BEFORE would have with the first word of LINE on it: above 1, the word
 * did not fit and the line was wrapped. */
double ib_line_filled(const IbSplitRegion *r, const IbLine *before, const IbLine *line);
#endif
