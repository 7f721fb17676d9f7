/* SQLite's only door: opening a file that anyone may have touched, and saying in one
 * line what is wrong with it.
 *
 * A file is opened as https://www.sqlite.org/security.html advises for files from
 * elsewhere: defensive, schema not trusted, no triggers, no views. */
#include "config.h"

#include "store/db.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* What SQLite reports, what it means to the user, and what to try (NULL: the remedy of
 * the schema). */
static const struct {
  int code;
  const char *why, *remedy;
} failures[] = {
  { SQLITE_BUSY, "another process is using it", "try again when that has finished" },
  { SQLITE_LOCKED, "another process is using it", "try again when that has finished" },
  { SQLITE_FULL, "the disk is full", "free some space; what was stored before is still there" },
  { SQLITE_CORRUPT, "it is damaged", NULL },
  { SQLITE_READONLY, "it cannot be written", "check the permissions of the file and its folder" },
  { SQLITE_CANTOPEN, "it cannot be opened", "check the permissions of the file and its folder" },
  { SQLITE_PERM, "access is refused", "check the permissions of the file and its folder" },
  { SQLITE_AUTH, "access is refused", "check the permissions of the file and its folder" },
  { SQLITE_NOMEM, "memory is exhausted", "close other programs" },
  /* Our statements are right and our rows keep what the schema asks: it is the file. */
  { SQLITE_ERROR, "it is damaged", NULL },
  { SQLITE_CONSTRAINT, "it is damaged", NULL },
  { SQLITE_MISMATCH, "it is damaged", NULL },
  { SQLITE_TOOBIG, "it is damaged", NULL },
};

static gboolean
fail_because(const char *path, const IbSchema *schema, const char *why, const char *remedy,
             GError **error)
{
  g_set_error(error, IBID_ERROR, IBID_ERROR_LIBRARY, "cannot use %s %s: %s (%s)", schema->noun, path,
              why, remedy);
  return FALSE;
}

static gboolean
is_full(int rc, int system_errno)
{
  return (rc & 0xff) == SQLITE_IOERR
         && (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG);
}

gboolean
ib_db_fail(IbDb *db, int rc, GError **error)
{
  int system_errno = sqlite3_system_errno(db->handle);
  if (is_full(rc, system_errno))
    rc = SQLITE_FULL;
  for (guint i = 0; i < G_N_ELEMENTS(failures); i++)
    if (failures[i].code == (rc & 0xff))
      return fail_because(db->path, db->schema, failures[i].why,
                          failures[i].remedy ? failures[i].remedy : db->schema->remedy, error);
  const char *why = (rc & 0xff) == SQLITE_IOERR && system_errno ? g_strerror(system_errno)
                                                                 : sqlite3_errmsg(db->handle);
  return fail_because(db->path, db->schema, why, "check the disk and its permissions", error);
}

gboolean
ib_db_damaged(IbDb *db, GError **error)
{
  return ib_db_fail(db, SQLITE_CORRUPT, error);
}

sqlite3_stmt *
ib_db_prepare(IbDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup(db->statements, sql);
  if (stmt) {
    sqlite3_reset(stmt);
    sqlite3_clear_bindings(stmt);
    return stmt;
  }
  int rc = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (rc != SQLITE_OK) {
    ib_db_fail(db, rc, error);
    return NULL;
  }
  g_hash_table_insert(db->statements, (gpointer)sql, stmt);
  return stmt;
}

void
ib_db_bind_text(sqlite3_stmt *stmt, int at, const char *s)
{
  if (s)
    sqlite3_bind_text(stmt, at, s, -1, SQLITE_STATIC);
}

void
ib_db_bind_sign(sqlite3_stmt *stmt, int at, gint64 value)
{
  if (value)
    sqlite3_bind_int64(stmt, at, value);
}

int
ib_db_step(IbDb *db, sqlite3_stmt *stmt, GError **error)
{
  int rc = sqlite3_step(stmt);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    ib_db_fail(db, rc, error);
  if (rc != SQLITE_ROW)
    sqlite3_reset(stmt);
  return rc;
}

gboolean
ib_db_run(IbDb *db, sqlite3_stmt *stmt, GError **error)
{
  int rc = sqlite3_step(stmt);
  /* Before the reset, which forgets the system's part of the reason. */
  if (rc != SQLITE_DONE && rc != SQLITE_ROW)
    ib_db_fail(db, rc, error);
  sqlite3_reset(stmt);
  return rc == SQLITE_DONE || rc == SQLITE_ROW;
}

gboolean
ib_db_exec(IbDb *db, const char *sql, GError **error)
{
  int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
  return rc == SQLITE_OK || ib_db_fail(db, rc, error);
}

gboolean
ib_db_begin(IbDb *db, GError **error)
{
  return ib_db_exec(db, "BEGIN IMMEDIATE", error);
}

gboolean
ib_db_commit(IbDb *db, GError **error)
{
  if (ib_db_exec(db, "COMMIT", error))
    return TRUE;
  ib_db_rollback(db);
  return FALSE;
}

void
ib_db_rollback(IbDb *db)
{
  if (!sqlite3_get_autocommit(db->handle))
    sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* A pragma of the file that is a number. */
static gboolean
read_number(IbDb *db, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step(stmt);
  if (rc == SQLITE_ROW)
    *value = sqlite3_column_int64(stmt, 0);
  else if (rc == SQLITE_DONE)
    *value = 0;
  else
    ib_db_fail(db, rc, error);
  sqlite3_finalize(stmt);
  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

/* Anything but a database, or a database of another program. */
static gboolean
fail_foreign(IbDb *db, GError **error)
{
  return fail_because(db->path, db->schema, "it is a file of another program",
                      "name another one; this one is left as it is", error);
}

/* Is this our file, or an empty one that becomes ours?  VERSION gets its version. */
static gboolean
read_version(IbDb *db, gint64 *version, GError **error)
{
  gint64 id, objects;
  g_autoptr(GError) why = NULL;

  if (!read_number(db, "PRAGMA application_id", &id, &why)) {
    if (sqlite3_errcode(db->handle) == SQLITE_NOTADB)
      return fail_foreign(db, error);
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
  }
  if (!read_number(db, "PRAGMA user_version", version, error)
      || !read_number(db, "SELECT count(*) FROM sqlite_schema", &objects, error))
    return FALSE;
  if (id == 0 && *version == 0 && objects == 0)
    return TRUE;
  if ((guint32)id != db->schema->application_id)
    return fail_foreign(db, error);
  if (*version < 1)
    return ib_db_damaged(db, error);
  if (*version > (gint64)db->schema->version) {
    g_autofree char *text = g_strdup_printf("it was made by a newer ibid: its schema is %d, "
                                            "this one knows %u",
                                            (int)*version, db->schema->version);
    return fail_because(db->path, db->schema, text, "update ibid", error);
  }
  return TRUE;
}

/* The steps from VERSION to ours; the caller's transaction holds them together. */
static gboolean
run_migrations(IbDb *db, gint64 version, GError **error)
{
  for (guint v = version; v < db->schema->version; v++)
    if (!ib_db_exec(db, db->schema->migrations[v], error))
      return FALSE;
  g_autofree char *sql = g_strdup_printf("PRAGMA application_id = %u; PRAGMA user_version = %u",
                                         db->schema->application_id, db->schema->version);
  return ib_db_exec(db, sql, error);
}

static gboolean
migrate(IbDb *db, GError **error)
{
  gint64 version;
  if (!ib_db_begin(db, error))
    return FALSE;
  /* Asked again: another process may have been faster. */
  if (!read_version(db, &version, error)
      || (version < (gint64)db->schema->version && !run_migrations(db, version, error))) {
    ib_db_rollback(db);
    return FALSE;
  }
  return ib_db_commit(db, error);
}

static void
configure(IbDb *db)
{
  static const struct {
    int option, value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },       { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },  { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },     { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },         { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS(options); i++)
    sqlite3_db_config(db->handle, options[i].option, options[i].value, NULL);
  sqlite3_extended_result_codes(db->handle, 1);
  sqlite3_busy_timeout(db->handle, (int)db->schema->busy_seconds * 1000);
}

/* "cannot open" says little: the folder is what usually is wrong. */
static gboolean
fail_open(IbDb *db, int rc, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(db->path);
  gboolean readable = g_file_test(db->path, G_FILE_TEST_EXISTS) && access(db->path, R_OK) == 0;

  if ((rc & 0xff) != SQLITE_CANTOPEN && (rc & 0xff) != SQLITE_READONLY)
    return ib_db_fail(db, rc, error);
  if (access(folder, W_OK | X_OK) != 0) {
    g_autofree char *why = g_strdup_printf("folder %s cannot be written", folder);
    return fail_because(db->path, db->schema, why, "change its permissions or name another file",
                        error);
  }
  if (!readable && g_file_test(db->path, G_FILE_TEST_EXISTS))
    return fail_because(db->path, db->schema, "it cannot be read", "check its permissions", error);
  return ib_db_fail(db, rc, error);
}

static gboolean
make_folder(const char *path, const IbSchema *schema, GError **error)
{
  if (g_file_test(path, G_FILE_TEST_IS_DIR))
    return fail_because(path, schema, "it is a folder", "name a file in it", error);
  g_autofree char *folder = g_path_get_dirname(path);
  if (g_mkdir_with_parents(folder, 0777) == 0)
    return TRUE;
  g_autofree char *why = g_strdup_printf("cannot make folder %s: %s", folder, g_strerror(errno));
  return fail_because(path, schema, why, "name another file", error);
}

/* The first access, which is where a bad file or folder shows. */
static gboolean
begin_use(IbDb *db, GError **error)
{
  g_autoptr(GError) why = NULL;
  gint64 version;

  if (!read_version(db, &version, &why)) {
    int rc = sqlite3_errcode(db->handle);
    if ((rc & 0xff) == SQLITE_CANTOPEN || (rc & 0xff) == SQLITE_READONLY)
      return fail_open(db, rc, error);
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
  }
  if (version == (gint64)db->schema->version)
    return ib_db_exec(db, db->schema->pragmas, error);
  int rc = sqlite3_exec(db->handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    return fail_open(db, rc, error);
  return ib_db_exec(db, db->schema->pragmas, error) && migrate(db, error);
}

IbDb *
ib_db_open(const char *path, const IbSchema *schema, GError **error)
{
  /* Absolute, so that no name (":memory:", "-x") means anything else to SQLite. */
  g_autofree char *full = g_canonicalize_filename(path, NULL);
  if (!make_folder(full, schema, error))
    return NULL;

  g_autoptr(IbDb) db = g_new0(IbDb, 1);
  db->path = g_steal_pointer(&full);
  db->schema = schema;
  db->statements = g_hash_table_new(g_direct_hash, g_direct_equal);
  int rc = sqlite3_open_v2(db->path, &db->handle,
                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (rc != SQLITE_OK) {
    fail_open(db, rc, error);
    return NULL;
  }
  configure(db);
  return begin_use(db, error) ? g_steal_pointer(&db) : NULL;
}

void
ib_db_close(IbDb *db)
{
  GHashTableIter iter;
  gpointer stmt;

  if (!db)
    return;
  ib_db_rollback(db);
  g_hash_table_iter_init(&iter, db->statements);
  while (g_hash_table_iter_next(&iter, NULL, &stmt))
    sqlite3_finalize(stmt);
  g_hash_table_unref(db->statements);
  sqlite3_close(db->handle);
  g_free(db->path);
  g_free(db);
}
