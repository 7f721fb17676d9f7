/* Indented JSON, many times as fast as the library's own writer. */
#ifndef IB_RECORD_JSON_OUT_H
#define IB_RECORD_JSON_OUT_H

#include <glib.h>
#include <jansson.h>

/* Appends VALUE to OUT with two blanks a level and members in their order, byte for byte as
 * JSON_INDENT(2) | JSON_REAL_PRECISION(4) does. */
void ib_json_append(GString *out, const json_t *value);
#endif
