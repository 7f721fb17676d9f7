/* Names: splitting what is written into parts. */
#ifndef IB_RECORD_NAME_H
#define IB_RECORD_NAME_H

#include "ibid/record.h"

/* Is S the name of a body ("BBC News", "University of X", "Eng.belta", "TASS") rather than
 * a person?  By words of refs/bodies.tsv and shape; a doubt is a person. */
gboolean ib_name_looks_like_body(const char *s, gsize len);
/* "Family, Given", "van Gogh, Vincent", "Smith, John, Jr." -> parts, by particles of
 * refs/particles.tsv. NAME is overwritten. */
void ib_name_from_inverted(const char *s, gsize len, IbidName *name);
/* "Vincent van Gogh", "Furr J": given first (or trailing initials). NAME is overwritten. */
void ib_name_from_natural(const char *s, gsize len, IbidName *name);
/* Splits leading particles off family ("van Gogh") in place; the lower-case word rule of BibTeX. */
void ib_name_split_particle(IbidName *name);
/* "Family, Given" or the literal.  Caller frees with g_free(). */
char *ib_name_to_inverted(const IbidName *name);
gboolean ib_name_equal(const IbidName *a, const IbidName *b);
#endif
