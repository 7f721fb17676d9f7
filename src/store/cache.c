/* What the web answered, kept in the user's cache folder.
 *
 * Answers wait in memory and go to disk in batches, so that ten thousand of them cost a
 * few transactions and no lock is held while the network is waited for. */
#include "config.h"

#include "store/cache.h"

#include <errno.h>
#include <string.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "record/check_json.h"
#include "store/db.h"

/* A batch is written when so many wait, or after so many microseconds: what a crash may
 * lose is a second's work. */
#define BATCH 2048
#define PATIENCE G_USEC_PER_SEC

typedef struct {
  char *key, *json;
  const char *verdict;
  gint64 at;
} Waiting;

struct IbCache {
  IbDb *db;
  GHashTable *waiting; /* key -> Waiting, newer ones in place of older */
  gint64 since;        /* monotonic time of the oldest that waits */
  gboolean broken;     /* writing failed once */
};

static void
waiting_free(gpointer data)
{
  Waiting *w = data;
  g_free(w->key);
  free(w->json);
  g_free(w);
}

/* The folder is ours alone: what someone cites and when is nobody's business. */
static gboolean
make_private_folder(const char *file, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(file);
  if (g_mkdir_with_parents(folder, 0700) == 0)
    return TRUE;
  g_set_error(error, IBID_ERROR, IBID_ERROR_LIBRARY, "cannot make cache folder %s: %s", folder,
              g_strerror(errno));
  return FALSE;
}

static char *
default_file(void)
{
  return g_build_filename(g_get_user_cache_dir(), "ibid", "web.db", NULL);
}

static void
remove_files(const char *file)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *path = g_strconcat(file, endings[i], NULL);
    g_unlink(path);
  }
}

/* A small question that reads all of a small file; damage shows here, not in mid-run. */
static gboolean
is_sound(IbDb *db)
{
  sqlite3_stmt *stmt = ib_db_prepare(db, "PRAGMA quick_check(1)", NULL);
  gboolean sound = stmt && ib_db_step(db, stmt, NULL) == SQLITE_ROW
                   && !g_strcmp0((const char *)sqlite3_column_text(stmt, 0), "ok");
  if (stmt)
    sqlite3_reset(stmt);
  return sound;
}

/* Only a file that says it is a database is taken for a damaged one of ours. */
static gboolean
is_database(const char *file)
{
  char head[16] = "";
  FILE *f = g_fopen(file, "rb");
  gboolean is = f && fread(head, 1, sizeof head, f) == sizeof head
                && !memcmp(head, "SQLite format 3", sizeof head);
  if (f)
    fclose(f);
  return is;
}

static IbDb *
open_sound(const char *file, GError **error)
{
  g_autoptr(GError) why = NULL;
  g_autoptr(IbDb) db = ib_db_open(file, &ib_schema_cache, &why);
  gboolean damaged = db ? !is_sound(db) : strstr(why->message, "damaged") && is_database(file);

  if (!damaged) {
    if (!db)
      g_propagate_error(error, g_steal_pointer(&why));
    return g_steal_pointer(&db);
  }
  g_clear_pointer(&db, ib_db_close);
  remove_files(file);
  return ib_db_open(file, &ib_schema_cache, error);
}

IbCache *
ib_cache_open(const char *file, GError **error)
{
  g_autofree char *path = file ? g_strdup(file) : default_file();
  if (!make_private_folder(path, error))
    return NULL;
  IbDb *db = open_sound(path, error);
  if (!db)
    return NULL;
  IbCache *cache = g_new0(IbCache, 1);
  cache->db = db;
  cache->waiting = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, waiting_free);
  return cache;
}

void
ib_cache_close(IbCache *cache)
{
  if (!cache)
    return;
  ib_cache_flush(cache, NULL);
  g_hash_table_unref(cache->waiting);
  ib_db_close(cache->db);
  g_free(cache);
}

/* ---- reading ---- */

static IbidUrlCheck *
read_answer(IbCache *cache, const char *key)
{
  Waiting *w = g_hash_table_lookup(cache->waiting, key);
  if (w)
    return ib_check_from_stored(w->json);
  sqlite3_stmt *stmt = ib_db_prepare(cache->db, "SELECT json FROM answer WHERE url = ?1", NULL);
  if (!stmt)
    return NULL;
  ib_db_bind_text(stmt, 1, key);
  if (ib_db_step(cache->db, stmt, NULL) != SQLITE_ROW)
    return NULL;
  IbidUrlCheck *check = ib_check_from_stored((const char *)sqlite3_column_text(stmt, 0));
  sqlite3_reset(stmt);
  return check;
}

IbidUrlCheck *
ib_cache_get(IbCache *cache, const char *key)
{
  IbidUrlCheck *check = read_answer(cache, key);
  if (check)
    check->cached = TRUE;
  return check;
}

/* ---- writing ---- */

static gboolean
write_answer(IbDb *db, const Waiting *w, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(
      db, "INSERT OR REPLACE INTO answer (url, at, verdict, json) VALUES (?1, ?2, ?3, ?4)", error);
  if (!stmt)
    return FALSE;
  ib_db_bind_text(stmt, 1, w->key);
  sqlite3_bind_int64(stmt, 2, w->at);
  ib_db_bind_text(stmt, 3, w->verdict);
  ib_db_bind_text(stmt, 4, w->json);
  return ib_db_run(db, stmt, error);
}

static gboolean
write_batch(IbCache *cache, GError **error)
{
  GHashTableIter iter;
  gpointer w;

  if (!ib_db_begin(cache->db, error))
    return FALSE;
  g_hash_table_iter_init(&iter, cache->waiting);
  while (g_hash_table_iter_next(&iter, NULL, &w)) {
    if (!write_answer(cache->db, w, error)) {
      ib_db_rollback(cache->db);
      return FALSE;
    }
  }
  return ib_db_commit(cache->db, error);
}

gboolean
ib_cache_flush(IbCache *cache, GError **error)
{
  if (cache->broken || !g_hash_table_size(cache->waiting))
    return TRUE;
  if (!write_batch(cache, error)) {
    cache->broken = TRUE;
    return FALSE;
  }
  g_hash_table_remove_all(cache->waiting);
  return TRUE;
}

gboolean
ib_cache_tick(IbCache *cache, GError **error)
{
  guint n = g_hash_table_size(cache->waiting);
  if (!n || (n < BATCH && g_get_monotonic_time() - cache->since < PATIENCE))
    return TRUE;
  return ib_cache_flush(cache, error);
}

gboolean
ib_cache_put(IbCache *cache, const char *key, const IbidUrlCheck *check, GError **error)
{
  if (cache->broken)
    return TRUE;
  if (!g_hash_table_size(cache->waiting))
    cache->since = g_get_monotonic_time();
  Waiting *w = g_new0(Waiting, 1);
  w->key = g_strdup(key);
  w->json = ib_check_to_stored(check);
  w->verdict = ibid_verdict_name(check->verdict);
  w->at = check->checked;
  g_hash_table_replace(cache->waiting, w->key, w);
  return ib_cache_tick(cache, error);
}
