/* References in the library: put, get, remove. */
#ifndef IB_STORE_REFERENCE_H
#define IB_STORE_REFERENCE_H

#include "ibid/record.h"
#include "store/store.h"

typedef enum {
  IB_PUT_ADDED,
  IB_PUT_KNOWN,   /* the same record is there */
  IB_PUT_VARIANT, /* the same work is there, described otherwise; nothing was changed */
  IB_PUT_REPLACED /* ditto, and REC took its place, under its key */
} IbPutOutcome;

typedef struct {
  IbPutOutcome outcome;
  char *key;     /* of the reference in the library */
  char *differs; /* variant, replaced: the variables that differ, "volume, issue"; else NULL */
} IbPut;

void ib_put_clear(IbPut *put);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(IbPut, ib_put_clear)

/* Puts REC in and gives it the key it has there: its own where that is free, else a made
 * one, with a letter where that is taken (record/key.h).  PUT is overwritten.
 * Only between ib_store_begin() and ib_store_commit(). */
gboolean ib_store_put(IbStore *store, IbidRecord *rec, gboolean replace, IbPut *put, GError **error);

/* Writes the fields of REC over those stored under its key, which stays known by what was imported: the
 * same list read again is no variant.  An unknown key does nothing.  Only within a transaction. */
gboolean ib_store_amend(IbStore *store, const IbidRecord *rec, const char *what, GError **error);

/* NULL without ERROR: no such key.  Caller frees with ibid_record_free(). */
IbidRecord *ib_store_get(IbStore *store, const char *key, GError **error);
/* The same by id, as search.h gives them. */
IbidRecord *ib_store_get_by_id(IbStore *store, gint64 id, GError **error);
/* ID 0: no such key. */
gboolean ib_store_find_id(IbStore *store, const char *key, gint64 *id, GError **error);

/* REMOVED is FALSE where there is no such key. */
gboolean ib_store_remove(IbStore *store, const char *key, gboolean *removed, GError **error);
gboolean ib_store_count(IbStore *store, guint *count, GError **error);
#endif
