/* What libbibutils loses of an entry, put back from the entry itself. */
#ifndef IB_IMPORT_MEND_H
#define IB_IMPORT_MEND_H

#include "ibid/record.h"

/* S is the entry of FORMAT that *REC was read from.  Fills in what *REC lacks, and replaces what
 * libbibutils changes, or all of it.  FALSE: there was nothing to read in it. */
gboolean ib_mend(IbidRecord **rec, const char *format, const char *s, gsize len);
#endif
