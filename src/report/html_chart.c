/* The bar chart of verdicts: inline SVG, coloured by the page's style, readable by a screen
 * reader as a sentence. */
#include "config.h"

#include "report/html.h"

#include <string.h>

/* In units of the drawing, which are about pixels. */
#define ROW 22
#define LABEL 104
#define WIDTH 420
#define NUMBER 48

static guint
highest(const IbSummary *summary)
{
  guint max = 0;
  for (int v = IBID_VERDICT_OK; v < IBID_N_VERDICTS; v++)
    max = MAX(max, summary->verdicts[v]);
  return max;
}

static guint
count_rows(const IbSummary *summary)
{
  guint n = 0;
  for (int v = IBID_VERDICT_OK; v < IBID_N_VERDICTS; v++)
    n += summary->verdicts[v] != 0;
  return n;
}

/* "9 ok, 4 moved". */
static void
append_sentence(GString *out, const IbSummary *summary)
{
  const char *before = "";
  for (int v = IBID_VERDICT_OK; v < IBID_N_VERDICTS; v++) {
    if (!summary->verdicts[v])
      continue;
    g_string_append_printf(out, "%s%u %s", before, summary->verdicts[v], ibid_verdict_name(v));
    before = ", ";
  }
}

static void
append_bar(GString *out, IbidVerdict v, guint n, guint max, guint y)
{
  guint length = MAX(2, (guint)((guint64)n * (WIDTH - LABEL - NUMBER) / max));
  g_string_append_printf(out,
                         "<text x=\"%d\" y=\"%u\" text-anchor=\"end\">%s</text>"
                         "<rect class=\"bar-%s\" x=\"%d\" y=\"%u\" width=\"%u\" height=\"12\" rx=\"2\"/>"
                         "<text class=\"n\" x=\"%u\" y=\"%u\">%u</text>\n",
                         LABEL - 10, y + 15, ibid_verdict_name(v), ibid_verdict_class(v), LABEL, y + 5,
                         length, LABEL + length + 8, y + 15, n);
}

void
ib_html_chart(GString *out, const IbSummary *summary)
{
  guint max = highest(summary), y = 0;
  if (!max)
    return;
  g_string_append(out, "<figure class=\"chart\">\n<figcaption>What became of the cited pages</figcaption>\n");
  g_string_append_printf(out, "<svg role=\"img\" aria-label=\"Verdicts: ");
  append_sentence(out, summary);
  g_string_append_printf(out, "\" viewBox=\"0 0 %d %u\" width=\"%d\" height=\"%u\">\n", WIDTH,
                         count_rows(summary) * ROW, WIDTH, count_rows(summary) * ROW);
  for (int v = IBID_VERDICT_OK; v < IBID_N_VERDICTS; v++) {
    if (!summary->verdicts[v])
      continue;
    append_bar(out, v, summary->verdicts[v], max, y);
    y += ROW;
  }
  g_string_append(out, "</svg>\n<p class=\"legend\"><span class=\"key alive\"></span>there "
                       "<span class=\"key dead\"></span>gone "
                       "<span class=\"key unknown\"></span>cannot be told</p>\n</figure>\n");
}
