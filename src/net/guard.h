/* The address guard: which machines may be asked at all. */
#ifndef IB_NET_GUARD_H
#define IB_NET_GUARD_H

#include <glib.h>

struct sockaddr;
typedef struct IbGuard IbGuard;

/* ALLOWED (may be NULL): networks that may be asked though they are private, such as
 * "127.0.0.0/8", "fd00::/8" or "192.168.1.7".  NULL and IBID_ERROR_CONFIG for what is no network.
 * Caller frees with ib_guard_free(). */
IbGuard *ib_guard_new(const char *const *allowed, GError **error);
void ib_guard_free(IbGuard *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbGuard, ib_guard_free)

/* May a connection be made to ADDRESS?  Families other than IPv4 and IPv6 may not. */
gboolean ib_guard_allows(const IbGuard *guard, const struct sockaddr *address);
gboolean ib_guard_allows_bytes(const IbGuard *guard, const guint8 address[16]);
/* The same for what a host (as ib_host_normalise() gives it) says by itself: an address, or a
 * name that always means this machine.  Other names are allowed: their address is judged. */
gboolean ib_guard_allows_host(const IbGuard *guard, const char *host);
#endif
