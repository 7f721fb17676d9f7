/* Fuzz target: cited addresses and links.  What was normalised once stays as it is. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "net/guard.h"
#include "net/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_stable(const IbUrl *url)
{
  g_autofree char *once = ib_url_to_string(url, TRUE);
  g_autoptr(IbUrl) again = ib_url_parse(once);
  if (!ib_url_is_web(url))
    return;
  g_assert(again && again->host);
  g_autofree char *twice = ib_url_to_string(again, TRUE);
  g_assert_cmpstr(once, ==, twice);
  for (const char *p = once; *p; p++)
    g_assert(*p > ' ' && *p < 127);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autoptr(IbUrl) base = ib_url_parse("https://www.example.co.uk/a/b?c#d");
  g_autoptr(IbUrl) url = ib_url_parse(text);
  g_autoptr(IbUrl) joined = ib_url_resolve(base, text);
  if (url)
    check_stable(url);
  if (joined)
    check_stable(joined);
  if (url && url->host) {
    ib_url_site(url->host);
    ib_url_is_home(url);
    ib_url_is_confidential(url);
    ib_url_same_page(url, base);
  }
  return 0;
}
