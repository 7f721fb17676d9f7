/* The long tail through libbibutils: what crashes or hangs it costs one entry, what it loses is
 * put back, and nothing that a value holds begins an entry. */
#include "config.h"

#include "format_fixture.h"
#include "ibid/error.h"

#define GOOD(title)                                                                                          \
  "<publication type=\"Journal\"><Article><ArticleTitle>" title                                              \
  "</ArticleTitle><AuthorList><Author><LastName>Smith</LastName><Initials>J</Initials></Author></AuthorList>" \
  "</Article></publication>\n"
/* Crashes libbibutils 7.2. */
#define CRASH                                                                                                \
  "<publication type=\"Journal\"><Article><Article\nitle>A title</Ar<ticleTitle><AuthorList><Author>"        \
  "<LastNth</LastName><Initials>J</e></publication>\n"
/* Makes it loop. */
#define HANG                                                                                                 \
  "<publication type=\"Journal\"><Article><ArticleTitle>A title</ArticleTitle><AuthorList><Author>"          \
  "<LastName>Smith</LastName><Initials>ation J</Initials></Author></AuthorList></Article></publication>\n"

static void
test_crash(void)
{
  Read got = read_string("ebi", "<publications>" GOOD("One") CRASH GOOD("Two") HANG GOOD("Three") "</publications>");
  g_assert_cmpuint(got.records->len, ==, 3);
  g_assert_cmpstr(ibid_record_text(read_nth(&got, 1), IBID_VAR_TITLE), ==, "Two");
  g_assert_cmpstr(ibid_record_text(read_nth(&got, 2), IBID_VAR_TITLE), ==, "Three");
  g_assert_cmpuint(got.lost, ==, 2);
  g_assert_cmpuint(got.codes->len, ==, 2);
  g_assert_cmpstr(g_ptr_array_index(got.codes, 0), ==, "bibutils.lost:2:1");
  g_assert_cmpuint(ibid_record_source(read_nth(&got, 1))->line, ==, 4);
  read_clear(&got);
}

/* More entries than go to one process. */
static void
test_portions(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < 450; i++)
    g_string_append_printf(text, "%%0 Book\n%%A Doe, Jane\n%%T The book %u\n%%D 1999\n\n", i);
  Read got = read_string("endnote", text->str);
  g_assert_cmpuint(got.records->len, ==, 450);
  g_assert_cmpuint(got.lost, ==, 0);
  for (guint i = 0; i < 450; i++) {
    g_autofree char *title = g_strdup_printf("The book %u", i);
    g_assert_cmpstr(ibid_record_text(read_nth(&got, i), IBID_VAR_TITLE), ==, title);
  }
  read_clear(&got);
}

static IbidRecord *
web_page(void)
{
  return record_from_json("{'id':'k','type':'webpage','title':'A page','author':[{'family':'Doe','given':'Jane'},"
                          "{'literal':'World Bank'}],'issued':{'date-parts':[[2019,3,4]]},'URL':'http://a.example/',"
                          "'accessed':{'date-parts':[[2020,7,16]]},'event-place':'Boston'}");
}

/* FORMAT holds an access date: written and read again it is the same. */
static void
test_accessed(gconstpointer data)
{
  const char *format = data;
  g_autoptr(IbidRecord) rec = web_page();
  g_autofree char *text = write_one(format, rec);
  Read got = read_string(format, text);
  g_assert_cmpuint(got.records->len, ==, 1);
  const IbidRecord *again = read_nth(&got, 0);
  const IbidDate *date = ibid_record_date(again, IBID_VAR_ACCESSED);
  if (!date)
    g_error("%s", text);
  g_assert_cmpint(date->from.year, ==, 2020);
  g_assert_cmpint(date->from.month, ==, 7);
  g_assert_cmpint(date->from.day, ==, 16);
  g_assert_cmpint(ibid_record_date(again, IBID_VAR_ISSUED)->from.year, ==, 2019);
  g_assert_cmpint(ibid_record_type(again), ==, IBID_TYPE_WEBPAGE);
  g_assert_cmpstr(ibid_record_text(again, IBID_VAR_URL), ==, "http://a.example/");
  g_assert_cmpuint(ibid_record_n_names(again, IBID_VAR_AUTHOR), ==, 2);
  g_assert_cmpstr(ibid_record_name(again, IBID_VAR_AUTHOR, 1)->literal, ==, "World Bank");
  read_clear(&got);
}

/* What a format has no field for stands in a note, and is told once. */
static void
test_noted(gconstpointer data)
{
  const char *format = data;
  g_autoptr(IbidRecord) rec = web_page();
  IbidRecord *two[] = { rec, rec };
  g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *text = write_list(format, two, 2, codes);
  g_assert_nonnull(strstr(text, g_str_equal(format, "isi") ? "\nCL Boston\n" : "event-place: Boston"));
  g_assert_cmpuint(codes->len, ==, 1);
}

static void
test_forged(gconstpointer data)
{
  const char *format = data;
  static const char *const forged[] = { "A\\n\\n%0 Book\\n%T Forged", "A\\nER\\n\\nPT Book\\nTI Forged",
                                        "A</title></titleInfo></mods><mods><titleInfo><title>Forged",
                                        "A</b:Title></b:Source><b:Source><b:Title>Forged" };
  for (guint i = 0; i < G_N_ELEMENTS(forged); i++) {
    g_autofree char *json = g_strdup_printf("{'id':'k','type':'book','title':'%s','note':'%s'}", forged[i], forged[i]);
    g_autoptr(IbidRecord) rec = record_from_json(json);
    g_autofree char *text = write_one(format, rec);
    Read got = read_string(format, text);
    g_assert_cmpuint(got.records->len, ==, 1);
    read_clear(&got);
  }
}

static gboolean
drop(IbidRecord *rec, gpointer data)
{
  ibid_record_free(rec);
  return TRUE;
}

static void
test_no_helper(void)
{
  g_autofree char *was = g_strdup(g_getenv("IBID_LIBEXEC"));
  g_autoptr(GError) error = NULL;
  const char *text = "%0 Book\n%T A title\n";
  g_autoptr(IbInput) input = ib_input_from_memory("test", text, strlen(text), NULL, NULL);
  IbImport run = { .input = input, .sink = drop };
  g_setenv("IBID_LIBEXEC", "/nonexistent", TRUE);
  if (g_file_test(IBID_PKGLIBEXECDIR "/ibid-bibutils", G_FILE_TEST_EXISTS)) {
    g_test_skip("ibid is installed");
  } else {
    g_assert_false(ib_importer_find("endnote")->read(&run, &error));
    g_assert_error(error, IBID_ERROR, IBID_ERROR_IO);
    g_assert_nonnull(strstr(error->message, "IBID_LIBEXEC"));
  }
  g_setenv("IBID_LIBEXEC", was ? was : "", TRUE);
}

/* DOIs, books and mark-up that libbibutils drops. */
static void
test_mended(void)
{
  Read got = read_string("endnote", "%0 Journal Article\n%T A title\n%R 10.1000/X\n");
  g_assert_cmpstr(ibid_record_text(read_nth(&got, 0), IBID_VAR_DOI), ==, "10.1000/x");
  read_clear(&got);
  got = read_string("pubmed", "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>1234567</PMID><Book><Publisher>"
                              "<PublisherName>Press</PublisherName></Publisher><BookTitle>A <i>book</i></BookTitle><PubDate>"
                              "<Year>2009</Year></PubDate><Isbn>9781860163593</Isbn></Book></BookDocument></PubmedBookArticle>"
                              "</PubmedArticleSet>");
  g_assert_cmpint(ibid_record_type(read_nth(&got, 0)), ==, IBID_TYPE_BOOK);
  g_assert_cmpstr(ibid_record_text(read_nth(&got, 0), IBID_VAR_TITLE), ==, "A book");
  g_assert_cmpstr(ibid_record_text(read_nth(&got, 0), IBID_VAR_PMID), ==, "1234567");
  g_assert_cmpuint(got.lost, ==, 0);
  read_clear(&got);
}

int
main(int argc, char **argv)
{
  static const char *const access[] = { "mods", "endnote", "isi", "word" },
                           *const notes[] = { "mods", "endnote", "isi", "word", "ads" },
                           *const read_too[] = { "mods", "endnote", "isi", "word" };
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bibutils/crash", test_crash);
  g_test_add_func("/bibutils/portions", test_portions);
  g_test_add_func("/bibutils/no-helper", test_no_helper);
  g_test_add_func("/bibutils/mended", test_mended);
  for (guint i = 0; i < G_N_ELEMENTS(access); i++) {
    g_autofree char *name = g_strconcat("/bibutils/accessed/", access[i], NULL);
    g_test_add_data_func(name, access[i], test_accessed);
  }
  for (guint i = 0; i < G_N_ELEMENTS(notes); i++) {
    g_autofree char *name = g_strconcat("/bibutils/noted/", notes[i], NULL);
    g_test_add_data_func(name, notes[i], test_noted);
  }
  for (guint i = 0; i < G_N_ELEMENTS(read_too); i++) {
    g_autofree char *name = g_strconcat("/bibutils/forged/", read_too[i], NULL);
    g_test_add_data_func(name, read_too[i], test_forged);
  }
  return g_test_run();
}
