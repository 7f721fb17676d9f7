/* ibid check: what a careful editor would notice, in files or in the library. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static char *from, *charset, *format, *file, *today, *suppress, *fail_on;
static gboolean offline, all, recheck;

static const GOptionEntry options[] = {
  { "offline", 0, 0, G_OPTION_ARG_NONE, &offline, "Ask nothing of the network", NULL },
  { "all", 0, 0, G_OPTION_ARG_NONE, &all, "List infos too", NULL },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, "Format of the files (ibid formats)", "FORMAT" },
  { "charset", 0, 0, G_OPTION_ARG_STRING, &charset, "Character set of the files", "NAME" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &format, "text, json, html or sarif", "FORMAT" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &file, "Write into FILE instead of standard output", "FILE" },
  { "today", 0, 0, G_OPTION_ARG_STRING, &today, "The day to check against, YYYY-MM-DD", "DATE" },
  { "recheck", 0, 0, G_OPTION_ARG_NONE, &recheck, "Ask the web again, whatever is cached", NULL },
  { "suppress", 0, 0, G_OPTION_ARG_FILENAME, &suppress, "Findings to suppress, with reasons", "FILE" },
  { "fail-on", 0, 0, G_OPTION_ARG_STRING, &fail_on, "error, warning, info or never", "SEVERITY" },
  { NULL }
};

static gboolean
keep(IbidRecord *rec, gpointer data)
{
  g_ptr_array_add(data, rec);
  return TRUE;
}

/* A slash, the ending of a known format, or a file that is there. */
static gboolean
is_file(const char *word)
{
  return g_str_equal(word, "-") || strchr(word, G_DIR_SEPARATOR) || ibid_format_for_file(word, FALSE) ||
         access(word, F_OK) == 0;
}

static guint
count_files(char **argv)
{
  guint n = 0;
  for (; *argv; argv++)
    n += is_file(*argv);
  return n;
}

static gboolean
read_files(CliContext *cli, char **files, GPtrArray *records, GError **error)
{
  IbidReadOptions how = { .from = from, .charset = charset };
  for (; *files; files++)
    if (!ibid_read(cli->session, *files, &how, keep, records, NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_report(CliContext *cli, const IbidReport *report, char **argv, GError **error)
{
  g_autofree char *title = *argv && is_file(*argv) ? g_path_get_basename(*argv) : NULL;
  IbidReportOptions how = {
    .format = format,
    .all = all || !g_strcmp0(fail_on, "info"),
    .color = !file && cli_color(cli),
    .width = file ? 0 : cli_width(),
    .title = title,
  };
  CliOutput *out = cli_output_open(file, error);
  if (!out)
    return FALSE;
  gboolean ok = ibid_report_write(cli->session, report, &how, cli_output_write, out, error);
  return cli_output_close(out, ok, ok ? error : NULL) && ok;
}

/* Without --format: what the ending of --output says. */
static const char *
format_of_file(void)
{
  static const char *const endings[] = { ".html", ".json", ".sarif" };
  for (guint i = 0; file && i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(file, endings[i]))
      return endings[i] + 1;
  return "text";
}

/* Row of the --fail-on word, or -1. */
static int
fail_level(const char *word)
{
  static const char *const words[] = { "info", "warning", "error", "never" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_equal(words[i], word))
      return (int)i;
  return -1;
}

static int
check(CliContext *cli, IbidLibrary *library, GPtrArray *records, char **argv, int level)
{
  GError *error = NULL;
  IbidCheckOptions how = { .offline = offline, .recheck = recheck, .today = today, .suppress = suppress };
  g_autoptr(IbidReport) report = ibid_check(cli->session, records, &how, &error);
  if (!report || (library && !offline && !ibid_library_store_report(library, report, &error)) ||
      !write_report(cli, report, argv, &error))
    return cli_fail(error);
  for (guint i = 0; i < report->notes->len && !g_str_equal(format, "text"); i++)
    cli_say("ibid: %s", (const char *)report->notes->pdata[i]);
  gboolean found = level <= (int)IBID_SEVERITY_ERROR && ibid_report_count(report, (IbidSeverity)level);
  return found || cli->n_lost ? EXIT_FOUND : EXIT_DONE;
}

static int
run(CliContext *cli, char **argv)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  g_autoptr(IbidLibrary) library = NULL;
  guint n = g_strv_length(argv), files = count_files(argv);
  int level = fail_level(fail_on ? fail_on : "warning");

  if (!format)
    format = g_strdup(format_of_file());
  if (level < 0)
    return cli_misused("--fail-on is error, warning, info or never, not \"%s\"", fail_on);
  if (files && files < n)
    return cli_misused("check takes files or a query, not both (a file's name has a slash or an ending)");
  if (!files && !(library = ibid_library_open(cli->session, cli->library, &error)))
    return cli_fail(error);
  if (files ? !read_files(cli, argv, records, &error)
            : !ibid_library_find(library, (const char *const *)argv, keep, records, &error))
    return cli_fail(error);
  if (!files && cli_found(records->len, argv) == EXIT_FOUND)
    return EXIT_FOUND;
  return check(cli, library, g_steal_pointer(&records), argv, level);
}

const CliCommand cli_cmd_check = {
  .name = "check", .arguments = "[FILE...|-|QUERY...]", .summary = "check references in files or in the library",
  .options = options, .run = run,
};
