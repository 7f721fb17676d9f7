/* Dates as pages write them.
 *
 * The formats of the meta elements that Highwire, Dublin Core, OpenGraph, schema.org and HTTP
 * (RFC 9110, 5.6.7) prescribe, and the loose English ones that people type in their place. */
#include "config.h"

#include <string.h>

#include "check/page.h"
#include "record/date.h"

static guint
month_of(const char *s, gsize len)
{
  static const char *const names[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec" };
  for (guint i = 0; len >= 3 && i < G_N_ELEMENTS(names); i++)
    if (!g_ascii_strncasecmp(s, names[i], 3))
      return i + 1;
  return 0;
}

/* Digits at S: their number and value. */
static gsize
read_number(const char *s, guint *value)
{
  gsize n = 0;
  for (*value = 0; n < 9 && g_ascii_isdigit(s[n]); n++)
    *value = *value * 10 + (guint)(s[n] - '0');
  return n;
}

static gboolean
settle(guint year, guint month, guint day, IbidDatePart *part)
{
  IbidDatePart found = { .year = (int)year, .month = (guint8)MIN(month, 99), .day = (guint8)MIN(day, 99) };
  if (year < 1400 || year > 2200)
    return FALSE;
  if (!month || month > 12)
    found.month = found.day = 0;
  if (!ib_date_part_valid(&found))
    found.day = 0;
  *part = found;
  return TRUE;
}

/* "2020-07-16T…", "2020/07/16", "2020.7.16", "20200716", "2020-07", "2020". */
static gboolean
year_first(const char *s, IbidDatePart *part)
{
  guint year, month = 0, day = 0;
  gsize n = read_number(s, &year);
  if (n == 8)
    return settle(year / 10000, year / 100 % 100, year % 100, part);
  if (n != 4)
    return FALSE;
  s += n;
  if (*s && strchr("-/.", *s) && read_number(s + 1, &month)) {
    s += 1 + read_number(s + 1, &month);
    if (*s && strchr("-/.", *s))
      read_number(s + 1, &day);
  }
  return settle(year, month, day, part);
}

/* Words in any order: a month's name, a day of one or two digits, a year of four. */
static gboolean
in_words(const char *s, IbidDatePart *part)
{
  guint year = 0, month = 0, day = 0, n_words = 0;
  while (*s && n_words++ < 8) {
    s += strcspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    guint value;
    gsize n = read_number(s, &value);
    if (n == 4 && !year)
      year = value;
    else if (n && n <= 2 && !day && !(s[n] == ':'))
      day = value;
    if (!n)
      while (g_ascii_isalpha(s[n]))
        n++;
    if (!month && g_ascii_isalpha(*s))
      month = month_of(s, n);
    s += n;
  }
  return month && settle(year, month, day, part);
}

gboolean
ib_page_parse_date(const char *s, IbidDatePart *part)
{
  s += strspn(s, " \t\r\n");
  return year_first(s, part) || in_words(s, part);
}

/* Where clocks begin: what a site shows that has no date. */
static gboolean
is_unset(const IbidDatePart *part)
{
  return part->month == 1 && part->day == 1 && (part->year == 1970 || part->year == 1900);
}

void
ib_page_note_published(IbPageBuilder *b, const char *date, guint rank)
{
  IbidDatePart part;
  if (!date || (b->published_rank && b->published_rank <= rank) || !ib_page_parse_date(date, &part) || is_unset(&part))
    return;
  b->published_rank = rank;
  b->page->published.from = part;
}

void
ib_page_note_modified(IbPageBuilder *b, const char *date, guint rank)
{
  IbidDatePart part;
  if (!date || (b->modified_rank && b->modified_rank <= rank) || !ib_page_parse_date(date, &part))
    return;
  b->modified_rank = rank;
  b->page->modified.from = part;
}
