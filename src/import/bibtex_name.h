/* Names as BibTeX and biblatex write them. */
#ifndef IB_IMPORT_BIBTEX_NAME_H
#define IB_IMPORT_BIBTEX_NAME_H

#include "ibid/record.h"

/* Splits VALUE (LaTeX) at "and" and adds each name to VAR of REC. */
void ib_bib_names(IbidRecord *rec, IbidVar var, const char *value);
/* The blank before the next "and" outside of braces in P to END, or END. */
const char *ib_bib_and(const char *p, const char *end);
#endif
