/* A record as CSL-JSON and back (schemas: csl102), with what CSL has no place for
 * under "custom".  The library stores records in this form. */
#ifndef IB_RECORD_CSL_JSON_H
#define IB_RECORD_CSL_JSON_H

#include <jansson.h>
#include "ibid/record.h"

/* What CSL calls the parts of a name, and where IbidName has them. */
typedef struct {
  const char *name;
  gsize offset;
} IbCslNamePart;
#define IB_CSL_N_NAME_PARTS 6
extern const IbCslNamePart ib_csl_name_parts[IB_CSL_N_NAME_PARTS];

/* The public form of contract.md.  Caller frees with json_decref(). */
json_t *ib_record_to_csl(const IbidRecord *rec);
/* The same and all that is needed to restore the record exactly: spans, repairs, printed
 * form, confidences.  Caller frees with json_decref(). */
json_t *ib_record_to_stored(const IbidRecord *rec);
/* Understands both, numbers as strings, "raw" and "literal" dates, Zotero's "note" lines.
 * ODD (may be NULL) is told what was not understood.  NULL when JSON is no object.
 * Caller frees with ibid_record_free(). */
IbidRecord *ib_record_from_csl(const json_t *json, void (*odd)(const char *what, gpointer data),
                               gpointer data);
#endif
