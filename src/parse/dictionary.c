/* Counts features in a table of small counters (two that share one are counted together,
 * which gives some rare feature a row too many) and numbers the frequent ones in the order in which
 * they come, so that the same texts give the same rows. */
#include "config.h"

#include "parse/dictionary.h"

#include <math.h>
#include <string.h>

#define MIN_COUNT 5 /* rows for rarer ones cost time and gave nothing: doc/decisions/parser.md */
#define COUNTER_BITS 27
#define N_SLOTS (1u << 22)
#define ROWS_AT_MOST (N_SLOTS / 4 * 3)

void
ib_dictionary_init(IbDictionary *d)
{
  memset(d, 0, sizeof *d);
  d->slots = g_new0(guint32, (gsize)N_SLOTS * 2);
  d->counter = g_malloc0((gsize)1 << COUNTER_BITS);
}

void
ib_dictionary_clear(IbDictionary *d)
{
  g_free(d->slots);
  g_free(d->counter);
  g_free(d->hash);
  g_free(d->importance);
  memset(d, 0, sizeof *d);
}

static guint8 *
counter_of(const IbDictionary *d, guint32 hash)
{
  return &d->counter[hash >> (32 - COUNTER_BITS)];
}

void
ib_dictionary_count(IbDictionary *d, const IbFeatures *f)
{
  for (gsize i = 0; i < (gsize)f->n_tokens * f->per_token; i++) {
    guint8 *c = counter_of(d, f->hash[i]);
    if (f->hash[i] && *c < 255)
      (*c)++;
  }
}

static void
add_row(IbDictionary *d, guint32 hash)
{
  guint at = hash & (N_SLOTS - 1);
  while (d->slots[2 * at + 1]) {
    if (d->slots[2 * at] == hash)
      return;
    at = (at + 1) & (N_SLOTS - 1);
  }
  d->slots[2 * at] = hash;
  d->slots[2 * at + 1] = ++d->n_rows;
}

void
ib_dictionary_collect(IbDictionary *d, const IbFeatures *f)
{
  for (gsize i = 0; i < (gsize)f->n_tokens * f->per_token; i++)
    if (f->hash[i] && *counter_of(d, f->hash[i]) >= MIN_COUNT && d->n_rows < ROWS_AT_MOST)
      add_row(d, f->hash[i]);
}

void
ib_dictionary_finish(IbDictionary *d)
{
  d->hash = g_new0(guint32, MAX(d->n_rows, 1));
  d->importance = g_new0(float, MAX(d->n_rows, 1));
  for (guint at = 0; at < N_SLOTS; at++) {
    guint32 row = d->slots[2 * at + 1];
    if (!row)
      continue;
    d->hash[row - 1] = d->slots[2 * at];
    d->importance[row - 1] = logf(*counter_of(d, d->slots[2 * at]));
  }
  g_clear_pointer(&d->counter, g_free);
}

guint32
ib_dictionary_row(const IbDictionary *d, guint32 hash)
{
  if (!hash)
    return G_MAXUINT32;
  for (guint at = hash & (N_SLOTS - 1); d->slots[2 * at + 1]; at = (at + 1) & (N_SLOTS - 1))
    if (d->slots[2 * at] == hash)
      return d->slots[2 * at + 1] - 1;
  return G_MAXUINT32;
}
