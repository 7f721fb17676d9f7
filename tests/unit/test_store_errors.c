/* A library that cannot be used: one line that names the file, and nothing lost. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store_fixture.h"

/* An ordinary user, for folders that root may write into all the same. */
#define NOBODY 65534

static void
assert_one_line(const GError *error, const char *file, const char *why)
{
  g_assert_error(error, IBID_ERROR, IBID_ERROR_LIBRARY);
  g_assert_null(strchr(error->message, '\n'));
  if (!strstr(error->message, file) || !strstr(error->message, why))
    g_test_message("%s", error->message);
  g_assert_nonnull(strstr(error->message, file));
  g_assert_nonnull(strstr(error->message, why));
}

static void
assert_cannot_open(const char *file, const char *why)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(ib_store_open(file, &error));
  assert_one_line(error, file, why);
}

/* Some references in the file of F, which is closed then. */
static void
fill_and_close(StoreFixture *f, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *title = g_strdup_printf("Volume %u of the collected papers", i);
    g_autoptr(IbidRecord) rec = fixture_record("Nobody", 1990, title);
    fixture_put(f->store, rec, FALSE, IB_PUT_ADDED);
  }
  g_assert_true(ib_store_commit(f->store, NULL));
  g_clear_pointer(&f->store, ib_store_close);
}

/* The same again, stopping at the first error. */
static gboolean
put_more(IbStore *store, guint n, GError **error)
{
  g_autofree char *abstract = g_strnfill(2000, 'x');
  for (guint i = 0; i < n; i++) {
    g_autofree char *title = g_strdup_printf("Number %u of another series", i);
    g_autoptr(IbidRecord) rec = fixture_record("Somebody", 1991, title);
    g_auto(IbPut) put = { 0 };
    ibid_record_set_text(rec, IBID_VAR_ABSTRACT, abstract);
    if (!ib_store_put(store, rec, FALSE, &put, error))
      return FALSE;
  }
  return ib_store_commit(store, error);
}

static void
test_folder(StoreFixture *f, gconstpointer data)
{
  assert_cannot_open(f->folder, "it is a folder");
}

static void
test_file_in_the_way(StoreFixture *f, gconstpointer data)
{
  g_autofree char *file = g_build_filename(f->file, "library.db", NULL);
  assert_cannot_open(file, "cannot make folder");
}

static void
test_text_file(StoreFixture *f, gconstpointer data)
{
  static const char text[] = "@book{a, title = {No database at all, but long enough to look at}}\n"
                             "and a second line, so that there are more than a hundred bytes\n";
  g_autofree char *file = g_build_filename(f->folder, "refs.bib", NULL);
  g_autofree char *after = NULL;
  g_assert_true(g_file_set_contents(file, text, -1, NULL));
  assert_cannot_open(file, "another program");
  g_assert_true(g_file_get_contents(file, &after, NULL, NULL));
  g_assert_cmpstr(after, ==, text);
}

static void
test_other_program(StoreFixture *f, gconstpointer data)
{
  g_autofree char *file = g_build_filename(f->folder, "places.sqlite", NULL);
  sqlite3 *handle;
  g_assert_cmpint(sqlite3_open(file, &handle), ==, SQLITE_OK);
  sqlite3_exec(handle, "CREATE TABLE reference (id INTEGER)", NULL, NULL, NULL);
  sqlite3_close(handle);
  assert_cannot_open(file, "another program");
}

static void
test_newer(StoreFixture *f, gconstpointer data)
{
  fill_and_close(f, 1);
  sqlite3 *handle;
  g_assert_cmpint(sqlite3_open(f->file, &handle), ==, SQLITE_OK);
  sqlite3_exec(handle, "PRAGMA user_version = 99", NULL, NULL, NULL);
  sqlite3_close(handle);
  assert_cannot_open(f->file, "newer ibid");
}

static void
test_empty_file(StoreFixture *f, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_build_filename(f->folder, "empty.db", NULL);
  g_assert_true(g_file_set_contents(file, "", 0, NULL));
  g_autoptr(IbStore) store = ib_store_open(file, &error);
  g_assert_no_error(error);
  g_assert_cmpint(fixture_count(store), ==, 0);
}

static void
test_truncated(StoreFixture *f, gconstpointer data)
{
  fill_and_close(f, 300);
  g_assert_cmpint(truncate(f->file, 20000), ==, 0);
  assert_cannot_open(f->file, "damaged");
}

/* Every page but the first few is overwritten: whatever is asked, the answer is an error or
 * right, never a crash. */
static void
test_scribbled(StoreFixture *f, gconstpointer data)
{
  fill_and_close(f, 300);
  int fd = open(f->file, O_RDWR);
  off_t end = lseek(fd, 0, SEEK_END);
  char junk[512];
  memset(junk, 0xA5, sizeof junk);
  for (off_t at = 8192; at + (off_t)sizeof junk <= end; at += 1024)
    g_assert_cmpint(pwrite(fd, junk, sizeof junk, at), ==, sizeof junk);
  close(fd);

  g_autoptr(GError) error = NULL;
  g_autoptr(IbStore) store = ib_store_open(f->file, &error);
  if (store) {
    g_autoptr(GString) keys = g_string_new(NULL);
    g_assert_false(ib_store_find(store, NULL, fixture_append_key, keys, &error));
  }
  assert_one_line(error, f->file, "damaged");
}

/* The row is whole and what it says is not. */
static void
test_bad_json(StoreFixture *f, gconstpointer data)
{
  fill_and_close(f, 1);
  sqlite3 *handle;
  g_assert_cmpint(sqlite3_open(f->file, &handle), ==, SQLITE_OK);
  sqlite3_exec(handle, "UPDATE reference SET json = '[1, 2'", NULL, NULL, NULL);
  sqlite3_close(handle);
  g_autoptr(GError) error = NULL;
  g_autoptr(IbStore) store = ib_store_open(f->file, &error);
  g_assert_no_error(error);
  g_assert_null(ib_store_get(store, "nobody1990volume", &error));
  assert_one_line(error, f->file, "damaged");
}

/* A file from elsewhere may carry a trigger; it does not run. */
static void
test_trigger(StoreFixture *f, gconstpointer data)
{
  fill_and_close(f, 1);
  sqlite3 *handle;
  g_assert_cmpint(sqlite3_open(f->file, &handle), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(handle,
                               "CREATE TRIGGER evil AFTER INSERT ON reference"
                               " BEGIN DELETE FROM reference; END", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close(handle);
  g_autoptr(GError) error = NULL;
  g_autoptr(IbStore) store = ib_store_open(f->file, &error);
  g_assert_no_error(error);
  g_assert_true(ib_store_begin(store, 1, &error));
  g_assert_true(put_more(store, 1, &error));
  g_assert_cmpint(fixture_count(store), ==, 2);
}

static void
test_locked(StoreFixture *f, gconstpointer data)
{
  fill_and_close(f, 3);
  sqlite3 *other;
  g_assert_cmpint(sqlite3_open(f->file, &other), ==, SQLITE_OK);
  g_assert_cmpint(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);

  g_autoptr(GError) error = NULL;
  g_autoptr(IbStore) store = ib_store_open(f->file, &error);
  g_assert_no_error(error);
  g_assert_cmpint(fixture_count(store), ==, 3); /* reading goes on */
  gint64 start = g_get_monotonic_time();
  g_assert_false(ib_store_begin(store, 1, &error));
  assert_one_line(error, f->file, "another process");
  g_assert_cmpint(g_get_monotonic_time() - start, <, 9 * G_USEC_PER_SEC);

  sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close(other);
  g_clear_error(&error);
  g_assert_true(ib_store_begin(store, 1, &error));
}

/* In a process of its own, as an ordinary user: exit status 0 when F->file gives the line. */
static void
assert_nobody_cannot_open(const char *file, const char *why)
{
  pid_t pid = fork();
  if (pid == 0) {
    GError *error = NULL;
    if (geteuid() == 0 && (setgid(NOBODY) || setuid(NOBODY)))
      _exit(77);
    IbStore *store = ib_store_open(file, &error);
    if (store && ib_store_begin(store, 1, &error))
      _exit(2);
    if (!error || !strstr(error->message, file) || !strstr(error->message, why))
      fprintf(stderr, "# %s\n", error ? error->message : "no error");
    _exit(error && strstr(error->message, file) && strstr(error->message, why) ? 0 : 1);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
    g_test_skip("cannot become an ordinary user");
  else
    g_assert_cmpint(status, ==, 0);
}

static void
test_read_only_folder(StoreFixture *f, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname(f->file);
  g_autofree char *parent = g_path_get_dirname(folder);
  g_autofree char *fresh = g_build_filename(folder, "fresh.db", NULL);
  fill_and_close(f, 1);
  g_chmod(f->folder, 0755);
  g_chmod(parent, 0755);
  g_chmod(folder, 0555);
  assert_nobody_cannot_open(fresh, "cannot be written");
  g_chmod(f->file, 0444);
  assert_nobody_cannot_open(f->file, "cannot be written");
  g_chmod(f->file, 0);
  assert_nobody_cannot_open(f->file, "cannot be ");
  g_chmod(folder, 0755);
}

/* The library as it was: N references, and room made is used. */
static void
assert_as_it_was(const char *file, guint n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IbStore) store = ib_store_open(file, &error);
  g_assert_no_error(error);
  g_assert_cmpint(fixture_count(store), ==, n);
  g_assert_true(ib_store_begin(store, 1, &error));
  g_assert_true(put_more(store, 1, &error));
}

/* SQLite's own limit answers as a full disk does. */
static void
test_full(StoreFixture *f, gconstpointer data)
{
  fill_and_close(f, 20);
  g_autoptr(GError) error = NULL;
  IbStore *store = ib_store_open(f->file, &error);
  g_assert_no_error(error);
  gint64 pages = fixture_number(store, "PRAGMA page_count");
  g_autofree char *sql = g_strdup_printf("PRAGMA max_page_count = %d", (int)pages + 4);
  fixture_number(store, sql);
  g_assert_true(ib_store_begin(store, 1, &error));
  g_assert_false(put_more(store, 500, &error));
  assert_one_line(error, f->file, "disk is full");
  ib_store_close(store);
  assert_as_it_was(f->file, 20);
}

/* The system's limit on the size of a file: a write that fails half-way. */
static void
test_file_limit(StoreFixture *f, gconstpointer data)
{
  fill_and_close(f, 20);
  pid_t pid = fork();
  if (pid == 0) {
    struct rlimit limit = { 600000, 600000 };
    GError *error = NULL;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    IbStore *store = ib_store_open(f->file, &error);
    if (!store || !ib_store_begin(store, 1, &error) || put_more(store, 20000, &error))
      _exit(2);
    ib_store_close(store);
    if (!strstr(error->message, "disk is full"))
      fprintf(stderr, "# %s\n", error->message);
    _exit(strstr(error->message, "disk is full") ? 0 : 1);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  g_assert_cmpint(status, ==, 0);
  assert_as_it_was(f->file, 20);
}

#define ADD(name, test) \
  g_test_add("/store-errors/" name, StoreFixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("folder", test_folder);
  ADD("file-in-the-way", test_file_in_the_way);
  ADD("text-file", test_text_file);
  ADD("other-program", test_other_program);
  ADD("newer", test_newer);
  ADD("empty-file", test_empty_file);
  ADD("truncated", test_truncated);
  ADD("scribbled", test_scribbled);
  ADD("bad-json", test_bad_json);
  ADD("trigger", test_trigger);
  ADD("locked", test_locked);
  ADD("read-only-folder", test_read_only_folder);
  ADD("full", test_full);
  ADD("file-limit", test_file_limit);
  return g_test_run();
}
