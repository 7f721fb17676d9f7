/* Labelled references, JSON Lines: the reference as printed (NFC, white space collapsed) and
 * where its fields stand in it, in code points.  A record that never was text has no spans. */
#include "config.h"

#include "export/labels.h"

#include <string.h>

#include "util/text.h"

/* The label of a variable, for records whose labels are not in memory any more. */
static const struct {
  IbidVar var;
  const char *label;
} var_labels[] = {
  { IBID_VAR_AUTHOR, "author" },
  { IBID_VAR_EDITOR, "editor" },
  { IBID_VAR_TRANSLATOR, "translator" },
  { IBID_VAR_ISSUED, "date" },
  { IBID_VAR_TITLE, "title" },
  { IBID_VAR_CONTAINER_TITLE, "container-title" },
  { IBID_VAR_COLLECTION_TITLE, "collection-title" },
  { IBID_VAR_VOLUME, "volume" },
  { IBID_VAR_ISSUE, "issue" },
  { IBID_VAR_PAGE, "pages" },
  { IBID_VAR_NUMBER_OF_PAGES, "pages" },
  { IBID_VAR_PUBLISHER, "publisher" },
  { IBID_VAR_PUBLISHER_PLACE, "location" },
  { IBID_VAR_EDITION, "edition" },
  { IBID_VAR_URL, "url" },
  { IBID_VAR_DOI, "doi" },
  { IBID_VAR_ISBN, "isbn" },
  { IBID_VAR_ISSN, "isbn" },
  { IBID_VAR_ACCESSED, "accessed" },
  { IBID_VAR_NOTE, "note" },
  { IBID_VAR_GENRE, "genre" },
  { IBID_VAR_CITATION_NUMBER, "citation-number" },
  { IBID_VAR_PMID, "eprint" },
  { IBID_VAR_PMCID, "eprint" },
};

static int
by_start(gconstpointer a, gconstpointer b)
{
  const IbidLabel *x = a, *y = b;
  return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

/* All spans of REC, sorted and apart.  Caller frees with g_array_unref(). */
static GArray *
spans_of(const IbidRecord *rec)
{
  GArray *spans = g_array_new(FALSE, FALSE, sizeof(IbidLabel));
  guint n = ibid_record_n_labels(rec);

  for (guint i = 0; i < n; i++)
    g_array_append_val(spans, *ibid_record_label(rec, i));
  for (guint i = 0; !n && i < G_N_ELEMENTS(var_labels); i++) {
    IbidLabel label = { var_labels[i].label, ibid_record_span(rec, var_labels[i].var) };
    if (label.span.end)
      g_array_append_val(spans, label);
  }
  g_array_sort(spans, by_start);
  return spans;
}

/* Code points of the printed line up to byte OFFSET of what was printed.  EXACT: the two are the
 * same text, and the count goes on from an earlier place. */
typedef struct {
  const char *printed;
  gboolean exact;
  gsize byte, points;
} Place;

static gsize
points_at(Place *place, gsize offset)
{
  if (place->exact) {
    if (offset < place->byte)
      place->byte = place->points = 0;
    place->points += g_utf8_strlen(place->printed + place->byte, offset - place->byte);
    place->byte = offset;
    return place->points;
  }
  /* Blanks that end the part before still stand there if something came before them. */
  g_autofree char *before = g_strndup(place->printed, offset);
  g_autofree char *marked = g_strconcat(before, "|", NULL);
  g_autofree char *collapsed = ib_text_collapse(marked, -1);
  g_autofree char *line = ib_text_nfc(collapsed, -1);
  return g_utf8_strlen(line, -1) - 1;
}

static void
append_string(GString *out, const char *s)
{
  g_string_append_c(out, '"');
  for (; *s; s++) {
    guchar c = *s;
    if (c == '"' || c == '\\')
      g_string_append_printf(out, "\\%c", c);
    else if (c < 0x20)
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append_c(out, c);
  }
  g_string_append_c(out, '"');
}

static gboolean
is_separator(char c)
{
  return strchr(" ,;:\n\t", c) != NULL;
}

static void
append_spans(GString *out, const IbidRecord *rec, const char *printed, const char *line)
{
  g_autoptr(GArray) spans = spans_of(rec);
  Place place = { printed, g_str_equal(printed, line), 0, 0 };
  gsize len = strlen(printed), last = 0;
  gboolean any = FALSE;

  for (guint i = 0; i < spans->len; i++) {
    IbidLabel *label = &g_array_index(spans, IbidLabel, i);
    gsize start = label->span.start, end = MIN(label->span.end, len);
    while (start < end && is_separator(printed[start]))
      start++;
    while (end > start && is_separator(printed[end - 1]))
      end--;
    if (start >= end || start < last)
      continue;
    gsize from = points_at(&place, start), to = points_at(&place, end);
    if (from >= to)
      continue;
    g_string_append_printf(out, "%s[\"%s\", %" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT "]", any ? ", " : "",
                           label->label, from, to);
    any = TRUE;
    last = end;
  }
}

static void
write_record(IbExport *run, const IbidRecord *rec)
{
  const char *printed = ibid_record_printed(rec);
  g_autofree char *line = ibid_record_printed_line(rec);
  const IbidSource *source = ibid_record_source(rec);

  g_string_append(run->out, "{\"text\": ");
  append_string(run->out, line ? line : "");
  g_string_append(run->out, ", \"spans\": [");
  if (printed && line)
    append_spans(run->out, rec, printed, line);
  g_string_append_c(run->out, ']');
  if (source->line)
    g_string_append_printf(run->out, ", \"line\": %u", source->line);
  g_string_append(run->out, "}\n");
}

const IbExporter ib_exporter_labels = {
  .name = "labels",
  .label = "Labelled references (JSON Lines)",
  .ending = ".jsonl",
  .record = write_record,
};
