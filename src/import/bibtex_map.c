/* Fields of an entry -> variables of a record.
 *
 * Most fields mean one thing (record/bibtex_terms.c); a table here has those whose meaning
 * hangs on the type of the entry or on other fields.  What has no variable is kept as an
 * extra under its own name. */
#include "config.h"

#include "import/bibtex_map.h"

#include <stdlib.h>
#include <string.h>

#include "import/bibtex_date.h"
#include "import/bibtex_name.h"
#include "import/latex.h"
#include "record/bibtex_terms.h"
#include "record/identifier.h"
#include "record/language.h"
#include "util/text.h"

typedef struct {
  const IbBibEntry *entry;
  IbidRecord *rec;
} Map;

#define TITLE (IB_LATEX_MARKUP | IB_LATEX_NOCASE)

static char *
decode(const char *value, IbLatexFlags flags)
{
  return ib_latex_decode(value, strlen(value), flags);
}

static void
set_text(Map *m, IbidVar var, const char *value, IbLatexFlags flags)
{
  if (!ibid_record_has(m->rec, var))
    ibid_record_take_text(m->rec, var, decode(value, flags));
}

/* Titles: "title: subtitle. titleaddon", as all readers of CSL expect them in one. */
static char *
joined_title(const Map *m, const char *title, const char *subtitle, const char *addon)
{
  const char *main = ib_bib_value(m->entry, title), *sub = ib_bib_value(m->entry, subtitle);
  const char *more = ib_bib_value(m->entry, addon);
  if (!main)
    return NULL;
  GString *out = g_string_new(NULL);
  char *text = decode(main, TITLE);
  g_string_append(out, text);
  g_free(text);
  if (sub) {
    text = decode(sub, TITLE);
    gboolean marked = out->len && strchr("?!:.", out->str[out->len - 1]);
    g_string_append_printf(out, "%s%s", marked ? " " : ": ", text);
    g_free(text);
  }
  if (more) {
    text = decode(more, TITLE);
    gboolean marked = out->len && strchr("?!.", out->str[out->len - 1]);
    g_string_append_printf(out, "%s%s", marked ? " " : ". ", text);
    g_free(text);
  }
  return g_string_free(out, FALSE);
}

static void
map_titles(Map *m)
{
  g_autofree char *title = joined_title(m, "title", "subtitle", "titleaddon");
  g_autofree char *book = joined_title(m, "booktitle", "booksubtitle", "booktitleaddon");
  g_autofree char *main = joined_title(m, "maintitle", "mainsubtitle", "maintitleaddon");
  g_autofree char *journal = joined_title(m, "journaltitle", "journalsubtitle", "");
  gboolean part = ib_bib_is_part(m->entry->type) || (book && g_strcmp0(title, book));

  const char *full = ib_bib_value(m->entry, "fjournal"); /* MathSciNet's; its "journal" is the short one */
  if (!journal)
    journal = joined_title(m, full ? "fjournal" : "journal", "journalsubtitle", "");
  if (full && ib_bib_value(m->entry, "journal"))
    set_text(m, IBID_VAR_CONTAINER_TITLE_SHORT, ib_bib_value(m->entry, "journal"), TITLE);
  if (part && main) { /* a chapter of a volume of a work */
    ibid_record_set_text(m->rec, IBID_VAR_CONTAINER_TITLE, main);
    ibid_record_set_text(m->rec, IBID_VAR_VOLUME_TITLE, book);
  } else if (part && book) {
    ibid_record_set_text(m->rec, IBID_VAR_CONTAINER_TITLE, book);
  } else if (main && title) { /* a volume of a work */
    ibid_record_set_text(m->rec, IBID_VAR_TITLE, main);
    ibid_record_set_text(m->rec, IBID_VAR_VOLUME_TITLE, title);
  } else if (main) {
    ibid_record_set_text(m->rec, IBID_VAR_TITLE, main);
  } else if (!title && book) {
    ibid_record_set_text(m->rec, IBID_VAR_TITLE, book);
  }
  if (title && !ibid_record_has(m->rec, IBID_VAR_TITLE))
    ibid_record_set_text(m->rec, IBID_VAR_TITLE, title);
  if (title && !main && ib_bib_value(m->entry, "subtitle") && !ib_bib_value(m->entry, "shorttitle")) /* biblatex's label */
    set_text(m, IBID_VAR_TITLE_SHORT, ib_bib_value(m->entry, "title"), TITLE);
  if (journal && !ibid_record_has(m->rec, IBID_VAR_CONTAINER_TITLE)) {
    ibid_record_set_text(m->rec, IBID_VAR_CONTAINER_TITLE, journal);
    if (ib_bib_is_abbreviated(journal) && !ib_bib_value(m->entry, "shortjournal") && !full)
      ibid_record_set_text(m->rec, IBID_VAR_CONTAINER_TITLE_SHORT, journal);
  } else if (journal) {
    ibid_record_add_extra(m->rec, "journal", journal);
  }
}

/* biblatex has lists where BibTeX has text: "Durham and London" is two places there, "Taylor and
 * Francis" one publisher in BibTeX.  Its own fields tell its entries. */
static gboolean
has_lists(const IbBibEntry *entry)
{
  return ib_bib_value(entry, "date") || ib_bib_value(entry, "location") || ib_bib_value(entry, "journaltitle");
}

/* Items are joined by "; ".  Caller frees with g_free(). */
static char *
decode_list(const Map *m, const char *value)
{
  if (!has_lists(m->entry) || !strstr(value, "and"))
    return decode(value, IB_LATEX_MARKUP);
  GString *out = g_string_new(NULL);
  for (const char *p = value, *end = value + strlen(value); p < end;) {
    const char *stop = ib_bib_and(p, end);
    g_autofree char *item = ib_latex_decode(p, stop - p, IB_LATEX_MARKUP);
    if (*item)
      g_string_append_printf(out, "%s%s", out->len ? "; " : "", item);
    p = stop < end ? stop + 4 : end;
  }
  return g_string_free(out, FALSE);
}

static void
set_list(Map *m, IbidVar var, const char *value)
{
  if (!ibid_record_has(m->rec, var))
    ibid_record_take_text(m->rec, var, decode_list(m, value));
}

/* Where a patent holds: "countryfr and countryuk", keys of biblatex, or words. */
static void
map_countries(Map *m, const char *value)
{
  static const char *const keys[][2] = { { "countryde", "Germany" },        { "countryeu", "European Union" },
                                         { "countryep", "European Union" }, { "countryfr", "France" },
                                         { "countryuk", "United Kingdom" }, { "countryus", "United States of America" } };
  g_autofree char *list = decode_list(m, value);
  g_auto(GStrv) items = g_strsplit(list, "; ", -1);
  for (char **item = items; *item; item++) {
    const char *name = *item;
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
      if (g_str_equal(name, keys[i][0]))
        name = keys[i][1];
    ibid_record_add_text(m->rec, IBID_VAR_JURISDICTION, name, "; ");
  }
}

/* ACM's files have the publisher's "address" and, as "location", where the conference was. */
static void
map_location(Map *m, const char *value)
{
  if (g_str_equal(m->entry->type, "patent")) {
    map_countries(m, value);
    return;
  }
  set_list(m, ib_bib_value(m->entry, "address") ? IBID_VAR_EVENT_PLACE : IBID_VAR_PUBLISHER_PLACE, value);
}

static void
map_address(Map *m, const char *value)
{
  set_list(m, IBID_VAR_PUBLISHER_PLACE, value);
}

static void
map_origlocation(Map *m, const char *value)
{
  set_list(m, IBID_VAR_ORIGINAL_PUBLISHER_PLACE, value);
}

/* "number" and "issue". */
static void
map_number(Map *m, const char *value)
{
  IbidVar var = ib_bib_is_periodical(m->entry->type) ? IBID_VAR_ISSUE
                : ib_bib_is_numbered(m->entry->type) ? IBID_VAR_NUMBER
                                                     : IBID_VAR_COLLECTION_NUMBER;
  set_text(m, var, value, IB_LATEX_MARKUP);
}

static void
map_issue(Map *m, const char *value)
{
  if (!ibid_record_has(m->rec, IBID_VAR_ISSUE) && (!ib_bib_value(m->entry, "number") || !ib_bib_is_periodical(m->entry->type)))
    set_text(m, IBID_VAR_ISSUE, value, IB_LATEX_MARKUP);
  else {
    g_autofree char *text = decode(value, IB_LATEX_PLAIN);
    ibid_record_add_extra(m->rec, "issue", text);
  }
}

/* The number of an article that has no pages; what else has one keeps the field. */
static void
map_article_number(Map *m, const char *name, const char *value)
{
  if (ib_bib_is_periodical(m->entry->type) && !ibid_record_has(m->rec, IBID_VAR_NUMBER)) {
    set_text(m, IBID_VAR_NUMBER, value, IB_LATEX_MARKUP);
  } else {
    g_autofree char *text = decode(value, IB_LATEX_MARKUP);
    ibid_record_add_extra(m->rec, name, text);
  }
}

static void
map_eid(Map *m, const char *value)
{
  map_article_number(m, "eid", value);
}

static void
map_wos_number(Map *m, const char *value)
{
  map_article_number(m, "article-number", value);
}

/* States of publication are keys of biblatex. */
static void
map_pubstate(Map *m, const char *value)
{
  gboolean press = g_str_equal(value, "inpress"), preparation = g_str_equal(value, "inpreparation");
  set_text(m, IBID_VAR_STATUS, press ? "in press" : preparation ? "in preparation" : value, IB_LATEX_MARKUP);
}

/* Publishers go by many names; the second one is kept under its own. */
static void
map_publisher(Map *m, const char *name, const char *value)
{
  g_autofree char *text = decode_list(m, value);
  gboolean rival = strcmp(name, "publisher") && ib_bib_value(m->entry, "publisher");
  if (!ibid_record_has(m->rec, IBID_VAR_PUBLISHER) && !rival)
    ibid_record_set_text(m->rec, IBID_VAR_PUBLISHER, text);
  else if (rival || strcmp(ibid_record_text(m->rec, IBID_VAR_PUBLISHER), text))
    ibid_record_add_extra(m->rec, name, text);
}

static void
map_own_publisher(Map *m, const char *value)
{
  map_publisher(m, "publisher", value);
}

static void
map_institution(Map *m, const char *value)
{
  map_publisher(m, "institution", value);
}

static void
map_school(Map *m, const char *value)
{
  map_publisher(m, "school", value);
}

static void
map_organization(Map *m, const char *value)
{
  map_publisher(m, "organization", value);
}

/* "howpublished = {\\url{...}}" is an address, "{Talk at X}" a way of publishing; "Available at
 * http://..." is an address and words that stay what they are. */
static void
map_howpublished(Map *m, const char *value)
{
  g_autofree char *text = decode(value, IB_LATEX_PLAIN);
  const char *at = strstr(text, "http");
  if (!at) {
    map_publisher(m, "howpublished", value);
    return;
  }
  gsize n = strcspn(at, " \t\n,;<>\"");
  g_autofree char *url = g_strndup(at, n);
  if (!ib_bib_value(m->entry, "url") && !ib_bib_value(m->entry, "doi"))
    ibid_record_set_text(m->rec, IBID_VAR_URL, url);
  ib_bib_accessed(text, m->rec);
  if (at != text || at[n] || g_strcmp0(ibid_record_text(m->rec, IBID_VAR_URL), url))
    ibid_record_add_extra(m->rec, "howpublished", text);
}

static void
map_language(Map *m, const char *name, const char *value)
{
  g_autofree char *text = decode(value, IB_LATEX_PLAIN);
  g_autofree char *code = ib_language_to_bcp47(g_str_has_prefix(text, "lang") ? text + 4 : text);
  const char *langid = ib_bib_value(m->entry, "langid");
  if (!code && g_str_equal(name, "language") && (langid || ib_bib_value(m->entry, "hyphenation"))) {
    ibid_record_add_extra(m->rec, name, text); /* "langlatin and langgerman" */
    return;
  }
  if (!ibid_record_has(m->rec, IBID_VAR_LANGUAGE))
    ibid_record_set_text(m->rec, IBID_VAR_LANGUAGE, code ? code : text);
  else if (g_strcmp0(ibid_record_text(m->rec, IBID_VAR_LANGUAGE), code))
    ibid_record_add_extra(m->rec, name, text);
}

static void
map_langid(Map *m, const char *value)
{
  map_language(m, "langid", value);
}

static void
map_language_field(Map *m, const char *value)
{
  map_language(m, "language", value);
}

/* A note, and the address that many write into it. */
static void
map_note(Map *m, const char *value)
{
  g_autofree char *text = decode(value, IB_LATEX_MARKUP);
  const char *at = strstr(text, "http");
  ib_bib_accessed(text, m->rec);
  if (at && strstr(value, "\\url") && !ib_bib_value(m->entry, "url")) {
    gsize n = strcspn(at, " \t\n,;<>\"");
    g_autofree char *url = g_strndup(at, n);
    ibid_record_set_text(m->rec, IBID_VAR_URL, url);
    if (at == text && !at[n])
      return;
  }
  ibid_record_add_text(m->rec, IBID_VAR_NOTE, text, "; ");
}

static void
map_doi(Map *m, const char *value)
{
  g_autofree char *text = decode(value, IB_LATEX_PLAIN);
  ib_record_set_doi(m->rec, text);
}

/* Backslashes before what LaTeX would take for a command are no part of an address. */
static void
map_url(Map *m, const char *value)
{
  GString *url = g_string_new(NULL);
  const char *p = value;
  if (g_str_has_prefix(p, "\\url{") || g_str_has_prefix(p, "\\href{")) {
    ibid_record_take_text(m->rec, IBID_VAR_URL, decode(value, IB_LATEX_PLAIN));
    g_string_free(url, TRUE);
    return;
  }
  for (; *p; p++)
    if (!(*p == '\\' && p[1] && strchr("%&_#~$", p[1])) && *p != '{' && *p != '}')
      g_string_append_c(url, *p);
  ibid_record_take_text(m->rec, IBID_VAR_URL, g_string_free(url, FALSE));
}

static void
map_pages(Map *m, const char *value)
{
  g_autofree char *text = decode(value, IB_LATEX_PLAIN);
  g_autoptr(GString) plain = g_string_new(text);
  g_string_replace(plain, "–", "-", 0);
  g_string_replace(plain, "—", "-", 0);
  g_string_replace(plain, " - ", "-", 0);
  if (!ibid_record_has(m->rec, IBID_VAR_PAGE))
    ibid_record_set_text(m->rec, IBID_VAR_PAGE, plain->str);
}

/* The end of the keyword at P: a SEP outside of braces. */
static const char *
keyword_end(const char *p, char sep)
{
  int depth = 0;
  for (; *p && (*p != sep || depth > 0); p++)
    depth += (*p == '{') - (*p == '}');
  return p;
}

/* "keywords = {a, {b, with a comma}, c}", "{a; b, with a comma}" */
static void
map_keywords(Map *m, const char *value)
{
  char sep = strchr(value, ';') && !strchr(value, '{') ? ';' : ',';
  for (const char *p = value; *p;) {
    const char *end = keyword_end(p, sep);
    char *word = ib_latex_decode(p, end - p, IB_LATEX_MARKUP);
    ibid_record_add_text(m->rec, IBID_VAR_KEYWORD, g_strdelimit(word, ",", ';'), ", ");
    g_free(word);
    p = *end ? end + 1 : end;
  }
}

static void
map_edition(Map *m, const char *value)
{
  set_text(m, IBID_VAR_EDITION, value, IB_LATEX_MARKUP);
}

/* "eprint" with its type: PubMed's numbers have a variable of their own. */
static void
map_eprint(Map *m, const char *value)
{
  const char *type = ib_bib_value(m->entry, "eprinttype");
  if (type && !g_ascii_strcasecmp(type, "pubmed"))
    set_text(m, IBID_VAR_PMID, value, IB_LATEX_PLAIN);
  else
    ibid_record_add_extra(m->rec, "eprint", value);
}

static void
map_eprinttype(Map *m, const char *value)
{
  if (g_ascii_strcasecmp(value, "pubmed") || !ib_bib_value(m->entry, "eprint"))
    ibid_record_add_extra(m->rec, "eprinttype", value);
}

/* Where an eprint is to be found; formats that know no eprints keep it so. */
static void
add_eprint_url(Map *m)
{
  static const char *const places[][2] = { { "arxiv", "https://arxiv.org/abs/" },
                                           { "jstor", "https://www.jstor.org/stable/" },
                                           { "hdl", "https://hdl.handle.net/" },
                                           { "googlebooks", "https://books.google.com?id=" } };
  const char *id = ib_bib_value(m->entry, "eprint"), *type = ib_bib_value(m->entry, "eprinttype");
  if (!type)
    type = ib_bib_value(m->entry, "archiveprefix");
  for (guint i = 0; id && *id && type && !strpbrk(id, " {}\\") && i < G_N_ELEMENTS(places); i++)
    if (!g_ascii_strcasecmp(type, places[i][0]))
      ibid_record_take_text(m->rec, IBID_VAR_URL, g_strconcat(places[i][1], id, NULL));
}

/* The genre is words, or a key of biblatex (its manual, 4.9.2.13). */
static void
map_type(Map *m, const char *value)
{
  static const char *const keys[][2] = {
    { "phdthesis", "PhD thesis" },          { "mathesis", "Master’s thesis" },
    { "mastersthesis", "Master’s thesis" }, { "bathesis", "Bachelor’s thesis" },
    { "candthesis", "Candidate thesis" },   { "techreport", "Technical report" },
    { "resreport", "Research report" },     { "software", "Computer software" },
    { "datacd", "Data CD" },                { "audiocd", "Audio CD" },
    { "patent", "Patent" },                 { "patentde", "German patent" },
    { "patenteu", "European patent" },      { "patentfr", "French patent" },
    { "patentuk", "British patent" },       { "patentus", "U.S. patent" },
    { "patreq", "Patent request" },         { "patreqde", "German patent request" },
    { "patreqeu", "European patent request" }, { "patreqfr", "French patent request" },
    { "patrequk", "British patent request" }, { "patrequs", "U.S. patent request" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (!g_ascii_strcasecmp(value, keys[i][0])) {
      ibid_record_set_text(m->rec, IBID_VAR_GENRE, keys[i][1]);
      return;
    }
  set_text(m, IBID_VAR_GENRE, value, IB_LATEX_MARKUP);
}

/* What the type of the record says is no field of its own. */
static void
map_subtype(Map *m, const char *value)
{
  gboolean told = strstr(value, "newspaper") || strstr(value, "magazine");
  if (!told || ib_bib_type(m->entry->type)->type != IBID_TYPE_ARTICLE_JOURNAL)
    ibid_record_add_extra(m->rec, "entrysubtype", value);
}

static void
ignore(Map *m, const char *value)
{
}

/* Fields that hang on something else. */
static const struct {
  const char *name;
  void (*map)(Map *m, const char *value);
} special[] = {
  { "publisher", map_own_publisher }, { "location", map_location }, { "address", map_address },
  { "origlocation", map_origlocation }, { "pubstate", map_pubstate },
  { "eid", map_eid },              { "article-number", map_wos_number },
  { "number", map_number },        { "issue", map_issue },           { "institution", map_institution },
  { "school", map_school },        { "organization", map_organization }, { "howpublished", map_howpublished },
  { "language", map_language_field }, { "langid", map_langid },      { "hyphenation", map_langid },
  { "note", map_note },            { "doi", map_doi },               { "url", map_url },
  { "pages", map_pages },          { "keywords", map_keywords },     { "keyword", map_keywords },
  { "tags", map_keywords },
  { "edition", map_edition },      { "eprint", map_eprint },         { "eprinttype", map_eprinttype },
  { "archiveprefix", map_eprinttype }, { "type", map_type },
  /* read with others */
  { "title", ignore },             { "subtitle", ignore },           { "titleaddon", ignore },
  { "booktitle", ignore },         { "booksubtitle", ignore },       { "booktitleaddon", ignore },
  { "maintitle", ignore },         { "mainsubtitle", ignore },       { "maintitleaddon", ignore },
  { "fjournal", ignore },
  { "journal", ignore },           { "journaltitle", ignore },       { "journalsubtitle", ignore },
  { "year", ignore },              { "month", ignore },              { "day", ignore },
  { "date", ignore },              { "crossref", ignore },
  { "csl-type", ignore },          { "entrysubtype", map_subtype },            { "xdata", ignore },
};

static gboolean
map_special(Map *m, const IbBibField *field)
{
  static GHashTable *index;
  if (g_once_init_enter(&index)) {
    GHashTable *made = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < G_N_ELEMENTS(special); i++)
      g_hash_table_insert(made, (gpointer)special[i].name, GUINT_TO_POINTER(i + 1));
    g_once_init_leave(&index, made);
  }
  guint row = GPOINTER_TO_UINT(g_hash_table_lookup(index, field->name));
  if (row)
    special[row - 1].map(m, field->value);
  return row != 0;
}

static void
map_date(Map *m, IbidVar var, const char *value)
{
  g_auto(IbidDate) date = { 0 };
  if (!ibid_record_has(m->rec, var) && ib_bib_date(value, &date))
    ibid_record_set_date(m->rec, var, &date);
}

/* Everything else. */

static gboolean
is_verbatim(const char *name)
{
  static const char *const names[] = { "file", "pdf", "eprint", "eprintclass", "primaryclass", "timestamp", "groups",
                                       "ids", "entryset", "related", NULL };
  return g_strv_contains(names, name) || g_str_has_prefix(name, "bdsk-") || g_str_has_prefix(name, "local-") ||
         g_str_has_prefix(name, "citeulike-");
}

/* "x-publisher", "x2-publisher": what the writer had no free field of that name for. */
static const char *
extra_name(const char *name)
{
  gsize n = *name == 'x' ? 1 + strspn(name + 1, "0123456789") : 0;
  return n && name[n] == '-' && name[n + 1] ? name + n + 1 : name;
}

/* "csl-scale": a variable that .bib has no field for, as our writer keeps it. */
static gboolean
map_own(Map *m, const IbBibField *field)
{
  IbidVar var = g_str_has_prefix(field->name, "csl-") ? ibid_var_from_name(field->name + 4) : IBID_VAR_NONE;
  for (int v = 1; !var && v < IBID_N_VARS; v++) /* DOI and the like have capitals */
    if (g_str_has_prefix(field->name, "csl-") && !g_ascii_strcasecmp(ibid_var_name(v), field->name + 4))
      var = v;
  if (!var)
    return FALSE;
  if (ibid_var_kind(var) == IBID_KIND_TEXT)
    set_text(m, var, field->value, TITLE);
  else if (ibid_var_kind(var) == IBID_KIND_NAMES)
    ib_bib_names(m->rec, var, field->value);
  else
    map_date(m, var, field->value);
  return TRUE;
}

static void
map_field(Map *m, const IbBibField *field)
{
  const IbBibTerm *term = ib_bib_term(field->name);
  if (map_special(m, field))
    return;
  if (term && term->kind == IB_BIB_NAMES && !ibid_record_has(m->rec, term->var)) {
    ib_bib_names(m->rec, term->var, field->value);
  } else if (term && term->kind == IB_BIB_DATE) {
    map_date(m, term->var, field->value);
  } else if (term && !ibid_record_has(m->rec, term->var)) {
    set_text(m, term->var, field->value, term->kind == IB_BIB_TITLE ? TITLE : IB_LATEX_MARKUP);
  } else if (!map_own(m, field)) {
    g_autofree char *text = is_verbatim(field->name) ? g_strdup(field->value) : decode(field->value, IB_LATEX_MARKUP);
    ibid_record_add_extra(m->rec, extra_name(field->name), text);
  }
}

/* Web pages stand as @misc with an address; magazines and papers as subtypes of articles. */
static IbidType
find_type(const Map *m)
{
  const IbBibType *row = ib_bib_type(m->entry->type);
  const char *subtype = ib_bib_value(m->entry, "entrysubtype");
  const char *own = ib_bib_value(m->entry, "csl-type");
  gboolean eprint = ib_bib_value(m->entry, "eprint") || ib_bib_value(m->entry, "doi");
  if (own && g_str_equal(ibid_type_name(ibid_type_from_name(own)), own))
    return ibid_type_from_name(own);
  if (row->type == IBID_TYPE_ARTICLE_JOURNAL && subtype && strstr(subtype, "newspaper"))
    return IBID_TYPE_ARTICLE_NEWSPAPER;
  if (row->type == IBID_TYPE_ARTICLE_JOURNAL && subtype && strstr(subtype, "magazine"))
    return IBID_TYPE_ARTICLE_MAGAZINE;
  if (g_str_equal(m->entry->type, "misc") && ibid_record_has(m->rec, IBID_VAR_URL) && !eprint)
    return IBID_TYPE_WEBPAGE;
  if (g_str_equal(m->entry->type, "unpublished") && ibid_record_has(m->rec, IBID_VAR_EVENT_TITLE))
    return IBID_TYPE_SPEECH;
  return row->type;
}

/* The entry type is kept where no writer would choose it again. */
static void
keep_type(Map *m)
{
  const char *type = m->entry->type;
  if (strcmp(ib_bib_type_for(m->rec, TRUE), type) && strcmp(ib_bib_type_for(m->rec, FALSE), type))
    ibid_record_add_extra(m->rec, "bibtex-type", type);
}

static void
set_spans(Map *m)
{
  for (guint i = 0; i < m->entry->fields->len; i++) {
    const IbBibField *field = &g_array_index(m->entry->fields, IbBibField, i);
    const IbBibTerm *term = ib_bib_term(field->name);
    IbidVar var = term ? term->var : g_str_equal(field->name, "title") ? IBID_VAR_TITLE
                  : g_str_equal(field->name, "year")                   ? IBID_VAR_ISSUED
                                                                       : IBID_VAR_NONE;
    gboolean inside = field->start >= m->entry->start && field->end <= m->entry->end;
    if (var && inside && ibid_record_has(m->rec, var))
      ibid_record_set_span(m->rec, var, field->start - m->entry->start, field->end - m->entry->start);
  }
}

IbidRecord *
ib_bib_to_record(const IbBibEntry *entry)
{
  Map m = { entry, ibid_record_new(IBID_TYPE_DOCUMENT) };
  const IbBibType *row = ib_bib_type(entry->type);
  ibid_record_set_key(m.rec, entry->key);
  map_titles(&m);
  for (guint i = 0; i < entry->fields->len; i++)
    map_field(&m, &g_array_index(entry->fields, IbBibField, i));
  ib_bib_issued(entry, m.rec);
  if (!ibid_record_has(m.rec, IBID_VAR_URL) && ib_bib_value(entry, "bdsk-url-1"))
    map_url(&m, ib_bib_value(entry, "bdsk-url-1"));
  if (!ibid_record_has(m.rec, IBID_VAR_URL) && !ibid_record_has(m.rec, IBID_VAR_DOI))
    add_eprint_url(&m);
  if (row->genre && !ibid_record_has(m.rec, IBID_VAR_GENRE) && !ib_bib_value(entry, "csl-genre"))
    ibid_record_set_text(m.rec, IBID_VAR_GENRE, row->genre);
  ibid_record_set_type(m.rec, find_type(&m));
  keep_type(&m);
  set_spans(&m);
  return m.rec;
}
