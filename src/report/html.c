/* A report as one HTML page that asks nothing of anyone: no scripts, no pictures, no fonts,
 * no requests.  The Content-Security-Policy says so, with the hash of the one style sheet;
 * the filters are checkboxes whose state the style sheet reads. */
#include "config.h"

#include "report/html.h"

#include <string.h>

#include "report/escape.h"
#include "report/rules.h"

/* Above so many references only those with findings are shown: the page would not open. */
#define MAX_ALL 2000

/* The base64 of the style's SHA-256, as CSP wants it.  Caller frees with g_free(). */
static char *
style_hash(void)
{
  guint8 digest[32];
  gsize len = sizeof digest;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *)ib_html_style, -1);
  g_checksum_get_digest(sum, digest, &len);
  return g_base64_encode(digest, len);
}

static void
append_head(GString *out, const char *title)
{
  g_autofree char *hash = style_hash();
  g_string_append_printf(out,
                         "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                         "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n"
                         "<meta name=\"referrer\" content=\"no-referrer\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                         "<meta name=\"color-scheme\" content=\"light dark\">\n"
                         "<meta name=\"generator\" content=\"ibid %s\">\n<title>",
                         hash, PACKAGE_VERSION);
  ib_escape_html(out, title, -1, FALSE);
  g_string_append_printf(out, " – ibid</title>\n<style>%s</style>\n</head>\n<body>\n", ib_html_style);
}

/* One of the boxes: its id, its label, and how many findings or references it shows. */
typedef struct {
  const char *id, *label;
  guint n;
  gboolean checked;
} Filter;

/* The boxes stand before all that they hide or show: CSS looks forward only. */
static void
append_boxes(GString *out, const Filter filters[], guint n)
{
  for (guint i = 0; i < n; i++)
    if (filters[i].n)
      g_string_append_printf(out, "<input type=\"checkbox\" class=\"box\" id=\"show-%s\"%s>\n",
                             filters[i].id, filters[i].checked ? " checked" : "");
}

static void
append_labels(GString *out, const Filter filters[], guint n)
{
  g_string_append(out, "<nav class=\"filters\" aria-label=\"Show\">\n");
  for (guint i = 0; i < n; i++)
    if (filters[i].n)
      g_string_append_printf(out, "<label class=\"%s\" for=\"show-%s\"><span>%s</span> <b>%u</b></label>\n",
                             filters[i].id, filters[i].id, filters[i].label, filters[i].n);
  g_string_append(out, "</nav>\n");
}

static void
append_notes(GString *out, const IbView *view, const IbSummary *sum, gboolean shortened)
{
  const GPtrArray *notes = view->report->notes;
  g_autoptr(GString) more = g_string_new(NULL);

  for (guint i = 0; i < notes->len; i++) {
    g_string_append(more, "<p><bdi dir=\"ltr\">");
    ib_escape_html(more, notes->pdata[i], -1, TRUE);
    g_string_append(more, "</bdi></p>\n");
  }
  if (!view->report->urls->len)
    g_string_append(more, "<p>The cited pages were not asked for.</p>\n");
  if (sum->infos && !view->options->all)
    g_string_append_printf(more, "<p>%u %s not listed here; <code>--all</code> lists them.</p>\n",
                           sum->infos, sum->infos == 1 ? "info is" : "infos are");
  if (sum->undetermined)
    g_string_append_printf(more, "<p>Of %u cited %s nothing could be said.</p>\n", sum->undetermined,
                           sum->undetermined == 1 ? "page" : "pages");
  if (shortened)
    g_string_append_printf(more, "<p>The list is long: only references with findings are shown.</p>\n");
  if (more->len)
    g_string_append_printf(out, "<div class=\"notes\">\n%s</div>\n", more->str);
}

static void
append_number(GString *out, const char *class, guint n, const char *one, const char *many)
{
  g_string_append_printf(out, "<li class=\"%s\"><b>%u</b> %s</li>\n", class, n, n == 1 ? one : many);
}

static void
append_summary(GString *out, const IbView *view, const IbSummary *sum, const char *title, gboolean shortened)
{
  g_autofree char *day = ib_day_to_text(&view->report->today);
  g_string_append(out, "<header>\n<p class=\"kicker\">Reference check</p>\n<h1 dir=\"auto\">");
  ib_escape_html(out, title, -1, TRUE);
  g_string_append_printf(out, "</h1>\n<p class=\"day\">checked on <time datetime=\"%s\">%s</time></p>\n",
                         day, day);
  g_string_append(out, "<div class=\"summary\">\n<ul class=\"numbers\">\n");
  append_number(out, "references", sum->references, "reference", "references");
  append_number(out, sum->errors ? "error" : "zero", sum->errors, "error", "errors");
  append_number(out, sum->warnings ? "warning" : "zero", sum->warnings, "warning", "warnings");
  append_number(out, sum->infos ? "info" : "zero", sum->infos, "info", "infos");
  g_string_append(out, "</ul>\n");
  ib_html_chart(out, sum);
  g_string_append(out, "</div>\n");
  append_notes(out, view, sum, shortened);
  g_string_append(out, "</header>\n");
}

static int
compare_rules(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Each rule that spoke, once, with what to do. */
static void
append_rules(GString *out, const IbView *view)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i <= view->n_records; i++)
    for (guint j = 0; view->groups[i] && j < view->groups[i]->len; j++) {
      const IbidFinding *f = view->groups[i]->pdata[j];
      if (g_hash_table_add(seen, (gpointer)f->rule))
        g_ptr_array_add(ids, (gpointer)f->rule);
    }
  if (!ids->len)
    return;
  g_ptr_array_sort(ids, compare_rules);
  g_string_append(out, "<section class=\"rules\">\n<h2>The rules that spoke here</h2>\n<dl>\n");
  for (guint i = 0; i < ids->len; i++) {
    IbRuleText rule;
    ib_rule_find(ids->pdata[i], &rule);
    g_string_append(out, "<div id=\"rule-");
    ib_escape_html(out, rule.id, -1, FALSE);
    g_string_append(out, "\"><dt><code>");
    ib_escape_html(out, rule.id, -1, FALSE);
    g_string_append(out, "</code></dt><dd><b>");
    ib_escape_html(out, rule.text, -1, FALSE);
    g_string_append(out, ".</b> ");
    ib_escape_html(out, rule.help, -1, FALSE);
    g_string_append(out, "</dd></div>\n");
  }
  g_string_append(out, "</dl>\n</section>\n");
}

static guint
count_clean(const IbView *view)
{
  guint n = 0;
  for (guint i = 0; i < view->n_records; i++)
    n += !view->groups[i];
  return n;
}

static void
append_references(GString *out, const IbView *view, gboolean shortened)
{
  g_string_append(out, "<main>\n");
  ib_html_whole_list(out, view);
  for (guint i = 0; i < view->n_records; i++)
    if (!shortened || view->groups[i])
      ib_html_reference(out, view, i);
  g_string_append(out, "<p class=\"empty\">Nothing is left to show: tick a box above.</p>\n</main>\n");
}

void
ib_report_html(const IbidReport *report, const IbReportOptions *options, GString *out)
{
  g_autoptr(IbView) view = ib_view_new(report, options, TRUE);
  const char *title = options->title && *options->title ? options->title : "Reference list";
  gboolean shortened = view->n_records > MAX_ALL;
  IbSummary sum;
  ib_report_summary(report, &sum);
  const Filter filters[] = {
    { "error", "Errors", sum.errors, TRUE },
    { "warning", "Warnings", sum.warnings, TRUE },
    { "info", "Infos", options->all ? sum.infos : 0, TRUE },
    { "suppressed", "Suppressed", sum.suppressed, FALSE },
    { "none", "Nothing found", shortened ? 0 : count_clean(view), TRUE },
  };

  append_head(out, title);
  append_boxes(out, filters, G_N_ELEMENTS(filters));
  append_summary(out, view, &sum, title, shortened);
  append_labels(out, filters, G_N_ELEMENTS(filters));
  append_references(out, view, shortened);
  append_rules(out, view);
  g_string_append_printf(out, "<footer>Made by ibid %s.</footer>\n</body>\n</html>\n", PACKAGE_VERSION);
}
