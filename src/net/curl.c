/* Loads libcurl and looks its functions up. */
#include "config.h"

#include "net/curl.h"

#include <dlfcn.h>

static const struct {
  const char *name;
  gsize offset;
} functions[] = {
#define X(name) { "curl_" #name, G_STRUCT_OFFSET(IbCurl, name) },
  IB_CURL_FUNCTIONS(X)
#undef X
};

static gboolean
find_functions(void *library, IbCurl *curl)
{
  for (guint i = 0; i < G_N_ELEMENTS(functions); i++) {
    void *function = dlsym(library, functions[i].name);
    if (!function)
      return FALSE;
    G_STRUCT_MEMBER(void *, curl, functions[i].offset) = function;
  }
  return TRUE;
}

static gpointer
load(gpointer unused)
{
  static IbCurl curl;
  static const char *const files[] = { "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so" };
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    void *library = dlopen(files[i], RTLD_NOW | RTLD_LOCAL);
    if (library && find_functions(library, &curl))
      return &curl; /* it stays: its threads and at-exit functions may run until the end */
    if (library)
      dlclose(library);
  }
  return NULL;
}

const IbCurl *
ib_curl(void)
{
  static GOnce once = G_ONCE_INIT;
  return g_once(&once, load, NULL);
}
