/* The nbib reader. */
#ifndef IB_IMPORT_NBIB_H
#define IB_IMPORT_NBIB_H

#include "import/import.h"

extern const IbImporter ib_importer_nbib;
#endif
