/* What is decided after the chain: fields that stand twice, and the habits of a list. */
#include "config.h"

#include <string.h>

#include "parse/habits.h"
#include "parse/repeat.h"

#define TITLE (IB_LABEL_TITLE - 1)
#define AUTHOR (IB_LABEL_AUTHOR - 1)
#define DATE (IB_LABEL_DATE - 1)
#define CONTAINER (IB_LABEL_CONTAINER - 1)

/* All ways are equally good. */
static IbTransitions *
plain_transitions(void)
{
  IbTransitions *e = g_new0(IbTransitions, 1);
  for (guint g = 0; g < IB_N_GAPS; g++)
    for (guint s = 0; s < IB_N_STATES; s++)
      for (guint y = 0; y < IB_N_FIELDS; y++)
        e->begin[g][s][y] = 1.f;
  for (guint k = 0; k < IB_N_INNER; k++)
    for (guint y = 0; y < IB_ROW; y++)
      e->inner[k][y] = 1.f;
  return e;
}

/* A title, an author, and what looks most like another title; CONTAINER is how much it looks like a
 * container.  Returns what it is in the end. */
static guint
third_of_three(float container)
{
  static const guint8 gap[3] = { 0, 1, 1 };
  guint8 path[3] = { IB_BEGIN(TITLE), IB_BEGIN(AUTHOR), IB_BEGIN(TITLE) };
  g_autofree IbTransitions *e = plain_transitions();
  IbLattice lattice = { 0 };
  double share = 0;
  ib_lattice_reserve(&lattice, 3);
  memset(lattice.emit, 0, 3 * IB_N_STATES * sizeof(float));
  lattice.emit[IB_BEGIN(TITLE)] = 1;
  lattice.emit[IB_N_STATES + IB_BEGIN(AUTHOR)] = 1;
  lattice.emit[2 * IB_N_STATES + IB_BEGIN(TITLE)] = 1;
  lattice.emit[2 * IB_N_STATES + IB_BEGIN(CONTAINER)] = container;
  g_assert_true(ib_lattice_sum(&lattice, e, gap, 3));
  gboolean changed = ib_repeat_mend(&lattice, e, gap, 3, path, &share);
  g_assert_cmpint(changed, ==, path[2] != IB_BEGIN(TITLE));
  g_assert_cmpuint(path[0], ==, IB_BEGIN(TITLE));
  g_assert_cmpuint(path[1], ==, IB_BEGIN(AUTHOR));
  if (changed)
    g_assert_cmpfloat(share, <, 0);
  ib_lattice_clear(&lattice);
  return path[2];
}

static void
test_second_title(void)
{
  g_assert_cmpuint(third_of_three(.5f), ==, IB_BEGIN(CONTAINER));
  g_assert_cmpuint(third_of_three(.001f), ==, IB_BEGIN(TITLE)); /* it is one all the same */
}

/* One title is none too many: nothing is searched for. */
static void
test_no_repetition(void)
{
  static const guint8 gap[2] = { 0, 1 };
  guint8 path[2] = { IB_BEGIN(TITLE), IB_INSIDE(TITLE) };
  IbLattice none = { 0 };
  double share = -1;
  g_assert_false(ib_repeat_mend(&none, NULL, gap, 2, path, &share));
  g_assert_cmpfloat(share, ==, -1);
}

static void
test_list_leans(void)
{
  enum { GAP = 9 };
  static const guint8 gap[2] = { 0, GAP }, date[2] = { IB_BEGIN(AUTHOR), IB_BEGIN(DATE) },
                      title[2] = { IB_BEGIN(AUTHOR), IB_BEGIN(TITLE) };
  g_autofree IbHabits *general = g_new0(IbHabits, 1), *list = g_new0(IbHabits, 1);
  g_autofree IbTransitions *e = plain_transitions(), *out = g_new0(IbTransitions, 1);
  g_autofree guint8(*customs)[IB_N_HABITS][IB_N_HABITS] = g_malloc(sizeof(IbCustoms));
  for (guint i = 0; i < 50; i++) {
    ib_habits_add(general, date, gap, 2);
    ib_habits_add(general, title, gap, 2);
  }
  ib_habits_to_customs(general, customs);
  ib_habits_lean(list, customs, e, out);
  g_assert_cmpmem(out, sizeof *out, e, sizeof *e); /* a list without entries has no habits */
  for (guint i = 0; i < 6; i++)
    ib_habits_add(list, date, gap, 2);
  ib_habits_lean(list, customs, e, out);
  const float *into = out->begin[GAP][IB_INSIDE(AUTHOR)];
  g_assert_cmpfloat(into[DATE], >, 1.1f * into[TITLE]);
  g_assert_cmpfloat(out->begin[GAP][IB_INSIDE(TITLE)][DATE], ==, 1.f); /* nothing was seen after titles */
  g_assert_cmpfloat(out->begin[GAP + 1][IB_INSIDE(AUTHOR)][DATE], ==, 1.f);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/second-look/second-title", test_second_title);
  g_test_add_func("/second-look/no-repetition", test_no_repetition);
  g_test_add_func("/second-look/list-leans", test_list_leans);
  return g_test_run();
}
