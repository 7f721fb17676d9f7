/* The reader of plain text. */
#ifndef IB_IMPORT_TEXT_H
#define IB_IMPORT_TEXT_H

#include "import/import.h"

extern const IbImporter ib_importer_text;
#endif
