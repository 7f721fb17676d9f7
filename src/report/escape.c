/* What comes from outside, made harmless.
 *
 * The characters that change direction (UAX 9) can make a reader see another text than is
 * there; those of C1 begin escape sequences in some terminals as ESC does. */
#include "config.h"

#include "report/escape.h"

#include "util/text.h"

#include <string.h>

gboolean
ib_is_control(gunichar c)
{
  return c < 0x20 || (c >= 0x7F && c < 0xA0)  /* C0, DEL, C1 */
         || c == 0x061C || c == 0x200E || c == 0x200F /* direction marks */
         || (c >= 0x202A && c <= 0x202E)      /* embeddings, overrides */
         || (c >= 0x2066 && c <= 0x2069)      /* isolates */
         || c == 0x2028 || c == 0x2029        /* line and paragraph separators */
         || (c >= 0xFFF9 && c <= 0xFFFB)      /* interlinear annotation */
         || (c >= 0xE0000 && c <= 0xE007F);   /* tags */
}

char *
ib_escape_terminal(const char *s)
{
  g_autofree char *valid = g_utf8_make_valid(s, -1);
  GString *out = g_string_sized_new(strlen(valid));
  gboolean gap = FALSE;

  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      gap = TRUE;
      continue;
    }
    if (gap && out->len)
      g_string_append_c(out, ' ');
    gap = FALSE;
    if (ib_is_control(c))
      g_string_append_printf(out, "<U+%04X>", c);
    else
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

void
ib_escape_html(GString *out, const char *s, gssize len, gboolean markup)
{
  g_autofree char *valid = g_utf8_make_valid(s, len);
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    const char *entity = ib_text_xml_entity(c);
    if (entity)
      g_string_append(out, entity);
    else if (c >= '\t' && c <= '\r')
      g_string_append_c(out, ' ');
    else if (ib_is_control(c))
      g_string_append_printf(out, markup ? "<span class=\"ctl\">U+%04X</span>" : "U+%04X", c);
    else
      g_string_append_unichar(out, c);
  }
}

void
ib_escape_json(GString *out, const char *json)
{
  const char *run = json;
  for (const char *p = json; *p;) {
    const char *next = g_utf8_next_char(p);
    gunichar c = (guchar)*p < 0x7F ? 0 : g_utf8_get_char(p);
    if (c && ib_is_control(c)) {
      g_string_append_len(out, run, p - run);
      if (c > 0xFFFF) /* tags: as a pair of surrogates */
        g_string_append_printf(out, "\\u%04X\\u%04X", 0xD7C0 + (c >> 10), 0xDC00 + (c & 0x3FF));
      else
        g_string_append_printf(out, "\\u%04X", c);
      run = next;
    }
    p = next;
  }
  g_string_append(out, run);
}

gboolean
ib_is_web_link(const char *s)
{
  gsize scheme = !s ? 0 : !g_ascii_strncasecmp(s, "http://", 7) ? 7
                        : !g_ascii_strncasecmp(s, "https://", 8) ? 8 : 0;
  if (!scheme || !s[scheme] || !g_utf8_validate(s, -1, NULL))
    return FALSE;
  for (const char *p = s; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (ib_is_control(c) || g_unichar_isspace(c))
      return FALSE;
  }
  return TRUE;
}
