/* Writes CSL-JSON (refs/ibid.bib: csl102): an array, one item after the other. */
#include "config.h"

#include "export/csl_json.h"

#include <jansson.h>
#include <string.h>

#include "record/csl_json.h"

/* Jansson hands over words, blanks and marks one by one: most fit in the room that there is. */
static int
append(const char *buffer, size_t size, void *data)
{
  GString *out = data;
  if (out->len + size >= out->allocated_len) {
    g_string_append_len(out, buffer, size);
    return 0;
  }
  memcpy(out->str + out->len, buffer, size);
  out->str[out->len += size] = '\0';
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
