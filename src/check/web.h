/* The web check: every cited URL is asked for, judged, and looked up in the archives. */
#ifndef IB_CHECK_WEB_H
#define IB_CHECK_WEB_H

#include "check/check.h"
#include "store/cache.h"

/* The keys of [network] and [services] in ibid.conf; strings are borrowed, NULL is "". */
typedef struct {
  const char *mailto, *user_agent, *ca_file, *proxy;
  guint concurrency, per_host;         /* 0: 256 and 2 */
  guint timeout;                       /* seconds for one page in all; 0: 30 */
  guint retries;
  gsize max_body;                      /* 0: 1 MiB */
  guint max_age_alive, max_age_other;  /* days */
  const char *archives;                /* "broken", "all", "never" */
  const char *const *resolve, *const *allow_private; /* may be NULL */
  const char *wayback_cdx, *wayback_timegate, *wayback_available, *doi_handle; /* "": switched off */
  gboolean recheck;                    /* ask again, whatever the cache says */
  IbidDatePart today;
  IbCache *cache;                      /* NULL: none */
  const volatile int *interrupted;     /* NULL: never */
  void (*progress)(guint done, guint total, gpointer data); /* may be NULL */
  gpointer progress_data;
} IbWebOptions;

/* What the run as a whole came to. */
typedef struct {
  gboolean offline;  /* there is no network: nothing was judged */
  GPtrArray *notes;  /* of char: lines for the reader are added; may be NULL */
  GString *unasked;  /* what could not be asked, and why, for run.incomplete; empty: nothing */
} IbWebOutcome;

/* Asks about the URL (else the DOI) of each of RECORDS (of IbidRecord).  URLS is filled with one
 * IbidUrlCheck or NULL a record; one without `cited` is about a DOI alone.  An archived copy is
 * noted in its record as archive, archive_location and the extra "archive-date".  FALSE with
 * IBID_ERROR_INTERRUPTED when the flag was raised (what is known is in the cache by then), or
 * IBID_ERROR_CONFIG. */
gboolean ib_web_check(GPtrArray *records, GPtrArray *urls, const IbWebOptions *options,
                      IbWebOutcome *outcome, GError **error);

/* Verdicts -> findings: url.*, page.*, accessed.no-snapshot, doi.unregistered. */
void ib_check_web_findings(IbCheck *check, GPtrArray *urls);
/* run.incomplete, when something could not be asked, with the reason. */
void ib_check_run_incomplete(IbCheck *check, const IbWebOutcome *outcome);
#endif
