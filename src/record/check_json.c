/* What the web answered about a URL, as JSON.
 *
 * Both forms come from one table: what only the stored form has is marked. */
#include "config.h"

#include "record/check_json.h"

#include <string.h>

#include "record/date.h"

/* The string fields, in the order of the contract. */
static const struct {
  const char *name;
  gsize offset;
  gboolean stored_only;
} strings[] = {
  { "cited", G_STRUCT_OFFSET(IbidUrlCheck, cited), FALSE },
  { "url", G_STRUCT_OFFSET(IbidUrlCheck, url), FALSE },
  { "reason", G_STRUCT_OFFSET(IbidUrlCheck, reason), FALSE },
  { "final", G_STRUCT_OFFSET(IbidUrlCheck, final_url), FALSE },
  { "title", G_STRUCT_OFFSET(IbidUrlCheck, title), FALSE },
  { "author", G_STRUCT_OFFSET(IbidUrlCheck, author), TRUE },
  { "site", G_STRUCT_OFFSET(IbidUrlCheck, site), TRUE },
};

json_t *
ib_json_string(const char *s)
{
  if (!s)
    return json_null();
  json_t *value = json_string(s);
  if (value)
    return value;
  g_autofree char *valid = g_utf8_make_valid(s, -1);
  return json_string(valid);
}

char *
ib_time_to_text(gint64 seconds)
{
  g_autoptr(GDateTime) time = seconds > 0 ? g_date_time_new_from_unix_utc(seconds) : NULL;
  return time ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static json_t *
date_to_json(const IbidDate *date)
{
  g_autofree char *edtf = date->from.year || date->to.year ? ib_date_to_edtf(date) : NULL;
  return ib_json_string(edtf);
}

static json_t *
day_to_json(const IbidDatePart *part)
{
  IbidDate date = { .from = *part };
  return date_to_json(&date);
}

static json_t *
archive_to_json(const IbidUrlCheck *check, gboolean stored)
{
  if (!check->archive.url && !(stored && (check->archive.unreachable || check->archive.absent)))
    return json_null();
  json_t *object = json_object();
  json_object_set_new(object, "url", ib_json_string(check->archive.url));
  json_object_set_new(object, "date", day_to_json(&check->archive.date));
  json_object_set_new(object, "days", check->archive.days == G_MAXINT
                                          ? json_null()
                                          : json_integer(check->archive.days));
  if (stored) {
    json_object_set_new(object, "unreachable", json_boolean(check->archive.unreachable));
    json_object_set_new(object, "absent", json_boolean(check->archive.absent));
    json_object_set_new(object, "changed", json_boolean(check->archive.changed));
  }
  return object;
}

static void
set_verdict(json_t *object, IbidVerdict verdict)
{
  json_object_set_new(object, "verdict", json_string(ibid_verdict_name(verdict)));
  json_object_set_new(object, "class", json_string(ibid_verdict_class(verdict)));
}

static json_t *
check_to_json(const IbidUrlCheck *check, gboolean stored)
{
  json_t *object = json_object();
  g_autofree char *time = ib_time_to_text(check->checked);

  for (guint i = 0; i < G_N_ELEMENTS(strings); i++) {
    if (strings[i].stored_only && !stored)
      continue;
    if (!strcmp(strings[i].name, "reason"))
      set_verdict(object, check->verdict);
    if (!strcmp(strings[i].name, "final"))
      json_object_set_new(object, "status", check->status ? json_integer(check->status) : json_null());
    json_object_set_new(object, strings[i].name,
                        ib_json_string(G_STRUCT_MEMBER(char *, check, strings[i].offset)));
  }
  json_object_set_new(object, "published", date_to_json(&check->published));
  json_object_set_new(object, "checked", ib_json_string(time));
  json_object_set_new(object, "attempts", json_integer(check->attempts));
  json_object_set_new(object, "archive", archive_to_json(check, stored));
  if (stored) {
    json_object_set_new(object, "modified", date_to_json(&check->modified));
    json_object_set_new(object, "at", json_integer(check->checked));
    json_object_set_new(object, "milliseconds", json_integer(check->milliseconds));
    json_object_set_new(object, "title-found", json_boolean(check->title_found));
    json_object_set_new(object, "doi-unknown", json_boolean(check->doi_unknown));
    json_object_set_new(object, "failed-days", json_integer(check->failed_days));
    json_object_set_new(object, "doi-unknown", json_boolean(check->doi_unknown));
  }
  return object;
}

json_t *
ib_check_to_json(const IbidUrlCheck *check)
{
  return check_to_json(check, FALSE);
}

char *
ib_check_to_stored(const IbidUrlCheck *check)
{
  json_t *object = check_to_json(check, TRUE);
  char *text = json_dumps(object, JSON_COMPACT);
  json_decref(object);
  return text;
}

static void
date_from_json(const json_t *object, const char *name, IbidDate *date)
{
  const char *s = json_string_value(json_object_get(object, name));
  if (s)
    ib_date_from_edtf(s, date);
}

static void
archive_from_json(const json_t *object, IbidUrlCheck *check)
{
  g_auto(IbidDate) date = { 0 };
  const json_t *days = json_object_get(object, "days");

  check->archive.url = g_strdup(json_string_value(json_object_get(object, "url")));
  date_from_json(object, "date", &date);
  check->archive.date = date.from;
  if (json_is_integer(days))
    check->archive.days = (int)CLAMP(json_integer_value(days), -G_MAXINT, G_MAXINT);
  check->archive.unreachable = json_is_true(json_object_get(object, "unreachable"));
  check->archive.absent = json_is_true(json_object_get(object, "absent"));
  check->archive.changed = json_is_true(json_object_get(object, "changed"));
}

static IbidUrlCheck *
check_from_json(const json_t *object)
{
  IbidUrlCheck *check = ibid_url_check_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++) {
    const char *s = json_string_value(json_object_get(object, strings[i].name));
    G_STRUCT_MEMBER(char *, check, strings[i].offset) = g_strdup(s);
  }
  check->verdict = ibid_verdict_from_name(json_string_value(json_object_get(object, "verdict")));
  check->status = (int)json_integer_value(json_object_get(object, "status"));
  check->attempts = (guint)json_integer_value(json_object_get(object, "attempts"));
  check->checked = json_integer_value(json_object_get(object, "at"));
  check->milliseconds = json_integer_value(json_object_get(object, "milliseconds"));
  check->doi_unknown = json_is_true(json_object_get(object, "doi-unknown"));
  check->title_found = json_is_true(json_object_get(object, "title-found"));
  check->failed_days = (guint)json_integer_value(json_object_get(object, "failed-days"));
  check->doi_unknown = json_is_true(json_object_get(object, "doi-unknown"));
  date_from_json(object, "published", &check->published);
  date_from_json(object, "modified", &check->modified);
  archive_from_json(json_object_get(object, "archive"), check);
  return check;
}

IbidUrlCheck *
ib_check_from_stored(const char *text)
{
  json_t *object = text ? json_loads(text, 0, NULL) : NULL;
  IbidUrlCheck *check = json_is_object(object) ? check_from_json(object) : NULL;
  json_decref(object);
  return check;
}
