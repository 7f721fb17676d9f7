/* What ibid has to say: diagnostics about input, findings about references,
 * and what the web answered about a URL. */
#ifndef IBID_FINDING_H
#define IBID_FINDING_H

#include <glib.h>
#include "ibid/record.h"

G_BEGIN_DECLS

/* The input is odd and we carry on.  Printed as "file:line:column: message [code]". */
typedef struct {
  const char *file;
  guint line, column;  /* from 1; 0 unknown */
  const char *code;    /* "bibtex.unbalanced": static */
  const char *message; /* one line, lower case, no full stop */
  gboolean lost;       /* an entry could not be read: exit status 1 */
} IbidDiagnostic;

/* Called for each diagnostic.  DIAG is good during the call only. */
typedef void (*IbidDiagnosticFunc)(const IbidDiagnostic *diag, gpointer data);

typedef enum { IBID_SEVERITY_INFO, IBID_SEVERITY_WARNING, IBID_SEVERITY_ERROR } IbidSeverity;
const char *ibid_severity_name(IbidSeverity severity); /* "info".  Never freed. */

/* One fact of a finding's evidence, or of anything that is printed as name: value. */
typedef struct {
  char *name;
  char *value;
  gboolean number; /* printed bare in JSON */
} IbidFact;

typedef struct {
  const char *rule;      /* id of rules.md, static: "url.whitespace" */
  IbidSeverity severity;
  guint record;          /* index into the checked records; G_MAXUINT: the list as a whole */
  IbidVar var;           /* the field, or IBID_VAR_NONE */
  IbidSpan span;         /* in the record's source; {0,0}: the whole record */
  char *message;         /* plain words that name the values */
  GArray *evidence;      /* of IbidFact; may be NULL */
  struct {
    IbidVar var;         /* IBID_VAR_NONE: no fix */
    char *old_value, *new_value;
    gboolean safe;       /* else it wants review */
  } fix;
  char *suppressed;      /* the reason, or NULL */
} IbidFinding;

IbidFinding *ibid_finding_new(const char *rule, IbidSeverity severity, guint record, IbidVar var);
void ibid_finding_free(IbidFinding *f);
void ibid_finding_set_message(IbidFinding *f, const char *format, ...) G_GNUC_PRINTF(2, 3);
void ibid_finding_add_fact(IbidFinding *f, const char *name, const char *value); /* NULL value: nothing */
void ibid_finding_add_number(IbidFinding *f, const char *name, gint64 value);
void ibid_finding_set_fix(IbidFinding *f, IbidVar var, const char *old_value, const char *new_value,
                          gboolean safe);

/* Verdicts on a URL; see doc/contract of verdicts in ibid-check(1). */
typedef enum {
  IBID_VERDICT_NONE, /* not asked */
  IBID_VERDICT_OK,
  IBID_VERDICT_MOVED,
  IBID_VERDICT_REDIRECTED,
  IBID_VERDICT_FLAKY,
  IBID_VERDICT_DEGRADED,
  IBID_VERDICT_DEAD,
  IBID_VERDICT_SOFT_404,
  IBID_VERDICT_HOMEPAGE,
  IBID_VERDICT_PARKED,
  IBID_VERDICT_LOOP,
  IBID_VERDICT_PROTOCOL,
  IBID_VERDICT_DRIFTED,
  IBID_VERDICT_BLOCKED,
  IBID_VERDICT_LOGIN,
  IBID_VERDICT_LEGAL,
  IBID_VERDICT_SCRIPT,
  IBID_VERDICT_TLS,
  IBID_VERDICT_SERVER_ERROR,
  IBID_VERDICT_TIMEOUT,
  IBID_VERDICT_UNSAFE,
  IBID_VERDICT_OFFLINE,
  IBID_N_VERDICTS
} IbidVerdict;

const char *ibid_verdict_name(IbidVerdict v);  /* "soft-404".  Never freed. */
const char *ibid_verdict_class(IbidVerdict v); /* "alive", "dead", "unknown".  Never freed. */
IbidVerdict ibid_verdict_from_name(const char *name); /* IBID_VERDICT_NONE when unknown */

/* What the web answered about the URL of one record. */
typedef struct {
  char *cited;          /* as printed; NULL: no URL is cited, only the DOI was asked about */
  char *url;            /* as asked */
  IbidVerdict verdict;
  char *reason;         /* plain words */
  int status;           /* last HTTP status; 0 none */
  char *final_url;      /* after redirects; may be NULL */
  char *title;          /* of the page; may be NULL */
  char *author;         /* the page's own; may be NULL */
  char *site;           /* og:site_name and its like; may be NULL */
  IbidDate published;   /* the page's own date; year 0: none */
  IbidDate modified;    /* ditto */
  gint64 checked;       /* seconds since 1970, UTC; 0: never */
  guint attempts;
  gint64 milliseconds;  /* wall time of the last attempt */
  gboolean cached;      /* not asked in this run */
  gboolean title_found; /* the cited title is on the page */
  guint failed_days;    /* different days in a row without an answer */
  gboolean doi_unknown; /* the DOI service does not know the cited DOI */
  struct {
    char *url;          /* NULL: none known */
    IbidDatePart date;
    int days;           /* distance from the access date, signed; G_MAXINT without one */
    gboolean unreachable; /* the archive failed: nothing can be said */
    gboolean absent;      /* the archive says that it has no copy */
    gboolean changed;   /* digests before and after the access date differ */
  } archive;
} IbidUrlCheck;

IbidUrlCheck *ibid_url_check_new(const char *cited);
void ibid_url_check_free(IbidUrlCheck *check);

/* One finished check: the references in source order, what was found, and
 * what the web said.  Shared between the checker and the reports. */
typedef struct {
  IbidDatePart today;
  GPtrArray *records;  /* of IbidRecord, with keys */
  GPtrArray *findings; /* of IbidFinding, in order of record, then place */
  GPtrArray *urls;     /* of IbidUrlCheck or NULL, parallel to records; empty: web not asked */
  guint undetermined;  /* references about whose URL nothing could be said */
  gboolean offline;    /* the network was down, or --offline */
  GPtrArray *notes;    /* of char: lines for the reader ("no network: …") */
} IbidReport;

IbidReport *ibid_report_new(void);
void ibid_report_free(IbidReport *report);
/* Findings not suppressed at or above SEVERITY. */
guint ibid_report_count(const IbidReport *report, IbidSeverity severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbidFinding, ibid_finding_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbidUrlCheck, ibid_url_check_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbidReport, ibid_report_free)

G_END_DECLS
#endif
