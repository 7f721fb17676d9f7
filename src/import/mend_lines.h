/* What libbibutils 7.2 loses of entries in tagged lines: ISI, Refer, Copac. */
#ifndef IB_IMPORT_MEND_LINES_H
#define IB_IMPORT_MEND_LINES_H

#include "ibid/record.h"

/* Puts it back into REC from the entry S.  FALSE: FORMAT is none of these. */
gboolean ib_mend_lines(IbidRecord *rec, const char *format, const char *s, gsize len);
#endif
