/* What happened to a reference, and what the web said about its URL. */
#ifndef IB_STORE_HISTORY_H
#define IB_STORE_HISTORY_H

#include "ibid/finding.h"
#include "store/store.h"

/* Lines "2026-11-24T10:00:00Z imported list.txt:3", oldest first; empty for an unknown
 * key, NULL on error.  Caller frees with g_strfreev(). */
char **ib_store_history(IbStore *store, const char *key, GError **error);

/* Keeps CHECK as the latest about the reference KEY; a verdict that is news goes into the
 * history.  An unknown key does nothing.  Only within a transaction. */
gboolean ib_store_put_check(IbStore *store, const char *key, const IbidUrlCheck *check, GError **error);
/* NULL without ERROR: never checked.  Caller frees with ibid_url_check_free(). */
IbidUrlCheck *ib_store_get_check(IbStore *store, const char *key, GError **error);

/* For reference.c: one event with the place that REC came from. */
gboolean ib_history_source(IbStore *store, gint64 id, const char *what, const IbidRecord *rec,
                           GError **error);
#endif
