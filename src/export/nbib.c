/* Writes nbib, the MEDLINE format of PubMed (refs/ibid.bib: medline), by the table that the
 * reader reads with.  What has no tag stands in GN, a general note, "URL: http://...". */
#include "config.h"

#include "export/nbib.h"

#include <string.h>

#include "export/tagged.h"
#include "record/date.h"
#include "record/language.h"
#include "record/note.h"
#include "util/data.h"

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
put_date(IbTagged *w, const char *tag, IbidVar var)
{
  const IbidDate *d = ibid_record_date(w->rec, var);
  g_autoptr(GString) value = g_string_new(NULL);
  if (d && append_date(value, d)) {
    ib_tagged_put(w, tag, value->str);
    w->written[var] = TRUE;
  } else if (d && d->from.year) { /* the year for sorting; the whole date in a note */
    g_string_printf(value, "%d", d->from.year);
    ib_tagged_put(w, tag, value->str);
  }
}

/* "20120513" */
static void
put_compact_date(IbTagged *w, const char *tag, IbidVar var)
{
  const IbidDate *d = ibid_record_date(w->rec, var);
  g_autofree char *value = NULL;
  if (!d || !d->from.day || d->to.year || d->circa || d->uncertain || d->open_start || d->open_end)
    return;
  value = g_strdup_printf("%04d%02d%02d", d->from.year, d->from.month, d->from.day);
  ib_tagged_put(w, tag, value);
  w->written[var] = TRUE;
}

/* Persons in full, bodies as CN; in the order of the record. */
static void
put_names(IbTagged *w, const char *tag, IbidVar var)
{
  g_autoptr(GString) value = g_string_new(NULL);
  for (guint i = 0; i < ibid_record_n_names(w->rec, var); i++) {
    const IbidName *name = ibid_record_name(w->rec, var, i);
    g_string_truncate(value, 0);
    gboolean body = ibid_name_is_body(name) && !ibid_name_is_others(name);
    if (body && var == IBID_VAR_AUTHOR) {
      ib_tagged_put(w, "CN", name->literal);
      continue;
    }
    ib_note_append_name(value, name);
    ib_tagged_put(w, tag, value->str);
  }
  w->written[var] = TRUE;
}

static void
put_type(IbTagged *w, const char *tag)
{
  const IbTable *table = ib_table("nbib-types.tsv");
  const char *csl = ibid_type_name(ibid_record_type(w->rec)), *name = NULL;
  for (guint i = 0; i < table->n_rows && !name; i++)
    if (g_str_equal(table->rows[i][1], csl) && table->rows[i][2] && *table->rows[i][2] == 'w')
      name = table->rows[i][0];
  gboolean told = FALSE;
  for (guint i = 0; name && i < ibid_record_n_extras(w->rec); i++)
    told |= g_str_equal(ibid_record_extra_name(w->rec, i), tag) &&
            g_str_equal(ibid_record_extra_value(w->rec, i), name);
  if (name && !told)
    ib_tagged_put(w, tag, name);
  else if (!name)
    ib_tagged_put_note(w, "type", csl);
}

static void
put_text(IbTagged *w, const char *tag, IbidVar var)
{
  const char *value = ibid_record_text(w->rec, var);
  if (!value || w->written[var])
    return;
  ib_tagged_put_lines(w, tag, value);
  w->written[var] = TRUE;
}

static void
put_title(IbTagged *w, const char *tag)
{
  const char *title = ibid_record_text(w->rec, IBID_VAR_TITLE);
  if (!title)
    return;
  g_autofree char *closed = g_strconcat(title, strchr(".?!", title[strlen(title) - 1]) ? "" : ".", NULL);
  ib_tagged_put(w, tag, closed);
  w->written[IBID_VAR_TITLE] = TRUE;
}

/* What a part of a book stands in is BTI, all else JT. */
static void
put_container(IbTagged *w, const char *tag, gboolean book)
{
  IbidType type = ibid_record_type(w->rec);
  gboolean part = type == IBID_TYPE_CHAPTER;
  if (part == book)
    put_text(w, tag, IBID_VAR_CONTAINER_TITLE);
}

static void
put_language(IbTagged *w, const char *tag)
{
  const char *language = ibid_record_text(w->rec, IBID_VAR_LANGUAGE);
  const char *code = language ? ib_language_to_iso639(language) : NULL;
  /* "en-US" is more than "eng" says. */
  if (!code || strpbrk(language, "-, "))
    return;
  ib_tagged_put(w, tag, code);
  w->written[IBID_VAR_LANGUAGE] = TRUE;
}

static void
put_doi(IbTagged *w, const char *tag)
{
  const char *doi = ibid_record_text(w->rec, IBID_VAR_DOI);
  g_autofree char *value = doi ? g_strconcat(doi, " [doi]", NULL) : NULL;
  if (doi)
    ib_tagged_put(w, tag, value);
  w->written[IBID_VAR_DOI] = TRUE;
}

static void
put_authors(IbTagged *w, const char *tag)
{
  put_names(w, tag, IBID_VAR_AUTHOR);
}

static void
put_issued(IbTagged *w, const char *tag)
{
  put_date(w, tag, IBID_VAR_ISSUED);
}

static void
put_issns(IbTagged *w, const char *tag)
{
  const char *issn = ibid_record_text(w->rec, IBID_VAR_ISSN);
  if (issn)
    ib_tagged_put_items(w, tag, issn, FALSE);
  w->written[IBID_VAR_ISSN] = TRUE;
}

/* OT, other terms; MH is for those of the MeSH alone. */
static void
put_keywords(IbTagged *w, const char *tag)
{
  const char *keywords = ibid_record_text(w->rec, IBID_VAR_KEYWORD);
  if (keywords)
    ib_tagged_put_items(w, tag, keywords, TRUE);
  w->written[IBID_VAR_KEYWORD] = TRUE;
}

static void
put_short_journal(IbTagged *w, const char *tag)
{
  if (ibid_record_has(w->rec, IBID_VAR_CONTAINER_TITLE))
    put_text(w, tag, IBID_VAR_CONTAINER_TITLE_SHORT);
}

static void
put_journal(IbTagged *w, const char *tag)
{
  put_container(w, tag, FALSE);
}

static void
put_book(IbTagged *w, const char *tag)
{
  put_container(w, tag, TRUE);
}

/* What the words with "@" in the table stand for. */
static const struct {
  const char *word;
  void (*write)(IbTagged *w, const char *tag);
} roles[] = {
  { "@title", put_title },     { "@author", put_authors },  { "@date", put_issued },        { "@issn", put_issns },
  { "@keyword", put_keywords }, { "@doi", put_doi },        { "@type", put_type },          { "@language", put_language },
  { "@short", put_short_journal }, { "@journal", put_journal }, { "@book", put_book },
};

static void
put_role(IbTagged *w, const char *tag, const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
    if (g_str_equal(roles[i].word, word))
      roles[i].write(w, tag);
}

static void
put_row(IbTagged *w, char **row)
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

/* An extra that came from nbib and reads back as one: under a tag that means something else it
 * would be taken for that (RIS's TA is an author). */
static gboolean
is_tag(const char *name)
{
  static const char *const others[] = { "@extra", "@type", "@doi", "@identifier" };
  const IbTable *table = ib_table("nbib-tags.tsv");
  gsize n = strlen(name);
  if (n < 2 || n > 4 || !g_ascii_isupper(*name) || strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != n)
    return FALSE;
  for (guint i = 0; i < table->n_rows; i++) {
    if (!g_str_equal(table->rows[i][0], name))
      continue;
    for (guint k = 0; k < G_N_ELEMENTS(others); k++)
      if (g_str_equal(table->rows[i][1], others[k]))
        return TRUE;
    return FALSE;
  }
  return TRUE;
}

/* Tags before notes: that is the order in which they are read. */
static void
put_extras(IbTagged *w)
{
  guint n = ibid_record_n_extras(w->rec);
  for (guint i = 0; i < n; i++)
    if (is_tag(ibid_record_extra_name(w->rec, i)))
      ib_tagged_put_lines(w, ibid_record_extra_name(w->rec, i), ibid_record_extra_value(w->rec, i));
  for (guint i = 0; i < n; i++)
    if (!is_tag(ibid_record_extra_name(w->rec, i)))
      ib_tagged_put_extra(w, i);
}

static void
put_rest(IbTagged *w)
{
  if (ibid_record_has(w->rec, IBID_VAR_NOTE))
    ib_tagged_put_lines(w, "GN", ibid_record_text(w->rec, IBID_VAR_NOTE));
  w->written[IBID_VAR_NOTE] = TRUE;
  ib_tagged_put_unwritten(w);
  put_extras(w);
}

/* Is it a row to write by? */
static gboolean
is_written(char **row)
{
  return row[1] && !(row[2] && *row[2] == 'r');
}

static void
nbib_record(IbExport *run, const IbidRecord *rec)
{
  const IbTable *table = ib_table("nbib-tags.tsv");
  IbTagged w = { .run = run, .rec = rec, .note_tag = "GN" };
  if (run->n_written)
    g_string_append_c(run->out, '\n');
  if (!ibid_record_has(rec, IBID_VAR_PMID))
    g_string_append(run->out, "PMID- \n"); /* readers look for it as the first line */
  for (guint i = 0; i < table->n_rows; i++)
    if (is_written(table->rows[i]))
      put_row(&w, table->rows[i]);
  put_rest(&w);
  ib_tagged_tell(&w, "nbib.note", "nbib");
}

const IbExporter ib_exporter_nbib = {
  .name = "nbib",
  .label = "PubMed nbib (.nbib)",
  .ending = ".nbib",
  .begin = ib_tagged_begin,
  .record = nbib_record,
  .end = ib_tagged_end,
};
