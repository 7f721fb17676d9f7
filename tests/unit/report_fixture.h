/* A report made by hand, with what reports are: errors, repairs, verdicts, a reference in
 * Persian, and one whose every text tries to break out. */
#ifndef REPORT_FIXTURE_H
#define REPORT_FIXTURE_H

#include <string.h>
#include <glib.h>

#include "report/report.h"

/* Breaks out of HTML, of a terminal line, and turns the direction. */
#define HOSTILE "</mark><script>alert(1)</script>\" onload='x' \033[31m\302\2330m\342\200\256evil & <b>"

static const char *const fixture_printed[] = {
  "Ramani, S. (2016), “Why the Russia-Belarus Union is Strained”, Huffington Post, "
  "http://www. huffingtonpost.com/entry/12, accessed 16/7/2020.",
  "Archer, C. and N. Nugent (2002) “Introduction: Small States and the European Union”, Current "
  "Politics and Economics of Europe, Vol. 1 No. 28, pp. 1-10.",
  "نصری، مشیرزاده (۱۳۹۹) «سیاست خارجی بلاروس»، فصلنامه مطالعات، http://example.ir/a, accessed 3/6/2018 [in Persian].",
  HOSTILE,
  "Knudsen, O. (2002), “Small States, Latent and Extant”, Journal of International Relations, 5, 182-198.",
};

static inline IbidFinding *
fixture_finding(IbidReport *report, const char *rule, IbidSeverity severity, guint i, const char *spot,
                const char *message)
{
  IbidFinding *f = ibid_finding_new(rule, severity, i, IBID_VAR_URL);
  const char *at = spot && i < G_N_ELEMENTS(fixture_printed) ? strstr(fixture_printed[i], spot) : NULL;
  if (at)
    f->span = (IbidSpan){ at - fixture_printed[i], at - fixture_printed[i] + strlen(spot) };
  ibid_finding_set_message(f, "%s", message);
  g_ptr_array_add(report->findings, f);
  return f;
}

static inline void
fixture_add_records(IbidReport *report)
{
  static const char *const keys[] = { "ramani2016belarus", "archer2002introduction", "nasri1399",
                                      "evil<key>", "knudsen2002small" };
  gsize at = 0;
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    IbidRecord *rec = ibid_record_new(IBID_TYPE_ARTICLE_JOURNAL);
    gsize len = strlen(fixture_printed[i]);
    IbidSource source = { .file = (char *)"my list.txt", .line = i + 1, .column = 1, .start = at, .end = at + len };
    ibid_record_set_printed(rec, fixture_printed[i]);
    ibid_record_set_source(rec, &source);
    ibid_record_set_key(rec, keys[i]);
    g_ptr_array_add(report->records, rec);
    at += len + 1;
  }
  ibid_record_set_text(report->records->pdata[0], IBID_VAR_URL, "http://www.huffingtonpost.com/entry/12");
}

static inline void
fixture_add_check(IbidReport *report, guint i, IbidVerdict verdict, const char *url, const char *reason)
{
  IbidUrlCheck *check = ibid_url_check_new(url);
  check->url = g_strdup(url);
  check->verdict = verdict;
  check->reason = g_strdup(reason);
  check->checked = 1795514400;
  check->attempts = 1;
  while (report->urls->len <= i)
    g_ptr_array_add(report->urls, NULL);
  report->urls->pdata[i] = check;
}

static inline void
fixture_add_checks(IbidReport *report)
{
  fixture_add_check(report, 0, IBID_VERDICT_DEAD, "http://www.huffingtonpost.com/entry/12", "404 Not Found");
  IbidUrlCheck *check = report->urls->pdata[0];
  check->status = 404;
  check->archive.url = g_strdup("https://web.archive.org/web/20180120/http://www.huffingtonpost.com/entry/12");
  check->archive.date = (IbidDatePart){ .year = 2018, .month = 1, .day = 20 };
  check->archive.days = 3;
  fixture_add_check(report, 2, IBID_VERDICT_BLOCKED, "http://example.ir/a", "403, a challenge page");
  fixture_add_check(report, 3, IBID_VERDICT_OK, "javascript:alert(1)", HOSTILE);
  while (report->urls->len < report->records->len)
    g_ptr_array_add(report->urls, NULL);
}

static inline void
fixture_add_findings(IbidReport *report)
{
  IbidFinding *f = fixture_finding(report, "url.whitespace", IBID_SEVERITY_ERROR, 0,
                                   "http://www. huffingtonpost.com/entry/12", "the URL has a blank inside");
  ibid_finding_set_fix(f, IBID_VAR_URL, "http://www. huffingtonpost.com/entry/12",
                       "http://www.huffingtonpost.com/entry/12", TRUE);
  f = fixture_finding(report, "url.dead", IBID_SEVERITY_ERROR, 0, "www. huffingtonpost.com/entry/12, accessed",
                      "the page is gone (404)");
  ibid_finding_add_fact(f, "asked", "GET http://www.huffingtonpost.com/entry/12");
  ibid_finding_add_number(f, "status", 404);
  f = fixture_finding(report, "number.swapped", IBID_SEVERITY_WARNING, 1, "Vol. 1 No. 28",
                      "volume 1 and issue 28 look exchanged");
  ibid_finding_set_fix(f, IBID_VAR_VOLUME, "1", "28", FALSE);
  f = fixture_finding(report, "date.ambiguous", IBID_SEVERITY_WARNING, 2, "3/6/2018",
                      "3/6/2018 is 3 June or 6 March");
  f->suppressed = g_strdup("the journal writes the day first");
  fixture_finding(report, "list.name-variant", IBID_SEVERITY_INFO, 2, "نصری", "«نصری» and Nasri are one");
  f = fixture_finding(report, "text.html", IBID_SEVERITY_WARNING, 3, "<script>", HOSTILE);
  ibid_finding_add_fact(f, HOSTILE, HOSTILE);
  ibid_finding_add_fact(f, "address", "javascript:alert(1)");
  ibid_finding_set_fix(f, IBID_VAR_TITLE, HOSTILE, HOSTILE, TRUE);
  fixture_finding(report, "list.order", IBID_SEVERITY_WARNING, G_MAXUINT, NULL, "the list is out of order");
}

/* Caller frees with ibid_report_free(). */
static inline IbidReport *
fixture_report(void)
{
  IbidReport *report = ibid_report_new();
  report->today = (IbidDatePart){ .year = 2026, .month = 11, .day = 24 };
  fixture_add_records(report);
  fixture_add_checks(report);
  fixture_add_findings(report);
  g_ptr_array_add(report->notes, g_strdup("a note with \033]0;title\007 in it"));
  return report;
}

/* As a session would: the file has the records one a line, UTF-8. */
static inline void
fixture_position(const IbidRecord *rec, gsize offset, guint *line, guint *column, gsize *byte, gpointer data)
{
  const IbidSource *source = ibid_record_source(rec);
  *line = source->line;
  *column = 1 + (guint)g_utf8_strlen(ibid_record_printed(rec), (gssize)offset);
  *byte = source->start + offset;
}

/* Caller frees with g_free(). */
static inline char *
fixture_write(const IbidReport *report, const char *format, const IbReportOptions *options)
{
  IbReportOptions how = *options;
  GString *out = g_string_new(NULL);
  how.position = fixture_position;
  ib_reporter_find(format)->write(report, &how, out);
  return g_string_free(out, FALSE);
}
#endif
