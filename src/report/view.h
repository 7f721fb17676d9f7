/* What a report shows: the findings of each reference that are listed, and where they
 * stand.  Shared by all four forms. */
#ifndef IB_REPORT_VIEW_H
#define IB_REPORT_VIEW_H

#include "report/report.h"

typedef struct {
  const IbidReport *report;
  const IbReportOptions *options;
  GPtrArray **groups; /* of IbidFinding, borrowed; one a record, the last about the whole list;
                         NULL where there is nothing to show */
  guint n_records;
} IbView;

/* Lists infos only when the options want all; suppressed findings only when WITH_SUPPRESSED.
 * Caller frees with ib_view_free(). */
IbView *ib_view_new(const IbidReport *report, const IbReportOptions *options, gboolean with_suppressed);
void ib_view_free(IbView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbView, ib_view_free)

/* The worst severity that group I lists unsuppressed; -1 for none. */
int ib_view_worst(const IbView *view, guint i);
const IbidUrlCheck *ib_view_check(const IbView *view, guint i); /* NULL: not asked, or only the DOI was */

typedef struct {
  guint line, column, end_line, end_column; /* from 1; 0 unknown; columns in code points */
  gsize start, end;                         /* bytes of the file */
} IbPlace;

/* Where SPAN of REC's source stands in its file; {0,0} is the whole record. */
void ib_view_place(const IbView *view, const IbidRecord *rec, IbidSpan span, IbPlace *place);

/* The reference as printed, on one line; one that never was printed as "Author (year) Title.
 * Container".  Caller frees with g_free(). */
char *ib_view_describe(const IbidRecord *rec);

/* "3 errors".  Caller frees with g_free(). */
char *ib_count(guint n, const char *one, const char *many);
char *ib_day_to_text(const IbidDatePart *day); /* "2026-11-24".  Caller frees with g_free(). */
#endif
