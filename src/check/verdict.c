/* The verdict on a URL.
 *
 * Order matters.  A page that has the cited title is there, whatever words it contains: a changelog
 * says "has been removed", an article is about error 404.  Only then come walls (cannot tell),
 * then signs of an error page (dead), then what is built like a wall, then "something else is there" (cannot tell).
 * "Dead" needs an answer that says so; everything that may be our own trouble is "unknown". */
#include "config.h"

#include "check/verdict.h"

#include <string.h>

#include "check/gate.h"
#include "check/phrases.h"
#include "util/text.h"

#define EMPTY_PAGE 3   /* folded bytes of visible text */
#define HALF_PAGE 160  /* bytes of text that are worth having of half an answer */
#define SAME_TEXT 0.9  /* share of words that makes two pages one */
#define COMPARED 16384 /* folded bytes of a page and its neighbour */

static void set(IbJudgement *j, IbidVerdict verdict, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
set(IbJudgement *j, IbidVerdict verdict, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_free(j->reason);
  j->reason = g_strdup_vprintf(format, args);
  va_end(args);
  j->verdict = verdict;
}

/* What ended without an answer, or with half of one. */
static const struct {
  IbFetchOutcome outcome;
  IbidVerdict verdict;
  gboolean transient;
} failures[] = {
  { IB_FETCH_UNSAFE, IBID_VERDICT_UNSAFE, FALSE },
  { IB_FETCH_NO_HOST, IBID_VERDICT_DEAD, FALSE },
  { IB_FETCH_NO_RESOLVER, IBID_VERDICT_SERVER_ERROR, TRUE },
  { IB_FETCH_NO_ROUTE, IBID_VERDICT_TIMEOUT, TRUE },
  { IB_FETCH_REFUSED, IBID_VERDICT_DEAD, TRUE },
  { IB_FETCH_NO_CONNECT, IBID_VERDICT_TIMEOUT, TRUE },
  { IB_FETCH_TIMEOUT, IBID_VERDICT_TIMEOUT, TRUE },
  { IB_FETCH_RESET, IBID_VERDICT_SERVER_ERROR, TRUE },
  { IB_FETCH_EMPTY, IBID_VERDICT_PROTOCOL, TRUE },
  { IB_FETCH_TLS, IBID_VERDICT_TLS, FALSE },
  { IB_FETCH_PARTIAL, IBID_VERDICT_SERVER_ERROR, TRUE },
  { IB_FETCH_ENCODING, IBID_VERDICT_PROTOCOL, TRUE },
  { IB_FETCH_BROKEN, IBID_VERDICT_PROTOCOL, FALSE },
  { IB_FETCH_OTHER, IBID_VERDICT_SERVER_ERROR, FALSE },
};

/* Statuses that say all by themselves; the rest by their hundred. */
static const struct {
  int status;
  IbidVerdict verdict;
  const char *words;
} statuses[] = {
  { 401, IBID_VERDICT_LOGIN, "asks for a password" },
  { 402, IBID_VERDICT_BLOCKED, "asks for payment" },
  { 403, IBID_VERDICT_BLOCKED, "refuses robots" },
  { 404, IBID_VERDICT_DEAD, "not found" },
  { 407, IBID_VERDICT_LOGIN, "a proxy asks for a password" },
  { 408, IBID_VERDICT_TIMEOUT, "the server gave up waiting" },
  { 410, IBID_VERDICT_DEAD, "gone" },
  { 412, IBID_VERDICT_BLOCKED, "refuses robots" },
  { 418, IBID_VERDICT_BLOCKED, "refuses robots" },
  { 425, IBID_VERDICT_SERVER_ERROR, "too early" },
  { 429, IBID_VERDICT_BLOCKED, "too many requests" },
  { 451, IBID_VERDICT_LEGAL, "withheld for legal reasons" },
  { 999, IBID_VERDICT_BLOCKED, "refuses robots" },
};

/* "404" is said in the first line: that its page came in half changes nothing. */
static gboolean
is_settled(const IbFetch *fetch)
{
  return fetch->headed && fetch->status >= 400 && fetch->status < 500 && fetch->status != 408 && fetch->status != 425 &&
         fetch->status != 429;
}

gboolean
ib_verdict_is_transient(const IbFetch *fetch)
{
  for (guint i = 0; i < G_N_ELEMENTS(failures); i++)
    if (failures[i].outcome == fetch->outcome)
      return failures[i].transient && !is_settled(fetch);
  return fetch->status == 408 || fetch->status == 425 || fetch->status == 429 ||
         (fetch->status >= 500 && fetch->status < 600);
}

static void
judge_failure(const IbEvidence *e, IbJudgement *j)
{
  const IbFetch *fetch = e->fetch;
  for (guint i = 0; i < G_N_ELEMENTS(failures); i++)
    if (failures[i].outcome == fetch->outcome)
      set(j, failures[i].verdict, "%s", fetch->error ? fetch->error : "no answer");
}

static void
judge_status(const IbEvidence *e, IbJudgement *j)
{
  int status = e->fetch->status;
  for (guint i = 0; i < G_N_ELEMENTS(statuses); i++)
    if (statuses[i].status == status) {
      set(j, statuses[i].verdict, "%s (status %d)", statuses[i].words, status);
      return;
    }
  if (status >= 500 && status < 600)
    set(j, IBID_VERDICT_SERVER_ERROR, "the server fails (status %d)", status);
  else if (status >= 400 && status < 500)
    set(j, IBID_VERDICT_BLOCKED, "refuses the request (status %d)", status);
  else if (status >= 300 && status < 400)
    set(j, IBID_VERDICT_PROTOCOL, "redirects to nowhere (status %d)", status);
  else
    set(j, IBID_VERDICT_PROTOCOL, "status %d, which is none of HTTP's", status);
}

/* Sent to the front page, or to a folder above the cited page. */
static gboolean
is_sent_home(const IbEvidence *e)
{
  if (!e->hops || ib_url_is_home(e->cited) || !e->last->host)
    return FALSE;
  if (ib_url_is_home(e->last))
    return TRUE;
  gsize n = strlen(e->last->path);
  while (n && e->last->path[n - 1] == '/')
    n--;
  return n && !e->last->query && strlen(e->cited->path) > n + 1 && e->cited->path[n] == '/' &&
         !strncmp(e->cited->path, e->last->path, n) && ib_url_same_site(e->cited->host, e->last->host);
}

static gboolean
is_same_text(const char *a, const char *b)
{
  return a && b && (g_str_equal(a, b) || ib_text_similarity(a, b) >= SAME_TEXT);
}

/* "No page border-union.html here": the address is told back, and differs where all else is one. */
char *
ib_verdict_without_slug(const char *text, gssize len, const IbUrl *url)
{
  g_autofree char *plain = g_uri_unescape_string(url->path, NULL);
  g_autofree char *path = g_strdup(plain ? plain : url->path);
  gsize n = strlen(path);
  while (n && path[n - 1] == '/')
    path[--n] = '\0';
  const char *slash = strrchr(path, '/');
  g_autofree char *slug = ib_text_fold(slash ? slash + 1 : path, -1);
  g_autoptr(GString) folded = g_string_new(NULL);
  g_autofree char *all = ib_text_fold(text, len);
  g_string_assign(folded, all);
  if (strlen(slug) >= 3)
    g_string_replace(folded, slug, "", 0);
  g_string_truncate(folded, MIN(folded->len, COMPARED));
  return g_strdup(folded->str);
}

/* Does the site show the same to an address that cannot exist? */
static gboolean
is_like_neighbour(const IbEvidence *e)
{
  const IbNeighbour *n = e->neighbour;
  if (!n || !n->done || n->status < 200 || n->status > 299)
    return FALSE;
  g_autofree char *last = ib_url_to_string(e->last, FALSE);
  if (e->hops && n->final_url && g_str_equal(last, n->final_url))
    return TRUE;
  g_autofree char *title = ib_verdict_without_slug(e->page->title ? e->page->title : "", -1, e->cited);
  if (g_strcmp0(title, n->title))
    return FALSE;
  g_autofree char *text = ib_verdict_without_slug(e->page->text->str, (gssize)e->page->text->len, e->cited);
  return is_same_text(text, n->text);
}

/* TRUE when words or headers tell that a wall stands before the page. */
static gboolean
judge_wall(const IbSigns *signs, IbJudgement *j)
{
  static const char *const words[IBID_N_VERDICTS] = { [IBID_VERDICT_BLOCKED] = "refuses robots",
                                                      [IBID_VERDICT_LOGIN] = "asks for a password",
                                                      [IBID_VERDICT_LEGAL] = "withheld",
                                                      [IBID_VERDICT_SCRIPT] = "shows nothing without scripts" };
  const char *name = NULL;
  IbidVerdict wall = ib_signs_wall(signs, &name);
  if (wall)
    set(j, wall, "%s (%s)", words[wall] ? words[wall] : "cannot be read", name);
  return wall != IBID_VERDICT_NONE;
}

/* TRUE when words tell that the page is an error page, whatever its status says. */
static gboolean
judge_error_words(const IbEvidence *e, IbTitleMatch match, const IbSigns *signs, IbJudgement *j)
{
  const char *sign = ib_signs_parked(signs, e->cited->host, e->last->host);
  if (sign) {
    set(j, IBID_VERDICT_PARKED, "the domain is parked or for sale (\"%s\")", sign);
    return TRUE;
  }
  sign = ib_signs_error(signs);
  if (sign)
    set(j, IBID_VERDICT_SOFT_404, "an error page with status %d (\"%s\")", e->fetch->status, sign);
  else if (match == IB_TITLE_TOLD_BACK)
    set(j, IBID_VERDICT_SOFT_404, "an error page or a search that tells the title back");
  return sign || match == IB_TITLE_TOLD_BACK;
}

/* TRUE when the build of the page or the way to it tells that something stands before the cited one. */
static gboolean
judge_gate(const IbEvidence *e, const IbSigns *signs, IbJudgement *j)
{
  if (ib_gate_asks_password(e, is_sent_home(e)))
    set(j, IBID_VERDICT_LOGIN, "asks for a password");
  else if (ib_gate_is_detour(e))
    set(j, IBID_VERDICT_BLOCKED, "sent to a page that would lead back here");
  else if (ib_gate_goes_on(e, signs))
    set(j, IBID_VERDICT_BLOCKED, "a page that goes on by itself: a browser check");
  else
    return FALSE;
  return TRUE;
}

/* TRUE when the site shows that the cited page is not there: its front page instead, or what it shows for
 * any address. */
static gboolean
judge_instead(const IbEvidence *e, const IbSigns *signs, IbJudgement *j)
{
  if (is_sent_home(e)) {
    set(j, IBID_VERDICT_HOMEPAGE, "sent to the %s page", ib_url_is_home(e->last) ? "home" : "section");
    return TRUE;
  }
  /* Pages that scripts would fill look alike before they are filled. */
  if (ib_url_is_home(e->cited) || ib_gate_is_all_script(e->page, signs) || !is_like_neighbour(e))
    return FALSE;
  const char *hint = ib_signs_hint(signs);
  if (hint)
    set(j, IBID_VERDICT_BLOCKED, "one page for all addresses, which may want something first (\"%s\")", hint);
  else
    set(j, ib_url_is_home(e->last) ? IBID_VERDICT_HOMEPAGE : IBID_VERDICT_SOFT_404,
        "the site shows the same page for addresses that do not exist");
  return TRUE;
}

static gboolean
is_cut_short(const IbEvidence *e)
{
  return e->fetch->outcome != IB_FETCH_DONE;
}

/* Permanently moved to an address worth citing. */
static gboolean
is_moved(const IbEvidence *e)
{
  return e->hops && e->all_permanent && !e->is_doi && !e->set_cookies && !ib_url_is_home(e->cited) &&
         !ib_url_is_home(e->last);
}

/* The page is there: how? */
static void
judge_alive(const IbEvidence *e, const char *fragment, IbJudgement *j)
{
  const IbFetch *fetch = e->fetch;
  gboolean whole = e->page && e->page->kind == IB_PAGE_HTML && !fetch->cut && fetch->body;
  if (is_cut_short(e))
    set(j, IBID_VERDICT_DEGRADED, "cut short: %s", fetch->error ? fetch->error : "less came than promised");
  else if (e->page && e->page->is_paywalled)
    set(j, IBID_VERDICT_DEGRADED, "behind a paywall");
  else if (e->credentials)
    set(j, IBID_VERDICT_DEGRADED, "the address holds credentials");
  else if (fragment && whole && !ib_page_has_fragment(fetch->body->data, fetch->body->len, fragment))
    set(j, IBID_VERDICT_DEGRADED, "no place \"#%s\" on the page", fragment);
  else if (e->failed_before)
    set(j, IBID_VERDICT_FLAKY, "there, after another attempt");
  else if (!e->hops || ib_url_same_page(e->cited, e->last))
    set(j, IBID_VERDICT_OK, "the page is there");
  else if (is_moved(e))
    set(j, IBID_VERDICT_MOVED, "moved for good");
  else
    set(j, IBID_VERDICT_REDIRECTED, "there, through a redirect");
}

/* A page that does not have the cited title, and is no wall and no error page. */
static void
judge_other(const IbEvidence *e, const IbCited *cited, const char *fragment, IbTitleMatch match, const IbSigns *signs,
            IbJudgement *j)
{
  gboolean comparable = e->page && (e->page->kind == IB_PAGE_HTML || e->page->kind == IB_PAGE_TEXT ||
                                    (e->page->kind == IB_PAGE_PDF && e->page->titles->len));
  j->want_neighbour =
      comparable && e->page->kind != IB_PAGE_PDF && !ib_url_is_home(e->cited) && !(e->neighbour && e->neighbour->done);
  if (e->page && ib_gate_is_all_script(e->page, signs))
    set(j, IBID_VERDICT_SCRIPT, "shows nothing without scripts");
  else if (!comparable || !cited->titles->len)
    judge_alive(e, fragment, j);
  else if (cited->translated && ib_title_other_script(e->page->text->str))
    judge_alive(e, fragment, j); /* the cited title is a translation */
  else if (e->page->kind == IB_PAGE_PDF && e->page->n_meta_titles && !e->hops)
    judge_alive(e, fragment, j); /* titles in PDFs are often those of a template */
  else if (is_cut_short(e))
    judge_failure(e, j);
  else if (match == IB_TITLE_DOUBTED)
    set(j, IBID_VERDICT_DRIFTED, "a page is there, which seems to tell the cited title back and hardly says more");
  else
    set(j, IBID_VERDICT_DRIFTED, "a page is there, but nothing on it resembles the cited title");
}

/* What programs write for nothing. */
static gboolean
is_nothing(const char *text)
{
  static const char *const words[] = { " null ", " undefined ", " none ", " nil ", " false " };
  for (guint i = 0; text && i < G_N_ELEMENTS(words); i++)
    if (g_str_equal(text, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_empty(const IbEvidence *e, const IbSigns *signs)
{
  if (!e->fetch->body || !e->fetch->body->len || is_nothing(signs->text))
    return TRUE;
  if (!e->page || signs->text_len >= EMPTY_PAGE)
    return FALSE;
  return e->page->kind == IB_PAGE_TEXT || /* "{}" */
         (e->page->kind == IB_PAGE_HTML && !e->page->titles->len && !e->page->n_scripts && !e->page->n_frames &&
          !e->page->refresh && !strstr(signs->source, "<img"));
}

/* Half an answer that can't be compared with a title, but is no trifle. */
static gboolean
is_worth_having(const IbEvidence *e, const IbCited *cited, const IbSigns *signs)
{
  if (e->page->kind == IB_PAGE_PDF || e->page->kind == IB_PAGE_OTHER)
    return e->fetch->body->len > 512;
  return !cited->titles->len && signs->text_len > HALF_PAGE;
}

/* A body with status 200, or what came of it. */
static void
judge_page(const IbEvidence *e, const IbCited *cited, const char *fragment, IbJudgement *j)
{
  IbTitleMatch match = e->page ? ib_title_match(cited, e->page) : IB_TITLE_NONE;
  IbSigns signs;

  /* A front page has headlines, the cited one perhaps among them. */
  if (match == IB_TITLE_FOUND && is_sent_home(e) && !ib_title_is_own(cited, e->page))
    match = IB_TITLE_IN_TEXT;
  j->title_found = match == IB_TITLE_FOUND || match == IB_TITLE_IN_TEXT;
  if (match == IB_TITLE_FOUND) {
    judge_alive(e, fragment, j);
    return;
  }
  ib_signs_init(&signs, e->fetch, e->page, e->hops > 0 && !ib_url_same_page(e->cited, e->last));
  /* In running text: a page with a cookie banner over it, or an error page that lists what is read most. */
  if (match == IB_TITLE_IN_TEXT && !is_sent_home(e) && !ib_signs_title_tells(&signs))
    judge_alive(e, fragment, j);
  else if (judge_wall(&signs, j))
    ; /* cannot tell */
  else if (is_cut_short(e) && !j->title_found && !is_worth_having(e, cited, &signs))
    judge_failure(e, j);
  else if (is_empty(e, &signs))
    set(j, IBID_VERDICT_SOFT_404, "an empty page");
  else if (!judge_error_words(e, match, &signs, j) && !(e->page && judge_gate(e, &signs, j)) &&
           !judge_instead(e, &signs, j))
    judge_other(e, cited, fragment, match, &signs, j);
  ib_signs_clear(&signs);
}

/* A wall may stand before any status: challenge pages come with 403, 503 and 404 too. */
static void
judge_refusal(const IbEvidence *e, IbJudgement *j)
{
  IbSigns signs;
  int status = e->fetch->status;
  gboolean gone = status == 404 || status == 410;
  ib_signs_init(&signs, e->fetch, e->page, e->hops > 0);
  /* Only a challenge speaks against "not found": its page may ask to log in, or for cookies, like any other. */
  gboolean wall = judge_wall(&signs, j);
  if (!wall && e->page && ib_gate_asks_password(e, FALSE)) {
    set(j, IBID_VERDICT_LOGIN, "asks for a password");
    wall = TRUE;
  }
  if (status == 451 || status == 401 || !wall ||
      (gone &&
       (j->verdict != IBID_VERDICT_BLOCKED || strstr(j->reason, "(a cookie") || strstr(j->reason, "(a consent"))))
    judge_status(e, j);
  ib_signs_clear(&signs);
}

void
ib_verdict_judge(const IbEvidence *e, const IbCited *cited, const char *fragment, IbJudgement *j)
{
  int status = e->fetch->status;
  gboolean half = e->fetch->outcome == IB_FETCH_PARTIAL || e->fetch->outcome == IB_FETCH_TIMEOUT ||
                  e->fetch->outcome == IB_FETCH_ENCODING;
  gboolean enough = is_settled(e->fetch) || (half && status >= 200 && status < 300 && e->page);
  memset(j, 0, sizeof *j);
  if (e->looped)
    set(j, IBID_VERDICT_LOOP, "redirects without end (%u)", e->hops);
  else if (!ib_url_is_web(e->last))
    set(j, IBID_VERDICT_UNSAFE, "not fetched: leads to \"%s:\"", e->last->scheme);
  else if (e->fetch->outcome != IB_FETCH_DONE && !enough)
    judge_failure(e, j);
  else if (status >= 200 && status < 300)
    judge_page(e, cited, fragment, j);
  else
    judge_refusal(e, j);
}
