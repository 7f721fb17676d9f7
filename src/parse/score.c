/* Scores from the mapped model.  A token has some 64 features, of which the model knows 50, and each
 * is a wait for memory.  So
 * - the weights of a feature are spread to a row of 64, a cache line, when it is first seen;
 * - a small table that stays near the processor knows the rows of two features in three;
 * - the others are in buckets of one cache line each;
 * - three tokens are under way at a time: the first asks for buckets, the second reads them and
 *   asks for rows, the third adds up its rows.
 * Hardly any step branches on what a feature turns out to be. */
#include "config.h"

#include "parse/score.h"

#include <string.h>

#include "parse/vector.h"

#define CACHE_LINE 64
#define PER_BUCKET 8
#define LOAD 5       /* features a bucket: with that one in fifteen is full */
#define NEAR_BITS 15 /* 256 KB: with 17 bits 75 % are found there, with 13 50 % */
#define READY 0x20u  /* in a bucket's data: 256 times the row here, not the model's */

/* Features by hash * n_buckets / 2^32, in the next one when that is full.  Data is 0 where there is none. */
typedef struct {
  guint32 hash[PER_BUCKET], data[PER_BUCKET];
} Bucket;

struct IbScorer {
  const IbModel *model;
  Bucket *buckets; /* as many more as the last one may run over into */
  guint n_buckets;
  struct {
    guint32 hash, row;
  } *near;     /* by the upper bits of the hash, the latest one */
  gint8 *rows; /* [n][64]; the first is of what the model does not know */
  guint n_rows;
  gpointer room[2]; /* what the buckets and rows lie in */
};

/* A token on its way. */
typedef struct {
  guint n_rows, n_missed;
  guint32 row[IB_MAX_FEATURES];
  guint32 missed[IB_MAX_FEATURES]; /* hashes of features that are not near */
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
  s->n_rows = 1;
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
spread(const IbModel *model, guint32 data, gint8 *to)
{
  const guint8 *from = model->rows + (data >> 8);
  guint64 bits;
  if (data & IB_SLOT_INLINE) {
    to[data & 63] = (gint8)(data >> 8);
    if (data & IB_SLOT_SECOND)
      to[data >> 16 & 63] = (gint8)(data >> 24);
    return;
  }
  if (data & IB_SLOT_DENSE) {
    memcpy(to, from, IB_N_STATES);
    return;
  }
  memcpy(&bits, from, sizeof bits);
  const gint8 *value = (const gint8 *)from + sizeof bits;
  for (; bits; bits &= bits - 1)
    to[__builtin_ctzll(bits)] = *value++;
}

static __attribute__((noinline)) guint32
make_row(IbScorer *s, Bucket *b, guint32 data)
{
  guint k = 0;
  while (b->data[k] != data)
    k++;
  spread(s->model, data, s->rows + (gsize)s->n_rows * IB_N_STATES);
  b->data[k] = s->n_rows << 8 | READY;
  return s->n_rows++;
}

/* The row of a feature; 0 when the model does not know it. */
IB_STEP guint32
find_row(IbScorer *s, guint32 hash)
{
  for (Bucket *b = &s->buckets[bucket_of(s, hash)];; b++) {
    IbInt8 one = (*(const IbInt8 *)b->hash == (gint32)hash) & *(const IbInt8 *)b->data;
    guint32 data = 0;
    for (guint k = 0; k < PER_BUCKET; k++)
      data |= (guint32)one[k];
    if (!data && b->data[PER_BUCKET - 1])
      continue;
    return !data || (data & (IB_SLOT_INLINE | READY)) == READY ? data >> 8 : make_row(s, b, data);
  }
}

IB_STEP void
prefetch_row(const IbScorer *s, guint32 row)
{
  __builtin_prefetch(s->rows + (gsize)row * IB_N_STATES);
}

/* The counts are local: in WORK each would be a wait for the store before. */
IB_STEP void
ask_for_buckets(const IbScorer *s, const guint32 *hash, guint n, Work *work)
{
  guint n_rows = 0, n_missed = 0;
  for (guint k = 0; k < n; k++) {
    guint at = hash[k] >> (32 - NEAR_BITS);
    guint32 row = s->near[at].row;
    gboolean hit = s->near[at].hash == hash[k];
    work->row[n_rows] = row;
    n_rows += hit & (row != 0);
    work->missed[n_missed] = hash[k];
    n_missed += !hit;
    prefetch_row(s, row);
  }
  for (guint k = 0; k < n_missed; k++)
    __builtin_prefetch(&s->buckets[bucket_of(s, work->missed[k])]);
  work->n_rows = n_rows;
  work->n_missed = n_missed;
}

IB_STEP void
ask_for_rows(IbScorer *s, Work *work)
{
  guint n_rows = work->n_rows;
  for (guint k = 0; k < work->n_missed; k++) {
    guint32 hash = work->missed[k], row = find_row(s, hash);
    guint at = hash >> (32 - NEAR_BITS);
    s->near[at].hash = hash;
    s->near[at].row = row;
    work->row[n_rows] = row;
    n_rows += row != 0;
    prefetch_row(s, row);
  }
  work->n_rows = n_rows;
}

/* Scores are sums of at most IB_MAX_FEATURES signed bytes: 16 bits hold them. */
IB_STEP void
add_rows(const IbScorer *s, const Work *work, gint16 *score)
{
  IbShort16 sum0 = { 0 }, sum1 = { 0 }, sum2 = { 0 }, sum3 = { 0 };
  for (guint k = 0; k < work->n_rows; k++) {
    const IbByte16 *row = (const IbByte16 *)(s->rows + (gsize)work->row[k] * IB_N_STATES);
    sum0 += __builtin_convertvector(row[0], IbShort16);
    sum1 += __builtin_convertvector(row[1], IbShort16);
    sum2 += __builtin_convertvector(row[2], IbShort16);
    sum3 += __builtin_convertvector(row[3], IbShort16);
  }
  IbShort16 *to = (IbShort16 *)score;
  to[0] = sum0, to[1] = sum1, to[2] = sum2, to[3] = sum3;
}

IB_STEP gint16
largest(const gint16 *score)
{
  const IbShort16 *v = (const IbShort16 *)score;
  IbShort16 top = v[0];
  for (guint k = 1; k < IB_N_STATES / 16; k++)
    top = (v[k] & (v[k] > top)) | (top & ~(v[k] > top));
  gint16 most = top[0];
  for (guint k = 1; k < 16; k++)
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
    add_rows(s, &work[(t - 2) % 3], score);
    emit_scores(score, s->model->unit, emit + (gsize)(t - 2) * IB_N_STATES);
  }
}
