/* A scanner for HTML.
 *
 * No tree: titles, dates and visible text need none, and what a scanner costs does not depend on
 * how a hostile page nests: each byte is read once.  Rules after "Tokenization" of the HTML
 * standard; names of entities are libxml2's. */
#include "config.h"

#include "check/html.h"

#include <string.h>
#include <libxml/HTMLparser.h>

/* Elements whose content is no markup. */
static const char *const raw_elements[] = { "script", "style", "textarea", "title", "xmp", "noembed" };

void
ib_html_init(IbHtml *html, const char *text, gsize len)
{
  memset(html, 0, sizeof *html);
  html->p = text;
  html->end = text + len;
}

static gboolean
is_raw(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(raw_elements); i++)
    if (g_str_equal(raw_elements[i], name))
      return TRUE;
  return FALSE;
}

/* Where "</name" stands, or the end. */
static const char *
find_close(const char *p, const char *end, const char *name)
{
  gsize n = strlen(name);
  while ((p = memchr(p, '<', (gsize)(end - p)))) {
    if ((gsize)(end - p) < n + 3)
      break;
    if (p[1] == '/' && !g_ascii_strncasecmp(p + 2, name, n) && !g_ascii_isalnum(p[2 + n]))
      return p;
    p++;
  }
  return end;
}

static gboolean
take_raw(IbHtml *html)
{
  const char *close = find_close(html->p, html->end, html->raw);
  g_strlcpy(html->name, html->raw, sizeof html->name);
  html->raw[0] = '\0';
  html->kind = IB_HTML_RAW;
  html->text = html->p;
  html->len = (gsize)(close - html->p);
  html->p = close;
  return TRUE;
}

static void
skip_blanks(IbHtml *html)
{
  while (html->p < html->end && (g_ascii_isspace(*html->p) || *html->p == '/'))
    html->p++;
}

static void
take_value(IbHtml *html, IbHtmlAttribute *a)
{
  char quote = *html->p;
  if (quote == '"' || quote == '\'') {
    const char *close = memchr(html->p + 1, quote, (gsize)(html->end - html->p - 1));
    a->value = html->p + 1;
    a->value_len = (gsize)((close ? close : html->end) - a->value);
    html->p = close ? close + 1 : html->end;
    return;
  }
  a->value = html->p;
  while (html->p < html->end && !g_ascii_isspace(*html->p) && *html->p != '>')
    html->p++;
  a->value_len = (gsize)(html->p - a->value);
}

static void
take_attribute(IbHtml *html)
{
  IbHtmlAttribute a = { .name = html->p };
  html->p++; /* even "=" begins a name */
  while (html->p < html->end && !g_ascii_isspace(*html->p) && !strchr("=>/", *html->p))
    html->p++;
  a.name_len = (gsize)(html->p - a.name);
  skip_blanks(html);
  if (html->p < html->end && *html->p == '=') {
    html->p++;
    while (html->p < html->end && g_ascii_isspace(*html->p))
      html->p++;
    if (html->p < html->end && *html->p != '>')
      take_value(html, &a);
  }
  if (html->n_attributes < IB_HTML_ATTRIBUTES)
    html->attributes[html->n_attributes++] = a;
}

/* From after "<" or "</". */
static void
take_tag(IbHtml *html)
{
  gsize n = 0;
  for (; html->p < html->end && !g_ascii_isspace(*html->p) && *html->p != '>' && *html->p != '/'; html->p++)
    if (n + 1 < sizeof html->name)
      html->name[n++] = g_ascii_tolower(*html->p);
  html->name[n] = '\0';
  for (skip_blanks(html); html->p < html->end && *html->p != '>'; skip_blanks(html))
    take_attribute(html);
  if (html->p < html->end)
    html->p++;
  if (html->kind == IB_HTML_OPEN && is_raw(html->name))
    g_strlcpy(html->raw, html->name, sizeof html->raw);
}

/* Comments, doctypes, CDATA and processing instructions. */
static void
skip_markup(IbHtml *html)
{
  gboolean comment = html->end - html->p > 3 && !memcmp(html->p, "<!--", 4);
  const char *p = html->p + (comment ? 4 : 2);
  if (comment && p < html->end && *p == '>') { /* "<!-->" */
    html->p = p + 1;
    return;
  }
  const char *close = comment ? g_strstr_len(p, html->end - p, "-->") : memchr(p, '>', (gsize)(html->end - p));
  html->p = close ? close + (comment ? 3 : 1) : html->end;
}

static gboolean
take_text(IbHtml *html)
{
  const char *from = html->p, *next = memchr(from + 1, '<', (gsize)(html->end - from - 1));
  html->kind = IB_HTML_TEXT;
  html->name[0] = '\0';
  html->text = from;
  html->p = next ? next : html->end;
  html->len = (gsize)(html->p - from);
  return TRUE;
}

gboolean
ib_html_next(IbHtml *html)
{
  html->n_attributes = 0;
  if (*html->raw)
    return take_raw(html);
  while (html->end - html->p > 1) {
    const char *p = html->p;
    gboolean close = p[0] == '<' && p[1] == '/' && html->end - p > 2 && g_ascii_isalpha(p[2]);
    if (close || (p[0] == '<' && g_ascii_isalpha(p[1]))) {
      html->kind = close ? IB_HTML_CLOSE : IB_HTML_OPEN;
      html->p += close ? 2 : 1;
      take_tag(html);
      return TRUE;
    }
    if (p[0] != '<' || !strchr("!?/", p[1]) || !p[1])
      return take_text(html);
    skip_markup(html);
  }
  return FALSE;
}

char *
ib_html_attribute(const IbHtml *html, const char *name)
{
  gsize n = strlen(name);
  for (guint i = 0; i < html->n_attributes; i++) {
    const IbHtmlAttribute *a = &html->attributes[i];
    if (a->name_len != n || g_ascii_strncasecmp(a->name, name, n))
      continue;
    GString *out = g_string_sized_new(a->value_len + 1);
    ib_html_decode(out, a->value, a->value_len);
    return g_string_free(out, FALSE);
  }
  return NULL;
}

/* "&#151;" is a dash of windows-1252, not a control character. */
static gunichar
numeric(const char *s, gsize len)
{
  static const guint16 cp1252[32] = { 0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                      0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178 };
  g_autofree char *digits = g_strndup(s, len);
  gboolean hex = *digits == 'x' || *digits == 'X';
  guint64 c = g_ascii_strtoull(digits + hex, NULL, hex ? 16 : 10);
  if (c >= 0x80 && c < 0xA0)
    return cp1252[c - 0x80];
  return c && c < 0x110000 && g_unichar_validate((gunichar)c) ? (gunichar)c : 0xFFFD;
}

/* The entity at S ("&…"); gives its length, or 0 for a bare "&". */
static gsize
take_entity(GString *out, const char *s, gsize len)
{
  char name[12];
  gsize n = 1;
  if (len > 2 && s[1] == '#') {
    for (n = 2; n < len && n < 12 && (g_ascii_isxdigit(s[n]) || s[n] == 'x' || s[n] == 'X'); n++)
      ;
    if (n == 2)
      return 0;
    g_string_append_unichar(out, numeric(s + 2, n - 2));
    return n < len && s[n] == ';' ? n + 1 : n;
  }
  while (n < len && n < sizeof name && g_ascii_isalnum(s[n]))
    n++;
  if (n == 1 || n >= sizeof name)
    return 0;
  memcpy(name, s + 1, n - 1);
  name[n - 1] = '\0';
  const htmlEntityDesc *known = g_str_equal(name, "apos") ? NULL : htmlEntityLookup((const xmlChar *)name);
  if (!known && !g_str_equal(name, "apos"))
    return 0;
  g_string_append_unichar(out, known ? known->value : '\'');
  return n < len && s[n] == ';' ? n + 1 : n;
}

void
ib_html_decode(GString *out, const char *s, gsize len)
{
  while (len) {
    const char *amp = memchr(s, '&', len);
    gsize n = amp ? (gsize)(amp - s) : len;
    g_string_append_len(out, s, (gssize)n);
    s += n;
    len -= n;
    if (!len)
      return;
    gsize taken = take_entity(out, s, len);
    if (!taken) {
      g_string_append_c(out, '&');
      taken = 1;
    }
    s += taken;
    len -= taken;
  }
}
