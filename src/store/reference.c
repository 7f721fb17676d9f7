/* References in the library: put, get, remove.
 *
 * A put is a few look-ups in indexes and one insertion, never a scan: 100,000 references
 * go in within seconds. */
#include "config.h"

#include "store/reference.h"

#include <string.h>

#include <jansson.h>

#include "record/csl_json.h"
#include "record/key.h"
#include "store/history.h"
#include "store/identity.h"
#include "store/search.h"

/* Candidates looked at for one sign.  More share one only where the title says little,
 * and then the comparison would refuse them. */
#define MAX_CANDIDATES 3
#define MAX_CANDIDATES_SQL "3"

void
ib_put_clear(IbPut *put)
{
  g_clear_pointer(&put->key, g_free);
  g_clear_pointer(&put->differs, g_free);
}

/* ---- reading a row ---- */

static IbidRecord *
record_from_json(IbDb *db, const char *json, int len, const char *key, GError **error)
{
  json_t *value = json ? json_loadb(json, len, JSON_DISABLE_EOF_CHECK, NULL) : NULL;
  IbidRecord *rec = value ? ib_record_from_csl(value, NULL, NULL) : NULL;

  json_decref(value);
  if (rec)
    ibid_record_set_key(rec, key);
  else
    ib_db_damaged(db, error);
  return rec;
}

/* The record of STMT's row: its key and JSON in columns 0 and 1.  Resets STMT. */
static IbidRecord *
read_row(IbDb *db, sqlite3_stmt *stmt, GError **error)
{
  int rc = ib_db_step(db, stmt, error);
  if (rc != SQLITE_ROW)
    return NULL;
  IbidRecord *rec = record_from_json(db, (const char *)sqlite3_column_text(stmt, 1),
                                     sqlite3_column_bytes(stmt, 1),
                                     (const char *)sqlite3_column_text(stmt, 0), error);
  sqlite3_reset(stmt);
  return rec;
}

IbidRecord *
ib_store_get(IbStore *store, const char *key, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(store->db, "SELECT key, json FROM reference WHERE key = ?1", error);
  if (!stmt)
    return NULL;
  ib_db_bind_text(stmt, 1, key);
  return read_row(store->db, stmt, error);
}

IbidRecord *
ib_store_get_by_id(IbStore *store, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(store->db, "SELECT key, json FROM reference WHERE id = ?1", error);
  if (!stmt)
    return NULL;
  sqlite3_bind_int64(stmt, 1, id);
  return read_row(store->db, stmt, error);
}

gboolean
ib_store_find_id(IbStore *store, const char *key, gint64 *id, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(store->db, "SELECT id FROM reference WHERE key = ?1", error);
  if (!stmt)
    return FALSE;
  ib_db_bind_text(stmt, 1, key);
  int rc = ib_db_step(store->db, stmt, error);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return FALSE;
  *id = rc == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
  sqlite3_reset(stmt);
  return TRUE;
}

gboolean
ib_store_count(IbStore *store, guint *count, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(store->db, "SELECT count(*) FROM reference", error);
  if (!stmt || ib_db_step(store->db, stmt, error) != SQLITE_ROW)
    return FALSE;
  *count = (guint)sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return TRUE;
}

/* ---- is it there already? ---- */

#define BY_SIGN(name, at) \
  "SELECT * FROM (SELECT id FROM reference WHERE " name " = ?" at " ORDER BY id DESC LIMIT " \
  MAX_CANDIDATES_SQL ")"

/* The ids of references that share a sign with the new one, the likelier signs first. */
static gboolean
find_candidates(IbDb *db, const IbSigns *signs, gint64 ids[], guint max, guint *n, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(db,
                                     BY_SIGN("content", "1") " UNION ALL " BY_SIGN("printed", "2")
                                     " UNION ALL " BY_SIGN("doi", "3") " UNION ALL "
                                     BY_SIGN("url", "4") " UNION ALL " BY_SIGN("title", "5")
                                     " UNION ALL " BY_SIGN("head", "6") " UNION ALL "
                                     BY_SIGN("tail", "7"),
                                     error);
  const gint64 values[] = { signs->content, signs->printed, signs->doi,  signs->url,
                            signs->title,   signs->head,    signs->tail };
  int rc;

  if (!stmt)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(values); i++)
    ib_db_bind_sign(stmt, i + 1, values[i]);
  *n = 0;
  while ((rc = ib_db_step(db, stmt, error)) == SQLITE_ROW) {
    gint64 id = sqlite3_column_int64(stmt, 0);
    guint i = 0;
    while (i < *n && ids[i] != id)
      i++;
    if (i == *n && *n < max)
      ids[(*n)++] = id;
  }
  return rc == SQLITE_DONE;
}

/* What the library has of the record that is put. */
typedef struct {
  gint64 id; /* 0: nothing */
  gboolean known;
  IbidRecord *record; /* the stored one; NULL when known */
} Match;

static void
match_clear(Match *match)
{
  g_clear_pointer(&match->record, ibid_record_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Match, match_clear)

/* The same values, and not another printed form: a quotation mark that was corrected
 * changes no value, and is wanted all the same. */
static gboolean
is_known(sqlite3_stmt *row, const IbSigns *signs)
{
  gint64 printed = sqlite3_column_int64(row, 2);
  return sqlite3_column_int64(row, 3) == signs->content
         && (!printed || !signs->printed || printed == signs->printed);
}

/* Is the reference ID what is put?  FALSE on error; MATCH is filled when it is. */
static gboolean
try_candidate(IbDb *db, gint64 id, const IbidRecord *rec, const IbSigns *signs, Match *match,
              GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(
      db, "SELECT key, json, printed, content FROM reference WHERE id = ?1", error);
  if (!stmt)
    return FALSE;
  sqlite3_bind_int64(stmt, 1, id);
  int rc = ib_db_step(db, stmt, error);
  if (rc != SQLITE_ROW)
    return rc == SQLITE_DONE;
  gboolean known = is_known(stmt, signs);
  /* Without a title equal values say little: "cf. Luif (note 17)" and "cf. Luif (note 25)". */
  gboolean same = (sqlite3_column_int64(stmt, 3) == signs->content
                   && ibid_record_text(rec, IBID_VAR_TITLE))
                  || (signs->printed && sqlite3_column_int64(stmt, 2) == signs->printed);
  sqlite3_reset(stmt);
  if (known) {
    g_clear_pointer(&match->record, ibid_record_free);
    *match = (Match){ .id = id, .known = TRUE };
    return TRUE;
  }
  if (match->id)
    return TRUE; /* a variant is found already; only the very same would be better */
  g_autoptr(GError) why = NULL;
  sqlite3_bind_int64(stmt, 1, id);
  g_autoptr(IbidRecord) stored = read_row(db, stmt, &why);
  if (!stored) {
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
  }
  if (same || ib_identity_same_work(stored, rec))
    *match = (Match){ .id = id, .record = g_steal_pointer(&stored) };
  return TRUE;
}

static gboolean
find_match(IbDb *db, const IbidRecord *rec, const IbSigns *signs, Match *match, GError **error)
{
  gint64 ids[7 * MAX_CANDIDATES];
  guint n;

  if (!find_candidates(db, signs, ids, G_N_ELEMENTS(ids), &n, error))
    return FALSE;
  for (guint i = 0; i < n && !match->known; i++)
    if (!try_candidate(db, ids[i], rec, signs, match, error))
      return FALSE;
  return TRUE;
}

/* ---- keys ---- */

/* Gives REC a key that the library has not: its own or a made one, then with a, b, ...
 * The letter tried last is kept, so that a thousand of one name cost a thousand tries. */
static gboolean
assign_key(IbStore *store, IbidRecord *rec, GError **error)
{
  const char *own = ibid_record_key(rec);
  g_autofree char *base = own && *own ? g_strdup(own) : ib_key_make(rec);
  g_autofree char *low = g_ascii_strdown(base, -1);
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(store->suffixes, low));
  gint64 id;

  if (!n) {
    if (!ib_store_find_id(store, base, &id, error))
      return FALSE;
    if (!id) {
      ibid_record_set_key(rec, base);
      return TRUE;
    }
  }
  while (TRUE) {
    g_autofree char *letters = ib_key_suffix(n++);
    g_autofree char *key = g_strconcat(base, letters, NULL);
    if (!ib_store_find_id(store, key, &id, error))
      return FALSE;
    if (id)
      continue;
    g_hash_table_replace(store->suffixes, g_steal_pointer(&low), GUINT_TO_POINTER(n));
    ibid_record_set_key(rec, key);
    return TRUE;
  }
}

/* ---- writing a row ---- */

static char *
stored_json(const IbidRecord *rec)
{
  json_t *json = ib_record_to_stored(rec);
  char *text = json_dumps(json, JSON_COMPACT);
  json_decref(json);
  return text;
}

/* The columns of a reference, for the insertion and for the update alike. */
static gboolean
write_row(IbDb *db, sqlite3_stmt *stmt, const IbidRecord *rec, const IbSigns *signs,
          const char *words, GError **error)
{
  char *json = stored_json(rec);
  const gint64 values[] = { signs->printed, signs->content, signs->doi, signs->url,
                            signs->title,   signs->head,    signs->tail };

  ib_db_bind_text(stmt, 2, ibid_record_key(rec));
  for (guint i = 0; i < G_N_ELEMENTS(values); i++)
    ib_db_bind_sign(stmt, 3 + i, values[i]);
  ib_db_bind_text(stmt, 10, json);
  ib_db_bind_text(stmt, 11, words);
  gboolean ok = ib_db_run(db, stmt, error);
  free(json);
  return ok;
}

static gboolean
insert_row(IbStore *store, const IbidRecord *rec, const IbSigns *signs, GError **error)
{
  IbDb *db = store->db;
  g_autofree char *words = ib_search_words(rec);
  sqlite3_stmt *stmt = ib_db_prepare(db,
                                     "INSERT INTO reference (id, key, printed, content, doi, url,"
                                     " title, head, tail, json, words)"
                                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                                     error);
  if (!stmt || !write_row(db, stmt, rec, signs, words, error))
    return FALSE;
  gint64 id = sqlite3_last_insert_rowid(db->handle);
  return ib_search_add(db, id, words, error) && ib_history_source(store, id, "imported", rec, error);
}

/* The row keeps its id, so its place, and its key, which may be cited. */
static gboolean
replace_row(IbStore *store, gint64 id, const IbidRecord *rec, const IbSigns *signs, GError **error)
{
  IbDb *db = store->db;
  g_autofree char *words = ib_search_words(rec);
  if (!ib_search_drop(db, id, error))
    return FALSE;
  sqlite3_stmt *stmt = ib_db_prepare(db,
                                     "UPDATE reference SET key = ?2, printed = ?3, content = ?4,"
                                     " doi = ?5, url = ?6, title = ?7, head = ?8, tail = ?9,"
                                     " json = ?10, words = ?11 WHERE id = ?1",
                                     error);
  if (!stmt)
    return FALSE;
  sqlite3_bind_int64(stmt, 1, id);
  return write_row(db, stmt, rec, signs, words, error) && ib_search_add(db, id, words, error)
         && ib_history_source(store, id, "replaced", rec, error);
}

/* The stored record has the key that REC takes over. */
static gboolean
put_variant(IbStore *store, IbidRecord *rec, const IbSigns *signs, gboolean replace,
            const Match *match, IbPut *put, GError **error)
{
  const char *key = ibid_record_key(match->record);
  g_autofree char *differs = ib_identity_differences(match->record, rec);
  ibid_record_set_key(rec, key);
  if (replace && !replace_row(store, match->id, rec, signs, error))
    return FALSE;
  put->outcome = replace ? IB_PUT_REPLACED : IB_PUT_VARIANT;
  put->key = g_strdup(key);
  put->differs = g_steal_pointer(&differs);
  return TRUE;
}

static gboolean
put_known(IbStore *store, IbidRecord *rec, gint64 id, IbPut *put, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(store->db, "SELECT key FROM reference WHERE id = ?1", error);
  if (!stmt)
    return FALSE;
  sqlite3_bind_int64(stmt, 1, id);
  if (ib_db_step(store->db, stmt, error) != SQLITE_ROW)
    return FALSE;
  put->outcome = IB_PUT_KNOWN;
  put->key = g_strdup((const char *)sqlite3_column_text(stmt, 0));
  sqlite3_reset(stmt);
  ibid_record_set_key(rec, put->key);
  return TRUE;
}

gboolean
ib_store_put(IbStore *store, IbidRecord *rec, gboolean replace, IbPut *put, GError **error)
{
  g_auto(Match) match = { 0 };
  IbSigns signs;

  *put = (IbPut){ IB_PUT_ADDED, NULL, NULL };
  ib_identity_signs(rec, &signs);
  if (!find_match(store->db, rec, &signs, &match, error))
    return FALSE;
  if (match.known)
    return put_known(store, rec, match.id, put, error);
  if (match.id)
    return put_variant(store, rec, &signs, replace, &match, put, error);
  if (!assign_key(store, rec, error) || !insert_row(store, rec, &signs, error))
    return FALSE;
  put->key = g_strdup(ibid_record_key(rec));
  return TRUE;
}

gboolean
ib_store_amend(IbStore *store, const IbidRecord *rec, const char *what, GError **error)
{
  gint64 id;
  if (!ib_store_find_id(store, ibid_record_key(rec), &id, error))
    return FALSE;
  if (!id)
    return TRUE;
  sqlite3_stmt *stmt = ib_db_prepare(store->db, "UPDATE reference SET json = ?2 WHERE id = ?1", error);
  if (!stmt)
    return FALSE;
  char *json = stored_json(rec);
  sqlite3_bind_int64(stmt, 1, id);
  ib_db_bind_text(stmt, 2, json);
  gboolean ok = ib_db_run(store->db, stmt, error);
  free(json);
  return ok && ib_history_source(store, id, what, rec, error);
}

/* ---- removing ---- */

gboolean
ib_store_remove(IbStore *store, const char *key, gboolean *removed, GError **error)
{
  gint64 id;
  if (!ib_store_find_id(store, key, &id, error))
    return FALSE;
  *removed = id != 0;
  if (!id)
    return TRUE;
  if (!ib_search_drop(store->db, id, error))
    return FALSE;
  sqlite3_stmt *stmt = ib_db_prepare(store->db, "DELETE FROM reference WHERE id = ?1", error);
  if (!stmt)
    return FALSE;
  sqlite3_bind_int64(stmt, 1, id);
  g_hash_table_remove_all(store->suffixes); /* its letter is free again */
  return ib_db_run(store->db, stmt, error);
}
