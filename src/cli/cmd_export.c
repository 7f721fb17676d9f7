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

static gboolean
export(CliContext *cli, IbidLibrary *library, char **query, CliOutput *out, guint *n, GError **error)
{
  IbidWriteOptions what = { .to = to, .ascii = ascii };
  CliPass pass = { ibid_writer_new(cli->session, &what, cli_output_write, out, error), 0, NULL };
  if (!pass.writer)
    return FALSE;
  gboolean ok = ibid_library_find(library, (const char *const *)query, cli_pass_on, &pass, error);
  *n = pass.n;
  return cli_pass_end(&pass, ok, error);
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
  return cli_found(n, argv);
}

const CliCommand cli_cmd_export = {
  .name = "export", .arguments = "[QUERY...]", .summary = "write references of the library in another format",
  .options = options, .run = run,
};
