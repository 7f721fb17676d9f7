/* Records to libbibutils' internal fields, from which it writes its formats.
 *
 * The genres are those by which its writers find their own types: "web site" makes an InternetSite
 * of Word and an Electronic Source of EndNote, where "web page" makes neither. */
#include "config.h"

#include "bibutils/hub.h"

#include <string.h>

#include "bibutils/genre.h"
#include "bibutils/hub_format.h"
#include "record/date.h"
#include "record/note.h"
#include "util/data.h"
#include "util/text.h"

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

static const IbHubFormat mods = { .name = "mods", .letter = 'm' }, ads = { .name = "ads", .letter = 'a' };
static const IbHubFormat *const formats[] = { &mods, &ib_hub_isi, &ib_hub_word, &ads };

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
holds(const IbHubWriter *w, const char *letters)
{
  return strchr(letters, w->format->letter) != NULL;
}

/* Line breaks and tabs would begin another field. */
void
ib_hub_put(IbHubWriter *w, guint level, const char *tag, const char *value)
{
  g_string_append_printf(w->out, "%u\t%s\t", level, tag);
  for (const char *p = value; *p; p++)
    g_string_append_c(w->out, (guchar)*p < 0x20 || *p == 0x7F ? ' ' : *p);
  g_string_append_c(w->out, '\n');
}

static void
put_lines(IbHubWriter *w, guint level, const char *tag, const char *value)
{
  g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
  for (char **line = lines; *line; line++)
    if (*g_strstrip(*line))
      ib_hub_put(w, level, tag, *line);
}

gboolean
ib_hub_is_initials(const char *part)
{
  gsize n = strlen(part);
  return n > 1 && n <= 4 && strspn(part, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
}

static void
append_given(GString *value, const char *part)
{
  gboolean initials = ib_hub_is_initials(part);
  for (const char *p = part; initials && *p; p++)
    g_string_append_printf(value, "|%c", *p);
  if (*part && !initials)
    g_string_append_printf(value, "|%s", part);
}

/* MODS' writer cuts the full stop of an initial off: there it goes as a character that no name has
 * (IB_HUB_STOP), put back where the entry is whole. */
static void
append_whole(GString *value, const char *part, gboolean guarded)
{
  gsize n = strlen(part);
  gboolean stop = guarded && n && part[n - 1] == '.';
  g_string_append_printf(value, "|%.*s%s", (int)(n - stop), part, stop ? IB_HUB_STOP : "");
}

/* "van Gogh|Vincent|A||Jr.": given names apart.  ADS' writer adds the full stop of an initial, MODS' and
 * Word's don't. */
static void
put_person(IbHubWriter *w, guint level, const char *tag, const IbidName *n)
{
  g_autoptr(GString) value = g_string_new(NULL);
  if (n->non_dropping_particle)
    g_string_append_printf(value, "%s ", n->non_dropping_particle);
  g_string_append(value, n->family ? n->family : "");
  g_autofree char *given =
      g_strconcat(n->given ? n->given : "", n->dropping_particle ? " " : "", n->dropping_particle, NULL);
  gboolean as_is = holds(w, "mw"), stops = holds(w, "m");
  g_auto(GStrv) parts = g_strsplit_set(given, as_is ? " |" : " .|", -1);
  for (char **part = parts; *part; part++)
    if (as_is && **part)
      append_whole(value, *part, stops);
    else if (!as_is)
      append_given(value, *part);
  if (n->suffix)
    g_string_append_printf(value, holds(w, "w") ? "|%s" : "||%s", n->suffix); /* Word has given names alone */
  ib_hub_put(w, level, tag, value->str);
}

static void
put_names(IbHubWriter *w, IbidVar var, guint level, const char *tag)
{
  g_autofree char *body = g_strconcat(tag, w->format->put_person ? ":ASIS" : ":CORP", NULL);
  for (guint i = 0; i < ibid_record_n_names(w->rec, var); i++) {
    const IbidName *name = ibid_record_name(w->rec, var, i);
    if (ibid_name_is_body(name))
      ib_hub_put(w, level, body, name->literal);
    else if (w->format->put_person)
      w->format->put_person(w, level, body, name);
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

/* Do the genres GENRE and HOST ("GENRE:MARC\tbook") say the type, to a reader of the format? */
static gboolean
is_told(const IbHubWriter *w, IbidType type, const char *genre, const char *host)
{
  IbGenres read = { { 0 } };
  if (w->format->tells)
    return w->format->tells(w, type);
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
put_type(IbHubWriter *w)
{
  IbidType type = ibid_record_type(w->rec);
  const char *genre = NULL, *host = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(genres); i++)
    if (genres[i].type == type) {
      genre = genres[i].genre;
      host = genres[i].host_genre;
    }
  if (genre)
    g_string_append_printf(w->out, "0\t%s\n", genre);
  if (host)
    g_string_append_printf(w->out, "1\t%s\n", host);
  if (host)
    ib_hub_put(w, 1, "ISSUANCE", is_article(type) ? "continuing" : "monographic");
  w->typed = is_told(w, type, genre, host);
}

/* DATE of what stands alone, PARTDATE of a part. */
static void
put_issued(IbHubWriter *w)
{
  const IbidDate *d = ibid_record_date(w->rec, IBID_VAR_ISSUED);
  const char *prefix = is_article(ibid_record_type(w->rec)) ? "PARTDATE" : "DATE";
  if (!d)
    return;
  const IbidDatePart *part = d->from.year ? &d->from : &d->to;
  const guint values[] = { part->year > 0 ? (guint)part->year : 0, part->month, part->month ? part->day : 0 };
  static const char *const parts[] = { "YEAR", "MONTH", "DAY" };
  for (guint i = 0; i < (holds(w, "i") ? 1 : 3); i++) /* ISI's writer loses the day: hub_isi.c */
    if (values[i])
      g_string_append_printf(w->out, "0\t%s:%s\t%02u\n", prefix, parts[i], values[i]);
  gboolean more = d->to.year || d->open_start || d->open_end || d->circa || d->uncertain || d->from.season ||
                  d->ambiguous || part->year <= 0;
  w->written[IBID_VAR_ISSUED] = !more;
}

static void
put_pages(IbHubWriter *w)
{
  const char *page = ibid_record_text(w->rec, IBID_VAR_PAGE);
  const char *dash = page ? strchr(page, '-') : NULL;
  if (!page)
    return;
  if (dash && dash > page && dash[1] && !strchr(dash + 1, '-') && !strpbrk(page, ",;")) {
    g_autofree char *first = g_strndup(page, dash - page);
    ib_hub_put(w, 0, "PAGES:START", first);
    ib_hub_put(w, 0, "PAGES:STOP", dash + 1);
  } else {
    ib_hub_put(w, 0, "PAGES:START", page);
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
put_series(IbHubWriter *w)
{
  const char *title = ibid_record_text(w->rec, IBID_VAR_COLLECTION_TITLE);
  guint level = ibid_record_has(w->rec, IBID_VAR_CONTAINER_TITLE) ? 2 : 1;
  if (!title || !holds(w, "mi") || (level == 2 && holds(w, "i")) ||
      (level == 1 && !is_in_series(ibid_record_type(w->rec))))
    return;
  ib_hub_put(w, level, "TITLE", title);
  w->written[IBID_VAR_COLLECTION_TITLE] = TRUE;
}

static void
put_keywords(IbHubWriter *w)
{
  const char *s = ibid_record_text(w->rec, IBID_VAR_KEYWORD);
  if (!s || !holds(w, "mia"))
    return;
  g_auto(GStrv) words = g_strsplit(s, ",", -1);
  for (char **word = words; *word; word++)
    if (*g_strstrip(g_strdelimit(*word, ";", ',')))
      ib_hub_put(w, 0, "KEYWORD", *word);
  w->written[IBID_VAR_KEYWORD] = TRUE;
}

/* "1234-5679, 2345-6780" as two. */
static void
put_serials(IbHubWriter *w, IbidVar var, guint level, const char *tag)
{
  const char *s = ibid_record_text(w->rec, var);
  if (!s || !holds(w, "m"))
    return;
  g_auto(GStrv) numbers = g_strsplit(s, ", ", -1);
  for (char **number = numbers; *number; number++)
    ib_hub_put(w, level, tag, *number);
  w->written[var] = TRUE;
}

/* NUMBER is an article's issue to all readers, and ISI's and Word's the issue of anything. */
static void
put_number(IbHubWriter *w)
{
  const char *number = ibid_record_text(w->rec, IBID_VAR_NUMBER);
  if (!number || ibid_record_has(w->rec, IBID_VAR_ISSUE) || is_article(ibid_record_type(w->rec)) || !holds(w, "m"))
    return;
  ib_hub_put(w, 0, "NUMBER", number);
  w->written[IBID_VAR_NUMBER] = TRUE;
}

/* MODS writes it as dateCaptured; the other writers lose it, and it is put back later. */
static void
put_accessed(IbHubWriter *w)
{
  const IbidDate *d = ibid_record_date(w->rec, IBID_VAR_ACCESSED);
  g_autofree char *edtf = d ? ib_date_to_edtf(d) : NULL;
  if (!edtf || !holds(w, "mw"))
    return;
  if (holds(w, "m"))
    ib_hub_put(w, 0, "URLDATE", edtf);
  w->written[IBID_VAR_ACCESSED] = !d->ambiguous;
}

/* Notes. */

static void
add_note(IbHubWriter *w, const char *name, const char *label, const char *value)
{
  g_autofree char *line = g_strdelimit(g_strdup(value), "\n\r", ' ');
  g_string_append_printf(w->notes, "%s%s: %s", w->notes->len ? "\n" : "", label, line);
  g_ptr_array_add(w->noted, g_strdup(name));
}

/* "Phys. Rev. Lett." is its own short form. */
static gboolean
is_own_short(const IbHubWriter *w, IbidVar var)
{
  return var == IBID_VAR_CONTAINER_TITLE_SHORT &&
         !g_strcmp0(ibid_record_text(w->rec, var), ibid_record_text(w->rec, IBID_VAR_CONTAINER_TITLE));
}

static void
note_unwritten(IbHubWriter *w)
{
  for (guint var = 1; var < IBID_N_VARS; var++) {
    if (w->written[var] || !ibid_record_has(w->rec, var) || is_own_short(w, var))
      continue;
    g_autofree char *value = ib_note_value(w->rec, var);
    add_note(w, ibid_var_name(var), ibid_var_name(var), value);
  }
  for (guint i = 0; i < ibid_record_n_extras(w->rec); i++) {
    if (w->format->has_extra && w->format->has_extra(w, i))
      continue;
    g_autofree char *label = g_strconcat("x-", ibid_record_extra_name(w->rec, i), NULL);
    add_note(w, ibid_record_extra_name(w->rec, i), label, ibid_record_extra_value(w->rec, i));
  }
}

static void
put_rest(IbHubWriter *w)
{
  const char *note = ibid_record_text(w->rec, IBID_VAR_NOTE);
  if (note)
    g_string_append(w->notes, note);
  w->written[IBID_VAR_NOTE] = TRUE;
  note_unwritten(w);
  if (!w->typed && !holds(w, "a"))
    g_string_append_printf(w->notes, "%stype: %s", w->notes->len ? "\n" : "", ibid_type_name(ibid_record_type(w->rec)));
  if (w->format->put_notes)
    w->format->put_notes(w);
  else
    put_lines(w, 0, "NOTES", w->notes->str);
}

/* Is SHORTER what a reader would take for WHOLE itself? */
static gboolean
is_lone(const IbHubWriter *w, IbidVar shorter, IbidVar whole)
{
  const char *title = ibid_record_text(w->rec, whole);
  return !title || g_str_equal(title, ibid_record_text(w->rec, shorter));
}

/* An abbreviation is written beside a title that it differs from. */
static gboolean
stands_elsewhere(const IbHubWriter *w, IbidVar var)
{
  if (var == IBID_VAR_TITLE_SHORT)
    return is_lone(w, var, IBID_VAR_TITLE);
  if (var == IBID_VAR_CONTAINER_TITLE_SHORT)
    return is_lone(w, var, IBID_VAR_CONTAINER_TITLE);
  return w->format->leaves && w->format->leaves(w, var);
}

/* What the tables say. */
static void
put_tables(IbHubWriter *w)
{
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (ibid_record_has(w->rec, names[i].var) && holds(w, names[i].formats))
      put_names(w, names[i].var, names[i].level, names[i].tag);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    IbidVar var = texts[i].var;
    if (!ibid_record_has(w->rec, var) || !holds(w, texts[i].formats) || stands_elsewhere(w, var))
      continue;
    g_autofree char *plain = ib_text_unmarked(ibid_record_text(w->rec, var), holds(w, "wa")); /* Word would print "<i>" */
    ib_hub_put(w, texts[i].level, texts[i].tag, plain); /* all lines in one: of several it writes one */
    w->written[var] = TRUE;
  }
}

static const IbHubFormat *
find_format(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
    if (g_str_equal(formats[i]->name, name))
      return formats[i];
  g_return_val_if_reached(formats[0]);
}

void
ib_hub_write(GString *out, const IbidRecord *rec, const char *format, GPtrArray *noted, GString *lines)
{
  g_autoptr(GString) notes = g_string_new(NULL);
  IbHubWriter w = { .out = out, .rec = rec, .format = find_format(format), .noted = noted, .notes = notes, .lines = lines };
  if (ibid_record_key(rec))
    ib_hub_put(&w, 0, "REFNUM", ibid_record_key(rec));
  put_type(&w);
  put_tables(&w);
  put_issued(&w);
  put_pages(&w);
  put_series(&w);
  put_keywords(&w);
  put_serials(&w, IBID_VAR_ISBN, 0, "ISBN");
  put_serials(&w, IBID_VAR_ISSN, 1, "ISSN");
  put_number(&w);
  put_accessed(&w);
  if (w.format->put)
    w.format->put(&w);
  put_rest(&w);
  g_string_append_c(out, '\n');
}
