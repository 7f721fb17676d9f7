/* The configuration: an INI file, a table of keys with their defaults, and --set. */
#ifndef IB_UTIL_CONFIG_H
#define IB_UTIL_CONFIG_H

#include <glib.h>

typedef struct IbConfig IbConfig;

/* All defaults.  Caller frees with ib_config_free(). */
IbConfig *ib_config_new(void);
void ib_config_free(IbConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbConfig, ib_config_free)

/* Reads an INI file; PATH NULL is the user's own, which may be absent.  Unknown sections,
 * keys and values out of range are IBID_ERROR_CONFIG, with the line's name. */
gboolean ib_config_read(IbConfig *config, const char *path, GError **error);

/* "network.timeout", "10".  Lists (network.resolve) grow with each call. */
gboolean ib_config_set(IbConfig *config, const char *key, const char *value, GError **error);

const char *ib_config_get(const IbConfig *config, const char *key); /* NULL: no such key.  Owned by CONFIG. */
gint64 ib_config_int(const IbConfig *config, const char *key);
/* The items of a list, split at commas and blanks.  Caller frees with g_strfreev(). */
char **ib_config_list(const IbConfig *config, const char *key);
/* Name of the Ith key, its default and its meaning; FALSE past the last. */
gboolean ib_config_nth(guint i, const char **key, const char **fallback, const char **meaning);
#endif
