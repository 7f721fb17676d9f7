/* Word's sources: its kinds of work, and elements that libbibutils' writer leaves out or writes wrong. */
#include "config.h"

#include "bibutils/hub_format.h"

#include "util/text.h"

/* Word's kinds, as libbibutils writes some that Word does not know.  EXACT: read as the same type again. */
static const struct {
  IbidType type;
  const char *name;
  gboolean exact;
} types[] = {
  { IBID_TYPE_BOOK, "Book", TRUE },
  { IBID_TYPE_COLLECTION, "Book", FALSE },
  { IBID_TYPE_CLASSIC, "Book", FALSE },
  { IBID_TYPE_PAMPHLET, "Book", FALSE },
  { IBID_TYPE_CHAPTER, "BookSection", TRUE },
  { IBID_TYPE_ENTRY, "BookSection", FALSE },
  { IBID_TYPE_ENTRY_DICTIONARY, "BookSection", FALSE },
  { IBID_TYPE_ENTRY_ENCYCLOPEDIA, "BookSection", FALSE },
  { IBID_TYPE_ARTICLE_JOURNAL, "JournalArticle", TRUE },
  { IBID_TYPE_REVIEW, "JournalArticle", FALSE },
  { IBID_TYPE_REVIEW_BOOK, "JournalArticle", FALSE },
  { IBID_TYPE_ARTICLE_MAGAZINE, "ArticleInAPeriodical", TRUE },
  { IBID_TYPE_ARTICLE_NEWSPAPER, "ArticleInAPeriodical", FALSE },
  { IBID_TYPE_PAPER_CONFERENCE, "ConferenceProceedings", TRUE },
  { IBID_TYPE_REPORT, "Report", TRUE },
  { IBID_TYPE_THESIS, "Report", FALSE },
  { IBID_TYPE_STANDARD, "Report", FALSE },
  { IBID_TYPE_WEBPAGE, "InternetSite", TRUE },
  { IBID_TYPE_POST, "InternetSite", FALSE },
  { IBID_TYPE_POST_WEBLOG, "InternetSite", FALSE },
  { IBID_TYPE_PATENT, "Patent", TRUE },
  { IBID_TYPE_MOTION_PICTURE, "Film", TRUE },
  { IBID_TYPE_BROADCAST, "Film", FALSE },
  { IBID_TYPE_SONG, "SoundRecording", TRUE },
  { IBID_TYPE_MUSICAL_SCORE, "SoundRecording", FALSE },
  { IBID_TYPE_GRAPHIC, "Art", TRUE },
  { IBID_TYPE_INTERVIEW, "Interview", TRUE },
  { IBID_TYPE_LEGAL_CASE, "Case", TRUE },
  { IBID_TYPE_DOCUMENT, "Misc", TRUE },
};

/* The row of a type, the last one where it has none. */
static guint
row_of(IbidType type)
{
  guint i = 0;
  while (i + 1 < G_N_ELEMENTS(types) && types[i].type != type)
    i++;
  return i;
}

/* Elements that libbibutils' writer of Word does not know, or writes wrong: Url for URL, a DOI as one. */
static const struct {
  IbidVar var;
  const char *element;
} texts[] = {
  { IBID_VAR_DOI, "DOI" },
  { IBID_VAR_URL, "URL" },
  { IBID_VAR_MEDIUM, "Medium" },
  { IBID_VAR_VERSION, "Version" },
  { IBID_VAR_NUMBER_OF_VOLUMES, "NumberVolumes" },
  { IBID_VAR_AUTHORITY, "Court" },
};

/* VALUE keeps its line breaks; other controls are no XML. */
static void
put_line(IbHubWriter *w, const char *element, const char *value)
{
  g_autofree char *clean = g_strdup(value);
  for (char *p = clean; *p; p++)
    if (((guchar)*p < 0x20 && *p != '\n') || *p == 0x7F)
      *p = ' ';
  g_autofree char *escaped = g_markup_escape_text(clean, -1);
  if (*clean)
    g_string_append_printf(w->lines, "<b:%s>%s</b:%s>\n", element, escaped, element);
}

/* ISBNs, or else ISSNs, in the one element for both. */
static void
put_serials(IbHubWriter *w)
{
  IbidVar var = ibid_record_has(w->rec, IBID_VAR_ISBN) ? IBID_VAR_ISBN : IBID_VAR_ISSN;
  if (!ibid_record_has(w->rec, var))
    return;
  put_line(w, "StandardNumber", ibid_record_text(w->rec, var));
  w->written[var] = TRUE;
}

/* Does libbibutils write what a work of this type stands in, with an element of its own?  A chapter's book
 * it calls a conference. */
static gboolean
has_host_element(const IbHubWriter *w)
{
  IbidType type = ibid_record_type(w->rec);
  return type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_PAPER_CONFERENCE;
}

/* What a work of Word's kind KIND stands in. */
static const char *
host_element(const char *kind)
{
  return g_str_equal(kind, "BookSection") ? "BookTitle" : g_str_equal(kind, "ArticleInAPeriodical") ? "PeriodicalTitle" : "PublicationTitle";
}

/* VAR under ELEMENT; nothing where there is none. */
static void
put_text(IbHubWriter *w, const char *element, IbidVar var)
{
  if (!ibid_record_has(w->rec, var))
    return;
  g_autofree char *plain = ib_text_unmarked(ibid_record_text(w->rec, var), TRUE);
  put_line(w, element, plain);
  w->written[var] = TRUE;
}

static void
put(IbHubWriter *w)
{
  IbidType type = ibid_record_type(w->rec);
  const char *name = types[row_of(type)].name;
  put_line(w, "SourceType", name);
  if (!has_host_element(w))
    put_text(w, host_element(name), IBID_VAR_CONTAINER_TITLE);
  if (type == IBID_TYPE_PATENT)
    put_text(w, "PatentNumber", IBID_VAR_NUMBER);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    put_text(w, texts[i].element, texts[i].var);
  put_serials(w);
}

static void
put_notes(IbHubWriter *w)
{
  put_line(w, "Comments", w->notes->str);
}

static gboolean
leaves(const IbHubWriter *w, IbidVar var)
{
  return var == IBID_VAR_CONTAINER_TITLE && !has_host_element(w);
}

static gboolean
tells(const IbHubWriter *w, IbidType type)
{
  guint i = row_of(type);
  return types[i].type == type && types[i].exact;
}

const IbHubFormat ib_hub_word = {
  .name = "word",
  .letter = 'w',
  .tells = tells,
  .leaves = leaves,
  .put = put,
  .put_notes = put_notes,
};
