/* Finding and reading the tables under refs/. */
#include "config.h"

#include "util/data.h"

#include <string.h>
#include <unistd.h>

/* The folder of the running program, or NULL where the system does not tell. */
static char *
program_dir(void)
{
  g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL);
  return exe ? g_path_get_dirname(exe) : NULL;
}

static char *
find_data_dir(void)
{
  const char *named = g_getenv("IBID_DATA");
  if (named && *named)
    return g_strdup(named);
  g_autofree char *dir = program_dir();
  if (dir) {
    /* Run from the build folder: Makefile.am links refs/ beside the program. */
    g_autofree char *refs = g_build_filename(dir, "refs", NULL);
    g_autofree char *mark = g_build_filename(refs, "months.tsv", NULL);
    if (g_file_test(mark, G_FILE_TEST_EXISTS))
      return g_steal_pointer(&refs);
  }
  return g_strdup(IBID_PKGDATADIR);
}

const char *
ib_data_dir(void)
{
  static char *dir;
  if (g_once_init_enter(&dir))
    g_once_init_leave(&dir, find_data_dir());
  return dir;
}

char *
ib_data_path(const char *name)
{
  return g_build_filename(ib_data_dir(), name, NULL);
}

static IbTable *
table_parse(char *text)
{
  IbTable *table = g_new0(IbTable, 1);
  GPtrArray *rows = g_ptr_array_new();
  char *next;

  for (char *line = text; line && *line; line = next) {
    next = strchr(line, '\n');
    if (next)
      *next++ = '\0';
    g_strchomp(line);
    if (*line && *line != '#')
      g_ptr_array_add(rows, g_strsplit(line, "\t", -1));
  }
  table->n_rows = rows->len;
  table->rows = (char ***)g_ptr_array_free(rows, FALSE);
  return table;
}

static IbTable *
table_read(const char *name)
{
  g_autofree char *path = ib_data_path(name);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (g_file_get_contents(path, &text, NULL, &error))
    return table_parse(text);
  g_warning("cannot read a table of ibid: %s (set IBID_DATA to the folder that holds it)",
            error->message);
  return g_new0(IbTable, 1);
}

const IbTable *
ib_table(const char *name)
{
  static GHashTable *tables;
  static GMutex lock;

  g_mutex_lock(&lock);
  if (!tables)
    tables = g_hash_table_new(g_str_hash, g_str_equal);
  IbTable *table = g_hash_table_lookup(tables, name);
  if (!table) {
    table = table_read(name);
    g_hash_table_insert(tables, g_strdup(name), table);
  }
  g_mutex_unlock(&lock);
  return table;
}
