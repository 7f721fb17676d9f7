/* Splitting a run of names into persons and bodies.
 *
 * What separates persons differs by style: ";" "/" " - " always do, "and" does, a comma
 * may as well stand between family and given name.  So a run is first cut into segments
 * at all separators, and a shortest path over the segments then decides which two belong
 * together; a style that changes from person to person costs something. */
#include "config.h"

#include "parse/names.h"

#include <string.h>

#include "parse/names_segments.h"
#include "record/name.h"

/* How a person is written. */
typedef enum { FORM_PAIR_INITIALS, FORM_PAIR_GIVEN, FORM_NATURAL, FORM_TRAILING, FORM_LONE,
               FORM_BODY, FORM_NEUTRAL, N_FORMS } Form;

/* A step of the path: a person of N segments that ends before segment I. */
typedef struct {
  float cost;
  guint8 n;
  guint8 previous; /* form of the person before */
} Step;

/* The path. */

/* What it costs that a person is this single segment, and in which form. */
static float
single_cost(const IbNameSegment *seg, Form *form)
{
  switch (seg->shape) {
  case IB_SHAPE_NATURAL:
    *form = FORM_NATURAL;
    return 0;
  case IB_SHAPE_TRAILING:
    *form = FORM_TRAILING;
    return 0;
  case IB_SHAPE_GIVEN:
    *form = FORM_TRAILING;
    return 0.3f;
  case IB_SHAPE_MULTI:
    *form = seg->particle && seg->words <= 3 ? FORM_LONE : FORM_NATURAL;
    return seg->particle ? 0.6f : 0.5f;
  case IB_SHAPE_BODY:
    *form = FORM_BODY;
    return 0.2f;
  case IB_SHAPE_OTHERS:
  case IB_SHAPE_SAME:
    *form = FORM_NEUTRAL;
    return 0;
  case IB_SHAPE_INITIALS:
    *form = FORM_LONE;
    return 4;
  case IB_SHAPE_SUFFIX:
    *form = FORM_NEUTRAL;
    return 4;
  default:
    *form = FORM_LONE;
    return 0.9f;
  }
}

/* What it costs that A is a family name; < 0 when that cannot be. */
static float
family_cost(const IbNameSegment *a)
{
  switch (a->shape) {
  case IB_SHAPE_LONE:
    return 0;
  case IB_SHAPE_MULTI:
    return a->particle ? 0 : a->words == 2 ? 0.5f : 0.9f;
  case IB_SHAPE_INITIALS: /* "E, A." */
    return 1.5f;
  case IB_SHAPE_BODY: /* "Church, A." */
    return a->words == 1 ? 0.3f : 0.8f;
  case IB_SHAPE_TRAILING:
  case IB_SHAPE_GIVEN:
    return 1.2f;
  default:
    return -1;
  }
}

/* What it costs that B is a given name; < 0 when that cannot be. */
static float
given_cost(const IbNameSegment *b)
{
  switch (b->shape) {
  case IB_SHAPE_INITIALS:
    return 0;
  case IB_SHAPE_GIVEN:
  case IB_SHAPE_TRAILING:
    return 0.1f;
  case IB_SHAPE_NATURAL: /* "Fitzgerald, F. Scott" */
    return 0.8f;
  case IB_SHAPE_LONE:
    return 0.7f;
  case IB_SHAPE_MULTI:
    return b->particle ? 1.0f : 0.75f;
  default:
    return -1;
  }
}

/* What it costs that A is a family name and B the given name behind its comma; < 0 when
 * that cannot be. */
static float
pair_cost(const IbNameSegment *a, const IbNameSegment *b, Form *form)
{
  float family = family_cost(a), given = given_cost(b);
  if (b->before != IB_SEP_COMMA || a->cjk || family < 0 || given < 0)
    return -1;
  *form = b->shape == IB_SHAPE_INITIALS ? FORM_PAIR_INITIALS : FORM_PAIR_GIVEN;
  return family + given;
}

/* What it costs that a person in form B follows one in form A. */
static float
switch_cost(Form a, Form b)
{
  if (a == b || a == FORM_NEUTRAL || b == FORM_NEUTRAL || a == FORM_BODY || b == FORM_BODY)
    return 0;
  if (a == FORM_LONE || b == FORM_LONE)
    return 1.5f;
  gboolean pair_a = a <= FORM_PAIR_GIVEN, pair_b = b <= FORM_PAIR_GIVEN;
  if (pair_a && pair_b)
    return 0.3f;
  if (pair_a && b == FORM_NATURAL) /* only the first is inverted */
    return 0.2f;
  return 0.5f;
}

/* Relaxes the steps that a person in FORM, of N segments up to I, could end. */
static void
relax(Step (*steps)[N_FORMS], guint i, guint n, Form form, float cost)
{
  Step *to = &steps[i][form];
  for (guint f = 0; f < N_FORMS; f++) {
    float before = steps[i - n][f].cost;
    float total = before + cost + (i > n ? switch_cost(f, form) : 0);
    if (total < to->cost)
      *to = (Step){ total, n, f };
  }
}

/* Persons of two to four segments that begin at K: family, given and suffixes. */
static void
relax_pairs(const IbNameRun *run, Step (*steps)[N_FORMS], guint k)
{
  const IbNameSegment *seg = &run->seg[k];
  Form form;
  guint left = run->n - k;

  if (left < 2)
    return;
  gboolean middle = seg[1].shape == IB_SHAPE_SUFFIX && seg[1].before == IB_SEP_COMMA;
  if (middle && left >= 3) { /* "Smith, Jr., John" */
    float cost = pair_cost(&seg[0], &seg[2], &form);
    if (cost >= 0)
      relax(steps, k + 3, 3, form, cost);
  }
  if (middle) { /* "Guy L. Steele, Jr." */
    float cost = single_cost(seg, &form);
    relax(steps, k + 2, 2, form, cost);
    return;
  }
  float cost = pair_cost(&seg[0], &seg[1], &form);
  if (cost < 0)
    return;
  relax(steps, k + 2, 2, form, cost);
  if (left >= 3 && seg[2].shape == IB_SHAPE_SUFFIX && seg[2].before == IB_SEP_COMMA)
    relax(steps, k + 3, 3, form, cost);
}

static void
find_path(const IbNameRun *run, Step (*steps)[N_FORMS])
{
  for (guint i = 0; i <= run->n; i++)
    for (guint f = 0; f < N_FORMS; f++)
      steps[i][f] = (Step){ i ? 1e9f : f == FORM_NEUTRAL ? 0 : 1e9f, 0, 0 };
  for (guint k = 0; k < run->n; k++) {
    Form form;
    float cost = single_cost(&run->seg[k], &form);
    relax(steps, k + 1, 1, form, cost);
    relax_pairs(run, steps, k);
  }
}

/* Output. */

static void
add_literal(IbidRecord *rec, IbidVar var, const char *s, gsize len)
{
  IbidName name = { .literal = g_strndup(s, len) };
  ibid_record_take_name(rec, var, &name);
}

/* The full stop behind a name is not its own, but that of an initial is. */
static gsize
trim_stop(const char *s, gsize len)
{
  gsize start = len;
  if (!len || s[len - 1] != '.')
    return len;
  while (start && s[start - 1] != ' ')
    start--;
  gsize word = len - start;
  gboolean keeps = ib_name_is_initials(s + start, word, FALSE) || ib_name_is_suffix(s + start, word) ||
                   memchr(s + start, '.', word - 1);
  return keeps ? len : len - 1;
}

/* Family and given name, and a suffix on either side of the given name. */
static void
add_inverted(const IbNameRun *run, const IbNameSegment *seg, guint n, gsize len, IbidName *name)
{
  guint given = n == 3 && seg[1].shape == IB_SHAPE_SUFFIX ? 2 : 1;
  const IbNameSegment *suffix = n < 3 ? NULL : given == 2 ? &seg[1] : &seg[2];
  gsize end = suffix == &seg[2] ? seg[1].end : seg[0].start + len;

  ib_name_from_parts(run->s + seg[0].start, seg[0].end - seg[0].start, run->s + seg[given].start,
                     MAX(end, seg[given].start) - seg[given].start, name);
  if (suffix && !name->suffix && !name->literal)
    name->suffix = g_strndup(run->s + suffix->start, suffix->end - suffix->start);
}

static void
add_person(IbidRecord *rec, IbidVar var, const IbNameRun *run, guint k, guint n)
{
  const IbNameSegment *seg = &run->seg[k];
  const char *s = run->s + seg[0].start;
  gsize len = seg[n - 1].end - seg[0].start;
  IbidName name;

  if (seg->shape == IB_SHAPE_OTHERS) {
    add_literal(rec, var, "others", 6);
    return;
  }
  if (seg->shape == IB_SHAPE_SAME || (seg->shape == IB_SHAPE_BODY && n == 1)) {
    add_literal(rec, var, s, seg->shape == IB_SHAPE_BODY ? trim_stop(s, len) : len);
    return;
  }
  len = trim_stop(s, len);
  if (n == 2 && seg[1].shape == IB_SHAPE_SUFFIX) {
    ib_name_from_natural(s, seg[0].end - seg[0].start, &name);
    if (!name.suffix)
      name.suffix = g_strndup(run->s + seg[1].start, seg[1].end - seg[1].start);
  } else if (n > 1) {
    add_inverted(run, seg, n, len, &name);
  } else {
    ib_name_from_natural(s, len, &name);
  }
  ibid_record_take_name(rec, var, &name);
}

/* Bodies beside each other with nothing else are parts of one: "American Bar Association,
 * Committee on Locks and Weirs". */
static gboolean
is_one_body(const IbNameRun *run)
{
  if (run->n < 2 || run->n > 4)
    return FALSE;
  for (guint i = 0; i < run->n; i++)
    if (run->seg[i].shape != IB_SHAPE_BODY || (i && run->seg[i].before == IB_SEP_HARD))
      return FALSE;
  return TRUE;
}

/* "Department of Health & Human Services": an "and" inside of one body's name. */
static gboolean
is_body_with_and(const IbNameRun *run)
{
  guint commas = 0;
  gboolean body = FALSE;
  for (guint i = 0; i < run->n; i++) {
    const IbNameSegment *seg = &run->seg[i];
    if (seg->shape == IB_SHAPE_OTHERS || seg->shape == IB_SHAPE_INITIALS || seg->shape == IB_SHAPE_TRAILING ||
        seg->shape == IB_SHAPE_GIVEN || (i && seg->before == IB_SEP_HARD))
      return FALSE;
    commas += i && seg->before == IB_SEP_COMMA;
    body |= seg->shape == IB_SHAPE_BODY;
  }
  return body && commas <= 2 && ib_name_looks_like_body(run->s, run->len);
}

static void
take_path(IbidRecord *rec, IbidVar var, const IbNameRun *run, Step (*steps)[N_FORMS])
{
  g_autofree guint8 *sizes = g_new(guint8, run->n + 1);
  guint count = 0, form = 0;

  for (guint f = 1; f < N_FORMS; f++)
    if (steps[run->n][f].cost < steps[run->n][form].cost)
      form = f;
  for (guint i = run->n; i;) {
    const Step *step = &steps[i][form];
    sizes[count++] = step->n;
    form = step->previous;
    i -= step->n;
  }
  for (guint k = 0; count; k += sizes[count])
    add_person(rec, var, run, k, sizes[--count]);
}

void
ib_names_add(IbidRecord *rec, IbidVar var, const char *s, gsize len)
{
  ib_names_strip_roles(&s, &len);
  if (!len)
    return;
  g_autofree IbNameSegment *segments = g_new(IbNameSegment, MIN(len, IB_MAX_SEGMENTS) + 1);
  IbNameRun run = { .s = s, .len = len, .seg = segments };

  if (ib_names_is_same(s, len)) {
    add_literal(rec, var, s, len);
    return;
  }
  ib_names_cut(&run);
  if (!run.n) {
    add_literal(rec, var, s, len);
    return;
  }
  if (is_one_body(&run) || is_body_with_and(&run)) {
    add_literal(rec, var, s, trim_stop(s, len));
    return;
  }
  Step(*steps)[N_FORMS] = g_malloc_n(run.n + 1, sizeof *steps);
  find_path(&run, steps);
  take_path(rec, var, &run, steps);
  g_free(steps);
}
