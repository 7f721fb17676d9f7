/* What the lines of a RIS reference leave open is weighed when all are read: journals, dates,
 * pages and numbers depend on each other. */
#include "config.h"

#include "import/ris_private.h"

#include <string.h>

#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/name.h"
#include "record/note.h"
#include "record/ris_tags.h"

/* Of so many authors none is looked for twice. */
#define MAX_COMPARED 2000u

static gboolean
differs(const char *a, const char *b)
{
  return a && b && g_ascii_strcasecmp(a, b);
}

/* "J.Neurosurg.": each word is cut, so that a name that is all there is, is the short one too. */
static gboolean
is_abbreviated(const char *s)
{
  return g_str_has_suffix(s, ".") && strchr(s, '.') < s + strlen(s) - 1;
}

/* Could SHORT stand for WHOLE: "J. Mol. Biol.", "Phys Rev" (each word begins one of the other's, in
 * order), "BMJ"? */
static gboolean
may_abbreviate(const char *brief, const char *whole)
{
  g_auto(GStrv) parts = g_strsplit_set(brief, " .", -1), words = g_strsplit(whole, " ", -1);
  if (!strchr(brief, ' ') && strlen(brief) < 9)
    return TRUE;
  char **word = words;
  for (char **part = parts; *part; part++) {
    if (!**part)
      continue;
    while (*word && g_ascii_strncasecmp(*word, *part, strlen(*part)))
      word++;
    if (!*word++)
      return FALSE;
  }
  return TRUE;
}

/* ScienceDirect names a special issue in T2, and the journal in JO. */
static void
finish_special_issue(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  const char *jo = it->journal_or_short, *second = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  if (it->journal || it->abbreviation || !differs(jo, second) || !ib_ris_is_periodical(ibid_record_type(rec)) ||
      strchr(jo, '.') || may_abbreviate(jo, second) || may_abbreviate(second, jo))
    return;
  ibid_record_set_text(rec, IBID_VAR_VOLUME_TITLE, second);
  ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE, jo);
}

/* The whole name and the short one, from however many tags told them. */
static void
finish_journal(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  finish_special_issue(it);
  const char *jo = it->journal_or_short, *second = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  /* A short title alone is a journal's name; elsewhere (J2 of a book) it is just that. */
  const char *alone = ib_ris_is_periodical(ibid_record_type(rec)) ? it->abbreviation : NULL;
  g_autofree char *whole = g_strdup(it->journal ? it->journal : second ? second : jo ? jo : alone);
  const char *brief = it->abbreviation ? it->abbreviation : differs(jo, whole) ? jo : NULL;
  if (!brief && jo && is_abbreviated(jo) && ib_ris_is_periodical(ibid_record_type(rec)))
    brief = jo;
  if (!whole && brief)
    ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE_SHORT, brief);
  if (!whole)
    return;
  if (differs(second, whole) && !brief && strlen(second) < strlen(whole))
    ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE_SHORT, second);
  else if (differs(second, whole))
    ib_ris_keep(it, "T2", second);
  if (brief)
    ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE_SHORT, brief);
  if (differs(jo, whole) && differs(jo, brief))
    ib_ris_keep(it, "JO", jo);
  ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE, whole);
}

/* BT names the book: the work itself, or what it is in. */
static void
finish_book_title(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  const char *bt = it->container ? it->container : it->book_title;
  if (!bt)
    return;
  if (it->book_title && !it->title)
    it->title = g_string_new(bt);
  else if (!ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE))
    ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE, bt);
  else if (differs(ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE), bt) && !ibid_record_has(rec, IBID_VAR_COLLECTION_TITLE)) {
    /* BT is the book for certain: T2 beside it is its series. */
    ibid_record_set_text(rec, IBID_VAR_COLLECTION_TITLE, ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE));
    ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE, bt);
  } else if (differs(ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE), bt)) {
    ib_ris_keep(it, "BT", bt);
  }
}

/* T2 of a CONF is the conference where the proceedings have a title of their own (C3, BT), else
 * what the paper stands in. */
static void
finish_conference(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  const char *book = it->proceedings ? it->proceedings : it->container;
  if (book && it->conference)
    ibid_record_set_text(rec, IBID_VAR_EVENT_TITLE, it->conference);
  if (book || it->conference)
    ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE, book ? book : it->conference);
  if (!it->place)
    return;
  /* CY is where it was held, where C1 says where it was published. */
  IbidVar var = ibid_record_has(rec, IBID_VAR_PUBLISHER_PLACE) ? IBID_VAR_EVENT_PLACE : IBID_VAR_PUBLISHER_PLACE;
  ibid_record_set_text(rec, var, it->place);
}

/* The year is PY's, else Y1's, else DA's; of the dates in that year the most precise. */
static void
finish_date(IbRisItem *it)
{
  IbidDate *all[] = { &it->year, &it->y1, &it->date };
  IbidDate *best = NULL;
  int year = 0;
  for (guint i = 0; i < G_N_ELEMENTS(all) && !year; i++)
    year = all[i]->from.year;
  for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
    IbidDate *d = all[i];
    if (year && !d->from.year && (d->from.month || d->from.season) && !d->literal)
      d->from.year = year; /* "DA  - May 12" beside "PY  - 2012" */
    gboolean fits = year ? d->from.year == year : d->literal != NULL;
    if (fits && (!best || ib_ris_precision(d) > ib_ris_precision(best)))
      best = d;
  }
  g_auto(IbidDate) words = { 0 };
  for (guint i = 0; i < G_N_ELEMENTS(all) && !best; i++)
    if (it->raw_dates[i]) { /* "Mar 3" of no year */
      words.literal = g_strdup(it->raw_dates[i]);
      best = &words;
    }
  if (best)
    ibid_record_set_date(it->rec, IBID_VAR_ISSUED, best);
  /* A date of another year ("online first") is kept as it stands. */
  static const char *const tags[] = { "PY", "Y1", "DA" };
  for (guint i = 0; i < G_N_ELEMENTS(all); i++)
    if (it->raw_dates[i] && (!best || (best->from.year && all[i]->from.year != best->from.year)))
      ib_ris_keep(it, tags[i], it->raw_dates[i]);
}

/* YEAR "2012" and DAY "March 4", or either alone, as an access date; what is none becomes NULL. */
static gboolean
read_access_date(const char **year_text, const char **day_text, IbidDate *date)
{
  g_auto(IbidDate) year = { 0 };
  gboolean has_year = *year_text && strlen(*year_text) >= 4 &&
                      ib_date_from_loose(*year_text, strlen(*year_text), &year) && year.from.year > 1990 &&
                      year.from.year < 2200;
  gboolean has_day = *day_text && ib_date_from_loose(*day_text, strlen(*day_text), date) &&
                     (date->from.year > 1990 || (has_year && date->from.month));
  if (!has_year)
    *year_text = NULL;
  if (!has_day) {
    *day_text = NULL;
    ibid_date_clear(date);
    ibid_date_copy(date, &year);
  } else if (!date->from.year) {
    date->from.year = year.from.year;
  }
  return has_year || has_day;
}

static void
take_access_date(IbRisItem *it, const IbidDate *date)
{
  if (it->accessed.from.year)
    return;
  ibid_date_clear(&it->accessed);
  ibid_date_copy(&it->accessed, date);
}

/* EndNote writes the access date of a WEB as M1, its year alone as VL; other versions of what is
 * online as C2 and C1. */
static void
finish_web(IbRisItem *it)
{
  g_auto(IbidDate) accessed = { 0 }, cited = { 0 };
  const char *year = it->access_year, *day = it->access_date;
  if (read_access_date(&year, &day, &accessed))
    take_access_date(it, &accessed);
  if (it->access_year && !year)
    ibid_record_set_text(it->rec, IBID_VAR_VOLUME, it->access_year);
  if (it->access_date && !day)
    ibid_record_set_text(it->rec, IBID_VAR_NUMBER, it->access_date);
  year = it->cited_year;
  day = it->cited_date;
  if (read_access_date(&year, &day, &cited))
    take_access_date(it, &cited);
  if (it->cited_year && !year)
    ib_ris_keep(it, "C1", it->cited_year);
  if (it->cited_date && !day)
    ib_ris_keep(it, "C2", it->cited_date);
}

static void
finish_accessed(IbRisItem *it)
{
  if (it->accessed.from.year || it->accessed.literal)
    ibid_record_set_date(it->rec, ib_ris_second_date(it->rec, &it->accessed), &it->accessed);
}

/* The dash that P begins with, blanks around it: "-", "--" of BibTeX, an en dash.  Its length, or 0. */
static gsize
dash_length(const char *p)
{
  gsize blanks = strspn(p, " "), n = blanks;
  while (p[n] == '-')
    n++;
  if (n == blanks)
    n += g_str_has_prefix(p + n, "\xE2\x80\x93") || g_str_has_prefix(p + n, "\xE2\x80\x94") ? 3 : 0;
  return n == blanks ? 0 : n + strspn(p + n, " ");
}

/* All of them become the hyphen of a range. */
static char *
plain_range(const char *s)
{
  GString *out = g_string_new(NULL);
  for (const char *p = s; *p;) {
    gsize dash = dash_length(p);
    g_string_append_c(out, dash ? '-' : *p);
    p += dash ? dash : 1;
  }
  return g_string_free(out, FALSE);
}

static void
finish_pages(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  const char *from = it->first_page, *to = it->last_page;
  if (from && !*from)
    from = NULL;
  if (to && !*to)
    to = NULL;
  if (!from && !to) {
    if (it->article_number)
      ibid_record_set_text(rec, IBID_VAR_PAGE, it->article_number);
    return;
  }
  if (it->article_number)
    ib_ris_add_text(rec, IBID_VAR_NUMBER, it->article_number, ", ");
  g_autofree char *first = plain_range(from ? from : to);
  if (from && !to && ib_ris_counts_pages(it->type) && !strchr(first, '-')) { /* "xii, 350 p.", "350" */
    ibid_record_set_text(rec, IBID_VAR_NUMBER_OF_PAGES, first);
    return;
  }
  /* "SP  - 1-22" with "EP  - 22", and the same page twice. */
  const char *dash = strrchr(first, '-');
  if (from && to && strcmp(first, to) && !(dash && g_str_equal(dash + 1, to)))
    ibid_record_take_text(rec, IBID_VAR_PAGE, g_strconcat(first, "-", to, NULL));
  else
    ibid_record_set_text(rec, IBID_VAR_PAGE, first);
}

/* SN is the number of a patent, or IS; M1 may be a class of patents beside them. */
static void
finish_patent(IbRisItem *it)
{
  static const char *const tags[] = { "IS", "M1" };
  const char *const numbers[] = { it->patent_number, it->m1 };
  for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
    if (numbers[i] && ibid_record_has(it->rec, IBID_VAR_NUMBER))
      ib_ris_keep(it, tags[i], numbers[i]);
    else if (numbers[i])
      ibid_record_set_text(it->rec, IBID_VAR_NUMBER, numbers[i]);
}

static void
finish_numbers(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  if (ibid_record_type(rec) == IBID_TYPE_PATENT)
    finish_patent(it);
  else if (it->m1)
    ib_ris_add_text(rec, ibid_record_has(rec, IBID_VAR_ISSUE) ? IBID_VAR_NUMBER : IBID_VAR_ISSUE, it->m1, ", ");
  if (it->accession)
    ibid_record_set_text(rec, ib_ris_accession(it->accession, ibid_record_text(rec, IBID_VAR_ARCHIVE)), it->accession);
}

/* PubMed's own export: "U1  - 26957754[pmid]", "U2  - PMC4756000[pmcid]". */
static void
finish_pubmed(IbRisItem *it)
{
  static const struct {
    const char *mark;
    IbidVar var;
  } marks[] = { { "[pmid]", IBID_VAR_PMID }, { "[pmcid]", IBID_VAR_PMCID } };
  static const char *const tags[] = { "U1", "U2", "U3" };
  for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
    for (guint k = 0; k < G_N_ELEMENTS(marks); k++) {
      const char *value = ibid_record_extra(it->rec, tags[i]);
      if (!value || !g_str_has_suffix(value, marks[k].mark))
        continue;
      g_autofree char *number = g_strndup(value, strlen(value) - strlen(marks[k].mark));
      if (!ibid_record_has(it->rec, marks[k].var))
        ibid_record_set_text(it->rec, marks[k].var, number);
      if (!g_strcmp0(ibid_record_text(it->rec, marks[k].var), number))
        ibid_record_remove_extra(it->rec, tags[i]);
    }
}

/* Scopus has PubMed's number in C2. */
static void
finish_scopus(IbRisItem *it)
{
  const char *c2 = ibid_record_extra(it->rec, "C2"), *database = ibid_record_text(it->rec, IBID_VAR_ARCHIVE);
  gsize digits = c2 ? strspn(c2, "0123456789") : 0;
  if (digits < 5 || digits > 8 || c2[digits] || g_strcmp0(database, "Scopus") || ibid_record_has(it->rec, IBID_VAR_PMID))
    return;
  ibid_record_set_text(it->rec, IBID_VAR_PMID, c2);
  ibid_record_remove_extra(it->rec, "C2");
}

/* Some sites write each author as A1 and as AU. */
static void
finish_authors(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  if (!it->author_tags[0] || !it->author_tags[1] || ibid_record_n_names(rec, IBID_VAR_AUTHOR) > MAX_COMPARED)
    return;
  g_autoptr(IbidRecord) told = ibid_record_dup(rec);
  ibid_record_clear_names(rec, IBID_VAR_AUTHOR);
  for (guint i = 0; i < ibid_record_n_names(told, IBID_VAR_AUTHOR); i++) {
    const IbidName *name = ibid_record_name(told, IBID_VAR_AUTHOR, i);
    guint k = 0, n = ibid_record_n_names(rec, IBID_VAR_AUTHOR);
    while (k < n && !ib_name_equal(name, ibid_record_name(rec, IBID_VAR_AUTHOR, k)))
      k++;
    if (k == n)
      ibid_record_add_name(rec, IBID_VAR_AUTHOR, name);
  }
}

/* A DOI that stands only in a URL or a note is one all the same. */
static void
finish_links(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  if (!ibid_record_has(rec, IBID_VAR_URL) && it->link)
    ibid_record_set_text(rec, IBID_VAR_URL, it->link);
  const char *url = ibid_record_text(rec, IBID_VAR_URL);
  g_autofree char *doi = url && ib_url_is_doi(url) ? ib_doi_from_text(url) : NULL;
  for (guint i = 0; !doi && i < it->notes->len; i++)
    doi = ib_doi_from_value(g_ptr_array_index(it->notes, i));
  static const char *const tags[] = { "L3", "L2", "DO" };
  for (guint i = 0; !doi && i < G_N_ELEMENTS(tags); i++) {
    const char *value = ibid_record_extra(rec, tags[i]);
    doi = value ? ib_doi_from_value(value) : NULL;
  }
  if (doi && !ibid_record_has(rec, IBID_VAR_DOI))
    ibid_record_set_text(rec, IBID_VAR_DOI, doi);
  /* "DO  - 1234/56" is no DOI, but meant as one: it is for the check to say so. */
  if (!ibid_record_has(rec, IBID_VAR_DOI) && ibid_record_extra(rec, "DO")) {
    ibid_record_set_text(rec, IBID_VAR_DOI, ibid_record_extra(rec, "DO"));
    ibid_record_remove_extra(rec, "DO");
  }
}

/* A line may be what the writer could not put elsewhere. */
static void
finish_notes(IbRisItem *it)
{
  for (guint i = 0; i < it->notes->len; i++) {
    const char *note = g_ptr_array_index(it->notes, i);
    if (!ib_note_restore(it->rec, note))
      ib_ris_add_text(it->rec, IBID_VAR_NOTE, note, "\n");
  }
}

/* A2 of a book that is in no series is its editor, whatever the specification says. */
static void
finish_editors(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  if (!it->second_editors || ibid_record_has(rec, IBID_VAR_COLLECTION_TITLE) ||
      ibid_record_has(rec, IBID_VAR_EDITOR))
    return;
  for (guint i = 0; i < ibid_record_n_names(rec, IBID_VAR_COLLECTION_EDITOR); i++)
    ibid_record_add_name(rec, IBID_VAR_EDITOR, ibid_record_name(rec, IBID_VAR_COLLECTION_EDITOR, i));
  ibid_record_unset(rec, IBID_VAR_COLLECTION_EDITOR);
}

void
ib_ris_finish(IbRisItem *it)
{
  IbidRecord *rec = it->rec;
  if (ibid_record_type(rec) == IBID_TYPE_PAPER_CONFERENCE)
    finish_conference(it);
  else
    finish_book_title(it);
  finish_journal(it);
  if (it->title)
    ibid_record_set_text(rec, IBID_VAR_TITLE, it->title->str);
  finish_date(it);
  finish_pages(it);
  finish_numbers(it);
  finish_pubmed(it);
  finish_scopus(it);
  finish_links(it);
  finish_web(it);
  finish_accessed(it);
  finish_authors(it);
  finish_editors(it);
  finish_notes(it);
}
