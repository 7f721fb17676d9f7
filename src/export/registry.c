/* The formats that can be written, each listed once. */
#include "config.h"

#include "export/export.h"

#include <string.h>

#include "export/bibutils.h"
#include "export/bibtex.h"
#include "export/csl_json.h"
#include "export/endnote.h"
#include "export/labels.h"
#include "export/nbib.h"
#include "export/ris.h"
#include "export/text.h"

/* A new format is two lines here: its header above, its exporter below. */
static const IbExporter *const exporters[] = {
  &ib_exporter_bibtex,
  &ib_exporter_biblatex,
  &ib_exporter_csl_json,
  &ib_exporter_labels,
  &ib_exporter_nbib,
  &ib_exporter_mods,
  &ib_exporter_endnote,
  &ib_exporter_isi,
  &ib_exporter_word,
  &ib_exporter_ads,
  &ib_exporter_ris,
  &ib_exporter_text,
  NULL /* the end */
};

const IbExporter *
ib_exporter_nth(guint i)
{
  return i + 1 < G_N_ELEMENTS(exporters) ? exporters[i] : NULL;
}

const IbExporter *
ib_exporter_find(const char *name)
{
  for (guint i = 0; exporters[i]; i++)
    if (g_str_equal(exporters[i]->name, name))
      return exporters[i];
  return NULL;
}

const IbExporter *
ib_exporter_for_file(const char *file)
{
  g_autofree char *low = g_ascii_strdown(file, -1);
  for (guint i = 0; exporters[i]; i++)
    if (*exporters[i]->ending && g_str_has_suffix(low, exporters[i]->ending))
      return exporters[i];
  return NULL;
}

void
ib_export_complain(IbExport *run, const IbidRecord *rec, const char *code, const char *format, ...)
{
  if (!run->diagnose)
    return;
  const IbidSource *source = ibid_record_source(rec);
  const char *key = ibid_record_key(rec);
  va_list args;
  va_start(args, format);
  g_autofree char *what = g_strdup_vprintf(format, args);
  va_end(args);
  g_autofree char *message = g_strdup_printf("%s: %s", key ? key : "a reference", what);
  g_strdelimit(message, "\n\r\t\v\f", ' '); /* keys and names that a file gave may hold anything */
  IbidDiagnostic diag = { .file = source->file, .line = source->line, .column = source->column, .code = code,
                          .message = message };
  run->diagnose(&diag, run->diagnose_data);
}
