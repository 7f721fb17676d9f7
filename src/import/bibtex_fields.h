/* Fields of .bib entries whose meaning hangs on the type of the entry or on other fields; what
 * bibtex_map.c is made of. */
#ifndef IB_IMPORT_BIBTEX_FIELDS_H
#define IB_IMPORT_BIBTEX_FIELDS_H

#include "ibid/record.h"
#include "import/bibtex_scan.h"
#include "import/latex.h"

/* An entry and the record that it becomes. */
typedef struct {
  const IbBibEntry *entry;
  IbidRecord *rec;
} IbBibMap;

/* Titles and names of journals: mark-up and the case that braces protect. */
#define IB_BIB_AS_TITLE (IB_LATEX_MARKUP | IB_LATEX_NOCASE)

char *ib_bib_decode(const char *value, IbLatexFlags flags); /* Caller frees with g_free(). */
/* Sets VAR to VALUE decoded, unless it has a text already. */
void ib_bib_set(IbBibMap *m, IbidVar var, const char *value, IbLatexFlags flags);
/* A field that has no variable here: it is kept under its own NAME. */
void ib_bib_keep(IbBibMap *m, const char *name, const char *value, IbLatexFlags flags);

/* Each of these reads the field NAME. */
typedef void (*IbBibRule)(IbBibMap *m, const char *name, const char *value);

/* bibtex_title.c: all titles of the entry at once. */
void ib_bib_titles(IbBibMap *m);

/* bibtex_lists.c: publishers and places, which biblatex has several of. */
void ib_bib_publisher(IbBibMap *m, const char *name, const char *value);
void ib_bib_place(IbBibMap *m, const char *name, const char *value);

/* bibtex_keys.c: words that biblatex has keys for. */
void ib_bib_genre(IbBibMap *m, const char *name, const char *value);
void ib_bib_pubstate(IbBibMap *m, const char *name, const char *value);
void ib_bib_series(IbBibMap *m, const char *name, const char *value);
void ib_bib_language(IbBibMap *m, const char *name, const char *value);
void ib_bib_countries(IbBibMap *m, const char *list); /* joined by "; " */

/* bibtex_online.c: where the work is to be found. */
void ib_bib_howpublished(IbBibMap *m, const char *name, const char *value);
void ib_bib_note(IbBibMap *m, const char *name, const char *value);
void ib_bib_doi(IbBibMap *m, const char *name, const char *value);
void ib_bib_url(IbBibMap *m, const char *name, const char *value);
void ib_bib_eprint(IbBibMap *m, const char *name, const char *value);
void ib_bib_eprinttype(IbBibMap *m, const char *name, const char *value);
/* The address that other fields hold, where the entry has none. */
void ib_bib_other_url(IbBibMap *m);
#endif
