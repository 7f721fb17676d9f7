/* What happened to a reference, and what the web said about its URL. */
#include "config.h"

#include "store/history.h"

#include <string.h>

#include "record/check_json.h"
#include "store/reference.h"

static gboolean
add_event(IbStore *store, gint64 id, gint64 at, const char *what, const char *detail, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(
      store->db, "INSERT INTO history (reference, at, what, detail) VALUES (?1, ?2, ?3, ?4)", error);
  if (!stmt)
    return FALSE;
  sqlite3_bind_int64(stmt, 1, id);
  sqlite3_bind_int64(stmt, 2, at);
  ib_db_bind_text(stmt, 3, what);
  ib_db_bind_text(stmt, 4, detail);
  return ib_db_run(store->db, stmt, error);
}

gboolean
ib_history_source(IbStore *store, gint64 id, const char *what, const IbidRecord *rec, GError **error)
{
  const IbidSource *source = ibid_record_source(rec);
  const char *file = source->file && strcmp(source->file, "-") ? source->file : "standard input";
  g_autofree char *detail = source->line ? g_strdup_printf("%s:%u", file, source->line)
                                         : g_strdup(source->file ? file : "");
  return add_event(store, id, store->now, what, detail, error);
}

char **
ib_store_history(IbStore *store, const char *key, GError **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  sqlite3_stmt *stmt = ib_db_prepare(store->db,
                                     "SELECT at, what, detail FROM history WHERE reference ="
                                     " (SELECT id FROM reference WHERE key = ?1) ORDER BY id",
                                     error);
  int rc;
  if (!stmt)
    return NULL;
  ib_db_bind_text(stmt, 1, key);
  while ((rc = ib_db_step(store->db, stmt, error)) == SQLITE_ROW) {
    g_autofree char *when = ib_time_to_text(sqlite3_column_int64(stmt, 0));
    char *line = g_strdup_printf("%s %s %s", when ? when : "-", sqlite3_column_text(stmt, 1),
                                 sqlite3_column_text(stmt, 2));
    g_ptr_array_add(lines, g_strchomp(line));
  }
  if (rc != SQLITE_DONE)
    return NULL;
  g_ptr_array_add(lines, NULL);
  return (char **)g_ptr_array_steal(lines, NULL);
}

/* Was the verdict another before?  TRUE also for the first one. */
static gboolean
is_news(IbStore *store, gint64 id, const char *verdict, gboolean *news, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(store->db, "SELECT verdict FROM url_check WHERE reference = ?1",
                                     error);
  if (!stmt)
    return FALSE;
  sqlite3_bind_int64(stmt, 1, id);
  int rc = ib_db_step(store->db, stmt, error);
  *news = rc == SQLITE_DONE
          || (rc == SQLITE_ROW
              && g_strcmp0((const char *)sqlite3_column_text(stmt, 0), verdict));
  sqlite3_reset(stmt);
  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

static gboolean
write_check(IbStore *store, gint64 id, const IbidUrlCheck *check, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(store->db,
                                     "INSERT OR REPLACE INTO url_check (reference, at, verdict, json)"
                                     " VALUES (?1, ?2, ?3, ?4)",
                                     error);
  if (!stmt)
    return FALSE;
  char *json = ib_check_to_stored(check);
  sqlite3_bind_int64(stmt, 1, id);
  sqlite3_bind_int64(stmt, 2, check->checked);
  ib_db_bind_text(stmt, 3, ibid_verdict_name(check->verdict));
  ib_db_bind_text(stmt, 4, json);
  gboolean ok = ib_db_run(store->db, stmt, error);
  free(json);
  return ok;
}

gboolean
ib_store_put_check(IbStore *store, const char *key, const IbidUrlCheck *check, GError **error)
{
  const char *verdict = ibid_verdict_name(check->verdict);
  gboolean news;
  gint64 id;

  if (!ib_store_find_id(store, key, &id, error))
    return FALSE;
  if (!id)
    return TRUE;
  if (!is_news(store, id, verdict, &news, error))
    return FALSE;
  if (news) {
    const char *url = check->cited ? check->cited : check->url ? check->url : "";
    g_autofree char *detail = g_strdup_printf("%s: %s", url, verdict);
    if (!add_event(store, id, check->checked ? check->checked : store->now, "checked", detail, error))
      return FALSE;
  }
  return write_check(store, id, check, error);
}

IbidUrlCheck *
ib_store_get_check(IbStore *store, const char *key, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(store->db,
                                     "SELECT json FROM url_check WHERE reference ="
                                     " (SELECT id FROM reference WHERE key = ?1)",
                                     error);
  if (!stmt)
    return NULL;
  ib_db_bind_text(stmt, 1, key);
  if (ib_db_step(store->db, stmt, error) != SQLITE_ROW)
    return NULL;
  IbidUrlCheck *check = ib_check_from_stored((const char *)sqlite3_column_text(stmt, 0));
  sqlite3_reset(stmt);
  if (!check)
    ib_db_damaged(store->db, error);
  return check;
}
