/* The families of offline rules, and what they share. */
#ifndef IB_CHECK_RULES_H
#define IB_CHECK_RULES_H

#include "check/check.h"

/* A family looks at each record alone, or at the list, or both. */
typedef struct {
  const char *name;
  void (*record)(IbCheck *check, guint i); /* may be NULL */
  void (*list)(IbCheck *check);            /* may be NULL */
} IbRules;

extern const IbRules ib_rules_text, ib_rules_list, ib_rules_author, ib_rules_title, ib_rules_date,
    ib_rules_accessed, ib_rules_number, ib_rules_container, ib_rules_identifier, ib_rules_url;

/* The printed form of record I with what was repaired, and its URLs, overwritten by blanks or
 * 'x' byte for byte, so that offsets hold and no rule speaks of one cause twice.  NULL for a
 * record that was not plain text.  Caller frees with g_free(). */
char *ib_check_masked(const IbCheck *check, guint i, gboolean mask_urls);

/* The value of a field folded for comparing; "" when there is none.  Caller frees with g_free(). */
char *ib_check_folded(const IbidRecord *rec, IbidVar var);
/* Surname, or literal, or given name: how the name is filed.  Owned by NAME; may be NULL. */
const char *ib_check_surname(const IbidName *name);
/* The year of issue; 0 when there is none. */
int ib_check_year(const IbidRecord *rec);
/* Is the record an article of a journal, or the like, with volumes and pages? */
gboolean ib_check_is_article(const IbidRecord *rec);
/* Does the pattern match S; START and END (may be NULL) get the bytes of the match. */
gboolean ib_check_match(const char *pattern, const char *s, gsize *start, gsize *end);

#endif
