/* The mark at the beginning of an entry: "[12]", "(12)", "12.", "12)", "12 ", "[^12]:", "¹²",
 * "[Knu97]", a bullet; with digits of any script and marks of full width ("１２．", "【12】"). */
#include "config.h"

#include "parse/list.h"

#include <string.h>

/* A longer one is something else. */
enum { MAX_MARKER = 60, MAX_KEY = 16 };

/* Digits. */

static const gunichar raised_digits[10] = { 0x2070, 0xB9, 0xB2, 0xB3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };

static gunichar
char_at(const char *s, gsize len)
{
  if (!len)
    return 0;
  if ((guchar)*s < 0x80)
    return (guchar)*s;
  gunichar c = g_utf8_get_char_validated(s, MIN(len, (gsize)6));
  return (gint)c < 0 ? 0 : c;
}

/* The bytes of a digit at S, 0 when it is none. */
static gsize
digit_at(const char *s, gsize len, guint *value, gboolean *raised)
{
  gunichar c = char_at(s, len);
  *raised = FALSE;
  if (c < 0x80) {
    *value = c - '0';
    return g_ascii_isdigit(c);
  }
  for (guint i = 0; i < G_N_ELEMENTS(raised_digits); i++)
    if (raised_digits[i] == c) {
      *value = i;
      *raised = TRUE;
      return g_utf8_skip[(guchar)*s];
    }
  if (!g_unichar_isdigit(c))
    return 0;
  *value = g_unichar_digit_value(c);
  return g_utf8_skip[(guchar)*s];
}

/* Reads up to five digits at *I, all raised or none. */
static gboolean
read_number(const char *s, gsize len, gsize *i, guint32 *number, gboolean *raised)
{
  guint value, digits = 0;
  gboolean high;
  *number = 0;
  for (gsize n; (n = digit_at(s + *i, len - *i, &value, &high)); digits++) {
    if (digits && high != *raised)
      return high; /* not "1²", but "¹2 people" */
    if (digits == 5)
      return FALSE;
    *raised = high;
    *number = *number * 10 + value;
    *i += n;
  }
  return digits > 0;
}

/* Marks around a number. */

/* '[', '(' or 0, also for the wide forms. */
static char
opening(gunichar c)
{
  return c == '[' || c == 0x3010 || c == 0xFF3B || c == 0x3014 ? '[' : c == '(' || c == 0xFF08 ? '(' : 0;
}

static char
closing(gunichar c)
{
  if (c == ']' || c == 0x3011 || c == 0xFF3D || c == 0x3015)
    return ']';
  if (c == ')' || c == 0xFF09)
    return ')';
  return c == '.' || c == 0xFF0E || c == 0x3001 || c == 0x3002 ? '.' : 0;
}

static gsize
skip_gap(const char *s, gsize len, gsize i)
{
  for (;;) {
    gunichar c = char_at(s + i, len - i);
    if (c != ' ' && c != '\t' && c != '\\' && c != 0xA0 && c != 0x3000 && c != 0x2003 && c != 0x2002)
      return i;
    i += g_utf8_skip[(guchar)s[i]];
  }
}

/* May what stands at S begin an entry behind a number without a mark? */
static gboolean
may_begin(const char *s, gsize len)
{
  gunichar c = char_at(s, len);
  return c && (!g_unichar_islower(c) || len > 3) && !g_unichar_isspace(c);
}

/* "1Abernathy": a raised number that lost its height. */
static gboolean
is_glued(const char *s, gsize len)
{
  gunichar c = char_at(s, len);
  gsize n = len ? g_utf8_skip[(guchar)*s] : 0;
  return g_unichar_isupper(c) && n < len && g_unichar_islower(char_at(s + n, len - n));
}

static IbMarker
kind_of(char open, gboolean note, gboolean raised, char close, const char *s, gsize len, gsize digits)
{
  if (raised && !open)
    return IB_MARKER_RAISED;
  if (open == '[' && close == ']')
    return note ? IB_MARKER_NOTE : IB_MARKER_BRACKET;
  if (note)
    return IB_MARKER_NONE;
  if (open == '(' && close == ')')
    return IB_MARKER_ROUND;
  if (!open && close == '.')
    return IB_MARKER_DOT;
  if (!open && close == ')')
    return IB_MARKER_CLOSE;
  if (!open && digits <= 3 && len && (*s == ' ' || *s == '\t' || is_glued(s, len)))
    return IB_MARKER_PLAIN;
  return IB_MARKER_NONE;
}

static gboolean
read_numbered(const char *s, gsize len, IbMarkerAt *at)
{
  gboolean raised = FALSE;
  gsize i = len > 5 && g_ascii_strncasecmp(s, "<ref>", 5) == 0 ? 5 : 0;
  char open = opening(char_at(s + i, len - i));
  if (open)
    i += g_utf8_skip[(guchar)s[i]];
  gboolean note = open == '[' && i < len && s[i] == '^';
  i += note;
  at->label = i;
  if (!read_number(s, len, &i, &at->number, &raised))
    return FALSE;
  at->label_end = i;
  gsize left = len - i;
  char close = closing(char_at(s + i, left));
  at->kind = kind_of(open, note, raised, close, s + i, left, i - at->label);
  if (at->kind == IB_MARKER_NONE)
    return FALSE;
  gboolean ascii_stop = s[i] == '.';
  if (at->kind != IB_MARKER_PLAIN && at->kind != IB_MARKER_RAISED)
    i += g_utf8_skip[(guchar)s[i]];
  if (at->kind == IB_MARKER_NOTE && i < len && s[i] == ':')
    i++;
  at->body = skip_gap(s, len, i);
  /* "3.5", "2.Auflage" */
  gboolean glued = at->kind == IB_MARKER_DOT && ascii_stop && at->body == i && i < len;
  if (glued && (g_ascii_isdigit(s[i]) || g_ascii_islower(s[i])))
    return FALSE;
  if (at->kind == IB_MARKER_PLAIN && !may_begin(s + at->body, len - at->body))
    return FALSE;
  return at->body <= MAX_MARKER;
}

/* "[Knu97]", "[MNO+16]", "[Knuth 1997a]": letters, then the year. */
static gboolean
read_key(const char *s, gsize len, IbMarkerAt *at)
{
  if (len < 5 || s[0] != '[')
    return FALSE;
  gsize i = 1;
  while (i < len && i < MAX_KEY && (g_ascii_isalpha(s[i]) || (guchar)s[i] >= 0x80 || strchr("+*:- ", s[i])))
    i++;
  gsize digits = i;
  while (i < len && g_ascii_isdigit(s[i]))
    i++;
  if (digits == 1 || (i - digits != 2 && i - digits != 4))
    return FALSE;
  i += i < len && g_ascii_islower(s[i]);
  if (i >= len || s[i] != ']')
    return FALSE;
  *at = (IbMarkerAt){ .kind = IB_MARKER_KEY, .label = 1, .label_end = i, .body = skip_gap(s, len, i + 1) };
  return TRUE;
}

static gboolean
read_bullet(const char *s, gsize len, IbMarkerAt *at)
{
  static const gunichar bullets[] = { '-',    '*',    '+',    0x2022, 0xB7,   0x25AA, 0x25CF,
                                      0x25CB, 0x25E6, 0x2023, 0xF0B7, 0x27A2, 0x2013 };
  gunichar c = char_at(s, len);
  for (guint i = 0; i < G_N_ELEMENTS(bullets); i++) {
    gsize n = c == bullets[i] ? (gsize)g_utf8_skip[(guchar)*s] : len;
    if (n >= len)
      continue;
    gsize body = skip_gap(s, len, n);
    if (body == n)
      return FALSE;
    *at = (IbMarkerAt){ .kind = IB_MARKER_BULLET, .body = body };
    return body <= MAX_MARKER;
  }
  return FALSE;
}

gboolean
ib_list_marker(const char *s, gsize len, IbMarkerAt *at)
{
  *at = (IbMarkerAt){ 0 };
  if (!len || (g_ascii_isalpha(*s)))
    return FALSE;
  if (read_bullet(s, len, at) || read_key(s, len, at))
    return TRUE;
  *at = (IbMarkerAt){ 0 };
  return read_numbered(s, len, at);
}

/* May an entry end before the blank at AT, in front of a marker of KIND?  With a mark, an address or,
 * where the marker is in square brackets, with anything that needs no other word. */
static gboolean
may_end(const char *s, gsize from, gsize at, IbMarker kind)
{
  if (strchr(".])/;>", s[at - 1]))
    return TRUE;
  if (kind == IB_MARKER_BRACKET && (g_ascii_isdigit(s[at - 1]) || s[at - 1] == '"'))
    return TRUE;
  gsize word = at;
  while (word > from && s[word - 1] != ' ')
    word--;
  return g_strstr_len(s + word, at - word, "://") != NULL;
}

gsize
ib_list_inline_marker(const char *s, gsize from, gsize end, IbMarker kind, guint32 expected, gsize *body)
{
  char text[16];
  static const char *const forms[] = { [IB_MARKER_BRACKET] = "[%u]", [IB_MARKER_ROUND] = "(%u)",
                                       [IB_MARKER_DOT] = "%u.",      [IB_MARKER_CLOSE] = "%u)" };
  if (kind < IB_MARKER_BRACKET || kind > IB_MARKER_CLOSE)
    return 0;
  gsize n = g_snprintf(text, sizeof text, forms[kind], expected);
  for (gsize i = from; i + n + 2 < end; i++) {
    const char *p = memchr(s + i, text[0], end - n - 2 - i);
    if (!p)
      return 0;
    i = p - s;
    if (i < from + 20 || memcmp(p, text, n) != 0 || p[-1] != ' ')
      continue;
    gsize k = i + n;
    while (k < end && s[k] == ' ')
      k++;
    if (!may_end(s, from, i - 1, kind))
      continue;
    gboolean gap = k > i + n || kind == IB_MARKER_BRACKET;
    if (gap && k + 10 < end && (g_ascii_isupper(s[k]) || s[k] == '"' || (guchar)s[k] >= 0xC3)) {
      *body = k;
      return i;
    }
  }
  return 0;
}
