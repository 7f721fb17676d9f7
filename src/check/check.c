/* Running the offline rules, and what the families share. */
#include "config.h"

#include "check/check.h"

#include <string.h>

#include "check/rules.h"
#include "util/text.h"

static const IbRules *const families[] = {
  &ib_rules_text,   &ib_rules_author, &ib_rules_title,     &ib_rules_date,       &ib_rules_accessed,
  &ib_rules_number, &ib_rules_container, &ib_rules_identifier, &ib_rules_url,    &ib_rules_list,
};

IbidFinding *
ib_check_add(IbCheck *check, const char *rule, IbidSeverity severity, guint i, IbidVar var)
{
  IbidFinding *finding = ibid_finding_new(rule, severity, i, var);
  if (i < check->records->len && var)
    finding->span = ibid_record_span(check->records->pdata[i], var);
  g_ptr_array_add(check->findings, finding);
  return finding;
}

gboolean
ib_check_is_plain(const IbidRecord *rec)
{
  return ibid_record_printed(rec) != NULL;
}

static void
mask(char *text, gsize len, IbidSpan span, char with)
{
  if (span.end <= len && span.start < span.end)
    memset(text + span.start, with, span.end - span.start);
}

/* Addresses that are in no field: from "http" or "www." to the next blank. */
static void
mask_addresses(char *text)
{
  for (char *p = text; *p; p++) {
    if (g_ascii_strncasecmp(p, "http", 4) && g_ascii_strncasecmp(p, "www.", 4))
      continue;
    while (*p && !g_ascii_isspace(*p))
      *p++ = ' ';
    if (!*p)
      return;
  }
}

char *
ib_check_masked(const IbCheck *check, guint i, gboolean mask_urls)
{
  const IbidRecord *rec = check->records->pdata[i];
  char *text = g_strdup(ibid_record_printed(rec));
  if (!text)
    return NULL;
  gsize len = strlen(text);
  for (guint k = 0; k < ibid_record_n_repairs(rec); k++)
    mask(text, len, ibid_record_repair(rec, k)->span, 'x');
  if (mask_urls) {
    mask(text, len, ibid_record_span(rec, IBID_VAR_URL), ' ');
    mask_addresses(text);
  }
  return text;
}

char *
ib_check_folded(const IbidRecord *rec, IbidVar var)
{
  const char *value = ibid_record_text(rec, var);
  return value ? ib_text_fold(value, -1) : g_strdup("");
}

const char *
ib_check_surname(const IbidName *name)
{
  return name->family ? name->family : name->literal ? name->literal : name->given;
}

int
ib_check_year(const IbidRecord *rec)
{
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  return issued ? issued->from.year : 0;
}

gboolean
ib_check_is_article(const IbidRecord *rec)
{
  IbidType type = ibid_record_type(rec);
  return type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_REVIEW || type == IBID_TYPE_REVIEW_BOOK;
}

/* Compiled once; patterns are literals of the rules. */
static GRegex *
compiled(const char *pattern)
{
  static GHashTable *all;
  static GMutex lock;
  g_mutex_lock(&lock);
  if (!all)
    all = g_hash_table_new(g_str_hash, g_str_equal);
  GRegex *regex = g_hash_table_lookup(all, pattern);
  if (!regex) {
    regex = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
    g_assert(regex != NULL);
    g_hash_table_insert(all, (gpointer)pattern, regex);
  }
  g_mutex_unlock(&lock);
  return regex;
}

gboolean
ib_check_match(const char *pattern, const char *s, gsize *start, gsize *end)
{
  g_autoptr(GMatchInfo) match = NULL;
  int from, to;
  if (!s || !g_regex_match(compiled(pattern), s, 0, &match))
    return FALSE;
  g_match_info_fetch_pos(match, 0, &from, &to);
  if (start)
    *start = from;
  if (end)
    *end = to;
  return TRUE;
}

static int
compare_findings(gconstpointer a, gconstpointer b)
{
  const IbidFinding *x = *(IbidFinding *const *)a, *y = *(IbidFinding *const *)b;
  if (x->record != y->record)
    return x->record < y->record ? -1 : 1;
  if (x->span.start != y->span.start)
    return x->span.start < y->span.start ? -1 : 1;
  int order = strcmp(x->rule, y->rule);
  return order ? order : strcmp(x->message, y->message);
}

void
ib_check_offline(IbCheck *check)
{
  for (guint f = 0; f < G_N_ELEMENTS(families); f++) {
    for (guint i = 0; families[f]->record && i < check->records->len; i++)
      families[f]->record(check, i);
    if (families[f]->list)
      families[f]->list(check);
  }
}

void
ib_check_sort(IbCheck *check)
{
  g_ptr_array_sort(check->findings, compare_findings);
}
