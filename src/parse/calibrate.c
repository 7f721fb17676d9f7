/* Isotonic curves on evenly spaced knots: each judgement counts for the two knots beside it,
 * then neighbours that fall are pooled until the curve rises. */
#include "config.h"

#include "parse/calibrate.h"

#include "parse/evaluate.h"

#define PRIOR 2.f /* judgements that say what the straight curve says, a knot */

typedef struct {
  float right[IB_N_CALIBRATION], n[IB_N_CALIBRATION];
} Knots;

static void
judge(gboolean whole, float confidence, gboolean right, gpointer data)
{
  Knots *knots = (Knots *)data + (whole ? 1 : 0);
  float at = CLAMP(confidence, 0.f, 1.f) * (IB_N_CALIBRATION - 1);
  guint i = MIN((guint)at, IB_N_CALIBRATION - 2);
  float upper = at - (float)i;
  knots->n[i] += 1 - upper;
  knots->n[i + 1] += upper;
  knots->right[i] += right ? 1 - upper : 0;
  knots->right[i + 1] += right ? upper : 0;
}

static void
pool(const Knots *knots, float *curve)
{
  float value[IB_N_CALIBRATION], weight[IB_N_CALIBRATION];
  guint width[IB_N_CALIBRATION], n = 0;
  for (guint i = 0; i < IB_N_CALIBRATION; i++) {
    weight[n] = knots->n[i] + PRIOR;
    value[n] = (knots->right[i] + PRIOR * (float)i / (IB_N_CALIBRATION - 1)) / weight[n];
    width[n++] = 1;
    for (; n > 1 && value[n - 2] > value[n - 1]; n--) {
      float sum = weight[n - 2] + weight[n - 1];
      value[n - 2] = (value[n - 2] * weight[n - 2] + value[n - 1] * weight[n - 1]) / sum;
      weight[n - 2] = sum;
      width[n - 2] += width[n - 1];
    }
  }
  for (guint k = 0, i = 0; k < n; k++)
    for (guint w = 0; w < width[k]; w++)
      curve[i++] = value[k];
}

void
ib_calibrate(IbTagger *tagger, const GPtrArray *items, float curve[2][IB_N_CALIBRATION])
{
  Knots knots[2] = { 0 };
  for (guint i = 0; i < items->len; i++)
    ib_evaluate_each(tagger, items->pdata[i], judge, knots);
  pool(&knots[0], curve[0]);
  pool(&knots[1], curve[1]);
}
