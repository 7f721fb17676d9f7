/* Findings, URL checks and the report that carries them. */
#include "config.h"

#include "ibid/finding.h"

#include <string.h>

const char *
ibid_severity_name(IbidSeverity severity)
{
  static const char *const names[] = { "info", "warning", "error" };
  return (guint)severity < G_N_ELEMENTS(names) ? names[severity] : "info";
}

static void
fact_clear(gpointer data)
{
  IbidFact *fact = data;
  g_free(fact->name);
  g_free(fact->value);
}

IbidFinding *
ibid_finding_new(const char *rule, IbidSeverity severity, guint record, IbidVar var)
{
  IbidFinding *f = g_new0(IbidFinding, 1);
  f->rule = g_intern_string(rule);
  f->severity = severity;
  f->record = record;
  f->var = var;
  return f;
}

void
ibid_finding_free(IbidFinding *f)
{
  if (!f)
    return;
  g_clear_pointer(&f->evidence, g_array_unref);
  g_free(f->message);
  g_free(f->fix.old_value);
  g_free(f->fix.new_value);
  g_free(f->suppressed);
  g_free(f);
}

void
ibid_finding_set_message(IbidFinding *f, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_free(f->message);
  f->message = g_strdup_vprintf(format, args);
  va_end(args);
}

static void
add_fact(IbidFinding *f, const char *name, char *value, gboolean number)
{
  IbidFact fact = { g_strdup(name), value, number };
  if (!f->evidence) {
    f->evidence = g_array_new(FALSE, FALSE, sizeof(IbidFact));
    g_array_set_clear_func(f->evidence, fact_clear);
  }
  g_array_append_val(f->evidence, fact);
}

void
ibid_finding_add_fact(IbidFinding *f, const char *name, const char *value)
{
  if (value)
    add_fact(f, name, g_strdup(value), FALSE);
}

void
ibid_finding_add_number(IbidFinding *f, const char *name, gint64 value)
{
  add_fact(f, name, g_strdup_printf("%" G_GINT64_FORMAT, value), TRUE);
}

void
ibid_finding_set_fix(IbidFinding *f, IbidVar var, const char *old_value, const char *new_value,
                     gboolean safe)
{
  g_free(f->fix.old_value);
  g_free(f->fix.new_value);
  f->fix.var = var;
  f->fix.old_value = g_strdup(old_value);
  f->fix.new_value = g_strdup(new_value);
  f->fix.safe = safe;
}

static const struct {
  const char *name, *class;
} verdicts[IBID_N_VERDICTS] = {
  [IBID_VERDICT_NONE] = { "", "" },
  [IBID_VERDICT_OK] = { "ok", "alive" },
  [IBID_VERDICT_MOVED] = { "moved", "alive" },
  [IBID_VERDICT_REDIRECTED] = { "redirected", "alive" },
  [IBID_VERDICT_FLAKY] = { "flaky", "alive" },
  [IBID_VERDICT_DEGRADED] = { "degraded", "alive" },
  [IBID_VERDICT_DEAD] = { "dead", "dead" },
  [IBID_VERDICT_SOFT_404] = { "soft-404", "dead" },
  [IBID_VERDICT_HOMEPAGE] = { "homepage", "dead" },
  [IBID_VERDICT_PARKED] = { "parked", "dead" },
  [IBID_VERDICT_LOOP] = { "loop", "dead" },
  [IBID_VERDICT_PROTOCOL] = { "protocol", "dead" },
  [IBID_VERDICT_DRIFTED] = { "drifted", "unknown" },
  [IBID_VERDICT_BLOCKED] = { "blocked", "unknown" },
  [IBID_VERDICT_LOGIN] = { "login", "unknown" },
  [IBID_VERDICT_LEGAL] = { "legal", "unknown" },
  [IBID_VERDICT_SCRIPT] = { "script", "unknown" },
  [IBID_VERDICT_TLS] = { "tls", "unknown" },
  [IBID_VERDICT_SERVER_ERROR] = { "server-error", "unknown" },
  [IBID_VERDICT_TIMEOUT] = { "timeout", "unknown" },
  [IBID_VERDICT_UNSAFE] = { "unsafe", "unknown" },
  [IBID_VERDICT_OFFLINE] = { "offline", "unknown" },
};

const char *
ibid_verdict_name(IbidVerdict v)
{
  return (guint)v < IBID_N_VERDICTS ? verdicts[v].name : "";
}

const char *
ibid_verdict_class(IbidVerdict v)
{
  return (guint)v < IBID_N_VERDICTS ? verdicts[v].class : "";
}

IbidVerdict
ibid_verdict_from_name(const char *name)
{
  for (int v = IBID_VERDICT_OK; v < IBID_N_VERDICTS; v++)
    if (!g_strcmp0(verdicts[v].name, name))
      return (IbidVerdict)v;
  return IBID_VERDICT_NONE;
}

IbidUrlCheck *
ibid_url_check_new(const char *cited)
{
  IbidUrlCheck *check = g_new0(IbidUrlCheck, 1);
  check->cited = g_strdup(cited);
  check->archive.days = G_MAXINT;
  return check;
}

void
ibid_url_check_free(IbidUrlCheck *check)
{
  if (!check)
    return;
  g_free(check->cited);
  g_free(check->url);
  g_free(check->reason);
  g_free(check->final_url);
  g_free(check->title);
  g_free(check->author);
  g_free(check->site);
  ibid_date_clear(&check->published);
  ibid_date_clear(&check->modified);
  g_free(check->archive.url);
  g_free(check);
}

/* A hole in the array of URL checks is a reference without one. */
static void
url_check_free_any(gpointer data)
{
  ibid_url_check_free(data);
}

IbidReport *
ibid_report_new(void)
{
  IbidReport *report = g_new0(IbidReport, 1);
  report->records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  report->findings = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_finding_free);
  report->urls = g_ptr_array_new_with_free_func(url_check_free_any);
  report->notes = g_ptr_array_new_with_free_func(g_free);
  return report;
}

void
ibid_report_free(IbidReport *report)
{
  if (!report)
    return;
  g_clear_pointer(&report->records, g_ptr_array_unref);
  g_clear_pointer(&report->findings, g_ptr_array_unref);
  g_clear_pointer(&report->urls, g_ptr_array_unref);
  g_clear_pointer(&report->notes, g_ptr_array_unref);
  g_free(report);
}

guint
ibid_report_count(const IbidReport *report, IbidSeverity severity)
{
  guint n = 0;
  for (guint i = 0; i < report->findings->len; i++) {
    const IbidFinding *f = report->findings->pdata[i];
    n += !f->suppressed && f->severity >= severity;
  }
  return n;
}
