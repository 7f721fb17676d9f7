/* The linear chain: states, sums over paths, and the training of its weights. */
#ifndef IB_PARSE_CRF_H
#define IB_PARSE_CRF_H

#include "parse/feature.h"

/* A token begins a field, is inside of it, or is furniture after it that remembers it;
 * one more state stands for furniture before any field.  Field f is IbLabel f + 1. */
#define IB_N_FIELDS 21
#define IB_N_STATES 64
#define IB_BEGIN(f) (f)
#define IB_INSIDE(f) (IB_N_FIELDS + (f))
#define IB_AFTER(f) (2 * IB_N_FIELDS + (f))
#define IB_OUTSIDE 63
#define IB_ROW 24 /* fields, padded for the vector unit */

/* Transitions into Inside and After exist within one field only. */
enum { IB_BEGIN_INSIDE, IB_INSIDE_INSIDE, IB_BEGIN_AFTER, IB_INSIDE_AFTER, IB_AFTER_AFTER, IB_N_INNER };

typedef struct {
  float begin[IB_N_GAPS][IB_N_STATES][IB_ROW]; /* into Begin, by the class of the gap */
  float inner[IB_N_INNER][IB_ROW];             /* AFTER_AFTER[IB_N_FIELDS]: OUTSIDE stays */
} IbTransitions;

/* Working memory of sums over one reference; kept and grown. */
typedef struct {
  float *emit;   /* [n][64]: exp of the scores, scaled by token */
  float *alpha, *beta;
  float *scale;  /* [n]: what alpha was divided by */
  guint room;
} IbLattice;

void ib_lattice_reserve(IbLattice *lattice, guint n);
void ib_lattice_clear(IbLattice *lattice);

/* For loops that are worth vectors at -O2 too; clang makes them of itself.  No sum is
 * reordered, so that results are the same everywhere. */
#if defined __GNUC__ && !defined __clang__
#define IB_VECTOR __attribute__((optimize("O3")))
#else
#define IB_VECTOR
#endif

/* exp() good to 2e-7 of its value, the same on every machine; 0 below -40, where nothing
 * counts any more.  Without a branch, so that loops over it become vectors. */
static inline float ib_exp(float x)
{
  float y = x < -40.f ? -40.f : x > 60.f ? 60.f : x;
  float z = y * 1.44269504f + 128.5f; /* above 0: the cast rounds down */
  gint32 k = (gint32)z - 128;
  float r = y - (float)k * .693359375f + (float)k * 2.12194440e-4f;
  float p = 1.f + r * (1.f + r * (.5f + r * (.166666667f + r * (.0416666667f + r * (.00833333333f + r * .00138888889f)))));
  union { gint32 i; float f; } power = { (k + 127) << 23 };
  return x < -40.f ? 0.f : p * power.f;
}

/* Fills alpha, beta and scale from emit; E holds exp of the transitions.  FALSE when no
 * path has a chance. */
gboolean ib_lattice_sum(IbLattice *lattice, const IbTransitions *e, const guint8 *gap, guint n);

/* The trained weights of one seed. */
typedef struct IbCrf IbCrf;

typedef struct {
  float rate;     /* of AdaGrad */
  float start;    /* what its sums begin with */
  float shrink;   /* L1 */
  float keep;     /* share of features kept at random in each step */
} IbCrfOptions;

IbCrf *ib_crf_new(guint n_rows, const IbCrfOptions *options);
void ib_crf_free(IbCrf *crf);
/* One reference: ROWS [n][per_token], G_MAXUINT32 where there is no feature; ALLOWED holds
 * for each token the states that its labels permit.  Returns the loss. */
double ib_crf_step(IbCrf *crf, const guint32 *rows, guint per_token, const guint8 *gap, const guint64 *allowed, guint n,
                   guint64 *random);
/* For averaging: adds the weights, as they serve without dropping features, to SUMS. */
void ib_crf_add(const IbCrf *crf, float *rows, IbTransitions *transitions);

/* A generator of random numbers with a state of 64 bits (splitmix64). */
static inline guint64 ib_random(guint64 *state)
{
  guint64 z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}
static inline guint ib_random_below(guint64 *state, guint n)
{
  return n ? (guint)((ib_random(state) >> 32) * n >> 32) : 0;
}
#endif
