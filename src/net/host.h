/* Host names and addresses: one spelling for each. */
#ifndef IB_NET_HOST_H
#define IB_NET_HOST_H

#include <glib.h>

/* IDN to ASCII, escapes decoded, lower case, a closing dot dropped; "0x7f.1", "2130706433",
 * "127.1" and full-width digits to a dotted quad; "[::FFFF:127.0.0.1]" to "::ffff:127.0.0.1".
 * NULL for what can't be a host.  Caller frees with g_free(). */
char *ib_host_normalise(const char *text);

/* The 16 bytes of a literal address (IPv4 as ::ffff:a.b.c.d); FALSE for a name. */
gboolean ib_host_address(const char *host, guint8 address[16]);
#endif
