/* Text that comes line by line, through a pipe or from a file, of any length: pieces that end where a line
 * does, each as soon as it is there. */
#ifndef IB_UTIL_LINES_H
#define IB_UTIL_LINES_H

#include "util/input.h"

/* Bytes of a line that are kept; what is behind them is counted and dropped. */
#define IB_LINES_LONGEST ((gsize)1 << 20)

typedef struct IbLines IbLines;

/* Opens PATH ("-" is standard input).  CHARSET as for ib_input_open(); where it is NULL each piece is asked by
 * itself, a mark at the beginning of the first alone counts, and what is UTF-16 or UTF-32 is read whole.
 * STOP is set by a signal handler to end reading early.  Caller frees with ib_lines_free(). */
IbLines *ib_lines_open(const char *path, const char *charset, const volatile int *stop, GError **error);
void ib_lines_free(IbLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbLines, ib_lines_free)

/* The next whole lines; waits for one at most.  NULL without ERROR: the end.  Owned by LINES, good until the
 * next call. */
IbInput *ib_lines_next(IbLines *lines, GError **error);
/* Bytes of the line last given that were dropped. */
guint64 ib_lines_dropped(const IbLines *lines);
#endif
