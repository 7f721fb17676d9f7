/* Title, author and date of a PDF, from its XMP packet or its information dictionary.
 *
 * ISO 32000-1, 14.3.  What stands in compressed object streams is not seen: then the PDF says
 * nothing, which is no reason to doubt it. */
#include "config.h"

#include <string.h>

#include "check/html.h"
#include "check/page.h"

#define STRING_MOST 1024

static const guint8 *
find(const guint8 *bytes, gsize len, const char *what)
{
  gsize n = strlen(what);
  for (const guint8 *p = bytes, *end = bytes + len; (gsize)(end - p) >= n; p++) {
    p = memchr(p, *what, (gsize)(end - p) - n + 1);
    if (!p)
      return NULL;
    if (!memcmp(p, what, n))
      return p;
  }
  return NULL;
}

/* "(A \(b\) c)" from after the bracket. */
static void
read_literal(GByteArray *out, const guint8 *p, const guint8 *end)
{
  guint depth = 1;
  for (; p < end && out->len < STRING_MOST; p++) {
    guint8 c = *p;
    if (c == '\\' && p + 1 < end) {
      c = *++p;
      if (c >= '0' && c <= '7') {
        guint value = 0, n = 0;
        for (; n < 3 && p + n < end && p[n] >= '0' && p[n] <= '7'; n++)
          value = value * 8 + (p[n] - '0');
        p += n - 1;
        c = (guint8)value;
      } else if (strchr("nrtbf", c) && c) {
        c = ' ';
      }
    } else if (c == '(') {
      depth++;
    } else if (c == ')' && !--depth) {
      return;
    }
    g_byte_array_append(out, &c, 1);
  }
}

/* "<FEFF0041…>" from after the bracket. */
static void
read_hex(GByteArray *out, const guint8 *p, const guint8 *end)
{
  int high = -1;
  for (; p < end && *p != '>' && out->len < STRING_MOST; p++) {
    int digit = g_ascii_xdigit_value((char)*p);
    if (digit < 0)
      continue;
    if (high < 0) {
      high = digit;
      continue;
    }
    guint8 c = (guint8)(high << 4 | digit);
    g_byte_array_append(out, &c, 1);
    high = -1;
  }
}

/* PDFDocEncoding is Latin-1 where it matters; else UTF-16BE or UTF-8 with a mark. */
static char *
to_text(const GByteArray *raw)
{
  const guint8 *b = raw->data;
  if (raw->len > 1 && b[0] == 0xfe && b[1] == 0xff)
    return g_convert((const char *)b + 2, (gssize)(raw->len - 2) & ~1, "UTF-8", "UTF-16BE", NULL, NULL, NULL);
  if (raw->len > 2 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf)
    return g_utf8_make_valid((const char *)b + 3, (gssize)raw->len - 3);
  return g_convert((const char *)b, (gssize)raw->len, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
}

static char *
info_value(const guint8 *bytes, gsize len, const char *key)
{
  const guint8 *end = bytes + len, *p = bytes;
  while ((p = find(p, (gsize)(end - p), key))) {
    p += strlen(key);
    while (p < end && g_ascii_isspace(*p))
      p++;
    if (p >= end || (*p != '(' && *p != '<') || (p + 1 < end && p[0] == '<' && p[1] == '<'))
      continue;
    g_autoptr(GByteArray) raw = g_byte_array_new();
    if (*p == '(')
      read_literal(raw, p + 1, end);
    else
      read_hex(raw, p + 1, end);
    return raw->len ? to_text(raw) : NULL;
  }
  return NULL;
}

/* Text of the first element of that name in the XMP packet, tags dropped. */
static char *
xmp_value(const guint8 *bytes, gsize len, const char *open, const char *close)
{
  const guint8 *from = find(bytes, len, open);
  if (!from)
    return NULL;
  const guint8 *to = find(from, MIN(len - (gsize)(from - bytes), 4 * STRING_MOST), close);
  if (!to)
    return NULL;
  IbHtml html;
  g_autoptr(GString) out = g_string_new(NULL);
  ib_html_init(&html, (const char *)from, (gsize)(to - from));
  while (ib_html_next(&html))
    if (html.kind == IB_HTML_TEXT)
      ib_html_decode(out, html.text, html.len);
  return g_utf8_make_valid(out->str, -1);
}

/* "Microsoft Word - draft.doc", "untitled", "paper.indd": what programs leave behind. */
static gboolean
is_leftover(const char *title)
{
  static const char *const heads[] = { "microsoft ", "untitled", "slide ", "powerpoint" };
  static const char *const tails[] = { ".doc", ".docx", ".indd", ".pdf", ".qxd", ".dvi", ".tex", ".ppt", ".rtf" };
  g_autofree char *low = g_utf8_strdown(title, -1);
  g_strstrip(low);
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
    if (g_str_has_prefix(low, heads[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(tails); i++)
    if (g_str_has_suffix(low, tails[i]))
      return TRUE;
  return !*low;
}

void
ib_page_read_pdf(IbPageBuilder *b, const guint8 *bytes, gsize len)
{
  g_autofree char *xmp = xmp_value(bytes, len, "<dc:title", "</dc:title>");
  g_autofree char *info = info_value(bytes, len, "/Title");
  g_autofree char *author = info_value(bytes, len, "/Author");
  if (xmp && !is_leftover(xmp))
    ib_page_add_title(b->page, xmp, TRUE);
  if (info && !is_leftover(info))
    ib_page_add_title(b->page, info, TRUE);
  if (author)
    ib_page_add_author(b->page, author);
  /* "D:20190304…": when the file was made, which is not when the work was published; but what
   * was changed after the access date was not what was read. */
  g_autofree char *changed = info_value(bytes, len, "/ModDate");
  if (changed && g_str_has_prefix(changed, "D:"))
    ib_page_note_modified(b, changed + 2, 5);
}
