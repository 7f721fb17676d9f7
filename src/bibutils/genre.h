/* The type of a work by its genres, as MODS and libbibutils tell them (refs/mods-genres.tsv). */
#ifndef IB_BIBUTILS_GENRE_H
#define IB_BIBUTILS_GENRE_H

#include "ibid/record.h"

typedef struct {
  guint row[2]; /* the best row found, from 1; of the work and of what it stands in */
} IbGenres;

/* LEVEL 0 is the work, 1 what it stands in.  FALSE: the table does not know GENRE. */
gboolean ib_genres_add(IbGenres *genres, guint level, const char *genre);
/* IBID_TYPE_DOCUMENT when nothing was told. */
IbidType ib_genres_type(const IbGenres *genres, gboolean has_host);
#endif
