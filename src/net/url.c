/* Web addresses: parsing, resolving, comparing.
 *
 * RFC 3986 names the parts; what is done to odd input follows the URL standard of the
 * WHATWG, because a cited address was copied from a browser: blanks and "<" are encoded, "%2F"
 * stays as it is (it is not "/"), so do ";" and "(" of the DOIs that publishers made of SICIs. */
#include "config.h"

#include "net/url.h"

#include <string.h>

#include "net/host.h"

#define PATH_KEEPS "!$&'()*+,;=:@/%[]~"
#define QUERY_KEEPS PATH_KEEPS "?|"

void
ib_url_free(IbUrl *url)
{
  if (!url)
    return;
  g_free(url->scheme);
  g_free(url->userinfo);
  g_free(url->host);
  g_free(url->path);
  g_free(url->query);
  g_free(url->fragment);
  g_free(url);
}

gboolean
ib_url_is_web(const IbUrl *url)
{
  return g_str_equal(url->scheme, "http") || g_str_equal(url->scheme, "https");
}

static gboolean
is_unreserved(guchar c)
{
  return g_ascii_isalnum(c) || strchr("-._~", c);
}

/* A "%" that starts no escape is one that somebody forgot to encode. */
static gboolean
stays(const char *p, const char *end, const char *keep)
{
  guchar c = (guchar)*p;
  if (!c || (!is_unreserved(c) && !strchr(keep, c)))
    return FALSE;
  return c != '%' || (end - p > 2 && g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2]));
}

static char *
encode(const char *s, gsize len, const char *keep)
{
  GString *out = g_string_sized_new(len + 16);
  for (const char *p = s, *end = s + len; p < end; p++)
    if (stays(p, end, keep))
      g_string_append_c(out, *p);
    else
      g_string_append_printf(out, "%%%02X", (guchar)*p);
  return g_string_free(out, FALSE);
}

char *
ib_url_escape(const char *s, const char *keep)
{
  return encode(s, strlen(s), keep);
}

/* Length of a scheme with its colon, or 0.  "example.com:8080/x" and "localhost:80" have none. */
static gsize
scheme_length(const char *s)
{
  gsize n = 0;
  if (!g_ascii_isalpha(s[0]))
    return 0;
  while (g_ascii_isalnum(s[n]) || (s[n] && strchr("+-.", s[n])))
    n++;
  if (s[n] != ':' || g_ascii_isdigit(s[n + 1]))
    return 0;
  return n + 1;
}

/* Dot segments out (RFC 3986, 5.2.4), "%2e" being a dot too. */
static char *
remove_dots(const char *path)
{
  g_auto(GStrv) parts = g_strsplit(path, "/", -1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();
  gboolean open = FALSE; /* ends in a folder: "/a/.." is "/" */

  for (char **part = parts + 1; parts[0] && *part; part++) {
    gboolean one = !g_ascii_strcasecmp(*part, ".") || !g_ascii_strcasecmp(*part, "%2e");
    gboolean two = !g_ascii_strcasecmp(*part, "..") || !g_ascii_strcasecmp(*part, ".%2e") ||
                   !g_ascii_strcasecmp(*part, "%2e.") || !g_ascii_strcasecmp(*part, "%2e%2e");
    open = one || two;
    if (two && kept->len)
      g_ptr_array_set_size(kept, (gint)kept->len - 1);
    if (!open)
      g_ptr_array_add(kept, *part);
  }
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf(out, "/%s", (const char *)kept->pdata[i]);
  if (open || !out->len)
    g_string_append_c(out, '/');
  return g_string_free(out, FALSE);
}

static void
set_path(IbUrl *url, const char *s, gsize len)
{
  g_autofree char *raw = g_strndup(s, len);
  g_strdelimit(raw, "\\", '/');
  g_autofree char *coded = encode(raw, strlen(raw), PATH_KEEPS);
  g_autofree char *rooted = g_strconcat(*coded == '/' ? "" : "/", coded, NULL);
  g_free(url->path);
  url->path = strstr(rooted, "/.") || strstr(rooted, "/%2") ? remove_dots(rooted) : g_steal_pointer(&rooted);
}

/* Path, query and fragment, from S on. */
static void
set_rest(IbUrl *url, const char *s)
{
  gsize hash = strcspn(s, "#"), mark = strcspn(s, "?#");
  set_path(url, s, mark);
  g_clear_pointer(&url->query, g_free);
  if (mark < hash)
    url->query = encode(s + mark + 1, hash - mark - 1, QUERY_KEEPS);
  g_clear_pointer(&url->fragment, g_free);
  if (s[hash])
    url->fragment = encode(s + hash + 1, strlen(s + hash + 1), QUERY_KEEPS "#");
}

static guint
default_port(const char *scheme)
{
  return g_str_equal(scheme, "https") ? 443 : 80;
}

/* ":8080"; FALSE for what is no port. */
static gboolean
set_port(IbUrl *url, const char *s, gsize len)
{
  g_autofree char *digits = g_strndup(s, len);
  guint64 port = 0;
  if (len && !g_ascii_string_to_unsigned(digits, 10, 1, 65535, &port, NULL))
    return FALSE;
  url->port = port == default_port(url->scheme) ? 0 : (guint)port;
  return TRUE;
}

/* "user:pw@host:port" of LEN bytes. */
static gboolean
set_authority(IbUrl *url, const char *s, gsize len)
{
  const char *end = s + len, *at = NULL, *colon = NULL;
  for (const char *p = s; p < end; p++)
    if (*p == '@')
      at = p;
  if (at) {
    url->userinfo = g_strndup(s, (gsize)(at - s));
    s = at + 1;
  }
  for (const char *p = s; p < end; p++) {
    if (*p == ':' && !colon)
      colon = p;
    if (*p == ']')
      colon = NULL;
  }
  if (colon && *s == '[' && !memchr(s, ']', (gsize)(colon - s)))
    return FALSE;
  if (colon && !set_port(url, colon + 1, (gsize)(end - colon - 1)))
    return FALSE;
  g_autofree char *host = g_strndup(s, (gsize)((colon ? colon : end) - s));
  url->host = ib_host_normalise(host);
  return url->host != NULL;
}

/* Tabs and line ends inside are dropped as browsers do, "<…>" around it too. */
static char *
clean(const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_strstrip(valid);
  gsize n = strlen(valid), from = 0;
  if (n > 1 && valid[0] == '<' && valid[n - 1] == '>') {
    from = 1;
    n--;
  }
  GString *out = g_string_sized_new(n);
  for (gsize i = from; i < n; i++)
    if (!strchr("\t\r\n", valid[i]))
      g_string_append_c(out, valid[i]);
  return g_string_free(out, FALSE);
}

/* What stands after the scheme. */
static gboolean
parse_web(IbUrl *url, const char *s)
{
  s += strspn(s, "/\\");
  gsize len = strcspn(s, "/\\?#");
  if (!set_authority(url, s, len))
    return FALSE;
  set_rest(url, s + len);
  return TRUE;
}

IbUrl *
ib_url_parse(const char *text)
{
  g_autofree char *s = clean(text);
  g_autoptr(IbUrl) url = g_new0(IbUrl, 1);
  gsize n = scheme_length(s);

  url->scheme = n ? g_ascii_strdown(s, (gssize)n - 1) : g_strdup("http");
  if (ib_url_is_web(url))
    return parse_web(url, s + n) ? g_steal_pointer(&url) : NULL;
  url->path = g_strdup(s + n);
  return g_steal_pointer(&url);
}

static IbUrl *
dup_authority(const IbUrl *base)
{
  IbUrl *url = g_new0(IbUrl, 1);
  url->scheme = g_strdup(base->scheme);
  url->host = g_strdup(base->host);
  url->port = base->port;
  return url;
}

IbUrl *
ib_url_resolve(const IbUrl *base, const char *ref)
{
  g_autofree char *s = clean(ref);
  if (scheme_length(s) || !base->host)
    return ib_url_parse(s);
  if (strlen(s) > 1 && strchr("/\\", s[0]) && strchr("/\\", s[1])) {
    g_autofree char *whole = g_strconcat(base->scheme, ":", s, NULL);
    return ib_url_parse(whole);
  }
  IbUrl *url = dup_authority(base);
  const char *slash = strrchr(base->path, '/');
  g_autofree char *folder = g_strndup(base->path, slash ? (gsize)(slash - base->path) + 1 : 0);
  g_autofree char *joined = NULL;
  if (*s == '/' || *s == '\\')
    joined = g_strdup(s);
  else if (*s == '?')
    joined = g_strconcat(base->path, s, NULL);
  else if (!*s || *s == '#')
    joined = g_strconcat(base->path, base->query ? "?" : "", base->query ? base->query : "", s, NULL);
  else
    joined = g_strconcat(folder, s, NULL);
  set_rest(url, joined);
  return url;
}

char *
ib_url_to_string(const IbUrl *url, gboolean fragment)
{
  if (!url->host)
    return g_strconcat(url->scheme, ":", url->path, NULL);
  gboolean six = strchr(url->host, ':') != NULL;
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "%s://%s%s%s", url->scheme, six ? "[" : "", url->host, six ? "]" : "");
  if (url->port)
    g_string_append_printf(out, ":%u", url->port);
  g_string_append(out, url->path);
  if (url->query)
    g_string_append_printf(out, "?%s", url->query);
  if (fragment && url->fragment)
    g_string_append_printf(out, "#%s", url->fragment);
  return g_string_free(out, FALSE);
}

char *
ib_url_host_key(const IbUrl *url)
{
  return url->port ? g_strdup_printf("%s:%u", url->host, url->port) : g_strdup(url->host);
}

/* Second-level labels under which countries register names: "co.uk", "com.au". */
static gboolean
is_second_level(const char *label, gsize len)
{
  static const char *const labels[] = { "ac", "co", "com", "edu", "go", "gob", "gov", "gouv", "gv",
                                        "ne", "net", "nom", "or", "org", "mil", "sch", "ltd", "plc" };
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++)
    if (strlen(labels[i]) == len && !g_ascii_strncasecmp(labels[i], label, len))
      return TRUE;
  return FALSE;
}

/* Where anybody may have a name below: each is a site of its own. */
static gboolean
is_shared_host(const char *domain)
{
  static const char *const shared[] = { "github.io",  "gitlab.io",  "blogspot.com",    "wordpress.com",
                                        "vercel.app", "web.app",    "netlify.app",     "herokuapp.com",
                                        "pages.dev",  "tumblr.com", "livejournal.com", "substack.com" };
  for (guint i = 0; i < G_N_ELEMENTS(shared); i++)
    if (g_str_equal(shared[i], domain))
      return TRUE;
  return FALSE;
}

const char *
ib_url_site(const char *host)
{
  const char *dots[3] = { NULL, NULL, NULL }; /* last, last but one, ... */
  gsize len = strlen(host);
  if (strchr(host, ':') || (len && g_ascii_isdigit(host[len - 1])))
    return host; /* an address */
  for (const char *p = host; *p; p++)
    if (*p == '.') {
      dots[2] = dots[1];
      dots[1] = dots[0];
      dots[0] = p;
    }
  if (!dots[1])
    return host;
  gsize second = (gsize)(dots[0] - dots[1] - 1);
  gboolean deep = (strlen(dots[0] + 1) == 2 && is_second_level(dots[1] + 1, second)) ||
                  is_shared_host(dots[1] + 1);
  if (!deep)
    return dots[1] + 1;
  return dots[2] ? dots[2] + 1 : host;
}

gboolean
ib_url_same_site(const char *host_a, const char *host_b)
{
  return g_str_equal(ib_url_site(host_a), ib_url_site(host_b));
}

/* A query that chooses no page. */
static gboolean
is_idle_query(const char *query)
{
  static const char *const idle[] = { "utm_", "lang=", "hl=", "ref=", "from=", "src=", "redirect", "return" };
  for (guint i = 0; i < G_N_ELEMENTS(idle); i++)
    if (g_str_has_prefix(query, idle[i]))
      return TRUE;
  return !*query;
}

gboolean
ib_url_is_home(const IbUrl *url)
{
  static const char *const fronts[] = { "index", "default", "home", "main", "start", "welcome" };
  const char *name = url->path + strspn(url->path, "/");
  gsize len = strcspn(name, "./");
  if (url->query && !is_idle_query(url->query))
    return FALSE; /* "/?p=123" is an article */
  if (!*name)
    return TRUE;
  const char *rest = name + len;
  if (*rest == '.' ? strchr(rest, '/') != NULL : rest[strspn(rest, "/")] != '\0')
    return FALSE;
  if (len == 2 && *rest != '.')
    return TRUE; /* "/en/" */
  for (guint i = 0; i < G_N_ELEMENTS(fronts); i++)
    if (strlen(fronts[i]) == len && !g_ascii_strncasecmp(fronts[i], name, len))
      return TRUE;
  return FALSE;
}

static const char *
without_www(const char *host)
{
  return g_str_has_prefix(host, "www.") ? host + 4 : host;
}

static gsize
length_without_slash(const char *path)
{
  gsize n = strlen(path);
  while (n && path[n - 1] == '/')
    n--;
  return n;
}

gboolean
ib_url_same_page(const IbUrl *a, const IbUrl *b)
{
  gsize n = length_without_slash(a->path);
  /* The ports of a test's two servers differ where 80 and 443 would. */
  gboolean ports = a->port == b->port || !g_str_equal(a->scheme, b->scheme);
  return a->host && b->host && ports && g_str_equal(without_www(a->host), without_www(b->host)) &&
         n == length_without_slash(b->path) && !strncmp(a->path, b->path, n) &&
         !g_strcmp0(a->query ? a->query : "", b->query ? b->query : "");
}

gboolean
ib_url_is_confidential(const IbUrl *url)
{
  static const char *const session[] = { "jsessionid=", "phpsessid=", "sessionid=", "session_id=", "sid=",
                                         "aspsessionid", "access_token=", "auth_token=", "token=" };
  static const char *const proxies[] = { "ezproxy", "libproxy", "proxy.lib", "idm.oclc.org", "proxy-" };
  if (url->userinfo || !url->host || !strchr(url->host, '.'))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(proxies); i++)
    if (strstr(url->host, proxies[i]))
      return TRUE;
  g_autofree char *all = g_strconcat(url->path, "?", url->query, NULL);
  g_autofree char *low = g_ascii_strdown(all, -1);
  for (guint i = 0; i < G_N_ELEMENTS(session); i++) {
    const char *at = strstr(low, session[i]);
    if (at && at > low && strchr(";?&/", at[-1]))
      return TRUE;
  }
  return FALSE;
}
