/* Splitting a run of names into persons and bodies.
 *
 * What separates persons differs by style: ";" "/" " - " always do, "and" does, a comma
 * may as well stand between family and given name.  So a run is first cut into segments
 * at all separators, and a shortest path over the segments then decides which two belong
 * together; a style that changes from person to person costs something. */
#include "config.h"

#include "parse/names.h"

#include <string.h>

#include "record/name.h"
#include "util/data.h"
#include "util/words.h"

/* More segments than this are names of a collaboration: the rest is one literal. */
#define MAX_SEGMENTS 1024

typedef enum { SEP_NONE, SEP_COMMA, SEP_AND, SEP_HARD } Separator;

/* What a segment between two separators looks like. */
typedef enum {
  SHAPE_LONE,     /* "Tajmiri" */
  SHAPE_INITIALS, /* "C.", "J. de" */
  SHAPE_NATURAL,  /* "N. Nugent" */
  SHAPE_TRAILING, /* "Furr J" */
  SHAPE_MULTI,    /* "Karoly Kocsis", "Saeed", "Van Damme" */
  SHAPE_GIVEN,    /* "Saeed M.": a given name with initials, or a family name with them */
  SHAPE_SUFFIX,   /* "Jr." */
  SHAPE_BODY,
  SHAPE_OTHERS,
  SHAPE_SAME
} Shape;

typedef struct {
  guint start, end;
  Separator before;
  Shape shape;
  guint8 words;
  gboolean particle; /* begins with "van" and its like, or "Van" */
  gboolean cjk;      /* a name without a blank, family first */
} Segment;

/* How a person is written. */
typedef enum { FORM_PAIR_INITIALS, FORM_PAIR_GIVEN, FORM_NATURAL, FORM_TRAILING, FORM_LONE,
               FORM_BODY, FORM_NEUTRAL, N_FORMS } Form;

/* A step of the path: a person of N segments that ends before segment I. */
typedef struct {
  float cost;
  guint8 n;
  guint8 previous; /* form of the person before */
} Step;

static IbWords *
read_phrases(const char *kind)
{
  const IbTable *table = ib_table("particles.tsv");
  IbWords *words = ib_words_new();
  for (guint i = 0; i < table->n_rows; i++)
    if (g_str_equal(table->rows[i][0], kind))
      for (char **f = table->rows[i] + 1; *f; f++)
        ib_words_add(words, *f, *f);
  return words;
}

static const IbWords *
others_phrases(void)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_phrases("others"));
  return words;
}

static const IbWords *
roles(void)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_phrases("role"));
  return words;
}

static const IbWords *
same_words(void)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_phrases("same"));
  return words;
}

gboolean
ib_names_is_same(const char *s, gsize len)
{
  while (len && strchr(" ,.:;", s[len - 1]))
    len--;
  if (!len)
    return FALSE;
  if (ib_words_get(same_words(), s, len))
    return TRUE;
  gsize i = 0; /* any run of dashes or underscores, two characters at least */
  while (i < len && (s[i] == '-' || s[i] == '_' || s[i] == ' ' ||
                     (len - i >= 3 && s[i] == '\xE2' && s[i + 1] == '\x80' && (guchar)s[i + 2] >= 0x90 && (guchar)s[i + 2] <= 0x95)))
    i += s[i] == '\xE2' ? 3 : 1;
  return i == len && len >= 2;
}

/* The bytes of "et al." or its like at S, or 0.  "E. A." are initials, "e. a." are others. */
static gsize
others_at(const char *s, gsize len)
{
  gsize matched = 0;
  if (!len || !ib_words_get_prefix(others_phrases(), s, len, &matched))
    return 0;
  return matched < 6 && g_ascii_isupper(*s) && strncmp(s, "ET", 2) != 0 ? 0 : matched;
}

gboolean
ib_names_is_others(const char *s, gsize len)
{
  return others_at(s, len) > 0;
}

/* Cutting into segments. */

typedef struct {
  const char *s;
  gsize len;
  Segment *seg;
  guint n;
  gboolean has_semicolon;
  gboolean has_slash;
} Run;

/* A blank that counts as one between words. */
static gsize
blank_at(const Run *run, gsize i)
{
  if (i >= run->len)
    return 0;
  if (run->s[i] == ' ' || run->s[i] == '\n' || run->s[i] == '\t')
    return 1;
  return run->s[i] == '\xC2' && i + 1 < run->len && run->s[i + 1] == '\xA0' ? 2 : 0;
}

static gsize
word_end(const Run *run, gsize i)
{
  while (i < run->len && !blank_at(run, i) && !strchr(",;/&()[]|", run->s[i]))
    i++;
  return i;
}

/* Separators of other scripts, as UTF-8. */
static const struct {
  const char *s;
  Separator sep;
} wide_separators[] = {
  { "、", SEP_HARD }, { "；", SEP_HARD }, { "，", SEP_HARD }, { "؛", SEP_HARD }, { "،", SEP_COMMA },
  { "・", SEP_NONE }, { "·", SEP_HARD },  { "…", SEP_COMMA }, { "•", SEP_HARD },
};

/* The separator at I and its length in MATCHED, or SEP_NONE. */
static Separator
separator_at(const Run *run, gsize i, gsize *matched)
{
  const char *p = run->s + i;
  gsize left = run->len - i;

  *matched = 1;
  switch (*p) {
  case ',':
    return SEP_COMMA;
  case ';':
  case '|':
    return SEP_HARD;
  case '/':
    return SEP_HARD;
  case '&':
    return SEP_AND;
  case '+':
    return blank_at(run, i + 1) ? SEP_AND : SEP_NONE;
  case '-': /* "Aikema B. - Meijers D." */
    return i && blank_at(run, i - 1) && blank_at(run, i + 1) ? SEP_HARD : SEP_NONE;
  case '.': /* names of Korean and Chinese lists: "윤동협.신일식" */
    return i && left > 1 && (guchar)p[1] >= 0xE3 && (guchar)p[-1] >= 0x80 ? SEP_HARD : SEP_NONE;
  default:
    break;
  }
  if ((guchar)*p < 0xC2)
    return SEP_NONE;
  if (left >= 3 && *p == '\xE2' && p[1] == '\x80' && (p[2] == '\x93' || p[2] == '\x94')) {
    *matched = 3;
    return i && blank_at(run, i - 1) && blank_at(run, i + 3) ? SEP_HARD : SEP_NONE;
  }
  for (guint k = 0; k < G_N_ELEMENTS(wide_separators); k++) {
    gsize n = strlen(wide_separators[k].s);
    if (left >= n && memcmp(p, wide_separators[k].s, n) == 0) {
      *matched = n;
      return wide_separators[k].sep;
    }
  }
  return SEP_NONE;
}

/* A group in brackets that holds roles alone: "(eds.)", "[Hrsg.]"; its length or 0. */
static gsize
role_group(const Run *run, gsize i)
{
  char close = run->s[i] == '(' ? ')' : run->s[i] == '[' ? ']' : 0;
  if (!close)
    return 0;
  const char *end = memchr(run->s + i, close, run->len - i);
  if (!end)
    end = run->s + run->len;
  gsize len = end - (run->s + i + 1);
  while (len && strchr(" .,", run->s[i + len]))
    len--;
  if (!ib_words_get(roles(), run->s + i + 1, len))
    return 0;
  return MIN((gsize)(end + 1 - (run->s + i)), run->len - i);
}

static void
close_segment(Run *run, gsize start, gsize end, Separator before, Shape shape)
{
  while (start < end && (strchr(" .,:;*\t\n", run->s[start]) || blank_at(run, start)))
    start += blank_at(run, start) == 2 ? 2 : 1;
  while (end > start && strchr(" ,:;*\t\n", run->s[end - 1]))
    end--;
  if (start == end)
    return;
  if (run->n == MAX_SEGMENTS) { /* the last one swallows the rest */
    run->seg[run->n - 1].end = end;
    return;
  }
  run->seg[run->n++] = (Segment){ .start = start, .end = end, .before = before, .shape = shape };
}

/* "Ortega y Gasset, José": one word on either side of the "y", then a comma. */
static gboolean
is_compound(const Run *run, gsize i, gsize end)
{
  gsize before = i;
  while (before && blank_at(run, before - 1))
    before--;
  if (memchr(run->s, ' ', before) || memchr(run->s, ',', before))
    return FALSE;
  while (end < run->len && blank_at(run, end))
    end++;
  gsize after = word_end(run, end);
  return after > end && after < run->len && run->s[after] == ',';
}

static gboolean
joins(const Run *run, gsize i, gsize end)
{
  gsize len = end - i;
  if (len > 8 || !(ib_name_word(run->s + i, len) & IB_NAME_AND))
    return FALSE;
  /* "Y. Ortega", "Simms JA": in capitals only "AND" and its like join. */
  if (len < 3 && g_ascii_isupper(run->s[i]))
    return len == 2 && memcmp(run->s + i, "ET", 2) == 0;
  if (len == 1 && run->n == 0 && is_compound(run, i, end))
    return FALSE;
  return end < run->len;
}

/* Cuts the whole run.  Words of "et al." and roles are seen here. */
static void
cut(Run *run)
{
  gsize start = 0;
  Separator before = SEP_HARD;
  gboolean at_word = TRUE;

  for (gsize i = 0; i < run->len;) {
    gsize n = blank_at(run, i), matched = 0;
    if (n) {
      i += n;
      at_word = TRUE;
      continue;
    }
    if ((n = role_group(run, i))) {
      close_segment(run, start, i, before, SHAPE_LONE);
      i += n;
      start = i;
      before = SEP_COMMA;
      continue;
    }
    if (at_word && (matched = others_at(run->s + i, run->len - i))) {
      close_segment(run, start, i, before, SHAPE_LONE);
      close_segment(run, i, i + matched, SEP_HARD, SHAPE_OTHERS);
      i += matched;
      start = i;
      before = SEP_HARD;
      continue;
    }
    Separator sep = separator_at(run, i, &matched);
    gsize end = 0;
    if (sep == SEP_NONE && at_word && joins(run, i, end = word_end(run, i))) {
      sep = SEP_AND;
      matched = end - i;
      at_word = FALSE;
    }
    if (sep == SEP_NONE) {
      gboolean opaque = strchr("([", run->s[i]) != NULL; /* commas in brackets separate nothing */
      const char *close = opaque ? memchr(run->s + i, run->s[i] == '(' ? ')' : ']', run->len - i) : NULL;
      i = close ? (gsize)(close + 1 - run->s)
                : i + (gsize)(g_utf8_skip[(guchar)run->s[i]]);
      i = MIN(i, run->len);
      at_word = FALSE;
      continue;
    }
    guint had = run->n;
    close_segment(run, start, i, before, SHAPE_LONE);
    i += matched;
    start = i;
    at_word = TRUE;
    /* ", and" is an "and"; so is "and" after nothing. */
    if (run->n > had || sep > before)
      before = sep;
  }
  close_segment(run, start, run->len, before, SHAPE_LONE);
}

/* Shapes. */

/* Has lower-case letters: capitals behind it are initials ("Furr J", not "G. DANA"). */
static gboolean
is_mixed(const char *s, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (g_ascii_islower(s[i]) || (guchar)s[i] >= 0xC3)
      return TRUE;
  return FALSE;
}

static Shape
shape_of_words(const char *s, gsize len, Segment *seg)
{
  guint n = 0, initials = 0;
  gboolean first_initial = FALSE, last_initial = FALSE, all = TRUE, full = FALSE;
  gboolean mixed = FALSE, spaced = len > 4 && !memchr(s, '.', len) && !is_mixed(s, len);

  for (gsize i = 0; i < len;) {
    if (s[i] == ' ') {
      i++;
      continue;
    }
    gsize end = i + MAX(ib_name_word_length(s + i, len - i), (gsize)1);
    gsize next = end;
    gboolean bracket = s[i] == '(' && s[end - 1] == ')' && end - i > 2; /* "Cayot (F.)" */
    if (bracket)
      i++, end--;
    guint bits = ib_name_word(s + i, end - i);
    if (n == 0) {
      mixed = is_mixed(s + i, end - i);
      seg->particle = (bits & IB_NAME_PARTICLE && g_ascii_islower(s[i])) || bits & IB_NAME_CAPITAL;
    }
    gboolean particle = bits & IB_NAME_PARTICLE && g_ascii_islower(s[i]);
    gboolean suffix = n && bits & IB_NAME_SUFFIX && ib_name_is_suffix(s + i, end - i);
    if (!suffix && !particle) {
      last_initial = ib_name_is_initials(s + i, end - i, n > 0 && mixed && !bracket);
      first_initial |= n == 0 && last_initial;
      initials += last_initial;
      full |= !last_initial;
      all &= last_initial;
    }
    spaced &= end - i <= 3;
    n++;
    i = next;
  }
  if (spaced && n >= 3) /* "S AU N D E R S" */
    return SHAPE_LONE;
  seg->words = MIN(n, 255);
  seg->cjk = n == 1 && len >= 6 && len <= 15 && (guchar)s[0] >= 0xE3;
  if (n == 1 && ib_name_is_suffix(s, len))
    return SHAPE_SUFFIX;
  if (all && initials)
    return SHAPE_INITIALS;
  if (n == 1)
    return ib_name_is_initials(s, len, TRUE) && len <= 3 ? SHAPE_INITIALS : SHAPE_LONE;
  if (first_initial)
    return SHAPE_NATURAL;
  if (last_initial)
    return n == 2 && s[len - 1] == '.' ? SHAPE_GIVEN : SHAPE_TRAILING;
  return SHAPE_MULTI;
}

/* "Shin NY, Capadona JR.": where the others have no full stop, the last one's is the list's. */
static void
trim_last(Run *run)
{
  if (run->n < 2)
    return;
  Segment *last = &run->seg[run->n - 1], *before = last - 1;
  if (last->shape == SHAPE_OTHERS || last->end - last->start < 3 || run->s[last->end - 1] != '.' ||
      !g_ascii_isupper(run->s[last->end - 2]) || memchr(run->s + last->start, '.', last->end - 1 - last->start))
    return;
  if (g_ascii_isupper(run->s[before->end - 1]))
    last->end--;
}

static void
find_shapes(Run *run)
{
  trim_last(run);
  for (guint i = 0; i < run->n; i++) {
    Segment *seg = &run->seg[i];
    const char *s = run->s + seg->start;
    gsize len = seg->end - seg->start;
    if (seg->shape == SHAPE_OTHERS)
      continue;
    seg->shape = shape_of_words(s, len, seg);
    if (ib_names_is_same(s, len))
      seg->shape = SHAPE_SAME;
    else if ((seg->shape == SHAPE_MULTI || seg->shape == SHAPE_LONE || seg->shape == SHAPE_NATURAL) &&
             len > 2 && ib_name_looks_like_body(s, len))
      seg->shape = SHAPE_BODY;
  }
}

/* The path. */

/* What it costs that a person is this single segment, and in which form. */
static float
single_cost(const Segment *seg, Form *form)
{
  switch (seg->shape) {
  case SHAPE_NATURAL:
    *form = FORM_NATURAL;
    return 0;
  case SHAPE_TRAILING:
    *form = FORM_TRAILING;
    return 0;
  case SHAPE_GIVEN:
    *form = FORM_TRAILING;
    return 0.3f;
  case SHAPE_MULTI:
    *form = seg->particle && seg->words <= 3 ? FORM_LONE : FORM_NATURAL;
    return seg->particle ? 0.6f : 0.5f;
  case SHAPE_BODY:
    *form = FORM_BODY;
    return 0.2f;
  case SHAPE_OTHERS:
  case SHAPE_SAME:
    *form = FORM_NEUTRAL;
    return 0;
  case SHAPE_INITIALS:
    *form = FORM_LONE;
    return 4;
  case SHAPE_SUFFIX:
    *form = FORM_NEUTRAL;
    return 4;
  default:
    *form = FORM_LONE;
    return 0.9f;
  }
}

/* What it costs that A is a family name and B the given name behind its comma; < 0 when
 * that cannot be. */
static float
pair_cost(const Segment *a, const Segment *b, Form *form)
{
  if (b->before != SEP_COMMA || a->cjk)
    return -1;
  float cost;
  switch (a->shape) {
  case SHAPE_LONE:
    cost = 0;
    break;
  case SHAPE_MULTI:
    cost = a->particle ? 0 : a->words == 2 ? 0.5f : 0.9f;
    break;
  case SHAPE_INITIALS: /* "E, A." */
    cost = 1.5f;
    break;
  case SHAPE_BODY: /* "Church, A." */
    cost = a->words == 1 ? 0.3f : 0.8f;
    break;
  case SHAPE_TRAILING:
  case SHAPE_GIVEN:
    cost = 1.2f;
    break;
  default:
    return -1;
  }
  switch (b->shape) {
  case SHAPE_INITIALS:
    *form = FORM_PAIR_INITIALS;
    return cost;
  case SHAPE_GIVEN:
  case SHAPE_TRAILING:
    *form = FORM_PAIR_GIVEN;
    return cost + 0.1f;
  case SHAPE_NATURAL: /* "Fitzgerald, F. Scott" */
    *form = FORM_PAIR_GIVEN;
    return cost + 0.8f;
  case SHAPE_LONE:
    *form = FORM_PAIR_GIVEN;
    return cost + 0.7f;
  case SHAPE_MULTI:
    *form = FORM_PAIR_GIVEN;
    return cost + (b->particle ? 1.0f : 0.75f);
  default:
    return -1;
  }
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
relax_pairs(const Run *run, Step (*steps)[N_FORMS], guint k)
{
  const Segment *seg = &run->seg[k];
  Form form;
  guint left = run->n - k;

  if (left < 2)
    return;
  gboolean middle = seg[1].shape == SHAPE_SUFFIX && seg[1].before == SEP_COMMA;
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
  if (left >= 3 && seg[2].shape == SHAPE_SUFFIX && seg[2].before == SEP_COMMA)
    relax(steps, k + 3, 3, form, cost);
}

static void
find_path(const Run *run, Step (*steps)[N_FORMS])
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
add_inverted(const Run *run, const Segment *seg, guint n, gsize len, IbidName *name)
{
  guint given = n == 3 && seg[1].shape == SHAPE_SUFFIX ? 2 : 1;
  const Segment *suffix = n < 3 ? NULL : given == 2 ? &seg[1] : &seg[2];
  gsize end = suffix == &seg[2] ? seg[1].end : seg[0].start + len;

  ib_name_from_parts(run->s + seg[0].start, seg[0].end - seg[0].start, run->s + seg[given].start,
                     MAX(end, seg[given].start) - seg[given].start, name);
  if (suffix && !name->suffix && !name->literal)
    name->suffix = g_strndup(run->s + suffix->start, suffix->end - suffix->start);
}

static void
add_person(IbidRecord *rec, IbidVar var, const Run *run, guint k, guint n)
{
  const Segment *seg = &run->seg[k];
  const char *s = run->s + seg[0].start;
  gsize len = seg[n - 1].end - seg[0].start;
  IbidName name;

  if (seg->shape == SHAPE_OTHERS) {
    add_literal(rec, var, "others", 6);
    return;
  }
  if (seg->shape == SHAPE_SAME || (seg->shape == SHAPE_BODY && n == 1)) {
    add_literal(rec, var, s, seg->shape == SHAPE_BODY ? trim_stop(s, len) : len);
    return;
  }
  len = trim_stop(s, len);
  if (n == 2 && seg[1].shape == SHAPE_SUFFIX) {
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
 * Commission on Women in the Profession". */
static gboolean
is_one_body(const Run *run)
{
  if (run->n < 2 || run->n > 4)
    return FALSE;
  for (guint i = 0; i < run->n; i++)
    if (run->seg[i].shape != SHAPE_BODY || (i && run->seg[i].before == SEP_HARD))
      return FALSE;
  return TRUE;
}

/* "Department of Health & Human Services": an "and" inside of one body's name. */
static gboolean
is_body_with_and(const Run *run)
{
  guint commas = 0;
  gboolean body = FALSE;
  for (guint i = 0; i < run->n; i++) {
    const Segment *seg = &run->seg[i];
    if (seg->shape == SHAPE_OTHERS || seg->shape == SHAPE_INITIALS || seg->shape == SHAPE_TRAILING ||
        seg->shape == SHAPE_GIVEN || (i && seg->before == SEP_HARD))
      return FALSE;
    commas += i && seg->before == SEP_COMMA;
    body |= seg->shape == SHAPE_BODY;
  }
  return body && commas <= 2 && ib_name_looks_like_body(run->s, run->len);
}

static void
take_path(IbidRecord *rec, IbidVar var, const Run *run, Step (*steps)[N_FORMS])
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

/* Roles that stand in front ("hrsg. von") or at the end without brackets (", eds."). */
static void
strip_roles(const char **s, gsize *len)
{
  gsize matched;
  while (*len && strchr(" ,.:;", **s))
    (*s)++, (*len)--;
  if (*len > 2 && **s == '(' && (*s)[*len - 1] == ')' && !memchr(*s + 1, '(', *len - 1))
    (*s)++, *len -= 2;
  while (*len && ib_words_get_prefix(roles(), *s, *len, &matched) && matched < *len &&
         (*s)[matched] == ' ')
    *s += matched + 1, *len -= matched + 1;
  while (*len && strchr(" ,:;", (*s)[*len - 1]))
    (*len)--;
  gsize start = *len;
  while (start && !strchr(" ,(", (*s)[start - 1]))
    start--;
  gboolean initials = *len - start == 2 && g_ascii_isupper((*s)[start + 1]); /* "Crawford ED" */
  if (start && !initials && (*s)[start - 1] != '(' && ib_words_get(roles(), *s + start, *len - start))
    *len = start;
  while (*len && strchr(" ,:;", (*s)[*len - 1]))
    (*len)--;
}

void
ib_names_add(IbidRecord *rec, IbidVar var, const char *s, gsize len)
{
  strip_roles(&s, &len);
  if (!len)
    return;
  g_autofree Segment *segments = g_new(Segment, MIN(len, MAX_SEGMENTS) + 1);
  Run run = { .s = s, .len = len, .seg = segments };

  if (ib_names_is_same(s, len)) {
    add_literal(rec, var, s, len);
    return;
  }
  cut(&run);
  if (!run.n) {
    add_literal(rec, var, s, len);
    return;
  }
  find_shapes(&run);
  if (is_one_body(&run) || is_body_with_and(&run)) {
    add_literal(rec, var, s, trim_stop(s, len));
    return;
  }
  Step(*steps)[N_FORMS] = g_malloc_n(run.n + 1, sizeof *steps);
  find_path(&run, steps);
  take_path(rec, var, &run, steps);
  g_free(steps);
}
