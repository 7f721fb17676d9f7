/* The MODS reader. */
#ifndef IB_IMPORT_MODS_H
#define IB_IMPORT_MODS_H

#include "import/import.h"

extern const IbImporter ib_importer_mods;
#endif
