/* Tokens end wherever a field can end. */
#include "config.h"

#include <string.h>

#include "parse/token.h"

/* The tokens of TEXT with '|' between them. */
static char *
cut(const char *text)
{
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(IbToken));
  GString *out = g_string_new(NULL);
  ib_tokenise(text, strlen(text), tokens);
  for (guint i = 0; i < tokens->len; i++) {
    const IbToken *t = &g_array_index(tokens, IbToken, i);
    g_string_append_printf(out, "%s%.*s", i ? "|" : "", (int)(t->end - t->start), text + t->start);
  }
  return g_string_free(out, FALSE);
}

static void
test_cut(void)
{
  static const struct {
    const char *text, *tokens;
  } cases[] = {
    { "77(2017)379", "77|(|2017|)|379" },
    { "Lothar(2000):", "Lothar|(|2000|)|:" },
    { "StuckeyThe", "Stuckey|The" },
    { "Brescial981", "Brescial|981" },
    { "IEEE Trans.", "IEEE|Trans|." },
    { "Smith--Jones...", "Smith|--|Jones|..." },
    { "“Obsolet?\", A", "“|Obsolet|?|\"|,|A" },
    { "see http://a.org/b_(c)/d-1, and", "see|http://a.org/b_(c)/d-1|,|and" },
    { "(http://a.org/b).", "(|http://a.org/b|)|." },
    { "doi:10.1000/x(1)2.", "doi|:|10.1000/x(1)2|." },
    { "10.1000/x.URL https: //example.org/a", "10.1000/x|.|URL|https: //example.org/a" },
    { "10.1000/JX(15)7[arXiv:15]", "10.1000/JX(15)7|[|ar|Xiv|:|15|]" },
    { "10.1000/x.urls", "10.1000/x.urls" },
    { "10.5 Euro", "10|.|5|Euro" },
    { "Łódź–Москва", "Łódź|–|Москва" },
    { "۱۳۹۹/۵", "۱۳۹۹|/|۵" },
    { "", "" },
    { " \t\n", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = cut(cases[i].text);
    g_assert_cmpstr(got, ==, cases[i].tokens);
  }
}

static IbToken
only(const char *text)
{
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(IbToken));
  ib_tokenise(text, strlen(text), tokens);
  g_assert_cmpuint(tokens->len, ==, 1);
  return g_array_index(tokens, IbToken, 0);
}

static void
test_alike(void)
{
  g_assert_cmpuint(only("Journal").word, ==, only("journal").word);
  g_assert_cmpuint(only("МОСКВА").word, ==, only("москва").word);
  g_assert_cmpuint(only("Journal").word, ==, ib_hash_word("journal"));
  g_assert_cmpuint(only("–").mark, ==, only("-").mark);
  g_assert_cmpuint(only("«").mark, ==, only("“").mark);
  g_assert_cmpuint(only("123").word, ==, only("987").word);
  g_assert_cmpuint(only("1987").kind, ==, IB_TOKEN_YEAR);
  g_assert_cmpuint(only("1387").kind, ==, IB_TOKEN_NUMBER);
  g_assert_cmpuint(only("J").kind, ==, IB_TOKEN_INITIAL);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/token/cut", test_cut);
  g_test_add_func("/token/alike", test_alike);
  return g_test_run();
}
