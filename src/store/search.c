/* Selecting references: by key and by words.
 *
 * Text is folded by ibid before SQLite sees it, in the index as in the query, so that
 * "Klysinski" finds Kłysinski, whose ł has no decomposition for the tokenizer to drop.
 * Scripts without blanks between words are indexed letter by letter; a query for some of
 * them is a phrase. */
#include "config.h"

#include "store/search.h"

#include <string.h>

#include "store/reference.h"
#include "util/text.h"

/* Ideographs, kana, and the scripts of South East Asia. */
static gboolean
is_unspaced(gunichar c)
{
  return (c >= 0x2E80 && c < 0xA4D0 && c != 0x3000) || (c >= 0xF900 && c < 0xFB00)
         || (c >= 0x20000 && c < 0x32000) || (c >= 0x0E00 && c < 0x0F00)
         || (c >= 0x1000 && c < 0x10A0) || (c >= 0x1780 && c < 0x1800);
}

static void
append_letter(GString *out, const char *p, const char *next)
{
  g_string_append_c(out, ' ');
  g_string_append_len(out, p, next - p);
  g_string_append_c(out, ' ');
}

/* Appends S, folded, and a blank. */
static void
append_words(GString *out, const char *s)
{
  if (!s || !*s)
    return;
  g_autofree char *fold = ib_text_fold(s, -1);
  const char *run = fold;
  for (const char *p = fold; *p;) {
    const char *next = g_utf8_next_char(p);
    if ((guchar)*p >= 0xE0 && is_unspaced(g_utf8_get_char(p))) {
      g_string_append_len(out, run, p - run);
      append_letter(out, p, next);
      run = next;
    }
    p = next;
  }
  g_string_append(out, run);
  g_string_append_c(out, ' ');
}

static void
append_names(GString *out, const IbidRecord *rec, IbidVar var)
{
  for (guint i = 0; i < ibid_record_n_names(rec, var); i++) {
    const IbidName *name = ibid_record_name(rec, var, i);
    append_words(out, name->given);
    append_words(out, name->dropping_particle);
    append_words(out, name->non_dropping_particle);
    append_words(out, name->family);
    append_words(out, name->suffix);
    append_words(out, name->literal);
  }
}

static void
append_date(GString *out, const IbidRecord *rec, IbidVar var)
{
  const IbidDate *date = ibid_record_date(rec, var);
  if (date->from.year)
    g_string_append_printf(out, "%d ", ABS(date->from.year));
  if (date->to.year && date->to.year != date->from.year)
    g_string_append_printf(out, "%d ", ABS(date->to.year));
  append_words(out, date->literal);
  append_words(out, date->raw);
}

char *
ib_search_words(const IbidRecord *rec)
{
  GString *out = g_string_sized_new(512);

  append_words(out, ibid_record_key(rec));
  for (int var = IBID_VAR_NONE + 1; var < IBID_N_VARS; var++) {
    if (!ibid_record_has(rec, var))
      continue;
    switch (ibid_var_kind(var)) {
    case IBID_KIND_TEXT:
      append_words(out, ibid_record_text(rec, var));
      break;
    case IBID_KIND_NAMES:
      append_names(out, rec, var);
      break;
    case IBID_KIND_DATE:
      append_date(out, rec, var);
      break;
    }
  }
  append_words(out, ibid_type_name(ibid_record_type(rec)));
  for (guint i = 0; i < ibid_record_n_extras(rec); i++)
    append_words(out, ibid_record_extra_value(rec, i));
  append_words(out, ibid_record_printed(rec));
  return g_string_free(out, FALSE);
}

gboolean
ib_search_add(IbDb *db, gint64 id, const char *words, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(db, "INSERT INTO search (rowid, words) VALUES (?1, ?2)", error);
  if (!stmt)
    return FALSE;
  sqlite3_bind_int64(stmt, 1, id);
  ib_db_bind_text(stmt, 2, words);
  return ib_db_run(db, stmt, error);
}

gboolean
ib_search_drop(IbDb *db, gint64 id, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(db,
                                     "INSERT INTO search (search, rowid, words)"
                                     " SELECT 'delete', id, words FROM reference WHERE id = ?1",
                                     error);
  if (!stmt)
    return FALSE;
  sqlite3_bind_int64(stmt, 1, id);
  return ib_db_run(db, stmt, error);
}

/* Adds WORD to an FTS5 expression as a quoted phrase, so that no word is syntax; it is
 * letters, digits and blanks alone.  FALSE when nothing of it could be indexed. */
static gboolean
append_phrase(GString *match, const char *word)
{
  g_autoptr(GString) folded = g_string_new(NULL);
  append_words(folded, word);
  if (ib_text_is_blank(folded->str))
    return FALSE;
  g_string_append_printf(match, "%s\"%s\"", match->len ? " AND " : "", g_strstrip(folded->str));
  return TRUE;
}

/* Splits QUERY: ids of the keys that it names into IDS, the rest into MATCH.  HOPELESS is
 * set where a word (a lone "?") can occur nowhere. */
static gboolean
sort_query(IbStore *store, const char *const *query, GArray *ids, GString *match, gboolean *hopeless,
           GError **error)
{
  for (; *query; query++) {
    gint64 id;
    if (!ib_store_find_id(store, *query, &id, error))
      return FALSE;
    if (id)
      g_array_append_val(ids, id);
    else if (!append_phrase(match, *query) && !ib_text_is_blank(*query))
      *hopeless = TRUE;
  }
  return TRUE;
}

static gboolean
collect_ids(IbStore *store, const char *sql, const char *match, GArray *ids, GError **error)
{
  sqlite3_stmt *stmt = ib_db_prepare(store->db, sql, error);
  int rc;
  if (!stmt)
    return FALSE;
  ib_db_bind_text(stmt, 1, match);
  while ((rc = ib_db_step(store->db, stmt, error)) == SQLITE_ROW) {
    gint64 id = sqlite3_column_int64(stmt, 0);
    g_array_append_val(ids, id);
  }
  return rc == SQLITE_DONE;
}

static gboolean
select_ids(IbStore *store, const char *const *query, GArray *ids, GError **error)
{
  g_autoptr(GString) match = g_string_new(NULL);
  gboolean hopeless = FALSE;

  if (query && !sort_query(store, query, ids, match, &hopeless, error))
    return FALSE;
  if (!match->len && !ids->len && !hopeless) /* nothing was asked for */
    return collect_ids(store, "SELECT id FROM reference", NULL, ids, error);
  if (!match->len || hopeless)
    return TRUE;
  return collect_ids(store, "SELECT rowid FROM search WHERE search MATCH ?1", match->str, ids, error);
}

static int
compare_ids(gconstpointer a, gconstpointer b)
{
  gint64 id_a = *(const gint64 *)a, id_b = *(const gint64 *)b;
  return (id_a > id_b) - (id_a < id_b);
}

/* Hands over the references of IDS, which are sorted and may repeat. */
static gboolean
hand_over(IbStore *store, const GArray *ids, IbStoreFunc func, gpointer data, GError **error)
{
  gint64 last = 0;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index(ids, gint64, i);
    g_autoptr(GError) why = NULL;
    if (id == last)
      continue;
    last = id;
    IbidRecord *rec = ib_store_get_by_id(store, id, &why);
    if (why) {
      g_propagate_error(error, g_steal_pointer(&why));
      return FALSE;
    }
    if (rec && !func(rec, data))
      break;
  }
  return TRUE;
}

/* One transaction around all of it: one state of the library, and one lock rather than one a
 * reference. */
gboolean
ib_store_find(IbStore *store, const char *const *query, IbStoreFunc func, gpointer data,
              GError **error)
{
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  gboolean outermost = sqlite3_get_autocommit(store->db->handle) != 0;

  if (outermost && !ib_db_exec(store->db, "BEGIN", error))
    return FALSE;
  gboolean ok = select_ids(store, query, ids, error);
  if (ok) {
    g_array_sort(ids, compare_ids);
    ok = hand_over(store, ids, func, data, error);
  }
  if (outermost)
    ib_db_rollback(store->db);
  return ok;
}
