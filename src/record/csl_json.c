/* Writing CSL-JSON, the project's hub format (refs/ibid.bib: csl102), and the stored form of a
 * record, which is the same with a "custom.ibid" object for what CSL does not say. */
#include "config.h"

#include "record/csl_json.h"

#include "record/date.h"

static void
set_string(json_t *object, const char *name, const char *value)
{
  if (value)
    json_object_set_new_nocheck(object, name, json_string(value));
}

/* Names out. */

const IbCslNamePart ib_csl_name_parts[IB_CSL_N_NAME_PARTS] = {
  { "family", G_STRUCT_OFFSET(IbidName, family) },
  { "given", G_STRUCT_OFFSET(IbidName, given) },
  { "non-dropping-particle", G_STRUCT_OFFSET(IbidName, non_dropping_particle) },
  { "dropping-particle", G_STRUCT_OFFSET(IbidName, dropping_particle) },
  { "suffix", G_STRUCT_OFFSET(IbidName, suffix) },
  { "literal", G_STRUCT_OFFSET(IbidName, literal) },
};

static json_t *
names_to_json(const IbidRecord *rec, IbidVar var)
{
  json_t *list = json_array();
  for (guint i = 0; i < ibid_record_n_names(rec, var); i++) {
    const IbidName *name = ibid_record_name(rec, var, i);
    json_t *object = json_object();
    for (guint p = 0; p < IB_CSL_N_NAME_PARTS; p++)
      set_string(object, ib_csl_name_parts[p].name, G_STRUCT_MEMBER(char *, name, ib_csl_name_parts[p].offset));
    json_array_append_new(list, object);
  }
  return list;
}

/* Dates out. */

/* CSL counts years before Christ as people do: -43 is 43 BC, which is -42 in ISO 8601. */
static int
year_to_csl(int year)
{
  return year < 0 ? year - 1 : year;
}

static void
append_date_part(json_t *list, const IbidDatePart *part)
{
  json_t *numbers = json_array();
  json_array_append_new(numbers, json_integer(year_to_csl(part->year)));
  if (part->month)
    json_array_append_new(numbers, json_integer(part->month));
  if (part->month && part->day)
    json_array_append_new(numbers, json_integer(part->day));
  json_array_append_new(list, numbers);
}

/* An open end is year 0, as citeproc-js and pandoc have it.  For what date-parts cannot say the EDTF
 * stands in "raw", and CSL's "circa" covers both EDTF marks. */
static json_t *
date_to_json(const IbidDate *date)
{
  json_t *object = json_object();
  if (date->from.year || date->to.year) {
    json_t *parts = json_array();
    append_date_part(parts, date->from.year ? &date->from : &date->to);
    if (date->from.year && date->to.year)
      append_date_part(parts, &date->to);
    else if (date->open_end)
      append_date_part(parts, &(IbidDatePart){ 0 });
    json_object_set_new(object, "date-parts", parts);
  }
  if (date->from.season)
    json_object_set_new(object, "season", json_integer(date->from.season));
  if (date->circa || date->uncertain)
    json_object_set_new(object, "circa", json_true());
  set_string(object, "literal", date->literal);
  g_autofree char *edtf = date->open_start || date->to.season || date->uncertain ? ib_date_to_edtf(date) : NULL;
  set_string(object, "raw", edtf && !date->raw ? edtf : date->raw);
  if (!json_object_size(object))
    set_string(object, "literal", "");
  return object;
}

static json_t *
value_to_json(const IbidRecord *rec, IbidVar var)
{
  switch (ibid_var_kind(var)) {
  case IBID_KIND_TEXT:
    return json_string(ibid_record_text(rec, var));
  case IBID_KIND_NAMES:
    return names_to_json(rec, var);
  default:
    return date_to_json(ibid_record_date(rec, var));
  }
}

/* What CSL has no place for. */

static json_t *
source_to_json(const IbidSource *source)
{
  json_t *object = json_object();
  set_string(object, "file", source->file);
  json_object_set_new(object, "line", json_integer(source->line));
  json_object_set_new(object, "column", json_integer(source->column));
  json_object_set_new(object, "start", json_integer((json_int_t)source->start));
  json_object_set_new(object, "end", json_integer((json_int_t)source->end));
  return object;
}

static json_t *
rounded(double confidence)
{
  return json_real((int)(confidence * 1000 + .5) / 1000.0);
}

static json_t *
confidence_to_json(const IbidRecord *rec)
{
  json_t *object = json_object();
  json_object_set_new(object, "all", rounded(ibid_record_confidence(rec, IBID_VAR_NONE)));
  for (IbidVar var = IBID_VAR_NONE; (var = ibid_record_next(rec, var));)
    json_object_set_new(object, ibid_var_name(var), rounded(ibid_record_confidence(rec, var)));
  return object;
}

/* Extras of one name twice become a list. */
static void
add_extras(json_t *custom, const IbidRecord *rec)
{
  for (guint i = 0; i < ibid_record_n_extras(rec); i++) {
    const char *name = ibid_record_extra_name(rec, i);
    json_t *value = json_string(ibid_record_extra_value(rec, i)), *old = json_object_get(custom, name);
    if (!old) {
      json_object_set_new(custom, name, value);
    } else if (json_is_array(old)) {
      json_array_append_new(old, value);
    } else {
      json_t *list = json_array();
      json_array_append(list, old);
      json_array_append_new(list, value);
      json_object_set_new(custom, name, list);
    }
  }
}

static json_t *
custom_to_json(const IbidRecord *rec)
{
  json_t *custom = json_object();
  const IbidSource *source = ibid_record_source(rec);
  add_extras(custom, rec);
  if (source->file)
    json_object_set_new(custom, "source", source_to_json(source));
  g_autofree char *line = ibid_record_printed_line(rec);
  set_string(custom, "text", line);
  if (line)
    json_object_set_new(custom, "confidence", confidence_to_json(rec));
  return custom;
}

json_t *
ib_record_to_csl(const IbidRecord *rec)
{
  json_t *object = json_object();
  const char *key = ibid_record_key(rec);
  set_string(object, "id", key ? key : "");
  set_string(object, "type", ibid_type_name(ibid_record_type(rec)));
  for (IbidVar var = IBID_VAR_NONE; (var = ibid_record_next(rec, var));)
    json_object_set_new(object, ibid_var_name(var), value_to_json(rec, var));
  json_t *custom = custom_to_json(rec);
  if (json_object_size(custom))
    json_object_set(object, "custom", custom);
  json_decref(custom);
  return object;
}

static json_t *
spans_to_json(const IbidRecord *rec)
{
  json_t *spans = json_object();
  for (int var = 1; var < IBID_N_VARS; var++) {
    IbidSpan span = ibid_record_span(rec, var);
    if (span.end)
      json_object_set_new(spans, ibid_var_name(var),
                          json_pack("[I,I]", (json_int_t)span.start, (json_int_t)span.end));
  }
  return spans;
}

static json_t *
repairs_to_json(const IbidRecord *rec)
{
  json_t *list = json_array();
  for (guint i = 0; i < ibid_record_n_repairs(rec); i++) {
    const IbidRepair *r = ibid_record_repair(rec, i);
    json_array_append_new(list, json_pack("{s:s,s:s,s:I,s:I,s:s,s:s,s:b}", "rule", r->rule, "var",
                                          ibid_var_name(r->var), "start", (json_int_t)r->span.start,
                                          "end", (json_int_t)r->span.end, "old",
                                          r->old_value ? r->old_value : "", "new",
                                          r->new_value ? r->new_value : "", "safe", r->safe));
  }
  return list;
}

/* EDTF marks that CSL folds into one. */
static void
add_date_marks(json_t *own, const IbidRecord *rec)
{
  for (int var = IBID_VAR_LAST_NAMES + 1; var < IBID_N_VARS; var++) {
    const IbidDate *date = ibid_record_date(rec, var);
    if (!date)
      continue;
    g_autofree char *edtf = ib_date_to_edtf(date);
    g_autofree char *name = g_strconcat("edtf-", ibid_var_name(var), NULL);
    set_string(own, name, edtf);
    g_autofree char *raw = g_strconcat("raw-", ibid_var_name(var), NULL);
    set_string(own, raw, date->raw);
    if (date->ambiguous)
      json_object_set_new(own, "ambiguous", json_string(ibid_var_name(var)));
  }
}

json_t *
ib_record_to_stored(const IbidRecord *rec)
{
  json_t *object = ib_record_to_csl(rec), *own = json_object();
  json_t *custom = json_object_get(object, "custom");
  if (!custom) {
    custom = json_object();
    json_object_set_new(object, "custom", custom);
  }
  set_string(own, "printed", ibid_record_printed(rec));
  json_object_set_new(own, "all", json_real(ibid_record_confidence(rec, IBID_VAR_NONE)));
  json_t *spans = spans_to_json(rec);
  if (json_object_size(spans))
    json_object_set(own, "spans", spans);
  json_decref(spans);
  if (ibid_record_n_repairs(rec))
    json_object_set_new(own, "repairs", repairs_to_json(rec));
  add_date_marks(own, rec);
  json_object_set_new(custom, "ibid", own);
  return object;
}
