/* What the web answered about a URL, as JSON: the public form of reports, and the stored
 * form of library and cache, which has all of it. */
#ifndef IB_RECORD_CHECK_JSON_H
#define IB_RECORD_CHECK_JSON_H

#include <jansson.h>
#include "ibid/finding.h"

/* The public form of contract.md.  Caller frees with json_decref(). */
json_t *ib_check_to_json(const IbidUrlCheck *check);
/* Compact text.  Caller frees with free(). */
char *ib_check_to_stored(const IbidUrlCheck *check);
/* NULL when TEXT (NULL or any bytes) is no such text.  Caller frees with ibid_url_check_free(). */
IbidUrlCheck *ib_check_from_stored(const char *text);
/* A string that may be NULL and may hold bytes that are no UTF-8.  Caller frees with json_decref(). */
json_t *ib_json_string(const char *s);
/* Seconds since 1970 as "2026-11-23T21:04:11Z"; NULL for 0 and out of range.
 * Caller frees with g_free(). */
char *ib_time_to_text(gint64 seconds);
#endif
