/* The configuration: an INI file, a table of keys with their defaults, and --set. */
#ifndef IB_UTIL_SETTINGS_H
#define IB_UTIL_SETTINGS_H

#include <glib.h>

typedef struct IbSettings IbSettings;

/* All defaults.  Caller frees with ib_settings_free(). */
IbSettings *ib_settings_new(void);
void ib_settings_free(IbSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbSettings, ib_settings_free)

/* Reads an INI file; PATH NULL is the user's own, which may be absent.  Unknown sections,
 * keys and values out of range are IBID_ERROR_CONFIG, with the line's name. */
gboolean ib_settings_read(IbSettings *settings, const char *path, GError **error);

/* "network.timeout", "10".  Lists (network.resolve) grow with each call. */
gboolean ib_settings_set(IbSettings *settings, const char *key, const char *value, GError **error);

const char *ib_settings_get(const IbSettings *settings, const char *key); /* NULL: no such key.  Owned by CONFIG. */
gint64 ib_settings_int(const IbSettings *settings, const char *key);
/* The items of a list, split at commas and blanks.  Caller frees with g_strfreev(). */
char **ib_settings_list(const IbSettings *settings, const char *key);
/* Name of the Ith key, its default and its meaning; FALSE past the last. */
gboolean ib_settings_nth(guint i, const char **key, const char **fallback, const char **meaning);
#endif
