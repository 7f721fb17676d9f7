/* Is it the page or is it us?  Names asked again, and the signs of a machine without network. */
#ifndef IB_NET_OFFLINE_H
#define IB_NET_OFFLINE_H

#include "net/fetch.h"

/* getaddrinfo(3) in threads of its own, since it may hang for many seconds. */
typedef struct IbResolver IbResolver;

typedef struct {
  char *host;
  IbFetchOutcome outcome; /* IB_FETCH_DONE, IB_FETCH_NO_HOST or IB_FETCH_NO_RESOLVER */
  GArray *addresses;      /* of guint8[16] */
  gpointer data;          /* the asker's */
} IbResolution;

/* WAKE is called from a thread when an answer is there. */
IbResolver *ib_resolver_new(void (*wake)(gpointer data), gpointer data);
void ib_resolver_free(IbResolver *resolver); /* does not wait for threads that hang */
void ib_resolver_ask(IbResolver *resolver, const char *host, gpointer data);
IbResolution *ib_resolver_pop(IbResolver *resolver); /* NULL: none ready.  Caller frees with ib_resolution_free(). */
void ib_resolution_free(IbResolution *resolution);

/* What became of one cited address. */
typedef struct {
  const char *host;   /* as cited */
  const char *landed; /* host of the last answer; NULL: none came */
  const char *trouble; /* plain words of a TLS failure; NULL */
  IbFetchOutcome outcome;
} IbReach;

typedef enum { IB_NETWORK_UP, IB_NETWORK_DOWN, IB_NETWORK_CAPTIVE } IbNetworkState;

/* The network is down when no address led anywhere; it is a captive portal when several sites
 * all redirect to one host, or all fail TLS alike.  NAMES: well-known names do resolve, so that a
 * name that does not is really none. */
IbNetworkState ib_network_judge(const IbReach *reaches, guint n, gboolean names);
/* Does any of NAMES (NULL-terminated) resolve?  Waits at most MS. */
gboolean ib_network_names_resolve(const char *const *names, int ms);
#endif
