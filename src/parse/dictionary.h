/* Which features get weights: those seen often enough in the training texts. */
#ifndef IB_PARSE_DICTIONARY_H
#define IB_PARSE_DICTIONARY_H

#include "parse/feature.h"

typedef struct {
  guint n_rows;
  guint32 *hash;     /* [n_rows] */
  float *importance; /* [n_rows]: grows with how often it was seen */
  /* private */
  guint32 *slots;    /* open addressing: hash, row + 1, by pairs */
  guint8 *counter;
} IbDictionary;

void ib_dictionary_init(IbDictionary *dictionary);
void ib_dictionary_clear(IbDictionary *dictionary);

/* Once over all texts with _count(), then over the same with _collect(), then _finish(). */
void ib_dictionary_count(IbDictionary *dictionary, const IbFeatures *features);
void ib_dictionary_collect(IbDictionary *dictionary, const IbFeatures *features);
void ib_dictionary_finish(IbDictionary *dictionary);

/* The row of a feature, G_MAXUINT32 when it has none. */
guint32 ib_dictionary_row(const IbDictionary *dictionary, guint32 hash);
#endif
