/* One <mods> element (refs/ibid.bib: mods) as a record. */
#include "config.h"

#include "import/mods_item.h"

#include <string.h>

#include "import/mods_private.h"
#include "import/xml.h"
#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/language.h"
#include "record/note.h"
#include "util/text.h"

/* XML. */

gboolean
ib_mods_attribute_is(const xmlNode *node, const char *name, const char *value)
{
  g_autofree char *has = ib_xml_attribute(node, name);
  return !g_strcmp0(has, value);
}

void
ib_mods_add_text(IbidRecord *rec, IbidVar var, const char *value, const char *sep)
{
  const char *old = ibid_record_text(rec, var);
  if (value && (!old || !strstr(old, value)))
    ibid_record_add_text(rec, var, value, sep);
}

/* Titles. */

static void
append(GString *out, const char *sep, const char *value)
{
  if (value)
    g_string_append_printf(out, "%s%s", out->len ? sep : "", value);
}

/* "The" + "title" + ": " + "subtitle", with the part's name and, where it is NUMBERED, its number.
 * Caller frees. */
static char *
title_of(const xmlNode *info, gboolean numbered)
{
  GString *out = g_string_new(NULL);
  g_autofree char *non_sort = ib_xml_child_content(info, "nonSort"), *title = ib_xml_child_content(info, "title");
  g_autofree char *sub = ib_xml_child_content(info, "subTitle"), *number = numbered ? ib_xml_child_content(info, "partNumber") : NULL;
  g_autofree char *part = ib_xml_child_content(info, "partName");
  append(out, "", non_sort);
  append(out, non_sort && strchr("'-", non_sort[strlen(non_sort) - 1]) ? "" : " ", title);
  append(out, ": ", sub);
  append(out, ". ", number);
  append(out, number ? ": " : ". ", part);
  return g_string_free(out, FALSE);
}

/* The names under which titles are kept that are none of the variables. */
static const char *
title_extra(const char *type)
{
  if (type && (g_str_equal(type, "translated") || g_str_equal(type, "uniform")))
    return *type == 't' ? "translated-title" : "uniform-title";
  return "alternative-title";
}

/* Is there a title beside INFO that has no type? */
static gboolean
has_plain_title(const xmlNode *info)
{
  for (const xmlNode *c = info->parent->children; c; c = c->next)
    if (ib_xml_is(c, "titleInfo") && ib_mods_attribute_is(c, "type", NULL))
      return TRUE;
  return FALSE;
}

/* MAIN and BRIEF take the title of the work, or of what it stands in; a second one without a type is the
 * same in other words, unless it has a part's name alone. */
static void
read_title(IbModsItem *it, const xmlNode *info, IbidVar main, IbidVar brief)
{
  gboolean series = main == IBID_VAR_COLLECTION_TITLE, first = !ibid_record_has(it->rec, main);
  g_autofree char *title = title_of(info, !series), *type = ib_xml_attribute(info, "type");
  g_autofree char *number = series ? ib_xml_child_content(info, "partNumber") : NULL;
  if (number && !ibid_record_has(it->rec, IBID_VAR_COLLECTION_NUMBER))
    ibid_record_set_text(it->rec, IBID_VAR_COLLECTION_NUMBER, number);
  if (!*title)
    return;
  if (type && g_str_equal(type, "uniform") && !has_plain_title(info))
    g_clear_pointer(&type, g_free);
  if (type && g_str_equal(type, "abbreviated") && brief)
    ibid_record_set_text(it->rec, brief, title);
  else if ((!type || !*type) && (first || !ib_xml_child(info, "title")))
    ib_mods_add_text(it->rec, main, title, ". ");
  else if (g_strcmp0(ibid_record_text(it->rec, main), title))
    ibid_record_add_extra(it->rec, title_extra(type), title);
}

/* The rest. */

static const struct {
  const char *type;
  IbidVar var;
} identifiers[] = {
  { "isbn", IBID_VAR_ISBN },   { "issn", IBID_VAR_ISSN },     { "eissn", IBID_VAR_ISSN }, { "issn-l", IBID_VAR_ISSN },
  { "pubmed", IBID_VAR_PMID }, { "pmid", IBID_VAR_PMID },     { "pmc", IBID_VAR_PMCID },  { "pmcid", IBID_VAR_PMCID },
  { "accessnum", IBID_VAR_ARCHIVE_LOCATION }, { "report number", IBID_VAR_NUMBER },
  { "patent number", IBID_VAR_NUMBER }, { "isbn13", IBID_VAR_ISBN }, { "isbn10", IBID_VAR_ISBN },
};

/* Keys as BibTeX has them; MODS' ID is one where its writer had none. */
static void
take_key(IbidRecord *rec, const char *key)
{
  if (key && *key && !strpbrk(key, " \t\r\n,{}\\\"%#~"))
    ibid_record_set_key(rec, key);
}

/* A DOI, or what is meant as one; that of what the work stands in is not its own.  TRUE: taken. */
static gboolean
take_doi(IbModsItem *it, const char *type, const char *value, int level)
{
  gboolean meant = type && !g_ascii_strcasecmp(type, "doi");
  g_autofree char *doi = ib_doi_from_value(value);
  if (!meant && !(doi && (!type || !g_ascii_strcasecmp(type, "uri"))))
    return FALSE;
  if (level)
    ibid_record_add_extra(it->rec, "container-DOI", doi ? doi : value);
  else if (doi || !ibid_record_has(it->rec, IBID_VAR_DOI))
    ibid_record_set_text(it->rec, IBID_VAR_DOI, doi ? doi : value);
  return TRUE;
}

/* The work's own URL before that of its host; the PREFERRED before others, which are kept. */
static void
take_url(IbModsItem *it, const char *value, int level, gboolean preferred)
{
  g_autofree char *old = g_strdup(ibid_record_text(it->rec, IBID_VAR_URL));
  if (old && g_str_equal(old, value))
    return;
  gboolean better = !old || (!level && (preferred || it->host_url));
  if (better) {
    ibid_record_set_text(it->rec, IBID_VAR_URL, value);
    it->host_url = level > 0;
  }
  if (old)
    ibid_record_add_extra(it->rec, "URL", better ? old : value);
}

static void
read_identifier(IbModsItem *it, const xmlNode *node, int level)
{
  g_autofree char *value = ib_xml_content(node), *type = ib_xml_attribute(node, "type");
  if (!value || ib_mods_attribute_is(node, "invalid", "yes"))
    return;
  if (!g_strcmp0(type, "citekey") && !level)
    take_key(it->rec, value);
  if (!g_strcmp0(type, "citekey") || take_doi(it, type, value, level))
    return;
  for (guint i = 0; type && i < G_N_ELEMENTS(identifiers); i++)
    if (!g_ascii_strcasecmp(type, identifiers[i].type)) {
      gboolean serial = identifiers[i].var == IBID_VAR_ISBN || identifiers[i].var == IBID_VAR_ISSN;
      if (!serial || !ib_record_add_serials(it->rec, value))
        ib_mods_add_text(it->rec, identifiers[i].var, value, ", ");
      return;
    }
  if (g_str_has_prefix(value, "http://") || g_str_has_prefix(value, "https://"))
    take_url(it, value, level, FALSE);
  else
    ibid_record_add_extra(it->rec, type ? type : "identifier", value);
}

/* Every word of every language is told twice, as code and as text. */
static void
read_language(IbModsItem *it, const xmlNode *node)
{
  const xmlNode *term = ib_xml_child(node, "languageTerm");
  g_autofree char *value = ib_xml_content(term ? term : node);
  g_autofree char *code = value ? ib_language_to_bcp47(value) : NULL;
  ib_mods_add_text(it->rec, IBID_VAR_LANGUAGE, code ? code : value, ", ");
}

/* A comma inside a keyword is a semicolon. */
static void
add_keyword(IbModsItem *it, char *value)
{
  if (value && *value)
    ibid_record_add_text(it->rec, IBID_VAR_KEYWORD, g_strdelimit(value, ",", ';'), ", ");
}

/* "Norway", "Narvik" of <country>, <city>. */
static void
read_subject_places(IbModsItem *it, const xmlNode *node)
{
  for (const xmlNode *c = node->children; c; c = c->next) {
    g_autofree char *value = c->type == XML_ELEMENT_NODE ? ib_xml_content(c) : NULL;
    const char *old = ibid_record_text(it->rec, IBID_VAR_KEYWORD);
    if (value && (!old || !strstr(old, value)))
      add_keyword(it, value);
  }
}

static void
read_cartographics(IbModsItem *it, const xmlNode *node)
{
  static const char *const kept[] = { "projection", "coordinates" };
  g_autofree char *scale = ib_xml_child_content(node, "scale");
  ib_mods_add_text(it->rec, IBID_VAR_SCALE, scale, "; ");
  for (guint i = 0; i < G_N_ELEMENTS(kept); i++) {
    g_autofree char *value = ib_xml_child_content(node, kept[i]);
    if (value)
      ibid_record_add_extra(it->rec, kept[i], value);
  }
}

static void
read_subject(IbModsItem *it, const xmlNode *subject)
{
  static const char *const words[] = { "topic", "geographic", "temporal", "genre", "occupation", NULL };
  for (const xmlNode *c = subject->children; c; c = c->next) {
    g_autofree char *value = NULL;
    if (c->type != XML_ELEMENT_NODE)
      continue;
    if (g_strv_contains(words, ib_xml_name(c)))
      value = ib_xml_content(c);
    else if (ib_xml_is(c, "name"))
      value = ib_xml_child_content(c, "namePart");
    else if (ib_xml_is(c, "titleInfo"))
      value = title_of(c, TRUE);
    else if (ib_xml_is(c, "cartographics"))
      read_cartographics(it, c);
    else if (ib_xml_is(c, "hierarchicalGeographic"))
      read_subject_places(it, c);
    add_keyword(it, value);
  }
}

static void
read_location_url(IbModsItem *it, const xmlNode *node, const char *value, int level)
{
  g_auto(IbidDate) date = { 0 };
  g_autofree char *accessed = ib_xml_attribute(node, "dateLastAccessed");
  gboolean primary = ib_mods_attribute_is(node, "usage", "primary display") || ib_mods_attribute_is(node, "usage", "primary");
  take_url(it, value, level, primary);
  if (accessed && ib_date_from_loose(accessed, strlen(accessed), &date) && date.from.year)
    ibid_record_set_date(it->rec, IBID_VAR_ACCESSED, &date);
}

static const struct {
  const char *element;
  IbidVar var;
} places[] = {
  { "physicalLocation", IBID_VAR_ARCHIVE },  { "subLocation", IBID_VAR_ARCHIVE },
  { "shelfLocator", IBID_VAR_CALL_NUMBER },  { "note", IBID_VAR_NOTE },
};

/* Where a copy is, down to <holdingSimple><copyInformation><shelfLocator>. */
static void
read_location(IbModsItem *it, const xmlNode *location, int level)
{
  for (const xmlNode *n = location; n; n = ib_xml_next(location, n)) {
    g_autofree char *value = ib_xml_content(n);
    if (value && ib_xml_is(n, "url"))
      read_location_url(it, n, value, level);
    for (guint i = 0; value && i < G_N_ELEMENTS(places); i++)
      if (ib_xml_is(n, places[i].element))
        ib_mods_add_text(it->rec, places[i].var, value, "; ");
  }
}

/* "xii, 350 p. ; 24 cm" */
static void
read_physical(IbModsItem *it, const xmlNode *node)
{
  for (const xmlNode *c = node->children; c; c = c->next) {
    gboolean note = ib_xml_is(c, "note");
    g_autofree char *value = note || ib_xml_is(c, "extent") || ib_xml_is(c, "form") ? ib_xml_content(c) : NULL;
    if (note)
      ib_mods_add_text(it->rec, IBID_VAR_NOTE, value, "\n");
    if (note || !value)
      continue;
    gboolean pages = ib_xml_is(c, "extent") && (strstr(value, " p") || strspn(value, "0123456789") == strlen(value));
    if (pages && !ibid_record_has(it->rec, IBID_VAR_NUMBER_OF_PAGES)) {
      g_autofree char *number = g_strndup(value, strcspn(value, ":;["));
      char *unit = strstr(number, " p");
      if (unit)
        *unit = '\0';
      ibid_record_set_text(it->rec, IBID_VAR_NUMBER_OF_PAGES, number);
    } else if (!pages) {
      ib_mods_add_text(it->rec, IBID_VAR_MEDIUM, value, "; ");
    }
  }
}

static void
read_genre(IbModsItem *it, const xmlNode *node, guint level)
{
  g_autofree char *value = ib_xml_content(node);
  gboolean known = value && ib_genres_add(&it->genres, level, value);
  it->conference |= value && !g_ascii_strncasecmp(value, "conference", 10);
  /* RDA's kinds of content say "text" of nearly everything. */
  if (value && level == 0 && !known && !ib_mods_attribute_is(node, "authority", "rdacontent"))
    g_ptr_array_add(it->genre_words, g_steal_pointer(&value));
}

static void
read_note(IbModsItem *it, const xmlNode *node)
{
  g_autofree char *value = ib_xml_content(node);
  if (!value)
    return;
  if (ib_mods_attribute_is(node, "type", "thesis")) {
    g_ptr_array_add(it->genre_words, g_steal_pointer(&value));
  } else if (ib_note_restore(it->rec, value)) {
    it->type_told |= g_str_has_prefix(value, "type: ");
    it->number_told |= g_str_has_prefix(value, "number: ");
  } else {
    ib_mods_add_text(it->rec, IBID_VAR_NOTE, value, "\n");
  }
}

static void read_children(IbModsItem *it, const xmlNode *parent, int level);

/* What a translation or a reprint was made from. */
static void
read_original(IbModsItem *it, const xmlNode *node)
{
  const xmlNode *info = ib_xml_child(node, "titleInfo"), *origin = ib_xml_child(node, "originInfo");
  const xmlNode *issued = origin ? ib_xml_child(origin, "dateIssued") : NULL;
  g_autofree char *title = info ? title_of(info, TRUE) : NULL;
  g_autofree char *publisher = origin ? ib_xml_child_content(origin, "publisher") : NULL;
  g_auto(IbidDate) date = { 0 };
  if (title && *title)
    ib_mods_add_text(it->rec, IBID_VAR_ORIGINAL_TITLE, title, "; ");
  ib_mods_add_text(it->rec, IBID_VAR_ORIGINAL_PUBLISHER, publisher, "; ");
  if (issued && ib_mods_date_parse(issued, &date))
    ibid_record_set_date(it->rec, IBID_VAR_ORIGINAL_DATE, &date);
}

/* Hosts and series; all else that is related is another work. */
static void
read_related(IbModsItem *it, const xmlNode *node, int level)
{
  g_autofree char *type = ib_xml_attribute(node, "type");
  if (!type)
    type = ib_xml_attribute(node, "otherType");
  if (!type || level > 1)
    return;
  if (g_str_equal(type, "host") && level == 0) {
    it->has_host = TRUE;
    read_children(it, node, 1);
  } else if (g_str_equal(type, "series") || g_str_equal(type, "host")) {
    read_children(it, node, 2);
  } else if (g_str_equal(type, "original") && level == 0) {
    read_original(it, node);
  } else if (g_str_equal(type, "reviewOf") && ib_xml_child(node, "titleInfo")) {
    ibid_record_take_text(it->rec, IBID_VAR_REVIEWED_TITLE, title_of(ib_xml_child(node, "titleInfo"), TRUE));
  }
}

/* What the work and its host both have. */
static void
read_shared(IbModsItem *it, const xmlNode *c, int level)
{
  static const IbidVar titles[] = { IBID_VAR_TITLE, IBID_VAR_CONTAINER_TITLE, IBID_VAR_COLLECTION_TITLE };
  static const IbidVar briefs[] = { IBID_VAR_TITLE_SHORT, IBID_VAR_CONTAINER_TITLE_SHORT, IBID_VAR_NONE };
  if (ib_xml_is(c, "titleInfo"))
    read_title(it, c, titles[level], briefs[level]);
  else if (ib_xml_is(c, "name"))
    ib_mods_name_read(it->rec, c, (guint)level);
  else if (ib_xml_is(c, "genre"))
    read_genre(it, c, (guint)level);
  else if (ib_xml_is(c, "originInfo"))
    ib_mods_origin_read(it, c, level);
  else if (ib_xml_is(c, "part"))
    ib_mods_part_read(it, c, level);
  else if (ib_xml_is(c, "identifier"))
    read_identifier(it, c, level);
  else if (ib_xml_is(c, "relatedItem"))
    read_related(it, c, level);
  else if (ib_xml_is(c, "language"))
    read_language(it, c);
  else if (ib_xml_is(c, "location"))
    read_location(it, c, level);
}

/* Elements of the work alone, whose text is a variable or an extra. */
static const struct {
  const char *element;
  IbidVar var;
  const char *sep;   /* between several */
  const char *extra; /* where VAR is none */
} own[] = {
  { "abstract", IBID_VAR_ABSTRACT, "\n", NULL },
  { "bibtex-annote", IBID_VAR_ANNOTE, "\n", NULL },
  { "classification", IBID_VAR_CALL_NUMBER, "; ", NULL },
  { "tableOfContents", IBID_VAR_NONE, NULL, "table-of-contents" },
  { "accessCondition", IBID_VAR_NONE, NULL, "rights" },
  { "targetAudience", IBID_VAR_NONE, NULL, "audience" },
};

static void
read_own_text(IbModsItem *it, const xmlNode *c)
{
  for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
    g_autofree char *value = ib_xml_is(c, own[i].element) ? ib_xml_content(c) : NULL;
    if (value && own[i].var)
      ib_mods_add_text(it->rec, own[i].var, value, own[i].sep);
    else if (value)
      ibid_record_add_extra(it->rec, own[i].extra, value);
  }
}

/* "text" says nothing, but that it may be written by hand. */
static void
read_resource(IbModsItem *it, const xmlNode *node)
{
  g_autofree char *value = ib_xml_content(node);
  if (ib_mods_attribute_is(node, "manuscript", "yes"))
    ib_genres_add(&it->genres, 0, "manuscript");
  else if (value)
    ib_genres_add(&it->genres, 0, value);
}

/* The catalogue that it is from. */
static void
read_record_info(IbModsItem *it, const xmlNode *node)
{
  g_autofree char *source = ib_xml_child_content(node, "recordContentSource");
  ib_mods_add_text(it->rec, IBID_VAR_SOURCE, source, "; ");
}

static void
read_children(IbModsItem *it, const xmlNode *parent, int level)
{
  for (const xmlNode *c = parent->children; c; c = c->next) {
    if (c->type != XML_ELEMENT_NODE)
      continue;
    read_shared(it, c, level);
    if (level)
      continue;
    read_own_text(it, c);
    if (ib_xml_is(c, "subject"))
      read_subject(it, c);
    else if (ib_xml_is(c, "note"))
      read_note(it, c);
    else if (ib_xml_is(c, "physicalDescription"))
      read_physical(it, c);
    else if (ib_xml_is(c, "typeOfResource"))
      read_resource(it, c);
    else if (ib_xml_is(c, "recordInfo"))
      read_record_info(it, c);
  }
}

/* Without a genre: what is issued whole is a book, what stands in something an article. */
static IbidType
guess_type(const IbModsItem *it)
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
finish_series(IbModsItem *it)
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

/* A "book" on some pages of another is a part of it. */
static IbidType
type_of(const IbModsItem *it)
{
  IbidType type = ib_genres_type(&it->genres, it->has_host);
  if (type == IBID_TYPE_BOOK && ibid_record_has(it->rec, IBID_VAR_CONTAINER_TITLE) && ibid_record_has(it->rec, IBID_VAR_PAGE))
    return it->conference ? IBID_TYPE_PAPER_CONFERENCE : IBID_TYPE_CHAPTER;
  return type ? type : guess_type(it);
}

IbidRecord *
ib_mods_item_read(const xmlNode *mods)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  IbModsItem it = { .rec = ibid_record_new(IBID_TYPE_DOCUMENT), .genre_words = words };
  g_autofree char *id = ib_xml_attribute(mods, "ID");
  take_key(it.rec, id);
  read_children(&it, mods, 0);
  if (!it.type_told)
    ibid_record_set_type(it.rec, type_of(&it));
  finish_series(&it);
  if (!it.number_told)
    finish_number(it.rec);
  for (guint i = 0; i < words->len; i++)
    ib_mods_add_text(it.rec, IBID_VAR_GENRE, g_ptr_array_index(words, i), ", ");
  return it.rec;
}
