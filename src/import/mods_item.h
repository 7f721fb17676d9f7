/* One <mods> element as a record; apart from mods.c, which finds them. */
#ifndef IB_IMPORT_MODS_ITEM_H
#define IB_IMPORT_MODS_ITEM_H

#include <libxml/tree.h>

#include "ibid/record.h"

/* Caller frees with ibid_record_free(). */
IbidRecord *ib_mods_item_read(const xmlNode *mods);
#endif
