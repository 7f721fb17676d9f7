/* Languages by any of their names, from refs/languages.tsv. */
#ifndef IB_RECORD_LANGUAGE_H
#define IB_RECORD_LANGUAGE_H

#include <glib.h>

/* "eng", "English", "ngerman", "en-US" as BCP 47 ("en", "en", "de", "en-US"); NULL when S is
 * the name of none.  Caller frees with g_free(). */
char *ib_language_to_bcp47(const char *s);
/* "de" or "de-AT" as babel's name ("ngerman"); NULL when there is none.  Never freed. */
const char *ib_language_to_babel(const char *bcp47);
/* "en-US" as the code of ISO 639-2 ("eng"); NULL when there is none.  Never freed. */
const char *ib_language_to_iso639(const char *bcp47);
#endif
