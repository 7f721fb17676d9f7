/* The session's library: imports, queries, removal, and what checks leave there. */
#include "config.h"

#include <string.h>
#include <time.h>

#include "ibid_session.h"
#include "store/history.h"
#include "store/reference.h"
#include "store/search.h"
#include "store/store.h"

struct IbidLibrary {
  IbidSession *session;
  IbStore *store;
};

static char *
usual_file(void)
{
  const char *named = g_getenv("IBID_LIBRARY");
  if (named && *named)
    return g_strdup(named);
  return g_build_filename(g_get_user_data_dir(), "ibid", "library.db", NULL);
}

IbidLibrary *
ibid_library_open(IbidSession *session, const char *file, GError **error)
{
  g_autofree char *usual = file ? NULL : usual_file();
  IbStore *store = ib_store_open(file ? file : usual, error);
  if (!store)
    return NULL;
  IbidLibrary *library = g_new0(IbidLibrary, 1);
  library->session = session;
  library->store = store;
  return library;
}

void
ibid_library_close(IbidLibrary *library)
{
  if (!library)
    return;
  ib_store_close(library->store);
  g_free(library);
}

/* Import. */

typedef struct {
  IbidLibrary *library;
  gboolean replace;
  IbidImportCounts *counts;
  GError *error;
} Import;

static void
tell_variant(Import *import, const IbidRecord *rec, const IbPut *put)
{
  const IbidSource *source = ibid_record_source(rec);
  IbidSession *session = import->library->session;
  if (!session->diagnose)
    return;
  g_autofree char *message = g_strdup_printf(
      put->outcome == IB_PUT_REPLACED ? "%s replaced: %s differed"
                                      : "a variant of %s was left out: %s differs (--replace takes it)",
      put->key, put->differs ? put->differs : "the text");
  IbidDiagnostic diag = { .file = source->file, .line = source->line, .column = source->column,
                          .code = put->outcome == IB_PUT_REPLACED ? "import.replaced" : "import.variant",
                          .message = message };
  session->diagnose(&diag, session->diagnose_data);
}

static gboolean
put_record(IbidRecord *rec, gpointer data)
{
  Import *import = data;
  g_auto(IbPut) put = { 0 };
  gboolean ok = ib_store_put(import->library->store, rec, import->replace, &put, &import->error);
  if (ok) {
    import->counts->read++;
    import->counts->added += put.outcome == IB_PUT_ADDED;
    import->counts->known += put.outcome == IB_PUT_KNOWN;
    import->counts->variants += put.outcome == IB_PUT_VARIANT;
    import->counts->replaced += put.outcome == IB_PUT_REPLACED;
    if (put.outcome >= IB_PUT_VARIANT)
      tell_variant(import, rec, &put);
  }
  ibid_record_free(rec);
  return ok;
}

static gboolean
import_files(Import *import, const char *const *files, const IbidReadOptions *options, GError **error)
{
  for (; *files; files++) {
    gboolean ok = ibid_read(import->library->session, *files, options, put_record, import,
                            &import->counts->lost, error);
    if (import->error) {
      g_clear_error(error);
      g_propagate_error(error, g_steal_pointer(&import->error));
      return FALSE;
    }
    if (!ok)
      return FALSE;
  }
  return TRUE;
}

gboolean
ibid_library_import(IbidLibrary *library, const char *const *files, const IbidReadOptions *options,
                    gboolean replace, gboolean dry_run, IbidImportCounts *counts, GError **error)
{
  IbidImportCounts fresh = { 0 };
  Import import = { library, replace, &fresh, NULL };

  if (!ib_store_begin(library->store, time(NULL), error))
    return FALSE;
  if (!import_files(&import, files, options, error)) {
    ib_store_rollback(library->store);
    return FALSE;
  }
  if (dry_run)
    ib_store_rollback(library->store);
  else if (!ib_store_commit(library->store, error))
    return FALSE;
  *counts = fresh;
  return TRUE;
}

/* Queries. */

gboolean
ibid_library_find(IbidLibrary *library, const char *const *query, IbidRecordFunc func, gpointer data,
                  GError **error)
{
  return ib_store_find(library->store, query, func, data, error) &&
         !ib_session_interrupted(library->session, error);
}

IbidRecord *
ibid_library_get(IbidLibrary *library, const char *key, GError **error)
{
  return ib_store_get(library->store, key, error);
}

char **
ibid_library_history(IbidLibrary *library, const char *key, GError **error)
{
  return ib_store_history(library->store, key, error);
}

gboolean
ibid_library_remove(IbidLibrary *library, const char *const *keys, guint *removed, GError **error)
{
  guint n = 0;
  if (!ib_store_begin(library->store, time(NULL), error))
    return FALSE;
  for (; *keys; keys++) {
    gboolean was_there = FALSE;
    if (!ib_store_remove(library->store, *keys, &was_there, error)) {
      ib_store_rollback(library->store);
      return FALSE;
    }
    n += was_there;
  }
  if (!ib_store_commit(library->store, error))
    return FALSE;
  *removed = n;
  return TRUE;
}

/* Checks. */

/* The archived copy that was found is the reference's from now on. */
static gboolean
keep_archive(IbStore *store, const IbidRecord *rec, const IbidUrlCheck *check, GError **error)
{
  if (!check->archive.url || !ibid_record_has(rec, IBID_VAR_ARCHIVE_LOCATION))
    return TRUE;
  g_autoptr(GError) why = NULL;
  g_autoptr(IbidRecord) stored = ib_store_get(store, ibid_record_key(rec), &why);
  if (why) {
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
  }
  return !stored || ibid_record_has(stored, IBID_VAR_ARCHIVE_LOCATION) || ib_store_amend(store, rec, "archived copy noted", error);
}

gboolean
ibid_library_store_report(IbidLibrary *library, const IbidReport *report, GError **error)
{
  if (!report->urls->len)
    return TRUE;
  if (!ib_store_begin(library->store, time(NULL), error))
    return FALSE;
  for (guint i = 0; i < report->urls->len; i++) {
    const IbidUrlCheck *check = report->urls->pdata[i];
    if (!check || check->verdict == IBID_VERDICT_NONE || check->verdict == IBID_VERDICT_OFFLINE)
      continue;
    if (!ib_store_put_check(library->store, ibid_record_key(report->records->pdata[i]), check, error) ||
        !keep_archive(library->store, report->records->pdata[i], check, error)) {
      ib_store_rollback(library->store);
      return FALSE;
    }
  }
  return ib_store_commit(library->store, error);
}
