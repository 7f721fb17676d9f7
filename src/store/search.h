/* Selecting references: by key and by words. */
#ifndef IB_STORE_SEARCH_H
#define IB_STORE_SEARCH_H

#include "ibid/record.h"
#include "store/store.h"

/* Takes REC.  FALSE: stop. */
typedef gboolean (*IbStoreFunc)(IbidRecord *rec, gpointer data);

/* Hands over, in import order, the references that QUERY (NULL-terminated; NULL or empty:
 * all) selects: those whose keys it names, and those in which all of its other words
 * occur, case and diacritics aside.  A word with a hyphen or blank inside is its parts
 * beside each other.  FUNC may read the store. */
gboolean ib_store_find(IbStore *store, const char *const *query, IbStoreFunc func, gpointer data,
                       GError **error);

/* For reference.c: all words of a record, folded, as the index wants them (caller frees
 * with g_free()); a row into the index; and out of it, while it is still in `reference`. */
char *ib_search_words(const IbidRecord *rec);
gboolean ib_search_add(IbDb *db, gint64 id, const char *words, GError **error);
gboolean ib_search_drop(IbDb *db, gint64 id, GError **error);
#endif
