/* libbibutils' fields as the helper writes them, to records and back. */
#ifndef IB_BIBUTILS_HUB_H
#define IB_BIBUTILS_HUB_H

#include "ibid/record.h"

/* The entries in TEXT (changed in the course).  NULL when it is cut.  Caller frees with
 * g_ptr_array_unref(). */
GPtrArray *ib_hub_read(char *text);

/* Stands for a full stop that libbibutils would cut off: put back in what it wrote. */
#define IB_HUB_STOP "\xEF\xA3\xBF"

/* REC as an entry for the helper; what FORMAT has no field for becomes a note, and NOTED (of char)
 * gets its name.  LINES gets what libbibutils' writer leaves out though the format has a place for it,
 * as lines to be put into the entry: ISI's notes and conferences, Word's DOI and comments. */
void ib_hub_write(GString *out, const IbidRecord *rec, const char *format, GPtrArray *noted, GString *lines);
#endif
