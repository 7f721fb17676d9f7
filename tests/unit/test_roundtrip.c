/* Round trips of generated records: what is written and read again is the same, through each of
 * our own formats and every pair of them; a second round changes no byte.
 *
 * IBID_SEED repeats a run, IBID_ROUNDS makes it longer. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "format_fixture.h"
#include "record/date.h"
#include "util/text.h"

/* Formats that are written and read with libbibutils, or by EndNote's tables. */
static const char *const foreign[] = { "endnote", "mods", "word", "isi" };

static const char *const own[] = { "csl-json", "ris", "nbib", "biblatex", "bibtex" };

static GRand *rng;

static guint
below(guint n)
{
  return (guint)g_rand_int_range(rng, 0, (gint32)n);
}

#define PICK(list) ((list)[below(G_N_ELEMENTS(list))])

/* Words of many scripts, and what formats give a meaning to. */
static const char *const words[] = {
  "rivers", "Łódź", "ﬁeld", "naïve", "a & b", "100%", "x_1", "C#", "(1999)", "[sic]", "“quoted”", "it’s", "Москва",
  "東京", "α", "<i>in vitro</i>", "AU  - Forged", "TY", "ER", "@article", "PMID-", "survey", "the", "of", "$5", "~", "^", "—",
};
static const char *const families[] = { "Smith", "Łukasik", "O’Neil", "García Márquez", "Иванов", "Nguyễn", "Brontë" };
static const char *const givens[] = { "John", "J. R. R.", "Zoë", "Иван", "Ana María", "K." };
static const char *const bodies[] = { "World Bank", "BBC News", "University of Leeds", "Ministry of Food and Agriculture" };
static const char *const languages[] = { "en", "de", "fa", "en-US", "pt-BR" };

static char *
phrase(guint most)
{
  GString *out = g_string_new(PICK(words));
  for (guint n = below(most); n > 0; n--)
    g_string_append_printf(out, " %s", PICK(words));
  return g_string_free(out, FALSE);
}

static char *
text_for(IbidVar var)
{
  guint n = 1 + below(900);
  switch (var) {
  case IBID_VAR_VOLUME:
  case IBID_VAR_ISSUE:
  case IBID_VAR_NUMBER:
  case IBID_VAR_COLLECTION_NUMBER:
  case IBID_VAR_NUMBER_OF_VOLUMES:
  case IBID_VAR_NUMBER_OF_PAGES:
    return g_strdup_printf("%u", n);
  case IBID_VAR_PAGE:
    return below(3) ? g_strdup_printf("%u-%u", n, n + 7) : g_strdup_printf("e%u", n);
  case IBID_VAR_DOI:
    return g_strdup_printf("10.%u/ab(%u)c.%u", 1000 + n, n, n);
  case IBID_VAR_URL:
    return g_strdup_printf("https://a%u.example/x?y=%%20&z=%u#f_g~h", n, n);
  case IBID_VAR_ISBN:
    return g_strdup("9783866801929");
  case IBID_VAR_ISSN:
    return g_strdup(below(2) ? "1234-5679" : "1234-5679, 2345-6780");
  case IBID_VAR_PMID:
    return g_strdup_printf("%u", 1000000 + n);
  case IBID_VAR_PMCID:
    return g_strdup_printf("PMC%u", 1000000 + n);
  case IBID_VAR_LANGUAGE:
    return g_strdup(PICK(languages));
  case IBID_VAR_KEYWORD:
    return g_strdup("rivers, memory; long, Łódź");
  case IBID_VAR_ABSTRACT:
  case IBID_VAR_NOTE:
  case IBID_VAR_ANNOTE:
    return below(2) ? g_strdup("The first line.\nTY  - BOOK\nThe third") : phrase(6);
  default:
    return phrase(4);
  }
}

static void
add_names(IbidRecord *rec, IbidVar var)
{
  for (guint n = 1 + below(3); n > 0; n--) {
    g_auto(IbidName) name = { 0 };
    if (below(4) == 0) {
      name.literal = g_strdup(PICK(bodies));
    } else {
      name.family = g_strdup(PICK(families));
      name.given = g_strdup(PICK(givens));
      if (below(5) == 0)
        name.non_dropping_particle = g_strdup("van der");
      if (below(8) == 0)
        name.suffix = g_strdup("Jr.");
    }
    ibid_record_take_name(rec, var, &name);
  }
}

static void
add_date(IbidRecord *rec, IbidVar var)
{
  static const char *const dates[] = { "1999", "2004-06", "2018-07-03", "2001-21", "1995/1998", "2004-11/2004-12",
                                       "1984~", "1984?", "2010/.." };
  g_auto(IbidDate) date = { 0 };
  /* Those of a day alone, but for the date of issue. */
  const char *edtf = var == IBID_VAR_ISSUED ? PICK(dates) : dates[2];
  g_assert_true(ib_date_from_edtf(edtf, &date));
  ibid_record_set_date(rec, var, &date);
}

static const IbidVar texts[] = {
  IBID_VAR_CONTAINER_TITLE, IBID_VAR_COLLECTION_TITLE, IBID_VAR_VOLUME, IBID_VAR_ISSUE, IBID_VAR_PAGE, IBID_VAR_EDITION,
  IBID_VAR_PUBLISHER, IBID_VAR_PUBLISHER_PLACE, IBID_VAR_DOI, IBID_VAR_URL, IBID_VAR_ISBN, IBID_VAR_ISSN, IBID_VAR_LANGUAGE,
  IBID_VAR_KEYWORD, IBID_VAR_ABSTRACT, IBID_VAR_NOTE, IBID_VAR_PMID, IBID_VAR_GENRE, IBID_VAR_NUMBER, IBID_VAR_TITLE_SHORT,
  IBID_VAR_CONTAINER_TITLE_SHORT, IBID_VAR_EVENT_TITLE, IBID_VAR_EVENT_PLACE, IBID_VAR_NUMBER_OF_PAGES, IBID_VAR_MEDIUM,
  IBID_VAR_ARCHIVE, IBID_VAR_CALL_NUMBER, IBID_VAR_SECTION, IBID_VAR_PMCID, IBID_VAR_COLLECTION_NUMBER, IBID_VAR_VERSION,
};
static const IbidVar names[] = { IBID_VAR_EDITOR, IBID_VAR_TRANSLATOR, IBID_VAR_COLLECTION_EDITOR, IBID_VAR_INTERVIEWER };

/* What our own formats hold besides. */
static const IbidVar more_texts[] = {
  IBID_VAR_ARCHIVE_COLLECTION, IBID_VAR_ARCHIVE_LOCATION, IBID_VAR_ARCHIVE_PLACE, IBID_VAR_SOURCE, IBID_VAR_STATUS, IBID_VAR_ORIGINAL_TITLE,
  IBID_VAR_ORIGINAL_PUBLISHER, IBID_VAR_AUTHORITY, IBID_VAR_DIMENSIONS, IBID_VAR_SCALE, IBID_VAR_CHAPTER_NUMBER, IBID_VAR_PART,
  IBID_VAR_REVIEWED_TITLE, IBID_VAR_REFERENCES,
};
static const IbidVar more_names[] = { IBID_VAR_COMPILER, IBID_VAR_DIRECTOR, IBID_VAR_CONTRIBUTOR, IBID_VAR_ILLUSTRATOR,
                                      IBID_VAR_CONTAINER_AUTHOR };

static const IbidType plain_types[] = { IBID_TYPE_ARTICLE_JOURNAL, IBID_TYPE_BOOK, IBID_TYPE_CHAPTER, IBID_TYPE_WEBPAGE,
                                        IBID_TYPE_THESIS, IBID_TYPE_REPORT, IBID_TYPE_PAPER_CONFERENCE };

/* A copy of the page that an archive has, as the check of links notes it. */
static void
add_archive(IbidRecord *rec)
{
  g_autofree char *copy = g_strdup_printf("https://web.archive.example/web/20150312000000/https://a%u.example/x", below(900));
  ibid_record_set_text(rec, IBID_VAR_ARCHIVE, "An Archive");
  ibid_record_take_text(rec, IBID_VAR_ARCHIVE_LOCATION, g_steal_pointer(&copy));
  ibid_record_add_extra(rec, "archive-date", "2015-03-12");
}

/* PLAIN: what all formats have a field for. */
static IbidRecord *
generate(gboolean plain)
{
  IbidRecord *rec = ibid_record_new(plain ? PICK(plain_types) : (IbidType)below(IBID_N_TYPES));
  g_autofree char *title = phrase(5);
  add_names(rec, IBID_VAR_AUTHOR);
  ibid_record_set_text(rec, IBID_VAR_TITLE, title);
  add_date(rec, IBID_VAR_ISSUED);
  for (guint i = 0; i < G_N_ELEMENTS(texts) / (plain ? 2 : 1); i++)
    if (below(3) == 0)
      ibid_record_take_text(rec, texts[i], text_for(texts[i]));
  for (guint i = 0; !plain && i < G_N_ELEMENTS(names); i++)
    if (below(5) == 0)
      add_names(rec, names[i]);
  if (ibid_record_has(rec, IBID_VAR_URL))
    add_date(rec, IBID_VAR_ACCESSED);
  if (!plain && below(4) == 0)
    ibid_record_add_extra(rec, "groups", "old, new");
  if (!plain && below(3) == 0)
    add_archive(rec);
  g_autofree char *key = ib_key_make(rec);
  ibid_record_set_key(rec, key);
  return rec;
}

/* By numbers of its own, so that the records of the other tests stay what they are. */
static void
add_more(IbidRecord *rec)
{
  static guint32 seed;
  g_autoptr(GRand) own_numbers = g_rand_new_with_seed(++seed);
  GRand *others = rng;
  rng = own_numbers;
  for (guint i = 0; i < G_N_ELEMENTS(more_texts); i++)
    if (!ibid_record_has(rec, more_texts[i]) && below(4) == 0)
      ibid_record_take_text(rec, more_texts[i], text_for(more_texts[i]));
  for (guint i = 0; i < G_N_ELEMENTS(more_names); i++)
    if (below(6) == 0)
      add_names(rec, more_names[i]);
  rng = others;
}

static void
give_key(IbidRecord *rec)
{
  g_autofree char *key = ibid_record_key(rec) ? NULL : ib_key_make(rec);
  if (key)
    ibid_record_set_key(rec, key);
}

static IbidRecord *
through(const char *format, IbidRecord *rec, char **text)
{
  *text = write_one(format, rec);
  g_assert_true(g_utf8_validate(*text, -1, NULL)); /* initials of any script are whole letters */
  Read got = read_string(format, *text);
  if (got.records->len != 1)
    g_error("%s gives %u records for\n%s", format, got.records->len, *text);
  IbidRecord *again = ibid_record_dup(read_nth(&got, 0));
  give_key(again);
  read_clear(&got);
  return again;
}

/* Says which variables differ. */
static gboolean
same(const char *what, const IbidRecord *a, const IbidRecord *b)
{
  char *one = record_to_json(a, 0), *two = record_to_json(b, 0);
  json_t *x = json_loads(one, 0, NULL), *y = json_loads(two, 0, NULL), *value;
  gboolean equal = json_equal(x, y);
  const char *name;
  json_object_update_missing(y, x);
  json_object_foreach(y, name, value) {
    char *was = json_dumps(json_object_get(x, name), JSON_ENCODE_ANY), *is = json_dumps(value, JSON_ENCODE_ANY);
    if (g_strcmp0(was, is))
      g_test_message("%s: %s was %s, is %s", what, name, was, is);
    free(was);
    free(is);
  }
  json_decref(x);
  json_decref(y);
  free(one);
  free(two);
  return equal;
}

static void
assert_same(const char *what, const IbidRecord *a, const IbidRecord *b, const char *text)
{
  if (same(what, a, b))
    return;
  g_test_message("%s\n%s", ibid_type_name(ibid_record_type(a)), text);
  g_test_fail();
}

static guint
rounds(void)
{
  const char *n = g_getenv("IBID_ROUNDS");
  return n ? (guint)strtoul(n, NULL, 10) : 300;
}

static void
test_same_again(gconstpointer data)
{
  const char *format = data;
  for (guint i = 0; i < rounds(); i++) {
    g_autoptr(IbidRecord) rec = generate(FALSE);
    g_autofree char *text = NULL, *text2 = NULL;
    add_more(rec);
    g_autoptr(IbidRecord) again = through(format, rec, &text);
    assert_same(format, rec, again, text);
    G_GNUC_UNUSED g_autoptr(IbidRecord) third = through(format, again, &text2);
    if (!g_str_equal(format, "csl-json")) /* which tells where each was read */
      g_assert_cmpstr(text2, ==, text);
    if (g_test_failed())
      return;
  }
}

/* VALUE as FORMAT can hold it: single blanks, and no mark-up where it would be printed.  Caller frees with g_free(). */
static char *
as_held(const char *format, const char *value)
{
  g_autofree char *plain = value ? ib_text_unmarked(value, g_str_equal(format, "word")) : NULL;
  return plain ? ib_text_collapse(plain, -1) : NULL;
}

/* What must come back from any format. */
static const IbidVar kept[] = { IBID_VAR_TITLE_SHORT, IBID_VAR_VOLUME, IBID_VAR_ISSUE, IBID_VAR_NUMBER, IBID_VAR_PAGE, IBID_VAR_DOI,
                                IBID_VAR_URL, IBID_VAR_ISSN, IBID_VAR_PMID, IBID_VAR_LANGUAGE, IBID_VAR_PUBLISHER,
                                IBID_VAR_EVENT_TITLE, IBID_VAR_ARCHIVE, IBID_VAR_ARCHIVE_LOCATION };

/* The fields of KEPT, access dates, types and the day of the copy come back; a second round changes
 * nothing. */
static void
test_foreign(gconstpointer data)
{
  const char *format = data;
  for (guint i = 0; i < rounds() / 5; i++) {
    g_autoptr(IbidRecord) rec = generate(FALSE);
    g_autofree char *text = NULL, *text2 = NULL, *text3 = NULL;
    g_autoptr(IbidRecord) first = through(format, rec, &text);
    g_autoptr(IbidRecord) second = through(format, first, &text2);
    G_GNUC_UNUSED g_autoptr(IbidRecord) third = through(format, second, &text3);
    g_test_message("%s", text);
    g_assert_cmpstr(ibid_type_name(ibid_record_type(first)), ==, ibid_type_name(ibid_record_type(rec)));
    for (guint k = 0; k < G_N_ELEMENTS(kept); k++) {
      const char *was = ibid_record_text(rec, kept[k]), *is = ibid_record_text(first, kept[k]);
      g_autofree char *one = as_held(format, was), *two = as_held(format, is);
      if (g_strcmp0(one, two))
        g_test_message("%s of a %s", ibid_var_name(kept[k]), ibid_type_name(ibid_record_type(rec)));
      g_assert_cmpstr(one, ==, two);
    }
    g_assert_cmpstr(ibid_record_extra(first, "archive-date"), ==, ibid_record_extra(rec, "archive-date"));
    const IbidDate *accessed = ibid_record_date(rec, IBID_VAR_ACCESSED), *again = ibid_record_date(first, IBID_VAR_ACCESSED);
    g_assert_true(!accessed == !again && (!again || !memcmp(&again->from, &accessed->from, sizeof again->from)));
    assert_same(format, first, second, text2);
    g_assert_cmpstr(text3, ==, text2);
    if (g_test_failed())
      return;
  }
}

/* A to B and back to A: what both hold comes back. */
static void
test_pair(gconstpointer data)
{
  const char *const *pair = data;
  for (guint i = 0; i < rounds() / 3; i++) {
    g_autoptr(IbidRecord) rec = generate(TRUE);
    g_autofree char *text_a = NULL, *text_b = NULL, *text_c = NULL;
    g_autoptr(IbidRecord) a = through(pair[0], rec, &text_a);
    g_autoptr(IbidRecord) b = through(pair[1], a, &text_b);
    g_autoptr(IbidRecord) c = through(pair[0], b, &text_c);
    assert_same(pair[0], rec, a, text_a);
    assert_same(pair[1], rec, c, text_b);
    if (g_test_failed())
      return;
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  const char *seed = g_getenv("IBID_SEED");
  rng = g_rand_new_with_seed(seed ? (guint32)strtoul(seed, NULL, 10) : 20181225);
  for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
    g_autofree char *name = g_strdup_printf("/roundtrip/%s", own[i]);
    g_test_add_data_func(name, own[i], test_same_again);
    for (guint k = 0; k < G_N_ELEMENTS(own); k++) {
      if (i == k)
        continue;
      const char **pair = g_new0(const char *, 2);
      pair[0] = own[i];
      pair[1] = own[k];
      g_autofree char *both = g_strdup_printf("/roundtrip/%s-%s", own[i], own[k]);
      g_test_add_data_func_full(both, pair, test_pair, g_free);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS(foreign); i++) {
    g_autofree char *name = g_strdup_printf("/roundtrip/foreign/%s", foreign[i]);
    g_test_add_data_func(name, foreign[i], test_foreign);
  }
  int status = g_test_run();
  g_rand_free(rng);
  return status;
}
