/* EDTF dates (ISO 8601-2:2019, level 1; refs/ibid.bib: edtf) and their arithmetic. */
#include "config.h"

#include "record/date.h"

#include <string.h>

/* Up to MAX digits at *P, at least MIN; -1 when there are fewer. */
static int
digits(const char **p, guint min, guint max)
{
  int value = 0;
  guint n = 0;
  while (n < max && g_ascii_isdigit((*p)[n]))
    value = value * 10 + ((*p)[n++] - '0');
  if (n < min)
    return -1;
  *p += n;
  return value;
}

static gboolean
read_year(const char **p, int *year)
{
  gboolean negative = **p == '-';
  *p += negative;
  if (**p == 'Y' || **p == 'y') { /* level 1: years beyond four digits */
    (*p)++;
    negative |= **p == '-';
    *p += **p == '-';
    *year = digits(p, 5, 8);
  } else {
    *year = digits(p, 4, 4);
  }
  if (*year <= 0)
    return FALSE;
  if (negative)
    *year = -*year;
  return TRUE;
}

static gboolean
read_month(const char **p, IbidDatePart *part)
{
  int month = digits(p, 2, 2);
  if (month >= 21 && month <= 24)
    part->season = month - 20;
  else if (month >= 1 && month <= 12)
    part->month = month;
  else
    return FALSE;
  return TRUE;
}

/* A time of day or zone after a date says nothing that a reference needs. */
static void
skip_time(const char **p)
{
  if (**p == 'T' && g_ascii_isdigit((*p)[1]))
    *p += strspn(*p, "T0123456789:.+-Z");
}

/* One end of a date up to its END; the flags "~", "?" and "%" go to DATE. */
static gboolean
read_part(const char **p, IbidDatePart *part, IbidDate *date)
{
  if (!read_year(p, &part->year))
    return FALSE;
  if (**p == '-') {
    (*p)++;
    if (!read_month(p, part))
      return FALSE;
  }
  if (**p == '-' && part->month) {
    (*p)++;
    int day = digits(p, 2, 2);
    if (day < 1)
      return FALSE;
    part->day = day;
    if (!ib_date_part_valid(part))
      return FALSE;
  }
  skip_time(p);
  for (; **p && strchr("~?%", **p); (*p)++) {
    date->circa |= **p != '?';
    date->uncertain |= **p != '~';
  }
  return TRUE;
}

/* "" and ".." at an end of an interval. */
static gboolean
read_open(const char **p)
{
  if (g_str_has_prefix(*p, "..")) {
    *p += 2;
    return TRUE;
  }
  return **p == '\0' || **p == '/';
}

gboolean
ib_date_from_edtf(const char *s, IbidDate *date)
{
  IbidDate found = { 0 };
  const char *p = s;
  gboolean slash = strchr(s, '/') != NULL;

  if (slash && read_open(&p))
    found.open_start = TRUE;
  else if (!read_part(&p, &found.from, &found))
    return FALSE;
  if (*p == '/') {
    p++;
    if (read_open(&p))
      found.open_end = TRUE;
    else if (!read_part(&p, &found.to, &found))
      return FALSE;
  }
  if (*p || (found.open_start && found.open_end))
    return FALSE;
  *date = found;
  return TRUE;
}

static void
append_part(GString *out, const IbidDatePart *part)
{
  if (!part->year)
    return;
  if (ABS(part->year) > 9999)
    g_string_append_printf(out, "Y%d", part->year);
  else
    g_string_append_printf(out, "%s%04d", part->year < 0 ? "-" : "", ABS(part->year));
  if (part->month)
    g_string_append_printf(out, "-%02d", part->month);
  else if (part->season)
    g_string_append_printf(out, "-%02d", part->season + 20);
  if (part->month && part->day)
    g_string_append_printf(out, "-%02d", part->day);
}

char *
ib_date_to_edtf(const IbidDate *date)
{
  if (!date->from.year && !date->to.year)
    return NULL;
  const char *mark = date->circa && date->uncertain ? "%" : date->circa ? "~" : date->uncertain ? "?" : "";
  GString *out = g_string_new(NULL);
  if (date->open_start)
    g_string_append(out, "..");
  append_part(out, &date->from);
  if (date->from.year)
    g_string_append(out, mark);
  if (date->open_end)
    g_string_append(out, "/..");
  if (date->to.year) {
    g_string_append_c(out, '/');
    append_part(out, &date->to);
    g_string_append(out, mark);
  }
  return g_string_free(out, FALSE);
}

guint
ib_days_in_month(int year, guint month)
{
  static const guint8 days[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  if (month > 12)
    return 0;
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month] + (month == 2 && leap);
}

gboolean
ib_date_part_valid(const IbidDatePart *part)
{
  if (part->month > 12 || part->season > 4 || (part->day && !part->month))
    return FALSE;
  return part->day <= (part->month ? ib_days_in_month(part->year, part->month) : 0);
}

/* Days from the civil calendar: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
gint64
ib_date_part_days(const IbidDatePart *part)
{
  gint64 y = part->year;
  guint m = part->month ? part->month : 1, d = part->day ? part->day : 1;
  y -= m <= 2;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 yoe = y - era * 400;
  gint64 doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  gint64 doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

static int
compare(int a, int b)
{
  return (a > b) - (a < b);
}

int
ib_date_part_compare(const IbidDatePart *a, const IbidDatePart *b)
{
  int order = compare(a->year, b->year);
  if (order || !a->month || !b->month)
    return order;
  order = compare(a->month, b->month);
  if (order || !a->day || !b->day)
    return order;
  return compare(a->day, b->day);
}

static gboolean
part_equal(const IbidDatePart *a, const IbidDatePart *b)
{
  return a->year == b->year && a->month == b->month && a->day == b->day && a->season == b->season;
}

gboolean
ib_date_equal(const IbidDate *a, const IbidDate *b)
{
  return part_equal(&a->from, &b->from) && part_equal(&a->to, &b->to) &&
         a->open_start == b->open_start && a->open_end == b->open_end && a->circa == b->circa &&
         a->uncertain == b->uncertain && a->ambiguous == b->ambiguous &&
         !g_strcmp0(a->literal, b->literal) && !g_strcmp0(a->raw, b->raw);
}
