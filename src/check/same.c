/* list.duplicate and list.same-id: one work twice, one identifier on two works. */
#include "config.h"

#include "check/same.h"

#include <string.h>

#include "check/rules.h"
#include "net/url.h"
#include "util/text.h"

GHashTable *
ib_same_repeated(const IbCheck *check)
{
  GHashTable *repeated = g_hash_table_new(NULL, NULL);
  for (guint k = 0; k < check->findings->len; k++) {
    const IbidFinding *f = check->findings->pdata[k];
    if (g_str_equal(f->rule, "list.duplicate"))
      g_hash_table_add(repeated, GUINT_TO_POINTER(f->record));
  }
  return repeated;
}

static const char *
first_surname(const IbidRecord *rec)
{
  static const IbidVar roles[] = { IBID_VAR_AUTHOR, IBID_VAR_EDITOR };
  for (guint r = 0; r < G_N_ELEMENTS(roles); r++)
    if (ibid_record_n_names(rec, roles[r]))
      return ib_check_surname(ibid_record_name(rec, roles[r], 0));
  return NULL;
}

static gboolean
agree(const IbidRecord *a, const IbidRecord *b, IbidVar var)
{
  const char *x = ibid_record_text(a, var), *y = ibid_record_text(b, var);
  if (!x || !y)
    return TRUE;
  g_autofree char *fx = ib_text_fold(x, -1), *fy = ib_text_fold(y, -1);
  return g_str_equal(fx, fy);
}

/* Chapters of one title in other books, editions, reprints, volumes are other works; parts
 * I and II differ in their titles. */
static gboolean
is_same_work(const IbidRecord *a, const IbidRecord *b)
{
  static const IbidVar telling[] = { IBID_VAR_CONTAINER_TITLE, IBID_VAR_VOLUME, IBID_VAR_ISSUE, IBID_VAR_PAGE,
                                     IBID_VAR_EDITION, IBID_VAR_PUBLISHER, IBID_VAR_URL, IBID_VAR_DOI, IBID_VAR_NUMBER };
  const char *x = first_surname(a), *y = first_surname(b);
  if (ib_check_year(a) != ib_check_year(b) || !x != !y)
    return FALSE;
  if (x) {
    g_autofree char *fx = ib_text_fold(x, -1), *fy = ib_text_fold(y, -1);
    if (!g_str_equal(fx, fy))
      return FALSE;
  }
  for (guint k = 0; k < G_N_ELEMENTS(telling); k++)
    if (!agree(a, b, telling[k]))
      return FALSE;
  return TRUE;
}

/* "knudsen2002small, line 19".  Caller frees with g_free(). */
static char *
place_of(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *key = ibid_record_key(rec);
  guint line = ibid_record_source(rec)->line;
  return line ? g_strdup_printf("%s, line %u", key ? key : "an entry", line) : g_strdup(key ? key : "an earlier entry");
}

static void
report_duplicate(IbCheck *check, guint i, guint first)
{
  g_autofree char *place = place_of(check, first);
  IbidFinding *f = ib_check_add(check, "list.duplicate", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the same work stands in the list already (%s)", place);
  ibid_finding_add_fact(f, "other", ibid_record_key(check->records->pdata[first]));
}

/* Titles: folded -> first record that has it.  A chain of equal titles is compared with its
 * first alone, so that a thousand editorials cost a thousand comparisons. */
static void
check_titles(IbCheck *check)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    g_autofree char *title = ib_check_folded(rec, IBID_VAR_TITLE);
    gpointer first;
    if (strlen(title) < 8)
      continue;
    if (!g_hash_table_lookup_extended(seen, title, NULL, &first))
      g_hash_table_insert(seen, g_steal_pointer(&title), GUINT_TO_POINTER(i));
    else if (is_same_work(check->records->pdata[GPOINTER_TO_UINT(first)], rec))
      report_duplicate(check, i, GPOINTER_TO_UINT(first));
  }
}

/* The value of an identifier as it is compared; NULL when two works may share it: a
 * collection's ISBN, a home page. */
static char *
identity(const IbidRecord *rec, IbidVar var)
{
  const char *value = ibid_record_text(rec, var);
  IbidType type = ibid_record_type(rec);
  if (!value)
    return NULL;
  if (var == IBID_VAR_DOI)
    return g_utf8_strdown(value, -1);
  if (var == IBID_VAR_ISBN)
    return type == IBID_TYPE_BOOK && !ibid_record_has(rec, IBID_VAR_VOLUME) ? g_strdup(value) : NULL;
  g_autoptr(IbUrl) url = ib_url_parse(value);
  if (!url || !url->host || (strlen(url->path) <= 1 && !url->query))
    return NULL;
  return ib_url_to_string(url, TRUE);
}

static void
check_identifiers(IbCheck *check, IbidVar var, IbidSeverity severity)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    g_autofree char *id = identity(rec, var);
    gpointer first;
    if (!id)
      continue;
    if (!g_hash_table_lookup_extended(seen, id, NULL, &first)) {
      g_hash_table_insert(seen, g_steal_pointer(&id), GUINT_TO_POINTER(i));
      continue;
    }
    const IbidRecord *other = check->records->pdata[GPOINTER_TO_UINT(first)];
    g_autofree char *a = ib_check_folded(rec, IBID_VAR_TITLE), *b = ib_check_folded(other, IBID_VAR_TITLE);
    if (!*a || !*b || ib_text_similarity(a, b) > .6 || strstr(a, b) || strstr(b, a))
      continue; /* the same work in other words, or a duplicate */
    g_autofree char *place = place_of(check, GPOINTER_TO_UINT(first));
    IbidFinding *f = ib_check_add(check, "list.same-id", severity, i, var);
    ibid_finding_set_message(f, "the %s %s stands on another work too (%s)", ibid_var_name(var),
                             ibid_record_text(rec, var), place);
    ibid_finding_add_fact(f, "other", ibid_record_key(other));
  }
}

void
ib_same_check(IbCheck *check)
{
  check_titles(check);
  check_identifiers(check, IBID_VAR_DOI, IBID_SEVERITY_ERROR);
  check_identifiers(check, IBID_VAR_ISBN, IBID_SEVERITY_ERROR);
  check_identifiers(check, IBID_VAR_URL, IBID_SEVERITY_WARNING);
}
