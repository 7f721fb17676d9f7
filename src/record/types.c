/* The names of types and variables: those of CSL 1.0.2 (refs/ibid.bib: csl102). */
#include "config.h"

#include "ibid/record.h"

static const char *const type_names[IBID_N_TYPES] = {
  "document",       "article",        "article-journal", "article-magazine",
  "article-newspaper", "bill",        "book",            "broadcast",
  "chapter",        "classic",        "collection",      "dataset",
  "entry",          "entry-dictionary", "entry-encyclopedia", "event",
  "figure",         "graphic",        "hearing",         "interview",
  "legal_case",     "legislation",    "manuscript",      "map",
  "motion_picture", "musical_score",  "pamphlet",        "paper-conference",
  "patent",         "performance",    "periodical",      "personal_communication",
  "post",           "post-weblog",    "regulation",      "report",
  "review",         "review-book",    "software",        "song",
  "speech",         "standard",       "thesis",          "treaty",
  "webpage",
};

static const char *const var_names[IBID_N_VARS] = {
  [IBID_VAR_NONE] = "",
  [IBID_VAR_TITLE] = "title",
  [IBID_VAR_TITLE_SHORT] = "title-short",
  [IBID_VAR_CONTAINER_TITLE] = "container-title",
  [IBID_VAR_CONTAINER_TITLE_SHORT] = "container-title-short",
  [IBID_VAR_COLLECTION_TITLE] = "collection-title",
  [IBID_VAR_COLLECTION_NUMBER] = "collection-number",
  [IBID_VAR_VOLUME] = "volume",
  [IBID_VAR_VOLUME_TITLE] = "volume-title",
  [IBID_VAR_ISSUE] = "issue",
  [IBID_VAR_PAGE] = "page",
  [IBID_VAR_PAGE_FIRST] = "page-first",
  [IBID_VAR_NUMBER] = "number",
  [IBID_VAR_NUMBER_OF_PAGES] = "number-of-pages",
  [IBID_VAR_NUMBER_OF_VOLUMES] = "number-of-volumes",
  [IBID_VAR_EDITION] = "edition",
  [IBID_VAR_PUBLISHER] = "publisher",
  [IBID_VAR_PUBLISHER_PLACE] = "publisher-place",
  [IBID_VAR_DOI] = "DOI",
  [IBID_VAR_URL] = "URL",
  [IBID_VAR_ISBN] = "ISBN",
  [IBID_VAR_ISSN] = "ISSN",
  [IBID_VAR_PMID] = "PMID",
  [IBID_VAR_PMCID] = "PMCID",
  [IBID_VAR_LANGUAGE] = "language",
  [IBID_VAR_GENRE] = "genre",
  [IBID_VAR_MEDIUM] = "medium",
  [IBID_VAR_STATUS] = "status",
  [IBID_VAR_VERSION] = "version",
  [IBID_VAR_PART] = "part",
  [IBID_VAR_PART_TITLE] = "part-title",
  [IBID_VAR_CHAPTER_NUMBER] = "chapter-number",
  [IBID_VAR_SECTION] = "section",
  [IBID_VAR_SUPPLEMENT] = "supplement",
  [IBID_VAR_PRINTING] = "printing",
  [IBID_VAR_EVENT_TITLE] = "event-title",
  [IBID_VAR_EVENT_PLACE] = "event-place",
  [IBID_VAR_AUTHORITY] = "authority",
  [IBID_VAR_JURISDICTION] = "jurisdiction",
  [IBID_VAR_DIVISION] = "division",
  [IBID_VAR_REFERENCES] = "references",
  [IBID_VAR_DIMENSIONS] = "dimensions",
  [IBID_VAR_SCALE] = "scale",
  [IBID_VAR_ORIGINAL_TITLE] = "original-title",
  [IBID_VAR_ORIGINAL_PUBLISHER] = "original-publisher",
  [IBID_VAR_ORIGINAL_PUBLISHER_PLACE] = "original-publisher-place",
  [IBID_VAR_REVIEWED_TITLE] = "reviewed-title",
  [IBID_VAR_REVIEWED_GENRE] = "reviewed-genre",
  [IBID_VAR_ARCHIVE] = "archive",
  [IBID_VAR_ARCHIVE_COLLECTION] = "archive_collection",
  [IBID_VAR_ARCHIVE_LOCATION] = "archive_location",
  [IBID_VAR_ARCHIVE_PLACE] = "archive-place",
  [IBID_VAR_CALL_NUMBER] = "call-number",
  [IBID_VAR_SOURCE] = "source",
  [IBID_VAR_KEYWORD] = "keyword",
  [IBID_VAR_ABSTRACT] = "abstract",
  [IBID_VAR_ANNOTE] = "annote",
  [IBID_VAR_NOTE] = "note",
  [IBID_VAR_CITATION_NUMBER] = "citation-number",
  [IBID_VAR_CITATION_LABEL] = "citation-label",
  [IBID_VAR_LOCATOR] = "locator",
  [IBID_VAR_YEAR_SUFFIX] = "year-suffix",
  [IBID_VAR_AUTHOR] = "author",
  [IBID_VAR_EDITOR] = "editor",
  [IBID_VAR_TRANSLATOR] = "translator",
  [IBID_VAR_CONTAINER_AUTHOR] = "container-author",
  [IBID_VAR_COLLECTION_EDITOR] = "collection-editor",
  [IBID_VAR_EDITORIAL_DIRECTOR] = "editorial-director",
  [IBID_VAR_CHAIR] = "chair",
  [IBID_VAR_COMPILER] = "compiler",
  [IBID_VAR_COMPOSER] = "composer",
  [IBID_VAR_CONTRIBUTOR] = "contributor",
  [IBID_VAR_CURATOR] = "curator",
  [IBID_VAR_DIRECTOR] = "director",
  [IBID_VAR_EXECUTIVE_PRODUCER] = "executive-producer",
  [IBID_VAR_GUEST] = "guest",
  [IBID_VAR_HOST] = "host",
  [IBID_VAR_ILLUSTRATOR] = "illustrator",
  [IBID_VAR_INTERVIEWER] = "interviewer",
  [IBID_VAR_NARRATOR] = "narrator",
  [IBID_VAR_ORGANIZER] = "organizer",
  [IBID_VAR_ORIGINAL_AUTHOR] = "original-author",
  [IBID_VAR_PERFORMER] = "performer",
  [IBID_VAR_PRODUCER] = "producer",
  [IBID_VAR_RECIPIENT] = "recipient",
  [IBID_VAR_REVIEWED_AUTHOR] = "reviewed-author",
  [IBID_VAR_SCRIPT_WRITER] = "script-writer",
  [IBID_VAR_SERIES_CREATOR] = "series-creator",
  [IBID_VAR_ISSUED] = "issued",
  [IBID_VAR_ACCESSED] = "accessed",
  [IBID_VAR_ORIGINAL_DATE] = "original-date",
  [IBID_VAR_EVENT_DATE] = "event-date",
  [IBID_VAR_AVAILABLE_DATE] = "available-date",
  [IBID_VAR_SUBMITTED] = "submitted",
};

/* Name -> number + 1, made once. */
static GHashTable *
index_names(const char *const *names, guint n)
{
  GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    g_hash_table_insert(index, (gpointer)names[i], GUINT_TO_POINTER(i + 1));
  return index;
}

const char *
ibid_type_name(IbidType type)
{
  return (guint)type < IBID_N_TYPES ? type_names[type] : type_names[IBID_TYPE_DOCUMENT];
}

IbidType
ibid_type_from_name(const char *csl)
{
  static GHashTable *index;
  if (g_once_init_enter(&index))
    g_once_init_leave(&index, index_names(type_names, IBID_N_TYPES));
  guint i = csl ? GPOINTER_TO_UINT(g_hash_table_lookup(index, csl)) : 0;
  return i ? (IbidType)(i - 1) : IBID_TYPE_DOCUMENT;
}

const char *
ibid_var_name(IbidVar var)
{
  return (guint)var < IBID_N_VARS ? var_names[var] : "";
}

IbidVar
ibid_var_from_name(const char *csl)
{
  static GHashTable *index;
  if (g_once_init_enter(&index))
    g_once_init_leave(&index, index_names(var_names, IBID_N_VARS));
  guint i = csl ? GPOINTER_TO_UINT(g_hash_table_lookup(index, csl)) : 0;
  return i ? (IbidVar)(i - 1) : IBID_VAR_NONE;
}

IbidKind
ibid_var_kind(IbidVar var)
{
  if (var <= IBID_VAR_LAST_TEXT)
    return IBID_KIND_TEXT;
  return var <= IBID_VAR_LAST_NAMES ? IBID_KIND_NAMES : IBID_KIND_DATE;
}
