/* From the lines of one RIS reference to a record; apart from ris.c, which finds them. */
#ifndef IB_IMPORT_RIS_ITEM_H
#define IB_IMPORT_RIS_ITEM_H

#include "ibid/record.h"

typedef struct {
  guint16 tag;
  guint32 value, len; /* in the text that the lines were gathered in */
} IbRisField;

/* ODD is told what was not understood.  TEXT holds each value, NUL-terminated.  NULL when the
 * fields say nothing.  Caller frees with ibid_record_free(). */
IbidRecord *ib_ris_item_read(const IbRisField *fields, guint n, const char *text,
                             void (*odd)(const char *code, const char *what, gpointer data),
                             gpointer data);
#endif
