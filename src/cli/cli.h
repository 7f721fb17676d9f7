/* What the commands share: the table of commands, where results go, what is said. */
#ifndef CLI_H
#define CLI_H

#include <glib.h>
#include <ibid/ibid.h>

/* Exit statuses, as promised in ibid(1). */
enum { EXIT_DONE = 0, EXIT_FOUND = 1, EXIT_USAGE = 2, EXIT_FAILED = 3, EXIT_INTERRUPTED = 130 };

/* What holds for every command. */
typedef struct {
  char *library;      /* --library, or NULL */
  char *config;       /* --config, or NULL */
  char **settings;    /* --set, or NULL */
  char *color;        /* --color, or NULL */
  gboolean quiet, verbose;
  IbidSession *session;
  guint n_lost;       /* diagnostics that lost an entry */
} CliContext;

/* A command: one file, one row in commands.c. */
typedef struct {
  const char *name, *arguments, *summary;
  const GOptionEntry *options;
  /* ARGV without options, NULL-terminated.  Gives the exit status. */
  int (*run)(CliContext *cli, char **argv);
  gboolean no_session; /* needs none: works with a broken configuration */
} CliCommand;

const CliCommand *cli_command_find(const char *name); /* NULL when unknown.  Never freed. */
const CliCommand *cli_command_nth(guint i);           /* NULL past the last.  Never freed. */
const GOptionEntry *cli_global_options(void);         /* good until the program ends */
void cli_list_commands(void);                         /* to standard output */

extern const CliCommand cli_cmd_check, cli_cmd_evaluate, cli_cmd_export, cli_cmd_formats, cli_cmd_help,
    cli_cmd_import, cli_cmd_list, cli_cmd_parse, cli_cmd_remove, cli_cmd_show, cli_cmd_train;

/* output.c: results, to standard output or into a file that appears whole or not at all. */
typedef struct CliOutput CliOutput;
/* FILE NULL or "-": standard output. */
CliOutput *cli_output_open(const char *file, GError **error);
/* An IbidWriteFunc; DATA is the CliOutput. */
gboolean cli_output_write(const char *bytes, gsize len, gpointer data, GError **error);
/* Frees OUT; KEEP FALSE throws away what was written into a file. */
gboolean cli_output_close(CliOutput *out, gboolean keep, GError **error);
/* References on their way into a writer: cli_pass_on() is an IbidRecordFunc, whose data is a CliPass. */
typedef struct {
  IbidWriter *writer;
  guint n;       /* written */
  GError *error; /* of the writer */
} CliPass;
gboolean cli_pass_on(IbidRecord *rec, gpointer pass);
/* Closes the writer; OK tells whether all went well so far, ERROR is set already when not. */
gboolean cli_pass_end(CliPass *pass, gboolean ok, GError **error);
/* One line to standard output, terminal-safe. */
void cli_print(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* terminal.c: what is said beside the results, to standard error. */
void cli_terminal_attach(CliContext *cli); /* diagnostics, progress, Ctrl-C of the session */
void cli_say(const char *format, ...) G_GNUC_PRINTF(1, 2); /* a line, unless --quiet */
/* What a query of the library that found N references exits with; says so where that is none. */
int cli_found(guint n, char **query);
/* Says why, and gives the exit status; takes ERROR. */
int cli_fail(GError *error);
int cli_misused(const char *format, ...) G_GNUC_PRINTF(1, 2); /* EXIT_USAGE */
gboolean cli_color(const CliContext *cli);
guint cli_width(void); /* columns of standard output; 0 when it is no terminal */
/* S with control and bidirectional formatting characters made visible.  Caller frees with g_free(). */
char *cli_safe(const char *s);

#endif
