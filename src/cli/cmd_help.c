/* ibid help, --help and --version. */
#include "config.h"

#include "cli/cli.h"

static void
print_options(const char *title, const GOptionEntry *o)
{
  if (!o)
    return;
  cli_print("\n%s:\n", title);
  for (; o->long_name; o++) {
    g_autofree char *letter = o->short_name ? g_strdup_printf("-%c, ", o->short_name) : g_strdup("    ");
    g_autofree char *word = g_strdup_printf("--%s%s%s", o->long_name, o->arg_description ? " " : "",
                                            o->arg_description ? o->arg_description : "");
    cli_print("  %s%-24s %s\n", letter, word, o->description);
  }
}

static void
help_command(const CliCommand *command)
{
  cli_print("Usage: ibid [OPTIONS] %s %s%s\n\n%s.\n", command->name, command->options ? "[OPTIONS] " : "",
            command->arguments, command->summary);
  print_options("Options", command->options);
  print_options("Options of every command", cli_global_options());
  cli_print("\nSee ibid-%s(1).\n", command->name);
}

static int
print_version(CliContext *cli)
{
  GError *error = NULL;
  IbidSession *session = ibid_session_new(cli->config, &error);
  if (!session)
    return cli_fail(error);
  g_autofree char *versions = ibid_versions(session);
  ibid_session_free(session);
  cli_print("%s", versions);
  return EXIT_DONE;
}

static void
help_program(void)
{
  cli_print("Usage: ibid [OPTIONS] COMMAND ...\n\n"
            "Reads, checks and exports bibliographic references.\n\nCommands:\n");
  cli_list_commands();
  print_options("Options of every command", cli_global_options());
  cli_print("\nibid help COMMAND tells the rest; see ibid(1).\n");
}

static int
run(CliContext *cli, char **argv)
{
  if (*argv && g_str_equal(*argv, "--version"))
    return print_version(cli);
  const CliCommand *command = *argv ? cli_command_find(*argv) : NULL;
  if (*argv && !command)
    return cli_misused("no such command: %s (ibid help lists them)", *argv);
  if (command)
    help_command(command);
  else
    help_program();
  return EXIT_DONE;
}

const CliCommand cli_cmd_help = {
  .name = "help", .arguments = "[COMMAND]", .summary = "say how a command is used", .run = run, .no_session = TRUE,
};
