/* What the model says of each token on its own: a score for every state. */
#ifndef IB_PARSE_SCORE_H
#define IB_PARSE_SCORE_H

#include "parse/model.h"

/* The weights of a model on the way into use: rows are spread to 64 weights each when they
 * are first asked for. */
typedef struct IbScorer IbScorer;

/* MODEL must outlive it.  Caller frees with ib_scorer_free(). */
IbScorer *ib_scorer_new(const IbModel *model);
void ib_scorer_free(IbScorer *scorer);

/* EMIT [n][64]: exp of the scores of the tokens of FEATURES, the best of each token 1. */
void ib_score_tokens(IbScorer *scorer, const IbFeatures *features, float *emit);
#endif
