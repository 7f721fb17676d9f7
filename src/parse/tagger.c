/* The tagger: scores from the mapped model, the best path through the chain, and how sure
 * each span of it is.  The path is searched in the scaled probabilities that the sums use
 * too; states that the sums give no chance are passed over. */
#include "config.h"

#include "parse/tagger.h"

#include <math.h>
#include <string.h>

#include "parse/feature.h"
#include "parse/habits.h"
#include "parse/lattice.h"
#include "parse/model.h"
#include "parse/repeat.h"
#include "parse/score.h"
#include "parse/span.h"
#include "parse/token.h"

#define MAX_BYTES (64 * 1024)
#define MAX_TOKENS 4096 /* a reference has some fifty */
#define LIKELY 2e-3f    /* the share of paths of a state that is worth a look */

struct IbTagger {
  IbModel *model;
  IbScorer *scorer;
  GArray *tokens;
  IbFeatures features;
  IbLattice lattice;
  float *best;  /* [n][64] */
  guint8 *from; /* [n][64]: the state before on the best path */
  guint8 *path; /* [n] */
  guint room;
  IbTransitions *leaning;   /* room for such; NULL before they are needed */
  const IbTransitions *exp; /* the model's, or others that lean toward the list's habits */
  guint n_path;             /* tokens of the last reference; 0 when it has no path */
};

static IbTagger *
tagger_of(IbModel *model)
{
  IbTagger *tagger = g_new0(IbTagger, 1);
  tagger->model = model;
  tagger->exp = model->exp;
  tagger->scorer = ib_scorer_new(model);
  tagger->tokens = g_array_new(FALSE, FALSE, sizeof(IbToken));
  return tagger;
}

IbTagger *
ib_tagger_open(const char *model_path, GError **error)
{
  IbModel *model = ib_model_open(model_path, error);
  return model ? tagger_of(model) : NULL;
}

IbTagger *
ib_tagger_from_memory(const char *name, const void *bytes, gsize len, GError **error)
{
  IbModel *model = ib_model_from_memory(name, bytes, len, error);
  return model ? tagger_of(model) : NULL;
}

const char *
ib_tagger_note(const IbTagger *tagger)
{
  return tagger->model->note;
}

gboolean
ib_tagger_knows(const IbTagger *tagger, const char *source)
{
  const char *list = strrchr(tagger->model->note, ':');
  g_auto(GStrv) names = g_strsplit(list ? list + 1 : "", " ", -1);
  return g_strv_contains((const char *const *)names, source);
}

void
ib_tagger_free(IbTagger *tagger)
{
  if (!tagger)
    return;
  ib_scorer_free(tagger->scorer);
  ib_model_close(tagger->model);
  g_array_unref(tagger->tokens);
  ib_features_clear(&tagger->features);
  ib_lattice_clear(&tagger->lattice);
  g_free(tagger->best);
  g_free(tagger->from);
  g_free(tagger->path);
  g_free(tagger->leaning);
  g_free(tagger);
}

void
ib_tagging_clear(IbTagging *tagging)
{
  g_clear_pointer(&tagging->spans, g_array_unref);
  tagging->confidence = 0;
}

static void
reserve(IbTagger *tagger, guint n)
{
  ib_lattice_reserve(&tagger->lattice, n);
  if (n <= tagger->room)
    return;
  guint room = tagger->room = MAX(n + n / 2, 128);
  tagger->best = g_realloc_n(tagger->best, (gsize)room * IB_N_STATES, sizeof(float));
  tagger->from = g_realloc_n(tagger->from, (gsize)room * IB_N_STATES, 1);
  tagger->path = g_realloc_n(tagger->path, room, 1);
}

/* The best way into the state TO from STATES, the states before it. */
static void
search_one(const IbTransitions *e, guint gap, const float *prev, guint64 states, guint to, float *best, guint8 *from)
{
  float most = 0;
  for (; states; states &= states - 1) {
    guint s = (guint)__builtin_ctzll(states);
    float value = prev[s] * ib_transition(e, gap, s, to);
    if (value <= most)
      continue;
    most = value;
    *from = (guint8)s;
  }
  *best = most;
}

/* One token of the search: the best way from the states FROM to each of TO.  The best of the values
 * becomes 1; returns what it was, and its state. */
static float
search_step(const IbTagger *tagger, guint t, const float *prev, guint64 from, guint64 to, guint *top)
{
  float *best = tagger->best + (gsize)t * IB_N_STATES, most = 0;
  guint8 *back = tagger->from + (gsize)t * IB_N_STATES;
  for (guint64 rest = to; rest; rest &= rest - 1) {
    guint s = (guint)__builtin_ctzll(rest);
    search_one(tagger->exp, tagger->features.gap[t], prev, from & ib_sources(s), s, &best[s], &back[s]);
    best[s] *= tagger->lattice.emit[(gsize)t * IB_N_STATES + s];
    if (best[s] <= most)
      continue;
    most = best[s];
    *top = s;
  }
  float factor = most > 0 ? 1.f / most : 0.f;
  for (; to; to &= to - 1)
    best[__builtin_ctzll(to)] *= factor;
  return most;
}

/* The best path among states with at least the share LEAST; FALSE when they do not connect.
 * SHARE gets the logarithm of its share of all paths. */
static gboolean
search(IbTagger *tagger, guint n, float least, double *share)
{
  static const float origin[IB_N_STATES] = { [IB_OUTSIDE] = 1.f };
  guint64 from = (guint64)1 << IB_OUTSIDE;
  double product = 1;
  guint top = 0;
  *share = 0;
  for (guint t = 0; t < n; t++) {
    guint64 to = ib_lattice_likely(&tagger->lattice, t, least);
    const float *prev = t ? tagger->best + (gsize)(t - 1) * IB_N_STATES : origin;
    float most = search_step(tagger, t, prev, from, to, &top);
    if (!(most > 0))
      return FALSE;
    product *= most / tagger->lattice.scale[t];
    if (product < 1e-200 || product > 1e200) { /* the logarithm of all of them at once, while they fit */
      *share += log(product);
      product = 1;
    }
    from = to;
  }
  *share += log(product);
  for (guint t = n; t-- > 0;) {
    tagger->path[t] = (guint8)top;
    top = tagger->from[(gsize)t * IB_N_STATES + top];
  }
  return TRUE;
}

/* The probability that the field of tokens [first, last] is exactly these. */
static float
span_probability(const IbTagger *tagger, guint field, guint first, guint last, guint n)
{
  const IbLattice *l = &tagger->lattice;
  const IbTransitions *e = tagger->exp;
  double p = l->alpha[(gsize)first * IB_N_STATES + IB_BEGIN(field)];
  guint state = IB_BEGIN(field);
  for (guint t = first + 1; t <= last; t++) {
    p *= e->inner[t == first + 1 ? IB_BEGIN_INSIDE : IB_INSIDE_INSIDE][field];
    p *= l->emit[(gsize)t * IB_N_STATES + IB_INSIDE(field)] / l->scale[t];
    state = IB_INSIDE(field);
  }
  double end = l->beta[(gsize)last * IB_N_STATES + state];
  if (last + 1 < n) { /* less what goes on inside */
    gsize next = (gsize)(last + 1) * IB_N_STATES + IB_INSIDE(field);
    end -= e->inner[state == IB_BEGIN(field) ? IB_BEGIN_INSIDE : IB_INSIDE_INSIDE][field] * l->emit[next] *
           l->beta[next] / l->scale[last + 1];
  }
  return (float)CLAMP(p * end, 0., 1.);
}

static float
calibrate(const float *curve, float p)
{
  float at = CLAMP(p, 0.f, 1.f) * (IB_N_CALIBRATION - 1);
  guint i = MIN((guint)at, IB_N_CALIBRATION - 2);
  float value = curve[i] + (curve[i + 1] - curve[i]) * (at - (float)i);
  return value >= 0.f && value <= 1.f ? value : p;
}

static void
add_span(IbTagger *tagger, const char *text, guint first, guint last, guint n, IbTagging *tagging)
{
  const IbToken *t = (const IbToken *)tagger->tokens->data;
  guint field = tagger->path[first];
  IbTagSpan span = { field + 1, t[first].start, t[last].end, 0 };
  if (!ib_span_trim(text, &span))
    return;
  span.confidence = calibrate(tagger->model->calibration, span_probability(tagger, field, first, last, n));
  g_array_append_val(tagging->spans, span);
}

static void
collect_spans(IbTagger *tagger, const char *text, guint n, IbTagging *tagging)
{
  for (guint t = 0; t < n;) {
    guint first = t++;
    if (tagger->path[first] >= IB_N_FIELDS)
      continue;
    while (t < n && tagger->path[t] == IB_INSIDE(tagger->path[first]))
      t++;
    add_span(tagger, text, first, t - 1, n, tagging);
  }
}

static void
add_rest(const char *text, gsize from, gsize to, IbTagging *tagging)
{
  IbTagSpan rest = { IB_LABEL_NOTE, (guint)from, (guint)to, 0.f };
  if (ib_span_trim(text, &rest))
    g_array_append_val(tagging->spans, rest);
}

/* How much of TEXT is read: whole characters, at most MAX_BYTES. */
static gsize
usable(const char *text, gsize len)
{
  const char *end;
  if (!g_utf8_validate_len(text, MIN(len, MAX_BYTES), &end) && end == text)
    return 0;
  return (gsize)(end - text);
}

void
ib_tagger_tag(IbTagger *tagger, const char *text, gsize len, IbTagging *tagging)
{
  if (!tagging->spans)
    tagging->spans = g_array_new(FALSE, FALSE, sizeof(IbTagSpan));
  g_array_set_size(tagging->spans, 0);
  tagging->confidence = 0;
  tagger->n_path = 0;
  gsize used = usable(text, len);
  ib_tokenise(text, used, tagger->tokens);
  if (tagger->tokens->len > MAX_TOKENS) {
    g_array_set_size(tagger->tokens, MAX_TOKENS);
    used = g_array_index(tagger->tokens, IbToken, MAX_TOKENS - 1).end;
  }
  guint n = tagger->tokens->len;
  if (!n)
    return;
  reserve(tagger, n);
  ib_features_extract(&tagger->features, (const IbToken *)tagger->tokens->data, n, tagger->model->stats, -1);
  ib_score_tokens(tagger->scorer, &tagger->features, tagger->lattice.emit);
  double share = 0;
  if (!ib_lattice_sum(&tagger->lattice, tagger->exp, tagger->features.gap, n) ||
      !(search(tagger, n, LIKELY, &share) || search(tagger, n, LIKELY * 1e-3f, &share) ||
        search(tagger, n, 0.f, &share))) {
    add_rest(text, 0, used, tagging);
    return;
  }
  ib_repeat_mend(&tagger->lattice, tagger->exp, tagger->features.gap, n, tagger->path, &share);
  tagger->n_path = n;
  collect_spans(tagger, text, n, tagging);
  tagging->confidence = calibrate(tagger->model->calibration + IB_N_CALIBRATION, (float)exp(MIN(share, 0.)));
  gsize valid_end = MIN(len, MAX_BYTES);
  if (used < valid_end && g_utf8_validate_len(text + used, valid_end - used, NULL))
    add_rest(text, used, valid_end, tagging);
}

void
ib_tagger_count(const IbTagger *tagger, IbHabits *habits)
{
  ib_habits_add(habits, tagger->path, tagger->features.gap, tagger->n_path);
}

void
ib_tagger_lean(IbTagger *tagger, const IbHabits *list)
{
  tagger->exp = tagger->model->exp;
  if (!list)
    return;
  if (!tagger->leaning)
    tagger->leaning = g_new(IbTransitions, 1);
  ib_habits_lean(list, tagger->model->habits, tagger->model->exp, tagger->leaning);
  tagger->exp = tagger->leaning;
}
