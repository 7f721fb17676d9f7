/* Word statistics: for each word of the labelled references, in which field it stood.
 * While training, a reference is judged by counts without its own document's fold, or
 * the model would trust them more than new text deserves. */
#include "config.h"

#include "parse/gazetteer.h"

#include <string.h>

#include "parse/crf.h"
#include "parse/token.h"

#define MIN_SEEN 2      /* a word seen once says nothing */
#define MIN_SHARE 0.34f /* of its likeliest field */

typedef struct {
  guint32 word;
  guint16 n[IB_N_FOLDS][IB_N_FIELDS];
} WordCount;

struct IbWordStats {
  /* In training: counts, found through `index` (word -> position + 1). */
  GArray *counts;
  GHashTable *index;
  /* At run time: sorted into slots, borrowed from the model. */
  const guint32 *slot_word;
  const guint16 *slot_code;
  guint n_slots;
};

IbWordStats *
ib_word_stats_new(void)
{
  IbWordStats *stats = g_new0(IbWordStats, 1);
  stats->counts = g_array_new(FALSE, TRUE, sizeof(WordCount));
  stats->index = g_hash_table_new(NULL, NULL);
  return stats;
}

IbWordStats *
ib_word_stats_borrow(const guint32 *words, const guint16 *codes, guint n_slots)
{
  IbWordStats *stats = g_new0(IbWordStats, 1);
  stats->slot_word = words;
  stats->slot_code = codes;
  stats->n_slots = n_slots;
  return stats;
}

void
ib_word_stats_free(IbWordStats *stats)
{
  if (!stats)
    return;
  g_clear_pointer(&stats->counts, g_array_unref);
  g_clear_pointer(&stats->index, g_hash_table_unref);
  g_free(stats);
}

static WordCount *
count_of(IbWordStats *stats, guint32 word)
{
  gpointer key = GUINT_TO_POINTER(word);
  guint at = GPOINTER_TO_UINT(g_hash_table_lookup(stats->index, key));
  if (!at) {
    WordCount fresh = { .word = word };
    g_array_append_val(stats->counts, fresh);
    at = stats->counts->len;
    g_hash_table_insert(stats->index, key, GUINT_TO_POINTER(at));
  }
  return &g_array_index(stats->counts, WordCount, at - 1);
}

void
ib_word_stats_add(IbWordStats *stats, const IbLabelled *item)
{
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(IbToken));
  guint fold = item->doc % IB_N_FOLDS, at = 0;
  ib_tokenise(item->text, item->len, tokens);
  for (guint i = 0; i < tokens->len; i++) {
    const IbToken *t = &g_array_index(tokens, IbToken, i);
    while (at < item->spans->len && g_array_index(item->spans, IbLabelSpan, at).end <= t->start)
      at++;
    if (at == item->spans->len)
      break;
    const IbLabelSpan *span = &g_array_index(item->spans, IbLabelSpan, at);
    if (span->start >= t->end || span->label == IB_LABEL_OTHER)
      continue;
    if (t->kind > IB_TOKEN_SCRIPT || t->letters < 2)
      continue;
    guint16 *n = &count_of(stats, t->word)->n[fold][span->label - 1];
    if (*n < G_MAXUINT16)
      (*n)++;
  }
}

/* 1 + field * 4 + sureness in the low byte, then how often, then the second field. */
static guint16
code_of(const guint *n)
{
  guint total = 0, best = 0, second = 1;
  for (guint f = 0; f < IB_N_FIELDS; f++)
    total += n[f];
  if (total < MIN_SEEN)
    return 0;
  for (guint f = 1; f < IB_N_FIELDS; f++)
    if (n[f] > n[best])
      best = f;
  second = best ? 0 : 1;
  for (guint f = 0; f < IB_N_FIELDS; f++)
    if (f != best && n[f] > n[second])
      second = f;
  float share = (float)n[best] / (float)total;
  if (share < MIN_SHARE)
    return 0;
  guint sure = share > .95f ? 3 : share > .8f ? 2 : share > .55f ? 1 : 0;
  guint often = total < 4 ? 0 : total < 12 ? 1 : total < 60 ? 2 : 3;
  return (guint16)((1 + best * 4 + sure) | often << 8 | (n[second] ? second + 1 : 0) << 10);
}

static guint16
code_without(const WordCount *count, int fold)
{
  guint n[IB_N_FIELDS] = { 0 };
  for (int k = 0; k < IB_N_FOLDS; k++)
    for (guint f = 0; f < IB_N_FIELDS && k != fold; f++)
      n[f] += count->n[k][f];
  return code_of(n);
}

guint32
ib_word_stats_get(const IbWordStats *stats, guint32 word, int fold)
{
  if (stats->counts) {
    guint at = GPOINTER_TO_UINT(g_hash_table_lookup(stats->index, GUINT_TO_POINTER(word)));
    return at ? code_without(&g_array_index(stats->counts, WordCount, at - 1), fold) : 0;
  }
  if (!stats->n_slots)
    return 0;
  for (guint at = word & (stats->n_slots - 1); stats->slot_code[at]; at = (at + 1) & (stats->n_slots - 1))
    if (stats->slot_word[at] == word)
      return stats->slot_code[at];
  return 0;
}

guint32
ib_word_stats_of_segment(const guint32 *stat, guint start, guint end)
{
  guint8 n[IB_N_FIELDS] = { 0 };
  guint best = 0, seen = 0;
  for (guint i = start; i < end && i < start + 24; i++) {
    guint low = stat[i] & 0xff;
    if (!low)
      continue;
    guint field = (low - 1) / 4;
    n[field] += (guint8)(1 + (low - 1) % 4);
    seen++;
    if (n[field] > n[best])
      best = field;
  }
  if (!seen)
    return 0;
  return 1 + best * 4 + (n[best] > 9 ? 3 : n[best] > 5 ? 2 : n[best] > 2 ? 1 : 0);
}

guint
ib_word_stats_pack(const IbWordStats *stats, guint32 **words, guint16 **codes)
{
  guint kept = 0, n_slots = 64;
  for (guint i = 0; i < stats->counts->len; i++)
    kept += code_without(&g_array_index(stats->counts, WordCount, i), -1) != 0;
  while (n_slots < kept + kept / 3)
    n_slots *= 2;
  *words = g_new0(guint32, n_slots);
  *codes = g_new0(guint16, n_slots);
  for (guint i = 0; i < stats->counts->len; i++) {
    const WordCount *count = &g_array_index(stats->counts, WordCount, i);
    guint16 code = code_without(count, -1);
    guint at = count->word & (n_slots - 1);
    if (!code)
      continue;
    while ((*codes)[at])
      at = (at + 1) & (n_slots - 1);
    (*words)[at] = count->word;
    (*codes)[at] = code;
  }
  return n_slots;
}
