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

gboolean
ib_bib_date(const char *value, IbidDate *date)
{
  g_autofree char *bare = g_strstrip(g_strdup(value));
  if (read_unspecified(bare, date) || ib_date_from_edtf(bare, date)) /* before "1984~" is LaTeX's tie */
    return TRUE;
  g_autofree char *text = plain(value);
  g_autoptr(GString) range = g_string_new(text);
  g_string_replace(range, "–", "/", 0); /* "2004--2006" */
  if (ib_date_from_edtf(range->str, date) ||
      (ib_date_from_loose(text, strlen(text), date) && (date->from.year || date->to.year)))
    return TRUE;
  ibid_date_clear(date);
  *date = (IbidDate){ .literal = g_strdup(text) };
  return *text != '\0';
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
  if (!read.from.month || !read.to.month || read.to.year != read.from.year || read.from.day || read.to.day)
    return FALSE;
  issued->from = read.from;
  issued->to = read.to;
  return TRUE;
}

static void
add_month(const IbBibEntry *entry, const char *month, IbidRecord *rec, IbidDate *issued)
{
  g_autofree char *text = plain(month);
  const char *day = ib_bib_value(entry, "day");
  if (read_span(text, issued))
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
