/* The formats that can be read, each listed once, and how one is told from the content. */
#include "config.h"

#include "import/import.h"

#include <string.h>

#include "import/bibutils.h"
#include "import/bibtex.h"
#include "import/csl_json.h"
#include "import/labels.h"
#include "import/mods.h"
#include "import/nbib.h"
#include "import/ris.h"
#include "import/text.h"

/* Declared here, defined in the file of the format.  A new format is two lines. */

static const IbImporter *const importers[] = {
  &ib_importer_bibtex,
  &ib_importer_biblatex,
  &ib_importer_csl_json,
  &ib_importer_labels,
  &ib_importer_mods,
  &ib_importer_nbib,
  &ib_importer_endnote_xml,
  &ib_importer_endnote,
  &ib_importer_isi,
  &ib_importer_pubmed,
  &ib_importer_word,
  &ib_importer_copac,
  &ib_importer_ebi,
  &ib_importer_ris,
  &ib_importer_text,
  NULL /* the end */
};

const IbImporter *
ib_importer_nth(guint i)
{
  return i + 1 < G_N_ELEMENTS(importers) ? importers[i] : NULL;
}

const IbImporter *
ib_importer_find(const char *name)
{
  for (guint i = 0; importers[i]; i++)
    if (g_str_equal(importers[i]->name, name))
      return importers[i];
  return NULL;
}

static const IbImporter *
by_ending(const char *file)
{
  g_autofree char *low = g_ascii_strdown(file, -1);
  const char *dot = strrchr(low, '.');
  for (guint i = 0; dot && importers[i]; i++) {
    g_auto(GStrv) endings = g_strsplit(importers[i]->endings, " ", -1);
    if (g_strv_contains((const char *const *)endings, dot))
      return importers[i];
  }
  return NULL;
}

/* Content decides where it is sure; of two that are equally sure, the ending of the name. */
const IbImporter *
ib_importer_sniff(const char *text, gsize len, const char *file)
{
  const IbImporter *named = file ? by_ending(file) : NULL, *best = named;
  int most = 0;
  for (guint i = 0; importers[i]; i++) {
    int sure = importers[i]->sniff ? importers[i]->sniff(text, len) : 0;
    if (sure > most || (sure == most && sure && importers[i] == named)) {
      most = sure;
      best = importers[i];
    }
  }
  return best ? best : ib_importer_find("text");
}

gboolean
ib_import_emit(IbImport *run, IbidRecord *rec, gsize start, gsize end)
{
  IbidSource source = {
    .file = (char *)ib_input_name(run->input),
    .start = ib_input_file_offset(run->input, start),
    .end = ib_input_file_offset(run->input, end),
  };
  ib_input_position(run->input, start, &source.line, &source.column);
  ibid_record_set_source(rec, &source);
  run->n_read++;
  if (!run->sink(rec, run->sink_data))
    run->stopped = TRUE;
  return !run->stopped;
}

void
ib_import_complain(IbImport *run, gsize offset, gboolean lost, const char *code, const char *format, ...)
{
  run->n_lost += lost;
  if (!run->diagnose)
    return;
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  g_strdelimit(message, "\n\r\t\v\f", ' '); /* names that a file gave may hold anything */
  IbidDiagnostic diag = { .file = ib_input_name(run->input), .code = code, .message = message, .lost = lost };
  ib_input_position(run->input, offset, &diag.line, &diag.column);
  run->diagnose(&diag, run->diagnose_data);
}
