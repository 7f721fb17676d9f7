/* One labelled reference made ready for the training of the chain. */
#ifndef IB_PARSE_LESSON_H
#define IB_PARSE_LESSON_H

#include "parse/feature.h"
#include "parse/labels.h"

/* Kept and refilled; zeroed before the first use. */
typedef struct {
  GArray *tokens;
  IbFeatures features;
  guint64 *allowed; /* the states that each token may have, a bit each */
  guint32 *rows;    /* room for the features' rows of weights */
  gsize room;
} IbLesson;

/* Returns the number of tokens, 0 when ITEM teaches nothing.  STATS are those without ITEM's document. */
guint ib_lesson_prepare(IbLesson *lesson, const IbLabelled *item, const IbWordStats *stats);
void ib_lesson_clear(IbLesson *lesson);
/* Begin and Inside of a field. */
guint64 ib_field_states(guint f);
#endif
