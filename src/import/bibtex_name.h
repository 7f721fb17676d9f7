/* Names as BibTeX and biblatex write them. */
#ifndef IB_IMPORT_BIBTEX_NAME_H
#define IB_IMPORT_BIBTEX_NAME_H

#include "ibid/record.h"

/* Splits VALUE (LaTeX) at "and" and adds each name to VAR of REC. */
void ib_bib_names(IbidRecord *rec, IbidVar var, const char *value);
#endif
