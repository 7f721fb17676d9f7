/* The committed model on references of our own making, and what a damaged one does. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "ibid/error.h"
#include "parse/model.h"
#include "parse/tagger.h"
#include "util/data.h"

static IbTagger *
open_model(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = ib_data_path("parser.model");
  IbTagger *tagger = ib_tagger_open(path, &error);
  g_assert_no_error(error);
  return tagger;
}

static char *
value(const IbTagging *tagging, const char *text, IbLabel label)
{
  for (guint i = 0; i < tagging->spans->len; i++) {
    const IbTagSpan *s = &g_array_index(tagging->spans, IbTagSpan, i);
    if (s->label == label)
      return g_strndup(text + s->start, s->end - s->start);
  }
  return NULL;
}

static void
test_styles(void)
{
  static const struct {
    const char *text;
    struct {
      IbLabel label;
      const char *value;
    } want[10];
  } cases[] = {
    { "Berg, Tove (2019), “The Small Island”, Available at: https://news.example.org/2019/small-island, (Accessed on: "
      "17/1/2020).",
      { { IB_LABEL_AUTHOR, "Berg, Tove" },
        { IB_LABEL_DATE, "2019" },
        { IB_LABEL_TITLE, "The Small Island" },
        { IB_LABEL_URL, "https://news.example.org/2019/small-island" },
        { IB_LABEL_ACCESSED, "17/1/2020" } } },
    { "Okafor C, Lindqvist P. Sleep and memory in older adults. J Sleep Med. 2011;14(3):201-9.",
      { { IB_LABEL_AUTHOR, "Okafor C, Lindqvist P" },
        { IB_LABEL_TITLE, "Sleep and memory in older adults" },
        { IB_LABEL_CONTAINER, "J Sleep Med" },
        { IB_LABEL_DATE, "2011" },
        { IB_LABEL_VOLUME, "14" },
        { IB_LABEL_ISSUE, "3" },
        { IB_LABEL_PAGES, "201-9" } } },
    { "A. Moreau and K. Ito, Nucl. Phys. A 714 (2003) 183.",
      { { IB_LABEL_CONTAINER, "Nucl. Phys. A" },
        { IB_LABEL_VOLUME, "714" },
        { IB_LABEL_DATE, "2003" },
        { IB_LABEL_PAGES, "183" } } },
    { "Wagner, Ute (1998): Die Stadt im Wandel, in: Kern, Paul (Hg.): Räume der Moderne. Opladen: Leske, S. 12-40.",
      { { IB_LABEL_AUTHOR, "Wagner, Ute" },
        { IB_LABEL_TITLE, "Die Stadt im Wandel" },
        { IB_LABEL_EDITOR, "Kern, Paul" },
        { IB_LABEL_CONTAINER, "Räume der Moderne" },
        { IB_LABEL_LOCATION, "Opladen" },
        { IB_LABEL_PUBLISHER, "Leske" },
        { IB_LABEL_PAGES, "12-40" } } },
  };
  g_autoptr(IbTagger) tagger = open_model();
  IbTagging tagging = { 0 };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    ib_tagger_tag(tagger, cases[i].text, strlen(cases[i].text), &tagging);
    for (guint k = 0; k < 10 && cases[i].want[k].value; k++) {
      g_autofree char *got = value(&tagging, cases[i].text, cases[i].want[k].label);
      g_assert_cmpstr(got, ==, cases[i].want[k].value);
    }
    g_assert_cmpfloat(tagging.confidence, >, 0.f);
    g_assert_cmpfloat(tagging.confidence, <=, 1.f);
  }
  ib_tagging_clear(&tagging);
}

/* Spans are sorted, inside the text, at character borders, and never overlap. */
static void
check_sound(const IbTagging *tagging, const char *text, gsize len)
{
  guint last = 0;
  for (guint i = 0; i < tagging->spans->len; i++) {
    const IbTagSpan *s = &g_array_index(tagging->spans, IbTagSpan, i);
    g_assert_cmpuint(s->start, >=, last);
    g_assert_cmpuint(s->end, >, s->start);
    g_assert_cmpuint(s->end, <=, len);
    g_assert_true(g_utf8_validate_len(text + s->start, s->end - s->start, NULL));
    last = s->end;
  }
}

static void
test_odd_input(void)
{
  g_autoptr(IbTagger) tagger = open_model();
  IbTagging tagging = { 0 };
  static const char *const texts[] = { "",  " ",       ".",     "\xff\xfe", "a\xffz", "((((((",
                                       "1", "http://", "10.1/", "«»„“",     "———" };
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    ib_tagger_tag(tagger, texts[i], strlen(texts[i]), &tagging);
    check_sound(&tagging, texts[i], strlen(texts[i]));
  }
  gsize len = 200000;
  g_autofree char *huge = g_malloc(len);
  for (gsize i = 0; i < len; i++)
    huge[i] = "ab. 12,(é"[i % 8];
  ib_tagger_tag(tagger, huge, len, &tagging);
  check_sound(&tagging, huge, len);
  const IbTagSpan *rest = &g_array_index(tagging.spans, IbTagSpan, tagging.spans->len - 1);
  g_assert_cmpuint(rest->label, ==, IB_LABEL_NOTE); /* what is not read is kept */
  ib_tagging_clear(&tagging);
}

static void
refuse(guint64 *bytes, gsize len)
{
  g_autoptr(GError) error = NULL;
  IbTagger *tagger = ib_tagger_from_memory("damaged", bytes, len, &error);
  g_assert_null(tagger);
  g_assert_error(error, IBID_ERROR, IBID_ERROR_MODEL);
  g_assert_null(strchr(error->message, '\n'));
}

static void
test_damaged(void)
{
  g_autofree char *path = ib_data_path("parser.model");
  g_autofree char *file = NULL;
  gsize len;
  g_assert_true(g_file_get_contents(path, &file, &len, NULL));
  g_autofree guint64 *bytes = g_malloc(len + 8);
  memcpy(bytes, file, len);
  refuse(bytes, 0);
  refuse(bytes, 7);
  refuse(bytes, 100);
  refuse(bytes, len - 8);
  refuse(bytes, len + 8);
  for (gsize at = 0; at < 88; at += 4) { /* each word of the header, then here and there */
    ((guint8 *)bytes)[at] ^= 0x5a;
    refuse(bytes, len);
    ((guint8 *)bytes)[at] ^= 0x5a;
  }
  for (gsize at = 200; at < len; at += len / 50) {
    ((guint8 *)bytes)[at] ^= 1;
    refuse(bytes, len);
    ((guint8 *)bytes)[at] ^= 1;
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(IbTagger) tagger = ib_tagger_from_memory("whole", bytes, len, &error);
  g_assert_no_error(error);
  g_assert_nonnull(tagger);
}

/* Behind a right checksum damage is either found or harmless. */
static void
test_mended(void)
{
  g_autofree char *path = ib_data_path("parser.model");
  g_autofree char *file = NULL;
  gsize len;
  g_assert_true(g_file_get_contents(path, &file, &len, NULL));
  g_autofree guint64 *bytes = g_malloc(len);
  GRand *rand = g_rand_new_with_seed(7);
  static const char text[] = "Okafor C, Lindqvist P. Sleep 77(2017)379, https://a.org/b (2011).";
  guint opened = 0;
  for (guint round = 0; round < 60; round++) {
    memcpy(bytes, file, len);
    for (guint k = 0; k < 40; k++) {
      gsize at = round % 2 ? (gsize)g_rand_int_range(rand, 0, 96) : (gsize)g_rand_int_range(rand, 96, (gint32)len);
      ((guint8 *)bytes)[at] = (guint8)g_rand_int(rand);
      if (round % 2)
        break;
    }
    ib_model_mend_checksum(bytes, len);
    g_autoptr(IbTagger) tagger = ib_tagger_from_memory("mended", bytes, len, NULL);
    if (!tagger)
      continue;
    IbTagging tagging = { 0 };
    opened++;
    ib_tagger_tag(tagger, text, strlen(text), &tagging);
    check_sound(&tagging, text, strlen(text));
    ib_tagging_clear(&tagging);
  }
  g_assert_cmpuint(opened, >, 0);
  g_rand_free(rand);
}

static void
test_missing(void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(ib_tagger_open("/nonexistent/parser.model", &error));
  g_assert_error(error, IBID_ERROR, IBID_ERROR_MODEL);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tagger/styles", test_styles);
  g_test_add_func("/tagger/odd-input", test_odd_input);
  g_test_add_func("/tagger/damaged", test_damaged);
  g_test_add_func("/tagger/mended", test_mended);
  g_test_add_func("/tagger/missing", test_missing);
  return g_test_run();
}
