/* Labelled references, JSON Lines: {"text": "...", "spans": [["author", 0, 12], ...]}.  The
 * spans are taken for right, so that corrected labels give a corrected record. */
#include "config.h"

#include "import/labels.h"

#include <string.h>

#include "parse/labels.h"
#include "parse/parse.h"

static int
sniff(const char *text, gsize len)
{
  while (len && g_ascii_isspace(*text))
    text++, len--;
  if (!len || *text != '{')
    return 0;
  const char *end = memchr(text, '\n', len);
  gsize n = end ? (gsize)(end - text) : len;
  return g_strstr_len(text, n, "\"spans\"") && g_strstr_len(text, n, "\"text\"") ? 95 : 0;
}

static IbidRecord *
read_line(const char *line, gsize len, GError **error)
{
  g_autoptr(IbLabelled) item = ib_labels_parse_line(line, len, NULL, error);
  if (!item)
    return NULL;
  g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(IbTagSpan));
  for (guint i = 0; i < item->spans->len; i++) {
    const IbLabelSpan *from = &g_array_index(item->spans, IbLabelSpan, i);
    IbTagSpan span = { from->label, from->start, from->end, 1 };
    g_array_append_val(spans, span);
  }
  return ib_parse_labelled(item->text, item->len, spans);
}

static gboolean
read_labels(IbImport *run, GError **error)
{
  gsize len;
  const char *text = ib_input_text(run->input, &len);

  for (gsize i = 0; i < len && !run->stopped;) {
    const char *stop = memchr(text + i, '\n', len - i);
    gsize next = stop ? (gsize)(stop - text) + 1 : len, end = next;
    while (end > i && g_ascii_isspace(text[end - 1]))
      end--;
    g_autoptr(GError) odd = NULL;
    IbidRecord *rec = end > i ? read_line(text + i, end - i, &odd) : NULL;
    if (rec)
      ib_import_emit(run, rec, i, end);
    else if (odd)
      ib_import_complain(run, i, TRUE, "labels.syntax", "%s", odd->message);
    i = next;
  }
  return TRUE;
}

const IbImporter ib_importer_labels = {
  .name = "labels",
  .label = "Labelled references (JSON Lines)",
  .endings = ".jsonl",
  .sniff = sniff,
  .read = read_labels,
};
