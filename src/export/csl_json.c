/* Writes CSL-JSON (refs/ibid.bib: csl102): an array, one item after the other. */
#include "config.h"

#include "export/csl_json.h"

#include <jansson.h>

#include "record/csl_json.h"

static int
append(const char *buffer, size_t size, void *data)
{
  g_string_append_len(data, buffer, size);
  return 0;
}

static void
csl_json_record(IbExport *run, const IbidRecord *rec)
{
  json_t *json = ib_record_to_csl(rec);
  g_string_append(run->out, run->n_written ? ",\n" : "[\n");
  json_dump_callback(json, append, run->out, JSON_INDENT(2) | JSON_REAL_PRECISION(4));
  json_decref(json);
}

static gboolean
csl_json_end(IbExport *run, GError **error)
{
  g_string_append(run->out, run->n_written ? "\n]\n" : "[]\n");
  return TRUE;
}

const IbExporter ib_exporter_csl_json = {
  .name = "csl-json",
  .label = "CSL-JSON (.json)",
  .ending = ".json",
  .record = csl_json_record,
  .end = csl_json_end,
};
