/* What the readers of XML formats look at: elements, attributes, text on one line. */
#ifndef IB_IMPORT_XML_H
#define IB_IMPORT_XML_H

#include <glib.h>
#include <libxml/tree.h>

/* The name of an element without its prefix, which is part of it where its declaration is missing. */
const char *ib_xml_name(const xmlNode *element);
/* NODE may be NULL.  In whatever case: EndNote's own files differ. */
gboolean ib_xml_is(const xmlNode *node, const char *name);
/* NULL when absent.  Caller frees with g_free(). */
char *ib_xml_attribute(const xmlNode *node, const char *name);
/* All text in NODE on one line; NULL when there is none.  Caller frees with g_free(). */
char *ib_xml_content(const xmlNode *node);
/* The first child element NAME; NULL when there is none, or NAME is NULL. */
const xmlNode *ib_xml_child(const xmlNode *node, const char *name);
/* Its text, likewise.  Caller frees with g_free(). */
char *ib_xml_child_content(const xmlNode *node, const char *name);
/* Does the path of NODE end in PATH ("PubDate/Year")? */
gboolean ib_xml_at_path(const xmlNode *node, const char *path);
/* The next element in document order within ROOT; NULL at its end. */
const xmlNode *ib_xml_next(const xmlNode *root, const xmlNode *node);
#endif
