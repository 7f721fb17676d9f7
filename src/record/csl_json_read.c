/* Reading CSL-JSON (refs/ibid.bib: csl102) as its many writers have it, and the stored form of
 * a record: numbers as strings, dates raw, literal or by name, Zotero's lines in the note. */
#include "config.h"

#include "record/csl_json.h"

#include <stdlib.h>
#include <string.h>

#include "record/date.h"
#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/note.h"
#include "util/text.h"

typedef struct {
  IbidRecord *rec;
  void (*odd)(const char *what, gpointer data);
  gpointer data;
} Reader;

static void
complain(const Reader *r, const char *what)
{
  if (r->odd)
    r->odd(what, r->data);
}

/* A string, or a number as a string; NULL for all else.  Caller frees with g_free(). */
static char *
as_string(const json_t *value)
{
  if (json_is_string(value))
    return g_strdup(json_string_value(value));
  if (json_is_integer(value))
    return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
  if (json_is_real(value)) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strdup(g_ascii_formatd(number, sizeof number, "%.10g", json_real_value(value)));
  }
  return NULL;
}

static int
as_int(const json_t *value)
{
  g_autofree char *s = as_string(value);
  gint64 n = s ? g_ascii_strtoll(s, NULL, 10) : 0;
  return n > 99999999 || n < -99999999 ? 0 : (int)n;
}

static void
read_names(const Reader *r, IbidVar var, const json_t *list)
{
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item) {
    g_auto(IbidName) name = { 0 };
    if (json_is_string(item))
      name.literal = g_strdup(json_string_value(item));
    for (guint p = 0; p < IB_CSL_N_NAME_PARTS; p++) {
      char *part = as_string(json_object_get(item, ib_csl_name_parts[p].name));
      if (part)
        G_STRUCT_MEMBER(char *, &name, ib_csl_name_parts[p].offset) = part;
    }
    /* "van" alone is all the name there is. */
    if (!name.family && !name.literal && !name.given)
      name.family = name.non_dropping_particle ? g_steal_pointer(&name.non_dropping_particle)
                    : name.dropping_particle   ? g_steal_pointer(&name.dropping_particle)
                                               : g_steal_pointer(&name.suffix);
    ibid_record_take_name(r->rec, var, &name);
  }
}

/* The year before the first has no number in our dates (record.h). */
static int
year_from_csl(int year)
{
  return year < 0 ? year + 1 : year;
}

/* The year of the Ith end, as it stands. */
static int
first_number(const json_t *parts, size_t i)
{
  return as_int(json_array_get(json_array_get(parts, i), 0));
}

static void
read_date_part(const json_t *numbers, IbidDatePart *part)
{
  int month = as_int(json_array_get(numbers, 1)), day = as_int(json_array_get(numbers, 2));
  part->year = year_from_csl(as_int(json_array_get(numbers, 0)));
  if (month >= 1 && month <= 12)
    part->month = month;
  else if (month >= 13 && month <= 16) /* citeproc-js: seasons as months 13 to 16 */
    part->season = month - 12;
  else if (month >= 21 && month <= 24)
    part->season = month - 20;
  if (part->month && day >= 1 && day <= 31)
    part->day = day;
}

/* Month 13 with a day, or day 32: what is no date is kept as it was written. */
static char *
read_no_date(const json_t *numbers, const IbidDatePart *part)
{
  int month = as_int(json_array_get(numbers, 1)), day = as_int(json_array_get(numbers, 2));
  gboolean odd = day ? !part->month || !part->day : month > 24;
  return part->year && odd ? g_strdup_printf("%d-%02d-%02d", part->year, month, day) : NULL;
}

static int
read_season(const json_t *value)
{
  static const char *const names[] = { "spring", "summer", "autumn", "winter", "fall" };
  g_autofree char *s = as_string(value);
  int n = as_int(value);
  for (guint i = 0; s && i < G_N_ELEMENTS(names); i++)
    if (!g_ascii_strcasecmp(s, names[i]))
      n = i == 4 ? 3 : (int)i + 1;
  return n >= 1 && n <= 4 ? n : 0;
}

/* {"year": 2001, "month": 5}, as the first citation processors had it. */
static void
read_named_parts(const json_t *value, IbidDatePart *part)
{
  int month = as_int(json_object_get(value, "month")), day = as_int(json_object_get(value, "day"));
  part->year = as_int(json_object_get(value, "year"));
  part->month = part->year && month >= 1 && month <= 12 ? month : 0;
  part->day = part->month && day >= 1 && day <= 31 ? day : 0;
}

/* What a person wrote, "Spring 2001", "ca. 1850"; else it is kept as it is. */
static void
read_raw(const char *raw, IbidDate *date)
{
  if (ib_date_from_edtf(raw, date) || (ib_date_from_loose(raw, strlen(raw), date) && date->from.year))
    return;
  ibid_date_clear(date);
  *date = (IbidDate){ .literal = g_strdup(raw) };
}

/* RAW as the EDTF that says more than DATE's parts can: an open end, a doubt. */
static gboolean
read_exact(const char *raw, IbidDate *date)
{
  IbidDate exact = { 0 };
  if (!ib_date_from_edtf(raw, &exact))
    return FALSE;
  const IbidDatePart *first = exact.open_start ? &exact.to : &exact.from;
  if (first->year != date->from.year || first->month != date->from.month)
    return FALSE;
  *date = exact;
  return TRUE;
}

/* "7/2/18": which of the two is the month nobody knows. */
static gboolean
is_undecided(const char *raw)
{
  guint numbers = 0;
  for (const char *p = raw; *p; p += strspn(p, "0123456789"), numbers++) {
    p += numbers && strchr("/.-", *p) ? 1 : 0;
    if (!g_ascii_isdigit(*p))
      return FALSE;
  }
  return numbers == 3;
}

static void
read_date(const Reader *r, IbidVar var, const json_t *value)
{
  g_auto(IbidDate) date = { 0 };
  const json_t *parts = json_object_get(value, "date-parts"), *circa = json_object_get(value, "circa");
  const char *raw = json_is_string(value) ? json_string_value(value)
                                          : json_string_value(json_object_get(value, "raw"));
  const char *literal = json_string_value(json_object_get(value, "literal")), *edtf = json_string_value(json_object_get(value, "edtf"));
  gboolean exact = FALSE;

  read_date_part(json_array_get(parts, 0), &date.from);
  read_date_part(json_array_get(parts, 1), &date.to);
  date.open_end = date.from.year && json_array_size(parts) == 2 && !first_number(parts, 1);
  if (first_number(parts, 0) == -1)
    date.literal = g_strdup("1 BC");
  if (!parts)
    read_named_parts(value, &date.from);
  if ((raw || edtf) && !date.from.year)
    read_raw(raw ? raw : edtf, &date);
  else if (raw && date.from.year && parts && !(exact = read_exact(raw, &date)))
    date.raw = g_strdup(raw);
  date.ambiguous |= date.raw && !date.from.month && is_undecided(date.raw);
  if (!date.raw)
    date.raw = read_no_date(json_array_get(parts, 0), &date.from);
  if (literal && *literal && !date.literal)
    date.literal = g_strdup(literal);
  if (json_object_get(value, "season") && !date.from.month)
    date.from.season = read_season(json_object_get(value, "season"));
  date.circa |= !exact && circa && !json_is_false(circa) && !(json_is_integer(circa) && !json_integer_value(circa));
  if (date.from.year || date.to.year || date.literal || date.from.season)
    ibid_record_set_date(r->rec, var, &date);
  else
    complain(r, "a date that says nothing");
}

static void
read_source(IbidRecord *rec, const json_t *value)
{
  IbidSource source = { 0 };
  source.file = (char *)json_string_value(json_object_get(value, "file"));
  source.line = as_int(json_object_get(value, "line"));
  source.column = as_int(json_object_get(value, "column"));
  source.start = json_integer_value(json_object_get(value, "start"));
  source.end = json_integer_value(json_object_get(value, "end"));
  ibid_record_set_source(rec, &source);
}

static void
read_confidence(IbidRecord *rec, const json_t *value)
{
  const char *name;
  json_t *number;
  json_object_foreach((json_t *)value, name, number)
    if (json_is_number(number))
      ibid_record_set_confidence(rec, ibid_var_from_name(name), json_number_value(number));
}

/* "custom.ibid": the stored form. */

static void
read_spans(IbidRecord *rec, const json_t *spans)
{
  const char *name;
  json_t *pair;
  json_object_foreach((json_t *)spans, name, pair)
    ibid_record_set_span(rec, ibid_var_from_name(name), json_integer_value(json_array_get(pair, 0)),
                         json_integer_value(json_array_get(pair, 1)));
}

static void
read_repairs(IbidRecord *rec, const json_t *list)
{
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item) {
    const char *rule = json_string_value(json_object_get(item, "rule"));
    IbidRepair repair = {
      .rule = rule ? rule : "",
      .var = ibid_var_from_name(json_string_value(json_object_get(item, "var"))),
      .span = { json_integer_value(json_object_get(item, "start")),
                json_integer_value(json_object_get(item, "end")) },
      .old_value = (char *)json_string_value(json_object_get(item, "old")),
      .new_value = (char *)json_string_value(json_object_get(item, "new")),
      .safe = json_is_true(json_object_get(item, "safe")),
    };
    ibid_record_add_repair(rec, &repair);
  }
}

/* The exact date: EDTF, then what EDTF does not say. */
static void
read_date_marks(IbidRecord *rec, const json_t *own)
{
  for (int var = IBID_VAR_LAST_NAMES + 1; var < IBID_N_VARS; var++) {
    g_autofree char *edtf_name = g_strconcat("edtf-", ibid_var_name(var), NULL);
    g_autofree char *raw_name = g_strconcat("raw-", ibid_var_name(var), NULL);
    const char *edtf = json_string_value(json_object_get(own, edtf_name));
    const char *raw = json_string_value(json_object_get(own, raw_name));
    const char *ambiguous = json_string_value(json_object_get(own, "ambiguous"));
    const IbidDate *old = ibid_record_date(rec, var);
    if (!old)
      continue;
    g_auto(IbidDate) date = { 0 };
    if (!edtf || !ib_date_from_edtf(edtf, &date))
      ibid_date_copy(&date, old);
    else
      date.literal = g_strdup(old->literal);
    if (date.raw != raw) {
      g_free(date.raw);
      date.raw = g_strdup(raw);
    }
    date.ambiguous = !g_strcmp0(ambiguous, ibid_var_name(var));
    ibid_record_set_date(rec, var, &date);
  }
}

static void
read_own(IbidRecord *rec, const json_t *own)
{
  const char *printed = json_string_value(json_object_get(own, "printed"));
  json_t *all = json_object_get(own, "all");
  if (printed)
    ibid_record_set_printed(rec, printed);
  if (json_is_number(all))
    ibid_record_set_confidence(rec, IBID_VAR_NONE, json_number_value(all));
  read_spans(rec, json_object_get(own, "spans"));
  read_repairs(rec, json_object_get(own, "repairs"));
  read_date_marks(rec, own);
}

static void
read_extra(IbidRecord *rec, const char *name, const json_t *value)
{
  size_t i;
  json_t *item;
  g_autofree char *s = as_string(value);
  if (json_is_array(value)) {
    json_array_foreach(value, i, item)
      read_extra(rec, name, item);
  } else if (s) {
    ibid_record_add_extra(rec, name, s);
  } else {
    char *dump = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    if (dump)
      ibid_record_add_extra(rec, name, dump);
    free(dump);
  }
}

static void
read_custom(const Reader *r, const json_t *custom)
{
  const char *name;
  json_t *value;
  json_object_foreach((json_t *)custom, name, value) {
    if (g_str_equal(name, "source") && json_is_object(value))
      read_source(r->rec, value);
    else if (g_str_equal(name, "confidence") && json_is_object(value))
      read_confidence(r->rec, value);
    else if (g_str_equal(name, "text") && json_is_string(value))
      ibid_record_set_printed(r->rec, json_string_value(value));
    else if (!g_str_equal(name, "ibid"))
      read_extra(r->rec, name, value);
  }
  if (json_object_get(custom, "ibid"))
    read_own(r->rec, json_object_get(custom, "ibid"));
}

/* Names that older writers and Zotero use for CSL's. */
static const struct {
  const char *other;
  IbidVar var;
} aliases[] = {
  { "shortTitle", IBID_VAR_TITLE_SHORT },
  { "journalAbbreviation", IBID_VAR_CONTAINER_TITLE_SHORT },
  { "event", IBID_VAR_EVENT_TITLE },
  { "archive-collection", IBID_VAR_ARCHIVE_COLLECTION },
};

static IbidVar
find_var(const char *name)
{
  IbidVar var = ibid_var_from_name(name);
  for (guint i = 0; !var && i < G_N_ELEMENTS(aliases); i++)
    if (g_str_equal(aliases[i].other, name))
      var = aliases[i].var;
  return var;
}

/* "https://doi.org/10.1000/X" bare and in lower case; what stands behind a DOI stays, for a
 * check to see ("10.1000/x).").  Caller frees with g_free(). */
static char *
bare_doi(const char *s)
{
  g_autofree char *doi = ib_doi_from_value(s), *low = g_ascii_strdown(s, -1);
  return doi && (g_str_has_suffix(low, doi) || strchr(s, '%')) ? g_steal_pointer(&doi) : g_strdup(s);
}

static void
read_variable(const Reader *r, const char *name, const json_t *value)
{
  IbidVar var = find_var(name);
  if (!var) {
    read_extra(r->rec, name, value);
    return;
  }
  g_autofree char *text = as_string(value);
  if (ibid_var_kind(var) == IBID_KIND_NAMES && json_is_array(value))
    read_names(r, var, value);
  else if (ibid_var_kind(var) == IBID_KIND_DATE && (json_is_object(value) || json_is_string(value)))
    read_date(r, var, value);
  else if (var == IBID_VAR_DOI && text)
    ibid_record_take_text(r->rec, var, bare_doi(text));
  else if (ibid_var_kind(var) == IBID_KIND_TEXT && text)
    ibid_record_take_text(r->rec, var, g_steal_pointer(&text));
  else if (!json_is_null(value))
    read_extra(r->rec, name, value);
}

/* "DOI: 10.1/x" in a line of the note, as Zotero writes what CSL 1.0.2 lacked. */
static void
read_note_lines(IbidRecord *rec)
{
  g_autofree char *note = g_strdup(ibid_record_text(rec, IBID_VAR_NOTE));
  if (!note || !strchr(note, ':'))
    return;
  g_auto(GStrv) lines = g_strsplit(note, "\n", -1);
  g_autoptr(GString) rest = g_string_new(NULL);
  for (char **line = lines; *line; line++)
    if (!ib_note_restore(rec, *line))
      g_string_append_printf(rest, "%s%s", rest->len ? "\n" : "", *line);
  ibid_record_set_text(rec, IBID_VAR_NOTE, rest->str);
}

IbidRecord *
ib_record_from_csl(const json_t *json, void (*odd)(const char *what, gpointer data), gpointer data)
{
  if (!json_is_object(json))
    return NULL;
  Reader r = { ibid_record_new(IBID_TYPE_DOCUMENT), odd, data };
  const char *type = json_string_value(json_object_get(json, "type")), *name;
  json_t *value;

  ibid_record_set_type(r.rec, ibid_type_from_name(type));
  if (type && !g_str_equal(ibid_type_name(ibid_record_type(r.rec)), type)) {
    complain(&r, "an unknown type");
    ibid_record_add_extra(r.rec, "type", type);
  }
  json_object_foreach((json_t *)json, name, value) {
    if (g_str_equal(name, "id")) {
      g_autofree char *id = as_string(value);
      ibid_record_set_key(r.rec, id ? g_strstrip(id) : NULL); /* one of blanks alone is none */
    } else if (!g_str_equal(name, "type") && !g_str_equal(name, "custom")) {
      read_variable(&r, name, value);
    }
  }
  read_note_lines(r.rec);
  read_custom(&r, json_object_get(json, "custom"));
  return r.rec;
}
