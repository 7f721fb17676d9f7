/* Identifiers of works: DOI, ISBN, ISSN. */
#ifndef IB_RECORD_IDENTIFIER_H
#define IB_RECORD_IDENTIFIER_H

#include "ibid/record.h"

/* The DOI that S is or holds ("doi: 10.1000/X", "https://doi.org/10.1000%2Fx"), bare and in
 * lower case; NULL when there is none.  Caller frees with g_free(). */
char *ib_doi_from_text(const char *s);
/* The same, but only where S is nothing else: "see 10.1000/x" is not. */
char *ib_doi_from_value(const char *s);
/* Sets the DOI of REC from a field's VALUE: bare, or as it is where it is none.  Marks that were
 * swallowed behind it ("10.1000/x).") are left out with a repair that says so. */
void ib_record_set_doi(IbidRecord *rec, const char *value);
/* Does S name a resolver of DOIs (doi.org, dx.doi.org)? */
gboolean ib_url_is_doi(const char *s);

/* By shape and check digit, blanks and hyphens ignored. */
gboolean ib_isbn_valid(const char *s, gsize len); /* ISBN-10 or ISBN-13 */
gboolean ib_issn_valid(const char *s, gsize len);
/* By shape alone: a misprinted number is still meant as one. */
gboolean ib_isbn_shaped(const char *s, gsize len);
gboolean ib_issn_shaped(const char *s, gsize len); /* "1234-567X", "1234567X" */

/* Takes the ISBNs and ISSNs in S, "ISSN 1234-5679 (print); 978-...", into REC.  FALSE: S holds none,
 * or something else that is long enough for one. */
gboolean ib_record_add_serials(IbidRecord *rec, const char *s);
#endif
