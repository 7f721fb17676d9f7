/* libcurl, as <curl/curl.h> has it, loaded when the network is first needed.  With the thirty
 * libraries behind it, it takes 5 of the 8 ms that a start of the program would cost, and most runs ask nobody. */
#ifndef IB_NET_CURL_H
#define IB_NET_CURL_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#include <glib.h>

#define IB_CURL_FUNCTIONS(X)                                                                                    \
  X(easy_cleanup) X(easy_getinfo) X(easy_init) X(easy_pause) X(easy_setopt) X(easy_strerror) X(free)            \
  X(global_init) X(multi_add_handle) X(multi_cleanup) X(multi_info_read) X(multi_init) X(multi_perform)         \
  X(multi_poll) X(multi_remove_handle) X(multi_setopt) X(multi_wakeup) X(slist_append) X(slist_free_all)        \
  X(url) X(url_cleanup) X(url_get) X(url_set) X(version)

#define X(name) __typeof__(curl_##name) *name;
typedef struct {
  IB_CURL_FUNCTIONS(X)
} IbCurl;
#undef X

/* NULL when there is no libcurl that has all of them.  Never freed. */
const IbCurl *ib_curl(void);

/* For whoever has made sure that ib_curl() is not NULL. */
#define curl_easy_cleanup ib_curl()->easy_cleanup
#define curl_easy_getinfo ib_curl()->easy_getinfo
#define curl_easy_init ib_curl()->easy_init
#define curl_easy_pause ib_curl()->easy_pause
#define curl_easy_setopt ib_curl()->easy_setopt
#define curl_easy_strerror ib_curl()->easy_strerror
#define curl_free ib_curl()->free
#define curl_global_init ib_curl()->global_init
#define curl_multi_add_handle ib_curl()->multi_add_handle
#define curl_multi_cleanup ib_curl()->multi_cleanup
#define curl_multi_info_read ib_curl()->multi_info_read
#define curl_multi_init ib_curl()->multi_init
#define curl_multi_perform ib_curl()->multi_perform
#define curl_multi_poll ib_curl()->multi_poll
#define curl_multi_remove_handle ib_curl()->multi_remove_handle
#define curl_multi_setopt ib_curl()->multi_setopt
#define curl_multi_wakeup ib_curl()->multi_wakeup
#define curl_slist_append ib_curl()->slist_append
#define curl_slist_free_all ib_curl()->slist_free_all
#define curl_url ib_curl()->url
#define curl_url_cleanup ib_curl()->url_cleanup
#define curl_url_get ib_curl()->url_get
#define curl_url_set ib_curl()->url_set
#define curl_version ib_curl()->version
#endif
