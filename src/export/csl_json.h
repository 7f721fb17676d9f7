/* The CSL-JSON writer. */
#ifndef IB_EXPORT_CSL_JSON_H
#define IB_EXPORT_CSL_JSON_H

#include "export/export.h"

extern const IbExporter ib_exporter_csl_json;
#endif
