/* list.duplicate and list.same-id: one work twice, one identifier on two works. */
#include "config.h"

#include "check/same.h"

#include <stdlib.h>
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

/* What is compared of a work, folded once. */
typedef struct {
  const IbidRecord *rec;
  char *title;   /* folded */
  char *surname; /* folded, of the first author or editor; "" without */
  int year;
  gsize length;       /* of the title, in bytes */
  guint8 letters[36]; /* how often each letter and digit stands in the title */
} Work;

static void
work_clear(gpointer data)
{
  Work *work = data;
  g_free(work->title);
  g_free(work->surname);
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

static void
count_letters(Work *work)
{
  work->length = strlen(work->title);
  for (const char *p = work->title; *p; p++) {
    guint k = g_ascii_islower(*p) ? (guint)(*p - 'a') : g_ascii_isdigit(*p) ? 26u + (guint)(*p - '0') : G_MAXUINT;
    if (k < G_N_ELEMENTS(work->letters) && work->letters[k] < G_MAXUINT8)
      work->letters[k]++;
  }
}

static GArray *
works_of(IbCheck *check)
{
  GArray *works = g_array_sized_new(FALSE, FALSE, sizeof(Work), check->records->len);
  g_array_set_clear_func(works, work_clear);
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    const char *surname = first_surname(rec);
    Work work = { .rec = rec,
                  .title = ib_check_folded(rec, IBID_VAR_TITLE),
                  .surname = ib_text_fold(surname ? surname : "", -1),
                  .year = ib_check_year(rec) };
    count_letters(&work);
    g_array_append_val(works, work);
  }
  return works;
}

/* Titles. */

/* The numbers in a title, Arabic, Roman and single letters, that tell parts apart: "ii 3".
 * Caller frees with g_free(). */
static char *
numbers_of(const char *folded)
{
  g_auto(GStrv) words = g_strsplit(folded, " ", -1);
  g_autoptr(GString) out = g_string_new(NULL);
  for (char **w = words; *w; w++)
    if (**w && (g_ascii_isdigit(**w) || !(*w)[1] || strspn(*w, "ivxlc") == strlen(*w)) && !g_str_equal(*w, "a"))
      g_string_append_printf(out, "%s ", *w);
  return g_strdup(out->str);
}

/* Each slip changes at most two letters' counts: what differs in more is not looked at closer. */
static gboolean
may_be_slips(const Work *a, const Work *b, guint limit)
{
  guint differing = 0;
  if ((a->length > b->length ? a->length - b->length : b->length - a->length) > limit * 2)
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS(a->letters); k++)
    differing += (guint)ABS(a->letters[k] - b->letters[k]);
  return differing <= 2 * limit;
}

/* The same but for a slip of the pen, or for a subtitle that one of them leaves out. */
static gboolean
titles_agree(const Work *a, const Work *b)
{
  gsize shorter = MIN(a->length, b->length);
  if (a->length == b->length && g_str_equal(a->title, b->title))
    return TRUE;
  guint limit = (guint)MIN(shorter / 12, 6);
  const char *longer = a->length > b->length ? a->title : b->title;
  gboolean begins = longer[shorter] == ' ' && !strncmp(a->title, b->title, shorter);
  if (shorter < 16 || (!begins && !may_be_slips(a, b, limit)))
    return FALSE;
  g_autofree char *na = numbers_of(a->title), *nb = numbers_of(b->title);
  return g_str_equal(na, nb) && (begins || ib_text_distance(a->title, b->title, limit) <= limit);
}

/* Fields that tell works of one title apart. */

/* "mach learn" and "machine learning": each word begins the other's. */
static gboolean
abbreviates(const char *a, const char *b)
{
  g_auto(GStrv) x = g_strsplit(a, " ", -1);
  g_auto(GStrv) y = g_strsplit(b, " ", -1);
  guint k = 0;
  for (; x[k] && y[k]; k++)
    if (!g_str_has_prefix(x[k], y[k]) && !g_str_has_prefix(y[k], x[k]))
      return FALSE;
  return !x[k] && !y[k];
}

static gboolean
fields_agree(const IbidRecord *a, const IbidRecord *b, IbidVar var, gboolean *both)
{
  const char *x = ibid_record_text(a, var), *y = ibid_record_text(b, var);
  *both = x && y;
  if (!x || !y || g_str_equal(x, y))
    return TRUE;
  g_autofree char *fx = ib_text_fold(x, -1), *fy = ib_text_fold(y, -1);
  if (g_str_equal(fx, fy))
    return TRUE;
  if (var == IBID_VAR_PAGE)
    return atoi(fx) == atoi(fy); /* "12" and "12-34" */
  return (var == IBID_VAR_CONTAINER_TITLE || var == IBID_VAR_PUBLISHER) &&
         (abbreviates(fx, fy) || strstr(fx, fy) || strstr(fy, fx) || ib_text_similarity(fx, fy) >= .6);
}

/* "Hart, Rivers, cit., p. 43", of which notes may hold many. */
static gboolean
is_short_form(const Work *work)
{
  return !work->year && ib_check_match("(?i)\\b(?:op\\. ?)?cit\\b|\\b(?:a\\. ?a\\. ?O|ibid|ebd|ebenda|idem)\\b",
                                       ibid_record_printed(work->rec), NULL, NULL);
}

/* Chapters of one title in other books, editions, reprints, volumes are other works. */
static gboolean
is_same_work(const Work *a, const Work *b)
{
  static const IbidVar telling[] = {
    IBID_VAR_DOI,     IBID_VAR_CONTAINER_TITLE, IBID_VAR_VOLUME, IBID_VAR_ISSUE,  IBID_VAR_PAGE,
    IBID_VAR_EDITION, IBID_VAR_PUBLISHER,       IBID_VAR_URL,    IBID_VAR_NUMBER, IBID_VAR_ISBN
  };
  guint agreeing = 0;
  if (!g_str_equal(a->surname, b->surname) || !titles_agree(a, b) || is_short_form(a) || is_short_form(b))
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS(telling); k++) {
    gboolean both;
    if (!fields_agree(a->rec, b->rec, telling[k], &both))
      return FALSE;
    agreeing += both;
  }
  if (a->year != b->year) /* the same place says more than the year */
    return agreeing >= 3 && ibid_record_has(a->rec, IBID_VAR_PAGE) && ABS(a->year - b->year) <= 1;
  return agreeing > 0 || *a->surname || strlen(a->title) >= 30;
}

static void
report_duplicate(IbCheck *check, guint i, guint first)
{
  g_autofree char *place = ib_check_place(check, first);
  IbidFinding *f = ib_check_add(check, "list.duplicate", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the same work stands in the list already (%s)", place);
  ibid_finding_add_fact(f, "other", ibid_record_key(check->records->pdata[first]));
}

#define MAX_BUCKET 30 /* compared within a bucket; a thousand editorials cost a thousand times this */

/* The first record of the bucket KEY that is the same work as record I, which is then put
 * there; G_MAXUINT when there is none. */
static guint
find_in_bucket(GHashTable *buckets, const GArray *works, char *key, guint i)
{
  GArray *bucket = g_hash_table_lookup(buckets, key);
  if (!bucket)
    g_hash_table_insert(buckets, g_strdup(key), bucket = g_array_new(FALSE, FALSE, sizeof(guint)));
  for (guint k = 0; k < bucket->len; k++) {
    guint other = g_array_index(bucket, guint, k);
    if (is_same_work(&g_array_index(works, Work, other), &g_array_index(works, Work, i)))
      return other;
  }
  if (bucket->len < MAX_BUCKET)
    g_array_append_val(bucket, i);
  return G_MAXUINT;
}

/* Two buckets for each work: its title, and its first author with the year, or without one where its
 * place can tell. */
static void
check_works(IbCheck *check, const GArray *works)
{
  g_autoptr(GHashTable) buckets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint i = 0; i < works->len; i++) {
    const Work *work = &g_array_index(works, Work, i);
    if (strlen(work->title) < 8)
      continue;
    g_autofree char *by_author = g_strdup_printf("%s|%d", work->surname, work->year);
    guint first = find_in_bucket(buckets, works, work->title, i);
    gboolean placed = ibid_record_has(work->rec, IBID_VAR_URL) || ibid_record_has(work->rec, IBID_VAR_CONTAINER_TITLE);
    if (first == G_MAXUINT && *work->surname && (work->year || placed))
      first = find_in_bucket(buckets, works, by_author, i);
    if (first != G_MAXUINT)
      report_duplicate(check, i, first);
  }
}

/* Identifiers. */

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
  if (var == IBID_VAR_ISBN) {
    g_autofree char *plain = ib_text_fold(value, -1);
    g_auto(GStrv) parts = g_strsplit(plain, " ", -1);
    return type == IBID_TYPE_BOOK && !ibid_record_has(rec, IBID_VAR_VOLUME) ? g_strjoinv("", parts) : NULL;
  }
  g_autoptr(IbUrl) url = ib_url_parse(value);
  if (!url || !url->host || (ib_url_is_home(url) && !url->fragment))
    return NULL;
  return ib_url_to_string(url, TRUE);
}

/* The same work in other words, or a duplicate, which has its own rule. */
static gboolean
may_share(const Work *a, const Work *b)
{
  gboolean others = *a->surname && *b->surname && !g_str_equal(a->surname, b->surname);
  return !*a->title || !*b->title || strstr(a->title, b->title) || strstr(b->title, a->title) ||
         (!others && ib_text_similarity(a->title, b->title) > .6) || titles_agree(a, b);
}

static void
report_same_id(IbCheck *check, guint i, guint first, IbidVar var)
{
  const IbidRecord *rec = check->records->pdata[i];
  g_autofree char *place = ib_check_place(check, first);
  IbidSeverity severity = var == IBID_VAR_URL ? IBID_SEVERITY_WARNING : IBID_SEVERITY_ERROR;
  IbidFinding *f = ib_check_add(check, "list.same-id", severity, i, var);
  ibid_finding_set_message(f, "the %s %s stands on another work too (%s)", ibid_var_name(var),
                           ibid_record_text(rec, var), place);
  ibid_finding_add_fact(f, ibid_var_name(var), ibid_record_text(rec, var));
  ibid_finding_add_fact(f, "other", ibid_record_key(check->records->pdata[first]));
}

static void
check_identifier(IbCheck *check, const GArray *works, IbidVar var, GHashTable *told)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < works->len; i++) {
    g_autofree char *id = identity(check->records->pdata[i], var);
    gpointer first;
    if (!id || g_hash_table_contains(told, GUINT_TO_POINTER(i)))
      continue;
    if (!g_hash_table_lookup_extended(seen, id, NULL, &first)) {
      g_hash_table_insert(seen, g_steal_pointer(&id), GUINT_TO_POINTER(i));
      continue;
    }
    if (may_share(&g_array_index(works, Work, i), &g_array_index(works, Work, GPOINTER_TO_UINT(first))))
      continue;
    report_same_id(check, i, GPOINTER_TO_UINT(first), var);
    g_hash_table_add(told, GUINT_TO_POINTER(i)); /* doi.org/X repeats the DOI X */
  }
}

void
ib_same_check(IbCheck *check)
{
  g_autoptr(GArray) works = works_of(check);
  check_works(check, works);
  g_autoptr(GHashTable) told = ib_same_repeated(check);
  check_identifier(check, works, IBID_VAR_DOI, told);
  check_identifier(check, works, IBID_VAR_ISBN, told);
  check_identifier(check, works, IBID_VAR_URL, told);
}
