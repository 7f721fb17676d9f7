/* The grammar of .bib files: entries with their fields, macros expanded, values still LaTeX. */
#ifndef IB_IMPORT_BIBTEX_SCAN_H
#define IB_IMPORT_BIBTEX_SCAN_H

#include <glib.h>

typedef struct {
  char *name;       /* lower case */
  char *value;      /* concatenated, macros expanded; LaTeX */
  gsize start, end; /* of the value in the file */
} IbBibField;

typedef struct {
  char *type;        /* lower case */
  char *key;         /* may be "" */
  GArray *fields;    /* of IbBibField, in file order */
  gsize start, end;  /* of the entry in the file */
} IbBibEntry;

typedef struct {
  const char *text;
  gsize len, at;
  GHashTable *macros; /* lower-case name -> value; of this file alone */
  gsize expanded;     /* bytes that came from macros so far */
  gsize reread;       /* bytes that were read a second time so far */
  gboolean told_group; /* of a preamble or a program's comment */
  gboolean escapes;   /* "\\{" is a character, no brace */
  /* May be NULL.  LOST: what stands behind this place in the entry could not be read. */
  void (*complain)(gsize offset, gboolean lost, const char *code, const char *message, gpointer data);
  gpointer data;
} IbBibScanner;

void ib_bib_scanner_init(IbBibScanner *scanner, const char *text, gsize len);
void ib_bib_scanner_clear(IbBibScanner *scanner);
/* The next entry that is none of @string, @preamble and @comment; FALSE at the end.
 * ENTRY is zeroed or was cleared before. */
gboolean ib_bib_next(IbBibScanner *scanner, IbBibEntry *entry);
void ib_bib_entry_clear(IbBibEntry *entry);
/* The value of a field, NULL when there is none.  Owned by ENTRY. */
const char *ib_bib_value(const IbBibEntry *entry, const char *name);
#endif
