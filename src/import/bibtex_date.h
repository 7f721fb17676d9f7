/* Dates of .bib files: biblatex's EDTF, BibTeX's year and month, and what people write there. */
#ifndef IB_IMPORT_BIBTEX_DATE_H
#define IB_IMPORT_BIBTEX_DATE_H

#include "ibid/record.h"
#include "import/bibtex_scan.h"

/* VALUE is LaTeX; what is no date becomes a literal.  FALSE when it is empty; else DATE is
 * overwritten. */
gboolean ib_bib_date(const char *value, IbidDate *date);
/* From date, or year, month and day; a month that is none is kept as an extra. */
void ib_bib_issued(const IbBibEntry *entry, IbidRecord *rec);
/* The date behind "accessed" and the like in TEXT, unless REC has one already. */
void ib_bib_accessed(const char *text, IbidRecord *rec);
#endif
