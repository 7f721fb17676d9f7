/* The writer of plain text. */
#ifndef IB_EXPORT_TEXT_H
#define IB_EXPORT_TEXT_H

#include "export/export.h"

extern const IbExporter ib_exporter_text;
#endif
