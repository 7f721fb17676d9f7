/* Writes the long tail of formats through libbibutils, in its helper process.
 *
 * Records are gathered to portions, as a process for each would take its time.  What comes back is
 * cut at the ends of its entries: there the access date is put in, which libbibutils loses, and
 * the head and foot of the file are kept once. */
#include "config.h"

#include "export/bibutils.h"

#include <string.h>

#include "bibutils/hub.h"
#include "bibutils/run.h"
#include "ibid/error.h"

#define PORTION 200

typedef struct {
  const char *format;
  const char *begin, *end; /* of an entry in what libbibutils writes; BEGIN NULL: blocks of lines */
  const char *head, *foot; /* of the file */
} Layout;

static const Layout layouts[] = {
  { "mods", "<mods ", "</mods>\n",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<modsCollection xmlns=\"http://www.loc.gov/mods/v3\">\n",
    "</modsCollection>\n" },
  { "isi", NULL, "\n\n", "FN ISI Export Format\nVR 1.0\n", "EF\n" },
  { "word", "<b:Source>", "</b:Source>\n",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<b:Sources SelectedStyle=\"\" "
    "xmlns:b=\"http://schemas.openxmlformats.org/officeDocument/2006/bibliography\" "
    "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/bibliography\">\n",
    "</b:Sources>\n" },
  { "ads", NULL, "\n\n", "", "" },
};

typedef struct {
  const Layout *layout;
  GPtrArray *waiting;  /* of IbidRecord */
  GHashTable *said;    /* names that went to notes */
  GError *error;
} State;

/* Putting the access date back. */

static void
mend_word(GString *out, const IbidDate *d)
{
  g_string_append_printf(out, "<b:YearAccessed>%d</b:YearAccessed>\n", d->from.year);
  if (d->from.month)
    g_string_append_printf(out, "<b:MonthAccessed>%02d</b:MonthAccessed>\n", d->from.month);
  if (d->from.month && d->from.day)
    g_string_append_printf(out, "<b:DayAccessed>%02d</b:DayAccessed>\n", d->from.day);
}

/* Text of an entry, with the full stops of initials. */
static void
append_text(GString *out, const char *s, gsize len)
{
  const char *stop;
  while ((stop = memmem(s, len, IB_HUB_STOP, strlen(IB_HUB_STOP)))) {
    g_string_append_len(out, s, stop - s);
    g_string_append_c(out, '.');
    len -= stop + strlen(IB_HUB_STOP) - s;
    s = stop + strlen(IB_HUB_STOP);
  }
  g_string_append_len(out, s, len);
}

/* Word's kind is among LINES. */
static void
append_word(GString *out, const char *lines, const char *s, gsize len)
{
  static const char begin[] = "<b:SourceType>", end[] = "</b:SourceType>\n";
  const char *type = memmem(s, len, begin, strlen(begin)), *rest = type ? memmem(type, len - (type - s), end, strlen(end)) : NULL;
  if (rest) {
    g_string_append_len(out, s, type - s);
    len -= rest + strlen(end) - s;
    s = rest + strlen(end);
  }
  g_string_append_len(out, s, len);
  g_string_append(out, lines);
}

/* Authors have a tag each; Web of Science gives it to the first alone. LINES go before the end, "ER". */
static void
append_isi(GString *out, const char *lines, const char *s, gsize len)
{
  gsize from = out->len;
  g_string_append_len(out, s, len - 2);
  char *first = strstr(out->str + from, "\nAU ");
  for (char *next = first; next && (next = strstr(next + 1, "\nAU "));)
    memcpy(next + 1, "  ", 2);
  g_string_append_printf(out, "%sER", lines);
}

/* One entry as libbibutils wrote it, without its end. */
static void
append_entry(IbExport *run, const Layout *layout, const IbidRecord *rec, const char *lines, const char *s, gsize len)
{
  const IbidDate *accessed = ibid_record_date(rec, IBID_VAR_ACCESSED);
  if (accessed && accessed->from.year <= 0)
    accessed = NULL;
  if (*lines && len > 2 && !memcmp(s + len - 2, "ER", 2)) {
    append_isi(run->out, lines, s, len);
  } else if (g_str_equal(layout->format, "word")) {
    append_word(run->out, lines, s, len);
  } else {
    append_text(run->out, s, len);
  }
  if (accessed && g_str_equal(layout->format, "word"))
    mend_word(run->out, accessed);
  g_string_append(run->out, layout->end);
}

/* Entries. */

/* The next entry of TEXT from *P on; NULL when there is none.  *LEN is without its end. */
static const char *
next_entry(const Layout *layout, const char **p, gsize *len)
{
  const char *start = layout->begin ? strstr(*p, layout->begin) : *p + strspn(*p, "\n");
  const char *end = start && *start ? strstr(start, layout->end) : NULL;
  if (!end)
    return NULL;
  *len = end - start;
  *p = end + strlen(layout->end);
  return start;
}

static guint
count_entries(const Layout *layout, const char *text)
{
  guint n = 0;
  gsize len;
  while (next_entry(layout, &text, &len))
    n++;
  return n;
}

static void
note_loss(IbExport *run, const IbidRecord *rec, const GPtrArray *noted)
{
  State *state = run->state;
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < noted->len; i++)
    if (g_hash_table_add(state->said, g_strdup(g_ptr_array_index(noted, i))))
      g_string_append_printf(names, "%s%s", names->len ? ", " : "", (char *)g_ptr_array_index(noted, i));
  if (!names->len)
    return;
  ib_export_complain(run, rec, "bibutils.note", "%s has no place for %s; written as notes, here and further on",
                     state->layout->format, names->str);
}

/* Writes records FROM to TO; those that libbibutils fails on are told one by one. */
static void
write_portion(IbExport *run, guint from, guint to)
{
  State *state = run->state;
  const Layout *layout = state->layout;
  g_autoptr(GString) fields = g_string_new(NULL), out = g_string_new(NULL);
  g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func(g_free); /* lines of each */
  g_autofree char *why = NULL;
  for (guint i = from; i < to; i++) {
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GPtrArray) noted = g_ptr_array_new_with_free_func(g_free);
    const IbidRecord *rec = g_ptr_array_index(state->waiting, i);
    ib_hub_write(fields, rec, layout->format, noted, lines);
    g_ptr_array_add(own, g_strdup(lines->str));
    note_loss(run, rec, noted);
  }
  g_string_append(fields, ".\n");
  IbBibutilsResult result = ib_bibutils_run("write", layout->format, fields->str, fields->len, out, &why);
  if (result == IB_BIBUTILS_ABSENT) {
    g_set_error(&state->error, IBID_ERROR, IBID_ERROR_IO, "cannot write %s: %s", layout->format, why);
    return;
  }
  const char *p = out->str;
  gsize len;
  if (result == IB_BIBUTILS_DONE && count_entries(layout, p) == to - from) {
    for (guint i = from; i < to; i++) {
      const char *entry = next_entry(layout, &p, &len);
      append_entry(run, layout, g_ptr_array_index(state->waiting, i), own->pdata[i - from], entry, len);
    }
  } else if (to - from > 1) {
    write_portion(run, from, from + (to - from) / 2);
    if (!state->error)
      write_portion(run, from + (to - from) / 2, to);
  } else {
    ib_export_complain(run, g_ptr_array_index(state->waiting, from), "bibutils.lost",
                       "cannot be written as %s: %s", layout->format, why ? why : "libbibutils writes nothing");
  }
}

static void
flush(State *state, IbExport *run)
{
  if (state->waiting->len && !state->error)
    write_portion(run, 0, state->waiting->len);
  g_ptr_array_set_size(state->waiting, 0);
}

/* The life of a writer. */

static void
begin(IbExport *run, const char *format)
{
  State *state = g_new0(State, 1);
  state->waiting = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  state->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(layouts); i++)
    if (g_str_equal(layouts[i].format, format))
      state->layout = &layouts[i];
  run->state = state;
  g_string_append(run->out, state->layout->head);
}

static void
add(IbExport *run, const IbidRecord *rec)
{
  State *state = run->state;
  g_ptr_array_add(state->waiting, ibid_record_dup(rec));
  if (state->waiting->len == PORTION)
    flush(state, run);
}

static gboolean
end(IbExport *run, GError **error)
{
  State *state = run->state;
  GError *failed;
  flush(state, run);
  g_string_append(run->out, state->layout->foot);
  failed = g_steal_pointer(&state->error);
  g_ptr_array_unref(state->waiting);
  g_hash_table_unref(state->said);
  g_free(state);
  run->state = NULL;
  if (failed)
    g_propagate_error(error, failed);
  return !failed;
}

#define WRITER(id, text_label, file_ending)                                                                  \
  static void begin_##id(IbExport *run) { begin(run, #id); }                                                 \
  const IbExporter ib_exporter_##id = { .name = #id, .label = text_label, .ending = file_ending,             \
                                        .begin = begin_##id, .record = add, .end = end }

WRITER(mods, "MODS (XML)", "");
WRITER(isi, "ISI, Web of Science (.isi)", ".isi");
WRITER(word, "Word 2007 sources (XML)", "");
WRITER(ads, "NASA ADS abstracts", "");
