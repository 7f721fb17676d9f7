/* The reader of labelled references. */
#ifndef IB_IMPORT_LABELS_H
#define IB_IMPORT_LABELS_H

#include "import/import.h"

extern const IbImporter ib_importer_labels;
#endif
