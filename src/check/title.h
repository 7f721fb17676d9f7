/* Is this page about the cited work?  Titles compared. */
#ifndef IB_CHECK_TITLE_H
#define IB_CHECK_TITLE_H

#include "check/page.h"

/* What is known of the cited work, ready for comparing. */
typedef struct {
  GPtrArray *titles;    /* of char, folded: the title and its other forms; empty: none is cited */
  GPtrArray *slugs;     /* of char: parts of its address that may be words of the title, "long-road-of-the-union" */
  GPtrArray *names;     /* of char, folded: family names and bodies */
  gboolean latin;       /* the title is in Latin letters */
  gboolean translated;  /* its language is not written in the letters of the title */
  int year;             /* cited; 0: none */
} IbCited;

void ib_cited_init(IbCited *cited, const IbidRecord *rec);
void ib_cited_clear(IbCited *cited);

typedef enum {
  IB_TITLE_NONE,    /* nothing resembles it */
  IB_TITLE_DOUBTED, /* only beside a word like "not", on a page with hardly any text */
  IB_TITLE_TOLD_BACK, /* only as what was not found, or searched for */
  IB_TITLE_IN_TEXT, /* it stands in the text, as in a list of articles */
  IB_TITLE_FOUND    /* it is one of the page's titles */
} IbTitleMatch;

/* How alike two folded titles are, 0..1: 1 equal, 0.95 one within the other, else shared words. */
double ib_title_similarity(const char *cited, const char *candidate);

/* The best match of the cited titles with PAGE. */
IbTitleMatch ib_title_match(const IbCited *cited, const IbPage *page);
/* Does the page call itself so, in its metadata or title element, and not only in a heading? */
gboolean ib_title_is_own(const IbCited *cited, const IbPage *page);

/* Is most of S in letters that are not Latin? */
gboolean ib_title_other_script(const char *s);
#endif
