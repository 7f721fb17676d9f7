/* Which charset bytes are in: what they begin with, what they say of themselves, what they look like. */
#include "config.h"

#include "util/charset.h"

#include <string.h>
#include <uchardet/uchardet.h>

static const struct {
  const char *bytes;
  gsize len;
  const char *charset;
} boms[] = {
  { "\xEF\xBB\xBF", 3, "UTF-8" },
  { "\xFF\xFE\0\0", 4, "UTF-32LE" },
  { "\0\0\xFE\xFF", 4, "UTF-32BE" },
  { "\xFF\xFE", 2, "UTF-16LE" },
  { "\xFE\xFF", 2, "UTF-16BE" },
};

const char *
ib_charset_by_bom(const char *s, gsize n, gsize *mark)
{
  for (guint i = 0; i < G_N_ELEMENTS(boms); i++) {
    if (n < boms[i].len || memcmp(s, boms[i].bytes, boms[i].len))
      continue;
    *mark = boms[i].len;
    return boms[i].charset;
  }
  *mark = 0;
  return NULL;
}

/* UTF-16 without a BOM: every other byte of what is mostly ASCII is NUL. */
const char *
ib_charset_by_zeros(const char *s, gsize n)
{
  gsize zeros[2] = { 0, 0 };
  n = MIN(n, 4096) & ~(gsize)1;
  for (gsize i = 0; i < n; i++)
    zeros[i & 1] += s[i] == '\0';
  if (zeros[1] > n / 2 * 3 / 4 && !zeros[0])
    return "UTF-16LE";
  if (zeros[0] > n / 2 * 3 / 4 && !zeros[1])
    return "UTF-16BE";
  return NULL;
}

/* What a detector says of bytes that are not UTF-8.  Only multi-byte and Cyrillic, Greek
 * and the like are believed: among the Latin sets it guesses, and windows-1252 is the rule. */
static char *
charset_by_detector(const char *s, gsize n)
{
  static const char *const believed[] = {
    "WINDOWS-1251", "KOI8-R",    "ISO-8859-5", "IBM866",  "SHIFT_JIS",   "EUC-JP",
    "ISO-2022-JP",  "GB18030",   "BIG5",       "EUC-KR",  "UHC",         "WINDOWS-1253",
    "ISO-8859-7",   "TIS-620",   "WINDOWS-1256", "WINDOWS-1255", "MAC-CYRILLIC", NULL
  };
  uchardet_t detector = uchardet_new();
  char *found = NULL;

  uchardet_handle_data(detector, s, MIN(n, 1 << 20));
  uchardet_data_end(detector);
  const char *name = uchardet_get_charset(detector);
  if (name && g_strv_contains(believed, name))
    found = g_strdup(name);
  uchardet_delete(detector);
  return found;
}

/* JabRef's "% Encoding: ISO8859_2", by Java's name for it.  Caller frees with g_free(). */
static char *
charset_by_comment(const char *s, gsize n)
{
  static const char mark[] = "% Encoding: ";
  const char *at = memmem(s, MIN(n, 1024), mark, strlen(mark)), *end = at ? at += strlen(mark) : NULL;
  while (end && end < s + n && (g_ascii_isalnum(*end) || *end == '-' || *end == '_'))
    end++;
  if (!at || end == at || !g_ascii_strncasecmp(at, "UTF", 3))
    return NULL;
  char *name = g_strdelimit(g_strndup(at, end - at), "_", '-');
  if (!g_str_has_prefix(name, "ISO8859"))
    return name;
  char *iso = g_strconcat("ISO-", name + 3, NULL);
  g_free(name);
  return iso;
}

char *
ib_charset_guess(const char *s, gsize n)
{
  char *named = charset_by_comment(s, n);
  return named ? named : charset_by_detector(s, n);
}

/* Windows-1252 as browsers read it: no byte without a character. */
gunichar
ib_charset_windows1252(guchar byte)
{
  static const guint16 upper[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
  };
  return byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
}

/* NUL is valid in our texts, but not to GLib: step over it. */
gboolean
ib_charset_is_utf8(const char *s, gsize n, const char **bad)
{
  const char *end = s + n;
  while (!g_utf8_validate_len(s, end - s, bad)) {
    if (**bad != '\0')
      return FALSE;
    s = *bad + 1;
  }
  return TRUE;
}

static gsize
count_high(const char *s, gsize n)
{
  gsize high = 0;
  n = MIN(n, 1 << 20);
  for (gsize i = 0; i < n; i++)
    high += (guchar)s[i] >= 0x80;
  return high;
}

/* Is the text UTF-8 with accidents (TRUE), or another 8-bit set altogether?  Where most of
 * its high bytes are in no UTF-8 sequence it is another set. */
gboolean
ib_charset_is_mostly_utf8(const char *s, gsize n)
{
  gsize high = count_high(s, n), bad = 0;
  const char *end = s + MIN(n, 1 << 20), *p = s;
  while (!ib_charset_is_utf8(p, end - p, &p)) {
    bad++;
    p++;
  }
  return bad * 4 < high;
}
