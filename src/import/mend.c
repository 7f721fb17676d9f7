/* What libbibutils 7.2 loses of an entry, put back from the entry itself (measured on other
 * programs' test cases, tests/eval/formats_ris.py).
 *
 *   EndNote XML  access-date, the month and day of pub-dates, page ranges as printed
 *   Refer        DOIs in %R and elsewhere; bodies among the authors
 *   PubMed XML   books altogether; keywords; titles with mark-up inside; page ranges as printed
 *   Word         names, year, URL, DOI, issue, access date
 *
 * Its records are the basis; a table says where in the XML of an entry each variable stands. */
#include "config.h"

#include "import/mend.h"

#include <string.h>

#include <libxml/parser.h>

#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/language.h"
#include "record/name.h"
#include "record/note.h"
#include "util/text.h"

typedef enum {
  FILL,    /* where the record has none */
  REPLACE, /* libbibutils changes it */
  APPEND   /* one of a list; REPLACE for the first */
} How;

typedef struct {
  const char *format;
  const char *path; /* the end of the element's path: "PubDate/Year" */
  IbidVar var;
  How how;
} Row;

static const Row rows[] = {
  { "endnote-xml", "titles/title", IBID_VAR_TITLE, FILL },
  { "endnote-xml", "periodical/full-title", IBID_VAR_CONTAINER_TITLE, FILL },
  { "endnote-xml", "periodical/abbr-1", IBID_VAR_CONTAINER_TITLE_SHORT, FILL },
  { "endnote-xml", "record/pages", IBID_VAR_PAGE, REPLACE },
  { "endnote-xml", "record/access-date", IBID_VAR_ACCESSED, FILL },
  { "endnote-xml", "record/electronic-resource-num", IBID_VAR_DOI, FILL },
  { "endnote-xml", "record/language", IBID_VAR_LANGUAGE, FILL },
  { "endnote-xml", "record/edition", IBID_VAR_EDITION, FILL },
  { "endnote-xml", "record/publisher", IBID_VAR_PUBLISHER, FILL },
  { "endnote-xml", "record/pub-location", IBID_VAR_PUBLISHER_PLACE, FILL },
  { "endnote-xml", "record/abstract", IBID_VAR_ABSTRACT, FILL },
  { "endnote-xml", "record/notes", IBID_VAR_NOTE, FILL },
  { "endnote-xml", "related-urls/url", IBID_VAR_URL, FILL },

  { "pubmed", "Article/ArticleTitle", IBID_VAR_TITLE, REPLACE },
  { "pubmed", "BookDocument/ArticleTitle", IBID_VAR_TITLE, REPLACE },
  { "pubmed", "Book/BookTitle", IBID_VAR_CONTAINER_TITLE, FILL },
  { "pubmed", "Journal/Title", IBID_VAR_CONTAINER_TITLE, FILL },
  { "pubmed", "Journal/ISOAbbreviation", IBID_VAR_CONTAINER_TITLE_SHORT, FILL },
  { "pubmed", "Book/CollectionTitle", IBID_VAR_COLLECTION_TITLE, FILL },
  { "pubmed", "Publisher/PublisherName", IBID_VAR_PUBLISHER, FILL },
  { "pubmed", "Publisher/PublisherLocation", IBID_VAR_PUBLISHER_PLACE, FILL },
  { "pubmed", "Book/Isbn", IBID_VAR_ISBN, FILL },
  { "pubmed", "Book/Edition", IBID_VAR_EDITION, FILL },
  { "pubmed", "Journal/ISSN", IBID_VAR_ISSN, FILL },
  { "pubmed", "JournalIssue/Volume", IBID_VAR_VOLUME, FILL },
  { "pubmed", "JournalIssue/Issue", IBID_VAR_ISSUE, FILL },
  { "pubmed", "Pagination/MedlinePgn", IBID_VAR_PAGE, REPLACE },
  { "pubmed", "MedlineCitation/GeneralNote", IBID_VAR_NOTE, FILL },
  { "pubmed", "MedlineCitation/PMID", IBID_VAR_PMID, FILL },
  { "pubmed", "BookDocument/PMID", IBID_VAR_PMID, FILL },
  { "pubmed", "Article/ELocationID", IBID_VAR_DOI, FILL },
  { "pubmed", "Book/ELocationID", IBID_VAR_DOI, FILL },
  { "pubmed", "PubmedData/ArticleIdList/ArticleId", IBID_VAR_DOI, FILL }, /* not that of a reference it cites */
  { "pubmed", "Article/Language", IBID_VAR_LANGUAGE, FILL },
  { "pubmed", "BookDocument/Language", IBID_VAR_LANGUAGE, FILL },
  { "pubmed", "Abstract/AbstractText", IBID_VAR_ABSTRACT, APPEND },
  { "pubmed", "KeywordList/Keyword", IBID_VAR_KEYWORD, FILL },

  { "word", "Source/Title", IBID_VAR_TITLE, FILL },
  { "word", "Source/ShortTitle", IBID_VAR_TITLE_SHORT, FILL },
  { "word", "Source/JournalName", IBID_VAR_CONTAINER_TITLE, FILL },
  { "word", "Source/PeriodicalTitle", IBID_VAR_CONTAINER_TITLE, FILL },
  { "word", "Source/BookTitle", IBID_VAR_CONTAINER_TITLE, FILL },
  { "word", "Source/InternetSiteTitle", IBID_VAR_CONTAINER_TITLE, FILL },
  { "word", "Source/ConferenceName", IBID_VAR_CONTAINER_TITLE, FILL },
  { "word", "Source/BIBTEX_Series", IBID_VAR_COLLECTION_TITLE, FILL },
  { "word", "Source/Volume", IBID_VAR_VOLUME, FILL },
  { "word", "Source/Issue", IBID_VAR_ISSUE, FILL },
  { "word", "Source/Pages", IBID_VAR_PAGE, REPLACE },
  { "word", "Source/Edition", IBID_VAR_EDITION, FILL },
  { "word", "Source/Publisher", IBID_VAR_PUBLISHER, FILL },
  { "word", "Source/Institution", IBID_VAR_PUBLISHER, FILL },
  { "word", "Source/ProductionCompany", IBID_VAR_PUBLISHER, FILL },
  { "word", "Source/City", IBID_VAR_PUBLISHER_PLACE, FILL },
  { "word", "Source/URL", IBID_VAR_URL, FILL },
  { "word", "Source/Url", IBID_VAR_URL, FILL },
  { "word", "Source/DOI", IBID_VAR_DOI, FILL },
  { "word", "Source/PatentNumber", IBID_VAR_NUMBER, FILL },
  { "word", "Source/ThesisType", IBID_VAR_GENRE, FILL },
  { "word", "Source/Comments", IBID_VAR_NOTE, FILL },
  { "word", "Source/BIBTEX_Abstract", IBID_VAR_ABSTRACT, FILL },
  { "word", "Source/BIBTEX_KeyWords", IBID_VAR_KEYWORD, FILL },
};

/* Dates in elements of their own. */
static const struct {
  const char *format;
  const char *year, *month, *day;
  IbidVar var;
} dates[] = {
  { "endnote-xml", "dates/year", "pub-dates/date", NULL, IBID_VAR_ISSUED },
  { "pubmed", "PubDate/Year", "PubDate/Month", "PubDate/Day", IBID_VAR_ISSUED },
  { "pubmed", "PubDate/MedlineDate", NULL, NULL, IBID_VAR_ISSUED },
  { "word", "Source/Year", "Source/Month", "Source/Day", IBID_VAR_ISSUED },
  { "word", "Source/YearAccessed", "Source/MonthAccessed", "Source/DayAccessed", IBID_VAR_ACCESSED },
};

/* Persons: the element of one, and of its parts. */
static const struct {
  const char *format;
  const char *person, *family, *given, *middle, *body;
  IbidVar var;
} people[] = {
  { "pubmed", "AuthorList/Author", "LastName", "ForeName", NULL, "CollectiveName", IBID_VAR_AUTHOR },
  { "word", "Author/Author/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_AUTHOR },
  { "word", "Author/Author/Corporate", NULL, NULL, NULL, "", IBID_VAR_AUTHOR },
  { "word", "Author/Inventor/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_AUTHOR },
  { "word", "Author/Editor/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_EDITOR },
  { "word", "Author/Translator/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_TRANSLATOR },
};

static const struct {
  const char *name;
  IbidType type;
} word_types[] = {
  { "Book", IBID_TYPE_BOOK },          { "BookSection", IBID_TYPE_CHAPTER },
  { "JournalArticle", IBID_TYPE_ARTICLE_JOURNAL }, { "ArticleInAPeriodical", IBID_TYPE_ARTICLE_MAGAZINE },
  { "ConferenceProceedings", IBID_TYPE_PAPER_CONFERENCE }, { "Report", IBID_TYPE_REPORT },
  { "InternetSite", IBID_TYPE_WEBPAGE }, { "DocumentFromInternetSite", IBID_TYPE_WEBPAGE },
  { "ElectronicSource", IBID_TYPE_WEBPAGE }, { "Patent", IBID_TYPE_PATENT }, { "Film", IBID_TYPE_MOTION_PICTURE },
  { "SoundRecording", IBID_TYPE_SONG }, { "Art", IBID_TYPE_GRAPHIC }, { "Interview", IBID_TYPE_INTERVIEW },
  { "Case", IBID_TYPE_LEGAL_CASE },
};

typedef struct {
  IbidRecord *rec;
  const char *format;
  const xmlNode *root;
} Mender;

/* Elements. */

static const char *
name_of(const xmlNode *node)
{
  /* Without its declaration a prefix is part of the name. */
  const char *colon = strchr((const char *)node->name, ':');
  return colon ? colon + 1 : (const char *)node->name;
}

/* Does the path of NODE end in PATH? */
static gboolean
at_path(const xmlNode *node, const char *path)
{
  const char *end = path + strlen(path);
  while (node && node->type == XML_ELEMENT_NODE) {
    const char *start = end;
    while (start > path && start[-1] != '/')
      start--;
    const char *name = name_of(node);
    if (strlen(name) != (gsize)(end - start) || strncmp(name, start, end - start))
      return FALSE;
    if (start == path)
      return TRUE;
    end = start - 1;
    node = node->parent;
  }
  return FALSE;
}

/* The next element in document order within ROOT. */
static const xmlNode *
next_element(const xmlNode *root, const xmlNode *node)
{
  do {
    if (node->children && node->type == XML_ELEMENT_NODE) {
      node = node->children;
    } else {
      while (node != root && !node->next)
        node = node->parent;
      if (node == root)
        return NULL;
      node = node->next;
    }
  } while (node->type != XML_ELEMENT_NODE);
  return node;
}

/* Text on one line; NULL for none.  Caller frees with g_free(). */
static char *
content(const xmlNode *node)
{
  xmlChar *value = xmlNodeGetContent(node);
  char *line = value ? ib_text_collapse((char *)value, -1) : NULL;
  xmlFree(value);
  if (line && !*line)
    g_clear_pointer(&line, g_free);
  return line;
}

static char *
find_content(const Mender *m, const char *path)
{
  for (const xmlNode *n = m->root; n; n = next_element(m->root, n))
    if (path && at_path(n, path))
      return content(n);
  return NULL;
}

static char *
child_content(const xmlNode *node, const char *name)
{
  for (const xmlNode *c = node->children; name && c; c = c->next)
    if (c->type == XML_ELEMENT_NODE && g_str_equal(name_of(c), name))
      return content(c);
  return NULL;
}

/* Variables. */

/* "93--105" with one hyphen, "764-9" as printed. */
static char *
clean_pages(const char *s)
{
  g_autofree char *out = g_strdup(s);
  char *to = out;
  for (const char *p = out; *p; p++) {
    gboolean dash = g_str_has_prefix(p, "\xE2\x80\x93");
    if (dash)
      p += 2;
    if (!(dash || *p == '-') || to == out || to[-1] != '-')
      *to++ = dash ? '-' : *p;
  }
  *to = '\0';
  return g_strdup(out);
}

static void
set_date(IbidRecord *rec, IbidVar var, const char *s)
{
  g_auto(IbidDate) date = { 0 };
  if (ib_date_from_loose(s, strlen(s), &date) && date.from.year)
    ibid_record_set_date(rec, var, &date);
}

static void
set_text(IbidRecord *rec, IbidVar var, const char *s)
{
  g_autofree char *clean = NULL;
  switch (var) {
  case IBID_VAR_DOI:
    clean = ib_doi_from_text(s);
    break;
  case IBID_VAR_PAGE:
    clean = clean_pages(s);
    break;
  case IBID_VAR_LANGUAGE:
    clean = ib_language_to_bcp47(s);
    break;
  case IBID_VAR_TITLE: /* PubMed closes it with a full stop */
    clean = g_str_has_suffix(s, ".") && !g_str_has_suffix(s, "..") ? g_strndup(s, strlen(s) - 1) : NULL;
    break;
  default:
    break;
  }
  if (var != IBID_VAR_DOI || clean)
    ibid_record_set_text(rec, var, clean ? clean : s);
}

/* "Label: text" for each part of an abstract, "one, two" for keywords. */
static void
append(const Mender *m, IbidVar var, const xmlNode *node, const char *s)
{
  xmlChar *label = xmlGetProp(node, (const xmlChar *)"Label");
  g_autofree char *value = label ? g_strdup_printf("%s: %s", (char *)label, s) : g_strdup(s);
  xmlFree(label);
  ibid_record_add_text(m->rec, var, value, "\n");
}

static void
add_keyword(const Mender *m, char *s)
{
  const char *old = ibid_record_text(m->rec, IBID_VAR_KEYWORD);
  if (g_str_equal(m->format, "word"))
    g_strdelimit(s, ";", ','); /* all in one element */
  else
    g_strdelimit(s, ",", ';');
  if (!old || !strstr(old, s))
    ibid_record_add_text(m->rec, IBID_VAR_KEYWORD, s, ", ");
}

static void
mend_row(const Mender *m, const Row *row)
{
  gboolean had = ibid_record_has(m->rec, row->var), first = TRUE;
  if (had && row->how == FILL && row->var != IBID_VAR_KEYWORD)
    return;
  for (const xmlNode *n = m->root; n; n = next_element(m->root, n)) {
    g_autofree char *value = at_path(n, row->path) ? content(n) : NULL;
    if (!value)
      continue;
    if (row->var == IBID_VAR_KEYWORD) {
      add_keyword(m, value);
    } else if (row->how == APPEND) {
      if (first)
        ibid_record_unset(m->rec, row->var);
      append(m, row->var, n, value);
    } else if (ibid_var_kind(row->var) == IBID_KIND_DATE) {
      set_date(m->rec, row->var, value);
    } else if (first) {
      set_text(m->rec, row->var, value);
    }
    first &= !ibid_record_has(m->rec, row->var); /* one that was no DOI is passed over */
  }
}

/* A date is put back where the record's says less. */
static void
mend_date(const Mender *m, guint i)
{
  g_autofree char *year = find_content(m, dates[i].year), *month = find_content(m, dates[i].month);
  g_autofree char *day = find_content(m, dates[i].day);
  const IbidDate *old = ibid_record_date(m->rec, dates[i].var);
  if (!year || (old && (old->from.month || old->from.season)))
    return;
  gboolean number = month && strspn(month, "0123456789") == strlen(month);
  g_autofree char *all = g_strdup_printf(number ? "%s-%s-%s" : "%s %s %s", year, month ? month : "", day ? day : "");
  set_date(m->rec, dates[i].var, all);
}

static void
take_person(const Mender *m, guint i, const xmlNode *node)
{
  g_auto(IbidName) name = { 0 };
  g_autofree char *middle = child_content(node, people[i].middle);
  name.literal = people[i].body && !*people[i].body ? content(node) : child_content(node, people[i].body);
  if (!name.literal) {
    name.family = child_content(node, people[i].family);
    name.given = child_content(node, people[i].given);
    name.suffix = child_content(node, "Suffix");
    if (middle && strcmp(middle, "."))
      name.given = g_strconcat(name.given ? name.given : "", name.given ? " " : "", middle, NULL);
    if (name.family && !name.given && ib_note_lone_is_body(name.family))
      name.literal = g_steal_pointer(&name.family);
    else
      ib_name_split_particle(&name);
  }
  ibid_record_take_name(m->rec, people[i].var, &name);
}

static void
mend_names(const Mender *m, guint i)
{
  gboolean had = ibid_record_has(m->rec, people[i].var);
  for (const xmlNode *n = m->root; n && !had; n = next_element(m->root, n))
    if (at_path(n, people[i].person))
      take_person(m, i, n);
}

/* Types and titles. */

static void
mend_word_type(const Mender *m)
{
  g_autofree char *type = find_content(m, "Source/SourceType");
  for (guint i = 0; type && i < G_N_ELEMENTS(word_types); i++)
    if (g_str_equal(type, word_types[i].name))
      ibid_record_set_type(m->rec, word_types[i].type);
}

/* StartPage and EndPage, where there is no MedlinePgn. */
static void
mend_pubmed_pages(const Mender *m)
{
  g_autofree char *start = find_content(m, "Pagination/StartPage"), *end = find_content(m, "Pagination/EndPage");
  if (start && !ibid_record_has(m->rec, IBID_VAR_PAGE))
    ibid_record_take_text(m->rec, IBID_VAR_PAGE, g_strconcat(start, end ? "-" : NULL, end, NULL));
}

/* A chapter has a title of its own; else the book's is the title.  Its DOI and its list of
 * authors are found by their attributes, which the table does not know. */
static void
mend_pubmed_book(const Mender *m)
{
  IbidRecord *rec = m->rec;
  g_autofree char *book = find_content(m, "Book/BookTitle");
  if (!book)
    return;
  if (ibid_record_has(rec, IBID_VAR_TITLE) && strcmp(book, ibid_record_text(rec, IBID_VAR_TITLE))) {
    ibid_record_set_type(rec, IBID_TYPE_CHAPTER);
    return;
  }
  ibid_record_set_type(rec, IBID_TYPE_BOOK);
  ibid_record_set_text(rec, IBID_VAR_TITLE, book);
  ibid_record_unset(rec, IBID_VAR_CONTAINER_TITLE);
}

static void
mend_xml(IbidRecord *rec, const char *format, const xmlNode *root)
{
  Mender m = { rec, format, root };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (g_str_equal(rows[i].format, format))
      mend_row(&m, &rows[i]);
  for (guint i = 0; i < G_N_ELEMENTS(dates); i++)
    if (g_str_equal(dates[i].format, format))
      mend_date(&m, i);
  for (guint i = 0; i < G_N_ELEMENTS(people); i++)
    if (g_str_equal(people[i].format, format))
      mend_names(&m, i);
  if (g_str_equal(format, "word"))
    mend_word_type(&m);
  if (g_str_equal(format, "pubmed")) {
    mend_pubmed_pages(&m);
    mend_pubmed_book(&m);
  }
}

/* Refer. */

/* The values of the lines "%TAG value".  Caller frees with g_ptr_array_unref(). */
static GPtrArray *
refer_values(const char *s, gsize len, char tag)
{
  GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
  for (const char *line = s, *end = s + len; line < end;) {
    const char *lf = memchr(line, '\n', end - line);
    gsize n = lf ? (gsize)(lf - line) : (gsize)(end - line);
    if (n > 3 && line[0] == '%' && (line[1] == tag || !tag))
      g_ptr_array_add(values, g_strstrip(g_strndup(line + 2, n - 2)));
    line += n + 1;
  }
  return values;
}

/* "World Bank" and "World Bank," are split like persons: the names are read anew, where all
 * of the record's are from these lines. */
static void
mend_refer_names(IbidRecord *rec, IbidVar var, const char *s, gsize len, char tag)
{
  g_autoptr(GPtrArray) values = refer_values(s, len, tag);
  if (!values->len || values->len != ibid_record_n_names(rec, var))
    return;
  ibid_record_clear_names(rec, var);
  for (guint i = 0; i < values->len; i++)
    ib_note_read_name(rec, var, values->pdata[i], strlen(values->pdata[i]));
}

/* "%R 10.1000/x", and a DOI that stands in another line. */
static void
mend_refer(IbidRecord *rec, const char *s, gsize len)
{
  g_autoptr(GPtrArray) values = refer_values(s, len, '\0');
  for (guint i = 0; i < values->len && !ibid_record_has(rec, IBID_VAR_DOI); i++)
    ibid_record_take_text(rec, IBID_VAR_DOI, ib_doi_from_value(values->pdata[i]));
  mend_refer_names(rec, IBID_VAR_AUTHOR, s, len, 'A');
  mend_refer_names(rec, IBID_VAR_EDITOR, s, len, 'E');
}

gboolean
ib_mend(IbidRecord *rec, const char *format, const char *s, gsize len)
{
  if (g_str_equal(format, "endnote")) {
    mend_refer(rec, s, len);
    return TRUE;
  }
  if (!g_str_equal(format, "endnote-xml") && !g_str_equal(format, "pubmed") && !g_str_equal(format, "word"))
    return TRUE;
  xmlDoc *doc = xmlReadMemory(s, (int)len, NULL, "UTF-8",
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
                                XML_PARSE_RECOVER);
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  if (root)
    mend_xml(rec, format, root);
  xmlFreeDoc(doc);
  static const IbidVar telling[] = { IBID_VAR_TITLE, IBID_VAR_CONTAINER_TITLE, IBID_VAR_AUTHOR, IBID_VAR_DOI, IBID_VAR_PMID };
  for (guint i = 0; root && i < G_N_ELEMENTS(telling); i++)
    if (ibid_record_has(rec, telling[i]))
      return TRUE;
  return FALSE;
}
