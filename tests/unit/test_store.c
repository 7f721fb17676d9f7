/* The library: what goes in comes out, and what is the same work is known again. */
#include "config.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>

#include "store/history.h"
#include "store/reference.h"
#include "store/search.h"
#include "store_fixture.h"

/* ---- put, get, remove ---- */

static void
test_fresh_file(StoreFixture *f, gconstpointer data)
{
  g_assert_cmpint(fixture_number(f->store, "PRAGMA application_id"), ==, 0x49426964);
  g_assert_cmpint(fixture_number(f->store, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint(fixture_number(f->store, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint(fixture_number(f->store, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint(fixture_number(f->store, "SELECT count(*) FROM pragma_table_list WHERE strict = 0"
                                           " AND type = 'table' AND name NOT LIKE 'sqlite_%'"),
                  ==, 0);
  g_autofree char *wal = g_strconcat(f->file, "-wal", NULL);
  g_assert_true(g_file_test(wal, G_FILE_TEST_EXISTS));
}

static void
test_round_trip(StoreFixture *f, gconstpointer data)
{
  g_autoptr(IbidRecord) rec = fixture_record("Knudsen, Olav", 2002, "Small States, Latent and Extant");
  IbidSource source = { .file = (char *)"list.txt", .line = 7, .column = 1, .start = 90, .end = 210 };
  ibid_record_set_text(rec, IBID_VAR_DOI, "10.1057/palgrave.jird.1800012");
  ibid_record_set_source(rec, &source);
  ibid_record_set_printed(rec, "Knudsen, O. (2002),\n  “Small States”");
  ibid_record_add_extra(rec, "groups", "small states");
  ibid_record_set_confidence(rec, IBID_VAR_TITLE, 0.75);
  ibid_record_set_span(rec, IBID_VAR_TITLE, 21, 33);
  fixture_put(f->store, rec, FALSE, IB_PUT_ADDED);
  g_assert_cmpstr(ibid_record_key(rec), ==, "knudsen2002small");

  g_autoptr(IbidRecord) back = ib_store_get(f->store, "knudsen2002small", NULL);
  g_assert_true(ibid_record_equal(rec, back));
  g_assert_cmpstr(ibid_record_key(back), ==, "knudsen2002small");
  g_assert_cmpstr(ibid_record_printed(back), ==, ibid_record_printed(rec));
  g_assert_cmpstr(ibid_record_source(back)->file, ==, "list.txt");
  g_assert_cmpint(ibid_record_source(back)->end, ==, 210);
  g_assert_cmpint(ibid_record_span(back, IBID_VAR_TITLE).end, ==, 33);
  g_assert_cmpfloat(ibid_record_confidence(back, IBID_VAR_TITLE), ==, 0.75);
  g_assert_cmpstr(ibid_record_extra(back, "groups"), ==, "small states");

  g_autoptr(GError) error = NULL;
  g_assert_null(ib_store_get(f->store, "nobody1900nothing", &error));
  g_assert_no_error(error);
}

static void
test_again_adds_nothing(StoreFixture *f, gconstpointer data)
{
  for (int round = 0; round < 2; round++) {
    g_autoptr(IbidRecord) rec = fixture_record("Knudsen, Olav", 2002, "Small States, Latent and Extant");
    ibid_record_set_printed(rec, round ? "[3] Knudsen, O.  (2002)" : "[1] Knudsen, O.\n(2002)");
    fixture_put(f->store, rec, FALSE, round ? IB_PUT_KNOWN : IB_PUT_ADDED);
    g_assert_cmpstr(ibid_record_key(rec), ==, "knudsen2002small");
  }
  g_assert_cmpint(fixture_count(f->store), ==, 1);
}

static void
test_variant_and_replace(StoreFixture *f, gconstpointer data)
{
  g_autoptr(IbidRecord) old = fixture_record("Archer, C.", 2003, "Introduction: small states and the EU");
  g_autoptr(IbidRecord) other = fixture_record("Wivel, A.", 2010, "Small states in the European Union");
  ibid_record_set_text(old, IBID_VAR_VOLUME, "1");
  ibid_record_set_text(old, IBID_VAR_ISSUE, "28");
  fixture_put(f->store, old, FALSE, IB_PUT_ADDED);
  fixture_put(f->store, other, FALSE, IB_PUT_ADDED);

  g_autoptr(IbidRecord) rec = fixture_record("Archer, C.", 2003, "Introduction: small states and the EU");
  ibid_record_set_text(rec, IBID_VAR_VOLUME, "28");
  ibid_record_set_text(rec, IBID_VAR_ISSUE, "1");
  g_auto(IbPut) put = { 0 };
  g_assert_true(ib_store_put(f->store, rec, FALSE, &put, NULL));
  g_assert_cmpint(put.outcome, ==, IB_PUT_VARIANT);
  g_assert_cmpstr(put.key, ==, "archer2003introduction");
  g_assert_cmpstr(put.differs, ==, "volume, issue");
  g_autoptr(IbidRecord) kept = ib_store_get(f->store, put.key, NULL);
  g_assert_cmpstr(ibid_record_text(kept, IBID_VAR_VOLUME), ==, "1");

  /* It keeps its key and its place, and is found by its new words, not by the old. */
  ibid_record_set_key(rec, "mine");
  ibid_record_set_text(rec, IBID_VAR_NOTE, "corrected");
  fixture_put(f->store, rec, TRUE, IB_PUT_REPLACED);
  g_autofree char *all = fixture_find(f->store, NULL);
  g_assert_cmpstr(all, ==, "archer2003introduction wivel2010small");
  g_autofree char *found = fixture_find(f->store, "corrected");
  g_assert_cmpstr(found, ==, "archer2003introduction");
  fixture_put(f->store, rec, FALSE, IB_PUT_KNOWN);
}

static void
test_corrected_print_is_variant(StoreFixture *f, gconstpointer data)
{
  g_autoptr(IbidRecord) a = fixture_record("Moshes, A.", 2016, "Is the Union Obsolete?");
  g_autoptr(IbidRecord) b = fixture_record("Moshes, A.", 2016, "Is the Union Obsolete?");
  ibid_record_set_printed(a, "Moshes, A. (2016) “Is the Union Obsolete?\"");
  ibid_record_set_printed(b, "Moshes, A. (2016) “Is the Union Obsolete?”");
  fixture_put(f->store, a, FALSE, IB_PUT_ADDED);
  g_auto(IbPut) put = { 0 };
  g_assert_true(ib_store_put(f->store, b, FALSE, &put, NULL));
  g_assert_cmpint(put.outcome, ==, IB_PUT_VARIANT);
  g_assert_cmpstr(put.differs, ==, "printed form");
  /* What never was printed has no form to differ in. */
  ibid_record_set_printed(b, NULL);
  fixture_put(f->store, b, FALSE, IB_PUT_KNOWN);
}

static void
test_keys(StoreFixture *f, gconstpointer data)
{
  static const char *const titles[] = { "Security one", "Security two in Minsk", "Security at large" };
  static const char *const keys[] = { "ayoob1997security", "ayoob1997securitya", "ayoob1997securityb" };
  for (int i = 0; i < 3; i++) {
    g_autoptr(IbidRecord) rec = fixture_record("Ayoob, M.", 1997, titles[i]);
    fixture_put(f->store, rec, FALSE, IB_PUT_ADDED);
    g_assert_cmpstr(ibid_record_key(rec), ==, keys[i]);
  }
  /* One's own key is kept, but for one that differs in case alone. */
  g_autoptr(IbidRecord) own = fixture_record("Bull, H.", 1977, "The Anarchical Society");
  ibid_record_set_key(own, "Bull:77");
  fixture_put(f->store, own, FALSE, IB_PUT_ADDED);
  g_assert_cmpstr(ibid_record_key(own), ==, "Bull:77");
  g_autoptr(IbidRecord) same = fixture_record("Bull, Hedley", 1984, "Justice in International Relations");
  ibid_record_set_key(same, "bull:77");
  fixture_put(f->store, same, FALSE, IB_PUT_ADDED);
  g_assert_cmpstr(ibid_record_key(same), ==, "bull:77a");

  gboolean removed;
  g_assert_true(ib_store_remove(f->store, "ayoob1997securitya", &removed, NULL));
  g_assert_true(removed);
  g_autoptr(IbidRecord) rec = fixture_record("Ayoob, M.", 1997, titles[1]);
  fixture_put(f->store, rec, FALSE, IB_PUT_ADDED);
  g_assert_cmpstr(ibid_record_key(rec), ==, keys[1]);
}

/* Five thousand of one name: a search from "a" for each would take minutes. */
static void
test_many_of_one_key(StoreFixture *f, gconstpointer data)
{
  gint64 start = g_get_monotonic_time();
  for (guint i = 0; i < 5000; i++) {
    g_autofree char *title = g_strdup_printf("Report %u", i);
    g_autoptr(IbidRecord) rec = fixture_record("Bank", 2001, title);
    fixture_put(f->store, rec, FALSE, IB_PUT_ADDED);
  }
  g_assert_cmpint(fixture_count(f->store), ==, 5000);
  g_assert_cmpint(g_get_monotonic_time() - start, <, 20 * G_USEC_PER_SEC);
}

static void
test_remove(StoreFixture *f, gconstpointer data)
{
  gboolean removed;
  g_autoptr(IbidRecord) rec = fixture_record("Wæver, Ole", 1995, "Securitization and Desecuritization");
  IbidUrlCheck *check = ibid_url_check_new("http://example.org/");
  check->verdict = IBID_VERDICT_OK;
  fixture_put(f->store, rec, FALSE, IB_PUT_ADDED);
  g_assert_true(ib_store_put_check(f->store, ibid_record_key(rec), check, NULL));
  ibid_url_check_free(check);
  g_assert_true(ib_store_remove(f->store, ibid_record_key(rec), &removed, NULL));
  g_assert_true(removed);
  g_assert_true(ib_store_remove(f->store, ibid_record_key(rec), &removed, NULL));
  g_assert_false(removed);
  g_autofree char *found = fixture_find(f->store, "securitization");
  g_assert_cmpstr(found, ==, "");
  g_assert_cmpint(fixture_number(f->store, "SELECT count(*) FROM history"), ==, 0);
  g_assert_cmpint(fixture_number(f->store, "SELECT count(*) FROM url_check"), ==, 0);
}

/* ---- the same work? ---- */

/* title / author / year / container / volume / page / URL / DOI of two records, and whether
 * the second is a variant of the first; NULL repeats nothing. */
static const struct {
  const char *why;
  const char *a[8], *b[8];
  gboolean same;
} works[] = {
  { "one letter of the title was mended",
    { "Russia and Belarus: the Union that never was", "Marples, D.", "2008", "Problems", "55" },
    { "Russia and Belarus: the Union that newer was", "Marples, D.", "2008", "Problems", "55" }, TRUE },
  { "a DOI was added", { "Small states revisited", "Hey, J.", "2003" },
    { "Small states revisited", "Hey, J.", "2003", NULL, NULL, NULL, NULL, "10.1/x" }, TRUE },
  { "the same DOI, another title form", { "Small states", "Hey, J.", "2003", 0, 0, 0, 0, "10.1/X" },
    { "Small States: a reader", "Hey, J. A.", "2004", 0, 0, 0, 0, "10.1/x" }, TRUE },
  { "a copied DOI on another work", { "Small states", "Hey, J.", "2003", 0, 0, 0, 0, "10.1/x" },
    { "On the origin of species", "Darwin, C.", "1859", 0, 0, 0, 0, "10.1/x" }, FALSE },
  { "the year was wrong, the article is the same",
    { "Belarus between East and West today", "Rontoyanni, C.", "2005", "Spectrum", "21", "47-66" },
    { "Belarus between East and West today", "Rontoyanni, C.", "2006", "Spectrum", "21", "47-66" }, TRUE },
  { "a yearly report", { "Freedom in the World: Belarus", "Freedom House", "2017" },
    { "Freedom in the World: Belarus", "Freedom House", "2018" }, FALSE },
  { "parts of one title", { "A history of the Soviet economy, Part I", "Nove, A.", "1969" },
    { "A history of the Soviet economy, Part II", "Nove, A.", "1969" }, FALSE },
  { "years in the title", { "Military balance and doctrine 2017", "IISS", "2018" },
    { "Military balance and doctrine 2018", "IISS", "2018" }, FALSE },
  { "a column in two issues", { "Editorial", "Hill, C.", "1999", "Affairs", "10", "1-2" },
    { "Editorial", "Hill, C.", "1999", "Affairs", "11", "3-5" }, FALSE },
  { "introductions to two books", { "Introduction", "Buzan, B.", "1991", "People, States and Fear" },
    { "Introduction", "Buzan, B.", "1991", "The Logic of Anarchy" }, FALSE },
  { "news of one agency under like titles",
    { "Putin to meet Lukashenko in Sochi", "TASS", "2019", 0, 0, 0, "https://tass.com/1" },
    { "Putin to meet Lukashenko in Sofia", "TASS", "2019", 0, 0, 0, "https://example.org/news/22" }, FALSE },
  { "a broken URL was joined",
    { "Putin meets Lukashenko", "TASS", "2019", 0, 0, 0, "http://www. tass.com/politics/990011" },
    { "Putin meets Lukashenko", "TASS", "2019", 0, 0, 0, "https://tass.com/politics/990011/" }, TRUE },
  { "the author's name was mended", { "Belarus: a perpetual borderland", "Savchenka, A.", "2009", "Brill Series", "1", "1-9" },
    { "Belarus: a perpetual borderland", "Savchenko, A.", "2009", "Brill Series", "1", "1-9" }, TRUE },
  { "news without an author, then with a page",
    { "Belarus Says Russia Made Oil Threat", "", "2017", "The Moscow Times" },
    { "Belarus Says Russia Made Oil Threat", "", "2017", "The Moscow Times", 0, "3" }, TRUE },
  { "one headline in two papers", { "Belarus Says Russia Made Oil Threat", "", "2017", "The Moscow Times" },
    { "Belarus Says Russia Made Oil Threat", "", "2017", "Reuters" }, FALSE },
  { "volumes of a yearbook that nobody signed",
    { "Almanach der Seehäfen", "", "0", 0, 0, "611" }, { "Almanach der Seehäfen", "", "0", 0, 0, "208" }, FALSE },
  { "footnotes to one work", { "Clemens XI", "Bertoldi", "0", 0, 0, "227-246" },
    { "Clemens XI", "Bertoldi", "0", 0, 0, "269-277" }, FALSE },
  { "two authors on one subject", { "Small states", "Hey, J.", "2003" },
    { "Small states", "Vital, D.", "2003" }, FALSE },
  { "the subtitle was added", { "The Anarchical Society of States", "Bull, H.", "1977" },
    { "The Anarchical Society of States: A Study of Order", "Bull, H.", "1977" }, TRUE },
};

static IbidRecord *
work(const char *const v[8])
{
  static const IbidVar vars[] = { IBID_VAR_CONTAINER_TITLE, IBID_VAR_VOLUME, IBID_VAR_PAGE,
                                  IBID_VAR_URL, IBID_VAR_DOI };
  IbidRecord *rec = fixture_record(v[1], atoi(v[2]), v[0]);
  for (guint i = 0; i < G_N_ELEMENTS(vars); i++)
    ibid_record_set_text(rec, vars[i], v[3 + i]);
  return rec;
}

static void
test_same_work(StoreFixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS(works); i++) {
    /* Both ways round, each in a library of its own. */
    for (int turn = 0; turn < 2; turn++) {
      g_autoptr(IbidRecord) a = work(turn ? works[i].b : works[i].a);
      g_autoptr(IbidRecord) b = work(turn ? works[i].a : works[i].b);
      g_auto(IbPut) first = { 0 }, second = { 0 };
      gboolean removed;
      g_assert_true(ib_store_put(f->store, a, FALSE, &first, NULL));
      g_assert_true(ib_store_put(f->store, b, FALSE, &second, NULL));
      IbPutOutcome expected = works[i].same ? IB_PUT_VARIANT : IB_PUT_ADDED;
      if (second.outcome != expected)
        g_test_message("%s: %d", works[i].why, second.outcome);
      g_assert_cmpint(second.outcome, ==, expected);
      g_assert_true(ib_store_remove(f->store, first.key, &removed, NULL));
      g_assert_true(ib_store_remove(f->store, second.key, &removed, NULL));
    }
  }
}

/* ---- finding ---- */

static const struct {
  const char *query; /* arguments, separated by "|" */
  const char *keys;
} searches[] = {
  { "small2002|zh2010", "small2002 zh2010" },
  { "ZH2010", "zh2010" },
  { "klysinski", "klys2019" },
  { "KŁYSIŃSKI", "klys2019" },
  { "union|russia", "klys2019 union2016" },
  { "russia|small2002", "small2002 klys2019 union2016" },
  { "union|latent", "" },
  { "russia-belarus", "union2016" },
  { "russia belarus", "union2016" },
  { "russ", "" },
  { "2016", "union2016" },
  { "白俄罗斯", "zh2010" },
  { "俄罗", "zh2010" },
  { "俄国", "" },
  { "union OR latent", "" },
  { "OR", "" },
  { "uni*", "" },
  { "NEAR(union russia)", "" },
  { "words:union", "" },
  { "\"union", "klys2019 union2016" },
  { "union\"", "klys2019 union2016" },
  { "'; DROP TABLE reference; --", "" },
  { "?", "" },
  { "|", "small2002 klys2019 union2016 zh2010" },
};

static void
test_find(StoreFixture *f, gconstpointer data)
{
  static const char *const rows[][4] = {
    { "small2002", "Knudsen, Olav", "2002", "Small States, Latent and Extant" },
    { "klys2019", "Kłysiński, Kamil", "2019", "The Union State of Russia, again" },
    { "union2016", "Moshes, A.", "2016", "Is the Russia-Belarus Union obsolete?" },
    { "zh2010", "王, 伟", "2010", "白俄罗斯的外交" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(IbidRecord) rec = fixture_record(rows[i][1], atoi(rows[i][2]), rows[i][3]);
    ibid_record_set_key(rec, rows[i][0]);
    fixture_put(f->store, rec, FALSE, IB_PUT_ADDED);
  }
  for (guint i = 0; i < G_N_ELEMENTS(searches); i++) {
    g_autofree char *found = fixture_find(f->store, searches[i].query);
    if (strcmp(found, searches[i].keys))
      g_test_message("query: %s", searches[i].query);
    g_assert_cmpstr(found, ==, searches[i].keys);
  }
}

/* ---- history ---- */

static void
test_history(StoreFixture *f, gconstpointer data)
{
  static const IbidVerdict verdicts[] = { IBID_VERDICT_OK, IBID_VERDICT_OK, IBID_VERDICT_DEAD };
  g_autoptr(IbidRecord) rec = fixture_record("Ramani, S.", 2016, "Why the Belarus Union Is Strained");
  IbidSource source = { .file = (char *)"list.txt", .line = 32 };
  ibid_record_set_source(rec, &source);
  fixture_put(f->store, rec, FALSE, IB_PUT_ADDED);
  for (guint i = 0; i < G_N_ELEMENTS(verdicts); i++) {
    g_autoptr(IbidUrlCheck) check = ibid_url_check_new("http://example.org/a");
    check->verdict = verdicts[i];
    check->checked = 1790000000 + 86400 * i;
    check->status = 404;
    check->title = g_strdup("Gone");
    check->archive.url = g_strdup("https://web.archive.org/web/2018/http://example.org/a");
    check->archive.date = (IbidDatePart){ .year = 2018, .month = 1, .day = 20 };
    check->archive.days = -3;
    g_assert_true(ib_store_put_check(f->store, ibid_record_key(rec), check, NULL));
  }
  g_auto(GStrv) lines = ib_store_history(f->store, ibid_record_key(rec), NULL);
  g_assert_cmpint(g_strv_length(lines), ==, 3);
  g_assert_cmpstr(lines[0], ==, "2026-11-24T10:00:00Z imported list.txt:32");
  g_assert_cmpstr(lines[2], ==, "2026-09-23T14:13:20Z checked http://example.org/a: dead");

  g_autoptr(IbidUrlCheck) last = ib_store_get_check(f->store, ibid_record_key(rec), NULL);
  g_assert_cmpint(last->verdict, ==, IBID_VERDICT_DEAD);
  g_assert_cmpint(last->checked, ==, 1790000000 + 86400 * 2);
  g_assert_cmpstr(last->title, ==, "Gone");
  g_assert_cmpint(last->archive.days, ==, -3);
  g_assert_cmpint(last->archive.date.month, ==, 1);

  g_auto(GStrv) none = ib_store_history(f->store, "nobody", NULL);
  g_assert_cmpint(g_strv_length(none), ==, 0);
  g_assert_null(ib_store_get_check(f->store, "nobody", NULL));
}

/* ---- all or nothing ---- */

static void
put_many(IbStore *store, guint from, guint n)
{
  for (guint i = from; i < from + n; i++) {
    g_autofree char *title = g_strdup_printf("Volume %u of the collected papers", i);
    g_autoptr(IbidRecord) rec = fixture_record("Nobody", 1990, title);
    IbPut put;
    if (!ib_store_put(store, rec, FALSE, &put, NULL))
      _exit(1);
    ib_put_clear(&put);
  }
}

static void
test_rollback(StoreFixture *f, gconstpointer data)
{
  put_many(f->store, 0, 10);
  g_assert_true(ib_store_commit(f->store, NULL));
  g_assert_true(ib_store_begin(f->store, 1, NULL));
  put_many(f->store, 10, 10);
  ib_store_rollback(f->store);
  g_assert_true(ib_store_begin(f->store, 1, NULL));
  g_assert_cmpint(fixture_count(f->store), ==, 10);
  g_autofree char *found = fixture_find(f->store, "15");
  g_assert_cmpstr(found, ==, "");
}

/* An import in a process of its own, killed after DELAY microseconds. */
static void
import_and_die(const char *file, guint from, guint n, gulong delay)
{
  pid_t pid = fork();
  if (pid == 0) {
    IbStore *store = ib_store_open(file, NULL);
    if (!store || !ib_store_begin(store, 1, NULL))
      _exit(1);
    put_many(store, from, n);
    ib_store_commit(store, NULL);
    ib_store_close(store);
    _exit(0);
  }
  g_usleep(delay);
  kill(pid, SIGKILL);
  waitpid(pid, NULL, 0);
}

static void
test_kill(StoreFixture *f, gconstpointer data)
{
  guint expected = 0, whole = 0, nothing = 0;
  g_assert_true(ib_store_commit(f->store, NULL));
  g_clear_pointer(&f->store, ib_store_close);
  for (guint round = 0; round < 24; round++) {
    import_and_die(f->file, round * 3000, 3000, 5000 + round * 15000);
    g_autoptr(GError) error = NULL;
    g_autoptr(IbStore) store = ib_store_open(f->file, &error);
    g_assert_no_error(error);
    guint count = fixture_count(store);
    g_assert_true(count == expected || count == expected + 3000);
    *(count == expected ? &nothing : &whole) += 1;
    expected = count;
    g_assert_cmpint(fixture_number(store, "SELECT count(*) FROM pragma_integrity_check"
                                          " WHERE integrity_check <> 'ok'"), ==, 0);
    g_assert_cmpint(fixture_number(store, "SELECT count(*) FROM search WHERE search MATCH 'papers'"),
                    ==, count);
  }
  g_test_message("killed before the end: %u, after: %u", nothing, whole);
}

#define ADD(name, test) \
  g_test_add("/store/" name, StoreFixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("fresh-file", test_fresh_file);
  ADD("round-trip", test_round_trip);
  ADD("again-adds-nothing", test_again_adds_nothing);
  ADD("variant-and-replace", test_variant_and_replace);
  ADD("corrected-print-is-variant", test_corrected_print_is_variant);
  ADD("keys", test_keys);
  ADD("many-of-one-key", test_many_of_one_key);
  ADD("remove", test_remove);
  ADD("same-work", test_same_work);
  ADD("find", test_find);
  ADD("history", test_history);
  ADD("rollback", test_rollback);
  ADD("kill", test_kill);
  return g_test_run();
}
