/* Writes RIS (refs/ibid.bib: ris2011), by the tables that the reader reads with.
 *
 * What has no tag for its type stands in a note, "event-place: Boston", which the reader
 * understands.  A value never has a line of its own: a newline would let it begin a tag. */
#include "config.h"

#include "export/ris.h"

#include <string.h>

#include "record/date.h"
#include "record/identifier.h"
#include "record/note.h"
#include "record/ris_tags.h"
#include "util/text.h"

typedef struct {
  IbExport *run;
  GString *out;
  const IbidRecord *rec;
  guint type;
  gboolean written[IBID_N_VARS];
  GString *name; /* room for one */
  GString *noted; /* names of what went to notes and was not yet said to */
} Writer;

/* Lines. */

/* Case is BibTeX's care alone: its tags would stand in the titles of other programs.  NULL
 * where there is none; caller frees with g_free(). */
static char *
without_nocase(const char *s, gsize len)
{
  if (!memchr(s, '<', len) || !g_strstr_len(s, len, "<span class=\"nocase\">"))
    return NULL;
  g_autofree char *value = g_strndup(s, len);
  return ib_text_unmarked(value, FALSE);
}

/* Line breaks and controls become a blank. */
static void
append_value(GString *out, const char *s, gsize len)
{
  gsize start = 0;
  for (gsize i = 0; i < len; i++) {
    if ((guchar)s[i] >= 0x20 && s[i] != 0x7F)
      continue;
    g_string_append_len(out, s + start, i - start);
    if (out->len && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
    start = i + 1;
  }
  g_string_append_len(out, s + start, len - start);
}

static void
begin_line(Writer *w, const char *tag)
{
  g_string_append_len(w->out, tag, 2);
  g_string_append_len(w->out, "  - ", 4);
}

static void
put_len(Writer *w, const char *tag, const char *value, gsize len)
{
  g_autofree char *plain = without_nocase(value, len);
  begin_line(w, tag);
  append_value(w->out, plain ? plain : value, plain ? strlen(plain) : len);
  g_string_append_c(w->out, '\n');
}

static void
put(Writer *w, const char *tag, const char *value)
{
  put_len(w, tag, value, strlen(value));
}

/* Each line of a value under a tag of its own. */
static void
put_lines(Writer *w, const char *tag, const char *value)
{
  while (*value) {
    gsize n = strcspn(value, "\r\n");
    if (n)
      put_len(w, tag, value, n);
    value += n;
    value += strspn(value, "\r\n");
  }
}

/* Names. */

static void
put_names(Writer *w, const char *tag, IbidVar var)
{
  for (guint i = 0; i < ibid_record_n_names(w->rec, var); i++) {
    g_string_truncate(w->name, 0);
    ib_note_append_name(w->name, ibid_record_name(w->rec, var, i));
    put_len(w, tag, w->name->str, w->name->len);
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
  begin_line(w, tag);
  append_date(w->out, d->from.year ? &d->from : &d->to);
  if (!is_simple(d)) {
    g_autofree char *edtf = ib_date_to_edtf(d);
    const char *words = d->literal ? d->literal : d->ambiguous && d->raw ? d->raw : edtf;
    if (words && words == edtf)
      g_strdelimit(edtf, "/", '_');
    if (words)
      append_value(w->out, words, strlen(words));
  }
  g_string_append_c(w->out, '\n');
}

/* PY and DA stand always where Y2 does, so that no reader takes Y2 for the date. */
static const IbidDate *
issued(const Writer *w)
{
  static const IbidDate none;
  const IbidDate *d = ibid_record_date(w->rec, IBID_VAR_ISSUED);
  return d ? d : ibid_record_has(w->rec, IBID_VAR_ACCESSED) ? &none : NULL;
}

static void
put_year(Writer *w, const char *tag)
{
  const IbidDate *d = issued(w);
  const IbidDatePart *part = d && d->from.year ? &d->from : d ? &d->to : NULL;
  if (!d)
    return;
  if (part->year)
    g_string_append_printf(w->out, part->year < 0 ? "%.2s  - -%04d\n" : "%.2s  - %04d\n", tag, ABS(part->year));
  else
    put(w, tag, d->literal ? d->literal : "///");
}

/* Pages. */

/* "12-34" as two; anything else as the first page alone. */
static void
put_pages(Writer *w)
{
  const char *page = ibid_record_text(w->rec, IBID_VAR_PAGE);
  const char *dash = page ? strchr(page, '-') : NULL;
  if (!page)
    return;
  if (dash && dash > page && dash[1] && !strpbrk(page, ",; ") && !strchr(dash + 1, '-')) {
    put_len(w, "SP", page, dash - page);
    put(w, "EP", dash + 1);
  } else {
    put(w, "SP", page);
  }
  w->written[IBID_VAR_PAGE] = TRUE;
}

/* SP is the number of pages in what is a book. */
static void
put_first_page(Writer *w, const char *tag)
{
  const char *count = ibid_record_text(w->rec, IBID_VAR_NUMBER_OF_PAGES);
  IbidType type = ib_ris_type(w->type)->type;
  gboolean book = type == IBID_TYPE_BOOK || type == IBID_TYPE_THESIS || type == IBID_TYPE_MANUSCRIPT;
  const char *page = ibid_record_text(w->rec, IBID_VAR_PAGE);
  if (page && !(book && !strchr(page, '-'))) {
    put_pages(w);
  } else if (book && count && !page && !strchr(count, '-')) {
    put(w, tag, count);
    w->written[IBID_VAR_NUMBER_OF_PAGES] = TRUE;
  }
}

/* Lists. */

static void
put_keywords(Writer *w, const char *tag)
{
  const char *s = ibid_record_text(w->rec, IBID_VAR_KEYWORD);
  w->written[IBID_VAR_KEYWORD] = TRUE;
  while (s && *s) {
    gsize n = strcspn(s, ",");
    g_autofree char *one = g_strstrip(g_strndup(s, n));
    g_strdelimit(one, ";", ','); /* one keyword with a comma: see the reader */
    if (*one)
      put(w, tag, one);
    s += n;
    s += strspn(s, ", ");
  }
}

/* "1234-5678, 2345-6789" as two lines. */
static void
put_serial(Writer *w, const char *tag, IbidVar var)
{
  const char *s = ibid_record_text(w->rec, var);
  w->written[var] = TRUE;
  while (s && *s) {
    gsize n = strcspn(s, ",");
    put_len(w, tag, s, n);
    s += n;
    s += strspn(s, ", ");
  }
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
  const char *s = ibid_record_text(w->rec, IBID_VAR_ABSTRACT);
  if (s)
    put_lines(w, tag, s);
  w->written[IBID_VAR_ABSTRACT] = TRUE;
}

/* Variables, and roles of tags that are more than one. */

static void
put_text_var(Writer *w, const char *tag, IbidVar var)
{
  const char *value = ibid_record_text(w->rec, var);
  if (!value)
    return;
  put(w, tag, value);
  w->written[var] = TRUE;
}

static void
put_date_var(Writer *w, const char *tag, IbidVar var)
{
  const IbidDate *date = ibid_record_date(w->rec, var);
  if (!date || !is_simple(date))
    return;
  put_date(w, tag, date);
  w->written[var] = TRUE;
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
  w->written[IBID_VAR_ISSUED] = TRUE;
}

/* T2 is the conference where there is a book title too, which C3 holds. */
static void
put_conference(Writer *w, const char *tag)
{
  gboolean both = ibid_record_has(w->rec, IBID_VAR_CONTAINER_TITLE) && ibid_record_has(w->rec, IBID_VAR_EVENT_TITLE);
  put_text_var(w, tag, both ? IBID_VAR_EVENT_TITLE : IBID_VAR_CONTAINER_TITLE);
}

static void
put_proceedings(Writer *w, const char *tag)
{
  if (!w->written[IBID_VAR_CONTAINER_TITLE])
    put_text_var(w, tag, IBID_VAR_CONTAINER_TITLE);
}

static void
put_conference_place(Writer *w, const char *tag)
{
  gboolean both = ibid_record_has(w->rec, IBID_VAR_PUBLISHER_PLACE) && ibid_record_has(w->rec, IBID_VAR_EVENT_PLACE);
  /* C1, which follows, is written where both are known. */
  put_text_var(w, tag, both ? IBID_VAR_EVENT_PLACE : IBID_VAR_PUBLISHER_PLACE);
}

/* The short title of a journal without a long one before it would be read as both. */
static void
put_short_container(Writer *w, const char *tag)
{
  if (w->written[IBID_VAR_CONTAINER_TITLE] || !ib_ris_is_periodical(ib_ris_type(w->type)->type))
    put_text_var(w, tag, IBID_VAR_CONTAINER_TITLE_SHORT);
}

/* M1 of an article is its number beside an issue, C7 beside pages; alone they would be read as
 * those. */
static void
put_number(Writer *w, const char *tag)
{
  if (ibid_record_has(w->rec, IBID_VAR_ISSUE))
    put_text_var(w, tag, IBID_VAR_NUMBER);
}

static void
put_article_number(Writer *w, const char *tag)
{
  if (ibid_record_has(w->rec, IBID_VAR_PAGE) && !w->written[IBID_VAR_NUMBER])
    put_text_var(w, tag, IBID_VAR_NUMBER);
}

static void
put_pmc(Writer *w, const char *tag)
{
  const char *pmcid = ibid_record_text(w->rec, IBID_VAR_PMCID);
  if (pmcid && g_str_has_prefix(pmcid, "PMC") && g_ascii_isdigit(pmcid[3]))
    put_text_var(w, tag, IBID_VAR_PMCID);
}

/* M3 would be read as a DOI where it looks like one. */
static void
put_kind(Writer *w, const char *tag)
{
  const char *genre = ibid_record_text(w->rec, IBID_VAR_GENRE);
  g_autofree char *doi = genre ? ib_doi_from_value(genre) : NULL;
  if (genre && !doi)
    put_text_var(w, tag, IBID_VAR_GENRE);
}

static void
put_accessed(Writer *w, const char *tag)
{
  const IbidDate *d = ibid_record_date(w->rec, IBID_VAR_ACCESSED);
  if (!d)
    return;
  put_date(w, tag, d);
  w->written[IBID_VAR_ACCESSED] = TRUE;
}

/* The ID of another program, which the reader kept under its tag; it would take one that looks
 * like a key of ours for the key. */
static const char *
other_id(const Writer *w)
{
  const char *id = ibid_record_extra(w->rec, "ID");
  return id && *id && !strpbrk(id, "\r\n") && !ib_ris_is_key(id) ? id : NULL;
}

static void
put_keys(Writer *w, const char *tag)
{
  const char *id = other_id(w), *key = ibid_record_key(w->rec);
  if (id || key)
    put(w, tag, id ? id : key);
}

/* A key that the reader would not take for one of ours from ID. */
static void
put_label(Writer *w, const char *tag)
{
  const char *key = ibid_record_key(w->rec);
  if (key && !ib_ris_is_key(key))
    put(w, tag, key);
}

static void
put_series_editors(Writer *w, const char *tag)
{
  if (!ibid_record_has(w->rec, IBID_VAR_COLLECTION_TITLE))
    return;
  put_names(w, tag, IBID_VAR_COLLECTION_EDITOR);
  w->written[IBID_VAR_COLLECTION_EDITOR] = TRUE;
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
      put_lines(w, tag, ibid_record_text(w->rec, var));
    else
      put(w, tag, ibid_record_text(w->rec, var));
    break;
  case IBID_KIND_DATE:
    put_date_var(w, tag, var);
    return;
  }
  w->written[var] = TRUE;
}

/* What had no tag. */

/* Said once a run for each name. */
static void
note_name(Writer *w, const char *name)
{
  GHashTable *said = w->run->state;
  if (!g_hash_table_add(said, g_strdup(name)))
    return;
  if (!w->noted)
    w->noted = g_string_new(NULL);
  g_string_append_printf(w->noted, "%s%s", w->noted->len ? ", " : "", name);
}

static void
note_text(Writer *w, const char *tag, const char *name, const char *value)
{
  begin_line(w, tag);
  append_value(w->out, name, strlen(name));
  g_string_append(w->out, ": ");
  append_value(w->out, value, strlen(value));
  g_string_append_c(w->out, '\n');
}

static void
note_var(Writer *w, const char *tag, IbidVar var)
{
  g_autofree char *value = ib_note_value(w->rec, var);
  note_text(w, tag, ibid_var_name(var), value);
  note_name(w, ibid_var_name(var));
}

/* An extra that came from RIS and means the same in it. */
static gboolean
is_tag(const Writer *w, const char *name)
{
  if (strlen(name) != 2 || ib_ris_tag(name) < 0 || g_str_equal(name, "TY") || g_str_equal(name, "ER"))
    return FALSE;
  IbRisRole role = ib_ris_slot(ib_ris_tag(name), w->type).role;
  return role == IB_RIS_UNKNOWN || role == IB_RIS_EXTRA || role == IB_RIS_LINK ||
         (role == IB_RIS_URL && ibid_record_has(w->rec, IBID_VAR_URL)) ||
         (role == IB_RIS_DOI && ibid_record_has(w->rec, IBID_VAR_DOI));
}

static void
put_extras(Writer *w, gboolean tags)
{
  for (guint i = 0; i < ibid_record_n_extras(w->rec); i++) {
    const char *name = ibid_record_extra_name(w->rec, i);
    if (is_tag(w, name) != tags || ibid_record_extra_value(w->rec, i) == other_id(w))
      continue;
    if (tags) {
      put_lines(w, name, ibid_record_extra_value(w->rec, i));
      continue;
    }
    g_autofree char *own = g_strconcat("x-", name, NULL);
    note_text(w, "N1", own, ibid_record_extra_value(w->rec, i));
    note_name(w, name);
  }
}

static void
put_notes(Writer *w, const char *tag)
{
  gboolean exact;
  IbidType type = ibid_record_type(w->rec);
  ib_ris_type_for(type, &exact);
  if (ibid_record_has(w->rec, IBID_VAR_NOTE))
    put_lines(w, tag, ibid_record_text(w->rec, IBID_VAR_NOTE));
  w->written[IBID_VAR_NOTE] = TRUE;
  if (!exact)
    note_text(w, tag, "type", ibid_type_name(type));
  for (guint var = 1; var < IBID_N_VARS; var++)
    if (!w->written[var] && ibid_record_has(w->rec, var))
      note_var(w, tag, var);
  put_extras(w, FALSE);
}

/* Roles that are a variable as it is. */
static const guint8 role_vars[IB_RIS_N_ROLES] = {
  [IB_RIS_TITLE] = IBID_VAR_TITLE,       [IB_RIS_DOI] = IBID_VAR_DOI,
  [IB_RIS_URL] = IBID_VAR_URL,           [IB_RIS_LANGUAGE] = IBID_VAR_LANGUAGE,
  [IB_RIS_ACCESSION] = IBID_VAR_ARCHIVE_LOCATION,
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
  if (slot.role == IB_RIS_VAR && ibid_record_has(w->rec, slot.var) && !w->written[slot.var])
    put_var(w, tag, slot.var);
  else if (role_vars[slot.role])
    put_text_var(w, tag, role_vars[slot.role]);
  else if (role_writers[slot.role])
    role_writers[slot.role](w, tag);
}

static void
ris_record(IbExport *run, const IbidRecord *rec)
{
  gboolean exact;
  guint n;
  g_autoptr(GString) name = g_string_new(NULL);
  Writer w = { .run = run, .out = run->out, .rec = rec, .name = name };
  w.type = ib_ris_type_for(ibid_record_type(rec), &exact);
  const IbRisLine *lines = ib_ris_lines(w.type, &n);

  put(&w, "TY", ib_ris_type(w.type)->name);
  for (guint i = 0; i < n; i++) {
    char tag[3];
    ib_ris_tag_name(lines[i].tag, tag);
    put_slot(&w, tag, lines[i].slot);
  }
  put_extras(&w, TRUE);
  g_string_append(run->out, "ER  - \n\n");
  if (!w.noted)
    return;
  ib_export_complain(run, rec, "ris.note", "RIS has no place for %s; written as notes, here and further on",
                     w.noted->str);
  g_string_free(w.noted, TRUE);
}

static void
ris_begin(IbExport *run)
{
  run->state = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
ris_end(IbExport *run, GError **error)
{
  g_hash_table_unref(run->state);
  run->state = NULL;
  return TRUE;
}

const IbExporter ib_exporter_ris = {
  .name = "ris",
  .label = "RIS (.ris)",
  .ending = ".ris",
  .begin = ris_begin,
  .record = ris_record,
  .end = ris_end,
};
