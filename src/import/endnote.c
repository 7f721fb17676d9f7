/* EndNote XML and Refer as the tags of RIS that EndNote itself writes for the same fields.
 *
 * libbibutils 7.2 has no place for a third of EndNote's fields and types, and takes some for
 * others (an alternate title for the short one).  What each field means for each type is in
 * refs/ris-tags.tsv already; the kinds of reference are in refs/endnote-types.tsv, the letters of Refer
 * in refs/refer-tags.tsv. */
#include "config.h"

#include "import/endnote.h"

#include <string.h>

#include <libxml/parser.h>

#include "import/ris_item.h"
#include "import/xml.h"
#include "record/refer_tags.h"
#include "record/ris_tags.h"
#include "util/text.h"

/* The fields of one reference, in the making. */
typedef struct {
  GArray *fields;  /* of IbRisField */
  GString *values;
  guint type;      /* of RIS */
} Fields;

static void
fields_init(Fields *f)
{
  f->fields = g_array_new(FALSE, FALSE, sizeof(IbRisField));
  f->values = g_string_new(NULL);
  f->type = (guint)ib_ris_type_find("GEN", 3);
}

static void
fields_clear(Fields *f)
{
  g_array_unref(f->fields);
  g_string_free(f->values, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fields, fields_clear)

static void
add(Fields *f, const char *tag, const char *value)
{
  IbRisField field = { (guint16)ib_ris_tag(tag), (guint32)f->values->len, (guint32)strlen(value) };
  g_string_append_len(f->values, value, (gssize)field.len + 1);
  g_array_append_val(f->fields, field);
}

static void
ignore(const char *code, const char *what, gpointer data)
{
}

static IbidRecord *
read_fields(Fields *f)
{
  return f->fields->len < 2 ? NULL
                            : ib_ris_item_read((const IbRisField *)f->fields->data, f->fields->len, f->values->str, ignore, NULL);
}

/* Types. */

static void
add_type(Fields *f, const char *name, const char *number)
{
  f->type = ib_refer_type_find(name, number);
  add(f, "TY", ib_ris_type(f->type)->name);
}

static void
add_field(Fields *f, const char *tag, const char *value)
{
  add(f, g_str_equal(tag, "IS") ? ib_refer_number_tag(f->type) : tag, value);
}

/* XML. */

static const struct {
  const char *parent, *element; /* PARENT NULL: the record itself */
  const char *tag;
} elements[] = {
  { "authors", "author", "AU" },
  { "secondary-authors", "author", "A2" },
  { "tertiary-authors", "author", "A3" },
  { "subsidiary-authors", "author", "A4" },
  { "translated-authors", "author", "TA" },
  { "titles", "title", "TI" },
  { "titles", "secondary-title", "T2" },
  { "titles", "tertiary-title", "T3" },
  { "titles", "alt-title", "J2" },
  { "titles", "short-title", "ST" },
  { "titles", "translated-title", "TT" },
  { "periodical", "full-title", "JF" },
  { "periodical", "abbr-1", "JA" },
  { "alt-periodical", "full-title", "J2" },
  { "record", "pages", "SP" },
  { "record", "volume", "VL" },
  { "record", "number", "IS" },
  { "record", "issue", "IS" },
  { "record", "num-vols", "NV" },
  { "record", "edition", "ET" },
  { "record", "reprint-edition", "RP" },
  { "record", "section", "SE" },
  { "keywords", "keyword", "KW" },
  { "dates", "year", "PY" },
  { "pub-dates", "date", "DA" },
  { "record", "pub-location", "CY" },
  { "record", "publisher", "PB" },
  { "record", "orig-pub", "OP" },
  { "record", "isbn", "SN" },
  { "record", "accession-num", "AN" },
  { "record", "call-num", "CN" },
  { "record", "report-id", "M1" },
  { "record", "electronic-resource-num", "DO" },
  { "record", "abstract", "AB" },
  { "record", "label", "LB" },
  { "record", "caption", "CA" },
  { "record", "notes", "N1" },
  { "record", "research-notes", "RN" },
  { "record", "work-type", "M3" },
  { "record", "reviewed-item", "RI" },
  { "record", "auth-address", "AD" },
  { "record", "custom1", "C1" },
  { "record", "custom2", "C2" },
  { "record", "custom3", "C3" },
  { "record", "custom4", "C4" },
  { "record", "custom5", "C5" },
  { "record", "custom6", "C6" },
  { "record", "custom7", "C7" },
  { "record", "remote-database-name", "DB" },
  { "record", "remote-database-provider", "DP" },
  { "record", "language", "LA" },
  { "record", "access-date", "Y2" },
  { "related-urls", "url", "UR" },
  { "web-urls", "url", "UR" },
  { "pdf-urls", "url", "L1" },
  { "text-urls", "url", "L2" },
  { "image-urls", "url", "L4" },
};

static void
add_type_of(Fields *f, const xmlNode *record)
{
  for (const xmlNode *c = record->children; c; c = c->next) {
    if (!ib_xml_is(c, "ref-type"))
      continue;
    g_autofree char *name = ib_xml_attribute(c, "name"), *number = ib_xml_content(c);
    add_type(f, name, number);
    return;
  }
  add_type(f, NULL, NULL);
}

/* Depth is that of EndNote's own files; deeper ones are none. */
#define MAX_DEPTH 12

static void
add_elements(Fields *f, const xmlNode *parent, guint depth)
{
  for (const xmlNode *c = parent->children; c && depth < MAX_DEPTH; c = c->next) {
    gboolean taken = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(elements) && !taken; i++) {
      if (!ib_xml_is(c, elements[i].element) || !ib_xml_is(parent, elements[i].parent))
        continue;
      g_autofree char *value = ib_xml_content(c);
      if (value)
        add_field(f, elements[i].tag, value);
      taken = TRUE;
    }
    if (!taken)
      add_elements(f, c, depth + 1);
  }
}

IbidRecord *
ib_endnote_xml_read(const char *s, gsize len)
{
  g_auto(Fields) f = { 0 };
  IbidRecord *rec = NULL;
  xmlDoc *doc = xmlReadMemory(s, (int)len, NULL, "UTF-8",
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
                                XML_PARSE_RECOVER);
  const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
  fields_init(&f);
  if (root) {
    add_type_of(&f, root);
    add_elements(&f, root, 0);
    rec = read_fields(&f);
  }
  xmlFreeDoc(doc);
  return rec;
}

/* Refer. */

/* A type that is not told: as refer(1) guesses it. */
static void
guess_type(Fields *f, const char *s, gsize len)
{
  static const struct {
    const char *line, *type;
  } guesses[] = { { "%J ", "Journal Article" }, { "%B ", "Book Section" }, { "%R ", "Report" }, { "%I ", "Book" } };
  for (guint i = 0; i < G_N_ELEMENTS(guesses); i++)
    if (g_strstr_len(s, (gssize)len, guesses[i].line)) {
      add_type(f, guesses[i].type, NULL);
      return;
    }
  add_type(f, NULL, NULL);
}

static void
add_line(Fields *f, char letter, const char *value)
{
  const char *tag = ib_refer_tag(letter);
  if (tag && *value)
    add_field(f, tag, value);
}

static char *
type_line(const char *s, gsize len)
{
  const char *line = len > 2 && !memcmp(s, "%0", 2) ? s : g_strstr_len(s, (gssize)len, "\n%0");
  if (!line)
    return NULL;
  line += *line == '\n' ? 3 : 2;
  gsize n = 0;
  while (line + n < s + len && line[n] != '\n')
    n++;
  return g_strstrip(g_strndup(line, n));
}

/* Lines without a tag go on with the value before them. */
IbidRecord *
ib_endnote_refer_read(const char *s, gsize len)
{
  g_auto(Fields) f = { 0 };
  g_autofree char *type = type_line(s, len);
  g_autoptr(GString) value = g_string_new(NULL);
  char letter = '\0';
  fields_init(&f);
  if (type && *type)
    add_type(&f, type, NULL);
  else
    guess_type(&f, s, len);
  for (const char *line = s, *end = s + len; line < end;) {
    const char *lf = memchr(line, '\n', end - line);
    gsize n = lf ? (gsize)(lf - line) : (gsize)(end - line);
    gboolean tagged = n >= 2 && *line == '%' && (n == 2 || g_ascii_isspace(line[2]));
    g_autofree char *text = ib_text_collapse(line + (tagged ? 2 : 0), (gssize)(n - (tagged ? 2 : 0)));
    if (tagged) {
      add_line(&f, letter, value->str);
      letter = line[1];
      g_string_assign(value, text);
    } else if (*text) {
      g_string_append_printf(value, "%s%s", value->len ? letter == 'K' ? "\n" : " " : "", text);
    }
    line += n + 1;
  }
  add_line(&f, letter, value->str);
  return read_fields(&f);
}
