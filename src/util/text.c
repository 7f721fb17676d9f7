/* Small text tools: normal forms, folding, comparing.
 *
 * Normal forms are Unicode's (UAX 15), through GLib; the table below holds the
 * Latin letters that have no decomposition, for keys and comparisons. */
#include "config.h"

#include "util/text.h"

#include <string.h>

/* Bytes of a character at the beginning of LEN bytes S that is in NFC and joins with nothing before it; 0 when
 * that would have to be looked up. */
static gsize
plain_char(const char *s, gsize len)
{
  guchar c = (guchar)s[0];
  if (c < 0x80)
    return 1;
  if (c < 0xCC || (c >= 0xD0 && c <= 0xD1)) /* below U+0300; Cyrillic letters */
    return 2;
  if (c == 0xE2 && len > 2 && (guchar)s[1] == 0x80 && (guchar)s[2] >= 0x90) /* dashes and quotes: U+2010 to U+203F */
    return 3;
  return 0;
}

gboolean
ib_text_is_nfc_quick(const char *s, gsize len)
{
  for (gsize i = 0, n; i < len; i += n)
    if (!(n = plain_char(s + i, len - i)))
      return FALSE;
  return TRUE;
}

char *
ib_text_nfc(const char *s, gssize len)
{
  gsize n = len < 0 ? strlen(s) : (gsize)len;
  if (!g_utf8_validate_len(s, n, NULL)) {
    g_autofree char *valid = g_utf8_make_valid(s, n);
    return g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);
  }
  if (ib_text_is_nfc_quick(s, n))
    return g_strndup(s, n);
  return g_utf8_normalize(s, n, G_NORMALIZE_NFC);
}

static gboolean
is_space(gunichar c)
{
  return g_unichar_isspace(c) || c == 0xA0 || c == 0x2007 || c == 0x202F;
}

/* The character at *S, which is moved behind it: as bytes of its own, or U+FFFD for a byte that is none. */
static gunichar
take_char(const char **s, const char *end)
{
  gunichar c = g_utf8_get_char_validated(*s, end - *s);
  gboolean valid = (gint)c >= 0;
  *s = valid ? g_utf8_next_char(*s) : *s + 1;
  return valid ? c : 0xFFFD;
}

char *
ib_text_collapse(const char *s, gssize len)
{
  gsize n = len < 0 ? strlen(s) : (gsize)len;
  GString *out = g_string_sized_new(n);
  const char *end = s + n;
  gboolean gap = FALSE;

  while (s < end) {
    const char *from = s;
    while (s < end && *s > ' ')
      s++;
    gsize plain = s - from;
    gunichar c = plain ? 'x' : take_char(&s, end);
    if (is_space(c) || c == 0) {
      gap = TRUE;
      continue;
    }
    if (gap && out->len)
      g_string_append_c(out, ' ');
    gap = FALSE;
    if (plain)
      g_string_append_len(out, from, plain);
    else
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

/* Latin letters without a decomposition, and what stands for them in ASCII. */
static const struct {
  gunichar c;
  const char *ascii;
} plain_letters[] = {
  { 0x00C6, "AE" }, { 0x00D0, "D" },  { 0x00D8, "O" },  { 0x00DE, "Th" }, { 0x00DF, "ss" },
  { 0x00E6, "ae" }, { 0x00F0, "d" },  { 0x00F8, "o" },  { 0x00FE, "th" }, { 0x0110, "D" },
  { 0x0111, "d" },  { 0x0126, "H" },  { 0x0127, "h" },  { 0x0131, "i" },  { 0x0138, "k" },
  { 0x0141, "L" },  { 0x0142, "l" },  { 0x014A, "N" },  { 0x014B, "n" },  { 0x0152, "OE" },
  { 0x0153, "oe" }, { 0x0166, "T" },  { 0x0167, "t" },  { 0x018F, "E" },  { 0x0259, "e" },
  { 0x1E9E, "SS" },
};

static const char *
plain_letter(gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS(plain_letters); i++)
    if (plain_letters[i].c == c)
      return plain_letters[i].ascii;
  return NULL;
}

static void
fold_ascii(GString *out, const char *s, gsize n)
{
  gboolean gap = FALSE;
  for (gsize i = 0; i < n; i++) {
    char c = s[i];
    if (!g_ascii_isalnum(c)) {
      gap = TRUE;
      continue;
    }
    if (gap && out->len)
      g_string_append_c(out, ' ');
    gap = FALSE;
    g_string_append_c(out, g_ascii_tolower(c));
  }
}

static void
fold_unicode(GString *out, const char *s, gsize n)
{
  g_autofree char *valid = g_utf8_make_valid(s, n);
  g_autofree char *wide = g_utf8_normalize(valid, -1, G_NORMALIZE_NFKD);
  gboolean gap = FALSE;

  for (const char *p = wide; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_ismark(c))
      continue;
    if (!g_unichar_isalnum(c)) {
      gap = TRUE;
      continue;
    }
    if (gap && out->len)
      g_string_append_c(out, ' ');
    gap = FALSE;
    const char *ascii = c >= 0xC0 ? plain_letter(c) : NULL;
    for (const char *a = ascii; a && *a; a++)
      g_string_append_c(out, g_ascii_tolower(*a));
    if (!ascii)
      g_string_append_unichar(out, g_unichar_tolower(c));
  }
}

char *
ib_text_fold(const char *s, gssize len)
{
  gsize n = len < 0 ? strlen(s) : (gsize)len;
  GString *out = g_string_sized_new(n);
  gsize i = 0;

  while (i < n && (guchar)s[i] < 0x80)
    i++;
  if (i == n)
    fold_ascii(out, s, n);
  else
    fold_unicode(out, s, n);
  return g_string_free(out, FALSE);
}

char *
ib_text_ascii(const char *s)
{
  if (g_str_is_ascii(s))
    return g_strdup(s);
  g_autofree char *wide = g_utf8_normalize(s, -1, G_NORMALIZE_NFKD);
  GString *out = g_string_new(NULL);

  for (const char *p = wide ? wide : ""; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    const char *ascii = plain_letter(c);
    if (c < 0x80)
      g_string_append_c(out, (char)c);
    else if (ascii)
      g_string_append(out, ascii);
  }
  return g_string_free(out, FALSE);
}

guint
ib_text_distance(const char *a, const char *b, guint limit)
{
  glong na, nb;
  g_autofree gunichar *ua = g_utf8_to_ucs4_fast(a, -1, &na);
  g_autofree gunichar *ub = g_utf8_to_ucs4_fast(b, -1, &nb);

  if ((guint)ABS(na - nb) > limit)
    return limit + 1;
  g_autofree guint *row = g_new(guint, nb + 1);
  for (glong j = 0; j <= nb; j++)
    row[j] = j;
  for (glong i = 1; i <= na; i++) {
    guint corner = row[0], least = row[0] = i;
    for (glong j = 1; j <= nb; j++) {
      guint up = row[j];
      guint change = corner + (ua[i - 1] != ub[j - 1]);
      row[j] = MIN(change, MIN(up, row[j - 1]) + 1);
      least = MIN(least, row[j]);
      corner = up;
    }
    if (least > limit)
      return limit + 1;
  }
  return MIN(row[nb], limit + 1);
}

double
ib_text_similarity(const char *folded_a, const char *folded_b)
{
  g_auto(GStrv) a = g_strsplit(folded_a, " ", -1);
  g_auto(GStrv) b = g_strsplit(folded_b, " ", -1);
  g_autoptr(GHashTable) words = g_hash_table_new(g_str_hash, g_str_equal);
  guint nb = 0, both = 0;

  for (char **w = a; *w; w++)
    if (**w)
      g_hash_table_add(words, *w);
  guint na = g_hash_table_size(words);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (char **w = b; *w; w++) {
    if (!**w || !g_hash_table_add(seen, *w))
      continue;
    nb++;
    both += g_hash_table_contains(words, *w);
  }
  return na + nb ? 2.0 * both / (na + nb) : 1.0;
}

gboolean
ib_text_is_blank(const char *s)
{
  for (; s && *s; s = g_utf8_next_char(s))
    if (!is_space(g_utf8_get_char(s)))
      return FALSE;
  return TRUE;
}

/* Tags in pairs; those of nocase spans first. */
static const struct {
  const char *open, *close;
} csl_tags[] = {
  { "<span class=\"nocase\">", "</span>" }, { "<span style=\"font-variant:small-caps;\">", "</span>" },
  { "<i>", "</i>" }, { "<b>", "</b>" }, { "<sup>", "</sup>" }, { "<sub>", "</sub>" },
};

#define MAX_TAGS 64 /* open at once */

static int
csl_tag_at(const char *p)
{
  for (guint i = 0; i < G_N_ELEMENTS(csl_tags); i++)
    if (g_str_has_prefix(p, csl_tags[i].open))
      return (int)i;
  return -1;
}

/* The last place in S at which each tag is closed: what opens behind it has no partner. */
static void
find_last_closes(const char *s, const char *last[])
{
  for (guint i = 0; i < G_N_ELEMENTS(csl_tags); i++)
    last[i] = g_strrstr(s, csl_tags[i].close);
}

char *
ib_text_unmarked(const char *s, gboolean all)
{
  const char *last[G_N_ELEMENTS(csl_tags)];
  int open[MAX_TAGS], depth = 0;
  GString *out = g_string_sized_new(strlen(s));

  find_last_closes(s, last);
  while (*s) {
    int tag = *s == '<' ? csl_tag_at(s) : -1, top = depth ? open[depth - 1] : -1;
    const char *drop = NULL;
    if (top >= 0 && g_str_has_prefix(s, csl_tags[top].close)) {
      drop = csl_tags[top].close;
      depth--;
      tag = top;
    } else if (tag >= 0 && depth < MAX_TAGS && last[tag] && s < last[tag]) {
      drop = csl_tags[tag].open;
      open[depth++] = tag;
    }
    gsize n = drop ? strlen(drop) : 1;
    if (!drop || (tag > 0 && !all))
      g_string_append_len(out, s, n);
    s += n;
  }
  return g_string_free(out, FALSE);
}

const char *
ib_text_xml_entity(gunichar c)
{
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\'':
    return "&#39;";
  default:
    return NULL;
  }
}

void
ib_text_append_xml(GString *out, const char *s)
{
  const char *run = s;
  for (; *s; s++) {
    const char *entity = ib_text_xml_entity((guchar)*s);
    if (!entity)
      continue;
    g_string_append_len(out, run, s - run);
    g_string_append(out, entity);
    run = s + 1;
  }
  g_string_append_len(out, run, s - run);
}
