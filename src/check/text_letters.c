/* text.homoglyph, and the text.mojibake that is no broken UTF-8: letters of the wrong script,
 * and of the wrong 8-bit set. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "util/text.h"

/* Letters that look alike: Latin beside Cyrillic, Latin beside Greek. */
static const struct {
  gunichar latin, alike;
} lookalikes[] = {
  { 'a', 0x0430 }, { 'c', 0x0441 }, { 'e', 0x0435 }, { 'o', 0x043E }, { 'p', 0x0440 }, { 'x', 0x0445 }, { 'i', 0x0456 },
  { 'y', 0x0443 }, { 'j', 0x0458 }, { 's', 0x0455 }, { 'A', 0x0410 }, { 'B', 0x0412 }, { 'E', 0x0415 }, { 'K', 0x041A },
  { 'M', 0x041C }, { 'H', 0x041D }, { 'O', 0x041E }, { 'P', 0x0420 }, { 'C', 0x0421 }, { 'T', 0x0422 }, { 'X', 0x0425 },
  { 'Y', 0x0423 }, { 'I', 0x0406 }, { 'S', 0x0405 }, { 'J', 0x0408 }, { 'A', 0x0391 }, { 'B', 0x0392 }, { 'E', 0x0395 },
  { 'H', 0x0397 }, { 'I', 0x0399 }, { 'K', 0x039A }, { 'M', 0x039C }, { 'N', 0x039D }, { 'O', 0x039F }, { 'P', 0x03A1 },
  { 'T', 0x03A4 }, { 'X', 0x03A7 }, { 'o', 0x03BF }, { 'Z', 0x0396 }, { 'Y', 0x03A5 },
};

static gunichar
latin_for(gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS(lookalikes); i++)
    if (lookalikes[i].alike == c)
      return lookalikes[i].latin;
  return 0;
}

/* The letter of Cyrillic that C, a Latin letter, looks like. */
static gunichar
cyrillic_for(gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS(lookalikes); i++)
    if (lookalikes[i].latin == c && lookalikes[i].alike >= 0x0400)
      return lookalikes[i].alike;
  return 0;
}

typedef struct {
  guint latin, latin_alike; /* Latin letters, and those of them that Cyrillic has too */
  guint alike;              /* Cyrillic and Greek letters that Latin has too */
  guint foreign;            /* other letters of other scripts */
  guint cyrillic;
} Letters;

static Letters
count_letters(const char *start, const char *end)
{
  Letters n = { 0 };
  for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN) {
      n.latin++;
      n.latin_alike += cyrillic_for(c) != 0;
    } else if (latin_for(c)) {
      n.alike++;
    } else {
      n.foreign++;
    }
    n.cyrillic += c >= 0x0400 && c < 0x0530;
  }
  return n;
}

/* "ХІV": a Roman number in a Cyrillic text. */
static gboolean
is_roman(const char *start, const char *end)
{
  for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p), latin = latin_for(c);
    c = latin ? latin : c;
    if (c >= 0x80 || !strchr("IVXLCDM", (char)c))
      return FALSE;
  }
  return TRUE;
}

/* The word as it was meant, in one script; NULL when the word is in order. */
static char *
in_one_script(const char *start, const char *end)
{
  Letters n = count_letters(start, end);
  gboolean to_latin = n.latin && n.alike && !n.foreign && n.latin + n.alike >= 3;
  gboolean to_cyrillic = n.latin && n.latin == n.latin_alike && n.foreign && n.cyrillic == n.alike + n.foreign &&
                         n.cyrillic >= 3 && n.latin < n.cyrillic;
  if ((!to_latin && !to_cyrillic) || is_roman(start, end))
    return NULL;
  GString *word = g_string_new(NULL);
  for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p), other = to_latin ? latin_for(c) : cyrillic_for(c);
    g_string_append_unichar(word, other ? other : c);
  }
  return g_string_free(word, FALSE);
}

static void
look_for_homoglyphs(IbCheck *check, guint i, const IbPiece *piece, G_GNUC_UNUSED gconstpointer data)
{
  const char *text = piece->text;
  for (const char *p = text; *p && !ib_check_has(check, i, "text.homoglyph");) {
    const char *start = p;
    gboolean ascii = TRUE;
    while (*p && g_unichar_isalpha(g_utf8_get_char(p))) {
      ascii &= (guchar)*p < 0x80;
      p = g_utf8_next_char(p);
    }
    g_autofree char *meant = ascii ? NULL : in_one_script(start, p);
    if (meant) {
      g_autofree char *word = g_strndup(start, p - start);
      IbidFinding *f = ib_piece_add(check, "text.homoglyph", IBID_SEVERITY_WARNING, i, piece, start - text, p - text);
      ibid_finding_set_message(f, "“%s” mixes letters of two scripts that look alike", word);
      ibid_finding_add_fact(f, "word", word);
      if (f->var)
        ibid_finding_set_fix(f, f->var, word, meant, FALSE);
      return;
    }
    if (*p && p == start)
      p = g_utf8_next_char(p);
  }
}

static void
check_homoglyphs(IbCheck *check, guint i)
{
  ib_pieces_foreach(check, i, TRUE, look_for_homoglyphs, NULL);
}

/* UTF-8 read as an 8-bit set, in a field: plain text was mended when it was read. */

static void
look_for_mojibake(IbCheck *check, guint i, const IbPiece *piece, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *meant = piece->var ? ib_text_unmojibake(piece->text) : NULL;
  if (!meant || g_str_equal(meant, piece->text))
    return;
  IbidFinding *f = ib_piece_add(check, "text.mojibake", IBID_SEVERITY_WARNING, i, piece, 0, strlen(piece->text));
  ibid_finding_set_message(f, "“%s” was read in the wrong character set; it should read “%s”", piece->text, meant);
  ibid_finding_add_fact(f, "printed", piece->text);
  ibid_finding_add_fact(f, "repaired", meant);
  ibid_finding_set_fix(f, piece->var, piece->text, meant, TRUE);
}

static void
check_mojibake(IbCheck *check, guint i)
{
  ib_pieces_foreach(check, i, TRUE, look_for_mojibake, NULL);
}

/* One 8-bit set read as another. */

/* Central European letters (ISO 8859-2, Windows-1250) read as Western ones.  Each row needs its
 * neighbours, since the Western letter has a life of its own. */
static const struct {
  const char *pattern, *wrong, *right;
} central[] = {
  { "\\p{L}+iæ\\b|\\p{L}+ovæ\\b|\\b\\p{L}+eæu\\b", "æ", "ć" },         /* Petriæ, Jovanoviæ, stoljeæu */
  { "\\p{L}+ièk[aeiou]\\p{Ll}*|\\p{L}+aèk[aeiou]\\p{Ll}*", "è", "č" }, /* Politièka, znaèka */
  { "\\b\\p{L}*\\p{L}¹\\p{Ll}+", "¹", "š" },                           /* Mi¹ko */
  { "\\b\\p{L}*\\p{L}¾\\p{Ll}+", "¾", "ž" },                           /* Ne¾a */
  { "\\b\\p{L}*\\p{L}³\\p{Ll}+", "³", "ł" },                           /* Ma³gorzata */
  { "\\b\\p{L}*\\p{L}¿\\p{Ll}+", "¿", "ż" },                           /* Mo¿e */
};

static void
report_central(IbCheck *check, guint i, const IbPiece *piece, guint row)
{
  const char *text = piece->text;
  gsize start, end;
  if (!strstr(text, central[row].wrong) || !ib_check_match(central[row].pattern, text, &start, &end))
    return;
  g_autofree char *word = g_strndup(text + start, end - start);
  g_auto(GStrv) parts = g_strsplit(word, central[row].wrong, -1);
  g_autofree char *meant = g_strjoinv(central[row].right, parts);
  IbidFinding *f = ib_piece_add(check, "text.mojibake", IBID_SEVERITY_INFO, i, piece, start, end);
  ibid_finding_set_message(f, "“%s” was read in another 8-bit character set; “%s” may be meant", word, meant);
  ibid_finding_add_fact(f, "printed", word);
  if (f->var)
    ibid_finding_set_fix(f, f->var, word, meant, FALSE);
}

/* "Ìîñêâà": a word of four letters or more from the upper half alone is Cyrillic, Windows-1251
 * read as Latin-1. */
static gboolean
report_cyrillic(IbCheck *check, guint i, const IbPiece *piece)
{
  static const char upper[] = "(?<!\\p{L})[À-ÖØ-öø-ÿ]{4,}(?!\\p{L})";
  const char *text = piece->text;
  gsize start, end;
  if (!strchr(text, '\xC3') || !ib_check_match(upper, text, &start, &end))
    return FALSE;
  g_autofree char *word = g_strndup(text + start, end - start);
  g_autoptr(GString) meant = g_string_new(NULL);
  for (const char *p = word; *p; p = g_utf8_next_char(p))
    g_string_append_unichar(meant, g_utf8_get_char(p) - 0xC0 + 0x0410);
  IbidFinding *f = ib_piece_add(check, "text.mojibake", IBID_SEVERITY_INFO, i, piece, start, end);
  ibid_finding_set_message(f, "“%s” was read in another 8-bit character set; “%s” may be meant", word, meant->str);
  ibid_finding_add_fact(f, "printed", word);
  if (f->var)
    ibid_finding_set_fix(f, f->var, word, meant->str, FALSE);
  return TRUE;
}

static void
look_for_eight_bit(IbCheck *check, guint i, const IbPiece *piece, G_GNUC_UNUSED gconstpointer data)
{
  if ((!strchr(piece->text, '\xC3') && !strchr(piece->text, '\xC2')) || ib_check_has(check, i, "text.mojibake") ||
      report_cyrillic(check, i, piece))
    return;
  for (guint row = 0; row < G_N_ELEMENTS(central); row++)
    report_central(check, i, piece, row);
}

static void
check_eight_bit(IbCheck *check, guint i)
{
  ib_pieces_foreach(check, i, TRUE, look_for_eight_bit, NULL);
}

const IbRule ib_rules_letters[] = {
  { "text.homoglyph", check_homoglyphs, NULL },
  { "text.mojibake", check_mojibake, NULL },
  { "text.mojibake", check_eight_bit, NULL },
  { NULL, NULL, NULL },
};
