/* Training: counts the features, then runs the chain over all references and their
 * copies in other styles, once for each seed, and averages the weights.  Each seed is one
 * thread's work from beginning to end, so that nothing depends on timing. */
#include "config.h"

#include "parse/train.h"

#include <string.h>

#include "ibid/error.h"
#include "parse/augment.h"
#include "parse/calibrate.h"
#include "parse/crf.h"
#include "parse/dictionary.h"
#include "parse/gazetteer.h"
#include "parse/lesson.h"
#include "parse/model.h"
#include "parse/repair.h"

#define STANDARD_SEED 20261124
#define STANDARD_MODELS 4
#define STANDARD_EPOCHS 10
#define STANDARD_COPIES 1
#define STANDARD_SIZE 5000000
#define CALIBRATION_PART 25    /* one document of so many is kept aside to measure confidence on */
#define CALIBRATION_LEAST 2000 /* references; with fewer all are learned from */
#define HABITS_PART 4          /* habits are counted on one reference of so many */
#define SUMS_AN_EPOCH 4        /* how often the weights are added up for their mean */

typedef struct {
  const IbLabelSet *set;    /* all */
  GPtrArray *items, *aside; /* borrowed: to learn from, to measure on */
  GPtrArray *repaired;      /* those of the items whose labels were mended */
  IbTrainOptions options;
  IbCrfOptions how;
  IbWordStats *stats;
  IbDictionary dictionary;
  GMutex lock;
  guint64 done, total;
  gboolean stopped;
  guint from, to; /* the epochs to study now */
  guint64 *mask;  /* of each row: the states whose weights the model has room for; NULL before that is known */
} Course;

typedef struct {
  Course *course;
  guint64 seed;
  IbCrf *crf;
  float *rows; /* sums of the weights after each of the last epochs */
  IbTransitions *transitions;
  guint n_sums;
  double loss;
  guint64 random;
  IbLesson lesson;
} Student;

/* The reference itself, or a copy of it in another style. */
static IbLabelled *
variant(const Course *course, const IbLabelled *item, guint copy, guint64 *random)
{
  const IbLabelSet lenders = { course->items, course->set->sources }; /* what is kept aside lends nothing */
  return copy ? ib_augment(item, &lenders, random) : NULL;
}

/* Two passes over the same texts: count, then give rows to what is frequent. */
static void
build_dictionary(Course *course)
{
  IbLesson lesson = { 0 };
  guint copies = course->options.copies ? 2 : 1;
  ib_dictionary_init(&course->dictionary);
  for (guint pass = 0; pass < 2; pass++) {
    guint64 random = course->options.seed;
    for (guint i = 0; i < course->items->len * copies; i++) {
      const IbLabelled *item = course->items->pdata[i / copies];
      g_autoptr(IbLabelled) copy = variant(course, item, i % copies, &random);
      if ((i % copies && !copy) || !ib_lesson_prepare(&lesson, copy ? copy : item, course->stats))
        continue;
      if (pass == 0)
        ib_dictionary_count(&course->dictionary, &lesson.features);
      else
        ib_dictionary_collect(&course->dictionary, &lesson.features);
    }
  }
  ib_dictionary_finish(&course->dictionary);
  ib_lesson_clear(&lesson);
}

static gboolean
report(Course *course, guint n)
{
  g_mutex_lock(&course->lock);
  course->done += n;
  if (course->options.progress && !course->options.progress(course->done, course->total, course->options.data))
    course->stopped = TRUE;
  gboolean go_on = !course->stopped;
  g_mutex_unlock(&course->lock);
  return go_on;
}

static void
shuffle(guint *order, guint n, guint64 *random)
{
  for (guint i = n; i > 1; i--) {
    guint k = ib_random_below(random, i), x = order[i - 1];
    order[i - 1] = order[k];
    order[k] = x;
  }
}

static guint32
row_of(const Course *course, guint32 hash)
{
  guint32 row = ib_dictionary_row(&course->dictionary, hash);
  return row != G_MAXUINT32 && course->mask && !course->mask[row] ? G_MAXUINT32 : row;
}

/* Fills the lesson's rows of weights. */
static void
find_rows(const Course *course, IbLesson *lesson, guint n)
{
  for (gsize i = 0; i < (gsize)n * lesson->features.per_token; i++)
    lesson->rows[i] = row_of(course, lesson->features.hash[i]);
}

static void
learn(Student *student, const IbLabelled *item, guint copy, IbLesson *lesson, guint64 *random)
{
  Course *course = student->course;
  g_autoptr(IbLabelled) other = variant(course, item, copy, random);
  guint n = copy && !other ? 0 : ib_lesson_prepare(lesson, other ? other : item, course->stats);
  find_rows(course, lesson, n);
  if (n)
    student->loss += ib_crf_step(student->crf, lesson->rows, lesson->features.per_token, lesson->features.gap,
                                 lesson->allowed, n, random);
}

/* The epoch with which the last third begins. */
static guint
last_third(const Course *course)
{
  return MIN((2 * course->options.epochs + 2) / 3, course->options.epochs - 1);
}

/* References in an epoch, copies included.  The last third is as printed, to fit the customs
 * of the sources. */
static guint
epoch_size(const Course *course, guint epoch)
{
  gboolean plain = epoch >= last_third(course);
  return course->items->len * (plain ? 1 : 1 + course->options.copies);
}

static void
enrol(Student *student, Course *course, guint64 seed)
{
  *student = (Student){ .course = course, .seed = seed, .random = seed };
  student->crf = ib_crf_new(course->dictionary.n_rows, &course->how);
}

static void
dismiss(Student *student)
{
  ib_lesson_clear(&student->lesson);
  g_clear_pointer(&student->crf, ib_crf_free);
  g_free(student->rows);
  g_free(student->transitions);
}

/* Adds up the weights on the way: the mean of a path that settles is better than its end. */
static void
take_stock(Student *student)
{
  const Course *course = student->course;
  if (!student->rows) {
    student->rows = g_new0(float, MAX((gsize)course->dictionary.n_rows * IB_N_STATES, 1));
    student->transitions = g_new0(IbTransitions, 1);
  }
  ib_crf_add(student->crf, student->rows, student->transitions);
  student->n_sums++;
}

static gboolean
study_epoch(Student *student, guint epoch, guint *order)
{
  Course *course = student->course;
  guint n = course->items->len, n_now = epoch_size(course, epoch), part = n_now / SUMS_AN_EPOCH + 1;
  for (guint i = 0; i < n_now; i++)
    order[i] = i;
  student->loss = 0;
  shuffle(order, n_now, &student->random);
  for (guint i = 0; i < n_now; i++) {
    learn(student, course->items->pdata[order[i] % n], order[i] / n, &student->lesson, &student->random);
    if (i % 256 == 255 && !report(course, 256))
      return FALSE;
    if (course->to == course->options.epochs && (i + 1 == n_now || (i + 1) % part == 0))
      take_stock(student);
  }
  g_debug("epoch %u: loss %.0f", epoch + 1, student->loss);
  return report(course, 0);
}

static gpointer
study(gpointer data)
{
  Student *student = data;
  Course *course = student->course;
  g_autofree guint *order = g_new(guint, (gsize)course->items->len * (1 + course->options.copies));
  for (guint epoch = course->from; epoch < course->to; epoch++)
    if (!study_epoch(student, epoch, order))
      break;
  return NULL;
}

static void
run_students(Course *course, Student *students, guint from, guint to)
{
  guint n = course->options.models, threads = course->options.threads;
  course->from = from;
  course->to = to;
  for (guint i = 0; i < n; i += threads) {
    GThread *running[64] = { NULL };
    guint now = MIN(MIN(threads, n - i), G_N_ELEMENTS(running));
    for (guint k = 1; k < now; k++)
      running[k] = g_thread_new("train", study, &students[i + k]);
    study(&students[i]);
    for (guint k = 1; k < now; k++)
      g_thread_join(running[k]);
  }
}

/* The model's note; ib_tagger_knows() reads the sources behind its last colon. */
static char *
describe(const Course *course, guint n)
{
  GString *note = g_string_new(NULL);
  g_string_printf(note, "%u references, %u models, %u epochs, %u copies, seed %" G_GUINT64_FORMAT ", of:",
                  course->set->items->len, n, course->options.epochs, course->options.copies, course->options.seed);
  for (guint i = 0; i < course->set->sources->len; i++)
    g_string_append_printf(note, " %s", (const char *)course->set->sources->pdata[i]);
  return g_string_free(note, FALSE);
}

static void
add_scaled(float *to, const float *from, gsize n, float factor)
{
  for (gsize i = 0; i < n; i++)
    to[i] += from[i] * factor;
}

static IbModelDraft
draft_of(const Course *course, const float *rows, const IbTransitions *transitions, const char *note)
{
  IbModelDraft draft = { .n_rows = course->dictionary.n_rows,
                         .hash = course->dictionary.hash,
                         .row = rows,
                         .transitions = transitions,
                         .stats = course->stats,
                         .importance = course->dictionary.importance,
                         .size_limit = course->options.size_limit,
                         .note = note };
  for (guint k = 0; k < 2; k++)
    for (guint i = 0; i < IB_N_CALIBRATION; i++)
      draft.calibration[k][i] = (float)i / (IB_N_CALIBRATION - 1);
  return draft;
}

/* The mean weights of all students.  Caller frees with g_free(). */
static float *
mean_rows(const Course *course, Student *students, IbTransitions *transitions)
{
  gsize size = (gsize)course->dictionary.n_rows * IB_N_STATES;
  float *rows = g_new0(float, MAX(size, 1));
  for (guint i = 0; i < course->options.models; i++) {
    float factor = 1.f / (float)(course->options.models * students[i].n_sums);
    add_scaled(rows, students[i].rows, size, factor);
    add_scaled((float *)transitions, (const float *)students[i].transitions, sizeof *transitions / sizeof(float),
               factor);
    g_clear_pointer(&students[i].rows, g_free);
    g_clear_pointer(&students[i].transitions, g_free);
    students[i].n_sums = 0;
  }
  return rows;
}

/* The weights that have no room in the model are taken out before the last epochs, so that the others
 * learn to do without them. */
static void
prune(Course *course, Student *students)
{
  g_autofree IbTransitions *transitions = g_new0(IbTransitions, 1);
  for (guint i = 0; i < course->options.models; i++)
    take_stock(&students[i]);
  g_autofree float *rows = mean_rows(course, students, transitions);
  IbModelDraft draft = draft_of(course, rows, transitions, "");
  course->mask = ib_model_mask(&draft);
  for (guint i = 0; i < course->options.models; i++)
    ib_crf_prune(students[i].crf, course->mask);
}

/* What lists do in general, by one reference in HABITS_PART.  Caller frees with g_free(). */
static IbHabits *
count_habits(const Course *course, IbTagger *tagger)
{
  IbHabits *habits = g_new0(IbHabits, 1);
  IbTagging tagging = { 0 };
  for (guint i = 0; i < course->items->len; i += HABITS_PART) {
    const IbLabelled *item = course->items->pdata[i];
    ib_tagger_tag(tagger, item->text, item->len, &tagging);
    if (tagging.confidence >= .5f)
      ib_tagger_count(tagger, habits);
  }
  ib_tagging_clear(&tagging);
  return habits;
}

static GBytes *
pack(Course *course, Student *students)
{
  g_autofree IbTransitions *transitions = g_new0(IbTransitions, 1);
  g_autofree float *rows = mean_rows(course, students, transitions);
  g_autofree char *note = describe(course, course->options.models);
  IbModelDraft draft = draft_of(course, rows, transitions, note);
  GBytes *bytes = ib_model_pack(&draft);
  gsize len;
  gconstpointer data = g_bytes_get_data(bytes, &len);
  g_autoptr(IbTagger) tagger = ib_tagger_from_memory("trained", data, len, NULL);
  if (!tagger)
    return bytes;
  g_autofree IbHabits *habits = count_habits(course, tagger);
  draft.habits = habits;
  if (course->aside->len)
    ib_calibrate(tagger, course->aside, draft.calibration);
  GBytes *complete = ib_model_pack(&draft);
  g_clear_pointer(&tagger, ib_tagger_free);
  g_bytes_unref(bytes);
  return complete;
}

gboolean
ib_train_keeps_aside(const IbLabelled *item)
{
  return item->doc % CALIBRATION_PART == 0;
}

static void
part_items(Course *course)
{
  course->items = g_ptr_array_new();
  course->aside = g_ptr_array_new();
  course->repaired = g_ptr_array_new_with_free_func((GDestroyNotify)ib_labelled_free);
  g_autoptr(GHashTable) places = ib_repair_places(course->set);
  for (guint i = 0; i < course->set->items->len; i++) {
    IbLabelled *item = course->set->items->pdata[i];
    gboolean aside = course->set->items->len >= CALIBRATION_LEAST && ib_train_keeps_aside(item);
    IbLabelled *repaired = aside ? NULL : ib_repair(item, places);
    if (repaired)
      g_ptr_array_add(course->repaired, repaired);
    g_ptr_array_add(aside ? course->aside : course->items, repaired ? repaired : item);
  }
}

static void
fill_options(Course *course, const IbTrainOptions *given)
{
  IbTrainOptions *o = &course->options;
  if (given)
    *o = *given;
  else
    o->copies = G_MAXUINT;
  if (!o->seed)
    o->seed = STANDARD_SEED;
  if (!o->models)
    o->models = STANDARD_MODELS;
  if (!o->epochs)
    o->epochs = STANDARD_EPOCHS;
  if (o->copies == G_MAXUINT)
    o->copies = STANDARD_COPIES;
  if (!o->size_limit)
    o->size_limit = STANDARD_SIZE;
  if (!o->threads)
    o->threads = g_get_num_processors();
  for (guint epoch = 0; epoch < o->epochs; epoch++)
    course->total += (guint64)epoch_size(course, epoch) * o->models;
}

GBytes *
ib_train_set(const IbLabelSet *set, const IbTrainOptions *options, GError **error)
{
  static const IbCrfOptions how = { .rate = .07f, .start = .3f, .shrink = 5e-5f, .keep = .5f, .doubt = .02f };
  Course course = { .set = set, .how = how };
  if (!set->items->len) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_FORMAT, "no labelled reference to learn from");
    return NULL;
  }
  part_items(&course);
  fill_options(&course, options);
  g_mutex_init(&course.lock);
  course.stats = ib_word_stats_new();
  for (guint i = 0; i < course.items->len; i++)
    ib_word_stats_add(course.stats, course.items->pdata[i]);
  build_dictionary(&course);
  g_debug("%u references repaired", course.repaired->len);
  g_debug("%u features", course.dictionary.n_rows);
  g_autofree Student *students = g_new0(Student, course.options.models);
  for (guint i = 0; i < course.options.models; i++)
    enrol(&students[i], &course, course.options.seed + 7919 * i);
  run_students(&course, students, 0, last_third(&course));
  if (!course.stopped && last_third(&course))
    prune(&course, students);
  run_students(&course, students, last_third(&course), course.options.epochs);
  GBytes *bytes = course.stopped ? NULL : pack(&course, students);
  for (guint i = 0; i < course.options.models; i++)
    dismiss(&students[i]);
  g_free(course.mask);
  if (!bytes)
    g_set_error(error, IBID_ERROR, IBID_ERROR_INTERRUPTED, "training was interrupted, no model was written");
  ib_word_stats_free(course.stats);
  ib_dictionary_clear(&course.dictionary);
  g_ptr_array_unref(course.items);
  g_ptr_array_unref(course.aside);
  g_ptr_array_unref(course.repaired);
  g_mutex_clear(&course.lock);
  return bytes;
}

gboolean
ib_train(const char *const *files, const char *model_out, const IbTrainOptions *options, GError **error)
{
  IbLabelSet set;
  ib_label_set_init(&set);
  gboolean ok = TRUE;
  for (guint i = 0; ok && files[i]; i++)
    ok = ib_labels_read_file(&set, files[i], error);
  g_autoptr(GBytes) bytes = ok ? ib_train_set(&set, options, error) : NULL;
  ib_label_set_clear(&set);
  if (!bytes)
    return FALSE;
  g_autoptr(GError) why = NULL;
  gsize len;
  const char *data = g_bytes_get_data(bytes, &len);
  if (g_file_set_contents(model_out, data, (gssize)len, &why))
    return TRUE;
  g_set_error(error, IBID_ERROR, IBID_ERROR_IO, "cannot write the model: %s", why->message);
  return FALSE;
}
