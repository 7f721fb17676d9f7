/* What web archives are asked, and what their answers say.  Nothing here asks anything.
 *
 * Wayback CDX server, Memento TimeGates (RFC 7089), Wayback Availability. */
#ifndef IB_CHECK_ARCHIVE_H
#define IB_CHECK_ARCHIVE_H

#include "ibid/record.h"

typedef enum {
  IB_ARCHIVE_FOUND,
  IB_ARCHIVE_NONE,   /* the archive says that it has no such page */
  IB_ARCHIVE_UNSURE, /* an answer that proves nothing */
  IB_ARCHIVE_FAILED  /* no answer, or none that makes sense */
} IbArchiveResult;

typedef struct {
  char *url;         /* of the capture; NULL: none */
  char stamp[15];    /* "20180120103000" */
  IbidDatePart date;
  gboolean changed;  /* captures before and after the wanted day differ */
} IbCapture;

void ib_capture_clear(IbCapture *capture);

/* DAY (year 0: none is wanted) is the access date.  Caller frees with g_free(). */
char *ib_archive_cdx_url(const char *base, const char *url, const IbidDatePart *day);
char *ib_archive_available_url(const char *base, const char *url, const IbidDatePart *day);
char *ib_archive_timegate_url(const char *base, const char *url);
char *ib_archive_accept_datetime(const IbidDatePart *day); /* a header line; NULL without a day */

/* REPLAY is the base that captures are read under, "https://web.archive.org/web/". */
IbArchiveResult ib_archive_read_cdx(const char *body, gsize len, int status, const char *replay,
                                    const IbidDatePart *day, IbCapture *capture);
IbArchiveResult ib_archive_read_available(const char *body, gsize len, int status, IbCapture *capture);
/* From a TimeGate's answer: STATUS, and its headers (NULL when absent).  ASKED is the address asked. */
IbArchiveResult ib_archive_read_timegate(int status, const char *asked, const char *location,
                                         const char *link, const char *memento_datetime, IbCapture *capture);

/* Days from WANTED to FOUND: negative before it. */
int ib_archive_distance(const IbidDatePart *wanted, const IbidDatePart *found);
/* Is URL a page of a web archive already? */
gboolean ib_archive_is_capture(const char *url);

/* A handle service about a DOI: 1 registered, 0 not, -1 cannot tell. */
int ib_doi_read_handle(const char *body, gsize len, int status);
#endif
