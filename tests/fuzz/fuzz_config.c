/* Fuzz target: a configuration file.  It is refused with one line or every key has a value. */
#include "config.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "util/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_all(const IbSettings *settings)
{
  const char *key, *fallback, *meaning;
  for (guint i = 0; ib_settings_nth(i, &key, &fallback, &meaning); i++) {
    g_assert(ib_settings_get(settings, key));
    g_strfreev(ib_settings_list(settings, key));
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(IbSettings) settings = ib_settings_new();
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp("ibid-fuzz-XXXXXX", &path, NULL);
  if (fd < 0)
    return 0;
  close(fd);
  if (g_file_set_contents_full(path, (const char *)data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL) &&
      !ib_settings_read(settings, path, &error))
    g_assert(error && !strchr(error->message, '\n'));
  check_all(settings);
  unlink(path);
  return 0;
}
