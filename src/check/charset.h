/* Bytes of a page -> UTF-8. */
#ifndef IB_CHECK_CHARSET_H
#define IB_CHECK_CHARSET_H

#include <glib.h>

/* By BOM, valid UTF-8, CONTENT_TYPE (the header; may be NULL), the page's own meta element, then
 * detection.  DETECT: labels are not believed.  CHARSET (may be NULL) gets its name, to be
 * freed.  Bytes that are none of it become U+FFFD.  Caller frees with g_free(). */
char *ib_charset_decode(const guint8 *bytes, gsize len, const char *content_type, gboolean detect,
                        char **charset);
#endif
