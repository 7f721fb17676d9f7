/* Inheritance between entries, after BibTeX's crossref and the defaults of biber
 * (biblatex manual, 2.4.1.2 and appendix B). */
#include "config.h"

#include "import/bibtex_inherit.h"

#include <string.h>

#include "import/bibtex_name.h"

/* Limits that no bibliography meets, but a file made to be expensive does: lists of parents
 * that name each other, huge fields that everybody inherits. */
#define MAX_DEPTH 64             /* of parents of parents */
#define MAX_CACHED 1024          /* parents kept, complete */
#define MAX_LOOKED_AT 1024       /* fields of parents, for one entry */
#define MAX_INHERITED (16u << 20) /* bytes, in a small file ... */
#define INHERITED_TIMES 16       /* ... and in a large one, times its size */
#define RELEASE_EVERY (4u << 20) /* bytes */

struct IbBibParents {
  const char *text;
  gsize len;
  gsize inherited;    /* bytes, so far */
  gsize budget;
  GHashTable *places; /* lower-case key that is referred to -> place + 1, or 0 */
  GHashTable *macros;
  GHashTable *cache;  /* key -> IbBibEntry with all that it inherits; no type: is being read */
};

static void
entry_free(gpointer data)
{
  ib_bib_entry_clear(data);
  g_free(data);
}

/* Collecting the keys that are referred to. */

/* The word that ends before the "=" at AT, blanks between. */
static const char *
word_before(const char *text, gsize at, gsize *n)
{
  gsize end = at;
  while (end && g_ascii_isspace(text[end - 1]))
    end--;
  gsize start = end;
  while (start && end - start < 9 && g_ascii_isalpha(text[start - 1]))
    start--;
  *n = end - start;
  return text + start;
}

static gboolean
is_reference(const char *word, gsize n)
{
  return (n == 8 && !g_ascii_strncasecmp(word, "crossref", 8)) || (n == 5 && !g_ascii_strncasecmp(word, "xdata", 5));
}

static void
add_key(GHashTable *places, const char *start, gsize len)
{
  char *key = g_strstrip(g_ascii_strdown(start, len));
  if (*key && !g_hash_table_contains(places, key))
    g_hash_table_insert(places, key, NULL);
  else
    g_free(key);
}

/* The keys of "xdata = {a, b}" from behind its "=", and that of "xdata=a-author-2". */
static void
add_keys(GHashTable *places, const char *p, const char *end)
{
  while (p < end && (g_ascii_isspace(*p) || *p == '{' || *p == '"' || *p == ','))
    p++;
  while (p < end && !strchr("}\"@=", *p)) {
    const char *start = p;
    while (p < end && !strchr("}\",@=", *p))
      p++;
    add_key(places, start, p - start);
    const char *dash = p;
    for (int part = 0; part < 2; part++) { /* the number and the field */
      do
        dash--;
      while (dash > start && *dash != '-');
      if (dash > start)
        add_key(places, start, dash - start);
      else
        break;
    }
    p += p < end && *p == ',';
  }
}

/* One pass at the speed of memchr(); a title that has such words costs a key that nobody asks for. */
static GHashTable *
collect_keys(IbInput *input, const char *text, gsize len)
{
  GHashTable *places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  gsize released = 0;
  for (const char *p = text; (p = memchr(p, '=', text + len - p)); p++) {
    gsize n, at = p - text;
    const char *word = word_before(text, at, &n);
    if (is_reference(word, n))
      add_keys(places, p + 1, text + MIN(len, at + 4096));
    if (at - released > RELEASE_EVERY)
      ib_input_release(input, released = at);
  }
  return places;
}

static void
note_place(GHashTable *places, const char *name, gsize start)
{
  g_autofree char *key = g_strstrip(g_ascii_strdown(name, -1));
  gpointer kept, place;
  if (g_hash_table_lookup_extended(places, key, &kept, &place) && !place)
    g_hash_table_insert(places, g_strdup(key), GSIZE_TO_POINTER(start + 1));
}

/* An entry is known by its key and by its "ids". */
static void
note_places(GHashTable *places, const IbBibEntry *entry)
{
  const char *ids = ib_bib_value(entry, "ids");
  g_auto(GStrv) names = g_strsplit(ids ? ids : "", ",", -1);
  note_place(places, entry->key, entry->start);
  for (char **name = names; *name; name++)
    note_place(places, *name, entry->start);
}

/* The places of those keys, and all macros.  The first of two entries with one key counts. */
static void
find_places(IbBibParents *parents, IbInput *input)
{
  IbBibScanner scanner;
  IbBibEntry entry = { 0 };
  gsize released = 0;
  ib_input_release(input, 0);
  ib_bib_scanner_init(&scanner, parents->text, parents->len);
  while (ib_bib_next(&scanner, &entry)) {
    note_places(parents->places, &entry);
    if (entry.end - released > RELEASE_EVERY)
      ib_input_release(input, released = entry.start);
    ib_bib_entry_clear(&entry);
  }
  parents->macros = g_hash_table_ref(scanner.macros);
  ib_bib_scanner_clear(&scanner);
}

IbBibParents *
ib_bib_parents_new(IbInput *input)
{
  gsize len;
  const char *text = ib_input_text(input, &len);
  GHashTable *places = collect_keys(input, text, len);
  IbBibParents *parents = NULL;
  if (g_hash_table_size(places)) {
    parents = g_new0(IbBibParents, 1);
    parents->text = text;
    parents->len = len;
    parents->budget = MAX_INHERITED + INHERITED_TIMES * len;
    parents->places = g_hash_table_ref(places);
    parents->cache = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, entry_free);
    find_places(parents, input);
  }
  g_hash_table_unref(places);
  ib_input_release(input, 0); /* reading begins again at the first byte */
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

/* One entry that takes fields from others. */
typedef struct {
  IbBibParents *parents;
  IbBibEntry *entry;
  GHashTable *names; /* of its fields; borrowed from them */
  guint looked_at;   /* fields of parents */
  char **missing;
} Heir;

static void
add_field(Heir *heir, const char *name, const IbBibField *from)
{
  gsize size = strlen(from->value);
  if (g_hash_table_contains(heir->names, name) || size > heir->parents->budget - heir->parents->inherited)
    return;
  IbBibField field = { g_strdup(name), g_strndup(from->value, size), from->start, from->end };
  heir->parents->inherited += size;
  g_array_append_val(heir->entry->fields, field);
  g_hash_table_add(heir->names, field.name);
}

static gboolean
is_date(const char *name)
{
  return g_str_equal(name, "year") || g_str_equal(name, "month") || g_str_equal(name, "day") || g_str_equal(name, "date");
}

/* "author" of a book goes to its chapters as bookauthor, and as author where they have none;
 * dates go together, so that no child gets the month of one year and another year. */
static void
take_from(Heir *heir, const IbBibEntry *parent, gboolean rename)
{
  gboolean dated = g_hash_table_contains(heir->names, "date") || g_hash_table_contains(heir->names, "year");
  for (guint i = 0; i < parent->fields->len && heir->looked_at < MAX_LOOKED_AT; i++, heir->looked_at++) {
    const IbBibField *field = &g_array_index(parent->fields, IbBibField, i);
    const char *name = rename ? renamed(parent, heir->entry, field->name) : field->name;
    if ((rename && is_private(field->name)) || g_str_equal(field->name, "ids") || (dated && is_date(name)))
      continue;
    add_field(heir, name, field);
    if (rename && g_str_equal(name, "bookauthor") && g_str_equal(field->name, "author"))
      add_field(heir, "author", field);
  }
}

static void inherit(IbBibParents *parents, IbBibEntry *entry, guint depth, char **missing);

/* The entry KEY with all that it inherits; NULL when there is none, or when it is being read:
 * it refers to itself.  Good until the next call at depth 0. */
static const IbBibEntry *
find_parent(IbBibParents *parents, const char *key, guint depth, char **missing)
{
  g_autofree char *low = g_ascii_strdown(key, -1);
  gsize place = GPOINTER_TO_SIZE(g_hash_table_lookup(parents->places, low));
  IbBibEntry *entry = g_hash_table_lookup(parents->cache, low);
  if (entry)
    return entry->type ? entry : NULL;
  if (!place || depth >= MAX_DEPTH) {
    if (!place && !*missing)
      *missing = g_strdup(key);
    return NULL;
  }
  if (!depth && g_hash_table_size(parents->cache) >= MAX_CACHED)
    g_hash_table_remove_all(parents->cache);
  entry = g_new0(IbBibEntry, 1);
  g_hash_table_insert(parents->cache, g_steal_pointer(&low), entry);
  IbBibScanner scanner = { .text = parents->text, .len = parents->len, .at = place - 1, .macros = parents->macros };
  IbBibEntry found = { 0 };
  ib_bib_next(&scanner, &found);
  inherit(parents, &found, depth + 1, missing);
  *entry = found;
  return entry;
}

static void
take_parent(Heir *heir, const char *key, gboolean rename, guint depth)
{
  g_autofree char *name = g_strstrip(g_strdup(key));
  if (!*name || !g_ascii_strcasecmp(name, heir->entry->key))
    return;
  const IbBibEntry *parent = find_parent(heir->parents, name, depth, heir->missing);
  if (parent)
    take_from(heir, parent, rename);
}

/* Parts of xdata: "author = {Roe, Ann and xdata=people-author-2}" (biblatex manual, 3.15.2). */

/* The Nth item of VALUE, a list, from 1; all of it for 0; NULL when it has fewer.  Caller frees. */
static char *
nth_item(const char *value, guint64 n)
{
  const char *p = value, *end = value + strlen(value);
  if (!n)
    return g_strdup(value);
  while (--n && p < end) {
    const char *stop = ib_bib_and(p, end);
    p = stop < end ? stop + 4 : end;
  }
  return p < end ? g_strstrip(g_strndup(p, ib_bib_and(p, end) - p)) : NULL;
}

/* What "key-field" or "key-field-2" stands for; NULL when it is nothing.  Caller frees. */
static char *
find_part(Heir *heir, const char *reference, guint depth)
{
  g_autofree char *key = g_ascii_strdown(reference, -1);
  char *dash = strrchr(key, '-');
  guint64 n = dash && dash[1] && strspn(dash + 1, "0123456789") == strlen(dash + 1) ? g_ascii_strtoull(dash + 1, NULL, 10) : 0;
  if (n) {
    *dash = '\0';
    dash = strrchr(key, '-');
  }
  if (!dash || heir->looked_at++ >= MAX_LOOKED_AT)
    return NULL;
  *dash = '\0';
  const IbBibEntry *parent = find_parent(heir->parents, key, depth, heir->missing);
  const char *value = parent && g_str_equal(parent->type, "xdata") ? ib_bib_value(parent, dash + 1) : NULL;
  gsize size = value ? strlen(value) : 0;
  if (!value || size > heir->parents->budget - heir->parents->inherited)
    return NULL;
  heir->parents->inherited += size; /* looked through, whatever is taken of it */
  return nth_item(value, n);
}

/* VALUE with its references replaced; what they do not find stays. */
static char *
replace_parts(Heir *heir, const char *value, guint depth)
{
  GString *out = g_string_new(NULL);
  for (const char *p = value, *end = value + strlen(value); p < end;) {
    const char *stop = ib_bib_and(p, end);
    g_autofree char *item = g_strstrip(g_strndup(p, stop - p));
    gboolean reference = !g_ascii_strncasecmp(item, "xdata=", 6);
    g_autofree char *found = reference ? find_part(heir, item + 6, depth) : NULL;
    g_string_append_printf(out, "%s%s", out->len ? " and " : "", found ? found : item);
    p = stop < end ? stop + 4 : end;
  }
  return g_string_free(out, FALSE);
}

static void
take_parts(Heir *heir, guint depth)
{
  for (guint i = 0; i < heir->entry->fields->len; i++) {
    IbBibField *field = &g_array_index(heir->entry->fields, IbBibField, i);
    const char *at = strcasestr(field->value, "xdata=");
    if (!at)
      continue;
    char *value = replace_parts(heir, field->value, depth);
    g_free(field->value);
    field->value = value;
  }
}

static void
inherit(IbBibParents *parents, IbBibEntry *entry, guint depth, char **missing)
{
  g_autofree char *xdata = g_strdup(ib_bib_value(entry, "xdata"));
  g_autofree char *crossref = g_strdup(ib_bib_value(entry, "crossref"));
  Heir heir = { parents, entry, NULL, 0, missing };
  take_parts(&heir, depth);
  if (!xdata && !crossref)
    return;
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < entry->fields->len; i++)
    g_hash_table_add(names, g_array_index(entry->fields, IbBibField, i).name);
  heir.names = names;
  g_auto(GStrv) keys = g_strsplit(xdata ? xdata : "", ",", -1);
  for (char **key = keys; *key && heir.looked_at < MAX_LOOKED_AT; key++, heir.looked_at++)
    take_parent(&heir, *key, FALSE, depth);
  if (crossref)
    take_parent(&heir, crossref, TRUE, depth);
}

void
ib_bib_inherit(IbBibParents *parents, IbBibEntry *entry, char **missing)
{
  *missing = NULL;
  inherit(parents, entry, 0, missing);
}
