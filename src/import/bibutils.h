/* The readers that libbibutils does the work of. */
#ifndef IB_IMPORT_BIBUTILS_H
#define IB_IMPORT_BIBUTILS_H

#include "import/import.h"

extern const IbImporter ib_importer_endnote_xml, ib_importer_endnote, ib_importer_isi, ib_importer_pubmed,
  ib_importer_word, ib_importer_copac, ib_importer_ebi;
#endif
