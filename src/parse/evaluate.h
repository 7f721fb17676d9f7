/* Scores of a model on labelled references, as a report to read. */
#ifndef IB_PARSE_EVALUATE_H
#define IB_PARSE_EVALUATE_H

#include "parse/labels.h"
#include "parse/tagger.h"

/* Values are equal when their letters and digits are, case and diacritics aside; of dates
 * the year counts, of links neither scheme nor "www.". Caller frees with g_free(). */
char *ib_evaluate_fold(IbLabel label, const char *text, gsize len);

/* Judges what TAGGER gives for ITEM: FUNC once for each span of a label that ITEM's source
 * annotates, then once for the whole. */
typedef void (*IbJudgeFunc)(gboolean whole, float confidence, gboolean right, gpointer data);
void ib_evaluate_each(IbTagger *tagger, const IbLabelled *item, IbJudgeFunc func, gpointer data);

/* Precision, recall and F1 by field, whole references right, by source (seen in training
 * or not), the commonest confusions, and what confidence is worth. */
void ib_evaluate_set(const IbLabelSet *set, IbTagger *tagger, GString *out);

/* The same for FILES (NULL-terminated paths) and the model at MODEL.  Errors:
 * IBID_ERROR_IO, _FORMAT, _MODEL. */
gboolean ib_evaluate(const char *const *files, const char *model, GString *out, GError **error);
#endif
