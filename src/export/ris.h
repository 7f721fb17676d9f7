/* The RIS writer. */
#ifndef IB_EXPORT_RIS_H
#define IB_EXPORT_RIS_H

#include "export/export.h"

extern const IbExporter ib_exporter_ris;
#endif
