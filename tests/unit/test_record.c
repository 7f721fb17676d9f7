/* The record, its dates, its keys, and CSL-JSON there and back. */
#include "config.h"

#include <string.h>

#include "record/csl_json.h"
#include "record/date.h"
#include "record/key.h"

static IbidRecord *
from_json(const char *text)
{
  json_t *json = json_loads(text, 0, NULL);
  IbidRecord *rec = ib_record_from_csl(json, NULL, NULL);
  json_decref(json);
  return rec;
}

static void
test_edtf(void)
{
  static const char *const good[] = { "2004",      "2004-06",      "2004-06-15",      "2001-21",  "1984?",
                                      "2004-06~",  "1984%",        "1964/2008",       "2004-02-01/2005-02",
                                      "../1985",   "1985-04-12/..", "-0044",          "Y12345" };
  for (guint i = 0; i < G_N_ELEMENTS(good); i++) {
    g_auto(IbidDate) date = { 0 };
    g_assert_true(ib_date_from_edtf(good[i], &date));
    g_autofree char *again = ib_date_to_edtf(&date);
    g_assert_cmpstr(again, ==, good[i]);
  }
  static const char *const bad[] = { "", "20", "2004-13", "2004-02-30", "2004-1-1", "../..", "n.d.", "2004/", "2004x" };
  for (guint i = 0; i < G_N_ELEMENTS(bad) - 2; i++) {
    g_auto(IbidDate) date = { 0 };
    g_assert_false(ib_date_from_edtf(bad[i], &date));
  }
}

static void
test_days(void)
{
  g_assert_cmpuint(ib_days_in_month(2000, 2), ==, 29);
  g_assert_cmpuint(ib_days_in_month(1900, 2), ==, 28);
  g_assert_cmpuint(ib_days_in_month(2018, 13), ==, 0);
  IbidDatePart epoch = { 1970, 1, 1, 0 }, later = { 2026, 11, 24, 0 }, year = { 2026, 0, 0, 0 };
  g_assert_cmpint(ib_date_part_days(&epoch), ==, 0);
  g_assert_cmpint(ib_date_part_days(&later), ==, 20781);
  g_assert_cmpint(ib_date_part_compare(&year, &later), ==, 0);
  g_assert_cmpint(ib_date_part_compare(&epoch, &later), <, 0);
}

static void
test_keys(void)
{
  static const char *const cases[][2] = {
    { "{\"author\":[{\"family\":\"Ramani\",\"given\":\"Samuel\"}],\"issued\":{\"date-parts\":[[2016]]},"
      "\"title\":\"Belarus’s Anti-Kremlin Tilt\"}", "ramani2016belarus" },
    { "{\"author\":[{\"family\":\"Ramani\"}],\"issued\":{\"date-parts\":[[2016]]},\"title\":\"The Belarus\"}",
      "ramani2016belarusa" },
    { "{\"author\":[{\"family\":\"Kłysiński\"}],\"issued\":{\"literal\":\"n.d.\"},\"title\":\"<i>A</i> Risk\"}",
      "klysinskindrisk" },
    { "{\"author\":[{\"family\":\"Иванов\"}],\"issued\":{\"date-parts\":[[2019]]},\"title\":\"Право\"}", "ref2019" },
    { "{\"id\":\"Own:Key\",\"title\":\"x\"}", "Own:Key" },
    { "{\"id\":\"own:key\",\"title\":\"x\"}", "own:keya" },
  };
  g_autoptr(IbKeys) keys = ib_keys_new();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(IbidRecord) rec = from_json(cases[i][0]);
    ib_keys_assign(keys, rec);
    g_assert_cmpstr(ibid_record_key(rec), ==, cases[i][1]);
  }
}

static void
test_many_keys(void)
{
  g_autoptr(IbKeys) keys = ib_keys_new();
  g_autofree char *last = NULL;
  for (guint i = 0; i < 800; i++) {
    g_autoptr(IbidRecord) rec = from_json("{\"id\":\"k\"}");
    ib_keys_assign(keys, rec);
    g_free(last);
    last = g_strdup(ibid_record_key(rec));
  }
  g_assert_cmpstr(last, ==, "kads"); /* k, ka ... kz, kaa ...: number 799 */
}

/* A stream: what no longer fits is numbered, and its own key stays a record's own. */
static void
test_key_limit(void)
{
  static const char *const expected[] = { "ref2019", "ref2019a", "ref2019-1", "ref2019-2" };
  g_autoptr(IbKeys) keys = ib_keys_new();
  ib_keys_limit(keys, 2);
  for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
    g_autoptr(IbidRecord) rec = from_json("{\"issued\":{\"date-parts\":[[2019]]}}");
    ibid_record_set_key(rec, NULL);
    ib_keys_assign(keys, rec);
    g_assert_cmpstr(ibid_record_key(rec), ==, expected[i]);
  }
  g_autoptr(IbidRecord) own = from_json("{\"id\":\"own\"}");
  ib_keys_assign(keys, own);
  g_assert_cmpstr(ibid_record_key(own), ==, "own");
}

static void
test_round_trip(void)
{
  static const char *const cases[] = {
    "{\"id\":\"a\",\"type\":\"book\",\"title\":\"T\",\"volume\":3,\"author\":[{\"family\":\"Gogh\","
    "\"non-dropping-particle\":\"van\",\"given\":\"V.\",\"suffix\":\"Jr.\"},{\"literal\":\"BBC\"}]}",
    "{\"id\":\"b\",\"type\":\"webpage\",\"accessed\":{\"date-parts\":[[\"2020\",\"7\",16]]},\"x-own\":\"kept\"}",
    "{\"id\":\"c\",\"type\":\"report\",\"issued\":{\"date-parts\":[[2004,5],[2006]],\"circa\":true},"
    "\"custom\":{\"groups\":[\"one\",\"two\"]}}",
    "{\"id\":\"d\",\"type\":\"article\",\"issued\":{\"raw\":\"2004/..\"},\"event-date\":{\"literal\":\"n.d.\"}}",
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(IbidRecord) rec = from_json(cases[i]);
    json_t *csl = ib_record_to_csl(rec), *stored = ib_record_to_stored(rec);
    g_autoptr(IbidRecord) from_stored = ib_record_from_csl(stored, NULL, NULL);
    g_autoptr(IbidRecord) from_csl = ib_record_from_csl(csl, NULL, NULL);
    g_assert_true(ibid_record_equal(rec, from_stored));
    g_assert_cmpstr(ibid_record_key(from_csl), ==, ibid_record_key(rec));
    g_assert_cmpuint(ibid_record_n_extras(from_csl), ==, ibid_record_n_extras(rec));
    json_decref(csl);
    json_decref(stored);
  }
}

static void
test_note_lines(void)
{
  g_autoptr(IbidRecord) rec = from_json("{\"title\":\"T\",\"note\":\"PMID: 123\\nkeep: this\\nevent-date: 2001-02\"}");
  g_assert_cmpstr(ibid_record_text(rec, IBID_VAR_PMID), ==, "123");
  g_assert_cmpstr(ibid_record_text(rec, IBID_VAR_NOTE), ==, "keep: this");
  g_assert_cmpint(ibid_record_date(rec, IBID_VAR_EVENT_DATE)->from.year, ==, 2001);
}

static void
test_fields(void)
{
  g_autoptr(IbidRecord) rec = ibid_record_new(IBID_TYPE_BOOK);
  ibid_record_set_text(rec, IBID_VAR_TITLE, "  e\xCC\x81t\xC3\xA9 ");
  g_assert_cmpstr(ibid_record_text(rec, IBID_VAR_TITLE), ==, "été");
  ibid_record_add_text(rec, IBID_VAR_NOTE, "one", "; ");
  ibid_record_add_text(rec, IBID_VAR_NOTE, "two", "; ");
  g_assert_cmpstr(ibid_record_text(rec, IBID_VAR_NOTE), ==, "one; two");
  for (guint i = 0; i < 9; i++) {
    IbidName name = { .family = g_strdup_printf("F%u", i) };
    ibid_record_take_name(rec, IBID_VAR_AUTHOR, &name);
  }
  g_assert_cmpuint(ibid_record_n_names(rec, IBID_VAR_AUTHOR), ==, 9);
  g_assert_cmpstr(ibid_record_name(rec, IBID_VAR_AUTHOR, 8)->family, ==, "F8");
  g_autoptr(IbidRecord) copy = ibid_record_dup(rec);
  g_assert_true(ibid_record_equal(rec, copy));
  ibid_record_set_text(copy, IBID_VAR_TITLE, " ");
  g_assert_false(ibid_record_has(copy, IBID_VAR_TITLE));
  g_assert_false(ibid_record_equal(rec, copy));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/record/edtf", test_edtf);
  g_test_add_func("/record/days", test_days);
  g_test_add_func("/record/keys", test_keys);
  g_test_add_func("/record/many-keys", test_many_keys);
  g_test_add_func("/record/key-limit", test_key_limit);
  g_test_add_func("/record/round-trip", test_round_trip);
  g_test_add_func("/record/note-lines", test_note_lines);
  g_test_add_func("/record/fields", test_fields);
  return g_test_run();
}
