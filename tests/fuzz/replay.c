/* Runs a fuzz target over each file of its corpus, where no fuzzer is linked: a TAP line a
 * file.  The corpus is tests/fuzz/corpus/NAME of the source folder, for a program fuzz_NAME. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *
corpus_of(const char *program)
{
  g_autofree char *base = g_path_get_basename(program);
  const char *name = strstr(base, "fuzz_");
  const char *top = g_getenv("TOP_SRCDIR");
  return g_build_filename(top ? top : ".", "tests", "fuzz", "corpus", name ? name + 5 : base, NULL);
}

static int
compare(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
files_of(const char *folder)
{
  GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name(dir)))
    g_ptr_array_add(files, g_build_filename(folder, name, NULL));
  g_ptr_array_sort(files, compare);
  return files;
}

int
main(int argc, char **argv)
{
  g_autofree char *folder = corpus_of(argv[0]);
  g_autoptr(GPtrArray) files = files_of(folder);
  int failed = files->len == 0;

  g_print("1..%u\n", MAX(files->len, 1));
  if (failed)
    g_print("not ok 1 - %s holds no corpus\n", folder);
  for (guint i = 0; i < files->len; i++) {
    g_autofree char *bytes = NULL;
    gsize len = 0;
    gboolean ok = g_file_get_contents(files->pdata[i], &bytes, &len, NULL);
    /* A copy of its exact size, so that a sanitizer sees each byte read beyond it. */
    g_autofree uint8_t *exact = g_memdup2(bytes, len);
    if (ok)
      LLVMFuzzerTestOneInput(exact, len);
    failed |= !ok;
    g_autofree char *name = g_path_get_basename(files->pdata[i]);
    g_print("%s %u - %s\n", ok ? "ok" : "not ok", i + 1, name);
  }
  return failed;
}
