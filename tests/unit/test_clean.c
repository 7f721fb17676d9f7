/* Cleaning: what is mended and what is left alone (lines of tests/data/clean), and the map back. */
#include "config.h"

#include "parse/clean.h"

#include "lines.h"

static char *
clean_line(const char *input)
{
  IbClean clean = { 0 };
  g_auto(GStrv) parts = g_strsplit(input, "\\n", -1);
  g_autofree char *text = g_strjoinv("\n", parts);
  ib_clean(text, strlen(text), &clean);
  GString *out = g_string_new(clean.text->str);
  for (guint i = 0; i < clean.repairs->len; i++)
    g_string_append_printf(out, " {%s}", g_array_index(clean.repairs, IbCleanRepair, i).rule);
  ib_clean_clear(&clean);
  return g_string_free(out, FALSE);
}

/* Each byte of the cleaned text that was copied stands in the source where the map says. */
static void
check_map(const char *text, gsize len)
{
  IbClean clean = { 0 };
  ib_clean(text, len, &clean);
  gsize last = 0;
  for (gsize i = 0; i < clean.text->len; i++) {
    gsize at = ib_clean_source(&clean, i), end = ib_clean_source_end(&clean, i + 1);
    g_assert_cmpuint(at, >=, last);
    g_assert_cmpuint(at, <=, len);
    g_assert_cmpuint(end, <=, len);
    if (g_ascii_isalnum(clean.text->str[i]) && at < len && end == at + 1)
      g_assert_cmpint(clean.text->str[i], ==, text[at]);
    last = at;
  }
  ib_clean_clear(&clean);
}

static void
test_map(void)
{
  static const char *const texts[] = {
    "Plain, J. (2001) Title.",
    "  KÅ‚ysinski, K. (2017), “X”, http://www. a.org/x/ y.html, 3 May",
    "Endo-\nscopic <i>papil-\nlary</i> &amp; more\xC2\xA0" "and \xEF\xAC\x81" "ne",
    "doi:10.1016/j. jbus.2020.1 and http://a.org/b/\nc.pdf\n\nend",
  };
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    check_map(texts[i], strlen(texts[i]));
}

/* A value's place in the source, line end and all. */
static void
test_place(void)
{
  const char *text = "A title with endo-\nscopic words";
  IbClean clean = { 0 };
  ib_clean(text, strlen(text), &clean);
  gsize start = strstr(clean.text->str, "endoscopic") - clean.text->str;
  gsize from = ib_clean_source(&clean, start), to = ib_clean_source_end(&clean, start + 10);
  g_autofree char *slice = g_strndup(text + from, to - from);
  g_assert_cmpstr(slice, ==, "endo-\nscopic");
  ib_clean_clear(&clean);
}

/* Any bytes at all. */
static void
test_bytes(void)
{
  GRand *rand = g_rand_new_with_seed(7);
  static const char *const bits[] = { "http://", "www. ", "10.1000/ ", "\xFF", "\xC3\xA9", "&#x41;", "<i>", "*", "\n",
                                      "-\n",     "\xE2\x80\x8B", "\xCC\x81", "a",      " ",      ".html", "/", "_", "(" };
  for (guint round = 0; round < 3000; round++) {
    GString *text = g_string_new(NULL);
    for (guint i = g_rand_int_range(rand, 0, 30); i; i--)
      g_string_append(text, bits[g_rand_int_range(rand, 0, G_N_ELEMENTS(bits))]);
    check_map(text->str, text->len);
    g_string_free(text, TRUE);
  }
  g_rand_free(rand);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add_lines("clean/clean.test", clean_line);
  g_test_add_func("/clean/map", test_map);
  g_test_add_func("/clean/place", test_place);
  g_test_add_func("/clean/bytes", test_bytes);
  return g_test_run();
}
