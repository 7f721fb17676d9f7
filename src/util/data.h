/* The tables under refs/ that people may correct, read once and kept. */
#ifndef IB_UTIL_DATA_H
#define IB_UTIL_DATA_H

#include <glib.h>

/* The folder with ibid's tables and model: $IBID_DATA, else refs/ beside the running
 * program, else the installed one.  Never freed. */
const char *ib_data_dir(void);
/* Path of one file in it.  Caller frees with g_free(). */
char *ib_data_path(const char *name);

/* A tab-separated table: rows of fields; '#' starts a comment line, blank lines are passed. */
typedef struct {
  guint n_rows;
  char ***rows; /* rows[i] is a NULL-terminated array of fields, never empty */
} IbTable;

/* Reads refs/NAME at the first call and keeps it; thread-safe.  A missing file gives an
 * empty table and one warning.  Never freed. */
const IbTable *ib_table(const char *name);
#endif
