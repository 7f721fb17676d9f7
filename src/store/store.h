/* The library: references in one SQLite file.
 *
 * reference.h puts, gets and removes, search.h selects, history.h tells what happened.
 * All errors are of IBID_ERROR_LIBRARY, one line that names the file and what to try. */
#ifndef IB_STORE_STORE_H
#define IB_STORE_STORE_H

#include "store/db.h"

typedef struct IbStore IbStore;
struct IbStore {
  IbDb *db;
  GHashTable *suffixes; /* key in lower case -> number of the suffix to try next */
  gint64 now;           /* of the transaction, for the history; seconds since 1970 */
};

/* Opens FILE, made with its folders when absent.  Caller frees with ib_store_close(). */
IbStore *ib_store_open(const char *file, GError **error);
void ib_store_close(IbStore *store); /* rolls back what is not committed; NULL does nothing */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbStore, ib_store_close)

/* All writing happens between these: either all of it is kept, or nothing.  NOW is the
 * time that the history tells. */
gboolean ib_store_begin(IbStore *store, gint64 now, GError **error);
gboolean ib_store_commit(IbStore *store, GError **error);
void ib_store_rollback(IbStore *store);
/* "SQLite 3.40.1".  Never freed. */
const char *ib_store_version(void);
#endif
