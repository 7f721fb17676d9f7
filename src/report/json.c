/* A report as JSON: the shape is that of ibid-check(1), one reference and one finding a
 * line, so that two reports can be compared line by line. */
#include "config.h"

#include "report/report.h"

#include <jansson.h>

#include "record/check_json.h"
#include "report/escape.h"
#include "report/view.h"

/* Appends VALUE's text after two blanks; takes VALUE. */
static void
append_value(GString *out, const char *before, json_t *value)
{
  char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(4));
  g_string_append(out, before);
  ib_escape_json(out, text ? text : "null");
  free(text);
  json_decref(value);
}

/* Line and column are absent where they are not known. */
static json_t *
place_to_json(const IbView *view, const IbidRecord *rec, IbidSpan span)
{
  const IbidSource *source = ibid_record_source(rec);
  IbPlace place;
  if (!source->file)
    return json_null();
  ib_view_place(view, rec, span, &place);
  json_t *object = json_pack("{so}", "file", ib_json_string(source->file));
  if (place.line) {
    json_object_set_new(object, "line", json_integer(place.line));
    json_object_set_new(object, "column", json_integer(place.column ? place.column : 1));
  }
  json_object_set_new(object, "start", json_integer((json_int_t)place.start));
  json_object_set_new(object, "end", json_integer((json_int_t)place.end));
  return object;
}

/* The address of a reference that nobody asked for: no verdict. */
static json_t *
unasked_url(const IbidRecord *rec)
{
  g_autoptr(IbidUrlCheck) check = ibid_url_check_new(ibid_record_text(rec, IBID_VAR_URL));
  check->url = g_strdup(check->cited);
  json_t *object = ib_check_to_json(check);
  json_object_set_new(object, "verdict", json_null());
  json_object_set_new(object, "class", json_null());
  return object;
}

/* The numbers of group I's findings, which are listed group by group from *NUMBER on. */
static json_t *
finding_numbers(const IbView *view, guint i, guint *number)
{
  json_t *list = json_array();
  for (guint n = view->groups[i] ? view->groups[i]->len : 0; n > 0; n--)
    json_array_append_new(list, json_integer((*number)++));
  return list;
}

static json_t *
reference_to_json(const IbView *view, guint i, guint *number)
{
  const IbidRecord *rec = view->report->records->pdata[i];
  const IbidUrlCheck *check = ib_view_check(view, i);
  g_autofree char *text = ibid_record_printed(rec) ? ibid_record_printed_line(rec) : NULL;
  json_t *object = json_pack("{so so so}", "key", ib_json_string(ibid_record_key(rec)), "source",
                             place_to_json(view, rec, (IbidSpan){ 0, 0 }), "text", ib_json_string(text));
  if (check && check->verdict != IBID_VERDICT_NONE)
    json_object_set_new(object, "url", ib_check_to_json(check));
  else if (ibid_record_text(rec, IBID_VAR_URL))
    json_object_set_new(object, "url", unasked_url(rec));
  json_object_set_new(object, "findings", finding_numbers(view, i, number));
  return object;
}

static json_t *
evidence_to_json(const IbidFinding *f)
{
  json_t *object = json_object();
  for (guint i = 0; f->evidence && i < f->evidence->len; i++) {
    const IbidFact *fact = &g_array_index(f->evidence, IbidFact, i);
    json_object_set_new(object, fact->name,
                        fact->number ? json_integer(g_ascii_strtoll(fact->value, NULL, 10))
                                     : ib_json_string(fact->value));
  }
  return object;
}

static json_t *
var_to_json(IbidVar var)
{
  return var == IBID_VAR_NONE ? json_null() : json_string(ibid_var_name(var));
}

static json_t *
fix_to_json(const IbidFinding *f)
{
  if (f->fix.var == IBID_VAR_NONE)
    return json_null();
  return json_pack("{so so so ss}", "field", var_to_json(f->fix.var), "old",
                   ib_json_string(f->fix.old_value), "new", ib_json_string(f->fix.new_value), "safety",
                   f->fix.safe ? "safe" : "review");
}

static json_t *
finding_to_json(const IbView *view, const IbidFinding *f)
{
  const IbidRecord *rec = f->record < view->n_records ? view->report->records->pdata[f->record] : NULL;
  json_t *object = json_pack(
      "{ss ss so so so so so so}", "rule", f->rule, "severity", ibid_severity_name(f->severity), "key",
      ib_json_string(rec ? ibid_record_key(rec) : NULL), "source",
      rec ? place_to_json(view, rec, f->span) : json_null(), "field", var_to_json(f->var), "message",
      ib_json_string(f->message), "evidence", evidence_to_json(f), "fix", fix_to_json(f));
  if (f->suppressed)
    json_object_set_new(object, "suppressed", ib_json_string(f->suppressed));
  return object;
}

static json_t *
summary_to_json(const IbidReport *report)
{
  IbSummary sum;
  ib_report_summary(report, &sum);
  json_t *urls = json_object();
  for (int v = IBID_VERDICT_OK; v < IBID_N_VERDICTS; v++)
    if (sum.verdicts[v])
      json_object_set_new(urls, ibid_verdict_name(v), json_integer(sum.verdicts[v]));
  return json_pack("{si si si si si so}", "references", (int)sum.references, "errors", (int)sum.errors,
                   "warnings", (int)sum.warnings, "infos", (int)sum.infos, "undetermined",
                   (int)sum.undetermined, "urls", urls);
}

void
ib_report_json(const IbidReport *report, const IbReportOptions *options, GString *out)
{
  g_autoptr(IbView) view = ib_view_new(report, options, TRUE);
  g_autofree char *today = ib_day_to_text(&report->today);
  const char *before = "\n   ";
  guint number = 0;

  g_string_append_printf(out, "{\"version\": 1, \"today\": \"%s\", \"references\": [", today);
  for (guint i = 0; i < view->n_records; i++, before = ",\n   ")
    append_value(out, before, reference_to_json(view, i, &number));
  g_string_append(out, "],\n \"findings\": [");
  before = "\n   ";
  for (guint i = 0; i <= view->n_records; i++) {
    for (guint j = 0; view->groups[i] && j < view->groups[i]->len; j++, before = ",\n   ")
      append_value(out, before, finding_to_json(view, view->groups[i]->pdata[j]));
  }
  append_value(out, "],\n \"summary\": ", summary_to_json(report));
  g_string_append(out, "}\n");
}
