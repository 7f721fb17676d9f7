/* ibid formats: what can be read and written. */
#include "config.h"

#include "cli/cli.h"

static int
run(CliContext *cli, char **argv)
{
  IbidFormat format;
  if (*argv)
    return cli_misused("formats takes no arguments");
  for (guint i = 0; ibid_format_nth(i, &format); i++)
    cli_print("%-12s %-5s %-6s %s\n", format.name, format.reads ? "read" : "-", format.writes ? "write" : "-",
              format.label);
  return EXIT_DONE;
}

const CliCommand cli_cmd_formats = {
  .name = "formats", .arguments = "", .summary = "list what can be read and written", .run = run,
};
