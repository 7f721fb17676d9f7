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

/* The answer about KEY (a URL, and what else the verdict rests on), of any age: `checked`
 * says when; marked `cached`.  NULL: never asked.  Caller frees with ibid_url_check_free(). */
IbidUrlCheck *ib_cache_get(IbCache *cache, const char *key);

/* Keeps CHECK, which has its time.  Written in batches: when many wait, or the oldest has
 * waited for a second, counted by the monotonic clock.  FALSE the first time that writing
 * fails, with one line in ERROR; after that nothing is written any more. */
gboolean ib_cache_put(IbCache *cache, const char *key, const IbidUrlCheck *check, GError **error);
/* Writes what has waited for a second; for a loop that may have nothing to put. */
gboolean ib_cache_tick(IbCache *cache, GError **error);
gboolean ib_cache_flush(IbCache *cache, GError **error);
#endif
