/* A report as text for people: the references with findings, worst first, and one line
 * that sums up. */
#include "config.h"

#include "report/report.h"

#include <string.h>

#include "report/escape.h"
#include "report/view.h"

/* Of a reference and of a piece of evidence, so much is quoted, in columns. */
#define QUOTE 150
#define QUOTE_FACT 100
/* Narrower than this nothing is wrapped: it would read worse. */
#define NARROWEST 40

typedef enum { PLAIN, BOLD, DIM, RED, YELLOW, BLUE } Color;

static const char *const codes[] = {
  [BOLD] = "\033[1m", [DIM] = "\033[2m", [RED] = "\033[1;31m", [YELLOW] = "\033[1;33m", [BLUE] = "\033[1;34m",
};

static const struct {
  const char *label;
  Color color;
} severities[] = {
  [IBID_SEVERITY_INFO] = { "info", BLUE },
  [IBID_SEVERITY_WARNING] = { "warning", YELLOW },
  [IBID_SEVERITY_ERROR] = { "error", RED },
};

typedef struct {
  const IbView *view;
  GString *out;
} Page;

/* Columns that a terminal gives to S. */
static guint
columns_of(const char *s, gsize len)
{
  guint n = 0;
  for (const char *p = s; p < s + len; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    n += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
  }
  return n;
}

static void
append_colored(Page *page, Color color, const char *s, gsize len)
{
  gboolean on = page->view->options->color && color != PLAIN;
  g_string_append_printf(page->out, "%s%.*s%s", on ? codes[color] : "", (int)len, s, on ? "\033[0m" : "");
}

/* Appends S, which is one line already, from column AT on; what passes the width goes to
 * further lines, indented.  Words are not broken: a URL stays whole, so that it can be copied. */
static void
append_wrapped(Page *page, Color color, guint at, guint indent, const char *s)
{
  guint width = page->view->options->width;
  gboolean wraps = width >= NARROWEST;
  gboolean first = TRUE;

  while (*s) {
    gsize len = strcspn(s, " ");
    guint n = columns_of(s, len);
    if (!first && wraps && at + 1 + n > width) {
      g_string_append_printf(page->out, "\n%*s", (int)indent, "");
      at = indent;
    } else if (!first) {
      g_string_append_c(page->out, ' ');
      at++;
    }
    append_colored(page, color, s, len);
    at += n;
    first = FALSE;
    s += len + (s[len] == ' ');
  }
  g_string_append_c(page->out, '\n');
}

/* S made harmless and at most MAX columns wide.  Caller frees with g_free(). */
static char *
quote(const char *s, guint max)
{
  g_autofree char *safe = ib_escape_terminal(s ? s : "");
  guint n = 0;
  for (char *p = safe; *p; p = g_utf8_next_char(p)) {
    n += columns_of(p, g_utf8_next_char(p) - p);
    if (n > max) {
      *p = '\0';
      return g_strconcat(g_strchomp(safe), "…", NULL);
    }
  }
  return g_steal_pointer(&safe);
}

/* "    evidence: " and the like, then TEXT, wrapped under itself. */
static void
append_detail(Page *page, const char *label, Color color, const char *text)
{
  guint indent = 4 + strlen(label) + 2;
  g_string_append(page->out, "    ");
  append_colored(page, DIM, label, strlen(label));
  append_colored(page, DIM, ":", 1);
  g_string_append_c(page->out, ' ');
  append_wrapped(page, color, indent, indent, text);
}

static void
append_evidence(Page *page, const IbidFinding *f)
{
  g_autoptr(GString) facts = g_string_new(NULL);
  for (guint i = 0; f->evidence && i < f->evidence->len; i++) {
    const IbidFact *fact = &g_array_index(f->evidence, IbidFact, i);
    g_autofree char *name = quote(fact->name, QUOTE_FACT);
    g_autofree char *value = quote(fact->value, QUOTE_FACT);
    g_string_append_printf(facts, "%s%s %s", facts->len ? "; " : "", name, value);
  }
  if (facts->len)
    append_detail(page, "evidence", DIM, facts->str);
}

/* The fix is not cut: it is there to be copied. */
static void
append_fix(Page *page, const IbidFinding *f)
{
  if (f->fix.var == IBID_VAR_NONE)
    return;
  g_autofree char *value = ib_escape_terminal(f->fix.new_value ? f->fix.new_value : "");
  g_autofree char *text = g_strdup_printf("%s: %s", ibid_var_name(f->fix.var),
                                          *value ? value : "(leave it out)");
  append_detail(page, f->fix.safe ? "fix" : "fix, to review", PLAIN, text);
}

static void
append_finding(Page *page, const IbidFinding *f)
{
  const char *label = severities[f->severity].label;
  g_autofree char *message = ib_escape_terminal(f->message ? f->message : "");
  g_autofree char *line = g_strdup_printf("%s [%s]", message, f->rule);

  g_string_append(page->out, "  ");
  append_colored(page, severities[f->severity].color, label, strlen(label));
  g_string_append(page->out, ": ");
  append_wrapped(page, PLAIN, 2 + strlen(label) + 2, 4, line);
  append_evidence(page, f);
  append_fix(page, f);
  if (f->suppressed) {
    g_autofree char *reason = ib_escape_terminal(f->suppressed);
    append_detail(page, "suppressed", PLAIN, reason);
  }
}

static void
append_place(Page *page, const IbidRecord *rec)
{
  const IbidSource *source = ibid_record_source(rec);
  if (!source->file)
    return;
  g_autofree char *file = ib_escape_terminal(source->file);
  g_autofree char *place = source->line ? g_strdup_printf("  %s:%u", file, source->line)
                                        : g_strdup_printf("  %s", file);
  append_colored(page, DIM, place, strlen(place));
}

/* Key, place and the beginning of the reference. */
static void
append_heading(Page *page, guint i)
{
  const IbidRecord *rec = page->view->report->records->pdata[i];
  g_autofree char *key = ib_escape_terminal(ibid_record_key(rec) ? ibid_record_key(rec) : "?");
  g_autofree char *described = ib_view_describe(rec);
  g_autofree char *text = quote(described, QUOTE);

  append_colored(page, BOLD, key, strlen(key));
  append_place(page, rec);
  g_string_append(page->out, "\n  ");
  append_wrapped(page, DIM, 2, 2, text);
}

static void
append_group(Page *page, guint i)
{
  const GPtrArray *group = page->view->groups[i];
  if (i < page->view->n_records) {
    append_heading(page, i);
  } else {
    append_colored(page, BOLD, "The list as a whole", strlen("The list as a whole"));
    g_string_append_c(page->out, '\n');
  }
  for (guint j = 0; j < group->len; j++)
    append_finding(page, group->pdata[j]);
  g_string_append_c(page->out, '\n');
}

static void
append_verdicts(GString *out, const IbSummary *sum)
{
  const char *before = "; pages: ";
  for (int v = IBID_VERDICT_OK; v < IBID_N_VERDICTS; v++) {
    if (!sum->verdicts[v])
      continue;
    g_string_append_printf(out, "%s%u %s", before, sum->verdicts[v], ibid_verdict_name(v));
    before = ", ";
  }
}

static void
append_summary(Page *page)
{
  IbSummary sum;
  ib_report_summary(page->view->report, &sum);
  gboolean all = page->view->options->all;
  g_autofree char *references = ib_count(sum.references, "reference", "references");
  g_autofree char *errors = ib_count(sum.errors, "error", "errors");
  g_autofree char *warnings = ib_count(sum.warnings, "warning", "warnings");
  g_autofree char *infos = ib_count(sum.infos, "info", "infos");
  g_autoptr(GString) line = g_string_new(NULL);

  g_string_append_printf(line, "%s: %s, %s, %s%s", references, errors, warnings, infos,
                         sum.infos && !all ? " (--all lists them)" : "");
  if (sum.suppressed)
    g_string_append_printf(line, ", %u suppressed", sum.suppressed);
  append_verdicts(line, &sum);
  if (sum.undetermined)
    g_string_append_printf(line, "; %u could not be determined", sum.undetermined);
  append_wrapped(page, BOLD, 0, 2, line->str);
}

void
ib_report_text(const IbidReport *report, const IbReportOptions *options, GString *out)
{
  g_autoptr(IbView) view = ib_view_new(report, options, options->all);
  g_autofree int *worst = g_new(int, view->n_records + 1);
  Page page = { view, out };

  for (guint i = 0; i <= view->n_records; i++)
    worst[i] = view->groups[i] ? MAX(ib_view_worst(view, i), 0) : -1;
  for (int severity = IBID_SEVERITY_ERROR; severity >= IBID_SEVERITY_INFO; severity--) {
    for (guint i = 0; i <= view->n_records; i++)
      if (worst[i] == severity)
        append_group(&page, i);
  }
  for (guint i = 0; i < report->notes->len; i++) {
    g_autofree char *note = ib_escape_terminal(report->notes->pdata[i]);
    append_wrapped(&page, PLAIN, 0, 2, note);
  }
  append_summary(&page);
}
