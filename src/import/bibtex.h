/* BibTeX and biblatex files. */
#ifndef IB_IMPORT_BIBTEX_H
#define IB_IMPORT_BIBTEX_H

#include "import/import.h"

extern const IbImporter ib_importer_bibtex, ib_importer_biblatex;

#endif
