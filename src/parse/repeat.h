/* The best path under which a field stands once. */
#ifndef IB_PARSE_REPEAT_H
#define IB_PARSE_REPEAT_H

#include "parse/lattice.h"

/* A chain forgets what it has seen: it may give a reference two titles.  When PATH, the best
 * of all, holds a field twice, it is searched for anew, each repetition held against it.  TRUE
 * when PATH has changed; then SHARE, the logarithm of its share of all paths, has too.
 * LATTICE holds the sums over all paths. */
gboolean ib_repeat_mend(const IbLattice *lattice, const IbTransitions *e, const guint8 *gap, guint n, guint8 *path,
                        double *share);
#endif
