/* Scores from the mapped model.  A token has some 64 features, of which the model knows 50, and each
 * is a wait for memory.  So the table is spread out anew into buckets of one cache line, and three
 * tokens are under way at a time: for the first the buckets of its features are asked for, for the
 * second they are read and the rows asked for, for the third the rows are added up.  No step
 * on the way branches on what a feature turns out to be. */
#include "config.h"

#include "parse/score.h"

#include <string.h>

#include "parse/vector.h"

#define CACHE_LINE 64
#define PER_BUCKET 8
#define LOAD 5      /* features a bucket: with that one in fifteen is full */
#define READY 0x20u /* in a feature's data: 256 times the row here, not the offset in the file */

/* Features by hash * n_buckets / 2^32, in the next one when that is full.  Data is 0 where there is none. */
typedef struct {
  guint32 hash[PER_BUCKET], data[PER_BUCKET];
} Bucket;

struct IbScorer {
  const IbModel *model;
  Bucket *buckets;  /* after the model's slots; rows become READY.  One empty bucket more */
  guint n_buckets;
  gint8 *rows;      /* [n][64], from 1 on */
  guint n_rows;
  gpointer room[2]; /* what the buckets and rows lie in */
};

/* A token on its way. */
typedef struct {
  guint n, n_rows, n_inline;
  const guint32 *hash; /* [n] */
  guint32 row[IB_MAX_FEATURES];
  guint32 inlined[IB_MAX_FEATURES];
} Work;

/* Room for N items of SIZE, all 0, at the beginning of a cache line; it lies in *ROOM. */
static gpointer reserve(gsize n, gsize size, gpointer *room)
{
  *room = g_malloc0_n(n + CACHE_LINE / size + 1, size);
  return (gpointer)(((guintptr)*room + CACHE_LINE - 1) & ~(guintptr)(CACHE_LINE - 1));
}

static guint bucket_of(const IbScorer *s, guint32 hash)
{
  return (guint)((guint64)hash * s->n_buckets >> 32);
}

/* The slots are in the order of their hashes, all but, and so are the buckets.  A feature that finds the last
 * one full is left out: it has room for all in the file's order. */
static void fill_buckets(IbScorer *s)
{
  for (guint i = 0; i < s->model->n_slots; i++) {
    const IbModelSlot *slot = &s->model->slots[i];
    guint at = bucket_of(s, slot->hash), k = 0;
    if (!slot->data) continue;
    while (s->buckets[at].data[k])
      if (++k == PER_BUCKET) at++, k = 0;
    s->buckets[at].hash[k] = slot->hash;
    s->buckets[at].data[k] = slot->data;
  }
}

IbScorer *ib_scorer_new(const IbModel *model)
{
  IbScorer *s = g_new0(IbScorer, 1);
  guint n = 0, n_rows = 1;
  for (guint i = 0; i < model->n_slots; i++) {
    n += model->slots[i].data != 0;
    n_rows += model->slots[i].data && !(model->slots[i].data & IB_SLOT_INLINE);
  }
  s->model = model;
  s->n_buckets = n / LOAD + 1;
  s->buckets = reserve((gsize)s->n_buckets + n / PER_BUCKET + 1, sizeof(Bucket), &s->room[0]);
  s->rows = reserve(n_rows, IB_N_STATES, &s->room[1]);
  s->n_rows = 1;
  fill_buckets(s);
  return s;
}

void ib_scorer_free(IbScorer *s)
{
  if (!s) return;
  g_free(s->room[0]);
  g_free(s->room[1]);
  g_free(s);
}

/* The data of a feature, in *AT; 0 when the model does not know it. */
IB_STEP guint32 look_up(const IbScorer *s, guint32 hash, guint *at)
{
  for (*at = bucket_of(s, hash);; (*at)++) {
    const Bucket *b = &s->buckets[*at];
    IbInt8 one = (*(const IbInt8 *)b->hash == (gint32)hash) & *(const IbInt8 *)b->data;
    guint32 found = 0;
    for (guint k = 0; k < PER_BUCKET; k++)
      found |= (guint32)one[k];
    if (found || !b->data[PER_BUCKET - 1]) return found;
  }
}

/* Spreads a row of the file over 64 weights.  Returns the feature's new data. */
static __attribute__((noinline)) guint32 make_ready(IbScorer *s, Bucket *b, guint32 data)
{
  const guint8 *from = s->model->rows + (data >> 8);
  gint8 *to = s->rows + (gsize)s->n_rows * IB_N_STATES;
  if (data & IB_SLOT_DENSE) {
    memcpy(to, from, IB_N_STATES);
  } else {
    guint64 bits;
    memcpy(&bits, from, sizeof bits);
    const gint8 *value = (const gint8 *)from + sizeof bits;
    for (; bits; bits &= bits - 1)
      to[__builtin_ctzll(bits)] = *value++;
  }
  guint k = 0;
  while (b->data[k] != data)
    k++;
  return b->data[k] = s->n_rows++ << 8 | READY;
}

IB_STEP void ask_for_buckets(const IbScorer *s, const guint32 *hash, guint n, Work *work)
{
  work->hash = hash;
  work->n = n;
  for (guint k = 0; k < n; k++)
    __builtin_prefetch(&s->buckets[bucket_of(s, hash[k])]);
}

IB_STEP void ask_for_rows(IbScorer *s, Work *work)
{
  work->n_rows = work->n_inline = 0;
  for (guint k = 0; k < work->n; k++) {
    guint at;
    guint32 data = look_up(s, work->hash[k], &at);
    if (data && !(data & (IB_SLOT_INLINE | READY))) data = make_ready(s, &s->buckets[at], data);
    __builtin_prefetch(s->rows + (gsize)(data >> 8) * (data & READY ? IB_N_STATES : 0));
    work->row[work->n_rows] = data >> 8;
    work->inlined[work->n_inline] = data;
    work->n_inline += data >> 7 & 1;
    work->n_rows += data >> 5 & ~data >> 7 & 1;
  }
}

/* Scores are sums of at most IB_MAX_FEATURES signed bytes: 16 bits hold them. */
IB_STEP void add_rows(const IbScorer *s, const Work *work, gint16 *score)
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
  for (guint k = 0; k < work->n_inline; k++) {
    guint32 data = work->inlined[k];
    score[data & 63] += (gint8)(data >> 8);
    if (data & IB_SLOT_SECOND) score[data >> 16 & 63] += (gint8)(data >> 24);
  }
}

IB_STEP gint16 largest(const gint16 *score)
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
IB_STEP void emit_scores(const gint16 *score, float unit, float *emit)
{
  gint16 top = largest(score);
  for (guint s = 0; s < IB_N_STATES; s += 8) {
    IbFloat8 v = __builtin_convertvector(*(const IbHalf8 *)(score + s) - top, IbFloat8) * unit;
    ib_exp8(&v);
    ib_store8(emit + s, &v);
  }
}

IB_CLONES void ib_score_tokens(IbScorer *s, const IbFeatures *f, float *emit)
{
  Work work[3];
  gint16 score[IB_N_STATES];
  for (guint t = 0; t < f->n_tokens + 2; t++) {
    if (t < f->n_tokens) ask_for_buckets(s, f->hash + (gsize)t * f->per_token, f->per_token, &work[t % 3]);
    if (t >= 1 && t <= f->n_tokens) ask_for_rows(s, &work[(t - 1) % 3]);
    if (t < 2) continue;
    add_rows(s, &work[(t - 2) % 3], score);
    emit_scores(score, s->model->unit, emit + (gsize)(t - 2) * IB_N_STATES);
  }
}
