/* The catalogue of rules, as people read it: refs/rules.tsv. */
#include "config.h"

#include "report/rules.h"

#include <string.h>

#include "util/data.h"

#define COLUMNS 5

gboolean
ib_rule_find(const char *id, IbRuleText *rule)
{
  const IbTable *table = ib_table("rules.tsv");

  *rule = (IbRuleText){ id, "", id, "", "" };
  for (guint i = 0; i < table->n_rows; i++) {
    char **row = table->rows[i];
    if (strcmp(row[0], id) || g_strv_length(row) < COLUMNS)
      continue;
    *rule = (IbRuleText){ row[0], row[1], row[2], row[3], row[4] };
    return TRUE;
  }
  return FALSE;
}
