/* The tags and types of RIS (refs/ibid.bib: ris2011), from refs/ris-types.tsv and
 * refs/ris-tags.tsv, for the reader and the writer. */
#ifndef IB_RECORD_RIS_TAGS_H
#define IB_RECORD_RIS_TAGS_H

#include "ibid/record.h"

/* What a tag holds: a variable, or what reader and writer work out. */
typedef enum {
  IB_RIS_UNKNOWN, /* kept under its own name */
  IB_RIS_VAR,
  IB_RIS_EXTRA,
  IB_RIS_TYPE,
  IB_RIS_SECOND_EDITOR, /* A2 of a book: the series' editor, where it is in a series */
  IB_RIS_THIRD_EDITOR,  /* A3 of a book */
  IB_RIS_YEAR,
  IB_RIS_DATE,
  IB_RIS_TITLE,
  IB_RIS_BOOK_TITLE,
  IB_RIS_CONTAINER,
  IB_RIS_CONFERENCE,
  IB_RIS_PROCEEDINGS,
  IB_RIS_CONFERENCE_PLACE,
  IB_RIS_JOURNAL,
  IB_RIS_JOURNAL_OR_SHORT,
  IB_RIS_SHORT,
  IB_RIS_ACCESSED,
  IB_RIS_ACCESS_YEAR, /* EndNote's VL and M1 of a WEB */
  IB_RIS_ACCESS_DATE,
  IB_RIS_CITED_YEAR, /* the same as C1 and C2 of what is online */
  IB_RIS_CITED_DATE,
  IB_RIS_DEGREE, /* VL of a thesis */
  IB_RIS_ISSUE_OR_NUMBER,
  IB_RIS_ARTICLE_NUMBER,
  IB_RIS_PATENT_NUMBER,
  IB_RIS_FIRST_PAGE,
  IB_RIS_LAST_PAGE,
  IB_RIS_PMC,
  IB_RIS_SUBMITTED,
  IB_RIS_ORIGINAL,
  IB_RIS_KIND,
  IB_RIS_SERIAL,
  IB_RIS_DOI,
  IB_RIS_URL,
  IB_RIS_LANGUAGE,
  IB_RIS_ACCESSION,
  IB_RIS_KEYWORD,
  IB_RIS_ABSTRACT,
  IB_RIS_NOTE,
  IB_RIS_LINK,
  IB_RIS_LABEL,
  IB_RIS_ID,
  IB_RIS_END,
  IB_RIS_N_ROLES
} IbRisRole;

typedef struct {
  guint8 role; /* IbRisRole */
  guint8 var;  /* IbidVar, for IB_RIS_VAR */
} IbRisSlot;

/* Two characters as a number below IB_RIS_N_TAGS, or -1 when they can be no tag. */
#define IB_RIS_N_TAGS (26 * 36)
int ib_ris_tag(const char *s);
/* "AU" of a number.  NAME has room for three bytes. */
void ib_ris_tag_name(guint tag, char *name);
gboolean ib_ris_tag_known(guint tag);

typedef struct {
  char *name;    /* "JOUR" */
  IbidType type;
} IbRisType;

/* "JOUR", in any case; -1 when unknown. */
int ib_ris_type_find(const char *s, gsize len);
const IbRisType *ib_ris_type(guint index);
/* The type to write for a record; *EXACT: reading it gives the same again. */
guint ib_ris_type_for(IbidType type, gboolean *exact);

/* Is S a citation key of ibid's own making ("ramani2016belarus")?  Other values of ID are
 * another program's number for its own use. */
gboolean ib_ris_is_key(const char *s);

/* The date that Y2 of REC is.  The access date since 2011; before that it was "the second date",
 * which for a conference is when it met.  No one read a web page before there was one, or before
 * it appeared. */
IbidVar ib_ris_second_date(const IbidRecord *rec, const IbidDate *date);

/* Is SP of a reference of RIS type TYPE how many pages it has, where it is no range? */
gboolean ib_ris_counts_pages(guint type);

/* The variable that AN holds of a reference from DATABASE (may be NULL): a number of PubMed is its
 * own, all others IBID_VAR_ARCHIVE_LOCATION. */
IbidVar ib_ris_accession(const char *number, const char *database);

/* Does a work of TYPE stand in a journal, a magazine or a newspaper? */
gboolean ib_ris_is_periodical(IbidType type);

/* What TAG of a reference of RIS type TYPE holds. */
IbRisSlot ib_ris_slot(guint tag, guint type);

/* The lines of a reference of type TYPE in the order of writing: one tag for each variable. */
typedef struct {
  guint16 tag;
  IbRisSlot slot;
} IbRisLine;
const IbRisLine *ib_ris_lines(guint type, guint *n);
#endif
