/* The library as a whole: opening, closing, transactions. */
#include "config.h"

#include "store/store.h"

IbStore *
ib_store_open(const char *file, GError **error)
{
  g_autoptr(IbDb) db = ib_db_open(file, &ib_schema_library, error);
  if (!db)
    return NULL;
  IbStore *store = g_new0(IbStore, 1);
  store->db = g_steal_pointer(&db);
  store->suffixes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return store;
}

void
ib_store_close(IbStore *store)
{
  if (!store)
    return;
  ib_db_close(store->db);
  g_hash_table_unref(store->suffixes);
  g_free(store);
}

gboolean
ib_store_begin(IbStore *store, gint64 now, GError **error)
{
  store->now = now;
  return ib_db_begin(store->db, error);
}

gboolean
ib_store_commit(IbStore *store, GError **error)
{
  return ib_db_commit(store->db, error);
}

void
ib_store_rollback(IbStore *store)
{
  ib_db_rollback(store->db);
  g_hash_table_remove_all(store->suffixes);
}

const char *
ib_store_version(void)
{
  static char *version;
  if (g_once_init_enter(&version))
    g_once_init_leave(&version, g_strconcat("SQLite ", sqlite3_libversion(), NULL));
  return version;
}
