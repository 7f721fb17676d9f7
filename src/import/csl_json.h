/* The CSL-JSON reader. */
#ifndef IB_IMPORT_CSL_JSON_H
#define IB_IMPORT_CSL_JSON_H

#include "import/import.h"

extern const IbImporter ib_importer_csl_json;
#endif
