/* JabRef's groups, where a comment alone says which entries are in them. */
#ifndef IB_IMPORT_BIBTEX_GROUPS_H
#define IB_IMPORT_BIBTEX_GROUPS_H

#include <glib.h>

#include "import/bibtex_scan.h"

/* Key -> the names of its groups, for ib_bib_join_groups(); NULL for a file without any.
 * Caller frees with g_hash_table_unref(). */
GHashTable *ib_bib_groups(const char *text, gsize len);

/* Gives ENTRY the field "groups" that JabRef from 3.8 on would write; GROUPS may be NULL. */
void ib_bib_join_groups(GHashTable *groups, IbBibEntry *entry);
#endif
