/* Free text to records: find the list, split it, tag each reference, normalise. */
#ifndef IB_PARSE_H
#define IB_PARSE_H

#include "ibid/record.h"

typedef struct IbParser IbParser;

/* Maps the model file (magic, version, bounds checked); error IBID_ERROR_MODEL.
 * Caller frees with ib_parser_free(). */
IbParser *ib_parser_open(const char *model_path, GError **error);
void ib_parser_free(IbParser *parser);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbParser, ib_parser_free)

/* What the splitter found in a document. */
typedef struct {
  gsize start, end;        /* bytes of the document */
  guint8 label, label_end; /* bytes from start: the number or key of the entry, empty when it has none */
  guint8 body;             /* and what stands behind that marker */
  guint hole, n_holes;     /* of IbSplit.holes, lines inside that are no part of it */
} IbEntry;

/* Bytes of the document: a page number or running head between the lines of an entry. */
typedef struct {
  gsize start, end;
} IbHole;

typedef struct {
  GArray *entries;      /* of IbEntry, in order */
  GArray *holes;        /* of IbHole, in order */
  guint prose_lines;    /* lines that are no part of a reference */
  gsize first_prose;    /* byte of the first of them */
  guint columns;        /* lines of the lists with two columns side by side, where most are so */
} IbSplit;

/* Finds the reference list in TEXT and splits it. Caller frees with ib_split_clear(). */
void ib_split(const char *text, gsize len, IbSplit *split);
void ib_split_clear(IbSplit *split);

/* One reference, alone in the world: never NULL; an empty text gives an empty record.
 * Spans count from TEXT; dates like 3/6/2018 stay ambiguous.
 * Caller frees with ibid_record_free(). */
IbidRecord *ib_parse_reference(IbParser *parser, const char *text, gsize len);

/* The same for an entry of the document TEXT, whose marker is known; blanks stand for its holes. */
IbidRecord *ib_parse_entry(IbParser *parser, const char *text, const IbSplit *split, guint entry);
/* All entries of SPLIT, in order.  The unsure ones are looked at twice, the second time with an
 * eye on what the sure ones do.  Caller frees the array with g_ptr_array_unref(), the records one by one. */
GPtrArray *ib_parse_list(IbParser *parser, const char *text, const IbSplit *split);

/* The record of a reference whose spans are known: SPANS (of IbTagSpan, bytes of TEXT, sorted).
 * Caller frees with ibid_record_free(). */
IbidRecord *ib_parse_labelled(const char *text, gsize len, const GArray *spans);

/* A list is one document: settles among RECORDS what each one leaves open (day and month
 * order, language, shared patterns).  Changes the records in place. */
void ib_parse_settle(IbParser *parser, GPtrArray *records);
#endif
