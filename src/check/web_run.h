/* The web check from inside: what web.c, web_page.c and web_service.c share. */
#ifndef IB_CHECK_WEB_RUN_H
#define IB_CHECK_WEB_RUN_H

#include "check/archive.h"
#include "check/verdict.h"
#include "check/web.h"

/* One service of the configuration, and whether it still answers. */
typedef struct {
  const char *base;  /* "": switched off */
  const char *name;  /* for the reader */
  guint failures;    /* in a row */
  guint skipped;     /* questions that were not asked any more */
  gboolean answered; /* ever */
} IbWebService;

typedef enum { IB_SERVICE_CDX, IB_SERVICE_TIMEGATE, IB_SERVICE_AVAILABLE, IB_SERVICE_HANDLE, IB_N_SERVICES } IbWebServiceId;

typedef struct IbWeb IbWeb;
typedef struct IbWebJob IbWebJob;

/* One reference that cites a URL or a DOI. */
typedef struct {
  IbWeb *web;
  guint index;           /* of the record */
  IbidRecord *rec;
  IbCited cited;
  char *fragment;        /* cited; may be NULL */
  char *key;             /* in the cache */
  IbidUrlCheck *check;   /* urls[index] */
  IbidUrlCheck *old;     /* what was said earlier, of any age; may be NULL */
  gboolean judged;       /* the page's verdict is settled */
  gboolean confidential; /* told to no service */
  gboolean cites_doi;    /* its URL is a DOI's */
  gboolean credentials;  /* its URL holds a password */
  char *doi;             /* bare; NULL: none */
  IbidDatePart accessed; /* year 0: unknown */
  IbWebServiceId step;   /* archive that is asked */
  IbCapture capture;
  guint none, unsure;    /* archives that said no, and that could not tell */
} IbWebUser;

/* One page to ask for, whoever cites it. */
struct IbWebJob {
  IbWeb *web;
  IbUrl *cited, *current;
  GPtrArray *users;      /* of IbWebUser */
  GPtrArray *seen;       /* of char: addresses on the way */
  char **cookies;
  guint hops, attempts, tries; /* tries: further attempts at the current address */
  gint64 spent;          /* microseconds of asking */
  gboolean all_permanent, set_cookies, failed_before, is_doi, identity, any_length, looped;
  IbFetch *answer;       /* kept while a neighbour is asked */
  IbPage *page;          /* of the answer */
  gboolean done;
};

struct IbWeb {
  const IbWebOptions *options;
  IbWebOutcome *outcome;
  IbFetcher *fetcher;
  IbWebService services[IB_N_SERVICES];
  GPtrArray *users, *jobs;
  GHashTable *by_url;     /* URL -> IbWebJob */
  GHashTable *neighbours; /* host key -> IbWebNeighbour */
  GHashTable *by_doi;     /* DOI -> GPtrArray of IbWebUser */
  GArray *reaches;        /* of IbReach: every page that was answered or failed */
  GPtrArray *held;        /* of IbWebUser: judged, but is there a network? */
  gboolean trusted;       /* something of the world answered as itself */
  gboolean contact;       /* something answered at all */
  guint failed_reaches, doubt_at;
  GQueue archive_queue, doi_queue; /* of IbWebUser */
  guint n_archive, n_doi; /* asked at this moment */
  guint n_done, n_total;
  gint64 timeout;         /* microseconds */
};

/* web_page.c */
void ib_web_job_start(IbWebJob *job);
void ib_web_job_free(gpointer job);
void ib_web_neighbour_free(gpointer neighbour);

/* web_service.c */
void ib_web_pump_services(IbWeb *web); /* asks for those that wait, a few at a time */
gboolean ib_web_wants_archive(const IbWebUser *user);
/* In the record, so that exports have it. */
void ib_web_note_archive(IbidRecord *rec, const IbidUrlCheck *check);

/* web.c */
void ib_web_note_failure(IbWeb *web, const IbFetch *fetch);
/* The last answer of a page. */
void ib_web_note_reach(IbWeb *web, const IbWebJob *job, const IbFetch *fetch);
void ib_web_settle(IbWebUser *user); /* the page's verdict is there: keep it, or hold it */
void ib_web_keep(IbWebUser *user);   /* writes it to the cache */
gboolean ib_web_has_doi_host(const IbUrl *url);
#endif
