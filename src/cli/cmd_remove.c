/* ibid remove: takes references out of the library. */
#include "config.h"

#include "cli/cli.h"

static int
run(CliContext *cli, char **argv)
{
  GError *error = NULL;
  guint removed = 0, asked = g_strv_length(argv);
  if (!asked)
    return cli_misused("remove: no key named (ibid list shows them)");
  g_autoptr(IbidLibrary) library = ibid_library_open(cli->session, cli->library, &error);
  if (!library || !ibid_library_remove(library, (const char *const *)argv, &removed, &error))
    return cli_fail(error);
  cli_print("%u removed\n", removed);
  if (removed == asked)
    return EXIT_DONE;
  cli_say("ibid: %u of the keys named no reference (ibid list shows them)", asked - removed);
  return EXIT_FOUND;
}

const CliCommand cli_cmd_remove = {
  .name = "remove", .arguments = "KEY...", .summary = "take references out of the library", .run = run,
};
