/* Writing .bib files, for BibTeX (classic) and for biblatex.
 *
 * A record is written in the order of a table, one field a line; what has no field of the two
 * goes under "csl-NAME", which both ignore and our reader takes back. */
#include "config.h"

#include "export/bibtex.h"

#include <string.h>

#include "export/latex.h"
#include "record/bibtex_terms.h"
#include "record/date.h"
#include "record/language.h"

typedef struct {
  IbExport *run;
  const IbidRecord *rec;
  const char *type;   /* of the entry */
  gboolean classic;
  GHashTable *done;   /* field names written -> how often they were asked for again */
} Entry;

/* Fields. */

static void
open_field(Entry *e, const char *name)
{
  g_hash_table_insert(e->done, g_strdup(name), GUINT_TO_POINTER(1));
  g_string_append_printf(e->run->out, ",\n  %s = ", name);
}

static gboolean
is_free(const Entry *e, const char *name)
{
  return !g_hash_table_contains(e->done, name);
}

static void
put_text(Entry *e, const char *name, const char *value)
{
  if (!value || !is_free(e, name))
    return;
  open_field(e, name);
  g_string_append_c(e->run->out, '{');
  ib_latex_append(e->run->out, value, e->run->ascii);
  g_string_append_c(e->run->out, '}');
}

static void
put_verbatim(Entry *e, const char *name, const char *value)
{
  if (!value || !is_free(e, name))
    return;
  open_field(e, name);
  g_string_append_c(e->run->out, '{');
  ib_latex_append_verbatim(e->run->out, value, e->run->ascii);
  g_string_append_c(e->run->out, '}');
}

static void
put_var(Entry *e, const char *name, IbidVar var)
{
  put_text(e, name, ibid_record_text(e->rec, var));
}

/* Does year and month say all of it? */
static gboolean
is_plain_date(const IbidDate *date)
{
  return date->from.year > 0 && date->from.year <= 9999 && !date->to.year && !date->open_start && !date->open_end && !date->circa && !date->uncertain &&
         !date->from.season;
}

/* Does biber take " and " in this entry for the end of an item, and our reader with it? */
static gboolean
has_lists(const Entry *e)
{
  const IbidDate *date = ibid_record_date(e->rec, IBID_VAR_ISSUED);
  g_autofree char *edtf = date ? ib_date_to_edtf(date) : NULL;
  return (edtf && (!e->classic || !is_plain_date(date))) || (!e->classic && ibid_record_has(e->rec, g_str_equal(e->type, "patent") ? IBID_VAR_JURISDICTION : IBID_VAR_PUBLISHER_PLACE));
}

/* Publishers and places: biblatex joins by "and" what the record joins by "; ". */
static void
put_list(Entry *e, const char *name, const char *value)
{
  if (!value || !is_free(e, name))
    return;
  gboolean lists = has_lists(e);
  g_auto(GStrv) items = g_strsplit(value, e->classic ? "\n" : "; ", -1);
  open_field(e, name);
  g_string_append_c(e->run->out, '{');
  for (char **item = items; *item; item++) {
    g_strstrip(*item);
    gboolean brace = lists && strcasestr(*item, " and ");
    g_string_append_printf(e->run->out, "%s%s", item == items ? "" : lists ? " and " : "; ", brace ? "{" : "");
    ib_latex_append(e->run->out, *item, e->run->ascii);
    if (brace)
      g_string_append_c(e->run->out, '}');
  }
  g_string_append_c(e->run->out, '}');
}

/* Names. */

/* " and ", commas and lower-case beginnings have a meaning of their own in names: braces
 * take it from them. */
static void
append_part(GString *out, const char *part, gboolean protect, gboolean ascii)
{
  gboolean brace = protect || strpbrk(part, ",;") || strcasestr(part, " and ");
  if (brace)
    g_string_append_c(out, '{');
  ib_latex_append(out, part, ascii);
  if (brace)
    g_string_append_c(out, '}');
}

static gboolean
begins_lower(const char *s)
{
  return g_unichar_islower(g_utf8_get_char(s));
}

static void
append_name(GString *out, const IbidName *name, gboolean ascii)
{
  if (ibid_name_is_others(name)) {
    g_string_append(out, "others");
    return;
  }
  if (!name->family) {
    append_part(out, name->literal ? name->literal : name->given ? name->given : "", TRUE, ascii);
    return;
  }
  if (name->non_dropping_particle || name->dropping_particle) {
    g_autofree char *von = g_strjoin(" ", name->dropping_particle ? name->dropping_particle : name->non_dropping_particle,
                                     name->dropping_particle ? name->non_dropping_particle : NULL, NULL);
    append_part(out, von, FALSE, ascii);
    g_string_append_c(out, ' ');
  }
  /* A surname that begins small would be taken for a particle. */
  append_part(out, name->family, begins_lower(name->family) && strchr(name->family, ' '), ascii);
  if (name->suffix) {
    g_string_append(out, ", ");
    append_part(out, name->suffix, FALSE, ascii);
  }
  if (name->given || name->suffix)
    g_string_append(out, ", ");
  if (name->given)
    append_part(out, name->given, FALSE, ascii);
}

static void
put_names(Entry *e, const char *name, IbidVar var)
{
  guint n = ibid_record_n_names(e->rec, var);
  if (!n || !is_free(e, name))
    return;
  open_field(e, name);
  g_string_append_c(e->run->out, '{');
  for (guint i = 0; i < n; i++) {
    if (i)
      g_string_append(e->run->out, " and ");
    append_name(e->run->out, ibid_record_name(e->rec, var, i), e->run->ascii);
  }
  g_string_append_c(e->run->out, '}');
}

/* Dates. */

/* Is the date as printed more than what could be made of it: "3/6/2018", "1996-13-03"? */
static gboolean
says_more(const IbidDate *date)
{
  g_auto(IbidDate) read = { 0 };
  if (!date->raw || date->ambiguous)
    return date->raw != NULL;
  return strspn(date->raw, "0123456789") == 4 && date->raw[4] == '-' && !ib_date_from_edtf(date->raw, &read);
}

/* Such a date goes before the field that TeX understands, and is read in its place. */
static void
put_printed_date(Entry *e, IbidVar var)
{
  const IbidDate *date = ibid_record_date(e->rec, var);
  g_autofree char *name = g_strconcat("csl-", ibid_var_name(var), NULL);
  if (date && says_more(date))
    put_text(e, name, date->raw);
}

static void
put_date(Entry *e, const char *name, IbidVar var)
{
  const IbidDate *date = ibid_record_date(e->rec, var);
  g_autofree char *edtf = date ? ib_date_to_edtf(date) : NULL;
  if (!date || !is_free(e, name))
    return;
  if (e->classic && var != IBID_VAR_ISSUED && says_more(date)) { /* its styles print what stands there */
    put_text(e, name, date->raw);
    return;
  }
  put_printed_date(e, var);
  if (edtf)
    put_verbatim(e, name, edtf);
  else
    put_text(e, name, date->literal);
}

static void
put_classic_issued(Entry *e)
{
  static const char *const months[] = { "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
  const IbidDate *date = ibid_record_date(e->rec, IBID_VAR_ISSUED);
  if (!date)
    return;
  if (date->from.year && date->to.year && date->to.year != date->from.year) {
    g_autofree char *years = g_strdup_printf("%d--%d", date->from.year, date->to.year);
    open_field(e, "year");
    g_string_append_printf(e->run->out, "{%s}", years);
  } else if (date->from.year || date->to.year) {
    open_field(e, "year");
    g_string_append_printf(e->run->out, "{%d}", date->from.year ? date->from.year : date->to.year);
  } else {
    put_text(e, "year", date->literal);
  }
  if (date->from.month) {
    open_field(e, "month");
    g_string_append(e->run->out, months[MIN(date->from.month, 12)]);
  }
  if (date->from.month && date->from.day) {
    open_field(e, "day");
    g_string_append_printf(e->run->out, "{%d}", date->from.day);
  }
  if (!is_plain_date(date) && !date->literal)
    put_date(e, "date", IBID_VAR_ISSUED);
}

static void
put_issued(Entry *e)
{
  const IbidDate *date = ibid_record_date(e->rec, IBID_VAR_ISSUED);
  g_autofree char *edtf = date ? ib_date_to_edtf(date) : NULL;
  put_printed_date(e, IBID_VAR_ISSUED);
  if (e->classic)
    put_classic_issued(e);
  else if (edtf)
    put_verbatim(e, "date", edtf);
  else if (date)
    put_text(e, "year", date->literal); /* biber wants a date to be one */
}

/* What hangs on the type of the entry. */

static gboolean
is_one_of(const char *type, const char *const *types)
{
  return g_strv_contains(types, type);
}

static void
put_titles(Entry *e)
{
  const char *title = ibid_record_text(e->rec, IBID_VAR_TITLE), *volume = ibid_record_text(e->rec, IBID_VAR_VOLUME_TITLE);
  const char *container = ibid_record_text(e->rec, IBID_VAR_CONTAINER_TITLE);
  gboolean part = ib_bib_is_part(e->type);
  if (!part && volume && title) { /* a volume of a work */
    put_text(e, "title", volume);
    put_text(e, "maintitle", title);
  } else {
    put_text(e, "title", title);
    put_text(e, part ? "" : "csl-volume-title", part ? NULL : volume);
  }
  put_var(e, "shorttitle", IBID_VAR_TITLE_SHORT);
  if (part && volume && container) {
    put_text(e, "booktitle", volume);
    put_text(e, "maintitle", container);
  } else if (part) {
    put_text(e, "booktitle", container);
    put_text(e, "csl-volume-title", volume);
  } else if (g_str_equal(e->type, "article") || g_str_equal(e->type, "review") || g_str_equal(e->type, "suppperiodical")) {
    put_text(e, e->classic ? "journal" : "journaltitle", container);
  } else {
    put_text(e, e->classic ? "journal" : "csl-container-title", container);
  }
}

static void
put_publisher(Entry *e)
{
  static const char *const schools[] = { "thesis", "phdthesis", "mastersthesis", NULL };
  static const char *const institutions[] = { "report", "techreport", NULL };
  static const char *const organizations[] = { "online", "manual", "misc", "electronic", NULL };
  static const char *const howpublished[] = { "booklet", "unpublished", NULL };
  const char *name = is_one_of(e->type, schools)         ? (e->classic ? "school" : "institution")
                     : is_one_of(e->type, institutions)  ? "institution"
                     : is_one_of(e->type, organizations) ? (e->classic ? "howpublished" : "organization")
                     : is_one_of(e->type, howpublished)  ? "howpublished"
                                                         : "publisher";
  put_list(e, name, ibid_record_text(e->rec, IBID_VAR_PUBLISHER));
}

static void
put_numbers(Entry *e)
{
  IbidVar number = ib_bib_is_periodical(e->type) ? IBID_VAR_ISSUE
                   : ib_bib_is_numbered(e->type) ? IBID_VAR_NUMBER
                                                 : IBID_VAR_COLLECTION_NUMBER;
  put_var(e, "volume", IBID_VAR_VOLUME);
  put_var(e, "number", number);
  put_var(e, number == IBID_VAR_ISSUE ? "number" : "issue", IBID_VAR_ISSUE);
  put_var(e, number == IBID_VAR_NUMBER ? "number" : number == IBID_VAR_ISSUE ? "eid" : "csl-number", IBID_VAR_NUMBER);
  put_var(e, number == IBID_VAR_COLLECTION_NUMBER ? "number" : "csl-collection-number", IBID_VAR_COLLECTION_NUMBER);
}

/* "12-15, 20-22" -> "12--15, 20--22" */
static void
put_pages(Entry *e)
{
  const char *pages = ibid_record_text(e->rec, IBID_VAR_PAGE);
  GString *out = e->run->out;
  if (!pages)
    return;
  g_auto(GStrv) ends = g_strsplit(pages, "-", -1);
  open_field(e, "pages");
  g_string_append_c(out, '{');
  for (char **end = ends; *end; end++) {
    if (end != ends)
      g_string_append(out, "--");
    ib_latex_append(out, *end, e->run->ascii);
  }
  g_string_append_c(out, '}');
}

static void
put_language(Entry *e)
{
  const char *code = ibid_record_text(e->rec, IBID_VAR_LANGUAGE);
  const char *babel = code ? ib_language_to_babel(code) : NULL;
  if (e->classic)
    put_text(e, "language", code);
  else if (babel)
    put_text(e, "langid", babel);
  else
    put_text(e, "language", code);
}

static void
put_thesis_type(Entry *e)
{
  const char *genre = ibid_record_text(e->rec, IBID_VAR_GENRE);
  gboolean implied = (g_str_equal(e->type, "phdthesis") && !g_strcmp0(genre, "PhD thesis")) ||
                     (g_str_equal(e->type, "mastersthesis") && !g_strcmp0(genre, "Master’s thesis"));
  if (genre && !implied)
    put_text(e, "type", genre);
  else if (!genre && ib_bib_type(e->type)->genre) { /* the type would say one */
    open_field(e, "csl-genre");
    g_string_append(e->run->out, "{}");
  }
}

/* Everything else. */

/* Braces that match can stay as the source had them. */
static gboolean
is_balanced(const char *s)
{
  guint depth = 0;
  for (; *s; s++) {
    if (*s == '{')
      depth++;
    else if (*s == '}' && depth-- == 0)
      return FALSE;
  }
  return depth == 0;
}

static char *
field_name(const char *name)
{
  GString *out = g_string_new(NULL);
  for (const char *p = name; *p; p++)
    g_string_append_c(out, g_ascii_isalnum(*p) || strchr("-_+.:", *p) ? g_ascii_tolower(*p) : '-');
  if (!out->len || g_ascii_isdigit(out->str[0]))
    g_string_prepend(out, "x-");
  return g_string_free(out, FALSE);
}

/* Fields with a meaning that hangs on others; institution and the like are publishers where
 * there is none, and stay what they are beside one. */
static gboolean
is_reserved(const char *name)
{
  static const char *const names[] = { "title", "subtitle", "titleaddon", "booktitle", "maintitle", "journalsubtitle", "year",
                                       "month", "day", "number", "issue", "note", "language", "langid", "hyphenation",
                                       "crossref", "xdata", "keyword", "tags", NULL };
  return g_strv_contains(names, name);
}

/* BibTeX knows no field twice: "x-file", "x2-file".  Caller frees with g_free(). */
static char *
next_name(Entry *e, const char *plain)
{
  char *name = g_strconcat("x-", plain, NULL);
  while (!is_free(e, name)) {
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(e->done, plain)) + 1;
    g_hash_table_replace(e->done, g_strdup(plain), GUINT_TO_POINTER(n));
    g_free(name);
    name = g_strdup_printf("x%u-%s", n, plain);
  }
  return name;
}

static void
put_extra(Entry *e, const char *original, const char *value)
{
  g_autofree char *plain = field_name(original);
  /* A name that means something, or is written already, would be read as something else. */
  gboolean taken = ib_bib_term(plain) || is_reserved(plain) || !is_free(e, plain);
  if (g_str_equal(original, "bibtex-type"))
    return;
  g_autofree char *name = taken ? next_name(e, plain) : g_strdup(plain);
  gboolean plain_enough = is_balanced(value) && !strchr(value, '\n') && (!e->run->ascii || g_str_is_ascii(value));
  if (ib_bib_is_verbatim(name) && plain_enough) {
    open_field(e, name);
    g_string_append_printf(e->run->out, "{%s}", value);
  } else {
    put_text(e, name, value);
  }
}

/* Keywords are joined by commas; one inside a keyword is a semicolon in the record. */
static void
put_keywords(Entry *e)
{
  const char *value = ibid_record_text(e->rec, IBID_VAR_KEYWORD);
  g_auto(GStrv) words = g_strsplit(value ? value : "", ", ", -1);
  if (!value)
    return;
  open_field(e, "keywords");
  g_string_append_c(e->run->out, '{');
  for (char **word = words; *word; word++) {
    gboolean brace = strchr(*word, ';') != NULL;
    g_string_append_printf(e->run->out, "%s%s", word == words ? "" : ", ", brace ? "{" : "");
    ib_latex_append(e->run->out, g_strdelimit(*word, ";", ','), e->run->ascii);
    if (brace)
      g_string_append_c(e->run->out, '}');
  }
  g_string_append_c(e->run->out, '}');
}

/* biblatex has keys for two states that are two words. */
static void
put_status(Entry *e)
{
  const char *status = ibid_record_text(e->rec, IBID_VAR_STATUS);
  put_text(e, "pubstate", g_str_equal(status, "in press") ? "inpress" : g_str_equal(status, "in preparation") ? "inpreparation" : status);
}

/* "Phys. Rev. Lett." is read as its own short form. */
static gboolean
is_own_short(const Entry *e)
{
  const char *journal = ibid_record_text(e->rec, IBID_VAR_CONTAINER_TITLE);
  return journal && ib_bib_is_abbreviated(journal) && !ib_bib_is_part(e->type) &&
         !g_strcmp0(journal, ibid_record_text(e->rec, IBID_VAR_CONTAINER_TITLE_SHORT)) &&
         (!is_free(e, "journal") || !is_free(e, "journaltitle"));
}

/* biblatex has a place for PubMed's numbers, which it may have one of. */
static void
put_pmid(Entry *e)
{
  gboolean taken = ibid_record_extra(e->rec, "eprint") || ibid_record_extra(e->rec, "eprinttype");
  put_var(e, taken ? "pmid" : "eprint", IBID_VAR_PMID);
  if (!taken)
    put_text(e, "eprinttype", "pubmed");
}

/* Is VAR written by another function, or told by another field? */
static gboolean
is_written(const Entry *e, IbidVar var)
{
  static const IbidVar others[] = { IBID_VAR_TITLE, IBID_VAR_TITLE_SHORT, IBID_VAR_CONTAINER_TITLE, IBID_VAR_VOLUME_TITLE,
                                    IBID_VAR_PUBLISHER, IBID_VAR_PAGE, IBID_VAR_LANGUAGE, IBID_VAR_GENRE, IBID_VAR_ISSUED,
                                    IBID_VAR_VOLUME, IBID_VAR_KEYWORD, IBID_VAR_ISSUE, IBID_VAR_NUMBER, IBID_VAR_COLLECTION_NUMBER };
  for (guint i = 0; i < G_N_ELEMENTS(others); i++)
    if (others[i] == var)
      return TRUE;
  return var == IBID_VAR_CONTAINER_TITLE_SHORT && is_own_short(e);
}

/* Roles that biblatex has as kinds of editors. */
static const char *
editor_kind(IbidVar var)
{
  return var == IBID_VAR_COMPILER      ? "compiler"
         : var == IBID_VAR_CONTRIBUTOR ? "collaborator"
         : var == IBID_VAR_DIRECTOR    ? "director"
         : var == IBID_VAR_ORGANIZER   ? "organizer"
                                       : NULL;
}

/* "editor", "editora" ...: the first one that is free; FALSE where none is. */
static gboolean
put_as_editor(Entry *e, IbidVar var)
{
  static const char *const fields[][2] = {
    { "editor", "editortype" }, { "editora", "editoratype" }, { "editorb", "editorbtype" }, { "editorc", "editorctype" }
  };
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
    gboolean kept = ibid_record_extra(e->rec, fields[i][0]) || ibid_record_extra(e->rec, fields[i][1]);
    if (kept || !is_free(e, fields[i][0]))
      continue;
    put_names(e, fields[i][0], var);
    put_text(e, fields[i][1], editor_kind(var));
    return TRUE;
  }
  return FALSE;
}

/* What biblatex wants in a way of its own; FALSE for all else. */
static gboolean
put_biblatex(Entry *e, IbidVar var)
{
  gboolean patent = g_str_equal(e->type, "patent"); /* its location is where it holds */
  if (e->classic)
    return FALSE;
  if (editor_kind(var))
    return put_as_editor(e, var);
  if (var == IBID_VAR_PMID)
    put_pmid(e);
  else if (var == IBID_VAR_STATUS)
    put_status(e);
  else if (patent && var == IBID_VAR_JURISDICTION)
    put_list(e, "location", ibid_record_text(e->rec, var));
  else if (patent && var == IBID_VAR_PUBLISHER_PLACE)
    put_var(e, "csl-publisher-place", var);
  else
    return FALSE;
  return TRUE;
}

static void
put_variable(Entry *e, IbidVar var)
{
  const IbBibTerm *term = ib_bib_term_for(var, e->classic);
  g_autofree char *low = g_ascii_strdown(ibid_var_name(var), -1);
  g_autofree char *own = g_strconcat("csl-", low, NULL);
  const char *name = var == IBID_VAR_NOTE ? "note" : term ? term->name : own;
  if (ibid_var_kind(var) == IBID_KIND_NAMES)
    put_names(e, name, var);
  else if (ibid_var_kind(var) == IBID_KIND_DATE)
    put_date(e, name, var);
  else if (term && term->kind == IB_BIB_VERBATIM)
    put_verbatim(e, name, ibid_record_text(e->rec, var));
  else if (var == IBID_VAR_PUBLISHER_PLACE || var == IBID_VAR_ORIGINAL_PUBLISHER_PLACE)
    put_list(e, name, ibid_record_text(e->rec, var));
  else
    put_var(e, name, var);
}

static void
put_rest(Entry *e)
{
  for (int var = 1; var < IBID_N_VARS; var++)
    if (ibid_record_has(e->rec, var) && !is_written(e, var) && !put_biblatex(e, var))
      put_variable(e, var);
}

static void
append_key(GString *out, const char *original, gboolean ascii)
{
  g_autofree char *plain = ascii && original ? g_str_to_ascii(original, "C") : NULL;
  for (const char *key = plain ? plain : original; key && *key; key++)
    if (!g_ascii_isspace(*key) && !strchr("{}(),\"#%'=~\\@", *key) && (guchar)*key >= 0x20)
      g_string_append_c(out, *key);
}

/* The subtype that tells magazines and newspapers from journals. */
static void
put_subtype(Entry *e)
{
  IbidType type = ibid_record_type(e->rec);
  if (type == IBID_TYPE_ARTICLE_MAGAZINE || type == IBID_TYPE_ARTICLE_NEWSPAPER)
    put_text(e, "entrysubtype", type == IBID_TYPE_ARTICLE_MAGAZINE ? "magazine" : "newspaper");
}

/* The CSL type, where the entry type would be read as another. */
static void
put_csl_type(Entry *e)
{
  IbidType type = ibid_record_type(e->rec), read = ib_bib_type(e->type)->type;
  gboolean eprint = ibid_record_extra(e->rec, "eprint") || ibid_record_has(e->rec, IBID_VAR_DOI);
  if (g_str_equal(e->type, "misc") && ibid_record_has(e->rec, IBID_VAR_URL) && !eprint)
    read = IBID_TYPE_WEBPAGE;
  if (g_str_equal(e->type, "unpublished") && ibid_record_has(e->rec, IBID_VAR_EVENT_TITLE))
    read = IBID_TYPE_SPEECH;
  if (type == read || type == IBID_TYPE_ARTICLE_MAGAZINE || type == IBID_TYPE_ARTICLE_NEWSPAPER)
    return;
  put_verbatim(e, "csl-type", ibid_type_name(type));
}

static void
write_entry(IbExport *run, const IbidRecord *rec, gboolean classic)
{
  const char *kept = ibid_record_extra(rec, "bibtex-type");
  Entry e = { run, rec, kept ? kept : ib_bib_type_for(rec, classic), classic,
              g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
  g_autofree char *type = field_name(e.type);
  g_string_append_printf(run->out, "%s@%s{", run->n_written ? "\n" : "", type);
  append_key(run->out, ibid_record_key(rec), run->ascii);
  put_names(&e, "author", IBID_VAR_AUTHOR);
  put_names(&e, "editor", IBID_VAR_EDITOR);
  put_titles(&e);
  put_subtype(&e);
  put_publisher(&e);
  put_issued(&e);
  put_numbers(&e);
  put_pages(&e);
  put_thesis_type(&e);
  put_language(&e);
  put_rest(&e);
  put_keywords(&e);
  put_csl_type(&e);
  for (guint i = 0; i < ibid_record_n_extras(rec); i++)
    put_extra(&e, ibid_record_extra_name(rec, i), ibid_record_extra_value(rec, i));
  g_string_append(run->out, ",\n}\n");
  g_hash_table_unref(e.done);
}

static void
write_bibtex(IbExport *run, const IbidRecord *rec)
{
  write_entry(run, rec, TRUE);
}

static void
write_biblatex(IbExport *run, const IbidRecord *rec)
{
  write_entry(run, rec, FALSE);
}

const IbExporter ib_exporter_bibtex = {
  .name = "bibtex", .label = "BibTeX (.bib)", .ending = ".bib", .record = write_bibtex,
};

const IbExporter ib_exporter_biblatex = {
  .name = "biblatex", .label = "biblatex (.bib)", .ending = "", .record = write_biblatex,
};
