/* Mends mistakes that sources make again and again in their labels, before they are learned from. */
#ifndef IB_PARSE_REPAIR_H
#define IB_PARSE_REPAIR_H

#include "parse/labels.h"

/* What is labelled as a place, and how often: words in small letters -> number. */
GHashTable *ib_repair_places(const IbLabelSet *set);

/* A copy of ITEM with labels mended; NULL when there is nothing to mend.  Free with ib_labelled_free(). */
IbLabelled *ib_repair(const IbLabelled *item, GHashTable *places);
#endif
