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
/* The same from what stands before and behind the comma. */
void ib_name_from_parts(const char *family, gsize family_len, const char *given, gsize given_len,
                        IbidName *name);
/* "Vincent van Gogh", "Furr J": given first (or trailing initials). NAME is overwritten. */
void ib_name_from_natural(const char *s, gsize len, IbidName *name);
/* Splits leading particles off family ("van Gogh") in place; the lower-case word rule of BibTeX. */
void ib_name_split_particle(IbidName *name);
/* Initials: "C.", "J.-P.", "Yu.", "JP", "И.И."; not "Li" nor "Jr.".  CAPS: capitals without
 * full stops count ("Furr J"). */
gboolean ib_name_is_initials(const char *s, gsize len, gboolean caps);
/* "Jr.", "III", "filho". */
gboolean ib_name_is_suffix(const char *s, gsize len);
/* The value of one word of refs/particles.tsv, as bits; 0 when it is not there. */
typedef enum {
  IB_NAME_PARTICLE = 1, /* van, de */
  IB_NAME_CAPITAL = 2,  /* also as Van, De */
  IB_NAME_SUFFIX = 4,
  IB_NAME_AND = 8,
  IB_NAME_TITLE = 16
} IbNameWord;
guint ib_name_word(const char *s, gsize len);
/* Bytes of the word that S begins with; a blank may be missing behind it ("C.G.Brown"). */
gsize ib_name_word_length(const char *s, gsize len);
/* "Family, Given" or the literal.  Caller frees with g_free(). */
char *ib_name_to_inverted(const IbidName *name);
gboolean ib_name_equal(const IbidName *a, const IbidName *b);
#endif
