/* What words have been in labelled references: hashed counts, out of fold while training. */
#ifndef IB_PARSE_GAZETTEER_H
#define IB_PARSE_GAZETTEER_H

#include "parse/labels.h"

typedef struct IbWordStats IbWordStats;

#define IB_N_FOLDS 10

/* For training: empty, to be filled reference by reference.  Caller frees with
 * ib_word_stats_free(). */
IbWordStats *ib_word_stats_new(void);
/* Over a model's table, which must outlive it; N_SLOTS is a power of two with at least
 * one empty slot, or 0. */
IbWordStats *ib_word_stats_borrow(const guint32 *words, const guint16 *codes, guint n_slots);
void ib_word_stats_free(IbWordStats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbWordStats, ib_word_stats_free)

void ib_word_stats_add(IbWordStats *stats, const IbLabelled *item);

/* The code of a word: its likeliest field, how sure that is, and how often it was seen,
 * in one number; 0 when unknown.  FOLD -1 leaves nothing out.  The lowest byte is the
 * field and how sure. */
guint32 ib_word_stats_get(const IbWordStats *stats, guint32 word, int fold);
/* The field that most known words of a segment have been. */
guint32 ib_word_stats_of_segment(const guint32 *stat, guint start, guint end);

/* The table for the model file: returns its slots.  Caller frees both with g_free(). */
guint ib_word_stats_pack(const IbWordStats *stats, guint32 **words, guint16 **codes);
#endif
