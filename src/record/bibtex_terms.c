/* Entry types and fields of BibTeX (btxdoc) and biblatex (its manual, 2.1 and 2.2). */
#include "config.h"

#include "record/bibtex_terms.h"

#include <string.h>

static const IbBibTerm terms[] = {
  /* The first row of a variable is biblatex's field for it. */
  { "author", IBID_VAR_AUTHOR, IB_BIB_NAMES },
  { "editor", IBID_VAR_EDITOR, IB_BIB_NAMES },
  { "translator", IBID_VAR_TRANSLATOR, IB_BIB_NAMES },
  { "bookauthor", IBID_VAR_CONTAINER_AUTHOR, IB_BIB_NAMES },
  { "serieseditor", IBID_VAR_COLLECTION_EDITOR, IB_BIB_NAMES },
  { "director", IBID_VAR_DIRECTOR, IB_BIB_NAMES },
  { "collaborator", IBID_VAR_CONTRIBUTOR, IB_BIB_NAMES },
  { "origauthor", IBID_VAR_ORIGINAL_AUTHOR, IB_BIB_NAMES },
  { "shorttitle", IBID_VAR_TITLE_SHORT, IB_BIB_TITLE },
  { "journaltitle", IBID_VAR_CONTAINER_TITLE, IB_BIB_TITLE },
  { "journal", IBID_VAR_CONTAINER_TITLE, IB_BIB_TITLE },
  { "shortjournal", IBID_VAR_CONTAINER_TITLE_SHORT, IB_BIB_TITLE },
  { "journalabbreviation", IBID_VAR_CONTAINER_TITLE_SHORT, IB_BIB_TITLE },
  { "journal-iso", IBID_VAR_CONTAINER_TITLE_SHORT, IB_BIB_TITLE },
  { "abbrev_source_title", IBID_VAR_CONTAINER_TITLE_SHORT, IB_BIB_TITLE },
  { "series", IBID_VAR_COLLECTION_TITLE, IB_BIB_TITLE },
  { "volume", IBID_VAR_VOLUME, IB_BIB_TEXT },
  { "pages", IBID_VAR_PAGE, IB_BIB_PAGES },
  { "pagetotal", IBID_VAR_NUMBER_OF_PAGES, IB_BIB_TEXT },
  { "numpages", IBID_VAR_NUMBER_OF_PAGES, IB_BIB_TEXT },
  { "volumes", IBID_VAR_NUMBER_OF_VOLUMES, IB_BIB_TEXT },
  { "edition", IBID_VAR_EDITION, IB_BIB_TEXT },
  { "publisher", IBID_VAR_PUBLISHER, IB_BIB_TEXT },
  { "location", IBID_VAR_PUBLISHER_PLACE, IB_BIB_TEXT },
  { "address", IBID_VAR_PUBLISHER_PLACE, IB_BIB_TEXT },
  { "doi", IBID_VAR_DOI, IB_BIB_VERBATIM },
  { "url", IBID_VAR_URL, IB_BIB_VERBATIM },
  { "isbn", IBID_VAR_ISBN, IB_BIB_TEXT },
  { "issn", IBID_VAR_ISSN, IB_BIB_TEXT },
  { "pmid", IBID_VAR_PMID, IB_BIB_TEXT },
  { "pmcid", IBID_VAR_PMCID, IB_BIB_TEXT },
  { "pubmedid", IBID_VAR_PMID, IB_BIB_TEXT },
  { "pmc", IBID_VAR_PMCID, IB_BIB_TEXT },
  { "type", IBID_VAR_GENRE, IB_BIB_TEXT },
  { "version", IBID_VAR_VERSION, IB_BIB_TEXT },
  { "pubstate", IBID_VAR_STATUS, IB_BIB_TEXT },
  { "part", IBID_VAR_PART, IB_BIB_TEXT },
  { "chapter", IBID_VAR_CHAPTER_NUMBER, IB_BIB_TEXT },
  { "section", IBID_VAR_SECTION, IB_BIB_TEXT },
  { "eventtitle", IBID_VAR_EVENT_TITLE, IB_BIB_TITLE },
  { "conference", IBID_VAR_EVENT_TITLE, IB_BIB_TITLE },
  { "venue", IBID_VAR_EVENT_PLACE, IB_BIB_TEXT },
  { "origtitle", IBID_VAR_ORIGINAL_TITLE, IB_BIB_TITLE },
  { "origpublisher", IBID_VAR_ORIGINAL_PUBLISHER, IB_BIB_TEXT },
  { "origlocation", IBID_VAR_ORIGINAL_PUBLISHER_PLACE, IB_BIB_TEXT },
  { "library", IBID_VAR_CALL_NUMBER, IB_BIB_TEXT },
  { "lccn", IBID_VAR_CALL_NUMBER, IB_BIB_TEXT },
  { "call-number", IBID_VAR_CALL_NUMBER, IB_BIB_TEXT },
  { "callnumber", IBID_VAR_CALL_NUMBER, IB_BIB_TEXT },
  { "source", IBID_VAR_SOURCE, IB_BIB_TEXT },
  { "archive", IBID_VAR_ARCHIVE, IB_BIB_TEXT },
  { "archivelocation", IBID_VAR_ARCHIVE_LOCATION, IB_BIB_TEXT },
  { "keywords", IBID_VAR_KEYWORD, IB_BIB_TEXT },
  { "keyword", IBID_VAR_KEYWORD, IB_BIB_TEXT },
  { "abstract", IBID_VAR_ABSTRACT, IB_BIB_TEXT },
  { "annotation", IBID_VAR_ANNOTE, IB_BIB_TEXT },
  { "annote", IBID_VAR_ANNOTE, IB_BIB_TEXT },
  { "origdate", IBID_VAR_ORIGINAL_DATE, IB_BIB_DATE },
  { "eventdate", IBID_VAR_EVENT_DATE, IB_BIB_DATE },
  { "urldate", IBID_VAR_ACCESSED, IB_BIB_DATE },
  { "lastchecked", IBID_VAR_ACCESSED, IB_BIB_DATE },
  { "lastaccessed", IBID_VAR_ACCESSED, IB_BIB_DATE },
  { "lastvisited", IBID_VAR_ACCESSED, IB_BIB_DATE },
  { "visited", IBID_VAR_ACCESSED, IB_BIB_DATE },
  { "accessed", IBID_VAR_ACCESSED, IB_BIB_DATE },
  { "accessdate", IBID_VAR_ACCESSED, IB_BIB_DATE },
  { "access-date", IBID_VAR_ACCESSED, IB_BIB_DATE },
  { "msbib-accessed", IBID_VAR_ACCESSED, IB_BIB_DATE },
  { "date", IBID_VAR_ISSUED, IB_BIB_DATE },
};

/* BibTeX's own fields where biblatex renamed them. */
static const IbBibTerm classic_terms[] = {
  { "journal", IBID_VAR_CONTAINER_TITLE, IB_BIB_TITLE },
  { "address", IBID_VAR_PUBLISHER_PLACE, IB_BIB_TEXT },
  { "annote", IBID_VAR_ANNOTE, IB_BIB_TEXT },
};

const IbBibTerm *
ib_bib_term(const char *field)
{
  static GHashTable *index;
  if (g_once_init_enter(&index)) {
    GHashTable *made = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < G_N_ELEMENTS(terms); i++)
      g_hash_table_insert(made, (gpointer)terms[i].name, (gpointer)&terms[i]);
    g_once_init_leave(&index, made);
  }
  return g_hash_table_lookup(index, field);
}

static const IbBibTerm *
find_term(IbidVar var, gboolean classic)
{
  for (guint i = 0; classic && i < G_N_ELEMENTS(classic_terms); i++)
    if (classic_terms[i].var == var)
      return &classic_terms[i];
  for (guint i = 0; i < G_N_ELEMENTS(terms); i++)
    if (terms[i].var == var)
      return &terms[i];
  return NULL;
}

const IbBibTerm *
ib_bib_term_for(IbidVar var, gboolean classic)
{
  static const IbBibTerm *index[2][IBID_N_VARS];
  static gsize made;
  if (g_once_init_enter(&made)) {
    for (guint v = 0; v < IBID_N_VARS; v++) {
      index[0][v] = find_term(v, FALSE);
      index[1][v] = find_term(v, TRUE);
    }
    g_once_init_leave(&made, 1);
  }
  return (guint)var < IBID_N_VARS ? index[classic != 0][var] : NULL;
}

static const IbBibType types[] = {
  { "article", IBID_TYPE_ARTICLE_JOURNAL, NULL },
  { "book", IBID_TYPE_BOOK, NULL },
  { "mvbook", IBID_TYPE_BOOK, NULL },
  { "booklet", IBID_TYPE_PAMPHLET, NULL },
  { "inbook", IBID_TYPE_CHAPTER, NULL },
  { "bookinbook", IBID_TYPE_CHAPTER, NULL },
  { "suppbook", IBID_TYPE_CHAPTER, NULL },
  { "incollection", IBID_TYPE_CHAPTER, NULL },
  { "suppcollection", IBID_TYPE_CHAPTER, NULL },
  { "collection", IBID_TYPE_BOOK, NULL },
  { "mvcollection", IBID_TYPE_BOOK, NULL },
  { "proceedings", IBID_TYPE_BOOK, NULL },
  { "mvproceedings", IBID_TYPE_BOOK, NULL },
  { "reference", IBID_TYPE_BOOK, NULL },
  { "mvreference", IBID_TYPE_BOOK, NULL },
  { "inproceedings", IBID_TYPE_PAPER_CONFERENCE, NULL },
  { "conference", IBID_TYPE_PAPER_CONFERENCE, NULL },
  { "inreference", IBID_TYPE_ENTRY_ENCYCLOPEDIA, NULL },
  { "manual", IBID_TYPE_REPORT, NULL },
  { "mastersthesis", IBID_TYPE_THESIS, "Master’s thesis" },
  { "phdthesis", IBID_TYPE_THESIS, "PhD thesis" },
  { "thesis", IBID_TYPE_THESIS, NULL },
  { "techreport", IBID_TYPE_REPORT, NULL },
  { "report", IBID_TYPE_REPORT, NULL },
  { "online", IBID_TYPE_WEBPAGE, NULL },
  { "electronic", IBID_TYPE_WEBPAGE, NULL },
  { "www", IBID_TYPE_WEBPAGE, NULL },
  { "webpage", IBID_TYPE_WEBPAGE, NULL },
  { "patent", IBID_TYPE_PATENT, NULL },
  { "periodical", IBID_TYPE_PERIODICAL, NULL },
  { "suppperiodical", IBID_TYPE_ARTICLE_JOURNAL, NULL },
  { "unpublished", IBID_TYPE_MANUSCRIPT, NULL },
  { "dataset", IBID_TYPE_DATASET, NULL },
  { "data", IBID_TYPE_DATASET, NULL },
  { "software", IBID_TYPE_SOFTWARE, NULL },
  { "softwareversion", IBID_TYPE_SOFTWARE, NULL },
  { "artwork", IBID_TYPE_GRAPHIC, NULL },
  { "image", IBID_TYPE_FIGURE, NULL },
  { "audio", IBID_TYPE_SONG, NULL },
  { "music", IBID_TYPE_SONG, NULL },
  { "movie", IBID_TYPE_MOTION_PICTURE, NULL },
  { "video", IBID_TYPE_MOTION_PICTURE, NULL },
  { "performance", IBID_TYPE_PERFORMANCE, NULL },
  { "jurisdiction", IBID_TYPE_LEGAL_CASE, NULL },
  { "legislation", IBID_TYPE_LEGISLATION, NULL },
  { "legal", IBID_TYPE_LEGISLATION, NULL },
  { "letter", IBID_TYPE_PERSONAL_COMMUNICATION, NULL },
  { "review", IBID_TYPE_REVIEW, NULL },
  { "standard", IBID_TYPE_STANDARD, NULL },
  { "talk", IBID_TYPE_SPEECH, NULL },
  { "presentation", IBID_TYPE_SPEECH, NULL },
  { "newspaper", IBID_TYPE_ARTICLE_NEWSPAPER, NULL },
  { "newsarticle", IBID_TYPE_ARTICLE_NEWSPAPER, NULL },
  { "magazine", IBID_TYPE_ARTICLE_MAGAZINE, NULL },
  { "map", IBID_TYPE_MAP, NULL },
  { "film", IBID_TYPE_MOTION_PICTURE, NULL },
  { "blog", IBID_TYPE_POST_WEBLOG, NULL },
  { "website", IBID_TYPE_WEBPAGE, NULL },
  { "interview", IBID_TYPE_INTERVIEW, NULL },
  { "manuscript", IBID_TYPE_MANUSCRIPT, NULL },
  { "statute", IBID_TYPE_LEGISLATION, NULL },
  { "bill", IBID_TYPE_BILL, NULL },
  { "broadcast", IBID_TYPE_BROADCAST, NULL },
  { "preprint", IBID_TYPE_ARTICLE, NULL },
  { "workingpaper", IBID_TYPE_REPORT, "Working paper" },
  { "misc", IBID_TYPE_DOCUMENT, NULL },
};

const IbBibType *
ib_bib_type(const char *name)
{
  static GHashTable *index;
  if (g_once_init_enter(&index)) {
    GHashTable *made = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
      g_hash_table_insert(made, (gpointer)types[i].name, (gpointer)&types[i]);
    g_once_init_leave(&index, made);
  }
  const IbBibType *type = g_hash_table_lookup(index, name);
  return type ? type : &types[G_N_ELEMENTS(types) - 1];
}

/* CSL type -> entry type of biblatex, and BibTeX's where it has no such one. */
static const struct {
  IbidType type;
  const char *biblatex, *classic;
} written[] = {
  { IBID_TYPE_ARTICLE_JOURNAL, "article", "article" },
  { IBID_TYPE_ARTICLE_MAGAZINE, "article", "article" },
  { IBID_TYPE_ARTICLE_NEWSPAPER, "article", "article" },
  { IBID_TYPE_REVIEW, "review", "article" },
  { IBID_TYPE_REVIEW_BOOK, "review", "article" },
  { IBID_TYPE_BOOK, "book", "book" },
  { IBID_TYPE_CLASSIC, "book", "book" },
  { IBID_TYPE_COLLECTION, "collection", "book" },
  { IBID_TYPE_CHAPTER, "incollection", "incollection" },
  { IBID_TYPE_ENTRY, "inreference", "incollection" },
  { IBID_TYPE_ENTRY_DICTIONARY, "inreference", "incollection" },
  { IBID_TYPE_ENTRY_ENCYCLOPEDIA, "inreference", "incollection" },
  { IBID_TYPE_PAPER_CONFERENCE, "inproceedings", "inproceedings" },
  { IBID_TYPE_PAMPHLET, "booklet", "booklet" },
  { IBID_TYPE_REPORT, "report", "techreport" },
  { IBID_TYPE_THESIS, "thesis", "phdthesis" },
  { IBID_TYPE_MANUSCRIPT, "unpublished", "unpublished" },
  { IBID_TYPE_SPEECH, "unpublished", "unpublished" },
  { IBID_TYPE_WEBPAGE, "online", "misc" },
  { IBID_TYPE_POST, "online", "misc" },
  { IBID_TYPE_POST_WEBLOG, "online", "misc" },
  { IBID_TYPE_PATENT, "patent", "misc" },
  { IBID_TYPE_PERIODICAL, "periodical", "misc" },
  { IBID_TYPE_DATASET, "dataset", "misc" },
  { IBID_TYPE_SOFTWARE, "software", "misc" },
  { IBID_TYPE_GRAPHIC, "artwork", "misc" },
  { IBID_TYPE_FIGURE, "image", "misc" },
  { IBID_TYPE_SONG, "music", "misc" },
  { IBID_TYPE_MOTION_PICTURE, "movie", "misc" },
  { IBID_TYPE_PERFORMANCE, "performance", "misc" },
  { IBID_TYPE_LEGAL_CASE, "jurisdiction", "misc" },
  { IBID_TYPE_LEGISLATION, "legislation", "misc" },
  { IBID_TYPE_BILL, "legislation", "misc" },
  { IBID_TYPE_STANDARD, "standard", "misc" },
  { IBID_TYPE_PERSONAL_COMMUNICATION, "letter", "misc" },
};

const char *
ib_bib_type_for(const IbidRecord *rec, gboolean classic)
{
  IbidType type = ibid_record_type(rec);
  const char *genre = ibid_record_text(rec, IBID_VAR_GENRE);
  if (type == IBID_TYPE_THESIS && classic && genre && strcasestr(genre, "master"))
    return "mastersthesis";
  for (guint i = 0; i < G_N_ELEMENTS(written); i++)
    if (written[i].type == type)
      return classic ? written[i].classic : written[i].biblatex;
  return "misc";
}

gboolean
ib_bib_is_part(const char *type)
{
  static const char *const parts[] = { "inbook",        "bookinbook",  "suppbook",   "incollection", "suppcollection",
                                       "inproceedings", "conference", "inreference", NULL };
  return g_strv_contains(parts, type);
}

gboolean
ib_bib_is_periodical(const char *type)
{
  static const char *const periodicals[] = { "article", "periodical", "suppperiodical", "review", "newspaper", "newsarticle", "magazine", NULL };
  return g_strv_contains(periodicals, type);
}

gboolean
ib_bib_is_numbered(const char *type)
{
  static const char *const numbered[] = { "report", "techreport", "patent", "manual", "standard", "legislation", "jurisdiction",
                                          "misc", "dataset", "software", "online", "unpublished", "thesis", "phdthesis",
                                          "mastersthesis", "workingpaper", "talk", "presentation", "legal", NULL };
  return g_strv_contains(numbered, type);
}

gboolean
ib_bib_is_verbatim(const char *field)
{
  static const char *const names[] = { "file", "pdf", "eprint", "eprintclass", "primaryclass", "timestamp", "groups", "ids",
                                       "entryset", "related", NULL };
  return g_strv_contains(names, field) || g_str_has_prefix(field, "bdsk-") || g_str_has_prefix(field, "local-") ||
         g_str_has_prefix(field, "citeulike-");
}

gboolean
ib_bib_is_abbreviated(const char *journal)
{
  guint letters = 0;
  for (const char *p = journal; *p; p++) {
    if (*p == '.' && letters >= 3 && (!p[1] || p[1] == ' '))
      return TRUE;
    letters = g_ascii_isalpha(*p) || (guchar)*p >= 0x80 ? letters + 1 : 0;
  }
  return FALSE;
}
