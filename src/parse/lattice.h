/* The sums over all paths through the states of the tokens of a reference. */
#ifndef IB_PARSE_LATTICE_H
#define IB_PARSE_LATTICE_H

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
  float begin[IB_N_GAPS][IB_N_STATES][IB_ROW]; /* into Begin, by the class of the gap; the padding is 0 */
  float inner[IB_N_INNER][IB_ROW];             /* AFTER_AFTER[IB_N_FIELDS]: OUTSIDE stays */
} IbTransitions;

/* Into TO, the gap before it being of class GAP; 0 where there is no way. */
static inline float ib_transition(const IbTransitions *e, guint gap, guint from, guint to)
{
  if (to < IB_N_FIELDS) return e->begin[gap][from][to];
  if (to == IB_OUTSIDE) return from == IB_OUTSIDE ? e->inner[IB_AFTER_AFTER][IB_N_FIELDS] : 0.f;
  guint field = to % IB_N_FIELDS;
  if (from == IB_OUTSIDE || from % IB_N_FIELDS != field) return 0.f;
  if (to < IB_AFTER(0))
    return from < IB_AFTER(0) ? e->inner[from < IB_N_FIELDS ? IB_BEGIN_INSIDE : IB_INSIDE_INSIDE][field] : 0.f;
  return e->inner[from < IB_INSIDE(0) ? IB_BEGIN_AFTER : from < IB_AFTER(0) ? IB_INSIDE_AFTER : IB_AFTER_AFTER][field];
}

/* The states from which a path can come to state S: all into a Begin, else those of its field. */
static inline guint64 ib_sources(guint s)
{
  if (s < IB_N_FIELDS) return ~(guint64)0;
  if (s == IB_OUTSIDE) return (guint64)1 << IB_OUTSIDE;
  guint64 field = (guint64)1 << IB_BEGIN(s % IB_N_FIELDS);
  return field | field << IB_INSIDE(0) | (s < IB_AFTER(0) ? 0 : field << IB_AFTER(0));
}

/* Working memory of sums over one reference; kept and grown. */
typedef struct {
  float *emit;   /* [n][64]: exp of the scores, scaled by token */
  float *alpha, *beta;
  float *scale;  /* [n]: what alpha was divided by */
  guint64 *active; /* [n]: the states that alpha gives a chance, a bit each */
  guint room;
} IbLattice;

void ib_lattice_reserve(IbLattice *lattice, guint n);
void ib_lattice_clear(IbLattice *lattice);

/* Fills alpha, beta, scale and active from emit; E holds exp of the transitions.  FALSE when no
 * path has a chance. */
gboolean ib_lattice_sum(IbLattice *lattice, const IbTransitions *e, const guint8 *gap, guint n);

/* The states, a bit each, that at least the share LEAST of all paths has at token T. */
guint64 ib_lattice_likely(const IbLattice *lattice, guint t, float least);
#endif
