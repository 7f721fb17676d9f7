/* What the model sees of each token: hashed features and the class of the gap before it. */
#ifndef IB_PARSE_FEATURE_H
#define IB_PARSE_FEATURE_H

#include "parse/gazetteer.h"
#include "parse/token.h"

#define IB_N_GAPS 72          /* classes of a transition */
#define IB_MAX_FEATURES 96    /* a token */


typedef struct {
  guint32 *hash;    /* [n_tokens][per_token]; 0 is no feature */
  guint8 *gap;      /* [n_tokens]: 0 .. IB_N_GAPS - 1 */
  guint n_tokens, per_token;
  gpointer scratch; /* working memory, kept between references */
} IbFeatures;

/* Fills FEATURES (zeroed before the first call) for the tokens of one reference.  STATS
 * may be NULL; FOLD is the part of the training data that its counts leave out, -1 none. */
void ib_features_extract(IbFeatures *features, const IbToken *tokens, guint n, const IbWordStats *stats, int fold);
void ib_features_clear(IbFeatures *features);
#endif
