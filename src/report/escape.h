/* What comes from pages, files and services, made harmless for terminals, HTML and JSON.
 * All take any bytes: what is not UTF-8 becomes U+FFFD. */
#ifndef IB_REPORT_ESCAPE_H
#define IB_REPORT_ESCAPE_H

#include <glib.h>

/* Control characters (escape sequences begin with one), and characters that turn the
 * direction of the text around them, among them all that no reader sees. */
gboolean ib_is_control(gunichar c);

/* S on one line: white space as single blanks, controls as "<U+001B>".
 * Caller frees with g_free(). */
char *ib_escape_terminal(const char *s);
/* LEN bytes (-1: NUL-terminated) as HTML text or attribute; controls become a visible
 * U+001B, in a span of class "ctl" when MARKUP. */
void ib_escape_html(GString *out, const char *s, gssize len, gboolean markup);
/* JSON text: the controls that JSON allows in strings become \u escapes. */
void ib_escape_json(GString *out, const char *json);
/* May S stand in a link: an address of http or https, without blanks and controls? */
gboolean ib_is_web_link(const char *s);
#endif
