/* One libcurl transfer: its options, its callbacks, and what its end means.
 *
 * libcurl's codes mix what must be told apart (7.88): CURLE_COULDNT_CONNECT is a refusal, a missing
 * route or our own guard; CURLE_OUT_OF_MEMORY is a header line above 100 KB; CURLE_RECV_ERROR a
 * reset or a broken chunk.  The table at the end and what the callbacks saw settle it. */
#include "config.h"

#include "net/transfer.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_HEADERS (256 * 1024) /* bytes; Chromium's limit */
#define SMALL_BODY (64 * 1024)   /* of an error page, or of what is no text */
#define BUDGET (24 * 1024 * 1024)
#define CONNECT_SHARE 3          /* of the time in all, one part is for connecting */

IbFetch *
ib_fetch_new(const char *url)
{
  IbFetch *fetch = g_new0(IbFetch, 1);
  fetch->url = g_strdup(url);
  fetch->retry_after = -1;
  return fetch;
}

void
ib_fetch_free(IbFetch *fetch)
{
  if (!fetch)
    return;
  g_free(fetch->url);
  g_free(fetch->error);
  g_strfreev(fetch->headers);
  g_strfreev(fetch->cookies);
  g_strfreev(fetch->new_cookies);
  g_clear_pointer(&fetch->answer, g_ptr_array_unref);
  g_clear_pointer(&fetch->body, g_byte_array_unref);
  g_free(fetch);
}

static const char *
header_value(const char *line, const char *name)
{
  gsize n = strlen(name);
  if (g_ascii_strncasecmp(line, name, n) || line[n] != ':')
    return NULL;
  line += n + 1;
  return line + strspn(line, " \t");
}

const char *
ib_fetch_header(const IbFetch *fetch, const char *name)
{
  for (guint i = 0; fetch->answer && i < fetch->answer->len; i++) {
    const char *value = header_value(fetch->answer->pdata[i], name);
    if (value)
      return value;
  }
  return NULL;
}

/* The address really connected to: after redirects, after DNS, in whatever notation. */
static curl_socket_t
open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
  IbTransfer *t = data;
  if (!t->through_proxy && !t->fetch->trusted && !ib_guard_allows(t->guard, &address->addr)) {
    t->guarded = TRUE;
    return CURL_SOCKET_BAD;
  }
  t->connected = TRUE;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void
begin_answer(IbTransfer *t)
{
  g_clear_pointer(&t->fetch->answer, g_ptr_array_unref);
  t->fetch->answer = g_ptr_array_new_with_free_func(g_free);
  t->length = -1;
  t->two_lengths = t->chunked = FALSE;
  t->fetch->began = TRUE;
  t->fetch->headed = FALSE;
}

static void
note_length(IbTransfer *t, const char *value)
{
  guint64 n;
  if (!g_ascii_string_to_unsigned(value, 10, 0, G_MAXINT64, &n, NULL))
    return;
  t->two_lengths |= t->length >= 0 && t->length != (gint64)n;
  t->length = (gint64)n;
}

/* A Location in Latin-1 is sent back byte for byte, as browsers do. */
static char *
readable(const char *raw)
{
  if (g_utf8_validate(raw, -1, NULL) || !header_value(raw, "Location"))
    return g_utf8_make_valid(raw, -1);
  GString *out = g_string_new(NULL);
  for (const guchar *p = (const guchar *)raw; *p; p++)
    g_string_append_printf(out, *p < 0x80 ? "%c" : "%%%02X", *p);
  return g_string_free(out, FALSE);
}

static gsize
take_header(char *bytes, gsize one, gsize len, void *data)
{
  IbTransfer *t = data;
  t->last_byte = g_get_monotonic_time();
  t->header_bytes += len;
  t->too_many_headers |= t->header_bytes > MAX_HEADERS;
  if (t->too_many_headers)
    return 0;
  if (t->in_body)
    return len; /* a trailer */
  g_autofree char *raw = g_strndup(bytes, len);
  g_autofree char *line = readable(g_strchomp(raw));
  if (g_str_has_prefix(line, "HTTP/"))
    begin_answer(t);
  const char *value = header_value(line, "Content-Length");
  if (value)
    note_length(t, value);
  t->chunked |= header_value(line, "Transfer-Encoding") != NULL;
  t->fetch->headed |= !*line;
  if (t->fetch->answer && strchr(line, ':'))
    g_ptr_array_add(t->fetch->answer, g_steal_pointer(&line));
  return len;
}

/* How much is worth reading of this answer. */
static gsize
body_limit(IbTransfer *t)
{
  static const char *const binary[] = { "image/", "video/", "audio/", "font/", "application/zip",
                                        "application/x-" };
  long status = 0;
  curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
  const char *type = ib_fetch_header(t->fetch, "Content-Type");
  if (status < 200 || status > 299)
    return MIN(t->limit, SMALL_BODY);
  for (guint i = 0; type && i < G_N_ELEMENTS(binary); i++)
    if (!g_ascii_strncasecmp(type, binary[i], strlen(binary[i])))
      return MIN(t->limit, SMALL_BODY);
  return t->limit;
}

static gsize
take_body(char *bytes, gsize one, gsize len, void *data)
{
  IbTransfer *t = data;
  GByteArray *body = t->fetch->body;
  t->last_byte = g_get_monotonic_time();
  if (!t->in_body) {
    t->in_body = TRUE;
    t->limit = body_limit(t);
    if (t->two_lengths && !t->chunked)
      return 0;
  }
  /* 256 endless bodies of 1 MiB at once would be 256 MB: the large ones take turns, the first of
   * them always going on. */
  if (body->len + len > SMALL_BODY && t->budget->held + len > BUDGET && t->budget->held > body->len) {
    /* While a transfer is paused libcurl unpacks on into a buffer of its own, up to 64 MB. */
    if (ib_fetch_header(t->fetch, "Content-Encoding")) {
      t->fetch->cut = TRUE;
      return 0;
    }
    t->paused = TRUE;
    g_ptr_array_add(t->budget->paused, t);
    return CURL_WRITEFUNC_PAUSE;
  }
  gsize room = t->limit > body->len ? t->limit - body->len : 0, take = MIN(room, len);
  g_byte_array_append(body, (const guint8 *)bytes, (guint)take);
  t->budget->held += take;
  if (take == len)
    return len;
  t->fetch->cut = TRUE;
  return 0; /* enough: libcurl closes the connection */
}

IbTransfer *
ib_transfer_new(const IbFetcherOptions *options, const IbGuard *guard, IbBodyBudget *budget)
{
  IbTransfer *t = g_new0(IbTransfer, 1);
  CURL *easy = t->easy = curl_easy_init();
  t->guard = guard;
  t->budget = budget;
  t->most = options->max_body;
  curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->error);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 16384L);
  curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 600L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L); /* don't wait for a name server that hangs */
  curl_easy_setopt(easy, CURLOPT_USERAGENT, options->user_agent);
  if (options->ca_file && *options->ca_file) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file);
    curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
  }
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
  return t;
}

void
ib_transfer_free(IbTransfer *t)
{
  if (!t)
    return;
  curl_easy_cleanup(t->easy);
  curl_slist_free_all(t->headers);
  ib_fetch_free(t->fetch);
  g_free(t);
}

static void
set_headers(IbTransfer *t, const IbFetch *fetch)
{
  /* As a browser asks: some servers answer 406 or an API's JSON to anything else. */
  static const char *const usual[] = {
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language: en-US,en;q=0.9,*;q=0.5",
    "Upgrade-Insecure-Requests: 1",
  };
  gboolean plain = !fetch->headers;
  if (plain && t->headers && t->plain_headers)
    return;
  t->plain_headers = plain;
  curl_slist_free_all(t->headers);
  t->headers = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(usual); i++)
    t->headers = curl_slist_append(t->headers, usual[i]);
  for (char **line = fetch->headers; line && *line; line++)
    t->headers = curl_slist_append(t->headers, *line);
  curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
}

/* Cookies live from hop to hop of one check, no longer. */
static void
set_cookies(IbTransfer *t, const IbFetch *fetch)
{
  curl_easy_setopt(t->easy, CURLOPT_COOKIEFILE, "");
  curl_easy_setopt(t->easy, CURLOPT_COOKIELIST, "ALL");
  for (char **line = fetch->cookies; line && *line; line++)
    curl_easy_setopt(t->easy, CURLOPT_COOKIELIST, *line);
}

void
ib_transfer_begin(IbTransfer *t, IbFetch *fetch, const char *proxy, struct curl_slist *resolve)
{
  gint64 timeout = fetch->timeout > 0 ? fetch->timeout : 30 * G_USEC_PER_SEC;
  t->fetch = fetch;
  t->error[0] = '\0';
  t->started = t->last_byte = g_get_monotonic_time();
  t->header_bytes = 0;
  t->limit = fetch->max_body ? fetch->max_body : t->most;
  t->length = -1;
  t->guarded = t->connected = t->in_body = t->two_lengths = FALSE;
  t->too_many_headers = t->chunked = t->paused = FALSE;
  t->through_proxy = *proxy != '\0';
  fetch->timeout = timeout;
  fetch->patience = fetch->patience > 0 ? fetch->patience : timeout / 3;
  fetch->first_byte = fetch->first_byte > 0 ? fetch->first_byte : timeout * 2 / 3;
  fetch->body = g_byte_array_new();
  set_headers(t, fetch);
  set_cookies(t, fetch);
  curl_easy_setopt(t->easy, CURLOPT_URL, fetch->url);
  curl_easy_setopt(t->easy, CURLOPT_PROXY, proxy);
  curl_easy_setopt(t->easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, fetch->identity ? NULL : "");
  curl_easy_setopt(t->easy, CURLOPT_IGNORE_CONTENT_LENGTH, (long)fetch->any_length);
  curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)(timeout / 1000 + 1));
  curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(timeout / CONNECT_SHARE / 1000 + 1));
  curl_easy_setopt(t->easy, CURLOPT_RESOLVE, resolve);
}

gboolean
ib_transfer_is_late(const IbTransfer *t, gint64 now)
{
  if (now - t->started > t->fetch->timeout)
    return TRUE;
  return !t->paused && now - t->last_byte > (t->fetch->began ? t->fetch->patience : t->fetch->first_byte);
}

/* What CURLE_COULDNT_CONNECT was. */
static IbFetchOutcome
failed_connect(const IbTransfer *t)
{
  long number = 0;
  curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
  if (t->guarded)
    return IB_FETCH_UNSAFE;
  switch (number) {
  case ENETUNREACH:
  case EHOSTUNREACH:
  case ENETDOWN:
  case EADDRNOTAVAIL:
  case EACCES:
  case EPERM:
    return IB_FETCH_NO_ROUTE;
  case ETIMEDOUT:
    return IB_FETCH_NO_CONNECT;
  default:
    return IB_FETCH_REFUSED;
  }
}

/* What CURLE_RECV_ERROR, CURLE_SEND_ERROR or a handshake that broke was. */
static IbFetchOutcome
broken_stream(const IbTransfer *t, IbFetchOutcome otherwise)
{
  long number = 0;
  curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
  if (number == ECONNRESET || number == EPIPE || strstr(t->error, "reset") || strstr(t->error, "SYSCALL") ||
      strstr(t->error, "unexpected eof"))
    return t->in_body ? IB_FETCH_PARTIAL : IB_FETCH_RESET;
  return t->in_body && otherwise != IB_FETCH_TLS ? IB_FETCH_PARTIAL : otherwise;
}

/* How far had it come when time was up? */
static IbFetchOutcome
too_late(const IbTransfer *t)
{
  curl_off_t lookup = 0, connect = 0;
  long fresh = 1;
  curl_easy_getinfo(t->easy, CURLINFO_NAMELOOKUP_TIME_T, &lookup);
  curl_easy_getinfo(t->easy, CURLINFO_CONNECT_TIME_T, &connect);
  curl_easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &fresh);
  if (t->fetch->began || connect > 0 || (!fresh && !t->connected && lookup > 0))
    return IB_FETCH_TIMEOUT;
  return lookup > 0 || t->connected ? IB_FETCH_NO_CONNECT : IB_FETCH_NO_RESOLVER;
}

static const struct {
  CURLcode code;
  IbFetchOutcome outcome;
} outcomes[] = {
  { CURLE_OK, IB_FETCH_DONE },
  { CURLE_COULDNT_RESOLVE_HOST, IB_FETCH_NO_HOST },
  { CURLE_COULDNT_RESOLVE_PROXY, IB_FETCH_NO_ROUTE },
  { CURLE_GOT_NOTHING, IB_FETCH_EMPTY },
  { CURLE_PARTIAL_FILE, IB_FETCH_PARTIAL },
  { CURLE_HTTP2, IB_FETCH_RESET },
  { CURLE_HTTP2_STREAM, IB_FETCH_RESET },
  { CURLE_BAD_CONTENT_ENCODING, IB_FETCH_ENCODING },
  { CURLE_WEIRD_SERVER_REPLY, IB_FETCH_BROKEN },
  { CURLE_UNSUPPORTED_PROTOCOL, IB_FETCH_BROKEN }, /* HTTP/0.9 */
  { CURLE_OUT_OF_MEMORY, IB_FETCH_BROKEN },        /* a header line above 100 KB */
#if LIBCURL_VERSION_NUM >= 0x080600
  { CURLE_TOO_LARGE, IB_FETCH_BROKEN }, /* the same, from 8.6 on */
#endif
  { CURLE_PEER_FAILED_VERIFICATION, IB_FETCH_TLS },
  { CURLE_SSL_ISSUER_ERROR, IB_FETCH_TLS },
  { CURLE_SSL_CIPHER, IB_FETCH_TLS },
};

/* A proxy's own troubles say nothing about the page: IB_FETCH_DONE where it told what they are. */
static IbFetchOutcome
blame_proxy(const IbTransfer *t, IbFetchOutcome outcome)
{
  long code = 0;
  curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &code);
  if (code >= 400)
    return code == 401 || code == 403 || code == 407 || code == 451 || code >= 500 ? IB_FETCH_DONE : IB_FETCH_OTHER;
  switch (outcome) {
  case IB_FETCH_REFUSED: /* the proxy is not there */
  case IB_FETCH_NO_HOST:
    return IB_FETCH_NO_ROUTE;
  case IB_FETCH_EMPTY:
    return IB_FETCH_RESET;
  case IB_FETCH_BROKEN: /* no tunnel came about */
    return !code && g_str_has_prefix(t->fetch->url, "https:") ? IB_FETCH_RESET : outcome;
  default:
    return outcome;
  }
}

static IbFetchOutcome
judge(const IbTransfer *t, CURLcode code, gboolean late)
{
  if (t->too_many_headers || (t->two_lengths && !t->chunked))
    return IB_FETCH_BROKEN;
  if (t->fetch->cut)
    return IB_FETCH_DONE;
  if (late || code == CURLE_OPERATION_TIMEDOUT)
    return too_late(t);
  if (code == CURLE_COULDNT_CONNECT)
    return failed_connect(t);
  if (code == CURLE_SSL_CONNECT_ERROR)
    return broken_stream(t, IB_FETCH_TLS);
  if (code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR)
    return broken_stream(t, IB_FETCH_BROKEN);
  if (code == CURLE_OK && !t->fetch->headed)
    return IB_FETCH_PARTIAL; /* closed within the headers: libcurl takes that for their end */
  /* take_body() refused nothing, so it was the unpacking: bytes after a gzip stream, broken brotli. */
  if (code == CURLE_WRITE_ERROR && ib_fetch_header(t->fetch, "Content-Encoding"))
    return IB_FETCH_ENCODING;
  /* Browsers pass over a header line without a colon, libcurl gives up: it is our trouble, not the page's. */
  if (code == CURLE_WEIRD_SERVER_REPLY && strstr(t->error, "without colon"))
    return IB_FETCH_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS(outcomes); i++)
    if (outcomes[i].code == code)
      return outcomes[i].outcome;
  return IB_FETCH_OTHER;
}

static const char *
plain_words(const IbTransfer *t, IbFetchOutcome outcome)
{
  switch (outcome) {
  case IB_FETCH_UNSAFE:
    return "points to a private address";
  case IB_FETCH_NO_RESOLVER:
    return "no name server answered";
  case IB_FETCH_NO_CONNECT:
    return "no connection in time";
  case IB_FETCH_TIMEOUT:
    return t->fetch->began ? "the answer did not end in time" : "no answer in time";
  case IB_FETCH_REFUSED:
    return "nothing listens there";
  case IB_FETCH_EMPTY:
    return "closed without an answer";
  case IB_FETCH_RESET:
    return "the connection was broken off";
  default:
    break;
  }
  if (t->too_many_headers)
    return "headers without end";
  if (t->two_lengths)
    return "two different lengths are announced";
  return NULL;
}

/* The cookies that are known now, when this answer set any. */
static char **
export_cookies(IbTransfer *t)
{
  struct curl_slist *list = NULL;
  if (!ib_fetch_header(t->fetch, "Set-Cookie") ||
      curl_easy_getinfo(t->easy, CURLINFO_COOKIELIST, &list) != CURLE_OK)
    return NULL;
  GStrvBuilder *lines = g_strv_builder_new();
  guint n = 0;
  for (struct curl_slist *item = list; item && n < 100; item = item->next, n++)
    g_strv_builder_add(lines, item->data);
  char **cookies = g_strv_builder_end(lines);
  g_strv_builder_unref(lines);
  curl_slist_free_all(list);
  return cookies;
}

IbFetch *
ib_transfer_end(IbTransfer *t, CURLcode code, gboolean late)
{
  IbFetch *fetch = t->fetch;
  long status = 0;
  curl_off_t retry = 0;

  fetch->outcome = judge(t, code, late);
  curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
  if (t->through_proxy && fetch->outcome != IB_FETCH_DONE) {
    fetch->outcome = blame_proxy(t, fetch->outcome);
    if (fetch->outcome == IB_FETCH_DONE)
      curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &status);
  }
  fetch->status = (int)status;
  if (ib_fetch_header(fetch, "Retry-After") &&
      curl_easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &retry) == CURLE_OK)
    fetch->retry_after = retry;
  fetch->elapsed = g_get_monotonic_time() - t->started;
  fetch->new_cookies = export_cookies(t);
  if (fetch->outcome != IB_FETCH_DONE) {
    const char *words = plain_words(t, fetch->outcome);
    const char *text = words ? words : *t->error ? t->error : curl_easy_strerror(code);
    fetch->error = g_utf8_make_valid(text, -1);
    g_strdelimit(fetch->error, "\r\n\t", ' ');
  }
  t->budget->held -= MIN(t->budget->held, fetch->body->len);
  if (t->paused)
    g_ptr_array_remove_fast(t->budget->paused, t);
  t->fetch = NULL;
  return fetch;
}
