/* One page: redirects, retries, a neighbour where it is needed, and the verdict for each
 * reference that cites it. */
#include "config.h"

#include <string.h>
#include <time.h>

#include "check/phrases.h"
#include "check/web_run.h"
#include "util/text.h"

#define HOPS_MOST 20
#define REFRESH_MOST 30     /* seconds; a later refresh is a page that renews itself */
#define RETRY_AFTER_MOST 10 /* seconds a host may ask us to wait */
#define NEIGHBOUR_HOPS 5
#define AUTHORS_SHOWN 400 /* bytes */
#define NEIGHBOUR_BODY (128 * 1024)

typedef struct {
  IbNeighbour n;
  GPtrArray *waiting; /* of IbWebJob */
  IbWeb *web;
  IbUrl *asked, *current;
  guint hops;
} Neighbour;

static void send_job(IbWebJob *job, double delay);
static void judge_job(IbWebJob *job);

void
ib_web_job_free(gpointer data)
{
  IbWebJob *job = data;
  ib_url_free(job->cited);
  ib_url_free(job->current);
  g_ptr_array_unref(job->users);
  g_ptr_array_unref(job->seen);
  g_strfreev(job->cookies);
  ib_fetch_free(job->answer);
  ib_page_free(job->page);
  g_free(job);
}

void
ib_web_neighbour_free(gpointer data)
{
  Neighbour *n = data;
  g_ptr_array_unref(n->waiting);
  ib_url_free(n->asked);
  ib_url_free(n->current);
  g_free(n->n.final_url);
  g_free(n->n.title);
  g_free(n->n.text);
  g_free(n);
}

/* ---- the verdict ---- */

static IbPage *
read_page(const IbFetch *fetch, gboolean detect)
{
  if (!fetch->body || !fetch->body->len)
    return NULL;
  return ib_page_read(fetch->body->data, fetch->body->len, ib_fetch_header(fetch, "Content-Type"), detect);
}

static Neighbour *
neighbour_of(const IbWebJob *job)
{
  g_autofree char *key = job->cited->host ? ib_url_host_key(job->cited) : NULL;
  return key ? g_hash_table_lookup(job->web->neighbours, key) : NULL;
}

static void
fill_evidence(const IbWebJob *job, IbEvidence *e)
{
  Neighbour *neighbour = neighbour_of(job);
  *e = (IbEvidence){
    .cited = job->cited,
    .last = job->current,
    .fetch = job->answer,
    .page = job->page,
    .hops = job->hops,
    .all_permanent = job->all_permanent,
    .set_cookies = job->set_cookies,
    .looped = job->looped,
    .failed_before = job->failed_before,
    .is_doi = job->is_doi,
    .neighbour = neighbour ? &neighbour->n : NULL,
  };
}

/* Last-Modified of a page that is made anew for each reader says nothing. */
static void
note_last_modified(IbidUrlCheck *check, const IbFetch *fetch)
{
  const char *value = ib_fetch_header(fetch, "Last-Modified");
  const char *comma = value ? strchr(value, ',') : NULL;
  IbidDatePart part;
  g_autoptr(GDateTime) now = g_date_time_new_now_utc();
  IbidDatePart today = { .year = g_date_time_get_year(now),
                         .month = (guint8)g_date_time_get_month(now),
                         .day = (guint8)g_date_time_get_day_of_month(now) };
  if (!value || check->modified.from.year || !ib_page_parse_date(comma ? comma + 1 : value, &part) ||
      part.year < 1991 || ib_archive_distance(&part, &today) < 3)
    return;
  check->modified.from = part;
}

/* The page of a book or an article is often younger than the work, and its site is not the journal. */
static gboolean
is_printed_work(const IbidRecord *rec)
{
  static const IbidType types[] = { IBID_TYPE_ARTICLE_JOURNAL, IBID_TYPE_BOOK, IBID_TYPE_CHAPTER,
                                    IBID_TYPE_PAPER_CONFERENCE, IBID_TYPE_THESIS };
  for (guint i = 0; i < G_N_ELEMENTS(types); i++)
    if (ibid_record_type(rec) == types[i])
      return TRUE;
  return FALSE;
}

static char *
join_authors(const IbPage *page)
{
  GString *out = g_string_new(page->authors->pdata[0]);
  for (guint i = 1; i < page->authors->len && out->len < AUTHORS_SHOWN; i++)
    g_string_append_printf(out, "; %s", (const char *)page->authors->pdata[i]);
  return g_string_free(out, FALSE);
}

static void
fill_check(IbWebUser *user, const IbWebJob *job, const IbJudgement *j, const IbPage *page)
{
  IbidUrlCheck *check = user->check;
  const IbFetch *fetch = job->answer;
  check->verdict = j->verdict;
  g_free(check->reason);
  check->reason = g_strdup(j->reason);
  check->title_found = j->title_found;
  check->status = fetch->status;
  check->attempts = job->attempts;
  check->milliseconds = fetch->elapsed / 1000;
  check->checked = time(NULL);
  g_free(check->final_url);
  check->final_url = ib_url_to_string(job->current, FALSE);
  if (!page)
    return;
  g_free(check->title);
  g_free(check->author);
  g_free(check->site);
  check->title = g_strdup(page->titles->len ? page->titles->pdata[0] : NULL);
  check->author = page->authors->len ? join_authors(page) : NULL;
  gboolean printed = is_printed_work(user->rec);
  check->site = g_strdup(page->journal || printed ? page->journal : page->site);
  ibid_date_clear(&check->published);
  ibid_date_clear(&check->modified);
  if (!printed || page->dates_work)
    ibid_date_copy(&check->published, &page->published);
  ibid_date_copy(&check->modified, &page->modified);
  note_last_modified(check, fetch);
}

/* A page whose label lies ("windows-1251" over KOI8-R) shows its title only when read otherwise. */
static void
judge_user(IbWebUser *user, const IbWebJob *job, IbJudgement *j)
{
  IbEvidence e;
  fill_evidence(job, &e);
  e.credentials = user->credentials;
  ib_verdict_judge(&e, &user->cited, user->fragment, j);
  if (j->title_found || !user->cited.titles->len || !job->page || !job->page->charset ||
      g_str_equal(job->page->charset, "UTF-8"))
    return;
  g_autoptr(IbPage) other = read_page(job->answer, TRUE);
  IbJudgement second;
  e.page = other;
  ib_verdict_judge(&e, &user->cited, user->fragment, &second);
  if (second.title_found) {
    g_free(j->reason);
    *j = second;
    return;
  }
  g_free(second.reason);
}

static void
finish_user(IbWebUser *user, const IbWebJob *job, IbJudgement *j)
{
  fill_check(user, job, j, job->page);
  user->judged = TRUE;
  job->web->n_done++;
  ib_web_settle(user);
}

static void
finish_job(IbWebJob *job)
{
  job->done = TRUE;
  g_clear_pointer(&job->answer, ib_fetch_free);
  g_clear_pointer(&job->page, ib_page_free);
  g_clear_pointer(&job->cookies, g_strfreev);
  g_ptr_array_set_size(job->seen, 0);
}

/* ---- neighbours ---- */

static void send_neighbour(Neighbour *n);

static void
neighbour_done(Neighbour *n, const IbFetch *fetch)
{
  n->n.done = TRUE;
  n->n.status = fetch->outcome == IB_FETCH_DONE ? fetch->status : 0;
  n->n.final_url = ib_url_to_string(n->current, FALSE);
  g_autoptr(IbPage) page = read_page(fetch, FALSE);
  if (page) {
    n->n.title = ib_verdict_without_slug(page->title ? page->title : "", -1, n->asked);
    n->n.text = ib_verdict_without_slug(page->text->str, (gssize)page->text->len, n->asked);
  }
  for (guint i = 0; i < n->waiting->len; i++)
    judge_job(n->waiting->pdata[i]);
  g_ptr_array_set_size(n->waiting, 0);
}

static IbUrl *
redirect_target(const IbUrl *from, const IbFetch *fetch)
{
  const char *location = ib_fetch_header(fetch, "Location");
  gboolean redirect = fetch->status == 300 || fetch->status == 301 || fetch->status == 302 || fetch->status == 303 ||
                      fetch->status == 307 || fetch->status == 308;
  return redirect && location ? ib_url_resolve(from, location) : NULL;
}

static void
on_neighbour(IbFetch *fetch, gpointer data)
{
  Neighbour *n = data;
  IbUrl *next = fetch->outcome == IB_FETCH_DONE && n->hops < NEIGHBOUR_HOPS ? redirect_target(n->current, fetch) : NULL;
  if (!next || !ib_url_is_web(next)) {
    ib_url_free(next);
    neighbour_done(n, fetch);
    return;
  }
  ib_url_free(n->current);
  n->current = next;
  n->hops++;
  send_neighbour(n);
}

static void
send_neighbour(Neighbour *n)
{
  g_autofree char *url = ib_url_to_string(n->current, FALSE);
  IbFetch *fetch = ib_fetch_new(url);
  fetch->timeout = n->web->timeout / 2;
  fetch->max_body = NEIGHBOUR_BODY;
  fetch->done = on_neighbour;
  fetch->data = n;
  ib_fetcher_add(n->web->fetcher, fetch);
}

/* An address beside the cited one that nobody can have: the last part of its path replaced, its
 * ending kept.  The same for the same page, so that two runs ask the same. */
static IbUrl *
make_neighbour(const IbUrl *cited)
{
  g_autofree char *text = ib_url_to_string(cited, FALSE);
  g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
  g_autofree char *path = g_strdup(cited->path);
  gsize n = strlen(path);
  while (n > 1 && path[n - 1] == '/')
    path[--n] = '\0';
  char *slash = strrchr(path, '/'), *dot = slash ? strrchr(slash, '.') : NULL;
  g_autofree char *ending = g_strdup(dot && strlen(dot) <= 6 ? dot : "");
  if (slash)
    slash[1] = '\0';
  g_autofree char *ref = g_strdup_printf("%s%.12s%s", slash ? path : "/", sum, ending);
  return ib_url_resolve(cited, ref);
}

/* FALSE when there is none to wait for. */
static gboolean
wait_for_neighbour(IbWebJob *job)
{
  Neighbour *n = neighbour_of(job);
  if (n && n->n.done)
    return FALSE;
  if (!n) {
    n = g_new0(Neighbour, 1);
    n->web = job->web;
    n->waiting = g_ptr_array_new();
    n->asked = make_neighbour(job->cited);
    n->current = make_neighbour(job->cited);
    n->n.asked = TRUE;
    g_hash_table_insert(job->web->neighbours, ib_url_host_key(job->cited), n);
    send_neighbour(n);
  }
  g_ptr_array_add(n->waiting, job);
  return TRUE;
}

/* ---- judging ---- */

static void
judge_job(IbWebJob *job)
{
  gboolean want = FALSE;
  for (guint i = 0; i < job->users->len; i++) {
    IbWebUser *user = job->users->pdata[i];
    IbJudgement j;
    if (user->judged)
      continue;
    judge_user(user, job, &j);
    Neighbour *n = neighbour_of(job);
    if (j.want_neighbour && !(n && n->n.done))
      want = TRUE;
    else
      finish_user(user, job, &j);
    g_free(j.reason);
  }
  if (!want || !wait_for_neighbour(job))
    finish_job(job);
}

static void
end_job(IbWebJob *job, IbFetch *fetch)
{
  ib_web_note_reach(job->web, job, fetch);
  ib_fetcher_keep(job->web->fetcher);
  job->answer = fetch;
  if (!job->page)
    job->page = read_page(fetch, FALSE);
  judge_job(job);
}

/* ---- retries ---- */

/* A challenge is no failure of the server: asking again is asking for more of it. */
static gboolean
is_wall(const IbFetch *fetch)
{
  const char *name = NULL;
  IbSigns signs;
  if (ib_fetch_header(fetch, "cf-mitigated"))
    return TRUE;
  if (fetch->status != 503 && fetch->status != 429)
    return FALSE;
  g_autoptr(IbPage) page = read_page(fetch, FALSE);
  ib_signs_init(&signs, fetch, page, FALSE);
  gboolean wall = ib_signs_wall(&signs, &name) && !strstr(name, "rate");
  ib_signs_clear(&signs);
  return wall;
}

/* TRUE when it was sent again. */
static gboolean
try_again(IbWebJob *job, IbFetch *fetch)
{
  IbWeb *web = job->web;
  double delay = 0.5 * (1 << MIN(job->tries, 5)) * g_random_double_range(0.7, 1.3);

  if (fetch->outcome == IB_FETCH_ENCODING && !job->identity && !fetch->body->len) {
    job->identity = TRUE; /* "Content-Encoding: gzip" over plain text */
    send_job(job, 0);
    return TRUE;
  }
  if (fetch->outcome == IB_FETCH_BROKEN && !job->any_length && fetch->error && strstr(fetch->error, "Content-Length")) {
    job->any_length = TRUE; /* "Content-Length: many" */
    send_job(job, 0);
    return TRUE;
  }
  if (!ib_verdict_is_transient(fetch) || (fetch->outcome == IB_FETCH_DONE && is_wall(fetch)))
    return FALSE;
  if (fetch->status == 429)
    ib_fetcher_slow_down(web->fetcher, fetch->url);
  if (fetch->outcome == IB_FETCH_DONE && fetch->retry_after > 0) {
    ib_fetcher_pause(web->fetcher, fetch->url, MIN(fetch->retry_after, RETRY_AFTER_MOST));
    delay = MAX(delay, (double)fetch->retry_after);
  }
  if (job->tries >= web->options->retries || delay > RETRY_AFTER_MOST || web->timeout - job->spent < web->timeout / 10)
    return FALSE;
  job->tries++;
  job->failed_before = TRUE;
  send_job(job, delay);
  return TRUE;
}

/* ---- redirects ---- */

/* A second look at the same address is a loop, unless a cookie was set in between. */
static gboolean
is_loop(const IbWebJob *job, const char *url, gboolean new_cookies)
{
  guint n = 0;
  for (guint i = 0; i < job->seen->len; i++)
    n += g_str_equal(job->seen->pdata[i], url);
  return job->hops > HOPS_MOST || n >= 3 || (n && !new_cookies);
}

/* Takes NEXT. */
static void
follow(IbWebJob *job, IbFetch *fetch, IbUrl *next, gboolean permanent)
{
  gboolean new_cookies = fetch->new_cookies != NULL;
  g_autofree char *url = ib_url_to_string(next, FALSE);
  job->hops++;
  job->all_permanent &= permanent;
  job->looped = is_loop(job, url, new_cookies || job->set_cookies);
  job->set_cookies |= new_cookies && g_str_equal(url, fetch->url);
  if (job->looped || !ib_url_is_web(next)) {
    if (!job->looped) {
      ib_url_free(job->current);
      job->current = next;
    } else {
      ib_url_free(next);
    }
    end_job(job, fetch);
    return;
  }
  ib_url_free(job->current);
  job->current = next;
  job->tries = 0;
  g_ptr_array_add(job->seen, g_steal_pointer(&url));
  send_job(job, 0);
}

static gboolean
has_title(const IbWebJob *job)
{
  for (guint i = 0; i < job->users->len; i++) {
    IbWebUser *user = job->users->pdata[i];
    if (ib_title_match(&user->cited, job->page) == IB_TITLE_FOUND)
      return TRUE;
  }
  return FALSE;
}

/* Where a Refresh header or a meta refresh leads, when it is a redirect; NULL when not. */
static IbUrl *
refresh_target(IbWebJob *job, const IbFetch *fetch)
{
  const char *value = ib_fetch_header(fetch, "Refresh");
  double seconds;
  g_autofree char *target = NULL;
  if (fetch->status < 200 || fetch->status > 299)
    return NULL;
  job->page = read_page(fetch, FALSE);
  if (!value && job->page)
    value = job->page->refresh;
  if (!value || (job->page && has_title(job)))
    return NULL;
  gboolean addressed = ib_page_parse_refresh(value, &seconds, &target);
  if (!(seconds >= 0 && seconds <= REFRESH_MOST))
    return NULL;
  g_autoptr(IbUrl) url = ib_url_resolve(job->current, addressed ? target : "");
  /* It renews itself; once with the cookie that it has just set. */
  if (!url || (url->host && ib_url_same_page(url, job->current) && (!fetch->new_cookies || job->set_cookies)))
    return NULL;
  return g_steal_pointer(&url);
}

static gboolean
looks_readable(const GByteArray *body)
{
  gsize len = MIN(body->len, 2048);
  for (gsize i = 0; i + 1 < len; i++)
    if (body->data[i] == '<' && (g_ascii_isalpha(body->data[i + 1]) || body->data[i + 1] == '!'))
      return TRUE;
  return g_utf8_validate_len((const char *)body->data, MIN(len, body->len / 2), NULL) ||
         !memcmp(body->data, "%PDF", MIN(len, 4));
}

/* Asked for plain, and still compressed: what could not be unpacked is no page. */
static void
check_encoding(const IbWebJob *job, IbFetch *fetch)
{
  const GByteArray *body = fetch->body;
  if (!job->identity || fetch->outcome != IB_FETCH_DONE || !body || body->len < 2 ||
      !ib_fetch_header(fetch, "Content-Encoding") || looks_readable(body))
    return;
  fetch->outcome = IB_FETCH_ENCODING;
  fetch->error = g_strdup("compressed wrongly");
  g_byte_array_set_size(fetch->body, 0);
}

static void
on_page(IbFetch *fetch, gpointer data)
{
  IbWebJob *job = data;
  job->attempts++;
  job->spent += fetch->elapsed;
  check_encoding(job, fetch);
  ib_web_note_failure(job->web, fetch);
  if (fetch->new_cookies) {
    g_strfreev(job->cookies);
    job->cookies = g_strdupv(fetch->new_cookies);
  }
  /* Where to go is said in the headers: what becomes of the body is nobody's business. */
  IbUrl *next = fetch->headed ? redirect_target(job->current, fetch) : NULL;
  if (next) {
    follow(job, fetch, next, fetch->status == 301 || fetch->status == 308);
    return;
  }
  if (try_again(job, fetch))
    return;
  if (fetch->outcome == IB_FETCH_DONE) {
    next = refresh_target(job, fetch);
    if (next) {
      g_clear_pointer(&job->page, ib_page_free);
      follow(job, fetch, next, FALSE);
      return;
    }
  }
  end_job(job, fetch);
}

static void
send_job(IbWebJob *job, double delay)
{
  IbWeb *web = job->web;
  g_autofree char *url = ib_url_to_string(job->current, FALSE);
  IbFetch *fetch = ib_fetch_new(url);
  gint64 left = MAX(web->timeout - job->spent, web->timeout / 10);
  gboolean last = job->tries >= web->options->retries;
  fetch->timeout = left;
  fetch->patience = web->timeout / 3;
  fetch->first_byte = last ? left : MIN(left, web->timeout * 2 / 3);
  fetch->identity = job->identity;
  fetch->any_length = job->any_length;
  fetch->cookies = g_strdupv(job->cookies);
  fetch->not_before = delay > 0 ? g_get_monotonic_time() + (gint64)(delay * G_USEC_PER_SEC) : 0;
  fetch->done = on_page;
  fetch->data = job;
  ib_fetcher_add(web->fetcher, fetch);
}

void
ib_web_job_start(IbWebJob *job)
{
  g_ptr_array_add(job->seen, ib_url_to_string(job->current, FALSE));
  send_job(job, 0);
}
