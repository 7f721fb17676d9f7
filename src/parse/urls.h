/* Where URLs and DOIs are in running text, also with blanks inside. */
#ifndef IB_PARSE_URLS_H
#define IB_PARSE_URLS_H

#include <glib.h>

typedef struct {
  gsize start, end;     /* of the whole, blanks included, the list's punctuation not */
  gboolean doi;         /* a bare DOI; FALSE: a URL */
  guint n_blanks;       /* how many runs of blanks are inside */
} IbUrlSpan;

/* The first URL or DOI in S from FROM on.  Blanks inside are passed over only where what
 * follows can be nothing else: "http://www. example.com", "…/2018/12/ 25/russia-…". */
gboolean ib_url_find(const char *s, gsize len, gsize from, IbUrlSpan *found);
#endif
