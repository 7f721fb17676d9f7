/* The commands, each listed once. */
#include "config.h"

#include "cli/cli.h"

static const CliCommand *const commands[] = {
  &cli_cmd_import, &cli_cmd_parse,  &cli_cmd_list,  &cli_cmd_show,     &cli_cmd_remove,  &cli_cmd_check,
  &cli_cmd_export, &cli_cmd_train,  &cli_cmd_evaluate, &cli_cmd_formats, &cli_cmd_help,
};

const CliCommand *
cli_command_find(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    if (g_str_equal(commands[i]->name, name))
      return commands[i];
  return NULL;
}

const CliCommand *
cli_command_nth(guint i)
{
  return i < G_N_ELEMENTS(commands) ? commands[i] : NULL;
}

void
cli_list_commands(void)
{
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    cli_print("  %-9s %s\n", commands[i]->name, commands[i]->summary);
}
