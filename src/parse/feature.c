/* Hashed features of each token: words, shapes, the segments between strong marks and
 * what the reference holds before and behind.  No string is built: every feature is
 * a mix of hashes that the tokens carry.  Each template has a number of its own, which is
 * part of the model: new templates go at the end. */
#include "config.h"

#include "parse/feature.h"

#include <string.h>

#include "parse/cue.h"
#include "parse/gazetteer.h"
#include "parse/vector.h"

#define MAX_SEGMENTS_AHEAD 3

typedef struct {
  guint8 kind;          /* see segment_kind() */
  guint8 before, after; /* low bits of the mark that opens, closes it */
  guint32 first;        /* hash of its first word */
  guint32 stat;         /* what most of its words have been */
  guint start, end;     /* tokens */
} Segment;

/* All that is computed once a token or once a reference. */
typedef struct {
  guint8 *cue, *quoted, *bracketed;
  guint16 *segment;
  guint16 *years, *numbers;           /* how many stand before the token */
  guint32 *last_word, *next_word;     /* hashes of the nearest words around it, marks passed over */
  guint32 *stat;                      /* word statistics, packed; 0 none */
  guint8 *last_cue;                   /* the latest cue before it */
  guint16 *behind, *ahead;            /* traits of what stands before the token, and after it */
  guint32 *last_number, *next_number; /* the nearest number with the marks around it, and how far it is */
  Segment *segments;
  guint n_segments;
  guint room;
  guint32 global;  /* traits of the whole reference */
  guint32 opening; /* kinds of its first segments: the style, mostly */
} Scratch;

/* A feature before it is mixed; 0 is none, and stays 0. */
static inline guint32
feature1(guint32 id, guint32 a)
{
  return a + id * 0x9e3779b1u;
}

static inline guint32
feature2(guint32 id, guint32 a, guint32 b)
{
  return feature1(id, a * 0x85ebca77u ^ (b << 13 | b >> 19) * 0xc2b2ae3du);
}

static inline guint32
feature3(guint32 id, guint32 a, guint32 b, guint32 c)
{
  return feature2(id, a * 0x27d4eb2fu + c, b ^ c * 0x165667b1u);
}

static void
reserve(IbFeatures *f, guint n)
{
  Scratch *s = f->scratch;
  if (!s)
    s = f->scratch = g_new0(Scratch, 1);
  if (n <= s->room)
    return;
  guint room = s->room = MAX(n + n / 2, 128);
#define GROW(p) (p) = g_realloc_n((p), room, sizeof *(p))
  GROW(s->cue);
  GROW(s->quoted);
  GROW(s->bracketed);
  GROW(s->segment);
  GROW(s->years);
  GROW(s->numbers);
  GROW(s->last_word);
  GROW(s->next_word);
  GROW(s->stat);
  GROW(s->last_cue);
  GROW(s->segments);
  GROW(f->gap);
  GROW(s->behind);
  GROW(s->ahead);
  GROW(s->last_number);
  GROW(s->next_number);
#undef GROW
  f->hash = g_realloc_n(f->hash, (gsize)room * IB_MAX_FEATURES, sizeof *f->hash);
}

void
ib_features_clear(IbFeatures *f)
{
  Scratch *s = f->scratch;
  if (s) {
    g_free(s->cue);
    g_free(s->quoted);
    g_free(s->bracketed);
    g_free(s->segment);
    g_free(s->years);
    g_free(s->numbers);
    g_free(s->last_word);
    g_free(s->next_word);
    g_free(s->stat);
    g_free(s->last_cue);
    g_free(s->segments);
    g_free(s->behind);
    g_free(s->ahead);
    g_free(s->last_number);
    g_free(s->next_number);
    g_free(s);
  }
  g_free(f->hash);
  g_free(f->gap);
  memset(f, 0, sizeof *f);
}

static inline gboolean
is_word(const IbToken *t)
{
  return t->kind <= IB_TOKEN_SCRIPT;
}

/* Marks that part fields.  A full stop does after a longer small word, a number or a
 * bracket ("…of dying. Hospital 9"), hardly after "Phys" or "J". */
static gboolean
is_strong(const IbToken *t, guint i, guint n)
{
  if (t[i].kind != IB_TOKEN_PUNCT)
    return FALSE;
  switch (t[i].mark) {
  case ',':
  case ';':
  case ':':
  case '(':
  case ')':
  case '[':
  case ']':
  case '"':
  case 0x201c:
  case 0x201d:
  case '?':
  case '!':
    return TRUE;
  case '.':
    if (i + 1 < n && !t[i + 1].blank)
      return FALSE;
    return i == 0 || (t[i - 1].kind == IB_TOKEN_LOWER && t[i - 1].letters >= 4) ||
           (t[i - 1].kind != IB_TOKEN_INITIAL && t[i - 1].letters >= 6) || t[i - 1].kind >= IB_TOKEN_NUMBER;
  default:
    return FALSE;
  }
}

enum {
  SEG_EMPTY,
  SEG_NUMBER,
  SEG_YEAR,
  SEG_RANGE,
  SEG_LINK,
  SEG_INITIALS,
  SEG_NAME,
  SEG_CAPITAL,
  SEG_LOWER,
  SEG_MIXED,
  SEG_CUE /* + the cue */
};

static guint8
segment_kind(const IbToken *t, const guint8 *cue, guint start, guint end)
{
  guint n[IB_TOKEN_DOI + 1] = { 0 };
  for (guint i = start; i < end; i++) {
    n[t[i].kind]++;
    if (cue[i] && cue[i] != IB_CUE_STOP && cue[i] != IB_CUE_AND && cue[i] != IB_CUE_PARTICLE &&
        (cue[i] != IB_CUE_IN || i == start) && (cue[i] != IB_CUE_PLACE || end - start <= 3))
      return (guint8)(SEG_CUE + cue[i]);
  }
  guint capital = n[IB_TOKEN_CAPITAL] + n[IB_TOKEN_UPPER], words = capital + n[IB_TOKEN_LOWER] + n[IB_TOKEN_SCRIPT];
  if (n[IB_TOKEN_URL] + n[IB_TOKEN_DOI])
    return SEG_LINK;
  if (!words && !n[IB_TOKEN_INITIAL])
    return n[IB_TOKEN_NUMBER] + n[IB_TOKEN_YEAR] > 1 ? SEG_RANGE
           : n[IB_TOKEN_YEAR]                        ? SEG_YEAR
           : n[IB_TOKEN_NUMBER]                      ? SEG_NUMBER
                                                     : SEG_EMPTY;
  if (n[IB_TOKEN_NUMBER] + n[IB_TOKEN_YEAR])
    return SEG_MIXED;
  if (!words)
    return SEG_INITIALS;
  if (n[IB_TOKEN_INITIAL] && words <= 3)
    return SEG_NAME;
  return n[IB_TOKEN_LOWER] > capital ? SEG_LOWER : SEG_CAPITAL;
}

static void
find_segments(Scratch *s, const IbToken *t, guint n)
{
  s->n_segments = 0;
  for (guint i = 0; i < n;) {
    guint start = i;
    while (i < n && !is_strong(t, i, n))
      i++;
    Segment *seg = &s->segments[s->n_segments];
    *seg = (Segment){ .start = start,
                      .end = i,
                      .before = start ? (guint8)t[start - 1].mark : 1,
                      .after = i < n ? (guint8)t[i].mark : 2,
                      .first = start < i ? t[start].word : 0,
                      .stat = ib_word_stats_of_segment(s->stat, start, i) };
    seg->kind = segment_kind(t, s->cue, start, i);
    guint stop = i < n ? i + 1 : i;
    for (guint k = start; k < stop; k++)
      s->segment[k] = (guint16)MIN(s->n_segments, G_MAXUINT16);
    s->n_segments++;
    i = stop;
  }
}

/* Quotation marks: a straight one opens when it is the odd one. */
static void
find_nesting(Scratch *s, const IbToken *t, guint n)
{
  guint quote = 0, bracket = 0;
  for (guint i = 0; i < n; i++) {
    gunichar m = t[i].mark;
    if (m == ')' || m == ']')
      bracket = 0;
    if (m == 0x201d || (m == '"' && quote) || (m == 0x201c && quote && !t[i].blank))
      quote = 0;
    s->quoted[i] = (guint8)quote;
    s->bracketed[i] = (guint8)bracket;
    if ((m == 0x201c || m == '"') && (t[i].blank || i == 0 || t[i - 1].mark))
      quote = 1;
    if (m == '(')
      bracket = 1;
    if (m == '[')
      bracket = 2;
  }
}

static void
count_before(Scratch *s, const IbToken *t, guint n)
{
  guint years = 0, numbers = 0, cue = 0;
  guint32 last = 3;
  for (guint i = 0; i < n; i++) {
    s->years[i] = (guint16)MIN(years, 3);
    s->numbers[i] = (guint16)MIN(numbers, 6);
    s->last_word[i] = last;
    s->last_cue[i] = (guint8)cue;
    years += t[i].kind == IB_TOKEN_YEAR;
    numbers += t[i].kind == IB_TOKEN_NUMBER;
    if (t[i].kind != IB_TOKEN_PUNCT)
      last = t[i].word;
    if (s->cue[i] && s->cue[i] != IB_CUE_STOP && s->cue[i] != IB_CUE_PARTICLE && s->cue[i] != IB_CUE_AND)
      cue = s->cue[i];
  }
  guint32 next = 5;
  for (guint i = n; i-- > 0;) {
    s->next_word[i] = next;
    if (t[i].kind != IB_TOKEN_PUNCT)
      next = t[i].word;
  }
}

static void
find_traits(Scratch *s, const IbToken *t, guint n)
{
  guint32 g = 0;
  guint years = 0, numbers = 0;
  for (guint i = 0; i < n; i++) {
    years += t[i].kind == IB_TOKEN_YEAR;
    numbers += t[i].kind == IB_TOKEN_NUMBER;
    if (t[i].kind >= IB_TOKEN_URL)
      g |= 1;
    if (s->quoted[i])
      g |= 2;
    if (s->cue[i] == IB_CUE_PAGES)
      g |= 4;
    if (s->cue[i] == IB_CUE_EDITOR)
      g |= 8;
    if (s->cue[i] == IB_CUE_IN && t[i].kind == IB_TOKEN_CAPITAL && i > 3)
      g |= 16;
    if (s->cue[i] == IB_CUE_PRESS)
      g |= 32;
  }
  s->opening = 0;
  for (guint k = 0; k < MIN(s->n_segments, 3); k++)
    s->opening = s->opening << 16 ^ s->opening >> 11 ^ (guint32)(s->segments[k].kind << 8 | s->segments[k].after);
  s->global = g | MIN(years, 3) << 8 | MIN(numbers, 6) << 10;
}

/* What a token tells those far from it, as a bit: that a year, an "In" or a publisher has been or is to come. */
static guint16
trait(const Scratch *s, const IbToken *t, guint i)
{
  static const guint16 of_cue[IB_N_CUES] = {
    [IB_CUE_EDITOR] = 1 << 1, [IB_CUE_PRESS] = 1 << 2,   [IB_CUE_BODY] = 1 << 2,
    [IB_CUE_PLACE] = 1 << 3,  [IB_CUE_JOURNAL] = 1 << 4, [IB_CUE_MEETING] = 1 << 4,
    [IB_CUE_PAGES] = 1 << 5,  [IB_CUE_VOLUME] = 1 << 6,  [IB_CUE_ISSUE] = 1 << 6,
  };
  if (s->cue[i] == IB_CUE_IN)
    return t[i].kind == IB_TOKEN_CAPITAL || (i && t[i - 1].mark) ? 1 : 0;
  if (t[i].kind == IB_TOKEN_YEAR)
    return 1 << 7;
  if (t[i].kind >= IB_TOKEN_URL)
    return 1 << 9;
  if (t[i].mark == 0x201c || t[i].mark == '"')
    return 1 << 8;
  if (t[i].mark == '-' && i && t[i - 1].kind == IB_TOKEN_NUMBER)
    return 1 << 10; /* a range */
  return of_cue[s->cue[i]];
}

static guint32
number_at(const IbToken *t, guint i, guint n)
{
  guint32 before = i ? t[i - 1].mark & 0xff : 1, after = i + 1 < n ? t[i + 1].mark & 0xff : 1;
  return before << 16 | after << 8 | (guint32)t[i].kind << 4 | MIN(t[i].letters, 5u);
}

/* Looks along the whole reference, which the chain itself does not. */
static void
look_far(Scratch *s, const IbToken *t, guint n)
{
  guint16 traits = 0;
  guint32 number = 0, far = 0;
  for (guint i = 0; i < n; i++) {
    s->behind[i] = traits;
    s->last_number[i] = number | far << 24;
    traits |= trait(s, t, i);
    far = MIN(far + 1, 9u);
    if (t[i].kind == IB_TOKEN_NUMBER || t[i].kind == IB_TOKEN_YEAR)
      number = number_at(t, i, n), far = 0;
  }
  traits = 0, number = 0, far = 0;
  for (guint i = n; i-- > 0;) {
    s->ahead[i] = traits;
    s->next_number[i] = number | far << 24;
    traits |= trait(s, t, i);
    far = MIN(far + 1, 9u);
    if (t[i].kind == IB_TOKEN_NUMBER || t[i].kind == IB_TOKEN_YEAR)
      number = number_at(t, i, n), far = 0;
  }
}

static void
prepare(IbFeatures *f, const IbToken *t, guint n, const IbWordStats *stats, int fold)
{
  Scratch *s = f->scratch;
  for (guint i = 0; i < n; i++) {
    s->cue[i] = t[i].kind <= IB_TOKEN_SCRIPT || t[i].mark == '&' ? (guint8)ib_cue(t[i].word) : 0;
    s->stat[i] = stats && is_word(&t[i]) && t[i].letters > 1 ? ib_word_stats_get(stats, t[i].word, fold) : 0;
  }
  find_segments(s, t, n);
  find_nesting(s, t, n);
  count_before(s, t, n);
  find_traits(s, t, n);
  look_far(s, t, n);
}

/* Class of the gap before a token: the mark there and what begins. */
static guint8
gap_class(const IbToken *t, guint i)
{
  static const char marks[] = ",.:;([)]'/-";
  guint before = 0;
  if (i == 0)
    return 0;
  if (t[i - 1].kind != IB_TOKEN_PUNCT)
    before = t[i].blank ? 1 : 2;
  else if (t[i - 1].mark == 0x201c || t[i - 1].mark == '"')
    before = 3;
  else if (t[i - 1].mark == 0x201d)
    before = 4;
  else {
    const char *at = t[i - 1].mark < 128 ? strchr(marks, (int)t[i - 1].mark) : NULL;
    before = at && *at ? 5 + (guint)(at - marks) / (at - marks > 4 ? 2 : 1) : 13;
    if (before > 13)
      before = 13;
  }
  static const guint8 begins[] = { 0, 1, 1, 2, 1, 3, 3, 4, 1, 1 };
  return (guint8)(1 + before * 5 + begins[t[i].kind]);
}

static inline guint
bin(guint n)
{
  return n < 6 ? n : n < 9 ? 6 : n < 14 ? 7 : n < 22 ? 8 : 9;
}

typedef struct {
  const IbToken *t;
  const Scratch *s;
  guint n;
} View;

static const IbToken nowhere = { .word = 11, .shape = 127 };

static inline const IbToken *
at(const View *v, guint i, int d)
{
  gint64 k = (gint64)i + d;
  return k >= 0 && k < v->n ? &v->t[k] : &nowhere;
}

static inline guint32
value_at(const View *v, const guint8 *a, guint i, int d)
{
  gint64 k = (gint64)i + d;
  return k >= 0 && k < v->n ? a[k] : 255;
}

static inline guint32
stat_at(const View *v, guint i, int d)
{
  gint64 k = (gint64)i + d;
  return k >= 0 && k < v->n ? v->s->stat[k] : 0;
}

/* The nearest tokens: words, their parts and shapes. */
static guint32 *
add_words(guint32 *out, const View *v, guint i)
{
  const IbToken *t0 = at(v, i, 0), *p1 = at(v, i, -1), *p2 = at(v, i, -2), *p3 = at(v, i, -3), *n1 = at(v, i, 1),
                *n2 = at(v, i, 2), *n3 = at(v, i, 3);
  *out++ = feature1(1, t0->word);
  *out++ = feature2(2, t0->word, t0->shape);
  *out++ = feature1(3, t0->shape);
  *out++ = t0->prefix[0] ? feature1(4, t0->prefix[0]) : 0;
  *out++ = t0->prefix[1] ? feature1(5, t0->prefix[1]) : 0;
  *out++ = t0->suffix[0] ? feature1(6, t0->suffix[0]) : 0;
  *out++ = t0->suffix[1] ? feature1(7, t0->suffix[1]) : 0;
  *out++ = t0->suffix[2] ? feature1(8, t0->suffix[2]) : 0;
  *out++ = feature1(9, p1->word);
  *out++ = feature1(10, n1->word);
  *out++ = feature1(11, p2->word);
  *out++ = feature1(12, n2->word);
  *out++ = feature2(13, p1->word, t0->word);
  *out++ = feature2(14, t0->word, n1->word);
  *out++ = feature3(15, p1->word, t0->shape, n1->word);
  *out++ = feature2(16, p1->shape, t0->shape);
  *out++ = feature2(17, t0->shape, n1->shape);
  *out++ = feature3(18, p1->shape, t0->shape, n1->shape);
  *out++ = feature3(19, p2->shape, p1->shape, t0->shape);
  *out++ = feature3(20, t0->shape, n1->shape, n2->shape);
  *out++ = feature3(21, p2->shape << 8 | p1->shape, t0->shape, n1->shape << 8 | n2->shape);
  *out++ = feature3(22, p3->shape << 8 | p2->shape, t0->shape << 8 | p1->shape,
                    n1->shape << 16 | n2->shape << 8 | n3->shape);
  *out++ = feature3(23, p2->word, p1->word, t0->shape);
  *out++ = feature3(24, t0->shape, n1->word, n2->word);
  *out++ = feature1(25, v->s->last_word[i]);
  *out++ = feature1(26, v->s->next_word[i]);
  *out++ = feature2(27, v->s->last_word[i], t0->shape);
  *out++ = feature2(28, v->s->next_word[i], t0->shape);
  *out++ = feature2(29, p1->word, n1->word);
  return out;
}

/* Cues, nesting and places. */
static guint32 *
add_place(guint32 *out, const View *v, guint i)
{
  const Scratch *s = v->s;
  guint32 shape = v->t[i].shape, c0 = s->cue[i], c1 = value_at(v, s->cue, i, -1), d1 = value_at(v, s->cue, i, 1),
          c2 = value_at(v, s->cue, i, -2), d2 = value_at(v, s->cue, i, 2);
  *out++ = c0 ? feature1(40, c0) : 0;
  *out++ = feature3(41, c2, c1, shape);
  *out++ = feature3(42, d2, d1, shape);
  *out++ = feature3(43, c1, c0, d1);
  *out++ = feature2(44, s->last_cue[i], shape);
  *out++ = feature2(45, bin(i), shape);
  *out++ = feature2(46, bin(v->n - 1 - i), shape);
  *out++ = feature2(47, i * 8 / v->n, shape);
  *out++ = feature3(48, s->quoted[i], s->bracketed[i], shape);
  *out++ = feature3(49, s->quoted[i] << 4 | s->bracketed[i], s->years[i], v->t[i].kind);
  *out++ = feature3(50, s->years[i], s->numbers[i], shape);
  *out++ = feature2(51, s->global, shape);
  *out++ = feature3(52, s->global, i * 6 / v->n, v->t[i].kind);
  *out++ = feature3(53, s->years[i] << 4 | s->quoted[i], s->global & 0xff, shape);
  return out;
}

static inline const Segment *
segment_at(const View *v, guint i, int d)
{
  static const Segment none = { .kind = 255 };
  gint64 k = (gint64)v->s->segment[i] + d;
  return k >= 0 && k < v->s->n_segments ? &v->s->segments[k] : &none;
}

/* The segment around the token and those beside it. */
static guint32 *
add_segments(guint32 *out, const View *v, guint i)
{
  const Segment *g0 = segment_at(v, i, 0), *p1 = segment_at(v, i, -1), *p2 = segment_at(v, i, -2),
                *n1 = segment_at(v, i, 1), *n2 = segment_at(v, i, 2), *n3 = segment_at(v, i, 3);
  guint32 inside = i >= g0->end ? 3 : i == g0->start ? 1 : 2; /* its closing mark, first, other */
  guint32 shape = v->t[i].shape, len = bin(g0->end - g0->start), marks = g0->before << 8 | g0->after;
  *out++ = feature3(60, g0->kind, len, inside);
  *out++ = feature3(61, g0->kind << 8 | p1->kind, inside, g0->before);
  *out++ = feature3(62, g0->kind << 8 | n1->kind, inside, marks);
  *out++ = feature3(63, p1->kind << 16 | g0->kind << 8 | n1->kind, inside, marks);
  *out++ = feature3(64, n1->kind << 16 | n2->kind << 8 | n3->kind, inside, g0->kind);
  *out++ = feature3(65, p2->kind << 16 | p1->kind << 8 | g0->kind, inside, marks);
  *out++ = feature3(66, marks, inside, len);
  *out++ = feature3(67, MIN(v->s->segment[i], 12), inside, g0->kind);
  *out++ = feature2(68, g0->first, inside);
  *out++ = feature2(69, n1->first, inside);
  *out++ = feature2(70, p1->first, inside);
  *out++ = feature3(71, marks, n1->after, shape);
  *out++ = feature3(72, n1->kind << 8 | n2->kind, shape, g0->after);
  *out++ = feature3(73, MIN(v->s->n_segments - v->s->segment[i], 12), inside, g0->kind);
  *out++ = feature3(74, bin(i - MIN(i, g0->start)), g0->kind, shape);
  *out++ = feature3(75, v->s->opening, MIN(v->s->segment[i], 7), g0->kind << 2 | inside);
  return out;
}

/* What the words here have been in other references. */
static guint32 *
add_stats(guint32 *out, const View *v, guint i)
{
  guint32 s0 = stat_at(v, i, 0), p1 = stat_at(v, i, -1), n1 = stat_at(v, i, 1);
  const Segment *g0 = segment_at(v, i, 0), *g1 = segment_at(v, i, 1);
  *out++ = s0 ? feature1(80, s0) : 0;
  *out++ = s0 ? feature2(81, s0 & 0xff, v->t[i].shape) : 0;
  *out++ = feature3(82, p1 & 0xff, s0 & 0xff, n1 & 0xff);
  *out++ = feature2(83, g0->stat, i >= g0->end);
  *out++ = feature2(84, g1->stat, g0->kind);
  return out;
}

/* What stands far off. */
static guint32 *
add_far(guint32 *out, const View *v, guint i)
{
  const Scratch *s = v->s;
  const Segment *g0 = segment_at(v, i, 0), *n1 = segment_at(v, i, 1);
  guint32 inside = i >= g0->end     ? 3
                   : i == g0->start ? 1
                                    : 2,
          shape = v->t[i].shape, kind = (guint32)g0->kind << 2 | inside;
  *out++ = feature2(90, s->ahead[i], shape);
  *out++ = feature2(91, s->behind[i], shape);
  *out++ = feature3(92, s->ahead[i], kind, g0->after);
  *out++ = feature3(93, s->behind[i], kind, g0->before);
  *out++ = feature3(94, (guint32)s->ahead[i] << 16 | s->behind[i], v->t[i].kind, inside);
  *out++ = feature2(95, s->next_number[i], shape);
  *out++ = feature2(96, s->last_number[i], shape);
  *out++ = feature3(97, s->next_number[i] & 0xffffff, kind, n1->kind);
  return out;
}

/* Makes hashes of N features: here, so that it goes by eights. */
IB_CLONES static void
mix(guint32 *hash, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    guint32 h = hash[i];
    h ^= h >> 16;
    h *= 0x7feb352du;
    h ^= h >> 15;
    h *= 0x846ca68bu;
    hash[i] = h ^ h >> 16;
  }
}

void
ib_features_extract(IbFeatures *f, const IbToken *tokens, guint n, const IbWordStats *stats, int fold)
{
  reserve(f, n);
  f->n_tokens = n;
  f->per_token = 0;
  if (!n)
    return;
  prepare(f, tokens, n, stats, fold);
  View v = { tokens, f->scratch, n };
  guint32 *out = f->hash;
  for (guint i = 0; i < n; i++) {
    guint32 *start = out;
    f->gap[i] = gap_class(tokens, i);
    out = add_words(out, &v, i);
    out = add_place(out, &v, i);
    out = add_segments(out, &v, i);
    out = add_far(out, &v, i);
    if (stats)
      out = add_stats(out, &v, i);
    f->per_token = (guint)(out - start);
  }
  mix(f->hash, (gsize)n * f->per_token);
}
