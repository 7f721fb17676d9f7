/* Checks: records -> findings.  One file a rule family; rules are those of rules.md. */
#ifndef IB_CHECK_H
#define IB_CHECK_H

#include "ibid/finding.h"
#include "ibid/record.h"

/* What all rules see. */
typedef struct {
  IbidDatePart today;
  GPtrArray *records;  /* of IbidRecord, in list order */
  GPtrArray *findings; /* of IbidFinding: rules append */
  gboolean is_list;    /* the records are one author's list, so that list rules apply */
  struct IbPrinted *printed; /* kept by the rules while they run; NULL at first, like the next */
  guint *first;              /* a record's first finding, of those of its own rules */
} IbCheck;

/* All offline rules over all records. */
void ib_check_offline(IbCheck *check);
/* Findings by record, then place, then rule: the order of every report. */
void ib_check_sort(IbCheck *check);

/* For rules: a new finding about a field of record I, its span filled in from the record,
 * appended to the findings.  Owned by CHECK. */
IbidFinding *ib_check_add(IbCheck *check, const char *rule, IbidSeverity severity, guint i, IbidVar var);

/* Does the record come from plain text (rules about plain text look at nothing else)? */
gboolean ib_check_is_plain(const IbidRecord *rec);
#endif
