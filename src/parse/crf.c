/* The linear chain and its training: gradient of the summed probability of all labellings
 * that a reference's annotation allows (its unannotated labels are unknown, not absent),
 * by AdaGrad with L1 shrinkage and random dropping of features.
 *
 * No reduction is reordered, so that the same data give the same bits. */
#include "config.h"

#include "parse/crf.h"

#include <math.h>
#include <string.h>

#include "parse/vector.h"

/* Loops over rows, which training spends its time in: as vectors, for AVX2 too.  sqrtf() of sums of squares
 * needs no errno, which would stand in their way. */
#if defined __GNUC__ && !defined __clang__
#define IB_ROWS IB_CLONES __attribute__((optimize("O3", "no-math-errno")))
#else
#define IB_ROWS
#endif

#define REFRESH 16       /* references between two updates of the transitions */
#define NEGLIGIBLE 2e-3f /* a gradient that is not worth an update of the features */

struct IbCrf {
  IbCrfOptions options;
  guint n_rows;
  float *row, *row_sum; /* [n_rows][64]: weights, AdaGrad's sums of squares */
  IbTransitions weight, sum, gradient, exp;
  IbLattice free, bound;
  float *score;
  guint32 *kept;
  gsize score_room;
  guint since_refresh;
  const guint64 *mask; /* states whose weights may be other than 0, by row; NULL: all */
};

IB_VECTOR static void
refresh_exp(IbCrf *crf)
{
  for (guint g = 0; g < IB_N_GAPS; g++)
    for (guint s = 0; s < IB_N_STATES; s++)
      for (guint y = 0; y < IB_N_FIELDS; y++)
        crf->exp.begin[g][s][y] = ib_exp(crf->weight.begin[g][s][y]);
  for (guint k = 0; k < IB_N_INNER; k++)
    for (guint y = 0; y < IB_ROW; y++)
      crf->exp.inner[k][y] = ib_exp(crf->weight.inner[k][y]);
}

IbCrf *
ib_crf_new(guint n_rows, const IbCrfOptions *options)
{
  IbCrf *crf = g_new0(IbCrf, 1);
  crf->options = *options;
  crf->n_rows = n_rows;
  gsize n = (gsize)n_rows * IB_N_STATES;
  crf->row = g_new0(float, n);
  crf->row_sum = g_new(float, n);
  for (gsize i = 0; i < n; i++)
    crf->row_sum[i] = options->start;
  float *sum = (float *)&crf->sum;
  for (gsize i = 0; i < sizeof crf->sum / sizeof *sum; i++)
    sum[i] = options->start;
  refresh_exp(crf);
  return crf;
}

void
ib_crf_free(IbCrf *crf)
{
  if (!crf)
    return;
  g_free(crf->row);
  g_free(crf->row_sum);
  ib_lattice_clear(&crf->free);
  ib_lattice_clear(&crf->bound);
  g_free(crf->score);
  g_free(crf->kept);
  g_free(crf);
}

IB_ROWS static void
update(float *weight, float *sum, const float *gradient, guint n, float rate, float shrink)
{
  for (guint i = 0; i < n; i++) {
    sum[i] += gradient[i] * gradient[i];
    float step = rate / sqrtf(sum[i]);
    float w = weight[i] - step * gradient[i];
    float size = fabsf(w) - step * shrink;
    weight[i] = size > 0 ? copysignf(size, w) : 0.f;
  }
}

/* Adds FACTOR times the expected transitions of the lattice to the gradient. */
IB_ROWS static void
add_transitions(IbTransitions *g, const IbTransitions *e, const IbLattice *l, const guint8 *gap, guint n, float factor)
{
  static const float origin[IB_N_STATES] = { [IB_OUTSIDE] = 1.f };
  for (guint t = 0; t < n; t++) {
    const float *prev = t ? l->alpha + (gsize)(t - 1) * IB_N_STATES : origin;
    const float *emit = l->emit + (gsize)t * IB_N_STATES, *beta = l->beta + (gsize)t * IB_N_STATES;
    float w[IB_N_STATES + IB_ROW] = { 0 }, scale = factor / l->scale[t];
    for (guint s = 0; s < IB_N_STATES; s++)
      w[s] = emit[s] * beta[s] * scale;
    for (guint s = 0; s < IB_N_STATES; s++) {
      if (prev[s] < 1e-6f)
        continue;
      for (guint y = 0; y < IB_ROW; y++)
        g->begin[gap[t]][s][y] += prev[s] * e->begin[gap[t]][s][y] * w[y];
    }
    for (guint y = 0; y < IB_N_FIELDS; y++) {
      float b = prev[IB_BEGIN(y)], i = prev[IB_INSIDE(y)], a = prev[IB_AFTER(y)];
      g->inner[IB_BEGIN_INSIDE][y] += b * e->inner[IB_BEGIN_INSIDE][y] * w[IB_INSIDE(y)];
      g->inner[IB_INSIDE_INSIDE][y] += i * e->inner[IB_INSIDE_INSIDE][y] * w[IB_INSIDE(y)];
      g->inner[IB_BEGIN_AFTER][y] += b * e->inner[IB_BEGIN_AFTER][y] * w[IB_AFTER(y)];
      g->inner[IB_INSIDE_AFTER][y] += i * e->inner[IB_INSIDE_AFTER][y] * w[IB_AFTER(y)];
      g->inner[IB_AFTER_AFTER][y] += a * e->inner[IB_AFTER_AFTER][y] * w[IB_AFTER(y)];
    }
  }
}

static void
update_transitions(IbCrf *crf)
{
  gsize n = sizeof crf->weight / sizeof(float);
  update((float *)&crf->weight, (float *)&crf->sum, (float *)&crf->gradient, (guint)n, crf->options.rate,
         crf->options.shrink * .1f);
  memset(&crf->gradient, 0, sizeof crf->gradient);
  refresh_exp(crf);
  crf->since_refresh = 0;
}

static void
reserve(IbCrf *crf, guint n, guint per_token)
{
  ib_lattice_reserve(&crf->free, n);
  ib_lattice_reserve(&crf->bound, n);
  gsize need = (gsize)n * MAX(per_token, IB_N_STATES);
  if (need <= crf->score_room)
    return;
  crf->score_room = need * 2;
  crf->score = g_realloc_n(crf->score, crf->score_room, sizeof(float));
  crf->kept = g_realloc_n(crf->kept, crf->score_room, sizeof(guint32));
}

/* Drops features at random and adds up the scores of the others. */
IB_ROWS static void
score_tokens(IbCrf *crf, const guint32 *rows, guint per_token, guint n, guint64 *random)
{
  guint32 limit = (guint32)(crf->options.keep * 65536.f);
  for (guint t = 0; t < n; t++) {
    float *score = crf->score + (gsize)t * IB_N_STATES;
    memset(score, 0, IB_N_STATES * sizeof(float));
    guint64 bits = 0;
    for (guint k = 0; k < per_token; k++) {
      gsize at = (gsize)t * per_token + k;
      if (k % 4 == 0)
        bits = ib_random(random);
      crf->kept[at] = (bits & 0xffff) < limit ? rows[at] : G_MAXUINT32;
      bits >>= 16;
      if (crf->kept[at] == G_MAXUINT32)
        continue;
      const float *row = crf->row + (gsize)crf->kept[at] * IB_N_STATES;
      for (guint s = 0; s < IB_N_STATES; s++)
        score[s] += row[s];
    }
  }
}

/* exp of the scores of the ALLOWED states, the best of them 1. */
IB_VECTOR static float
emit_from(const float *score, guint64 allowed, float *emit)
{
  float top = -1e30f;
  for (guint s = 0; s < IB_N_STATES; s++)
    if ((allowed >> s & 1) && score[s] > top)
      top = score[s];
  for (guint s = 0; s < IB_N_STATES; s++)
    emit[s] = allowed >> s & 1 ? ib_exp(score[s] - top) : 0.f;
  return top;
}

static gboolean
sum_lattice(IbCrf *crf, IbLattice *l, const guint8 *gap, const guint64 *allowed, guint n, double *total)
{
  *total = 0;
  for (guint t = 0; t < n; t++)
    *total += emit_from(crf->score + (gsize)t * IB_N_STATES, allowed ? allowed[t] : ~(guint64)0,
                        l->emit + (gsize)t * IB_N_STATES);
  if (!ib_lattice_sum(l, &crf->exp, gap, n))
    return FALSE;
  for (guint t = 0; t < n; t++)
    *total += log(l->scale[t]);
  return TRUE;
}

static void
apply_mask(float *row, guint64 mask)
{
  for (guint s = 0; s < IB_N_STATES; s++)
    row[s] = mask >> s & 1 ? row[s] : 0.f;
}

void
ib_crf_prune(IbCrf *crf, const guint64 *mask)
{
  crf->mask = mask;
  for (gsize r = 0; r < crf->n_rows; r++)
    apply_mask(crf->row + r * IB_N_STATES, mask[r]);
}

static void
update_features(IbCrf *crf, guint per_token, guint n, float weight)
{
  for (guint t = 0; t < n; t++) {
    gsize at = (gsize)t * IB_N_STATES;
    float gradient[IB_N_STATES], most = 0;
    for (guint s = 0; s < IB_N_STATES; s++) {
      gradient[s] = weight * (crf->free.alpha[at + s] * crf->free.beta[at + s] -
                              crf->bound.alpha[at + s] * crf->bound.beta[at + s]);
      most = MAX(most, fabsf(gradient[s]));
    }
    if (most < NEGLIGIBLE)
      continue;
    for (guint k = 0; k < per_token; k++) {
      guint32 row = crf->kept[(gsize)t * per_token + k];
      if (row == G_MAXUINT32)
        continue;
      gsize base = (gsize)row * IB_N_STATES;
      update(crf->row + base, crf->row_sum + base, gradient, IB_N_STATES, crf->options.rate, crf->options.shrink);
      if (crf->mask && crf->mask[row] != ~(guint64)0)
        apply_mask(crf->row + base, crf->mask[row]);
    }
  }
}

double
ib_crf_step(IbCrf *crf, const guint32 *rows, guint per_token, const guint8 *gap, const guint64 *allowed, guint n,
            guint64 *random)
{
  if (!n)
    return 0;
  double all, right;
  reserve(crf, n, per_token);
  score_tokens(crf, rows, per_token, n, random);
  if (!sum_lattice(crf, &crf->free, gap, NULL, n, &all) || !sum_lattice(crf, &crf->bound, gap, allowed, n, &right))
    return 0;
  float weight = ib_exp(-crf->options.doubt * (float)(all - right));
  update_features(crf, per_token, n, weight);
  add_transitions(&crf->gradient, &crf->exp, &crf->free, gap, n, weight);
  add_transitions(&crf->gradient, &crf->exp, &crf->bound, gap, n, -weight);
  if (++crf->since_refresh >= REFRESH)
    update_transitions(crf);
  return all - right;
}

void
ib_crf_add(const IbCrf *crf, float *rows, IbTransitions *transitions)
{
  for (gsize i = 0; i < (gsize)crf->n_rows * IB_N_STATES; i++)
    rows[i] += crf->row[i] * crf->options.keep;
  const float *from = (const float *)&crf->weight;
  float *to = (float *)transitions;
  for (gsize i = 0; i < sizeof *transitions / sizeof(float); i++)
    to[i] += from[i];
}
