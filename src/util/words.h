/* Sets of words with a value each, looked up without regard to case and without
 * allocating: months, particles, phrases, headings. */
#ifndef IB_UTIL_WORDS_H
#define IB_UTIL_WORDS_H

#include <glib.h>

typedef struct IbWords IbWords;

/* The longest word that is kept or found, in bytes after lower-casing. */
#define IB_WORDS_MAX 96

IbWords *ib_words_new(void); /* Caller frees with ib_words_free(). */
void ib_words_free(IbWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbWords, ib_words_free)

/* The first value given for a word stays.  VALUE is not NULL and is kept as it is. */
void ib_words_add(IbWords *words, const char *word, gpointer value);
/* The value of the LEN bytes at S, or NULL. */
gpointer ib_words_get(const IbWords *words, const char *s, gsize len);
/* The longest entry that S begins with and that ends at a word's end; entries may hold
 * single blanks, which stand for any run of blanks.  MATCHED gets its bytes in S. */
gpointer ib_words_get_prefix(const IbWords *words, const char *s, gsize len, gsize *matched);
#endif
