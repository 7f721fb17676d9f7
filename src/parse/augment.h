/* Copies of labelled references in other styles, to train on. */
#ifndef IB_PARSE_AUGMENT_H
#define IB_PARSE_AUGMENT_H

#include "parse/labels.h"

/* A copy of ITEM set in a style drawn at random; NULL when it has too little to set.
 * SET lends what the item lacks.  Caller frees with ib_labelled_free(). */
IbLabelled *ib_augment(const IbLabelled *item, const IbLabelSet *set, guint64 *random);
#endif
