/* The one error domain: every GError of ibid is of it, one line, lower case. */
#ifndef IBID_ERROR_H
#define IBID_ERROR_H

#include <glib.h>

G_BEGIN_DECLS

#define IBID_ERROR (ibid_error_quark())
GQuark ibid_error_quark(void);

/* Codes of IBID_ERROR. */
typedef enum {
  IBID_ERROR_USAGE,      /* asked for something that is not there to ask for */
  IBID_ERROR_IO,         /* a file could not be read or written */
  IBID_ERROR_FORMAT,     /* a file is not what it was taken for */
  IBID_ERROR_LIBRARY,    /* the library could not be used */
  IBID_ERROR_CONFIG,
  IBID_ERROR_MODEL,
  IBID_ERROR_INTERRUPTED
} IbidErrorCode;

G_END_DECLS
#endif
