/* Entry types and fields of BibTeX and biblatex, and the CSL types and variables that they
 * are; for both directions. */
#ifndef IB_RECORD_BIBTEX_TERMS_H
#define IB_RECORD_BIBTEX_TERMS_H

#include "ibid/record.h"

typedef enum {
  IB_BIB_TEXT,     /* LaTeX text */
  IB_BIB_TITLE,    /* LaTeX text in which braces protect case */
  IB_BIB_VERBATIM, /* as it is: url, doi, file */
  IB_BIB_NAMES,
  IB_BIB_PAGES,    /* "--" is a range */
  IB_BIB_DATE      /* EDTF */
} IbBibKind;

typedef struct {
  const char *name;   /* of the field, lower case */
  IbidVar var;
  IbBibKind kind;
} IbBibTerm;

/* The variable that a field is, whatever the type of its entry; NULL when its meaning
 * depends on that, or it has none.  Never freed. */
const IbBibTerm *ib_bib_term(const char *field);
/* The field in which biblatex keeps VAR, NULL when none; BibTeX's own where they differ
 * and CLASSIC. */
const IbBibTerm *ib_bib_term_for(IbidVar var, gboolean classic);

typedef struct {
  const char *name;
  IbidType type;
  const char *genre; /* "Doctoral dissertation"; NULL: none */
} IbBibType;

/* Never NULL: an unknown type is a document. */
const IbBibType *ib_bib_type(const char *name);
/* The entry type that REC is written as. */
const char *ib_bib_type_for(const IbidRecord *rec, gboolean classic);
/* Is the entry part of a book, so that its title is not the book's? */
gboolean ib_bib_is_part(const char *type);
/* Is its "number" the issue of a periodical, or the number of the work itself (a report, a
 * patent)?  Else it is the number within a series. */
gboolean ib_bib_is_periodical(const char *type);
gboolean ib_bib_is_numbered(const char *type);
/* Is the value of FIELD no LaTeX: paths, keys, what programs write for themselves? */
gboolean ib_bib_is_verbatim(const char *field);
/* Is JOURNAL an abbreviation: "Phys. Rev. Lett."?  It is its own short form then. */
gboolean ib_bib_is_abbreviated(const char *journal);
#endif
