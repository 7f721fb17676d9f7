/* Writes nbib, the MEDLINE format of PubMed (refs/ibid.bib: medline), by the table that the
 * reader reads with.  What has no tag stands in GN, a general note, "URL: http://...". */
#include "config.h"

#include "export/nbib.h"

#include <string.h>

#include "record/date.h"
#include "record/language.h"
#include "record/note.h"
#include "util/text.h"
#include "util/data.h"

typedef struct {
  IbExport *run;
  GString *out;
  const IbidRecord *rec;
  gboolean written[IBID_N_VARS];
  GString *noted; /* names of what went to notes and was not yet said to */
} Writer;

static void
put_len(Writer *w, const char *tag, const char *value, gsize len)
{
  g_string_append_printf(w->out, "%-4s- ", tag);
  for (gsize i = 0; i < len; i++) /* a value never has a line of its own */
    g_string_append_c(w->out, (guchar)value[i] < 0x20 || value[i] == 0x7F ? ' ' : value[i]);
  g_string_append_c(w->out, '\n');
}

static void
put(Writer *w, const char *tag, const char *value)
{
  g_autofree char *plain = ib_text_unmarked(value, FALSE); /* case is BibTeX's care alone */
  put_len(w, tag, plain, strlen(plain));
}

static void
put_lines(Writer *w, const char *tag, const char *value)
{
  g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
  for (char **line = lines; *line; line++)
    if (**line)
      put(w, tag, *line);
}

/* The items of a list that commas separate. */
static void
put_list(Writer *w, const char *tag, const char *value, gboolean keywords)
{
  g_auto(GStrv) items = g_strsplit(value, ",", -1);
  for (char **item = items; *item; item++) {
    if (keywords) /* one keyword with a comma: see the reader */
      g_strdelimit(*item, ";", ',');
    if (*g_strstrip(*item))
      put(w, tag, *item);
  }
}

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *const seasons[] = { "Spring", "Summer", "Autumn", "Winter" };

/* "2012 Nov 5", "2012 Nov-Dec", "2012 Spring"; FALSE for what this notation cannot say. */
static gboolean
append_date(GString *out, const IbidDate *d)
{
  const IbidDatePart *from = &d->from, *to = &d->to;
  if (d->open_start || d->open_end || d->circa || d->uncertain || d->ambiguous || from->year < 1000 ||
      from->year > 9999 || (to->year && (to->season || !to->month != !from->month || to->year < 1000 || to->year > 9999)))
    return FALSE;
  g_string_append_printf(out, "%04d", from->year);
  if (from->month)
    g_string_append_printf(out, " %s", months[from->month - 1]);
  else if (from->season)
    g_string_append_printf(out, " %s", seasons[from->season - 1]);
  if (from->month && from->day)
    g_string_append_printf(out, " %d", from->day);
  if (!to->year)
    return TRUE;
  g_string_append_c(out, '-');
  if (to->year != from->year || !to->month)
    g_string_append_printf(out, to->month ? "%04d " : "%04d", to->year);
  if (to->month)
    g_string_append(out, months[to->month - 1]);
  if (to->month && to->day)
    g_string_append_printf(out, " %d", to->day);
  return TRUE;
}

static void
put_date(Writer *w, const char *tag, IbidVar var)
{
  const IbidDate *d = ibid_record_date(w->rec, var);
  g_autoptr(GString) value = g_string_new(NULL);
  if (d && append_date(value, d)) {
    put(w, tag, value->str);
    w->written[var] = TRUE;
  } else if (d && d->from.year) { /* the year for sorting; the whole date in a note */
    g_string_printf(value, "%d", d->from.year);
    put(w, tag, value->str);
  }
}

/* "20120513" */
static void
put_compact_date(Writer *w, const char *tag, IbidVar var)
{
  const IbidDate *d = ibid_record_date(w->rec, var);
  g_autofree char *value = NULL;
  if (!d || !d->from.day || d->to.year || d->circa || d->uncertain || d->open_start || d->open_end)
    return;
  value = g_strdup_printf("%04d%02d%02d", d->from.year, d->from.month, d->from.day);
  put(w, tag, value);
  w->written[var] = TRUE;
}

/* Persons in full, bodies as CN; in the order of the record. */
static void
put_names(Writer *w, const char *tag, IbidVar var)
{
  g_autoptr(GString) value = g_string_new(NULL);
  for (guint i = 0; i < ibid_record_n_names(w->rec, var); i++) {
    const IbidName *name = ibid_record_name(w->rec, var, i);
    g_string_truncate(value, 0);
    gboolean body = ibid_name_is_body(name) && !ibid_name_is_others(name);
    if (body && var == IBID_VAR_AUTHOR) {
      put(w, "CN", name->literal);
      continue;
    }
    ib_note_append_name(value, name);
    put(w, tag, value->str);
  }
  w->written[var] = TRUE;
}

static void
put_type(Writer *w, const char *tag)
{
  const IbTable *table = ib_table("nbib-types.tsv");
  const char *csl = ibid_type_name(ibid_record_type(w->rec)), *name = NULL;
  for (guint i = 0; i < table->n_rows && !name; i++)
    if (g_str_equal(table->rows[i][1], csl) && table->rows[i][2] && *table->rows[i][2] == 'w')
      name = table->rows[i][0];
  g_autofree char *type = g_strconcat("type: ", csl, NULL);
  gboolean told = FALSE;
  for (guint i = 0; name && i < ibid_record_n_extras(w->rec); i++)
    told |= g_str_equal(ibid_record_extra_name(w->rec, i), tag) &&
            g_str_equal(ibid_record_extra_value(w->rec, i), name);
  if (name && !told)
    put(w, tag, name);
  else if (!name)
    put(w, "GN", type);
}

static void
put_text(Writer *w, const char *tag, IbidVar var)
{
  const char *value = ibid_record_text(w->rec, var);
  if (!value || w->written[var])
    return;
  put_lines(w, tag, value);
  w->written[var] = TRUE;
}

static void
put_title(Writer *w, const char *tag)
{
  const char *title = ibid_record_text(w->rec, IBID_VAR_TITLE);
  if (!title)
    return;
  g_autofree char *closed = g_strconcat(title, strchr(".?!", title[strlen(title) - 1]) ? "" : ".", NULL);
  put(w, tag, closed);
  w->written[IBID_VAR_TITLE] = TRUE;
}

/* What a part of a book stands in is BTI, all else JT. */
static void
put_container(Writer *w, const char *tag, gboolean book)
{
  IbidType type = ibid_record_type(w->rec);
  gboolean part = type == IBID_TYPE_CHAPTER;
  if (part == book)
    put_text(w, tag, IBID_VAR_CONTAINER_TITLE);
}

static void
put_language(Writer *w, const char *tag)
{
  const char *language = ibid_record_text(w->rec, IBID_VAR_LANGUAGE);
  const char *code = language ? ib_language_to_iso639(language) : NULL;
  /* "en-US" is more than "eng" says. */
  if (!code || strpbrk(language, "-, "))
    return;
  put(w, tag, code);
  w->written[IBID_VAR_LANGUAGE] = TRUE;
}

static void
put_doi(Writer *w, const char *tag)
{
  const char *doi = ibid_record_text(w->rec, IBID_VAR_DOI);
  g_autofree char *value = doi ? g_strconcat(doi, " [doi]", NULL) : NULL;
  if (doi)
    put(w, tag, value);
  w->written[IBID_VAR_DOI] = TRUE;
}

static void
put_authors(Writer *w, const char *tag)
{
  put_names(w, tag, IBID_VAR_AUTHOR);
}

static void
put_issued(Writer *w, const char *tag)
{
  put_date(w, tag, IBID_VAR_ISSUED);
}

static void
put_issns(Writer *w, const char *tag)
{
  const char *issn = ibid_record_text(w->rec, IBID_VAR_ISSN);
  if (issn)
    put_list(w, tag, issn, FALSE);
  w->written[IBID_VAR_ISSN] = TRUE;
}

/* OT, other terms; MH is for those of the MeSH alone. */
static void
put_keywords(Writer *w, const char *tag)
{
  const char *keywords = ibid_record_text(w->rec, IBID_VAR_KEYWORD);
  if (!keywords || !g_str_equal(tag, "OT"))
    return;
  put_list(w, tag, keywords, TRUE);
  w->written[IBID_VAR_KEYWORD] = TRUE;
}

static void
put_short_journal(Writer *w, const char *tag)
{
  if (ibid_record_has(w->rec, IBID_VAR_CONTAINER_TITLE))
    put_text(w, tag, IBID_VAR_CONTAINER_TITLE_SHORT);
}

static void
put_journal(Writer *w, const char *tag)
{
  put_container(w, tag, FALSE);
}

static void
put_book(Writer *w, const char *tag)
{
  put_container(w, tag, TRUE);
}

/* What the words with "@" in the table stand for. */
static const struct {
  const char *word;
  void (*write)(Writer *w, const char *tag);
} roles[] = {
  { "@title", put_title },     { "@author", put_authors },  { "@date", put_issued },        { "@issn", put_issns },
  { "@keyword", put_keywords }, { "@doi", put_doi },        { "@type", put_type },          { "@language", put_language },
  { "@short", put_short_journal }, { "@journal", put_journal }, { "@book", put_book },
};

static void
put_role(Writer *w, const char *tag, const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
    if (g_str_equal(roles[i].word, word))
      roles[i].write(w, tag);
}

static void
put_row(Writer *w, char **row)
{
  if (*row[1] == '@') {
    put_role(w, row[0], row[1]);
    return;
  }
  IbidVar var = ibid_var_from_name(row[1]);
  if (!ibid_record_has(w->rec, var))
    return;
  if (ibid_var_kind(var) == IBID_KIND_TEXT)
    put_text(w, row[0], var);
  else if (ibid_var_kind(var) == IBID_KIND_NAMES)
    put_names(w, row[0], var);
  else
    put_compact_date(w, row[0], var);
}

/* What had no tag. */

/* Said once a run for each name. */
static void
note(Writer *w, const char *name, const char *label, const char *value)
{
  g_autofree char *line = g_strconcat(label, ": ", value, NULL);
  put(w, "GN", line);
  if (!g_hash_table_add(w->run->state, g_strdup(name)))
    return;
  if (!w->noted)
    w->noted = g_string_new(NULL);
  g_string_append_printf(w->noted, "%s%s", w->noted->len ? ", " : "", name);
}

/* An extra that came from nbib. */
static gboolean
is_tag(const char *name)
{
  gsize n = strlen(name);
  return n >= 2 && n <= 4 && g_ascii_isupper(*name) &&
         strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == n && !g_str_equal(name, "PMID") &&
         !g_str_equal(name, "GN");
}

static void
put_rest(Writer *w)
{
  if (ibid_record_has(w->rec, IBID_VAR_NOTE))
    put_lines(w, "GN", ibid_record_text(w->rec, IBID_VAR_NOTE));
  w->written[IBID_VAR_NOTE] = TRUE;
  for (guint var = 1; var < IBID_N_VARS; var++) {
    if (w->written[var] || !ibid_record_has(w->rec, var))
      continue;
    g_autofree char *value = ib_note_value(w->rec, var);
    note(w, ibid_var_name(var), ibid_var_name(var), value);
  }
  for (guint i = 0; i < ibid_record_n_extras(w->rec); i++) {
    const char *name = ibid_record_extra_name(w->rec, i), *value = ibid_record_extra_value(w->rec, i);
    g_autofree char *label = g_strconcat("x-", name, NULL);
    if (is_tag(name))
      put_lines(w, name, value);
    else
      note(w, name, label, value);
  }
}

static void
nbib_record(IbExport *run, const IbidRecord *rec)
{
  const IbTable *table = ib_table("nbib-tags.tsv");
  Writer w = { .run = run, .out = run->out, .rec = rec };
  if (run->n_written)
    g_string_append_c(run->out, '\n');
  if (!ibid_record_has(rec, IBID_VAR_PMID))
    g_string_append(run->out, "PMID- \n"); /* readers look for it as the first line */
  for (guint i = 0; i < table->n_rows; i++)
    if (table->rows[i][1])
      put_row(&w, table->rows[i]);
  put_rest(&w);
  if (!w.noted)
    return;
  ib_export_complain(run, rec, "nbib.note", "nbib has no place for %s; written as notes, here and further on",
                     w.noted->str);
  g_string_free(w.noted, TRUE);
}

static void
nbib_begin(IbExport *run)
{
  run->state = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
nbib_end(IbExport *run, GError **error)
{
  g_hash_table_unref(run->state);
  run->state = NULL;
  return TRUE;
}

const IbExporter ib_exporter_nbib = {
  .name = "nbib",
  .label = "PubMed nbib (.nbib)",
  .ending = ".nbib",
  .begin = nbib_begin,
  .record = nbib_record,
  .end = nbib_end,
};
