/* Reads MODS (refs/ibid.bib: mods), one <mods> element after the other.
 *
 * libbibutils' reader keeps three fields in five of other programs' MODS, so this one is ours.
 * Elements are found by their tags and parsed alone: a file of any size takes the memory of its
 * largest element, one that is not well formed costs its neighbours nothing, and what a DOCTYPE
 * declares (entities that multiply, files to fetch) is never seen. */
#include "config.h"

#include "import/mods.h"

#include <string.h>

#include <libxml/parser.h>

#include "import/mods_item.h"

#define MAX_ELEMENT (8 << 20)
#define RELEASE_EVERY (4 << 20)

/* "<mods>", "<mods:mods ...>"; not "<modsCollection>".  The length of the name, or 0. */
static gsize
opens_mods(const char *p, const char *end)
{
  const char *name = p + 1;
  while (name < end && name - p < 40 && (g_ascii_isalnum(*name) || strchr("_-.:", *name)))
    name++;
  gsize n = name - p - 1;
  if (name >= end || !(*name == '>' || g_ascii_isspace(*name)))
    return 0;
  if (n < 4 || memcmp(name - 4, "mods", 4) || (n > 4 && name[-5] != ':'))
    return 0;
  return n;
}

/* Where the element that opens at P ends; END when it does not. */
static const char *
element_end(const char *p, const char *end, gsize name_length)
{
  const char *name = p + 1;
  for (p += name_length; (p = memchr(p, '<', end - p)); p++) {
    if ((gsize)(end - p) < name_length + 3 || p[1] != '/')
      continue;
    if (memcmp(p + 2, name, name_length) || !(p[2 + name_length] == '>' || g_ascii_isspace(p[2 + name_length])))
      continue;
    const char *close = memchr(p, '>', end - p);
    return close ? close + 1 : end;
  }
  return end;
}

/* FALSE: stop. */
static gboolean
read_element(IbImport *run, const char *text, gsize start, gsize end)
{
  if (end - start > MAX_ELEMENT) {
    ib_import_complain(run, start, TRUE, "mods.too-long", "cannot read an entry: it is too long");
    return TRUE;
  }
  xmlParserCtxt *parser = xmlNewParserCtxt();
  xmlDoc *doc = parser ? xmlCtxtReadMemory(parser, text + start, (int)(end - start), NULL, "UTF-8",
                                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                             XML_PARSE_NOCDATA | XML_PARSE_RECOVER)
                       : NULL;
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  gboolean more = TRUE, well_formed = parser && parser->wellFormed;
  IbidRecord *rec = root ? ib_mods_item_read(root) : NULL;
  if (!well_formed)
    ib_import_complain(run, start, !rec, "mods.syntax", "an entry is not well formed%s",
                       rec ? "; it may be incomplete" : "");
  if (rec)
    more = ib_import_emit(run, rec, start, end);
  xmlFreeDoc(doc);
  if (parser)
    xmlFreeParserCtxt(parser);
  return more;
}

static gboolean
mods_read(IbImport *run, GError **error)
{
  gsize len, released = 0;
  const char *text = ib_input_text(run->input, &len), *end = text + len, *p = text;
  const char *entity = g_strstr_len(text, MIN(len, 65536), "<!ENTITY");
  if (entity)
    ib_import_complain(run, entity - text, FALSE, "mods.entity", "entities that a file declares are not expanded");
  while ((p = memchr(p, '<', end - p))) {
    gsize name = opens_mods(p, end);
    if (!name) {
      p++;
      continue;
    }
    const char *close = element_end(p, end, name);
    if (!read_element(run, text, p - text, close - text))
      return TRUE;
    p = close;
    if ((gsize)(p - text) - released > RELEASE_EVERY) {
      released = p - text;
      ib_input_release(run->input, released);
    }
  }
  if (!run->n_read && !run->n_lost)
    ib_import_complain(run, 0, FALSE, "mods.none", "no <mods> element was found");
  return TRUE;
}

static int
mods_sniff(const char *text, gsize len)
{
  const char *end = text + MIN(len, 16384);
  if (g_strstr_len(text, end - text, "http://www.loc.gov/mods/"))
    return 90;
  for (const char *p = text; (p = memchr(p, '<', end - p)); p++)
    if (opens_mods(p, end) || ((gsize)(end - p) > 15 && !memcmp(p, "<modsCollection", 15)))
      return 85;
  return 0;
}

const IbImporter ib_importer_mods = {
  .name = "mods",
  .label = "MODS (XML)",
  .endings = ".mods",
  .sniff = mods_sniff,
  .read = mods_read,
};
