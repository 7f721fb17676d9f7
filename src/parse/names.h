/* The persons and bodies of one author, editor or translator span. */
#ifndef IB_PARSE_NAMES_H
#define IB_PARSE_NAMES_H

#include "ibid/record.h"

/* Splits S ("Archer, C. and N. Nugent", "Furr J, Li R, et al.", "TASS") and adds each name
 * to VAR of REC, in order.  Every word ends up in some name, but for connectives and roles
 * ("(eds.)"); "et al." is the body "others", "———" a body of that literal. */
void ib_names_add(IbidRecord *rec, IbidVar var, const char *s, gsize len);

/* Is S a mark for "the same author as before" ("———", "Ders.", "Idem")? */
gboolean ib_names_is_same(const char *s, gsize len);
/* Does S begin with "et al." or its like? */
gboolean ib_names_is_others(const char *s, gsize len);
#endif
