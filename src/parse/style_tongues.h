/* References of no data at hand: names and titles made of syllables, in scripts that the labelled references
 * hardly have, with the patterns of their countries. */
#ifndef IB_PARSE_STYLE_TONGUES_H
#define IB_PARSE_STYLE_TONGUES_H

#include "parse/style.h"

typedef struct IbTongue IbTongue;

/* One of the tongues, at random. */
const IbTongue *ib_tongue_pick(guint64 *random);
/* A value for a field: authors, editors, title, container, publisher or place; NULL for others. */
char *ib_tongue_field(const IbTongue *tongue, char field, guint64 *random);
/* A pattern of the tongue, as those of ib_styles(). */
const char *ib_tongue_pattern(const IbTongue *tongue, guint64 *random);
/* Its key for ib_style_months(); "" for none. */
const char *ib_tongue_months(const IbTongue *tongue);
/* Years as its calendar and digits have them: Solar Hijri in Persian digits. */
char *ib_tongue_year(const IbTongue *tongue, guint year);
#endif
