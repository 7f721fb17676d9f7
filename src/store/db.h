/* One open SQLite file, shared by the library and the cache: opening it safely, its
 * statements, and its errors as one line each. */
#ifndef IB_STORE_DB_H
#define IB_STORE_DB_H

#include <glib.h>
#include <sqlite3.h>

#include "ibid/error.h"
#include "store/schema.h"

typedef struct {
  sqlite3 *handle;
  char *path;             /* absolute */
  const IbSchema *schema;
  GHashTable *statements; /* SQL, by address -> sqlite3_stmt */
} IbDb;

/* Opens PATH, made with its folders when absent, and brings it to SCHEMA's version.
 * Errors are of IBID_ERROR_LIBRARY, one line that names the file and what to try.
 * Caller frees with ib_db_close(). */
IbDb *ib_db_open(const char *path, const IbSchema *schema, GError **error);
void ib_db_close(IbDb *db); /* NULL does nothing */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbDb, ib_db_close)

/* The statement of SQL, a literal, reset and with nothing bound; prepared once.
 * NULL on error.  Owned by DB. */
sqlite3_stmt *ib_db_prepare(IbDb *db, const char *sql, GError **error);
void ib_db_bind_text(sqlite3_stmt *stmt, int at, const char *s); /* NULL binds NULL */
void ib_db_bind_sign(sqlite3_stmt *stmt, int at, gint64 value);  /* 0 binds NULL */
/* SQLITE_ROW, SQLITE_DONE, or anything else with ERROR set. */
int ib_db_step(IbDb *db, sqlite3_stmt *stmt, GError **error);
/* Steps a statement that gives no rows. */
gboolean ib_db_run(IbDb *db, sqlite3_stmt *stmt, GError **error);
gboolean ib_db_exec(IbDb *db, const char *sql, GError **error);

/* BEGIN IMMEDIATE: who else writes is noticed now, not after the work.  A rollback
 * never fails, also where SQLite has rolled back already. */
gboolean ib_db_begin(IbDb *db, GError **error);
gboolean ib_db_commit(IbDb *db, GError **error);
void ib_db_rollback(IbDb *db);

/* Sets ERROR from the result RC of the last call.  Always FALSE. */
gboolean ib_db_fail(IbDb *db, int rc, GError **error);
/* The same for what SQLite cannot know to be wrong: a stored value that makes no sense. */
gboolean ib_db_damaged(IbDb *db, GError **error);
#endif
