/* Paths with a memory: beside its state a path carries for one or two fields whether they have
 * begun before, and pays when they begin again.  That is searched only for references whose best path
 * repeats a field, three in a hundred, and among states that have a chance at all. */
#include "config.h"

#include "parse/repeat.h"

#include <math.h>
#include <string.h>

#include "parse/crf.h"
#include "parse/tagger.h"

#define FIELDS_AT_ONCE 2
#define COPIES (1u << FIELDS_AT_ONCE) /* of each state: which of the fields have begun */
#define LIKELY 1e-5f                  /* the share of paths of a state that is worth a look */

/* What a path pays for beginning a field again, by field.  Labelled references have two dates or
 * two containers now and then, hardly two titles.  Measured: doc/decisions/parser.md. */
static const float price[IB_N_FIELDS] = {
  [IB_LABEL_AUTHOR - 1] = 2,    [IB_LABEL_EDITOR - 1] = 2,    [IB_LABEL_TRANSLATOR - 1] = 2,
  [IB_LABEL_TITLE - 1] = 4,     [IB_LABEL_CONTAINER - 1] = 2, [IB_LABEL_COLLECTION - 1] = 2,
  [IB_LABEL_VOLUME - 1] = 3,    [IB_LABEL_ISSUE - 1] = 3,     [IB_LABEL_PAGES - 1] = 2,
  [IB_LABEL_PUBLISHER - 1] = 2, [IB_LABEL_LOCATION - 1] = 2,  [IB_LABEL_EDITION - 1] = 2,
};

typedef struct {
  float value[COPIES][IB_N_STATES]; /* 0: no path */
  guint8 from[COPIES][IB_N_STATES], from_copy[COPIES][IB_N_STATES];
  guint copies; /* that have a path, a bit each */
} Column;

typedef struct {
  const IbLattice *lattice;
  const IbTransitions *e;
  const guint8 *gap;
  guint field[FIELDS_AT_ONCE], n_fields;
} Search;

/* The fields that PATH repeats. */
static void
find_repeated(Search *search, const guint8 *path, guint n)
{
  guint times[IB_N_FIELDS] = { 0 };
  for (guint t = 0; t < n; t++)
    if (path[t] < IB_N_FIELDS && ++times[path[t]] == 2 && price[path[t]] > 0 && search->n_fields < FIELDS_AT_ONCE)
      search->field[search->n_fields++] = path[t];
}

/* Extends the paths of one COPY in PREV, from the states FROM, to the state TO of token T. */
static void
extend(const Search *search, const Column *prev, guint copy, guint64 from, guint to, guint t, Column *next)
{
  float emit = search->lattice->emit[(gsize)t * IB_N_STATES + to], factor = 1.f;
  guint new_copy = copy;
  for (guint k = 0; k < search->n_fields; k++)
    if (to == IB_BEGIN(search->field[k])) {
      if (copy >> k & 1)
        factor = ib_exp(-price[search->field[k]]);
      new_copy |= 1u << k;
    }
  const float(*begin)[IB_ROW] = search->e->begin[search->gap[t]];
  for (from &= ib_sources(to); from; from &= from - 1) {
    guint s = (guint)__builtin_ctzll(from);
    float way = to < IB_N_FIELDS ? begin[s][to] : ib_transition(search->e, search->gap[t], s, to);
    float value = prev->value[copy][s] * way * emit * factor;
    if (value <= next->value[new_copy][to])
      continue;
    next->value[new_copy][to] = value;
    next->from[new_copy][to] = (guint8)s;
    next->from_copy[new_copy][to] = (guint8)copy;
    next->copies |= 1u << new_copy;
  }
}

/* Divides by the best value, which it returns. */
static float
normalise(Column *column)
{
  float most = 0, *value = column->value[0];
  for (guint i = 0; i < COPIES * IB_N_STATES; i++)
    most = MAX(most, value[i]);
  for (guint i = 0; most > 0 && i < COPIES * IB_N_STATES; i++)
    value[i] /= most;
  return most;
}

static void
trace(const Column *columns, guint n, guint8 *path)
{
  guint copy = 0, state = 0;
  for (guint c = 0; c < COPIES; c++)
    for (guint s = 0; s < IB_N_STATES; s++)
      if (columns[n - 1].value[c][s] > columns[n - 1].value[copy][state])
        copy = c, state = s;
  for (guint t = n; t-- > 0;) {
    path[t] = (guint8)state;
    guint before = columns[t].from_copy[copy][state];
    state = columns[t].from[copy][state];
    copy = before;
  }
}

static gboolean
search_path(const Search *search, guint n, guint8 *path)
{
  g_autofree Column *columns = g_new0(Column, (gsize)n + 1);
  guint64 from = (guint64)1 << IB_OUTSIDE;
  columns[n].value[0][IB_OUTSIDE] = 1.f; /* before the first token */
  columns[n].copies = 1;
  for (guint t = 0; t < n; t++) {
    const Column *prev = &columns[t ? t - 1 : n];
    guint64 to = ib_lattice_likely(search->lattice, t, LIKELY);
    for (guint c = 0; c < COPIES; c++)
      for (guint64 rest = prev->copies >> c & 1 ? to : 0; rest; rest &= rest - 1)
        extend(search, prev, c, from, (guint)__builtin_ctzll(rest), t, &columns[t]);
    if (!(normalise(&columns[t]) > 0))
      return FALSE;
    from = to;
  }
  trace(columns, n, path);
  return TRUE;
}

static double
share_of(const Search *search, const guint8 *path, guint n)
{
  double share = 0;
  for (guint t = 0, from = IB_OUTSIDE; t < n; from = path[t++])
    share += log(ib_transition(search->e, search->gap[t], from, path[t]) *
                 search->lattice->emit[(gsize)t * IB_N_STATES + path[t]] / search->lattice->scale[t]);
  return share;
}

gboolean
ib_repeat_mend(const IbLattice *lattice, const IbTransitions *e, const guint8 *gap, guint n, guint8 *path,
               double *share)
{
  Search search = { .lattice = lattice, .e = e, .gap = gap };
  find_repeated(&search, path, n);
  if (!search.n_fields)
    return FALSE;
  g_autofree guint8 *other = g_malloc(n);
  if (!search_path(&search, n, other) || memcmp(other, path, n) == 0)
    return FALSE;
  memcpy(path, other, n);
  *share = share_of(&search, path, n);
  return TRUE;
}
