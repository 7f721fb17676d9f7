/* The labels format: code points there, bytes here; what is no such line is refused. */
#include "config.h"

#include <string.h>

#include "ibid/error.h"
#include "parse/labels.h"

static IbLabelled *
parse(const char *line, GError **error)
{
  return ib_labels_parse_line(line, strlen(line), NULL, error);
}

static void
test_offsets(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IbLabelled) item =
      parse("{\"text\": \"Kłysiński (2017), „Żółć”\", \"line\": 3, \"labels\": [\"author\", \"title\"],"
            " \"spans\": [[\"title\", 19, 23], [\"author\", 0, 9]]}",
            &error);
  g_assert_no_error(error);
  g_assert_cmpuint(item->spans->len, ==, 2);
  const IbLabelSpan *author = &g_array_index(item->spans, IbLabelSpan, 0), *title = author + 1;
  g_autofree char *name = g_strndup(item->text + author->start, author->end - author->start);
  g_autofree char *words = g_strndup(item->text + title->start, title->end - title->start);
  g_assert_cmpstr(name, ==, "Kłysiński");
  g_assert_cmpstr(words, ==, "Żółć");
  g_assert_cmpuint(item->known, ==, 1u << IB_LABEL_AUTHOR | 1u << IB_LABEL_TITLE);
  g_assert_cmpuint(item->line, ==, 3);
}

static void
test_round_trip(void)
{
  const char *line =
      "{\"text\":\"Żak, J. (2001) Ä\",\"spans\":[[\"author\",0,7],[\"date\",9,13],[\"title\",15,16]],\"line\":7}";
  g_autoptr(IbLabelled) item = parse(line, NULL);
  g_assert_nonnull(item);
  g_autofree char *again =
      ib_labels_write_line(item->text, (const IbLabelSpan *)item->spans->data, item->spans->len, 0, 7);
  g_assert_cmpstr(again, ==, line);
}

static void
test_refused(void)
{
  static const char *const lines[] = {
    "",
    "[]",
    "{}",
    "{\"text\": \"a\"}",
    "{\"text\": 1, \"spans\": []}",
    "{\"text\": \"ab\", \"spans\": [[\"author\", 0, 3]]}",
    "{\"text\": \"ab\", \"spans\": [[\"author\", 0, 2], [\"date\", 1, 2]]}",
    "{\"text\": \"ab\", \"spans\": [[\"colour\", 0, 1]]}",
    "{\"text\": \"ab\", \"spans\": [[\"author\", -1, 1]]}",
    "{\"text\": \"ab\", \"spans\": [7]}",
    "{\"text\": \"ab\", \"spans\"",
  };
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(IbLabelled) item = parse(lines[i], &error);
    g_assert_null(item);
    g_assert_error(error, IBID_ERROR, IBID_ERROR_FORMAT);
  }
}

static void
test_set(void)
{
  const char *lines = "{\"text\":\"a\",\"spans\":[],\"source\":\"x\"}\r\n\n{\"text\":\"b\",\"spans\":[]}\n";
  IbLabelSet set;
  g_autoptr(GError) error = NULL;
  ib_label_set_init(&set);
  g_assert_true(ib_labels_read(&set, "mine", lines, strlen(lines), &error));
  g_assert_cmpuint(set.items->len, ==, 2);
  g_assert_cmpstr(set.sources->pdata[0], ==, "x");
  g_assert_cmpstr(set.sources->pdata[1], ==, "mine");
  g_assert_false(ib_labels_read(&set, "mine", "{\n", 2, &error));
  g_assert_nonnull(strstr(error->message, "line 1:"));
  ib_label_set_clear(&set);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/labels/offsets", test_offsets);
  g_test_add_func("/labels/round-trip", test_round_trip);
  g_test_add_func("/labels/refused", test_refused);
  g_test_add_func("/labels/set", test_set);
  return g_test_run();
}
