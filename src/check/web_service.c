/* Asking the services: web archives for what is broken, the handle service for DOIs.
 *
 * CDX first, then the TimeGate, then Availability; each is asked when those before it failed or
 * had nothing.  A service that fails three times in a row is left alone for the rest of the run. */
#include "config.h"

#include <string.h>

#include "check/web_run.h"

#define FAILURES_MOST 3
#define SERVICE_TIMEOUT (20 * G_USEC_PER_SEC)
#define ARCHIVE_AT_ONCE 2 /* so that one that stopped answering is noticed before more wait for it */
#define DOI_AT_ONCE 4
#define ANSWER_MOST (1024 * 1024)

static gboolean
is_open(IbWebService *service)
{
  if (!service->base || !*service->base)
    return FALSE;
  if (service->failures < FAILURES_MOST)
    return TRUE;
  service->skipped++;
  return FALSE;
}

static void
note_answer(IbWebService *service, gboolean ok)
{
  service->failures = ok ? 0 : service->failures + 1;
  service->answered |= ok;
}

static IbFetch *
new_question(IbWebUser *user, const char *url, IbFetchFunc done)
{
  IbFetch *fetch = ib_fetch_new(url);
  fetch->timeout = MIN(SERVICE_TIMEOUT, user->web->timeout);
  fetch->max_body = ANSWER_MOST;
  fetch->trusted = TRUE;
  fetch->done = done;
  fetch->data = user;
  return fetch;
}

/* ---- archives ---- */

static void ask_step(IbWebUser *user);

gboolean
ib_web_wants_archive(const IbWebUser *user)
{
  const char *mode = user->web->options->archives;
  const IbidUrlCheck *check = user->check;
  if (!check->cited || user->confidential || check->archive.url || check->archive.absent ||
      check->archive.unreachable || ib_archive_is_capture(check->url))
    return FALSE;
  if (!mode || g_str_equal(mode, "never") || check->verdict == IBID_VERDICT_UNSAFE ||
      check->verdict == IBID_VERDICT_OFFLINE)
    return FALSE;
  return g_str_equal(mode, "all") || check->verdict == IBID_VERDICT_DRIFTED ||
         g_str_equal(ibid_verdict_class(check->verdict), "dead");
}

void
ib_web_note_archive(IbidRecord *rec, const IbidUrlCheck *check)
{
  g_autoptr(IbUrl) url = ib_url_parse(check->archive.url);
  g_autofree char *day =
      g_strdup_printf("%04d-%02d-%02d", check->archive.date.year, check->archive.date.month, check->archive.date.day);
  if (ibid_record_has(rec, IBID_VAR_ARCHIVE_LOCATION))
    return;
  if (!ibid_record_has(rec, IBID_VAR_ARCHIVE))
    ibid_record_set_text(rec, IBID_VAR_ARCHIVE,
                         url && !g_strcmp0(url->host, "web.archive.org") ? "Internet Archive"
                         : url                                           ? url->host
                                                                         : NULL);
  ibid_record_set_text(rec, IBID_VAR_ARCHIVE_LOCATION, check->archive.url);
  if (!ibid_record_extra(rec, "archive-date"))
    ibid_record_add_extra(rec, "archive-date", day);
}

static void
take_capture(IbWebUser *user)
{
  IbidUrlCheck *check = user->check;
  g_autoptr(IbUrl) url = ib_url_parse(user->capture.url);
  if (url && ib_url_is_web(url)) {
    check->archive.url = ib_url_to_string(url, TRUE);
    check->archive.date = user->capture.date;
    check->archive.changed = user->capture.changed;
    check->archive.days = ib_archive_distance(&user->accessed, &user->capture.date);
  }
  ib_capture_clear(&user->capture);
}

static void
finish_archive(IbWebUser *user)
{
  IbidUrlCheck *check = user->check;
  if (user->capture.url)
    take_capture(user);
  else if (user->none)
    check->archive.absent = TRUE;
  else
    check->archive.unreachable = user->unsure > 0;
  user->web->n_archive--;
  ib_web_keep(user);
}

static void
take_result(IbWebUser *user, IbArchiveResult result)
{
  note_answer(&user->web->services[user->step], result != IB_ARCHIVE_FAILED);
  if (result == IB_ARCHIVE_FOUND) {
    finish_archive(user);
    return;
  }
  user->none += result == IB_ARCHIVE_NONE;
  user->unsure += result != IB_ARCHIVE_NONE;
  ib_capture_clear(&user->capture);
  user->step++;
  ask_step(user);
}

/* The TimeGate's redirect led to this capture: was it a page that was there? */
static void
on_capture(IbFetch *fetch, gpointer data)
{
  IbWebUser *user = data;
  gboolean memento = ib_fetch_header(fetch, "Memento-Datetime") != NULL;
  gboolean bad = fetch->outcome == IB_FETCH_DONE && (memento ? fetch->status >= 400 : fetch->status == 404);
  take_result(user, bad ? IB_ARCHIVE_UNSURE : IB_ARCHIVE_FOUND);
}

static void
take_timegate(IbWebUser *user, IbFetch *fetch)
{
  IbArchiveResult result = ib_archive_read_timegate(fetch->status, fetch->url, ib_fetch_header(fetch, "Location"),
                                                    ib_fetch_header(fetch, "Link"),
                                                    ib_fetch_header(fetch, "Memento-Datetime"), &user->capture);
  g_autoptr(IbUrl) asked = ib_url_parse(fetch->url);
  g_autoptr(IbUrl) found = user->capture.url ? ib_url_parse(user->capture.url) : NULL;
  /* Only on the archive itself: its word is enough for what stands elsewhere. */
  if (result == IB_ARCHIVE_FOUND && fetch->status != 200 && asked && found && found->host &&
      g_str_equal(asked->host, found->host) && asked->port == found->port) {
    IbFetch *next = new_question(user, user->capture.url, on_capture);
    next->max_body = 1024;
    next->paced = TRUE;
    ib_fetcher_add(user->web->fetcher, next);
    return;
  }
  take_result(user, result);
}

static void
on_archive(IbFetch *fetch, gpointer data)
{
  IbWebUser *user = data;
  const char *body = fetch->body ? (const char *)fetch->body->data : NULL;
  gsize len = fetch->body ? fetch->body->len : 0;
  g_autofree char *text = g_strndup(body ? body : "", len);

  if (fetch->outcome != IB_FETCH_DONE) {
    take_result(user, IB_ARCHIVE_FAILED);
    return;
  }
  if (fetch->retry_after > 0)
    ib_fetcher_pause(user->web->fetcher, fetch->url, MIN(fetch->retry_after, 10));
  if (user->step == IB_SERVICE_TIMEGATE)
    take_timegate(user, fetch);
  else if (user->step == IB_SERVICE_CDX)
    take_result(user, ib_archive_read_cdx(text, len, fetch->status,
                                          user->web->services[IB_SERVICE_TIMEGATE].base &&
                                                  *user->web->services[IB_SERVICE_TIMEGATE].base
                                              ? user->web->services[IB_SERVICE_TIMEGATE].base
                                              : "https://web.archive.org/web/",
                                          &user->accessed, &user->capture));
  else
    take_result(user, ib_archive_read_available(text, len, fetch->status, &user->capture));
}

static char *
question(const IbWebUser *user)
{
  const char *base = user->web->services[user->step].base, *url = user->check->url;
  switch (user->step) {
  case IB_SERVICE_CDX:
    return ib_archive_cdx_url(base, url, &user->accessed);
  case IB_SERVICE_TIMEGATE:
    return ib_archive_timegate_url(base, url);
  default:
    return ib_archive_available_url(base, url, &user->accessed);
  }
}

static void
ask_step(IbWebUser *user)
{
  IbWeb *web = user->web;
  /* Twice "no" needs no third opinion. */
  while (user->step <= IB_SERVICE_AVAILABLE && user->none < 2 && !is_open(&web->services[user->step])) {
    user->unsure += web->services[user->step].skipped > 0;
    user->step++;
  }
  if (user->step > IB_SERVICE_AVAILABLE || user->none >= 2 || (user->none && user->step == IB_SERVICE_AVAILABLE)) {
    finish_archive(user);
    return;
  }
  g_autofree char *url = question(user);
  IbFetch *fetch = new_question(user, url, on_archive);
  fetch->paced = TRUE;
  g_autofree char *when = user->step == IB_SERVICE_TIMEGATE ? ib_archive_accept_datetime(&user->accessed) : NULL;
  if (when)
    fetch->headers = g_strdupv((char *[]){ when, NULL });
  ib_fetcher_add(web->fetcher, fetch);
}

/* ---- DOIs ---- */

static gboolean
is_refusal(const IbidUrlCheck *check)
{
  return check->verdict == IBID_VERDICT_BLOCKED || check->verdict == IBID_VERDICT_LOGIN ||
         check->verdict == IBID_VERDICT_SCRIPT;
}

static void
take_registered(IbWebUser *user)
{
  IbidUrlCheck *check = user->check;
  if (!check->cited) {
    check->verdict = IBID_VERDICT_OK;
    g_free(check->reason);
    check->reason = g_strdup("the DOI is registered");
  } else if (is_refusal(check)) {
    g_autofree char *before = check->reason;
    check->reason = g_strdup_printf("the DOI is registered, its publisher refuses robots (%s)", before);
  }
}

static void
take_unknown(IbWebUser *user)
{
  IbidUrlCheck *check = user->check;
  check->doi_unknown = TRUE;
  if (check->cited)
    return;
  check->verdict = IBID_VERDICT_DEAD;
  g_free(check->reason);
  check->reason = g_strdup("the DOI service does not know it");
}

/* What the service said of one reference's DOI: KNOWN is 1, 0, or -1 where it could not tell. */
static void
take_handle(IbWebUser *user, const IbFetch *fetch, int known)
{
  if (known > 0)
    take_registered(user);
  else if (!known)
    take_unknown(user);
  if (!user->check->cited) {
    user->web->n_done++;
    user->check->status = fetch->status;
    user->check->attempts = 1;
    user->check->milliseconds = fetch->elapsed / 1000;
    user->judged = TRUE;
  }
  if (user->judged)
    ib_web_keep(user);
}

static void
on_handle(IbFetch *fetch, gpointer data)
{
  GPtrArray *users = data;
  IbWebUser *first = users->pdata[0];
  int known = fetch->outcome == IB_FETCH_DONE && fetch->body
                  ? ib_doi_read_handle((const char *)fetch->body->data, fetch->body->len, fetch->status)
                  : -1;
  note_answer(&first->web->services[IB_SERVICE_HANDLE], known >= 0);
  for (guint i = 0; i < users->len; i++)
    take_handle(users->pdata[i], fetch, known);
  g_ptr_array_set_size(users, 0);
  first->web->n_doi--;
}

static void
ask_handle(IbWebUser *user)
{
  IbWeb *web = user->web;
  IbWebService *service = &web->services[IB_SERVICE_HANDLE];
  GPtrArray *users = g_hash_table_lookup(web->by_doi, user->doi);
  if (!is_open(service)) {
    web->n_done += !user->check->cited;
    return;
  }
  if (!users) {
    users = g_ptr_array_new();
    g_hash_table_insert(web->by_doi, user->doi, users);
  }
  g_ptr_array_add(users, user);
  if (users->len > 1)
    return; /* on its way */
  /* "<" and "#" of SICIs are encoded, "/" is the handle's own. */
  g_autofree char *escaped = ib_url_escape(user->doi, "/:;()");
  g_autofree char *url = g_strconcat(service->base, escaped, NULL);
  IbFetch *fetch = new_question(user, url, on_handle);
  fetch->data = users;
  web->n_doi++;
  ib_fetcher_add(web->fetcher, fetch);
}

void
ib_web_pump_services(IbWeb *web)
{
  IbWebUser *user;
  while (web->n_archive < ARCHIVE_AT_ONCE && (user = g_queue_pop_head(&web->archive_queue))) {
    web->n_archive++;
    user->step = IB_SERVICE_CDX;
    user->none = user->unsure = 0;
    ask_step(user);
  }
  while (web->n_doi < DOI_AT_ONCE && (user = g_queue_pop_head(&web->doi_queue)))
    ask_handle(user);
}
