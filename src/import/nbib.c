/* Reads nbib, the MEDLINE format of PubMed (refs/ibid.bib: medline): tags of up to four letters
 * padded to "PMID- ", values that go on in indented lines, a blank line between references.
 *
 * What its tags hold stands in refs/nbib-tags.tsv, its publication types in refs/nbib-types.tsv. */
#include "config.h"

#include "import/nbib.h"

#include <string.h>

#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/language.h"
#include "record/name.h"
#include "record/note.h"
#include "record/ris_tags.h"
#include "util/data.h"

#define TAG_ROOM 8
/* A reference with more is no reference. */
#define MAX_FIELDS 20000
#define MAX_BYTES (8 << 20)
#define RELEASE_EVERY (4 << 20)

typedef struct {
  char tag[TAG_ROOM];
  guint32 value, len; /* in VALUES */
} Field;

typedef struct {
  IbImport *run;
  GArray *fields; /* of Field */
  GString *values;
  gsize start, end;
  gboolean blank; /* a blank line since the last tag */
} Reader;

/* Tags. */

/* "PMID- ", "TI  - ", "PMC - "; hand-made files leave the blank after the hyphen out, so that
 * the tag has to be a known one or have four columns. */
static gboolean
read_tag(const char *s, gsize len, char *tag, gsize *value)
{
  gsize n = 0, i;
  while (n < len && n < 5 && (g_ascii_isupper(s[n]) || (n && g_ascii_isdigit(s[n]))))
    n++;
  if (n < 2 || n > 4)
    return FALSE;
  for (i = n; i < len && i < 6 && s[i] == ' '; i++)
    ;
  if (i >= len || s[i] != '-')
    return FALSE;
  gboolean padded = i == 4, blank = i + 1 == len || s[i + 1] == ' ';
  if (!padded && !(blank && (i <= 4 || n == 4))) /* "ISBN - 978..." */
    return FALSE;
  memcpy(tag, s, n);
  tag[n] = '\0';
  *value = i + 1;
  return TRUE;
}

/* What TAG holds: a row of the table, or NULL. */
static const char *
find_holding(const char *tag)
{
  const IbTable *table = ib_table("nbib-tags.tsv");
  for (guint i = 0; i < table->n_rows; i++)
    if (g_str_equal(table->rows[i][0], tag))
      return table->rows[i][1];
  return NULL;
}

/* Values. */

typedef struct {
  IbidRecord *rec;
  gboolean full_authors, full_editors; /* FAU, FED tell what AU, ED only abbreviate */
  gboolean typed;
  IbidType alone; /* what it is where it stands in no journal; DOCUMENT: not told */
  const char *journal, *abbreviation, *book;
  GPtrArray *notes; /* of char */
} Item;

static void
add_text(IbidRecord *rec, IbidVar var, const char *value, const char *sep)
{
  const char *old = ibid_record_text(rec, var);
  if (!old || !strstr(old, value))
    ibid_record_add_text(rec, var, value, sep);
}

/* PubMed closes each title with a full stop, which is not the title's. */
static void
add_title(IbidRecord *rec, const char *s)
{
  const char *old = ibid_record_text(rec, IBID_VAR_TITLE);
  gsize len = strlen(s);
  if (len > 1 && s[len - 1] == '.' && s[len - 2] != '.')
    len--;
  g_autofree char *title = g_strndup(s, len);
  char last = old ? old[strlen(old) - 1] : ' ';
  ibid_record_add_text(rec, IBID_VAR_TITLE, title, strchr(".?!:", last) ? " " : ": ");
}

/* ERIC writes the kind of a number before it: "ISSN-0022-0671". */
static void
add_issn(IbidRecord *rec, const char *s)
{
  if (ib_record_add_serials(rec, s))
    return;
  if (ibid_record_has(rec, IBID_VAR_ISSN))
    ibid_record_add_extra(rec, "IS", s);
  else
    ibid_record_set_text(rec, IBID_VAR_ISSN, s);
}

/* "10.4103/2277-9175.180636 [doi]", "ABR-5-67 [pii]"; ERIC has its page there. */
static void
add_identifier(IbidRecord *rec, const char *tag, const char *s)
{
  g_autofree char *doi = ib_doi_from_value(s);
  const char *known = ibid_record_text(rec, IBID_VAR_DOI);
  gboolean url = g_str_has_prefix(s, "http://") || g_str_has_prefix(s, "https://");
  gsize len = strlen(s);
  if (doi && (!known || g_str_equal(known, doi)))
    ibid_record_set_text(rec, IBID_VAR_DOI, doi);
  else if (!doi && !known && len > 6 && g_str_has_suffix(s, " [doi]"))
    ibid_record_take_text(rec, IBID_VAR_DOI, g_strndup(s, len - 6)); /* is none, but meant as one */
  else if (url && !doi && !ibid_record_has(rec, IBID_VAR_URL))
    ibid_record_set_text(rec, IBID_VAR_URL, s);
  else
    ibid_record_add_extra(rec, tag, s);
}

/* "Long V", "Smith JA Jr", "Smith JA 3rd": the family name comes first. */
static void
add_short_name(IbidRecord *rec, IbidVar var, const char *s)
{
  g_auto(IbidName) name = { 0 };
  const char *blank = strchr(s, ',') ? NULL : strrchr(s, ' ');
  if (blank && ib_name_is_suffix(blank + 1, strlen(blank + 1))) {
    name.suffix = g_strdup(blank + 1);
    const char *end = blank;
    for (blank = end; blank > s && *--blank != ' ';)
      ;
    if (blank > s) {
      name.given = g_strndup(blank + 1, end - blank - 1);
      name.family = g_strndup(s, blank - s);
    } else {
      name.family = g_strndup(s, end - s);
    }
  } else if (blank && ib_name_is_initials(blank + 1, strlen(blank + 1), TRUE)) {
    name.given = g_strdup(blank + 1);
    name.family = g_strndup(s, blank - s);
  } else {
    ib_note_read_name(rec, var, s, strlen(s));
    return;
  }
  ib_name_split_particle(&name);
  ibid_record_take_name(rec, var, &name);
}

/* "History, 20th Century": a comma inside a keyword becomes a semicolon. */
static void
add_keyword(IbidRecord *rec, const char *s)
{
  g_autofree char *one = g_strdup(s);
  g_strdelimit(one, ",", ';');
  ibid_record_add_text(rec, IBID_VAR_KEYWORD, one, ", ");
}

/* The row of a publication type, or NULL. */
static char **
find_type(const char *s)
{
  const IbTable *table = ib_table("nbib-types.tsv");
  for (guint i = 0; i < table->n_rows; i++)
    if (!g_ascii_strcasecmp(table->rows[i][0], s) && table->rows[i][1])
      return table->rows[i];
  return NULL;
}

/* "Review" beside "Journal Article" is still an article, "Book" beside it is a book. */
static void
add_type(Item *it, const char *s)
{
  char **row = find_type(s);
  IbidType type = row ? ibid_type_from_name(row[1]) : IBID_TYPE_DOCUMENT;
  gboolean plain = type == IBID_TYPE_ARTICLE_JOURNAL;
  if (row && !(row[2] && *row[2] == 'j') && (!it->typed || !plain)) {
    ibid_record_set_type(it->rec, type);
    it->typed |= !plain;
  }
  if (row && row[2] && *row[2] == 'j') /* ERIC's "Reports" are in journals, too */
    it->alone = type;
  if (!row || !row[2] || *row[2] != 'w') /* others are written for the type of CSL */
    ibid_record_add_extra(it->rec, "PT", s);
}

static void
add_date(IbidRecord *rec, const char *tag, IbidVar var, const char *s)
{
  g_auto(IbidDate) date = { 0 };
  if (ib_date_from_loose(s, strlen(s), &date) && date.from.year)
    ibid_record_set_date(rec, var, &date);
  else
    ibid_record_add_extra(rec, tag, s);
}

static void
add_var(IbidRecord *rec, const char *tag, IbidVar var, const char *s)
{
  switch (ibid_var_kind(var)) {
  case IBID_KIND_NAMES:
    ib_note_read_name(rec, var, s, strlen(s));
    break;
  case IBID_KIND_DATE:
    add_date(rec, tag, var, s);
    break;
  case IBID_KIND_TEXT:
    if (var == IBID_VAR_ISBN && ib_record_add_serials(rec, s))
      break;
    if (var == IBID_VAR_ORIGINAL_TITLE && g_str_has_suffix(s, ".") && !g_str_has_suffix(s, "..")) /* closed like TI */
      ibid_record_take_text(rec, var, g_strndup(s, strlen(s) - 1));
    else
      add_text(rec, var, s, var == IBID_VAR_ABSTRACT ? "\n" : ", ");
  }
}

/* What the words with "@" in the table stand for. */

static void
on_title(Item *it, const char *tag, const char *s)
{
  add_title(it->rec, s);
}

static void
on_author(Item *it, const char *tag, const char *s)
{
  ib_note_read_name(it->rec, IBID_VAR_AUTHOR, s, strlen(s));
}

static void
on_short_author(Item *it, const char *tag, const char *s)
{
  if (!it->full_authors)
    add_short_name(it->rec, IBID_VAR_AUTHOR, s);
}

static void
on_short_editor(Item *it, const char *tag, const char *s)
{
  if (!it->full_editors)
    add_short_name(it->rec, IBID_VAR_EDITOR, s);
}

static void
on_body(Item *it, const char *tag, const char *s)
{
  g_auto(IbidName) body = { .literal = g_strdup(s) };
  ibid_record_take_name(it->rec, IBID_VAR_AUTHOR, &body);
}

static void
on_date(Item *it, const char *tag, const char *s)
{
  add_date(it->rec, tag, IBID_VAR_ISSUED, s);
}

static void
on_issn(Item *it, const char *tag, const char *s)
{
  add_issn(it->rec, s);
}

static void
on_identifier(Item *it, const char *tag, const char *s)
{
  add_identifier(it->rec, tag, s);
}

static void
on_keyword(Item *it, const char *tag, const char *s)
{
  add_keyword(it->rec, s);
}

static void
on_type(Item *it, const char *tag, const char *s)
{
  add_type(it, s);
}

static void
on_language(Item *it, const char *tag, const char *s)
{
  g_autofree char *language = ib_language_to_bcp47(s);
  add_text(it->rec, IBID_VAR_LANGUAGE, language ? language : s, ", ");
}

static void
on_note(Item *it, const char *tag, const char *s)
{
  g_ptr_array_add(it->notes, (gpointer)s);
}

/* The first of its tag waits for the others. */
static void
keep_first(Item *it, const char **place, const char *tag, const char *s)
{
  if (*place)
    ibid_record_add_extra(it->rec, tag, s);
  else
    *place = s;
}

static void
on_short(Item *it, const char *tag, const char *s)
{
  keep_first(it, &it->abbreviation, tag, s);
}

static void
on_journal(Item *it, const char *tag, const char *s)
{
  keep_first(it, &it->journal, tag, s);
}

static void
on_book(Item *it, const char *tag, const char *s)
{
  keep_first(it, &it->book, tag, s);
}

static const struct {
  const char *word;
  void (*read)(Item *it, const char *tag, const char *s);
} roles[] = {
  { "@title", on_title },       { "@author", on_author },           { "@short-author", on_short_author },
  { "@body", on_body },         { "@short-editor", on_short_editor }, { "@date", on_date },
  { "@issn", on_issn },         { "@doi", on_identifier },          { "@identifier", on_identifier },
  { "@keyword", on_keyword },   { "@type", on_type },               { "@language", on_language },
  { "@short", on_short },       { "@journal", on_journal },         { "@book", on_book },
  { "@note", on_note },
};

static void
add_role(Item *it, const char *word, const char *tag, const char *s)
{
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
    if (g_str_equal(roles[i].word, word)) {
      roles[i].read(it, tag, s);
      return;
    }
  ibid_record_add_extra(it->rec, tag, s);
}

static void
add_field(Item *it, const Field *field, const char *s)
{
  const char *holds = find_holding(field->tag);
  if (!holds)
    ibid_record_add_extra(it->rec, field->tag, s);
  else if (*holds == '@')
    add_role(it, holds, field->tag, s);
  else
    add_var(it->rec, field->tag, ibid_var_from_name(holds), s);
}

/* BTI beside TI is what a chapter stands in; alone it is the title. */
static void
finish_titles(Item *it)
{
  IbidRecord *rec = it->rec;
  if (it->book && ibid_record_has(rec, IBID_VAR_TITLE)) {
    ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE, it->book);
    if (!it->typed || ibid_record_type(rec) == IBID_TYPE_BOOK)
      ibid_record_set_type(rec, IBID_TYPE_CHAPTER);
  } else if (it->book) {
    add_title(rec, it->book);
    if (!it->typed)
      ibid_record_set_type(rec, IBID_TYPE_BOOK);
  }
  const char *whole = it->journal ? it->journal : it->abbreviation;
  if (it->alone && !whole && !it->book && !it->typed)
    ibid_record_set_type(rec, it->alone);
  if (whole && !it->book)
    ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE, whole);
  if (it->abbreviation)
    ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE_SHORT, it->abbreviation);
}

/* "LID - 659 [pii]" of an article without pages is its number, and stands where they would. */
static void
finish_pages(IbidRecord *rec)
{
  static const char *const tags[] = { "LID", "AID" };
  for (guint i = 0; i < G_N_ELEMENTS(tags) && !ibid_record_has(rec, IBID_VAR_PAGE); i++) {
    const char *value = ibid_record_extra(rec, tags[i]);
    gsize letters = value && g_ascii_isalpha(*value), digits = value ? strspn(value + letters, "0123456789") : 0;
    if (digits && digits < 8 && g_str_equal(value + letters + digits, " [pii]"))
      ibid_record_take_text(rec, IBID_VAR_PAGE, g_strndup(value, letters + digits));
  }
}

static IbidRecord *
item_read(const Reader *r)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  Item it = { .rec = ibid_record_new(IBID_TYPE_ARTICLE_JOURNAL), .notes = notes };
  guint used = 0;

  for (guint i = 0; i < r->fields->len; i++) {
    const Field *f = &g_array_index(r->fields, Field, i);
    it.full_authors |= f->len && g_str_equal(f->tag, "FAU");
    it.full_editors |= f->len && g_str_equal(f->tag, "FED");
  }
  for (guint i = 0; i < r->fields->len; i++) {
    const Field *f = &g_array_index(r->fields, Field, i);
    if (f->len)
      add_field(&it, f, r->values->str + f->value);
    used += f->len > 0;
  }
  finish_titles(&it);
  if (ib_ris_is_periodical(ibid_record_type(it.rec)))
    finish_pages(it.rec);
  for (guint i = 0; i < notes->len; i++)
    if (!ib_note_restore(it.rec, g_ptr_array_index(notes, i)))
      add_text(it.rec, IBID_VAR_NOTE, g_ptr_array_index(notes, i), "\n");
  if (!used)
    g_clear_pointer(&it.rec, ibid_record_free);
  return it.rec;
}

/* References. */

static gboolean
finish(Reader *r)
{
  gboolean more = TRUE;
  if (!r->fields->len)
    return TRUE;
  IbidRecord *rec = item_read(r);
  if (rec)
    more = ib_import_emit(r->run, rec, r->start, r->end);
  else
    ib_import_complain(r->run, r->start, FALSE, "nbib.empty", "a reference without a field is passed over");
  g_array_set_size(r->fields, 0);
  g_string_truncate(r->values, 0);
  return more;
}

/* A NUL would cut the value. */
static void
append_clean(GString *out, const char *s, gsize len)
{
  while (len && g_ascii_isspace(*s))
    s++, len--;
  while (len && g_ascii_isspace(s[len - 1]))
    len--;
  for (gsize i = 0; i < len; i++)
    g_string_append_c(out, s[i] ? s[i] : ' ');
}

static void
add_value(Reader *r, const char *tag, const char *s, gsize len)
{
  Field field = { .value = (guint32)r->values->len };
  g_strlcpy(field.tag, tag, sizeof field.tag);
  append_clean(r->values, s, len);
  field.len = (guint32)r->values->len - field.value;
  g_string_append_c(r->values, '\0');
  g_array_append_val(r->fields, field);
}

static void
continue_value(Reader *r, const char *s, gsize len)
{
  Field *last = &g_array_index(r->fields, Field, r->fields->len - 1);
  g_string_truncate(r->values, r->values->len - 1);
  if (last->len)
    g_string_append_c(r->values, ' ');
  append_clean(r->values, s, len);
  last->len = (guint32)r->values->len - last->value;
  g_string_append_c(r->values, '\0');
}

/* A reference begins after a blank line, or where PMID comes again. */
static gboolean
read_line(Reader *r, gsize offset, const char *s, gsize len)
{
  char tag[TAG_ROOM];
  gsize value;
  gboolean more = TRUE;
  while (len && g_ascii_isspace(s[len - 1]))
    len--;
  if (!len) {
    r->blank = TRUE;
    return TRUE;
  }
  if (!read_tag(s, len, tag, &value)) {
    if (r->fields->len && (!r->blank || *s == ' '))
      continue_value(r, s, len);
    else
      ib_import_complain(r->run, offset, FALSE, "nbib.stray", "text outside of any reference is passed over");
    return TRUE;
  }
  if (r->blank || g_str_equal(tag, "PMID") || r->fields->len > MAX_FIELDS || r->values->len > MAX_BYTES)
    more = finish(r);
  if (!r->fields->len)
    r->start = offset;
  r->blank = FALSE;
  r->end = offset + len;
  add_value(r, tag, s + value, len - value);
  return more;
}

static gboolean
nbib_read(IbImport *run, GError **error)
{
  g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(Field));
  g_autoptr(GString) values = g_string_new(NULL);
  Reader r = { .run = run, .fields = fields, .values = values };
  gsize len, released = 0;
  const char *text = ib_input_text(run->input, &len);

  for (gsize at = 0; at < len;) {
    const char *lf = memchr(text + at, '\n', len - at);
    gsize n = lf ? (gsize)(lf - text) - at : len - at;
    if (!read_line(&r, at, text + at, n))
      return TRUE;
    at += n + 1;
    if (r.blank && MIN(at, len) - released > RELEASE_EVERY) {
      released = r.start;
      ib_input_release(run->input, r.start);
    }
  }
  finish(&r);
  return TRUE;
}

/* PMID first, or tags that no other format has. */
static int
nbib_sniff(const char *text, gsize len)
{
  static const char *const own[] = { "PMID", "FAU", "DP", "JT", "PT", "PMC", "STAT", "OWN", "BTI", "DCOM",
                                     "PMCR", "PHST", "EDAT", "CTI" };
  char tag[TAG_ROOM];
  gsize value;
  guint tags = 0, found = 0;
  for (gsize at = 0; at < len;) {
    const char *lf = memchr(text + at, '\n', len - at);
    gsize n = lf ? (gsize)(lf - text) - at : len - at;
    if (read_tag(text + at, n, tag, &value)) {
      if (!tags++ && g_str_equal(tag, "PMID"))
        return 92;
      for (guint i = 0; i < G_N_ELEMENTS(own); i++)
        found += g_str_equal(tag, own[i]);
    }
    at += n + 1;
  }
  return found >= 3 ? 75 : found == 2 ? 60 : 0;
}

const IbImporter ib_importer_nbib = {
  .name = "nbib",
  .label = "PubMed nbib (.nbib)",
  .endings = ".nbib",
  .sniff = nbib_sniff,
  .read = nbib_read,
};
