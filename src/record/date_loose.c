/* Dates as RIS, nbib, MODS and their kin write them: numbers and words in any order.
 *
 * The slashed form is RIS's "YYYY/MM/DD/other info" (refs/ibid.bib: ris2011); "2012 Nov-Dec"
 * and "2012 Winter" are PubMed's (refs/ibid.bib: medline). */
#include "config.h"

#include "record/date_loose.h"

#include <string.h>

#include "record/date.h"

/* More tokens than any date has: "Received 12 May 2011; revised ..." is cut here. */
#define MAX_TOKENS 12

typedef enum { TOKEN_NUMBER, TOKEN_MONTH, TOKEN_SEASON } TokenKind;

typedef struct {
  TokenKind kind;
  int value;
  guint digits;
  char before; /* the separator before it: ' ', '-', '/', '.', ',' */
  gboolean glued; /* to letters: "1st", "Q1" */
} Token;

static const struct {
  const char *name;
  guint8 season;
} seasons[] = {
  { "spring", 1 },  { "summer", 2 },   { "autumn", 3 },    { "fall", 3 },   { "winter", 4 },
  { "frühling", 1 }, { "frühjahr", 1 }, { "sommer", 2 },   { "herbst", 3 }, { "printemps", 1 },
  { "été", 2 },     { "automne", 3 },  { "hiver", 4 },     { "primavera", 1 }, { "verano", 2 },
  { "otoño", 3 },   { "invierno", 4 }, { "estate", 2 },    { "autunno", 3 }, { "inverno", 4 },
};

static guint
season_from_name(const char *s, gsize len)
{
  g_autofree char *folded = g_utf8_strdown(s, len);
  for (guint i = 0; i < G_N_ELEMENTS(seasons); i++)
    if (g_str_equal(folded, seasons[i].name))
      return seasons[i].season;
  return 0;
}

static gsize
number_length(const char *s, gsize len)
{
  gsize n = 0;
  while (n < len && n < 9 && g_ascii_isdigit(s[n]))
    n++;
  return n;
}

static int
number_value(const char *s, gsize len)
{
  int value = 0;
  for (gsize i = 0; i < len; i++)
    value = value * 10 + (s[i] - '0');
  return value;
}

static gboolean
is_word_byte(char c)
{
  return g_ascii_isalpha(c) || (guchar)c >= 0x80;
}

/* "~1999", "c1999", "ca. 1999", "1999?" */
static void
note_doubt(const char *word, gsize len, IbidDate *date)
{
  if ((len == 1 && (*word == 'c' || *word == 'C')) || (len == 2 && !g_ascii_strncasecmp(word, "ca", 2)) ||
      (len == 5 && !g_ascii_strncasecmp(word, "circa", 5)))
    date->circa = TRUE;
}

/* U+2010 to U+2015 are hyphens and dashes. */
static gboolean
is_dash(const char *s, gsize len)
{
  return len >= 3 && !memcmp(s, "\xE2\x80", 2) && (guchar)s[2] >= 0x90 && (guchar)s[2] <= 0x95;
}

/* "2012 1st Quarter", "Q1 2012": no month by itself. */
static gboolean
is_glued(const char *s, gsize len, gsize at, gsize digits)
{
  static const char *const endings[] = { "st", "nd", "rd", "th" };
  if (at && g_ascii_isalpha(s[at - 1]))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(endings) && at + digits + 2 <= len; i++)
    if (!g_ascii_strncasecmp(s + at + digits, endings[i], 2))
      return TRUE;
  return FALSE;
}

typedef struct {
  const char *s;
  gsize len, at;
  char before; /* as in Token */
  Token *tokens;
  guint n;
  IbidDate *date;
} Scan;

/* FALSE where a time of day begins, which ends the date: "2019-07-16T06:00", "06:00". */
static gboolean
take_number(Scan *scan, gsize digits)
{
  const char *s = scan->s;
  scan->tokens[scan->n++] = (Token){ TOKEN_NUMBER, number_value(s + scan->at, digits), digits, scan->before,
                                     is_glued(s, scan->len, scan->at, digits) };
  scan->at += digits;
  scan->before = ' ';
  char next = scan->at < scan->len ? s[scan->at] : '\0';
  if (next == ':')
    scan->n--;
  return next != 'T' && next != ':';
}

static void
take_word(Scan *scan)
{
  const char *word = scan->s + scan->at;
  gsize left = scan->len - scan->at, letters = 0;
  while (letters < left && is_word_byte(word[letters]) && !is_dash(word + letters, left - letters))
    letters++;
  guint month = ib_month_from_name(word, letters, NULL);
  guint season = month ? 0 : season_from_name(word, letters);
  if (month || season) {
    scan->tokens[scan->n++] =
      (Token){ month ? TOKEN_MONTH : TOKEN_SEASON, month ? month : season, 0, scan->before, FALSE };
    scan->before = ' ';
  } else {
    note_doubt(word, letters, scan->date);
  }
  scan->at += letters;
}

static void
take_mark(Scan *scan)
{
  char c = scan->s[scan->at++];
  scan->date->uncertain |= c == '?';
  scan->date->circa |= c == '~';
  if (strchr("-/.,", c))
    scan->before = c;
}

static guint
tokenise(const char *s, gsize len, Token *tokens, IbidDate *date)
{
  Scan scan = { .s = s, .len = len, .before = ' ', .tokens = tokens, .date = date };
  while (scan.at < len && scan.n < MAX_TOKENS) {
    const char *p = s + scan.at;
    gsize left = len - scan.at, digits = number_length(p, left);
    if (is_dash(p, left)) {
      scan.before = '-';
      scan.at += 3;
    } else if (digits == 3 && left > 3 && strchr("lIoO", p[3])) {
      scan.at += 4; /* "199l" is no year 199 */
    } else if (digits) {
      if (!take_number(&scan, digits))
        break;
    } else if (is_word_byte(*p)) {
      take_word(&scan);
    } else {
      take_mark(&scan);
    }
  }
  return scan.n;
}

static gboolean
is_year(const Token *t)
{
  return t->kind == TOKEN_NUMBER && (t->digits == 4 || t->digits == 3) && t->value > 0;
}

static void
set_day(IbidDatePart *part, int day)
{
  IbidDatePart with = *part;
  with.day = day > 0 && day <= 31 ? day : 0;
  if (part->month && with.day && (!part->year || ib_date_part_valid(&with)))
    part->day = with.day;
}

/* "20120513" */
static gboolean
read_compact(const Token *t, IbidDate *date)
{
  IbidDatePart part = { t->value / 10000, t->value / 100 % 100, t->value % 100, 0 };
  if (t->kind != TOKEN_NUMBER || t->digits != 8 || part.month > 12)
    return FALSE;
  if (!ib_date_part_valid(&part))
    part.day = 0;
  date->from = part;
  return TRUE;
}

/* Numbers alone, the year last: "13/5/2012" is plain, "12/5/2012" is not. */
static void
read_year_last(int a, int b, IbidDate *date)
{
  if (a > 12 && b <= 12) {
    date->from.month = b;
    set_day(&date->from, a);
  } else if (b > 12 && a <= 12) {
    date->from.month = a;
    set_day(&date->from, b);
  } else if (a == b && a >= 1 && a <= 12) {
    date->from.month = a;
    set_day(&date->from, a);
  } else if (a >= 1 && a <= 12 && b >= 1) {
    date->ambiguous = TRUE;
  }
}

static void
read_numbers(const Token *t, guint n, guint year_at, IbidDate *date)
{
  for (guint i = 0; i < n; i++)
    if (t[i].glued && i != year_at)
      return;
  if (year_at == 0 && n >= 2 && t[1].digits <= 2 && t[1].value >= 1 && t[1].value <= 12) {
    date->from.month = t[1].value;
    if (n >= 3 && t[2].digits <= 2)
      set_day(&date->from, t[2].value);
  } else if (year_at == 2 && t[0].digits <= 2 && t[1].digits <= 2) {
    read_year_last(t[0].value, t[1].value, date);
  } else if (year_at == 1 && t[0].digits <= 2 && t[0].value >= 1 && t[0].value <= 12) {
    date->from.month = t[0].value;
  }
}

/* The day beside a named month: before it or right after. */
static void
read_day(const Token *t, guint n, guint month_at, IbidDatePart *part)
{
  if (month_at > 1 && t[month_at - 1].before == '-' && t[month_at - 1].digits <= 2 &&
      t[month_at - 2].kind == TOKEN_NUMBER && t[month_at - 2].digits <= 2)
    set_day(part, t[month_at - 2].value); /* "1-3 Sept. 2008" */
  else if (month_at && t[month_at - 1].kind == TOKEN_NUMBER && t[month_at - 1].digits <= 2)
    set_day(part, t[month_at - 1].value);
  else if (month_at + 1 < n && t[month_at + 1].kind == TOKEN_NUMBER && t[month_at + 1].digits <= 2)
    set_day(part, t[month_at + 1].value);
}

static int
find_named(const Token *t, guint n, guint from)
{
  for (guint i = from; i < n; i++)
    if (t[i].kind != TOKEN_NUMBER)
      return (int)i;
  return -1;
}

static int
find_year(const Token *t, guint n, guint from)
{
  for (guint i = from; i < n; i++)
    if (is_year(&t[i]))
      return (int)i;
  return -1;
}

static void
set_named(IbidDatePart *part, const Token *t)
{
  if (t->kind == TOKEN_MONTH)
    part->month = t->value;
  else
    part->season = t->value;
}

static gboolean
is_range_mark(char before)
{
  return before == '-' || before == '/';
}

/* "Nov-Dec 2012", "May 2011-June 2012", "2003 Nov-2004 Jan", "2003 Jan 15-Feb 3" */
static void
read_end(const Token *t, guint n, int named, int second_year, IbidDate *date)
{
  int next = named >= 0 ? find_named(t, n, named + 1) : -1;
  gboolean at_month = next >= 0 && is_range_mark(t[next].before);
  gboolean at_number = next > named + 1 && t[next - 1].kind == TOKEN_NUMBER && is_range_mark(t[next - 1].before);
  if (at_month || at_number) {
    date->to.year = second_year >= 0 ? t[second_year].value : date->from.year;
    set_named(&date->to, &t[next]);
    if (at_month && date->from.day && next + 1 < (int)n && t[next + 1].digits && t[next + 1].digits <= 2)
      set_day(&date->to, t[next + 1].value); /* what stands before it is the first date's */
    else if (second_year >= 0 || date->from.day)
      read_day(t, n, next, &date->to);
  } else if (second_year >= 0 && t[second_year].before == '-' && next < 0) {
    date->to.year = t[second_year].value;
  }
}

static gboolean
assemble(const Token *t, guint n, IbidDate *date)
{
  int year = find_year(t, n, 0), named = find_named(t, n, 0);
  if (n >= 1 && year < 0 && read_compact(&t[0], date))
    return TRUE;
  if (year < 0 && named < 0)
    return FALSE;
  if (year >= 0)
    date->from.year = t[year].value;
  if (named >= 0) {
    set_named(&date->from, &t[named]);
    if (t[named].kind == TOKEN_MONTH)
      read_day(t, n, named, &date->from);
  } else {
    read_numbers(t, n, year, date);
  }
  if (year >= 0 && !(named < 0 && date->from.month))
    read_end(t, n, named, find_year(t, n, year + 1), date);
  return TRUE;
}

/* A year, a month and a day are there, and no such day: "2018/09/31". */
static gboolean
is_impossible(const Token *t, guint n, const IbidDate *date)
{
  guint years = 0, named = 0, days = 0;
  for (guint i = 0; i < n; i++) {
    years += is_year(&t[i]);
    named += t[i].kind == TOKEN_MONTH;
    days += t[i].kind == TOKEN_NUMBER && t[i].digits <= 2 && t[i].value > 0;
  }
  return n == 3 && years == 1 && named + days == 2 && !date->from.day && !date->ambiguous && !date->to.year;
}

/* "2012", "2012/05/13/": nearly all dates of large files. */
static gboolean
read_plain(const char *s, gsize len, IbidDate *date)
{
  IbidDatePart part = { 0 };
  gsize i = number_length(s, len);
  if (i != 4)
    return FALSE;
  part.year = number_value(s, 4);
  if (i + 3 <= len && s[i] == '/' && number_length(s + i + 1, len - i - 1) == 2) {
    part.month = number_value(s + i + 1, 2);
    i += 3;
    if (i + 3 <= len && s[i] == '/' && number_length(s + i + 1, len - i - 1) == 2) {
      part.day = number_value(s + i + 1, 2);
      i += 3;
    }
  }
  while (i < len && s[i] == '/')
    i++;
  if (i < len || !part.year)
    return FALSE;
  if (part.month > 12 || (part.day && !ib_date_part_valid(&part)))
    return FALSE; /* "2018/09/31": kept as written */
  if (!part.month)
    part.day = 0;
  *date = (IbidDate){ .from = part };
  return TRUE;
}

/* "300 BC", "384-322 v. Chr.": LEN without these words, and TRUE. */
static gboolean
cut_before_christ(const char *s, gsize *len)
{
  static const char *const words[] = { "BC", "B.C.", "BCE", "B.C.E.", "v. Chr.", "v.Chr.", "av. J.-C.", "a.C.", "a. C.", "до н. э." };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize n = strlen(words[i]);
    if (*len > n + 1 && !memcmp(s + *len - n, words[i], n) && (s[*len - n - 1] == ' ' || g_ascii_isdigit(s[*len - n - 1]))) {
      *len -= n;
      return TRUE;
    }
  }
  return FALSE;
}

/* The year YEAR before Christ as ISO 8601 counts: the first one is 0, which our dates cannot say. */
static gboolean
turn_year(int *year)
{
  if (*year > 0)
    *year = 1 - *year;
  return *year != 0;
}

static gboolean
turn_years(IbidDate *date)
{
  gboolean range = date->to.year != 0;
  return turn_year(&date->from.year) && (!range || turn_year(&date->to.year));
}

gboolean
ib_date_from_loose(const char *s, gsize len, IbidDate *date)
{
  Token tokens[MAX_TOKENS];
  IbidDate found = { 0 };
  while (len && g_ascii_isspace(*s))
    s++, len--;
  while (len && g_ascii_isspace(s[len - 1]))
    len--;
  if (read_plain(s, len, date))
    return TRUE;
  gboolean before_christ = cut_before_christ(s, &len);
  guint n = tokenise(s, len, tokens, &found);
  if (!assemble(tokens, n, &found) || (before_christ && !turn_years(&found)))
    return FALSE;
  if (found.ambiguous || is_impossible(tokens, n, &found))
    found.raw = g_strndup(s, len);
  *date = found;
  return TRUE;
}
