/* ibid evaluate: how well the reference parser does on labelled references. */
#include "config.h"

#include "cli/cli.h"

static char *model;

static const GOptionEntry options[] = {
  { "model", 0, 0, G_OPTION_ARG_FILENAME, &model, "The model to evaluate instead of the configured one", "MODEL" },
  { NULL }
};

static int
run(CliContext *cli, char **argv)
{
  GError *error = NULL;
  if (!*argv)
    return cli_misused("evaluate: no file of labelled references named");
  CliOutput *out = cli_output_open(NULL, &error);
  gboolean ok = ibid_evaluate(cli->session, (const char *const *)argv, model, cli_output_write, out, &error);
  cli_output_close(out, ok, NULL);
  return ok ? EXIT_DONE : cli_fail(error);
}

const CliCommand cli_cmd_evaluate = {
  .name = "evaluate", .arguments = "LABELS...", .summary = "score the reference parser, field by field",
  .options = options, .run = run,
};
