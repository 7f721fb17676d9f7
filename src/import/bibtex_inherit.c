/* Inheritance between entries, after BibTeX's crossref and the defaults of biber
 * (biblatex manual, 2.4.1.2 and appendix B). */
#include "config.h"

#include "import/bibtex_inherit.h"

#include <string.h>

#define MAX_DEPTH 8     /* of parents of parents */
#define MAX_CACHED 1024 /* parents kept parsed */

struct IbBibParents {
  const char *text;
  gsize len;
  GHashTable *places; /* lower-case key -> place + 1 */
  GHashTable *macros;
  GHashTable *cache;  /* key -> IbBibEntry */
};

static void
entry_free(gpointer data)
{
  ib_bib_entry_clear(data);
  g_free(data);
}

/* Does anything in the file inherit?  A word in a title may say so too, and costs a pass. */
static gboolean
mentions(const char *text, gsize len)
{
  static const char *const words[] = { "crossref", "CROSSREF", "Crossref", "CrossRef", "xdata", "XDATA", "XData" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (memmem(text, len, words[i], strlen(words[i])))
      return TRUE;
  return FALSE;
}

IbBibParents *
ib_bib_parents_new(const char *text, gsize len)
{
  IbBibScanner scanner;
  IbBibEntry entry = { 0 };
  if (!mentions(text, len))
    return NULL;
  IbBibParents *parents = g_new0(IbBibParents, 1);
  parents->text = text;
  parents->len = len;
  parents->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  parents->cache = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
  ib_bib_scanner_init(&scanner, text, len);
  while (ib_bib_next(&scanner, &entry)) {
    char *key = g_ascii_strdown(entry.key, -1);
    if (*key && !g_hash_table_contains(parents->places, key))
      g_hash_table_insert(parents->places, key, GSIZE_TO_POINTER(entry.start + 1));
    else
      g_free(key);
    ib_bib_entry_clear(&entry);
  }
  parents->macros = g_hash_table_ref(scanner.macros);
  ib_bib_scanner_clear(&scanner);
  return parents;
}

void
ib_bib_parents_free(IbBibParents *parents)
{
  if (!parents)
    return;
  g_hash_table_unref(parents->places);
  g_hash_table_unref(parents->macros);
  g_hash_table_unref(parents->cache);
  g_free(parents);
}

/* The entry KEY; NULL when there is none.  Good until the next call. */
static const IbBibEntry *
find_parent(IbBibParents *parents, const char *key)
{
  g_autofree char *low = g_ascii_strdown(key, -1);
  gsize place = GPOINTER_TO_SIZE(g_hash_table_lookup(parents->places, low));
  IbBibEntry *entry = g_hash_table_lookup(parents->cache, low);
  if (!place || entry)
    return entry;
  if (g_hash_table_size(parents->cache) >= MAX_CACHED)
    g_hash_table_remove_all(parents->cache);
  IbBibScanner scanner = { .text = parents->text, .len = parents->len, .at = place - 1, .macros = parents->macros };
  entry = g_new0(IbBibEntry, 1);
  ib_bib_next(&scanner, entry);
  g_hash_table_insert(parents->cache, g_steal_pointer(&low), entry);
  return entry;
}

/* Fields that are about the parent itself. */
static gboolean
is_private(const char *name)
{
  static const char *const names[] = { "crossref", "xdata",     "xref",       "ids",     "label",  "shorttitle", "sorttitle",
                                       "indextitle", "indexsorttitle", "key", "options", "related", "entryset", "keywords",
                                       "file",      "timestamp", "owner",     "groups",  "execute", "presort",   "shorthand",
                                       "shorthandintro", "abstract", "annotation", "library", NULL };
  return g_strv_contains(names, name);
}

/* Where a field of the parent lands in the child: the first row that fits. */
static const struct {
  const char *parents, *children, *from, *to;
} renames[] = {
  { "mvbook", "book inbook bookinbook suppbook", "title", "maintitle" },
  { "mvbook", "book inbook bookinbook suppbook", "subtitle", "mainsubtitle" },
  { "mvbook", "book inbook bookinbook suppbook", "titleaddon", "maintitleaddon" },
  { "mvbook", "inbook bookinbook suppbook", "author", "bookauthor" },
  { "mvcollection mvreference mvproceedings", "collection reference proceedings incollection inreference suppcollection inproceedings",
    "title", "maintitle" },
  { "mvcollection mvreference mvproceedings", "collection reference proceedings incollection inreference suppcollection inproceedings",
    "subtitle", "mainsubtitle" },
  { "book collection reference proceedings mvbook mvcollection booklet manual",
    "inbook bookinbook suppbook incollection inreference suppcollection inproceedings conference", "title", "booktitle" },
  { "book collection reference proceedings mvbook mvcollection booklet manual",
    "inbook bookinbook suppbook incollection inreference suppcollection inproceedings conference", "subtitle", "booksubtitle" },
  { "book collection reference proceedings mvbook mvcollection booklet manual",
    "inbook bookinbook suppbook incollection inreference suppcollection inproceedings conference", "titleaddon", "booktitleaddon" },
  { "book", "inbook bookinbook suppbook", "author", "bookauthor" },
  { "periodical", "article suppperiodical", "title", "journaltitle" },
  { "periodical", "article suppperiodical", "subtitle", "journalsubtitle" },
};

static gboolean
lists(const char *words, const char *word)
{
  gsize n = strlen(word);
  for (const char *p = words; (p = strstr(p, word)); p += n)
    if ((p == words || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
      return TRUE;
  return FALSE;
}

static const char *
renamed(const IbBibEntry *parent, const IbBibEntry *child, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(renames); i++)
    if (g_str_equal(renames[i].from, name) && lists(renames[i].parents, parent->type) && lists(renames[i].children, child->type))
      return renames[i].to;
  return name;
}

static void
add_field(IbBibEntry *child, const char *name, const IbBibField *from)
{
  if (ib_bib_value(child, name))
    return;
  IbBibField field = { g_strdup(name), g_strdup(from->value), from->start, from->end };
  g_array_append_val(child->fields, field);
}

/* "author" of a book goes to its chapters as bookauthor, and as author where they have none;
 * dates go together, so that no child gets the month of one year and another year. */
static gboolean
is_split_date(const IbBibEntry *child, const char *name)
{
  gboolean part = g_str_equal(name, "year") || g_str_equal(name, "month") || g_str_equal(name, "day") || g_str_equal(name, "date");
  return part && (ib_bib_value(child, "date") || (ib_bib_value(child, "year") && strcmp(name, "month")));
}

static void
take_from(const IbBibEntry *parent, IbBibEntry *child, gboolean rename)
{
  for (guint i = 0; i < parent->fields->len; i++) {
    const IbBibField *field = &g_array_index(parent->fields, IbBibField, i);
    const char *name = rename ? renamed(parent, child, field->name) : field->name;
    if ((rename && is_private(field->name)) || is_split_date(child, name))
      continue;
    add_field(child, name, field);
    if (rename && g_str_equal(name, "bookauthor") && g_str_equal(field->name, "author"))
      add_field(child, "author", field);
  }
}

static void inherit(IbBibParents *parents, IbBibEntry *entry, guint depth, char **missing);

static void
take_parent(IbBibParents *parents, IbBibEntry *entry, const char *key, gboolean rename, guint depth, char **missing)
{
  g_autofree char *name = g_strstrip(g_strdup(key));
  const IbBibEntry *found = *name ? find_parent(parents, name) : NULL;
  if (!found) {
    if (*name && !*missing)
      *missing = g_steal_pointer(&name);
    return;
  }
  if (depth >= MAX_DEPTH || !g_ascii_strcasecmp(found->key, entry->key))
    return;
  /* A copy, which first takes what it inherits itself. */
  IbBibEntry parent = { g_strdup(found->type), g_strdup(found->key), NULL, found->start, found->end };
  parent.fields = g_array_new(FALSE, FALSE, sizeof(IbBibField));
  for (guint i = 0; i < found->fields->len; i++) {
    const IbBibField *from = &g_array_index(found->fields, IbBibField, i);
    IbBibField field = { g_strdup(from->name), g_strdup(from->value), from->start, from->end };
    g_array_append_val(parent.fields, field);
  }
  inherit(parents, &parent, depth + 1, missing);
  take_from(&parent, entry, rename);
  for (guint i = 0; i < parent.fields->len; i++) {
    g_free(g_array_index(parent.fields, IbBibField, i).name);
    g_free(g_array_index(parent.fields, IbBibField, i).value);
  }
  ib_bib_entry_clear(&parent);
}

static void
inherit(IbBibParents *parents, IbBibEntry *entry, guint depth, char **missing)
{
  g_autofree char *xdata = g_strdup(ib_bib_value(entry, "xdata"));
  g_autofree char *crossref = g_strdup(ib_bib_value(entry, "crossref"));
  g_auto(GStrv) keys = g_strsplit(xdata ? xdata : "", ",", -1);
  for (char **key = keys; *key; key++)
    take_parent(parents, entry, *key, FALSE, depth, missing);
  if (crossref)
    take_parent(parents, entry, crossref, TRUE, depth, missing);
}

void
ib_bib_inherit(IbBibParents *parents, IbBibEntry *entry, char **missing)
{
  *missing = NULL;
  inherit(parents, entry, 0, missing);
}
