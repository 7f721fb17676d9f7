/* The session from inside, for the files that implement <ibid/ibid.h>. */
#ifndef IBID_SESSION_H
#define IBID_SESSION_H

#include "ibid/ibid.h"
#include "parse/parse.h"
#include "util/input.h"
#include "util/settings.h"

struct IbidSession {
  IbSettings *settings;
  IbParser *parser;      /* opened when the first text is read */
  GHashTable *inputs;    /* file name -> IbInput: reports ask them for lines and columns */
  IbidDiagnosticFunc diagnose;
  gpointer diagnose_data;
  IbidProgressFunc progress;
  gpointer progress_data;
  volatile int interrupted;
};

/* TRUE, with ERROR set, once the session was interrupted. */
gboolean ib_session_interrupted(IbidSession *session, GError **error);
/* The model file in force.  Caller frees with g_free(). */
char *ib_session_model(IbidSession *session);
void ib_session_diagnose(IbidSession *session, const char *file, const char *code, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

#endif
