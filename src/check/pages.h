/* Pages as they are printed. */
#ifndef IB_CHECK_PAGES_H
#define IB_CHECK_PAGES_H

#include <glib.h>

typedef struct {
  int first, last;
  gsize first_len, last_len; /* digits as printed */
} IbPageRange;

/* "120-98" -> 120 and 98.  FALSE, with RANGE unspecified, for all but two plain numbers
 * ("e79–15", "496, 499"). */
gboolean ib_page_range(const char *pages, IbPageRange *range);

#endif
