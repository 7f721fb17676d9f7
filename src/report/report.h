/* A finished check as text, JSON, SARIF and HTML. */
#ifndef IB_REPORT_H
#define IB_REPORT_H

#include "ibid/finding.h"

typedef struct {
  gboolean all;    /* infos too */
  gboolean color;  /* text: ANSI colours */
  guint width;     /* text: columns to wrap at; 0: do not */
  const char *title; /* html: name of the list; may be NULL */
  /* Where byte OFFSET of RECORD's source stands in its file: line and column from 1 and the
   * byte of the file.  NULL: only the record's own place is known. */
  void (*position)(const IbidRecord *rec, gsize offset, guint *line, guint *column, gsize *byte,
                   gpointer data);
  gpointer position_data;
} IbReportOptions;

typedef struct {
  const char *name; /* "sarif" */
  void (*write)(const IbidReport *report, const IbReportOptions *options, GString *out);
} IbReporter;

void ib_report_text(const IbidReport *report, const IbReportOptions *options, GString *out);
void ib_report_json(const IbidReport *report, const IbReportOptions *options, GString *out);
void ib_report_sarif(const IbidReport *report, const IbReportOptions *options, GString *out);
void ib_report_html(const IbidReport *report, const IbReportOptions *options, GString *out);

const IbReporter *ib_reporter_find(const char *name); /* NULL when unknown.  Never freed. */

typedef struct {
  guint references, errors, warnings, infos, undetermined, suppressed;
  guint verdicts[IBID_N_VERDICTS];
} IbSummary;
void ib_report_summary(const IbidReport *report, IbSummary *summary);

/* Suppressions: lines "RULE KEY-or-text [until DATE] : reason".  Marks findings, adds
 * suppression.unused and suppression.expired.  FALSE on a malformed line (IBID_ERROR_CONFIG). */
gboolean ib_suppress(IbidReport *report, const char *name, const char *text, GError **error);
#endif
