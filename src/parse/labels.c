/* The labels format: {"text": "...", "spans": [["author", 0, 12], ...], "line": 1}, with
 * optional "labels" (what was annotated), "id", "source", "doc" and "families". */
#include "config.h"

#include "parse/labels.h"

#include <jansson.h>
#include <string.h>

#include "ibid/error.h"
#include "parse/token.h"
#include "util/input.h"

#define MAX_TEXT (64 * 1024) /* a reference is never longer */

static const char *const names[IB_N_LABELS] = {
  NULL,
  "author",
  "editor",
  "translator",
  "date",
  "title",
  "container-title",
  "collection-title",
  "volume",
  "issue",
  "pages",
  "publisher",
  "location",
  "edition",
  "url",
  "doi",
  "isbn",
  "accessed",
  "note",
  "genre",
  "citation-number",
  "eprint",
  "other",
};

const char *
ib_label_name(IbLabel label)
{
  return label < IB_N_LABELS ? names[label] : NULL;
}

IbLabel
ib_label_from_name(const char *name)
{
  for (guint i = 1; i < IB_N_LABELS; i++)
    if (g_str_equal(names[i], name))
      return i;
  return IB_LABEL_NONE;
}

void
ib_labelled_free(IbLabelled *item)
{
  if (!item)
    return;
  g_free(item->id);
  g_free(item->text);
  g_strfreev(item->families);
  if (item->spans)
    g_array_unref(item->spans);
  g_free(item);
}

void
ib_label_set_init(IbLabelSet *set)
{
  set->items = g_ptr_array_new_with_free_func((GDestroyNotify)ib_labelled_free);
  set->sources = g_ptr_array_new_with_free_func(g_free);
}

void
ib_label_set_clear(IbLabelSet *set)
{
  g_clear_pointer(&set->items, g_ptr_array_unref);
  g_clear_pointer(&set->sources, g_ptr_array_unref);
}

static gint
by_start(gconstpointer a, gconstpointer b)
{
  const IbLabelSpan *x = a, *y = b;
  return (x->start > y->start) - (x->start < y->start);
}

/* Code points to bytes, in place: both ends rise, so that one walk does. */
static gboolean
to_bytes(const char *text, GArray *spans)
{
  const char *p = text;
  guint at = 0, last = 0;
  for (guint i = 0; i < spans->len; i++) {
    IbLabelSpan *span = &g_array_index(spans, IbLabelSpan, i);
    guint *ends[] = { &span->start, &span->end };
    if (span->start < last || span->end <= span->start)
      return FALSE;
    last = span->end;
    for (guint k = 0; k < 2; k++) {
      for (; at < *ends[k]; at++) {
        if (!*p)
          return FALSE;
        p = g_utf8_next_char(p);
      }
      *ends[k] = (guint)(p - text);
    }
  }
  return TRUE;
}

static gboolean
read_spans(const json_t *array, const char *text, GArray *spans)
{
  size_t i;
  json_t *row;
  json_array_foreach(array, i, row)
  {
    const char *name = json_string_value(json_array_get(row, 0));
    json_int_t start = json_integer_value(json_array_get(row, 1));
    json_int_t end = json_integer_value(json_array_get(row, 2));
    IbLabel label = name ? ib_label_from_name(name) : IB_LABEL_NONE;
    if (label == IB_LABEL_NONE || start < 0 || end < start || end > MAX_TEXT)
      return FALSE;
    IbLabelSpan span = { label, (guint)start, (guint)end };
    if (end > start)
      g_array_append_val(spans, span);
  }
  g_array_sort(spans, by_start);
  return to_bytes(text, spans);
}

static guint32
read_known(const json_t *array)
{
  if (!json_is_array(array))
    return IB_LABELS_ALL;
  guint32 known = 0;
  size_t i;
  json_t *name;
  json_array_foreach(array, i, name)
  {
    IbLabel label = json_is_string(name) ? ib_label_from_name(json_string_value(name)) : IB_LABEL_NONE;
    if (label)
      known |= 1u << label;
  }
  return known;
}

static char **
read_families(const json_t *object)
{
  const json_t *array = json_object_get(object, "author");
  if (!json_is_array(array))
    return NULL;
  GPtrArray *all = g_ptr_array_new();
  size_t i;
  json_t *name;
  json_array_foreach(array, i, name) if (json_is_string(name)) g_ptr_array_add(all, g_strdup(json_string_value(name)));
  g_ptr_array_add(all, NULL);
  return (char **)g_ptr_array_free(all, FALSE);
}

static IbLabelled *
read_object(const json_t *root, char **source)
{
  const char *text = json_string_value(json_object_get(root, "text"));
  if (!text || strlen(text) > MAX_TEXT || !json_is_array(json_object_get(root, "spans")))
    return NULL;
  g_autoptr(IbLabelled) item = g_new0(IbLabelled, 1);
  item->spans = g_array_new(FALSE, FALSE, sizeof(IbLabelSpan));
  if (!read_spans(json_object_get(root, "spans"), text, item->spans))
    return NULL;
  item->text = g_strdup(text);
  item->len = strlen(text);
  item->known = read_known(json_object_get(root, "labels"));
  item->id = g_strdup(json_string_value(json_object_get(root, "id")));
  json_int_t line = json_integer_value(json_object_get(root, "line"));
  item->line = line > 0 && line < G_MAXINT ? (guint)line : 0;
  item->families = read_families(json_object_get(root, "families"));
  const char *doc = json_string_value(json_object_get(root, "doc"));
  if (!doc)
    doc = item->id ? item->id : text;
  item->doc = ib_hash_bytes(doc, strlen(doc));
  if (source)
    *source = g_strdup(json_string_value(json_object_get(root, "source")));
  return g_steal_pointer(&item);
}

IbLabelled *
ib_labels_parse_line(const char *line, gsize len, char **source, GError **error)
{
  json_error_t why;
  if (source)
    *source = NULL;
  json_t *root = json_loadb(line, len, 0, &why);
  if (!root) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_FORMAT, "no JSON: %s (ibid parse --to labels writes labelled references)",
                why.text);
    return NULL;
  }
  IbLabelled *item = read_object(root, source);
  json_decref(root);
  if (!item)
    g_set_error(error, IBID_ERROR, IBID_ERROR_FORMAT,
                "no labelled reference: \"text\" and sorted \"spans\" of known labels inside it are needed");
  return item;
}

static guint
source_index(IbLabelSet *set, const char *name)
{
  for (guint i = 0; i < set->sources->len; i++)
    if (g_str_equal(set->sources->pdata[i], name))
      return i;
  g_ptr_array_add(set->sources, g_strdup(name));
  return set->sources->len - 1;
}

gboolean
ib_labels_read(IbLabelSet *set, const char *name, const char *bytes, gsize len, GError **error)
{
  guint number = 0;
  for (const char *p = bytes, *end = bytes + len, *next; p < end; p = next) {
    const char *stop = memchr(p, '\n', end - p);
    next = stop ? stop + 1 : end;
    gsize n = (stop ? stop : end) - p;
    number++;
    while (n && g_ascii_isspace(p[n - 1]))
      n--;
    if (!n)
      continue;
    g_autofree char *source = NULL;
    IbLabelled *item = ib_labels_parse_line(p, n, &source, error);
    if (!item) {
      g_prefix_error(error, "line %u: ", number);
      return FALSE;
    }
    item->source = source_index(set, source ? source : name);
    g_ptr_array_add(set->items, item);
  }
  return TRUE;
}

gboolean
ib_labels_read_file(IbLabelSet *set, const char *path, GError **error)
{
  g_autoptr(IbInput) input = ib_input_open(path, NULL, error);
  if (!input)
    return FALSE;
  g_autofree char *name = g_path_get_basename(path);
  char *dot = strrchr(name, '.');
  if (dot && dot > name)
    *dot = 0;
  gsize len;
  const char *text = ib_input_text(input, &len);
  if (ib_labels_read(set, name, text, len, error))
    return TRUE;
  g_prefix_error(error, "cannot read %s: ", path);
  return FALSE;
}

char *
ib_labels_write_line(const char *text, const IbLabelSpan *spans, gsize n, guint32 known, guint line)
{
  json_t *root = json_object(), *rows = json_array();
  const char *p = text;
  json_int_t at = 0;
  json_object_set_new(root, "text", json_string(text));
  for (gsize i = 0; i < n; i++) {
    json_int_t start = at += g_utf8_strlen(p, text + spans[i].start - p);
    p = text + spans[i].start;
    at += g_utf8_strlen(p, text + spans[i].end - p);
    p = text + spans[i].end;
    json_array_append_new(rows, json_pack("[sII]", ib_label_name(spans[i].label), start, at));
  }
  json_object_set_new(root, "spans", rows);
  if (known) {
    json_t *labels = json_array();
    for (guint i = 1; i < IB_N_LABELS; i++)
      if (known >> i & 1)
        json_array_append_new(labels, json_string(names[i]));
    json_object_set_new(root, "labels", labels);
  }
  if (line)
    json_object_set_new(root, "line", json_integer(line));
  char *dump = json_dumps(root, JSON_COMPACT | JSON_ENSURE_ASCII * 0);
  char *copy = g_strdup(dump);
  free(dump);
  json_decref(root);
  return copy;
}
