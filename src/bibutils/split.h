/* Where the entries of a file begin and end, so that libbibutils gets them in small portions
 * and a bad one is told from its neighbours. */
#ifndef IB_BIBUTILS_SPLIT_H
#define IB_BIBUTILS_SPLIT_H

#include <glib.h>

typedef struct {
  gsize start, end;
  gboolean cut; /* the text ends, or the next entry begins, before this one ends */
} IbEntryRange;

/* The next entry of FORMAT in TEXT from *AT on; FALSE when there is none.  *AT moves past it. */
gboolean ib_entry_next(const char *format, const char *text, gsize len, gsize *at, IbEntryRange *range);
#endif
