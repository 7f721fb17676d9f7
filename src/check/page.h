/* What a page says about itself: titles, dates, names, and the text that a reader sees. */
#ifndef IB_CHECK_PAGE_H
#define IB_CHECK_PAGE_H

#include "ibid/record.h"

typedef enum { IB_PAGE_HTML, IB_PAGE_PDF, IB_PAGE_TEXT, IB_PAGE_OTHER } IbPageKind;

typedef struct {
  IbPageKind kind;
  char *charset;        /* what it was decoded from; NULL for PDF and others */
  GPtrArray *titles;    /* of char: candidates, best first, white space collapsed */
  guint n_meta_titles;  /* that many of them come from meta elements, JSON-LD or a PDF's metadata */
  char *title;          /* the title element; may be NULL */
  GPtrArray *headings;  /* of char: h1 and h2 */
  GPtrArray *authors;   /* of char */
  char *site;           /* may be NULL */
  char *journal;        /* that the work appeared in; may be NULL */
  IbidDate published, modified; /* year 0: not said */
  gboolean dates_work;  /* `published` is the cited work's, not only the page's */
  GString *text;        /* visible text of the body, up to IB_PAGE_TEXT_MOST bytes */
  GString *noscript;    /* what stands in noscript elements */
  char *refresh;        /* "5; url=…" of a meta refresh outside of noscript; may be NULL */
  guint n_scripts, n_frames, n_links;
  gboolean has_password; /* asks for a password */
  gboolean has_hidden_field; /* a form sends something that nobody typed */
  gboolean noindex;      /* wants to be in no search engine */
  gboolean is_paywalled; /* says that it is not free (schema.org) */
} IbPage;

#define IB_PAGE_TEXT_MOST (256 * 1024)

/* CONTENT_TYPE may be NULL.  DETECT: as in ib_charset_decode().  Any bytes will do.
 * Caller frees with ib_page_free(). */
IbPage *ib_page_read(const guint8 *bytes, gsize len, const char *content_type, gboolean detect);
void ib_page_free(IbPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbPage, ib_page_free)

/* Is there an element that "#FRAGMENT" leads to?  TRUE for fragments that a browser or a script
 * reads otherwise. */
gboolean ib_page_has_fragment(const guint8 *bytes, gsize len, const char *fragment);

/* "5; url='/x'" (of a meta element or a Refresh header): FALSE when there is no address in it. */
gboolean ib_page_parse_refresh(const char *value, double *seconds, char **url);

/* A date as pages write it: ISO 8601, HTTP's, "16 July 2020", "July 16, 2020".  FALSE for none. */
gboolean ib_page_parse_date(const char *s, IbidDatePart *part);

/* For the files that read parts of a page. */
void ib_page_add_title(IbPage *page, const char *title, gboolean meta);
/* RANK: the lower, the more trustworthy; kept over a higher one. */
#define IB_RANK_WORK 1 /* of the date that is given for citing the work */
typedef struct {
  IbPage *page;
  guint published_rank, modified_rank; /* of what is known; 0: nothing */
} IbPageBuilder;
void ib_page_note_published(IbPageBuilder *builder, const char *date, guint rank);
void ib_page_note_modified(IbPageBuilder *builder, const char *date, guint rank);
void ib_page_add_author(IbPage *page, const char *name);
void ib_page_read_jsonld(IbPageBuilder *builder, const char *text, gsize len);
/* JSON as text without escapes; NULL: it is none.  Caller frees with free(). */
char *ib_page_read_json(const char *text);
void ib_page_read_pdf(IbPageBuilder *builder, const guint8 *bytes, gsize len);
#endif
