/* The RIS writer. */
#ifndef IB_EXPORT_RIS_H
#define IB_EXPORT_RIS_H

#include "export/export.h"

extern const IbExporter ib_exporter_ris;

/* REC with the tags of RIS's type TYPE, for the writer of a format that has the same fields.  CODE and
 * FORMAT name that in diagnostics. */
void ib_ris_write(IbExport *run, const IbidRecord *rec, guint type, const char *code, const char *format);
#endif
