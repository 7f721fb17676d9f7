/* The address guard: private and special addresses are not asked.
 *
 * Tables after IANA's registries of special-purpose IPv4 and IPv6 addresses (RFC 6890).
 * IPv4 hides in IPv6 in six ways; each is unwrapped, so that 64:ff9b::7f00:1 is 127.0.0.1. */
#include "config.h"

#include "net/guard.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "ibid/error.h"
#include "net/host.h"

typedef struct {
  guint8 address[16]; /* IPv4 as ::ffff:a.b.c.d */
  guint bits;         /* of the 128 */
} Network;

struct IbGuard {
  GArray *allowed; /* of Network */
};

static const struct {
  guint32 address;
  guint bits;
} closed4[] = {
  { 0x00000000, 8 },  /* this network */
  { 0x0a000000, 8 },  /* private */
  { 0x64400000, 10 }, /* shared: carriers' NAT */
  { 0x7f000000, 8 },  /* loopback */
  { 0xa9fe0000, 16 }, /* link-local, and the clouds' metadata */
  { 0xac100000, 12 }, /* private */
  { 0xc0000000, 24 }, /* protocol assignments */
  { 0xc0a80000, 16 }, /* private */
  { 0xc6120000, 15 }, /* benchmarks */
  { 0xe0000000, 3 },  /* multicast, reserved, broadcast */
};

static const struct {
  guint8 head[6];
  guint bits;
} closed6[] = {
  { { 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01 }, 48 }, /* NAT64 of one's own network */
  { { 0x01, 0x00 }, 64 },                         /* discard */
  { { 0xfc }, 7 },                                /* unique local */
  { { 0xfe, 0x80 }, 10 },                         /* link-local */
  { { 0xfe, 0xc0 }, 10 },                         /* site-local, as it once was */
  { { 0xff }, 8 },                                /* multicast */
};

/* Where an IPv6 address carries an IPv4 one. */
static const struct {
  guint8 head[12];
  guint bits;   /* of the head */
  guint offset; /* of the IPv4 address */
  guint8 flip;  /* its bytes are complemented */
} carriers[] = {
  { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96, 12, 0 },   /* mapped */
  { { 0 }, 96, 12, 0 },                                          /* compatible; also :: and ::1 */
  { { 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0 }, 96, 12, 0 },   /* translated */
  { { 0x00, 0x64, 0xff, 0x9b }, 96, 12, 0 },                     /* NAT64 */
  { { 0x20, 0x02 }, 16, 2, 0 },                                  /* 6to4 */
  { { 0x20, 0x01, 0, 0 }, 32, 12, 0xff },                        /* Teredo */
};

static gboolean
has_prefix(const guint8 *address, const guint8 *prefix, guint bits)
{
  guint whole = bits / 8, rest = bits % 8;
  if (memcmp(address, prefix, whole))
    return FALSE;
  return !rest || !((address[whole] ^ prefix[whole]) >> (8 - rest));
}

static gboolean
read_network(const char *text, Network *network)
{
  guint64 bits;
  g_auto(GStrv) parts = g_strsplit(text, "/", 2);
  gsize n = parts[0] ? strlen(parts[0]) : 0;
  g_autofree char *host = n > 2 && parts[0][0] == '[' ? g_strndup(parts[0] + 1, n - 2) : g_strdup(parts[0]);

  if (!n || !ib_host_address(host, network->address))
    return FALSE;
  guint most = strchr(host, ':') ? 128 : 32;
  bits = most;
  if (parts[1] && !g_ascii_string_to_unsigned(parts[1], 10, 0, most, &bits, NULL))
    return FALSE;
  network->bits = (guint)bits + 128 - most;
  return TRUE;
}

IbGuard *
ib_guard_new(const char *const *allowed, GError **error)
{
  g_autoptr(IbGuard) guard = g_new0(IbGuard, 1);
  guard->allowed = g_array_new(FALSE, FALSE, sizeof(Network));
  for (; allowed && *allowed; allowed++) {
    Network network;
    if (!read_network(*allowed, &network)) {
      g_set_error(error, IBID_ERROR, IBID_ERROR_CONFIG,
                  "network.allow-private: \"%s\" is no network (write 127.0.0.0/8)", *allowed);
      return NULL;
    }
    g_array_append_val(guard->allowed, network);
  }
  return g_steal_pointer(&guard);
}

void
ib_guard_free(IbGuard *guard)
{
  if (!guard)
    return;
  g_array_unref(guard->allowed);
  g_free(guard);
}

static gboolean
is_named(const IbGuard *guard, const guint8 address[16])
{
  for (guint i = 0; i < guard->allowed->len; i++) {
    const Network *network = &g_array_index(guard->allowed, Network, i);
    if (has_prefix(address, network->address, network->bits))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_closed4(const guint8 *four)
{
  guint32 address = (guint32)four[0] << 24 | (guint32)four[1] << 16 | (guint32)four[2] << 8 | four[3];
  for (guint i = 0; i < G_N_ELEMENTS(closed4); i++)
    if (!((address ^ closed4[i].address) >> (32 - closed4[i].bits)))
      return TRUE;
  return FALSE;
}

static gboolean
is_closed6(const guint8 address[16])
{
  for (guint i = 0; i < G_N_ELEMENTS(closed6); i++) {
    guint8 head[16] = { 0 };
    memcpy(head, closed6[i].head, sizeof closed6[i].head);
    if (has_prefix(address, head, closed6[i].bits))
      return TRUE;
  }
  return FALSE;
}

/* The IPv4 address that ADDRESS carries, as a mapped one; FALSE when it carries none. */
static gboolean
unwrap(const guint8 address[16], guint8 mapped[16])
{
  for (guint i = 0; i < G_N_ELEMENTS(carriers); i++) {
    if (!has_prefix(address, carriers[i].head, carriers[i].bits))
      continue;
    memset(mapped, 0, 10);
    mapped[10] = mapped[11] = 0xff;
    for (guint k = 0; k < 4; k++)
      mapped[12 + k] = address[carriers[i].offset + k] ^ carriers[i].flip;
    return TRUE;
  }
  return FALSE;
}

gboolean
ib_guard_allows_bytes(const IbGuard *guard, const guint8 address[16])
{
  guint8 mapped[16];
  if (is_named(guard, address))
    return TRUE;
  if (!unwrap(address, mapped))
    return !is_closed6(address);
  return !is_closed4(mapped + 12) || is_named(guard, mapped);
}

gboolean
ib_guard_allows(const IbGuard *guard, const struct sockaddr *address)
{
  guint8 bytes[16] = { 0 };
  if (address->sa_family == AF_INET6) {
    memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, 16);
    return ib_guard_allows_bytes(guard, bytes);
  }
  if (address->sa_family != AF_INET)
    return FALSE;
  bytes[10] = bytes[11] = 0xff;
  memcpy(bytes + 12, &((const struct sockaddr_in *)(const void *)address)->sin_addr, 4);
  return ib_guard_allows_bytes(guard, bytes);
}

gboolean
ib_guard_allows_host(const IbGuard *guard, const char *host)
{
  static const guint8 loopback[16] = { [10] = 0xff, 0xff, 127, 0, 0, 1 };
  guint8 address[16];
  if (ib_host_address(host, address))
    return ib_guard_allows_bytes(guard, address);
  if (g_str_equal(host, "localhost") || g_str_has_suffix(host, ".localhost"))
    return ib_guard_allows_bytes(guard, loopback);
  return TRUE;
}
