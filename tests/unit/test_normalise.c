/* Single spans into fields: the lines of tests/data/normalise; and what no field takes. */
#include "config.h"

#include "parse/parse.h"
#include "parse/tagger.h"

#include "lines.h"
#include "record/date.h"
#include "util/data.h"

static const IbidVar shown[] = { IBID_VAR_TITLE,    IBID_VAR_CONTAINER_TITLE, IBID_VAR_VOLUME,
                                 IBID_VAR_ISSUE,    IBID_VAR_PAGE,            IBID_VAR_NUMBER_OF_PAGES,
                                 IBID_VAR_LOCATOR,  IBID_VAR_EDITION,         IBID_VAR_DOI,
                                 IBID_VAR_URL,      IBID_VAR_ISBN,            IBID_VAR_ISSN,
                                 IBID_VAR_PMID,     IBID_VAR_PMCID,           IBID_VAR_LANGUAGE,
                                 IBID_VAR_GENRE,    IBID_VAR_CITATION_NUMBER, IBID_VAR_NOTE };

static void
append(GString *out, const char *name, const char *value)
{
  g_string_append_printf(out, "%s%s=%s", out->len ? " " : "", name, value);
}

static char *
describe(const IbidRecord *rec)
{
  static const IbidVar dates[] = { IBID_VAR_ISSUED, IBID_VAR_ORIGINAL_DATE };
  GString *out = g_string_new(NULL);
  if (ibid_record_has(rec, IBID_VAR_GENRE))
    append(out, "type", ibid_type_name(ibid_record_type(rec)));
  for (guint i = 0; i < G_N_ELEMENTS(shown); i++)
    if (ibid_record_text(rec, shown[i]))
      append(out, ibid_var_name(shown[i]), ibid_record_text(rec, shown[i]));
  for (guint i = 0; i < G_N_ELEMENTS(dates); i++) {
    const IbidDate *date = ibid_record_date(rec, dates[i]);
    g_autofree char *edtf = date ? ib_date_to_edtf(date) : NULL;
    if (edtf)
      append(out, ibid_var_name(dates[i]), edtf);
    if (i == 0 && ibid_record_text(rec, IBID_VAR_YEAR_SUFFIX))
      append(out, "year-suffix", ibid_record_text(rec, IBID_VAR_YEAR_SUFFIX));
  }
  for (guint i = 0; i < ibid_record_n_extras(rec); i++)
    append(out, ibid_record_extra_name(rec, i), ibid_record_extra_value(rec, i));
  return g_string_free(out, FALSE);
}

/* "pages: 1-25": one span that is all of the text. */
static char *
one_span(const char *input)
{
  const char *colon = strchr(input, ':');
  g_autofree char *label = g_strndup(input, colon - input);
  const char *text = colon + 2;
  g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(IbTagSpan));
  IbTagSpan span = { ib_label_from_name(label), 0, strlen(text), 1 };
  g_array_append_val(spans, span);
  g_autoptr(IbidRecord) rec = ib_parse_labelled(text, strlen(text), spans);
  return describe(rec);
}

/* Nothing is lost: what has no label is a note, unless it is furniture. */
static void
test_rest(void)
{
  const char *text = "Adams, J., Vol. 3, with a foreword by K. Brown, available at: pp. 4-5.";
  IbTagSpan spans[] = { { IB_LABEL_AUTHOR, 0, 9, 1 }, { IB_LABEL_VOLUME, 16, 17, 1 }, { IB_LABEL_PAGES, 66, 69, 1 } };
  g_autoptr(GArray) array = g_array_new(FALSE, FALSE, sizeof(IbTagSpan));
  g_array_append_vals(array, spans, G_N_ELEMENTS(spans));
  g_autoptr(IbidRecord) rec = ib_parse_labelled(text, strlen(text), array);
  g_assert_cmpstr(ibid_record_text(rec, IBID_VAR_PAGE), ==, "4-5");
  g_assert_cmpstr(ibid_record_text(rec, IBID_VAR_NOTE), ==, "with a foreword by K. Brown");
  g_assert_cmpfloat(ibid_record_confidence(rec, IBID_VAR_NOTE), <, 0.5);
}

static IbParser *
open_parser(void)
{
  g_autofree char *model = ib_data_path("parser.model");
  IbParser *parser = ib_parser_open(model, NULL);
  g_assert_nonnull(parser);
  return parser;
}

/* An empty text is an empty record; an endless one keeps all its text. */
static void
test_ends(void)
{
  g_autoptr(IbParser) parser = open_parser();
  g_autoptr(IbidRecord) empty = ib_parse_reference(parser, "", 0);
  g_assert_cmpstr(ibid_record_printed(empty), ==, "");
  for (guint var = 1; var < IBID_N_VARS; var++)
    g_assert_false(ibid_record_has(empty, var));
  GString *text = g_string_new("Adams, J. (2001). ");
  while (text->len < 300000)
    g_string_append(text, "Of everything. ");
  g_autoptr(IbidRecord) rec = ib_parse_reference(parser, text->str, text->len);
  g_assert_cmpuint(strlen(ibid_record_printed(rec)), ==, text->len);
  g_assert_cmpuint(strlen(ibid_record_text(rec, IBID_VAR_NOTE)), >, 200000);
  g_string_free(text, TRUE);
}

/* Month first, where another date of the list shows it; nothing, where the list disagrees. */
static void
test_settle(void)
{
  static const char *const texts[] = {
    "Adams, J. (2018). One. http://a.org/1 (accessed 7/16/2018).",
    "Brown, K. (2018). Two. http://a.org/2 (accessed 3/6/2018).",
  };
  g_autoptr(IbParser) parser = open_parser();
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add(records, ib_parse_reference(parser, texts[i], strlen(texts[i])));
  g_assert_true(ibid_record_date(records->pdata[1], IBID_VAR_ACCESSED)->ambiguous);
  ib_parse_settle(parser, records);
  const IbidDate *date = ibid_record_date(records->pdata[1], IBID_VAR_ACCESSED);
  g_assert_false(date->ambiguous);
  g_assert_cmpuint(date->from.month, ==, 3);
  g_assert_cmpuint(date->from.day, ==, 6);
}

/* "———": the authors of the entry before, here and two entries on. */
static void
test_same_author(void)
{
  static const char *const texts[] = {
    "Adams, J. and Brown, K. (2003). First book. London: Routledge.",
    "———. (2004). Second book. London: Routledge.",
    "———. (2005). Third book. London: Routledge.",
  };
  g_autoptr(IbParser) parser = open_parser();
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    g_ptr_array_add(records, ib_parse_reference(parser, texts[i], strlen(texts[i])));
  ib_parse_settle(parser, records);
  for (guint i = 0; i < records->len; i++) {
    g_assert_cmpuint(ibid_record_n_names(records->pdata[i], IBID_VAR_AUTHOR), ==, 2);
    g_assert_cmpstr(ibid_record_name(records->pdata[i], IBID_VAR_AUTHOR, 1)->family, ==, "Brown");
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add_lines("normalise/normalise.test", one_span);
  g_test_add_func("/normalise/rest", test_rest);
  g_test_add_func("/normalise/ends", test_ends);
  g_test_add_func("/normalise/settle", test_settle);
  g_test_add_func("/normalise/same author", test_same_author);
  return g_test_run();
}
