/* ibid: reads, checks and exports bibliographic references.
 *
 * A session holds the configuration, the parser's model and where diagnostics go.
 * Nothing here prints or exits; errors are GErrors of IBID_ERROR, one line each.
 * A session and all that came from it belong to one thread at a time.
 */
#ifndef IBID_H
#define IBID_H

#include "ibid/error.h"
#include "ibid/finding.h"
#include "ibid/record.h"

G_BEGIN_DECLS

typedef struct IbidSession IbidSession;

/* Reads CONFIG (NULL: the user's own, which may be absent; a named one may not).
 * Caller frees with ibid_session_free(). */
IbidSession *ibid_session_new(const char *config, GError **error);
void ibid_session_free(IbidSession *session);
/* One setting, "network.timeout" = "10"; error IBID_ERROR_CONFIG for what does not exist. */
gboolean ibid_session_set(IbidSession *session, const char *key, const char *value, GError **error);
/* The value in force, default included; NULL for an unknown key.  Owned by SESSION. */
const char *ibid_session_get(IbidSession *session, const char *key);
void ibid_session_set_diagnostics(IbidSession *session, IbidDiagnosticFunc func, gpointer data);
/* Long work calls FUNC a few times a second; TOTAL 0 is unknown. */
typedef void (*IbidProgressFunc)(const char *what, guint64 done, guint64 total, gpointer data);
void ibid_session_set_progress(IbidSession *session, IbidProgressFunc func, gpointer data);
/* From a signal handler: work in progress ends soon with IBID_ERROR_INTERRUPTED. */
void ibid_session_interrupt(IbidSession *session);

/* Versions of ibid, libraries and model: lines of text.  Caller frees with g_free(). */
char *ibid_versions(IbidSession *session);

/* Formats. */
typedef struct {
  const char *name, *label, *endings;
  gboolean reads, writes;
} IbidFormat;
/* FALSE past the last. */
gboolean ibid_format_nth(guint i, IbidFormat *format);
gboolean ibid_format_find(const char *name, IbidFormat *format);
/* The format that the name of a file says, or NULL.  Never freed. */
const char *ibid_format_for_file(const char *file, gboolean writing);

/* Reading. */
typedef struct {
  const char *from;    /* format; NULL: told from content, then name */
  const char *charset; /* NULL: told from content */
  gboolean lines;      /* every line is one reference: as it comes, of a stream of any length */
  gboolean notes;      /* of text: notes that only point back ("Ibid., p. 4") are records as well, as if for lines */
  /* For lines, may be NULL: all that has come is handed over, and more may have to be waited for.  DATA is that
   * of the IbidRecordFunc.  FALSE: stop. */
  gboolean (*pause)(gpointer data);
} IbidReadOptions;
/* Takes REC.  FALSE: stop. */
typedef gboolean (*IbidRecordFunc)(IbidRecord *rec, gpointer data);
/* Reads FILE ("-": standard input), handing over each record as it comes.
 * LOST (may be NULL) gets the number of entries that could not be read. */
gboolean ibid_read(IbidSession *session, const char *file, const IbidReadOptions *options,
                   IbidRecordFunc func, gpointer data, guint *lost, GError **error);

/* Writing. */
typedef gboolean (*IbidWriteFunc)(const char *bytes, gsize len, gpointer data, GError **error);
typedef struct IbidWriter IbidWriter;
typedef struct {
  const char *to; /* format */
  gboolean ascii;
} IbidWriteOptions;
IbidWriter *ibid_writer_new(IbidSession *session, const IbidWriteOptions *options, IbidWriteFunc func,
                            gpointer data, GError **error);
gboolean ibid_writer_add(IbidWriter *writer, IbidRecord *rec, GError **error); /* gives REC its key */
gboolean ibid_writer_flush(IbidWriter *writer, GError **error); /* writes what was added so far */
gboolean ibid_writer_close(IbidWriter *writer, GError **error); /* frees WRITER */
/* After an error: what was added is brought to its end, and nothing is written when nothing was.  Frees WRITER. */
void ibid_writer_abandon(IbidWriter *writer);

/* The library: one SQLite file. */
typedef struct IbidLibrary IbidLibrary;
/* FILE NULL: $IBID_LIBRARY, else the user's own.  Made when absent. */
IbidLibrary *ibid_library_open(IbidSession *session, const char *file, GError **error);
void ibid_library_close(IbidLibrary *library); /* NULL does nothing */
typedef struct {
  guint read, added, known, variants, replaced, lost;
} IbidImportCounts;
/* All FILES in one transaction.  DRY_RUN leaves the library as it was. */
gboolean ibid_library_import(IbidLibrary *library, const char *const *files, const IbidReadOptions *options,
                             gboolean replace, gboolean dry_run, IbidImportCounts *counts, GError **error);
/* Records that QUERY (words; NULL or empty: all) selects, in import order. */
gboolean ibid_library_find(IbidLibrary *library, const char *const *query, IbidRecordFunc func,
                           gpointer data, GError **error);
IbidRecord *ibid_library_get(IbidLibrary *library, const char *key, GError **error); /* NULL, no error: none */
gboolean ibid_library_remove(IbidLibrary *library, const char *const *keys, guint *removed, GError **error);
/* What happened to a reference: lines "2026-11-24T10:00:00Z imported list.txt:3".
 * Caller frees with g_strfreev(). */
char **ibid_library_history(IbidLibrary *library, const char *key, GError **error);

/* Checking. */
typedef struct {
  gboolean offline, recheck;
  const char *today;    /* "2026-11-24"; NULL: the clock's */
  const char *suppress; /* file of suppressions; NULL: the configuration's */
} IbidCheckOptions;
/* Takes RECORDS (of IbidRecord).  Caller frees with ibid_report_free(). */
IbidReport *ibid_check(IbidSession *session, GPtrArray *records, const IbidCheckOptions *options,
                       GError **error);
/* Keeps what the check said about URLs with the references of LIBRARY. */
gboolean ibid_library_store_report(IbidLibrary *library, const IbidReport *report, GError **error);
typedef struct {
  const char *format; /* "text", "json", "html", "sarif" */
  gboolean all, color;
  guint width;        /* text: columns; 0: no wrapping */
  const char *title;  /* html; may be NULL */
} IbidReportOptions;
gboolean ibid_report_write(IbidSession *session, const IbidReport *report, const IbidReportOptions *options,
                           IbidWriteFunc func, gpointer data, GError **error);

/* The reference parser. */
gboolean ibid_train(IbidSession *session, const char *const *files, const char *model, GError **error);
gboolean ibid_evaluate(IbidSession *session, const char *const *files, const char *model,
                       IbidWriteFunc func, gpointer data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbidSession, ibid_session_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbidLibrary, ibid_library_close)

G_END_DECLS
#endif
