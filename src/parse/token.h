/* Tokens of a reference: cut wherever a field can end, also inside words. */
#ifndef IB_PARSE_TOKEN_H
#define IB_PARSE_TOKEN_H

#include <glib.h>

typedef enum {
  IB_TOKEN_LOWER,   /* "journal" */
  IB_TOKEN_CAPITAL, /* "Journal" */
  IB_TOKEN_UPPER,   /* "IEEE" */
  IB_TOKEN_INITIAL, /* "J": one capital */
  IB_TOKEN_SCRIPT,  /* letters without case: Arabic, Chinese */
  IB_TOKEN_NUMBER,
  IB_TOKEN_YEAR,    /* four digits, 1400 to 2039 */
  IB_TOKEN_PUNCT,
  IB_TOKEN_URL,
  IB_TOKEN_DOI
} IbTokenKind;

typedef struct {
  guint32 start, end; /* bytes of the text */
  guint32 word;       /* hash of the lower-case form; numbers by their length, dashes and quotes alike */
  guint32 prefix[2];  /* hashes of the first 2 and 3 letters; 0 in short tokens */
  guint32 suffix[3];  /* of the last 2, 3 and 4 letters */
  guint16 letters;    /* code points */
  guint8 kind;        /* IbTokenKind */
  guint8 shape;       /* kind, length class and blank before, in 7 bits */
  gunichar mark;      /* the character of a PUNCT, dashes and quotes made alike; else 0 */
  guint8 blank;       /* white space before it */
} IbToken;

/* Cuts LEN bytes of valid UTF-8 at TEXT into TOKENS (of IbToken, emptied first).  A URL
 * or DOI is one token; letters, digits and marks never share one otherwise. */
void ib_tokenise(const char *text, gsize len, GArray *tokens);

/* FNV-1a over bytes, the hash of all words here. */
guint32 ib_hash_bytes(const char *s, gsize len);
/* What ib_tokenise() gives as the `word` of S, a single word.  */
guint32 ib_hash_word(const char *s);
#endif
