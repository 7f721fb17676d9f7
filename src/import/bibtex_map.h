/* An entry of a .bib file -> a record. */
#ifndef IB_IMPORT_BIBTEX_MAP_H
#define IB_IMPORT_BIBTEX_MAP_H

#include "ibid/record.h"
#include "import/bibtex_scan.h"

/* ENTRY with all that it inherits.  Caller frees with ibid_record_free(). */
IbidRecord *ib_bib_to_record(const IbBibEntry *entry);
#endif
