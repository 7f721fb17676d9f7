/* What the web answered, kept in the user's cache folder so that it is not asked again
 * too soon.  All of it can be lost: nothing here ends a run. */
#ifndef IB_STORE_CACHE_H
#define IB_STORE_CACHE_H

#include "ibid/error.h"
#include "ibid/finding.h"

typedef struct IbCache IbCache;

/* Opens FILE (NULL: ibid/web.db in the user's cache folder), in a folder that nobody else
 * may enter.  A damaged one is made anew.  NULL with one line in ERROR: go on without.
 * Caller frees with ib_cache_close(). */
IbCache *ib_cache_open(const char *file, GError **error);
void ib_cache_close(IbCache *cache); /* writes what waits; NULL does nothing */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbCache, ib_cache_close)

/* How old an answer may be, in seconds: that a page is there, and anything else. */
typedef struct {
  gint64 alive, other;
} IbCacheAges;

/* The answer about KEY (a URL, and what else the verdict rests on) if it is not too old
 * at NOW; marked `cached`.  NULL when there is none, or AGES is NULL and there is none of
 * any age.  Caller frees with ibid_url_check_free(). */
IbidUrlCheck *ib_cache_get(IbCache *cache, const char *key, gint64 now, const IbCacheAges *ages);

/* Keeps CHECK, which has its time.  Written in batches: when many wait, or the oldest has
 * waited for a second, counted by the monotonic clock.  FALSE the first time that writing
 * fails, with one line in ERROR; after that nothing is written any more. */
gboolean ib_cache_put(IbCache *cache, const char *key, const IbidUrlCheck *check, GError **error);
/* Writes what has waited for a second; for a loop that may have nothing to put. */
gboolean ib_cache_tick(IbCache *cache, GError **error);
gboolean ib_cache_flush(IbCache *cache, GError **error);

/* On how many different days KEY could not be reached, with no answer between. */
guint ib_cache_failure_days(IbCache *cache, const char *key);
#endif
