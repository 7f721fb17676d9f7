/* The web check as a whole: who cites what, one run of the engine, the cache, and whether there
 * is a network at all.
 *
 * Nothing is said before something of the world has answered as itself: until then verdicts are
 * held back, so that a machine without network, or behind a captive portal, calls nothing dead. */
#include "config.h"

#include "check/web.h"

#include <string.h>
#include <time.h>

#include "check/web_run.h"
#include "ibid/error.h"
#include "net/offline.h"

#define STEP_MS 100
#define PROGRESS_EVERY (200 * 1000) /* microseconds */
#define FIRST_DOUBT 24              /* failures in a row before names are tried */
#define DAY 86400
#define FAILED_DAYS 3     /* different days without an answer that make a page dead */
#define NAMES_WITHIN 3000 /* milliseconds for well-known names to resolve */

static void
user_free(gpointer data)
{
  IbWebUser *user = data;
  ib_cited_clear(&user->cited);
  ib_capture_clear(&user->capture);
  ibid_url_check_free(user->old);
  g_free(user->fragment);
  g_free(user->key);
  g_free(user->doi);
  g_free(user);
}

gboolean
ib_web_has_doi_host(const IbUrl *url)
{
  return url->host && (g_str_equal(url->host, "doi.org") || g_str_has_suffix(url->host, ".doi.org"));
}

/* ---- who cites what ---- */

static char *
doi_in_url(const IbUrl *url)
{
  if (!ib_web_has_doi_host(url) || !g_str_has_prefix(url->path, "/10."))
    return NULL;
  return g_uri_unescape_string(url->path + 1, NULL);
}

static char *
make_key(const IbUrl *url, const IbWebUser *user)
{
  g_autofree char *text = url ? ib_url_to_string(url, TRUE) : g_strconcat("doi:", user->doi, NULL);
  const char *title = url && user->cited.titles->len ? user->cited.titles->pdata[0] : "";
  return g_strdup_printf("%s\n%s", text, title);
}

static void
settle_without_asking(IbWebUser *user, IbidVerdict verdict, const char *reason)
{
  user->check->verdict = verdict;
  user->check->reason = g_strdup(reason);
  user->check->checked = time(NULL);
  user->judged = TRUE;
  user->web->n_done++;
}

static IbWebJob *
job_for(IbWeb *web, const IbUrl *url)
{
  g_autofree char *text = ib_url_to_string(url, FALSE);
  IbWebJob *job = g_hash_table_lookup(web->by_url, text);
  if (job)
    return job;
  job = g_new0(IbWebJob, 1);
  job->web = web;
  job->cited = ib_url_parse(text);
  job->current = ib_url_parse(text);
  job->users = g_ptr_array_new();
  job->seen = g_ptr_array_new_with_free_func(g_free);
  job->all_permanent = TRUE;
  job->is_doi = ib_web_has_doi_host(url);
  g_ptr_array_add(web->jobs, job);
  g_hash_table_insert(web->by_url, g_steal_pointer(&text), job);
  return job;
}

/* What the cache says; TRUE when that is fresh enough. */
static gboolean
take_cached(IbWebUser *user)
{
  const IbWebOptions *o = user->web->options;
  if (!o->cache)
    return FALSE;
  user->old = ib_cache_get(o->cache, user->key);
  if (!user->old || o->recheck)
    return FALSE;
  gboolean alive = g_str_equal(ibid_verdict_class(user->old->verdict), "alive");
  gint64 age = time(NULL) - user->old->checked;
  return age >= -DAY && age <= (gint64)(alive ? o->max_age_alive : o->max_age_other) * DAY;
}

/* The old verdict, under what is cited now. */
static void
use_old(IbWebUser *user)
{
  IbidUrlCheck *old = g_steal_pointer(&user->old), **slot = &user->check;
  g_free(old->cited);
  old->cited = g_strdup((*slot)->cited);
  old->cached = TRUE;
  ibid_url_check_free(*slot);
  *slot = old;
  user->judged = TRUE;
}

static void
add_job(IbWebUser *user, const IbUrl *url)
{
  g_ptr_array_add(job_for(user->web, url)->users, user);
}

static void
plan_url(IbWebUser *user, const char *cited)
{
  g_autoptr(IbUrl) url = ib_url_parse(cited);
  user->check->cited = g_strdup(cited);
  user->check->url = url && url->host ? ib_url_to_string(url, TRUE) : g_strdup(cited);
  if (!url) {
    settle_without_asking(user, IBID_VERDICT_DEAD, "this address can name no host");
    return;
  }
  if (!ib_url_is_web(url)) {
    settle_without_asking(user, IBID_VERDICT_UNSAFE, "not fetched: no web address");
    return;
  }
  user->fragment = g_strdup(url->fragment);
  user->confidential = ib_url_is_confidential(url);
  user->cites_doi = ib_web_has_doi_host(url);
  user->credentials = url->userinfo != NULL;
  if (!user->doi)
    user->doi = doi_in_url(url);
  user->key = make_key(url, user);
  if (take_cached(user)) {
    use_old(user);
    user->web->n_done++;
    return;
  }
  add_job(user, url);
}

static void
plan_doi(IbWebUser *user)
{
  g_autofree char *escaped = ib_url_escape(user->doi, "/:;()");
  user->check->url = g_strconcat("https://doi.org/", escaped, NULL);
  user->key = make_key(NULL, user);
  if (take_cached(user)) {
    use_old(user);
    user->web->n_done++;
  }
}

static void
add_user(IbWeb *web, guint index, IbidRecord *rec)
{
  const char *url = ibid_record_text(rec, IBID_VAR_URL), *doi = ibid_record_text(rec, IBID_VAR_DOI);
  const IbidDate *accessed = ibid_record_date(rec, IBID_VAR_ACCESSED);
  gboolean has_doi = doi && g_str_has_prefix(doi, "10.") && strchr(doi, '/');
  if (!url && !(has_doi && *web->services[IB_SERVICE_HANDLE].base))
    return;
  IbWebUser *user = g_new0(IbWebUser, 1);
  user->web = web;
  user->index = index;
  user->rec = rec;
  user->check = ibid_url_check_new(NULL);
  user->doi = has_doi ? g_ascii_strdown(doi, -1) : NULL;
  if (accessed && !accessed->ambiguous)
    user->accessed = accessed->from;
  ib_cited_init(&user->cited, rec);
  g_ptr_array_add(web->users, user);
  web->n_total++;
  if (url)
    plan_url(user, url);
  else
    plan_doi(user);
}

/* ---- verdicts as they come ---- */

void
ib_web_keep(IbWebUser *user)
{
  const IbWebOptions *o = user->web->options;
  IbidUrlCheck *check = user->check;
  if (check->verdict == IBID_VERDICT_NONE) /* a DOI whose service did not answer: asked again next time */
    return;
  if (!check->checked)
    check->checked = time(NULL);
  g_autoptr(GError) why = NULL;
  if (o->cache && user->key && !ib_cache_put(o->cache, user->key, check, &why) && user->web->outcome->notes)
    g_ptr_array_add(user->web->outcome->notes, g_strdup(why->message));
}

/* On how many different days in a row there was no answer, today included. */
static guint
failed_days(const IbWebUser *user)
{
  const IbidUrlCheck *check = user->check, *old = user->old;
  if (check->verdict != IBID_VERDICT_SERVER_ERROR && check->verdict != IBID_VERDICT_TIMEOUT)
    return 0;
  guint days = old ? old->failed_days : 0;
  gboolean today = old && old->checked / DAY == check->checked / DAY;
  return days + !(days && today);
}

/* No answer today is no proof; none on three different days is. */
static void
call_dead(IbWebUser *user, guint days)
{
  IbidUrlCheck *check = user->check;
  g_autofree char *before = check->reason;
  check->reason = g_strdup_printf("no answer on %u different days (%s)", days, before);
  check->verdict = IBID_VERDICT_DEAD;
}

/* What follows from a verdict: the cache, the archives, the DOI service. */
static void
release(IbWebUser *user)
{
  IbWeb *web = user->web;
  user->check->failed_days = failed_days(user);
  ib_web_keep(user);
  if (user->check->failed_days >= FAILED_DAYS)
    call_dead(user, user->check->failed_days);
  gboolean alive = g_str_equal(ibid_verdict_class(user->check->verdict), "alive");
  if (ib_web_wants_archive(user))
    g_queue_push_tail(&web->archive_queue, user);
  /* A DOI that led to its page is registered. */
  if (user->doi && !(alive && user->cites_doi) && user->check->verdict != IBID_VERDICT_UNSAFE)
    g_queue_push_tail(&web->doi_queue, user);
}

static void
release_held(IbWeb *web)
{
  web->trusted = TRUE;
  for (guint i = 0; i < web->held->len; i++)
    release(web->held->pdata[i]);
  g_ptr_array_set_size(web->held, 0);
}

void
ib_web_settle(IbWebUser *user)
{
  if (user->web->trusted)
    release(user);
  else
    g_ptr_array_add(user->web->held, user);
}

/* Did the world answer, and not a portal in its place? */
static gboolean
is_trustworthy(const IbWebJob *job, const IbFetch *fetch)
{
  switch (fetch->outcome) {
  case IB_FETCH_UNSAFE:
  case IB_FETCH_NO_HOST:
  case IB_FETCH_NO_RESOLVER:
  case IB_FETCH_NO_ROUTE:
  case IB_FETCH_NO_CONNECT:
  case IB_FETCH_TLS:
  case IB_FETCH_OTHER:
    return FALSE;
  case IB_FETCH_DONE:
    return job->current->host && ib_url_same_site(job->cited->host, job->current->host);
  default:
    return TRUE;
  }
}

void
ib_web_note_failure(IbWeb *web, const IbFetch *fetch)
{
  gboolean lost = fetch->outcome == IB_FETCH_NO_HOST || fetch->outcome == IB_FETCH_NO_RESOLVER ||
                  fetch->outcome == IB_FETCH_NO_ROUTE || fetch->outcome == IB_FETCH_NO_CONNECT;
  web->failed_reaches += lost;
  web->contact |= !lost && fetch->outcome != IB_FETCH_UNSAFE;
}

void
ib_web_note_reach(IbWeb *web, const IbWebJob *job, const IbFetch *fetch)
{
  IbReach reach = {
    .host = job->cited->host,
    .landed = fetch->outcome == IB_FETCH_DONE && job->current->host ? g_intern_string(job->current->host) : NULL,
    .trouble = fetch->outcome == IB_FETCH_TLS ? g_intern_string(fetch->error) : NULL,
    .outcome = fetch->outcome,
  };
  if (web->trusted)
    return;
  g_array_append_val(web->reaches, reach);
  if (is_trustworthy(job, fetch))
    release_held(web);
}

/* ---- is there a network? ---- */

static gboolean
names_resolve(void)
{
  static const char *const names[] = { "doi.org", "archive.org", "wikipedia.org", NULL };
  return ib_network_names_resolve(names, NAMES_WITHIN);
}

/* So many failures and nothing else: don't wait for the other 9,976. */
static gboolean
looks_offline(IbWeb *web)
{
  if (web->contact || web->trusted || web->failed_reaches < web->doubt_at)
    return FALSE;
  web->doubt_at *= 8;
  return !names_resolve();
}

static gboolean
is_offline(IbWeb *web)
{
  const IbReach *reaches = (const IbReach *)(gpointer)web->reaches->data;
  gboolean unknown_names = FALSE;
  if (web->trusted)
    return FALSE;
  for (guint i = 0; i < web->reaches->len; i++)
    unknown_names |= reaches[i].outcome == IB_FETCH_NO_HOST;
  if (!web->reaches->len) /* DOIs alone */
    return web->services[IB_SERVICE_HANDLE].failures && !web->services[IB_SERVICE_HANDLE].answered && !names_resolve();
  return ib_network_judge(reaches, web->reaches->len, unknown_names && names_resolve()) != IB_NETWORK_UP;
}

static void
go_offline(IbWeb *web)
{
  guint stand = 0, n = 0;
  web->outcome->offline = TRUE;
  for (guint i = 0; i < web->users->len; i++) {
    IbWebUser *user = web->users->pdata[i];
    IbidUrlCheck *check = user->check;
    n++;
    if (check->cached || check->verdict == IBID_VERDICT_UNSAFE) {
      stand += check->cached;
      continue;
    }
    if (user->old) {
      use_old(user);
      stand++;
      continue;
    }
    check->verdict = check->cited ? IBID_VERDICT_OFFLINE : IBID_VERDICT_NONE;
    g_free(check->reason);
    check->reason = g_strdup("this machine has no network");
    check->status = 0;
    check->checked = 0;
    check->attempts = 0;
    check->title_found = check->doi_unknown = FALSE;
    g_clear_pointer(&check->final_url, g_free);
    g_clear_pointer(&check->title, g_free);
  }
  if (web->outcome->notes)
    g_ptr_array_add(web->outcome->notes,
                    g_strdup_printf("no network: nothing is said about %u of %u cited addresses, "
                                    "%u earlier verdict%s stand%s",
                                    n - stand, n, stand, stand == 1 ? "" : "s", stand == 1 ? "s" : ""));
}

/* ---- the run ---- */

static IbFetcher *
open_fetcher(const IbWebOptions *o, GError **error)
{
  gboolean mail = o->mailto && *o->mailto;
  g_autofree char *agent = g_strdup_printf("Mozilla/5.0 (compatible; ibid/%s; citation checker%s%s)", PACKAGE_VERSION,
                                           mail ? "; mailto:" : "", mail ? o->mailto : "");
  g_strdelimit(agent, "\r\n", ' ');
  IbFetcherOptions options = {
    .user_agent = o->user_agent && *o->user_agent ? o->user_agent : agent,
    .concurrency = o->concurrency ? o->concurrency : 256,
    .per_host = o->per_host ? o->per_host : 2,
    .max_body = o->max_body ? o->max_body : 1024 * 1024,
    .ca_file = o->ca_file,
    .proxy = o->proxy,
    .resolve = o->resolve,
    .allow_private = o->allow_private,
  };
  return ib_fetcher_new(&options, error);
}

static void
web_init(IbWeb *web, const IbWebOptions *o, IbWebOutcome *outcome)
{
  static const char *const names[] = { "the Wayback CDX server", "the Memento TimeGate", "Wayback Availability",
                                       "the DOI service" };
  const char *bases[] = { o->wayback_cdx, o->wayback_timegate, o->wayback_available, o->doi_handle };
  memset(web, 0, sizeof *web);
  web->options = o;
  web->outcome = outcome;
  for (guint i = 0; i < IB_N_SERVICES; i++) {
    web->services[i].base = bases[i] ? bases[i] : "";
    web->services[i].name = names[i];
  }
  web->users = g_ptr_array_new_with_free_func(user_free);
  web->jobs = g_ptr_array_new_with_free_func(ib_web_job_free);
  web->by_url = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  web->neighbours = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, ib_web_neighbour_free);
  web->by_doi = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  web->reaches = g_array_new(FALSE, FALSE, sizeof(IbReach));
  web->held = g_ptr_array_new();
  web->doubt_at = FIRST_DOUBT;
  web->timeout = (o->timeout ? o->timeout : 30) * G_USEC_PER_SEC;
}

/* The fetcher goes first: what still runs points at jobs. */
static void
web_clear(IbWeb *web)
{
  ib_fetcher_free(web->fetcher);
  g_queue_clear(&web->archive_queue);
  g_queue_clear(&web->doi_queue);
  g_hash_table_unref(web->by_url);
  g_hash_table_unref(web->neighbours);
  g_hash_table_unref(web->by_doi);
  g_array_unref(web->reaches);
  g_ptr_array_unref(web->held);
  g_ptr_array_unref(web->jobs);
  g_ptr_array_unref(web->users);
}

static gboolean
is_interrupted(const IbWebOptions *o)
{
  return o->interrupted && *o->interrupted;
}

static gboolean
has_work(const IbWeb *web)
{
  return ib_fetcher_pending(web->fetcher) || !g_queue_is_empty((GQueue *)&web->archive_queue) ||
         !g_queue_is_empty((GQueue *)&web->doi_queue);
}

static void
show_progress(const IbWeb *web, gint64 *last)
{
  gint64 now = g_get_monotonic_time();
  if (!web->options->progress || (now - *last < PROGRESS_EVERY && web->n_done < web->n_total))
    return;
  *last = now;
  web->options->progress(web->n_done, web->n_total, web->options->progress_data);
}

/* FALSE when interrupted. */
static gboolean
run_loop(IbWeb *web)
{
  gint64 last = 0;
  while (!is_interrupted(web->options)) {
    ib_web_pump_services(web);
    if (!has_work(web)) {
      gboolean down = is_offline(web);
      if (down)
        go_offline(web);
      if (down || !web->held->len)
        return TRUE;
      release_held(web);
      continue;
    }
    ib_fetcher_step(web->fetcher, STEP_MS);
    if (web->options->cache)
      ib_cache_tick(web->options->cache, NULL);
    show_progress(web, &last);
    if (looks_offline(web)) {
      go_offline(web);
      return TRUE;
    }
  }
  return FALSE;
}

static void
note_unasked(IbWeb *web)
{
  guint unreachable = 0;
  for (guint i = 0; i < web->users->len; i++)
    unreachable += ((IbWebUser *)web->users->pdata[i])->check->archive.unreachable;
  if (web->outcome->offline || !web->outcome->unasked)
    return;
  if (unreachable)
    g_string_append_printf(web->outcome->unasked, "web archives gave no usable answer about %u address%s; ",
                           unreachable, unreachable == 1 ? "" : "es");
  for (guint i = 0; i < IB_N_SERVICES; i++)
    if (web->services[i].skipped)
      g_string_append_printf(web->outcome->unasked, "%s did not answer and was left alone; ", web->services[i].name);
  if (web->outcome->unasked->len)
    g_string_truncate(web->outcome->unasked, web->outcome->unasked->len - 2);
}

static void
hand_over(IbWeb *web, GPtrArray *urls)
{
  for (guint i = 0; i < web->users->len; i++) {
    IbWebUser *user = web->users->pdata[i];
    if (user->check->archive.url)
      ib_web_note_archive(user->rec, user->check);
    urls->pdata[user->index] = g_steal_pointer(&user->check);
  }
}

static void
start_all(IbWeb *web)
{
  for (guint i = 0; i < web->users->len; i++) {
    IbWebUser *user = web->users->pdata[i];
    if (!user->check->cited && !user->judged)
      g_queue_push_tail(&web->doi_queue, user);
    else if (user->check->cached && ib_web_wants_archive(user))
      g_queue_push_tail(&web->archive_queue, user);
  }
  for (guint i = 0; i < web->jobs->len; i++)
    ib_web_job_start(web->jobs->pdata[i]);
}

gboolean
ib_web_check(GPtrArray *records, GPtrArray *urls, const IbWebOptions *options, IbWebOutcome *outcome, GError **error)
{
  IbWeb web;
  IbFetcher *fetcher = open_fetcher(options, error);
  if (!fetcher)
    return FALSE;
  web_init(&web, options, outcome);
  web.fetcher = fetcher;
  for (guint i = 0; i < records->len; i++)
    add_user(&web, i, records->pdata[i]);
  start_all(&web);
  gboolean whole = run_loop(&web);
  if (options->cache)
    ib_cache_flush(options->cache, NULL);
  g_ptr_array_set_size(urls, (gint)records->len);
  if (whole)
    note_unasked(&web);
  if (whole && ib_fetcher_has_proxy(fetcher) && outcome->notes)
    g_ptr_array_add(outcome->notes, g_strdup("asked through a proxy: private addresses were recognised by name alone"));
  hand_over(&web, urls);
  web_clear(&web);
  if (!whole)
    g_set_error_literal(error, IBID_ERROR, IBID_ERROR_INTERRUPTED, "interrupted");
  return whole;
}
