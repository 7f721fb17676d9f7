/* One reference of the HTML report: as printed, the spots that findings speak of marked in
 * place and numbered, then the findings with evidence and fix.
 *
 * Spans may overlap (a host inside a URL with a blank), so the text is cut at every border
 * of a span and each piece bears the worst that covers it. */
#include "config.h"

#include "report/html.h"

#include <string.h>

#include "record/check_json.h"
#include "report/escape.h"
#include "report/rules.h"

typedef struct {
  gsize start, end;
  guint number; /* of the finding within its reference, from 1 */
  int severity; /* -1: suppressed */
} Spot;

static const char *
class_of(int severity)
{
  static const char *const names[] = { "info", "warning", "error" };
  return severity < 0 ? "suppressed" : names[severity];
}

static int
severity_of(const IbidFinding *f)
{
  return f->suppressed ? -1 : (int)f->severity;
}

/* ---- the text and its spots ---- */

static gboolean
is_boundary(const char *s, gsize at)
{
  return ((guchar)s[at] & 0xC0) != 0x80;
}

static GArray *
collect_spots(const GPtrArray *group, const char *printed)
{
  GArray *spots = g_array_new(FALSE, FALSE, sizeof(Spot));
  gsize len = strlen(printed);
  for (guint j = 0; group && j < group->len; j++) {
    const IbidFinding *f = group->pdata[j];
    Spot spot = { f->span.start, f->span.end, j + 1, severity_of(f) };
    if (spot.start < spot.end && spot.end <= len && is_boundary(printed, spot.start)
        && is_boundary(printed, spot.end))
      g_array_append_val(spots, spot);
  }
  return spots;
}

static int
compare_borders(gconstpointer a, gconstpointer b)
{
  gsize x = *(const gsize *)a, y = *(const gsize *)b;
  return (x > y) - (x < y);
}

/* All starts and ends, and those of the text, in order; repeats stay. */
static GArray *
collect_borders(const GArray *spots, gsize len)
{
  GArray *borders = g_array_new(FALSE, FALSE, sizeof(gsize));
  gsize zero = 0;
  g_array_append_val(borders, zero);
  for (guint i = 0; i < spots->len; i++) {
    const Spot *spot = &g_array_index(spots, Spot, i);
    g_array_append_val(borders, spot->start);
    g_array_append_val(borders, spot->end);
  }
  g_array_append_val(borders, len);
  g_array_sort(borders, compare_borders);
  return borders;
}

/* The worst spot over [START, END), or NULL. */
static const Spot *
find_worst(const GArray *spots, gsize start, gsize end)
{
  const Spot *worst = NULL;
  for (guint i = 0; i < spots->len; i++) {
    const Spot *spot = &g_array_index(spots, Spot, i);
    if (spot->start <= start && spot->end >= end && (!worst || spot->severity > worst->severity))
      worst = spot;
  }
  return worst;
}

static void
append_piece(GString *out, const char *s, gsize len, const Spot *worst)
{
  if (worst)
    g_string_append_printf(out, "<mark class=\"%s\">", class_of(worst->severity));
  ib_escape_html(out, s, (gssize)len, TRUE);
  if (worst)
    g_string_append(out, "</mark>");
}

/* The numbers of the spots that end at AT, as links to their findings. */
static void
append_numbers(GString *out, const GArray *spots, gsize at, guint i)
{
  for (guint k = 0; k < spots->len; k++) {
    const Spot *spot = &g_array_index(spots, Spot, k);
    if (spot->end == at)
      g_string_append_printf(out, "<sup class=\"%s\"><a href=\"#f%u-%u\">%u</a></sup>",
                             class_of(spot->severity), i + 1, spot->number, spot->number);
  }
}

/* More spots than this in one reference are one mark each at most: the cost is their square. */
#define MAX_SPOTS 200

static void
append_marked(GString *out, const char *printed, const GPtrArray *group, guint i)
{
  g_autoptr(GArray) spots = collect_spots(group, printed);
  if (spots->len > MAX_SPOTS)
    g_array_set_size(spots, MAX_SPOTS);
  g_autoptr(GArray) borders = collect_borders(spots, strlen(printed));
  for (guint k = 0; k + 1 < borders->len; k++) {
    gsize start = g_array_index(borders, gsize, k), end = g_array_index(borders, gsize, k + 1);
    if (start == end)
      continue;
    append_piece(out, printed + start, end - start, find_worst(spots, start, end));
    append_numbers(out, spots, end, i);
  }
}

static void
append_text(GString *out, const IbView *view, guint i)
{
  const IbidRecord *rec = view->report->records->pdata[i];
  const char *printed = ibid_record_printed(rec);

  g_string_append(out, "<p class=\"text\" dir=\"auto\">");
  if (printed && g_utf8_validate(printed, -1, NULL)) {
    append_marked(out, printed, view->groups[i], i);
  } else {
    g_autofree char *described = ib_view_describe(rec);
    ib_escape_html(out, described, -1, TRUE);
  }
  g_string_append(out, "</p>\n");
}

/* ---- the findings ---- */

/* S, its direction its own, as a link where it is an address of the web. */
static void
append_value(GString *out, const char *element, const char *s)
{
  gboolean link = ib_is_web_link(s);
  g_string_append_printf(out, "<%s dir=\"auto\">", element);
  if (link) {
    g_string_append(out, "<a rel=\"noreferrer\" href=\"");
    ib_escape_html(out, s, -1, FALSE);
    g_string_append(out, "\">");
  }
  ib_escape_html(out, s ? s : "", -1, TRUE);
  g_string_append_printf(out, "%s</%s>", link ? "</a>" : "", element);
}

static void
append_evidence(GString *out, const IbidFinding *f)
{
  if (!f->evidence || !f->evidence->len)
    return;
  g_string_append(out, "<dl class=\"evidence\">");
  for (guint i = 0; i < f->evidence->len; i++) {
    const IbidFact *fact = &g_array_index(f->evidence, IbidFact, i);
    g_string_append(out, "<div><dt>");
    ib_escape_html(out, fact->name, -1, TRUE);
    g_string_append(out, "</dt> ");
    append_value(out, "dd", fact->value);
    g_string_append(out, "</div>");
  }
  g_string_append(out, "</dl>\n");
}

static void
append_fix(GString *out, const IbidFinding *f)
{
  if (f->fix.var == IBID_VAR_NONE)
    return;
  g_string_append_printf(out, "<p class=\"fix\"><span class=\"how\">%s</span> <span class=\"field\">%s</span> ",
                         f->fix.safe ? "Safe fix" : "Fix to review", ibid_var_name(f->fix.var));
  if (f->fix.old_value && *f->fix.old_value) {
    g_string_append(out, "<del dir=\"auto\">");
    ib_escape_html(out, f->fix.old_value, -1, TRUE);
    g_string_append(out, "</del> ");
  }
  if (f->fix.new_value && *f->fix.new_value)
    append_value(out, "ins", f->fix.new_value);
  else
    g_string_append(out, "<ins>(leave it out)</ins>");
  g_string_append(out, "</p>\n");
}

/* ID is "f12-1": the reference and the number within it. */
static void
append_finding(GString *out, const IbidFinding *f, const char *id, guint number)
{
  IbRuleText rule;
  ib_rule_find(f->rule, &rule);
  g_string_append_printf(out, "<li class=\"finding %s\" id=\"%s\">\n<p class=\"message\">"
                              "<span class=\"number\">%u</span> <strong class=\"severity\">%s</strong> ",
                         class_of(severity_of(f)), id, number, ibid_severity_name(f->severity));
  /* Ours, and English, whatever the value that it begins with. */
  g_string_append(out, "<bdi dir=\"ltr\">");
  ib_escape_html(out, f->message ? f->message : "", -1, TRUE);
  g_string_append(out, "</bdi> <a class=\"rule\" href=\"#rule-");
  ib_escape_html(out, f->rule, -1, FALSE);
  g_string_append(out, "\" title=\"");
  ib_escape_html(out, rule.text, -1, FALSE);
  g_string_append(out, "\">");
  ib_escape_html(out, f->rule, -1, FALSE);
  g_string_append(out, "</a></p>\n");
  append_evidence(out, f);
  append_fix(out, f);
  if (f->suppressed) {
    g_string_append(out, "<p class=\"reason\">Suppressed: <bdi>");
    ib_escape_html(out, f->suppressed, -1, TRUE);
    g_string_append(out, "</bdi></p>\n");
  }
  g_string_append(out, "</li>\n");
}

static void
append_findings(GString *out, const GPtrArray *group, guint i)
{
  if (!group)
    return;
  g_string_append(out, "<ol class=\"findings\">\n");
  for (guint j = 0; j < group->len; j++) {
    g_autofree char *id = g_strdup_printf("f%u-%u", i + 1, j + 1);
    append_finding(out, group->pdata[j], id, j + 1);
  }
  g_string_append(out, "</ol>\n");
}

/* ---- the page behind the reference ---- */

static void
append_archive(GString *out, const IbidUrlCheck *check)
{
  if (!check->archive.url || !ib_is_web_link(check->archive.url))
    return;
  g_autofree char *day = ib_day_to_text(&check->archive.date);
  g_string_append(out, " · <a rel=\"noreferrer\" href=\"");
  ib_escape_html(out, check->archive.url, -1, FALSE);
  g_string_append_printf(out, "\">archived copy%s%s</a>", *day ? " of " : "", day);
}

/* Verdict, reason, address.  An address that was unsafe to fetch is no link either. */
static void
append_check(GString *out, const IbidUrlCheck *check)
{
  if (!check || check->verdict == IBID_VERDICT_NONE)
    return;
  g_autofree char *time = ib_time_to_text(check->checked);
  const char *url = check->url ? check->url : check->cited;
  g_string_append_printf(out, "<p class=\"page\"><span class=\"verdict %s\">%s</span> ",
                         ibid_verdict_class(check->verdict), ibid_verdict_name(check->verdict));
  if (check->verdict == IBID_VERDICT_UNSAFE) {
    g_string_append(out, "<bdi>");
    ib_escape_html(out, url ? url : "", -1, TRUE);
    g_string_append(out, "</bdi>");
  } else {
    append_value(out, "bdi", url);
  }
  if (check->reason && *check->reason) {
    g_string_append(out, " · <bdi dir=\"ltr\">");
    ib_escape_html(out, check->reason, -1, TRUE);
    g_string_append(out, "</bdi>");
  }
  if (time)
    g_string_append_printf(out, " · <time datetime=\"%s\">%.10s</time>", time, time);
  append_archive(out, check);
  g_string_append(out, "</p>\n");
}

/* ---- the whole ---- */

/* The classes that the filters go by: each severity that has a finding here. */
static void
append_classes(GString *out, const GPtrArray *group)
{
  gboolean has[4] = { FALSE };
  for (guint j = 0; group && j < group->len; j++)
    has[severity_of(group->pdata[j]) + 1] = TRUE;
  for (int s = -1; s <= (int)IBID_SEVERITY_ERROR; s++)
    if (has[s + 1])
      g_string_append_printf(out, " has-%s", class_of(s));
  if (!group)
    g_string_append(out, " has-none");
}

static void
append_heading(GString *out, const IbidRecord *rec, guint i)
{
  const IbidSource *source = ibid_record_source(rec);
  g_string_append_printf(out, "<h3><span class=\"at\">%u</span> <code>", i + 1);
  ib_escape_html(out, ibid_record_key(rec) ? ibid_record_key(rec) : "?", -1, TRUE);
  g_string_append(out, "</code>");
  if (source->line)
    g_string_append_printf(out, " <span class=\"line\">line %u</span>", source->line);
  g_string_append(out, "</h3>\n");
}

void
ib_html_reference(GString *out, const IbView *view, guint i)
{
  const IbidRecord *rec = view->report->records->pdata[i];
  g_string_append(out, "<article class=\"ref");
  append_classes(out, view->groups[i]);
  g_string_append_printf(out, "\" id=\"r%u\">\n", i + 1);
  append_heading(out, rec, i);
  append_text(out, view, i);
  append_check(out, ib_view_check(view, i));
  append_findings(out, view->groups[i], i);
  g_string_append(out, "</article>\n");
}

void
ib_html_whole_list(GString *out, const IbView *view)
{
  const GPtrArray *group = view->groups[view->n_records];
  if (!group)
    return;
  g_string_append(out, "<article class=\"ref whole");
  append_classes(out, group);
  g_string_append(out, "\">\n<h3>The list as a whole</h3>\n");
  append_findings(out, group, view->n_records);
  g_string_append(out, "</article>\n");
}
