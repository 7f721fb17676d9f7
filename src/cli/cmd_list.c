/* ibid list: one line a reference. */
#include "config.h"

#include <string.h>

#include "cli/cli.h"

typedef struct {
  guint n, width;
  GString *lines; /* not printed yet */
} Listing;

/* So many bytes go out at once: a write for each line costs more than the search. */
#define FLUSH 32768

static void
flush(Listing *listing)
{
  if (listing->lines->len)
    cli_print("%s", listing->lines->str);
  g_string_truncate(listing->lines, 0);
}

static const char *
short_name(const IbidName *name)
{
  const char *text = name->family ? name->family : name->literal ? name->literal : name->given;
  return text ? text : "";
}

/* "Archer, Nugent", "Karacsonyi et al.", also where the list itself says "et al.". */
static void
append_authors(GString *line, const IbidRecord *rec)
{
  IbidVar role = ibid_record_n_names(rec, IBID_VAR_AUTHOR) ? IBID_VAR_AUTHOR : IBID_VAR_EDITOR;
  guint n = ibid_record_n_names(rec, role);
  if (!n)
    return;
  g_string_append_printf(line, " %s", short_name(ibid_record_name(rec, role, 0)));
  if (n > 2 || (n == 2 && g_strcmp0(ibid_record_name(rec, role, 1)->literal, "others") == 0))
    g_string_append(line, " et al.");
  else if (n == 2)
    g_string_append_printf(line, ", %s", short_name(ibid_record_name(rec, role, 1)));
}

/* The title, or what else tells a reader which one it is. */
static void
append_title(GString *line, const IbidRecord *rec)
{
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  g_autofree char *printed = title ? NULL : ibid_record_printed_line(rec);
  if (!title)
    title = printed ? printed : ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  if (title)
    g_string_append_printf(line, " %s", title);
}

/* Cuts LINE to WIDTH characters, the last an ellipsis where the cut character has room for it. */
static void
cut(char *line, guint width)
{
  char *end = g_utf8_offset_to_pointer(line, width - 1);
  if (strlen(end) >= strlen("…"))
    strcpy(end, "…");
  else
    *end = '\0';
}

static gboolean
list_one(IbidRecord *rec, gpointer data)
{
  Listing *listing = data;
  g_autoptr(GString) line = g_string_new(NULL);
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);

  g_string_append_printf(line, "%-24s", ibid_record_key(rec));
  append_authors(line, rec);
  if (issued && issued->from.year)
    g_string_append_printf(line, " (%d)", issued->from.year);
  else if (issued && issued->literal)
    g_string_append_printf(line, " (%s)", issued->literal);
  append_title(line, rec);
  g_autofree char *safe = cli_safe(line->str);
  if (listing->width && (guint)g_utf8_strlen(safe, -1) > listing->width)
    cut(safe, listing->width);
  g_string_append_printf(listing->lines, "%s\n", safe);
  if (listing->lines->len > FLUSH)
    flush(listing);
  listing->n++;
  ibid_record_free(rec);
  return TRUE;
}

static int
run(CliContext *cli, char **argv)
{
  GError *error = NULL;
  g_autoptr(GString) lines = g_string_new(NULL);
  Listing listing = { .width = cli_width(), .lines = lines };
  g_autoptr(IbidLibrary) library = ibid_library_open(cli->session, cli->library, &error);
  if (!library || !ibid_library_find(library, (const char *const *)argv, list_one, &listing, &error))
    return cli_fail(error);
  flush(&listing);
  return cli_found(listing.n, argv);
}

const CliCommand cli_cmd_list = {
  .name = "list", .arguments = "[QUERY...]", .summary = "list references, one a line", .run = run,
};
