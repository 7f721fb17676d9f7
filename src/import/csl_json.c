/* Reads CSL-JSON (refs/ibid.bib: csl102): an array of items, one item, {"items": [...]}, or one
 * item a line.
 *
 * Items are found by their braces and read one by one, so that a file of any size takes the
 * memory of its largest item, and a bad item costs itself alone. */
#include "config.h"

#include "import/csl_json.h"

#include <string.h>

#include <jansson.h>

#include "record/csl_json.h"

/* jansson takes some thirty times the text; no reference is so long. */
#define MAX_ITEM (16 << 20)
/* Braces that close nothing are looked for in vain.  What that costs is paid from a credit that
 * grows with the text that was read, so that no file takes more than a straight line. */
#define CREDIT_PER_BYTE 4
#define MIN_WINDOW 256
#define RELEASE_EVERY (4 << 20)

/* Where the object that begins at S ends; LEN when it does not.  Strings are stepped over, so
 * that a brace in a title counts for nothing. */
static gsize
object_length(const char *s, gsize len)
{
  gsize depth = 0;
  for (gsize i = 0; i < len; i++) {
    switch (s[i]) {
    case '"':
      for (i++; i < len && s[i] != '"'; i++)
        i += s[i] == '\\';
      break;
    case '{':
      depth++;
      break;
    case '}':
      if (--depth == 0)
        return i + 1;
    }
  }
  return len;
}

/* An item that lost a quotation mark or a brace ends before the next line that begins like one:
 * with "{" or "}," at the margin that the others have, or after a comma. */
static gsize
resume_length(const char *s, gsize len)
{
  const char *p = s + 1, *end = s + len;
  while ((p = memchr(p, '\n', end - p))) {
    const char *line = ++p;
    while (line < end && (*line == ' ' || *line == '\t' || *line == ','))
      line++;
    if (line >= end || *line != '{')
      continue;
    const char *q = line + 1;
    while (q < end && g_ascii_isspace(*q))
      q++;
    /* Items begin with "id" or "type"; names and dates do not. */
    if (end - q > 6 && (!memcmp(q, "\"id\"", 4) || !memcmp(q, "\"type\"", 6)))
      return line - s;
  }
  return len;
}

typedef struct {
  IbImport *run;
  const char *text;
  gsize len;
  gsize at;     /* of the item being read */
  gsize credit; /* bytes that may be searched for the end of an item */
  gsize released;
} Reader;

static void
odd(const char *what, gpointer data)
{
  Reader *r = data;
  ib_import_complain(r->run, r->at, FALSE, "csl-json.odd", "an item has %s", what);
}

/* USED bytes of the item are passed over; a complaint about what follows would be one about the
 * next item. */
static void
complain_of_item(Reader *r, json_error_t *error, gsize used)
{
  gsize place = error->position > 0 ? (gsize)error->position - 1 : 0;
  g_strdelimit(error->text, "\r\n\t", ' ');
  ib_import_complain(r->run, r->at + (place < used ? place : 0), TRUE, "csl-json.syntax",
                     "cannot read an item: %s", error->text);
}

/* "{"items": [" as Zotero's web service writes, and other envelopes around the list. */
static gboolean
is_envelope(const char *s, gsize len)
{
  static const char *const names[] = { "\"items\"", "\"references\"" };
  gsize i = 1;
  while (i < len && g_ascii_isspace(s[i]))
    i++;
  for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
    gsize n = strlen(names[k]);
    if (len - i < n || memcmp(s + i, names[k], n))
      continue;
    for (i += n; i < len && (g_ascii_isspace(s[i]) || s[i] == ':'); i++)
      ;
    return i < len && s[i] == '[';
  }
  return FALSE;
}

/* Reads the object at R->AT; *USED gets its length. */
static gboolean
read_item(Reader *r, gsize *used)
{
  const char *s = r->text + r->at;
  gsize window = MIN(r->len - r->at, MAX(r->credit, MIN_WINDOW)), length = object_length(s, window);
  json_error_t error = { .position = 0 };
  json_t *json = json_loadb(s, length, JSON_ALLOW_NUL, &error);
  *used = length;
  if (!json) {
    *used = resume_length(s, length);
    complain_of_item(r, &error, *used);
    r->credit -= MIN(r->credit, length - *used);
  }
  r->credit = MIN(MAX_ITEM, r->credit + CREDIT_PER_BYTE * *used);
  if (!json)
    return TRUE;
  IbidRecord *rec = ib_record_from_csl(json, odd, r);
  json_decref(json);
  return !rec || ib_import_emit(r->run, rec, r->at, r->at + *used);
}

static gboolean
csl_json_read(IbImport *run, GError **error)
{
  Reader r = { .run = run, .credit = MAX_ITEM };
  gboolean stray = FALSE;
  gsize used;

  r.text = ib_input_text(run->input, &r.len);
  while (r.at < r.len) {
    char c = r.text[r.at];
    if (c == '{' && !is_envelope(r.text + r.at, r.len - r.at)) {
      if (!read_item(&r, &used))
        return TRUE;
      r.at += used;
    } else {
      /* Brackets, commas and the names of envelopes lie between items. */
      if (!g_ascii_isspace(c) && !strchr("[],{}:\"", c) && !g_ascii_isalpha(c) && !stray) {
        ib_import_complain(run, r.at, FALSE, "csl-json.stray", "text outside of any item is passed over");
        stray = TRUE;
      }
      r.at++;
    }
    if (r.at - r.released > RELEASE_EVERY) {
      ib_input_release(run->input, r.at);
      r.released = r.at;
    }
  }
  return TRUE;
}

/* "[]", and nothing but white space in it and after it. */
static gboolean
is_empty_list(const char *text, gsize len)
{
  guint closed = 0;
  for (gsize i = 1; i < len; i++) {
    closed += text[i] == ']';
    if (text[i] != ']' && !g_ascii_isspace(text[i]))
      return FALSE;
  }
  return *text == '[' && closed == 1;
}

static int
csl_json_sniff(const char *text, gsize len)
{
  gsize i = 0;
  while (i < len && g_ascii_isspace(text[i]))
    i++;
  if (i >= len || (text[i] != '[' && text[i] != '{'))
    return 0;
  gsize next = i + 1;
  while (text[i] == '[' && next < len && g_ascii_isspace(text[next]))
    next++;
  if (text[i] == '[' && next < len && !strchr("{[]", text[next]))
    return 0; /* "[1] Smith, J., …", with a brace somewhere below */
  const char *first = memchr(text + i, '{', len - i);
  if (!first)
    return is_empty_list(text + i, len - i) ? 60 : 0;
  gsize left = len - (first - text);
  /* The labels format has "text" and "spans". */
  if (g_strstr_len(first, left, "\"spans\""))
    return 0;
  if (is_envelope(first, left))
    return 80;
  return g_strstr_len(first, left, "\"type\"") || g_strstr_len(first, left, "\"title\"") ? 85
         : g_strstr_len(first, left, "\"id\"")                                          ? 60
                                                                                         : 20;
}

const IbImporter ib_importer_csl_json = {
  .name = "csl-json",
  .label = "CSL-JSON (.json)",
  .endings = ".json .jsonl",
  .sniff = csl_json_sniff,
  .read = csl_json_read,
};
