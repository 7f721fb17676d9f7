/* One bibliographic record: our description of a work.
 *
 * Types and variables are those of CSL 1.0.2 (refs/ibid.bib: csl102); dates
 * follow EDTF level 1 as far as CSL can say them.  All text is UTF-8, NFC.
 */
#ifndef IBID_RECORD_H
#define IBID_RECORD_H

#include <glib.h>

G_BEGIN_DECLS

/* CSL's item types.  IBID_TYPE_DOCUMENT is "we cannot tell". */
typedef enum {
  IBID_TYPE_DOCUMENT,
  IBID_TYPE_ARTICLE,
  IBID_TYPE_ARTICLE_JOURNAL,
  IBID_TYPE_ARTICLE_MAGAZINE,
  IBID_TYPE_ARTICLE_NEWSPAPER,
  IBID_TYPE_BILL,
  IBID_TYPE_BOOK,
  IBID_TYPE_BROADCAST,
  IBID_TYPE_CHAPTER,
  IBID_TYPE_CLASSIC,
  IBID_TYPE_COLLECTION,
  IBID_TYPE_DATASET,
  IBID_TYPE_ENTRY,
  IBID_TYPE_ENTRY_DICTIONARY,
  IBID_TYPE_ENTRY_ENCYCLOPEDIA,
  IBID_TYPE_EVENT,
  IBID_TYPE_FIGURE,
  IBID_TYPE_GRAPHIC,
  IBID_TYPE_HEARING,
  IBID_TYPE_INTERVIEW,
  IBID_TYPE_LEGAL_CASE,
  IBID_TYPE_LEGISLATION,
  IBID_TYPE_MANUSCRIPT,
  IBID_TYPE_MAP,
  IBID_TYPE_MOTION_PICTURE,
  IBID_TYPE_MUSICAL_SCORE,
  IBID_TYPE_PAMPHLET,
  IBID_TYPE_PAPER_CONFERENCE,
  IBID_TYPE_PATENT,
  IBID_TYPE_PERFORMANCE,
  IBID_TYPE_PERIODICAL,
  IBID_TYPE_PERSONAL_COMMUNICATION,
  IBID_TYPE_POST,
  IBID_TYPE_POST_WEBLOG,
  IBID_TYPE_REGULATION,
  IBID_TYPE_REPORT,
  IBID_TYPE_REVIEW,
  IBID_TYPE_REVIEW_BOOK,
  IBID_TYPE_SOFTWARE,
  IBID_TYPE_SONG,
  IBID_TYPE_SPEECH,
  IBID_TYPE_STANDARD,
  IBID_TYPE_THESIS,
  IBID_TYPE_TREATY,
  IBID_TYPE_WEBPAGE,
  IBID_N_TYPES
} IbidType;

/* CSL's variables: text first, then names, then dates.  The order is the
 * order in which output lists them. */
typedef enum {
  IBID_VAR_NONE,
  /* text */
  IBID_VAR_TITLE,
  IBID_VAR_TITLE_SHORT,
  IBID_VAR_CONTAINER_TITLE,
  IBID_VAR_CONTAINER_TITLE_SHORT,
  IBID_VAR_COLLECTION_TITLE,
  IBID_VAR_COLLECTION_NUMBER,
  IBID_VAR_VOLUME,
  IBID_VAR_VOLUME_TITLE,
  IBID_VAR_ISSUE,
  IBID_VAR_PAGE,
  IBID_VAR_PAGE_FIRST,
  IBID_VAR_NUMBER,
  IBID_VAR_NUMBER_OF_PAGES,
  IBID_VAR_NUMBER_OF_VOLUMES,
  IBID_VAR_EDITION,
  IBID_VAR_PUBLISHER,
  IBID_VAR_PUBLISHER_PLACE,
  IBID_VAR_DOI,
  IBID_VAR_URL,
  IBID_VAR_ISBN,
  IBID_VAR_ISSN,
  IBID_VAR_PMID,
  IBID_VAR_PMCID,
  IBID_VAR_LANGUAGE, /* BCP 47 where it could be told */
  IBID_VAR_GENRE,
  IBID_VAR_MEDIUM,
  IBID_VAR_STATUS,
  IBID_VAR_VERSION,
  IBID_VAR_PART,
  IBID_VAR_PART_TITLE,
  IBID_VAR_CHAPTER_NUMBER,
  IBID_VAR_SECTION,
  IBID_VAR_SUPPLEMENT,
  IBID_VAR_PRINTING,
  IBID_VAR_EVENT_TITLE,
  IBID_VAR_EVENT_PLACE,
  IBID_VAR_AUTHORITY,
  IBID_VAR_JURISDICTION,
  IBID_VAR_DIVISION,
  IBID_VAR_REFERENCES,
  IBID_VAR_DIMENSIONS,
  IBID_VAR_SCALE,
  IBID_VAR_ORIGINAL_TITLE,
  IBID_VAR_ORIGINAL_PUBLISHER,
  IBID_VAR_ORIGINAL_PUBLISHER_PLACE,
  IBID_VAR_REVIEWED_TITLE,
  IBID_VAR_REVIEWED_GENRE,
  IBID_VAR_ARCHIVE,
  IBID_VAR_ARCHIVE_COLLECTION,
  IBID_VAR_ARCHIVE_LOCATION,
  IBID_VAR_ARCHIVE_PLACE,
  IBID_VAR_CALL_NUMBER,
  IBID_VAR_SOURCE,
  IBID_VAR_KEYWORD, /* joined with ", "; a comma inside one keyword is kept as ";" */
  IBID_VAR_ABSTRACT,
  IBID_VAR_ANNOTE,
  IBID_VAR_NOTE,
  IBID_VAR_CITATION_NUMBER,
  IBID_VAR_CITATION_LABEL,
  IBID_VAR_LOCATOR,
  IBID_VAR_YEAR_SUFFIX,
  IBID_VAR_LAST_TEXT = IBID_VAR_YEAR_SUFFIX,
  /* names */
  IBID_VAR_AUTHOR,
  IBID_VAR_EDITOR,
  IBID_VAR_TRANSLATOR,
  IBID_VAR_CONTAINER_AUTHOR,
  IBID_VAR_COLLECTION_EDITOR,
  IBID_VAR_EDITORIAL_DIRECTOR,
  IBID_VAR_CHAIR,
  IBID_VAR_COMPILER,
  IBID_VAR_COMPOSER,
  IBID_VAR_CONTRIBUTOR,
  IBID_VAR_CURATOR,
  IBID_VAR_DIRECTOR,
  IBID_VAR_EXECUTIVE_PRODUCER,
  IBID_VAR_GUEST,
  IBID_VAR_HOST,
  IBID_VAR_ILLUSTRATOR,
  IBID_VAR_INTERVIEWER,
  IBID_VAR_NARRATOR,
  IBID_VAR_ORGANIZER,
  IBID_VAR_ORIGINAL_AUTHOR,
  IBID_VAR_PERFORMER,
  IBID_VAR_PRODUCER,
  IBID_VAR_RECIPIENT,
  IBID_VAR_REVIEWED_AUTHOR,
  IBID_VAR_SCRIPT_WRITER,
  IBID_VAR_SERIES_CREATOR,
  IBID_VAR_LAST_NAMES = IBID_VAR_SERIES_CREATOR,
  /* dates */
  IBID_VAR_ISSUED,
  IBID_VAR_ACCESSED,
  IBID_VAR_ORIGINAL_DATE,
  IBID_VAR_EVENT_DATE,
  IBID_VAR_AVAILABLE_DATE,
  IBID_VAR_SUBMITTED,
  IBID_N_VARS
} IbidVar;

typedef enum { IBID_KIND_TEXT, IBID_KIND_NAMES, IBID_KIND_DATE } IbidKind;

const char *ibid_type_name(IbidType type); /* "article-journal".  Never freed. */
IbidType ibid_type_from_name(const char *csl); /* IBID_TYPE_DOCUMENT when unknown */
const char *ibid_var_name(IbidVar var); /* "container-title".  Never freed. */
IbidVar ibid_var_from_name(const char *csl); /* IBID_VAR_NONE when unknown */
IbidKind ibid_var_kind(IbidVar var);

/* A person or a body.  A body has `literal` alone; a lone surname is `family`.
 * "and others" / "et al." is a name whose literal is "others". */
typedef struct {
  char *family;                /* may be NULL, like all of these */
  char *given;
  char *non_dropping_particle; /* "van" in "van Gogh", filed with the family name */
  char *dropping_particle;     /* "de" in "Jean de La Fontaine" */
  char *suffix;                /* "Jr." */
  char *literal;
} IbidName;

/* One end of a date.  year 0 means there is none; years before Christ are
 * negative as in ISO 8601 (0 is never 1 BC here). */
typedef struct {
  int year;
  guint8 month;  /* 1..12, 0 unknown */
  guint8 day;    /* 1..31, 0 unknown */
  guint8 season; /* 1 spring .. 4 winter, 0 none */
} IbidDatePart;

typedef struct {
  IbidDatePart from;
  IbidDatePart to;      /* to.year is 0 for a single date */
  gboolean open_start;  /* "../2004" */
  gboolean open_end;    /* "2004/.." */
  gboolean circa;       /* "~" in EDTF */
  gboolean uncertain;   /* "?" in EDTF */
  gboolean ambiguous;   /* 3/6/2018 alone: day and month cannot be told; from.month is 0 then */
  char *literal;        /* "n.d.", "forthcoming"; NULL otherwise */
  char *raw;            /* as printed, where that differs from a plain reading; may be NULL */
} IbidDate;

/* A place in the source of a record: byte offsets from the record's first
 * byte in the decoded file; 0,0 is unknown. */
typedef struct {
  gsize start, end;
} IbidSpan;

/* Where a record came from. */
typedef struct {
  char *file;         /* as the user named it; "-" is standard input; may be NULL */
  guint line, column; /* from 1; columns count code points; 0 unknown */
  gsize start, end;   /* bytes of the file as it is, from 0, end exclusive */
} IbidSource;

/* What an importer mended, so that a finding can say so. */
typedef struct {
  const char *rule; /* "text.mojibake", "url.whitespace": static strings */
  IbidVar var;
  IbidSpan span;    /* of `old` in the source */
  char *old_value;  /* as printed */
  char *new_value;
  gboolean safe;    /* unique, so that it needs no review */
} IbidRepair;

typedef struct IbidRecord IbidRecord;

IbidRecord *ibid_record_new(IbidType type); /* Caller frees with ibid_record_free(). */
IbidRecord *ibid_record_dup(const IbidRecord *rec); /* Caller frees with ibid_record_free(). */
void ibid_record_free(IbidRecord *rec); /* NULL does nothing */
gboolean ibid_record_equal(const IbidRecord *a, const IbidRecord *b); /* values, not source */

IbidType ibid_record_type(const IbidRecord *rec);
void ibid_record_set_type(IbidRecord *rec, IbidType type);

/* The citation key; NULL while there is none.  Owned by REC, good until REC changes. */
const char *ibid_record_key(const IbidRecord *rec);
void ibid_record_set_key(IbidRecord *rec, const char *key);

/* Text variables.  NULL, "" and blanks alone unset.  Values are trimmed and brought to NFC. */
const char *ibid_record_text(const IbidRecord *rec, IbidVar var); /* NULL when unset.  Owned by REC. */
void ibid_record_set_text(IbidRecord *rec, IbidVar var, const char *value);
void ibid_record_take_text(IbidRecord *rec, IbidVar var, char *value); /* takes VALUE */
/* Appends after SEP where there is a value already. */
void ibid_record_add_text(IbidRecord *rec, IbidVar var, const char *value, const char *sep);

/* Name variables. */
guint ibid_record_n_names(const IbidRecord *rec, IbidVar var);
const IbidName *ibid_record_name(const IbidRecord *rec, IbidVar var, guint i); /* Owned by REC. */
void ibid_record_add_name(IbidRecord *rec, IbidVar var, const IbidName *name); /* copies */
void ibid_record_take_name(IbidRecord *rec, IbidVar var, IbidName *name); /* moves the strings out of NAME */
void ibid_record_clear_names(IbidRecord *rec, IbidVar var);

/* Date variables. */
const IbidDate *ibid_record_date(const IbidRecord *rec, IbidVar var); /* NULL when unset.  Owned by REC. */
void ibid_record_set_date(IbidRecord *rec, IbidVar var, const IbidDate *date); /* copies; NULL unsets */

/* The next variable that REC has behind VAR; IBID_VAR_NONE behind the last, and before the first. */
IbidVar ibid_record_next(const IbidRecord *rec, IbidVar var);
gboolean ibid_record_has(const IbidRecord *rec, IbidVar var); /* any kind */
void ibid_record_unset(IbidRecord *rec, IbidVar var);         /* any kind */

/* What the source had beyond CSL, under its own name ("file", "groups", "C1"), in order. */
guint ibid_record_n_extras(const IbidRecord *rec);
const char *ibid_record_extra_name(const IbidRecord *rec, guint i);  /* Owned by REC. */
const char *ibid_record_extra_value(const IbidRecord *rec, guint i); /* Owned by REC. */
const char *ibid_record_extra(const IbidRecord *rec, const char *name); /* first of that name, or NULL */
void ibid_record_add_extra(IbidRecord *rec, const char *name, const char *value);
void ibid_record_remove_extra(IbidRecord *rec, const char *name); /* all of that name */

/* Confidence from 0 to 1; 1 for what came from a structured format.  IBID_VAR_NONE is the whole record. */
double ibid_record_confidence(const IbidRecord *rec, IbidVar var);
void ibid_record_set_confidence(IbidRecord *rec, IbidVar var, double confidence);

/* Where a variable stands in the source; {0,0} when unknown. */
IbidSpan ibid_record_span(const IbidRecord *rec, IbidVar var);
void ibid_record_set_span(IbidRecord *rec, IbidVar var, gsize start, gsize end);

/* What the parser labelled in the source, in order: all spans, also those that share a
 * variable or have none.  Kept while the record is in memory. */
typedef struct {
  const char *label; /* of the labels format, static: "container-title" */
  IbidSpan span;
} IbidLabel;
guint ibid_record_n_labels(const IbidRecord *rec);
const IbidLabel *ibid_record_label(const IbidRecord *rec, guint i); /* Owned by REC. */
void ibid_record_add_label(IbidRecord *rec, const char *label, gsize start, gsize end);

const IbidSource *ibid_record_source(const IbidRecord *rec); /* never NULL.  Owned by REC. */
void ibid_record_set_source(IbidRecord *rec, const IbidSource *source); /* copies */

/* The reference as it stands in its source, byte for byte (decoded to UTF-8);
 * NULL for a record that never was plain text.  Spans count in it.  Owned by REC. */
const char *ibid_record_printed(const IbidRecord *rec);
void ibid_record_set_printed(IbidRecord *rec, const char *printed);
/* The same in NFC on one line, white space collapsed.  Caller frees with g_free(). */
char *ibid_record_printed_line(const IbidRecord *rec);

guint ibid_record_n_repairs(const IbidRecord *rec);
const IbidRepair *ibid_record_repair(const IbidRecord *rec, guint i); /* Owned by REC. */
void ibid_record_add_repair(IbidRecord *rec, const IbidRepair *repair); /* copies */

void ibid_name_clear(IbidName *name); /* frees what NAME points at, zeroes it */
void ibid_name_copy(IbidName *dest, const IbidName *src); /* DEST is overwritten, not freed */
gboolean ibid_name_is_body(const IbidName *name); /* has a literal alone */
gboolean ibid_name_is_others(const IbidName *name);
void ibid_date_clear(IbidDate *date);
void ibid_date_copy(IbidDate *dest, const IbidDate *src);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbidRecord, ibid_record_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(IbidName, ibid_name_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(IbidDate, ibid_date_clear)

G_END_DECLS
#endif
