/* The training of the linear chain's weights. */
#ifndef IB_PARSE_CRF_H
#define IB_PARSE_CRF_H

#include "parse/lattice.h"

/* For loops that are worth vectors at -O2 too; clang makes them of itself.  No sum is
 * reordered, so that results are the same everywhere. */
#if defined __GNUC__ && !defined __clang__
#define IB_VECTOR __attribute__((optimize("O3")))
#else
#define IB_VECTOR
#endif

/* exp() good to 2e-7 of its value, the same on every machine; 0 below -40, where nothing
 * counts any more.  Without a branch, so that loops over it become vectors. */
static inline float
ib_exp(float x)
{
  float y = x < -40.f ? -40.f : x > 60.f ? 60.f : x;
  float z = y * 1.44269504f + 128.5f; /* above 0: the cast rounds down */
  gint32 k = (gint32)z - 128;
  float r = y - (float)k * .693359375f + (float)k * 2.12194440e-4f;
  float p =
      1.f + r * (1.f + r * (.5f + r * (.166666667f + r * (.0416666667f + r * (.00833333333f + r * .00138888889f)))));
  union {
    gint32 i;
    float f;
  } power = { (k + 127) << 23 };
  return x < -40.f ? 0.f : p * power.f;
}

/* The trained weights of one seed. */
typedef struct IbCrf IbCrf;

typedef struct {
  float rate;   /* of AdaGrad */
  float start;  /* what its sums begin with */
  float shrink; /* L1 */
  float keep;   /* share of features kept at random in each step */
  float doubt;  /* how fast what a reference teaches fades as its labels grow unlikely: they may be wrong */
} IbCrfOptions;

IbCrf *ib_crf_new(guint n_rows, const IbCrfOptions *options);
void ib_crf_free(IbCrf *crf);
/* One reference: ROWS [n][per_token], G_MAXUINT32 where there is no feature; ALLOWED holds
 * for each token the states that its labels permit.  Returns the loss. */
double ib_crf_step(IbCrf *crf, const guint32 *rows, guint per_token, const guint8 *gap, const guint64 *allowed, guint n,
                   guint64 *random);
/* Holds all weights at 0 but those of the states in MASK, one a row, which must outlive CRF. */
void ib_crf_prune(IbCrf *crf, const guint64 *mask);
/* For averaging: adds the weights, as they serve without dropping features, to SUMS. */
void ib_crf_add(const IbCrf *crf, float *rows, IbTransitions *transitions);

/* A generator of random numbers with a state of 64 bits (splitmix64). */
static inline guint64
ib_random(guint64 *state)
{
  guint64 z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}
static inline guint
ib_random_below(guint64 *state, guint n)
{
  return n ? (guint)((ib_random(state) >> 32) * n >> 32) : 0;
}
#endif
