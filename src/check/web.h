/* The web check: every cited URL is asked for, judged, and looked up in the archives. */
#ifndef IB_CHECK_WEB_H
#define IB_CHECK_WEB_H

#include "check/check.h"

/* When the archives are asked. */
typedef enum { IB_ARCHIVES_BROKEN, IB_ARCHIVES_ALL, IB_ARCHIVES_NEVER } IbArchivesMode;

/* The keys of [network] and [services] in ibid.conf; strings are borrowed, NULL is "". */
typedef struct {
  const char *mailto, *user_agent, *ca_file, *proxy;
  guint concurrency, per_host, timeout, retries; /* 0: 256, 2, 30 s; retries as they are */
  gsize max_body;                                /* 0: 1 MiB */
  guint max_age_alive, max_age_other;            /* days */
  IbArchivesMode archives;
  const char *const *resolve, *const *allow_private; /* may be NULL */
  const char *wayback_cdx, *wayback_timegate, *wayback_available, *doi_handle; /* "": switched off */
  gboolean recheck;        /* ask again, whatever the cache says */
  IbidDatePart today;
} IbWebOptions;

/* Defaults of ibid.conf.  TODAY is left at zero. */
void ib_web_options_init(IbWebOptions *options);

/* The cache of verdicts, tied to store/ by the session.  A key stands for one URL cited under one
 * title; `failed_days`, `checked` and all else of a check has to survive. */
typedef struct {
  IbidUrlCheck *(*lookup)(const char *key, gpointer data); /* NULL: unknown.  Caller frees. */
  /* A batch as it comes, at least once a second; N keys and checks.  FALSE: could not be kept. */
  gboolean (*store)(const char *const *keys, IbidUrlCheck *const *checks, guint n, gpointer data);
  gpointer data;
} IbWebCache;

/* What the session lends and gets back. */
typedef struct {
  const IbWebCache *cache;             /* NULL: none */
  const volatile gint *interrupted;    /* NULL: never */
  void (*progress)(const char *what, guint64 done, guint64 total, gpointer data); /* NULL: none */
  gpointer progress_data;
  gboolean offline;                    /* out: there is no network */
  GPtrArray *notes;                    /* lines for the reader are added; may be NULL */
  guint unasked;                       /* out: URLs that could not be asked about */
} IbWebRun;

/* Asks about the URL (else the DOI) of each of RECORDS (of IbidRecord).  URLS is filled with one
 * IbidUrlCheck or NULL a record.  Archived copies are noted in the record as archive,
 * archive_location and the extra "archive-date".  FALSE and IBID_ERROR_INTERRUPTED when the flag
 * was raised (what is known is in the cache by then), or IBID_ERROR_CONFIG. */
gboolean ib_web_check(GPtrArray *records, GPtrArray *urls, const IbWebOptions *options, IbWebRun *run,
                      GError **error);

/* Verdicts -> findings: url.*, page.*, accessed.no-snapshot, doi.unregistered. */
void ib_check_web_findings(IbCheck *check, GPtrArray *urls);
/* run.incomplete, when something could not be asked; with the reason. */
void ib_check_run_incomplete(IbCheck *check, const IbWebRun *run);
#endif
