/* The engine: which fetch may start, and moving those that run.
 *
 * libcurl's own limit on connections a host (CURLMOPT_MAX_HOST_CONNECTIONS) lets a transfer hold
 * its place in the multi handle while it waits; with 10,000 of them every step would walk them all.
 * So waiting is done here, in one queue a host, and libcurl sees only what may run. */
#include "config.h"

#include "net/fetch.h"

#include <string.h>
#include <sys/resource.h>

#include "net/host.h"
#include "net/offline.h"
#include "net/proxy.h"
#include "net/transfer.h"
#include "net/url.h"

#define LATE_EVERY (100 * 1000)             /* microseconds between looks at the clocks of transfers */
#define PAUSE_MOST (30 * G_USEC_PER_SEC)    /* that one host gets in one run */
#define BREATH (500 * 1000)                 /* between two requests to a host that said 429 */
#define PACE G_USEC_PER_SEC                 /* between two paced requests */
#define CALLS_AT_ONCE 8                     /* answers handed over between two looks at the sockets ... */
#define WAITING_MOST 64                     /* ... unless more than so many wait: what is not judged is not kept */

typedef struct {
  char *key;
  GQueue waiting;    /* of IbFetch */
  guint active, limit, peak;
  gint64 not_before; /* monotonic */
  gint64 interval;   /* between two starts; 0 none */
  gint64 paused;     /* in all, microseconds */
  gint64 next_paced; /* when the next paced request may start */
  gboolean listed;   /* in `ready` or `asleep` */
} Host;

struct IbFetcher {
  CURLM *multi;
  IbFetcherOptions options; /* strings below */
  char *user_agent, *ca_file;
  struct curl_slist *resolve;
  gboolean resolve_given;
  IbGuard *guard;
  IbProxy *proxy;
  IbResolver *resolver;
  GHashTable *hosts;    /* key -> Host */
  GQueue ready;         /* of Host that have something to start */
  GPtrArray *asleep;    /* of Host that pause */
  GPtrArray *delayed;   /* of IbFetch that wait for their time */
  gint64 next_delayed;  /* the earliest of them */
  GPtrArray *running;   /* of IbTransfer */
  GPtrArray *spare;     /* of IbTransfer */
  GHashTable *asking;   /* IbFetch whose name is asked of the resolver */
  IbFetch *current;     /* whose caller is called; NULL once it keeps it */
  GQueue finished;      /* of IbFetch that wait for their caller's attention */
  IbBodyBudget budget;
  guint pending, peak;
  gint64 last_look;
  gboolean used_proxy;
};

const char *
ib_net_version(void)
{
  return curl_version();
}

static void
host_free(gpointer data)
{
  Host *host = data;
  g_queue_clear_full(&host->waiting, (GDestroyNotify)ib_fetch_free);
  g_free(host->key);
  g_free(host);
}

static Host *
host_of(IbFetcher *f, const char *text)
{
  g_autoptr(IbUrl) url = ib_url_parse(text);
  g_autofree char *key = url && url->host ? ib_url_host_key(url) : g_strdup("");
  Host *host = g_hash_table_lookup(f->hosts, key);
  if (host)
    return host;
  host = g_new0(Host, 1);
  host->key = g_steal_pointer(&key);
  host->limit = f->options.per_host;
  g_hash_table_insert(f->hosts, host->key, host);
  return host;
}

static void
host_list(IbFetcher *f, Host *host)
{
  if (host->listed || g_queue_is_empty(&host->waiting) || host->active >= host->limit)
    return;
  host->listed = TRUE;
  if (host->not_before > g_get_monotonic_time())
    g_ptr_array_add(f->asleep, host);
  else
    g_queue_push_tail(&f->ready, host);
}

static void
wake(gpointer data)
{
  curl_multi_wakeup(data);
}

/* Connections kept: two a host are worth keeping, file descriptors are not endless. */
static long
connections_kept(guint concurrency)
{
  struct rlimit limit;
  guint64 most = 256;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur > 128)
    most = limit.rlim_cur / 2;
  return (long)CLAMP((guint64)concurrency * 2, 16, most);
}

static void
setup_multi(IbFetcher *f)
{
  f->multi = curl_multi_init();
  curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, connections_kept(f->options.concurrency));
  curl_multi_setopt(f->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)f->options.per_host);
  f->resolver = ib_resolver_new(wake, f->multi);
}

IbFetcher *
ib_fetcher_new(const IbFetcherOptions *options, GError **error)
{
  static gsize once;
  if (g_once_init_enter(&once)) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    g_once_init_leave(&once, 1);
  }
  IbGuard *guard = ib_guard_new(options->allow_private, error);
  if (!guard)
    return NULL;
  IbFetcher *f = g_new0(IbFetcher, 1);
  f->guard = guard;
  f->options = *options;
  f->options.concurrency = MAX(options->concurrency, 1);
  f->options.per_host = MAX(options->per_host, 1);
  f->options.user_agent = f->user_agent = g_strdup(options->user_agent);
  f->options.ca_file = f->ca_file = g_strdup(options->ca_file);
  f->proxy = ib_proxy_new(options->proxy);
  for (const char *const *item = options->resolve; item && *item; item++)
    f->resolve = curl_slist_append(f->resolve, *item);
  f->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, host_free);
  f->asleep = g_ptr_array_new();
  f->delayed = g_ptr_array_new_with_free_func((GDestroyNotify)ib_fetch_free);
  f->next_delayed = G_MAXINT64;
  f->running = g_ptr_array_new();
  f->spare = g_ptr_array_new_with_free_func((GDestroyNotify)ib_transfer_free);
  f->asking = g_hash_table_new(NULL, NULL);
  f->budget.paused = g_ptr_array_new();
  setup_multi(f);
  return f;
}

void
ib_fetcher_free(IbFetcher *f)
{
  GHashTableIter iter;
  gpointer fetch;
  if (!f)
    return;
  for (guint i = 0; i < f->running->len; i++) {
    IbTransfer *t = f->running->pdata[i];
    curl_multi_remove_handle(f->multi, t->easy);
    ib_transfer_free(t);
  }
  g_ptr_array_unref(f->running);
  g_ptr_array_unref(f->spare);
  g_ptr_array_unref(f->delayed);
  g_ptr_array_unref(f->asleep);
  g_queue_clear(&f->ready);
  g_hash_table_iter_init(&iter, f->asking);
  while (g_hash_table_iter_next(&iter, &fetch, NULL))
    ib_fetch_free(fetch);
  g_hash_table_unref(f->asking);
  g_queue_clear_full(&f->finished, (GDestroyNotify)ib_fetch_free);
  ib_resolver_free(f->resolver);
  g_hash_table_unref(f->hosts);
  g_ptr_array_unref(f->budget.paused);
  curl_multi_cleanup(f->multi);
  curl_slist_free_all(f->resolve);
  ib_guard_free(f->guard);
  ib_proxy_free(f->proxy);
  g_free(f->user_agent);
  g_free(f->ca_file);
  g_free(f);
}

static void
enqueue(IbFetcher *f, IbFetch *fetch)
{
  Host *host = host_of(f, fetch->url);
  g_queue_push_tail(&host->waiting, fetch);
  host_list(f, host);
}

void
ib_fetcher_add(IbFetcher *f, IbFetch *fetch)
{
  gint64 now = g_get_monotonic_time();
  f->pending++;
  if (fetch->paced) {
    Host *host = host_of(f, fetch->url);
    fetch->not_before = MAX(MAX(fetch->not_before, host->next_paced), now);
    host->next_paced = fetch->not_before + PACE;
  }
  if (fetch->not_before <= now) {
    enqueue(f, fetch);
    return;
  }
  g_ptr_array_add(f->delayed, fetch);
  f->next_delayed = MIN(f->next_delayed, fetch->not_before);
}

void
ib_fetcher_keep(IbFetcher *f)
{
  f->current = NULL;
}

guint
ib_fetcher_pending(const IbFetcher *f)
{
  return f->pending;
}

void
ib_fetcher_pause(IbFetcher *f, const char *url, double seconds)
{
  Host *host = host_of(f, url);
  gint64 now = g_get_monotonic_time(), length = (gint64)(seconds * G_USEC_PER_SEC);
  length = MIN(length, PAUSE_MOST - host->paused);
  if (length <= 0 || now + length <= host->not_before)
    return;
  host->paused += length;
  host->not_before = now + length;
}

void
ib_fetcher_slow_down(IbFetcher *f, const char *url)
{
  Host *host = host_of(f, url);
  host->limit = 1;
  host->interval = BREATH;
}

gboolean
ib_fetcher_has_proxy(const IbFetcher *f)
{
  return f->used_proxy;
}

void
ib_fetcher_peaks(const IbFetcher *f, guint *in_all, guint *per_host)
{
  GHashTableIter iter;
  gpointer host;
  *in_all = f->peak;
  *per_host = 0;
  g_hash_table_iter_init(&iter, f->hosts);
  while (g_hash_table_iter_next(&iter, NULL, &host))
    *per_host = MAX(*per_host, ((Host *)host)->peak);
}

/* Judging an answer takes longer than receiving it: what may start next is started first, so that
 * servers work while we do. */
static void
finish(IbFetcher *f, IbFetch *fetch)
{
  g_queue_push_tail(&f->finished, fetch);
}

static void
hand_over(IbFetcher *f)
{
  IbFetch *fetch;
  for (guint n = 0; (n < CALLS_AT_ONCE || f->finished.length > WAITING_MOST) && (fetch = g_queue_pop_head(&f->finished)); n++) {
    f->pending--;
    f->current = fetch;
    fetch->done(fetch, fetch->data);
    g_clear_pointer(&f->current, ib_fetch_free);
  }
}

static void
refuse(IbFetcher *f, IbFetch *fetch)
{
  fetch->outcome = IB_FETCH_UNSAFE;
  fetch->error = g_strdup("points to a private address");
  finish(f, fetch);
}

static void
launch(IbFetcher *f, Host *host, IbFetch *fetch, const char *proxy)
{
  IbTransfer *t = f->spare->len ? g_ptr_array_steal_index_fast(f->spare, f->spare->len - 1)
                                : ib_transfer_new(&f->options, f->guard, &f->budget);
  /* Permanent entries of libcurl's name cache: giving them once is enough. */
  ib_transfer_begin(t, fetch, proxy, f->resolve_given ? NULL : f->resolve);
  f->resolve_given = TRUE;
  f->used_proxy |= *proxy != '\0';
  t->host = host;
  host->active++;
  host->peak = MAX(host->peak, host->active);
  if (host->interval)
    host->not_before = MAX(host->not_before, g_get_monotonic_time() + host->interval);
  g_ptr_array_add(f->running, t);
  f->peak = MAX(f->peak, f->running->len);
  curl_multi_add_handle(f->multi, t->easy);
}

/* Through a proxy, libcurl connects to the proxy: what can be judged here is the host itself and
 * the name as it resolves here.  TRUE when the fetch may start now. */
static gboolean
judge_before(IbFetcher *f, IbFetch *fetch, const char *proxy)
{
  guint8 address[16];
  g_autoptr(IbUrl) url = ib_url_parse(fetch->url);
  if (!url || !url->host || !ib_url_is_web(url) ||
      (!fetch->trusted && !ib_guard_allows_host(f->guard, url->host))) {
    refuse(f, fetch);
    return FALSE;
  }
  if (!*proxy || fetch->trusted || fetch->judged || ib_host_address(url->host, address))
    return TRUE;
  g_hash_table_add(f->asking, fetch);
  ib_resolver_ask(f->resolver, url->host, fetch);
  return FALSE;
}

static void
start_one(IbFetcher *f, Host *host)
{
  IbFetch *fetch = g_queue_pop_head(&host->waiting);
  g_autofree char *proxy = ib_proxy_for(f->proxy, fetch->url);
  if (judge_before(f, fetch, proxy))
    launch(f, host, fetch, proxy);
}

static void
wake_sleepers(IbFetcher *f, gint64 now)
{
  for (guint i = 0; i < f->asleep->len;) {
    Host *host = f->asleep->pdata[i];
    if (host->not_before > now) {
      i++;
      continue;
    }
    g_ptr_array_remove_index_fast(f->asleep, i);
    host->listed = FALSE;
    host_list(f, host);
  }
}

static void
release_delayed(IbFetcher *f, gint64 now)
{
  if (now < f->next_delayed)
    return;
  g_autoptr(GPtrArray) due = g_ptr_array_new();
  f->next_delayed = G_MAXINT64;
  for (guint i = 0; i < f->delayed->len;) {
    IbFetch *fetch = f->delayed->pdata[i];
    if (fetch->not_before <= now) {
      g_ptr_array_add(due, g_ptr_array_steal_index(f->delayed, i));
      continue;
    }
    f->next_delayed = MIN(f->next_delayed, fetch->not_before);
    i++;
  }
  for (guint i = 0; i < due->len; i++)
    enqueue(f, due->pdata[i]);
}

/* One fetch of each host in turn, so that 200 hosts get their share. */
static void
start_ready(IbFetcher *f)
{
  Host *host;
  gint64 now = g_get_monotonic_time();
  release_delayed(f, now);
  wake_sleepers(f, now);
  while (f->running->len < f->options.concurrency && (host = g_queue_pop_head(&f->ready))) {
    host->listed = FALSE;
    if (host->not_before <= now && host->active < host->limit && !g_queue_is_empty(&host->waiting))
      start_one(f, host);
    host_list(f, host);
  }
}

static void
resume_paused(IbFetcher *f)
{
  while (f->budget.paused->len && f->budget.held < 16 * 1024 * 1024) {
    IbTransfer *t = g_ptr_array_steal_index(f->budget.paused, 0);
    t->paused = FALSE;
    t->last_byte = g_get_monotonic_time();
    curl_easy_pause(t->easy, CURLPAUSE_CONT);
    if (t->paused) /* at once again */
      break;
  }
}

static void
end_transfer(IbFetcher *f, IbTransfer *t, CURLcode code, gboolean late)
{
  Host *host = t->host;
  IbFetch *fetch = ib_transfer_end(t, code, late);
  curl_multi_remove_handle(f->multi, t->easy);
  g_ptr_array_remove_fast(f->running, t);
  g_ptr_array_add(f->spare, t);
  host->active--;
  if (fetch->outcome == IB_FETCH_NO_HOST) {
    g_autoptr(IbUrl) url = ib_url_parse(fetch->url);
    g_hash_table_add(f->asking, fetch);
    ib_resolver_ask(f->resolver, url->host, fetch);
  } else {
    finish(f, fetch);
  }
  host_list(f, host);
}

static void
end_late(IbFetcher *f)
{
  gint64 now = g_get_monotonic_time();
  if (now - f->last_look < LATE_EVERY)
    return;
  f->last_look = now;
  for (guint i = f->running->len; i-- > 0;) {
    IbTransfer *t = f->running->pdata[i];
    if (ib_transfer_is_late(t, now))
      end_transfer(f, t, CURLE_OPERATION_TIMEDOUT, TRUE);
  }
}

/* A name was asked before a transfer through a proxy (status 0, no outcome yet), or after libcurl
 * could not find it. */
static void
take_resolution(IbFetcher *f, IbResolution *r)
{
  IbFetch *fetch = r->data;
  gboolean before = fetch->outcome != IB_FETCH_NO_HOST;
  g_hash_table_remove(f->asking, fetch);
  for (guint i = 0; before && i < r->addresses->len; i++)
    if (!ib_guard_allows_bytes(f->guard, (const guint8 *)r->addresses->data + 16 * i)) {
      refuse(f, fetch);
      return;
    }
  if (before) { /* a name that is unknown here is the proxy's to find */
    fetch->judged = TRUE;
    enqueue(f, fetch);
    return;
  }
  if (r->outcome != IB_FETCH_NO_HOST) {
    fetch->outcome = IB_FETCH_NO_RESOLVER;
    g_free(fetch->error);
    fetch->error = g_strdup("the name server failed");
  } else {
    g_free(fetch->error);
    fetch->error = g_strdup_printf("no such host: %s", r->host);
  }
  finish(f, fetch);
}

static guint
take_finished(IbFetcher *f)
{
  CURLMsg *msg;
  IbResolution *r;
  int left;
  guint n = 0;
  while ((msg = curl_multi_info_read(f->multi, &left))) {
    IbTransfer *t = NULL;
    if (msg->msg != CURLMSG_DONE)
      continue;
    CURLcode code = msg->data.result;
    curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, (char **)&t);
    end_transfer(f, t, code, FALSE);
    n++;
  }
  for (; (r = ib_resolver_pop(f->resolver)); n++) {
    take_resolution(f, r);
    ib_resolution_free(r);
  }
  return n;
}

void
ib_fetcher_step(IbFetcher *f, int ms)
{
  int running;
  start_ready(f);
  curl_multi_perform(f->multi, &running);
  guint n = take_finished(f);
  end_late(f);
  resume_paused(f);
  hand_over(f);
  if (n || !f->pending || !g_queue_is_empty(&f->finished))
    return;
  gint64 until = MIN((f->next_delayed - g_get_monotonic_time()) / 1000 + 1, f->asleep->len ? 20 : ms);
  curl_multi_poll(f->multi, NULL, 0, (int)CLAMP(until, 0, ms), NULL);
}
