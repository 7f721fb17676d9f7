/* The RIS reader. */
#ifndef IB_IMPORT_RIS_H
#define IB_IMPORT_RIS_H

#include "import/import.h"

extern const IbImporter ib_importer_ris;
#endif
