/* Every offline rule over the .test files of tests/data/rules: a sign, a rule, and CSL-JSON of a record or
 * a list.  "+" must be flagged by that rule, "-" must not. */
#include "config.h"

#include <string.h>

#include "check/check.h"
#include "record/csl_json.h"
#include "record/key.h"

static GPtrArray *
read_records(json_t *json)
{
  GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  g_autoptr(IbKeys) keys = ib_keys_new();
  json_t *list = json_is_array(json) ? json_incref(json) : json_pack("[O]", json), *item;
  size_t i;
  json_array_foreach(list, i, item) {
    IbidRecord *rec = ib_record_from_csl(item, NULL, NULL);
    g_assert_nonnull(rec);
    ib_keys_assign(keys, rec);
    g_ptr_array_add(records, rec);
  }
  json_decref(list);
  return records;
}

static gboolean
is_flagged(GPtrArray *records, const char *rule)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_finding_free);
  IbCheck check = { .today = { 2026, 11, 24, 0 }, .records = records, .findings = findings,
                    .is_list = records->len > 1 };
  gboolean found = FALSE;
  ib_check_offline(&check);
  ib_check_sort(&check);
  for (guint i = 0; i < findings->len; i++) {
    const IbidFinding *f = findings->pdata[i];
    g_assert_nonnull(f->message);
    g_assert_cmpstr(f->message, !=, "");
    found |= g_str_equal(f->rule, rule);
  }
  return found;
}

static void
test_line(gconstpointer data)
{
  g_auto(GStrv) words = g_strsplit(data, " ", 3);
  json_error_t why;
  g_assert_cmpuint(g_strv_length(words), ==, 3);
  json_t *json = json_loads(words[2], 0, &why);
  if (!json)
    g_error("%s: %s", why.text, words[2]);
  g_autoptr(GPtrArray) records = read_records(json);
  json_decref(json);
  gboolean flagged = is_flagged(records, words[1]);
  if (flagged == g_str_equal(words[0], "+"))
    return;
  g_test_message("%s", (const char *)data);
  g_test_fail();
}

static void
add_file(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    if (lines[i][0] != '+' && lines[i][0] != '-')
      continue;
    g_autofree char *test = g_strdup_printf("/rules/%s/%u", name, i + 1);
    g_test_add_data_func_full(test, g_strdup(lines[i]), test_line, g_free);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_autofree char *folder = g_build_filename(g_getenv("TOP_SRCDIR"), "tests", "data", "rules", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name(dir)))
    if (g_str_has_suffix(name, ".test"))
      add_file(folder, name);
  return g_test_run();
}
