/* Which charset bytes are in. */
#ifndef IB_UTIL_CHARSET_H
#define IB_UTIL_CHARSET_H

#include <glib.h>

/* By the byte order mark, whose length goes into *MARK (0: none, and NULL is returned). */
const char *ib_charset_by_bom(const char *s, gsize n, gsize *mark);
/* UTF-16 without one; NULL where it does not look like it. */
const char *ib_charset_by_zeros(const char *s, gsize n);
/* What bytes that are not UTF-8 say of themselves, or look like; NULL: a Latin set, or no idea.
 * Caller frees with g_free(). */
char *ib_charset_guess(const char *s, gsize n);
/* UTF-8, NUL bytes allowed?  *BAD is the first byte that is none, or the end. */
gboolean ib_charset_is_utf8(const char *s, gsize n, const char **bad);
/* Is what is no UTF-8 throughout UTF-8 with accidents, rather than another 8-bit set?  Judged by the first MiB. */
gboolean ib_charset_is_mostly_utf8(const char *s, gsize n);
/* The character of a byte of windows-1252. */
gunichar ib_charset_windows1252(guchar byte);
#endif
