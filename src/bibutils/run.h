/* Runs the helper program ibid-bibutils, which may crash or hang: this process does not. */
#ifndef IB_BIBUTILS_RUN_H
#define IB_BIBUTILS_RUN_H

#include <glib.h>

typedef enum {
  IB_BIBUTILS_DONE,
  IB_BIBUTILS_FAILED, /* it crashed, hung, or could not make sense of the input */
  IB_BIBUTILS_ABSENT  /* it could not be started */
} IbBibutilsResult;

/* MODE is "read" or "write".  IN goes to the helper, what it says is appended to OUT.  WHY, where
 * not done, gets plain words; the caller frees them with g_free(). */
IbBibutilsResult ib_bibutils_run(const char *mode, const char *format, const char *in, gsize len,
                                 GString *out, char **why);
#endif
