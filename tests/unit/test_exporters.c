/* What every format that can be written owes its reader, whichever is added to the registry: a record
 * that has next to nothing, values that look like the format's own marks, the same bytes twice. */
#include "config.h"

#include "format_fixture.h"

/* Little to say, and much that wants to be mistaken for structure. */
static const char *const records[] = {
  "{'id':'bare','type':'document'}",
  "{'id':'nameless','type':'webpage','author':[{}],'issued':{'literal':'n.d.'}}",
  "{'id':'forged','type':'article-journal','title':'One\\nER  - \\nTY  - BOOK\\n\\n@misc{x, title={y}}\\n</title><record>\\n%0 Book\\nPT J\\nPMID- 1',"
  "'author':[{'family':'A\\nAU  - B','given':'%T C'}],'container-title':'J & K <i>','volume':'1\\n%V 2','URL':'http://a.example/}{\\n%U b',"
  "'DOI':'10.1000/x\\n\\nER\\n\\nPT J','note':'} \\\\end \\t ]]> --> &bad;','issued':{'date-parts':[[2001]]},'keyword':'a\\r\\nKW  - b'}",
  "{'id':'last','type':'book','title':'The Last','author':[{'family':'Hill','given':'E.'}],'issued':{'date-parts':[[2002]]}}",
};

static char *
write_all(const char *format)
{
  IbidRecord *list[G_N_ELEMENTS(records)];
  g_autoptr(IbKeys) keys = ib_keys_new();
  for (guint i = 0; i < G_N_ELEMENTS(records); i++) {
    list[i] = record_from_json(records[i]);
    ib_keys_assign(keys, list[i]);
  }
  char *out = write_list(format, list, G_N_ELEMENTS(list), NULL);
  for (guint i = 0; i < G_N_ELEMENTS(records); i++)
    ibid_record_free(list[i]);
  return out;
}

static void
test_output(gconstpointer data)
{
  const IbExporter *exporter = data;
  g_autofree char *once = write_all(exporter->name), *again = write_all(exporter->name);
  g_assert_cmpstr(once, ==, again);
  g_assert_true(g_utf8_validate(once, -1, NULL));
  g_assert_null(strstr(once, "(null)"));
  for (const char *p = once; *p; p++)
    g_assert_true((guchar)*p >= 0x20 || strchr("\n\t", *p));
}

/* What was written as so many records is read as so many, and the last is whole. */
static void
test_count(gconstpointer data)
{
  const IbExporter *exporter = data;
  g_autofree char *out = write_all(exporter->name);
  Read got = read_string(exporter->name, out);
  g_assert_cmpuint(got.records->len, ==, G_N_ELEMENTS(records));
  g_assert_cmpstr(ibid_record_text(read_nth(&got, G_N_ELEMENTS(records) - 1), IBID_VAR_TITLE), ==, "The Last");
  read_clear(&got);
}

/* A short name that is the whole one needs no note, a year no day, and "%8 2001///" is no date. */
static void
test_endnote_says_once(void)
{
  IbidRecord *rec = record_from_json("{'id':'a','type':'article-journal','title':'On Rain','container-title':'J. Rain',"
                                     "'container-title-short':'J. Rain','issued':{'date-parts':[[2001]]}}");
  g_autofree char *out = write_list("endnote", &rec, 1, NULL);
  g_assert_cmpstr(out, ==, "%0 Journal Article\n%D 2001\n%T On Rain\n%J J. Rain\n%F a\n\n");
  ibid_record_free(rec);
}

/* A chapter's book has an element of its own, and Word prints tags as they stand. */
static void
test_word_chapter(void)
{
  IbidRecord *rec = record_from_json("{'id':'a','type':'chapter','title':'<i>In vitro</i> and <span class=\\\"nocase\\\">DNA</span>',"
                                     "'container-title':'On Cells'}");
  g_autofree char *out = write_list("word", &rec, 1, NULL);
  g_assert_nonnull(strstr(out, "<b:Title>In vitro and DNA</b:Title>"));
  g_assert_nonnull(strstr(out, "<b:BookTitle>On Cells</b:BookTitle>"));
  g_assert_null(strstr(out, "ConferenceName"));
  ibid_record_free(rec);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  const IbExporter *exporter;
  for (guint i = 0; (exporter = ib_exporter_nth(i)); i++) {
    g_autofree char *output = g_strconcat("/exporters/output/", exporter->name, NULL);
    g_autofree char *count = g_strconcat("/exporters/count/", exporter->name, NULL);
    g_test_add_data_func(output, exporter, test_output);
    /* Free text is found by the look of it: a line of "n.d." is none, nor are labels without text. */
    if (ib_importer_find(exporter->name) && !g_str_equal(exporter->name, "text") && !g_str_equal(exporter->name, "labels"))
      g_test_add_data_func(count, exporter, test_count);
  }
  g_test_add_func("/exporters/endnote/says-once", test_endnote_says_once);
  g_test_add_func("/exporters/word/chapter", test_word_chapter);
  return g_test_run();
}
