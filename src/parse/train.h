/* Training and scoring of the tagger on labelled references. */
#ifndef IB_PARSE_TRAIN_H
#define IB_PARSE_TRAIN_H

#include "parse/labels.h"
#include "parse/model.h"

typedef struct {
  guint64 seed;     /* 0: the standard one */
  guint threads;    /* at once; the result is the same for any number.  0: one a processor */
  guint models;     /* trained with different seeds and averaged; 0: the standard number */
  guint epochs;     /* over the data; 0: the standard number */
  guint copies;     /* of each reference, set in other styles, an epoch; G_MAXUINT: the standard number */
  gsize size_limit; /* bytes of the model; 0: 5 MB */
  /* May be NULL.  DONE and TOTAL count references; returns FALSE to stop. */
  gboolean (*progress)(guint64 done, guint64 total, gpointer data);
  gpointer data;
} IbTrainOptions;

/* Trains on SET; the same set, seed and counts give the same bytes.  OPTIONS may be NULL.
 * Errors: IBID_ERROR_FORMAT when there is nothing to learn from, IBID_ERROR_INTERRUPTED. */
GBytes *ib_train_set(const IbLabelSet *set, const IbTrainOptions *options, GError **error);

/* Whether training on a large set keeps ITEM's document aside to measure confidence on: the
 * committed model has not learned from it. */
gboolean ib_train_keeps_aside(const IbLabelled *item);

/* The same from FILES (NULL-terminated paths) to the file MODEL_OUT, written whole or not at all. */
gboolean ib_train(const char *const *files, const char *model_out, const IbTrainOptions *options, GError **error);
#endif
