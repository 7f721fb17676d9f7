/* The session's training and scoring of the reference parser. */
#include "config.h"

#include <string.h>

#include "ibid_session.h"
#include "parse/evaluate.h"
#include "parse/train.h"

static gboolean
progress(guint64 done, guint64 total, gpointer data)
{
  IbidSession *session = data;
  if (session->progress)
    session->progress("training", done, total, session->progress_data);
  return !session->interrupted;
}

gboolean
ibid_train(IbidSession *session, const char *const *files, const char *model, GError **error)
{
  IbTrainOptions options = { .copies = G_MAXUINT, .progress = progress, .data = session };
  return ib_train(files, model, &options, error);
}

gboolean
ibid_evaluate(IbidSession *session, const char *const *files, const char *model, IbidWriteFunc func, gpointer data,
              GError **error)
{
  g_autofree char *usual = model ? NULL : ib_session_model(session);
  g_autoptr(GString) report = g_string_new(NULL);
  return ib_evaluate(files, model ? model : usual, report, error) && func(report->str, report->len, data, error);
}
