/* The tables of the library and of the cache, version by version. */
#ifndef IB_STORE_SCHEMA_H
#define IB_STORE_SCHEMA_H

#include <glib.h>

typedef struct {
  const char *noun;              /* "library": for messages */
  const char *remedy;            /* what to do about a file that cannot be mended */
  guint32 application_id;
  guint busy_seconds;            /* how long to wait for another process */
  const char *pragmas;           /* SQL for each connection */
  const char *const *migrations; /* SQL: [i] leads from version i to i + 1 */
  guint version;                 /* number of migrations */
} IbSchema;

extern const IbSchema ib_schema_library;
extern const IbSchema ib_schema_cache;
#endif
