/* Reading and writing strings through the registries, for tests of formats. */
#ifndef IB_TEST_FORMAT_FIXTURE_H
#define IB_TEST_FORMAT_FIXTURE_H

#include <string.h>

#include "export/export.h"
#include "import/import.h"
#include "record/csl_json.h"
#include "record/key.h"

typedef struct {
  GPtrArray *records; /* of IbidRecord */
  GPtrArray *codes;   /* of diagnostics: char */
  guint lost;
} Read;

static inline gboolean
read_sink(IbidRecord *rec, gpointer data)
{
  g_ptr_array_add(data, rec);
  return TRUE;
}

static inline void
read_diagnose(const IbidDiagnostic *diag, gpointer data)
{
  g_ptr_array_add(data, g_strdup_printf("%s:%u:%u", diag->code, diag->line, diag->column));
}

static inline Read
read_bytes(const char *format, const char *bytes, gsize len)
{
  Read got = { g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free),
               g_ptr_array_new_with_free_func(g_free), 0 };
  g_autoptr(GError) error = NULL;
  const IbImporter *importer = ib_importer_find(format);
  g_assert_nonnull(importer);
  g_autoptr(IbInput) input = ib_input_from_memory("test", bytes, len, NULL, &error);
  g_assert_no_error(error);
  IbImport run = { .input = input, .sink = read_sink, .sink_data = got.records,
                   .diagnose = read_diagnose, .diagnose_data = got.codes };
  importer->read(&run, &error);
  g_assert_no_error(error);
  got.lost = run.n_lost;
  return got;
}

static inline Read
read_string(const char *format, const char *text)
{
  return read_bytes(format, text, strlen(text));
}

static inline void
read_clear(Read *got)
{
  g_ptr_array_unref(got->records);
  g_ptr_array_unref(got->codes);
}

static inline IbidRecord *
read_nth(const Read *got, guint i)
{
  g_assert_cmpuint(i, <, got->records->len);
  return g_ptr_array_index(got->records, i);
}

static inline char *
write_list(const char *format, IbidRecord *const *list, guint n, GPtrArray *codes)
{
  g_autoptr(GError) error = NULL;
  const IbExporter *exporter = ib_exporter_find(format);
  g_assert_nonnull(exporter);
  IbExport run = { .out = g_string_new(NULL), .diagnose = codes ? read_diagnose : NULL, .diagnose_data = codes };
  if (exporter->begin)
    exporter->begin(&run);
  for (guint i = 0; i < n; i++, run.n_written++)
    exporter->record(&run, list[i]);
  if (exporter->end)
    exporter->end(&run, &error);
  g_assert_no_error(error);
  return g_string_free(run.out, FALSE);
}

static inline char *
write_one(const char *format, IbidRecord *rec)
{
  return write_list(format, &rec, 1, NULL);
}

/* A record from CSL-JSON; single quotation marks stand for double ones. */
static inline IbidRecord *
record_from_json(const char *text)
{
  g_autofree char *json = g_strdelimit(g_strdup(text), "'", '"');
  json_error_t error;
  json_t *object = json_loads(json, 0, &error);
  if (!object)
    g_error("%s: %s", error.text, json);
  IbidRecord *rec = ib_record_from_csl(object, NULL, NULL);
  json_decref(object);
  return rec;
}

/* A record as one line of CSL-JSON, without where it came from. */
static inline char *
record_to_json(const IbidRecord *rec, size_t flags)
{
  json_t *json = ib_record_to_csl(rec), *custom = json_object_get(json, "custom");
  json_object_del(custom, "source");
  if (custom && !json_object_size(custom))
    json_object_del(json, "custom");
  char *text = json_dumps(json, flags);
  json_decref(json);
  return text;
}
#endif
