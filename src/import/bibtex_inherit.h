/* crossref and xdata: what an entry takes from others of its file. */
#ifndef IB_IMPORT_BIBTEX_INHERIT_H
#define IB_IMPORT_BIBTEX_INHERIT_H

#include "import/bibtex_scan.h"
#include "util/input.h"

typedef struct IbBibParents IbBibParents;

/* Looks INPUT over for keys that are referred to and keeps their places; parents are read
 * again when they are asked for.  NULL when nothing inherits.  INPUT must outlive it.
 * Caller frees with ib_bib_parents_free(). */
IbBibParents *ib_bib_parents_new(IbInput *input);
void ib_bib_parents_free(IbBibParents *parents);
/* Adds to ENTRY what it inherits.  MISSING (NULL when all is well) gets the key that no entry
 * has; caller frees. */
void ib_bib_inherit(IbBibParents *parents, IbBibEntry *entry, char **missing);
#endif
