/* Bench of the web check: 10,000 URLs over 200 hosts that answer after 50 ms, on loopback, beside
 * a bare libcurl loop over the same addresses in the same run.
 *
 * Prints TSV: what, seconds, CPU seconds, peak MB, most transfers at once to one host, requests.
 * The server is a process of its own, with epoll, so that it costs neither of them anything. */
#include "config.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check/web.h"

#define HOSTS 200
#define DELAY_MS 50
#define IN_FLIGHT 256
#define MAX_FDS 4096

/* What the server saw, shared with the clients. */
typedef struct {
  int active[HOSTS], peak[HOSTS], requests;
} Seen;

typedef struct {
  char buffer[2048];
  size_t len;
  int host; /* of the request that waits; -1: none */
  gint64 due;
  char path[128];
} Connection;

static Seen *seen;
static Connection *connections; /* by file descriptor */

static gint64
now_ms(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
respond(int fd)
{
  Connection *c = &connections[fd];
  char body[1024], head[256];
  int n = snprintf(body, sizeof body,
                   "<html><head><title>The history of place %s</title></head><body><h1>The history of place %s</h1>"
                   "<p>Some words about it, so that the page is no empty one, and some more of them.</p></body></html>",
                   c->path, c->path);
  int m = snprintf(head, sizeof head,
                   "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n", n);
  seen->active[c->host]--;
  c->host = -1;
  if (write(fd, head, (size_t)m) < 0 || write(fd, body, (size_t)n) < 0)
    return;
}

/* A whole request in the buffer: note whom it is for and when it is answered. */
static void
take_request(int fd)
{
  Connection *c = &connections[fd];
  const char *host = strstr(c->buffer, "\r\nHost: h");
  sscanf(c->buffer, "GET /%100[^ ]", c->path);
  c->host = host ? atoi(host + 9) % HOSTS : 0;
  c->due = now_ms() + DELAY_MS;
  c->len = 0;
  seen->requests++;
  if (++seen->active[c->host] > seen->peak[c->host])
    seen->peak[c->host] = seen->active[c->host];
}

static void
read_some(int fd)
{
  Connection *c = &connections[fd];
  ssize_t n = read(fd, c->buffer + c->len, sizeof c->buffer - c->len - 1);
  if (n <= 0) {
    if (c->host >= 0)
      seen->active[c->host]--;
    c->host = -1;
    c->len = 0;
    close(fd);
    return;
  }
  c->len += (size_t)n;
  c->buffer[c->len] = '\0';
  if (strstr(c->buffer, "\r\n\r\n"))
    take_request(fd);
}

static void
serve(int listener)
{
  struct epoll_event events[256], e = { .events = EPOLLIN, .data.fd = listener };
  int ep = epoll_create1(0);
  connections = calloc(MAX_FDS, sizeof *connections);
  for (int i = 0; i < MAX_FDS; i++)
    connections[i].host = -1;
  epoll_ctl(ep, EPOLL_CTL_ADD, listener, &e);
  for (;;) {
    int n = epoll_wait(ep, events, 256, 1);
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd;
      if (fd != listener) {
        read_some(fd);
        continue;
      }
      int client = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
      struct epoll_event in = { .events = EPOLLIN, .data.fd = client };
      if (client >= MAX_FDS || client < 0 || epoll_ctl(ep, EPOLL_CTL_ADD, client, &in) < 0)
        close(client);
    }
    gint64 now = now_ms();
    for (int fd = 0; fd < MAX_FDS; fd++)
      if (connections[fd].host >= 0 && connections[fd].due <= now)
        respond(fd);
  }
}

static int
start_server(int *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  socklen_t len = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1024) < 0 ||
      getsockname(listener, (struct sockaddr *)&address, &len) < 0) {
    perror("bench_web: listen");
    exit(1);
  }
  *port = ntohs(address.sin_port);
  pid_t pid = fork();
  if (!pid) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    serve(listener);
  }
  close(listener);
  return pid;
}

static char *
url_of(guint i, int port)
{
  return g_strdup_printf("http://h%u.test:%d/%u", i % HOSTS, port, i);
}

static char **
resolve_list(int port)
{
  char **list = g_new0(char *, HOSTS + 1);
  for (guint i = 0; i < HOSTS; i++)
    list[i] = g_strdup_printf("h%u.test:%d:127.0.0.1", i, port);
  return list;
}

/* ---- bare libcurl ---- */

static size_t
swallow(char *bytes, size_t one, size_t n, void *data)
{
  return n;
}

static void
run_bare(guint n, int port)
{
  CURLM *multi = curl_multi_init();
  g_auto(GStrv) resolve = resolve_list(port);
  struct curl_slist *list = NULL;
  guint next = 0, done = 0;
  int running = 0;
  for (char **r = resolve; *r; r++)
    list = curl_slist_append(list, *r);
  curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 2L);
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 2L * IN_FLIGHT);
  while (done < n) {
    for (; next < n && next - done < IN_FLIGHT; next++) {
      g_autofree char *url = url_of(next, port);
      CURL *easy = curl_easy_init();
      curl_easy_setopt(easy, CURLOPT_URL, url);
      curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
      curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, swallow);
      curl_easy_setopt(easy, CURLOPT_RESOLVE, next ? NULL : list);
      curl_multi_add_handle(multi, easy);
    }
    curl_multi_perform(multi, &running);
    CURLMsg *msg;
    int left;
    guint before = done;
    while ((msg = curl_multi_info_read(multi, &left)))
      if (msg->msg == CURLMSG_DONE) {
        CURL *easy = msg->easy_handle;
        curl_multi_remove_handle(multi, easy);
        curl_easy_cleanup(easy);
        done++;
      }
    if (done == before)
      curl_multi_poll(multi, NULL, 0, 100, NULL);
  }
  curl_slist_free_all(list);
  curl_multi_cleanup(multi);
}

/* ---- ibid ---- */

static GPtrArray *
make_records(guint n, int port)
{
  GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  for (guint i = 0; i < n; i++) {
    IbidRecord *rec = ibid_record_new(IBID_TYPE_WEBPAGE);
    g_autofree char *url = url_of(i, port), *title = g_strdup_printf("The history of place %u", i);
    ibid_record_set_text(rec, IBID_VAR_URL, url);
    ibid_record_set_text(rec, IBID_VAR_TITLE, title);
    g_ptr_array_add(records, rec);
  }
  return records;
}

static void
run_ibid(guint n, int port)
{
  static const char *const private[] = { "127.0.0.0/8", NULL };
  g_autoptr(GPtrArray) records = make_records(n, port);
  g_autoptr(GPtrArray) urls = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_url_check_free);
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) resolve = resolve_list(port);
  g_autofree char *folder = g_dir_make_tmp("ibid-bench-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(folder, "web.db", NULL);
  IbCache *cache = g_getenv("NOCACHE") ? NULL : ib_cache_open(file, NULL);
  IbWebOptions options = { .retries = 2, .archives = "never", .proxy = "none", .cache = cache,
                           .resolve = (const char *const *)resolve, .allow_private = private };
  IbWebOutcome outcome = { 0 };
  if (!ib_web_check(records, urls, &options, &outcome, &error)) {
    fprintf(stderr, "bench_web: %s\n", error->message);
    exit(1);
  }
  guint ok = 0;
  for (guint i = 0; i < urls->len; i++)
    ok += ((IbidUrlCheck *)urls->pdata[i])->verdict == IBID_VERDICT_OK;
  ib_cache_close(cache);
  g_autofree char *command = g_strdup_printf("rm -rf '%s'", folder);
  if (system(command) || ok != n) {
    fprintf(stderr, "bench_web: %u of %u pages are ok\n", ok, n);
    exit(1);
  }
}

/* In a child, so that each has its own peak of memory. */
static double
measure(const char *what, void (*func)(guint, int), guint n, int port)
{
  struct rusage usage;
  int status = 0;
  memset(seen, 0, sizeof *seen);
  gint64 before = g_get_monotonic_time();
  pid_t pid = fork();
  if (!pid) {
    func(n, port);
    exit(0);
  }
  wait4(pid, &status, 0, &usage);
  double seconds = (double)(g_get_monotonic_time() - before) / 1e6;
  double cpu = (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
               (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  int peak = 0;
  for (int i = 0; i < HOSTS; i++)
    peak = MAX(peak, seen->peak[i]);
  printf("%s\t%u\t%.2f\t%.2f\t%.0f\t%d\t%d\n", what, n, seconds, cpu, (double)usage.ru_maxrss / 1024, peak,
         seen->requests);
  fflush(stdout);
  if (status)
    exit(1);
  return seconds;
}

int
main(int argc, char **argv)
{
  guint n = argc > 1 ? (guint)atoi(argv[1]) : 10000;
  int port;
  signal(SIGPIPE, SIG_IGN);
  seen = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t server = start_server(&port);
  printf("# web\turls\tseconds\tcpu\tMB\tper-host\trequests\n");
  fflush(stdout);
  double bare = measure("bare-libcurl", run_bare, n, port);
  double ours = measure("ibid-check", run_ibid, n, port);
  printf("# ibid takes %.2f times the time of bare libcurl\n", ours / bare);
  kill(server, SIGTERM);
  return 0;
}
