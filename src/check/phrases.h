/* Signs on a page, from the tables under refs/: robot walls, error pages, parked domains. */
#ifndef IB_CHECK_PHRASES_H
#define IB_CHECK_PHRASES_H

#include "check/page.h"
#include "ibid/finding.h"
#include "net/fetch.h"

/* A page made ready for looking at: folded once. */
typedef struct {
  const IbFetch *fetch;
  const IbPage *page;   /* may be NULL */
  char *title;          /* folded title element and headings, " | " between and around them */
  char *text;           /* folded visible text */
  char *source;         /* the first bytes as they came, lower case */
  gsize text_len;       /* of the visible text */
  gboolean own_heading; /* a heading that is no error's */
  gboolean redirected;  /* its address is none that was cited, and so may tell something */
} IbSigns;

void ib_signs_init(IbSigns *signs, const IbFetch *fetch, const IbPage *page, gboolean redirected);
void ib_signs_clear(IbSigns *signs);

/* The wall that stands before the page, from refs/robot-walls.tsv: a verdict, and its NAME
 * (owned by the table).  IBID_VERDICT_NONE: none. */
IbidVerdict ib_signs_wall(const IbSigns *signs, const char **name);
/* Words of an error page (refs/soft-404.tsv): the phrase, or NULL. Owned by the table. */
const char *ib_signs_error(const IbSigns *signs);
/* A word that a page between the reader and the cited one may use, where there is little else to read: weak, and
 * so asked for last.  NULL: none.  Owned by the table. */
const char *ib_signs_hint(const IbSigns *signs);
/* REST, folded, is what a title has beside the cited one.  The phrase by which it says that there is no such
 * page, or that it was looked for; NULL: none.  Owned by the table. */
const char *ib_phrase_denies(const char *rest);
/* The same of running text, and of what is said about a title alone: "searched for", "could not be found". */
const char *ib_phrase_tells_of(const char *words);
/* The same, where one word is enough: on a page that has hardly any text. */
const char *ib_phrase_negates(const char *rest);
/* A title cut at its bars, dashes and colons, each part folded.  Caller frees with g_strfreev(). */
char **ib_phrase_parts(const char *title);
/* Does the title element alone say that this is a wall or an error page? */
gboolean ib_signs_title_tells(const IbSigns *signs);
/* Words and hosts of domains for sale (refs/parked.tsv): the sign, or NULL. */
const char *ib_signs_parked(const IbSigns *signs, const char *cited_host, const char *final_host);
#endif
