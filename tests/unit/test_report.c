/* Reports: what they show, and that nothing in them breaks out. */
#include "config.h"

#include <sys/wait.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>

#include "report/escape.h"
#include "report/rules.h"
#include "report_fixture.h"

static const char *const formats[] = { "text", "json", "html", "sarif" };

/* TEXT has WHAT; says so when it has not. */
static void
assert_has(const char *text, const char *what)
{
  if (!strstr(text, what))
    g_test_message("missing: %s\nin: %s", what, text);
  g_assert_nonnull(strstr(text, what));
}

/* ---- all forms ---- */

static void
test_deterministic(void)
{
  IbReportOptions how = { .all = TRUE };
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_autoptr(IbidReport) one = fixture_report();
    g_autoptr(IbidReport) two = fixture_report();
    g_autofree char *a = fixture_write(one, formats[i], &how);
    g_autofree char *b = fixture_write(two, formats[i], &how);
    g_assert_cmpstr(a, ==, b);
  }
  g_assert_null(ib_reporter_find("pdf"));
}

/* Controls and direction changes come from pages and lists; none reaches a reader. */
static void
test_no_controls(void)
{
  IbReportOptions how = { .all = TRUE };
  g_autoptr(IbidReport) report = fixture_report();
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
    g_autofree char *text = fixture_write(report, formats[i], &how);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    for (const char *p = text; *p; p = g_utf8_next_char(p))
      g_assert_true(*p == '\n' || !ib_is_control(g_utf8_get_char(p)));
  }
}

static void
test_empty(void)
{
  IbReportOptions how = { 0 };
  g_autoptr(IbidReport) report = ibid_report_new();
  g_autofree char *text = fixture_write(report, "text", &how);
  g_autofree char *html = fixture_write(report, "html", &how);
  g_assert_cmpstr(text, ==, "0 references: 0 errors, 0 warnings, 0 infos\n");
  g_assert_null(strstr(html, "<svg"));
}

/* A record without source, text or key, and bytes that are no UTF-8. */
static void
test_bare_record(void)
{
  IbReportOptions how = { .all = TRUE };
  g_autoptr(IbidReport) report = ibid_report_new();
  g_ptr_array_add(report->records, ibid_record_new(IBID_TYPE_BOOK));
  IbidFinding *f = fixture_finding(report, "title.missing", IBID_SEVERITY_ERROR, 0, NULL, "no title");
  f->span = (IbidSpan){ 5, 5000 };
  ibid_finding_add_fact(f, "bytes", "a\xFF\xC3");
  for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
    GString *out = g_string_new(NULL);
    ib_reporter_find(formats[i])->write(report, &how, out);
    g_assert_true(g_utf8_validate(out->str, out->len, NULL));
    assert_has(out->str, "title.missing");
    g_string_free(out, TRUE);
  }
}

static void
test_summary(void)
{
  IbSummary sum;
  g_autoptr(IbidReport) report = fixture_report();
  ib_report_summary(report, &sum);
  g_assert_cmpuint(sum.references, ==, 5);
  g_assert_cmpuint(sum.errors, ==, 2);
  g_assert_cmpuint(sum.warnings, ==, 3);
  g_assert_cmpuint(sum.infos, ==, 1);
  g_assert_cmpuint(sum.suppressed, ==, 1);
  g_assert_cmpuint(sum.verdicts[IBID_VERDICT_DEAD], ==, 1);
  g_assert_cmpuint(sum.undetermined, ==, 1);
}

/* ---- text ---- */

static void
test_text(void)
{
  IbReportOptions how = { 0 };
  g_autoptr(IbidReport) report = fixture_report();
  g_autofree char *text = fixture_write(report, "text", &how);
  assert_has(text, "ramani2016belarus  my list.txt:1\n  Ramani, S. (2016)");
  assert_has(text, "  error: the URL has a blank inside [url.whitespace]\n"
                   "    fix: URL: http://www.huffingtonpost.com/entry/12\n");
  assert_has(text, "    evidence: asked GET http://www.huffingtonpost.com/entry/12; status 404\n");
  assert_has(text, "    fix, to review: volume: 28\n");
  assert_has(text, "The list as a whole\n  warning: the list is out of order [list.order]\n");
  assert_has(text, "<U+001B>[31m");
  assert_has(text, "\n5 references: 2 errors, 3 warnings, 1 info (--all lists them), 1 suppressed; "
                   "pages: 1 ok, 1 dead, 1 blocked; 1 could not be determined\n");
  /* Neither the info nor what is suppressed, nor a reference that has nothing else. */
  g_assert_null(strstr(text, "nasri1399"));
  g_assert_null(strstr(text, "knudsen2002small"));
}

/* Worst first, else as in the list. */
static void
test_text_order(void)
{
  IbReportOptions how = { .all = TRUE };
  g_autoptr(IbidReport) report = fixture_report();
  fixture_finding(report, "title.missing", IBID_SEVERITY_ERROR, 4, NULL, "no title");
  g_autofree char *text = fixture_write(report, "text", &how);
  static const char *const keys[] = { "\nknudsen2002small", "\narcher2002introduction", "\nevil<key>",
                                      "\nnasri1399" };
  const char *before = text;
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *at = strstr(before, keys[i]);
    g_assert_nonnull(at);
    before = at;
  }
  assert_has(text, "suppressed: the journal writes the day first");
}

static void
test_text_wraps(void)
{
  IbReportOptions how = { .all = TRUE, .width = 60 };
  g_autoptr(IbidReport) report = fixture_report();
  g_autofree char *text = fixture_write(report, "text", &how);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (g_utf8_strlen(lines[i], -1) > 60) /* a word that is too long stands alone */
      g_assert_null(strchr(g_strchug(lines[i]), ' '));
}

static void
test_text_color(void)
{
  IbReportOptions plain = { .all = TRUE }, how = { .all = TRUE, .color = TRUE };
  g_autoptr(IbidReport) report = fixture_report();
  g_autofree char *without = fixture_write(report, "text", &plain);
  g_autofree char *with = fixture_write(report, "text", &how);
  assert_has(with, "\033[1;31merror\033[0m: ");
  g_autoptr(GRegex) codes = g_regex_new("\033\\[[0-9;]*m", 0, 0, NULL);
  g_autofree char *stripped = g_regex_replace_literal(codes, with, -1, 0, "", 0, NULL);
  g_assert_cmpstr(stripped, ==, without);
}

/* ---- JSON ---- */

static json_t *
report_json(const IbidReport *report, gboolean all)
{
  IbReportOptions how = { .all = all };
  g_autofree char *text = fixture_write(report, "json", &how);
  json_error_t error;
  json_t *json = json_loads(text, 0, &error);
  if (!json)
    g_test_message("%s", error.text);
  g_assert_nonnull(json);
  return json;
}

static const char *
string_at(const json_t *object, const char *name)
{
  return json_string_value(json_object_get(object, name));
}

static void
test_json(void)
{
  g_autoptr(IbidReport) report = fixture_report();
  json_t *json = report_json(report, TRUE);
  json_t *refs = json_object_get(json, "references"), *findings = json_object_get(json, "findings");

  g_assert_cmpint(json_integer_value(json_object_get(json, "version")), ==, 1);
  g_assert_cmpstr(string_at(json, "today"), ==, "2026-11-24");
  g_assert_cmpint(json_array_size(refs), ==, 5);
  g_assert_cmpint(json_array_size(findings), ==, 7);

  json_t *first = json_array_get(findings, 0), *source = json_object_get(first, "source");
  g_assert_cmpstr(string_at(first, "rule"), ==, "url.whitespace");
  g_assert_cmpstr(string_at(first, "field"), ==, "URL");
  g_assert_cmpstr(string_at(source, "file"), ==, "my list.txt");
  g_assert_cmpint(json_integer_value(json_object_get(source, "column")), ==, 81);
  g_assert_cmpint(json_integer_value(json_object_get(source, "start")), ==, 84);
  g_assert_cmpint(json_integer_value(json_object_get(source, "end")), ==, 123);
  g_assert_cmpstr(string_at(json_object_get(first, "fix"), "safety"), ==, "safe");
  g_assert_true(json_is_null(json_object_get(json_array_get(findings, 1), "fix")));
  g_assert_cmpint(json_integer_value(json_object_get(
                      json_object_get(json_array_get(findings, 1), "evidence"), "status")), ==, 404);
  g_assert_cmpstr(string_at(json_array_get(findings, 3), "suppressed"), ==,
                  "the journal writes the day first");
  g_assert_null(json_object_get(first, "suppressed"));

  json_t *url = json_object_get(json_array_get(refs, 0), "url");
  g_assert_cmpstr(string_at(url, "verdict"), ==, "dead");
  g_assert_cmpstr(string_at(url, "checked"), ==, "2026-11-24T10:00:00Z");
  g_assert_cmpint(json_integer_value(json_object_get(json_object_get(url, "archive"), "days")), ==, 3);
  g_assert_null(json_object_get(json_array_get(refs, 1), "url"));
  json_t *urls = json_object_get(json_object_get(json, "summary"), "urls");
  g_assert_cmpint(json_object_size(urls), ==, 3);
  json_decref(json);
}

/* The numbers of a reference are those of its findings, listed infos or not. */
static void
test_json_numbers(void)
{
  g_autoptr(IbidReport) report = fixture_report();
  for (int all = 0; all < 2; all++) {
    json_t *json = report_json(report, all);
    json_t *findings = json_object_get(json, "findings"), *ref, *number;
    guint n = 0;
    size_t i, j;
    json_array_foreach(json_object_get(json, "references"), i, ref) {
      json_array_foreach(json_object_get(ref, "findings"), j, number) {
        const json_t *f = json_array_get(findings, json_integer_value(number));
        g_assert_cmpstr(string_at(f, "key"), ==, string_at(ref, "key"));
        n++;
      }
    }
    g_assert_cmpint(n + 1, ==, json_array_size(findings)); /* and one about the list */
    g_assert_cmpint(json_integer_value(json_object_get(json_object_get(json, "summary"), "infos")), ==, 1);
    json_decref(json);
  }
}

/* Without the web there is no verdict. */
static void
test_json_offline(void)
{
  g_autoptr(IbidReport) report = fixture_report();
  g_ptr_array_set_size(report->urls, 0);
  json_t *json = report_json(report, FALSE);
  json_t *url = json_object_get(json_array_get(json_object_get(json, "references"), 0), "url");
  g_assert_cmpstr(string_at(url, "cited"), ==, "http://www.huffingtonpost.com/entry/12");
  g_assert_true(json_is_null(json_object_get(url, "verdict")));
  g_assert_cmpint(json_object_size(json_object_get(json_object_get(json, "summary"), "urls")), ==, 0);
  json_decref(json);
}

/* ---- HTML ---- */

static htmlDocPtr
parse_html(const char *html)
{
  return htmlReadMemory(html, (int)strlen(html), NULL, "UTF-8",
                        HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
}

static guint
count_nodes(htmlDocPtr doc, const char *path)
{
  xmlXPathContextPtr context = xmlXPathNewContext(doc);
  xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)path, context);
  g_assert_nonnull(found);
  guint n = found->nodesetval ? (guint)found->nodesetval->nodeNr : 0;
  xmlXPathFreeObject(found);
  xmlXPathFreeContext(context);
  return n;
}

/* What no text of a list may bring in, whatever it says. */
static void
test_html_safe(void)
{
  static const char *const none[] = {
    "//script", "//img", "//iframe", "//object", "//embed", "//link", "//form", "//base", "//b[.='evil']",
    "//@*[starts-with(name(), 'on')]", "//@style", "//@src", "//@action", "//svg//a",
    "//a[not(starts-with(@href, '#')) and not(starts-with(@href, 'http://')) and not(starts-with(@href, 'https://'))]",
    "//a[starts-with(@href, 'http') and not(@rel='noreferrer')]",
  };
  IbReportOptions how = { .all = TRUE, .title = HOSTILE };
  g_autoptr(IbidReport) report = fixture_report();
  g_autofree char *html = fixture_write(report, "html", &how);
  htmlDocPtr doc = parse_html(html);
  for (guint i = 0; i < G_N_ELEMENTS(none); i++) {
    if (count_nodes(doc, none[i]))
      g_test_message("%s", none[i]);
    g_assert_cmpint(count_nodes(doc, none[i]), ==, 0);
  }
  g_assert_cmpint(count_nodes(doc, "//style"), ==, 1);
  assert_has(html, "default-src 'none'");
  assert_has(html, "&lt;script&gt;alert(1)&lt;/script&gt;");
  xmlFreeDoc(doc);
}

/* The style sheet is the one that the policy lets through. */
static void
test_html_policy(void)
{
  IbReportOptions how = { 0 };
  g_autoptr(IbidReport) report = fixture_report();
  g_autofree char *html = fixture_write(report, "html", &how);
  const char *start = strstr(html, "<style>") + strlen("<style>"), *end = strstr(start, "</style>");
  guint8 digest[32];
  gsize len = sizeof digest;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *)start, end - start);
  g_checksum_get_digest(sum, digest, &len);
  g_autofree char *base64 = g_base64_encode(digest, len);
  g_autofree char *policy = g_strdup_printf("style-src 'sha256-%s'", base64);
  assert_has(html, policy);
}

static void
test_html_marks(void)
{
  IbReportOptions how = { .all = TRUE };
  g_autoptr(IbidReport) report = fixture_report();
  g_autofree char *html = fixture_write(report, "html", &how);
  assert_has(html, "<mark class=\"warning\">Vol. 1 No. 28</mark><sup class=\"warning\">"
                   "<a href=\"#f2-1\">1</a></sup>, pp. 1-10.");
  /* Two spans that overlap: neither text nor number is lost. */
  assert_has(html, "<mark class=\"error\">http://</mark><mark class=\"error\">www. huffingtonpost.com/entry/12"
                   "</mark><sup class=\"error\"><a href=\"#f1-1\">1</a></sup><mark class=\"error\">, accessed"
                   "</mark><sup class=\"error\"><a href=\"#f1-2\">2</a></sup> 16/7/2020.");
  assert_has(html, "<p class=\"text\" dir=\"auto\"><mark class=\"info\">نصری</mark>");
  htmlDocPtr doc = parse_html(html);
  g_assert_cmpint(count_nodes(doc, "//article"), ==, 6);
  g_assert_cmpint(count_nodes(doc, "//li[contains(@class,'finding')]"), ==, 7);
  g_assert_cmpint(count_nodes(doc, "//input[@type='checkbox']"), ==, 5);
  g_assert_cmpint(count_nodes(doc, "//rect"), ==, 3);
  /* Every link within the page leads somewhere. */
  g_assert_cmpint(count_nodes(doc, "//a[starts-with(@href,'#') and not(//*/@id = substring(@href, 2))]"), ==, 0);
  xmlFreeDoc(doc);
}

/* A page of 2,500 references shows those with findings alone. */
static void
test_html_long(void)
{
  IbReportOptions how = { 0 };
  g_autoptr(IbidReport) report = fixture_report();
  while (report->records->len < 2500)
    g_ptr_array_add(report->records, ibid_record_new(IBID_TYPE_BOOK));
  g_autofree char *html = fixture_write(report, "html", &how);
  htmlDocPtr doc = parse_html(html);
  /* three references, the list as a whole, and the one with a suppressed finding */
  g_assert_cmpint(count_nodes(doc, "//article"), ==, 5);
  g_assert_cmpint(count_nodes(doc, "//input[@id='show-none']"), ==, 0);
  xmlFreeDoc(doc);
}

/* An address that was too dangerous to fetch is too dangerous to click. */
static void
test_html_unsafe(void)
{
  IbReportOptions how = { 0 };
  g_autoptr(IbidReport) report = fixture_report();
  IbidUrlCheck *check = report->urls->pdata[2];
  check->verdict = IBID_VERDICT_UNSAFE;
  g_autofree char *html = fixture_write(report, "html", &how);
  g_assert_null(strstr(html, "href=\"http://example.ir/a\""));
  assert_has(html, "http://example.ir/a");
}

/* ---- SARIF ---- */

static void
test_sarif(void)
{
  IbReportOptions how = { .all = TRUE };
  g_autoptr(IbidReport) report = fixture_report();
  g_autofree char *text = fixture_write(report, "sarif", &how);
  json_t *json = json_loads(text, 0, NULL), *run = json_array_get(json_object_get(json, "runs"), 0);
  json_t *results = json_object_get(run, "results"), *result, *location;
  json_t *rules = json_object_get(json_object_get(json_object_get(run, "tool"), "driver"), "rules");
  size_t i;
  g_assert_cmpint(json_array_size(results), ==, 7);
  json_array_foreach(results, i, result) {
    const json_t *rule = json_array_get(rules, json_integer_value(json_object_get(result, "ruleIndex")));
    g_assert_cmpstr(string_at(rule, "id"), ==, string_at(result, "ruleId"));
  }
  location = json_object_get(json_array_get(json_object_get(json_array_get(results, 2), "locations"), 0),
                             "physicalLocation");
  g_assert_cmpstr(string_at(json_object_get(location, "artifactLocation"), "uri"), ==, "my%20list.txt");
  json_t *region = json_object_get(location, "region");
  g_assert_cmpint(json_integer_value(json_object_get(region, "startLine")), ==, 2);
  g_assert_cmpint(json_integer_value(json_object_get(region, "startColumn")), ==, 128);
  g_assert_cmpint(json_integer_value(json_object_get(region, "endColumn")), ==, 141);
  g_assert_cmpstr(string_at(json_array_get(json_object_get(json_array_get(results, 3), "suppressions"), 0),
                            "justification"), ==, "the journal writes the day first");
  g_assert_nonnull(json_object_get(json_array_get(results, 0), "fixes"));
  g_assert_null(json_object_get(json_array_get(results, 2), "fixes")); /* to review: no edit */
  json_decref(json);
}

/* The schema's own word, where it is at hand. */
static void
test_sarif_schema(void)
{
  static const char program[] =
      "import sys, json\n"
      "try: import jsonschema\n"
      "except ImportError: sys.exit(77)\n"
      "schema, doc = (json.load(open(f, encoding='utf-8')) for f in sys.argv[1:])\n"
      "jsonschema.validators.validator_for(schema)(schema).validate(doc)\n";
  const char *shared = g_getenv("IBID_SHARED");
  g_autofree char *schema = g_build_filename(shared ? shared : "", "schemas", "sarif-schema-2.1.0.json", NULL);
  IbReportOptions how = { .all = TRUE };
  if (!shared || !g_file_test(schema, G_FILE_TEST_EXISTS)) {
    g_test_skip("the SARIF schema is absent");
    return;
  }
  g_autoptr(IbidReport) report = fixture_report();
  g_autofree char *text = fixture_write(report, "sarif", &how), *file = NULL, *says = NULL;
  g_autoptr(GError) error = NULL;
  int status = 0, fd = g_file_open_tmp("ibid-XXXXXX.sarif", &file, NULL);
  g_close(fd, NULL);
  g_assert_true(g_file_set_contents(file, text, -1, NULL));
  char *argv[] = { (char *)"/usr/bin/python3", (char *)"-c", (char *)program, schema, file, NULL };
  gboolean ran = g_spawn_sync(NULL, argv, NULL, 0, NULL, NULL, NULL, &says, &status, &error);
  g_remove(file);
  if (!ran || (WIFEXITED(status) && WEXITSTATUS(status) == 77)) {
    g_test_skip("python3-jsonschema is absent");
    return;
  }
  if (status)
    g_test_message("%s", says);
  g_assert_cmpint(status, ==, 0);
}

static void
test_rules(void)
{
  IbRuleText rule;
  g_assert_true(ib_rule_find("url.whitespace", &rule));
  g_assert_cmpstr(rule.severity, ==, "error");
  g_assert_cmpstr(rule.asks, ==, "offline");
  g_assert_false(ib_rule_find("no.such", &rule));
  g_assert_cmpstr(rule.text, ==, "no.such");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/deterministic", test_deterministic);
  g_test_add_func("/report/no-controls", test_no_controls);
  g_test_add_func("/report/empty", test_empty);
  g_test_add_func("/report/bare-record", test_bare_record);
  g_test_add_func("/report/summary", test_summary);
  g_test_add_func("/report/text", test_text);
  g_test_add_func("/report/text/order", test_text_order);
  g_test_add_func("/report/text/wraps", test_text_wraps);
  g_test_add_func("/report/text/color", test_text_color);
  g_test_add_func("/report/json", test_json);
  g_test_add_func("/report/json/numbers", test_json_numbers);
  g_test_add_func("/report/json/offline", test_json_offline);
  g_test_add_func("/report/html/safe", test_html_safe);
  g_test_add_func("/report/html/policy", test_html_policy);
  g_test_add_func("/report/html/marks", test_html_marks);
  g_test_add_func("/report/html/long", test_html_long);
  g_test_add_func("/report/html/unsafe", test_html_unsafe);
  g_test_add_func("/report/sarif", test_sarif);
  g_test_add_func("/report/sarif/schema", test_sarif_schema);
  g_test_add_func("/report/rules", test_rules);
  return g_test_run();
}
