/* Choosing the proxy, by the rules of curl(1), so that we know when the guard is weaker. */
#include "config.h"

#include "net/proxy.h"

#include <string.h>

#include "net/url.h"

struct IbProxy {
  char *http, *https;
  char **except; /* of no_proxy */
};

/* HTTP_PROXY in capitals is not read: a CGI script gets it from the request's "Proxy:". */
static char *
environment(const char *lower, const char *upper)
{
  const char *value = g_getenv(lower);
  if (!value && upper)
    value = g_getenv(upper);
  return value && *value ? g_strdup(value) : NULL;
}

IbProxy *
ib_proxy_new(const char *named)
{
  IbProxy *proxy = g_new0(IbProxy, 1);
  if (named && *named) {
    if (g_str_equal(named, "none"))
      return proxy;
    proxy->http = g_strdup(named);
    proxy->https = g_strdup(named);
    return proxy;
  }
  g_autofree char *all = environment("all_proxy", "ALL_PROXY");
  g_autofree char *except = environment("no_proxy", "NO_PROXY");
  proxy->http = environment("http_proxy", NULL);
  proxy->https = environment("https_proxy", "HTTPS_PROXY");
  if (!proxy->http)
    proxy->http = g_strdup(all);
  if (!proxy->https)
    proxy->https = g_strdup(all);
  proxy->except = except ? g_strsplit_set(except, ", ", -1) : NULL;
  return proxy;
}

void
ib_proxy_free(IbProxy *proxy)
{
  if (!proxy)
    return;
  g_free(proxy->http);
  g_free(proxy->https);
  g_strfreev(proxy->except);
  g_free(proxy);
}

static gboolean
is_excepted(const IbProxy *proxy, const char *host)
{
  for (char **item = proxy->except; item && *item; item++) {
    const char *tail = *item + (**item == '.');
    gsize n = strlen(tail), m = strlen(host);
    if (g_str_equal(*item, "*"))
      return TRUE;
    if (n && m >= n && !g_ascii_strcasecmp(host + m - n, tail) && (m == n || host[m - n - 1] == '.'))
      return TRUE;
  }
  return FALSE;
}

char *
ib_proxy_for(const IbProxy *proxy, const char *text)
{
  if (!proxy->http && !proxy->https)
    return g_strdup("");
  g_autoptr(IbUrl) url = ib_url_parse(text);
  if (!url || !url->host || is_excepted(proxy, url->host))
    return g_strdup("");
  const char *found = g_str_equal(url->scheme, "https") ? proxy->https : proxy->http;
  return g_strdup(found ? found : "");
}
