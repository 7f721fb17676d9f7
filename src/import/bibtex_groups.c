/* JabRef's groups, where a comment alone says which entries are in them: before 3.8 it wrote
 *
 *   @comment{jabref-meta: groupstree:
 *   1 ExplicitGroup:Rivers\;0\;doe2001\;roe2002\;;}
 *
 * at the end of the file, with lines broken anywhere.  Later files have a field "groups", and groups
 * by keyword or search are found again by what they search for. */
#include "config.h"

#include "import/bibtex_groups.h"

#include <string.h>

/* Looked for in the last of the file, so that a large one is not read twice.  No more of a group, and
 * of the names of one entry's groups, is read: a file cannot make much of little. */
enum { LOOK = 4 << 20, MAX_GROUP = 1 << 20, MAX_NAME = 200, MAX_NAMES = 2000 };

static const char mark[] = "ExplicitGroup:";

/* From TEXT to the first ";" that no backslash hides: without line breaks, and one backslash of each
 * pair gone.  *USED gets how far that was.  Caller frees with g_string_free(). */
static GString *
read_group(const char *text, gsize len, gsize *used)
{
  GString *out = g_string_new(NULL);
  gsize i = 0;
  for (len = MIN(len, (gsize)MAX_GROUP); i < len && text[i] != ';'; i++) {
    i += text[i] == '\\' && i + 1 < len;
    if (text[i] != '\n' && text[i] != '\r')
      g_string_append_c(out, text[i]);
  }
  *used = i;
  return out;
}

/* The part of a group at *P, to its ";" or to END; *P goes behind.  Caller frees with g_free(). */
static char *
next_part(const char **p, const char *end)
{
  GString *out = g_string_new(NULL);
  const char *q = *p;
  for (; q < end && *q != ';'; q++) {
    q += *q == '\\' && q + 1 < end;
    g_string_append_c(out, *q);
  }
  *p = q + (q < end);
  return g_string_free(out, FALSE);
}

static void
add_name(GHashTable *groups, const char *key, const char *name)
{
  g_autofree char *low = g_ascii_strdown(key, -1);
  GString *names = g_hash_table_lookup(groups, low);
  if (!names) {
    names = g_string_new(NULL);
    g_hash_table_insert(groups, g_steal_pointer(&low), names);
  }
  if (names->len < MAX_NAMES)
    g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
}

/* "Rivers;0;doe2001;roe2002;": a name, how it stands to its parent, keys. */
static void
add_group(GHashTable *groups, const GString *group)
{
  const char *p = group->str, *end = p + group->len;
  g_autofree char *name = next_part(&p, end);
  g_free(next_part(&p, end));
  while (p < end && *name && strlen(name) <= MAX_NAME) {
    g_autofree char *key = next_part(&p, end);
    if (*key)
      add_name(groups, key, name);
  }
}

static void
free_names(gpointer names)
{
  g_string_free(names, TRUE);
}

GHashTable *
ib_bib_groups(const char *text, gsize len)
{
  gsize look = MIN(len, (gsize)LOOK);
  const char *end = text + len, *p = memmem(end - look, look, "jabref-meta: groupstree:", 24);
  if (!p)
    return NULL;
  GHashTable *groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_names);
  while ((p = memmem(p, end - p, mark, strlen(mark)))) {
    gsize used;
    p += strlen(mark);
    GString *group = read_group(p, end - p, &used);
    add_group(groups, group);
    g_string_free(group, TRUE);
    p += used;
  }
  return groups;
}

void
ib_bib_join_groups(GHashTable *groups, IbBibEntry *entry)
{
  if (!groups || ib_bib_value(entry, "groups"))
    return;
  g_autofree char *low = g_ascii_strdown(entry->key, -1);
  const GString *names = g_hash_table_lookup(groups, low);
  if (!names)
    return;
  IbBibField field = { g_strdup("groups"), g_strndup(names->str, names->len), 0, 0 };
  g_array_append_val(entry->fields, field);
}
