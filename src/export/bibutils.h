/* The writers that libbibutils does the work of. */
#ifndef IB_EXPORT_BIBUTILS_H
#define IB_EXPORT_BIBUTILS_H

#include "export/export.h"

extern const IbExporter ib_exporter_mods, ib_exporter_isi, ib_exporter_word, ib_exporter_ads;
#endif
