/* ibid parse: from one format into another; touches no library. */
#include "config.h"

#include "cli/cli.h"

static char *from, *to, *charset, *file;
static gboolean lines, ascii;

static const GOptionEntry options[] = {
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, "Format of the files (ibid formats)", "FORMAT" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, "Format to write; csl-json by default", "FORMAT" },
  { "charset", 0, 0, G_OPTION_ARG_STRING, &charset, "Character set of the files", "NAME" },
  { "lines", 0, 0, G_OPTION_ARG_NONE, &lines, "Every line is one reference, independent of all others", NULL },
  { "ascii", 0, 0, G_OPTION_ARG_NONE, &ascii, "BibTeX: write nothing beyond ASCII", NULL },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &file, "Write into FILE instead of standard output", "FILE" },
  { NULL }
};

/* What came through a pipe is written before more of it is waited for. */
static gboolean
flush(gpointer data)
{
  CliPass *pass = data;
  return ibid_writer_flush(pass->writer, &pass->error);
}

static gboolean
convert(CliContext *cli, char **files, CliOutput *out, GError **error)
{
  static const char *const standard_input[] = { "-", NULL };
  IbidWriteOptions what = { .to = to ? to : "csl-json", .ascii = ascii };
  /* What is written as it was printed is written whole. */
  gboolean notes = g_str_equal(what.to, "text") || g_str_equal(what.to, "labels");
  IbidReadOptions how = { .from = from, .charset = charset, .lines = lines, .notes = notes, .pause = flush };
  CliPass pass = { ibid_writer_new(cli->session, &what, cli_output_write, out, error), 0, NULL };

  if (!pass.writer)
    return FALSE;
  gboolean ok = TRUE;
  const char *const *names = *files ? (const char *const *)files : standard_input;
  for (; ok && *names; names++)
    ok = ibid_read(cli->session, *names, &how, cli_pass_on, &pass, NULL, error) && !pass.error;
  return cli_pass_end(&pass, ok, error);
}

static int
run(CliContext *cli, char **argv)
{
  GError *error = NULL;
  CliOutput *out = cli_output_open(file, &error);
  if (!out)
    return cli_fail(error);
  if (!to && file)
    to = g_strdup(ibid_format_for_file(file, TRUE));
  gboolean ok = convert(cli, argv, out, &error);
  if (!cli_output_close(out, ok, ok ? &error : NULL) || !ok)
    return cli_fail(error);
  return cli->n_lost ? EXIT_FOUND : EXIT_DONE;
}

const CliCommand cli_cmd_parse = {
  .name = "parse", .arguments = "[FILE...|-]", .summary = "convert references; touches no library",
  .options = options, .run = run,
};
