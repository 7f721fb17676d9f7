/* Host names and addresses.
 *
 * A guard that compares text is fooled by notation, so there is one spelling of each host.
 * IPv4 in all notations of inet_aton(3), which browsers and getaddrinfo(3) still take (URL
 * standard, "IPv4 parser"); names by IDNA through libcurl. */
#include "config.h"

#include "net/host.h"

#include <arpa/inet.h>
#include <string.h>

#include <curl/curl.h>

/* One part of an IPv4 address, decimal, octal or hexadecimal; FALSE for none. */
static gboolean
read_part(const char *s, guint64 *value)
{
  guint base = 10;
  if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
    base = 16;
    s += 2;
  } else if (s[0] == '0' && s[1]) {
    base = 8;
    s++;
  }
  *value = 0;
  if (base == 16 && !*s)
    return TRUE; /* "0x" is 0 */
  return g_ascii_string_to_unsigned(s, base, 0, G_MAXUINT32, value, NULL);
}

static gboolean
looks_numeric(const char *s)
{
  gsize n = strlen(s);
  return n && (strspn(s, "0123456789") == n ||
               (s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && strspn(s + 2, "0123456789abcdefABCDEF") == n - 2));
}

/* 1 for an IPv4 address, 0 for a name, -1 for a broken address ("1.2.3.400"). */
static int
read_ipv4(const char *host, guint32 *address)
{
  g_auto(GStrv) parts = g_strsplit(host, ".", -1);
  guint n = g_strv_length(parts);
  guint64 value, sum = 0;

  if (!n || !looks_numeric(parts[n - 1]))
    return 0;
  if (n > 4)
    return -1;
  for (guint i = 0; i < n; i++) {
    guint bits = i + 1 < n ? 8 : 8 * (5 - n);
    if (!read_part(parts[i], &value) || value >> bits)
      return -1;
    sum = sum << bits | value;
  }
  *address = (guint32)sum;
  return 1;
}

static char *
normalise_ipv6(const char *text)
{
  char shown[INET6_ADDRSTRLEN];
  struct in6_addr six;
  gsize n = strlen(text);
  if (n < 4 || text[n - 1] != ']')
    return NULL;
  g_autofree char *inner = g_strndup(text + 1, n - 2);
  inner[strcspn(inner, "%")] = '\0'; /* a zone is nobody's business but this machine's */
  if (inet_pton(AF_INET6, inner, &six) != 1)
    return NULL;
  return g_strdup(inet_ntop(AF_INET6, &six, shown, sizeof shown));
}

/* UTF-8 to "xn--…". */
static char *
to_ascii(const char *name)
{
  char *found = NULL;
#ifdef CURLU_PUNYCODE
  CURLU *handle = curl_url();
  char *ascii = NULL;
  if (handle && !curl_url_set(handle, CURLUPART_SCHEME, "http", 0) &&
      !curl_url_set(handle, CURLUPART_HOST, name, 0) &&
      !curl_url_get(handle, CURLUPART_HOST, &ascii, CURLU_PUNYCODE) && g_str_is_ascii(ascii))
    found = g_ascii_strdown(ascii, -1);
  curl_free(ascii);
  curl_url_cleanup(handle);
#endif
  return found ? found : g_hostname_to_ascii(name); /* a libcurl without IDN */
}

static gboolean
is_name(const char *s)
{
  gsize n = strlen(s);
  if (!n || n > 253 || *s == '.' || s[n - 1] == '.' || strstr(s, ".."))
    return FALSE;
  for (; *s; s++)
    if (!g_ascii_isalnum(*s) && !strchr("-._", *s))
      return FALSE;
  return TRUE;
}

char *
ib_host_normalise(const char *text)
{
  guint32 address = 0;
  if (*text == '[')
    return normalise_ipv6(text);
  g_autofree char *plain = g_uri_unescape_string(text, NULL);
  if (!plain || !*plain || !g_utf8_validate(plain, -1, NULL))
    return NULL;
  /* NFKC turns full-width letters, digits and dots into those they stand for. */
  g_autofree char *flat = g_str_is_ascii(plain) ? g_strdup(plain) : g_utf8_normalize(plain, -1, G_NORMALIZE_NFKC);
  g_autofree char *name = flat && g_str_is_ascii(flat) ? g_ascii_strdown(flat, -1) : flat ? to_ascii(flat) : NULL;
  if (!name)
    return NULL;
  gsize n = strlen(name);
  if (n > 1 && name[n - 1] == '.')
    name[n - 1] = '\0';
  switch (read_ipv4(name, &address)) {
  case 1:
    return g_strdup_printf("%u.%u.%u.%u", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
  case 0:
    return is_name(name) ? g_steal_pointer(&name) : NULL;
  default:
    return NULL;
  }
}

gboolean
ib_host_address(const char *host, guint8 address[16])
{
  struct in_addr four;
  if (inet_pton(AF_INET6, host, address) == 1)
    return TRUE;
  if (inet_pton(AF_INET, host, &four) != 1)
    return FALSE;
  memset(address, 0, 10);
  address[10] = address[11] = 0xff;
  memcpy(address + 12, &four, 4);
  return TRUE;
}
