/* Dates of .bib files (biblatex manual, 2.3.8; btxdoc). */
#include "config.h"

#include "import/bibtex_date.h"

#include <stdlib.h>
#include <string.h>

#include "import/latex.h"
#include "parse/dates.h"
#include "record/date.h"
#include "record/date_loose.h"
#include "util/text.h"

static char *
plain(const char *value)
{
  return ib_latex_decode(value, strlen(value), IB_LATEX_PLAIN);
}

/* "199X", "19XX", and "199u" before 2017: any year of ten, of a hundred. */
static gboolean
read_unspecified(const char *s, IbidDate *date)
{
  gsize known = strspn(s, "0123456789"), open = strspn(s + known, "XxUu");
  if (strlen(s) != 4 || known + open != 4 || open < 1 || open > 2)
    return FALSE;
  int width = open == 1 ? 10 : 100, first = atoi(s) * width;
  *date = (IbidDate){ .from.year = MAX(first, 1), .to.year = first + width - 1 };
  return TRUE;
}

/* "1998/99", "2001--02": two years; "2001/11" may be a month. */
static gboolean
read_two_years(const char *s, IbidDate *date)
{
  gsize gap = strlen(s) > 4 ? strspn(s + 4, "/-") : 0;
  if (strspn(s, "0123456789") != 4 || gap < 1 || gap > 2 || strlen(s) != 6 + gap || strspn(s + 4 + gap, "0123456789") != 2)
    return FALSE;
  int first = atoi(s), last = first - first % 100 + atoi(s + 4 + gap);
  if (last <= first || (last > first + 1 && last % 100 <= 12))
    return FALSE;
  *date = (IbidDate){ .from.year = first, .to.year = last };
  return TRUE;
}

/* "3.6.2018": who writes points writes the day first. */
static gboolean
read_pointed(const char *text, IbidDate *date)
{
  gsize day = strspn(text, "0123456789");
  gsize month = text[day] == '.' ? strspn(text + day + 1, "0123456789") : 0;
  IbDateReading reading = { 0 };
  if (!day || day > 2 || !month || month > 2 || text[day + 1 + month] != '.' || strlen(text) != day + month + 6)
    return FALSE;
  gboolean found = ib_date_read(text, strlen(text), IB_ORDER_DAY_FIRST, &reading) && reading.date.from.day;
  if (found)
    *date = reading.date;
  else
    ibid_date_clear(&reading.date);
  return found;
}

gboolean
ib_bib_date(const char *value, IbidDate *date)
{
  g_autofree char *bare = g_strstrip(g_strdup(value));
  if (read_unspecified(bare, date) || ib_date_from_edtf(bare, date) || read_two_years(bare, date)) /* before "1984~" is LaTeX's tie */
    return TRUE;
  g_autofree char *text = plain(value);
  g_autoptr(GString) range = g_string_new(text);
  g_string_replace(range, "–", "/", 0); /* "2004--2006" */
  if (ib_date_from_edtf(range->str, date) || read_pointed(text, date) ||
      (ib_date_from_loose(text, strlen(text), date) && (date->from.year || date->to.year)))
    return TRUE;
  ibid_date_clear(date);
  *date = (IbidDate){ .literal = g_strdup(text) };
  return *text != '\0';
}

/* Days of one month: "21-25 jun", "June 21--25". */
static gboolean
read_days(const char *text, IbidDate *issued)
{
  const char *digit = text + strcspn(text, "0123456789"), *word = text;
  char *p;
  long first = strtol(digit, &p, 10);
  gsize gap = strspn(p, "- ") + (g_str_has_prefix(p, "–") ? strlen("–") : 0);
  long last = gap ? strtol(p + gap, &p, 10) : 0;
  while (*word && !g_ascii_isalpha(*word))
    word++;
  guint month = ib_month_from_name(word, strcspn(word, " .,~0123456789"), NULL);
  IbidDatePart from = { .year = issued->from.year, .month = month, .day = (guint)CLAMP(first, 0, 32) }, to = from;
  to.day = (guint)CLAMP(last, 0, 32);
  if (!month || first < 1 || last <= first || p[strspn(p, "0123456789")] == '/' || !ib_date_part_valid(&from) || !ib_date_part_valid(&to))
    return FALSE;
  issued->from = from;
  issued->to = to;
  return TRUE;
}

/* "FAL": the seasons of the Web of Science. */
static guint
season_of(const char *text)
{
  static const char *const seasons[] = { "SPR", "SUM", "FAL", "WIN" };
  for (guint i = 0; i < G_N_ELEMENTS(seasons); i++)
    if (!g_ascii_strcasecmp(text, seasons[i]))
      return i + 1;
  return 0;
}

/* "mar", "3", "March", "mar # {~10}" -> month, and a day behind it. */
static void
read_month(const char *text, IbidDatePart *part)
{
  char *p;
  int number = (int)strtol(text, &p, 10);
  if (number >= 1 && number <= 12 && !*p) {
    part->month = number;
    return;
  }
  gsize n = 0;
  const char *word = text;
  while (*word && !g_unichar_isalpha(g_utf8_get_char(word)))
    word = g_utf8_next_char(word);
  while (word[n] && g_unichar_isalpha(g_utf8_get_char(word + n)))
    n = g_utf8_next_char(word + n) - word;
  part->month = ib_month_from_name(word, n, NULL);
  int day = number ? number : (int)strtol(word + n + strcspn(word + n, "0123456789"), NULL, 10);
  if (part->month && day >= 1 && day <= 31 && !strpbrk(word + n, "-/"))
    part->day = day;
}

/* "Spring", "mar--apr", "jan/feb": a season or two months of that year. */
static gboolean
read_span(const char *text, IbidDate *issued)
{
  g_autofree char *whole = g_strdup_printf("%d %s", issued->from.year, text);
  g_auto(IbidDate) read = { 0 };
  g_autoptr(GString) range = g_string_new(whole);
  g_string_replace(range, "–", "-", 0);
  if (!ib_date_from_loose(range->str, range->len, &read) || read.from.year != issued->from.year)
    return FALSE;
  if (read.from.season && !read.to.year) {
    issued->from.season = read.from.season;
    return TRUE;
  }
  if (!read.from.month || !read.to.month || read.to.month < read.from.month || read.to.year != read.from.year || read.from.day || read.to.day)
    return FALSE;
  issued->from = read.from;
  issued->to = read.to;
  return TRUE;
}

/* "dec/jan": which of the two years is told does not show. */
static gboolean
is_turn_of_year(const char *text)
{
  g_autofree char *low = g_ascii_strdown(text, -1);
  const char *first = strstr(low, "dec"), *second = first ? strpbrk(first, "/-") : NULL;
  return second && g_str_has_prefix(second + strspn(second, "/- "), "jan");
}

static void
add_month(const IbBibEntry *entry, const char *month, IbidRecord *rec, IbidDate *issued)
{
  g_autofree char *text = plain(month);
  const char *day = ib_bib_value(entry, "day");
  if (read_days(text, issued) || read_span(text, issued))
    return;
  if (is_turn_of_year(text)) {
    ibid_record_add_extra(rec, "month", text);
    return;
  }
  issued->from.season = season_of(text);
  if (issued->from.season)
    return;
  read_month(text, &issued->from);
  if (day && issued->from.month && atoi(day) >= 1 && atoi(day) <= 31)
    issued->from.day = atoi(day);
  if (!ib_date_part_valid(&issued->from))
    issued->from.day = 0;
  if (!issued->from.month)
    ibid_record_add_extra(rec, "month", text);
}

void
ib_bib_issued(const IbBibEntry *entry, IbidRecord *rec)
{
  const char *date = ib_bib_value(entry, "date"), *year = ib_bib_value(entry, "year");
  const char *month = ib_bib_value(entry, "month");
  g_auto(IbidDate) issued = { 0 };
  if (ibid_record_has(rec, IBID_VAR_ISSUED))
    return;
  if (!(date && *date && ib_bib_date(date, &issued))) {
    if (!year || !ib_bib_date(year, &issued))
      return;
    if (strspn(year, "0123456789") == 4 && g_ascii_islower(year[4]) && !year[5]) /* "2001a" */
      ibid_record_set_text(rec, IBID_VAR_YEAR_SUFFIX, year + 4);
    if (month && issued.from.year && !issued.from.month && !issued.to.year)
      add_month(entry, month, rec, &issued);
  }
  ibid_record_set_date(rec, IBID_VAR_ISSUED, &issued);
}

void
ib_bib_accessed(const char *text, IbidRecord *rec)
{
  IbAccessedSpan span;
  gsize len = strlen(text);
  IbDateReading reading = { 0 };
  if (ibid_record_has(rec, IBID_VAR_ACCESSED) || !ib_accessed_find(text, len, 0, &span) || !span.lang)
    return;
  if (ib_date_read(text + span.date_start, span.date_end - span.date_start, IB_ORDER_UNKNOWN, &reading))
    ibid_record_set_date(rec, IBID_VAR_ACCESSED, &reading.date);
  ibid_date_clear(&reading.date);
}
