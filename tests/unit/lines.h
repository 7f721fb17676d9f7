/* Test lines: a file of tests/data with an input and what is expected of it, tab separated, a
 * line each; '#' starts a comment.  One TAP line for each. */
#ifndef IBID_TESTS_LINES_H
#define IBID_TESTS_LINES_H

#include <glib.h>
#include <string.h>

/* What the input gives.  Caller frees with g_free(). */
typedef char *(*LineFunc)(const char *input);

typedef struct {
  LineFunc func;
  char *input, *expected;
} LineTest;

static void
run_line(gconstpointer data)
{
  const LineTest *test = data;
  g_autofree char *got = test->func(test->input);
  if (strcmp(got, test->expected) == 0)
    return;
  g_test_message("%s: got \"%s\", not \"%s\"", test->input, got, test->expected);
  g_test_fail();
}

/* Adds a test for each line of tests/data/FILE. */
static void
add_lines(const char *file, LineFunc func)
{
  const char *top = g_getenv("TOP_SRCDIR");
  g_autofree char *path = g_build_filename(top ? top : ".", "tests", "data", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    char *tab = strchr(lines[i], '\t');
    if (lines[i][0] == '#' || !tab)
      continue;
    LineTest *test = g_new(LineTest, 1);
    *test = (LineTest){ func, g_strndup(lines[i], tab - lines[i]), g_strdup(tab + 1) };
    g_autofree char *name = g_strdup_printf("/%s/%u", file, i + 1);
    g_test_add_data_func(name, test, run_line);
  }
}

#endif
