/* EndNote's own formats, by their kinship with RIS: its fields are those of RIS under other names. */
#ifndef IB_IMPORT_ENDNOTE_H
#define IB_IMPORT_ENDNOTE_H

#include "ibid/record.h"

/* A <record> of EndNote XML, an entry of Refer ("%0 Book").  NULL when it says nothing.  Caller frees
 * with ibid_record_free(). */
IbidRecord *ib_endnote_xml_read(const char *s, gsize len);
IbidRecord *ib_endnote_refer_read(const char *s, gsize len);
#endif
