/* What stands in front of a page, told by how it is built.
 *
 * Words are never all known; the build hardly differs.  A check of the browser shows a line of text and
 * no links, runs a program, sets a cookie, is not to be indexed and calls the same address again; a
 * consent or log-in page is told where to lead back to.  An error page has menus and a way home. */
#include "config.h"

#include "check/gate.h"

#include <string.h>

#define LOGIN_PAGE 1500   /* bytes of text around a password's field; more is a page with a login in its margin */
#define MENU 12           /* links that make a front page of it */
#define SCRIPT_PAGE 160   /* bytes of text where scripts would write the rest */
#define GATE_PAGE 600     /* ditto, of a check that explains itself */
#define GATE_LINKS 2      /* "what is this?", the maker's name */
#define RENEWED_WITHIN 30 /* seconds */

static gboolean
is_one_of(const char *word, const char *const *list)
{
  for (; *list; list++)
    if (!g_ascii_strcasecmp(word, *list))
      return TRUE;
  return FALSE;
}

/* "/user/login?back=…", "accounts.example.com": the first page asks for the name alone. */
static gboolean
leads_to_login(const IbUrl *cited, const IbUrl *last)
{
  static const char *const names[] = { "login", "signin", "sign-in", "sign_in", "logon",      "log-in", "auth", "sso",
                                       "oauth", "oauth2", "saml",    "saml2",   "shibboleth", "idp",    "cas",  NULL };
  static const char *const hosts[] = { "login", "signin", "sso", "auth", "accounts", "idp", "shibboleth", NULL };
  g_auto(GStrv) parts = g_strsplit(last->path, "/", -1);
  for (char **part = parts; *part; part++) {
    (*part)[strcspn(*part, ".;")] = '\0'; /* "login.aspx" */
    if (is_one_of(*part, names))
      return TRUE;
  }
  g_auto(GStrv) labels = g_strsplit(last->host ? last->host : "", ".", 2);
  return g_strcmp0(cited->host, last->host) && is_one_of(labels[0], hosts);
}

gboolean
ib_gate_asks_password(const IbEvidence *e, gboolean home)
{
  if (e->hops && leads_to_login(e->cited, e->last))
    return TRUE;
  return e->page->has_password && e->page->text->len < LOGIN_PAGE && !(home && e->page->n_links >= MENU);
}

/* VALUE of a query, perhaps escaped twice, names the cited address. */
static gboolean
names_cited(const char *value, const IbUrl *cited)
{
  g_autofree char *once = g_uri_unescape_string(value, NULL);
  g_autofree char *twice = once ? g_uri_unescape_string(once, NULL) : NULL;
  const char *forms[] = { value, once, twice };
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++)
    if (forms[i] && strlen(cited->path) > 1 && strstr(forms[i], cited->path))
      return TRUE;
  return FALSE;
}

gboolean
ib_gate_is_detour(const IbEvidence *e)
{
  static const char *const names[] = {
    "return",   "returnurl",   "return_url",   "returnto",     "return_to",   "back",     "backurl", "next",
    "redirect", "redirecturl", "redirect_url", "redirect_uri", "redirect_to", "continue", "dest",    "destination",
    "target",   "goto",        "service",      "relaystate",   "url",         NULL
  };
  if (!e->hops || !e->last->query || ib_url_same_page(e->cited, e->last))
    return FALSE;
  g_auto(GStrv) parts = g_strsplit_set(e->last->query, "&;", 64);
  for (char **part = parts; *part; part++) {
    char *value = strchr(*part, '=');
    if (!value)
      continue;
    *value++ = '\0';
    if (is_one_of(*part, names) && names_cited(value, e->cited))
      return TRUE;
  }
  return FALSE;
}

gboolean
ib_gate_renews_itself(const IbEvidence *e)
{
  const char *value = ib_fetch_header(e->fetch, "Refresh");
  g_autofree char *target = NULL;
  double seconds;
  if (!value && e->page)
    value = e->page->refresh;
  if (!value)
    return FALSE;
  gboolean elsewhere = ib_page_parse_refresh(value, &seconds, &target);
  if (!(seconds >= 0 && seconds <= RENEWED_WITHIN))
    return FALSE;
  g_autoptr(IbUrl) url = elsewhere ? ib_url_resolve(e->last, target) : NULL;
  return !elsewhere || (url && url->host && ib_url_same_page(url, e->last));
}

gboolean
ib_gate_goes_on(const IbEvidence *e, const IbSigns *signs)
{
  const IbPage *page = e->page;
  if (page->kind != IB_PAGE_HTML || signs->text_len >= GATE_PAGE || page->n_links > GATE_LINKS)
    return FALSE;
  if (ib_gate_renews_itself(e) || (page->n_frames && !page->n_scripts && signs->text_len < SCRIPT_PAGE))
    return TRUE;
  return page->n_scripts && (page->noindex || page->has_hidden_field || ib_fetch_header(e->fetch, "Set-Cookie"));
}

gboolean
ib_gate_is_all_script(const IbPage *page, const IbSigns *signs)
{
  return page->kind == IB_PAGE_HTML && page->n_scripts && signs->text_len < SCRIPT_PAGE && page->n_links < 5;
}
