/* The forms of a report, listed once; and its summary. */
#include "config.h"

#include "report/report.h"

#include <string.h>

static const IbReporter reporters[] = {
  { "text", ib_report_text },
  { "json", ib_report_json },
  { "html", ib_report_html },
  { "sarif", ib_report_sarif },
};

const IbReporter *
ib_reporter_find(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(reporters); i++)
    if (!g_strcmp0(reporters[i].name, name))
      return &reporters[i];
  return NULL;
}

static void
count_finding(IbSummary *summary, const IbidFinding *f)
{
  if (f->suppressed)
    summary->suppressed++;
  else if (f->severity == IBID_SEVERITY_ERROR)
    summary->errors++;
  else if (f->severity == IBID_SEVERITY_WARNING)
    summary->warnings++;
  else
    summary->infos++;
}

/* Nothing could be said about the page.  One that shows another title is there, and is
 * spoken of. */
static gboolean
is_undetermined(IbidVerdict verdict)
{
  return verdict != IBID_VERDICT_DRIFTED && !strcmp(ibid_verdict_class(verdict), "unknown");
}

void
ib_report_summary(const IbidReport *report, IbSummary *summary)
{
  *summary = (IbSummary){ .references = report->records->len };
  for (guint i = 0; i < report->findings->len; i++)
    count_finding(summary, report->findings->pdata[i]);
  for (guint i = 0; i < report->urls->len; i++) {
    const IbidUrlCheck *check = report->urls->pdata[i];
    if (!check || !check->cited || check->verdict == IBID_VERDICT_NONE)
      continue;
    summary->verdicts[check->verdict]++;
    summary->undetermined += is_undetermined(check->verdict);
  }
  summary->undetermined = MAX(summary->undetermined, report->undetermined);
}
