/* BibTeX and biblatex files. */
#ifndef IB_EXPORT_BIBTEX_H
#define IB_EXPORT_BIBTEX_H

#include "export/export.h"

extern const IbExporter ib_exporter_bibtex, ib_exporter_biblatex;

#endif
