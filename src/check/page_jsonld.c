/* JSON-LD of schema.org in a page: headline, dates, author, publisher, whether it is free. */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "check/page.h"

#define DEPTH_MOST 5 /* "@graph", arrays, mainEntity: deeper is not about the page */
#define OBJECTS_MOST 200
#define SIZE_MOST (512 * 1024)

typedef struct {
  IbPageBuilder *builder;
  guint n;
} Walk;

static const char *
string_of(const json_t *object, const char *name)
{
  return json_string_value(json_object_get(object, name));
}

/* "@type" is a string or an array of them. */
static gboolean
has_type(const json_t *object, const char *const *endings)
{
  const json_t *type = json_object_get(object, "@type");
  if (json_is_array(type))
    type = json_array_get(type, 0);
  const char *name = json_string_value(type);
  for (; name && *endings; endings++)
    if (g_str_has_suffix(name, *endings))
      return TRUE;
  return FALSE;
}

static void
read_author(IbPage *page, const json_t *author)
{
  if (json_is_string(author))
    ib_page_add_author(page, json_string_value(author));
  else if (json_is_object(author))
    ib_page_add_author(page, string_of(author, "name"));
  for (gsize i = 0; json_is_array(author) && i < MIN(json_array_size(author), 20); i++)
    if (!json_is_array(json_array_get(author, i)))
      read_author(page, json_array_get(author, i));
}

static void
read_work(IbPageBuilder *b, const json_t *object)
{
  const json_t *publisher = json_object_get(object, "publisher");
  const json_t *is_free = json_object_get(object, "isAccessibleForFree");
  const char *word = json_string_value(is_free);

  ib_page_add_title(b->page, string_of(object, "headline"), TRUE);
  ib_page_add_title(b->page, string_of(object, "name"), TRUE);
  ib_page_note_published(b, string_of(object, "datePublished"), 2);
  ib_page_note_modified(b, string_of(object, "dateModified"), 2);
  read_author(b->page, json_object_get(object, "author"));
  if (json_is_object(publisher) && !b->page->site)
    b->page->site = g_strdup(string_of(publisher, "name"));
  b->page->is_paywalled |= json_is_false(is_free) || (word && !g_ascii_strcasecmp(word, "false"));
}

static void
walk(Walk *w, const json_t *node, guint depth)
{
  static const char *const works[] = { "Article", "Posting",     "Report", "Book",    "CreativeWork", "Dataset",
                                       "WebPage", "VideoObject", "Thesis", "Chapter", "Review",       NULL };
  static const char *const within[] = { "@graph", "mainEntity", "mainEntityOfPage" };
  if (depth > DEPTH_MOST || w->n++ > OBJECTS_MOST)
    return;
  for (gsize i = 0; json_is_array(node) && i < json_array_size(node) && w->n <= OBJECTS_MOST; i++)
    walk(w, json_array_get(node, i), depth + 1);
  if (!json_is_object(node))
    return;
  if (has_type(node, works))
    read_work(w->builder, node);
  for (guint i = 0; i < G_N_ELEMENTS(within); i++)
    walk(w, json_object_get(node, within[i]), depth + 1);
}

void
ib_page_read_jsonld(IbPageBuilder *b, const char *text, gsize len)
{
  Walk w = { b, 0 };
  if (len > SIZE_MOST)
    return;
  /* "//<![CDATA[", "<!--" and the like stand before it. */
  while (len && *text != '{' && *text != '[') {
    gboolean opening = len > 9 && !strncmp(text, "<![CDATA[", 9);
    text += opening ? 9 : 1;
    len -= opening ? 9 : 1;
  }
  json_t *root = json_loadb(text, len, JSON_DISABLE_EOF_CHECK, NULL);
  walk(&w, root, 0);
  json_decref(root);
}

char *
ib_page_read_json(const char *text)
{
  json_t *root = strlen(text) <= SIZE_MOST ? json_loads(text, 0, NULL) : NULL;
  char *plain = root ? json_dumps(root, JSON_PRESERVE_ORDER) : NULL;
  json_decref(root);
  return plain;
}
