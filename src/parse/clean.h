/* A reference as printed -> the text that is tagged: one line, NFC, mended, with a map back. */
#ifndef IB_PARSE_CLEAN_H
#define IB_PARSE_CLEAN_H

#include <glib.h>

/* From byte `clean` of the cleaned text on, up to the next piece, bytes stand in the
 * source from `source` on. */
typedef struct {
  gsize clean, source;
  gboolean made; /* the piece was replaced: its bytes have no exact place */
} IbCleanPiece;

/* One thing that was mended. */
typedef struct {
  const char *rule; /* "text.mojibake", "url.whitespace": static */
  gsize start, end; /* in the cleaned text */
  gsize source_start, source_end;
} IbCleanRepair;

typedef enum { IB_MARK_URL, IB_MARK_DOI } IbMarkKind;

/* A URL or DOI in the cleaned text, without the list's own punctuation. */
typedef struct {
  IbMarkKind kind;
  gsize start, end;
} IbCleanMark;

/* The cleaned text.  Zeroed before the first use, reused by later ones. */
typedef struct {
  GString *text;
  GArray *pieces;  /* of IbCleanPiece; the first is at 0 */
  GArray *repairs; /* of IbCleanRepair, in order */
  GArray *marks;   /* of IbCleanMark, in order */
  GString *scratch;
  gsize source_len;
} IbClean;

/* Cleans LEN bytes of S (any bytes): blanks collapsed, words joined over line ends, mojibake
 * mended, blanks in URLs and DOIs taken out, invisible characters and mark-up dropped. */
void ib_clean(const char *s, gsize len, IbClean *clean);
void ib_clean_clear(IbClean *clean);

/* The place in the source of a byte of the cleaned text.  At an end of a range, ask for
 * the last byte and take what follows it: ib_clean_source_end(). */
gsize ib_clean_source(const IbClean *clean, gsize offset);
gsize ib_clean_source_end(const IbClean *clean, gsize end);
/* The byte of the cleaned text that stands for a byte of the source. */
gsize ib_clean_from_source(const IbClean *clean, gsize source);
#endif
