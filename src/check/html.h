/* A scanner for HTML as it is found: tags, text, raw text, one token a call. */
#ifndef IB_CHECK_HTML_H
#define IB_CHECK_HTML_H

#include <glib.h>

typedef enum {
  IB_HTML_TEXT,  /* between tags; entities as they are */
  IB_HTML_OPEN,  /* <name …> */
  IB_HTML_CLOSE, /* </name> */
  IB_HTML_RAW    /* what stands in a script or style element; follows its OPEN */
} IbHtmlKind;

typedef struct {
  const char *name, *value;
  gsize name_len, value_len;
} IbHtmlAttribute;

#define IB_HTML_ATTRIBUTES 24 /* further ones of a tag are passed over */

typedef struct {
  const char *p, *end; /* what is still to read */
  IbHtmlKind kind;
  char name[16];       /* lower case, cut; "" for text */
  const char *text;    /* of TEXT and RAW */
  gsize len;
  guint n_attributes;
  IbHtmlAttribute attributes[IB_HTML_ATTRIBUTES];
  char raw[16];        /* the element whose raw text comes next, or "" */
} IbHtml;

void ib_html_init(IbHtml *html, const char *text, gsize len);
gboolean ib_html_next(IbHtml *html); /* FALSE at the end */
/* Value of an attribute of the current tag, decoded; NULL: absent.  Caller frees with g_free(). */
char *ib_html_attribute(const IbHtml *html, const char *name);
/* Appends text with its entities decoded. */
void ib_html_decode(GString *out, const char *s, gsize len);
#endif
