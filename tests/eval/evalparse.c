/* Trains on a part of labelled references and tags the rest, for score.py.
 *
 *   evalparse train MODEL [OPTION...] FILES    evalparse tag MODEL FILES > PRED.jsonl
 *   evalparse report MODEL [--aside] FILES     as `ibid evaluate` prints it
 *   evalparse bench MODEL FILES                evalparse show - FILES
 *
 * Options: --aside tags the documents that training kept aside; --part K/N leaves out the documents of part K of N, or
 * tags these alone;
 * --epochs, --copies, --models, --threads, --seed, --size as in ib_train(). */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "parse/augment.h"
#include "parse/evaluate.h"
#include "parse/labels.h"
#include "parse/tagger.h"
#include "parse/train.h"

typedef struct {
  guint part, parts;
  guint every; /* takes one of so many */
  gboolean aside;
  IbTrainOptions train;
} Options;

static gboolean
is_left_out(const IbLabelled *item, const Options *o)
{
  return o->parts && (item->doc >> 8) % o->parts == o->part;
}

static void
keep(IbLabelSet *set, const Options *o, gboolean left_out)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)ib_labelled_free);
  for (guint i = 0; i < set->items->len; i++) {
    IbLabelled *item = set->items->pdata[i];
    gboolean take = (!o->aside || ib_train_keeps_aside(item)) && (!o->parts || is_left_out(item, o) == left_out) &&
                    (!o->every || i % o->every == 0);
    if (take)
      g_ptr_array_add(kept, item);
    else
      ib_labelled_free(item);
  }
  g_ptr_array_set_free_func(set->items, NULL);
  g_ptr_array_unref(set->items);
  set->items = kept;
}

static int
train(const char *model, IbLabelSet *set, const Options *o)
{
  g_autoptr(GError) error = NULL;
  keep(set, o, FALSE);
  gint64 start = g_get_monotonic_time();
  g_autoptr(GBytes) bytes = ib_train_set(set, &o->train, &error);
  if (!bytes) {
    fprintf(stderr, "%s\n", error->message);
    return 3;
  }
  gsize len;
  const char *data = g_bytes_get_data(bytes, &len);
  g_file_set_contents(model, data, (gssize)len, NULL);
  fprintf(stderr, "%u references, %.0f s, %zu bytes\n", set->items->len, (double)(g_get_monotonic_time() - start) / 1e6,
          len);
  return 0;
}

static void
print_tagging(const IbLabelled *item, const IbTagging *tagging)
{
  json_t *root = json_object(), *fields = json_object();
  for (guint i = 0; i < tagging->spans->len; i++) {
    const IbTagSpan *span = &g_array_index(tagging->spans, IbTagSpan, i);
    const char *name = ib_label_name(span->label);
    json_t *values = json_object_get(fields, name);
    if (!values)
      json_object_set_new(fields, name, values = json_array());
    json_array_append_new(values, json_stringn(item->text + span->start, span->end - span->start));
  }
  json_object_set_new(root, "id", json_string(item->id ? item->id : ""));
  json_object_set_new(root, "fields", fields);
  json_object_set_new(root, "confidence", json_real(tagging->confidence));
  char *line = json_dumps(root, JSON_COMPACT);
  puts(line);
  free(line);
  json_decref(root);
}

static int
tag(const char *model, IbLabelSet *set, const Options *o, gboolean bench)
{
  g_autoptr(GError) error = NULL;
  gint64 start = g_get_monotonic_time();
  g_autoptr(IbTagger) tagger = ib_tagger_open(model, &error);
  if (!tagger) {
    fprintf(stderr, "%s\n", error->message);
    return 3;
  }
  if (bench)
    printf("open\t%.1f ms\n", (double)(g_get_monotonic_time() - start) / 1e3);
  keep(set, o, TRUE);
  IbTagging tagging = { 0 };
  clock_t begun = clock(); /* processor time: other programs may run */
  for (guint i = 0; i < set->items->len; i++) {
    const IbLabelled *item = set->items->pdata[i];
    ib_tagger_tag(tagger, item->text, item->len, &tagging);
    if (!bench)
      print_tagging(item, &tagging);
  }
  double took = (double)(clock() - begun) / CLOCKS_PER_SEC;
  if (bench)
    printf("tag\t%.0f references/s\t%.1f us each\n", set->items->len / took, took * 1e6 / set->items->len);
  ib_tagging_clear(&tagging);
  return 0;
}

static int
report(const char *model, IbLabelSet *set, const Options *o)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IbTagger) tagger = ib_tagger_open(model, &error);
  if (!tagger) {
    fprintf(stderr, "%s\n", error->message);
    return 3;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  keep(set, o, TRUE);
  ib_evaluate_set(set, tagger, out);
  fputs(out->str, stdout);
  return 0;
}

/* Copies in other styles, to look at. */
static int
show(IbLabelSet *set, const Options *o)
{
  guint64 random = o->train.seed;
  keep(set, o, FALSE);
  for (guint i = 0; i < set->items->len; i++) {
    g_autoptr(IbLabelled) copy = ib_augment(set->items->pdata[i], set, &random);
    if (!copy)
      continue;
    g_autofree char *line =
        ib_labels_write_line(copy->text, (const IbLabelSpan *)copy->spans->data, copy->spans->len, 0, 0);
    puts(line);
  }
  return 0;
}

int
main(int argc, char **argv)
{
  Options o = { .train.copies = G_MAXUINT };
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  if (argc < 4)
    return 2;
  for (int i = 3; i < argc; i++) {
    struct {
      const char *name;
      guint *to;
    } numbers[] = {
      { "--epochs", &o.train.epochs },   { "--copies", &o.train.copies }, { "--models", &o.train.models },
      { "--threads", &o.train.threads }, { "--every", &o.every },
    };
    gboolean found = FALSE;
    for (guint k = 0; k < G_N_ELEMENTS(numbers) && i + 1 < argc; k++)
      if (g_str_equal(argv[i], numbers[k].name))
        *numbers[k].to = (guint)atoi(argv[++i]), found = TRUE;
    if (found || i >= argc)
      continue;
    if (g_str_equal(argv[i], "--seed"))
      o.train.seed = strtoull(argv[++i], NULL, 10);
    else if (g_str_equal(argv[i], "--size"))
      o.train.size_limit = strtoull(argv[++i], NULL, 10);
    else if (g_str_equal(argv[i], "--part"))
      sscanf(argv[++i], "%u/%u", &o.part, &o.parts);
    else if (g_str_equal(argv[i], "--aside"))
      o.aside = TRUE;
    else
      g_ptr_array_add(files, argv[i]);
  }
  IbLabelSet set;
  g_autoptr(GError) error = NULL;
  ib_label_set_init(&set);
  for (guint i = 0; i < files->len; i++)
    if (!ib_labels_read_file(&set, files->pdata[i], &error)) {
      fprintf(stderr, "%s\n", error->message);
      return 3;
    }
  int status = 2;
  if (g_str_equal(argv[1], "train"))
    status = train(argv[2], &set, &o);
  if (g_str_equal(argv[1], "tag") || g_str_equal(argv[1], "bench"))
    status = tag(argv[2], &set, &o, argv[1][0] == 'b');
  if (g_str_equal(argv[1], "report"))
    status = report(argv[2], &set, &o);
  if (g_str_equal(argv[1], "show"))
    status = show(&set, &o);
  ib_label_set_clear(&set);
  return status;
}
