/* Looking at the tree that libxml2 has read. */
#include "config.h"

#include "import/xml.h"

#include <string.h>

#include "util/text.h"

const char *
ib_xml_name(const xmlNode *element)
{
  const char *name = (const char *)element->name, *colon = strchr(name, ':');
  return colon ? colon + 1 : name;
}

gboolean
ib_xml_is(const xmlNode *node, const char *name)
{
  return node && node->type == XML_ELEMENT_NODE && !g_ascii_strcasecmp(ib_xml_name(node), name);
}

char *
ib_xml_attribute(const xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
  char *copy = g_strdup((char *)value);
  xmlFree(value);
  return copy;
}

char *
ib_xml_content(const xmlNode *node)
{
  xmlChar *value = xmlNodeGetContent(node);
  char *line = value ? ib_text_collapse((char *)value, -1) : NULL;
  xmlFree(value);
  if (line && !*line)
    g_clear_pointer(&line, g_free);
  return line;
}

const xmlNode *
ib_xml_child(const xmlNode *node, const char *name)
{
  for (const xmlNode *c = node->children; name && c; c = c->next)
    if (ib_xml_is(c, name))
      return c;
  return NULL;
}

char *
ib_xml_child_content(const xmlNode *node, const char *name)
{
  const xmlNode *found = ib_xml_child(node, name);
  return found ? ib_xml_content(found) : NULL;
}

gboolean
ib_xml_at_path(const xmlNode *node, const char *path)
{
  const char *end = path + strlen(path);
  while (node && node->type == XML_ELEMENT_NODE) {
    const char *start = end;
    while (start > path && start[-1] != '/')
      start--;
    const char *name = ib_xml_name(node);
    if (strlen(name) != (gsize)(end - start) || strncmp(name, start, end - start))
      return FALSE;
    if (start == path)
      return TRUE;
    end = start - 1;
    node = node->parent;
  }
  return FALSE;
}

const xmlNode *
ib_xml_next(const xmlNode *root, const xmlNode *node)
{
  do {
    if (node->children && node->type == XML_ELEMENT_NODE) {
      node = node->children;
    } else {
      while (node != root && !node->next)
        node = node->parent;
      if (node == root)
        return NULL;
      node = node->next;
    }
  } while (node->type != XML_ELEMENT_NODE);
  return node;
}
