/* The writer of labelled references. */
#ifndef IB_EXPORT_LABELS_H
#define IB_EXPORT_LABELS_H

#include "export/export.h"

extern const IbExporter ib_exporter_labels;
#endif
