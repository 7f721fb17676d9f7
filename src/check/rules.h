/* The families of offline rules, and what they share. */
#ifndef IB_CHECK_RULES_H
#define IB_CHECK_RULES_H

#include "check/check.h"

/* One look at a record or at the list, and the rules it may report.  Families are arrays of
 * these, ended by one without id. */
typedef struct {
  const char *id;                          /* "doi.syntax doi.trailing": what one look decides */
  void (*record)(IbCheck *check, guint i); /* at each record; may be NULL */
  void (*list)(IbCheck *check);            /* once, for a list alone; may be NULL */
} IbRule;

extern const IbRule ib_rules_text[], ib_rules_marks[], ib_rules_letters[], ib_rules_author[], ib_rules_surname[], ib_rules_title[],
    ib_rules_date[], ib_rules_accessed[], ib_rules_number[], ib_rules_pages[], ib_rules_container[], ib_rules_place[],
    ib_rules_host[], ib_rules_identifier[], ib_rules_number_form[], ib_rules_url[], ib_rules_homepage[],
    ib_rules_merged[], ib_rules_list[];

/* Has RULE been reported of record I, by a rule about records? */
gboolean ib_check_has(const IbCheck *check, guint i, const char *rule);

/* The value of a field folded for comparing; "" when there is none.  Caller frees with g_free(). */
char *ib_check_folded(const IbidRecord *rec, IbidVar var);
/* Surname, or literal, or given name: how the name is filed.  Owned by NAME; may be NULL. */
const char *ib_check_surname(const IbidName *name);
gboolean ib_check_is_person(const IbidName *name);
/* The year of issue; 0 when there is none. */
int ib_check_year(const IbidRecord *rec);
/* Is the record an article of a journal, or the like, with volumes and pages? */
gboolean ib_check_is_article(const IbidRecord *rec);
/* Is it a page of the web, or of a newspaper or magazine? */
gboolean ib_check_is_page(const IbidRecord *rec);
/* Does the printed form hold two references, by what the parser labelled in it? */
gboolean ib_check_looks_merged(const IbidRecord *rec);
/* Do the words of TITLE make it a journal's? "Journal of Housing", "Social Studies". */
gboolean ib_check_names_journal(const char *title);
/* Is S, by its length and marks, the title of an article rather than that of a journal? */
gboolean ib_check_reads_like_title(const char *s);
/* Is NAME that of a site or newspaper in refs/sites.tsv? */
gboolean ib_check_is_site(const char *name);
/* "knudsen2002small, line 19".  Caller frees with g_free(). */
char *ib_check_place(const IbCheck *check, guint i);

/* Does the pattern, a literal of the caller, match S (NULL: no); START and END (may be NULL) get
 * the bytes of the match. */
gboolean ib_check_match(const char *pattern, const char *s, gsize *start, gsize *end);
/* Is S one of the words or names of KIND in refs/check-words.tsv, but for case? */
gboolean ib_check_is_word(const char *kind, const char *s);

#endif
