/* ibid train: trains the reference parser on labelled references. */
#include "config.h"

#include "cli/cli.h"

static char *model;

static const GOptionEntry options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &model, "The model to write; parser.model by default", "MODEL" },
  { NULL }
};

static int
run(CliContext *cli, char **argv)
{
  GError *error = NULL;
  if (!*argv)
    return cli_misused("train: no file of labelled references named");
  if (!ibid_train(cli->session, (const char *const *)argv, model ? model : "parser.model", &error))
    return cli_fail(error);
  return EXIT_DONE;
}

const CliCommand cli_cmd_train = {
  .name = "train", .arguments = "LABELS...", .summary = "train the reference parser", .options = options, .run = run,
};
