/* Scores from the mapped model.  A token has some 64 features, of which the model knows 50, and each
 * is a wait for memory.  So
 * - the weights of a feature are spread to a row of 64, a cache line, when it is first seen;
 * - a small table that stays near the processor knows the rows of three features in four; what the model
 *   does not know has an empty row, which is added like others: asking costs more than adding;
 * - the others are in buckets of one cache line each;
 * - three tokens are under way at a time: the first asks for buckets, the second reads them and
 *   asks for rows, the third adds up its rows.
 * Hardly any step branches on what a feature turns out to be.
 *
 * The bytes of a row lie as the sums want them, two in a word of 16 bits: the words are added as they are, and
 * their upper bytes once more, which leaves the sums of the lower ones too.  To widen the bytes first
 * took GCC three times as many instructions. */
#include "config.h"

#include "parse/score.h"

#include <string.h>

#include "parse/vector.h"

#define CACHE_LINE 64
#define PER_BUCKET 8
#define LOAD 3       /* features a bucket: with that one in eighty is full; the next one is a wait not asked for */
#define NEAR_BITS 16 /* 512 KB: three in four are found there; with 15 or 17 bits it took 7 % longer */
#define READY 0x20u  /* in a bucket's data: 256 times the row here, not the model's */

/* Features by hash * n_buckets / 2^32, in the next one when that is full.  Data is 0 where there is none. */
typedef struct {
  guint32 hash[PER_BUCKET], data[PER_BUCKET];
} Bucket;

struct IbScorer {
  const IbModel *model;
  Bucket *buckets; /* as many more as the last one may run over into */
  guint n_buckets;
  guint64 *near; /* by the upper bits of the hash, the latest one: the hash and 2^32 times its row's offset */
  guint8 *rows;  /* [n][64]: see place_of(); the first is of what the model does not know */
  guint n_rows;
  gpointer room[2]; /* what the buckets and rows lie in */
};

/* A token on its way. */
typedef struct {
  const guint32 *hash;
  guint n_missed;
  guint16 missed[IB_MAX_FEATURES]; /* features that are not near */
  guint32 row[IB_MAX_FEATURES];    /* bytes from the first row */
} Work;

/* Room for N items of SIZE, all 0, at the beginning of a cache line; it lies in *ROOM. */
static gpointer
reserve(gsize n, gsize size, gpointer *room)
{
  *room = g_malloc0_n(n + CACHE_LINE / size + 1, size);
  return (gpointer)(((guintptr)*room + CACHE_LINE - 1) & ~(guintptr)(CACHE_LINE - 1));
}

static guint
bucket_of(const IbScorer *s, guint32 hash)
{
  return (guint)((guint64)hash * s->n_buckets >> 32);
}

static void
add_feature(IbScorer *s, guint32 hash, guint32 data)
{
  guint at = bucket_of(s, hash), k = 0;
  while (s->buckets[at].data[k]) {
    if (s->buckets[at].hash[k] == hash)
      return; /* a damaged model: what is looked up must be there once */
    if (++k == PER_BUCKET)
      at++, k = 0;
  }
  s->buckets[at].hash[k] = hash;
  s->buckets[at].data[k] = data & IB_SLOT_INLINE ? data : data & ~READY;
}

/* The place of a state in its row: the states 0 to 15 and 32 to 47 have the lower bytes of words, which
 * are weights plus LOWER_BIAS, the others the upper ones. */
static guint
place_of(guint state)
{
  return (state & 32) | (state & 15) << 1 | (state >> 4 & 1);
}

#define LOWER_BIAS 128

static void
set_weight(guint8 *row, guint state, gint8 weight)
{
  row[place_of(state)] = (guint8)(weight + (state & 16 ? 0 : LOWER_BIAS));
}

/* One more row, like the first, which is made so. */
static guint8 *
add_empty_row(IbScorer *s)
{
  guint8 *row = s->rows + (gsize)s->n_rows * IB_N_STATES;
  for (guint state = 0; state < IB_N_STATES && !s->n_rows; state++)
    set_weight(row, state, 0);
  if (s->n_rows++)
    memcpy(row, s->rows, IB_N_STATES);
  return row;
}

IbScorer *
ib_scorer_new(const IbModel *model)
{
  IbScorer *s = g_new0(IbScorer, 1);
  guint n = 0;
  for (guint i = 0; i < model->n_slots; i++)
    n += model->slots[i].data != 0;
  s->model = model;
  s->n_buckets = n / LOAD + 1;
  s->buckets = reserve((gsize)s->n_buckets + n / PER_BUCKET + 2, sizeof(Bucket), &s->room[0]);
  s->rows = reserve((gsize)n + 1, IB_N_STATES, &s->room[1]);
  add_empty_row(s);
  s->near = g_malloc0_n(1 << NEAR_BITS, sizeof *s->near);
  for (guint i = 0; i < model->n_slots; i++)
    if (model->slots[i].data)
      add_feature(s, model->slots[i].hash, model->slots[i].data);
  return s;
}

void
ib_scorer_free(IbScorer *s)
{
  if (!s)
    return;
  g_free(s->room[0]);
  g_free(s->room[1]);
  g_free(s->near);
  g_free(s);
}

/* The weights of a feature, as the model holds them, spread over 64. */
static void
spread(const IbModel *model, guint32 data, guint8 *to)
{
  const gint8 *from = (const gint8 *)model->rows + (data >> 8);
  guint64 bits = ~(guint64)0;
  if (data & IB_SLOT_INLINE) {
    set_weight(to, data & 63, (gint8)(data >> 8));
    if (data & IB_SLOT_SECOND)
      set_weight(to, data >> 16 & 63, (gint8)(data >> 24));
    return;
  }
  if (!(data & IB_SLOT_DENSE)) {
    memcpy(&bits, from, sizeof bits);
    from += sizeof bits;
  }
  for (; bits; bits &= bits - 1)
    set_weight(to, (guint)__builtin_ctzll(bits), *from++);
}

static __attribute__((noinline)) guint32
make_row(IbScorer *s, Bucket *b, guint32 data)
{
  guint k = 0;
  while (b->data[k] != data)
    k++;
  b->data[k] = s->n_rows << 8 | READY;
  spread(s->model, data, add_empty_row(s));
  return b->data[k] >> 8;
}

/* The row of a feature; 0 when the model does not know it. */
IB_STEP guint32
find_row(IbScorer *s, guint32 hash)
{
  for (Bucket *b = &s->buckets[bucket_of(s, hash)];; b++) {
    IbInt8 one = (*(const IbInt8 *)b->hash == (gint32)hash) & *(const IbInt8 *)b->data;
    guint32 data = ib_or8(&one);
    if (!data && b->data[PER_BUCKET - 1])
      continue;
    return !data || (data & (IB_SLOT_INLINE | READY)) == READY ? data >> 8 : make_row(s, b, data);
  }
}

/* The count is local: in WORK it would be a wait for the store before. */
IB_STEP void
ask_for_buckets(const IbScorer *s, const guint32 *hash, guint n, Work *work)
{
  guint n_missed = 0;
  for (guint k = 0; k < n; k++) {
    guint64 found = s->near[hash[k] >> (32 - NEAR_BITS)];
    guint32 row = (guint32)(found >> 32);
    work->row[k] = row;
    work->missed[n_missed] = (guint16)k;
    n_missed += (guint32)found != hash[k];
    __builtin_prefetch(s->rows + row);
  }
  for (guint k = 0; k < n_missed; k++)
    __builtin_prefetch(&s->buckets[bucket_of(s, hash[work->missed[k]])]);
  work->hash = hash;
  work->n_missed = n_missed;
}

IB_STEP void
ask_for_rows(IbScorer *s, Work *work)
{
  for (guint k = 0; k < work->n_missed; k++) {
    guint32 hash = work->hash[work->missed[k]], row = find_row(s, hash) * IB_N_STATES;
    s->near[hash >> (32 - NEAR_BITS)] = hash | (guint64)row << 32;
    work->row[work->missed[k]] = row;
    __builtin_prefetch(s->rows + row);
  }
}

/* Scores are sums of N bytes, at most IB_MAX_FEATURES: 16 bits hold them, and those of the biased ones too. */
IB_STEP void
add_rows(const IbScorer *s, const Work *work, guint n, gint16 *score)
{
  IbUshort16 words0 = { 0 }, words1 = { 0 };
  IbShort16 upper0 = { 0 }, upper1 = { 0 };
  for (guint k = 0; k < n; k++) {
    const IbShort16 *row = (const IbShort16 *)(s->rows + work->row[k]);
    words0 += (IbUshort16)row[0];
    words1 += (IbUshort16)row[1];
    upper0 += row[0] >> 8;
    upper1 += row[1] >> 8;
  }
  guint16 bias = (guint16)(n * LOWER_BIAS);
  IbShort16 *to = (IbShort16 *)score;
  to[0] = (IbShort16)(words0 - ((IbUshort16)upper0 << 8) - bias);
  to[1] = upper0;
  to[2] = (IbShort16)(words1 - ((IbUshort16)upper1 << 8) - bias);
  to[3] = upper1;
}

IB_STEP gint16
largest(const gint16 *score)
{
  const IbHalf8 *v = (const IbHalf8 *)score;
  IbHalf8 top = v[0];
  for (guint k = 1; k < IB_N_STATES / 8; k++)
    top = (v[k] & (v[k] > top)) | (top & ~(v[k] > top));
  gint16 most = top[0];
  for (guint k = 1; k < 8; k++)
    most = MAX(most, top[k]);
  return most;
}

/* exp of the scores, the best of them 1. */
IB_STEP void
emit_scores(const gint16 *score, float unit, float *emit)
{
  gint16 top = largest(score);
  for (guint s = 0; s < IB_N_STATES; s += 8) {
    IbFloat8 v = __builtin_convertvector(*(const IbHalf8 *)(score + s) - top, IbFloat8) * unit;
    ib_exp8(&v);
    ib_store8(emit + s, &v);
  }
}

IB_CLONES void
ib_score_tokens(IbScorer *s, const IbFeatures *f, float *emit)
{
  Work work[3];
  gint16 score[IB_N_STATES];
  for (guint t = 0; t < f->n_tokens + 2; t++) {
    if (t < f->n_tokens)
      ask_for_buckets(s, f->hash + (gsize)t * f->per_token, f->per_token, &work[t % 3]);
    if (t >= 1 && t <= f->n_tokens)
      ask_for_rows(s, &work[(t - 1) % 3]);
    if (t < 2)
      continue;
    add_rows(s, &work[(t - 2) % 3], f->per_token, score);
    emit_scores(score, s->model->unit, emit + (gsize)(t - 2) * IB_N_STATES);
  }
}
