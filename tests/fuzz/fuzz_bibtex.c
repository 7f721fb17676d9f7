/* Reads any bytes as BibTeX, writes what was read as BibTeX and biblatex, and reads that again:
 * no value may forge an entry, so there are as many records the second time. */
#include "config.h"

#include <stdint.h>

#include "export/bibtex.h"
#include "import/bibtex.h"
#include "record/key.h"

typedef struct {
  IbExport out;
  const IbExporter *exporter;
  IbKeys *keys;
  guint n;
} Pass;

static gboolean
write_on(IbidRecord *rec, gpointer data)
{
  Pass *pass = data;
  ib_keys_assign(pass->keys, rec);
  pass->exporter->record(&pass->out, rec);
  pass->out.n_written++;
  pass->n++;
  ibid_record_free(rec);
  return TRUE;
}

static guint
run(const char *bytes, gsize len, const IbExporter *exporter, gboolean ascii, GString *text)
{
  g_autoptr(IbInput) input = ib_input_from_memory("fuzz", bytes, len, NULL, NULL);
  g_autoptr(IbKeys) keys = ib_keys_new();
  Pass pass = { .out = { .out = text, .ascii = ascii }, .exporter = exporter, .keys = keys };
  IbImport import = { .input = input, .sink = write_on, .sink_data = &pass };
  if (input)
    ib_importer_bibtex.read(&import, NULL);
  return pass.n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const IbExporter *const exporters[] = { &ib_exporter_bibtex, &ib_exporter_biblatex };
  for (guint i = 0; i < G_N_ELEMENTS(exporters); i++) {
    g_autoptr(GString) once = g_string_new(NULL), twice = g_string_new(NULL);
    guint n = run((const char *)data, size, exporters[i], i == 0, once);
    guint again = run(once->str, once->len, exporters[i], i == 0, twice);
    g_assert_cmpuint(again, ==, n);
  }
  return 0;
}
