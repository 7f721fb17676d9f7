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
#define NO_CHANCE 1e-7f

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

static inline void add_row(const guint8 *row, gint32 *score)
{
  guint64 bits;
  memcpy(&bits, row, sizeof bits);
  const gint8 *value = (const gint8 *)row + sizeof bits;
  for (; bits; bits &= bits - 1)
    score[__builtin_ctzll(bits)] += *value++;
}

/* The row of a feature, NULL when the model has none. */
static inline const guint8 *find_row(const IbModel *model, guint32 hash)
{
  guint at = ib_model_slot(model, hash);
  const IbModelSlot *slot = &model->slots[at];
  for (; slot->offset && slot->hash != hash; slot = &model->slots[at])
    at = at + 1 < model->n_slots - 1 ? at + 1 : 0;
  return slot->offset ? model->rows + slot->offset : NULL;
}

/* All slots of a token are asked for before the first is looked at, and all rows likewise:
 * the waits for memory overlap. */
static void score_token(const IbModel *model, const guint32 *hash, guint n, gint32 *score)
{
  const guint8 *row[IB_MAX_FEATURES];
  guint n_rows = 0;
  for (guint k = 0; k < n; k++)
    __builtin_prefetch(&model->slots[ib_model_slot(model, hash[k])]);
  for (guint k = 0; k < n; k++) {
    const guint8 *found = hash[k] ? find_row(model, hash[k]) : NULL;
    if (!found) continue;
    __builtin_prefetch(found);
    row[n_rows++] = found;
  }
  memset(score, 0, IB_N_STATES * sizeof *score);
  for (guint k = 0; k < n_rows; k++)
    add_row(row[k], score);
}

static void fill_emissions(IbTagger *tagger, guint n)
{
  const IbFeatures *f = &tagger->features;
  gint32 score[IB_N_STATES];
  for (guint t = 0; t < n; t++) {
    score_token(tagger->model, f->hash + (gsize)t * f->per_token, f->per_token, score);
    float *emit = tagger->lattice.emit + (gsize)t * IB_N_STATES;
    gint32 top = score[0];
    for (guint s = 1; s < IB_N_STATES; s++)
      top = MAX(top, score[s]);
    for (guint s = 0; s < IB_N_STATES; s++)
      emit[s] = ib_exp((float)(score[s] - top) * tagger->model->unit);
  }
}

static inline void offer(float value, guint8 origin, float *best, guint8 *from)
{
  if (value > *best) {
    *best = value;
    *from = origin;
  }
}

/* One token of the search for the best path. */
static void search_step(const float *prev, const float (*begin)[IB_ROW], const IbTransitions *e, float *next, guint8 *from)
{
  float into[IB_ROW] = { 0 };
  memset(from, 0, IB_N_STATES);
  for (guint s = 0; s < IB_N_STATES; s++) {
    if (prev[s] < NO_CHANCE) continue;
    for (guint y = 0; y < IB_N_FIELDS; y++)
      offer(prev[s] * begin[s][y], (guint8)s, &into[y], &from[IB_BEGIN(y)]);
  }
  for (guint y = 0; y < IB_N_FIELDS; y++) {
    float b = prev[IB_BEGIN(y)], i = prev[IB_INSIDE(y)], a = prev[IB_AFTER(y)], in = 0, after = 0;
    next[IB_BEGIN(y)] = into[y];
    offer(b * e->inner[IB_BEGIN_INSIDE][y], IB_BEGIN(y), &in, &from[IB_INSIDE(y)]);
    offer(i * e->inner[IB_INSIDE_INSIDE][y], (guint8)IB_INSIDE(y), &in, &from[IB_INSIDE(y)]);
    offer(b * e->inner[IB_BEGIN_AFTER][y], IB_BEGIN(y), &after, &from[IB_AFTER(y)]);
    offer(i * e->inner[IB_INSIDE_AFTER][y], (guint8)IB_INSIDE(y), &after, &from[IB_AFTER(y)]);
    offer(a * e->inner[IB_AFTER_AFTER][y], (guint8)IB_AFTER(y), &after, &from[IB_AFTER(y)]);
    next[IB_INSIDE(y)] = in;
    next[IB_AFTER(y)] = after;
  }
  next[IB_OUTSIDE] = prev[IB_OUTSIDE] * e->inner[IB_AFTER_AFTER][IB_N_FIELDS];
  from[IB_OUTSIDE] = IB_OUTSIDE;
}

/* The best path; returns the logarithm of its share of all paths, for which the sums must
 * stand in the lattice. */
static double search(IbTagger *tagger, guint n)
{
  static const float origin[IB_N_STATES] = { [IB_OUTSIDE] = 1.f };
  const IbTransitions *e = tagger->model->exp;
  double share = 0;
  guint top = 0;
  for (guint t = 0; t < n; t++) {
    float *best = tagger->best + (gsize)t * IB_N_STATES, most = 0;
    const float *emit = tagger->lattice.emit + (gsize)t * IB_N_STATES;
    search_step(t ? best - IB_N_STATES : origin, e->begin[tagger->features.gap[t]], e, best,
                tagger->from + (gsize)t * IB_N_STATES);
    for (guint s = 0; s < IB_N_STATES; s++) {
      best[s] *= emit[s];
      if (best[s] > most) most = best[top = s];
    }
    float factor = most > 0 ? 1.f / most : 0.f;
    for (guint s = 0; s < IB_N_STATES; s++)
      best[s] *= factor;
    share += log(MAX(most, 1e-30f)) - log(tagger->lattice.scale[t]);
  }
  for (guint t = n; t-- > 0;) {
    tagger->path[t] = (guint8)top;
    top = tagger->from[(gsize)t * IB_N_STATES + top];
  }
  return share;
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
  if (!ib_lattice_sum(&tagger->lattice, tagger->model->exp, tagger->features.gap, n)) {
    add_rest(text, 0, used, tagging);
    return;
  }
  double share = search(tagger, n);
  collect_spans(tagger, text, n, tagging);
  tagging->confidence = calibrate(tagger->model->calibration + IB_N_CALIBRATION, (float)exp(MIN(share, 0.)));
  gsize valid_end = MIN(len, MAX_BYTES);
  if (used < valid_end && g_utf8_validate_len(text + used, valid_end - used, NULL)) add_rest(text, used, valid_end, tagging);
}
