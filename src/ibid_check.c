/* The session's checks and reports. */
#include "config.h"

#include <string.h>
#include <time.h>

#include "check/check.h"
#include "check/web.h"
#include "ibid_session.h"
#include "record/date.h"
#include "record/key.h"
#include "report/report.h"
#include "store/cache.h"

/* Today. */

static IbidDatePart
clock_today(void)
{
  time_t now = time(NULL);
  struct tm tm;
  gmtime_r(&now, &tm);
  return (IbidDatePart){ .year = tm.tm_year + 1900, .month = tm.tm_mon + 1, .day = tm.tm_mday };
}

static gboolean
find_today(const char *named, IbidDatePart *today, GError **error)
{
  g_auto(IbidDate) date = { 0 };
  if (!named) {
    *today = clock_today();
    return TRUE;
  }
  if (!ib_date_from_edtf(named, &date) || !date.from.day || date.to.year) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_USAGE, "\"%s\" is no date (YYYY-MM-DD)", named);
    return FALSE;
  }
  *today = date.from;
  return TRUE;
}

static void
assign_keys(GPtrArray *records)
{
  g_autoptr(IbKeys) keys = ib_keys_new();
  for (guint i = 0; i < records->len; i++)
    ib_keys_assign(keys, records->pdata[i]);
}

/* The web. */

static void
web_progress(guint done, guint total, gpointer data)
{
  IbidSession *session = data;
  if (session->progress)
    session->progress("asking", done, total, session->progress_data);
}

static void
fill_web_options(IbidSession *session, IbWebOptions *web)
{
  const IbSettings *s = session->settings;
  web->mailto = ib_settings_get(s, "network.mailto");
  web->user_agent = ib_settings_get(s, "network.user-agent");
  web->ca_file = ib_settings_get(s, "network.ca-file");
  web->proxy = ib_settings_get(s, "network.proxy");
  web->concurrency = (guint)ib_settings_int(s, "network.concurrency");
  web->per_host = (guint)ib_settings_int(s, "network.per-host");
  web->timeout = (guint)ib_settings_int(s, "network.timeout");
  web->retries = (guint)ib_settings_int(s, "network.retries");
  web->max_body = (gsize)ib_settings_int(s, "network.max-body");
  web->max_age_alive = (guint)ib_settings_int(s, "network.max-age-alive");
  web->max_age_other = (guint)ib_settings_int(s, "network.max-age-other");
  web->archives = ib_settings_get(s, "network.archives");
  web->doi_handle = ib_settings_get(s, "services.doi-handle");
  web->wayback_cdx = ib_settings_get(s, "services.wayback-cdx");
  web->wayback_timegate = ib_settings_get(s, "services.wayback-timegate");
  web->wayback_available = ib_settings_get(s, "services.wayback-available");
  web->interrupted = &session->interrupted;
  web->progress = web_progress;
  web->progress_data = session;
}

/* A cache that cannot be used is one line, no error. */
static gboolean
ask_web(IbidSession *session, IbidReport *report, IbCheck *check, const IbidCheckOptions *options, GError **error)
{
  IbWebOptions web = { .today = report->today, .recheck = options->recheck };
  g_autoptr(GError) why = NULL;
  g_autoptr(IbCache) cache = ib_cache_open(NULL, &why);
  g_autoptr(GString) unasked = g_string_new(NULL);
  IbWebOutcome outcome = { .notes = report->notes, .unasked = unasked };
  if (why)
    ib_session_diagnose(session, NULL, "cache.open", "%s", why->message);
  fill_web_options(session, &web);
  web.cache = cache;
  g_auto(GStrv) resolve = ib_settings_list(session->settings, "network.resolve");
  g_auto(GStrv) private = ib_settings_list(session->settings, "network.allow-private");
  web.resolve = (const char *const *)resolve;
  web.allow_private = (const char *const *)private;
  if (!ib_web_check(report->records, report->urls, &web, &outcome, error))
    return FALSE;
  report->offline = outcome.offline;
  ib_check_web_findings(check, report->urls);
  ib_check_run_incomplete(check, &outcome);
  return TRUE;
}

/* Suppressions. */

static gboolean
suppress(IbidSession *session, IbidReport *report, const char *named, GError **error)
{
  const char *file = named ? named : ib_settings_get(session->settings, "check.suppressions");
  if (!*file)
    return TRUE;
  g_autoptr(IbInput) input = ib_input_open(file, NULL, error);
  if (!input)
    return FALSE;
  gsize len;
  const char *bytes = ib_input_text(input, &len);
  g_autofree char *text = g_strndup(bytes, len);
  return ib_suppress(report, file, text, error);
}

IbidReport *
ibid_check(IbidSession *session, GPtrArray *records, const IbidCheckOptions *options, GError **error)
{
  g_autoptr(IbidReport) report = ibid_report_new();
  g_ptr_array_unref(report->records);
  report->records = records;
  report->offline = options->offline;
  if (!find_today(options->today, &report->today, error))
    return NULL;
  assign_keys(records);
  IbCheck check = { .today = report->today, .records = records, .findings = report->findings,
                    .is_list = records->len > 1 };
  ib_check_offline(&check);
  if (!options->offline && !ask_web(session, report, &check, options, error))
    return NULL;
  ib_check_sort(&check);
  if (!suppress(session, report, options->suppress, error) || ib_session_interrupted(session, error))
    return NULL;
  return g_steal_pointer(&report);
}

/* Reports. */

/* Lines and columns come from the inputs that the session read; a record of the library has
 * its own place alone. */
static void
find_position(const IbidRecord *rec, gsize offset, guint *line, guint *column, gsize *byte, gpointer data)
{
  IbidSession *session = data;
  const IbidSource *source = ibid_record_source(rec);
  IbInput *input = source->file ? g_hash_table_lookup(session->inputs, source->file) : NULL;
  if (!input) {
    *line = source->line;
    *column = source->column;
    *byte = source->start;
    return;
  }
  gsize place = ib_input_text_offset(input, source->start) + offset;
  ib_input_position(input, place, line, column);
  *byte = ib_input_file_offset(input, place);
}

gboolean
ibid_report_write(IbidSession *session, const IbidReport *report, const IbidReportOptions *options,
                  IbidWriteFunc func, gpointer data, GError **error)
{
  const IbReporter *reporter = ib_reporter_find(options->format);
  if (!reporter) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_USAGE, "no such report: %s (text, json, html or sarif)",
                options->format);
    return FALSE;
  }
  IbReportOptions how = {
    .all = options->all,
    .color = options->color,
    .width = options->width,
    .title = options->title,
    .position = find_position,
    .position_data = session,
  };
  g_autoptr(GString) out = g_string_new(NULL);
  reporter->write(report, &how, out);
  return func(out->str, out->len, data, error);
}
