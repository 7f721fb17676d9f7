/* The printed form of a reference, as the rules about plain text see it. */
#ifndef IB_CHECK_PRINTED_H
#define IB_CHECK_PRINTED_H

#include "check/check.h"

/* The printed form of record I with what was repaired overwritten by 'n' and, on demand, its
 * addresses by blanks, byte for byte, so that offsets hold and no rule speaks of one cause
 * twice.  NULL for a record that was not plain text.  Owned by CHECK, good until another
 * record is asked for. */
const char *ib_printed(IbCheck *check, guint i, gboolean without_urls);
/* Frees what ib_printed() keeps. */
void ib_printed_clear(IbCheck *check);

/* A finding about bytes START to END of the printed form; its field is the one they stand in. */
IbidFinding *ib_printed_add(IbCheck *check, const char *rule, IbidSeverity severity, guint i, gsize start,
                            gsize end);

/* Does the text right before (right after) a field match the pattern?  FALSE where its place
 * is unknown. */
gboolean ib_printed_before(const IbidRecord *rec, IbidVar var, const char *pattern);
gboolean ib_printed_after(const IbidRecord *rec, IbidVar var, const char *pattern);
/* Do the words around the access date, or its place right behind the address, say that it is
 * one?  TRUE for what was not plain text. */
gboolean ib_printed_says_accessed(const IbidRecord *rec);
/* Does an access phrase end within a few words before byte AT? */
gboolean ib_printed_is_accessed_at(const char *text, gsize at);

/* A stretch of text that text.* rules read: the printed form, or one field of a record that was
 * never plain text. */
typedef struct {
  const char *text;
  IbidVar var; /* IBID_VAR_NONE: the printed form */
} IbPiece;

typedef void (*IbPieceFunc)(IbCheck *check, guint i, const IbPiece *piece, gconstpointer data);
/* Calls LOOK with the printed form of record I, as ib_printed() gives it, or with each of its
 * fields that are words; with its address too, unless WITHOUT_URLS. */
void ib_pieces_foreach(IbCheck *check, guint i, gboolean without_urls, IbPieceFunc look, gconstpointer data);
/* A finding about bytes START to END of a piece. */
IbidFinding *ib_piece_add(IbCheck *check, const char *rule, IbidSeverity severity, guint i, const IbPiece *piece,
                          gsize start, gsize end);

#endif
