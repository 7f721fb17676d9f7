/* Transfers over HTTP: many at once, few to one host, each bounded in time and size.
 *
 * One fetch is one request and its answer.  Redirects and retries are the caller's: it looks at
 * the answer and adds another fetch.  Everything runs in the thread that calls
 * ib_fetcher_step(). */
#ifndef IB_NET_FETCH_H
#define IB_NET_FETCH_H

#include <glib.h>

typedef struct IbFetcher IbFetcher;

/* How a fetch ended. */
typedef enum {
  IB_FETCH_DONE,        /* an HTTP answer, whole or up to max_body */
  IB_FETCH_UNSAFE,      /* refused by the address guard: nothing was sent */
  IB_FETCH_NO_HOST,     /* the name does not exist */
  IB_FETCH_NO_RESOLVER, /* no name server could tell */
  IB_FETCH_NO_ROUTE,    /* no network to that address */
  IB_FETCH_REFUSED,     /* nothing listens */
  IB_FETCH_NO_CONNECT,  /* no connection in time */
  IB_FETCH_TIMEOUT,     /* connected, but no (whole) answer in time */
  IB_FETCH_RESET,       /* the connection broke */
  IB_FETCH_EMPTY,       /* closed without a word */
  IB_FETCH_TLS,         /* certificate or handshake */
  IB_FETCH_PARTIAL,     /* less came than was promised */
  IB_FETCH_ENCODING,    /* compressed wrongly */
  IB_FETCH_BROKEN,      /* no HTTP, or such as no browser takes */
  IB_FETCH_OTHER        /* libcurl could not do it; `error` says why */
} IbFetchOutcome;

typedef struct IbFetch IbFetch;
typedef void (*IbFetchFunc)(IbFetch *fetch, gpointer data);

struct IbFetch {
  /* What is asked. */
  char *url;           /* normalised, http or https */
  char **headers;      /* further request headers; may be NULL */
  char **cookies;      /* Netscape lines of an earlier `new_cookies`; may be NULL */
  gsize max_body;      /* 0: the fetcher's */
  gint64 timeout;      /* microseconds in all; 0: 30 s */
  gint64 patience;     /* microseconds without a byte before it is given up; 0: a third of `timeout` */
  gint64 first_byte;   /* the same before the answer begins; 0: two thirds of `timeout` */
  gint64 not_before;   /* monotonic time; 0: at once */
  gboolean identity;   /* ask for an uncompressed answer */
  gboolean any_length; /* whatever length is announced, until the connection is closed */
  gboolean trusted;    /* its host comes from the configuration: the guard is not asked */
  gboolean paced;      /* at most one such request a second to its host */
  gboolean judged;     /* the engine's: its name has been looked up for the guard */
  IbFetchFunc done;    /* called from ib_fetcher_step(); the fetch is freed when it returns */
  gpointer data;

  /* What was answered. */
  IbFetchOutcome outcome;
  int status;          /* 0: none */
  char *error;         /* plain words, one line; NULL when done */
  GPtrArray *answer;   /* of char, "Name: value": the last answer's headers */
  GByteArray *body;    /* decoded; what came of it */
  gboolean cut;        /* max_body reached: the rest was not read */
  gboolean began;      /* an answer had begun */
  gboolean headed;     /* its headers came whole, whatever became of its body */
  char **new_cookies;  /* NULL unless the answer set some */
  gint64 retry_after;  /* seconds; -1: not said */
  gint64 elapsed;      /* microseconds, without the time in the queue */
};

IbFetch *ib_fetch_new(const char *url);
void ib_fetch_free(IbFetch *fetch);
/* First value of a header, or NULL.  Owned by FETCH. */
const char *ib_fetch_header(const IbFetch *fetch, const char *name);

typedef struct {
  const char *user_agent;
  guint concurrency, per_host;
  gsize max_body;
  const char *ca_file;              /* NULL or "": the system's */
  const char *proxy;                /* NULL or "": the environment's; "none" */
  const char *const *resolve;       /* "HOST:PORT:ADDRESS"; may be NULL */
  const char *const *allow_private; /* networks; may be NULL */
} IbFetcherOptions;

/* Copies OPTIONS.  Errors: IBID_ERROR_CONFIG.  Caller frees with ib_fetcher_free(). */
IbFetcher *ib_fetcher_new(const IbFetcherOptions *options, GError **error);
void ib_fetcher_free(IbFetcher *fetcher); /* what still runs is dropped without a call */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbFetcher, ib_fetcher_free)

void ib_fetcher_add(IbFetcher *fetcher, IbFetch *fetch); /* takes FETCH */
/* Starts, moves and ends transfers; waits at most MS for something to happen. */
void ib_fetcher_step(IbFetcher *fetcher, int ms);
/* Within a call of `done`: that fetch is now the caller's to free. */
void ib_fetcher_keep(IbFetcher *fetcher);
guint ib_fetcher_pending(const IbFetcher *fetcher); /* added and not yet done */
/* Nothing new goes to the host of URL for SECONDS; what a host gets in one run is bounded. */
void ib_fetcher_pause(IbFetcher *fetcher, const char *url, double seconds);
/* From now on one at a time, with a breath between. */
void ib_fetcher_slow_down(IbFetcher *fetcher, const char *url);
gboolean ib_fetcher_has_proxy(const IbFetcher *fetcher); /* some transfer went through one */
/* The most transfers there ever were at once, in all and to one host. */
void ib_fetcher_peaks(const IbFetcher *fetcher, guint *in_all, guint *per_host);

/* "libcurl/7.88.1 OpenSSL/3.0 …".  Never freed. */
const char *ib_net_version(void);
#endif
