/* Dates as they are written in a reference. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "check/date.h"
#include "check/rules.h"
#include "record/date.h"

/* The numbers in S, at most MAX of them, and the month named in it (0 for none). */
static guint
scan(const char *s, int numbers[], guint max, guint *month)
{
  guint n = 0;
  *month = 0;
  while (*s) {
    if (g_ascii_isdigit(*s)) {
      char *end;
      glong value = strtol(s, &end, 10);
      if (n < max)
        numbers[n] = end - s > 4 ? -1 : (int)value;
      n++;
      s = end;
    } else if (g_unichar_isalpha(g_utf8_get_char(s))) {
      const char *start = s;
      while (*s && (g_unichar_isalpha(g_utf8_get_char(s)) || *s == '.'))
        s = g_utf8_next_char(s);
      guint named = ib_month_from_name(start, s - start, NULL);
      *month = named ? named : *month;
    } else {
      s = g_utf8_next_char(s);
    }
  }
  return n;
}

static gboolean
no_such_day(int year, int month, int day)
{
  return month < 1 || month > 12 || day < 1 || day > (int)ib_days_in_month(year, month);
}

/* Nothing but a date: "09/2013 2013" and "1893) 40-58" are none. */
static gboolean
is_numeric_date(const char *s)
{
  return ib_check_match(
      "^\\s*(?:[0-9]{1,2}([/.-])\\s?[0-9]{1,2}\\1\\s?[0-9]{4}|[0-9]{4}([/.-])[0-9]{1,2}\\2[0-9]{1,2}/?|"
      "[0-9]{4}[年년]\\s?[0-9]{1,2}[月월]\\s?[0-9]{1,2}[日일])\\s*$",
      s, NULL, NULL);
}

static gboolean
is_worded_date(const char *s)
{
  return ib_check_match("^\\s*(?:\\p{L}+,? )?(?:[0-9]{1,2}(?:st|nd|rd|th|er|º|ª)?\\.?(?: de| of|"
                        "[ -])?[ -]?\\p{L}{3,12}\\.?,?(?: de| del|[ -])?[ -]?[0-9]{4}(?: ?(?:г|р|r|m)\\.?)?|"
                        "\\p{L}{3,12}\\.?[ -][0-9]{1,2}(?:st|nd|rd|th)?,?[ -][0-9]{4}|"
                        "[0-9]{4}\\.?,?[ -]\\p{L}{3,12}\\.?[ -][0-9]{1,2}\\.?)\\s*$",
                        s, NULL, NULL);
}

gboolean
ib_written_date_impossible(const char *s)
{
  int n[3];
  guint month, count = scan(s, n, 3, &month);
  if (month && count == 2 && is_worded_date(s)) /* 31 April 2018; 2018 is the year, 31 may be */
    return n[1] > 99 ? no_such_day(n[1], month, n[0]) : no_such_day(n[0], month, n[1]);
  if (month || count != 3 || !is_numeric_date(s))
    return FALSE;
  if (n[0] > 99)
    return no_such_day(n[0], n[1], n[2]);
  return no_such_day(n[2], n[1], n[0]) && no_such_day(n[2], n[0], n[1]);
}

char *
ib_written_date_impossible_day(const IbidDate *date)
{
  const char *written = date->raw ? date->raw : date->literal;
  const IbidDatePart *part = &date->from;
  if (written)
    return ib_written_date_impossible(written) ? g_strdup(written) : NULL;
  if (!part->year || !part->month || !part->day || ib_date_part_valid(part))
    return NULL;
  return g_strdup_printf("%04d-%02d-%02d", part->year, part->month, part->day);
}

gboolean
ib_written_date_readings(const char *s, IbidDatePart *day_first, IbidDatePart *month_first)
{
  int n[3];
  guint month;
  if (scan(s, n, 3, &month) != 3 || month || n[0] > 12 || n[1] > 12 || n[2] < 0)
    return FALSE;
  *day_first = (IbidDatePart){ .year = n[2], .month = n[1], .day = n[0] };
  *month_first = (IbidDatePart){ .year = n[2], .month = n[0], .day = n[1] };
  return n[0] != n[1] && ib_date_part_valid(day_first) && ib_date_part_valid(month_first);
}

gboolean
ib_written_date_two_digit(const char *s)
{
  return ib_check_match("^\\s*[0-9]{1,2}([/.-])\\s?[0-9]{1,2}\\1\\s?[0-9]{2}\\s*$|"
                        "^\\s*[0-9]{1,2}[ -]\\p{L}{3,9}\\.?[ -]['’]?[0-9]{2}\\s*$",
                        s, NULL, NULL);
}

gboolean
ib_written_date_find(const char *s, IbidDatePart *part, gsize *start, gsize *end)
{
  static const char *const forms[] = {
    "\\b[0-9]{1,2}\\.? \\p{L}{3,10}\\.?,? (?:19|20)[0-9]{2}\\b",
    "\\b\\p{L}{3,10}\\.? [0-9]{1,2}, (?:19|20)[0-9]{2}\\b",
  };
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
    int n[2];
    guint month;
    if (!ib_check_match(forms[i], s, start, end))
      continue;
    g_autofree char *found = g_strndup(s + *start, *end - *start);
    if (scan(found, n, 2, &month) != 2 || !month || no_such_day(n[1], month, n[0]))
      continue;
    *part = (IbidDatePart){ .year = n[1], .month = month, .day = n[0] };
    return TRUE;
  }
  return FALSE;
}

char *
ib_date_part_show(const IbidDatePart *part)
{
  IbidDate date = { .from = *part };
  return ib_date_to_edtf(&date);
}
