/* The reader of .bib files: what inherits, and files made to be expensive. */
#include "config.h"

#include "format_fixture.h"

static void
assert_text(const IbidRecord *rec, IbidVar var, const char *expected)
{
  g_assert_cmpstr(ibid_record_text(rec, var), ==, expected);
}

/* The whole date of a parent or none: a child with a year of its own takes no month. */
static void
test_inherited_date(void)
{
  Read got = read_string("bibtex", "@inbook{a, crossref={p}, title={A}, year=2001}\n@inbook{b, CrossRef = \"p\", title={B}}\n"
                                   "@book{p, title={Book}, year=1999, month=mar}\n");
  g_assert_cmpuint(got.records->len, ==, 3);
  g_assert_cmpint(ibid_record_date(read_nth(&got, 0), IBID_VAR_ISSUED)->from.year, ==, 2001);
  g_assert_cmpint(ibid_record_date(read_nth(&got, 0), IBID_VAR_ISSUED)->from.month, ==, 0);
  g_assert_cmpint(ibid_record_date(read_nth(&got, 1), IBID_VAR_ISSUED)->from.month, ==, 3);
  assert_text(read_nth(&got, 1), IBID_VAR_CONTAINER_TITLE, "Book");
  read_clear(&got);
}

/* Parents of parents, and two that name each other. */
static void
test_chain(void)
{
  Read got = read_string("bibtex", "@book{a, title={A}, xdata={x}}\n@xdata{x, publisher={P}, xdata={y, z}}\n"
                                   "@xdata{y, address={Here}, xdata={x}}\n@xdata{z, isbn={1}}\n");
  g_assert_cmpuint(got.records->len, ==, 1);
  assert_text(read_nth(&got, 0), IBID_VAR_PUBLISHER, "P");
  assert_text(read_nth(&got, 0), IBID_VAR_PUBLISHER_PLACE, "Here");
  assert_text(read_nth(&got, 0), IBID_VAR_ISBN, "1");
  g_assert_cmpuint(got.codes->len, ==, 0);
  read_clear(&got);
}

/* Parts of xdata, and a parent by another of its names; what is not found stays as it is. */
static void
test_parts(void)
{
  Read got = read_string("bibtex", "@book{a, author={Roe, Ann and xdata=my-people-author-2}, location={xdata=places-location},\n"
                                   "  publisher={xdata=nowhere-publisher}, date=2001, xdata={other}, editor={xdata=a-author-1}}\n"
                                   "@xdata{my-people, author={Doe, Jo and Poe, Ed and xdata=my-people-author-3}}\n"
                                   "@xdata{places, location={Here and There}, ids={another, other}, series={Row}}\n");
  const IbidRecord *rec = read_nth(&got, 0);
  g_assert_cmpuint(ibid_record_n_names(rec, IBID_VAR_AUTHOR), ==, 2);
  g_assert_cmpstr(ibid_record_name(rec, IBID_VAR_AUTHOR, 1)->family, ==, "Poe");
  assert_text(rec, IBID_VAR_PUBLISHER_PLACE, "Here; There");
  assert_text(rec, IBID_VAR_PUBLISHER, "xdata=nowhere-publisher");
  assert_text(rec, IBID_VAR_COLLECTION_TITLE, "Row");
  g_assert_cmpstr(ibid_record_extra(rec, "ids"), ==, NULL);
  read_clear(&got);
}

/* A long list is not looked through again for each of a million references to it. */
static void
test_parts_explode(void)
{
  g_autoptr(GString) bib = g_string_new("@xdata{p, author={A");
  for (int i = 0; i < 100000; i++)
    g_string_append(bib, " and A");
  g_string_append(bib, "}}\n");
  for (int i = 0; i < 200; i++) {
    g_string_append_printf(bib, "@book{b%d, title={T}, author={xdata=p-author-99999", i);
    for (int j = 0; j < 500; j++)
      g_string_append(bib, " and xdata=p-author-99999");
    g_string_append(bib, "}}\n");
  }
  Read got = read_string("bibtex", bib->str);
  g_assert_cmpuint(got.records->len, ==, 200);
  read_clear(&got);
}

/* What programs keep in comments goes no further: that is said, once. */
static void
test_comments(void)
{
  Read got = read_string("bibtex", "@comment{jabref-meta: grouping:1;}\n@comment{any words}\n@book{a, title={A}}\n"
                                   "@comment{jabref-meta: databaseType:bibtex;}\n");
  g_assert_cmpuint(got.records->len, ==, 1);
  g_assert_cmpuint(got.codes->len, ==, 1);
  g_assert_cmpstr(g_ptr_array_index(got.codes, 0), ==, "bibtex.comment:1:10");
  read_clear(&got);
}

/* Every parent names every parent a hundred times: each is read once. */
static void
test_parents_explode(void)
{
  g_autoptr(GString) bib = g_string_new("@book{b, title={T}, xdata={x0}}\n");
  for (int i = 0; i < 100; i++) {
    g_string_append_printf(bib, "@xdata{x%d, publisher={P%d}, xdata={", i, i);
    for (int j = 0; j < 100; j++)
      g_string_append_printf(bib, "x%d,", j);
    g_string_append(bib, "}}\n");
  }
  Read got = read_string("bibtex", bib->str);
  g_assert_cmpuint(got.records->len, ==, 1);
  assert_text(read_nth(&got, 0), IBID_VAR_PUBLISHER, "P0");
  read_clear(&got);
}

/* Each macro is twice the one before: a gigabyte from 30 lines, if nothing stops it. */
static void
test_macros_explode(void)
{
  g_autoptr(GString) bib = g_string_new("@string{a0 = \"0123456789012345678901234567890123456789\"}\n");
  for (int i = 1; i < 40; i++)
    g_string_append_printf(bib, "@string{a%d = a%d # a%d}\n", i, i - 1, i - 1);
  g_string_append(bib, "@book{b, title = a39}\n@book{c, title = {C}}\n");
  Read got = read_string("bibtex", bib->str);
  g_assert_cmpuint(got.records->len, ==, 2);
  g_assert_cmpuint(strlen(ibid_record_text(read_nth(&got, 0), IBID_VAR_TITLE)), <, 64 << 20);
  assert_text(read_nth(&got, 1), IBID_VAR_TITLE, "C");
  g_assert_cmpuint(got.codes->len, >, 0);
  read_clear(&got);
}

/* A huge field of a parent is not copied for every child. */
static void
test_heirs_explode(void)
{
  g_autoptr(GString) bib = g_string_new("@book{p, title={P}, note={");
  for (int i = 0; i < 1 << 18; i++)
    g_string_append(bib, "note ");
  g_string_append(bib, "}}\n");
  for (int i = 0; i < 2000; i++)
    g_string_append_printf(bib, "@inbook{c%d, crossref={p}}\n", i);
  gsize size = 0;
  Read got = read_string("bibtex", bib->str);
  g_assert_cmpuint(got.records->len, ==, 2001);
  for (guint i = 0; i < got.records->len; i++) {
    const char *note = ibid_record_text(read_nth(&got, i), IBID_VAR_NOTE);
    size += note ? strlen(note) : 0;
  }
  g_assert_cmpuint(size, <, 256 << 20);
  assert_text(read_nth(&got, 2000), IBID_VAR_CONTAINER_TITLE, "P");
  read_clear(&got);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bibtex/inherited-date", test_inherited_date);
  g_test_add_func("/bibtex/chain", test_chain);
  g_test_add_func("/bibtex/parts", test_parts);
  g_test_add_func("/bibtex/parts-explode", test_parts_explode);
  g_test_add_func("/bibtex/comments", test_comments);
  g_test_add_func("/bibtex/parents-explode", test_parents_explode);
  g_test_add_func("/bibtex/macros-explode", test_macros_explode);
  g_test_add_func("/bibtex/heirs-explode", test_heirs_explode);
  return g_test_run();
}
