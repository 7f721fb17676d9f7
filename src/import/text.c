/* Plain text: a reference list, a whole article with one, or (with `lines`) one reference
 * a line. */
#include "config.h"

#include "import/text.h"

#include <string.h>

#include "parse/back_reference.h"
#include "parse/parse.h"
#include "util/lines.h"

/* Text is what nothing else is: every other reader that is sure comes first. */
static int
sniff(const char *text, gsize len)
{
  return memchr(text, '\0', len) ? 0 : 1;
}

/* The bytes of a line without its end. */
static gsize
line_end(const char *text, gsize start, gsize end)
{
  return end > start && text[end - 1] == '\r' ? end - 1 : end;
}

/* The bytes of a line that are read: nobody prints a reference of a million characters, and each would take
 * seven bytes of memory. */
static gsize
usable_end(IbImport *run, const char *text, gsize start, gsize end, guint64 dropped)
{
  gsize kept = MIN(end - start, IB_LINES_LONGEST);
  while (kept && start + kept < end && ((guchar)text[start + kept] & 0xC0) == 0x80)
    kept--;
  dropped += end - start - kept;
  if (dropped)
    ib_import_complain(run, start, TRUE, "text.overlong",
                       "a line of %" G_GUINT64_FORMAT " bytes is no reference: the first %" G_GSIZE_FORMAT
                       " are read, the others are left out",
                       kept + dropped, kept);
  return start + kept;
}

/* Every line one record, as it comes. */
static void
read_lines(IbImport *run, const char *text, gsize len)
{
  for (gsize i = 0; i < len && !run->stopped;) {
    const char *stop = memchr(text + i, '\n', len - i);
    gsize next = stop ? (gsize)(stop - text) + 1 : len;
    gsize end = line_end(text, i, stop ? next - 1 : next);
    end = usable_end(run, text, i, end, next == len ? run->dropped : 0);
    ib_import_emit(run, ib_parse_reference(run->parser, text + i, end - i), i, end);
    i = next;
  }
}

static void
complain_about_prose(IbImport *run, const IbSplit *split)
{
  if (split->prose_lines)
    ib_import_complain(run, split->first_prose, FALSE, "text.prose",
                       split->prose_lines == 1 ? "%u line is no part of a reference and was passed over"
                                               : "%u lines are no part of a reference and were passed over",
                       split->prose_lines);
}

/* Entries cannot be told apart line by line where each line holds pieces of two. */
static void
complain_about_columns(IbImport *run, const IbSplit *split)
{
  const IbEntry *first = split->columns && split->entries->len ? &g_array_index(split->entries, IbEntry, 0) : NULL;
  if (first)
    ib_import_complain(run, first->start, FALSE, "text.columns",
                       "two columns stand side by side in %u lines, so entries are mixed up (pdftotext without -layout gives one column after the other)",
                       split->columns);
}

/* The work that a note points back to keeps it; one line tells of all of them. */
static void
link_notes(IbImport *run, const IbSplit *split, const GPtrArray *records, const guint *cited)
{
  guint notes = 0, unknown = 0, first = 0;
  for (guint i = 0; i < records->len; i++) {
    if (cited[i] == IB_CITES_NOTHING)
      continue;
    first = notes++ ? first : i;
    unknown += cited[i] == IB_CITES_UNKNOWN;
    g_autofree char *line = ibid_record_printed_line(records->pdata[i]);
    if (cited[i] != IB_CITES_UNKNOWN)
      ibid_record_add_extra(records->pdata[cited[i]], "cited-again", line);
  }
  if (!notes)
    return;
  g_autofree char *line = ibid_record_printed_line(records->pdata[first]);
  g_autofree char *where = unknown ? g_strdup_printf(", %u of them to none in this file", unknown) : g_strdup("");
  ib_import_complain(run, g_array_index(split->entries, IbEntry, first).start, FALSE, "text.back-reference",
                     "%u note%s (“%s”) point%s back to a reference before%s, and no record is made of %s", notes,
                     notes == 1 ? "" : "s, such as this", line, notes == 1 ? "s" : "", where, notes == 1 ? "it" : "them");
}

/* A list is one document; in it a note stands for the work that it points back to: "Ders." behind it means the
 * author of that. */
static void
settle_works(IbParser *parser, const GPtrArray *records, const guint *cited)
{
  g_autoptr(GPtrArray) works = g_ptr_array_new();
  for (guint i = 0; i < records->len; i++)
    if (cited[i] != IB_CITES_UNKNOWN)
      g_ptr_array_add(works, records->pdata[cited[i] == IB_CITES_NOTHING ? i : cited[i]]);
  ib_parse_settle(parser, works);
}

/* Records go on when all of them are settled. */
static void
read_list(IbImport *run, const char *text, gsize len)
{
  IbSplit split;

  ib_split(text, len, &split);
  g_autoptr(GPtrArray) records = ib_parse_list(run->parser, text, &split);
  g_autofree guint *cited = ib_back_references(text, &split, records);
  settle_works(run->parser, records, cited);
  complain_about_prose(run, &split);
  complain_about_columns(run, &split);
  if (!run->notes)
    link_notes(run, &split, records, cited);
  for (guint i = 0; i < records->len; i++) {
    const IbEntry *entry = &g_array_index(split.entries, IbEntry, i);
    if (run->stopped || (cited[i] != IB_CITES_NOTHING && !run->notes))
      ibid_record_free(records->pdata[i]);
    else
      ib_import_emit(run, records->pdata[i], entry->start, entry->end);
  }
  ib_split_clear(&split);
}

static gboolean
read_text(IbImport *run, GError **error)
{
  gsize len;
  const char *text = ib_input_text(run->input, &len);
  if (run->lines)
    read_lines(run, text, len);
  else
    read_list(run, text, len);
  return TRUE;
}

const IbImporter ib_importer_text = {
  .name = "text",
  .label = "Plain text: a list of references, or an article with one",
  .endings = ".txt .text .md",
  .sniff = sniff,
  .read = read_text,
};
