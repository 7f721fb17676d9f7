/* The writer of EndNote's Refer files. */
#ifndef IB_EXPORT_ENDNOTE_H
#define IB_EXPORT_ENDNOTE_H

#include "export/export.h"

extern const IbExporter ib_exporter_endnote;
#endif
