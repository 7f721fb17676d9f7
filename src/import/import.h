/* Readers of formats: one file a format, listed once in registry.c. */
#ifndef IB_IMPORT_H
#define IB_IMPORT_H

#include "ibid/finding.h"
#include "ibid/record.h"
#include "util/input.h"

typedef struct IbParser IbParser;

/* One run of a reader: what it reads and where its results go. */
typedef struct {
  IbInput *input;
  IbParser *parser; /* for text; may be NULL for all other formats */
  gboolean lines;   /* text: every line is one reference, exactly one record a line */
  gboolean notes;   /* text: notes that only point back ("Ibid., p. 4") are records as well */
  guint64 dropped;  /* bytes of the last line that the input does not have, as it was too long */
  gboolean (*sink)(IbidRecord *rec, gpointer data); /* takes REC; FALSE: stop reading */
  gpointer sink_data;
  IbidDiagnosticFunc diagnose; /* may be NULL */
  gpointer diagnose_data;
  guint n_read;     /* records handed on so far */
  guint n_lost;     /* entries that could not be read */
  gboolean stopped; /* the sink said so */
} IbImport;

typedef struct {
  const char *name;    /* "bibtex" */
  const char *label;   /* "BibTeX (.bib)" */
  const char *endings; /* ".bib .bibtex"; "" when none is its own */
  /* How sure the reader is that TEXT (the first LEN bytes of the decoded file, at most
   * 64 KiB) is its format: 0 not at all .. 100 certain.  NULL: never by content. */
  int (*sniff)(const char *text, gsize len);
  /* Reads everything.  FALSE with ERROR only when nothing at all can be done; a bad entry
   * is a diagnostic. */
  gboolean (*read)(IbImport *run, GError **error);
} IbImporter;

/* For readers: fill in where REC (bytes START to END of the decoded text) came from and
 * hand it on; takes REC.  FALSE: stop reading. */
gboolean ib_import_emit(IbImport *run, IbidRecord *rec, gsize start, gsize end);
/* For readers: a diagnostic about byte OFFSET of the decoded text.  LOST: an entry is lost. */
void ib_import_complain(IbImport *run, gsize offset, gboolean lost, const char *code,
                        const char *format, ...) G_GNUC_PRINTF(5, 6);

const IbImporter *ib_importer_find(const char *name); /* NULL when unknown.  Never freed. */
const IbImporter *ib_importer_nth(guint i);           /* NULL past the last.  Never freed. */
/* By content, then by the ending of FILE (may be NULL), else text.  Never NULL. */
const IbImporter *ib_importer_sniff(const char *text, gsize len, const char *file);
#endif
