/* Suppressions: which findings they silence, and what is said about their lines. */
#include "config.h"

#include "ibid/error.h"
#include "report_fixture.h"

/* Suppressions, then the rules that are silenced by them, and those that they raise. */
static const struct {
  const char *text, *silenced, *raised;
} cases[] = {
  { "url.whitespace ramani2016belarus : known", "url.whitespace", "" },
  { "url.whitespace RAMANI2016BELARUS: no blank before the colon", "url.whitespace", "" },
  { "url.whitespace Union is Strained : by text", "url.whitespace", "" },
  { "url.dead http://www.huffingtonpost.com/entry/12 : by address", "url.dead", "" },
  { "number.swapped small states AND the european : folded", "number.swapped", "" },
  { "date.ambiguous سیاست : in Persian", "", "" }, /* suppressed already */
  { "url.* ramani2016belarus : a family", "url.whitespace url.dead", "" },
  { "* ramani2016belarus : all of one", "url.whitespace url.dead", "" },
  { "list.order * : the list as a whole", "list.order", "" },
  { "list.order ramani2016belarus : not about it", "", "suppression.unused" },
  { "url.whitespace archer2002introduction : not there", "", "suppression.unused" },
  { "url.whitespace ramani : until 2020 in the reason", "url.whitespace", "" },
  { "url.whitespace ramani2016belarus until 2026-11-24 : its last day", "url.whitespace", "" },
  { "url.whitespace ramani2016belarus until 2026-11-23 : gone by", "", "suppression.expired" },
  { "url.whitespace ramani2016belarus until 2026-11 : this month", "url.whitespace", "" },
  { "url.whitespace ramani2016belarus until 2025 : gone by", "", "suppression.expired" },
  { "# a comment\n\n  \r\nurl.dead ramani2016belarus : a\r\nnumber.swapped archer2002introduction : b\n",
    "url.dead number.swapped", "" },
  { "\xEF\xBB\xBFurl.dead ramani2016belarus : after a mark", "url.dead", "" },
  { "", "", "" },
};

static const char *const malformed[] = {
  "url.dead", "url.dead ramani2016belarus", "url.dead ramani2016belarus :", "url.dead : a reason",
  "url.dead ramani2016belarus until 2026-13-01 : a", "\xFFurl.dead a : b",
};

static char *
list_rules(const IbidReport *report, gboolean raised)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < report->findings->len; i++) {
    const IbidFinding *f = report->findings->pdata[i];
    gboolean ours = g_str_has_prefix(f->rule, "suppression.");
    gboolean before = f->suppressed && strstr(f->suppressed, "writes the day first");
    if (raised ? ours : f->suppressed && !before)
      g_string_append_printf(out, "%s%s", out->len ? " " : "", f->rule);
  }
  return g_string_free(out, FALSE);
}

static void
test_cases(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(IbidReport) report = fixture_report();
    g_autoptr(GError) error = NULL;
    g_assert_true(ib_suppress(report, "known.txt", cases[i].text, &error));
    g_assert_no_error(error);
    g_autofree char *silenced = list_rules(report, FALSE);
    g_autofree char *raised = list_rules(report, TRUE);
    if (strcmp(silenced, cases[i].silenced) || strcmp(raised, cases[i].raised))
      g_test_message("%s", cases[i].text);
    g_assert_cmpstr(silenced, ==, cases[i].silenced);
    g_assert_cmpstr(raised, ==, cases[i].raised);
  }
}

static void
test_malformed(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(malformed); i++) {
    g_autoptr(IbidReport) report = fixture_report();
    g_autoptr(GError) error = NULL;
    guint n = report->findings->len;
    g_autofree char *text = g_strconcat("# first line\n", malformed[i], NULL);
    g_assert_false(ib_suppress(report, "known.txt", text, &error));
    g_assert_error(error, IBID_ERROR, IBID_ERROR_CONFIG);
    g_assert_nonnull(strstr(error->message, "known.txt"));
    g_assert_null(strchr(error->message, '\n'));
    g_assert_cmpint(report->findings->len, ==, n);
  }
}

/* The reason goes with the finding, which stays, and counts no more. */
static void
test_reason(void)
{
  g_autoptr(IbidReport) report = fixture_report();
  guint before = ibid_report_count(report, IBID_SEVERITY_ERROR);
  g_assert_true(ib_suppress(report, "known.txt", "url.dead ramani2016belarus : the archive has it: see note", NULL));
  const IbidFinding *f = report->findings->pdata[1];
  g_assert_cmpstr(f->suppressed, ==, "the archive has it: see note");
  g_assert_cmpint(ibid_report_count(report, IBID_SEVERITY_ERROR), ==, before - 1);
}

/* A rule that was not asked in this run could not be silenced by it. */
static void
test_offline(void)
{
  g_autoptr(IbidReport) report = fixture_report();
  g_ptr_array_set_size(report->urls, 0);
  g_assert_true(ib_suppress(report, "known.txt",
                            "page.title knudsen2002small : by the web\nurl.* knudsen2002small : perhaps\n"
                            "title.missing knudsen2002small : offline\n", NULL));
  g_autofree char *raised = list_rules(report, TRUE);
  g_assert_cmpstr(raised, ==, "suppression.unused");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/suppress/cases", test_cases);
  g_test_add_func("/suppress/malformed", test_malformed);
  g_test_add_func("/suppress/reason", test_reason);
  g_test_add_func("/suppress/offline", test_offline);
  return g_test_run();
}
