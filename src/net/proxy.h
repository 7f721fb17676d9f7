/* Which proxy a request goes through: the configuration's, else the environment's. */
#ifndef IB_NET_PROXY_H
#define IB_NET_PROXY_H

#include <glib.h>

typedef struct IbProxy IbProxy;

/* NAMED: an address; "none"; NULL or "": http_proxy, https_proxy, all_proxy and no_proxy of the
 * environment.  Caller frees with ib_proxy_free(). */
IbProxy *ib_proxy_new(const char *named);
void ib_proxy_free(IbProxy *proxy);
/* "" for none.  Caller frees with g_free(). */
char *ib_proxy_for(const IbProxy *proxy, const char *url);
#endif
