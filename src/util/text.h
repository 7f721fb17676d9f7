/* Small text tools.  All take and give UTF-8. */
#ifndef IB_UTIL_TEXT_H
#define IB_UTIL_TEXT_H

#include <glib.h>

/* NFC of the LEN bytes at S (LEN -1: NUL-terminated); bytes that are not UTF-8
 * become U+FFFD.  Caller frees with g_free(). */
char *ib_text_nfc(const char *s, gssize len);
gboolean ib_text_is_nfc_quick(const char *s, gsize len); /* TRUE: surely NFC already */

/* White space (Unicode's, with no-break blanks) collapsed to single blanks, ends
 * trimmed.  Caller frees with g_free(). */
char *ib_text_collapse(const char *s, gssize len);

/* For comparing: case folded, diacritics dropped, every run of other than letters
 * and digits one blank, ends trimmed.  Caller frees with g_free(). */
char *ib_text_fold(const char *s, gssize len);

/* Nearest ASCII: "Kłysinski" -> "Klysinski"; what has no Latin form is left out.
 * Caller frees with g_free(). */
char *ib_text_ascii(const char *s);

/* Levenshtein distance in code points, but at most LIMIT + 1. */
guint ib_text_distance(const char *a, const char *b, guint limit);

/* Dice coefficient of the word sets of two folded strings, 0..1. */
double ib_text_similarity(const char *folded_a, const char *folded_b);

gboolean ib_text_is_blank(const char *s); /* NULL, empty or white space alone */

/* UTF-8 that was read as Windows-1252 or Latin-1 ("KÅ‚ysinski"), repaired; NULL when S
 * is no mojibake.  Only runs that decode to letters or punctuation are touched, so that
 * legitimate "Ã" survives.  Caller frees with g_free(). */
char *ib_text_unmojibake(const char *s);

/* S without CSL's mark-up: the tags of nocase spans, and, if ALL, those of italics, bold,
 * sub- and superscripts and small capitals.  Caller frees with g_free(). */
char *ib_text_unmarked(const char *s, gboolean all);

/* The entity that XML and HTML text and attributes have for one of & < > " '; NULL for any other. */
const char *ib_text_xml_entity(gunichar c);
/* S with these entities.  Appends to OUT. */
void ib_text_append_xml(GString *out, const char *s);
#endif
