/* Writes RIS (refs/ibid.bib: ris2011), by the tables that the reader reads with.
 *
 * What has no tag for its type stands in a note, "event-place: Boston", which the reader
 * understands.  A value never has a line of its own: a newline would let it begin a tag. */
#include "config.h"

#include "export/ris.h"

#include <string.h>

#include "export/tagged.h"
#include "record/date.h"
#include "record/identifier.h"
#include "record/note.h"
#include "record/ris_tags.h"

typedef struct {
  IbTagged t;
  guint type;
  GString *name; /* room for one */
} Writer;

/* Names. */

static void
put_names(Writer *w, const char *tag, IbidVar var)
{
  for (guint i = 0; i < ibid_record_n_names(w->t.rec, var); i++) {
    g_string_truncate(w->name, 0);
    ib_note_append_name(w->name, ibid_record_name(w->t.rec, var, i));
    ib_tagged_put_len(&w->t, tag, w->name->str, w->name->len);
  }
}

/* Dates. */

/* "YYYY/MM/DD/": parts that are unknown stay empty. */
static void
append_date(GString *out, const IbidDatePart *part)
{
  if (part->year)
    g_string_append_printf(out, part->year < 0 ? "-%04d" : "%04d", ABS(part->year));
  g_string_append_c(out, '/');
  if (part->month)
    g_string_append_printf(out, "%02d", part->month);
  g_string_append_c(out, '/');
  if (part->month && part->day)
    g_string_append_printf(out, "%02d", part->day);
  g_string_append_c(out, '/');
}

static gboolean
is_simple(const IbidDate *d)
{
  return !d->to.year && !d->open_start && !d->open_end && !d->circa && !d->uncertain &&
         !d->from.season && !d->ambiguous && d->from.year > 0;
}

/* After the third slash comes "other information": ours is the EDTF of what the parts cannot
 * say, with "_" for its slash, or the words themselves. */
static void
put_date(Writer *w, const char *tag, const IbidDate *d)
{
  GString *value = g_string_truncate(w->name, 0);
  append_date(value, d->from.year ? &d->from : &d->to);
  if (!is_simple(d)) {
    g_autofree char *edtf = ib_date_to_edtf(d);
    const char *words = d->literal ? d->literal : d->ambiguous && d->raw ? d->raw : edtf;
    if (words && words == edtf)
      g_strdelimit(edtf, "/", '_');
    g_string_append(value, words ? words : "");
  }
  ib_tagged_put_len(&w->t, tag, value->str, value->len);
}

/* PY and DA stand always where Y2 does, so that no reader takes Y2 for the date. */
static const IbidDate *
issued(const Writer *w)
{
  static const IbidDate none;
  const IbidDate *d = ibid_record_date(w->t.rec, IBID_VAR_ISSUED);
  return d ? d : ibid_record_has(w->t.rec, IBID_VAR_ACCESSED) ? &none : NULL;
}

static void
put_year(Writer *w, const char *tag)
{
  const IbidDate *d = issued(w);
  const IbidDatePart *part = d && d->from.year ? &d->from : d ? &d->to : NULL;
  if (!d)
    return;
  char year[16];
  g_snprintf(year, sizeof year, part->year < 0 ? "-%04d" : "%04d", ABS(part->year));
  if (part->year)
    ib_tagged_put(&w->t, tag, year);
  else
    ib_tagged_put(&w->t, tag, d->literal ? d->literal : "///");
}

/* Pages. */

/* "12-34" as two; anything else as the first page alone. */
static void
put_pages(Writer *w)
{
  const char *page = ibid_record_text(w->t.rec, IBID_VAR_PAGE);
  const char *dash = page ? strchr(page, '-') : NULL;
  if (!page)
    return;
  if (dash && dash > page && dash[1] && !strpbrk(page, ",; ") && !strchr(dash + 1, '-')) {
    ib_tagged_put_len(&w->t, "SP", page, dash - page);
    ib_tagged_put(&w->t, "EP", dash + 1);
  } else {
    ib_tagged_put(&w->t, "SP", page);
  }
  w->t.written[IBID_VAR_PAGE] = TRUE;
}

/* SP is the number of pages in what is a book. */
static void
put_first_page(Writer *w, const char *tag)
{
  const char *count = ibid_record_text(w->t.rec, IBID_VAR_NUMBER_OF_PAGES);
  gboolean book = ib_ris_counts_pages(w->type);
  const char *page = ibid_record_text(w->t.rec, IBID_VAR_PAGE);
  if (page && !(book && !strchr(page, '-'))) {
    put_pages(w);
  } else if (book && count && !page && !strchr(count, '-')) {
    ib_tagged_put(&w->t, tag, count);
    w->t.written[IBID_VAR_NUMBER_OF_PAGES] = TRUE;
  }
}

/* Lists. */

static void
put_keywords(Writer *w, const char *tag)
{
  const char *keywords = ibid_record_text(w->t.rec, IBID_VAR_KEYWORD);
  if (keywords)
    ib_tagged_put_items(&w->t, tag, keywords, TRUE);
  w->t.written[IBID_VAR_KEYWORD] = TRUE;
}

/* "1234-5678, 2345-6789" as two lines. */
static void
put_serial(Writer *w, const char *tag, IbidVar var)
{
  const char *numbers = ibid_record_text(w->t.rec, var);
  if (numbers)
    ib_tagged_put_items(&w->t, tag, numbers, FALSE);
  w->t.written[var] = TRUE;
}

static void
put_serials(Writer *w, const char *tag)
{
  put_serial(w, tag, IBID_VAR_ISBN);
  put_serial(w, tag, IBID_VAR_ISSN);
}

static void
put_abstract(Writer *w, const char *tag)
{
  const char *s = ibid_record_text(w->t.rec, IBID_VAR_ABSTRACT);
  if (s)
    ib_tagged_put_lines(&w->t, tag, s);
  w->t.written[IBID_VAR_ABSTRACT] = TRUE;
}

/* Variables, and roles of tags that are more than one. */

static void
put_text_var(Writer *w, const char *tag, IbidVar var)
{
  const char *value = ibid_record_text(w->t.rec, var);
  if (!value)
    return;
  ib_tagged_put(&w->t, tag, value);
  w->t.written[var] = TRUE;
}

static void
put_date_var(Writer *w, const char *tag, IbidVar var)
{
  const IbidDate *date = ibid_record_date(w->t.rec, var);
  if (!date || !is_simple(date))
    return;
  put_date(w, tag, date);
  w->t.written[var] = TRUE;
}

static void
put_submitted(Writer *w, const char *tag)
{
  put_date_var(w, tag, IBID_VAR_SUBMITTED);
}

static void
put_original_date(Writer *w, const char *tag)
{
  put_date_var(w, tag, IBID_VAR_ORIGINAL_DATE);
}

static void
put_issued(Writer *w, const char *tag)
{
  if (issued(w))
    put_date(w, tag, issued(w));
  w->t.written[IBID_VAR_ISSUED] = TRUE;
}

/* T2 is the conference where there is a book title too, which C3 holds. */
static void
put_conference(Writer *w, const char *tag)
{
  gboolean both = ibid_record_has(w->t.rec, IBID_VAR_CONTAINER_TITLE) && ibid_record_has(w->t.rec, IBID_VAR_EVENT_TITLE);
  put_text_var(w, tag, both ? IBID_VAR_EVENT_TITLE : IBID_VAR_CONTAINER_TITLE);
}

static void
put_proceedings(Writer *w, const char *tag)
{
  if (!w->t.written[IBID_VAR_CONTAINER_TITLE])
    put_text_var(w, tag, IBID_VAR_CONTAINER_TITLE);
}

static void
put_conference_place(Writer *w, const char *tag)
{
  gboolean both = ibid_record_has(w->t.rec, IBID_VAR_PUBLISHER_PLACE) && ibid_record_has(w->t.rec, IBID_VAR_EVENT_PLACE);
  /* C1, which follows, is written where both are known. */
  put_text_var(w, tag, both ? IBID_VAR_EVENT_PLACE : IBID_VAR_PUBLISHER_PLACE);
}

/* The short title of a journal without a long one before it would be read as both. */
static void
put_short_container(Writer *w, const char *tag)
{
  if (w->t.written[IBID_VAR_CONTAINER_TITLE] || !ib_ris_is_periodical(ib_ris_type(w->type)->type))
    put_text_var(w, tag, IBID_VAR_CONTAINER_TITLE_SHORT);
}

/* M1 of an article, not of a patent, is its number beside an issue, C7 beside pages; alone they would be read as
 * those. */
static void
put_number(Writer *w, const char *tag)
{
  if (ibid_record_has(w->t.rec, IBID_VAR_ISSUE) || ibid_record_type(w->t.rec) == IBID_TYPE_PATENT)
    put_text_var(w, tag, IBID_VAR_NUMBER);
}

static void
put_article_number(Writer *w, const char *tag)
{
  if (ibid_record_has(w->t.rec, IBID_VAR_PAGE) && !w->t.written[IBID_VAR_NUMBER])
    put_text_var(w, tag, IBID_VAR_NUMBER);
}

/* VL of a thesis is its degree where it has no digit. */
static void
put_thesis_volume(Writer *w, const char *tag)
{
  const char *volume = ibid_record_text(w->t.rec, IBID_VAR_VOLUME);
  if (volume && strpbrk(volume, "0123456789"))
    put_text_var(w, tag, IBID_VAR_VOLUME);
}

static void
put_pmc(Writer *w, const char *tag)
{
  const char *pmcid = ibid_record_text(w->t.rec, IBID_VAR_PMCID);
  if (pmcid && g_str_has_prefix(pmcid, "PMC") && g_ascii_isdigit(pmcid[3]))
    put_text_var(w, tag, IBID_VAR_PMCID);
}

/* The reader takes a number of PubMed for a PMID, "PMC..." for a PMCID. */
static void
put_accession(Writer *w, const char *tag)
{
  const char *number = ibid_record_text(w->t.rec, IBID_VAR_ARCHIVE_LOCATION);
  const char *database = ibid_record_text(w->t.rec, IBID_VAR_ARCHIVE);
  if (number && ib_ris_accession(number, database) == IBID_VAR_ARCHIVE_LOCATION)
    put_text_var(w, tag, IBID_VAR_ARCHIVE_LOCATION);
}

/* M3 would be read as a DOI where it looks like one. */
static void
put_kind(Writer *w, const char *tag)
{
  const char *genre = ibid_record_text(w->t.rec, IBID_VAR_GENRE);
  g_autofree char *doi = genre ? ib_doi_from_value(genre) : NULL;
  if (genre && !doi)
    put_text_var(w, tag, IBID_VAR_GENRE);
}

static void
put_accessed(Writer *w, const char *tag)
{
  const IbidDate *d = ibid_record_date(w->t.rec, IBID_VAR_ACCESSED);
  if (!d || ib_ris_second_date(w->t.rec, d) != IBID_VAR_ACCESSED)
    return;
  put_date(w, tag, d);
  w->t.written[IBID_VAR_ACCESSED] = TRUE;
}

/* The ID of another program, which the reader kept under its tag; it would take one that looks
 * like a key of ours for the key. */
static const char *
other_id(const Writer *w)
{
  const char *id = ibid_record_extra(w->t.rec, "ID");
  return id && *id && !strpbrk(id, "\r\n") && !ib_ris_is_key(id) ? id : NULL;
}

static void
put_keys(Writer *w, const char *tag)
{
  const char *id = other_id(w), *key = ibid_record_key(w->t.rec);
  if (id || key)
    ib_tagged_put(&w->t, tag, id ? id : key);
}

/* A key that the reader would not take for one of ours from ID. */
static void
put_label(Writer *w, const char *tag)
{
  const char *key = ibid_record_key(w->t.rec);
  if (key && !ib_ris_is_key(key))
    ib_tagged_put(&w->t, tag, key);
}

static void
put_series_editors(Writer *w, const char *tag)
{
  if (!ibid_record_has(w->t.rec, IBID_VAR_COLLECTION_TITLE))
    return;
  put_names(w, tag, IBID_VAR_COLLECTION_EDITOR);
  w->t.written[IBID_VAR_COLLECTION_EDITOR] = TRUE;
}

static void
put_var(Writer *w, const char *tag, IbidVar var)
{
  switch (ibid_var_kind(var)) {
  case IBID_KIND_NAMES:
    put_names(w, tag, var);
    break;
  case IBID_KIND_TEXT:
    if (var == IBID_VAR_ANNOTE)
      ib_tagged_put_lines(&w->t, tag, ibid_record_text(w->t.rec, var));
    else
      ib_tagged_put(&w->t, tag, ibid_record_text(w->t.rec, var));
    break;
  case IBID_KIND_DATE:
    put_date_var(w, tag, var);
    return;
  }
  w->t.written[var] = TRUE;
}

/* What had no tag. */

/* An extra that came from RIS and means the same in it. */
static gboolean
is_tag(const Writer *w, const char *name)
{
  if (strlen(name) != 2 || ib_ris_tag(name) < 0 || g_str_equal(name, "TY") || g_str_equal(name, "ER"))
    return FALSE;
  IbRisRole role = ib_ris_slot(ib_ris_tag(name), w->type).role;
  return role == IB_RIS_UNKNOWN || role == IB_RIS_EXTRA || role == IB_RIS_LINK ||
         (role == IB_RIS_URL && ibid_record_has(w->t.rec, IBID_VAR_URL)) ||
         (role == IB_RIS_DOI && ibid_record_has(w->t.rec, IBID_VAR_DOI));
}

static void
put_extras(Writer *w, gboolean tags)
{
  for (guint i = 0; i < ibid_record_n_extras(w->t.rec); i++) {
    const char *name = ibid_record_extra_name(w->t.rec, i);
    if (is_tag(w, name) != tags || ibid_record_extra_value(w->t.rec, i) == other_id(w))
      continue;
    if (tags)
      ib_tagged_put_lines(&w->t, name, ibid_record_extra_value(w->t.rec, i));
    else
      ib_tagged_put_extra(&w->t, i);
  }
}

static void
put_notes(Writer *w, const char *tag)
{
  IbidType type = ibid_record_type(w->t.rec);
  if (ibid_record_has(w->t.rec, IBID_VAR_NOTE))
    ib_tagged_put_lines(&w->t, tag, ibid_record_text(w->t.rec, IBID_VAR_NOTE));
  w->t.written[IBID_VAR_NOTE] = TRUE;
  if (ib_ris_type(w->type)->type != type)
    ib_tagged_put_note(&w->t, "type", ibid_type_name(type));
  ib_tagged_put_unwritten(&w->t);
  put_extras(w, FALSE);
}

/* Roles that are a variable as it is. */
static const guint8 role_vars[IB_RIS_N_ROLES] = {
  [IB_RIS_TITLE] = IBID_VAR_TITLE,       [IB_RIS_DOI] = IBID_VAR_DOI,
  [IB_RIS_URL] = IBID_VAR_URL,           [IB_RIS_LANGUAGE] = IBID_VAR_LANGUAGE,
};

/* Those that are more. */
static void (*const role_writers[IB_RIS_N_ROLES])(Writer *w, const char *tag) = {
  [IB_RIS_SECOND_EDITOR] = put_series_editors,
  [IB_RIS_YEAR] = put_year,
  [IB_RIS_DATE] = put_issued,
  [IB_RIS_CONFERENCE] = put_conference,
  [IB_RIS_PROCEEDINGS] = put_proceedings,
  [IB_RIS_CONFERENCE_PLACE] = put_conference_place,
  [IB_RIS_SHORT] = put_short_container,
  [IB_RIS_ISSUE_OR_NUMBER] = put_number,
  [IB_RIS_ARTICLE_NUMBER] = put_article_number,
  [IB_RIS_FIRST_PAGE] = put_first_page,
  [IB_RIS_PMC] = put_pmc,
  [IB_RIS_DEGREE] = put_thesis_volume,
  [IB_RIS_ACCESSION] = put_accession,
  [IB_RIS_SUBMITTED] = put_submitted,
  [IB_RIS_ORIGINAL] = put_original_date,
  [IB_RIS_KIND] = put_kind,
  [IB_RIS_SERIAL] = put_serials,
  [IB_RIS_ACCESSED] = put_accessed,
  [IB_RIS_KEYWORD] = put_keywords,
  [IB_RIS_ABSTRACT] = put_abstract,
  [IB_RIS_NOTE] = put_notes,
  [IB_RIS_LABEL] = put_label,
  [IB_RIS_ID] = put_keys,
};

static void
put_slot(Writer *w, const char *tag, IbRisSlot slot)
{
  if (slot.role == IB_RIS_VAR && ibid_record_has(w->t.rec, slot.var) && !w->t.written[slot.var])
    put_var(w, tag, slot.var);
  else if (role_vars[slot.role])
    put_text_var(w, tag, role_vars[slot.role]);
  else if (role_writers[slot.role])
    role_writers[slot.role](w, tag);
}

void
ib_ris_write(IbExport *run, const IbidRecord *rec, guint type, const char *code, const char *format)
{
  guint n;
  g_autoptr(GString) name = g_string_new(NULL);
  Writer w = { .t = { .run = run, .rec = rec, .note_tag = "N1" }, .type = type, .name = name };
  const IbRisLine *lines = ib_ris_lines(w.type, &n);

  ib_tagged_put(&w.t, "TY", ib_ris_type(w.type)->name);
  for (guint i = 0; i < n; i++) {
    char tag[3];
    ib_ris_tag_name(lines[i].tag, tag);
    put_slot(&w, tag, lines[i].slot);
  }
  put_extras(&w, TRUE);
  g_string_append(run->out, "ER  - \n\n");
  ib_tagged_tell(&w.t, code, format);
}

static void
ris_record(IbExport *run, const IbidRecord *rec)
{
  gboolean exact;
  ib_ris_write(run, rec, ib_ris_type_for(ibid_record_type(rec), &exact), "ris.note", "RIS");
}

const IbExporter ib_exporter_ris = {
  .name = "ris",
  .label = "RIS (.ris)",
  .ending = ".ris",
  .begin = ib_tagged_begin,
  .record = ris_record,
  .end = ib_tagged_end,
};
