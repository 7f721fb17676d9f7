/* Dates as exchange formats write them, each in its own way. */
#ifndef IB_RECORD_DATE_LOOSE_H
#define IB_RECORD_DATE_LOOSE_H

#include "ibid/record.h"

/* "2012/05/13/", "2012///Spring", "2012 Nov-Dec", "12 May 2012", "May 12, 2012", "20120513",
 * "2012-05-13T10:00Z", "c1999", "12/5/2012" (ambiguous), "May" (no year).  FALSE, with DATE
 * untouched, when S holds neither year, month nor season; else DATE is overwritten. */
gboolean ib_date_from_loose(const char *s, gsize len, IbidDate *date);
#endif
