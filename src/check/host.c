/* publisher.host: a site that is named, and an address on another's. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "net/url.h"
#include "util/data.h"
#include "util/text.h"

/* Columns of refs/sites.tsv. */
enum { SITE_NAME, SITE_HOSTS, SITE_OWNER, SITE_SYNDICATED };

static GHashTable *
sites(void)
{
  static GHashTable *index;
  if (g_once_init_enter(&index)) {
    GHashTable *made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const IbTable *table = ib_table("sites.tsv");
    for (guint i = 0; i < table->n_rows; i++)
      if (g_strv_length(table->rows[i]) > SITE_HOSTS)
        g_hash_table_insert(made, ib_text_fold(table->rows[i][SITE_NAME], -1), table->rows[i]);
    g_once_init_leave(&index, made);
  }
  return index;
}

static char **
site_of(const char *folded)
{
  char **site = g_hash_table_lookup(sites(), folded);
  if (!site && g_str_has_prefix(folded, "the "))
    site = g_hash_table_lookup(sites(), folded + 4);
  if (!site) {
    g_autofree char *with_article = g_strconcat("the ", folded, NULL);
    site = g_hash_table_lookup(sites(), with_article);
  }
  return site;
}

gboolean
ib_check_is_site(const char *name)
{
  g_autofree char *folded = ib_text_fold(name, -1);
  return site_of(folded) != NULL;
}

static gboolean
is_host_of(const char *hosts, const char *host)
{
  g_auto(GStrv) list = g_strsplit(hosts, " ", -1);
  for (char **own = list; *own; own++)
    if (**own && ib_url_same_site(*own, host))
      return TRUE;
  return FALSE;
}

/* Does the host carry the name, without its blanks, or its initials: "themoscowtimes.com",
 * "mt.ru"? */
static gboolean
names_host(const char *folded, const char *host)
{
  g_autofree char *joined = g_strdup(folded), *plain_host = ib_text_fold(host, -1);
  g_autoptr(GString) initials = g_string_new(NULL);
  char *to = joined;
  for (const char *p = folded; *p; p++) {
    if (*p != ' ')
      *to++ = *p;
    if (p == folded || p[-1] == ' ')
      g_string_append_c(initials, *p);
  }
  *to = '\0';
  g_auto(GStrv) labels = g_strsplit(plain_host, " ", -1);
  const char *name = g_str_has_prefix(joined, "the") ? joined + 3 : joined;
  return strstr(plain_host, joined) || (strlen(name) > 3 && strstr(plain_host, name)) ||
         (initials->len > 1 && g_strv_contains((const char *const *)labels, initials->str));
}

/* Archives, caches, resolvers and shorteners carry everybody's pages. */
static gboolean
is_carrier(const char *host)
{
  static const char *const carriers[] = { "archive.org",     "archive.ph",   "archive.is",     "archive.today",
                                          "webcitation.org", "perma.cc",     "doi.org",        "handle.net",
                                          "jstor.org",       "proquest.com", "lexisnexis.com", "ebscohost.com",
                                          "factiva.com",     "google.com",   "youtube.com",    "youtu.be",
                                          "facebook.com",    "twitter.com",  "x.com",          "t.me",
                                          "bit.ly",          "tinyurl.com",  "yahoo.com",      "msn.com" };
  for (guint i = 0; i < G_N_ELEMENTS(carriers); i++)
    if (ib_url_same_site(host, carriers[i]))
      return TRUE;
  return FALSE;
}

static gboolean
check_name(IbCheck *check, guint i, const char *name, const IbUrl *url)
{
  g_autofree char *folded = ib_text_fold(name, -1);
  char **site = site_of(folded);
  if (!site || (g_strv_length(site) > SITE_SYNDICATED && *site[SITE_SYNDICATED]) ||
      is_host_of(site[SITE_HOSTS], url->host) || names_host(folded, url->host))
    return FALSE;
  IbidFinding *f = ib_check_add(check, "publisher.host", IBID_SEVERITY_WARNING, i, IBID_VAR_URL);
  ibid_finding_set_message(f, "%s publishes at %s, but the address is on %s", name, site[SITE_HOSTS],
                           ib_url_site(url->host));
  ibid_finding_add_fact(f, "name", name);
  ibid_finding_add_fact(f, "hosts", site[SITE_HOSTS]);
  ibid_finding_add_fact(f, "host", url->host);
  return TRUE;
}

static void
check_host(IbCheck *check, guint i)
{
  static const IbidVar names[] = { IBID_VAR_CONTAINER_TITLE, IBID_VAR_PUBLISHER };
  const IbidRecord *rec = check->records->pdata[i];
  const char *text = ibid_record_text(rec, IBID_VAR_URL);
  g_autoptr(IbUrl) url = text ? ib_url_parse(text) : NULL;
  if (!url || !url->host || !strchr(url->host, '.') || is_carrier(url->host) ||
      ib_check_has(check, i, "title.page-debris"))
    return;
  for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
    const char *name = ibid_record_text(rec, names[k]);
    if (name && strlen(name) < 60 && check_name(check, i, name, url))
      return;
  }
  for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++) {
    const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, k);
    if (name->literal && strlen(name->literal) < 60 && check_name(check, i, name->literal, url))
      return;
  }
}

const IbRule ib_rules_host[] = {
  { "publisher.host", check_host, NULL },
  { NULL, NULL, NULL },
};
