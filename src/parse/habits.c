/* The second look at a list.  Its entries follow one style: what those that are sure do at a gap
 * is likely at the same gap of the unsure ones too.  The share of each field that begins there is
 * compared with that of all lists, and the transitions are multiplied with a root of the quotient. */
#include "config.h"

#include "parse/habits.h"

#include <math.h>

/* Measured on whole documents: doc/decisions/parser.md. */
#define TRUST 4.f    /* gaps of the list that count as much as all other lists together */
#define STRENGTH .3f /* power of the quotient */
#define DOUBT .5f    /* added to all counts: what was never seen may be */

static guint
field_of(guint state)
{
  return state == IB_OUTSIDE ? IB_N_FIELDS : state % IB_N_FIELDS;
}

void
ib_habits_add(IbHabits *habits, const guint8 *path, const guint8 *gap, guint n)
{
  for (guint t = 0, before = IB_OUTSIDE; t < n; before = path[t++])
    habits->n[gap[t]][field_of(before)][path[t] < IB_N_FIELDS ? path[t] : IB_N_FIELDS]++;
}

void
ib_habits_to_customs(const IbHabits *habits, IbCustoms customs)
{
  for (guint g = 0; g < IB_N_GAPS; g++)
    for (guint f = 0; f < IB_N_HABITS; f++) {
      const guint32 *n = habits->n[g][f];
      float total = 0;
      for (guint y = 0; y < IB_N_HABITS; y++)
        total += (float)n[y] + DOUBT;
      for (guint y = 0; y < IB_N_HABITS; y++)
        customs[g][f][y] = (guint8)CLAMP(lrintf(255.f + 16.f * log2f(((float)n[y] + DOUBT) / total)), 0, 255);
    }
}

/* For each field that may begin: how much likelier it is here, against going on. */
static void
compare(const guint32 *list, const guint8 *customs, float *factor)
{
  float n = 0, quotient[IB_N_HABITS];
  for (guint y = 0; y < IB_N_HABITS; y++)
    n += (float)list[y];
  for (guint y = 0; y < IB_N_HABITS; y++) {
    float share = exp2f(((float)customs[y] - 255.f) / 16.f);
    quotient[y] = ((float)list[y] / share + TRUST) / (n + TRUST);
  }
  for (guint y = 0; y < IB_N_FIELDS; y++)
    factor[y] = powf(quotient[y] / quotient[IB_N_FIELDS], STRENGTH);
}

static gboolean
is_empty(const guint32 *list)
{
  for (guint y = 0; y < IB_N_HABITS; y++)
    if (list[y])
      return FALSE;
  return TRUE;
}

void
ib_habits_lean(const IbHabits *list, const IbCustoms customs, const IbTransitions *e, IbTransitions *out)
{
  *out = *e;
  for (guint g = 0; g < IB_N_GAPS; g++)
    for (guint f = 0; f < IB_N_HABITS; f++) {
      float factor[IB_N_FIELDS];
      if (is_empty(list->n[g][f]))
        continue;
      compare(list->n[g][f], customs[g][f], factor);
      for (guint s = 0; s < IB_N_STATES; s++)
        for (guint y = 0; y < IB_N_FIELDS && field_of(s) == f; y++)
          out->begin[g][s][y] *= factor[y];
    }
}
