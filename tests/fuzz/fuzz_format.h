/* What the fuzz targets of the structured formats share: bytes are read, what comes of them is
 * written in our own formats, and each of those is read again. */
#ifndef IB_FUZZ_FORMAT_H
#define IB_FUZZ_FORMAT_H

#include <stdint.h>
#include <stdlib.h>

#include "export/export.h"
#include "import/import.h"
#include "record/key.h"

typedef struct {
  IbKeys *keys;
  GPtrArray *records; /* of IbidRecord */
} FuzzRun;

static gboolean
fuzz_sink(IbidRecord *rec, gpointer data)
{
  FuzzRun *run = data;
  ib_keys_assign(run->keys, rec);
  g_ptr_array_add(run->records, rec);
  return run->records->len < 2000;
}

static void
fuzz_diagnose(const IbidDiagnostic *diag, gpointer data)
{
  /* The message is one line, whatever the input. */
  for (const char *p = diag->message; *p; p++)
    if (*p == '\n')
      abort();
}

static GPtrArray *
fuzz_read(const char *format, const char *bytes, gsize len)
{
  FuzzRun result = { ib_keys_new(), g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free) };
  IbInput *input = ib_input_from_memory("fuzz", bytes, len, "UTF-8", NULL);
  if (input) {
    IbImport run = { .input = input, .sink = fuzz_sink, .sink_data = &result, .diagnose = fuzz_diagnose };
    ib_importer_find(format)->read(&run, NULL);
    ib_input_free(input);
  }
  ib_keys_free(result.keys);
  return result.records;
}

static void
fuzz_write(const char *format, GPtrArray *records)
{
  const IbExporter *exporter = ib_exporter_find(format);
  IbExport run = { .out = g_string_new(NULL), .diagnose = fuzz_diagnose };
  if (exporter->begin)
    exporter->begin(&run);
  for (guint i = 0; i < records->len; i++, run.n_written++)
    exporter->record(&run, g_ptr_array_index(records, i));
  if (exporter->end)
    exporter->end(&run, NULL);
  GPtrArray *again = fuzz_read(format, run.out->str, run.out->len);
  if (again->len != records->len) /* a value forged an entry, or ate one */
    abort();
  g_ptr_array_unref(again);
  g_string_free(run.out, TRUE);
}

G_GNUC_UNUSED static int
fuzz_format(const char *format, const uint8_t *data, size_t size)
{
  static const char *const own[] = { "ris", "nbib", "csl-json" };
  ib_importer_find(format)->sniff((const char *)data, size);
  GPtrArray *records = fuzz_read(format, (const char *)data, size);
  for (guint i = 0; i < G_N_ELEMENTS(own); i++)
    fuzz_write(own[i], records);
  g_ptr_array_unref(records);
  return 0;
}
#endif
