/* libbibutils' internal fields to records.
 *
 * An entry is lines "LEVEL TAB TAG TAB VALUE": level 0 is the work, 1 what it stands in, 2 and
 * further its series.  The tags are those of libbibutils 7.2 (its MODS with other names). */
#include "config.h"

#include "bibutils/hub.h"

#include <stdlib.h>
#include <string.h>

#include "bibutils/genre.h"
#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/language.h"
#include "record/name.h"
#include "record/note.h"
#include "util/text.h"

typedef struct {
  IbidRecord *rec;
  IbGenres genres;
  GString *titles[3], *short_titles[2]; /* by level; NULL: none */
  const char *first, *last, *total;     /* pages */
  const char *article_number;           /* stands where pages would */
  const char *address;                  /* of the publisher, or of the author */
  const char *date[2][3];               /* of the part and of the whole: year, month, day */
  gboolean date_told[2];                /* what follows is another date */
  GPtrArray *genre_words;               /* of char */
} Item;

static const struct {
  const char *tag;
  IbidVar var;
  const char *sep; /* between several */
} texts[] = {
  { "VOLUME", IBID_VAR_VOLUME, ", " },
  { "ISSUE", IBID_VAR_ISSUE, ", " },
  { "EDITION", IBID_VAR_EDITION, ", " },
  { "PUBLISHER", IBID_VAR_PUBLISHER, "; " },
  { "DEGREEGRANTOR", IBID_VAR_PUBLISHER, "; " },
  { "DEGREEGRANTOR:ASIS", IBID_VAR_PUBLISHER, "; " },
  { "DEGREEGRANTOR:CORP", IBID_VAR_PUBLISHER, "; " },
  { "PUBLISHER:CORP", IBID_VAR_PUBLISHER, "; " },
  { "ADDRESS:PUBLISHER", IBID_VAR_PUBLISHER_PLACE, "; " },
  { "EVENT_PLACE", IBID_VAR_EVENT_PLACE, "; " },
  { "EVENT:CONF", IBID_VAR_EVENT_TITLE, "; " },
  { "PMID", IBID_VAR_PMID, ", " },
  { "MEDLINE", IBID_VAR_PMID, ", " },
  { "PMC", IBID_VAR_PMCID, ", " },
  { "KEYWORD", IBID_VAR_KEYWORD, ", " },
  { "ABSTRACT", IBID_VAR_ABSTRACT, "\n" },
  { "NOTES", IBID_VAR_NOTE, "\n" },
  { "ANNOTE", IBID_VAR_ANNOTE, "\n" },
  { "CALLNUMBER", IBID_VAR_CALL_NUMBER, "; " },
  { "NUMVOLUMES", IBID_VAR_NUMBER_OF_VOLUMES, ", " },
  { "REPORTNUMBER", IBID_VAR_NUMBER, ", " },
  { "SECTION", IBID_VAR_SECTION, ", " },
  { "CHAPTER", IBID_VAR_CHAPTER_NUMBER, ", " },
  { "SCALE", IBID_VAR_SCALE, ", " },
  { "MEDIUM", IBID_VAR_MEDIUM, ", " },
  { "STATUS", IBID_VAR_STATUS, ", " },
  { "VERSION", IBID_VAR_VERSION, ", " },
  { "TRANSLATEDTITLE", IBID_VAR_ORIGINAL_TITLE, "; " },
  { "TRANSTITLE", IBID_VAR_ORIGINAL_TITLE, "; " },
  { "DATABASE", IBID_VAR_ARCHIVE, "; " },
  { "DATABASEPROV", IBID_VAR_SOURCE, "; " },
  { "ACCESSNUM", IBID_VAR_ARCHIVE_LOCATION, "; " },
  { "ISIREFNUM", IBID_VAR_ARCHIVE_LOCATION, "; " },
  { "PHYSICALLOC", IBID_VAR_ARCHIVE, "; " },
  { "SHELFLOC", IBID_VAR_CALL_NUMBER, "; " },
};

static const struct {
  const char *tag;
  IbidVar main, host;
} names[] = {
  { "AUTHOR", IBID_VAR_AUTHOR, IBID_VAR_CONTAINER_AUTHOR },
  { "EDITOR", IBID_VAR_EDITOR, IBID_VAR_EDITOR },
  { "2ND_AUTHOR", IBID_VAR_EDITOR, IBID_VAR_EDITOR },
  { "3RD_AUTHOR", IBID_VAR_COLLECTION_EDITOR, IBID_VAR_COLLECTION_EDITOR },
  { "SUB_AUTHOR", IBID_VAR_TRANSLATOR, IBID_VAR_TRANSLATOR },
  { "TRANSLATOR", IBID_VAR_TRANSLATOR, IBID_VAR_TRANSLATOR },
  { "COMPOSER", IBID_VAR_COMPOSER, IBID_VAR_COMPOSER },
  { "COMPILER", IBID_VAR_COMPILER, IBID_VAR_COMPILER },
  { "DIRECTOR", IBID_VAR_DIRECTOR, IBID_VAR_DIRECTOR },
  { "PRODUCER", IBID_VAR_PRODUCER, IBID_VAR_PRODUCER },
  { "PERFORMER", IBID_VAR_PERFORMER, IBID_VAR_PERFORMER },
  { "NARRATOR", IBID_VAR_NARRATOR, IBID_VAR_NARRATOR },
  { "ILLUSTRATOR", IBID_VAR_ILLUSTRATOR, IBID_VAR_ILLUSTRATOR },
  { "INTERVIEWER", IBID_VAR_INTERVIEWER, IBID_VAR_INTERVIEWER },
  { "ORGANIZER", IBID_VAR_ORGANIZER, IBID_VAR_ORGANIZER },
  { "ADDRESSEE", IBID_VAR_RECIPIENT, IBID_VAR_RECIPIENT },
  { "RECIPIENT", IBID_VAR_RECIPIENT, IBID_VAR_RECIPIENT },
  { "INVENTOR", IBID_VAR_AUTHOR, IBID_VAR_AUTHOR },
  { "ARTIST", IBID_VAR_AUTHOR, IBID_VAR_AUTHOR },
  { "CARTOGRAPHER", IBID_VAR_AUTHOR, IBID_VAR_AUTHOR },
  { "REPORTER", IBID_VAR_AUTHOR, IBID_VAR_AUTHOR },
};

/* What says nothing of the work: how the entry is stored, and libbibutils' own keys. */
static const char *const skipped[] = { "REFNUM", "RESOURCE", "ISSUANCE", "LASTMODDATE", "REFTYPE", "BIBKEY", NULL };

static void
add_text(IbidRecord *rec, IbidVar var, const char *value, const char *sep)
{
  const char *old = ibid_record_text(rec, var);
  if (!old || !strstr(old, value))
    ibid_record_add_text(rec, var, value, sep);
}

/* "Wiggins|D|A||Jr.": family, given names, and after an empty part the suffix.  One of the given
 * parts alone is an initial: libbibutils takes the full stop off. */
static void
take_person(IbidRecord *rec, IbidVar var, const char *value)
{
  g_auto(IbidName) name = { 0 };
  g_auto(GStrv) parts = g_strsplit(value, "|", -1);
  g_autoptr(GString) given = g_string_new(NULL);
  guint i = 1;
  for (; parts[0] && parts[i] && *parts[i]; i++) {
    gboolean initial = g_utf8_strlen(parts[i], -1) == 1;
    g_string_append_printf(given, "%s%s%s", given->len ? " " : "", parts[i], initial ? "." : "");
  }
  name.family = g_strdup(parts[0]);
  name.given = given->len ? g_strdup(given->str) : NULL;
  if (parts[0] && parts[i] && parts[i + 1])
    name.suffix = g_strdup(parts[i + 1]);
  if (!name.given && name.family && ib_note_lone_is_body(name.family))
    name.literal = g_steal_pointer(&name.family);
  else
    ib_name_split_particle(&name);
  ibid_record_take_name(rec, var, &name);
}

/* TRUE: TAG was one of a name. */
static gboolean
take_name(Item *it, guint level, const char *tag, const char *value)
{
  const char *kind = strchr(tag, ':');
  gsize len = kind ? (gsize)(kind - tag) : strlen(tag);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    if (strlen(names[i].tag) != len || strncmp(names[i].tag, tag, len))
      continue;
    IbidVar var = level == 0 ? names[i].main : level == 1 ? names[i].host : IBID_VAR_COLLECTION_EDITOR;
    if (kind) { /* AUTHOR:CORP, AUTHOR:ASIS */
      g_auto(IbidName) name = { 0 };
      if (g_str_equal(kind, ":ASIS") && !ib_name_looks_like_body(value, strlen(value)))
        ib_name_from_natural(value, strlen(value), &name);
      else
        name.literal = g_strdup(value);
      ibid_record_take_name(it->rec, var, &name);
    } else {
      take_person(it->rec, var, value);
    }
    return TRUE;
  }
  return FALSE;
}

static void
append_title(GString **title, const char *sep, const char *value)
{
  if (!*title)
    *title = g_string_new(value);
  else if (!strstr((*title)->str, value))
    g_string_append_printf(*title, "%s%s", strchr("?!", (*title)->str[MAX((*title)->len, 1) - 1]) ? " " : sep, value);
}

static gboolean
take_title(Item *it, guint level, const char *tag, const char *value)
{
  guint at = MIN(level, 2);
  g_autofree char *clean = ib_text_collapse(value, -1);
  if (!*clean)
    return g_str_equal(tag, "TITLE");
  if (g_str_equal(tag, "TITLE") || g_str_equal(tag, "SUBTITLE"))
    append_title(&it->titles[at], ": ", clean);
  else if (g_str_equal(tag, "SHORTTITLE") && at < 2 && !it->short_titles[at])
    it->short_titles[at] = g_string_new(clean);
  else if (g_str_equal(tag, "2ND_TITLE"))
    append_title(&it->titles[1], "; ", clean);
  else
    return FALSE;
  return TRUE;
}

static gboolean
take_pages(Item *it, const char *tag, const char *value)
{
  if (g_str_equal(tag, "PAGES:START"))
    it->first = value;
  else if (g_str_equal(tag, "PAGES:STOP"))
    it->last = value;
  else if (g_str_equal(tag, "PAGES:TOTAL"))
    it->total = value;
  else if (g_str_equal(tag, "ARTICLENUMBER"))
    it->article_number = value;
  else
    return FALSE;
  return TRUE;
}

/* "DATE:YEAR", "PARTDATE:MONTH": the part's date is that of an article, the other the book's. */
static gboolean
take_date(Item *it, const char *tag, const char *value)
{
  static const char *const parts[] = { "YEAR", "MONTH", "DAY" };
  gboolean part = g_str_has_prefix(tag, "PARTDATE");
  const char *colon = strchr(tag, ':');
  if (!part && !g_str_has_prefix(tag, "DATE"))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (g_str_equal(colon ? colon + 1 : "YEAR", parts[i])) {
      /* A second month begins a second date: PubMed's "ahead of print". */
      it->date_told[!part] |= it->date[!part][i] != NULL;
      if (!it->date_told[!part])
        it->date[!part][i] = value;
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_accessed(Item *it, const char *tag, const char *value)
{
  g_auto(IbidDate) date = { 0 };
  if (!g_str_equal(tag, "ACCESSDATE") && !g_str_equal(tag, "URLDATE") && !g_str_equal(tag, "ACCESS_DATE"))
    return FALSE;
  if (!ib_date_from_loose(value, strlen(value), &date) || !date.from.year) {
    ibid_date_clear(&date);
    date.literal = g_strdup(value);
  }
  ibid_record_set_date(it->rec, IBID_VAR_ACCESSED, &date);
  return TRUE;
}

/* Links that only repeat a DOI are libbibutils' own. */
static void
take_url(Item *it, const char *value)
{
  const char *old = ibid_record_text(it->rec, IBID_VAR_URL);
  if (!old || (ib_url_is_doi(old) && !ib_url_is_doi(value)))
    ibid_record_set_text(it->rec, IBID_VAR_URL, value);
  else if (strcmp(old, value) && !ib_url_is_doi(value))
    ibid_record_add_extra(it->rec, "URL", value);
}

static gboolean
take_identifier(Item *it, const char *tag, const char *value)
{
  IbidRecord *rec = it->rec;
  if (g_str_equal(tag, "DOI")) {
    g_autofree char *doi = ib_doi_from_text(value);
    ibid_record_set_text(rec, IBID_VAR_DOI, doi ? doi : value);
  } else if (g_str_equal(tag, "URL")) {
    take_url(it, value);
  } else if (g_str_equal(tag, "ISSN") || g_str_equal(tag, "SERIALNUMBER") || g_str_has_prefix(tag, "ISBN")) {
    if (!ib_record_add_serials(rec, value))
      add_text(rec, *tag == 'I' && tag[2] == 'B' ? IBID_VAR_ISBN : IBID_VAR_ISSN, value, ", ");
  } else if (g_str_equal(tag, "LANGUAGE")) {
    g_autofree char *code = ib_language_to_bcp47(value);
    add_text(rec, IBID_VAR_LANGUAGE, code ? code : value, ", ");
  } else {
    return FALSE;
  }
  return TRUE;
}

static gboolean
take_genre(Item *it, guint level, const char *tag, const char *value)
{
  if (!g_str_has_prefix(tag, "GENRE") && !g_str_equal(tag, "INTERNAL_TYPE"))
    return FALSE;
  gboolean known = ib_genres_add(&it->genres, level, value);
  if (level == 0 && (!known || strstr(value, "thesis")) && !g_str_equal(tag, "INTERNAL_TYPE"))
    g_ptr_array_add(it->genre_words, (gpointer)value);
  return TRUE;
}

static void
take_text(Item *it, guint level, const char *tag, const char *value)
{
  IbidRecord *rec = it->rec;
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    if (!g_str_equal(texts[i].tag, tag))
      continue;
    g_autofree char *clean = ib_text_collapse(value, -1); /* XML has the margins of its file */
    IbidVar var = texts[i].var;
    if (var == IBID_VAR_KEYWORD) {
      ibid_record_add_text(rec, var, g_strdelimit(clean, ",", ';'), ", ");
      return;
    }
    if (var == IBID_VAR_VOLUME && level >= 2)
      var = IBID_VAR_COLLECTION_NUMBER;
    add_text(rec, var, clean, texts[i].sep);
    return;
  }
  if (g_str_equal(tag, "NUMBER") && !ibid_record_has(rec, IBID_VAR_ISSUE) && !ibid_record_has(rec, IBID_VAR_NUMBER))
    ibid_record_set_text(rec, IBID_VAR_NUMBER, value);
  else if (g_str_equal(tag, "ADDRESS"))
    it->address = value;
  else if (!g_strv_contains(skipped, tag))
    ibid_record_add_extra(rec, tag, value);
}

static void
take(Item *it, guint level, const char *tag, const char *value)
{
  if (take_title(it, level, tag, value) || take_name(it, level, tag, value) || take_pages(it, tag, value) ||
      take_date(it, tag, value) || take_accessed(it, tag, value) || take_identifier(it, tag, value) ||
      take_genre(it, level, tag, value))
    return;
  take_text(it, level, tag, value);
}

/* When an entry is whole. */

static void
finish_pages(Item *it)
{
  IbidRecord *rec = it->rec;
  const char *first = it->first ? it->first : it->last, *last = it->first ? it->last : NULL;
  if (first && last && strcmp(first, last))
    ibid_record_take_text(rec, IBID_VAR_PAGE, g_strconcat(first, "-", last, NULL));
  else if (first)
    ibid_record_set_text(rec, IBID_VAR_PAGE, first);
  if (it->article_number)
    ibid_record_set_text(rec, first ? IBID_VAR_NUMBER : IBID_VAR_PAGE, it->article_number);
  if (it->total && !first && strchr(it->total, '-'))
    ibid_record_set_text(rec, IBID_VAR_PAGE, it->total);
  else if (it->total)
    ibid_record_set_text(rec, IBID_VAR_NUMBER_OF_PAGES, it->total);
}

/* "2006" as a month is ISI's "PD 2006"; "May-Jun" as a day stands there for want of a month. */
static void
finish_date(Item *it)
{
  const char **d = it->date[0][0] ? it->date[0] : it->date[1];
  g_auto(IbidDate) date = { 0 };
  if (!d[0])
    return;
  gboolean number = d[1] && strspn(d[1], "0123456789") == strlen(d[1]);
  const char *month = d[1] && strcmp(d[1], d[0]) ? d[1] : NULL;
  g_autofree char *all = number && month && d[2] ? g_strdup_printf("%s-%s-%s", d[0], month, d[2])
                         : number && month       ? g_strdup_printf("%s-%s", d[0], month)
                                                 : g_strdup_printf("%s %s %s", d[0], month ? month : "", d[2] ? d[2] : "");
  if (!ib_date_from_loose(all, strlen(all), &date) || !date.from.year) {
    ibid_date_clear(&date);
    date.literal = ib_text_collapse(all, -1);
  }
  ibid_record_set_date(it->rec, IBID_VAR_ISSUED, &date);
}

static void
set_title(IbidRecord *rec, IbidVar var, GString *title)
{
  if (title)
    ibid_record_set_text(rec, var, title->str);
}

/* What a book or a report stands in is a series. */
static gboolean
is_whole(IbidType type)
{
  return type == IBID_TYPE_BOOK || type == IBID_TYPE_REPORT || type == IBID_TYPE_THESIS || type == IBID_TYPE_MAP ||
         type == IBID_TYPE_SOFTWARE;
}

static void
finish_titles(Item *it)
{
  IbidRecord *rec = it->rec;
  set_title(rec, IBID_VAR_TITLE, it->titles[0]);
  set_title(rec, IBID_VAR_COLLECTION_TITLE, it->titles[2]);
  if (is_whole(ibid_record_type(rec)) && !it->titles[2])
    set_title(rec, IBID_VAR_COLLECTION_TITLE, it->titles[1]);
  else
    set_title(rec, IBID_VAR_CONTAINER_TITLE, it->titles[1]);
  if (it->short_titles[0] && it->titles[1] && g_string_equal(it->short_titles[0], it->titles[1]))
    set_title(rec, IBID_VAR_CONTAINER_TITLE_SHORT, it->short_titles[0]); /* EndNote XML's abbreviation */
  else
    set_title(rec, IBID_VAR_TITLE_SHORT, it->short_titles[0]);
  set_title(rec, IBID_VAR_CONTAINER_TITLE_SHORT, it->short_titles[1]);
}

/* NUMBER is an article's issue, and stays the number of all else. */
static void
finish_number(Item *it)
{
  IbidRecord *rec = it->rec;
  switch (ibid_record_type(rec)) {
  case IBID_TYPE_ARTICLE_JOURNAL:
  case IBID_TYPE_ARTICLE_MAGAZINE:
  case IBID_TYPE_ARTICLE_NEWSPAPER:
    if (!ibid_record_has(rec, IBID_VAR_ISSUE) && ibid_record_has(rec, IBID_VAR_NUMBER)) {
      ibid_record_set_text(rec, IBID_VAR_ISSUE, ibid_record_text(rec, IBID_VAR_NUMBER));
      ibid_record_unset(rec, IBID_VAR_NUMBER);
    }
    break;
  default:
    break;
  }
}

/* Articles have their authors' address there, books their publisher's. */
static void
finish_address(Item *it)
{
  IbidType type = ibid_record_type(it->rec);
  if (!it->address)
    return;
  if (type == IBID_TYPE_ARTICLE_JOURNAL || ibid_record_has(it->rec, IBID_VAR_PUBLISHER_PLACE))
    ibid_record_add_extra(it->rec, "ADDRESS", it->address);
  else
    ibid_record_set_text(it->rec, IBID_VAR_PUBLISHER_PLACE, it->address);
}

static IbidRecord *
finish(Item *it)
{
  IbidRecord *rec = it->rec;
  IbidType type = ib_genres_type(&it->genres, it->titles[1] != NULL);
  if (type == IBID_TYPE_DOCUMENT && (ibid_record_has(rec, IBID_VAR_ISBN) || ibid_record_has(rec, IBID_VAR_PUBLISHER)))
    type = IBID_TYPE_BOOK;
  else if (type == IBID_TYPE_DOCUMENT && it->titles[1])
    type = IBID_TYPE_ARTICLE_JOURNAL;
  ibid_record_set_type(rec, type);
  finish_titles(it);
  finish_number(it);
  finish_pages(it);
  finish_date(it);
  finish_address(it);
  for (guint i = 0; i < it->genre_words->len; i++)
    add_text(rec, IBID_VAR_GENRE, g_ptr_array_index(it->genre_words, i), ", ");
  for (guint i = 0; i < 3; i++)
    if (it->titles[i])
      g_string_free(it->titles[i], TRUE);
  for (guint i = 0; i < 2; i++)
    if (it->short_titles[i])
      g_string_free(it->short_titles[i], TRUE);
  g_ptr_array_unref(it->genre_words);
  return rec;
}

/* The lines of one entry, up to the blank one; *NEXT gets what follows. */
static IbidRecord *
read_entry(char *line, char **next)
{
  Item it = { .rec = ibid_record_new(IBID_TYPE_DOCUMENT), .genre_words = g_ptr_array_new() };
  while (*line && *line != '\n') {
    char *end = strchr(line, '\n'), *tab = strchr(line, '\t');
    if (end)
      *end = '\0';
    char *value = tab ? strchr(tab + 1, '\t') : NULL;
    long level = strtol(line, NULL, 10);
    if (value && level >= 0 && value[1]) {
      *value = '\0';
      take(&it, (guint)level, tab + 1, value + 1);
    }
    line = end ? end + 1 : line + strlen(line);
  }
  *next = *line ? line + 1 : line;
  return finish(&it);
}

GPtrArray *
ib_hub_read(char *text)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  char *p = text;
  while (*p && strcmp(p, ".\n"))
    g_ptr_array_add(list, read_entry(p, &p));
  return *p ? g_steal_pointer(&list) : NULL;
}
