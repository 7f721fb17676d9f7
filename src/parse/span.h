/* Trimming of a span as the labels format wants it. */
#ifndef IB_PARSE_SPAN_H
#define IB_PARSE_SPAN_H

#include "parse/tagger.h"

/* Cuts separators, wrapping quotation marks and furniture ("pp.", "vol.", "In", "(eds.)",
 * "doi:") off SPAN of TEXT; what belongs to the value stays ("Obsolet?", "C.").  FALSE
 * when nothing is left. */
gboolean ib_span_trim(const char *text, IbTagSpan *span);
#endif
