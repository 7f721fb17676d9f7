/* The parts of the HTML report: style, chart, references. */
#ifndef IB_REPORT_HTML_H
#define IB_REPORT_HTML_H

#include "report/view.h"

extern const char ib_html_style[]; /* the style sheet, all of it */

/* The bar chart of verdicts as inline SVG; nothing where no page was asked for. */
void ib_html_chart(GString *out, const IbSummary *summary);

/* Reference I as printed, its spots marked, with what was found. */
void ib_html_reference(GString *out, const IbView *view, guint i);
/* The findings about the list as a whole, where there are any. */
void ib_html_whole_list(GString *out, const IbView *view);
#endif
