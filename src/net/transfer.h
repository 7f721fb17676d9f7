/* One libcurl transfer: a fetch while it runs.  Used by fetch.c alone. */
#ifndef IB_NET_TRANSFER_H
#define IB_NET_TRANSFER_H

#include <curl/curl.h>

#include "net/fetch.h"
#include "net/guard.h"

/* Bytes of bodies kept by all transfers together, before the larger ones wait. */
typedef struct {
  gsize held;
  GPtrArray *paused; /* of IbTransfer */
} IbBodyBudget;

typedef struct {
  CURL *easy;
  IbFetch *fetch;
  const IbGuard *guard;
  IbBodyBudget *budget;
  gpointer host;        /* fetch.c's */
  char error[CURL_ERROR_SIZE];
  gint64 started, last_byte; /* monotonic */
  gsize header_bytes;
  gint64 length;        /* Content-Length; -1: none */
  gboolean guarded;     /* the guard refused an address */
  gboolean connected;   /* a socket was allowed */
  gboolean through_proxy;
  gboolean in_body, two_lengths, too_many_headers, chunked, paused;
  gsize most, limit;    /* bytes of any body, and of this one */
  struct curl_slist *headers;
  gboolean plain_headers; /* the usual ones alone */
} IbTransfer;

/* Sets EASY up once: what is the same for all transfers. */
IbTransfer *ib_transfer_new(const IbFetcherOptions *options, const IbGuard *guard, IbBodyBudget *budget);
void ib_transfer_free(IbTransfer *transfer);
/* Takes on FETCH.  PROXY "" is none. */
void ib_transfer_begin(IbTransfer *transfer, IbFetch *fetch, const char *proxy, struct curl_slist *resolve);
/* Fills in the answer and lets go of the fetch.  LATE: it was stopped for taking too long. */
IbFetch *ib_transfer_end(IbTransfer *transfer, CURLcode code, gboolean late);
/* Has it been silent for too long, or too long in all? */
gboolean ib_transfer_is_late(const IbTransfer *transfer, gint64 now);
#endif
