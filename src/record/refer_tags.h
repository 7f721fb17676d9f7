/* EndNote's names for the fields of RIS, from refs/endnote-types.tsv and refs/refer-tags.tsv, for
 * the reader and the writer. */
#ifndef IB_RECORD_REFER_TAGS_H
#define IB_RECORD_REFER_TAGS_H

#include <glib.h>

/* RIS's type by EndNote's name ("Book Section") or else its number (either may be NULL); that of
 * GEN where neither is known. */
guint ib_refer_type_find(const char *name, const char *number);
/* EndNote's name for RIS's type, NULL where it has none. */
const char *ib_refer_type_name(guint ris_type);

/* The tag of RIS ("AU") for a letter of Refer, and the other way; NULL and '\0' where there is none. */
const char *ib_refer_tag(char letter);
char ib_refer_letter(const char *tag);

/* What EndNote's "Number" is in RIS: an article's issue, the number of a chapter's book in its series,
 * else a number. */
const char *ib_refer_number_tag(guint ris_type);
#endif
