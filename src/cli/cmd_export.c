/* ibid export: writes references of the library in a format of reference software. */
#include "config.h"

#include "cli/cli.h"

static char *to, *file;
static gboolean ascii;

static const GOptionEntry options[] = {
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, "Format to write (ibid formats)", "FORMAT" },
  { "ascii", 0, 0, G_OPTION_ARG_NONE, &ascii, "BibTeX: write nothing beyond ASCII", NULL },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &file, "Write into FILE instead of standard output", "FILE" },
  { NULL }
};

typedef struct {
  IbidWriter *writer;
  guint n;
  GError *error;
} Pass;

static gboolean
pass_on(IbidRecord *rec, gpointer data)
{
  Pass *pass = data;
  gboolean ok = ibid_writer_add(pass->writer, rec, &pass->error);
  pass->n++;
  ibid_record_free(rec);
  return ok;
}

static gboolean
export(CliContext *cli, IbidLibrary *library, char **query, CliOutput *out, guint *n, GError **error)
{
  IbidWriteOptions what = { .to = to, .ascii = ascii };
  Pass pass = { ibid_writer_new(cli->session, &what, cli_output_write, out, error), 0, NULL };
  if (!pass.writer)
    return FALSE;
  gboolean ok = ibid_library_find(library, (const char *const *)query, pass_on, &pass, error) && !pass.error;
  if (pass.error)
    g_propagate_error(error, pass.error);
  *n = pass.n;
  return ibid_writer_close(pass.writer, ok ? error : NULL) && ok;
}

static int
run(CliContext *cli, char **argv)
{
  GError *error = NULL;
  guint n = 0;
  if (!to && file)
    to = g_strdup(ibid_format_for_file(file, TRUE));
  if (!to)
    return cli_misused("export: no format named (--to FORMAT; ibid formats lists them)");
  g_autoptr(IbidLibrary) library = ibid_library_open(cli->session, cli->library, &error);
  CliOutput *out = library ? cli_output_open(file, &error) : NULL;
  if (!out)
    return cli_fail(error);
  gboolean ok = export(cli, library, argv, out, &n, &error);
  if (!cli_output_close(out, ok, ok ? &error : NULL) || !ok)
    return cli_fail(error);
  if (n || !*argv)
    return EXIT_DONE;
  cli_say("ibid: nothing in the library matches");
  return EXIT_FOUND;
}

const CliCommand cli_cmd_export = {
  .name = "export", .arguments = "[QUERY...]", .summary = "write references of the library in another format",
  .options = options, .run = run,
};
