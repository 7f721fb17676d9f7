/* The character set of a page.
 *
 * The order of the HTML standard (BOM, header, meta), but valid UTF-8 comes before any label:
 * text that is not UTF-8 is hardly ever valid UTF-8, while labels are wrong often. */
#include "config.h"

#include "check/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <uchardet/uchardet.h>

#define META_WITHIN 4096 /* bytes; the standard says 1024, real pages exceed that */
#define DETECT_ON 65536  /* bytes that detection looks at */

/* What browsers take a label for (encoding standard of the WHATWG). */
static const struct {
  const char *label, *name;
} aliases[] = {
  { "iso-8859-1", "WINDOWS-1252" },
  { "latin1", "WINDOWS-1252" },
  { "us-ascii", "WINDOWS-1252" },
  { "ascii", "WINDOWS-1252" },
  { "iso-8859-9", "WINDOWS-1254" },
  { "iso-8859-11", "CP874" },
  { "tis-620", "CP874" },
  { "shift_jis", "CP932" },
  { "shift-jis", "CP932" },
  { "x-sjis", "CP932" },
  { "sjis", "CP932" },
  { "windows-31j", "CP932" },
  { "gb2312", "GB18030" },
  { "gbk", "GB18030" },
  { "x-gbk", "GB18030" },
  { "big5", "BIG5-HKSCS" },
  { "euc-kr", "UHC" },
  { "ks_c_5601-1987", "UHC" },
  { "win-1251", "WINDOWS-1251" },
  { "cp1251", "WINDOWS-1251" },
  { "x-cp1251", "WINDOWS-1251" },
  { "koi8", "KOI8-R" },
  { "utf8", "UTF-8" },
  { "unicode", "UTF-16LE" },
};

static char *
real_name(const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS(aliases); i++)
    if (!g_ascii_strcasecmp(aliases[i].label, label))
      return g_strdup(aliases[i].name);
  return g_ascii_strup(label, -1);
}

/* What follows "charset=" in the LEN bytes at S; NULL for none. */
static char *
find_label(const char *s, gsize len)
{
  for (const char *p = s, *end = s + len; end - p > 8; p++) {
    if (g_ascii_strncasecmp(p, "charset", 7))
      continue;
    const char *q = p + 7;
    while (q < end && g_ascii_isspace(*q))
      q++;
    if (q >= end || *q != '=')
      continue;
    for (q++; q < end && (g_ascii_isspace(*q) || *q == '"' || *q == '\''); q++)
      ;
    const char *from = q;
    while (q < end && (g_ascii_isalnum(*q) || strchr("-_:.", *q)) && *q)
      q++;
    if (q > from && q - from < 40) {
      g_autofree char *label = g_strndup(from, (gsize)(q - from));
      return real_name(label);
    }
  }
  return NULL;
}

static gboolean
is_known(const char *name)
{
  iconv_t cd = iconv_open("UTF-8", name);
  if (cd == (iconv_t)-1)
    return FALSE;
  iconv_close(cd);
  return TRUE;
}

static char *
detected(const guint8 *bytes, gsize len)
{
  uchardet_t detector = uchardet_new();
  uchardet_handle_data(detector, (const char *)bytes, MIN(len, DETECT_ON));
  uchardet_data_end(detector);
  const char *name = uchardet_get_charset(detector);
  char *found = name && *name ? real_name(name) : NULL;
  uchardet_delete(detector);
  return found;
}

/* Valid but for a character that the end of the bytes cuts in two. */
static gboolean
is_utf8(const guint8 *bytes, gsize len)
{
  const char *end;
  if (g_utf8_validate_len((const char *)bytes, len, &end))
    return TRUE;
  gsize rest = len - (gsize)(end - (const char *)bytes);
  return rest < 4 && g_utf8_get_char_validated(end, (gssize)rest) == (gunichar)-2;
}

static const char *
by_mark(const guint8 *b, gsize len)
{
  if (len > 2 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf)
    return "UTF-8";
  if (len > 1 && b[0] == 0xff && b[1] == 0xfe)
    return "UTF-16LE";
  if (len > 1 && b[0] == 0xfe && b[1] == 0xff)
    return "UTF-16BE";
  /* "<\0h\0": UTF-16 without a mark. */
  if (len > 3 && !b[1] && !b[3] && b[0] && b[2])
    return "UTF-16LE";
  if (len > 3 && !b[0] && !b[2] && b[1] && b[3])
    return "UTF-16BE";
  return NULL;
}

/* ISO-2022-JP is ASCII with escapes, and so valid UTF-8. */
static gboolean
has_escapes(const guint8 *bytes, gsize len)
{
  const guint8 *p = memchr(bytes, 0x1b, len);
  return p && (gsize)(p - bytes) + 2 < len && (p[1] == '$' || p[1] == '(');
}

/* A label that says what servers say about anything. */
static gboolean
is_worthless(const char *name)
{
  return !name || g_str_equal(name, "UTF-8") || !is_known(name);
}

static char *
choose(const guint8 *bytes, gsize len, const char *content_type, gboolean detect)
{
  const char *mark = by_mark(bytes, len);
  if (mark)
    return g_strdup(mark);
  if (has_escapes(bytes, len))
    return g_strdup("ISO-2022-JP");
  if (is_utf8(bytes, len))
    return g_strdup("UTF-8");
  g_autofree char *header = content_type && !detect ? find_label(content_type, strlen(content_type)) : NULL;
  g_autofree char *meta = detect ? NULL : find_label((const char *)bytes, MIN(len, META_WITHIN));
  /* "ISO-8859-1" in the header is Apache's default of old: the page knows better. */
  if (!is_worthless(header) && !(g_str_equal(header, "WINDOWS-1252") && !is_worthless(meta)))
    return g_steal_pointer(&header);
  if (!is_worthless(meta))
    return g_steal_pointer(&meta);
  char *found = detected(bytes, len);
  if (!is_worthless(found) && !g_str_equal(found, "ASCII"))
    return found;
  g_free(found);
  return g_strdup("WINDOWS-1252");
}

/* All of it, whatever it is: one bad byte costs one U+FFFD. */
static char *
convert(const char *name, const guint8 *bytes, gsize len)
{
  iconv_t cd = iconv_open("UTF-8", name);
  if (cd == (iconv_t)-1)
    return g_utf8_make_valid((const char *)bytes, (gssize)len);
  GString *out = g_string_sized_new(len + len / 2 + 16);
  char buffer[4096], *in = (char *)(gpointer)bytes;
  while (len) {
    char *to = buffer;
    gsize room = sizeof buffer;
    gsize done = iconv(cd, &in, &len, &to, &room);
    int why = errno;
    g_string_append_len(out, buffer, (gssize)(sizeof buffer - room));
    if (done != (gsize)-1 || why == E2BIG)
      continue;
    g_string_append(out, "\xef\xbf\xbd");
    if (why == EINVAL || !len)
      break; /* cut at its end */
    in++;
    len--;
  }
  iconv_close(cd);
  return g_string_free(out, FALSE);
}

char *
ib_charset_decode(const guint8 *bytes, gsize len, const char *content_type, gboolean detect, char **charset)
{
  g_autofree char *name = choose(bytes, len, content_type, detect);
  gsize mark = g_str_equal(name, "UTF-8") && len > 2 && bytes[0] == 0xef                                        ? 3
               : bytes && len > 1 && g_str_has_prefix(name, "UTF-16") && (bytes[0] == 0xff || bytes[0] == 0xfe) ? 2
                                                                                                                : 0;
  if (mark == 3 && !(bytes[1] == 0xbb && bytes[2] == 0xbf))
    mark = 0;
  char *text = g_str_equal(name, "UTF-8") ? g_utf8_make_valid((const char *)bytes + mark, (gssize)(len - mark))
                                          : convert(name, bytes + mark, len - mark);
  if (charset)
    *charset = g_steal_pointer(&name);
  return text;
}
