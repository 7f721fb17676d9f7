/* date.*: when it was published. */
#include "config.h"

#include "check/date.h"

#include <stdlib.h>
#include <string.h>

#include "check/rules.h"
#include "record/date.h"

/* What a reference that says nothing about its year would at least not contain. */
static const char any_year[] = "\\b(?:1[4-9]|20)[0-9]{2}\\b|(?i)\\b(?:n\\. ?d\\.|s\\. ?a\\.|o\\. ?J\\.|s\\. ?d\\.|forthcoming|in press|"
                               "im Druck|im Erscheinen|à paraître|submitted|under review|ohne Jahr)|б\\. ?г\\.";

/* "Ebenda.", "Vgl. Luif (Anm. 17).": a reference to a reference has no year. */
static gboolean
is_short_citation(const IbidRecord *rec, const char *text)
{
  return strlen(text) < 60 || !ibid_record_has(rec, IBID_VAR_TITLE) || ibid_record_confidence(rec, IBID_VAR_TITLE) < .7 ||
         ib_check_match("(?i)\\b(?:ebda?|ebenda|ibid|ibidem|op\\. ?cit|a\\. ?a\\. ?O|anm\\.|fn\\.|supra|loc\\. ?cit|idem)\\b", text, NULL, NULL);
}

static void
check_missing(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (ibid_record_has(rec, IBID_VAR_ISSUED) || ibid_record_has(rec, IBID_VAR_STATUS) ||
      ibid_record_has(rec, IBID_VAR_ORIGINAL_DATE))
    return;
  g_autofree char *text = ib_check_masked(check, i, FALSE);
  if (text && (is_short_citation(rec, text) || ib_check_match(any_year, text, NULL, NULL) || ib_check_match("[12][0-9OolI]{3}", text, NULL, NULL)))
    return;
  IbidFinding *f = ib_check_add(check, "date.missing", IBID_SEVERITY_WARNING, i, IBID_VAR_ISSUED);
  ibid_finding_set_message(f, "there is neither a year nor “n.d.”");
}

/* "20O5": letters among the digits of a year. */
static void
check_not_a_year(IbCheck *check, guint i)
{
  static const char odd_year[] = "(?<![\\p{L}0-9])(?:1[89]|20|1[OoIl]|2[Oo]|[Il]9)(?=[0-9]*[OolI])[0-9OolI]{2}(?![\\p{L}0-9])";
  const IbidRecord *rec = check->records->pdata[i];
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  g_autofree char *text = ib_check_masked(check, i, TRUE);
  const char *where = text ? text : issued ? issued->literal : NULL;
  gsize start, end;
  if ((issued && issued->from.year) || !ib_check_match(odd_year, where, &start, &end))
    return;
  g_autofree char *odd = g_strndup(where + start, end - start);
  g_autofree char *fixed = g_strdup(odd);
  g_strdelimit(g_strdelimit(fixed, "Oo", '0'), "Il", '1');
  IbidFinding *f = ib_check_add(check, "date.not-a-year", IBID_SEVERITY_ERROR, i, IBID_VAR_ISSUED);
  if (text)
    f->span = (IbidSpan){ start, end };
  ibid_finding_set_message(f, "“%s” has letters where digits belong; %s?", odd, fixed);
  ibid_finding_set_fix(f, IBID_VAR_ISSUED, odd, fixed, FALSE);
}

/* From October on, journals print next year's date on their covers. */
static gboolean
is_future(const IbCheck *check, const IbidDatePart *part)
{
  if (part->year == check->today.year + 1 && check->today.month >= 10 && part->month <= 2)
    return FALSE;
  return ib_date_part_compare(part, &check->today) > 0;
}

static void
check_value(IbCheck *check, guint i, const IbidDate *date)
{
  const char *written = date->raw ? date->raw : date->literal;
  g_autofree char *shown = ib_date_part_show(&date->from);
  IbidFinding *f;
  if (written && ib_written_date_impossible(written)) {
    f = ib_check_add(check, "date.impossible", IBID_SEVERITY_ERROR, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "there is no such day: %s", written);
  } else if (date->from.year && is_future(check, &date->from)) {
    g_autofree char *today = ib_date_part_show(&check->today);
    f = ib_check_add(check, "date.future", IBID_SEVERITY_ERROR, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "%s is in the future (today is %s)", shown, today);
    ibid_finding_add_fact(f, "today", today);
  } else if (date->from.year > 0 && date->from.year < 1450) {
    f = ib_check_add(check, "date.implausible", IBID_SEVERITY_INFO, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "%s is before printing", shown);
  }
}

/* date.two-digit and date.ambiguous speak of access dates too. */
static void
check_notation(IbCheck *check, guint i, IbidVar var)
{
  const IbidDate *date = ibid_record_date(check->records->pdata[i], var);
  const char *written = date ? (date->raw ? date->raw : date->literal) : NULL;
  if (!written)
    return;
  if (ib_written_date_two_digit(written)) {
    IbidFinding *f = ib_check_add(check, "date.two-digit", IBID_SEVERITY_WARNING, i, var);
    ibid_finding_set_message(f, "the year of %s has two digits", written);
  } else if (date->ambiguous) {
    IbidFinding *f = ib_check_add(check, "date.ambiguous", IBID_SEVERITY_WARNING, i, var);
    ibid_finding_set_message(f, "%s can be read day first or month first, and the list does not tell", written);
    ibid_finding_add_fact(f, "printed", written);
  }
}

/* The years of a web page and of a path like /2018/12/25/.  Uploads and archives keep other
 * dates than the page's. */
static void
check_url_year(IbCheck *check, guint i)
{
  static const char dated[] = "/(?:19|20)[0-9]{2}/(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?=/|$)";
  const IbidRecord *rec = check->records->pdata[i];
  const char *url = ibid_record_text(rec, IBID_VAR_URL);
  int year = ib_check_year(rec);
  gsize start, end;
  if (!url || !year || ib_check_is_article(rec) || !ib_check_match(dated, url, &start, &end) ||
      ib_check_match("(?i)/(?:[a-z-]*uploads?|files?|archives?|web|media|assets|documents?|sites)/|\\.pdf\\b", url, NULL, NULL))
    return;
  int cited = atoi(url + start + 1);
  if (cited == year)
    return;
  g_autofree char *path = g_strndup(url + start, end - start);
  IbidFinding *f = ib_check_add(check, "date.url-year", IBID_SEVERITY_WARNING, i, IBID_VAR_ISSUED);
  ibid_finding_set_message(f, "the year is %d, but the address says %s/", year, path);
  ibid_finding_add_number(f, "year", year);
  ibid_finding_add_fact(f, "path", path);
}

/* "(2019) … 25 December 2018": only of pages and papers of a day, and only where the full
 * date is in no other field. */
static void
check_two_dates(IbCheck *check, guint i)
{
  static const IbidVar elsewhere[] = { IBID_VAR_TITLE, IBID_VAR_ACCESSED, IBID_VAR_CONTAINER_TITLE, IBID_VAR_EVENT_TITLE,
                                       IBID_VAR_URL };
  const IbidRecord *rec = check->records->pdata[i];
  IbidType type = ibid_record_type(rec);
  IbidDatePart found;
  gsize start, end;
  int year = ib_check_year(rec);
  g_autofree char *text = ib_check_masked(check, i, TRUE);
  if (!text || !year ||
      (type != IBID_TYPE_WEBPAGE && type != IBID_TYPE_ARTICLE_NEWSPAPER && type != IBID_TYPE_ARTICLE_MAGAZINE &&
       type != IBID_TYPE_POST_WEBLOG))
    return;
  for (guint k = 0; k < G_N_ELEMENTS(elsewhere); k++) {
    IbidSpan span = ibid_record_span(rec, elsewhere[k]);
    if (span.end <= strlen(text) && span.start < span.end)
      memset(text + span.start, ' ', span.end - span.start);
  }
  /* An access phrase that nothing was made of speaks of another date. */
  if (!ib_written_date_find(text, &found, &start, &end) || found.year == year ||
      (!ibid_record_has(rec, IBID_VAR_ACCESSED) && ibid_record_has(rec, IBID_VAR_URL)))
    return;
  g_autofree char *full = g_strndup(text + start, end - start);
  IbidFinding *f = ib_check_add(check, "date.two-dates", IBID_SEVERITY_WARNING, i, IBID_VAR_ISSUED);
  f->span = (IbidSpan){ start, end };
  ibid_finding_set_message(f, "the year is %d, but the full date is %s", year, full);
}

/* Years of other calendars, with the Gregorian one. */
static void
check_calendar(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *lang = ibid_record_text(rec, IBID_VAR_LANGUAGE);
  int year = ib_check_year(rec);
  IbidFinding *f;
  if (lang && g_str_has_prefix(lang, "fa") && year >= 1300 && year <= check->today.year - 620) {
    f = ib_check_add(check, "date.calendar", IBID_SEVERITY_INFO, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "%d of the Solar Hijri calendar is %d/%02d", year, year + 621, (year + 622) % 100);
  } else if (year >= 2460 && year <= check->today.year + 544) {
    f = ib_check_add(check, "date.calendar", IBID_SEVERITY_INFO, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "%d of the Buddhist calendar is %d", year, year - 543);
  }
}

static void
check_record(IbCheck *check, guint i)
{
  const IbidDate *issued = ibid_record_date(check->records->pdata[i], IBID_VAR_ISSUED);
  gsize before = check->findings->len;
  check_calendar(check, i);
  if (issued && check->findings->len == before)
    check_value(check, i, issued);
  check_missing(check, i);
  check_not_a_year(check, i);
  check_notation(check, i, IBID_VAR_ISSUED);
  check_notation(check, i, IBID_VAR_ACCESSED);
  check_url_year(check, i);
  check_two_dates(check, i);
}

const IbRules ib_rules_date = { .name = "date", .record = check_record };
