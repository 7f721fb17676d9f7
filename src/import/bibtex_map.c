/* Fields of an entry -> variables of a record.
 *
 * Most fields mean one thing (record/bibtex_terms.c); a table here has those whose meaning
 * hangs on the type of the entry or on other fields.  What has no variable is kept as an
 * extra under its own name. */
#include "config.h"

#include "import/bibtex_map.h"

#include <string.h>

#include "import/bibtex_date.h"
#include "import/bibtex_fields.h"
#include "import/bibtex_name.h"
#include "record/bibtex_terms.h"

char *
ib_bib_decode(const char *value, IbLatexFlags flags)
{
  return ib_latex_decode(value, strlen(value), flags);
}

void
ib_bib_set(IbBibMap *m, IbidVar var, const char *value, IbLatexFlags flags)
{
  if (!ibid_record_has(m->rec, var))
    ibid_record_take_text(m->rec, var, ib_bib_decode(value, flags));
}

void
ib_bib_keep(IbBibMap *m, const char *name, const char *value, IbLatexFlags flags)
{
  g_autofree char *text = ib_bib_decode(value, flags);
  ibid_record_add_extra(m->rec, name, text);
}

/* Numbers. */

static void
map_number(IbBibMap *m, const char *name, const char *value)
{
  IbidVar var = ib_bib_is_periodical(m->entry->type) ? IBID_VAR_ISSUE
                : ib_bib_is_numbered(m->entry->type) ? IBID_VAR_NUMBER
                                                     : IBID_VAR_COLLECTION_NUMBER;
  ib_bib_set(m, var, value, IB_LATEX_MARKUP);
}

/* The issue, unless "number" has it. */
static void
map_issue(IbBibMap *m, const char *name, const char *value)
{
  gboolean rival = ib_bib_is_periodical(m->entry->type) && ib_bib_value(m->entry, "number");
  if (!rival && !ibid_record_has(m->rec, IBID_VAR_ISSUE))
    ib_bib_set(m, IBID_VAR_ISSUE, value, IB_LATEX_MARKUP);
  else
    ib_bib_keep(m, name, value, IB_LATEX_PLAIN);
}

/* The number of an article in place of pages; what else has one keeps the field. */
static void
map_article_number(IbBibMap *m, const char *name, const char *value)
{
  if (ib_bib_is_periodical(m->entry->type) && !ibid_record_has(m->rec, IBID_VAR_NUMBER))
    ib_bib_set(m, IBID_VAR_NUMBER, value, IB_LATEX_MARKUP);
  else
    ib_bib_keep(m, name, value, IB_LATEX_MARKUP);
}

static void
map_pages(IbBibMap *m, const char *name, const char *value)
{
  g_autofree char *text = ib_bib_decode(value, IB_LATEX_PLAIN);
  g_autoptr(GString) plain = g_string_new(text);
  g_string_replace(plain, "–", "-", 0);
  g_string_replace(plain, "—", "-", 0);
  g_string_replace(plain, " - ", "-", 0);
  if (ibid_record_has(m->rec, IBID_VAR_PAGE))
    return;
  gsize label = strspn(plain->str, "p"), blank = strspn(plain->str + label, ". ");
  gboolean labelled = label && label <= 2 && blank && g_ascii_isdigit(plain->str[label + blank]); /* "pp. 12-13" */
  ibid_record_set_text(m->rec, IBID_VAR_PAGE, plain->str + (labelled ? label + blank : 0));
}

/* Keywords. */

/* The end of the keyword at P: a SEP outside of braces. */
static const char *
keyword_end(const char *p, char sep)
{
  int depth = 0;
  for (; *p && (*p != sep || depth > 0); p++)
    depth += (*p == '{') - (*p == '}');
  return p;
}

/* "{A; B}" of the Web of Science: braces around all of it.  Caller frees with g_free(). */
static char *
without_braces(const char *value)
{
  gsize n = strlen(value);
  gboolean whole = n > 2 && *value == '{' && strcspn(value + 1, "{}") == n - 2 && strchr(value, ';');
  return g_strndup(value + whole, n - 2 * whole);
}

/* "keywords = {a, {b, with a comma}, c}", "{a; b, with a comma}" */
static void
map_keywords(IbBibMap *m, const char *name, const char *whole)
{
  g_autofree char *value = without_braces(whole);
  char sep = strchr(value, ';') && !strchr(value, '{') ? ';' : ',';
  for (const char *p = value; *p;) {
    const char *end = keyword_end(p, sep);
    char *word = ib_latex_decode(p, end - p, IB_LATEX_MARKUP);
    ibid_record_add_text(m->rec, IBID_VAR_KEYWORD, g_strdelimit(word, ",", ';'), ", ");
    g_free(word);
    p = *end ? end + 1 : end;
  }
}

/* Scopus has the author's own keywords and an index's. */
static void
map_author_keywords(IbBibMap *m, const char *name, const char *value)
{
  if (ib_bib_value(m->entry, "keywords"))
    ib_bib_keep(m, name, value, IB_LATEX_MARKUP);
  else
    map_keywords(m, name, value);
}

/* Roles. */

/* "editora" of "editoratype = {compiler}": the variable for that role; NONE where CSL has none. */
static IbidVar
role_of(const IbBibMap *m, const char *field)
{
  g_autofree char *type_field = g_strconcat(field, "type", NULL);
  const char *type = ib_bib_value(m->entry, type_field);
  IbidVar var = !type ? IBID_VAR_NONE : g_str_equal(type, "collaborator") ? IBID_VAR_CONTRIBUTOR : ibid_var_from_name(type);
  return var && ibid_var_kind(var) == IBID_KIND_NAMES ? var : IBID_VAR_NONE;
}

static void
map_editor(IbBibMap *m, const char *name, const char *value)
{
  IbidVar role = role_of(m, name);
  if (!role && g_str_equal(name, "editor"))
    role = IBID_VAR_EDITOR;
  if (role)
    ib_bib_names(m->rec, role, value);
  else
    ib_bib_keep(m, name, value, IB_LATEX_MARKUP);
}

static void
map_editor_type(IbBibMap *m, const char *name, const char *value)
{
  g_autofree char *field = g_strndup(name, strlen(name) - strlen("type"));
  if (!role_of(m, field) || !ib_bib_value(m->entry, field))
    ibid_record_add_extra(m->rec, name, value);
}

/* What the type of the record says is no field of its own. */
static void
map_subtype(IbBibMap *m, const char *name, const char *value)
{
  IbidType type = ib_bib_type(m->entry->type)->type;
  gboolean told = strstr(value, "newspaper") || strstr(value, "magazine");
  gboolean article = type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_ARTICLE_NEWSPAPER || type == IBID_TYPE_ARTICLE_MAGAZINE;
  if (!told || !article)
    ibid_record_add_extra(m->rec, name, value);
}

static void
ignore(IbBibMap *m, const char *name, const char *value)
{
}

/* Fields that hang on something else. */
static const struct {
  const char *name;
  IbBibRule map;
} special[] = {
  { "publisher", ib_bib_publisher },
  { "institution", ib_bib_publisher },
  { "school", ib_bib_publisher },
  { "organization", ib_bib_publisher },
  { "howpublished", ib_bib_howpublished },
  { "location", ib_bib_place },
  { "address", ib_bib_place },
  { "origlocation", ib_bib_place },
  { "type", ib_bib_genre },
  { "pubstate", ib_bib_pubstate },
  { "series", ib_bib_series },
  { "language", ib_bib_language },
  { "langid", ib_bib_language },
  { "hyphenation", ib_bib_language },
  { "note", ib_bib_note },
  { "doi", ib_bib_doi },
  { "url", ib_bib_url },
  { "eprint", ib_bib_eprint },
  { "eprinttype", ib_bib_eprinttype },
  { "archiveprefix", ib_bib_eprinttype },
  { "number", map_number },
  { "issue", map_issue },
  { "eid", map_article_number },
  { "article-number", map_article_number },
  { "articleno", map_article_number },
  { "art_number", map_article_number },
  { "pages", map_pages },
  { "keywords", map_keywords },
  { "keyword", map_keywords },
  { "tags", map_keywords },
  { "author_keywords", map_author_keywords },
  { "editor", map_editor },
  { "editora", map_editor },
  { "editorb", map_editor },
  { "editorc", map_editor },
  { "editortype", map_editor_type },
  { "editoratype", map_editor_type },
  { "editorbtype", map_editor_type },
  { "editorctype", map_editor_type },
  { "entrysubtype", map_subtype },
  /* read with others */
  { "title", ignore },
  { "subtitle", ignore },
  { "titleaddon", ignore },
  { "booktitle", ignore },
  { "booksubtitle", ignore },
  { "booktitleaddon", ignore },
  { "maintitle", ignore },
  { "mainsubtitle", ignore },
  { "maintitleaddon", ignore },
  { "journal", ignore },
  { "fjournal", ignore },
  { "journaltitle", ignore },
  { "journalsubtitle", ignore },
  { "year", ignore },
  { "month", ignore },
  { "day", ignore },
  { "date", ignore },
  { "crossref", ignore },
  { "xdata", ignore },
  { "csl-type", ignore },
};

static gboolean
map_special(IbBibMap *m, const IbBibField *field)
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
    special[row - 1].map(m, field->name, field->value);
  return row != 0;
}

static void
map_date(IbBibMap *m, IbidVar var, const char *value)
{
  g_auto(IbidDate) date = { 0 };
  if (!ibid_record_has(m->rec, var) && ib_bib_date(value, &date))
    ibid_record_set_date(m->rec, var, &date);
}

/* Everything else. */

/* "x-publisher", "x2-publisher": what the writer had no free field of that name for. */
static const char *
extra_name(const char *name)
{
  gsize n = *name == 'x' ? 1 + strspn(name + 1, "0123456789") : 0;
  return n && name[n] == '-' && name[n + 1] ? name + n + 1 : name;
}

/* "csl-scale": a variable that .bib has no field for, as our writer keeps it. */
static gboolean
map_own(IbBibMap *m, const IbBibField *field)
{
  IbidVar var = g_str_has_prefix(field->name, "csl-") ? ibid_var_from_name(field->name + 4) : IBID_VAR_NONE;
  for (int v = 1; !var && v < IBID_N_VARS; v++) /* DOI and the like have capitals */
    if (g_str_has_prefix(field->name, "csl-") && !g_ascii_strcasecmp(ibid_var_name(v), field->name + 4))
      var = v;
  if (!var)
    return FALSE;
  if (ibid_var_kind(var) == IBID_KIND_TEXT)
    ib_bib_set(m, var, field->value, IB_BIB_AS_TITLE);
  else if (ibid_var_kind(var) == IBID_KIND_NAMES)
    ib_bib_names(m->rec, var, field->value);
  else
    map_date(m, var, field->value);
  return TRUE;
}

static IbLatexFlags
flags_of(const IbBibTerm *term)
{
  gboolean prose = term->var == IBID_VAR_ABSTRACT || term->var == IBID_VAR_ANNOTE;
  return term->kind == IB_BIB_TITLE ? IB_BIB_AS_TITLE : IB_LATEX_MARKUP | (prose ? IB_LATEX_PARAGRAPHS : 0);
}

static void
map_field(IbBibMap *m, const IbBibField *field)
{
  const IbBibTerm *term = ib_bib_term(field->name);
  if (map_special(m, field))
    return;
  if (term && term->kind == IB_BIB_NAMES && !ibid_record_has(m->rec, term->var)) {
    ib_bib_names(m->rec, term->var, field->value);
  } else if (term && term->kind == IB_BIB_DATE) {
    map_date(m, term->var, field->value);
  } else if (term && !ibid_record_has(m->rec, term->var)) {
    ib_bib_set(m, term->var, field->value, flags_of(term));
  } else if (!map_own(m, field)) {
    g_autofree char *text = ib_bib_is_verbatim(field->name) ? g_strdup(field->value) : ib_bib_decode(field->value, IB_LATEX_MARKUP);
    ibid_record_add_extra(m->rec, extra_name(field->name), text);
  }
}

/* Web pages stand as @misc with an address; magazines and papers as subtypes of articles. */
static IbidType
find_type(const IbBibMap *m)
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
keep_type(IbBibMap *m)
{
  const char *type = m->entry->type;
  if (strcmp(ib_bib_type_for(m->rec, TRUE), type) && strcmp(ib_bib_type_for(m->rec, FALSE), type))
    ibid_record_add_extra(m->rec, "bibtex-type", type);
}

static void
set_spans(IbBibMap *m)
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
  IbBibMap m = { entry, ibid_record_new(IBID_TYPE_DOCUMENT) };
  const IbBibType *row = ib_bib_type(entry->type);
  ibid_record_set_key(m.rec, entry->key);
  ib_bib_titles(&m);
  for (guint i = 0; i < entry->fields->len; i++)
    map_field(&m, &g_array_index(entry->fields, IbBibField, i));
  ib_bib_issued(entry, m.rec);
  ib_bib_other_url(&m);
  if (row->genre && !ibid_record_has(m.rec, IBID_VAR_GENRE) && !ib_bib_value(entry, "csl-genre"))
    ibid_record_set_text(m.rec, IBID_VAR_GENRE, row->genre);
  ibid_record_set_type(m.rec, find_type(&m));
  keep_type(&m);
  set_spans(&m);
  return m.rec;
}
