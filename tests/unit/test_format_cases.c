/* Every file of tests/data/formats/FORMAT/ reads as the .json beside it says.  `make regen`
 * (or IBID_REGEN=1) writes those files anew, to be read in the diff. */
#include "config.h"

#include <stdlib.h>

#include "format_fixture.h"

static const char *const formats[] = { "bibtex", "csl-json", "ris", "nbib", "endnote", "endnote-xml", "isi",
                                       "pubmed", "mods", "word", "copac", "ebi" };

static char *
read_as_json(const char *format, const char *path)
{
  g_autofree char *bytes = NULL;
  gsize len;
  g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
  Read got = read_bytes(format, bytes, len);
  g_autoptr(IbKeys) keys = ib_keys_new();
  GString *out = g_string_new("[");
  for (guint i = 0; i < got.records->len; i++) {
    ib_keys_assign(keys, read_nth(&got, i));
    char *one = record_to_json(read_nth(&got, i), JSON_INDENT(1));
    g_string_append_printf(out, "%s\n%s", i ? "," : "", one);
    free(one);
  }
  g_string_append(out, "\n]\n");
  for (guint i = 0; i < got.codes->len; i++)
    g_string_append_printf(out, "%s\n", (char *)g_ptr_array_index(got.codes, i));
  read_clear(&got);
  return g_string_free(out, FALSE);
}

static void
test_case(gconstpointer data)
{
  const char *path = data;
  g_autofree char *folder = g_path_get_dirname(path), *format = g_path_get_basename(folder);
  g_autofree char *expected_path = g_strconcat(path, ".json", NULL);
  g_autofree char *got = read_as_json(format, path), *expected = NULL;
  if (g_getenv("IBID_REGEN"))
    g_assert_true(g_file_set_contents(expected_path, got, -1, NULL));
  g_assert_true(g_file_get_contents(expected_path, &expected, NULL, NULL));
  g_assert_cmpstr(got, ==, expected);
}

/* Files that are one line, or TY after TY, cost a straight line: each of these took minutes. */
static void
test_straight_line(void)
{
  g_autoptr(GString) cr = g_string_new(NULL), types = g_string_new(NULL), json = g_string_new("[");
  for (guint i = 0; i < 40000; i++) {
    g_string_append(cr, "TY  - JOUR\rTI  - x\rER  - \r");
    g_string_append_printf(json, "%s{\"id\":\"k%u\",\"type\":\"book\"}", i ? "," : "", i);
    g_string_append(types, "TY  - JOUR\nTY  - BOOK\n");
  }
  g_string_append(types, "TI  - x\nER  - \n");
  g_string_append_c(json, ']');
  g_test_timer_start();
  Read one = read_string("ris", cr->str), two = read_string("csl-json", json->str), three = read_string("ris", types->str);
  g_assert_cmpuint(one.records->len, ==, 40000);
  g_assert_cmpuint(two.records->len, ==, 40000);
  g_assert_cmpuint(ibid_record_source(read_nth(&two, 39999))->column, >, 1000000);
  g_assert_cmpfloat(g_test_timer_elapsed(), <, 20); /* 0.3 s; sanitizers and valgrind are slower */
  read_clear(&one);
  read_clear(&two);
  read_clear(&three);
}

static void
add_folder(const char *format)
{
  g_autofree char *folder = g_build_filename(g_getenv("TOP_SRCDIR"), "tests", "data", "formats", format, NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name(dir))) {
    if (g_str_has_suffix(name, ".json") && !g_str_equal(format, "csl-json"))
      continue;
    if (g_str_has_suffix(name, ".json.json"))
      continue;
    g_autofree char *test = g_strdup_printf("/cases/%s/%s", format, name);
    g_test_add_data_func_full(test, g_build_filename(folder, name, NULL), test_case, g_free);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cases/straight-line", test_straight_line);
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
    add_folder(formats[i]);
  return g_test_run();
}
