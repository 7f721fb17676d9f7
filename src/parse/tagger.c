/* The tagger: scores from the mapped model, the best path through the chain, and how sure
 * each span of it is.  The path is searched in the scaled probabilities that the sums use
 * too; states that the sums give no chance are passed over. */
#include "config.h"

#include "parse/tagger.h"

#include <math.h>
#include <string.h>

#include "parse/crf.h"
#include "parse/feature.h"
#include "parse/model.h"
#include "parse/span.h"
#include "parse/token.h"

#define MAX_BYTES (64 * 1024)
#define MAX_TOKENS 4096 /* a reference has some fifty */
#define LIKELY 2e-3f    /* the share of paths of a state that is worth a look */

struct IbTagger {
  IbModel *model;
  GArray *tokens;
  IbFeatures features;
  IbLattice lattice;
  float *best;      /* [n][64] */
  guint8 *from;     /* [n][64]: the state before on the best path */
  guint8 *path;     /* [n] */
  guint room;
};

static IbTagger *tagger_of(IbModel *model)
{
  IbTagger *tagger = g_new0(IbTagger, 1);
  tagger->model = model;
  tagger->tokens = g_array_new(FALSE, FALSE, sizeof(IbToken));
  return tagger;
}

IbTagger *ib_tagger_open(const char *model_path, GError **error)
{
  IbModel *model = ib_model_open(model_path, error);
  return model ? tagger_of(model) : NULL;
}

IbTagger *ib_tagger_from_memory(const char *name, const void *bytes, gsize len, GError **error)
{
  IbModel *model = ib_model_from_memory(name, bytes, len, error);
  return model ? tagger_of(model) : NULL;
}

const char *ib_tagger_note(const IbTagger *tagger)
{
  return tagger->model->note;
}

gboolean ib_tagger_knows(const IbTagger *tagger, const char *source)
{
  const char *list = strrchr(tagger->model->note, ':');
  g_auto(GStrv) names = g_strsplit(list ? list + 1 : "", " ", -1);
  return g_strv_contains((const char *const *)names, source);
}

void ib_tagger_free(IbTagger *tagger)
{
  if (!tagger) return;
  ib_model_close(tagger->model);
  g_array_unref(tagger->tokens);
  ib_features_clear(&tagger->features);
  ib_lattice_clear(&tagger->lattice);
  g_free(tagger->best);
  g_free(tagger->from);
  g_free(tagger->path);
  g_free(tagger);
}

void ib_tagging_clear(IbTagging *tagging)
{
  g_clear_pointer(&tagging->spans, g_array_unref);
  tagging->confidence = 0;
}

static void reserve(IbTagger *tagger, guint n)
{
  ib_lattice_reserve(&tagger->lattice, n);
  if (n <= tagger->room) return;
  guint room = tagger->room = MAX(n + n / 2, 128);
  tagger->best = g_realloc_n(tagger->best, (gsize)room * IB_N_STATES, sizeof(float));
  tagger->from = g_realloc_n(tagger->from, (gsize)room * IB_N_STATES, 1);
  tagger->path = g_realloc_n(tagger->path, room, 1);
}

/* Scores are sums of at most IB_MAX_FEATURES signed bytes: 16 bits hold them. */
static inline void add_sparse(const guint8 *row, gint16 *score)
{
  guint64 bits;
  memcpy(&bits, row, sizeof bits);
  const gint8 *value = (const gint8 *)row + sizeof bits;
  for (; bits; bits &= bits - 1)
    score[__builtin_ctzll(bits)] += *value++;
}

IB_VECTOR static void add_dense(const gint8 *row, gint16 *score)
{
  for (guint s = 0; s < IB_N_STATES; s++)
    score[s] += row[s];
}

/* The weights of a feature as a slot holds them; 0 when the model does not know it. */
static inline guint32 find_slot(const IbModel *model, guint32 hash)
{
  guint at = ib_model_slot(model, hash);
  while (model->slots[at].data && model->slots[at].hash != hash)
    at = at + 1 < model->n_slots ? at + 1 : 0;
  return model->slots[at].data;
}

/* The features of a token that the model may have, their slots asked for: that is done one
 * token ahead, so that the waits for memory overlap. */
static guint gather(const IbModel *model, const guint32 *hash, guint n, guint32 *found)
{
  guint n_found = 0;
  for (guint k = 0; k < n; k++) {
    if (!hash[k] || !ib_model_may_have(model, hash[k])) continue;
    __builtin_prefetch(&model->slots[ib_model_slot(model, hash[k])]);
    found[n_found++] = hash[k];
  }
  return n_found;
}

static void score_token(const IbModel *model, const guint32 *found, guint n, gint16 *score)
{
  guint32 row[IB_MAX_FEATURES];
  guint n_rows = 0;
  memset(score, 0, IB_N_STATES * sizeof *score);
  for (guint k = 0; k < n; k++) {
    guint32 data = find_slot(model, found[k]);
    if (data & IB_SLOT_INLINE) {
      score[data & 63] += (gint8)(data >> 8);
      if (data & IB_SLOT_SECOND) score[data >> 16 & 63] += (gint8)(data >> 24);
    } else if (data) {
      __builtin_prefetch(model->rows + (data >> 8));
      row[n_rows++] = data;
    }
  }
  for (guint k = 0; k < n_rows; k++) {
    const guint8 *at = model->rows + (row[k] >> 8);
    if (row[k] & IB_SLOT_DENSE) add_dense((const gint8 *)at, score);
    else add_sparse(at, score);
  }
}

/* exp of the scores, the best of them 1. */
IB_VECTOR static void emit(const gint16 *score, float unit, float *out)
{
  gint16 top = score[0];
  for (guint s = 1; s < IB_N_STATES; s++)
    top = MAX(top, score[s]);
  for (guint s = 0; s < IB_N_STATES; s++)
    out[s] = ib_exp((float)(score[s] - top) * unit);
}

static void fill_emissions(IbTagger *tagger, guint n)
{
  const IbFeatures *f = &tagger->features;
  const IbModel *model = tagger->model;
  guint32 found[2][IB_MAX_FEATURES];
  guint n_found[2];
  gint16 score[IB_N_STATES];
  n_found[0] = gather(model, f->hash, f->per_token, found[0]);
  for (guint t = 0; t < n; t++) {
    guint next = (t + 1) & 1;
    if (t + 1 < n) n_found[next] = gather(model, f->hash + (gsize)(t + 1) * f->per_token, f->per_token, found[next]);
    score_token(model, found[t & 1], n_found[t & 1], score);
    emit(score, model->unit, tagger->lattice.emit + (gsize)t * IB_N_STATES);
  }
}

static float transition(const IbTransitions *e, guint gap, guint from, guint to)
{
  if (to < IB_N_FIELDS) return e->begin[gap][from][to];
  if (to == IB_OUTSIDE) return from == IB_OUTSIDE ? e->inner[IB_AFTER_AFTER][IB_N_FIELDS] : 0.f;
  guint field = to % IB_N_FIELDS;
  if (from == IB_OUTSIDE || from % IB_N_FIELDS != field) return 0.f;
  if (to < IB_AFTER(0))
    return from < IB_AFTER(0) ? e->inner[from < IB_N_FIELDS ? IB_BEGIN_INSIDE : IB_INSIDE_INSIDE][field] : 0.f;
  return e->inner[from < IB_INSIDE(0) ? IB_BEGIN_AFTER : from < IB_AFTER(0) ? IB_INSIDE_AFTER : IB_AFTER_AFTER][field];
}

/* The states that have a chance at token T, by the sums over all paths. */
static guint list_states(const IbLattice *l, guint t, float least, guint8 *states)
{
  const float *alpha = l->alpha + (gsize)t * IB_N_STATES, *beta = l->beta + (gsize)t * IB_N_STATES;
  guint n = 0;
  for (guint s = 0; s < IB_N_STATES; s++)
    if (alpha[s] * beta[s] >= least) states[n++] = (guint8)s;
  return n;
}

/* One token of the search: the best way to each of TO's states.  Returns the best value. */
static float search_step(const IbTagger *tagger, guint t, const float *prev, const guint8 *from, guint n_from, const guint8 *to,
                         guint n_to)
{
  float *best = tagger->best + (gsize)t * IB_N_STATES, most = 0;
  guint8 *back = tagger->from + (gsize)t * IB_N_STATES;
  for (guint k = 0; k < n_to; k++) {
    guint s = to[k];
    best[s] = 0;
    back[s] = from[0];
    for (guint i = 0; i < n_from; i++) {
      float value = prev[from[i]] * transition(tagger->model->exp, tagger->features.gap[t], from[i], s);
      if (value <= best[s]) continue;
      best[s] = value;
      back[s] = from[i];
    }
    best[s] *= tagger->lattice.emit[(gsize)t * IB_N_STATES + s];
    most = MAX(most, best[s]);
  }
  return most;
}

/* The best path among states with at least the share LEAST; FALSE when they do not connect.
 * SHARE gets the logarithm of its share of all paths. */
static gboolean search(IbTagger *tagger, guint n, float least, double *share)
{
  static const float origin[IB_N_STATES] = { [IB_OUTSIDE] = 1.f };
  guint8 lists[2][IB_N_STATES] = { { IB_OUTSIDE } };
  guint n_from = 1, top = 0;
  *share = 0;
  for (guint t = 0; t < n; t++) {
    guint8 *from = lists[t & 1], *to = lists[(t + 1) & 1];
    float *best = tagger->best + (gsize)t * IB_N_STATES;
    guint n_to = list_states(&tagger->lattice, t, least, to);
    float most = search_step(tagger, t, t ? best - IB_N_STATES : origin, from, n_from, to, n_to);
    if (!(most > 0)) return FALSE;
    float factor = 1.f / most;
    for (guint k = 0; k < n_to; k++) {
      best[to[k]] *= factor;
      if (best[to[k]] >= 1.f - 1e-6f) top = to[k];
    }
    *share += log(most / tagger->lattice.scale[t]);
    n_from = n_to;
  }
  for (guint t = n; t-- > 0;) {
    tagger->path[t] = (guint8)top;
    top = tagger->from[(gsize)t * IB_N_STATES + top];
  }
  return TRUE;
}

/* The probability that the field of tokens [first, last] is exactly these. */
static float span_probability(const IbTagger *tagger, guint field, guint first, guint last, guint n)
{
  const IbLattice *l = &tagger->lattice;
  const IbTransitions *e = tagger->model->exp;
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
    end -= e->inner[state == IB_BEGIN(field) ? IB_BEGIN_INSIDE : IB_INSIDE_INSIDE][field] * l->emit[next] * l->beta[next] /
           l->scale[last + 1];
  }
  return (float)CLAMP(p * end, 0., 1.);
}

static float calibrate(const float *curve, float p)
{
  float at = CLAMP(p, 0.f, 1.f) * (IB_N_CALIBRATION - 1);
  guint i = MIN((guint)at, IB_N_CALIBRATION - 2);
  float value = curve[i] + (curve[i + 1] - curve[i]) * (at - (float)i);
  return value >= 0.f && value <= 1.f ? value : p;
}

static void add_span(IbTagger *tagger, const char *text, guint first, guint last, guint n, IbTagging *tagging)
{
  const IbToken *t = (const IbToken *)tagger->tokens->data;
  guint field = tagger->path[first];
  IbTagSpan span = { field + 1, t[first].start, t[last].end, 0 };
  if (!ib_span_trim(text, &span)) return;
  span.confidence = calibrate(tagger->model->calibration, span_probability(tagger, field, first, last, n));
  g_array_append_val(tagging->spans, span);
}

static void collect_spans(IbTagger *tagger, const char *text, guint n, IbTagging *tagging)
{
  for (guint t = 0; t < n;) {
    guint first = t++;
    if (tagger->path[first] >= IB_N_FIELDS) continue;
    while (t < n && tagger->path[t] == IB_INSIDE(tagger->path[first]))
      t++;
    add_span(tagger, text, first, t - 1, n, tagging);
  }
}

static void add_rest(const char *text, gsize from, gsize to, IbTagging *tagging)
{
  IbTagSpan rest = { IB_LABEL_NOTE, (guint)from, (guint)to, 0.f };
  if (ib_span_trim(text, &rest)) g_array_append_val(tagging->spans, rest);
}

/* How much of TEXT is read: whole characters, at most MAX_BYTES. */
static gsize usable(const char *text, gsize len)
{
  const char *end;
  if (!g_utf8_validate_len(text, MIN(len, MAX_BYTES), &end) && end == text) return 0;
  return (gsize)(end - text);
}

void ib_tagger_tag(IbTagger *tagger, const char *text, gsize len, IbTagging *tagging)
{
  if (!tagging->spans) tagging->spans = g_array_new(FALSE, FALSE, sizeof(IbTagSpan));
  g_array_set_size(tagging->spans, 0);
  tagging->confidence = 0;
  gsize used = usable(text, len);
  ib_tokenise(text, used, tagger->tokens);
  if (tagger->tokens->len > MAX_TOKENS) {
    g_array_set_size(tagger->tokens, MAX_TOKENS);
    used = g_array_index(tagger->tokens, IbToken, MAX_TOKENS - 1).end;
  }
  guint n = tagger->tokens->len;
  if (!n) return;
  reserve(tagger, n);
  ib_features_extract(&tagger->features, (const IbToken *)tagger->tokens->data, n, tagger->model->stats, -1);
  fill_emissions(tagger, n);
  double share = 0;
  if (!ib_lattice_sum(&tagger->lattice, tagger->model->exp, tagger->features.gap, n) ||
      !(search(tagger, n, LIKELY, &share) || search(tagger, n, LIKELY * 1e-3f, &share) || search(tagger, n, 0.f, &share))) {
    add_rest(text, 0, used, tagging);
    return;
  }
  collect_spans(tagger, text, n, tagging);
  tagging->confidence = calibrate(tagger->model->calibration + IB_N_CALIBRATION, (float)exp(MIN(share, 0.)));
  gsize valid_end = MIN(len, MAX_BYTES);
  if (used < valid_end && g_utf8_validate_len(text + used, valid_end - used, NULL)) add_rest(text, used, valid_end, tagging);
}
