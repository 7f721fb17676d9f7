/* Telling a dead page from a dead network.
 *
 * libcurl has one code for "no such host" and "no name server": only getaddrinfo(3) tells them
 * apart.  And where every name fails, it is the network, whatever the name server claims: a
 * router without a line says "no such host" to everything. */
#include "config.h"

#include "net/offline.h"

#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "net/url.h"

#define THREADS 16
#define ENOUGH_SITES 3 /* that behave alike, before it is called a portal */

struct IbResolver {
  GThreadPool *pool;
  GAsyncQueue *answers; /* of IbResolution; threads that outlive us hold a reference */
  void (*wake)(gpointer data);
  gpointer data;
  GMutex lock;
  gboolean closed;
};

void
ib_resolution_free(IbResolution *r)
{
  if (!r)
    return;
  g_free(r->host);
  g_array_unref(r->addresses);
  g_free(r);
}

static void
keep_address(IbResolution *r, const struct sockaddr *address)
{
  guint8 bytes[16] = { [10] = 0xff, 0xff };
  if (address->sa_family == AF_INET6)
    memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, 16);
  else if (address->sa_family == AF_INET)
    memcpy(bytes + 12, &((const struct sockaddr_in *)(const void *)address)->sin_addr, 4);
  else
    return;
  g_array_append_val(r->addresses, bytes);
}

static void
resolve(IbResolution *r)
{
  struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list = NULL;
  int code = getaddrinfo(r->host, NULL, &hints, &list);
  switch (code) {
  case 0:
    r->outcome = IB_FETCH_DONE;
    break;
  case EAI_NONAME:
#ifdef EAI_NODATA
  case EAI_NODATA:
#endif
#ifdef EAI_ADDRFAMILY
  case EAI_ADDRFAMILY:
#endif
    r->outcome = IB_FETCH_NO_HOST;
    break;
  default:
    r->outcome = IB_FETCH_NO_RESOLVER;
  }
  for (struct addrinfo *item = code ? NULL : list; item; item = item->ai_next)
    keep_address(r, item->ai_addr);
  if (!code)
    freeaddrinfo(list);
}

static void
clear_resolver(gpointer data)
{
  IbResolver *resolver = data;
  g_async_queue_unref(resolver->answers);
  g_mutex_clear(&resolver->lock);
}

static void
work(gpointer task, gpointer user)
{
  IbResolver *resolver = user;
  IbResolution *r = task;
  resolve(r);
  g_mutex_lock(&resolver->lock);
  if (resolver->closed) {
    ib_resolution_free(r);
  } else {
    g_async_queue_push(resolver->answers, r);
    if (resolver->wake)
      resolver->wake(resolver->data);
  }
  g_mutex_unlock(&resolver->lock);
  g_atomic_rc_box_release_full(resolver, clear_resolver);
}

IbResolver *
ib_resolver_new(void (*wake)(gpointer data), gpointer data)
{
  IbResolver *resolver = g_atomic_rc_box_new0(IbResolver);
  resolver->answers = g_async_queue_new_full((GDestroyNotify)ib_resolution_free);
  resolver->wake = wake;
  resolver->data = data;
  g_mutex_init(&resolver->lock);
  resolver->pool = g_thread_pool_new(work, resolver, THREADS, FALSE, NULL);
  return resolver;
}

void
ib_resolver_free(IbResolver *resolver)
{
  if (!resolver)
    return;
  g_mutex_lock(&resolver->lock);
  resolver->closed = TRUE;
  g_mutex_unlock(&resolver->lock);
  g_thread_pool_free(resolver->pool, FALSE, FALSE);
  g_atomic_rc_box_release_full(resolver, clear_resolver);
}

void
ib_resolver_ask(IbResolver *resolver, const char *host, gpointer data)
{
  IbResolution *r = g_new0(IbResolution, 1);
  r->host = g_strdup(host);
  r->addresses = g_array_new(FALSE, FALSE, 16);
  r->data = data;
  g_atomic_rc_box_acquire(resolver);
  g_thread_pool_push(resolver->pool, r, NULL);
}

IbResolution *
ib_resolver_pop(IbResolver *resolver)
{
  return g_async_queue_try_pop(resolver->answers);
}

gboolean
ib_network_names_resolve(const char *const *names, int ms)
{
  IbResolver *resolver = ib_resolver_new(NULL, NULL);
  gint64 end = g_get_monotonic_time() + ms * G_GINT64_CONSTANT(1000);
  gboolean found = FALSE;
  guint waiting = 0;

  for (; *names; names++, waiting++)
    ib_resolver_ask(resolver, *names, NULL);
  for (gint64 now; waiting && !found && (now = g_get_monotonic_time()) < end; waiting--) {
    IbResolution *r = g_async_queue_timeout_pop(resolver->answers, (guint64)(end - now));
    found = r && r->outcome == IB_FETCH_DONE;
    ib_resolution_free(r);
  }
  ib_resolver_free(resolver);
  return found;
}

/* Did anything of the world answer here? */
static gboolean
is_contact(const IbReach *reach, gboolean names)
{
  switch (reach->outcome) {
  case IB_FETCH_NO_HOST:
    return names;
  case IB_FETCH_NO_RESOLVER:
  case IB_FETCH_NO_ROUTE:
  case IB_FETCH_NO_CONNECT:
  case IB_FETCH_OTHER:
  case IB_FETCH_UNSAFE:
    return FALSE;
  default:
    return TRUE;
  }
}

/* The one host that all answers came from though other sites were asked; or the one complaint. */
static gboolean
are_alike(const IbReach *reaches, guint n, gboolean tls)
{
  g_autoptr(GHashTable) sites = g_hash_table_new(g_str_hash, g_str_equal);
  const char *same = NULL;
  for (guint i = 0; i < n; i++) {
    const IbReach *r = &reaches[i];
    const char *mark = tls ? r->trouble : r->landed;
    if (!is_contact(r, FALSE))
      continue;
    if (!mark || (tls != (r->outcome == IB_FETCH_TLS)) || (same && !g_str_equal(same, mark)))
      return FALSE;
    if (!tls && ib_url_same_site(r->host, mark))
      return FALSE;
    same = mark;
    g_hash_table_add(sites, (gpointer)ib_url_site(r->host));
  }
  return g_hash_table_size(sites) >= ENOUGH_SITES;
}

IbNetworkState
ib_network_judge(const IbReach *reaches, guint n, gboolean names)
{
  guint asked = 0, contacts = 0;
  for (guint i = 0; i < n; i++) {
    asked += reaches[i].outcome != IB_FETCH_UNSAFE;
    contacts += is_contact(&reaches[i], names);
  }
  /* One server that does not answer is not the network; a name server that does not is. */
  for (guint i = 0; i < n && n < ENOUGH_SITES; i++)
    contacts += reaches[i].outcome == IB_FETCH_NO_CONNECT;
  if (asked && !contacts)
    return IB_NETWORK_DOWN;
  if (are_alike(reaches, n, FALSE) || are_alike(reaches, n, TRUE))
    return IB_NETWORK_CAPTIVE;
  return IB_NETWORK_UP;
}
