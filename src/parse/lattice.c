/* Sums over all paths, over probabilities scaled by token, not logarithms.  A state that
 * alpha gives next to no chance is not followed: of 64 about six are. */
#include "config.h"

#include "parse/lattice.h"

#include <string.h>

#include "parse/vector.h"

#define FAINT 1e-5f /* the share of paths of a state that is passed over */

/* Where vectors over the 21 fields begin: the last two overlap, so that none reaches beyond. */
static const guint8 parts[] = { 0, 8, IB_N_FIELDS - 8 };

void
ib_lattice_reserve(IbLattice *l, guint n)
{
  if (n <= l->room)
    return;
  l->room = MAX(n + n / 2, 128);
  l->emit = g_realloc_n(l->emit, (gsize)l->room * IB_N_STATES, sizeof(float));
  l->alpha = g_realloc_n(l->alpha, (gsize)l->room * IB_N_STATES, sizeof(float));
  l->beta = g_realloc_n(l->beta, (gsize)l->room * IB_N_STATES, sizeof(float));
  l->scale = g_realloc_n(l->scale, l->room, sizeof(float));
  l->active = g_realloc_n(l->active, l->room, sizeof(guint64));
}

void
ib_lattice_clear(IbLattice *l)
{
  g_free(l->emit);
  g_free(l->alpha);
  g_free(l->beta);
  g_free(l->scale);
  g_free(l->active);
  memset(l, 0, sizeof *l);
}

/* Bit k of lane l says whether element 8 k + l is to be had: as one bit an element, in order. */
IB_STEP guint64
collect_bits(const IbInt8 *lanes)
{
  guint64 bits = 0;
  for (guint l = 0; l < 8; l++)
    bits |= (guint64)(guint32)(*lanes)[l] << 8 * l;
  return ib_transpose_bits(bits);
}

/* Alpha of a token, without its emission, from that of the one before it. */
IB_STEP void
advance(const float *prev, guint64 active, const float (*begin)[IB_ROW], const IbTransitions *e, float *next)
{
  IbFloat8 into0 = { 0 }, into1 = { 0 }, into2 = { 0 };
  for (; active; active &= active - 1) {
    guint s = (guint)__builtin_ctzll(active);
    const IbFloat8 *row = (const IbFloat8 *)begin[s];
    into0 += prev[s] * row[0];
    into1 += prev[s] * row[1];
    into2 += prev[s] * row[2];
  }
  ib_store8(next, &into0);
  ib_store8(next + 8, &into1);
  ib_store8(next + 16, &into2); /* its padding is overwritten now */
  for (guint k = 0; k < G_N_ELEMENTS(parts); k++) {
    guint y = parts[k];
    IbFloat8 b, i, a, bi, ii, ba, ia, aa;
    ib_load8(prev + IB_BEGIN(y), &b);
    ib_load8(prev + IB_INSIDE(y), &i);
    ib_load8(prev + IB_AFTER(y), &a);
    ib_load8(e->inner[IB_BEGIN_INSIDE] + y, &bi);
    ib_load8(e->inner[IB_INSIDE_INSIDE] + y, &ii);
    ib_load8(e->inner[IB_BEGIN_AFTER] + y, &ba);
    ib_load8(e->inner[IB_INSIDE_AFTER] + y, &ia);
    ib_load8(e->inner[IB_AFTER_AFTER] + y, &aa);
    IbFloat8 inside = b * bi + i * ii, after = b * ba + i * ia + a * aa;
    ib_store8(next + IB_INSIDE(y), &inside);
    ib_store8(next + IB_AFTER(y), &after);
  }
  next[IB_OUTSIDE] = prev[IB_OUTSIDE] * e->inner[IB_AFTER_AFTER][IB_N_FIELDS];
}

/* Multiplies by the emission and divides by the sum, which it returns; lists the states that
 * have a chance. */
IB_STEP float
normalise(float *alpha, const float *emit, guint64 *active)
{
  IbFloat8 sum = { 0 }, *a = (IbFloat8 *)alpha;
  const IbFloat8 *m = (const IbFloat8 *)emit;
  for (guint k = 0; k < IB_N_STATES / 8; k++) {
    a[k] *= m[k];
    sum += a[k];
  }
  float total = ib_sum8(&sum);
  if (!(total > 1e-30f))
    return 0;
  float factor = 1.f / total;
  IbInt8 lanes = { 0 };
  for (guint k = 0; k < IB_N_STATES / 8; k++) {
    a[k] *= factor;
    lanes |= (a[k] >= FAINT) & (1 << k);
  }
  *active = collect_bits(&lanes);
  return total;
}

/* Beta of a token from W, the emission times beta of the one after it.  The ways into other
 * fields matter for states that alpha reaches. */
IB_STEP void
retreat(const float *w, guint64 active, const float (*begin)[IB_ROW], const IbTransitions *e, float *beta)
{
  const IbFloat8 *into = (const IbFloat8 *)w;
  for (guint k = 0; k < G_N_ELEMENTS(parts); k++) {
    guint y = parts[k];
    IbFloat8 i, a, bi, ii, ba, ia, aa;
    ib_load8(w + IB_INSIDE(y), &i);
    ib_load8(w + IB_AFTER(y), &a);
    ib_load8(e->inner[IB_BEGIN_INSIDE] + y, &bi);
    ib_load8(e->inner[IB_INSIDE_INSIDE] + y, &ii);
    ib_load8(e->inner[IB_BEGIN_AFTER] + y, &ba);
    ib_load8(e->inner[IB_INSIDE_AFTER] + y, &ia);
    ib_load8(e->inner[IB_AFTER_AFTER] + y, &aa);
    IbFloat8 from_begin = bi * i + ba * a, from_inside = ii * i + ia * a, from_after = aa * a;
    ib_store8(beta + IB_BEGIN(y), &from_begin);
    ib_store8(beta + IB_INSIDE(y), &from_inside);
    ib_store8(beta + IB_AFTER(y), &from_after);
  }
  beta[IB_OUTSIDE] = e->inner[IB_AFTER_AFTER][IB_N_FIELDS] * w[IB_OUTSIDE];
  for (; active; active &= active - 1) {
    guint s = (guint)__builtin_ctzll(active);
    const IbFloat8 *row = (const IbFloat8 *)begin[s];
    IbFloat8 sum = row[0] * into[0] + row[1] * into[1] + row[2] * into[2];
    beta[s] += ib_sum8(&sum);
  }
}

IB_CLONES static gboolean
sum_forward(IbLattice *l, const IbTransitions *e, const guint8 *gap, guint n)
{
  static const float origin[IB_N_STATES] = { [IB_OUTSIDE] = 1.f };
  guint64 active = (guint64)1 << IB_OUTSIDE;
  for (guint t = 0; t < n; t++) {
    float *alpha = l->alpha + (gsize)t * IB_N_STATES;
    advance(t ? alpha - IB_N_STATES : origin, active, e->begin[gap[t]], e, alpha);
    if ((l->scale[t] = normalise(alpha, l->emit + (gsize)t * IB_N_STATES, &active)) == 0)
      return FALSE;
    l->active[t] = active;
  }
  return TRUE;
}

IB_CLONES static void
sum_backward(IbLattice *l, const IbTransitions *e, const guint8 *gap, guint n)
{
  float w[IB_N_STATES];
  for (guint s = 0; s < IB_N_STATES; s++)
    l->beta[(gsize)(n - 1) * IB_N_STATES + s] = 1.f;
  for (guint t = n - 1; t > 0; t--) {
    const IbFloat8 *emit = (const IbFloat8 *)(l->emit + (gsize)t * IB_N_STATES);
    float *beta = l->beta + (gsize)t * IB_N_STATES, factor = 1.f / l->scale[t];
    for (guint k = 0; k < IB_N_STATES / 8; k++)
      ((IbFloat8 *)w)[k] = emit[k] * ((const IbFloat8 *)beta)[k] * factor;
    retreat(w, l->active[t - 1], e->begin[gap[t]], e, beta - IB_N_STATES);
  }
}

gboolean
ib_lattice_sum(IbLattice *l, const IbTransitions *e, const guint8 *gap, guint n)
{
  if (!sum_forward(l, e, gap, n))
    return FALSE;
  sum_backward(l, e, gap, n);
  return TRUE;
}

IB_CLONES guint64
ib_lattice_likely(const IbLattice *l, guint t, float least)
{
  const IbFloat8 *alpha = (const IbFloat8 *)(l->alpha + (gsize)t * IB_N_STATES);
  const IbFloat8 *beta = (const IbFloat8 *)(l->beta + (gsize)t * IB_N_STATES);
  IbInt8 lanes = { 0 };
  for (guint k = 0; k < IB_N_STATES / 8; k++)
    lanes |= (alpha[k] * beta[k] >= least) & (1 << k);
  return collect_bits(&lanes);
}
