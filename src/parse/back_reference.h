/* Notes that name no work but point back to a reference before them: "Ibid., p. 45", "Maier, a.a.O., S. 14",
 * "Smith (n 3) 45", and the short form of a reference that was given whole ("Maier, Das Dorf, S. 14"). */
#ifndef IB_PARSE_BACK_REFERENCE_H
#define IB_PARSE_BACK_REFERENCE_H

#include "ibid/record.h"
#include "parse/parse.h"

#define IB_CITES_NOTHING G_MAXUINT          /* a reference of its own */
#define IB_CITES_UNKNOWN (G_MAXUINT - 1)    /* "Ibid." where nothing stands before */

/* For each of RECORDS, the entries of SPLIT in order: the index of the record that it points back to, or one of
 * the above.  Caller frees with g_free(). */
guint *ib_back_references(const char *text, const IbSplit *split, const GPtrArray *records);
#endif
