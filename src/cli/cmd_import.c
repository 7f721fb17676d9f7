/* ibid import: adds references to the library. */
#include "config.h"

#include "cli/cli.h"

static char *from, *charset;
static gboolean dry_run, replace;

static const GOptionEntry options[] = {
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, "Format of the files (ibid formats)", "FORMAT" },
  { "charset", 0, 0, G_OPTION_ARG_STRING, &charset, "Character set of the files", "NAME" },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, "Say what would be done, and do nothing", NULL },
  { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, "Take variants of stored references", NULL },
  { NULL }
};

static void
report(const IbidImportCounts *n)
{
  cli_print("%u read, %u added, %u already there", n->read, n->added, n->known);
  if (n->replaced)
    cli_print(", %u replaced", n->replaced);
  if (n->variants)
    cli_print(", %u variant%s left out (--replace takes %s)", n->variants, n->variants == 1 ? "" : "s",
              n->variants == 1 ? "it" : "them");
  if (n->lost)
    cli_print(", %u could not be read", n->lost);
  cli_print("%s\n", dry_run ? " (dry run: nothing changed)" : "");
}

static int
run(CliContext *cli, char **argv)
{
  GError *error = NULL;
  IbidImportCounts counts = { 0 };
  IbidReadOptions how = { .from = from, .charset = charset };

  if (!*argv)
    return cli_misused("import: no file named (- is standard input)");
  g_autoptr(IbidLibrary) library = ibid_library_open(cli->session, cli->library, &error);
  if (!library || !ibid_library_import(library, (const char *const *)argv, &how, replace, dry_run, &counts, &error))
    return cli_fail(error);
  report(&counts);
  return counts.lost ? EXIT_FOUND : EXIT_DONE;
}

const CliCommand cli_cmd_import = {
  .name = "import", .arguments = "FILE...|-", .summary = "add references to the library",
  .options = options, .run = run,
};
