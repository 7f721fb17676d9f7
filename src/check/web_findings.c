/* Verdicts -> findings, each with what was asked and answered. */
#include "config.h"

#include <string.h>

#include "check/archive.h"
#include "check/rules.h"
#include "check/title.h"
#include "check/web.h"
#include "net/url.h"
#include "record/check_json.h"
#include "record/date.h"
#include "util/text.h"

#define NEAR 90       /* days from the access date that a copy still shows what was read */
#define GRACE 1       /* days, for time zones */
#define SMALL_WORD 3  /* "of", "the", "für" */
#define YEAR_GRACE 31 /* days around a turn of the year */

/* What each verdict raises; the others raise nothing. */
static const struct {
  IbidVerdict verdict;
  const char *rule;
  IbidSeverity severity;
  const char *words;
} rules[] = {
  { IBID_VERDICT_DEAD, "url.dead", IBID_SEVERITY_ERROR, "the cited page is gone" },
  { IBID_VERDICT_LOOP, "url.dead", IBID_SEVERITY_ERROR, "the cited page redirects without end" },
  { IBID_VERDICT_PROTOCOL, "url.dead", IBID_SEVERITY_ERROR, "no answer that a browser would show" },
  { IBID_VERDICT_SOFT_404, "url.soft-404", IBID_SEVERITY_ERROR, "an error page stands in place of the cited page" },
  { IBID_VERDICT_HOMEPAGE, "url.soft-404", IBID_SEVERITY_ERROR, "the cited page is gone" },
  { IBID_VERDICT_PARKED, "url.soft-404", IBID_SEVERITY_ERROR, "the site is gone" },
  { IBID_VERDICT_MOVED, "url.moved", IBID_SEVERITY_WARNING, "the cited page has moved for good" },
  { IBID_VERDICT_DEGRADED, "url.degraded", IBID_SEVERITY_INFO, "the cited page is there, but not as cited" },
  { IBID_VERDICT_BLOCKED, "url.blocked", IBID_SEVERITY_INFO, "cannot be determined: the site refuses robots" },
  { IBID_VERDICT_LOGIN, "url.blocked", IBID_SEVERITY_INFO, "cannot be determined: the site asks for a password" },
  { IBID_VERDICT_LEGAL, "url.blocked", IBID_SEVERITY_INFO, "cannot be determined: withheld by law or region" },
  { IBID_VERDICT_SCRIPT, "url.blocked", IBID_SEVERITY_INFO, "cannot be determined: nothing is shown without scripts" },
  { IBID_VERDICT_TLS, "url.unreachable", IBID_SEVERITY_INFO, "cannot be determined: the certificate is not valid" },
  { IBID_VERDICT_SERVER_ERROR, "url.unreachable", IBID_SEVERITY_INFO, "cannot be determined today: the server fails" },
  { IBID_VERDICT_TIMEOUT, "url.unreachable", IBID_SEVERITY_INFO, "cannot be determined today: no answer in time" },
  { IBID_VERDICT_UNSAFE, "url.unsafe", IBID_SEVERITY_WARNING, "was not fetched" },
  { IBID_VERDICT_DRIFTED, "page.title", IBID_SEVERITY_WARNING, "nothing on the page resembles the cited title" },
};

static void
add_evidence(IbidFinding *f, const IbidUrlCheck *u)
{
  g_autofree char *time = ib_time_to_text(u->checked);
  gboolean asked = u->verdict != IBID_VERDICT_UNSAFE;
  ibid_finding_add_fact(f, "method", asked ? "GET" : NULL);
  ibid_finding_add_fact(f, "url", u->url);
  ibid_finding_add_fact(f, "final", u->final_url);
  if (u->status)
    ibid_finding_add_number(f, "status", u->status);
  ibid_finding_add_fact(f, "verdict", ibid_verdict_name(u->verdict));
  ibid_finding_add_fact(f, "reason", u->reason);
  ibid_finding_add_fact(f, "title", u->title);
  ibid_finding_add_fact(f, "checked", time);
  ibid_finding_add_number(f, "attempts", u->attempts);
}

static char *
day_text(const IbidDatePart *part)
{
  IbidDate date = { .from = *part };
  char *text = ib_date_to_edtf(&date);
  return text ? text : g_strdup("");
}

static void
add_archive_fix(IbidFinding *f, const IbidRecord *rec, const IbidUrlCheck *u)
{
  g_autofree char *day = day_text(&u->archive.date);
  ibid_finding_add_fact(f, "archived", day);
  if (u->archive.days != G_MAXINT)
    ibid_finding_add_number(f, "archived-days", u->archive.days);
  ibid_finding_set_fix(f, IBID_VAR_URL, ibid_record_text(rec, IBID_VAR_URL), u->archive.url, FALSE);
}

static char *
archive_words(const IbidUrlCheck *u)
{
  g_autofree char *day = u->archive.url ? day_text(&u->archive.date) : NULL;
  if (!u->archive.url)
    return g_strdup(u->archive.absent ? "; no archived copy is known" : "");
  if (u->archive.days == G_MAXINT)
    return g_strdup_printf("; there is an archived copy of %s", day);
  int away = ABS(u->archive.days);
  return g_strdup_printf("; there is an archived copy of %s, %d day%s %s the access date", day, away,
                         away == 1 ? "" : "s", u->archive.days < 0 ? "before" : "after");
}

static void
find_verdict(IbCheck *check, guint i, const IbidRecord *rec, const IbidUrlCheck *u)
{
  for (guint k = 0; k < G_N_ELEMENTS(rules); k++) {
    if (rules[k].verdict != u->verdict)
      continue;
    IbidFinding *f = ib_check_add(check, rules[k].rule, rules[k].severity, i, IBID_VAR_URL);
    g_autofree char *archive = archive_words(u);
    gboolean moved = u->verdict == IBID_VERDICT_MOVED;
    gboolean drifted = u->verdict == IBID_VERDICT_DRIFTED;
    if (drifted)
      ibid_finding_set_message(f, "nothing on the page resembles \"%s\"; it calls itself \"%s\"%s",
                               ibid_record_text(rec, IBID_VAR_TITLE), u->title ? u->title : "", archive);
    else
      ibid_finding_set_message(f, "%s: %s (%s)%s", rules[k].words, moved ? u->final_url : u->url,
                               u->reason ? u->reason : "", archive);
    add_evidence(f, u);
    if (moved)
      ibid_finding_set_fix(f, IBID_VAR_URL, ibid_record_text(rec, IBID_VAR_URL), u->final_url, u->title_found);
    else if (u->archive.url && rules[k].severity != IBID_SEVERITY_INFO)
      add_archive_fix(f, rec, u);
    return;
  }
}

static void
find_doi(IbCheck *check, guint i, const IbidRecord *rec, const IbidUrlCheck *u)
{
  gboolean field = ibid_record_has(rec, IBID_VAR_DOI);
  IbidFinding *f = ib_check_add(check, "doi.unregistered", IBID_SEVERITY_ERROR, i, field ? IBID_VAR_DOI : IBID_VAR_URL);
  const char *doi = field ? ibid_record_text(rec, IBID_VAR_DOI) : u->url;
  g_autofree char *time = ib_time_to_text(u->checked);
  ibid_finding_set_message(f, "the DOI service does not know %s", doi);
  ibid_finding_add_fact(f, "doi", doi);
  ibid_finding_add_fact(f, "asked", "handle service");
  ibid_finding_add_fact(f, "checked", time);
}

/* ---- the page's own dates ---- */

static gboolean
is_article(const IbidRecord *rec)
{
  IbidType type = ibid_record_type(rec);
  return type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_BOOK || type == IBID_TYPE_CHAPTER ||
         type == IBID_TYPE_PAPER_CONFERENCE || type == IBID_TYPE_REPORT || type == IBID_TYPE_THESIS;
}

/* Articles come online first and in print next year; a day or two around New Year is a time zone
 * or a late edition. */
static gboolean
years_disagree(const IbidRecord *rec, int cited, const IbidDatePart *page)
{
  int apart = ABS(page->year - cited);
  if (apart <= (is_article(rec) ? 1 : 0))
    return FALSE;
  if (apart > 1 || !page->month || !page->day)
    return TRUE;
  IbidDatePart turn = { .year = MAX(page->year, cited), .month = 1, .day = 1 };
  return ABS(ib_date_part_days(page) - ib_date_part_days(&turn)) > YEAR_GRACE;
}

static void
find_published(IbCheck *check, guint i, const IbidRecord *rec, const IbidUrlCheck *u)
{
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  if (!issued || issued->from.year <= 0 || issued->to.year || issued->circa || !u->published.from.year ||
      !years_disagree(rec, issued->from.year, &u->published.from))
    return;
  /* A new edition of a page keeps the address: its year of change is the cited one. */
  if (u->modified.from.year == issued->from.year)
    return;
  g_autofree char *day = day_text(&u->published.from);
  IbidFinding *f = ib_check_add(check, "page.published", IBID_SEVERITY_WARNING, i, IBID_VAR_ISSUED);
  ibid_finding_set_message(f, "cited as of %d, the page says it was published %s", issued->from.year, day);
  ibid_finding_add_number(f, "cited-year", issued->from.year);
  ibid_finding_add_fact(f, "page-date", day);
  add_evidence(f, u);
}

/* Days from the access date to the page's date, where both are days. */
static gboolean
days_after(const IbidDate *accessed, const IbidDatePart *page, int *days)
{
  if (!accessed || accessed->ambiguous || !accessed->from.day || !page->day)
    return FALSE;
  *days = ib_archive_distance(&accessed->from, page);
  return *days > GRACE;
}

static void
find_changed(IbCheck *check, guint i, const IbidRecord *rec, const IbidUrlCheck *u)
{
  const IbidDate *accessed = ibid_record_date(rec, IBID_VAR_ACCESSED);
  int days;
  gboolean published = days_after(accessed, &u->published.from, &days);
  if (!published && !days_after(accessed, &u->modified.from, &days))
    return;
  const IbidDatePart *part = published ? &u->published.from : &u->modified.from;
  g_autofree char *page = day_text(part), *read = day_text(&accessed->from);
  IbidFinding *f =
      ib_check_add(check, "page.changed", published ? IBID_SEVERITY_WARNING : IBID_SEVERITY_INFO, i, IBID_VAR_ACCESSED);
  ibid_finding_set_message(f, "read on %s, but the page was %s on %s, %d days later", read,
                           published ? "published" : "changed", page, days);
  ibid_finding_add_fact(f, "accessed", read);
  ibid_finding_add_fact(f, "page-date", page);
  add_evidence(f, u);
}

/* ---- the page's own names ---- */

static gboolean
has_word(const char *folded, const char *name)
{
  g_autofree char *word = name ? ib_text_fold(name, -1) : NULL;
  return !word || !*word || strstr(folded, word) != NULL;
}

static void
find_author(IbCheck *check, guint i, const IbidRecord *rec, const IbidUrlCheck *u)
{
  guint n = ibid_record_n_names(rec, IBID_VAR_AUTHOR);
  if (!u->author || !n || strlen(u->author) < 4)
    return;
  g_autofree char *folded = ib_text_fold(u->author, -1);
  const IbidName *first = ibid_record_name(rec, IBID_VAR_AUTHOR, 0);
  /* A page whose author is its site or an account says nothing about a person. */
  if (!first->family || !strchr(folded, ' ') || (u->site && has_word(folded, u->site)) ||
      ib_check_is_word("generic", u->author))
    return;
  if (ib_title_other_script(u->author) != ib_title_other_script(first->family)) /* "Иванов" and Ivanov */
    return;
  for (guint k = 0; k < n; k++) {
    const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, k);
    if (has_word(folded, name->family ? name->family : name->literal))
      return;
  }
  IbidFinding *f = ib_check_add(check, "page.author", IBID_SEVERITY_INFO, i, IBID_VAR_AUTHOR);
  ibid_finding_set_message(f, "cited as by %s, the page names %s", first->family, u->author);
  ibid_finding_add_fact(f, "page-author", u->author);
  add_evidence(f, u);
}

/* "j phys chem" for "journal of physical chemistry", or, with MOST 1, "pnas" for "proceedings of the
 * national academy of sciences": so many letters a word, in order; small words may be left out. */
static gboolean
is_short_for(const char *brief, const char *whole, gsize most)
{
  g_auto(GStrv) words = g_strsplit(whole, " ", -1);
  const char *p = brief;
  for (char **w = words; *w; w++) {
    gsize n = 0;
    while (n < most && p[n] && p[n] != ' ' && (*w)[n] == p[n])
      n++;
    if (!n && strlen(*w) > SMALL_WORD)
      return FALSE;
    p += n;
    p += *p == ' ';
  }
  return !*p && strlen(brief) >= 2;
}

static gboolean
is_abbreviation(const char *a, const char *b)
{
  return is_short_for(a, b, G_MAXSIZE) || is_short_for(b, a, G_MAXSIZE) || is_short_for(a, b, 1) ||
         is_short_for(b, a, 1);
}

static void
find_site(IbCheck *check, guint i, const IbidRecord *rec, const IbidUrlCheck *u)
{
  const char *container = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  if (!container || !u->site || ibid_record_type(rec) == IBID_TYPE_CHAPTER)
    return;
  g_autofree char *cited = ib_text_fold(container, -1), *found = ib_text_fold(u->site, -1);
  g_autofree char *squeezed = g_strdup(cited);
  g_autoptr(IbUrl) url = ib_url_parse(u->final_url ? u->final_url : u->url);
  gsize n = 0;
  for (const char *p = cited; *p; p++)
    if (*p != ' ')
      squeezed[n++] = *p;
  squeezed[n] = '\0';
  gboolean in_host = url && url->host && n >= 3 && strstr(url->host, squeezed);
  if (in_host || !*found || strstr(found, cited) || strstr(cited, found) || ib_text_similarity(cited, found) > 0.3 ||
      is_abbreviation(cited, found) || ib_title_other_script(container) != ib_title_other_script(u->site))
    return;
  IbidFinding *f = ib_check_add(check, "page.site", IBID_SEVERITY_INFO, i, IBID_VAR_CONTAINER_TITLE);
  ibid_finding_set_message(f, "cited as from \"%s\", the page says \"%s\"", container, u->site);
  ibid_finding_add_fact(f, "page-site", u->site);
  add_evidence(f, u);
}

/* ---- archives ---- */

static void
find_archive(IbCheck *check, guint i, const IbidRecord *rec, const IbidUrlCheck *u)
{
  const IbidDate *accessed = ibid_record_date(rec, IBID_VAR_ACCESSED);
  gboolean dated = accessed && accessed->from.year && !accessed->ambiguous;
  gboolean near = u->archive.url && (u->archive.days == G_MAXINT || ABS(u->archive.days) <= NEAR);
  gboolean offered = g_str_equal(ibid_verdict_class(u->verdict), "dead") || u->verdict == IBID_VERDICT_DRIFTED;
  if (near && !offered) {
    g_autofree char *words = archive_words(u);
    IbidFinding *f = ib_check_add(check, "url.archive", IBID_SEVERITY_INFO, i, IBID_VAR_URL);
    ibid_finding_set_message(f, "%s", words + 2);
    ibid_finding_add_fact(f, "changed-since", u->archive.changed ? "yes" : NULL);
    add_archive_fix(f, rec, u);
  }
  if (!dated || near || !(u->archive.absent || u->archive.url))
    return;
  g_autofree char *read = day_text(&accessed->from);
  IbidFinding *f = ib_check_add(check, "accessed.no-snapshot", IBID_SEVERITY_INFO, i, IBID_VAR_ACCESSED);
  if (u->archive.url)
    ibid_finding_set_message(f, "no archived copy near %s; the nearest is %d days away", read, ABS(u->archive.days));
  else
    ibid_finding_set_message(f, "no archived copy near %s: the archive has none", read);
  ibid_finding_add_fact(f, "accessed", read);
  ibid_finding_add_fact(f, "nearest", u->archive.url);
}

static void
find_all(IbCheck *check, guint i, const IbidRecord *rec, const IbidUrlCheck *u)
{
  gboolean alive = g_str_equal(ibid_verdict_class(u->verdict), "alive");
  if (u->doi_unknown)
    find_doi(check, i, rec, u);
  if (!u->cited)
    return;
  g_autoptr(IbUrl) url = ib_url_parse(u->url);
  gboolean doi_url = url && url->host && (g_str_equal(url->host, "doi.org") || g_str_has_suffix(url->host, ".doi.org"));
  if (!(u->doi_unknown && doi_url)) /* one cause, one finding */
    find_verdict(check, i, rec, u);
  if (alive && u->title_found) {
    find_published(check, i, rec, u);
    find_changed(check, i, rec, u);
    find_author(check, i, rec, u);
    find_site(check, i, rec, u);
  }
  find_archive(check, i, rec, u);
}

void
ib_check_web_findings(IbCheck *check, GPtrArray *urls)
{
  for (guint i = 0; i < check->records->len && i < urls->len; i++)
    if (urls->pdata[i])
      find_all(check, i, check->records->pdata[i], urls->pdata[i]);
}

void
ib_check_run_incomplete(IbCheck *check, const IbWebOutcome *outcome)
{
  if (!outcome->unasked || !outcome->unasked->len)
    return;
  IbidFinding *f = ibid_finding_new("run.incomplete", IBID_SEVERITY_WARNING, G_MAXUINT, IBID_VAR_NONE);
  ibid_finding_set_message(f, "not all could be asked: %s", outcome->unasked->str);
  ibid_finding_add_fact(f, "why", outcome->unasked->str);
  g_ptr_array_add(check->findings, f);
}
