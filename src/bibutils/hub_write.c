/* Records to libbibutils' internal fields, from which it writes its formats.
 *
 * The genres are those by which its writers find their own types: "web site" makes an InternetSite
 * of Word and an Electronic Source of EndNote, where "web page" makes neither. */
#include "config.h"

#include "bibutils/hub.h"

#include <string.h>

#include "bibutils/genre.h"
#include "record/date.h"
#include "record/note.h"
#include "util/data.h"

typedef struct {
  GString *out;
  const IbidRecord *rec;
  const char *format;
  GPtrArray *noted;
  GString *notes;
  GString *lines; /* of ISI, or elements of Word, that libbibutils does not write */
  gboolean typed; /* the genres say the type */
  gboolean written[IBID_N_VARS];
} Writer;

static const struct {
  IbidType type;
  const char *genre, *host_genre; /* may be NULL */
} genres[] = {
  { IBID_TYPE_ARTICLE_JOURNAL, "GENRE:BIBUTILS\tjournal article", "GENRE:BIBUTILS\tacademic journal" },
  { IBID_TYPE_ARTICLE_MAGAZINE, "GENRE:BIBUTILS\tmagazine article", "GENRE:BIBUTILS\tmagazine" },
  { IBID_TYPE_ARTICLE_NEWSPAPER, "GENRE:BIBUTILS\tnewspaper article", "GENRE:MARC\tnewspaper" },
  { IBID_TYPE_ARTICLE, "GENRE:BIBUTILS\tunpublished", NULL },
  { IBID_TYPE_BOOK, "GENRE:MARC\tbook", NULL },
  { IBID_TYPE_CLASSIC, "GENRE:MARC\tbook", NULL },
  { IBID_TYPE_COLLECTION, "GENRE:MARC\tbook", NULL },
  { IBID_TYPE_CHAPTER, "GENRE:BIBUTILS\tbook chapter", "GENRE:MARC\tbook" },
  { IBID_TYPE_ENTRY, "GENRE:BIBUTILS\tbook chapter", "GENRE:MARC\tbook" },
  { IBID_TYPE_ENTRY_DICTIONARY, "GENRE:BIBUTILS\tbook chapter", "GENRE:MARC\tdictionary" },
  { IBID_TYPE_ENTRY_ENCYCLOPEDIA, "GENRE:BIBUTILS\tbook chapter", "GENRE:MARC\tencyclopedia" },
  { IBID_TYPE_PAPER_CONFERENCE, NULL, "GENRE:MARC\tconference publication" },
  { IBID_TYPE_THESIS, "GENRE:MARC\tthesis", NULL },
  { IBID_TYPE_REPORT, "GENRE:MARC\ttechnical report", NULL },
  { IBID_TYPE_STANDARD, "GENRE:MARC\tstandard or specification", NULL },
  { IBID_TYPE_WEBPAGE, "GENRE:MARC\tweb site", NULL },
  { IBID_TYPE_POST, "GENRE:MARC\tweb site", NULL },
  { IBID_TYPE_POST_WEBLOG, "GENRE:MARC\tweb site", NULL },
  { IBID_TYPE_DATASET, "GENRE:MARC\tdatabase", NULL },
  { IBID_TYPE_SOFTWARE, "GENRE:MARC\tcomputer program", NULL },
  { IBID_TYPE_PATENT, "GENRE:MARC\tpatent", NULL },
  { IBID_TYPE_MAP, "GENRE:MARC\tmap", NULL },
  { IBID_TYPE_LEGISLATION, "GENRE:MARC\tlegislation", NULL },
  { IBID_TYPE_BILL, "GENRE:MARC\tlegislation", NULL },
  { IBID_TYPE_HEARING, "GENRE:BIBUTILS\thearing", NULL },
  { IBID_TYPE_LEGAL_CASE, "GENRE:MARC\tlegal case and case notes", "GENRE:MARC\tlaw report or digest" },
  { IBID_TYPE_PERSONAL_COMMUNICATION, "GENRE:BIBUTILS\tcommunication", NULL },
  { IBID_TYPE_INTERVIEW, "GENRE:MARC\tinterview", NULL },
  { IBID_TYPE_MANUSCRIPT, "GENRE:BIBUTILS\tmanuscript", NULL },
  { IBID_TYPE_PAMPHLET, "GENRE:BIBUTILS\tpamphlet", NULL },
  { IBID_TYPE_MOTION_PICTURE, "GENRE:MARC\tmotion picture", NULL },
  { IBID_TYPE_BROADCAST, "GENRE:MARC\tmotion picture", NULL },
  { IBID_TYPE_SONG, "GENRE:MARC\tsound", NULL },
  { IBID_TYPE_GRAPHIC, "GENRE:MARC\tart original", NULL },
  { IBID_TYPE_FIGURE, "GENRE:MARC\tchart", NULL },
  { IBID_TYPE_SPEECH, "GENRE:MARC\tspeech", NULL },
  { IBID_TYPE_PERIODICAL, "GENRE:MARC\tperiodical", NULL },
};

/* Formats by one letter each, for the columns below. */
static const struct {
  const char *format;
  char letter;
} letters[] = { { "mods", 'm' }, { "isi", 'i' }, { "word", 'w' }, { "ads", 'a' } };

/* What each format's writer really writes (measured on 7.2). */
static const struct {
  IbidVar var;
  guint level;
  const char *tag;
  const char *formats;
} texts[] = {
  { IBID_VAR_TITLE, 0, "TITLE", "miwa" },
  { IBID_VAR_TITLE_SHORT, 0, "SHORTTITLE", "mw" },
  { IBID_VAR_CONTAINER_TITLE, 1, "TITLE", "miwa" },
  { IBID_VAR_CONTAINER_TITLE_SHORT, 1, "SHORTTITLE", "m" },
  { IBID_VAR_VOLUME, 0, "VOLUME", "miwa" },
  { IBID_VAR_ISSUE, 0, "ISSUE", "miwa" },
  { IBID_VAR_EDITION, 0, "EDITION", "mw" },
  { IBID_VAR_PUBLISHER, 0, "PUBLISHER", "miw" },
  { IBID_VAR_PUBLISHER_PLACE, 0, "ADDRESS", "mw" },
  { IBID_VAR_DOI, 0, "DOI", "mia" },
  { IBID_VAR_URL, 0, "URL", "mia" },
  { IBID_VAR_PMID, 0, "PMID", "m" },
  { IBID_VAR_PMCID, 0, "PMC", "m" },
  { IBID_VAR_LANGUAGE, 0, "LANGUAGE", "mia" },
  { IBID_VAR_NUMBER_OF_PAGES, 0, "PAGES:TOTAL", "mi" },
  { IBID_VAR_CALL_NUMBER, 0, "CALLNUMBER", "m" },
  { IBID_VAR_ABSTRACT, 0, "ABSTRACT", "mia" },
};

static const struct {
  IbidVar var;
  guint level;
  const char *tag;
  const char *formats;
} names[] = {
  { IBID_VAR_AUTHOR, 0, "AUTHOR", "miwa" },         { IBID_VAR_EDITOR, 0, "EDITOR", "mwa" },
  { IBID_VAR_TRANSLATOR, 0, "TRANSLATOR", "m" },    { IBID_VAR_CONTAINER_AUTHOR, 1, "AUTHOR", "m" },
  { IBID_VAR_COLLECTION_EDITOR, 2, "EDITOR", "m" }, { IBID_VAR_COMPILER, 0, "COMPILER", "m" },
  { IBID_VAR_COMPOSER, 0, "COMPOSER", "m" },        { IBID_VAR_ILLUSTRATOR, 0, "ILLUSTRATOR", "m" },
  { IBID_VAR_INTERVIEWER, 0, "INTERVIEWER", "m" },  { IBID_VAR_NARRATOR, 0, "NARRATOR", "m" },
  { IBID_VAR_ORGANIZER, 0, "ORGANIZER", "m" },      { IBID_VAR_PERFORMER, 0, "PERFORMER", "m" },
};

static gboolean
holds(const Writer *w, const char *formats)
{
  for (guint i = 0; i < G_N_ELEMENTS(letters); i++)
    if (g_str_equal(letters[i].format, w->format))
      return strchr(formats, letters[i].letter) != NULL;
  return FALSE;
}

/* Line breaks and tabs would begin another field. */
static void
put(Writer *w, guint level, const char *tag, const char *value)
{
  g_string_append_printf(w->out, "%u\t%s\t", level, tag);
  for (const char *p = value; *p; p++)
    g_string_append_c(w->out, (guchar)*p < 0x20 || *p == 0x7F ? ' ' : *p);
  g_string_append_c(w->out, '\n');
}

static void
put_lines(Writer *w, guint level, const char *tag, const char *value)
{
  g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
  for (char **line = lines; *line; line++)
    if (*g_strstrip(*line))
      put(w, level, tag, *line);
}

/* "JA": two initials, not a name. */
static gboolean
is_initials(const char *part)
{
  gsize n = strlen(part);
  return n > 1 && n <= 4 && strspn(part, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
}

static void
append_given(GString *value, const char *part)
{
  gboolean initials = is_initials(part);
  for (const char *p = part; initials && *p; p++)
    g_string_append_printf(value, "|%c", *p);
  if (*part && !initials)
    g_string_append_printf(value, "|%s", part);
}

/* MODS' writer cuts the full stop of an initial off: there it goes as a character that no name has
 * (IB_HUB_STOP), put back where the entry is whole. */
static void
append_whole(GString *value, const char *part, gboolean mods)
{
  gsize n = strlen(part);
  gboolean stop = mods && n && part[n - 1] == '.';
  g_string_append_printf(value, "|%.*s%s", (int)(n - stop), part, stop ? IB_HUB_STOP : "");
}

static gboolean
writes(const Writer *w, const char *format)
{
  return g_str_equal(w->format, format);
}

/* "van Gogh|Vincent|A||Jr.": given names apart.  ADS' writer adds the full stop of an initial, MODS' and
 * Word's don't. */
static void
put_person(Writer *w, guint level, const char *tag, const IbidName *n)
{
  g_autoptr(GString) value = g_string_new(NULL);
  if (n->non_dropping_particle)
    g_string_append_printf(value, "%s ", n->non_dropping_particle);
  g_string_append(value, n->family ? n->family : "");
  g_autofree char *given =
      g_strconcat(n->given ? n->given : "", n->dropping_particle ? " " : "", n->dropping_particle, NULL);
  gboolean mods = writes(w, "mods"), as_is = mods || writes(w, "word");
  g_auto(GStrv) parts = g_strsplit_set(given, as_is ? " |" : " .|", -1);
  for (char **part = parts; *part; part++)
    if (as_is && **part)
      append_whole(value, *part, mods);
    else if (!as_is)
      append_given(value, *part);
  if (n->suffix)
    g_string_append_printf(value, as_is && !mods ? "|%s" : "||%s", n->suffix); /* Word has given names alone */
  put(w, level, tag, value->str);
}

/* "Nguyễn, Đ": ISI's writer cuts given names to their first byte, which is no letter here. */
static void
put_initials(Writer *w, guint level, const char *tag, const IbidName *n)
{
  g_autoptr(GString) value = g_string_new(NULL);
  const char *const family[] = { n->non_dropping_particle, n->family, n->suffix };
  for (guint i = 0; i < G_N_ELEMENTS(family); i++)
    if (family[i])
      g_string_append_printf(value, "%s%s", value->len ? " " : "", family[i]);
  g_auto(GStrv) given = g_strsplit_set(n->given ? n->given : "", " .|", -1);
  const char *before = ", ";
  for (char **word = given; *word; word++)
    if (**word) {
      const char *end = is_initials(*word) ? *word + strlen(*word) : g_utf8_next_char(*word);
      g_string_append_printf(value, "%s%.*s", before, (int)(end - *word), *word);
      before = "";
    }
  put(w, level, tag, value->str);
}

static void
put_names(Writer *w, IbidVar var, guint level, const char *tag)
{
  g_autofree char *body = g_strconcat(tag, writes(w, "isi") ? ":ASIS" : ":CORP", NULL);
  for (guint i = 0; i < ibid_record_n_names(w->rec, var); i++) {
    const IbidName *name = ibid_record_name(w->rec, var, i);
    if (ibid_name_is_body(name))
      put(w, level, body, name->literal);
    else if (writes(w, "isi"))
      put_initials(w, level, body, name);
    else
      put_person(w, level, tag, name);
  }
  w->written[var] = TRUE;
}

static gboolean
is_article(IbidType type)
{
  return type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_ARTICLE_MAGAZINE || type == IBID_TYPE_ARTICLE_NEWSPAPER;
}

/* Word's kinds, as libbibutils writes some that Word does not know.  EXACT: read as the same type again. */
static const struct {
  IbidType type;
  const char *name;
  gboolean exact;
} word_types[] = {
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
word_type(IbidType type)
{
  guint i = 0;
  while (i + 1 < G_N_ELEMENTS(word_types) && word_types[i].type != type)
    i++;
  return i;
}

/* Do the genres GENRE and HOST ("GENRE:MARC\tbook") say the type, to a reader of the format? */
static gboolean
is_told(const Writer *w, IbidType type, const char *genre, const char *host)
{
  IbGenres read = { { 0 } };
  if (writes(w, "word"))
    return word_types[word_type(type)].type == type && word_types[word_type(type)].exact;
  if (writes(w, "isi"))
    return type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_BOOK ||
           (type == IBID_TYPE_CHAPTER && !ibid_record_has(w->rec, IBID_VAR_EVENT_TITLE)); /* which says proceedings */
  if (genre)
    ib_genres_add(&read, 0, strchr(genre, '\t') + 1);
  if (host)
    ib_genres_add(&read, 1, strchr(host, '\t') + 1);
  if (type == IBID_TYPE_DOCUMENT) /* readers guess */
    return !ibid_record_has(w->rec, IBID_VAR_CONTAINER_TITLE) && !ibid_record_has(w->rec, IBID_VAR_ISBN) &&
           !ibid_record_has(w->rec, IBID_VAR_ISSN);
  return ib_genres_type(&read, host != NULL || ibid_record_has(w->rec, IBID_VAR_CONTAINER_TITLE)) == type;
}

static void
put_type(Writer *w)
{
  IbidType type = ibid_record_type(w->rec);
  const char *tag = "", *genre = NULL, *host = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(genres); i++)
    if (genres[i].type == type) {
      genre = genres[i].genre;
      host = genres[i].host_genre;
    }
  if (genre)
    g_string_append_printf(w->out, "0\t%s%s\n", tag, genre);
  if (host)
    g_string_append_printf(w->out, "1\t%s\n", host);
  if (host)
    put(w, 1, "ISSUANCE", is_article(type) ? "continuing" : "monographic");
  w->typed = is_told(w, type, genre, host);
}

/* DATE of what stands alone, PARTDATE of a part. */
static void
put_issued(Writer *w)
{
  const IbidDate *d = ibid_record_date(w->rec, IBID_VAR_ISSUED);
  const char *prefix = is_article(ibid_record_type(w->rec)) ? "PARTDATE" : "DATE";
  if (!d)
    return;
  const IbidDatePart *part = d->from.year ? &d->from : &d->to;
  const guint values[] = { part->year > 0 ? (guint)part->year : 0, part->month, part->month ? part->day : 0 };
  static const char *const parts[] = { "YEAR", "MONTH", "DAY" };
  for (guint i = 0; i < (writes(w, "isi") ? 1 : 3); i++) /* ISI's writer loses the day: put_isi_date() */
    if (values[i])
      g_string_append_printf(w->out, "0\t%s:%s\t%02u\n", prefix, parts[i], values[i]);
  gboolean more = d->to.year || d->open_start || d->open_end || d->circa || d->uncertain || d->from.season ||
                  d->ambiguous || part->year <= 0;
  w->written[IBID_VAR_ISSUED] = !more;
}

static void
put_pages(Writer *w)
{
  const char *page = ibid_record_text(w->rec, IBID_VAR_PAGE);
  const char *dash = page ? strchr(page, '-') : NULL;
  if (!page)
    return;
  if (dash && dash > page && dash[1] && !strchr(dash + 1, '-') && !strpbrk(page, ",;")) {
    g_autofree char *first = g_strndup(page, dash - page);
    put(w, 0, "PAGES:START", first);
    put(w, 0, "PAGES:STOP", dash + 1);
  } else {
    put(w, 0, "PAGES:START", page);
  }
  w->written[IBID_VAR_PAGE] = TRUE;
}

/* Is the one host of a work of this type its series, to the readers? */
static gboolean
is_in_series(IbidType type)
{
  return type == IBID_TYPE_BOOK || type == IBID_TYPE_REPORT || type == IBID_TYPE_THESIS || type == IBID_TYPE_MAP;
}

/* The series: of a work that stands in nothing it is libbibutils' host. */
static void
put_series(Writer *w)
{
  const char *title = ibid_record_text(w->rec, IBID_VAR_COLLECTION_TITLE);
  guint level = ibid_record_has(w->rec, IBID_VAR_CONTAINER_TITLE) ? 2 : 1;
  if (!title || !holds(w, "mi") || (level == 2 && writes(w, "isi")) ||
      (level == 1 && !is_in_series(ibid_record_type(w->rec))))
    return;
  put(w, level, "TITLE", title);
  w->written[IBID_VAR_COLLECTION_TITLE] = TRUE;
}

static void
put_keywords(Writer *w)
{
  const char *s = ibid_record_text(w->rec, IBID_VAR_KEYWORD);
  if (!s || !holds(w, "mia"))
    return;
  g_auto(GStrv) words = g_strsplit(s, ",", -1);
  for (char **word = words; *word; word++)
    if (*g_strstrip(g_strdelimit(*word, ";", ',')))
      put(w, 0, "KEYWORD", *word);
  w->written[IBID_VAR_KEYWORD] = TRUE;
}

/* "1234-5679, 2345-6780" as two. */
static void
put_serials(Writer *w, IbidVar var, guint level, const char *tag)
{
  const char *s = ibid_record_text(w->rec, var);
  if (!s || !holds(w, "m"))
    return;
  g_auto(GStrv) numbers = g_strsplit(s, ", ", -1);
  for (char **number = numbers; *number; number++)
    put(w, level, tag, *number);
  w->written[var] = TRUE;
}

/* NUMBER is an article's issue to all readers, and ISI's and Word's the issue of anything. */
static void
put_number(Writer *w)
{
  const char *number = ibid_record_text(w->rec, IBID_VAR_NUMBER);
  if (!number || ibid_record_has(w->rec, IBID_VAR_ISSUE) || is_article(ibid_record_type(w->rec)) || !writes(w, "mods"))
    return;
  put(w, 0, "NUMBER", number);
  w->written[IBID_VAR_NUMBER] = TRUE;
}

/* MODS writes it as dateCaptured; the other writers lose it, and it is put back later. */
static void
put_accessed(Writer *w)
{
  const IbidDate *d = ibid_record_date(w->rec, IBID_VAR_ACCESSED);
  g_autofree char *edtf = d ? ib_date_to_edtf(d) : NULL;
  if (!edtf || !holds(w, "mw"))
    return;
  if (holds(w, "m"))
    put(w, 0, "URLDATE", edtf);
  w->written[IBID_VAR_ACCESSED] = !d->ambiguous;
}

/* ISI. */

/* Tags that libbibutils' writer of ISI does not know, and those of its reader's fields that it
 * does not write. */
static const struct {
  IbidVar var;
  const char *extra;
  const char *tag;
} isi_lines[] = {
  { IBID_VAR_CONTAINER_TITLE_SHORT, NULL, "JI" },
  { IBID_VAR_ISBN, NULL, "BN" },
  { IBID_VAR_AVAILABLE_DATE, NULL, "EA" },
  { IBID_VAR_PART, NULL, "PN" },
  { IBID_VAR_PUBLISHER_PLACE, NULL, "PI" },
  { IBID_VAR_ARCHIVE_LOCATION, NULL, "UT" },
  { IBID_VAR_EDITOR, NULL, "BE" },
  { IBID_VAR_CONTAINER_AUTHOR, NULL, "BA" },
  { IBID_VAR_COLLECTION_TITLE, NULL, "SE" },
  { IBID_VAR_EVENT_TITLE, NULL, "CT" },
  { IBID_VAR_EVENT_PLACE, NULL, "CL" },
  { IBID_VAR_PMID, NULL, "PM" },
  { IBID_VAR_SUPPLEMENT, NULL, "SU" },
  { 0, "ADDRESS", "C1" },
  { 0, "REPRINTADDRESS", "RP" },
  { 0, "CITEDREFS", "CR" },
  { 0, "NUMBERREFS", "NR" },
  { 0, "TIMESCITED", "TC" },
  { 0, "ISIDELIVERNUM", "GA" },
  { 0, "PA", "PA" },
  { 0, "J9", "J9" },
};

static gboolean
is_isi(const Writer *w)
{
  return writes(w, "isi");
}

/* A value has no line of its own, which could be a tag. */
static void
put_isi_line(Writer *w, const char *tag, const char *value)
{
  g_autofree char *line = g_strdup(value);
  for (char *p = line; *p; p++)
    if ((guchar)*p < 0x20 || *p == 0x7F)
      *p = ' ';
  g_string_append_printf(w->lines, "%s %s\n", tag, line);
}

static void
put_isi_value(Writer *w, const char *tag, IbidVar var)
{
  g_autofree char *value = ib_note_value(w->rec, var);
  put_isi_line(w, tag, value);
}

static void
put_isi_names(Writer *w, const char *tag, IbidVar var)
{
  for (guint i = 0; i < ibid_record_n_names(w->rec, var); i++) {
    g_autoptr(GString) name = g_string_new(NULL);
    ib_note_append_name(name, ibid_record_name(w->rec, var, i));
    put_isi_line(w, i ? "  " : tag, name->str);
  }
}

/* "PD MAR 3" */
static void
put_isi_date(Writer *w)
{
  static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
  const IbidDate *d = ibid_record_date(w->rec, IBID_VAR_ISSUED);
  if (!d || !d->from.year || !d->from.month)
    return;
  g_autofree char *day = d->from.day ? g_strdup_printf("%s %u", months[d->from.month - 1], d->from.day) : NULL;
  put_isi_line(w, "PD", day ? day : months[d->from.month - 1]);
}

/* The first ISSN is SN, others EI. */
static void
put_isi_serials(Writer *w)
{
  const char *s = ibid_record_text(w->rec, IBID_VAR_ISSN), *comma = s ? strstr(s, ", ") : NULL;
  g_autofree char *first = s ? g_strndup(s, comma ? (gsize)(comma - s) : strlen(s)) : NULL;
  if (first)
    put_isi_line(w, "SN", first);
  if (comma)
    put_isi_line(w, "EI", comma + 2);
  w->written[IBID_VAR_ISSN] = TRUE;
}

/* VL of what stands in something, and is no article or periodical, is the volume of its series. */
static gboolean
is_isi_part(const Writer *w)
{
  IbidType type = ibid_record_type(w->rec);
  const char *title = ibid_record_text(w->rec, IBID_VAR_TITLE),
             *source = ibid_record_text(w->rec, IBID_VAR_CONTAINER_TITLE);
  return type != IBID_TYPE_ARTICLE_JOURNAL && type != IBID_TYPE_PERIODICAL && type != IBID_TYPE_BOOK && title &&
         source && g_ascii_strcasecmp(title, source);
}

/* Two letters that are no tag of ours: it came from ISI, or may stand there as well. */
static gboolean
is_isi_tag(const char *name)
{
  static const char *const ours[] = { "ER", "EF", "PT", "AU", "AF", "CA", "GP", "BE", "BA", "BF", "ED", "TI",
                                      "SO", "BT", "LA", "CT", "CY", "CL", "DE", "ID", "AB", "C1", "RP", "CR",
                                      "NR", "TC", "PU", "PI", "SN", "EI", "BN", "JI", "PD", "PY", "VL", "IS",
                                      "SU", "SE", "AR", "BP", "EP", "PG", "PS", "GA", "UT", "PM", "DI", "NO",
                                      "KW", "WP", "AE", "EA", "PN", "FN", "VR", NULL };
  return strlen(name) == 2 && g_ascii_isupper(name[0]) && g_ascii_isalnum(name[1]) && !g_ascii_islower(name[1]) &&
         !g_strv_contains(ours, name);
}

static gboolean
is_isi_extra(const Writer *w, guint i)
{
  const char *name = ibid_record_extra_name(w->rec, i);
  if (is_isi(w) && is_isi_tag(name))
    return ibid_record_extra(w->rec, name) == ibid_record_extra_value(w->rec, i);
  for (guint k = 0; is_isi(w) && k < G_N_ELEMENTS(isi_lines); k++)
    if (!g_strcmp0(isi_lines[k].extra, name))
      return ibid_record_extra(w->rec, name) == ibid_record_extra_value(w->rec, i);
  return FALSE;
}

static void
put_isi_extras(Writer *w)
{
  for (guint i = 0; i < ibid_record_n_extras(w->rec); i++) {
    const char *name = ibid_record_extra_name(w->rec, i);
    if (is_isi_extra(w, i) && is_isi_tag(name) && strcmp(name, "PA") && strcmp(name, "J9"))
      put_isi_line(w, name, ibid_record_extra_value(w->rec, i));
  }
}

/* Full names, as those of AU have initials alone. */
static void
put_isi(Writer *w)
{
  put_isi_extras(w);
  if (!w->typed && ibid_record_has(w->rec, IBID_VAR_CONTAINER_TITLE)) {
    put_isi_line(w, "SO", ibid_record_text(w->rec, IBID_VAR_CONTAINER_TITLE));
    w->written[IBID_VAR_CONTAINER_TITLE] = TRUE;
  }
  put_isi_names(w, "AF", IBID_VAR_AUTHOR);
  put_isi_date(w);
  put_isi_serials(w);
  if (is_isi_part(w) && ibid_record_has(w->rec, IBID_VAR_COLLECTION_NUMBER)) {
    put_isi_line(w, "VL", ibid_record_text(w->rec, IBID_VAR_COLLECTION_NUMBER));
    w->written[IBID_VAR_COLLECTION_NUMBER] = TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS(isi_lines); i++) {
    IbidVar var = isi_lines[i].var;
    const char *extra = isi_lines[i].extra ? ibid_record_extra(w->rec, isi_lines[i].extra) : NULL;
    if (extra)
      put_isi_line(w, isi_lines[i].tag, extra);
    if (!var || w->written[var] || !ibid_record_has(w->rec, var))
      continue;
    if (ibid_var_kind(var) == IBID_KIND_NAMES)
      put_isi_names(w, isi_lines[i].tag, var);
    else
      put_isi_value(w, isi_lines[i].tag, var);
    w->written[var] = TRUE;
  }
}

/* Word. */

/* Elements that libbibutils' writer of Word does not know, or writes wrong: Url for URL, a DOI as one. */
static const struct {
  IbidVar var;
  const char *element;
} word_lines[] = {
  { IBID_VAR_DOI, "DOI" },
  { IBID_VAR_URL, "URL" },
  { IBID_VAR_MEDIUM, "Medium" },
  { IBID_VAR_VERSION, "Version" },
  { IBID_VAR_NUMBER_OF_VOLUMES, "NumberVolumes" },
  { IBID_VAR_AUTHORITY, "Court" },
};

/* VALUE keeps its line breaks; other controls are no XML. */
static void
put_word_line(Writer *w, const char *element, const char *value)
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
put_word_serials(Writer *w)
{
  IbidVar var = ibid_record_has(w->rec, IBID_VAR_ISBN) ? IBID_VAR_ISBN : IBID_VAR_ISSN;
  if (!ibid_record_has(w->rec, var))
    return;
  put_word_line(w, "StandardNumber", ibid_record_text(w->rec, var));
  w->written[var] = TRUE;
}

/* Does libbibutils write what a work of this type stands in, with an element of its own? */
static gboolean
stands_in_word(const Writer *w)
{
  IbidType type = ibid_record_type(w->rec);
  return type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_CHAPTER || type == IBID_TYPE_PAPER_CONFERENCE;
}

static void
put_word(Writer *w)
{
  IbidType type = ibid_record_type(w->rec);
  put_word_line(w, "SourceType", word_types[word_type(type)].name);
  if (ibid_record_has(w->rec, IBID_VAR_CONTAINER_TITLE) && !stands_in_word(w)) {
    gboolean periodical = g_str_equal(word_types[word_type(type)].name, "ArticleInAPeriodical");
    put_word_line(w, periodical ? "PeriodicalTitle" : "PublicationTitle",
                  ibid_record_text(w->rec, IBID_VAR_CONTAINER_TITLE));
    w->written[IBID_VAR_CONTAINER_TITLE] = TRUE;
  }
  if (type == IBID_TYPE_PATENT && ibid_record_has(w->rec, IBID_VAR_NUMBER)) {
    put_word_line(w, "PatentNumber", ibid_record_text(w->rec, IBID_VAR_NUMBER));
    w->written[IBID_VAR_NUMBER] = TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS(word_lines); i++)
    if (ibid_record_has(w->rec, word_lines[i].var)) {
      put_word_line(w, word_lines[i].element, ibid_record_text(w->rec, word_lines[i].var));
      w->written[word_lines[i].var] = TRUE;
    }
  put_word_serials(w);
}

/* Notes. */

static void
add_note(Writer *w, const char *name, const char *label, const char *value)
{
  g_autofree char *line = g_strdelimit(g_strdup(value), "\n\r", ' ');
  g_string_append_printf(w->notes, "%s%s: %s", w->notes->len ? "\n" : "", label, line);
  g_ptr_array_add(w->noted, g_strdup(name));
}

static void
put_rest(Writer *w)
{
  IbidType type = ibid_record_type(w->rec);
  const char *note = ibid_record_text(w->rec, IBID_VAR_NOTE);
  if (note)
    g_string_append(w->notes, note);
  w->written[IBID_VAR_NOTE] = TRUE;
  for (guint var = 1; var < IBID_N_VARS; var++) {
    if (w->written[var] || !ibid_record_has(w->rec, var))
      continue;
    g_autofree char *value = ib_note_value(w->rec, var);
    add_note(w, ibid_var_name(var), ibid_var_name(var), value);
  }
  for (guint i = 0; i < ibid_record_n_extras(w->rec); i++) {
    if (is_isi_extra(w, i))
      continue;
    g_autofree char *label = g_strconcat("x-", ibid_record_extra_name(w->rec, i), NULL);
    add_note(w, ibid_record_extra_name(w->rec, i), label, ibid_record_extra_value(w->rec, i));
  }
  if (!w->typed && !writes(w, "ads"))
    g_string_append_printf(w->notes, "%stype: %s", w->notes->len ? "\n" : "", ibid_type_name(type));
  if (writes(w, "word"))
    put_word_line(w, "Comments", w->notes->str);
  else if (!is_isi(w))
    put_lines(w, 0, "NOTES", w->notes->str);
  if (!is_isi(w))
    return;
  g_auto(GStrv) notes = g_strsplit(w->notes->str, "\n", -1);
  for (char **line = notes; *line; line++)
    if (*g_strstrip(*line))
      put_isi_line(w, "NO", *line);
}

/* Is SHORTER what a reader would take for WHOLE itself? */
static gboolean
is_lone(const Writer *w, IbidVar shorter, IbidVar whole)
{
  const char *title = ibid_record_text(w->rec, whole);
  return !title || g_str_equal(title, ibid_record_text(w->rec, shorter));
}

/* What the tables say and other conditions do not: VL of a part of a book in ISI is that of its series;
 * an abbreviation is written beside a title that it differs from. */
static gboolean
stands_elsewhere(const Writer *w, IbidVar var)
{
  switch (var) {
  case IBID_VAR_CONTAINER_TITLE:
    return (is_isi(w) && !w->typed) || (writes(w, "word") && !stands_in_word(w));
  case IBID_VAR_TITLE_SHORT:
    return is_lone(w, var, IBID_VAR_TITLE);
  case IBID_VAR_CONTAINER_TITLE_SHORT:
    return is_lone(w, var, IBID_VAR_CONTAINER_TITLE);
  case IBID_VAR_VOLUME:
    return is_isi(w) && is_isi_part(w);
  default:
    return FALSE;
  }
}

void
ib_hub_write(GString *out, const IbidRecord *rec, const char *format, GPtrArray *noted, GString *lines)
{
  g_autoptr(GString) notes = g_string_new(NULL);
  Writer w = { .out = out, .rec = rec, .format = format, .noted = noted, .notes = notes, .lines = lines };
  if (ibid_record_key(rec))
    put(&w, 0, "REFNUM", ibid_record_key(rec));
  put_type(&w);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (ibid_record_has(rec, names[i].var) && holds(&w, names[i].formats))
      put_names(&w, names[i].var, names[i].level, names[i].tag);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    if (ibid_record_has(rec, texts[i].var) && holds(&w, texts[i].formats) && !stands_elsewhere(&w, texts[i].var)) {
      put(&w, texts[i].level, texts[i].tag,
          ibid_record_text(rec, texts[i].var)); /* all lines in one: of several it writes one */
      w.written[texts[i].var] = TRUE;
    }
  put_issued(&w);
  put_pages(&w);
  put_series(&w);
  put_keywords(&w);
  put_serials(&w, IBID_VAR_ISBN, 0, "ISBN");
  put_serials(&w, IBID_VAR_ISSN, 1, "ISSN");
  put_number(&w);
  put_accessed(&w);
  if (is_isi(&w))
    put_isi(&w);
  if (writes(&w, "word"))
    put_word(&w);
  put_rest(&w);
  g_string_append_c(out, '\n');
}
