/* The configuration file ($XDG_CONFIG_HOME/ibid/ibid.conf) and its keys. */
#include "config.h"

#include "util/settings.h"

#include <string.h>

#include "ibid/error.h"

typedef enum { KIND_TEXT, KIND_INT, KIND_CHOICE, KIND_LIST, KIND_URL } Kind;

/* Every key there is.  For KIND_INT, `allowed` is "least most"; for KIND_CHOICE, the words. */
static const struct {
  const char *key, *fallback;
  Kind kind;
  const char *allowed, *meaning;
} keys[] = {
  { "check.suppressions", "", KIND_TEXT, NULL, "file of findings to suppress" },
  { "network.allow-private", "", KIND_LIST, NULL, "private networks that may be asked (127.0.0.0/8)" },
  { "network.archives", "broken", KIND_CHOICE, "broken all never", "when web archives are asked" },
  { "network.ca-file", "", KIND_TEXT, NULL, "certificates to trust instead of the system's" },
  { "network.concurrency", "256", KIND_INT, "1 4096", "transfers at once" },
  { "network.mailto", "", KIND_TEXT, NULL, "your address, for the user agent" },
  { "network.max-age-alive", "7", KIND_INT, "0 3650", "days that a good answer is kept" },
  { "network.max-age-other", "1", KIND_INT, "0 3650", "days that any other answer is kept" },
  { "network.max-body", "1048576", KIND_INT, "1024 1073741824", "bytes read of a page" },
  { "network.per-host", "2", KIND_INT, "1 64", "transfers at once to one host" },
  { "network.proxy", "", KIND_TEXT, NULL, "proxy, or none; the environment's by default" },
  { "network.resolve", "", KIND_LIST, NULL, "HOST:PORT:ADDRESS, as curl's --resolve" },
  { "network.retries", "2", KIND_INT, "0 10", "further attempts after a failure" },
  { "network.timeout", "30", KIND_INT, "1 600", "seconds for one page in all" },
  { "network.user-agent", "", KIND_TEXT, NULL, "instead of ibid's own" },
  { "parser.model", "", KIND_TEXT, NULL, "model file of the reference parser" },
  { "services.doi-handle", "https://doi.org/api/handles/", KIND_URL, NULL, "asked whether a DOI is registered" },
  { "services.wayback-available", "https://archive.org/wayback/available", KIND_URL, NULL, "Wayback availability" },
  { "services.wayback-cdx", "https://web.archive.org/cdx/search/cdx", KIND_URL, NULL, "Wayback CDX server" },
  { "services.wayback-timegate", "https://web.archive.org/web/", KIND_URL, NULL, "Memento TimeGate" },
};

struct IbSettings {
  char *values[G_N_ELEMENTS(keys)]; /* NULL: the default */
};

IbSettings *
ib_settings_new(void)
{
  return g_new0(IbSettings, 1);
}

void
ib_settings_free(IbSettings *settings)
{
  if (!settings)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    g_free(settings->values[i]);
  g_free(settings);
}

static int
find_key(const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (g_str_equal(keys[i].key, key))
      return (int)i;
  return -1;
}

static gboolean
is_allowed_int(const char *value, const char *range)
{
  char *end;
  gint64 least = g_ascii_strtoll(range, &end, 10), most = g_ascii_strtoll(end, NULL, 10), n;
  return g_ascii_string_to_signed(value, 10, least, most, &n, NULL);
}

static gboolean
is_allowed(int i, const char *value)
{
  g_auto(GStrv) words = NULL;
  switch (keys[i].kind) {
  case KIND_INT:
    return is_allowed_int(value, keys[i].allowed);
  case KIND_CHOICE:
    words = g_strsplit(keys[i].allowed, " ", -1);
    return g_strv_contains((const char *const *)words, value);
  case KIND_URL:
    return !*value || g_str_has_prefix(value, "http://") || g_str_has_prefix(value, "https://");
  default:
    return TRUE;
  }
}

/* What key I takes: "from 1 to 600", "broken, all or never".  Caller frees with g_free(). */
static char *
describe_allowed(int i)
{
  g_auto(GStrv) words = g_strsplit(keys[i].allowed ? keys[i].allowed : "", " ", -1);
  switch (keys[i].kind) {
  case KIND_INT:
    return g_strdup_printf("from %s to %s", words[0], words[1]);
  case KIND_CHOICE:
    return g_strdup_printf("%s, %s or %s", words[0], words[1], words[2]);
  default:
    return g_strdup("an address that begins with http:// or https://, or nothing");
  }
}

gboolean
ib_settings_set(IbSettings *settings, const char *key, const char *value, GError **error)
{
  int i = find_key(key);
  if (i < 0) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_CONFIG, "no such setting: %s (ibid.conf(5) lists them)", key);
    return FALSE;
  }
  if (!is_allowed(i, value)) {
    g_autofree char *allowed = describe_allowed(i);
    g_set_error(error, IBID_ERROR, IBID_ERROR_CONFIG, "%s cannot be \"%s\" (%s: %s)", key, value, keys[i].meaning, allowed);
    return FALSE;
  }
  char *old = settings->values[i];
  gboolean grows = keys[i].kind == KIND_LIST && old && *old && *value;
  settings->values[i] = grows ? g_strconcat(old, " ", value, NULL) : g_strdup(value);
  g_free(old);
  return TRUE;
}

static gboolean
read_section(IbSettings *settings, GKeyFile *file, const char *section, GError **error)
{
  g_auto(GStrv) names = g_key_file_get_keys(file, section, NULL, NULL);
  for (char **name = names; name && *name; name++) {
    g_autofree char *key = g_strconcat(section, ".", *name, NULL);
    g_autofree char *value = g_key_file_get_string(file, section, *name, NULL);
    if (!ib_settings_set(settings, key, value ? value : "", error))
      return FALSE;
  }
  return TRUE;
}

gboolean
ib_settings_read(IbSettings *settings, const char *path, GError **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GError) why = NULL;
  g_autofree char *own = g_build_filename(g_get_user_config_dir(), "ibid", "ibid.conf", NULL);
  const char *name = path ? path : own;

  if (!g_key_file_load_from_file(file, name, G_KEY_FILE_NONE, &why)) {
    if (!path && g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return TRUE;
    g_set_error(error, IBID_ERROR, IBID_ERROR_CONFIG, "cannot read %s: %s", name, why->message);
    return FALSE;
  }
  g_auto(GStrv) sections = g_key_file_get_groups(file, NULL);
  for (char **section = sections; *section; section++) {
    if (read_section(settings, file, *section, error))
      continue;
    g_prefix_error(error, "%s: ", name);
    return FALSE;
  }
  return TRUE;
}

const char *
ib_settings_get(const IbSettings *settings, const char *key)
{
  int i = find_key(key);
  if (i < 0)
    return NULL;
  return settings->values[i] ? settings->values[i] : keys[i].fallback;
}

gint64
ib_settings_int(const IbSettings *settings, const char *key)
{
  const char *value = ib_settings_get(settings, key);
  return value ? g_ascii_strtoll(value, NULL, 10) : 0;
}

char **
ib_settings_list(const IbSettings *settings, const char *key)
{
  const char *value = ib_settings_get(settings, key);
  GStrvBuilder *items = g_strv_builder_new();
  g_auto(GStrv) parts = g_strsplit_set(value ? value : "", ", \t\n", -1);
  for (char **part = parts; *part; part++)
    if (**part)
      g_strv_builder_add(items, *part);
  char **list = g_strv_builder_end(items);
  g_strv_builder_unref(items);
  return list;
}

gboolean
ib_settings_nth(guint i, const char **key, const char **fallback, const char **meaning)
{
  if (i >= G_N_ELEMENTS(keys))
    return FALSE;
  *key = keys[i].key;
  *fallback = keys[i].fallback;
  *meaning = keys[i].meaning;
  return TRUE;
}
