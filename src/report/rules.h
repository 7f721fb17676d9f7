/* The catalogue of rules: refs/rules.tsv. */
#ifndef IB_REPORT_RULES_H
#define IB_REPORT_RULES_H

#include <glib.h>

typedef struct {
  const char *id;       /* "url.whitespace" */
  const char *severity; /* as it usually is: "error" */
  const char *text;     /* what is the matter */
  const char *help;     /* what to do */
  const char *asks;     /* "offline", "web", "run" */
} IbRuleText;

/* FALSE, with RULE empty but for its id, for a rule that the table does not know. */
gboolean ib_rule_find(const char *id, IbRuleText *rule);
#endif
