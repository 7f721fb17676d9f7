/* A library in a folder of its own, for the tests of src/store. */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include <string.h>
#include <glib.h>
#include <glib/gstdio.h>

#include "store/reference.h"
#include "store/search.h"

typedef struct {
  char *folder, *file;
  IbStore *store; /* open, in a transaction */
} StoreFixture;

/* 2026-11-24T10:00:00Z */
#define FIXTURE_NOW 1795514400

static inline void
fixture_set_up(StoreFixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  f->folder = g_dir_make_tmp("ibid-store-XXXXXX", &error);
  g_assert_no_error(error);
  f->file = g_build_filename(f->folder, "new", "folder", "library.db", NULL);
  f->store = ib_store_open(f->file, &error);
  g_assert_no_error(error);
  g_assert_true(ib_store_begin(f->store, FIXTURE_NOW, &error));
}

static inline void
fixture_remove_tree(const char *path)
{
  GDir *dir = g_dir_open(path, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name(dir))) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    fixture_remove_tree(child);
  }
  if (dir)
    g_dir_close(dir);
  g_remove(path);
}

static inline void
fixture_tear_down(StoreFixture *f, gconstpointer data)
{
  ib_store_close(f->store);
  fixture_remove_tree(f->folder);
  g_free(f->file);
  g_free(f->folder);
}

/* An article with one author, "Family, Given" or a body; "" and 0 are none. */
static inline IbidRecord *
fixture_record(const char *author, int year, const char *title)
{
  IbidRecord *rec = ibid_record_new(IBID_TYPE_ARTICLE_JOURNAL);
  g_auto(GStrv) parts = g_strsplit(author, ", ", 2);
  gboolean person = g_strv_length(parts) == 2;
  IbidName name = { .family = person ? parts[0] : NULL, .given = person ? parts[1] : NULL,
                    .literal = person ? NULL : parts[0] };
  IbidDate date = { .from = { .year = year } };
  if (*author)
    ibid_record_add_name(rec, IBID_VAR_AUTHOR, &name);
  ibid_record_set_date(rec, IBID_VAR_ISSUED, year ? &date : NULL);
  ibid_record_set_text(rec, IBID_VAR_TITLE, title);
  return rec;
}

static inline void
fixture_put(IbStore *store, IbidRecord *rec, gboolean replace, IbPutOutcome outcome)
{
  g_autoptr(GError) error = NULL;
  g_auto(IbPut) put = { 0 };
  ib_store_put(store, rec, replace, &put, &error);
  g_assert_no_error(error);
  g_assert_cmpint(put.outcome, ==, outcome);
}

static inline guint
fixture_count(IbStore *store)
{
  g_autoptr(GError) error = NULL;
  guint count = 0;
  ib_store_count(store, &count, &error);
  g_assert_no_error(error);
  return count;
}

static inline gint64
fixture_number(IbStore *store, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  g_assert_cmpint(sqlite3_prepare_v2(store->db->handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_step(stmt), ==, SQLITE_ROW);
  gint64 value = sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  return value;
}

static inline gboolean
fixture_append_key(IbidRecord *rec, gpointer data)
{
  GString *out = data;
  g_string_append_printf(out, "%s%s", out->len ? " " : "", ibid_record_key(rec));
  ibid_record_free(rec);
  return TRUE;
}

/* The keys that QUERY ("word|word"; NULL: all) selects.  Caller frees with g_free(). */
static inline char *
fixture_find(IbStore *store, const char *query)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) words = g_strsplit(query ? query : "", "|", -1);
  GString *out = g_string_new(NULL);
  ib_store_find(store, (const char *const *)words, fixture_append_key, out, &error);
  g_assert_no_error(error);
  return g_string_free(out, FALSE);
}
#endif
