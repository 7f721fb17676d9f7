/* container.* and publisher.*: where it appeared. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "net/url.h"
#include "util/data.h"
#include "util/text.h"

static void
check_container(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  IbidType type = ibid_record_type(rec);
  /* Plain text gets these types from its container. */
  if (ib_check_is_plain(rec) || ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE) ||
      ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE_SHORT) || ibid_record_has(rec, IBID_VAR_EVENT_TITLE))
    return;
  if (type != IBID_TYPE_ARTICLE_JOURNAL && type != IBID_TYPE_CHAPTER)
    return;
  IbidFinding *f = ib_check_add(check, "container.missing", IBID_SEVERITY_WARNING, i, IBID_VAR_CONTAINER_TITLE);
  ibid_finding_set_message(f, type == IBID_TYPE_CHAPTER ? "a chapter without its book" : "an article without its journal");
}

/* Cities that publish much: a publisher that is one of them is a place. */
static const char city[] = "^(?:London|New York|Oxford|Cambridge|Berlin|Paris|Boston|Chicago|Amsterdam|Leiden|Munich|München|"
                           "Frankfurt(?: am Main| a\\. ?M\\.)?|Wiesbaden|Stuttgart|Leipzig|Wien|Vienna|Zürich|Milano|Roma|"
                           "Madrid|Barcelona|Moscow|Moskva|Москва|Tokyo|Toronto|Washington(?:,? DC)?|Tehran|Princeton|"
                           "Edinburgh|Dordrecht|Heidelberg|Köln|Hamburg|Basingstoke|Aldershot|Cheltenham)$";

static void
check_place(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *publisher = ibid_record_text(rec, IBID_VAR_PUBLISHER), *place = ibid_record_text(rec, IBID_VAR_PUBLISHER_PLACE);
  if (!publisher || !place || !ib_check_match(city, publisher, NULL, NULL) || ib_check_match(city, place, NULL, NULL))
    return;
  IbidFinding *f = ib_check_add(check, "publisher.place-swapped", IBID_SEVERITY_INFO, i, IBID_VAR_PUBLISHER);
  ibid_finding_set_message(f, "place “%s” and publisher “%s” look exchanged", place, publisher);
}

/* Sites: name -> its row of refs/sites.tsv (name, hosts, owner, syndicated). */

static GHashTable *
sites(void)
{
  static GHashTable *index;
  if (g_once_init_enter(&index)) {
    GHashTable *made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const IbTable *table = ib_table("sites.tsv");
    for (guint i = 0; i < table->n_rows; i++)
      g_hash_table_insert(made, ib_text_fold(table->rows[i][0], -1), table->rows[i]);
    g_once_init_leave(&index, made);
  }
  return index;
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
  g_autofree char *joined = g_strdup(folded);
  g_autofree char *plain_host = ib_text_fold(host, -1);
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
  return strstr(host, joined) || (initials->len > 1 && g_strv_contains((const char *const *)labels, initials->str));
}

static gboolean
check_host_of(IbCheck *check, guint i, const char *name, const IbUrl *url)
{
  g_autofree char *folded = ib_text_fold(name, -1);
  char **site = g_hash_table_lookup(sites(), folded);
  if (!site && g_str_has_prefix(folded, "the "))
    site = g_hash_table_lookup(sites(), folded + 4);
  if (!site || g_strv_length(site) < 2 || (g_strv_length(site) > 3 && *site[3]) || is_host_of(site[1], url->host) ||
      names_host(folded, url->host))
    return FALSE;
  IbidFinding *f = ib_check_add(check, "publisher.host", IBID_SEVERITY_WARNING, i, IBID_VAR_URL);
  ibid_finding_set_message(f, "%s publishes at %s, but the address is on %s", name, site[1], ib_url_site(url->host));
  ibid_finding_add_fact(f, "name", name);
  ibid_finding_add_fact(f, "hosts", site[1]);
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
  if (!url || !url->host || ib_url_same_site(url->host, "archive.org") || ib_url_same_site(url->host, "doi.org"))
    return;
  for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
    const char *name = ibid_record_text(rec, names[k]);
    if (name && check_host_of(check, i, name, url))
      return;
  }
  for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++) {
    const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, k);
    if (name->literal && check_host_of(check, i, name->literal, url))
      return;
  }
}

static void
check_record(IbCheck *check, guint i)
{
  check_container(check, i);
  check_place(check, i);
  check_host(check, i);
}

/* Books without a publisher, where the list gives them. */
static void
check_list(IbCheck *check)
{
  guint with = 0, without = 0;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (ibid_record_type(rec) != IBID_TYPE_BOOK)
      continue;
    with += ibid_record_has(rec, IBID_VAR_PUBLISHER);
    without += !ibid_record_has(rec, IBID_VAR_PUBLISHER);
  }
  for (guint i = 0; i < check->records->len && check->is_list && with >= 2 && with >= without; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (ibid_record_type(rec) != IBID_TYPE_BOOK || ibid_record_has(rec, IBID_VAR_PUBLISHER))
      continue;
    IbidFinding *f = ib_check_add(check, "publisher.missing", IBID_SEVERITY_INFO, i, IBID_VAR_PUBLISHER);
    ibid_finding_set_message(f, "no publisher; %u of the %u books in the list have one", with, with + without);
  }
}

const IbRules ib_rules_container = { .name = "container", .record = check_record, .list = check_list };
