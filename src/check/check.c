/* Running the offline rules, and what the families share. */
#include "config.h"

#include "check/check.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "util/data.h"
#include "util/text.h"

static const IbRule *const families[] = {
  ib_rules_merged,      ib_rules_text,      ib_rules_marks,    ib_rules_letters,  ib_rules_author,
  ib_rules_surname,     ib_rules_title,     ib_rules_date,     ib_rules_accessed, ib_rules_number,
  ib_rules_pages,       ib_rules_container, ib_rules_place,    ib_rules_host,     ib_rules_identifier,
  ib_rules_number_form, ib_rules_url,       ib_rules_homepage, ib_rules_list,
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

gboolean
ib_check_has(const IbCheck *check, guint i, const char *rule)
{
  for (guint k = check->first[i]; k < check->findings->len; k++) {
    const IbidFinding *f = check->findings->pdata[k];
    if (f->record != i)
      return FALSE; /* findings of one record are made one after the other */
    if (g_str_equal(f->rule, rule))
      return TRUE;
  }
  return FALSE;
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

gboolean
ib_check_is_page(const IbidRecord *rec)
{
  static const IbidType pages[] = { IBID_TYPE_WEBPAGE, IBID_TYPE_ARTICLE_NEWSPAPER, IBID_TYPE_ARTICLE_MAGAZINE,
                                    IBID_TYPE_POST_WEBLOG, IBID_TYPE_POST };
  for (guint k = 0; k < G_N_ELEMENTS(pages); k++)
    if (pages[k] == ibid_record_type(rec))
      return TRUE;
  return FALSE;
}

gboolean
ib_check_is_person(const IbidName *name)
{
  return !name->literal && (name->family || name->given);
}

char *
ib_check_place(const IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *key = ibid_record_key(rec);
  guint line = ibid_record_source(rec)->line;
  if (line)
    return g_strdup_printf("%s, line %u", key ? key : "an entry", line);
  return g_strdup(key ? key : "an earlier entry");
}

/* Compiled once; patterns are literals of the rules.  Not into machine code, which Valgrind cannot follow: that
 * gives 7 in 100 on a whole check. */
static GRegex *
compiled(const char *pattern)
{
  static GHashTable *all;
  static GMutex lock;
  g_mutex_lock(&lock);
  if (!all)
    all = g_hash_table_new(NULL, NULL);
  GRegex *regex = g_hash_table_lookup(all, pattern);
  if (!regex) {
    regex = g_regex_new(pattern, 0, 0, NULL);
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

/* Words of a kind that rules look for: refs/check-words.tsv. */
static GHashTable *
words_of(const char *kind)
{
  static GHashTable *kinds;
  if (g_once_init_enter(&kinds)) {
    GHashTable *made = g_hash_table_new(g_str_hash, g_str_equal);
    const IbTable *table = ib_table("check-words.tsv");
    for (guint i = 0; i < table->n_rows; i++) {
      GHashTable *words = g_hash_table_lookup(made, table->rows[i][0]);
      if (!words)
        g_hash_table_insert(made, table->rows[i][0], words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL));
      for (guint k = 1; table->rows[i][k]; k++)
        g_hash_table_add(words, ib_text_fold(table->rows[i][k], -1));
    }
    g_once_init_leave(&kinds, made);
  }
  return g_hash_table_lookup(kinds, kind);
}

gboolean
ib_check_is_word(const char *kind, const char *s)
{
  GHashTable *words = words_of(kind);
  g_autofree char *folded = ib_text_fold(s, -1);
  return words && g_hash_table_contains(words, folded);
}

/* Record by record, so that what one rule found can silence the next. */
static void
check_records(IbCheck *check)
{
  for (guint i = 0; i < check->records->len; i++) {
    check->first[i] = check->findings->len;
    for (guint f = 0; f < G_N_ELEMENTS(families); f++)
      for (const IbRule *rule = families[f]; rule->id; rule++)
        if (rule->record)
          rule->record(check, i);
  }
}

void
ib_check_offline(IbCheck *check)
{
  check->first = g_new0(guint, check->records->len);
  check_records(check);
  for (guint f = 0; f < G_N_ELEMENTS(families) && check->is_list; f++)
    for (const IbRule *rule = families[f]; rule->id; rule++)
      if (rule->list)
        rule->list(check);
  ib_printed_clear(check);
  g_clear_pointer(&check->first, g_free);
}

void
ib_check_sort(IbCheck *check)
{
  g_ptr_array_sort(check->findings, compare_findings);
}
