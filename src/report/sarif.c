/* A report as SARIF 2.1.0 (refs/ibid.bib: sarif210), for the viewers of CI services and
 * editors. */
#include "config.h"

#include "report/report.h"

#include <string.h>

#include <jansson.h>

#include "record/check_json.h"
#include "report/escape.h"
#include "report/rules.h"
#include "report/view.h"

typedef struct {
  const IbView *view;
  GHashTable *indexes; /* rule id -> its number in the catalogue, plus one */
  json_t *rules;
} Run;

static const char *
level_of(const char *severity)
{
  return !strcmp(severity, "error") ? "error" : !strcmp(severity, "warning") ? "warning" : "note";
}

static json_t *
text_object(const char *s)
{
  return json_pack("{so}", "text", ib_json_string(s && *s ? s : "-"));
}

/* The rules that this report speaks of, in the order of the ids. */
static void
add_rule(Run *run, const char *id)
{
  IbRuleText rule;
  ib_rule_find(id, &rule);
  json_t *object = json_pack("{ss so so}", "id", id, "shortDescription", text_object(rule.text),
                             "defaultConfiguration",
                             json_pack("{ss}", "level", level_of(rule.severity)));
  if (*rule.help)
    json_object_set_new(object, "help", text_object(rule.help));
  json_array_append_new(run->rules, object);
  g_hash_table_insert(run->indexes, (gpointer)id, GUINT_TO_POINTER(json_array_size(run->rules)));
}

static int
compare_ids(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
collect_rules(Run *run)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i <= run->view->n_records; i++) {
    const GPtrArray *group = run->view->groups[i];
    for (guint j = 0; group && j < group->len; j++) {
      const IbidFinding *f = group->pdata[j];
      if (g_hash_table_add(seen, (gpointer)f->rule))
        g_ptr_array_add(ids, (gpointer)f->rule);
    }
  }
  g_ptr_array_sort(ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    add_rule(run, ids->pdata[i]);
}

/* A relative reference or a file: URI.  Caller frees with g_free(). */
static char *
file_uri(const char *file)
{
  if (!strcmp(file, "-"))
    return g_strdup("stdin");
  g_autofree char *path = g_uri_escape_string(file, "/", FALSE);
  if (g_path_is_absolute(file))
    return g_strconcat("file://", path, NULL);
  return g_steal_pointer(&path);
}

static json_t *
artifact(const char *file)
{
  g_autofree char *uri = file_uri(file);
  return json_pack("{ss}", "uri", uri);
}

static json_t *
region(const IbPlace *place)
{
  json_t *object = json_object();
  if (place->line) {
    json_object_set_new(object, "startLine", json_integer(place->line));
    json_object_set_new(object, "startColumn", json_integer(place->column ? place->column : 1));
  }
  if (place->line && place->end_line) {
    json_object_set_new(object, "endLine", json_integer(place->end_line));
    json_object_set_new(object, "endColumn", json_integer(place->end_column));
  }
  json_object_set_new(object, "byteOffset", json_integer((json_int_t)place->start));
  json_object_set_new(object, "byteLength", json_integer((json_int_t)(place->end - place->start)));
  return object;
}

static json_t *
location(const Run *run, const IbidFinding *f, const IbidRecord *rec)
{
  const IbidSource *source = ibid_record_source(rec);
  json_t *object = json_object();
  if (source->file) {
    IbPlace place;
    ib_view_place(run->view, rec, f->span, &place);
    json_object_set_new(object, "physicalLocation",
                        json_pack("{so so}", "artifactLocation", artifact(source->file), "region",
                                  region(&place)));
  }
  if (ibid_record_key(rec))
    json_object_set_new(object, "logicalLocations",
                        json_pack("[{so ss}]", "name", ib_json_string(ibid_record_key(rec)), "kind",
                                  "reference"));
  return object;
}

/* What stays the same when lines are added above: so that a service knows it again. */
static json_t *
fingerprint(const IbidFinding *f, const IbidRecord *rec)
{
  g_autofree char *text = rec ? ib_view_describe(rec) : NULL;
  g_autofree char *all = g_strjoin("\n", f->rule, ibid_var_name(f->var), f->message ? f->message : "",
                                   text, NULL);
  g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
  sum[32] = '\0';
  return json_pack("{ss}", "ibid/v1", sum);
}

static json_t *
properties(const IbidFinding *f)
{
  json_t *object = json_object();
  if (f->var != IBID_VAR_NONE)
    json_object_set_new(object, "field", json_string(ibid_var_name(f->var)));
  for (guint i = 0; f->evidence && i < f->evidence->len; i++) {
    const IbidFact *fact = &g_array_index(f->evidence, IbidFact, i);
    g_autofree char *name = g_strconcat("evidence/", fact->name, NULL);
    json_object_set_new(object, name,
                        fact->number ? json_integer(g_ascii_strtoll(fact->value, NULL, 10))
                                     : ib_json_string(fact->value));
  }
  if (f->fix.var != IBID_VAR_NONE) {
    json_object_set_new(object, "fix/old", ib_json_string(f->fix.old_value));
    json_object_set_new(object, "fix/new", ib_json_string(f->fix.new_value));
    json_object_set_new(object, "fix/safety", json_string(f->fix.safe ? "safe" : "review"));
  }
  return object;
}

/* Does the file have OLD exactly where the finding points?  Only then can it be replaced. */
static gboolean
is_replaceable(const IbidFinding *f, const IbidRecord *rec)
{
  const char *printed = rec ? ibid_record_printed(rec) : NULL;
  const char *old = f->fix.old_value;
  if (f->fix.var == IBID_VAR_NONE || !f->fix.safe || !printed || !old || !f->fix.new_value)
    return FALSE;
  gsize len = strlen(old);
  return f->span.end - f->span.start == len && f->span.end <= strlen(printed)
         && !memcmp(printed + f->span.start, old, len) && ibid_record_source(rec)->file;
}

static json_t *
fixes(const Run *run, const IbidFinding *f, const IbidRecord *rec)
{
  IbPlace place;
  ib_view_place(run->view, rec, f->span, &place);
  json_t *replacement = json_pack("{so s{so}}", "deletedRegion", region(&place), "insertedContent", "text",
                                  ib_json_string(f->fix.new_value));
  return json_pack("[{s{ss} s[{so s[o]}]}]", "description", "text", "The safe repair", "artifactChanges",
                   "artifactLocation", artifact(ibid_record_source(rec)->file), "replacements",
                   replacement);
}

static json_t *
result(const Run *run, const IbidFinding *f)
{
  const IbidReport *report = run->view->report;
  const IbidRecord *rec = f->record < run->view->n_records ? report->records->pdata[f->record] : NULL;
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(run->indexes, f->rule));
  json_t *object = json_pack("{ss si ss so so so}", "ruleId", f->rule, "ruleIndex", (int)index - 1, "level",
                             level_of(ibid_severity_name(f->severity)), "message",
                             text_object(f->message), "partialFingerprints", fingerprint(f, rec),
                             "properties", properties(f));
  if (rec)
    json_object_set_new(object, "locations", json_pack("[o]", location(run, f, rec)));
  if (is_replaceable(f, rec))
    json_object_set_new(object, "fixes", fixes(run, f, rec));
  if (f->suppressed)
    json_object_set_new(object, "suppressions",
                        json_pack("[{ss so}]", "kind", "external", "justification",
                                  ib_json_string(f->suppressed)));
  return object;
}

static json_t *
notifications(const IbidReport *report)
{
  json_t *list = json_array();
  for (guint i = 0; i < report->notes->len; i++)
    json_array_append_new(list, json_pack("{so ss}", "message", text_object(report->notes->pdata[i]),
                                          "level", "note"));
  return list;
}

static void
append_json(GString *out, const char *before, json_t *value)
{
  char *text = json_dumps(value, JSON_ENCODE_ANY);
  g_string_append(out, before);
  ib_escape_json(out, text ? text : "null");
  free(text);
  json_decref(value);
}

static void
append_results(const Run *run, GString *out)
{
  const char *before = "\n      ";
  for (guint i = 0; i <= run->view->n_records; i++) {
    const GPtrArray *group = run->view->groups[i];
    for (guint j = 0; group && j < group->len; j++, before = ",\n      ")
      append_json(out, before, result(run, group->pdata[j]));
  }
}

void
ib_report_sarif(const IbidReport *report, const IbReportOptions *options, GString *out)
{
  g_autoptr(IbView) view = ib_view_new(report, options, TRUE);
  g_autoptr(GHashTable) indexes = g_hash_table_new(g_str_hash, g_str_equal);
  Run run = { view, indexes, json_array() };

  collect_rules(&run);
  g_string_append(out, "{\"version\": \"2.1.0\",\n \"$schema\": "
                       "\"https://json.schemastore.org/sarif-2.1.0.json\",\n \"runs\": [{\n");
  append_json(out, "    \"tool\": ",
              json_pack("{s{ss ss so}}", "driver", "name", "ibid", "version", PACKAGE_VERSION, "rules",
                        run.rules));
  append_json(out, ",\n    \"columnKind\": ", json_string("unicodeCodePoints"));
  append_json(out, ",\n    \"invocations\": ",
              json_pack("[{sb so}]", "executionSuccessful", 1, "toolExecutionNotifications",
                        notifications(report)));
  g_string_append(out, ",\n    \"results\": [");
  append_results(&run, out);
  g_string_append(out, "]\n }]}\n");
}
