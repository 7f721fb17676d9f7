/* Web addresses as people cite them -> as they are sent (RFC 3986, RFC 3987, and the
 * URL standard of the WHATWG where browsers are kinder than the RFCs). */
#ifndef IB_NET_URL_H
#define IB_NET_URL_H

#include <glib.h>

typedef struct {
  char *scheme;   /* lower case */
  char *userinfo; /* NULL: none */
  char *host;     /* ASCII, lower case; IPv4 as a dotted quad in whatever notation it came; IPv6
                   * without brackets; NULL for schemes other than http and https */
  guint port;     /* 0: the scheme's own */
  char *path;     /* begins with "/" */
  char *query;    /* without "?"; NULL: none */
  char *fragment; /* without "#"; NULL: none */
} IbUrl;

/* TEXT without a scheme is taken for http.  NULL where no host can be made out of it.
 * Caller frees with ib_url_free(). */
IbUrl *ib_url_parse(const char *text);
void ib_url_free(IbUrl *url);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbUrl, ib_url_free)

/* REF as a link on the page BASE.  NULL like ib_url_parse().  Caller frees with ib_url_free(). */
IbUrl *ib_url_resolve(const IbUrl *base, const char *ref);

/* As it is sent: never with credentials; FRAGMENT says whether with "#…".
 * Caller frees with g_free(). */
char *ib_url_to_string(const IbUrl *url, gboolean fragment);
gboolean ib_url_is_web(const IbUrl *url); /* http or https */
/* What counts as one host for politeness: the name, with the port where it is unusual.
 * Caller frees with g_free(). */
char *ib_url_host_key(const IbUrl *url);

/* The part of HOST that its owner registered: "www.bbc.co.uk" -> "bbc.co.uk".  An
 * approximation without the public suffix list.  Owned by HOST. */
const char *ib_url_site(const char *host);
gboolean ib_url_same_site(const char *host_a, const char *host_b);
/* "/", "/index.html", "/en/", "/home": the front page of a site. */
gboolean ib_url_is_home(const IbUrl *url);
/* Are A and B one page but for http or https, "www.", a closing slash and the fragment? */
gboolean ib_url_same_page(const IbUrl *a, const IbUrl *b);
/* Credentials, session ids and library proxies: such an address is told to no service. */
gboolean ib_url_is_confidential(const IbUrl *url);

/* Percent-encodes all of S but unreserved characters and those in KEEP.  Caller frees with g_free(). */
char *ib_url_escape(const char *s, const char *keep);
#endif
