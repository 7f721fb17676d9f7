/* What a report shows, and where it stands. */
#include "config.h"

#include "report/view.h"

#include <string.h>

#include "record/date.h"

static gboolean
is_shown(const IbidFinding *f, const IbReportOptions *options, gboolean with_suppressed)
{
  return (options->all || f->severity > IBID_SEVERITY_INFO) && (with_suppressed || !f->suppressed);
}

IbView *
ib_view_new(const IbidReport *report, const IbReportOptions *options, gboolean with_suppressed)
{
  IbView *view = g_new0(IbView, 1);
  view->report = report;
  view->options = options;
  view->n_records = report->records->len;
  view->groups = g_new0(GPtrArray *, view->n_records + 1);
  for (guint i = 0; i < report->findings->len; i++) {
    IbidFinding *f = report->findings->pdata[i];
    GPtrArray **group = &view->groups[MIN(f->record, view->n_records)];
    if (!is_shown(f, options, with_suppressed))
      continue;
    if (!*group)
      *group = g_ptr_array_new();
    g_ptr_array_add(*group, f);
  }
  return view;
}

void
ib_view_free(IbView *view)
{
  if (!view)
    return;
  for (guint i = 0; i <= view->n_records; i++)
    g_clear_pointer(&view->groups[i], g_ptr_array_unref);
  g_free(view->groups);
  g_free(view);
}

int
ib_view_worst(const IbView *view, guint i)
{
  const GPtrArray *group = view->groups[i];
  int worst = -1;
  for (guint j = 0; group && j < group->len; j++) {
    const IbidFinding *f = group->pdata[j];
    if (!f->suppressed)
      worst = MAX(worst, (int)f->severity);
  }
  return worst;
}

const IbidUrlCheck *
ib_view_check(const IbView *view, guint i)
{
  const IbidUrlCheck *check = i < view->report->urls->len ? view->report->urls->pdata[i] : NULL;
  return check && check->cited ? check : NULL;
}

static void
find_position(const IbView *view, const IbidRecord *rec, gsize offset, guint *line, guint *column,
              gsize *byte)
{
  const IbidSource *source = ibid_record_source(rec);
  *line = source->line;
  *column = source->column;
  *byte = source->start;
  if (view->options->position)
    view->options->position(rec, offset, line, column, byte, view->options->position_data);
}

void
ib_view_place(const IbView *view, const IbidRecord *rec, IbidSpan span, IbPlace *place)
{
  const IbidSource *source = ibid_record_source(rec);
  const char *printed = ibid_record_printed(rec);

  *place = (IbPlace){ source->line, source->column, 0, 0, source->start, source->end };
  /* A span of another text than is printed says nothing. */
  if (span.end <= span.start || (printed && span.end > strlen(printed)))
    return;
  IbPlace found = { 0 };
  find_position(view, rec, span.start, &found.line, &found.column, &found.start);
  find_position(view, rec, span.end, &found.end_line, &found.end_column, &found.end);
  if (found.end > found.start) /* else only the record's own place is known */
    *place = found;
}

static void
append_part(GString *out, const char *before, const char *s, const char *after)
{
  if (s)
    g_string_append_printf(out, "%s%s%s", out->len ? before : "", s, after);
}

static const char *
first_author(const IbidRecord *rec)
{
  IbidVar var = ibid_record_n_names(rec, IBID_VAR_AUTHOR) ? IBID_VAR_AUTHOR : IBID_VAR_EDITOR;
  if (!ibid_record_n_names(rec, var))
    return NULL;
  const IbidName *name = ibid_record_name(rec, var, 0);
  return name->literal ? name->literal : name->family ? name->family : name->given;
}

char *
ib_view_describe(const IbidRecord *rec)
{
  if (ibid_record_printed(rec))
    return ibid_record_printed_line(rec);
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  g_autofree char *year = issued && issued->from.year ? g_strdup_printf("%d", issued->from.year)
                          : issued                    ? g_strdup(issued->literal)
                                                      : NULL;
  GString *out = g_string_new(first_author(rec));
  append_part(out, " (", year, out->len ? ")" : "");
  append_part(out, " ", ibid_record_text(rec, IBID_VAR_TITLE), "");
  append_part(out, ". ", ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE), "");
  if (!out->len)
    append_part(out, "", ibid_record_key(rec), "");
  return g_string_free(out, FALSE);
}

char *
ib_count(guint n, const char *one, const char *many)
{
  return g_strdup_printf("%u %s", n, n == 1 ? one : many);
}

char *
ib_day_to_text(const IbidDatePart *day)
{
  IbidDate date = { .from = *day };
  return day->year ? ib_date_to_edtf(&date) : g_strdup("");
}
