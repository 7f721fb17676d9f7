/* The web check's readers: addresses, the guard, pages, titles, archives; no socket is opened. */
#include "config.h"

#include <arpa/inet.h>
#include <string.h>
#include <glib.h>

#include "check/archive.h"
#include "check/page.h"
#include "check/title.h"
#include "net/guard.h"
#include "net/offline.h"
#include "net/url.h"
#include "util/text.h"

/* ---- addresses ---- */

static void
test_url_forms(void)
{
  static const char *const cases[][2] = {
    { "www.Example.com", "http://www.example.com/" },
    { " <https://example.com/a b> ", "https://example.com/a%20b" },
    { "http://example.com:80/x", "http://example.com/x" },
    { "https://example.com:8443/x", "https://example.com:8443/x" },
    { "http://example.com/a%2Fb", "http://example.com/a%2Fb" },
    { "http://example.com/100%", "http://example.com/100%25" },
    { "http://example.com/a/../b/./c", "http://example.com/b/c" },
    { "http://example.com/x/(SICI)1097(1998)49:8<693::AID>3.0.CO;2-O",
      "http://example.com/x/(SICI)1097(1998)49:8%3C693::AID%3E3.0.CO;2-O" },
    { "http://пример.рф/путь?q=ю", "http://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C?q=%D1%8E" },
    { "http://0x7f.1/", "http://127.0.0.1/" },
    { "http://2130706433/", "http://127.0.0.1/" },
    { "http://017700000001/", "http://127.0.0.1/" },
    { "http://127%2E0.0.1/", "http://127.0.0.1/" },
    { "http://１２７.0.0.1/", "http://127.0.0.1/" },
    { "http://[::FFFF:127.0.0.1]/", "http://[::ffff:127.0.0.1]/" },
    { "http://example.com./x", "http://example.com/x" },
    { "http:\\\\example.com\\x", "http://example.com/x" },
    { "http://user:secret@example.com/", "http://example.com/" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(IbUrl) url = ib_url_parse(cases[i][0]);
    g_assert_nonnull(url);
    g_autofree char *text = ib_url_to_string(url, FALSE);
    g_assert_cmpstr(text, ==, cases[i][1]);
  }
}

static void
test_url_none(void)
{
  static const char *const cases[] = { "", "http://", "http://exa mple.com/", "http://1.2.3.400/", "http://a..b/",
                                       "http://[::1/", "http://example.com:99999/", "http://<x>/" };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_null(ib_url_parse(cases[i]));
  g_autoptr(IbUrl) mail = ib_url_parse("mailto:a@example.org");
  g_assert_false(ib_url_is_web(mail));
}

static void
test_url_resolve(void)
{
  static const char *const cases[][2] = {
    { "b.html", "http://h.test/a/b.html" },   { "/b", "http://h.test/b" },
    { "//other.test/b", "http://other.test/b" }, { "?x=1", "http://h.test/a/page?x=1" },
    { "../b", "http://h.test/b" },            { "https://h.test/", "https://h.test/" },
    { "#top", "http://h.test/a/page" },
  };
  g_autoptr(IbUrl) base = ib_url_parse("http://h.test/a/page");
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(IbUrl) url = ib_url_resolve(base, cases[i][0]);
    g_autofree char *text = ib_url_to_string(url, FALSE);
    g_assert_cmpstr(text, ==, cases[i][1]);
  }
}

static void
test_url_sites(void)
{
  g_assert_cmpstr(ib_url_site("www.news.bbc.co.uk"), ==, "bbc.co.uk");
  g_assert_cmpstr(ib_url_site("a.b.example.com"), ==, "example.com");
  g_assert_cmpstr(ib_url_site("me.github.io"), ==, "me.github.io");
  g_assert_cmpstr(ib_url_site("127.0.0.1"), ==, "127.0.0.1");
  static const char *const homes[] = { "http://h.test", "http://h.test/index.html", "http://h.test/en/", "http://h.test/?utm_source=x" };
  static const char *const others[] = { "http://h.test/?p=12", "http://h.test/article", "http://h.test/en/article" };
  for (guint i = 0; i < G_N_ELEMENTS(homes); i++) {
    g_autoptr(IbUrl) url = ib_url_parse(homes[i]);
    g_assert_true(ib_url_is_home(url));
  }
  for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
    g_autoptr(IbUrl) url = ib_url_parse(others[i]);
    g_assert_false(ib_url_is_home(url));
  }
}

static void
test_url_confidential(void)
{
  static const char *const yes[] = { "http://a:b@h.test/", "http://www.x.com.ezproxy.lib.edu/a", "http://h.test/a;jsessionid=1",
                                     "http://intranet/a", "http://h.test/?sid=12" };
  for (guint i = 0; i < G_N_ELEMENTS(yes); i++) {
    g_autoptr(IbUrl) url = ib_url_parse(yes[i]);
    g_assert_true(ib_url_is_confidential(url));
  }
  g_autoptr(IbUrl) plain = ib_url_parse("https://h.test/aside?residence=1");
  g_assert_false(ib_url_is_confidential(plain));
}

/* ---- the guard ---- */

static gboolean
allows(const IbGuard *guard, const char *text)
{
  struct sockaddr_in four = { .sin_family = AF_INET };
  struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
  if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
    return ib_guard_allows(guard, (struct sockaddr *)&four);
  g_assert_cmpint(inet_pton(AF_INET6, text, &six.sin6_addr), ==, 1);
  return ib_guard_allows(guard, (struct sockaddr *)&six);
}

static void
test_guard(void)
{
  static const char *const closed[] = { "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "169.254.169.254",
                                        "172.16.0.1", "172.31.255.255", "192.168.0.1", "198.18.0.1", "198.19.255.255",
                                        "224.0.0.1", "255.255.255.255", "::", "::1", "fc00::1", "fd12::1", "fe80::1",
                                        "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
                                        "2002:7f00:1::", "2002:c0a8:1::1", "2001:0:1::80ff:fffe", "::ffff:0:10.0.0.1" };
  static const char *const open[] = { "8.8.8.8", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2600::1", "::ffff:8.8.8.8",
                                      "64:ff9b::808:808", "2002:808:808::1" };
  g_autoptr(IbGuard) guard = ib_guard_new(NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(closed); i++)
    if (allows(guard, closed[i]))
      g_error("%s is let through", closed[i]);
  for (guint i = 0; i < G_N_ELEMENTS(open); i++)
    if (!allows(guard, open[i]))
      g_error("%s is refused", open[i]);
}

static void
test_guard_allowed(void)
{
  static const char *const nets[] = { "127.0.0.0/8", "fd00::/8", NULL }, *const bad[] = { "127.0.0.0/33", NULL };
  g_autoptr(IbGuard) guard = ib_guard_new(nets, NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(allows(guard, "127.9.9.9"));
  g_assert_true(allows(guard, "::ffff:127.0.0.1"));
  g_assert_true(allows(guard, "fd00::1"));
  g_assert_false(allows(guard, "10.0.0.1"));
  g_assert_false(allows(guard, "::1"));
  g_assert_null(ib_guard_new(bad, &error));
  g_assert_nonnull(error);
}

/* ---- is there a network ---- */

static void
test_network(void)
{
  IbReach lost[] = { { "a.test", NULL, NULL, IB_FETCH_NO_HOST }, { "b.test", NULL, NULL, IB_FETCH_NO_RESOLVER } };
  g_assert_cmpint(ib_network_judge(lost, 2, FALSE), ==, IB_NETWORK_DOWN);
  g_assert_cmpint(ib_network_judge(lost, 2, TRUE), ==, IB_NETWORK_UP);
  IbReach portal[] = { { "a.test", "login.hotel", NULL, IB_FETCH_DONE }, { "b.test", "login.hotel", NULL, IB_FETCH_DONE },
                       { "c.test", "login.hotel", NULL, IB_FETCH_DONE }, { "d.test", NULL, NULL, IB_FETCH_NO_HOST } };
  g_assert_cmpint(ib_network_judge(portal, 4, FALSE), ==, IB_NETWORK_CAPTIVE);
  portal[1].landed = "b.test";
  g_assert_cmpint(ib_network_judge(portal, 4, FALSE), ==, IB_NETWORK_UP);
  IbReach tls[] = { { "a.test", NULL, "self-signed", IB_FETCH_TLS }, { "b.test", NULL, "self-signed", IB_FETCH_TLS },
                    { "c.test", NULL, "self-signed", IB_FETCH_TLS } };
  g_assert_cmpint(ib_network_judge(tls, 3, FALSE), ==, IB_NETWORK_CAPTIVE);
  tls[2].trouble = "expired";
  g_assert_cmpint(ib_network_judge(tls, 3, FALSE), ==, IB_NETWORK_UP);
  IbReach refused = { "a.test", NULL, NULL, IB_FETCH_REFUSED };
  g_assert_cmpint(ib_network_judge(&refused, 1, FALSE), ==, IB_NETWORK_UP);
}

/* ---- pages ---- */

static IbPage *
read_html(const char *html)
{
  return ib_page_read((const guint8 *)html, strlen(html), "text/html", FALSE);
}

static void
test_page_dates(void)
{
  g_autoptr(IbPage) page = read_html(
      "<meta name=date content=2001><meta property='article:published_time' content='2018-12-25T10:00:00Z'>"
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"dateModified\":\"2019-02-03\",\"author\":{\"name\":\"A. B.\"},"
      "\"publisher\":{\"name\":\"Daily\"}}</script>");
  g_assert_cmpint(page->published.from.year, ==, 2018);
  g_assert_cmpint(page->published.from.day, ==, 25);
  g_assert_cmpint(page->modified.from.month, ==, 2);
  g_assert_cmpstr(page->site, ==, "Daily");
  g_assert_cmpstr(page->authors->pdata[0], ==, "A. B.");
  g_autoptr(IbPage) two = read_html("<time datetime=2018-01-01>a</time><time datetime=2019-01-01>b</time>");
  g_assert_cmpint(two->published.from.year, ==, 0);
  g_autoptr(IbPage) one = read_html("<time datetime=2018-01-01>a</time>");
  g_assert_cmpint(one->published.from.year, ==, 2018);
}

static void
test_dates(void)
{
  static const struct {
    const char *text;
    int year, month, day;
  } cases[] = { { "2020-07-16T10:00:00+02:00", 2020, 7, 16 }, { "2020/7/6", 2020, 7, 6 }, { "20200716", 2020, 7, 16 },
                { "2020-07", 2020, 7, 0 },  { "2020", 2020, 0, 0 }, { "16 July 2020", 2020, 7, 16 },
                { "July 16, 2020", 2020, 7, 16 }, { "Thu, 16 Jul 2020 05:06:07 GMT", 2020, 7, 16 },
                { "2018-02-31", 2018, 2, 0 } };
  IbidDatePart part;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_assert_true(ib_page_parse_date(cases[i].text, &part));
    g_assert_cmpint(part.year, ==, cases[i].year);
    g_assert_cmpint(part.month, ==, cases[i].month);
    g_assert_cmpint(part.day, ==, cases[i].day);
  }
  g_assert_false(ib_page_parse_date("yesterday", &part));
  g_assert_false(ib_page_parse_date("99999999", &part));
}

static void
test_refresh(void)
{
  double seconds;
  g_autofree char *a = NULL, *b = NULL, *c = NULL;
  g_assert_true(ib_page_parse_refresh("5; URL='/x y'", &seconds, &a));
  g_assert_cmpstr(a, ==, "/x y");
  g_assert_true(ib_page_parse_refresh("0;http://h.test/", &seconds, &b));
  g_assert_cmpstr(b, ==, "http://h.test/");
  g_assert_false(ib_page_parse_refresh("300", &seconds, &c));
}

static void
test_titles(void)
{
  static const struct {
    const char *cited, *found;
    gboolean same;
  } cases[] = {
    { "The Risk of Escalating Tensions", "The risk of escalating tensions | OSW", TRUE },
    { "The Risk of Escalating Tensions: A View from Minsk", "The Risk of Escalating Tensions", TRUE },
    { "Café de la frontière", "CAFE DE LA FRONTIERE", TRUE },
    { "The Long Road of the Border Union", "The long roads of a border union", TRUE },
    { "The Long Road of the Border Union", "The Short History of the Customs Treaty", FALSE },
    { "Belarus", "Belarus news: page not found on this server", FALSE },
    { "国境連合の長い道のりについて", "国境連合の長い道のりについて - 日報", TRUE },
    { "国境連合の長い道のりについて", "今日の天気とスポーツ結果", FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *a = ib_text_fold(cases[i].cited, -1), *b = ib_text_fold(cases[i].found, -1);
    gboolean same = ib_title_similarity(a, b) >= 0.6;
    if (same != cases[i].same)
      g_error("%s / %s: %.2f", cases[i].cited, cases[i].found, ib_title_similarity(a, b));
  }
}

/* Each byte is read once, whatever the page. */
static void
test_page_linear(void)
{
  static const char *const parts[] = { "<a>", "</x>", "<!--", "<a b=\"", "&#x", "<script>", "<title>", "<h1>", "<", "]]>" };
  for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
    GString *s = g_string_new(NULL);
    while (s->len < 1024 * 1024)
      g_string_append(s, parts[i]);
    gint64 before = g_get_monotonic_time();
    ib_page_free(ib_page_read((const guint8 *)s->str, s->len, "text/html", FALSE));
    g_assert_cmpint(g_get_monotonic_time() - before, <, 5 * G_USEC_PER_SEC);
    g_string_free(s, TRUE);
  }
}

/* ---- archives ---- */

static const IbidDatePart day = { .year = 2018, .month = 1, .day = 17 };
#define REPLAY "https://web.archive.org/web/"

static void
test_cdx(void)
{
  G_GNUC_UNUSED g_auto(GStrv) none = NULL;
  IbCapture c = { 0 };
  const char *text = "com,x)/ 20170101000000 http://x.com:80/ text/html 200 AAAA 10\n"
                     "com,x)/ 20180120103000 http://x.com/ text/html 200 BBBB 10\n"
                     "com,x)/ 20180117000000 http://x.com/ text/html 301 CCCC 10\n"
                     "com,x)/ 20180017000000 http://x.com/ text/html 200 DDDD 10\n"
                     "com,x)/ 20180117000000 http://x.com/ warc/revisit - EEEE 10\n\ncom%2Cx%29%2F+2018\n";
  g_assert_cmpint(ib_archive_read_cdx(text, strlen(text), 200, REPLAY, &day, &c), ==, IB_ARCHIVE_FOUND);
  g_assert_cmpstr(c.url, ==, REPLAY "20180120103000/http://x.com/");
  g_assert_cmpint(ib_archive_distance(&day, &c.date), ==, 3);
  g_assert_true(c.changed);
  ib_capture_clear(&c);
  g_assert_cmpint(ib_archive_read_cdx("", 0, 200, REPLAY, &day, &c), ==, IB_ARCHIVE_NONE);
  g_assert_cmpint(ib_archive_read_cdx("[]", 2, 200, REPLAY, &day, &c), ==, IB_ARCHIVE_NONE);
  g_assert_cmpint(ib_archive_read_cdx("org.archive.X: Blocked Site Error", 33, 403, REPLAY, &day, &c), ==, IB_ARCHIVE_FAILED);
  g_assert_cmpint(ib_archive_read_cdx("<html>sorry</html>", 18, 200, REPLAY, &day, &c), ==, IB_ARCHIVE_FAILED);
  g_assert_cmpint(ib_archive_read_cdx("", 0, 503, REPLAY, &day, &c), ==, IB_ARCHIVE_FAILED);
}

static void
test_timegate(void)
{
  IbCapture c = { 0 };
  const char *link = "<http://x.com/>; rel=\"original\", <https://a.test/web/20160717053407/http://x.com/>; rel=\"memento\"; "
                     "datetime=\"Sun, 17 Jul 2016 05:34:07 GMT\", <https://a.test/2001/>; rel=\"first memento\"; datetime=\"Mon, 1 Jan 2001 00:00:00 GMT\"";
  g_assert_cmpint(ib_archive_read_timegate(302, "https://a.test/web/http://x.com/", "/elsewhere", link, NULL, &c), ==, IB_ARCHIVE_FOUND);
  g_assert_cmpstr(c.url, ==, "https://a.test/web/20160717053407/http://x.com/");
  g_assert_cmpint(c.date.month, ==, 7);
  ib_capture_clear(&c);
  g_assert_cmpint(ib_archive_read_timegate(404, "x", NULL, NULL, NULL, &c), ==, IB_ARCHIVE_NONE);
  g_assert_cmpint(ib_archive_read_timegate(429, "x", NULL, NULL, "Thu, 29 Jan 2015 03:49:04 GMT", &c), ==, IB_ARCHIVE_UNSURE);
  g_assert_cmpint(ib_archive_read_timegate(503, "x", NULL, NULL, NULL, &c), ==, IB_ARCHIVE_FAILED);
}

static void
test_available(void)
{
  IbCapture c = { 0 };
  g_assert_cmpint(ib_archive_read_available("{}", 2, 200, &c), ==, IB_ARCHIVE_UNSURE);
  g_assert_cmpint(ib_archive_read_available("<html>", 6, 200, &c), ==, IB_ARCHIVE_FAILED);
  g_assert_cmpint(ib_doi_read_handle("{\"responseCode\":1}", 18, 200), ==, 1);
  g_assert_cmpint(ib_doi_read_handle("{\"responseCode\":100}", 20, 404), ==, 0);
  g_assert_cmpint(ib_doi_read_handle("<html>404</html>", 16, 404), ==, -1);
}

/* A recorded exchange of ../shared: its body, after the line "#"; NULL where it is absent. */
static char *
recorded(const char *name, int *status)
{
  const char *shared = g_getenv("IBID_SHARED");
  g_autofree char *path = g_build_filename(shared ? shared : "/nowhere", "services", "archives", name, NULL);
  char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return NULL;
  const char *http = g_str_has_prefix(text, "# ") ? strstr(text, "\n# HTTP ") : NULL;
  const char *body = http ? strstr(text, "\n#\n") : NULL;
  *status = http ? atoi(http + 8) : 200;
  char *found = g_strdup(body ? body + 3 : text);
  g_free(text);
  return found;
}

static void
test_recorded(void)
{
  static const struct {
    const char *name;
    IbidDatePart day;
    IbArchiveResult result;
    const char *stamp;
  } cases[] = {
    { "cdx/search-basic.txt", { 1997, 1, 1, 0 }, IB_ARCHIVE_FOUND, "19961231235847" },
    { "cdx/search-filter.txt", { 2022, 1, 1, 0 }, IB_ARCHIVE_FOUND, "20220101013952" },
    { "cdx/search-blocked-403.txt", { 2019, 1, 1, 0 }, IB_ARCHIVE_FAILED, NULL },
    { "cdx/bad_timestamp_cdx.txt", { 2000, 7, 1, 0 }, IB_ARCHIVE_FOUND, "20000311052312" },
    { "cdx/json-with-resumekey.json", { 1997, 12, 11, 0 }, IB_ARCHIVE_FOUND, "19971211122953" },
    { "cdx/prefix-odd-rows.txt", { 2018, 6, 4, 0 }, IB_ARCHIVE_FOUND, "20180616071945" },
    { "cdx/malformed_cdx.txt", { 2020, 4, 18, 0 }, IB_ARCHIVE_FOUND, "20200418005903" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    IbCapture c = { 0 };
    int status;
    g_autofree char *body = recorded(cases[i].name, &status);
    if (!body) {
      g_test_skip("../shared is absent");
      return;
    }
    IbArchiveResult result = ib_archive_read_cdx(body, strlen(body), status, REPLAY, &cases[i].day, &c);
    g_assert_cmpint(result, ==, cases[i].result);
    if (cases[i].stamp)
      g_assert_cmpstr(c.stamp, ==, cases[i].stamp);
    ib_capture_clear(&c);
  }
  int status;
  IbCapture c = { 0 };
  g_autofree char *empty = recorded("availability/empty-though-archived.json", &status);
  g_assert_cmpint(ib_archive_read_available(empty, strlen(empty), 200, &c), ==, IB_ARCHIVE_UNSURE);
  g_autofree char *found = recorded("availability/found-with-query.json", &status);
  g_assert_cmpint(ib_archive_read_available(found, strlen(found), 200, &c), ==, IB_ARCHIVE_FOUND);
  g_assert_cmpstr(c.stamp, ==, "20200905130037");
  ib_capture_clear(&c);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/url/forms", test_url_forms);
  g_test_add_func("/url/none", test_url_none);
  g_test_add_func("/url/resolve", test_url_resolve);
  g_test_add_func("/url/sites", test_url_sites);
  g_test_add_func("/url/confidential", test_url_confidential);
  g_test_add_func("/guard/closed", test_guard);
  g_test_add_func("/guard/allowed", test_guard_allowed);
  g_test_add_func("/network", test_network);
  g_test_add_func("/page/dates", test_page_dates);
  g_test_add_func("/page/date", test_dates);
  g_test_add_func("/page/refresh", test_refresh);
  g_test_add_func("/page/linear", test_page_linear);
  g_test_add_func("/title", test_titles);
  g_test_add_func("/archive/cdx", test_cdx);
  g_test_add_func("/archive/timegate", test_timegate);
  g_test_add_func("/archive/available", test_available);
  g_test_add_func("/archive/recorded", test_recorded);
  return g_test_run();
}
