/* The <name> elements of MODS: roles by MARC's codes and words, parts told apart or in one. */
#include "config.h"

#include "import/mods_private.h"

#include <string.h>

#include "import/xml.h"
#include "record/name.h"
#include "record/note.h"

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
  { "pbd", "series editor", IBID_VAR_COLLECTION_EDITOR }, { "lyr", "lyricist", IBID_VAR_AUTHOR },
};

enum { ROLE_NONE, ROLE_OTHER, ROLE_PUBLISHER };

/* "Translator." as cataloguers close it. */
static IbidVar
role_var(const char *value)
{
  gsize n = strlen(value);
  n -= n && value[n - 1] == '.';
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
    if ((strlen(roles[i].code) == n && !g_ascii_strncasecmp(value, roles[i].code, n)) ||
        (strlen(roles[i].term) == n && !g_ascii_strncasecmp(value, roles[i].term, n)))
      return roles[i].var;
  return IBID_VAR_NONE;
}

static gboolean
is_publisher(const char *role)
{
  static const char *const roles_of_publishers[] = { "degree grantor", "dgg", "publisher", "pbl", NULL };
  g_autofree char *lower = g_ascii_strdown(role, -1);
  return g_strv_contains(roles_of_publishers, lower);
}

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
      IbidVar var = value ? role_var(value) : IBID_VAR_NONE;
      if (var)
        return var;
      if (value)
        *other = is_publisher(value) ? ROLE_PUBLISHER : MAX(*other, ROLE_OTHER);
    }
  }
  return IBID_VAR_NONE;
}

/* The parts of a name, told apart or in one. */
typedef struct {
  GString *whole, *given, *family;
  char *suffix;
} Parts;

/* "United Ports." and its "Bureau": one full stop between them. */
static void
append_part(GString *to, const char *value, gboolean body)
{
  gboolean stop = to->len && to->str[to->len - 1] == '.';
  g_string_append_printf(to, "%s%s", !to->len ? "" : body && !stop ? ". " : " ", value);
}

static void
collect_parts(Parts *parts, const xmlNode *node, gboolean body)
{
  for (const xmlNode *part = node->children; part; part = part->next) {
    g_autofree char *type = ib_xml_is(part, "namePart") ? ib_xml_attribute(part, "type") : NULL;
    g_autofree char *value = ib_xml_is(part, "namePart") ? ib_xml_content(part) : NULL;
    if (!value || !g_strcmp0(type, "date"))
      continue;
    if (!type || !*type)
      append_part(parts->whole, value, body);
    else if (g_str_equal(type, "given") || g_str_equal(type, "family"))
      append_part(*type == 'g' ? parts->given : parts->family, value, FALSE);
    else if (!parts->suffix)
      parts->suffix = g_steal_pointer(&value);
  }
  g_autofree char *display = ib_xml_child_content(node, "displayForm");
  if (!parts->whole->len && !parts->family->len && display)
    g_string_assign(parts->whole, display);
}

/* "Alleman, Tillie Pierce", "West, Matthew," with MARC's comma before the dates. */
static void
take_whole(IbidRecord *rec, IbidVar var, GString *whole)
{
  while (whole->len && strchr(", ", whole->str[whole->len - 1]))
    g_string_truncate(whole, whole->len - 1);
  ib_note_read_name(rec, var, whole->str, whole->len);
}

static gboolean
is_body(const xmlNode *node)
{
  static const char *const types[] = { "corporate", "conference", "family", NULL };
  g_autofree char *type = ib_xml_attribute(node, "type");
  return type && g_strv_contains(types, type);
}

static void
take_name(IbidRecord *rec, IbidVar var, const xmlNode *node)
{
  g_auto(IbidName) name = { 0 };
  g_autoptr(GString) whole = g_string_new(NULL), given = g_string_new(NULL), family = g_string_new(NULL);
  Parts parts = { whole, given, family, NULL };
  gboolean body = is_body(node);
  collect_parts(&parts, node, body);
  name.suffix = parts.suffix;
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
    take_whole(rec, var, whole);
  }
}

/* The names of a host are those of a book's editors, its author, or a series' editors. */
static IbidVar
var_at(IbidVar var, guint level)
{
  if (level == 1 && var == IBID_VAR_AUTHOR)
    return IBID_VAR_CONTAINER_AUTHOR;
  if (level == 2 && (var == IBID_VAR_EDITOR || var == IBID_VAR_AUTHOR))
    return IBID_VAR_COLLECTION_EDITOR;
  return var;
}

void
ib_mods_name_read(IbidRecord *rec, const xmlNode *node, guint level)
{
  int other;
  IbidVar var = role_of(node, &other);
  g_autofree char *affiliation = ib_xml_child_content(node, "affiliation");
  gboolean agent = ib_xml_is(node, "agent") && other == ROLE_NONE; /* of <originInfo> */
  if (!var && (other == ROLE_PUBLISHER || agent)) {
    g_autofree char *publisher = ib_xml_child_content(node, "namePart");
    ib_mods_add_text(rec, IBID_VAR_PUBLISHER, publisher, "; ");
    return;
  }
  if (!var)
    var = other == ROLE_OTHER ? IBID_VAR_CONTRIBUTOR : IBID_VAR_AUTHOR;
  take_name(rec, var_at(var, level), node);
  if (affiliation)
    ibid_record_add_extra(rec, "affiliation", affiliation);
}
