/* Comparisons across the list: the same work, the order, the letters, the spellings. */
#ifndef IB_CHECK_SAME_H
#define IB_CHECK_SAME_H

#include "check/check.h"

/* list.duplicate and list.same-id. */
void ib_same_check(IbCheck *check);
/* The records, by index, that were reported as the same work as an earlier one.
 * Caller frees with g_hash_table_unref(). */
GHashTable *ib_same_repeated(const IbCheck *check);
/* list.order, of alphabetical lists alone. */
void ib_order_check(IbCheck *check);
/* list.suffix, of author-date lists alone. */
void ib_suffix_check(IbCheck *check);
/* list.name-variant, list.journal-variant and list.style-mixed. */
void ib_variants_check(IbCheck *check);

#endif
