/* Runs of names cut into segments at everything that may separate, each with its shape.  For
 * names.c, which puts the segments together again. */
#ifndef IB_PARSE_NAMES_SEGMENTS_H
#define IB_PARSE_NAMES_SEGMENTS_H

#include <glib.h>

/* More segments than this are names of a collaboration: the rest is one literal. */
#define IB_MAX_SEGMENTS 1024

typedef enum { IB_SEP_NONE, IB_SEP_COMMA, IB_SEP_AND, IB_SEP_HARD } IbNameSeparator;

/* What a segment between two separators looks like. */
typedef enum {
  IB_SHAPE_LONE,     /* "Tajmiri" */
  IB_SHAPE_INITIALS, /* "C.", "J. de" */
  IB_SHAPE_NATURAL,  /* "N. Nugent" */
  IB_SHAPE_TRAILING, /* "Furr J" */
  IB_SHAPE_MULTI,    /* "Karoly Kocsis", "Saeed", "Van Damme" */
  IB_SHAPE_GIVEN,    /* "Saeed M.": a given name with initials, or a family name with them */
  IB_SHAPE_SUFFIX,   /* "Jr." */
  IB_SHAPE_BODY,
  IB_SHAPE_OTHERS,
  IB_SHAPE_SAME
} IbNameShape;

typedef struct {
  guint start, end;
  IbNameSeparator before;
  IbNameShape shape;
  guint8 words;
  gboolean particle; /* begins with "van" and its like, or "Van" */
  gboolean cjk;      /* a name without a blank, family first */
} IbNameSegment;

/* A run of names, and its segments. */
typedef struct {
  const char *s;
  gsize len;
  IbNameSegment *seg; /* room for MIN(len, IB_MAX_SEGMENTS) + 1 */
  guint n;
} IbNameRun;

/* Cuts RUN and tells the shape of each segment.  "et al." is a segment of its own; roles in
 * brackets ("(eds.)") are dropped. */
void ib_names_cut(IbNameRun *run);
/* Narrows *S to what stands between roles: "hrsg. von Max Stefl", "Doug Imig, eds.". */
void ib_names_strip_roles(const char **s, gsize *len);
#endif
