/* Dates: a text becomes a few tokens (number, year, month, season), their kinds a short
 * signature, and a table says what each signature means.
 *
 * Solar Hijri dates (Persian digits or month names) are converted with the 33-year leap
 * cycle of K. Borkowski (refs/ibid.bib: borkowski1996persian), exact for 1178..1633. */
#include "config.h"

#include "parse/dates.h"

#include <string.h>

#include "record/date.h"
#include "util/data.h"
#include "util/words.h"

#define MAX_TOKENS 16

/* Kinds are letters, so that a run of tokens is a signature. */
typedef struct {
  char kind; /* 'N' number, 'Y' year, 'M' month, 'S' season, 'T' two digits after an apostrophe */
  char sep;  /* what stands before: ' ', '-', '~' (long dash), '/', '.', ',', '[', 'u' (年) */
  guint8 digits;
  guint value;
  gsize start, end;
} Token;

typedef struct {
  Token tok[MAX_TOKENS];
  guint n;
  gboolean unknown;  /* words that are no part of a date */
  gboolean circa, uncertain, persian, original;
  char suffix;
} Tokens;

typedef enum { WORD_NONE, WORD_LITERAL, WORD_SPRING, WORD_SUMMER, WORD_AUTUMN, WORD_WINTER,
               WORD_CIRCA, WORD_NOISE, WORD_ORIGINAL } WordKind;

static IbWords *
read_words(void)
{
  static const char *const kinds[] = { "", "literal", "spring", "summer", "autumn", "winter",
                                       "circa", "noise", "original" };
  const IbTable *table = ib_table("date-words.tsv");
  IbWords *words = ib_words_new();

  for (guint i = 0; i < table->n_rows; i++)
    for (guint k = 1; k < G_N_ELEMENTS(kinds); k++)
      if (g_str_equal(table->rows[i][0], kinds[k]))
        for (char **f = table->rows[i] + 1; *f; f++)
          ib_words_add(words, *f, GUINT_TO_POINTER(k));
  return words;
}

static const IbWords *
date_words(void)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_words());
  return words;
}

/* Tokens. */

/* The value of a digit in any script and whether it is Persian or Arabic; -1 when none. */
static int
digit_at(const char *s, gsize len, gsize *n, gboolean *eastern)
{
  *n = 1;
  if ((guchar)*s < 0x80)
    return g_ascii_isdigit(*s) ? *s - '0' : -1;
  gunichar c = g_utf8_get_char_validated(s, len);
  if ((gint)c < 0)
    return -1;
  *n = g_utf8_skip[(guchar)*s];
  if ((c >= 0x06F0 && c <= 0x06F9) || (c >= 0x0660 && c <= 0x0669)) {
    *eastern = TRUE;
    return c & 15;
  }
  if (c >= 0xFF10 && c <= 0xFF19)
    return c - 0xFF10;
  return -1;
}

/* "st" of "1st", "er" of "1er", "º", "-го": its bytes. */
static gsize
ordinal_at(const char *s, gsize len)
{
  static const char *const marks[] = { "st", "nd", "rd", "th", "er", "º", "ª", "°", "-го", "-е" };
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    gsize n = strlen(marks[i]);
    if (len >= n && memcmp(s, marks[i], n) == 0 && !(len > n && g_ascii_isalnum(s[n])))
      return n;
  }
  return 0;
}

static void
add_token(Tokens *t, char kind, char sep, guint value, guint digits, gsize start, gsize end)
{
  if (t->n < MAX_TOKENS)
    t->tok[t->n++] = (Token){ kind, sep, digits, value, start, end };
}

/* A number with what sticks to it.  Returns the place behind. */
static gsize
read_number(const char *s, gsize len, gsize i, char sep, Tokens *t)
{
  gsize start = i, n;
  guint value = 0, digits = 0;
  gboolean eastern = FALSE;
  int d;

  while (i < len && digits < 9 && (d = digit_at(s + i, len - i, &n, &eastern)) >= 0) {
    value = value * 10 + d;
    digits++;
    i += n;
  }
  t->persian |= eastern;
  if (digits == 8) { /* 20200716 */
    add_token(t, 'Y', sep, value / 10000, 4, start, i);
    add_token(t, 'N', '-', value / 100 % 100, 2, start, i);
    add_token(t, 'N', '-', value % 100, 2, start, i);
    return i;
  }
  if (digits == 4 && value >= 1000 && value < 2200) {
    add_token(t, 'Y', sep, value, digits, start, i);
    /* "2003a", "2003b"; not "2003ff." */
    if (i < len && g_ascii_islower(s[i]) && !(i + 1 < len && g_ascii_isalpha(s[i + 1])) && !t->suffix)
      t->suffix = s[i++];
    return i;
  }
  gboolean apostrophe = start && (s[start - 1] == '\'' || (start >= 3 && memcmp(s + start - 3, "’", 3) == 0));
  if (digits <= 2)
    add_token(t, apostrophe ? 'T' : 'N', sep, value, digits, start, i);
  else
    t->unknown = TRUE;
  return i + ordinal_at(s + i, len - i);
}

static gboolean
is_word_char(gunichar c)
{
  return g_unichar_isalpha(c) || g_unichar_ismark(c) || c == '\'' || c == 0x2019 || c == 0x200C;
}

/* CJK writes the unit behind the number; the units themselves say no more than the order. */
static gboolean
is_unit(gunichar c)
{
  return c == 0x5E74 || c == 0x6708 || c == 0x65E5 || c == 0xB144 || c == 0xC6D4 || c == 0xC77C ||
         c == 0x53F7;
}

static gsize
read_word(const char *s, gsize len, gsize i, char sep, Tokens *t)
{
  gsize start = i, matched = 0;
  const char *lang = NULL;
  gunichar c = g_utf8_get_char_validated(s + i, len - i);

  while (i < len) {
    c = g_utf8_get_char_validated(s + i, len - i);
    if ((gint)c < 0 || !is_word_char(c) || is_unit(c))
      break;
    i += g_utf8_skip[(guchar)s[i]];
  }
  guint month = ib_month_from_name(s + start, i - start, &lang);
  if (month) {
    t->persian |= strcmp(lang, "fa-u-ca-persian") == 0;
    add_token(t, 'M', sep, month, 0, start, i);
    return i;
  }
  WordKind kind = GPOINTER_TO_UINT(ib_words_get_prefix(date_words(), s + start, len - start, &matched));
  if (kind >= WORD_SPRING && kind <= WORD_WINTER)
    add_token(t, 'S', sep, kind - WORD_SPRING + 1, 0, start, start + matched);
  else if (kind == WORD_CIRCA)
    t->circa = TRUE;
  else if (kind == WORD_ORIGINAL)
    t->original = TRUE;
  else if (kind != WORD_NOISE && kind != WORD_LITERAL)
    t->unknown = TRUE;
  return matched ? start + matched : i;
}

/* The separator that C is, or 0. */
static char
separator(gunichar c)
{
  switch (c) {
  case '-':
  case 0x2010:
  case 0x2011:
  case '_':
    return '-';
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2212:
  case '~':
    return '~';
  case '/':
  case 0x2044:
    return '/';
  case '.':
    return '.';
  case ',':
  case ';':
  case 0x060C:
    return ',';
  case '[':
  case '(':
    return '[';
  default:
    return 0;
  }
}

/* "14:30", "14:30:05": a time of day. */
static gsize
time_at(const char *s, gsize len)
{
  gsize i = 0, colons = 0;
  while (i < len && (g_ascii_isdigit(s[i]) || (s[i] == ':' && ++colons)))
    i++;
  return colons && i >= 4 && i <= 8 ? i : 0;
}

static void
tokenise(const char *s, gsize len, Tokens *t)
{
  char sep = ' ';
  gsize n;
  gboolean eastern;

  memset(t, 0, sizeof *t);
  for (gsize i = 0; i < len;) {
    gunichar c = g_utf8_get_char_validated(s + i, len - i);
    if ((gint)c < 0) {
      i++;
      continue;
    }
    if (digit_at(s + i, len - i, &n, &eastern) >= 0) {
      gsize skip = time_at(s + i, len - i);
      i = skip ? i + skip : read_number(s, len, i, sep, t);
      sep = ' ';
    } else if (is_unit(c)) {
      i += g_utf8_skip[(guchar)s[i]];
      sep = 'u';
    } else if (g_unichar_isalpha(c)) {
      if (c == 'T' && t->n >= 3 && i + 1 < len && g_ascii_isdigit(s[i + 1]))
        break; /* 2020-07-16T12:00:00Z */
      i = read_word(s, len, i, sep, t);
      sep = sep == '[' ? sep : ' ';
    } else {
      char found = separator(c);
      if (found && (sep == ' ' || found != ','))
        sep = found;
      t->uncertain |= c == '?';
      i += g_utf8_skip[(guchar)s[i]];
    }
  }
}

/* Meaning. */

/* What the tokens of a signature are, letter by letter: d m y of the first date, D M Y of
 * the second, s and S its season, o the year of the original, 1 and 2 a pair of numbers
 * that are day and month in some order, t a year of two digits. */
static const struct {
  const char *signature, *meaning;
} patterns[] = {
  { "NMNMY", "dmDMy" }, { "NMYNMY", "dmyDMY" }, { "MNMNY", "mdMDy" }, { "MNYMNY", "mdyMDY" },
  { "NNMY", "dDmy" },   { "MNNY", "mdDy" },     { "NMY", "dmy" },     { "MNY", "mdy" },
  { "YMN", "ymd" },     { "YNM", "ydm" },       { "MYMY", "myMY" },   { "MMY", "mMy" },
  { "YMM", "ymM" },     { "MY", "my" },         { "YM", "ym" },       { "NNNNY", "dmDMy" },
  { "NNNY", "dDmy" },   { "NNY", "12y" },       { "YNN", "yNN" },     { "YNM", "ydm" },
  { "SSY", "sSy" },     { "YSS", "ysS" },       { "SYS", "sy-" },     { "SYN", "syN" },
  { "SY", "sy" },       { "YS", "ys" },         { "NMN", "dmt" },     { "NMT", "dmt" },
  { "MNN", "mdt" },     { "MNT", "mdt" },       { "MT", "mt" },       { "NNN", "12t" },
  { "NY", "my" },       { "YN", "yN" },         { "YYY", "yoo" },     { "YY", "yY" },
  { "YT", "yN" },       { "Y", "y" },
};

static int
full_year(guint two_digits)
{
  return two_digits < 50 ? 2000 + two_digits : 1900 + two_digits;
}

/* Day and month of A/B: the order that only one reading allows, else ORDER. */
static void
settle_pair(const Token *a, const Token *b, IbDateOrder order, IbDateReading *r)
{
  IbidDate *date = &r->date;
  if (a->value == b->value && a->value <= 12)
    order = IB_ORDER_DAY_FIRST; /* 3/3/2018 */
  else if (a->value > 12 && b->value <= 12)
    order = r->shown = IB_ORDER_DAY_FIRST;
  else if (b->value > 12 && a->value <= 12)
    order = r->shown = IB_ORDER_MONTH_FIRST;
  else if (b->sep == '.') /* nobody writes month.day.year */
    order = IB_ORDER_DAY_FIRST;
  else if (a->value > 12) { /* "35/13/2018" is no date */
    date->from.month = 99;
    return;
  }
  if (order == IB_ORDER_UNKNOWN) {
    date->ambiguous = TRUE;
    return;
  }
  gboolean day_first = order == IB_ORDER_DAY_FIRST;
  date->from.day = MIN(day_first ? a->value : b->value, 99);
  date->from.month = MIN(day_first ? b->value : a->value, 99);
}

/* "2018-05" or "1998-99": what the number behind a year is. */
static void
settle_after_year(const Token *year, const Token *n, IbidDate *date)
{
  guint end = year->value % 100;
  gboolean range = n->digits == 2 && n->value > end;
  if (n->sep == 'u' && n->value <= 12) { /* 2020年7月 */
    date->from.month = n->value;
    return;
  }
  if (n->sep == '[' || n->sep == ',' || n->digits < 2 || n->value == 0)
    return; /* "2003, 4": a volume that came along */
  if (range && (n->value > 12 || n->sep != '-'))
    date->to.year = year->value - end + n->value;
  else if (n->value <= 12 && n->sep != ' ' && n->sep != '.')
    date->from.month = n->value;
}

static void
take_token(char meaning, const Tokens *t, guint at, IbDateReading *r)
{
  const Token *tok = &t->tok[at];
  IbidDate *date = &r->date;
  guint v = MIN(tok->value, 9999);

  switch (meaning) {
  case 'd':
    date->from.day = MIN(v, 99);
    break;
  case 'm':
    date->from.month = MIN(v, 99);
    break;
  case 'y':
    date->from.year = v;
    break;
  case 's':
    date->from.season = v;
    break;
  case 'D':
    date->to.day = MIN(v, 99);
    break;
  case 'M':
    date->to.month = MIN(v, 99);
    break;
  case 'S':
    date->to.season = v;
    break;
  case 'Y':
    date->to.year = v;
    break;
  case 'o':
    r->original.year = v;
    break;
  case 't':
    date->from.year = full_year(v);
    break;
  default:
    break;
  }
}

/* A second date lends what it does not repeat to the first: "31 May–2 June 2001". */
static void
share_parts(IbidDate *date)
{
  if (!date->to.day && !date->to.month && !date->to.season && !date->to.year)
    return;
  if (!date->to.year)
    date->to.year = date->from.year;
  if (date->to.day && !date->to.month)
    date->to.month = date->from.month;
}

/* Two years: a range, or the original's year ("1986 [1927]"). */
static void
settle_years(const Tokens *t, guint at, IbDateReading *r)
{
  const Token *a = &t->tok[at], *b = &t->tok[at + 1];
  gboolean joined = b->sep == '-' || b->sep == '~' || b->sep == '/';
  r->date.to.year = 0;
  if (joined && !t->original && b->value > a->value && b->value - a->value < 300) {
    r->date.to.year = b->value;
    return;
  }
  gboolean later_first = a->value > b->value;
  r->date.from.year = later_first ? a->value : b->value;
  r->original.year = later_first ? b->value : a->value;
  gboolean told = t->original || a->sep == '[' || b->sep == '[' || b->sep == '/';
  if (a->value == b->value || !told) {
    r->date.from.year = a->value;
    r->original.year = 0;
  }
}

static void
interpret(const char *meaning, const Tokens *t, guint at, IbDateOrder order, IbDateReading *r)
{
  for (guint i = 0; meaning[i]; i++)
    take_token(meaning[i], t, at + i, r);
  if (strcmp(meaning, "12y") == 0 || strcmp(meaning, "12t") == 0)
    settle_pair(&t->tok[at], &t->tok[at + 1], order, r);
  else if (strcmp(meaning, "yN") == 0)
    settle_after_year(&t->tok[at], &t->tok[at + 1], &r->date);
  else if (strcmp(meaning, "yY") == 0)
    settle_years(t, at, r);
  else if (strcmp(meaning, "yNN") == 0) {
    const Token *m = &t->tok[at + 1], *d = &t->tok[at + 2];
    gboolean swapped = m->value > 12 && d->value <= 12; /* 2020/16/7 */
    r->date.from.month = MIN(swapped ? d->value : m->value, 99);
    r->date.from.day = MIN(swapped ? m->value : d->value, 99);
  }
  share_parts(&r->date);
}

/* Years that a calendar of today may hold, in the calendar they are written in. */
static gboolean
is_solar(const Tokens *t, guint year)
{
  return t->persian && year >= 1200 && year <= 1500;
}

static gboolean
is_solar_leap(int year)
{
  return (25 * year + 11) % 33 < 8;
}

/* Days since 1970-01-01 of a Solar Hijri date; 1 Farvardin 1399 was 20 March 2020. */
static gint64
solar_days(int year, guint month, guint day)
{
  gint64 days = 18341;
  for (int y = 1399; y < year; y++)
    days += 365 + is_solar_leap(y);
  for (int y = year; y < 1399; y++)
    days -= 365 + is_solar_leap(y);
  return days + (month <= 7 ? (month - 1) * 31 : (month - 1) * 30 + 6) + day - 1;
}

static IbidDatePart
part_of_days(gint64 days)
{
  gint64 z = days + 719468, era = z / 146097, doe = z - era * 146097;
  gint64 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  gint64 doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  guint month = mp < 10 ? mp + 3 : mp - 9;
  return (IbidDatePart){ yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1, 0 };
}

/* The Gregorian date or, where month or day is missing, range of a Solar Hijri one. */
static gboolean
convert_solar(IbidDate *date)
{
  IbidDatePart p = date->from;
  if (p.month > 12 || p.day > 31)
    return FALSE;
  IbidDatePart first = part_of_days(solar_days(p.year, p.month ? p.month : 1, p.day ? p.day : 1));
  if (p.day) {
    date->from = first;
    return TRUE;
  }
  guint last_month = p.month ? p.month : 12;
  IbidDatePart last = part_of_days(solar_days(p.year, last_month, 29));
  first.day = last.day = 0;
  if (!p.month)
    first.month = last.month = 0;
  date->from = first;
  date->to = last;
  return TRUE;
}

static char *
trimmed(const char *s, gsize len)
{
  while (len && strchr(" ,.;:([", *s))
    s++, len--;
  while (len && strchr(" ,.;:)]", s[len - 1]))
    len--;
  return g_strndup(s, len);
}

/* Parts that do not exist leave; only the year is sure then. */
static gboolean
drop_impossible(IbidDate *date)
{
  if (ib_date_part_valid(&date->from) && ib_date_part_valid(&date->to))
    return FALSE;
  date->from = (IbidDatePart){ .year = date->from.year };
  date->to = (IbidDatePart){ 0 };
  return TRUE;
}

/* The pattern that fits most tokens from the earliest place on. */
static const char *
best_pattern(const Tokens *t, guint *at, guint *used)
{
  char signature[MAX_TOKENS + 1];
  for (guint i = 0; i < t->n; i++)
    signature[i] = t->tok[i].kind;
  signature[t->n] = '\0';
  const char *best = NULL;
  *used = 0;
  for (guint k = 0; k < G_N_ELEMENTS(patterns); k++) {
    guint n = strlen(patterns[k].signature);
    gboolean whole = n == t->n;
    if (n > t->n || (!whole && n <= *used))
      continue;
    const char *p = strstr(signature, patterns[k].signature);
    /* "no. 12, 2003 May 5": numbers before a year may be anything. */
    if (p) {
      best = patterns[k].meaning;
      *at = p - signature;
      *used = n;
    }
    if (p && whole)
      break;
  }
  return best;
}

static gboolean
read_literal(const char *s, gsize len, IbidDate *date)
{
  gsize matched;
  while (len && strchr(" ([,.", *s))
    s++, len--;
  if (GPOINTER_TO_UINT(ib_words_get_prefix(date_words(), s, len, &matched)) != WORD_LITERAL)
    return FALSE;
  if (matched < len && s[matched] == '.')
    matched++;
  date->literal = g_strndup(s, matched);
  return TRUE;
}

gboolean
ib_date_read(const char *s, gsize len, IbDateOrder order, IbDateReading *reading)
{
  Tokens t;
  guint at = 0, used = 0;

  memset(reading, 0, sizeof *reading);
  tokenise(s, MIN(len, 400), &t);
  const char *meaning = best_pattern(&t, &at, &used);
  if (!meaning)
    return read_literal(s, len, &reading->date);
  interpret(meaning, &t, at, order, reading);
  IbidDate *date = &reading->date;
  date->circa = t.circa;
  date->uncertain = t.uncertain;
  reading->suffix = t.suffix;
  gboolean two_digits = strchr(meaning, 't') != NULL;
  gboolean solar = is_solar(&t, date->from.year) && convert_solar(date);
  gboolean impossible = drop_impossible(date);
  if (impossible || solar || two_digits || date->ambiguous || t.unknown || used < t.n)
    date->raw = trimmed(s, len);
  if (date->raw && !*date->raw)
    g_clear_pointer(&date->raw, g_free);
  return TRUE;
}

/* How far a date goes. */
typedef struct {
  gsize i, end;   /* here, and behind what surely belongs to it */
  guint parts;    /* numbers and words of months, seasons and so on */
  gboolean year;  /* one has been seen */
} Extent;

/* A number, with what is glued to it ("16th"), or a time of day; FALSE: it is of something else. */
static gboolean
pass_number(Extent *e, const char *s, gsize len)
{
  gboolean eastern;
  gsize n, time = time_at(s + e->i, len - e->i);
  guint digits = 0;
  if (time) {
    e->i += time;
  } else {
    for (; e->i < len && digit_at(s + e->i, len - e->i, &n, &eastern) >= 0; digits++)
      e->i += n;
    if ((digits > 4 && digits != 8) || (digits >= 3 && e->year)) /* a second year begins something else */
      return FALSE;
    e->i += ordinal_at(s + e->i, len - e->i);
  }
  e->year |= digits >= 4;
  e->parts++;
  e->end = e->i;
  return TRUE;
}

static gboolean
pass_word(Extent *e, const char *s, gsize len)
{
  Tokens t = { 0 };
  gsize next = read_word(s, len, e->i, ' ', &t);
  if (t.unknown || (!t.n && !t.circa && e->year))
    return FALSE;
  e->i = next;
  if (!t.n)
    return TRUE;
  e->parts += t.n;
  e->end = next;
  e->i += next < len && s[next] == '.';
  return TRUE;
}

/* One step of a date; FALSE: what stands here is no part of it. */
static gboolean
pass_step(Extent *e, const char *s, gsize len)
{
  gsize n;
  gboolean eastern;
  gunichar c = g_utf8_get_char_validated(s + e->i, len - e->i);
  if ((gint)c < 0)
    return FALSE;
  if (digit_at(s + e->i, len - e->i, &n, &eastern) >= 0)
    return pass_number(e, s, len);
  gboolean unit = is_unit(c);
  if (!unit && g_unichar_isalpha(c))
    return pass_word(e, s, len);
  if (!unit && !separator(c) && !g_unichar_isspace(c) && c != 0xA0 && c != '\'' && c != 0x2019)
    return FALSE;
  if (!unit && e->parts && (c == '[' || c == '(' || c == ';'))
    return FALSE;
  e->i += g_utf8_skip[(guchar)s[e->i]];
  if (unit && e->parts)
    e->end = e->i;
  return TRUE;
}

gsize
ib_date_extent(const char *s, gsize len)
{
  Extent e = { 0 };
  while (e.i < len && e.i < 80 && pass_step(&e, s, len))
    ;
  return e.parts && (e.year || e.parts >= 2) ? e.end : 0;
}
