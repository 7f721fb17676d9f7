/* Printed styles as patterns, and the phrases that stand around links. */
#ifndef IB_PARSE_STYLE_H
#define IB_PARSE_STYLE_H

#include <glib.h>

typedef enum { IB_STYLE_ARTICLE, IB_STYLE_CHAPTER, IB_STYLE_BOOK, IB_STYLE_WEB, IB_STYLE_REPORT, IB_N_STYLES } IbStyleKind;

/* A pattern sets fields into text.  A capital letter in braces is a field:
 *   {A}uthor {E}ditor {R} translator {D}ate {T}itle {C}ontainer {S}eries {V}olume {N} issue {P}ages
 *   {U} publisher {L}ocation {F} edition {W} url {O} doi {B} isbn {X} accessed {G}enre {Z} eprint {Q} note
 * [text] is left out when a field in it is missing; <a|b> is one of these, at random;
 * '\' takes the next character as it is. */
const char *const *ib_styles(IbStyleKind kind, guint *n);

/* Link and access date in twelve and more languages: patterns of {W} and {X}; the dates in
 * the tongue of the index. */
typedef struct {
  const char *pattern;
  const char *tongue; /* of ib_style_months(); "" for numbers only */
} IbAccessPhrase;
const IbAccessPhrase *ib_access_phrases(guint *n);
/* Twelve month names, blank-separated, or NULL. */
const char *ib_style_months(const char *tongue);

/* Names of bodies and of persons to set where a reference has none. */
const char *const *ib_style_bodies(guint *n);
const char *const *ib_style_given(guint *n);
const char *const *ib_style_notes(guint *n);
/* The digits of PLAIN as Persian ones.  Caller frees. */
char *ib_style_persian_digits(const char *plain);
/* A series that nobody publishes.  Caller frees. */
char *ib_style_series(guint64 *random);
#endif
