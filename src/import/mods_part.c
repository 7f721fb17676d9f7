/* <part> of MODS: volume, issue and pages. */
#include "config.h"

#include "import/mods_private.h"

#include <string.h>

#include "import/xml.h"

static const struct {
  const char *type;
  IbidVar var;
} details[] = {
  { "volume", IBID_VAR_VOLUME },  { "vol", IBID_VAR_VOLUME },       { "issue", IBID_VAR_ISSUE },
  { "number", IBID_VAR_ISSUE },   { "no", IBID_VAR_ISSUE },         { "chapter", IBID_VAR_CHAPTER_NUMBER },
  { "section", IBID_VAR_SECTION }, { "part", IBID_VAR_PART },       { "page", IBID_VAR_PAGE },
  { "articlenumber", IBID_VAR_NUMBER }, { "edition", IBID_VAR_EDITION }, { "session", IBID_VAR_CHAPTER_NUMBER },
};

/* "vol. 3", for want of a number. */
static const char *
bare_number(const char *caption)
{
  const char *p = caption;
  while (g_ascii_isalpha(*p))
    p++;
  p += p > caption && *p == '.';
  p += strspn(p, " ");
  return p > caption && !g_ascii_isalpha(p[-1]) && g_ascii_isdigit(*p) ? p : caption;
}

/* "issue-title" for the name of a special issue. */
static void
read_detail_title(IbModsItem *it, const xmlNode *detail, const char *type)
{
  g_autofree char *title = ib_xml_child_content(detail, "title");
  g_autofree char *name = g_strconcat(type, "-title", NULL);
  if (title && !g_ascii_strcasecmp(type, "volume"))
    ib_mods_add_text(it->rec, IBID_VAR_VOLUME_TITLE, title, ": ");
  else if (title)
    ibid_record_add_extra(it->rec, name, title);
}

static void
read_detail(IbModsItem *it, const xmlNode *detail, gboolean series)
{
  g_autofree char *type = ib_xml_attribute(detail, "type"), *number = ib_xml_child_content(detail, "number");
  g_autofree char *caption = ib_xml_child_content(detail, "caption"), *all = ib_xml_content(detail);
  gboolean titled = type && ib_xml_child(detail, "title");
  const char *value = number ? number : caption ? bare_number(caption) : titled ? NULL : all;
  if (titled)
    read_detail_title(it, detail, type);
  for (guint i = 0; value && type && i < G_N_ELEMENTS(details); i++) {
    if (g_ascii_strcasecmp(type, details[i].type))
      continue;
    IbidVar var = details[i].var;
    if (series && (var == IBID_VAR_VOLUME || var == IBID_VAR_ISSUE))
      var = IBID_VAR_COLLECTION_NUMBER;
    if (var == IBID_VAR_ISSUE && !g_ascii_strcasecmp(type, "number"))
      var = IBID_VAR_NUMBER; /* of an article it is the issue: finish_number() */
    ib_mods_add_text(it->rec, var, value, ", ");
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
read_extent(IbModsItem *it, const xmlNode *extent)
{
  g_autofree char *start = ib_xml_child_content(extent, "start"), *end = ib_xml_child_content(extent, "end");
  g_autofree char *list = ib_xml_child_content(extent, "list"), *total = ib_xml_child_content(extent, "total");
  g_autofree char *unit = ib_xml_attribute(extent, "unit");
  if (unit && g_ascii_strncasecmp(unit, "page", 4)) {
    if (total)
      ibid_record_take_text(it->rec, IBID_VAR_DIMENSIONS, g_strconcat(total, " ", unit, NULL));
    return;
  }
  if (start && end && strcmp(start, end))
    ibid_record_take_text(it->rec, IBID_VAR_PAGE, g_strconcat(start, "-", end, NULL));
  else if (start || end || list)
    ibid_record_set_text(it->rec, IBID_VAR_PAGE, start ? start : end ? end : bare_pages(list));
  if (total)
    ibid_record_set_text(it->rec, IBID_VAR_NUMBER_OF_PAGES, total);
}

void
ib_mods_part_read(IbModsItem *it, const xmlNode *part, int level)
{
  for (const xmlNode *c = part->children; c; c = c->next) {
    g_autofree char *value = NULL;
    if (ib_xml_is(c, "detail"))
      read_detail(it, c, level == 2);
    else if (ib_xml_is(c, "extent"))
      read_extent(it, c);
    else if (ib_xml_is(c, "date"))
      ib_mods_date_read(it, c, 0);
    else if (ib_xml_is(c, "text") && (value = ib_xml_content(c)))
      ib_mods_add_text(it->rec, IBID_VAR_NOTE, value, "\n");
  }
}
