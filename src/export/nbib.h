/* The nbib writer. */
#ifndef IB_EXPORT_NBIB_H
#define IB_EXPORT_NBIB_H

#include "export/export.h"

extern const IbExporter ib_exporter_nbib;
#endif
