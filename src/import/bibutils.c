/* Reads the long tail of formats through libbibutils, in its helper process.
 *
 * A file goes in portions of some entries.  Where one comes back short, or not at all, it is
 * halved until the bad entry stands alone: it costs one diagnostic, its neighbours nothing. */
#include "config.h"

#include "import/bibutils.h"

#include <string.h>

#include "bibutils/hub.h"
#include "bibutils/run.h"
#include "bibutils/split.h"
#include "ibid/error.h"
#include "import/mend.h"

/* A process takes some 2 ms to start, libbibutils some 0.1 ms for an entry; duplicate keys cost
 * it the square of their number. */
#define PORTION_ENTRIES 200
#define PORTION_BYTES (1 << 20)
/* An entry of this size is none. */
#define MAX_ENTRY (4 << 20)
/* Each failure may take seconds where libbibutils loops. */
#define MAX_FAILED_SECONDS 90

typedef struct {
  IbImport *run;
  const char *format;
  const char *text;
  gint64 failed; /* microseconds that came to nothing */
  GError *error;
} Reader;

/* Controls become blanks, as libbibutils stops at NUL and passes others on. */
static char *
clean_copy(const Reader *r, const IbEntryRange *ranges, guint n, gsize *len)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < n; i++) {
    gsize at = out->len;
    g_string_append_len(out, r->text + ranges[i].start, ranges[i].end - ranges[i].start);
    for (char *p = out->str + at; p < out->str + out->len; p++)
      if ((guchar)*p < 0x20 && *p != '\n' && *p != '\t')
        *p = *p == '\r' && p[1] == '\n' ? ' ' : *p == '\r' ? '\n' : ' ';
    g_string_append(out, "\n\n");
  }
  *len = out->len;
  return g_string_free(out, FALSE);
}

/* The records of N entries; NULL with WHY where it went wrong, error where it can't go right. */
static GPtrArray *
convert(Reader *r, const IbEntryRange *ranges, guint n, char **why)
{
  gsize len;
  g_autofree char *text = clean_copy(r, ranges, n, &len);
  g_autoptr(GString) fields = g_string_new(NULL);
  IbBibutilsResult result = ib_bibutils_run("read", r->format, text, len, fields, why);
  if (result == IB_BIBUTILS_ABSENT)
    g_set_error(&r->error, IBID_ERROR, IBID_ERROR_IO, "cannot read %s: %s", ib_input_name(r->run->input), *why);
  if (result != IB_BIBUTILS_DONE)
    return NULL;
  GPtrArray *list = ib_hub_read(fields->str);
  if (!list)
    *why = g_strdup("libbibutils stops in the middle of it");
  return list;
}

/* FALSE: stop. */
static gboolean
emit_all(Reader *r, GPtrArray *list, const IbEntryRange *ranges, guint n)
{
  for (guint i = 0; i < list->len; i++) {
    IbidRecord *rec = g_ptr_array_index(list, i);
    const IbEntryRange *range = &ranges[MIN(i, n - 1)];
    g_ptr_array_index(list, i) = NULL;
    if (!ib_import_emit(r->run, rec, range->start, range->end))
      return FALSE;
  }
  return TRUE;
}

/* Record I of LIST. */
static gboolean
mend(const Reader *r, GPtrArray *list, guint i, const IbEntryRange *range)
{
  return ib_mend((IbidRecord **)&list->pdata[i], r->format, r->text + range->start, range->end - range->start);
}

static gboolean
give_up(Reader *r, const IbEntryRange *range, const char *why)
{
  ib_import_complain(r->run, range->start, TRUE, "bibutils.lost", "cannot read an entry: %s", why);
  if (r->failed < MAX_FAILED_SECONDS * G_USEC_PER_SEC)
    return TRUE;
  g_set_error(&r->error, IBID_ERROR, IBID_ERROR_FORMAT, "cannot read %s: too many bad entries (is it %s?)",
              ib_input_name(r->run->input), r->format);
  return FALSE;
}

static gboolean read_portion(Reader *r, const IbEntryRange *ranges, guint n);

static gboolean
read_singly(Reader *r, const IbEntryRange *ranges, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!read_portion(r, ranges + i, 1))
      return FALSE;
  return TRUE;
}

static gboolean
read_portion(Reader *r, const IbEntryRange *ranges, guint n)
{
  g_autofree char *why = NULL;
  gint64 begun = g_get_monotonic_time();
  g_autoptr(GPtrArray) list = convert(r, ranges, n, &why);
  if (r->error)
    return FALSE;
  for (guint i = 0; list && list->len == n && i < n; i++)
    mend(r, list, i, &ranges[i]);
  if (list && list->len == n)
    return emit_all(r, list, ranges, n);
  gint64 took = g_get_monotonic_time() - begun;
  r->failed += took;
  /* Where it looped, each further half that holds the bad entry would cost as much again. */
  if (n > 1 && took > G_USEC_PER_SEC)
    return read_singly(r, ranges, n);
  if (n > 1)
    return read_portion(r, ranges, n / 2) && read_portion(r, ranges + n / 2, n - n / 2);
  if (list && !list->len) { /* a kind of entry that libbibutils does not know: PubMed's books */
    g_ptr_array_add(list, ibid_record_new(IBID_TYPE_DOCUMENT));
    if (mend(r, list, 0, ranges))
      return emit_all(r, list, ranges, 1);
  }
  if (!list || list->len == 1)
    return give_up(r, ranges, why ? why : "libbibutils finds none in it");
  ib_import_complain(r->run, ranges->start, FALSE, "bibutils.count", "libbibutils reads one entry as %u", list->len);
  return emit_all(r, list, ranges, 1);
}

static gboolean
read_all(IbImport *run, const char *format, GError **error)
{
  gsize len, at = 0, bytes = 0;
  IbEntryRange range;
  Reader r = { .run = run, .format = format, .text = ib_input_text(run->input, &len) };
  g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(IbEntryRange));
  gboolean more = TRUE;

  while (more && ib_entry_next(format, r.text, len, &at, &range)) {
    if (range.end - range.start > MAX_ENTRY) {
      more = give_up(&r, &range, "it is too long");
      continue;
    }
    if (range.cut)
      ib_import_complain(run, range.start, FALSE, "bibutils.cut", "this entry does not end; it may be incomplete");
    g_array_append_val(ranges, range);
    bytes += range.end - range.start;
    if (ranges->len < PORTION_ENTRIES && bytes < PORTION_BYTES)
      continue;
    more = read_portion(&r, (IbEntryRange *)ranges->data, ranges->len);
    g_array_set_size(ranges, 0);
    bytes = 0;
    ib_input_release(run->input, at);
  }
  if (more && ranges->len)
    read_portion(&r, (IbEntryRange *)ranges->data, ranges->len);
  else if (more && !run->n_read && !run->n_lost)
    ib_import_complain(run, 0, FALSE, "bibutils.none", "no entry of %s was found", format);
  if (r.error)
    g_propagate_error(error, r.error);
  return !r.error;
}

/* How the formats are told. */

static gboolean
has(const char *text, gsize len, const char *what)
{
  return g_strstr_len(text, (gssize)MIN(len, 8192), what) != NULL;
}

static gboolean
starts(const char *text, gsize len, const char *with)
{
  gsize n = strlen(with);
  return len >= n && !memcmp(text, with, n);
}

static int
sniff_endnote_xml(const char *text, gsize len)
{
  return has(text, len, "<xml") && has(text, len, "<record") && (has(text, len, "<ref-type") || has(text, len, "EndNote"))
           ? 90
           : 0;
}

static int
sniff_pubmed(const char *text, gsize len)
{
  return has(text, len, "<PubmedArticle") || has(text, len, "<MedlineCitation") || has(text, len, "<PubmedBookArticle")
           ? 90
           : 0;
}

static int
sniff_word(const char *text, gsize len)
{
  return has(text, len, "officeDocument/2006/bibliography") ? 90 : has(text, len, "<b:Sources") ? 85 : 0;
}

static int
sniff_ebi(const char *text, gsize len)
{
  return has(text, len, "<publication") && has(text, len, "<?xml") ? 60 : 0;
}

/* Lines that begin with TEST-able tags: how many of the first hundred do. */
static guint
count_lines(const char *text, gsize len, gboolean (*test)(const char *s, gsize n))
{
  guint found = 0, lines = 0;
  for (gsize at = 0; at < len && lines < 100; lines++) {
    const char *lf = memchr(text + at, '\n', len - at);
    gsize n = lf ? (gsize)(lf - text) - at : len - at;
    found += test(text + at, n);
    at += n + 1;
  }
  return found;
}

static gboolean
is_refer_line(const char *s, gsize n)
{
  return n >= 3 && s[0] == '%' && s[2] == ' ' && (g_ascii_isalnum(s[1]) || strchr("!@#$&()*+[]=<>?^~", s[1]));
}

static int
sniff_endnote(const char *text, gsize len)
{
  guint n = count_lines(text, len, is_refer_line);
  gboolean first = starts(text, len, "%0 ") || has(text, len, "\n%0 ");
  return n >= 2 && first ? 85 : n >= 3 ? 70 : 0;
}

static gboolean
is_isi_line(const char *s, gsize n)
{
  static const char *const tags[] = { "PT ", "AU ", "TI ", "SO ", "PY ", "UT ", "FN ", "VR " };
  for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
    if (n > 3 && !memcmp(s, tags[i], 3) && s[3] != ' ') /* "TI  - " is RIS or nbib */
      return TRUE;
  return FALSE;
}

static int
sniff_isi(const char *text, gsize len)
{
  if (starts(text, len, "FN ") && has(text, len, "\nPT "))
    return 90;
  return count_lines(text, len, is_isi_line) >= 4 && (has(text, len, "\nPT ") || starts(text, len, "PT ")) ? 80 : 0;
}

static gboolean
is_copac_line(const char *s, gsize n)
{
  static const char *const tags[] = { "TI-", "AU-", "PU-", "PY-", "PD-", "HL-", "KW-", "NT-", "IS-", "SE-", "LA-" };
  for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
    if (n > 4 && !memcmp(s, tags[i], 3) && s[3] == ' ')
      return TRUE;
  return FALSE;
}

static int
sniff_copac(const char *text, gsize len)
{
  return count_lines(text, len, is_copac_line) >= 3 && has(text, len, "TI- ") ? 75 : 0;
}

#define READER(id, format, text_label, file_endings, how)                                                    \
  static gboolean read_##id(IbImport *run, GError **error) { return read_all(run, format, error); }          \
  const IbImporter ib_importer_##id = { .name = format, .label = text_label, .endings = file_endings, .sniff = how, .read = read_##id }

READER(endnote_xml, "endnote-xml", "EndNote XML", "", sniff_endnote_xml);
READER(endnote, "endnote", "EndNote Refer (.enw)", ".enw .refer", sniff_endnote);
READER(isi, "isi", "ISI, Web of Science (.isi)", ".isi .ciw", sniff_isi);
READER(pubmed, "pubmed", "PubMed XML", "", sniff_pubmed);
READER(word, "word", "Word 2007 sources (XML)", "", sniff_word);
READER(copac, "copac", "Copac", "", sniff_copac);
READER(ebi, "ebi", "EBI XML", "", sniff_ebi);
