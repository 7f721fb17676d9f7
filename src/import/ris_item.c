/* One RIS reference as a record.
 *
 * Most tags are a variable each (refs/ris-tags.tsv); here are those that depend on each other:
 * titles, journals, dates, pages, numbers.  What no variable holds is kept under its tag. */
#include "config.h"

#include "import/ris_item.h"

#include <string.h>

#include "import/ris_private.h"
#include "record/date.h"
#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/language.h"
#include "record/note.h"
#include "record/ris_tags.h"
#include "util/text.h"

/* Small steps. */

void
ib_ris_keep(IbRisItem *it, const char *tag, const char *value)
{
  ibid_record_add_extra(it->rec, tag, value);
}

/* Adds after SEP unless the value is there already. */
void
ib_ris_add_text(IbidRecord *rec, IbidVar var, const char *value, const char *sep)
{
  const char *old = ibid_record_text(rec, var);
  if (!old || !strstr(old, value))
    ibid_record_add_text(rec, var, value, sep);
}

/* ISBNs and ISSNs; elsewhere the number of a patent or a report. */
static void
add_serial(IbRisItem *it, const char *s)
{
  IbidRecord *rec = it->rec;
  if (ib_record_add_serials(rec, s))
    return;
  switch (ibid_record_type(rec)) {
  case IBID_TYPE_PATENT:
  case IBID_TYPE_REPORT:
  case IBID_TYPE_STANDARD:
  case IBID_TYPE_HEARING:
  case IBID_TYPE_BILL:
  case IBID_TYPE_LEGISLATION:
    ib_ris_add_text(rec, IBID_VAR_NUMBER, s, ", ");
    break;
  case IBID_TYPE_ARTICLE_JOURNAL:
  case IBID_TYPE_ARTICLE_MAGAZINE:
  case IBID_TYPE_ARTICLE_NEWSPAPER:
  case IBID_TYPE_PERIODICAL:
    if (!ibid_record_has(rec, IBID_VAR_ISSN))
      ibid_record_set_text(rec, IBID_VAR_ISSN, s);
    else
      ib_ris_keep(it, "SN", s);
    break;
  default:
    if (!ibid_record_has(rec, IBID_VAR_ISBN) && !ibid_record_has(rec, IBID_VAR_ISSN))
      ibid_record_set_text(rec, IBID_VAR_ISBN, s);
    else
      ib_ris_keep(it, "SN", s);
  }
}

static void
add_doi(IbRisItem *it, const char *s)
{
  g_autofree char *doi = ib_doi_from_text(s);
  if (doi && !ibid_record_has(it->rec, IBID_VAR_DOI))
    ib_record_set_doi(it->rec, g_str_has_suffix(s, doi) ? doi : s);
  else if (!doi)
    ib_ris_keep(it, "DO", s);
  else if (g_strcmp0(doi, ibid_record_text(it->rec, IBID_VAR_DOI)))
    ib_ris_keep(it, "DO", doi);
}

/* The first URL is the reference's; one that only repeats the DOI gives way to the next. */
static void
add_one_url(IbRisItem *it, char *url)
{
  const char *old = ibid_record_text(it->rec, IBID_VAR_URL);
  if (!*url)
    return;
  if (!old) {
    ibid_record_set_text(it->rec, IBID_VAR_URL, url);
  } else if (ib_url_is_doi(old) && !ib_url_is_doi(url)) {
    g_autofree char *doi = g_strdup(old);
    ibid_record_set_text(it->rec, IBID_VAR_URL, url);
    ib_ris_keep(it, "UR", doi);
  } else if (!g_str_equal(old, url)) {
    ib_ris_keep(it, "UR", url);
  }
}

/* "http://a; http://b" and "http://a http://b" are two. */
static void
add_url(IbRisItem *it, const char *s)
{
  g_autofree char *copy = g_strdup(s);
  char *start = copy;
  for (char *p = strstr(copy + 1 * (*copy != '\0'), "http"); p; p = strstr(p + 4, "http")) {
    if (!strchr(" ;,", p[-1]) || (!g_str_has_prefix(p, "http://") && !g_str_has_prefix(p, "https://")))
      continue;
    char *end = p;
    while (end > start && strchr(" ;,", end[-1]))
      *--end = '\0';
    add_one_url(it, start);
    start = p;
  }
  add_one_url(it, start);
}

/* Commas separate keywords in a record, so one inside a keyword becomes a semicolon; sites that
 * join theirs in one line do it with semicolons. */
static void
add_keyword(IbRisItem *it, const char *s)
{
  GString *one = g_string_new(NULL);
  gboolean list = strchr(s, ';') != NULL;
  for (const char *p = s; *p; p++) {
    char c = *p;
    if ((list && c == ';') || c == '\n')
      c = ',';
    else if (!list && c == ',')
      c = ';';
    g_string_append_c(one, c);
    if (c == ',' && p[1] != ' ' && p[1])
      g_string_append_c(one, ' ');
  }
  ibid_record_add_text(it->rec, IBID_VAR_KEYWORD, one->str, ", ");
  g_string_free(one, TRUE);
}

/* Titles told twice are one with its subtitle, unless they are the same. */
static void
add_title(IbRisItem *it, const char *s)
{
  if (!it->title) {
    it->title = g_string_new(s);
  } else if (!strstr(it->title->str, s) && !g_str_has_prefix(s, it->title->str)) {
    char last = it->title->len ? it->title->str[it->title->len - 1] : ' ';
    g_string_append(it->title, strchr(".?!:", last) ? " " : ": ");
    g_string_append(it->title, s);
  } else if (strlen(s) > it->title->len) {
    g_string_assign(it->title, s);
  }
}

static void
add_date(IbRisItem *it, IbidVar var, const char *s)
{
  g_auto(IbidDate) date = { 0 };
  if (ib_date_from_loose(s, strlen(s), &date) && date.from.year)
    ibid_record_set_date(it->rec, var, &date);
  else
    ib_ris_keep(it, it->tag, s);
}

/* "2013/02/15/received" is not when it was published. */
static gboolean
is_other_event(const char *s)
{
  static const char *const events[] = { "received", "accepted", "revised", "submitted" };
  for (guint i = 0; i < G_N_ELEMENTS(events); i++)
    if (g_str_has_suffix(s, events[i]))
      return TRUE;
  return FALSE;
}

guint
ib_ris_precision(const IbidDate *date)
{
  return (date->from.year != 0) * 4 + (date->from.month || date->from.season) * 2 + (date->from.day != 0) +
         (date->to.year || date->open_start || date->open_end || date->circa || date->uncertain ||
          date->ambiguous);
}

/* What stands behind the third slash: "1995///1995-1998" is ours; "Spring", "ca.", "?" anyone's. */
static void
read_other(const char *s, IbidDate *date)
{
  guint slashes = 0;
  const char *other = s;
  while (slashes < 3 && (other = strchr(other, '/'))) {
    slashes++;
    other++;
  }
  if (slashes < 3 || !*other)
    return;
  g_autofree char *edtf = g_strdup(other);
  g_strdelimit(edtf, "_", '/');
  IbidDate exact = { 0 };
  gboolean known = ib_date_from_edtf(edtf, &exact) ||
                   (ib_date_from_loose(other, strlen(other), &exact) && exact.ambiguous); /* "2018///3/6/2018" */
  if (known && (!date->from.year || exact.from.year == date->from.year)) {
    ibid_date_clear(date);
    *date = exact;
    return;
  }
  ibid_date_clear(&exact);
  gboolean numbers = other[strspn(other, "0123456789/.-")] == '\0' && strpbrk(other, "/.");
  if (!known && numbers && !date->literal && other >= s + 3 && !memcmp(other - 3, "///", 3)) {
    /* "2018///7/2/18" is ours, too: which of them is the month was not known. */
    date->from.month = date->from.day = 0;
    date->ambiguous = TRUE;
    g_free(date->raw);
    date->raw = g_strdup(other);
  }
}

static void
note_date(IbRisItem *it, IbidDate *place, const char *s)
{
  g_auto(IbidDate) date = { 0 };
  if (is_other_event(s)) {
    ib_ris_keep(it, it->tag, s);
    return;
  }
  if (!ib_date_from_loose(s, strlen(s), &date)) {
    g_autofree char *word = g_strdup(s + strspn(s, "/ "));
    gboolean nothing = !*word || !g_ascii_strcasecmp(word, "YEAR/MONTH/DAY/");
    for (gsize n = strlen(word); n && strchr("/ ", word[n - 1]); n--)
      word[n - 1] = '\0';
    if (!nothing && !place->literal && !place->from.year)
      date.literal = g_steal_pointer(&word);
  }
  read_other(s, &date);
  if (ib_ris_precision(&date) > ib_ris_precision(place) || (date.literal && !place->from.year && !place->literal)) {
    ibid_date_clear(place);
    *place = date;
    date = (IbidDate){ 0 };
    const IbidDate *const places[] = { &it->year, &it->y1, &it->date };
    for (guint i = 0; i < G_N_ELEMENTS(places); i++)
      if (place == places[i])
        it->raw_dates[i] = s;
  }
}

/* Roles of tags that are more than a variable. */

static void
on_type_or_genre(IbRisItem *it, const char *s)
{
  g_autofree char *doi = ib_doi_from_value(s);
  if (doi && !ibid_record_has(it->rec, IBID_VAR_DOI))
    ibid_record_take_text(it->rec, IBID_VAR_DOI, g_steal_pointer(&doi));
  else if (doi ? g_strcmp0(doi, ibid_record_text(it->rec, IBID_VAR_DOI)) != 0 : g_str_has_prefix(s, "doi:"))
    ib_ris_keep(it, it->tag, s);
  else if (!doi)
    ib_ris_add_text(it->rec, IBID_VAR_GENRE, s, ", ");
}

static void
on_second_editor(IbRisItem *it, const char *s)
{
  it->second_editors = TRUE;
  ib_note_read_names(it->rec, IBID_VAR_COLLECTION_EDITOR, s);
}

/* PubMed Central's number, which EndNote keeps in C2. */
static void
on_pmc(IbRisItem *it, const char *s)
{
  if (g_str_has_prefix(s, "PMC") && g_ascii_isdigit(s[3]))
    ibid_record_set_text(it->rec, IBID_VAR_PMCID, s);
  else
    ib_ris_keep(it, it->tag, s);
}

static void
on_link(IbRisItem *it, const char *s)
{
  if (!it->link && (g_str_has_prefix(s, "http://") || g_str_has_prefix(s, "https://")))
    it->link = s;
  ib_ris_keep(it, it->tag, s);
}

static void
on_id(IbRisItem *it, const char *s)
{
  if (ib_ris_is_key(s) && !ibid_record_key(it->rec))
    ibid_record_set_key(it->rec, s);
  else if (g_strcmp0(s, ibid_record_key(it->rec)))
    ib_ris_keep(it, it->tag, s);
}

static void
on_label(IbRisItem *it, const char *s)
{
  if (!ibid_record_key(it->rec) && !strpbrk(s, " \t,{}\\\"%#~"))
    ibid_record_set_key(it->rec, s);
  else
    ib_ris_keep(it, it->tag, s);
}

/* "Leeds, England" after "Leeds": not two places. */
static gboolean
is_place_again(const IbRisItem *it, IbidVar var, const char *s)
{
  const char *old = var == IBID_VAR_PUBLISHER_PLACE ? ibid_record_text(it->rec, var) : NULL;
  return old && strcmp(s, old) && g_str_has_prefix(s, old);
}

static void
on_var(IbRisItem *it, IbidVar var, const char *s)
{
  switch (ibid_var_kind(var)) {
  case IBID_KIND_NAMES:
    it->author_tags[g_str_equal(it->tag, "AU")] |= it->tag[0] == 'A' && strchr("1U", it->tag[1]);
    ib_note_read_names(it->rec, var, s);
    break;
  case IBID_KIND_DATE:
    add_date(it, var, s);
    break;
  case IBID_KIND_TEXT:
    if (is_place_again(it, var, s))
      ib_ris_keep(it, it->tag, s);
    else
      ib_ris_add_text(it->rec, var, s, var == IBID_VAR_ANNOTE ? "\n" : "; ");
  }
}

/* EndNote has the degree where others have the volume: "M.Sc.". */
static void
on_degree(IbRisItem *it, const char *s)
{
  ib_ris_add_text(it->rec, strpbrk(s, "0123456789") ? IBID_VAR_VOLUME : IBID_VAR_GENRE, s, ", ");
}

static void
on_language(IbRisItem *it, const char *s)
{
  g_autofree char *tag = ib_language_to_bcp47(s);
  ibid_record_set_text(it->rec, IBID_VAR_LANGUAGE, tag ? tag : s);
}

static void
on_third_editor(IbRisItem *it, const char *s)
{
  ib_note_read_names(it->rec, IBID_VAR_EDITOR, s);
}

static void
on_year(IbRisItem *it, const char *s)
{
  note_date(it, it->tag[0] == 'Y' ? &it->y1 : &it->year, s);
}

static void
on_date(IbRisItem *it, const char *s)
{
  note_date(it, &it->date, s);
}

static void
on_accessed(IbRisItem *it, const char *s)
{
  note_date(it, &it->accessed, s);
}

static void
on_submitted(IbRisItem *it, const char *s)
{
  add_date(it, IBID_VAR_SUBMITTED, s);
}

static void
on_original(IbRisItem *it, const char *s)
{
  add_date(it, IBID_VAR_ORIGINAL_DATE, s);
}

static void
on_abstract(IbRisItem *it, const char *s)
{
  ib_ris_add_text(it->rec, IBID_VAR_ABSTRACT, s, "\n");
}

static void
on_note(IbRisItem *it, const char *s)
{
  g_ptr_array_add(it->notes, (gpointer)s);
}

/* Roles that are taken at once ... */
static void (*const role_readers[IB_RIS_N_ROLES])(IbRisItem *it, const char *s) = {
  [IB_RIS_TITLE] = add_title,
  [IB_RIS_SECOND_EDITOR] = on_second_editor,
  [IB_RIS_THIRD_EDITOR] = on_third_editor,
  [IB_RIS_YEAR] = on_year,
  [IB_RIS_DATE] = on_date,
  [IB_RIS_ACCESSED] = on_accessed,
  [IB_RIS_SERIAL] = add_serial,
  [IB_RIS_DOI] = add_doi,
  [IB_RIS_URL] = add_url,
  [IB_RIS_KEYWORD] = add_keyword,
  [IB_RIS_ABSTRACT] = on_abstract,
  [IB_RIS_NOTE] = on_note,
  [IB_RIS_KIND] = on_type_or_genre,
  [IB_RIS_LANGUAGE] = on_language,
  [IB_RIS_PMC] = on_pmc,
  [IB_RIS_SUBMITTED] = on_submitted,
  [IB_RIS_ORIGINAL] = on_original,
  [IB_RIS_LINK] = on_link,
  [IB_RIS_ID] = on_id,
  [IB_RIS_LABEL] = on_label,
  [IB_RIS_DEGREE] = on_degree,
};

/* ... and those that wait for the others: where in the item. */
#define WAITS(member) (G_STRUCT_OFFSET(IbRisItem, member))
static const gsize role_places[IB_RIS_N_ROLES] = {
  [IB_RIS_JOURNAL] = WAITS(journal),
  [IB_RIS_JOURNAL_OR_SHORT] = WAITS(journal_or_short),
  [IB_RIS_SHORT] = WAITS(abbreviation),
  [IB_RIS_CONTAINER] = WAITS(container),
  [IB_RIS_BOOK_TITLE] = WAITS(book_title),
  [IB_RIS_CONFERENCE] = WAITS(conference),
  [IB_RIS_PROCEEDINGS] = WAITS(proceedings),
  [IB_RIS_CONFERENCE_PLACE] = WAITS(place),
  [IB_RIS_FIRST_PAGE] = WAITS(first_page),
  [IB_RIS_LAST_PAGE] = WAITS(last_page),
  [IB_RIS_ISSUE_OR_NUMBER] = WAITS(m1),
  [IB_RIS_PATENT_NUMBER] = WAITS(patent_number),
  [IB_RIS_ARTICLE_NUMBER] = WAITS(article_number),
  [IB_RIS_ACCESS_YEAR] = WAITS(access_year),
  [IB_RIS_ACCESS_DATE] = WAITS(access_date),
  [IB_RIS_CITED_YEAR] = WAITS(cited_year),
  [IB_RIS_CITED_DATE] = WAITS(cited_date),
  [IB_RIS_ACCESSION] = WAITS(accession),
};

static void
take_field(IbRisItem *it, guint tag, const char *s)
{
  IbRisSlot slot = ib_ris_slot(tag, it->type);
  ib_ris_tag_name(tag, it->tag);
  it->any = TRUE;
  if (role_places[slot.role]) {
    const char **place = &G_STRUCT_MEMBER(const char *, it, role_places[slot.role]);
    if (*place && !g_str_equal(*place, s))
      ib_ris_keep(it, it->tag, s);
    else
      *place = s;
  } else if (slot.role == IB_RIS_VAR) {
    on_var(it, slot.var, s);
  } else if (role_readers[slot.role]) {
    role_readers[slot.role](it, s);
  } else {
    ib_ris_keep(it, it->tag, s);
  }
}

/* The last TY that is known decides. */
static void
find_type(IbRisItem *it, const IbRisField *fields, guint n, const char *text)
{
  int ty = ib_ris_tag("TY"), type = -1;
  for (guint i = 0; i < n; i++) {
    if (fields[i].tag != ty)
      continue;
    int found = ib_ris_type_find(text + fields[i].value, fields[i].len);
    if (found < 0 && fields[i].len) {
      it->odd("ris.unknown-type", "an unknown type of reference", it->data);
      ib_ris_keep(it, "TY", text + fields[i].value);
    }
    type = found >= 0 ? found : type;
  }
  it->type = type >= 0 ? (guint)type : (guint)ib_ris_type_find("GEN", 3);
  ibid_record_set_type(it->rec, ib_ris_type(it->type)->type);
}

/* Without TY the tags tell: a journal is one. */
static void
guess_type(IbRisItem *it, const IbRisField *fields, guint n)
{
  int ty = ib_ris_tag("TY"), jf = ib_ris_tag("JF"), jo = ib_ris_tag("JO");
  gboolean journal = FALSE;
  for (guint i = 0; i < n; i++) {
    if (fields[i].tag == ty)
      return;
    journal |= fields[i].tag == jf || fields[i].tag == jo;
  }
  if (!journal)
    return;
  it->type = (guint)MAX(0, ib_ris_type_find("JOUR", 4));
  ibid_record_set_type(it->rec, IBID_TYPE_ARTICLE_JOURNAL);
}

IbidRecord *
ib_ris_item_read(const IbRisField *fields, guint n, const char *text,
                 void (*odd)(const char *code, const char *what, gpointer data), gpointer data)
{
  g_autoptr(IbidRecord) rec = ibid_record_new(IBID_TYPE_DOCUMENT);
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  IbRisItem it = { .rec = rec, .odd = odd, .data = data, .notes = notes };
  int ty = ib_ris_tag("TY");

  find_type(&it, fields, n, text);
  guess_type(&it, fields, n);
  for (guint i = 0; i < n; i++)
    if (fields[i].tag != ty && fields[i].len)
      take_field(&it, fields[i].tag, text + fields[i].value);
  ib_ris_finish(&it);
  if (it.title)
    g_string_free(it.title, TRUE);
  ibid_date_clear(&it.year);
  ibid_date_clear(&it.y1);
  ibid_date_clear(&it.date);
  ibid_date_clear(&it.accessed);
  return it.any ? g_steal_pointer(&rec) : NULL;
}
