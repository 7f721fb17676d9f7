/* From the share of a path or span among all, to how often such are right. */
#ifndef IB_PARSE_CALIBRATE_H
#define IB_PARSE_CALIBRATE_H

#include "parse/labels.h"
#include "parse/model.h"
#include "parse/tagger.h"

/* Curves for [0] fields and [1] whole references, from references that TAGGER, whose own
 * curves must be straight, was not trained on.  With few of them a curve stays near the straight one. */
void ib_calibrate(IbTagger *tagger, const GPtrArray *items, float curve[2][IB_N_CALIBRATION]);
#endif
