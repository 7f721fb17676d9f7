/* What libbibutils 7.2 loses of an entry, put back from the entry itself (measured on other
 * programs' test cases, tests/eval/formats_ris.py).
 *
 *   EndNote      a third of its fields and types: read anew as the tags of RIS that they are
 *   PubMed XML   books altogether; keywords; suffixes; titles with mark-up inside; page ranges as
 *                printed; it adds the PMIDs of cited works
 *   Word         names, year, URL, DOI, issue, access date
 *
 * Its records are the basis; a table says where in the XML of an entry each variable stands. */
#include "config.h"

#include "import/mend.h"

#include <string.h>

#include <libxml/parser.h>

#include "import/endnote.h"
#include "import/mend_lines.h"
#include "import/pubmed.h"
#include "import/xml.h"
#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/language.h"
#include "record/name.h"
#include "record/note.h"
#include "util/text.h"

typedef enum {
  FILL,    /* where the record has none */
  REPLACE, /* libbibutils changes it */
  LAST,    /* the same, the last of several: PMIDs have versions */
  APPEND   /* one of a list; REPLACE for the first */
} How;

typedef struct {
  const char *format;
  const char *path; /* the end of the element's path: "PubDate/Year" */
  IbidVar var;
  How how;
} Row;

static const Row rows[] = {
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
  { "pubmed", "Book/Volume", IBID_VAR_VOLUME, FILL },
  { "pubmed", "Book/VolumeTitle", IBID_VAR_VOLUME_TITLE, FILL },
  { "pubmed", "Book/Medium", IBID_VAR_MEDIUM, FILL },
  { "pubmed", "Book/ReportNumber", IBID_VAR_NUMBER, FILL },
  { "pubmed", "BookDocument/LocationLabel", IBID_VAR_CHAPTER_NUMBER, FILL },
  { "pubmed", "BookDocument/VernacularTitle", IBID_VAR_ORIGINAL_TITLE, FILL },
  { "pubmed", "Journal/ISSN", IBID_VAR_ISSN, FILL },
  { "pubmed", "JournalIssue/Volume", IBID_VAR_VOLUME, FILL },
  { "pubmed", "JournalIssue/Issue", IBID_VAR_ISSUE, FILL },
  { "pubmed", "Pagination/MedlinePgn", IBID_VAR_PAGE, REPLACE },
  { "pubmed", "MedlineCitation/GeneralNote", IBID_VAR_NOTE, FILL },
  { "pubmed", "MedlineCitation/PMID", IBID_VAR_PMID, LAST },
  { "pubmed", "BookDocument/PMID", IBID_VAR_PMID, LAST },
  { "pubmed", "Article/VernacularTitle", IBID_VAR_ORIGINAL_TITLE, FILL },
  { "pubmed", "MedlineJournalInfo/Country", IBID_VAR_PUBLISHER_PLACE, FILL },
  { "pubmed", "MedlineJournalInfo/MedlineTA", IBID_VAR_CONTAINER_TITLE_SHORT, FILL },
  { "pubmed", "Article/ELocationID", IBID_VAR_DOI, FILL },
  { "pubmed", "Book/ELocationID", IBID_VAR_DOI, FILL },
  { "pubmed", "BookDocument/ArticleIdList/ArticleId", IBID_VAR_DOI, FILL },
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
  { "word", "Source/StandardNumber", IBID_VAR_ISBN, FILL },
  { "word", "Source/PatentNumber", IBID_VAR_NUMBER, FILL },
  { "word", "Source/CaseNumber", IBID_VAR_NUMBER, FILL },
  { "word", "Source/NumberVolumes", IBID_VAR_NUMBER_OF_VOLUMES, FILL },
  { "word", "Source/ChapterNumber", IBID_VAR_CHAPTER_NUMBER, FILL },
  { "word", "Source/PublicationTitle", IBID_VAR_CONTAINER_TITLE, FILL },
  { "word", "Source/AlbumTitle", IBID_VAR_CONTAINER_TITLE, FILL },
  { "word", "Source/BroadcastTitle", IBID_VAR_CONTAINER_TITLE, FILL },
  { "word", "Source/Distributor", IBID_VAR_PUBLISHER, FILL },
  { "word", "Source/Broadcaster", IBID_VAR_PUBLISHER, FILL },
  { "word", "Source/Department", IBID_VAR_PUBLISHER, FILL },
  { "word", "Source/Court", IBID_VAR_AUTHORITY, FILL },
  { "word", "Source/Medium", IBID_VAR_MEDIUM, FILL },
  { "word", "Source/Version", IBID_VAR_VERSION, FILL },
  { "word", "Source/Theater", IBID_VAR_EVENT_PLACE, FILL },
  { "word", "Source/LCID", IBID_VAR_LANGUAGE, FILL },
  { "word", "Source/Accessed", IBID_VAR_ACCESSED, FILL },
  { "word", "Source/ThesisType", IBID_VAR_GENRE, FILL },
  { "word", "Source/Type", IBID_VAR_GENRE, FILL },
  { "word", "Source/BIBTEX_Abstract", IBID_VAR_ABSTRACT, FILL },
  { "word", "Source/BIBTEX_KeyWords", IBID_VAR_KEYWORD, FILL },
};

/* Dates in elements of their own. */
static const struct {
  const char *format;
  const char *year, *month, *day;
  IbidVar var;
} dates[] = {
  { "pubmed", "PubDate/Year", "PubDate/Month", "PubDate/Day", IBID_VAR_ISSUED },
  { "pubmed", "PubDate/MedlineDate", NULL, NULL, IBID_VAR_ISSUED },
  { "pubmed", "ArticleDate/Year", "ArticleDate/Month", "ArticleDate/Day", IBID_VAR_AVAILABLE_DATE },
  { "pubmed", "ContributionDate/Year", "ContributionDate/Month", "ContributionDate/Day", IBID_VAR_AVAILABLE_DATE },
  { "word", "Source/Year", "Source/Month", "Source/Day", IBID_VAR_ISSUED },
  { "word", "Source/YearAccessed", "Source/MonthAccessed", "Source/DayAccessed", IBID_VAR_ACCESSED },
};

/* Persons: the element of one, and of its parts. */
static const struct {
  const char *format;
  const char *person, *family, *given, *middle, *body;
  IbidVar var;
} people[] = {
  { "pubmed", "Article/AuthorList/Author", "LastName", "ForeName", NULL, "CollectiveName", IBID_VAR_AUTHOR },
  { "pubmed", "BookDocument/AuthorList/Author", "LastName", "ForeName", NULL, "CollectiveName", IBID_VAR_AUTHOR },
  { "pubmed", "Book/AuthorList/Author", "LastName", "ForeName", NULL, "CollectiveName", IBID_VAR_CONTAINER_AUTHOR },
  { "word", "Author/Author/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_AUTHOR },
  { "word", "Author/Author/Corporate", NULL, NULL, NULL, "", IBID_VAR_AUTHOR },
  { "word", "Author/Inventor/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_AUTHOR },
  { "word", "Author/Artist/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_AUTHOR },
  { "word", "Author/BookAuthor/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_CONTAINER_AUTHOR },
  { "word", "Author/Compiler/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_COMPILER },
  { "word", "Author/Composer/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_COMPOSER },
  { "word", "Author/Director/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_DIRECTOR },
  { "word", "Author/Interviewee/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_AUTHOR },
  { "word", "Author/Interviewer/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_INTERVIEWER },
  { "word", "Author/Performer/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_PERFORMER },
  { "word", "Author/ProducerName/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_PRODUCER },
  { "word", "Author/Writer/NameList/Person", "Last", "First", "Middle", NULL, IBID_VAR_SCRIPT_WRITER },
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
  { "Case", IBID_TYPE_LEGAL_CASE },    { "Proceedings", IBID_TYPE_PAPER_CONFERENCE }, /* libbibutils' */
  { "Misc", IBID_TYPE_DOCUMENT },
};

typedef struct {
  IbidRecord *rec;
  const char *format;
  const xmlNode *root;
} Mender;

/* Elements. */

static const xmlNode *
find_node(const Mender *m, const char *path)
{
  const xmlNode *n = m->root;
  while (n && !ib_xml_at_path(n, path))
    n = ib_xml_next(m->root, n);
  return n;
}

static char *
find_content(const Mender *m, const char *path)
{
  const xmlNode *found = path ? find_node(m, path) : NULL;
  return found ? ib_xml_content(found) : NULL;
}

/* Variables. */

/* Does VALUE stand anywhere in REC? */
static gboolean
holds(const IbidRecord *rec, const char *value)
{
  for (guint var = 1; var <= IBID_VAR_LAST_TEXT; var++) {
    const char *text = ibid_record_text(rec, var);
    if (text && strstr(text, value))
      return TRUE;
  }
  for (guint i = 0; i < ibid_record_n_extras(rec); i++)
    if (strstr(ibid_record_extra_value(rec, i), value))
      return TRUE;
  return FALSE;
}

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

/* Windows' numbers of languages, in Word's LCID; "0" says nothing. */
static const struct {
  const char *number, *tag;
} windows_languages[] = {
  { "1033", "en-US" }, { "2057", "en-GB" }, { "1031", "de" },    { "2055", "de-CH" }, { "3079", "de-AT" },
  { "1036", "fr" },    { "3082", "es" },    { "1034", "es" },    { "1040", "it" },    { "1046", "pt-BR" },
  { "2070", "pt" },    { "1043", "nl" },    { "1045", "pl" },    { "1049", "ru" },    { "1058", "uk" },
  { "1041", "ja" },    { "2052", "zh-CN" }, { "1028", "zh-TW" }, { "1042", "ko" },    { "1055", "tr" },
};

static char *
language_of_windows(const char *number)
{
  for (guint i = 0; i < G_N_ELEMENTS(windows_languages); i++)
    if (g_str_equal(windows_languages[i].number, number))
      return g_strdup(windows_languages[i].tag);
  return NULL;
}

/* Word keeps them all in one element, JabRef with a word before it: ":ISSN:1234-5679". */
static void
add_number(IbidRecord *rec, IbidVar var, const char *s)
{
  const char *number = strrchr(s, ':') ? strrchr(s, ':') + 1 : s;
  gboolean doi = strcasestr(s, "DOI") != NULL;
  if (!doi && !ib_record_add_serials(rec, number))
    ibid_record_set_text(rec, var, s);
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
    clean = g_ascii_isdigit(*s) ? language_of_windows(s) : ib_language_to_bcp47(s);
    if (!clean && g_ascii_isdigit(*s))
      return;
    break;
  case IBID_VAR_TITLE: /* PubMed closes it with a full stop */
  case IBID_VAR_ORIGINAL_TITLE:
    clean = g_str_has_suffix(s, ".") && !g_str_has_suffix(s, "..") ? g_strndup(s, strlen(s) - 1) : NULL;
    break;
  default:
    break;
  }
  if (var == IBID_VAR_ISBN || var == IBID_VAR_ISSN)
    add_number(rec, var, s);
  else if (var != IBID_VAR_DOI || clean)
    ibid_record_set_text(rec, var, clean ? clean : s);
}

/* "Label: text" for each part of an abstract, "one, two" for keywords. */
static void
append(const Mender *m, IbidVar var, const xmlNode *node, const char *s)
{
  g_autofree char *label = ib_xml_attribute(node, "Label");
  g_autofree char *value = label ? g_strdup_printf("%s: %s", label, s) : g_strdup(s);
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
  for (const xmlNode *n = m->root; n; n = ib_xml_next(m->root, n)) {
    g_autofree char *value = ib_xml_at_path(n, row->path) ? ib_xml_content(n) : NULL;
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
    } else if (first || row->how == LAST) {
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

/* PubMed's lists of authors may be of editors. */
static gboolean
lists_editors(const xmlNode *person)
{
  g_autofree char *type = person->parent ? ib_xml_attribute(person->parent, "Type") : NULL;
  return !g_strcmp0(type, "editors");
}

/* Word has no place for one: "Anna B. Jr" is all given. */
static void
take_suffix(IbidName *name)
{
  char *blank = name->given && !name->suffix ? strrchr(name->given, ' ') : NULL;
  if (!blank || !ib_name_is_suffix(blank + 1, strlen(blank + 1)))
    return;
  name->suffix = g_strdup(blank + 1);
  *blank = '\0';
}

static void
add_middle(IbidName *name, const char *middle)
{
  if (!middle || g_str_equal(middle, "."))
    return;
  char *given = name->given ? g_strdup_printf("%s %s", name->given, middle) : g_strdup(middle);
  g_free(name->given);
  name->given = given;
}

static void
take_person(const Mender *m, guint i, const xmlNode *node)
{
  g_auto(IbidName) name = { 0 };
  IbidVar var = lists_editors(node) ? IBID_VAR_EDITOR : people[i].var;
  g_autofree char *middle = ib_xml_child_content(node, people[i].middle);
  name.literal = people[i].body && !*people[i].body ? ib_xml_content(node) : ib_xml_child_content(node, people[i].body);
  if (!name.literal) {
    name.family = ib_xml_child_content(node, people[i].family);
    name.given = ib_xml_child_content(node, people[i].given);
    if (!name.given)
      name.given = ib_xml_child_content(node, "Initials");
    name.suffix = ib_xml_child_content(node, "Suffix");
    add_middle(&name, middle);
    if (!name.family)
      name.family = g_steal_pointer(&name.given);
    take_suffix(&name);
    if (name.given && (strstr(name.given, "; ") || strstr(name.given, " and "))) { /* JabRef's list in one */
      g_autofree char *all = g_strconcat(name.family, ", ", name.given, NULL);
      ib_note_read_names(m->rec, var, all);
      return;
    }
    if (name.family && !name.given && (g_str_equal(name.family, "others") || ib_note_lone_is_body(name.family)))
      name.literal = g_steal_pointer(&name.family);
    else
      ib_name_split_particle(&name);
  }
  ibid_record_take_name(m->rec, var, &name);
}

static void
mend_names(const Mender *m, guint i)
{
  gboolean had = ibid_record_has(m->rec, people[i].var);
  if (had && g_str_equal(m->format, "pubmed") && find_node(m, people[i].person)) {
    ibid_record_clear_names(m->rec, people[i].var); /* without suffixes, a book's editors among them */
    had = FALSE;
  }
  for (const xmlNode *n = m->root; n && !had; n = ib_xml_next(m->root, n))
    if (ib_xml_at_path(n, people[i].person))
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

/* "Stroudsburg, PA, USA" */
static void
mend_word_place(const Mender *m)
{
  g_autofree char *state = find_content(m, "Source/StateProvince"), *country = find_content(m, "Source/CountryRegion");
  ibid_record_remove_extra(m->rec, "ADDRESS"); /* libbibutils' name for the City of an article */
  if (state)
    ibid_record_add_text(m->rec, IBID_VAR_PUBLISHER_PLACE, state, ", ");
  if (country)
    ibid_record_add_text(m->rec, IBID_VAR_PUBLISHER_PLACE, country, ", ");
}

/* libbibutils takes the journal of what is no article for its series. */
static void
mend_word_series(const Mender *m)
{
  if (!g_strcmp0(ibid_record_text(m->rec, IBID_VAR_COLLECTION_TITLE), ibid_record_text(m->rec, IBID_VAR_CONTAINER_TITLE)))
    ibid_record_unset(m->rec, IBID_VAR_COLLECTION_TITLE);
}

/* Each line of the comments is a note, or what the writer had no element for. */
static void
mend_word_notes(const Mender *m)
{
  const xmlNode *comments = find_node(m, "Source/Comments");
  xmlChar *value = comments ? xmlNodeGetContent(comments) : NULL;
  g_auto(GStrv) lines = g_strsplit(value ? (char *)value : "", "\n", -1);
  xmlFree(value);
  if (comments)
    ibid_record_unset(m->rec, IBID_VAR_NOTE);
  for (char **line = lines; *line; line++) {
    g_autofree char *clean = ib_text_collapse(*line, -1);
    if (*clean && !ib_note_restore(m->rec, clean))
      ibid_record_add_text(m->rec, IBID_VAR_NOTE, clean, "\n");
  }
}

/* What is no DOI is meant as one: it is for the check to say so. */
static void
mend_word_doi(const Mender *m)
{
  g_autofree char *value = find_content(m, "Source/DOI");
  if (value)
    ib_record_set_doi(m->rec, value);
}

/* What no variable took, under the name of its element. */
static void
mend_word_rest(const Mender *m)
{
  static const char *const taken[] = { "SourceType", "Tag", "Guid", "RefOrder", "LCID", "StandardNumber", "BIBTEX_Entry", "Author", "Comments",
                                       "Year", "Month", "Day", "YearAccessed", "MonthAccessed", "DayAccessed", "Accessed", NULL };
  for (const xmlNode *c = m->root->children; c; c = c->next) {
    if (c->type != XML_ELEMENT_NODE || g_strv_contains(taken, ib_xml_name(c)))
      continue;
    g_autofree char *value = ib_xml_content(c), *clean = value ? clean_pages(value) : NULL;
    if (value && !holds(m->rec, value) && !holds(m->rec, clean))
      ibid_record_add_extra(m->rec, ib_xml_name(c), value);
  }
}

/* StartPage and EndPage, where there is no MedlinePgn. */
static void
mend_pubmed_pages(const Mender *m)
{
  g_autofree char *start = find_content(m, "Pagination/StartPage"), *end = find_content(m, "Pagination/EndPage");
  if (start && !ibid_record_has(m->rec, IBID_VAR_PAGE))
    ibid_record_take_text(m->rec, IBID_VAR_PAGE, g_strconcat(start, end ? "-" : NULL, end, NULL));
}

/* A chapter has a title of its own, and often authors; else the book's are its. */
static void
mend_pubmed_book(const Mender *m)
{
  IbidRecord *rec = m->rec;
  g_autofree char *book = find_content(m, "Book/BookTitle");
  if (!book)
    return;
  gboolean part = ibid_record_has(rec, IBID_VAR_TITLE) && strcmp(book, ibid_record_text(rec, IBID_VAR_TITLE));
  ibid_record_set_type(rec, part ? IBID_TYPE_CHAPTER : IBID_TYPE_BOOK);
  if (!part || !ibid_record_has(rec, IBID_VAR_AUTHOR)) {
    for (guint i = 0; i < ibid_record_n_names(rec, IBID_VAR_CONTAINER_AUTHOR); i++)
      ibid_record_add_name(rec, IBID_VAR_AUTHOR, ibid_record_name(rec, IBID_VAR_CONTAINER_AUTHOR, i));
    ibid_record_clear_names(rec, IBID_VAR_CONTAINER_AUTHOR);
  }
  if (part)
    return;
  ibid_record_set_text(rec, IBID_VAR_TITLE, book);
  ibid_record_unset(rec, IBID_VAR_CONTAINER_TITLE);
}

/* A DOI that stands in the URL alone is one all the same. */
static void
mend_doi(IbidRecord *rec)
{
  const char *url = ibid_record_text(rec, IBID_VAR_URL);
  g_autofree char *doi = url && ib_url_is_doi(url) ? ib_doi_from_text(url) : NULL;
  if (doi && !ibid_record_has(rec, IBID_VAR_DOI))
    ibid_record_set_text(rec, IBID_VAR_DOI, doi);
}

static void
mend_xml(IbidRecord *rec, const char *format, const xmlNode *root)
{
  Mender m = { rec, format, root };
  if (g_str_equal(format, "word"))
    mend_word_doi(&m);
  if (g_str_equal(format, "pubmed"))
    ib_pubmed_headings(rec, root);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (g_str_equal(rows[i].format, format))
      mend_row(&m, &rows[i]);
  for (guint i = 0; i < G_N_ELEMENTS(dates); i++)
    if (g_str_equal(dates[i].format, format))
      mend_date(&m, i);
  for (guint i = 0; i < G_N_ELEMENTS(people); i++)
    if (g_str_equal(people[i].format, format))
      mend_names(&m, i);
  if (g_str_equal(format, "word")) {
    mend_word_type(&m);
    mend_word_place(&m);
    mend_word_series(&m);
    mend_word_rest(&m);
    mend_word_notes(&m);
  }
  if (g_str_equal(format, "pubmed")) {
    mend_pubmed_pages(&m);
    mend_pubmed_book(&m);
    ib_pubmed_extras(rec, root);
  }
}

/* EndNote. */

/* What libbibutils found and our own reading did not. */
static void
fill(IbidRecord *rec, const IbidRecord *peer)
{
  for (guint var = 1; var <= IBID_VAR_LAST_TEXT; var++) {
    const char *text = ibid_record_text(peer, var);
    if (text && !ibid_record_has(rec, var) && !holds(rec, text) && var != IBID_VAR_NOTE && var != IBID_VAR_GENRE &&
        var != IBID_VAR_KEYWORD && var != IBID_VAR_SCALE) /* it takes any custom field for one */
      ibid_record_set_text(rec, var, text);
  }
  for (guint var = IBID_VAR_ISSUED; var <= IBID_VAR_ACCESSED; var++)
    if (!ibid_record_has(rec, var) && ibid_record_has(peer, var))
      ibid_record_set_date(rec, var, ibid_record_date(peer, var));
}

static void
mend_endnote(IbidRecord **rec, IbidRecord *own)
{
  if (!own)
    return;
  fill(own, *rec);
  ibid_record_free(*rec);
  *rec = own;
}

/* XML. */

static gboolean
mend_from_xml(IbidRecord *rec, const char *format, const char *s, gsize len)
{
  xmlDoc *doc = xmlReadMemory(s, (int)len, NULL, "UTF-8",
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
                                XML_PARSE_RECOVER);
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  if (root)
    mend_xml(rec, format, root);
  xmlFreeDoc(doc);
  mend_doi(rec);
  static const IbidVar telling[] = { IBID_VAR_TITLE, IBID_VAR_CONTAINER_TITLE, IBID_VAR_AUTHOR, IBID_VAR_DOI, IBID_VAR_PMID };
  for (guint i = 0; root && i < G_N_ELEMENTS(telling); i++)
    if (ibid_record_has(rec, telling[i]))
      return TRUE;
  return FALSE;
}

gboolean
ib_mend(IbidRecord **rec, const char *format, const char *s, gsize len)
{
  if (g_str_equal(format, "endnote-xml"))
    mend_endnote(rec, ib_endnote_xml_read(s, len));
  else if (g_str_equal(format, "endnote"))
    mend_endnote(rec, ib_endnote_refer_read(s, len));
  else if (g_str_equal(format, "pubmed") || g_str_equal(format, "word"))
    return mend_from_xml(*rec, format, s, len);
  else
    ib_mend_lines(*rec, format, s, len);
  return TRUE;
}
