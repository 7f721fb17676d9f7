/* UTF-8 that somebody read as Windows-1252 or Latin-1, turned back.
 *
 * A run of characters that all have a byte in Windows-1252 (or Latin-1's C1
 * range) is encoded again; a sequence of these bytes that is valid UTF-8 of two
 * bytes or more was mojibake: "Å‚" is C5 82, which is "ł". */
#include "config.h"

#include "util/text.h"

#include <string.h>

/* Windows-1252's 0x80..0x9F; 0 where it has none (those stay Latin-1's C1). */
static const gunichar windows1252[32] = {
  0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The byte that C was before it was read as Windows-1252; -1 when there is none. */
static int
byte_of(gunichar c)
{
  if (c < 0x100)
    return (int)c;
  for (int i = 0; i < 32; i++)
    if (windows1252[i] == c)
      return 0x80 + i;
  return -1;
}

/* How many bytes a UTF-8 sequence that starts with LEAD has; 0 when none does. */
static guint
sequence_length(int lead)
{
  if (lead >= 0xC2 && lead <= 0xDF)
    return 2;
  if (lead >= 0xE0 && lead <= 0xEF)
    return 3;
  if (lead >= 0xF0 && lead <= 0xF4)
    return 4;
  return 0;
}

/* Would a person have written the character that the bytes decode to?  "Ã¼" is "ü";
 * "Â«" may be, but "Ð°" twice over in French is not: letters, marks, punctuation only. */
static gboolean
is_plausible(gunichar c)
{
  return c >= 0xA0 && g_unichar_isdefined(c) && !g_unichar_iscntrl(c) &&
         g_unichar_type(c) != G_UNICODE_PRIVATE_USE;
}

/* The character that was misread at P as several, with the place behind it in NEXT;
 * 0 when the text at P is no mojibake. */
static gunichar
misread_at(const char *p, const char **next)
{
  char bytes[4];
  int lead = byte_of(g_utf8_get_char(p));
  guint need = lead < 0 ? 0 : sequence_length(lead);
  if (!need)
    return 0;
  bytes[0] = (char)lead;
  const char *q = g_utf8_next_char(p);
  for (guint i = 1; i < need; i++, q = g_utf8_next_char(q)) {
    int byte = *q ? byte_of(g_utf8_get_char(q)) : -1;
    if (byte < 0x80 || byte > 0xBF)
      return 0;
    bytes[i] = (char)byte;
  }
  gunichar c = g_utf8_get_char_validated(bytes, need);
  if ((gint)c < 0 || !is_plausible(c))
    return 0;
  *next = q;
  return c;
}

char *
ib_text_unmojibake(const char *s)
{
  GString *out = NULL;
  const char *run = s;

  for (const char *p = s; *p;) {
    const char *next;
    gunichar c = (guchar)*p < 0x80 ? 0 : misread_at(p, &next);
    if (!c) {
      p = g_utf8_next_char(p);
      continue;
    }
    if (!out)
      out = g_string_new(NULL);
    g_string_append_len(out, run, p - run);
    g_string_append_unichar(out, c);
    run = p = next;
  }
  if (!out)
    return NULL;
  g_string_append(out, run);
  return g_string_free(out, FALSE);
}
