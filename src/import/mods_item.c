/* One <mods> element (refs/ibid.bib: mods) as a record. */
#include "config.h"

#include "import/mods_item.h"

#include <string.h>

#include "bibutils/genre.h"
#include "import/xml.h"
#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/language.h"
#include "record/name.h"
#include "record/note.h"
#include "util/text.h"

typedef struct {
  IbidRecord *rec;
  IbGenres genres;
  gboolean has_host;
  const char *issuance;
  GPtrArray *genre_words; /* of char, owned */
  gboolean number_told;   /* by a note: it is no issue */
  gboolean type_told;     /* likewise, and may be "document" */
  int date_rank;          /* how good the date found so far is as the date of issue; 0 none */
} Item;

/* XML. */

static gboolean
attribute_is(const xmlNode *node, const char *name, const char *value)
{
  g_autofree char *has = ib_xml_attribute(node, name);
  return !g_strcmp0(has, value);
}

static void
add_text(IbidRecord *rec, IbidVar var, const char *value, const char *sep)
{
  const char *old = ibid_record_text(rec, var);
  if (value && (!old || !strstr(old, value)))
    ibid_record_add_text(rec, var, value, sep);
}

/* Titles. */

/* "The" + "title" + ": " + "subtitle", with the part's name and, where it is NUMBERED, its number.
 * Caller frees. */
static char *
title_of(const xmlNode *info, gboolean numbered)
{
  GString *out = g_string_new(NULL);
  g_autofree char *non_sort = ib_xml_child_content(info, "nonSort"), *title = ib_xml_child_content(info, "title");
  g_autofree char *sub = ib_xml_child_content(info, "subTitle"), *number = numbered ? ib_xml_child_content(info, "partNumber") : NULL;
  g_autofree char *part = ib_xml_child_content(info, "partName");
  if (non_sort)
    g_string_append_printf(out, "%s%s", non_sort, strchr("'-", non_sort[strlen(non_sort) - 1]) ? "" : " ");
  if (title)
    g_string_append(out, title);
  if (sub)
    g_string_append_printf(out, "%s%s", out->len ? ": " : "", sub);
  if (number)
    g_string_append_printf(out, ". %s", number);
  if (part)
    g_string_append_printf(out, number ? ": %s" : ". %s", part);
  return g_string_free(out, FALSE);
}

/* MAIN and BRIEF take the title of the work, or of what it stands in. */
static void
read_title(Item *it, const xmlNode *info, IbidVar main, IbidVar brief)
{
  gboolean series = main == IBID_VAR_COLLECTION_TITLE;
  g_autofree char *title = title_of(info, !series), *type = ib_xml_attribute(info, "type");
  g_autofree char *number = series ? ib_xml_child_content(info, "partNumber") : NULL;
  if (!*title)
    return;
  if (number && !ibid_record_has(it->rec, IBID_VAR_COLLECTION_NUMBER))
    ibid_record_set_text(it->rec, IBID_VAR_COLLECTION_NUMBER, number);
  if (!type || g_str_equal(type, "uniform"))
    add_text(it->rec, main, title, ": ");
  else if (g_str_equal(type, "abbreviated") && brief)
    ibid_record_set_text(it->rec, brief, title);
  else if (g_str_equal(type, "translated") && main == IBID_VAR_TITLE)
    ibid_record_add_extra(it->rec, "translated-title", title);
  else
    ibid_record_add_extra(it->rec, "alternative-title", title);
}

/* Names. */

static const struct {
  const char *code, *term;
  IbidVar var;
} roles[] = {
  { "aut", "author", IBID_VAR_AUTHOR },        { "cre", "creator", IBID_VAR_AUTHOR },
  { "edt", "editor", IBID_VAR_EDITOR },        { "trl", "translator", IBID_VAR_TRANSLATOR },
  { "com", "compiler", IBID_VAR_COMPILER },    { "cmp", "composer", IBID_VAR_COMPOSER },
  { "ill", "illustrator", IBID_VAR_ILLUSTRATOR }, { "ivr", "interviewer", IBID_VAR_INTERVIEWER },
  { "ive", "interviewee", IBID_VAR_AUTHOR },   { "nrt", "narrator", IBID_VAR_NARRATOR },
  { "orm", "organizer", IBID_VAR_ORGANIZER },  { "prf", "performer", IBID_VAR_PERFORMER },
  { "pro", "producer", IBID_VAR_PRODUCER },    { "drt", "director", IBID_VAR_DIRECTOR },
  { "fmd", "film director", IBID_VAR_DIRECTOR }, { "cur", "curator", IBID_VAR_CURATOR },
  { "rcp", "recipient", IBID_VAR_RECIPIENT },  { "hst", "host", IBID_VAR_HOST },
  { "aus", "screenwriter", IBID_VAR_SCRIPT_WRITER }, { "ctg", "cartographer", IBID_VAR_AUTHOR },
  { "art", "artist", IBID_VAR_AUTHOR },        { "inv", "inventor", IBID_VAR_AUTHOR },
  { "prg", "programmer", IBID_VAR_AUTHOR },    { "pht", "photographer", IBID_VAR_AUTHOR },
  { "ctb", "contributor", IBID_VAR_CONTRIBUTOR }, { "spk", "speaker", IBID_VAR_AUTHOR },
  { "pbd", "series editor", IBID_VAR_COLLECTION_EDITOR },
};

enum { ROLE_NONE, ROLE_OTHER, ROLE_PUBLISHER };

/* The variable of the role, or IBID_VAR_NONE with *OTHER saying what it is instead. */
static IbidVar
role_of(const xmlNode *name, int *other)
{
  *other = ROLE_NONE;
  for (const xmlNode *role = name->children; role; role = role->next) {
    if (!ib_xml_is(role, "role"))
      continue;
    for (const xmlNode *term = role->children; term; term = term->next) {
      g_autofree char *value = ib_xml_is(term, "roleTerm") || term->type == XML_TEXT_NODE ? ib_xml_content(term) : NULL;
      if (!value)
        continue;
      for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
        if (!g_ascii_strcasecmp(value, roles[i].code) || !g_ascii_strcasecmp(value, roles[i].term))
          return roles[i].var;
      gboolean school = !g_ascii_strcasecmp(value, "degree grantor") || !g_ascii_strcasecmp(value, "dgg") ||
                        !g_ascii_strcasecmp(value, "publisher") || !g_ascii_strcasecmp(value, "pbl");
      *other = school ? ROLE_PUBLISHER : MAX(*other, ROLE_OTHER);
    }
  }
  return IBID_VAR_NONE;
}

/* Name parts, told apart or in one: "Alleman, Tillie Pierce", "West, Matthew,". */
static void
take_name(IbidRecord *rec, IbidVar var, const xmlNode *node)
{
  g_auto(IbidName) name = { 0 };
  g_autoptr(GString) whole = g_string_new(NULL), given = g_string_new(NULL), family = g_string_new(NULL);
  gboolean body = attribute_is(node, "type", "corporate") || attribute_is(node, "type", "conference");
  for (const xmlNode *part = node->children; part; part = part->next) {
    g_autofree char *type = ib_xml_is(part, "namePart") ? ib_xml_attribute(part, "type") : NULL;
    g_autofree char *value = ib_xml_is(part, "namePart") ? ib_xml_content(part) : NULL;
    if (!value || !g_strcmp0(type, "date"))
      continue;
    GString *to = !type ? whole : g_str_equal(type, "given") ? given : g_str_equal(type, "family") ? family : NULL;
    if (to)
      g_string_append_printf(to, "%s%s", to->len ? (to == whole && body ? ". " : " ") : "", value);
    else if (!name.suffix)
      name.suffix = g_strdup(value);
  }
  if (!whole->len && !family->len) {
    g_autofree char *display = ib_xml_child_content(node, "displayForm");
    g_string_assign(whole, display ? display : "");
  }
  if (family->len || given->len) {
    name.family = g_strdup(family->len ? family->str : NULL);
    name.given = g_strdup(given->len ? given->str : NULL);
    if (!name.given && ib_note_lone_is_body(family->str))
      name.literal = g_steal_pointer(&name.family);
    else
      ib_name_split_particle(&name);
    ibid_record_take_name(rec, var, &name);
  } else if (body && whole->len) {
    name.literal = g_strdup(whole->str);
    g_clear_pointer(&name.suffix, g_free);
    ibid_record_take_name(rec, var, &name);
  } else if (whole->len) {
    while (whole->len && strchr(", ", whole->str[whole->len - 1])) /* MARC's comma before the dates */
      g_string_truncate(whole, whole->len - 1);
    ib_note_read_name(rec, var, whole->str, whole->len);
  }
}

/* The names of a host are those of a book's editors, its author, or a series' editors. */
static void
read_name(Item *it, const xmlNode *node, guint level)
{
  int other;
  IbidVar var = role_of(node, &other);
  if (!var && other == ROLE_PUBLISHER) {
    g_autofree char *publisher = ib_xml_child_content(node, "namePart");
    add_text(it->rec, IBID_VAR_PUBLISHER, publisher, "; ");
    return;
  }
  if (!var)
    var = other == ROLE_OTHER ? IBID_VAR_CONTRIBUTOR : IBID_VAR_AUTHOR;
  if (level == 1 && var == IBID_VAR_AUTHOR)
    var = IBID_VAR_CONTAINER_AUTHOR;
  if (level == 2 && (var == IBID_VAR_EDITOR || var == IBID_VAR_AUTHOR))
    var = IBID_VAR_COLLECTION_EDITOR;
  take_name(it->rec, var, node);
  g_autofree char *affiliation = ib_xml_child_content(node, "affiliation");
  if (affiliation)
    ibid_record_add_extra(it->rec, "affiliation", affiliation);
}

/* Origin. */

/* How well each date of originInfo and part says when the work was issued. */
static const struct {
  const char *element;
  int rank;
  IbidVar var; /* where else it goes, IBID_VAR_NONE: nowhere */
} dates[] = {
  { "dateIssued", 4, IBID_VAR_NONE },      { "date", 3, IBID_VAR_NONE },
  { "dateCreated", 2, IBID_VAR_NONE },     { "copyrightDate", 1, IBID_VAR_NONE },
  { "dateCaptured", 0, IBID_VAR_ACCESSED }, { "dateValid", 0, IBID_VAR_AVAILABLE_DATE },
};

static gboolean
parse_date(const xmlNode *node, IbidDate *date)
{
  g_autofree char *value = ib_xml_content(node);
  return value && ib_date_from_loose(value, strlen(value), date) && date->from.year;
}

/* "point" marks the ends of a range told by two elements. */
static void
extend(IbidRecord *rec, const IbidDate *end)
{
  g_auto(IbidDate) range = { 0 };
  const IbidDate *old = ibid_record_date(rec, IBID_VAR_ISSUED);
  if (!old || old->to.year || end->from.year < old->from.year)
    return;
  ibid_date_copy(&range, old);
  range.to = end->from;
  ibid_record_set_date(rec, IBID_VAR_ISSUED, &range);
}

static void
read_date(Item *it, const xmlNode *node, int level)
{
  for (guint i = 0; i < G_N_ELEMENTS(dates); i++) {
    g_auto(IbidDate) date = { 0 };
    if (!ib_xml_is(node, dates[i].element) || !parse_date(node, &date))
      continue;
    /* The work's own date before its host's; a coded one before a printed one. */
    g_autofree char *encoding = ib_xml_attribute(node, "encoding");
    int rank = dates[i].rank * 4 - (level ? 2 : 0) + (encoding != NULL);
    const IbidDate *old = ibid_record_date(it->rec, IBID_VAR_ISSUED);
    if (dates[i].var) {
      if (level == 0)
        ibid_record_set_date(it->rec, dates[i].var, &date);
    } else if (attribute_is(node, "point", "end")) {
      extend(it->rec, &date);
    } else if (rank > it->date_rank || (old && old->from.year == date.from.year && !old->from.month && date.from.month)) {
      ibid_record_set_date(it->rec, IBID_VAR_ISSUED, &date);
      it->date_rank = MAX(rank, it->date_rank);
    }
    return;
  }
}

static void
read_place(IbidRecord *rec, const xmlNode *place)
{
  for (const xmlNode *term = place->children; term; term = term->next) {
    g_autofree char *value = ib_xml_is(term, "placeTerm") && !attribute_is(term, "type", "code") ? ib_xml_content(term) : NULL;
    add_text(rec, IBID_VAR_PUBLISHER_PLACE, value, "; ");
  }
}

static void
read_origin(Item *it, const xmlNode *origin, int level)
{
  for (const xmlNode *c = origin->children; c; c = c->next) {
    g_autofree char *value = c->type == XML_ELEMENT_NODE ? ib_xml_content(c) : NULL;
    if (!value)
      continue;
    if (ib_xml_is(c, "publisher"))
      add_text(it->rec, IBID_VAR_PUBLISHER, value, "; ");
    else if (ib_xml_is(c, "place"))
      read_place(it->rec, c);
    else if (ib_xml_is(c, "edition"))
      add_text(it->rec, IBID_VAR_EDITION, value, ", ");
    else if (ib_xml_is(c, "issuance") && !level)
      it->issuance = g_intern_string(value);
    else
      read_date(it, c, level);
  }
}

/* Parts. */

static const struct {
  const char *type;
  IbidVar var;
} details[] = {
  { "volume", IBID_VAR_VOLUME },  { "vol", IBID_VAR_VOLUME },       { "issue", IBID_VAR_ISSUE },
  { "number", IBID_VAR_ISSUE },   { "no", IBID_VAR_ISSUE },         { "chapter", IBID_VAR_CHAPTER_NUMBER },
  { "section", IBID_VAR_SECTION }, { "part", IBID_VAR_PART },       { "page", IBID_VAR_PAGE },
  { "articlenumber", IBID_VAR_NUMBER }, { "edition", IBID_VAR_EDITION }, { "session", IBID_VAR_CHAPTER_NUMBER },
};

static void
read_detail(Item *it, const xmlNode *detail, gboolean series)
{
  g_autofree char *type = ib_xml_attribute(detail, "type"), *number = ib_xml_child_content(detail, "number");
  g_autofree char *value = number ? g_steal_pointer(&number) : ib_xml_content(detail);
  for (guint i = 0; value && type && i < G_N_ELEMENTS(details); i++) {
    if (g_ascii_strcasecmp(type, details[i].type))
      continue;
    IbidVar var = details[i].var;
    if (series && (var == IBID_VAR_VOLUME || var == IBID_VAR_ISSUE))
      var = IBID_VAR_COLLECTION_NUMBER;
    if (var == IBID_VAR_ISSUE && !g_ascii_strcasecmp(type, "number"))
      var = IBID_VAR_NUMBER; /* of an article it is the issue: finish_number() */
    add_text(it->rec, var, value, ", ");
    return;
  }
}

/* "pp. 12-20" */
static const char *
bare_pages(const char *list)
{
  gsize n = strspn(list, "Pp");
  gboolean marked = n && n <= 2 && list[n] == '.';
  return marked ? list + n + 1 : list;
}

static void
read_extent(Item *it, const xmlNode *extent)
{
  g_autofree char *start = ib_xml_child_content(extent, "start"), *end = ib_xml_child_content(extent, "end");
  g_autofree char *list = ib_xml_child_content(extent, "list"), *total = ib_xml_child_content(extent, "total");
  g_autofree char *unit = ib_xml_attribute(extent, "unit");
  if (unit && g_ascii_strncasecmp(unit, "page", 4))
    return;
  if (start && end && strcmp(start, end))
    ibid_record_take_text(it->rec, IBID_VAR_PAGE, g_strconcat(start, "-", end, NULL));
  else if (start || end || list)
    ibid_record_set_text(it->rec, IBID_VAR_PAGE, start ? start : end ? end : bare_pages(list));
  if (total)
    ibid_record_set_text(it->rec, IBID_VAR_NUMBER_OF_PAGES, total);
}

static void
read_part(Item *it, const xmlNode *part, int level)
{
  for (const xmlNode *c = part->children; c; c = c->next) {
    if (ib_xml_is(c, "detail"))
      read_detail(it, c, level == 2);
    else if (ib_xml_is(c, "extent"))
      read_extent(it, c);
    else if (ib_xml_is(c, "date"))
      read_date(it, c, 0);
  }
}

/* The rest. */

static const struct {
  const char *type;
  IbidVar var;
} identifiers[] = {
  { "isbn", IBID_VAR_ISBN },   { "issn", IBID_VAR_ISSN },     { "eissn", IBID_VAR_ISSN }, { "issn-l", IBID_VAR_ISSN },
  { "pubmed", IBID_VAR_PMID }, { "pmid", IBID_VAR_PMID },     { "pmc", IBID_VAR_PMCID },  { "pmcid", IBID_VAR_PMCID },
  { "accessnum", IBID_VAR_ARCHIVE_LOCATION }, { "report number", IBID_VAR_NUMBER },
};

static void
read_identifier(Item *it, const xmlNode *node)
{
  g_autofree char *value = ib_xml_content(node), *type = ib_xml_attribute(node, "type");
  g_autofree char *doi = value ? ib_doi_from_value(value) : NULL;
  if (!value || attribute_is(node, "invalid", "yes") || !g_strcmp0(type, "citekey"))
    return;
  if (doi && (!type || !g_ascii_strcasecmp(type, "doi") || !g_ascii_strcasecmp(type, "uri"))) {
    ibid_record_set_text(it->rec, IBID_VAR_DOI, doi);
    return;
  }
  if (type && !doi && !g_ascii_strcasecmp(type, "doi") && !ibid_record_has(it->rec, IBID_VAR_DOI)) {
    ibid_record_set_text(it->rec, IBID_VAR_DOI, value); /* is none, but meant as one */
    return;
  }
  for (guint i = 0; type && i < G_N_ELEMENTS(identifiers); i++)
    if (!g_ascii_strcasecmp(type, identifiers[i].type)) {
      gboolean serial = identifiers[i].var == IBID_VAR_ISBN || identifiers[i].var == IBID_VAR_ISSN;
      if (!serial || !ib_record_add_serials(it->rec, value))
        add_text(it->rec, identifiers[i].var, value, ", ");
      return;
    }
  gboolean url = g_str_has_prefix(value, "http://") || g_str_has_prefix(value, "https://");
  if (url && !ibid_record_has(it->rec, IBID_VAR_URL))
    ibid_record_set_text(it->rec, IBID_VAR_URL, value);
  else if (!url || strcmp(value, ibid_record_text(it->rec, IBID_VAR_URL)))
    ibid_record_add_extra(it->rec, type ? type : "identifier", value);
}

/* Every word of every language is told twice, as code and as text. */
static void
read_language(Item *it, const xmlNode *node)
{
  const xmlNode *term = ib_xml_child(node, "languageTerm");
  g_autofree char *value = ib_xml_content(term ? term : node);
  g_autofree char *code = value ? ib_language_to_bcp47(value) : NULL;
  add_text(it->rec, IBID_VAR_LANGUAGE, code ? code : value, ", ");
}

static void
read_subject(Item *it, const xmlNode *subject)
{
  for (const xmlNode *c = subject->children; c; c = c->next) {
    g_autofree char *value = NULL;
    if (ib_xml_is(c, "topic") || ib_xml_is(c, "geographic") || ib_xml_is(c, "temporal") || ib_xml_is(c, "genre"))
      value = ib_xml_content(c);
    else if (ib_xml_is(c, "name"))
      value = ib_xml_child_content(c, "namePart");
    if (ib_xml_is(c, "cartographics")) {
      g_autofree char *scale = ib_xml_child_content(c, "scale");
      add_text(it->rec, IBID_VAR_SCALE, scale, "; ");
    }
    if (value) /* a comma inside a keyword is a semicolon */
      ibid_record_add_text(it->rec, IBID_VAR_KEYWORD, g_strdelimit(value, ",", ';'), ", ");
  }
}

static void
read_location(Item *it, const xmlNode *location)
{
  IbidRecord *rec = it->rec;
  for (const xmlNode *c = location->children; c; c = c->next) {
    g_autofree char *value = c->type == XML_ELEMENT_NODE ? ib_xml_content(c) : NULL;
    if (!value)
      continue;
    if (ib_xml_is(c, "url")) {
      g_auto(IbidDate) date = { 0 };
      g_autofree char *accessed = ib_xml_attribute(c, "dateLastAccessed");
      gboolean primary = attribute_is(c, "usage", "primary display") || attribute_is(c, "usage", "primary");
      if (primary && ibid_record_has(rec, IBID_VAR_URL) && strcmp(value, ibid_record_text(rec, IBID_VAR_URL)))
        ibid_record_add_extra(rec, "URL", ibid_record_text(rec, IBID_VAR_URL));
      if (primary || !ibid_record_has(rec, IBID_VAR_URL))
        ibid_record_set_text(rec, IBID_VAR_URL, value);
      else if (strcmp(value, ibid_record_text(rec, IBID_VAR_URL)))
        ibid_record_add_extra(rec, "URL", value);
      if (accessed && ib_date_from_loose(accessed, strlen(accessed), &date) && date.from.year)
        ibid_record_set_date(rec, IBID_VAR_ACCESSED, &date);
    } else if (ib_xml_is(c, "physicalLocation")) {
      add_text(rec, IBID_VAR_ARCHIVE, value, "; ");
    } else if (ib_xml_is(c, "shelfLocator")) {
      add_text(rec, IBID_VAR_CALL_NUMBER, value, "; ");
    }
  }
}

/* "xii, 350 p. ; 24 cm" */
static void
read_physical(Item *it, const xmlNode *node)
{
  for (const xmlNode *c = node->children; c; c = c->next) {
    g_autofree char *value = ib_xml_is(c, "extent") || ib_xml_is(c, "form") ? ib_xml_content(c) : NULL;
    if (!value)
      continue;
    gboolean pages = ib_xml_is(c, "extent") && (strstr(value, " p") || strspn(value, "0123456789") == strlen(value));
    if (pages && !ibid_record_has(it->rec, IBID_VAR_NUMBER_OF_PAGES)) {
      g_autofree char *number = g_strndup(value, strcspn(value, ":;["));
      char *unit = strstr(number, " p");
      if (unit)
        *unit = '\0';
      ibid_record_set_text(it->rec, IBID_VAR_NUMBER_OF_PAGES, number);
    } else if (!pages) {
      add_text(it->rec, IBID_VAR_MEDIUM, value, "; ");
    }
  }
}

static void
read_genre(Item *it, const xmlNode *node, guint level)
{
  g_autofree char *value = ib_xml_content(node);
  gboolean known = value && ib_genres_add(&it->genres, level, value);
  /* RDA's kinds of content say "text" of nearly everything. */
  if (value && level == 0 && !known && !attribute_is(node, "authority", "rdacontent"))
    g_ptr_array_add(it->genre_words, g_steal_pointer(&value));
}

static void
read_note(Item *it, const xmlNode *node)
{
  g_autofree char *value = ib_xml_content(node);
  if (!value)
    return;
  if (attribute_is(node, "type", "thesis")) {
    g_ptr_array_add(it->genre_words, g_steal_pointer(&value));
  } else if (ib_note_restore(it->rec, value)) {
    it->type_told |= g_str_has_prefix(value, "type: ");
    it->number_told |= g_str_has_prefix(value, "number: ");
  } else {
    add_text(it->rec, IBID_VAR_NOTE, value, "\n");
  }
}

static void read_children(Item *it, const xmlNode *parent, int level);

/* Hosts and series; all else that is related is another work. */
static void
read_related(Item *it, const xmlNode *node, int level)
{
  g_autofree char *type = ib_xml_attribute(node, "type");
  if (!type || level > 1)
    return;
  if (g_str_equal(type, "host") && level == 0) {
    it->has_host = TRUE;
    read_children(it, node, 1);
  } else if (g_str_equal(type, "series") || g_str_equal(type, "host")) {
    read_children(it, node, 2);
  } else if (g_str_equal(type, "reviewOf") && ib_xml_child(node, "titleInfo")) {
    ibid_record_take_text(it->rec, IBID_VAR_REVIEWED_TITLE, title_of(ib_xml_child(node, "titleInfo"), TRUE));
  }
}

/* What the work and its host both have. */
static void
read_shared(Item *it, const xmlNode *c, int level)
{
  static const IbidVar titles[] = { IBID_VAR_TITLE, IBID_VAR_CONTAINER_TITLE, IBID_VAR_COLLECTION_TITLE };
  static const IbidVar briefs[] = { IBID_VAR_TITLE_SHORT, IBID_VAR_CONTAINER_TITLE_SHORT, IBID_VAR_NONE };
  if (ib_xml_is(c, "titleInfo"))
    read_title(it, c, titles[level], briefs[level]);
  else if (ib_xml_is(c, "name"))
    read_name(it, c, (guint)level);
  else if (ib_xml_is(c, "genre"))
    read_genre(it, c, (guint)level);
  else if (ib_xml_is(c, "originInfo"))
    read_origin(it, c, level);
  else if (ib_xml_is(c, "part"))
    read_part(it, c, level);
  else if (ib_xml_is(c, "identifier"))
    read_identifier(it, c);
  else if (ib_xml_is(c, "relatedItem"))
    read_related(it, c, level);
  else if (ib_xml_is(c, "language"))
    read_language(it, c);
  else if (ib_xml_is(c, "location"))
    read_location(it, c);
}

static void
read_children(Item *it, const xmlNode *parent, int level)
{
  IbidRecord *rec = it->rec;
  for (const xmlNode *c = parent->children; c; c = c->next) {
    g_autofree char *value = NULL;
    if (c->type != XML_ELEMENT_NODE)
      continue;
    read_shared(it, c, level);
    if (level)
      continue;
    if (ib_xml_is(c, "subject"))
      read_subject(it, c);
    else if (ib_xml_is(c, "note"))
      read_note(it, c);
    else if (ib_xml_is(c, "physicalDescription"))
      read_physical(it, c);
    else if (ib_xml_is(c, "abstract"))
      add_text(rec, IBID_VAR_ABSTRACT, value = ib_xml_content(c), "\n");
    else if (ib_xml_is(c, "bibtex-annote"))
      add_text(rec, IBID_VAR_ANNOTE, value = ib_xml_content(c), "\n");
    else if (ib_xml_is(c, "classification"))
      add_text(rec, IBID_VAR_CALL_NUMBER, value = ib_xml_content(c), "; ");
    else if (ib_xml_is(c, "tableOfContents") && (value = ib_xml_content(c)))
      ibid_record_add_extra(rec, "table-of-contents", value);
    else if (ib_xml_is(c, "accessCondition") && (value = ib_xml_content(c)))
      ibid_record_add_extra(rec, "rights", value);
    else if (ib_xml_is(c, "typeOfResource") && (value = ib_xml_content(c)) && !g_str_equal(value, "text"))
      ib_genres_add(&it->genres, 0, value);
  }
}

/* Without a genre: what is issued whole is a book, what stands in something an article. */
static IbidType
guess_type(const Item *it)
{
  IbidRecord *rec = it->rec;
  if (it->has_host && ibid_record_has(rec, IBID_VAR_ISSN))
    return IBID_TYPE_ARTICLE_JOURNAL;
  if (it->has_host)
    return ibid_record_has(rec, IBID_VAR_ISBN) ? IBID_TYPE_CHAPTER : IBID_TYPE_ARTICLE_JOURNAL;
  if (!g_strcmp0(it->issuance, "monographic") || ibid_record_has(rec, IBID_VAR_ISBN))
    return IBID_TYPE_BOOK;
  return IBID_TYPE_DOCUMENT;
}

/* A book in a host without a type of its own is in a series. */
static void
finish_series(Item *it)
{
  IbidRecord *rec = it->rec;
  IbidType type = ibid_record_type(rec);
  const char *title = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  if ((type != IBID_TYPE_BOOK && type != IBID_TYPE_REPORT && type != IBID_TYPE_THESIS && type != IBID_TYPE_MAP) || !title ||
      ibid_record_has(rec, IBID_VAR_COLLECTION_TITLE))
    return;
  ibid_record_set_text(rec, IBID_VAR_COLLECTION_TITLE, title);
  ibid_record_unset(rec, IBID_VAR_CONTAINER_TITLE);
}

/* "number" is an article's issue, and stays the number of all else. */
static void
finish_number(IbidRecord *rec)
{
  const char *number = ibid_record_text(rec, IBID_VAR_NUMBER);
  switch (ibid_record_type(rec)) {
  case IBID_TYPE_ARTICLE_JOURNAL:
  case IBID_TYPE_ARTICLE_MAGAZINE:
  case IBID_TYPE_ARTICLE_NEWSPAPER:
    if (!number || ibid_record_has(rec, IBID_VAR_ISSUE))
      return;
    ibid_record_set_text(rec, IBID_VAR_ISSUE, number);
    ibid_record_unset(rec, IBID_VAR_NUMBER);
    break;
  default:
    break;
  }
}

IbidRecord *
ib_mods_item_read(const xmlNode *mods)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  Item it = { .rec = ibid_record_new(IBID_TYPE_DOCUMENT), .genre_words = words };
  read_children(&it, mods, 0);
  IbidType type = ib_genres_type(&it.genres, it.has_host);
  if (!it.type_told)
    ibid_record_set_type(it.rec, type ? type : guess_type(&it));
  finish_series(&it);
  if (!it.number_told)
    finish_number(it.rec);
  for (guint i = 0; i < words->len; i++)
    add_text(it.rec, IBID_VAR_GENRE, g_ptr_array_index(words, i), ", ");
  return it.rec;
}
