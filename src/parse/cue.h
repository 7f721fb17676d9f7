/* Words that announce a field: "pp", "hrsg", "Verlag", "accessed", months. */
#ifndef IB_PARSE_CUE_H
#define IB_PARSE_CUE_H

#include <glib.h>

typedef enum {
  IB_CUE_NONE, IB_CUE_IN, IB_CUE_EDITOR, IB_CUE_TRANSLATOR, IB_CUE_AND, IB_CUE_ETAL, IB_CUE_VOLUME,
  IB_CUE_ISSUE, IB_CUE_PAGES, IB_CUE_EDITION, IB_CUE_PRESS, IB_CUE_BODY, IB_CUE_JOURNAL, IB_CUE_MEETING,
  IB_CUE_THESIS, IB_CUE_REPORT, IB_CUE_SERIES, IB_CUE_ACCESSED, IB_CUE_AVAILABLE, IB_CUE_MONTH,
  IB_CUE_SEASON, IB_CUE_PARTICLE, IB_CUE_SUFFIX, IB_CUE_PLACE, IB_CUE_DOI, IB_CUE_ISBN, IB_CUE_EPRINT,
  IB_CUE_NODATE, IB_CUE_LANGUAGE, IB_CUE_FORTHCOMING, IB_CUE_STOP, IB_N_CUES
} IbCue;

/* The cue of a word by the hash that ib_tokenise() gives it. */
IbCue ib_cue(guint32 word);
#endif
