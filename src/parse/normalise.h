/* From labelled spans to the fields of a record.  The files normalise_*.c each know one
 * kind of value; this header is theirs and parse.c's. */
#ifndef IB_PARSE_NORMALISE_H
#define IB_PARSE_NORMALISE_H

#include "ibid/record.h"
#include "parse/clean.h"
#include "parse/tagger.h"

/* One reference on its way. */
typedef struct {
  IbidRecord *rec;
  const IbClean *clean;
  const char *s;       /* the cleaned text, and its length */
  gsize len;
  const GArray *spans; /* of IbTagSpan, after mending */
  gboolean online;     /* has a URL */
  IbidType hinted;     /* by words of refs/genres.tsv; IBID_TYPE_DOCUMENT: none */
  GString *note;       /* what becomes the note; NULL: nothing so far */
  gsize note_start, note_end; /* of its first part, in the cleaned text */
  float note_confidence;
} IbNormal;

/* Fills REC from TAGGING's spans over CLEAN, which was made from SOURCE.  The spans are
 * mended on the way (normalise_mend.c) unless they are TRUSTED: labelled by a person. */
void ib_normalise(IbidRecord *rec, const char *source, const IbClean *clean, IbTagging *tagging,
                  gboolean trusted);

/* normalise_mend.c: hard evidence over the tagger's guess. */
/* Spans give way to URLs, DOIs, named numbers and access dates. */
void ib_mend_spans(const IbClean *clean, IbTagging *tagging);
/* The marker of an entry, known from its list: bytes of the source of its number and of what follows it. */
void ib_mend_marker(const IbClean *clean, IbTagging *tagging, gsize label, gsize label_end, gsize body);
/* Takes "[in Persian]" out of the spans.  The code of the language, owned by the table, with
 * the place of the note; NULL when there is none. */
const char *ib_mend_language(const IbClean *clean, IbTagging *tagging, gsize *start, gsize *end);

/* Takes [START, END) out of all spans and gives it LABEL.  Of a span that is cut in two, the
 * longer part stays. */
void ib_mend_carve(const IbClean *clean, GArray *spans, IbLabel label, gsize start, gsize end, float confidence);
/* normalise_undated.c: gives a date to a reference without one, where it can be nothing else. */
void ib_mend_undated(const IbClean *clean, GArray *spans);
/* normalise_behind.c: spans go on over what stands behind them and belongs to them ("S. 47 ff."). */
void ib_mend_behind(const IbClean *clean, GArray *spans);

/* Adds to the note what has no better place. */
void ib_add_note(IbNormal *n, const char *s, gsize len, float confidence);

/* Text of a span without what surrounds it.  All narrow *START and *END. */
void ib_trim_value(const char *s, gsize *start, gsize *end);   /* blanks, commas, colons */
void ib_trim_quotes(const char *s, gsize *start, gsize *end);  /* wrapping quotation marks, also unlike ones */
void ib_trim_stop(const char *s, gsize *start, gsize *end);    /* a final full stop that closes a field */

/* normalise_numbers.c.  Each sets its variable from the text S. */
void ib_take_volume(IbNormal *n, const char *s, gsize len);
void ib_take_issue(IbNormal *n, const char *s, gsize len);
void ib_take_pages(IbNormal *n, const char *s, gsize len);
void ib_take_edition(IbNormal *n, const char *s, gsize len);

/* normalise_ids.c. */
void ib_take_url(IbNormal *n, const char *s, gsize len);
void ib_take_doi(IbNormal *n, const char *s, gsize len);
void ib_take_isbn(IbNormal *n, const char *s, gsize len);
void ib_take_eprint(IbNormal *n, const char *s, gsize len);

/* normalise_type.c. */
IbidType ib_genre_type(const char *s, gsize len); /* of a genre or note; IBID_TYPE_DOCUMENT: none */
IbidType ib_deduce_type(const IbNormal *n);

/* normalise_rest.c: what no field took goes to the note. */
void ib_take_rest(IbNormal *n);
/* Is S nothing but furniture: words of refs/furniture.tsv, single letters, marks? */
gboolean ib_is_furniture(const char *s, gsize len);
#endif
