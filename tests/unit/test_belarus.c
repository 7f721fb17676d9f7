/* The list that this project started from: every field of every reference. */
#include "config.h"

#include "parse/parse.h"

#include <jansson.h>
#include <string.h>

#include "record/csl_json.h"
#include "util/data.h"

static char *list;
static gsize list_len;
static IbSplit split;
static GPtrArray *records;

static IbidRecord *
record_of(const char *family)
{
  for (guint i = 0; i < records->len; i++) {
    const IbidName *name = ibid_record_name(records->pdata[i], IBID_VAR_AUTHOR, 0);
    if (g_strcmp0(name->family ? name->family : name->literal, family) == 0)
      return records->pdata[i];
  }
  g_error("%s is not there", family);
}

/* All fields, the type too, against what a person read in the list. */
static void
test_fields(void)
{
  g_autofree char *path = g_build_filename(g_getenv("TOP_SRCDIR"), "tests", "data", "belarus-russia.json", NULL);
  json_t *expected = json_load_file(path, 0, NULL);

  g_assert_nonnull(expected);
  g_assert_cmpuint(records->len, ==, 45);
  g_assert_cmpuint(json_array_size(expected), ==, 45);
  for (guint i = 0; i < records->len; i++) {
    json_t *got = ib_record_to_csl(records->pdata[i]);
    json_object_del(got, "custom");
    json_object_del(got, "id");
    g_autofree char *a = json_dumps(got, JSON_SORT_KEYS | JSON_COMPACT);
    g_autofree char *b = json_dumps(json_array_get(expected, i), JSON_SORT_KEYS | JSON_COMPACT);
    g_assert_cmpstr(a, ==, b);
    json_decref(got);
  }
  json_decref(expected);
}

/* The printed form is the slice of the list, mojibake and all. */
static void
test_printed(void)
{
  for (guint i = 0; i < records->len; i++) {
    const IbEntry *entry = &g_array_index(split.entries, IbEntry, i);
    g_autofree char *slice = g_strndup(list + entry->start, entry->end - entry->start);
    g_assert_cmpstr(ibid_record_printed(records->pdata[i]), ==, slice);
  }
}

/* Spans count in the printed form and hold the value as it stands there. */
static void
test_spans(void)
{
  IbidRecord *rec = record_of("Kłysinski");
  const char *printed = ibid_record_printed(rec);
  IbidSpan span = ibid_record_span(rec, IBID_VAR_AUTHOR);
  g_assert_cmpint(strncmp(printed + span.start, "KÅ‚ysinski, Kamil", span.end - span.start), ==, 0);
  span = ibid_record_span(rec, IBID_VAR_ACCESSED);
  g_assert_cmpint(strncmp(printed + span.start, "18/5/2017", span.end - span.start), ==, 0);
  rec = record_of("Ramani");
  printed = ibid_record_printed(rec);
  span = ibid_record_span(rec, IBID_VAR_URL);
  g_assert_true(g_str_has_prefix(printed + span.start, "http://www. huffingtonpost.com/"));
  g_assert_cmpint(printed[span.end], ==, ',');
}

/* What was mended is said, once for each cause: one name, two addresses. */
static void
test_repairs(void)
{
  guint mojibake = 0, blanks = 0, others = 0;
  for (guint i = 0; i < records->len; i++)
    for (guint k = 0; k < ibid_record_n_repairs(records->pdata[i]); k++) {
      const IbidRepair *repair = ibid_record_repair(records->pdata[i], k);
      gboolean url = strcmp(repair->rule, "url.whitespace") == 0;
      mojibake += strcmp(repair->rule, "text.mojibake") == 0 && repair->var == IBID_VAR_AUTHOR;
      blanks += url && repair->var == IBID_VAR_URL;
      others += !url && strcmp(repair->rule, "text.mojibake") != 0;
      if (url)
        g_assert_cmpstr(repair->new_value, ==, ibid_record_text(records->pdata[i], IBID_VAR_URL));
    }
  g_assert_cmpuint(mojibake, ==, 1);
  g_assert_cmpuint(blanks, ==, 2);
  g_assert_cmpuint(others, ==, 0);
}

/* Alone, 3/6/2018 says nothing about day and month. */
static void
test_alone(IbParser *parser)
{
  const char *text = "Reynolds, Maura (2002), “Merger”, Available at: http://articles.latimes.com/fg-belarus15, "
                     "(Accessed on: 3/6/2018).";
  g_autoptr(IbidRecord) rec = ib_parse_reference(parser, text, strlen(text));
  const IbidDate *date = ibid_record_date(rec, IBID_VAR_ACCESSED);
  g_assert_nonnull(date);
  g_assert_true(date->ambiguous);
  g_assert_cmpuint(date->from.month, ==, 0);
  g_assert_cmpstr(date->raw, ==, "3/6/2018");
}

static void
alone(gconstpointer parser)
{
  test_alone((IbParser *)parser);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_autofree char *model = ib_data_path("parser.model");
  g_autofree char *path = ib_data_path("belarus-russia.txt");
  g_autoptr(IbParser) parser = ib_parser_open(model, NULL);

  g_assert_nonnull(parser);
  g_assert_true(g_file_get_contents(path, &list, &list_len, NULL));
  ib_split(list, list_len, &split);
  records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  for (guint i = 0; i < split.entries->len; i++) {
    const IbEntry *entry = &g_array_index(split.entries, IbEntry, i);
    g_ptr_array_add(records, ib_parse_reference(parser, list + entry->start, entry->end - entry->start));
  }
  ib_parse_settle(parser, records);
  g_test_add_func("/belarus/fields", test_fields);
  g_test_add_func("/belarus/printed", test_printed);
  g_test_add_func("/belarus/spans", test_spans);
  g_test_add_func("/belarus/repairs", test_repairs);
  g_test_add_data_func("/belarus/alone", parser, alone);
  int status = g_test_run();
  g_ptr_array_unref(records);
  ib_split_clear(&split);
  g_free(list);
  return status;
}
