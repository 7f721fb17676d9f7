/* Training: counts the features, then runs the chain over all references and their
 * copies in other styles, once for each seed, and averages the weights.  Each seed is one
 * thread's work from beginning to end, so that nothing depends on timing. */
#include "config.h"

#include "parse/train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ibid/error.h"
#include "parse/augment.h"
#include "parse/crf.h"
#include "parse/gazetteer.h"
#include "parse/model.h"
#include "parse/token.h"

#define STANDARD_SEED 20261124
#define STANDARD_MODELS 2
#define STANDARD_EPOCHS 8
#define STANDARD_COPIES 2
#define STANDARD_SIZE 5000000
#define MIN_COUNT 3            /* a feature seen less often gets no row */
#define COUNTER_BITS 27
#define MAX_TOKENS 1024        /* longer references teach nothing */

/* One reference ready for the chain; kept and refilled. */
typedef struct {
  GArray *tokens;
  IbFeatures features;
  guint64 *allowed;
  guint32 *rows;
  gsize room;
} Lesson;

typedef struct {
  const IbLabelSet *set;
  IbTrainOptions options;
  IbWordStats *stats;
  guint32 *row_of;     /* open addressing: hash -> row + 1, by pairs */
  guint n_slots;
  guint32 *hash;       /* of each row */
  float *importance;   /* of each row: how much its weights matter when the smallest are left out */
  guint n_rows;
  GMutex lock;
  guint64 done, total;
  gboolean stopped;
} Course;

typedef struct {
  Course *course;
  guint64 seed;
  IbCrf *crf;
  double loss;
} Student;

static void lesson_clear(Lesson *lesson)
{
  g_clear_pointer(&lesson->tokens, g_array_unref);
  ib_features_clear(&lesson->features);
  g_free(lesson->allowed);
  g_free(lesson->rows);
}

static guint64 field_states(guint f)
{
  return (guint64)1 << IB_BEGIN(f) | (guint64)1 << IB_INSIDE(f);
}

static guint64 furniture(void)
{
  guint64 states = (guint64)1 << IB_OUTSIDE;
  for (guint f = 0; f < IB_N_FIELDS; f++)
    states |= (guint64)1 << IB_AFTER(f);
  return states;
}

/* Outside of all spans: furniture, or a label that this source does not annotate. */
static guint64 states_outside(const IbLabelled *item)
{
  guint64 states = furniture();
  for (guint f = 0; f < IB_N_FIELDS; f++)
    if (!(item->known >> (f + 1) & 1)) states |= field_states(f);
  return states;
}

/* `other` is no class: it may hold all that the source does not tell apart.  Where titles are
 * not told apart either it holds title, journal, volume and year together. */
static guint64 states_other(const IbLabelled *item)
{
  return item->known >> IB_LABEL_TITLE & 1 ? states_outside(item) : ~(guint64)0;
}

static void fill_allowed(guint64 *allowed, const IbLabelled *item, const IbToken *tokens, guint n)
{
  guint64 outside = states_outside(item);
  guint at = 0;
  gboolean begun = FALSE;
  for (guint i = 0; i < n; i++) {
    while (at < item->spans->len && g_array_index(item->spans, IbLabelSpan, at).end <= tokens[i].start) {
      at++;
      begun = FALSE;
    }
    const IbLabelSpan *span = at < item->spans->len ? &g_array_index(item->spans, IbLabelSpan, at) : NULL;
    if (!span || span->start >= tokens[i].end) {
      allowed[i] = outside;
    } else if (span->label == IB_LABEL_OTHER) {
      allowed[i] = states_other(item);
    } else {
      guint f = span->label - 1;
      allowed[i] = (guint64)1 << (begun ? IB_INSIDE(f) : IB_BEGIN(f));
      begun = TRUE;
    }
  }
}

static guint prepare(Lesson *lesson, const IbLabelled *item, const Course *course)
{
  if (!lesson->tokens) lesson->tokens = g_array_new(FALSE, FALSE, sizeof(IbToken));
  ib_tokenise(item->text, item->len, lesson->tokens);
  guint n = lesson->tokens->len;
  if (!n || n > MAX_TOKENS) return 0;
  const IbToken *tokens = (const IbToken *)lesson->tokens->data;
  ib_features_extract(&lesson->features, tokens, n, course->stats, (int)(item->doc % IB_N_FOLDS));
  if (n > lesson->room) {
    lesson->room = n * 2;
    lesson->allowed = g_realloc_n(lesson->allowed, lesson->room, sizeof(guint64));
    lesson->rows = g_realloc_n(lesson->rows, lesson->room * IB_MAX_FEATURES, sizeof(guint32));
  }
  fill_allowed(lesson->allowed, item, tokens, n);
  return n;
}

/* The reference itself, or a copy of it in another style. */
static IbLabelled *variant(const Course *course, const IbLabelled *item, guint copy, guint64 *random)
{
  return copy ? ib_augment(item, course->set, random) : NULL;
}

static guint seen(const guint32 *hash, gsize n, guint8 *counter)
{
  for (gsize i = 0; i < n; i++) {
    guint8 *c = &counter[hash[i] >> (32 - COUNTER_BITS)];
    if (hash[i] && *c < 255) (*c)++;
  }
  return 0;
}

static void add_row(Course *course, guint32 hash)
{
  guint at = hash & (course->n_slots - 1);
  while (course->row_of[2 * at + 1]) {
    if (course->row_of[2 * at] == hash) return;
    at = (at + 1) & (course->n_slots - 1);
  }
  course->row_of[2 * at] = hash;
  course->row_of[2 * at + 1] = ++course->n_rows;
}

static guint32 find_row(const Course *course, guint32 hash)
{
  if (!hash) return G_MAXUINT32;
  for (guint at = hash & (course->n_slots - 1); course->row_of[2 * at + 1]; at = (at + 1) & (course->n_slots - 1))
    if (course->row_of[2 * at] == hash) return course->row_of[2 * at + 1] - 1;
  return G_MAXUINT32;
}

static void collect_rows(Course *course, const IbFeatures *f, const guint8 *counter)
{
  for (gsize i = 0; i < (gsize)f->n_tokens * f->per_token; i++) {
    guint32 h = f->hash[i];
    if (!h || counter[h >> (32 - COUNTER_BITS)] < MIN_COUNT) continue;
    if (course->n_rows < course->n_slots / 4 * 3) add_row(course, h);
  }
}

/* Two passes over the same texts: count, then give rows to what is frequent. */
static void build_dictionary(Course *course)
{
  g_autofree guint8 *counter = g_malloc0((gsize)1 << COUNTER_BITS);
  Lesson lesson = { 0 };
  guint copies = course->options.copies ? 2 : 1;
  course->n_slots = 1 << 22;
  course->row_of = g_new0(guint32, (gsize)course->n_slots * 2);
  for (guint pass = 0; pass < 2; pass++) {
    guint64 random = course->options.seed;
    for (guint i = 0; i < course->set->items->len * copies; i++) {
      const IbLabelled *item = course->set->items->pdata[i / copies];
      g_autoptr(IbLabelled) copy = variant(course, item, i % copies, &random);
      guint n = i % copies && !copy ? 0 : prepare(&lesson, copy ? copy : item, course);
      if (!n) continue;
      if (pass == 0) seen(lesson.features.hash, (gsize)n * lesson.features.per_token, counter);
      else collect_rows(course, &lesson.features, counter);
    }
  }
  lesson_clear(&lesson);
  course->hash = g_new0(guint32, MAX(course->n_rows, 1));
  course->importance = g_new0(float, MAX(course->n_rows, 1));
  for (guint at = 0; at < course->n_slots; at++) {
    guint32 row = course->row_of[2 * at + 1];
    if (!row) continue;
    course->hash[row - 1] = course->row_of[2 * at];
    course->importance[row - 1] = logf(counter[course->row_of[2 * at] >> (32 - COUNTER_BITS)]);
  }
}

static gboolean report(Course *course, guint n)
{
  g_mutex_lock(&course->lock);
  course->done += n;
  if (course->options.progress && !course->options.progress(course->done, course->total, course->options.data))
    course->stopped = TRUE;
  gboolean go_on = !course->stopped;
  g_mutex_unlock(&course->lock);
  return go_on;
}

static void shuffle(guint *order, guint n, guint64 *random)
{
  for (guint i = n; i > 1; i--) {
    guint k = ib_random_below(random, i), x = order[i - 1];
    order[i - 1] = order[k];
    order[k] = x;
  }
}

static gboolean learn(Student *student, const IbLabelled *item, guint copy, Lesson *lesson, guint64 *random)
{
  Course *course = student->course;
  g_autoptr(IbLabelled) other = variant(course, item, copy, random);
  guint n = copy && !other ? 0 : prepare(lesson, other ? other : item, course);
  guint per_token = lesson->features.per_token;
  for (gsize i = 0; i < (gsize)n * per_token; i++)
    lesson->rows[i] = find_row(course, lesson->features.hash[i]);
  if (n)
    student->loss += ib_crf_step(student->crf, lesson->rows, per_token, lesson->features.gap, lesson->allowed, n, random);
  return TRUE;
}

static gpointer study(gpointer data)
{
  Student *student = data;
  Course *course = student->course;
  guint n = course->set->items->len, copies = 1 + course->options.copies;
  g_autofree guint *order = g_new(guint, (gsize)n * copies);
  guint64 random = student->seed;
  Lesson lesson = { 0 };
  for (guint i = 0; i < n * copies; i++)
    order[i] = i;
  for (guint epoch = 0; epoch < course->options.epochs; epoch++) {
    student->loss = 0;
    shuffle(order, n * copies, &random);
    for (guint i = 0; i < n * copies; i++) {
      learn(student, course->set->items->pdata[order[i] % n], order[i] / n, &lesson, &random);
      if (i % 256 == 255 && !report(course, 256)) break;
    }
    g_debug("epoch %u: loss %.0f", epoch + 1, student->loss);
    if (!report(course, 0)) break;
  }
  lesson_clear(&lesson);
  return NULL;
}

static void run_students(Course *course, Student *students, guint n, guint threads)
{
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
static char *describe(const Course *course, guint n)
{
  GString *note = g_string_new(NULL);
  g_string_printf(note, "%u references, %u models, %u epochs, %u copies, seed %" G_GUINT64_FORMAT ", of:",
                  course->set->items->len, n, course->options.epochs, course->options.copies, course->options.seed);
  for (guint i = 0; i < course->set->sources->len; i++)
    g_string_append_printf(note, " %s", (const char *)course->set->sources->pdata[i]);
  return g_string_free(note, FALSE);
}

static GBytes *average(Course *course, Student *students, guint n)
{
  IbTransitions *sum = g_new0(IbTransitions, 1);
  gsize size = (gsize)course->n_rows * IB_N_STATES;
  g_autofree float *rows = g_new0(float, MAX(size, 1));
  for (guint i = 0; i < n; i++) {
    ib_crf_add(students[i].crf, rows, sum);
    g_clear_pointer(&students[i].crf, ib_crf_free);
  }
  for (gsize i = 0; i < size; i++)
    rows[i] /= (float)n;
  for (gsize i = 0; i < sizeof *sum / sizeof(float); i++)
    ((float *)sum)[i] /= (float)n;
  g_autofree char *note = describe(course, n);
  IbModelDraft draft = { .n_rows = course->n_rows, .hash = course->hash, .row = rows, .transitions = sum,
                         .stats = course->stats, .importance = course->importance, .size_limit = course->options.size_limit, .note = note };
  for (guint k = 0; k < 2; k++)
    for (guint i = 0; i < IB_N_CALIBRATION; i++)
      draft.calibration[k][i] = (float)i / (IB_N_CALIBRATION - 1);
  GBytes *bytes = ib_model_pack(&draft);
  g_free(sum);
  return bytes;
}

static void fill_options(Course *course, const IbTrainOptions *given)
{
  IbTrainOptions *o = &course->options;
  if (given) *o = *given;
  else o->copies = G_MAXUINT;
  if (!o->seed) o->seed = STANDARD_SEED;
  if (!o->models) o->models = STANDARD_MODELS;
  if (!o->epochs) o->epochs = STANDARD_EPOCHS;
  if (o->copies == G_MAXUINT) o->copies = STANDARD_COPIES;
  if (!o->size_limit) o->size_limit = STANDARD_SIZE;
  if (!o->threads) o->threads = g_get_num_processors();
  course->total = (guint64)course->set->items->len * o->models * o->epochs * (1 + o->copies);
}

GBytes *ib_train_set(const IbLabelSet *set, const IbTrainOptions *options, GError **error)
{
#ifdef TUNE
  IbCrfOptions how = { .rate = .12f, .start = .3f, .shrink = 2e-3f, .keep = .5f };
  if (getenv("RATE")) how.rate = atof(getenv("RATE"));
  if (getenv("START")) how.start = atof(getenv("START"));
  if (getenv("SHRINK")) how.shrink = atof(getenv("SHRINK"));
  if (getenv("KEEP")) how.keep = atof(getenv("KEEP"));
  if (getenv("SIZE")) ((IbTrainOptions *)options)->size_limit = atof(getenv("SIZE"));
#else
  static const IbCrfOptions how = { .rate = .12f, .start = .3f, .shrink = 2e-3f, .keep = .5f };
#endif
  Course course = { .set = set };
  if (!set->items->len) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_FORMAT, "no labelled reference to learn from");
    return NULL;
  }
  fill_options(&course, options);
  g_mutex_init(&course.lock);
  course.stats = ib_word_stats_new();
  for (guint i = 0; i < set->items->len; i++)
    ib_word_stats_add(course.stats, set->items->pdata[i]);
  build_dictionary(&course);
  g_debug("%u features", course.n_rows);
  g_autofree Student *students = g_new0(Student, course.options.models);
  for (guint i = 0; i < course.options.models; i++)
    students[i] = (Student){ .course = &course, .seed = course.options.seed + 7919 * i,
                             .crf = ib_crf_new(course.n_rows, &how) };
  run_students(&course, students, course.options.models, course.options.threads);
  GBytes *bytes = course.stopped ? NULL : average(&course, students, course.options.models);
  for (guint i = 0; i < course.options.models; i++)
    ib_crf_free(students[i].crf);
  if (!bytes) g_set_error(error, IBID_ERROR, IBID_ERROR_INTERRUPTED, "training was interrupted, no model was written");
  ib_word_stats_free(course.stats);
  g_free(course.row_of);
  g_free(course.hash);
  g_free(course.importance);
  g_mutex_clear(&course.lock);
  return bytes;
}

gboolean ib_train(const char *const *files, const char *model_out, const IbTrainOptions *options, GError **error)
{
  IbLabelSet set;
  ib_label_set_init(&set);
  gboolean ok = TRUE;
  for (guint i = 0; ok && files[i]; i++)
    ok = ib_labels_read_file(&set, files[i], error);
  g_autoptr(GBytes) bytes = ok ? ib_train_set(&set, options, error) : NULL;
  ib_label_set_clear(&set);
  if (!bytes) return FALSE;
  g_autoptr(GError) why = NULL;
  gsize len;
  const char *data = g_bytes_get_data(bytes, &len);
  if (g_file_set_contents(model_out, data, (gssize)len, &why)) return TRUE;
  g_set_error(error, IBID_ERROR, IBID_ERROR_IO, "cannot write the model: %s", why->message);
  return FALSE;
}
