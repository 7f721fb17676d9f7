/* When are two records the same work?  Signs to find candidates by, and the comparison
 * that decides. */
#ifndef IB_STORE_IDENTITY_H
#define IB_STORE_IDENTITY_H

#include "ibid/record.h"

/* Hashes; 0 is "nothing to hash". */
typedef struct {
  gint64 printed; /* the reference as printed, without its number */
  gint64 content; /* all values; equal contents are the same record */
  gint64 doi, url;
  gint64 title;   /* the whole title, folded; 0 for a short one, which many works share */
  gint64 head;    /* first author, year and the title's first words */
  gint64 tail;    /* ditto, last words: one misprint spoils one of the two at most */
} IbSigns;

void ib_identity_signs(const IbidRecord *rec, IbSigns *signs);

/* Is B another description of A's work: corrected, completed, retyped?  A doubt is FALSE,
 * for then both are kept. */
gboolean ib_identity_same_work(const IbidRecord *a, const IbidRecord *b);

/* The variables that differ, "volume, issue"; "printed form" when none does.
 * Caller frees with g_free(). */
char *ib_identity_differences(const IbidRecord *a, const IbidRecord *b);
#endif
