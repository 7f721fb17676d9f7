/* From what was answered to a verdict.  Nothing here asks anything. */
#ifndef IB_CHECK_VERDICT_H
#define IB_CHECK_VERDICT_H

#include "check/page.h"
#include "check/title.h"
#include "ibid/finding.h"
#include "net/fetch.h"
#include "net/url.h"

/* The same site's answer to an address that cannot exist. */
typedef struct {
  gboolean asked, done;
  int status;       /* of its last answer; 0: none */
  char *final_url;
  char *title;      /* folded; may be NULL */
  char *text;       /* folded, cut; may be NULL */
} IbNeighbour;

/* All that was seen on the way to one page. */
typedef struct {
  const IbUrl *cited;     /* as asked */
  const IbUrl *last;      /* whose answer `fetch` is */
  const IbFetch *fetch;
  const IbPage *page;     /* NULL: no body was read */
  guint hops;             /* redirects on the way */
  gboolean all_permanent; /* each of them 301 or 308 */
  gboolean set_cookies;   /* one of them wanted its cookie back */
  gboolean looped;        /* redirects without end */
  gboolean failed_before; /* an earlier attempt failed */
  gboolean credentials;   /* the cited URL held a password */
  gboolean is_doi;        /* the cited URL is a DOI's */
  const IbNeighbour *neighbour; /* NULL: not asked */
} IbEvidence;

typedef struct {
  IbidVerdict verdict;
  char *reason;            /* caller frees */
  gboolean title_found;
  gboolean want_neighbour; /* the verdict could change with a neighbour's answer */
} IbJudgement;

/* FRAGMENT (may be NULL) is the cited one. */
void ib_verdict_judge(const IbEvidence *evidence, const IbCited *cited, const char *fragment,
                      IbJudgement *judgement);

/* TEXT folded, cut, and without the last part of URL's path: what two pages of one site are compared
 * by.  LEN -1: NUL-terminated.  Caller frees with g_free(). */
char *ib_verdict_without_slug(const char *text, gssize len, const IbUrl *url);

/* Is it worth another attempt? */
gboolean ib_verdict_is_transient(const IbFetch *fetch);
#endif
