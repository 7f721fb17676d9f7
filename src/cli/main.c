/* The program: global options, the command, its exit status. */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

#include "cli/cli.h"

static CliContext cli;
static gboolean want_version, want_help;

static const GOptionEntry global_options[] = {
  { "library", 0, 0, G_OPTION_ARG_FILENAME, &cli.library, "The library file", "FILE" },
  { "config", 0, 0, G_OPTION_ARG_FILENAME, &cli.config, "Configuration instead of the user's own", "FILE" },
  { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &cli.settings, "One setting; may be repeated", "SECTION.KEY=VALUE" },
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &cli.quiet, "Say nothing beside results, errors and lost entries", NULL },
  { "verbose", 'v', 0, G_OPTION_ARG_NONE, &cli.verbose, "Say more", NULL },
  { "color", 0, 0, G_OPTION_ARG_STRING, &cli.color, "auto, always or never", "WHEN" },
  { "help", 'h', 0, G_OPTION_ARG_NONE, &want_help, "Say how this is used", NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, &want_version, "Print versions of program, libraries and model", NULL },
  { NULL }
};

const GOptionEntry *
cli_global_options(void)
{
  return global_options;
}

/* Does the global option ARG take the next word as its value? */
static gboolean
takes_value(const char *arg)
{
  for (const GOptionEntry *o = global_options; o->long_name; o++)
    if (o->arg != G_OPTION_ARG_NONE && g_str_has_prefix(arg, "--") && g_str_equal(arg + 2, o->long_name))
      return TRUE;
  return FALSE;
}

/* Takes the first word that is no option, nor the value of one, out of ARGV. */
static char *
take_command(char **argv)
{
  for (char **arg = argv + 1; *arg; arg++) {
    if (takes_value(*arg) && arg[1]) {
      arg++;
    } else if (**arg != '-') {
      char *command = *arg;
      memmove(arg, arg + 1, g_strv_length(arg) * sizeof *arg);
      return command;
    }
  }
  return NULL;
}

/* Behind "--" a word is a file or a query, whatever it begins with; GOption leaves that mark where it
 * did some good. */
static void
drop_separator(char **argv)
{
  for (char **arg = argv + 1; *arg; arg++)
    if (g_str_equal(*arg, "--")) {
      g_free(*arg);
      memmove(arg, arg + 1, g_strv_length(arg) * sizeof *arg);
      return;
    }
}

static gboolean
parse_options(const CliCommand *command, char ***argv, GError **error)
{
  g_autoptr(GOptionContext) context = g_option_context_new(command ? command->arguments : "COMMAND ...");
  g_option_context_set_help_enabled(context, FALSE);
  if (command && command->options)
    g_option_context_add_main_entries(context, command->options, NULL);
  g_option_context_add_main_entries(context, global_options, NULL);
  if (!g_option_context_parse_strv(context, argv, error))
    return FALSE;
  drop_separator(*argv);
  return TRUE;
}

static gboolean
apply_settings(GError **error)
{
  for (char **setting = cli.settings; setting && *setting; setting++) {
    char *equals = strchr(*setting, '=');
    if (!equals) {
      g_set_error(error, IBID_ERROR, IBID_ERROR_USAGE, "--set takes SECTION.KEY=VALUE, not \"%s\"", *setting);
      return FALSE;
    }
    g_autofree char *key = g_strndup(*setting, equals - *setting);
    if (ibid_session_set(cli.session, key, equals + 1, error))
      continue;
    /* A wrong word on the command line is misuse, not a broken configuration. */
    if (error && *error)
      (*error)->code = IBID_ERROR_USAGE;
    return FALSE;
  }
  return TRUE;
}

static int
run(const CliCommand *command, char **argv)
{
  GError *error = NULL;
  static const char *const colors[] = { "auto", "always", "never", NULL };

  if (cli.color && !g_strv_contains(colors, cli.color))
    return cli_misused("--color is auto, always or never, not \"%s\"", cli.color);
  if (!command->no_session) {
    cli.session = ibid_session_new(cli.config, &error);
    if (!cli.session || !apply_settings(&error))
      return cli_fail(error);
    cli_terminal_attach(&cli);
  }
  return command->run(&cli, argv + 1);
}

static const CliCommand *
choose_command(const char *name)
{
  if (want_version || want_help)
    return &cli_cmd_help;
  return cli_command_find(name);
}

/* "ibid --version", "ibid --help [COMMAND]" and "ibid COMMAND --help" are all the help command. */
static char **
help_arguments(const char *name)
{
  static char *words[4];
  guint n = 0;
  words[n++] = (char *)"help";
  if (want_version)
    words[n++] = (char *)"--version";
  else if (name)
    words[n++] = (char *)name;
  words[n] = NULL;
  return words;
}

int
main(int argc, char **argv)
{
  GError *error = NULL;
  setlocale(LC_ALL, "");
  signal(SIGPIPE, SIG_IGN); /* a reader that leaves is an error of write(2) */

  g_auto(GStrv) words = g_strdupv(argv);
  g_autofree char *name = take_command(words);
  const CliCommand *named = name ? cli_command_find(name) : NULL;
  if (name && !named)
    return cli_misused("no such command: %s (ibid help lists them)", name);
  if (!parse_options(named, &words, &error)) {
    error->code = IBID_ERROR_USAGE;
    error->domain = IBID_ERROR;
    g_prefix_error(&error, "%s%s", named ? named->name : "", named ? ": " : "");
    return cli_fail(error);
  }
  if (!name && !want_help && !want_version)
    return cli_misused("no command named (ibid help lists them)");
  const CliCommand *command = choose_command(name);
  gboolean helping = command == &cli_cmd_help && command != named;
  int status = run(command, helping ? help_arguments(name) : words);
  ibid_session_free(cli.session);
  return status;
}
