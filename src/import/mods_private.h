/* What the files that read a <mods> element share: mods_item.c, mods_origin.c, mods_part.c, mods_name.c. */
#ifndef IB_IMPORT_MODS_PRIVATE_H
#define IB_IMPORT_MODS_PRIVATE_H

#include <libxml/tree.h>

#include "bibutils/genre.h"
#include "ibid/record.h"

typedef struct {
  IbidRecord *rec;
  IbGenres genres;
  gboolean has_host;
  const char *issuance;
  GPtrArray *genre_words; /* of char, owned */
  gboolean number_told;   /* by a note: it is no issue */
  gboolean type_told;     /* likewise, and may be "document" */
  int date_rank;          /* how good the date found so far is as the date of issue; 0 none */
  gboolean conference;    /* it is, or stands in, what a conference publishes */
  gboolean host_url;      /* the URL is that of what it stands in */
} IbModsItem;

/* LEVEL is 0 for the work itself, 1 for what it stands in, 2 for its series. */
void ib_mods_name_read(IbidRecord *rec, const xmlNode *node, guint level);
void ib_mods_origin_read(IbModsItem *it, const xmlNode *origin, int level);
void ib_mods_part_read(IbModsItem *it, const xmlNode *part, int level);
/* One of the dates of <originInfo> or <part>; nothing when NODE is none. */
void ib_mods_date_read(IbModsItem *it, const xmlNode *node, int level);
/* FALSE: NODE has no date that can be told. */
gboolean ib_mods_date_parse(const xmlNode *node, IbidDate *date);

/* Adds VALUE, which may be NULL, where it does not stand in VAR already. */
void ib_mods_add_text(IbidRecord *rec, IbidVar var, const char *value, const char *sep);
gboolean ib_mods_attribute_is(const xmlNode *node, const char *name, const char *value);
#endif
