/* The session: configuration, reading, writing, and what the other files of it share. */
#include "config.h"

#include "ibid/ibid.h"

#include <string.h>

#include "export/export.h"
#include "ibid_session.h"
#include "import/foreign.h"
#include "import/import.h"
#include "net/fetch.h"
#include "parse/model.h"
#include "record/key.h"
#include "store/store.h"
#include "util/data.h"
#include "util/lines.h"

IbidSession *
ibid_session_new(const char *config, GError **error)
{
  IbidSession *session = g_new0(IbidSession, 1);
  session->settings = ib_settings_new();
  session->inputs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)ib_input_free);
  if (ib_settings_read(session->settings, config, error))
    return session;
  ibid_session_free(session);
  return NULL;
}

void
ibid_session_free(IbidSession *session)
{
  if (!session)
    return;
  ib_settings_free(session->settings);
  ib_parser_free(session->parser);
  g_hash_table_unref(session->inputs);
  g_free(session);
}

gboolean
ibid_session_set(IbidSession *session, const char *key, const char *value, GError **error)
{
  return ib_settings_set(session->settings, key, value, error);
}

const char *
ibid_session_get(IbidSession *session, const char *key)
{
  return ib_settings_get(session->settings, key);
}

void
ibid_session_set_diagnostics(IbidSession *session, IbidDiagnosticFunc func, gpointer data)
{
  session->diagnose = func;
  session->diagnose_data = data;
}

void
ibid_session_set_progress(IbidSession *session, IbidProgressFunc func, gpointer data)
{
  session->progress = func;
  session->progress_data = data;
}

void
ibid_session_interrupt(IbidSession *session)
{
  session->interrupted = 1;
}

gboolean
ib_session_interrupted(IbidSession *session, GError **error)
{
  if (!session->interrupted)
    return FALSE;
  if (error && !*error)
    g_set_error_literal(error, IBID_ERROR, IBID_ERROR_INTERRUPTED, "interrupted");
  return TRUE;
}

char *
ib_session_model(IbidSession *session)
{
  const char *named = ib_settings_get(session->settings, "parser.model");
  return *named ? g_strdup(named) : ib_data_path("parser.model");
}

void
ib_session_diagnose(IbidSession *session, const char *file, const char *code, const char *format, ...)
{
  va_list args;
  if (!session->diagnose)
    return;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  IbidDiagnostic diag = { .file = file, .code = code, .message = message };
  session->diagnose(&diag, session->diagnose_data);
}

char *
ibid_versions(IbidSession *session)
{
  g_autofree char *model = ib_session_model(session);
  g_autofree char *card = ib_model_describe(model);
  return g_strdup_printf("ibid %s\nGLib %u.%u.%u\n%s\n%s\nmodel %s: %s\n", PACKAGE_VERSION, glib_major_version,
                         glib_minor_version, glib_micro_version, ib_net_version(), ib_store_version(), model,
                         card);
}

/* Formats. */

static void
describe(const IbImporter *in, const IbExporter *out, IbidFormat *format)
{
  format->name = in ? in->name : out->name;
  format->label = in ? in->label : out->label;
  format->endings = in ? in->endings : out->ending;
  format->reads = in != NULL;
  format->writes = out != NULL;
}

/* All that can be read, then what can be written alone. */
gboolean
ibid_format_nth(guint i, IbidFormat *format)
{
  guint n = 0;
  for (const IbImporter *in; (in = ib_importer_nth(n)); n++) {
    if (n != i)
      continue;
    describe(in, ib_exporter_find(in->name), format);
    return TRUE;
  }
  const IbExporter *out;
  for (guint k = 0; (out = ib_exporter_nth(k)); k++) {
    if (ib_importer_find(out->name) || n++ != i)
      continue;
    describe(NULL, out, format);
    return TRUE;
  }
  return FALSE;
}

gboolean
ibid_format_find(const char *name, IbidFormat *format)
{
  const IbImporter *in = ib_importer_find(name);
  const IbExporter *out = ib_exporter_find(name);
  if (!in && !out)
    return FALSE;
  describe(in, out, format);
  return TRUE;
}

static gboolean
has_ending(const char *file, const char *endings)
{
  g_auto(GStrv) list = g_strsplit(endings ? endings : "", " ", -1);
  g_autofree char *low = g_ascii_strdown(file, -1);
  for (char **ending = list; *ending; ending++)
    if (**ending && g_str_has_suffix(low, *ending))
      return TRUE;
  return FALSE;
}

const char *
ibid_format_for_file(const char *file, gboolean writing)
{
  if (writing) {
    const IbExporter *out = ib_exporter_for_file(file);
    return out ? out->name : NULL;
  }
  const IbImporter *in;
  for (guint i = 0; (in = ib_importer_nth(i)); i++)
    if (has_ending(file, in->endings))
      return in->name;
  return NULL;
}

/* Reading. */

typedef struct {
  IbidSession *session;
  IbidRecordFunc func;
  gpointer data;
  guint n;
} Reading;

static gboolean
pass_on(IbidRecord *rec, gpointer data)
{
  Reading *r = data;
  if (r->session->interrupted) {
    ibid_record_free(rec);
    return FALSE;
  }
  if (++r->n % 256 == 0 && r->session->progress)
    r->session->progress("reading", r->n, 0, r->session->progress_data);
  return r->func(rec, r->data);
}

static const IbImporter *
choose_importer(IbInput *input, const IbidReadOptions *options, GError **error)
{
  gsize len;
  const char *text = ib_input_text(input, &len);
  if (options->from) {
    const IbImporter *importer = ib_importer_find(options->from);
    if (!importer)
      g_set_error(error, IBID_ERROR, IBID_ERROR_USAGE, "cannot read the format \"%s\" (ibid formats lists them)",
                  options->from);
    return importer;
  }
  if (!ib_foreign_check(input, error))
    return NULL;
  const IbImporter *told = ib_importer_sniff(text, MIN(len, 65536), ib_input_name(input));
  return told == ib_importer_find("text") && !ib_foreign_check_text(input, error) ? NULL : told;
}

static gboolean
open_parser(IbidSession *session, GError **error)
{
  g_autofree char *model = ib_session_model(session);
  if (!session->parser)
    session->parser = ib_parser_open(model, error);
  return session->parser != NULL;
}

/* Bytes that were no UTF-8: how many, and where the first is. */
typedef struct {
  guint64 n;
  guint line, column;
} BadBytes;

static void
count_bad_bytes(IbInput *input, BadBytes *bad)
{
  gsize first;
  gsize n = ib_input_n_bad(input, &first);
  if (n && !bad->n)
    ib_input_position(input, first, &bad->line, &bad->column);
  bad->n += n;
}

static void
warn_about_charset(IbidSession *session, const char *file, const BadBytes *bad)
{
  if (!bad->n || !session->diagnose)
    return;
  g_autofree char *message = g_strdup_printf(
      "%" G_GUINT64_FORMAT " byte%s not UTF-8, read as windows-1252 (--charset names another set)", bad->n,
      bad->n == 1 ? " is" : "s are");
  IbidDiagnostic diag = { .file = file, .line = bad->line, .column = bad->column,
                          .code = "input.charset", .message = message };
  session->diagnose(&diag, session->diagnose_data);
}

/* The input is kept: reports ask it for lines and columns. */
static IbInput *
open_input(IbidSession *session, const char *file, const char *charset, GError **error)
{
  IbInput *input = ib_input_open(file, charset, error);
  if (input)
    g_hash_table_replace(session->inputs, g_strdup(file), input);
  return input;
}

static gboolean
read_whole(Reading *r, const char *file, const IbidReadOptions *options, IbImport *run, GError **error)
{
  IbidSession *session = r->session;
  BadBytes bad = { 0 };
  run->input = open_input(session, file, options->charset, error);
  const IbImporter *importer = run->input ? choose_importer(run->input, options, error) : NULL;
  if (!importer)
    return FALSE;
  if (g_str_equal(importer->name, "text") && !open_parser(session, error))
    return FALSE;
  count_bad_bytes(run->input, &bad);
  warn_about_charset(session, file, &bad);
  run->parser = session->parser;
  if (!importer->read(run, error))
    return FALSE;
  if (!run->n_read && !run->n_lost && !run->stopped)
    ib_session_diagnose(session, file, "input.empty", "no references found (read as %s)", importer->name);
  return TRUE;
}

/* Lines come in pieces, none of which is kept. */
static gboolean
read_lines(Reading *r, const char *file, const IbidReadOptions *options, IbImport *run, GError **error)
{
  IbidSession *session = r->session;
  const IbImporter *importer = ib_importer_find("text");
  g_autoptr(IbLines) lines = open_parser(session, error)
                                 ? ib_lines_open(file, options->charset, &session->interrupted, error)
                                 : NULL;
  g_autoptr(GError) why = NULL;
  BadBytes bad = { 0 };

  if (!lines)
    return FALSE;
  run->parser = session->parser;
  run->lines = TRUE;
  while (!why && !run->stopped && (run->input = ib_lines_next(lines, &why))) {
    count_bad_bytes(run->input, &bad);
    run->dropped = ib_lines_dropped(lines);
    importer->read(run, &why);
    if (options->pause && !run->stopped)
      run->stopped = !options->pause(r->data);
  }
  warn_about_charset(session, file, &bad);
  if (!why && !run->n_read && !run->stopped)
    ib_session_diagnose(session, file, "input.empty", "no references found (read as %s)", importer->name);
  if (why)
    g_propagate_error(error, g_steal_pointer(&why));
  return !why;
}

gboolean
ibid_read(IbidSession *session, const char *file, const IbidReadOptions *options, IbidRecordFunc func,
          gpointer data, guint *lost, GError **error)
{
  Reading r = { session, func, data, 0 };
  IbImport run = {
    .sink = pass_on,
    .sink_data = &r,
    .notes = options->notes,
    .diagnose = session->diagnose,
    .diagnose_data = session->diagnose_data,
  };
  gboolean by_lines = options->lines && (!options->from || g_str_equal(options->from, "text"));
  gboolean ok = (by_lines ? read_lines : read_whole)(&r, file, options, &run, error);
  if (lost)
    *lost += run.n_lost;
  return ok && !ib_session_interrupted(session, error);
}

/* Writing. */

struct IbidWriter {
  const IbExporter *exporter;
  IbExport run;
  IbKeys *keys;
  IbidWriteFunc func;
  gpointer data;
};

#define DRAIN_AT 65536 /* bytes kept before they are written */

IbidWriter *
ibid_writer_new(IbidSession *session, const IbidWriteOptions *options, IbidWriteFunc func, gpointer data,
                GError **error)
{
  const IbExporter *exporter = ib_exporter_find(options->to);
  if (!exporter) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_USAGE, "cannot write the format \"%s\" (ibid formats lists them)",
                options->to);
    return NULL;
  }
  IbidWriter *writer = g_new0(IbidWriter, 1);
  writer->exporter = exporter;
  writer->func = func;
  writer->data = data;
  writer->keys = ib_keys_new();
  writer->run.out = g_string_sized_new(2 * DRAIN_AT);
  writer->run.ascii = options->ascii;
  writer->run.diagnose = session->diagnose;
  writer->run.diagnose_data = session->diagnose_data;
  if (exporter->begin)
    exporter->begin(&writer->run);
  return writer;
}

static gboolean
drain(IbidWriter *writer, gsize at_least, GError **error)
{
  GString *out = writer->run.out;
  if (out->len <= at_least)
    return TRUE;
  gboolean ok = writer->func(out->str, out->len, writer->data, error);
  g_string_truncate(out, 0);
  return ok;
}

gboolean
ibid_writer_add(IbidWriter *writer, IbidRecord *rec, GError **error)
{
  ib_keys_assign(writer->keys, rec);
  writer->exporter->record(&writer->run, rec);
  writer->run.n_written++;
  return drain(writer, DRAIN_AT, error);
}

gboolean
ibid_writer_flush(IbidWriter *writer, GError **error)
{
  return drain(writer, 0, error);
}

gboolean
ibid_writer_close(IbidWriter *writer, GError **error)
{
  gboolean ok = !writer->exporter->end || writer->exporter->end(&writer->run, error);
  ok = drain(writer, 0, ok ? error : NULL) && ok;
  ib_keys_free(writer->keys);
  g_string_free(writer->run.out, TRUE);
  g_free(writer);
  return ok;
}

static gboolean
write_nowhere(const char *bytes, gsize len, gpointer data, GError **error)
{
  return TRUE;
}

void
ibid_writer_abandon(IbidWriter *writer)
{
  if (!writer->run.n_written)
    writer->func = write_nowhere;
  ibid_writer_close(writer, NULL);
}
