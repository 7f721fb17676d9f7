/* Comparisons across the list: the same work, the order, the spellings. */
#ifndef IB_CHECK_SAME_H
#define IB_CHECK_SAME_H

#include "check/check.h"

/* list.duplicate and list.same-id. */
void ib_same_check(IbCheck *check);
/* Was record I reported as the same work as an earlier one? */
gboolean ib_same_is_repeated(const IbCheck *check, guint i);
/* list.order, of alphabetical lists alone. */
void ib_order_check(IbCheck *check, gboolean numbered);
/* list.name-variant, list.journal-variant and list.style-mixed. */
void ib_variants_check(IbCheck *check);

#endif
