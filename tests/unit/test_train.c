/* Training on the 45 references: the same bytes for any number of threads, and a model that
 * knows them; evaluation reads back what was labelled. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "ibid/error.h"
#include "parse/evaluate.h"
#include "parse/train.h"
#include "util/data.h"

static void
read_set(IbLabelSet *set)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = ib_data_path("belarus-russia.labels.jsonl");
  ib_label_set_init(set);
  g_assert_true(ib_labels_read_file(set, path, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(set->items->len, ==, 45);
}

static GBytes *
train(const IbLabelSet *set, guint64 seed, guint threads)
{
  g_autoptr(GError) error = NULL;
  IbTrainOptions options = {
    .seed = seed, .threads = threads, .models = 2, .epochs = 6, .copies = 1, .size_limit = 2000000
  };
  GBytes *bytes = ib_train_set(set, &options, &error);
  g_assert_no_error(error);
  return bytes;
}

static void
test_same_bytes(void)
{
  IbLabelSet set;
  read_set(&set);
  g_autoptr(GBytes) one = train(&set, 5, 1);
  g_autoptr(GBytes) two = train(&set, 5, 2);
  g_autoptr(GBytes) other = train(&set, 6, 2);
  g_assert_true(g_bytes_equal(one, two));
  g_assert_false(g_bytes_equal(one, other));
  ib_label_set_clear(&set);
}

static void
test_learns(void)
{
  IbLabelSet set;
  g_autoptr(GError) error = NULL;
  read_set(&set);
  g_autoptr(GBytes) bytes = train(&set, 5, 2);
  gsize len;
  gconstpointer data = g_bytes_get_data(bytes, &len);
  g_autoptr(IbTagger) tagger = ib_tagger_from_memory("trained", data, len, &error);
  g_assert_no_error(error);
  g_assert_true(ib_tagger_knows(tagger, "belarus-russia"));
  g_assert_false(ib_tagger_knows(tagger, "belarus"));
  g_autoptr(GString) report = g_string_new(NULL);
  ib_evaluate_set(&set, tagger, report);
  const char *whole = strstr(report->str, "whole references");
  g_assert_nonnull(whole);
  guint n = 0, right = 0;
  g_assert_cmpint(sscanf(whole, "whole references %u %u", &n, &right), ==, 2);
  g_assert_cmpuint(n, ==, 45);
  g_assert_cmpuint(right, >=, 43);
  ib_label_set_clear(&set);
}

static gboolean
stop(guint64 done, guint64 total, gpointer data)
{
  return FALSE;
}

static void
test_interrupted(void)
{
  IbLabelSet set;
  g_autoptr(GError) error = NULL;
  IbTrainOptions options = { .epochs = 2, .models = 1, .progress = stop };
  read_set(&set);
  g_assert_null(ib_train_set(&set, &options, &error));
  g_assert_error(error, IBID_ERROR, IBID_ERROR_INTERRUPTED);
  ib_label_set_clear(&set);
}

static void
test_nothing(void)
{
  IbLabelSet set;
  g_autoptr(GError) error = NULL;
  ib_label_set_init(&set);
  g_assert_null(ib_train_set(&set, NULL, &error));
  g_assert_error(error, IBID_ERROR, IBID_ERROR_FORMAT);
  ib_label_set_clear(&set);
}

static void
test_fold(void)
{
  static const struct {
    IbLabel label;
    const char *a, *b;
  } same[] = {
    { IB_LABEL_AUTHOR, "Müller, A. und B. Žižek", "MULLER A, B Zizek" },
    { IB_LABEL_DATE, "12 March 2007a", "2007" },
    { IB_LABEL_URL, "https://www.a.org/b/", "http://a.org/b" },
    { IB_LABEL_PAGES, "12–14", "12-14" },
  };
  for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
    g_autofree char *a = ib_evaluate_fold(same[i].label, same[i].a, strlen(same[i].a));
    g_autofree char *b = ib_evaluate_fold(same[i].label, same[i].b, strlen(same[i].b));
    g_assert_cmpstr(a, ==, b);
  }
  g_autofree char *a = ib_evaluate_fold(IB_LABEL_TITLE, "On Time", 7);
  g_autofree char *b = ib_evaluate_fold(IB_LABEL_TITLE, "On Times", 8);
  g_assert_cmpstr(a, !=, b);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/train/same-bytes", test_same_bytes);
  g_test_add_func("/train/learns", test_learns);
  g_test_add_func("/train/interrupted", test_interrupted);
  g_test_add_func("/train/nothing", test_nothing);
  g_test_add_func("/evaluate/fold", test_fold);
  return g_test_run();
}
