/* The cache of web answers: what it keeps, and that its loss costs nothing. */
#include "config.h"

#include <string.h>
#include <sys/stat.h>
#include <glib.h>
#include <glib/gstdio.h>

#include "store/cache.h"
#include "store/db.h"

#define NOW 1795514400

typedef struct {
  char *folder, *file;
} Fixture;

static void
set_up(Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp("ibid-cache-XXXXXX", NULL);
  f->file = g_build_filename(f->folder, "ibid", "web.db", NULL);
}

static void
tear_down(Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "ibid/web.db", "ibid/web.db-wal", "ibid/web.db-shm", "ibid", "" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(f->folder, names[i], NULL);
    g_remove(path);
  }
  g_free(f->file);
  g_free(f->folder);
}

static IbCache *
open_cache(const char *file)
{
  g_autoptr(GError) error = NULL;
  IbCache *cache = ib_cache_open(file, &error);
  g_assert_no_error(error);
  return cache;
}

static void
put(IbCache *cache, const char *url, IbidVerdict verdict, gint64 at)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IbidUrlCheck) check = ibid_url_check_new(url);
  check->verdict = verdict;
  check->checked = at;
  check->title = g_strdup("Łódź");
  check->title_found = TRUE;
  check->failed_days = 2;
  check->doi_unknown = TRUE;
  g_assert_true(ib_cache_put(cache, url, check, &error));
  g_assert_no_error(error);
}

static gboolean
has(IbCache *cache, const char *url)
{
  g_autoptr(IbidUrlCheck) check = ib_cache_get(cache, url);
  return check != NULL;
}

static void
test_kept(Fixture *f, gconstpointer data)
{
  IbCache *cache = open_cache(f->file);
  for (guint i = 0; i < 1200; i++) { /* two batches and some that wait */
    g_autofree char *url = g_strdup_printf("http://host/%u", i);
    put(cache, url, IBID_VERDICT_OK, NOW);
  }
  put(cache, "http://host/7", IBID_VERDICT_DEAD, NOW + 1);
  ib_cache_close(cache);
  cache = open_cache(f->file);
  g_autoptr(IbidUrlCheck) check = ib_cache_get(cache, "http://host/1199");
  g_assert_cmpint(check->verdict, ==, IBID_VERDICT_OK);
  g_assert_cmpstr(check->title, ==, "Łódź");
  g_assert_true(check->title_found);
  g_assert_true(check->doi_unknown);
  g_assert_cmpint(check->failed_days, ==, 2);
  g_assert_cmpint(check->checked, ==, NOW);
  g_assert_true(check->cached);
  g_autoptr(IbidUrlCheck) later = ib_cache_get(cache, "http://host/7");
  g_assert_cmpint(later->verdict, ==, IBID_VERDICT_DEAD);
  ib_cache_close(cache);
}

/* What has waited for a second is on disk, so that a kill loses no more. */
static void
test_tick(Fixture *f, gconstpointer data)
{
  g_autoptr(IbCache) cache = open_cache(f->file);
  put(cache, "http://host/", IBID_VERDICT_OK, NOW);
  g_autoptr(IbCache) other = open_cache(f->file);
  g_assert_false(has(other, "http://host/"));
  g_usleep(1100 * 1000);
  g_assert_true(ib_cache_tick(cache, NULL));
  g_assert_true(has(other, "http://host/"));
}

static void
test_private(Fixture *f, gconstpointer data)
{
  G_GNUC_UNUSED g_autoptr(IbCache) cache = open_cache(f->file);
  g_autofree char *folder = g_path_get_dirname(f->file);
  GStatBuf buf;
  g_assert_cmpint(g_stat(folder, &buf), ==, 0);
  g_assert_cmpint(buf.st_mode & 0777, ==, 0700);
}

static void
test_damaged(Fixture *f, gconstpointer data)
{
  IbCache *cache = open_cache(f->file);
  for (guint i = 0; i < 600; i++) {
    g_autofree char *url = g_strdup_printf("http://host/%u", i);
    put(cache, url, IBID_VERDICT_OK, NOW);
  }
  ib_cache_close(cache);
  g_autofree char *bytes = NULL;
  gsize len;
  g_assert_true(g_file_get_contents(f->file, &bytes, &len, NULL));
  memset(bytes + 4096, 0xA5, len - 4096);
  g_assert_true(g_file_set_contents(f->file, bytes, len, NULL));
  cache = open_cache(f->file);
  g_assert_false(has(cache, "http://host/1"));
  put(cache, "http://host/1", IBID_VERDICT_OK, NOW);
  g_assert_true(ib_cache_flush(cache, NULL));
  ib_cache_close(cache);
}

static void
test_unwritable(Fixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname(f->file);
  g_assert_true(g_file_set_contents(folder, "a file", -1, NULL));
  g_assert_null(ib_cache_open(f->file, &error));
  g_assert_error(error, IBID_ERROR, IBID_ERROR_LIBRARY);
  g_assert_nonnull(strstr(error->message, folder));
  g_assert_null(strchr(error->message, '\n'));
}

/* Writing that fails is told once; what was answered in this run is still known. */
static void
test_locked(Fixture *f, gconstpointer data)
{
  g_autoptr(IbCache) cache = open_cache(f->file);
  g_autoptr(GError) error = NULL;
  sqlite3 *other;
  g_assert_cmpint(sqlite3_open(f->file, &other), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  put(cache, "http://host/", IBID_VERDICT_OK, NOW);
  g_assert_false(ib_cache_flush(cache, &error));
  g_assert_nonnull(strstr(error->message, "cache"));
  g_assert_true(ib_cache_flush(cache, NULL));
  g_assert_true(has(cache, "http://host/"));
  sqlite3_close(other);
}

#define ADD(name, test) g_test_add("/cache/" name, Fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("kept", test_kept);
  ADD("tick", test_tick);
  ADD("private", test_private);
  ADD("damaged", test_damaged);
  ADD("unwritable", test_unwritable);
  ADD("locked", test_locked);
  return g_test_run();
}
