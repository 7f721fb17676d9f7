/* Text tools, mojibake, inputs and settings. */
#include "config.h"

#include <string.h>

#include "util/input.h"
#include "util/settings.h"
#include "util/text.h"

static void
test_fold(void)
{
  static const char *const cases[][2] = {
    { "Kłysiński, K.", "klysinski k" }, { "  L'État—c'est MOI ", "l etat c est moi" },
    { "Straße", "strasse" },            { "ПРАВДА", "правда" },
    { "", "" },                         { "...", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *folded = ib_text_fold(cases[i][0], -1);
    g_assert_cmpstr(folded, ==, cases[i][1]);
  }
}

static void
test_collapse(void)
{
  g_autofree char *a = ib_text_collapse(" a\t\nb\xC2\xA0 c ", -1);
  g_assert_cmpstr(a, ==, "a b c");
  g_autofree char *b = ib_text_collapse("x\xFFy", -1);
  g_assert_cmpstr(b, ==, "x\xEF\xBF\xBDy");
}

static void
test_mojibake(void)
{
  static const char *const cases[][2] = {
    { "KÅ‚ysinski", "Kłysinski" },
    { "MÃ¼ller", "Müller" },
    { "donâ€™t", "don’t" },
    { "São Paulo, Ångström", NULL },
    { "ÃO É", NULL },
    { "plain", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *mended = ib_text_unmojibake(cases[i][0]);
    g_assert_cmpstr(mended, ==, cases[i][1]);
  }
}

static void
test_unmarked(void)
{
  g_autofree char *some = ib_text_unmarked("<span class=\"nocase\">DNA</span> <i>in vivo</i>", FALSE);
  g_assert_cmpstr(some, ==, "DNA <i>in vivo</i>");
  g_autofree char *all = ib_text_unmarked("H<sub>2</sub>O <i>a <b>b</b></i> 1 < 2", TRUE);
  g_assert_cmpstr(all, ==, "H2O a b 1 < 2");
  g_autofree char *half = ib_text_unmarked("<i>open", TRUE);
  g_assert_cmpstr(half, ==, "<i>open");
}

static void
test_distance(void)
{
  g_assert_cmpuint(ib_text_distance("kitten", "sitting", 9), ==, 3);
  g_assert_cmpuint(ib_text_distance("kitten", "sitting", 2), ==, 3);
  g_assert_cmpuint(ib_text_distance("größe", "grösse", 9), ==, 2);
  g_assert_cmpuint(ib_text_distance("", "abc", 9), ==, 3);
}

/* The text of BYTES, and that every character of it stands in the file where it should. */
static void
check_input(const char *bytes, gsize len, const char *charset, const char *expected, gsize last_char)
{
  gsize n, last;
  g_autoptr(IbInput) in = ib_input_from_memory("x", bytes, len, charset, NULL);
  g_assert_nonnull(in);
  const char *text = ib_input_text(in, &n);
  g_assert_cmpmem(text, n, expected, strlen(expected));
  last = g_utf8_find_prev_char(expected, expected + strlen(expected)) - expected;
  g_assert_cmpuint(ib_input_file_offset(in, last), ==, last_char);
  g_assert_cmpuint(ib_input_text_offset(in, last_char), ==, last);
}

static void
test_charsets(void)
{
  check_input("\xEF\xBB\xBFh\xC3\xA9!", 7, NULL, "hé!", 6);
  check_input("M\xFCller!", 7, NULL, "Müller!", 6);
  check_input("M\xFCller!", 7, "ISO-8859-1", "Müller!", 6);
  check_input("\xFF\xFEh\0\xE9\0!\0", 8, NULL, "hé!", 6);
  check_input("h\0e\0l\0l\0o\0!\0", 12, NULL, "hello!", 10);
  check_input("gr\xC3\xBC\xC3\xA9 \xC3\xA0 \xC3\xB6 and \x93quoted\x94!", 26, NULL, "grüé à ö and “quoted”!", 25);
}

static void
test_position(void)
{
  guint line, column;
  static const char text[] = "één\ntwee\r\ndrie";
  g_autoptr(IbInput) in = ib_input_from_memory("x", text, strlen(text), NULL, NULL);
  static const guint cases[][3] = { { 0, 1, 1 }, { 4, 1, 3 }, { 6, 2, 1 }, { 12, 3, 1 }, { 2, 1, 2 }, { 99, 3, 5 } };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    ib_input_position(in, cases[i][0], &line, &column);
    g_assert_cmpuint(line, ==, cases[i][1]);
    g_assert_cmpuint(column, ==, cases[i][2]);
  }
}

static void
test_settings(void)
{
  g_autoptr(IbSettings) s = ib_settings_new();
  g_autoptr(GError) error = NULL;
  g_assert_cmpint(ib_settings_int(s, "network.concurrency"), ==, 256);
  g_assert_true(ib_settings_set(s, "network.concurrency", "8", NULL));
  g_assert_cmpint(ib_settings_int(s, "network.concurrency"), ==, 8);
  g_assert_false(ib_settings_set(s, "network.concurrency", "many", &error));
  g_assert_nonnull(strstr(error->message, "many"));
  g_assert_false(ib_settings_set(s, "network.nonsense", "1", NULL));
  g_assert_false(ib_settings_set(s, "network.archives", "sometimes", NULL));
  g_assert_true(ib_settings_set(s, "network.resolve", "a:80:127.0.0.1", NULL));
  g_assert_true(ib_settings_set(s, "network.resolve", "b:80:127.0.0.2", NULL));
  g_auto(GStrv) list = ib_settings_list(s, "network.resolve");
  g_assert_cmpuint(g_strv_length(list), ==, 2);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/util/fold", test_fold);
  g_test_add_func("/util/collapse", test_collapse);
  g_test_add_func("/util/mojibake", test_mojibake);
  g_test_add_func("/util/unmarked", test_unmarked);
  g_test_add_func("/util/distance", test_distance);
  g_test_add_func("/util/charsets", test_charsets);
  g_test_add_func("/util/position", test_position);
  g_test_add_func("/util/settings", test_settings);
  return g_test_run();
}
