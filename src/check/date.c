/* date.*: when it was published. */
#include "config.h"

#include "check/date.h"

#include <stdlib.h>
#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "record/date.h"

/* Missing. */

/* What a reference that says nothing about its year would at least not contain.  "Vol. 6 of Works" and
 * "PL 25:" lead to an edition that has one. */
static const char any_year[] =
    "\\b(?:1[4-9]|20)[0-9]{2}|[12][0-9OolI]{3}|(?i:\\b(?:n\\. ?d\\b|s\\. ?a\\.|o\\. ?J\\.|s\\. ?d\\.|"
    "b\\. ?r\\.|forthcoming|in press|in print|to appear|"
    "im Druck|im Erscheinen|à paraître|submitted|under review|in prep|unpublished|unveröffentlicht|"
    "inédit|ohne Jahr|ohne Datum|Jahrgänge|Jahrg\\.|sine anno|"
    "\\bvol\\. [0-9]+ of |\\b(?:PL|PG|CSEL|CCSL|GCS) [0-9]+|these proceedings|this (?:volume|issue|"
    "conference)|arxiv|hep-[a-z]{2}|manuscript|in attesa|\\[no date\\]|no date|undated|sin fecha))|"
    "б\\. ?г\\.|в печати|[\\p{L}]{2}[ -]?['’][0-9]{2}\\b|\\b\\p{Lu}{2,}-?[0-9]{2}\\b|۱۳|۱۴|[٠-٩]{4}|"
    "[۰-۹]{4}|[〇一二三四五六七八九]{4}|(?:明治|大正|昭和|平成|令和|民國|民国)";

/* "Ebenda.", "Vgl. Lang (Anm. 17).", "In Hart, Clement, and Osborne, 212-22": a reference to a
 * reference has no year. */
static const char short_form[] =
    "(?i:\\b(?:ebda?|ebenda|ibid|ibidem|op\\. ?cit|a\\. ?a\\. ?O|anm\\.|fn\\.|supra|loc\\. ?cit|idem|"
    "cit\\.|s\\. ?o\\.)(?:\\b|\\W|$))|et al\\.?,? (?:pages|pp)|\\[[0-9]{1,3}\\], p|"
    "\\.\\.\\.,|\\b[Ii]n \\p{Lu}[\\p{L}’-]+(?:, \\p{Lu}[\\p{L}’-]+)*,? (?:and|und|et|e|y|"
    "&) \\p{Lu}[\\p{L}’-]+, [0-9]+[-–][0-9]+\\.?$";

static gboolean
is_dated_kind(const IbidRecord *rec)
{
  static const IbidType kinds[] = {
    IBID_TYPE_ARTICLE, IBID_TYPE_ARTICLE_JOURNAL, IBID_TYPE_ARTICLE_MAGAZINE, IBID_TYPE_ARTICLE_NEWSPAPER,
    IBID_TYPE_BOOK,    IBID_TYPE_CHAPTER,         IBID_TYPE_PAPER_CONFERENCE, IBID_TYPE_REPORT,
    IBID_TYPE_THESIS
  };
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
    if (kinds[k] == ibid_record_type(rec))
      return TRUE;
  return FALSE;
}

static gboolean
has_date(const IbidRecord *rec)
{
  return ibid_record_has(rec, IBID_VAR_ISSUED) || ibid_record_has(rec, IBID_VAR_STATUS) ||
         ibid_record_has(rec, IBID_VAR_ORIGINAL_DATE) || ibid_record_has(rec, IBID_VAR_EVENT_DATE);
}

static void
blank(char *text, IbidSpan span)
{
  if (span.end <= strlen(text) && span.start < span.end)
    memset(text + span.start, ' ', span.end - span.start);
}

/* Pages are no years: "pp. 1457-80". */
static char *
without_pages(const IbidRecord *rec, const char *printed)
{
  const char *pages = ibid_record_text(rec, IBID_VAR_PAGE);
  char *text = g_strdup(printed);
  if (text && pages && ib_check_match("^[0-9]+ ?[-–] ?[0-9]+$", pages, NULL, NULL))
    blank(text, ibid_record_span(rec, IBID_VAR_PAGE));
  return text;
}

/* Nor are the other numbers, where a year is looked for that no parser takes for one. */
static char *
without_numbers(const IbidRecord *rec, const char *printed)
{
  static const IbidVar numbers[] = { IBID_VAR_PAGE,     IBID_VAR_VOLUME, IBID_VAR_ISSUE,
                                     IBID_VAR_ACCESSED, IBID_VAR_NUMBER, IBID_VAR_ISBN };
  /* "Babson College; 2060:100-106", "Adolescence. 2043;7(1)", "pp. 3-32, 2043" */
  static const char with_year[] =
      "^(?:1[0-4]|20)[0-9]{2}(?:;.*)?$|^[0-9]+[-–][0-9]+, (?:1[0-4]|20)[0-9]{2}$|^(?:1[0-4]|"
      "20)[0-9]{2}, [0-9]+[-–]";
  char *text = g_strdup(printed);
  for (guint k = 0; text && k < G_N_ELEMENTS(numbers); k++) {
    const char *value = ibid_record_text(rec, numbers[k]);
    if (!value || !ib_check_match(with_year, value, NULL, NULL))
      blank(text, ibid_record_span(rec, numbers[k]));
  }
  return text;
}

/* "In Obras, 1: 1095-1200", "In Kern et al. [4], pages 33-46": the book stands elsewhere
 * in the list, with its year.  A journal may stand behind "In:", but hardly behind ". In". */
static gboolean
refers_to_book(const IbidRecord *rec)
{
  return ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE) && !ibid_record_has(rec, IBID_VAR_PUBLISHER) &&
         !ibid_record_has(rec, IBID_VAR_PUBLISHER_PLACE) &&
         ib_printed_before(rec, IBID_VAR_CONTAINER_TITLE, ib_check_is_article(rec) ? "\\. In $" : "\\b[Ii]n:? [“\"]?$");
}

static gboolean
lacks_date(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (has_date(rec))
    return FALSE;
  g_autofree char *text = without_pages(rec, ib_printed(check, i, TRUE));
  if (!text)
    return TRUE;
  return strlen(text) >= 50 && ibid_record_has(rec, IBID_VAR_TITLE) &&
         ibid_record_confidence(rec, IBID_VAR_TITLE) >= .7 && !ib_check_match(any_year, text, NULL, NULL) &&
         !ib_check_match(short_form, text, NULL, NULL) && !refers_to_book(rec);
}

static void
report_missing(IbCheck *check, guint i)
{
  IbidFinding *f = ib_check_add(check, "date.missing", IBID_SEVERITY_WARNING, i, IBID_VAR_ISSUED);
  ibid_finding_set_message(f, "there is neither a year nor “n.d.”");
}

static void
check_missing(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (!ib_check_is_plain(rec) && is_dated_kind(rec) && lacks_date(check, i))
    report_missing(check, i);
}

/* In plain text only where the list gives dates to nearly all; pages, where it gives them to
 * its pages: some styles leave out a date that a page does not show. */
static void
check_missing_list(IbCheck *check)
{
  guint with[2] = { 0 }, without[2] = { 0 };
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    gboolean page = ib_check_is_page(rec) || ibid_record_has(rec, IBID_VAR_URL);
    (has_date(rec) ? with : without)[page]++;
  }
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    gboolean page = ib_check_is_page(rec) || ibid_record_has(rec, IBID_VAR_URL);
    gboolean usual = with[page] >= 3 && with[page] >= (page ? 4 : 5) * without[page];
    if (usual && !ib_check_has(check, i, "date.not-a-year") && (page || ib_check_is_plain(rec)) && lacks_date(check, i))
      report_missing(check, i);
  }
}

/* "20O5", "(19n88)", "(200)": no year stands where the year belongs. */

static char *
as_digits(const char *odd)
{
  char *fixed = g_strdup(odd);
  return g_strdelimit(g_strdelimit(fixed, "Oo", '0'), "Il", '1');
}

static void
report_not_a_year(IbCheck *check, guint i, const char *where, gsize start, gsize end)
{
  g_autofree char *odd = g_strndup(where + start, end - start), *fixed = as_digits(odd);
  IbidFinding *f = ib_check_add(check, "date.not-a-year", IBID_SEVERITY_ERROR, i, IBID_VAR_ISSUED);
  if (ib_check_is_plain(check->records->pdata[i]))
    f->span = (IbidSpan){ start, end };
  ibid_finding_add_fact(f, "printed", odd);
  if (!ib_check_match("^(?:1[4-9]|20)[0-9]{2}$", fixed, NULL, NULL)) {
    ibid_finding_set_message(f, "“%s” is no year", odd);
    return;
  }
  ibid_finding_set_message(f, "“%s” has letters where digits belong; is %s meant?", odd, fixed);
  ibid_finding_set_fix(f, IBID_VAR_ISSUED, odd, fixed, FALSE);
}

/* Right behind the authors. */
static gboolean
find_odd_year(const IbidRecord *rec, const char *text, gsize *start, gsize *end)
{
  static const char odd[] = "^[\\s,.]*\\(\\K(?!(?:1[0-9]|20)[0-9]{2}[a-z]?\\))(?=[0-9A-Za-z]*[0-9]{2}|"
                            "[0-9A-Za-z]*[0-9][0-9A-Za-z][0-9])"
                            "[12Il][0-9A-Za-z]{2,5}(?=\\)[\\s.,:;]*)";
  IbidSpan author = ibid_record_span(rec, IBID_VAR_AUTHOR);
  if (!author.end || author.end > strlen(text) || !ib_check_match(odd, text + author.end, start, end))
    return FALSE;
  *start += author.end;
  *end += author.end;
  return TRUE;
}

static void
check_not_a_year(IbCheck *check, guint i)
{
  static const char letters[] = "(?<![\\p{L}0-9./-])(?:(?:1[89]|20)[0-9OolI]{2}|1[OoIl][0-9OolI]{2}|2[Oo][0-9OolI]{2}|"
                                "[Il]9[0-9OolI]{2})(?<![0-9]{4})(?![\\p{L}0-9-])";
  const IbidRecord *rec = check->records->pdata[i];
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  const char *text = ib_printed(check, i, TRUE), *where = text ? text : issued ? issued->literal : NULL;
  gsize start, end;
  if (!where || (issued && issued->from.year))
    return;
  if (ib_check_match(letters, where, &start, &end) || (text && find_odd_year(rec, text, &start, &end)))
    report_not_a_year(check, i, where, start, end);
}

/* Values. */

/* From October on, journals print next year's date on their covers. */
static gboolean
is_future(const IbCheck *check, const IbidDatePart *part)
{
  if (part->year == check->today.year + 1 && check->today.month >= 10 && part->month <= 2)
    return FALSE;
  return ib_date_part_compare(part, &check->today) > 0;
}

/* A year that no parser takes for one, 2057 or 1210, where nothing else can be the year: neither
 * pages nor volume, nor a word of the title. */
static int
leftover_year(IbCheck *check, guint i, gsize *start, gsize *end)
{
  static const IbidVar others[] = { IBID_VAR_TITLE, IBID_VAR_CONTAINER_TITLE, IBID_VAR_COLLECTION_TITLE,
                                    IBID_VAR_PUBLISHER };
  static const char early[] = "(?<![\\p{L}0-9./:–-])1[0-4][0-9]{2}(?![0-9–:-]|[./][0-9])";
  static const char late[] = "(?<![\\p{L}0-9./:–-])20[3-9][0-9](?![0-9–-]|[./][0-9])";
  const IbidRecord *rec = check->records->pdata[i];
  g_autofree char *text =
      has_date(rec) || !ibid_record_has(rec, IBID_VAR_TITLE) ? NULL : without_numbers(rec, ib_printed(check, i, TRUE));
  for (guint k = 0; text && k < G_N_ELEMENTS(others); k++) {
    const char *value = ibid_record_text(rec, others[k]);
    IbidSpan span = ibid_record_span(rec, others[k]);
    if (k && value && span.end > span.start + 4 && ib_check_match("[\\p{L}.,] ?20[3-9][0-9]$", value, NULL, NULL))
      span.end -= 4; /* "Journal of Research on Rivers 2043, 7 (1)" */
    blank(text, span);
  }
  if (!text || ib_check_match("\\b(?:1[5-9][0-9]{2}|20[0-2][0-9])\\b", text, NULL, NULL) ||
      (!ib_check_match(late, text, start, end) && !ib_check_match(early, text, start, end)))
    return 0;
  return atoi(text + *start);
}

static void
check_leftover(IbCheck *check, guint i)
{
  gsize start, end;
  int year = leftover_year(check, i, &start, &end);
  gboolean future = year > check->today.year + 1;
  if (!future && (year < 1000 || year >= 1450))
    return;
  IbidFinding *f = ib_check_add(check, future ? "date.future" : "date.implausible",
                                future ? IBID_SEVERITY_ERROR : IBID_SEVERITY_INFO, i, IBID_VAR_ISSUED);
  f->span = (IbidSpan){ start, end };
  if (future)
    ibid_finding_set_message(f, "%d is in the future (today is in %d)", year, check->today.year);
  else
    ibid_finding_set_message(f, "%d is before printing", year);
  ibid_finding_add_number(f, "published", year);
}

/* Years of other calendars, with the Gregorian one. */

static const struct {
  const char *languages; /* of the reference: "" is any */
  const char *printed;   /* what its text holds, or NULL */
  const char *name;
  int first, ago;     /* years from FIRST to this many years before (after, if negative) today */
  int ahead;          /* Gregorian year that year 0 would be */
  gboolean straddles; /* its new year is not in January */
} calendars[] = {
  { "fa ps ku tg az", NULL, "Solar Hijri", 1290, 620, 621, TRUE },
  { "", "[\\x{0600}-\\x{06FF}]|(?i:in persian|in farsi|tehran)", "Solar Hijri", 1290, 620, 621, TRUE },
  { "th lo km", NULL, "Buddhist", 2440, -544, -543, FALSE },
  { "", NULL, "Buddhist", 2500, -544, -543, FALSE },
};

/* The Hijri year is eleven days shorter than ours. */
static int
from_hijri(int year)
{
  return (int)(year * 0.970229 + 621.5643);
}

static gboolean
is_language(const IbidRecord *rec, const char *languages)
{
  const char *lang = ibid_record_text(rec, IBID_VAR_LANGUAGE);
  g_autofree char *base = lang ? g_strndup(lang, 2) : NULL;
  return !*languages || (base && strstr(languages, base));
}

static void
report_calendar(IbCheck *check, guint i, int year, const char *calendar, int gregorian, gboolean straddles)
{
  IbidFinding *f = ib_check_add(check, "date.calendar", IBID_SEVERITY_INFO, i, IBID_VAR_ISSUED);
  g_autofree char *shown =
      straddles ? g_strdup_printf("%d/%02d", gregorian, (gregorian + 1) % 100) : g_strdup_printf("%d", gregorian);
  ibid_finding_set_message(f, "%d of the %s calendar is %s", year, calendar, shown);
  ibid_finding_add_fact(f, "calendar", calendar);
  ibid_finding_add_fact(f, "gregorian", shown);
}

static gboolean
check_calendar(IbCheck *check, guint i)
{
  static const char roc[] = "(?:民國|民国|ROC )[0-9]{2,3}";
  const IbidRecord *rec = check->records->pdata[i];
  const char *text = ibid_record_printed(rec);
  gsize start, end;
  int year = ib_check_year(rec);
  for (guint k = 0; year && k < G_N_ELEMENTS(calendars); k++) {
    if (year < calendars[k].first || year > check->today.year - calendars[k].ago ||
        !is_language(rec, calendars[k].languages) ||
        (calendars[k].printed && !ib_check_match(calendars[k].printed, text, NULL, NULL)))
      continue;
    report_calendar(check, i, year, calendars[k].name, year + calendars[k].ahead, calendars[k].straddles);
    return TRUE;
  }
  if (year >= 1300 && from_hijri(year) <= check->today.year && is_language(rec, "ar ur ms")) {
    report_calendar(check, i, year, "Hijri", from_hijri(year), TRUE);
    return TRUE;
  }
  if (ib_check_match(roc, text, &start, &end)) {
    int minguo = atoi(text + start + strcspn(text + start, "0123456789"));
    report_calendar(check, i, minguo, "Minguo (ROC)", minguo + 1911, FALSE);
  }
  return FALSE;
}

static void
check_value(IbCheck *check, guint i)
{
  const IbidDate *date = ibid_record_date(check->records->pdata[i], IBID_VAR_ISSUED);
  IbidFinding *f;
  if (!date || check_calendar(check, i))
    return;
  g_autofree char *shown = ib_date_part_show(&date->from), *impossible = ib_written_date_impossible_day(date);
  if (impossible) {
    f = ib_check_add(check, "date.impossible", IBID_SEVERITY_ERROR, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "there is no such day: %s", impossible);
    ibid_finding_add_fact(f, "printed", impossible);
  } else if (date->from.year && is_future(check, &date->from)) {
    g_autofree char *today = ib_date_part_show(&check->today);
    f = ib_check_add(check, "date.future", IBID_SEVERITY_ERROR, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "%s is in the future (today is %s)", shown, today);
    ibid_finding_add_fact(f, "published", shown);
    ibid_finding_add_fact(f, "today", today);
  } else if (date->from.year > 0 && date->from.year < 1450) {
    f = ib_check_add(check, "date.implausible", IBID_SEVERITY_INFO, i, IBID_VAR_ISSUED);
    ibid_finding_set_message(f, "%s is before printing", shown);
    ibid_finding_add_fact(f, "published", shown);
  }
}

static IbidFinding *
report_ambiguous(IbCheck *check, guint i, IbidVar var, const char *written, const IbidDatePart *day_first,
                 const IbidDatePart *month_first)
{
  g_autofree char *a = ib_date_part_show(day_first), *b = ib_date_part_show(month_first);
  IbidFinding *f = ib_check_add(check, "date.ambiguous", IBID_SEVERITY_WARNING, i, var);
  ibid_finding_set_message(f, "%s can be read as %s or as %s, and the list does not tell", written, a, b);
  ibid_finding_add_fact(f, "printed", written);
  ibid_finding_add_fact(f, "day first", a);
  ibid_finding_add_fact(f, "month first", b);
  return f;
}

/* date.two-digit and date.ambiguous speak of access dates too. */
static void
check_notation(IbCheck *check, guint i, IbidVar var)
{
  static const char ambiguous[] = "^\\s*[0-9]{1,2}([/.-])\\s?[0-9]{1,2}\\1\\s?[0-9]{2,4}\\s*$";
  const IbidDate *date = ibid_record_date(check->records->pdata[i], var);
  const char *written = date ? (date->raw ? date->raw : date->literal) : NULL;
  IbidDatePart day_first, month_first;
  if (!written)
    return;
  if (ib_written_date_two_digit(written)) {
    IbidFinding *f = ib_check_add(check, "date.two-digit", IBID_SEVERITY_WARNING, i, var);
    ibid_finding_set_message(f, "the year of %s has two digits", written);
    ibid_finding_add_fact(f, "printed", written);
  } else if ((date->ambiguous || !date->from.month) && ib_check_match(ambiguous, written, NULL, NULL) &&
             ib_written_date_readings(written, &day_first, &month_first)) {
    report_ambiguous(check, i, var, written, &day_first, &month_first);
  }
}

static void
check_notations(IbCheck *check, guint i)
{
  check_notation(check, i, IBID_VAR_ISSUED);
  check_notation(check, i, IBID_VAR_ACCESSED);
}

/* The place of a field without the day that was taken for its end: "Tagesblatt. Published 31". */
static IbidSpan
without_day(const IbidRecord *rec, IbidVar var)
{
  const char *value = ibid_record_text(rec, var);
  IbidSpan span = ibid_record_span(rec, var);
  gsize start, end;
  if (value && ib_check_match("(?<=[ ,.])[0-9]{1,2}\\.?(?: \\p{L}{3,10})?$", value, &start, &end) &&
      span.end - span.start > end - start)
    span.end -= end - start;
  return span;
}

/* A day that the parser left over: in plain text a field may hold the year alone, as in Chicago's
 * "2018. … September 31, 2018." */
static void
check_leftover_day(IbCheck *check, guint i)
{
  static const char worded[] =
      "\\b(?:[0-9]{1,2}\\.? (?:de )?\\p{L}{3,10}\\.?,? (?:de )?|\\p{L}{3,10}\\.? [0-9]{1,2}, )(?:19|"
      "20)[0-9]{2}\\b";
  const IbidRecord *rec = check->records->pdata[i];
  g_autofree char *text = without_numbers(rec, ib_printed(check, i, TRUE));
  gsize start, end;
  if (!text)
    return;
  blank(text, ibid_record_span(rec, IBID_VAR_TITLE));
  blank(text, without_day(rec, IBID_VAR_CONTAINER_TITLE));
  if (!ib_check_match(worded, text, &start, &end) || ib_check_has(check, i, "date.impossible"))
    return;
  g_autofree char *written = g_strndup(text + start, end - start);
  if (!ib_written_date_impossible(written))
    return;
  gboolean seen = ib_printed_is_accessed_at(ibid_record_printed(rec), start);
  IbidFinding *f = ib_check_add(check, seen ? "accessed.impossible" : "date.impossible", IBID_SEVERITY_ERROR, i,
                                seen ? IBID_VAR_ACCESSED : IBID_VAR_ISSUED);
  f->span = (IbidSpan){ start, end };
  ibid_finding_set_message(f, "there is no such day: %s", written);
  ibid_finding_add_fact(f, "printed", written);
}

/* Numbers with slashes that were not taken for a date, "Published 14/8/14." and "Stadtanzeiger,
 * 2/9/2018": of what stands on the web, outside its title. */
static char *
slashed(IbCheck *check, guint i, const char *pattern, IbidSpan *place)
{
  const IbidRecord *rec = check->records->pdata[i];
  g_autofree char *text = g_strdup(ib_printed(check, i, TRUE));
  if (!text || !(ibid_record_has(rec, IBID_VAR_URL) || ib_check_is_page(rec)))
    return NULL;
  blank(text, ibid_record_span(rec, IBID_VAR_TITLE));
  return ib_check_match(pattern, text, &place->start, &place->end)
             ? g_strndup(text + place->start, place->end - place->start)
             : NULL;
}

static void
check_leftover_two_digit(IbCheck *check, guint i)
{
  static const char pattern[] = "(?<![0-9/.-])[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}(?![0-9/-]|\\.[0-9])";
  IbidSpan place;
  if (ib_check_has(check, i, "date.two-digit"))
    return;
  g_autofree char *written = slashed(check, i, pattern, &place);
  if (!written)
    return;
  IbidFinding *f = ib_check_add(check, "date.two-digit", IBID_SEVERITY_WARNING, i, IBID_VAR_ISSUED);
  f->span = place;
  ibid_finding_set_message(f, "the year of %s has two digits", written);
  ibid_finding_add_fact(f, "printed", written);
}

/* Does some date of the list, of any reference, show which number is the day? */
static gboolean
list_tells_order(IbCheck *check)
{
  static const char proof[] = "(?<![0-9/.-])(?:(?:1[3-9]|2[0-9]|3[01])[/.][0-9]{1,2}|[0-9]{1,2}[/.](?:1[3-9]|2[0-9]|"
                              "3[01]))[/.](?:19|20)?[0-9]{2}(?![0-9/-])";
  for (guint i = 0; i < check->records->len; i++)
    if (ib_check_match(proof, ib_printed(check, i, TRUE), NULL, NULL))
      return TRUE;
  return FALSE;
}

static void
check_leftover_ambiguous(IbCheck *check)
{
  static const char pattern[] = "(?<![0-9/.-])[0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9]{2}(?![0-9/-]|\\.[0-9])";
  IbidDatePart day_first, month_first;
  gboolean asked = FALSE;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidDate *issued = ibid_record_date(check->records->pdata[i], IBID_VAR_ISSUED);
    IbidSpan place, seen = ibid_record_span(check->records->pdata[i], IBID_VAR_ACCESSED);
    g_autofree char *written = issued && issued->from.month ? NULL : slashed(check, i, pattern, &place);
    if (!written || ib_check_has(check, i, "date.ambiguous") || (place.start >= seen.start && place.end <= seen.end) ||
        !ib_written_date_readings(written, &day_first, &month_first))
      continue;
    if (!asked && list_tells_order(check))
      return;
    asked = TRUE;
    report_ambiguous(check, i, IBID_VAR_ISSUED, written, &day_first, &month_first)->span = place;
  }
}

/* The years of a web page and of a path like /2018/12/25/.  Uploads and archives keep other
 * dates than the page's. */
static void
check_url_year(IbCheck *check, guint i)
{
  static const char dated[] =
      "/(?:19|20)[0-9]{2}/(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?=/|$)";
  static const char kept[] = "(?i)/(?:[a-z-]*uploads?|files?|archives?|web|media|assets|documents?|docs|sites|images|"
                             "content)/|\\.pdf\\b";
  const IbidRecord *rec = check->records->pdata[i];
  const char *url = ibid_record_text(rec, IBID_VAR_URL);
  int year = ib_check_year(rec);
  gsize start, end;
  if (!url || !year || ib_check_is_article(rec) || !ib_check_match(dated, url, &start, &end) ||
      ib_check_match(kept, url, NULL, NULL))
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
 * date is in no other field and no access date. */
static void
check_two_dates(IbCheck *check, guint i)
{
  static const IbidVar elsewhere[] = { IBID_VAR_TITLE, IBID_VAR_ACCESSED, IBID_VAR_CONTAINER_TITLE,
                                       IBID_VAR_EVENT_TITLE, IBID_VAR_URL };
  const IbidRecord *rec = check->records->pdata[i];
  IbidDatePart found;
  gsize start, end;
  int year = ib_check_year(rec);
  if (!year || !ib_check_is_page(rec) || ib_check_has(check, i, "date.url-year") || ib_check_looks_merged(rec))
    return;
  g_autofree char *text = g_strdup(ib_printed(check, i, TRUE));
  for (guint k = 0; text && k < G_N_ELEMENTS(elsewhere); k++)
    blank(text, ibid_record_span(rec, elsewhere[k]));
  if (!text || !ib_written_date_find(text, &found, &start, &end) || found.year == year ||
      ib_printed_is_accessed_at(ibid_record_printed(rec), start))
    return;
  g_autofree char *full = g_strndup(text + start, end - start);
  IbidFinding *f = ib_check_add(check, "date.two-dates", IBID_SEVERITY_WARNING, i, IBID_VAR_ISSUED);
  f->span = (IbidSpan){ start, end };
  ibid_finding_set_message(f, "the year is %d, but the full date is %s", year, full);
  ibid_finding_add_number(f, "year", year);
  ibid_finding_add_fact(f, "date", full);
}

const IbRule ib_rules_date[] = {
  { "date.missing", check_missing, check_missing_list },
  { "date.not-a-year", check_not_a_year, NULL },
  { "date.calendar date.impossible date.future date.implausible", check_value, NULL },
  { "date.future date.implausible", check_leftover, NULL },
  { "date.two-digit date.ambiguous", check_notations, NULL },
  { "date.impossible accessed.impossible", check_leftover_day, NULL },
  { "date.two-digit", check_leftover_two_digit, NULL },
  { "date.ambiguous", NULL, check_leftover_ambiguous },
  { "date.url-year", check_url_year, NULL },
  { "date.two-dates", check_two_dates, NULL },
  { NULL, NULL, NULL },
};
