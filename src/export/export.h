/* Writers of formats: one file a format, listed once in registry.c. */
#ifndef IB_EXPORT_H
#define IB_EXPORT_H

#include "ibid/finding.h"
#include "ibid/record.h"

/* One run of a writer. */
typedef struct {
  GString *out;        /* bytes to write; the caller drains it between records */
  gboolean ascii;      /* bibtex: nothing beyond ASCII */
  guint n_written;
  IbidDiagnosticFunc diagnose; /* may be NULL */
  gpointer diagnose_data;
  gpointer state;      /* the writer's own, between begin and end */
} IbExport;

typedef struct {
  const char *name;   /* "biblatex" */
  const char *label;  /* "biblatex (.bib)" */
  const char *ending; /* ".bib" */
  void (*begin)(IbExport *run);  /* NULL: nothing to do */
  void (*record)(IbExport *run, const IbidRecord *rec); /* records come with unique keys */
  gboolean (*end)(IbExport *run, GError **error);       /* NULL: nothing to do */
} IbExporter;

/* For writers: one diagnostic about REC ("abstract went to a note"). */
void ib_export_complain(IbExport *run, const IbidRecord *rec, const char *code,
                        const char *format, ...) G_GNUC_PRINTF(4, 5);

const IbExporter *ib_exporter_find(const char *name); /* NULL when unknown.  Never freed. */
const IbExporter *ib_exporter_nth(guint i);           /* NULL past the last.  Never freed. */
/* By the ending of FILE: ".bib" is bibtex.  NULL when none fits. */
const IbExporter *ib_exporter_for_file(const char *file);
#endif
