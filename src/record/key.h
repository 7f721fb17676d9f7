/* Citation keys: first family name in ASCII, year or "nd", first title word that is no
 * stop word ("ramani2016belarus"), made unique by a, b, ... z, aa. */
#ifndef IB_RECORD_KEY_H
#define IB_RECORD_KEY_H

#include "ibid/record.h"

/* The key REC should have, before it is made unique.  Caller frees with g_free(). */
char *ib_key_make(const IbidRecord *rec);

/* a, b, ... z, aa, ab ... for 0, 1, ...  Caller frees with g_free(). */
char *ib_key_suffix(guint n);

typedef struct IbKeys IbKeys; /* the keys that are taken; ASCII case is ignored */
IbKeys *ib_keys_new(void);
void ib_keys_free(IbKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbKeys, ib_keys_free)
/* After MOST keys, made ones get a number instead of letters and are not remembered, so that a
 * stream of any length has its bounds: 524,288 unless set here. */
void ib_keys_limit(IbKeys *keys, guint most);
/* Gives REC its own key if that is free, else a made one, unique among KEYS. */
void ib_keys_assign(IbKeys *keys, IbidRecord *rec);
#endif
