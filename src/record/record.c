/* The record: a short array of fields, sorted by variable. */
#include "config.h"

#include "ibid/record.h"

#include <string.h>

#include "record/date.h"
#include "record/name.h"
#include "util/text.h"

typedef struct {
  IbidVar var;
  float confidence;
  IbidSpan span;
  union {
    char *text;
    struct {
      IbidName *list;
      guint n;
    } names;
    IbidDate *date;
  } u;
} Field;

typedef struct {
  char *name, *value;
} Extra;

struct IbidRecord {
  IbidType type;
  float confidence;
  guint16 n_fields, room;
  Field *fields;
  char *key;
  char *printed;
  IbidSource source;
  GArray *labels;  /* of IbidLabel, or NULL */
  GArray *extras;  /* of Extra, or NULL */
  GArray *repairs; /* of IbidRepair, or NULL */
};

/* Names and dates. */

void
ibid_name_clear(IbidName *name)
{
  g_free(name->family);
  g_free(name->given);
  g_free(name->non_dropping_particle);
  g_free(name->dropping_particle);
  g_free(name->suffix);
  g_free(name->literal);
  memset(name, 0, sizeof *name);
}

void
ibid_name_copy(IbidName *dest, const IbidName *src)
{
  dest->family = g_strdup(src->family);
  dest->given = g_strdup(src->given);
  dest->non_dropping_particle = g_strdup(src->non_dropping_particle);
  dest->dropping_particle = g_strdup(src->dropping_particle);
  dest->suffix = g_strdup(src->suffix);
  dest->literal = g_strdup(src->literal);
}

gboolean
ibid_name_is_body(const IbidName *name)
{
  return name->literal && !name->family && !name->given;
}

gboolean
ibid_name_is_others(const IbidName *name)
{
  return ibid_name_is_body(name) && g_str_equal(name->literal, "others");
}

void
ibid_date_clear(IbidDate *date)
{
  g_free(date->literal);
  g_free(date->raw);
  memset(date, 0, sizeof *date);
}

void
ibid_date_copy(IbidDate *dest, const IbidDate *src)
{
  *dest = *src;
  dest->literal = g_strdup(src->literal);
  dest->raw = g_strdup(src->raw);
}

/* Fields. */

static void
field_clear(Field *field)
{
  switch (ibid_var_kind(field->var)) {
  case IBID_KIND_TEXT:
    g_clear_pointer(&field->u.text, g_free);
    break;
  case IBID_KIND_NAMES:
    for (guint i = 0; i < field->u.names.n; i++)
      ibid_name_clear(&field->u.names.list[i]);
    g_clear_pointer(&field->u.names.list, g_free);
    field->u.names.n = 0;
    break;
  case IBID_KIND_DATE:
    if (field->u.date)
      ibid_date_clear(field->u.date);
    g_clear_pointer(&field->u.date, g_free);
    break;
  }
}

static guint
field_place(const IbidRecord *rec, IbidVar var)
{
  guint i = 0;
  while (i < rec->n_fields && rec->fields[i].var < var)
    i++;
  return i;
}

static Field *
field_find(const IbidRecord *rec, IbidVar var)
{
  guint i = field_place(rec, var);
  return i < rec->n_fields && rec->fields[i].var == var ? &rec->fields[i] : NULL;
}

static Field *
field_get(IbidRecord *rec, IbidVar var)
{
  guint i = field_place(rec, var);
  if (i < rec->n_fields && rec->fields[i].var == var)
    return &rec->fields[i];
  if (rec->n_fields == rec->room) {
    rec->room = rec->room ? rec->room * 2 : 12;
    rec->fields = g_renew(Field, rec->fields, rec->room);
  }
  memmove(&rec->fields[i + 1], &rec->fields[i], (rec->n_fields - i) * sizeof(Field));
  rec->n_fields++;
  rec->fields[i] = (Field){ .var = var, .confidence = 1 };
  return &rec->fields[i];
}

/* Records. */

IbidRecord *
ibid_record_new(IbidType type)
{
  IbidRecord *rec = g_new0(IbidRecord, 1);
  rec->type = type;
  rec->confidence = 1;
  return rec;
}

void
ibid_record_free(IbidRecord *rec)
{
  if (!rec)
    return;
  for (guint i = 0; i < rec->n_fields; i++)
    field_clear(&rec->fields[i]);
  for (guint i = 0; rec->extras && i < rec->extras->len; i++) {
    g_free(g_array_index(rec->extras, Extra, i).name);
    g_free(g_array_index(rec->extras, Extra, i).value);
  }
  for (guint i = 0; rec->repairs && i < rec->repairs->len; i++) {
    g_free(g_array_index(rec->repairs, IbidRepair, i).old_value);
    g_free(g_array_index(rec->repairs, IbidRepair, i).new_value);
  }
  g_clear_pointer(&rec->labels, g_array_unref);
  g_clear_pointer(&rec->extras, g_array_unref);
  g_clear_pointer(&rec->repairs, g_array_unref);
  g_free(rec->fields);
  g_free(rec->key);
  g_free(rec->printed);
  g_free(rec->source.file);
  g_free(rec);
}

static void
field_copy(IbidRecord *dest, const Field *from)
{
  Field *to = field_get(dest, from->var);
  *to = *from;
  switch (ibid_var_kind(from->var)) {
  case IBID_KIND_TEXT:
    to->u.text = g_strdup(from->u.text);
    break;
  case IBID_KIND_NAMES:
    to->u.names.list = g_new0(IbidName, from->u.names.n);
    for (guint i = 0; i < from->u.names.n; i++)
      ibid_name_copy(&to->u.names.list[i], &from->u.names.list[i]);
    break;
  case IBID_KIND_DATE:
    to->u.date = g_new0(IbidDate, 1);
    ibid_date_copy(to->u.date, from->u.date);
    break;
  }
}

IbidRecord *
ibid_record_dup(const IbidRecord *rec)
{
  IbidRecord *copy = ibid_record_new(rec->type);
  for (guint i = 0; i < rec->n_fields; i++)
    field_copy(copy, &rec->fields[i]);
  for (guint i = 0; i < ibid_record_n_extras(rec); i++)
    ibid_record_add_extra(copy, ibid_record_extra_name(rec, i), ibid_record_extra_value(rec, i));
  for (guint i = 0; i < ibid_record_n_repairs(rec); i++)
    ibid_record_add_repair(copy, ibid_record_repair(rec, i));
  copy->labels = rec->labels ? g_array_copy(rec->labels) : NULL;
  copy->confidence = rec->confidence;
  copy->key = g_strdup(rec->key);
  copy->printed = g_strdup(rec->printed);
  ibid_record_set_source(copy, &rec->source);
  return copy;
}

static gboolean
field_equal(const Field *a, const Field *b)
{
  if (a->var != b->var)
    return FALSE;
  switch (ibid_var_kind(a->var)) {
  case IBID_KIND_TEXT:
    return g_str_equal(a->u.text, b->u.text);
  case IBID_KIND_DATE:
    return ib_date_equal(a->u.date, b->u.date);
  case IBID_KIND_NAMES:
    if (a->u.names.n != b->u.names.n)
      return FALSE;
    for (guint i = 0; i < a->u.names.n; i++)
      if (!ib_name_equal(&a->u.names.list[i], &b->u.names.list[i]))
        return FALSE;
  }
  return TRUE;
}

gboolean
ibid_record_equal(const IbidRecord *a, const IbidRecord *b)
{
  if (a->type != b->type || a->n_fields != b->n_fields || g_strcmp0(a->key, b->key) ||
      ibid_record_n_extras(a) != ibid_record_n_extras(b))
    return FALSE;
  for (guint i = 0; i < a->n_fields; i++)
    if (!field_equal(&a->fields[i], &b->fields[i]))
      return FALSE;
  for (guint i = 0; i < ibid_record_n_extras(a); i++)
    if (!g_str_equal(ibid_record_extra_name(a, i), ibid_record_extra_name(b, i)) ||
        !g_str_equal(ibid_record_extra_value(a, i), ibid_record_extra_value(b, i)))
      return FALSE;
  return TRUE;
}

IbidType
ibid_record_type(const IbidRecord *rec)
{
  return rec->type;
}

void
ibid_record_set_type(IbidRecord *rec, IbidType type)
{
  rec->type = type;
}

const char *
ibid_record_key(const IbidRecord *rec)
{
  return rec->key;
}

void
ibid_record_set_key(IbidRecord *rec, const char *key)
{
  char *copy = key && *key ? g_strdup(key) : NULL;
  g_free(rec->key);
  rec->key = copy;
}

/* Text. */

const char *
ibid_record_text(const IbidRecord *rec, IbidVar var)
{
  Field *field = field_find(rec, var);
  return field && ibid_var_kind(var) == IBID_KIND_TEXT ? field->u.text : NULL;
}

/* Trims VALUE in place and gives it in NFC; takes it. */
static char *
clean_value(char *value)
{
  gsize n = strlen(value);
  g_strstrip(value);
  if (ib_text_is_nfc_quick(value, n) && g_utf8_validate(value, -1, NULL))
    return value;
  char *nfc = ib_text_nfc(value, -1);
  g_free(value);
  return nfc;
}

void
ibid_record_take_text(IbidRecord *rec, IbidVar var, char *value)
{
  g_return_if_fail(ibid_var_kind(var) == IBID_KIND_TEXT && var != IBID_VAR_NONE);
  char *clean = value ? clean_value(value) : NULL;
  if (ib_text_is_blank(clean)) {
    g_free(clean);
    ibid_record_unset(rec, var);
    return;
  }
  Field *field = field_get(rec, var);
  g_free(field->u.text);
  field->u.text = clean;
}

void
ibid_record_set_text(IbidRecord *rec, IbidVar var, const char *value)
{
  ibid_record_take_text(rec, var, g_strdup(value));
}

void
ibid_record_add_text(IbidRecord *rec, IbidVar var, const char *value, const char *sep)
{
  const char *old = ibid_record_text(rec, var);
  if (ib_text_is_blank(value))
    return;
  ibid_record_take_text(rec, var, old ? g_strconcat(old, sep, value, NULL) : g_strdup(value));
}

/* Names. */

guint
ibid_record_n_names(const IbidRecord *rec, IbidVar var)
{
  Field *field = field_find(rec, var);
  return field && ibid_var_kind(var) == IBID_KIND_NAMES ? field->u.names.n : 0;
}

const IbidName *
ibid_record_name(const IbidRecord *rec, IbidVar var, guint i)
{
  g_return_val_if_fail(i < ibid_record_n_names(rec, var), NULL);
  return &field_find(rec, var)->u.names.list[i];
}

static void
clean_part(char **part)
{
  if (!*part)
    return;
  *part = clean_value(*part);
  if (!**part)
    g_clear_pointer(part, g_free);
}

void
ibid_record_take_name(IbidRecord *rec, IbidVar var, IbidName *name)
{
  g_return_if_fail(ibid_var_kind(var) == IBID_KIND_NAMES);
  char **parts[] = { &name->family,            &name->given,  &name->non_dropping_particle,
                     &name->dropping_particle, &name->suffix, &name->literal };
  gboolean any = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    clean_part(parts[i]);
    any |= *parts[i] != NULL;
  }
  if (!any)
    return;
  Field *field = field_get(rec, var);
  guint n = field->u.names.n;
  if ((n & (n - 1)) == 0) /* grow at 0, 1, 2, 4, 8 ... */
    field->u.names.list = g_renew(IbidName, field->u.names.list, n ? n * 2 : 1);
  field->u.names.list[n] = *name;
  field->u.names.n++;
  memset(name, 0, sizeof *name);
}

void
ibid_record_add_name(IbidRecord *rec, IbidVar var, const IbidName *name)
{
  IbidName copy;
  ibid_name_copy(&copy, name);
  ibid_record_take_name(rec, var, &copy);
}

void
ibid_record_clear_names(IbidRecord *rec, IbidVar var)
{
  ibid_record_unset(rec, var);
}

/* Dates. */

const IbidDate *
ibid_record_date(const IbidRecord *rec, IbidVar var)
{
  Field *field = field_find(rec, var);
  return field && ibid_var_kind(var) == IBID_KIND_DATE ? field->u.date : NULL;
}

void
ibid_record_set_date(IbidRecord *rec, IbidVar var, const IbidDate *date)
{
  g_return_if_fail(ibid_var_kind(var) == IBID_KIND_DATE);
  if (!date) {
    ibid_record_unset(rec, var);
    return;
  }
  IbidDate copy; /* DATE may be REC's own */
  ibid_date_copy(&copy, date);
  Field *field = field_get(rec, var);
  if (field->u.date)
    ibid_date_clear(field->u.date);
  else
    field->u.date = g_new0(IbidDate, 1);
  *field->u.date = copy;
}

/* Any kind. */

gboolean
ibid_record_has(const IbidRecord *rec, IbidVar var)
{
  Field *field = field_find(rec, var);
  return field && (ibid_var_kind(var) != IBID_KIND_NAMES || field->u.names.n);
}

IbidVar
ibid_record_next(const IbidRecord *rec, IbidVar var)
{
  for (guint i = field_place(rec, var + 1); i < rec->n_fields; i++)
    if (ibid_record_has(rec, rec->fields[i].var))
      return rec->fields[i].var;
  return IBID_VAR_NONE;
}

void
ibid_record_unset(IbidRecord *rec, IbidVar var)
{
  Field *field = field_find(rec, var);
  if (!field)
    return;
  field_clear(field);
  rec->n_fields--;
  memmove(field, field + 1, (char *)&rec->fields[rec->n_fields] - (char *)field);
}

/* Extras. */

guint
ibid_record_n_extras(const IbidRecord *rec)
{
  return rec->extras ? rec->extras->len : 0;
}

const char *
ibid_record_extra_name(const IbidRecord *rec, guint i)
{
  return i < ibid_record_n_extras(rec) ? g_array_index(rec->extras, Extra, i).name : NULL;
}

const char *
ibid_record_extra_value(const IbidRecord *rec, guint i)
{
  return i < ibid_record_n_extras(rec) ? g_array_index(rec->extras, Extra, i).value : NULL;
}

const char *
ibid_record_extra(const IbidRecord *rec, const char *name)
{
  for (guint i = 0; i < ibid_record_n_extras(rec); i++)
    if (g_str_equal(ibid_record_extra_name(rec, i), name))
      return ibid_record_extra_value(rec, i);
  return NULL;
}

void
ibid_record_add_extra(IbidRecord *rec, const char *name, const char *value)
{
  if (!rec->extras)
    rec->extras = g_array_new(FALSE, FALSE, sizeof(Extra));
  Extra extra = { ib_text_nfc(name, -1), clean_value(g_strdup(value)) };
  g_array_append_val(rec->extras, extra);
}

void
ibid_record_remove_extra(IbidRecord *rec, const char *name)
{
  for (guint i = ibid_record_n_extras(rec); i-- > 0;) {
    Extra *extra = &g_array_index(rec->extras, Extra, i);
    if (!g_str_equal(extra->name, name))
      continue;
    g_free(extra->name);
    g_free(extra->value);
    g_array_remove_index(rec->extras, i);
  }
}

/* Confidence and places. */

double
ibid_record_confidence(const IbidRecord *rec, IbidVar var)
{
  Field *field = var == IBID_VAR_NONE ? NULL : field_find(rec, var);
  return field ? field->confidence : rec->confidence;
}

void
ibid_record_set_confidence(IbidRecord *rec, IbidVar var, double confidence)
{
  Field *field = field_find(rec, var);
  if (var == IBID_VAR_NONE)
    rec->confidence = confidence;
  else if (field)
    field->confidence = confidence;
}

IbidSpan
ibid_record_span(const IbidRecord *rec, IbidVar var)
{
  Field *field = field_find(rec, var);
  return field ? field->span : (IbidSpan){ 0, 0 };
}

void
ibid_record_set_span(IbidRecord *rec, IbidVar var, gsize start, gsize end)
{
  Field *field = field_find(rec, var);
  if (field)
    field->span = (IbidSpan){ start, end };
}

guint
ibid_record_n_labels(const IbidRecord *rec)
{
  return rec->labels ? rec->labels->len : 0;
}

const IbidLabel *
ibid_record_label(const IbidRecord *rec, guint i)
{
  g_return_val_if_fail(i < ibid_record_n_labels(rec), NULL);
  return &g_array_index(rec->labels, IbidLabel, i);
}

void
ibid_record_add_label(IbidRecord *rec, const char *label, gsize start, gsize end)
{
  IbidLabel added = { label, { start, end } };
  if (!rec->labels)
    rec->labels = g_array_sized_new(FALSE, FALSE, sizeof(IbidLabel), 12);
  g_array_append_val(rec->labels, added);
}

const IbidSource *
ibid_record_source(const IbidRecord *rec)
{
  return &rec->source;
}

void
ibid_record_set_source(IbidRecord *rec, const IbidSource *source)
{
  IbidSource copy = *source;
  copy.file = g_strdup(source->file);
  g_free(rec->source.file);
  rec->source = copy;
}

const char *
ibid_record_printed(const IbidRecord *rec)
{
  return rec->printed;
}

void
ibid_record_set_printed(IbidRecord *rec, const char *printed)
{
  char *copy = g_strdup(printed);
  g_free(rec->printed);
  rec->printed = copy;
}

char *
ibid_record_printed_line(const IbidRecord *rec)
{
  if (!rec->printed)
    return NULL;
  g_autofree char *nfc = ib_text_nfc(rec->printed, -1);
  return ib_text_collapse(nfc, -1);
}

/* Repairs. */

guint
ibid_record_n_repairs(const IbidRecord *rec)
{
  return rec->repairs ? rec->repairs->len : 0;
}

const IbidRepair *
ibid_record_repair(const IbidRecord *rec, guint i)
{
  return i < ibid_record_n_repairs(rec) ? &g_array_index(rec->repairs, IbidRepair, i) : NULL;
}

void
ibid_record_add_repair(IbidRecord *rec, const IbidRepair *repair)
{
  if (!rec->repairs)
    rec->repairs = g_array_new(FALSE, FALSE, sizeof(IbidRepair));
  IbidRepair copy = *repair;
  copy.rule = g_intern_string(repair->rule);
  copy.old_value = g_strdup(repair->old_value);
  copy.new_value = g_strdup(repair->new_value);
  g_array_append_val(rec->repairs, copy);
}
