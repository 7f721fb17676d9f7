/* Unicode -> LaTeX for .bib files. */
#include "config.h"

#include "export/latex.h"

#include <string.h>

/* What TeX gives a meaning.  BibTeX counts the braces of "\{" too, so it is never written. */
static const struct {
  char c;
  const char *latex;
} escapes[] = {
  { '&', "\\&" }, { '%', "\\%" }, { '$', "\\$" }, { '#', "\\#" }, { '_', "\\_" },
  { '{', "\\textbraceleft{}" }, { '}', "\\textbraceright{}" }, { '\\', "\\textbackslash{}" }, { '~', "\\textasciitilde{}" },
  { '^', "\\textasciicircum{}" },
};

/* Characters with a way to write them that every reader knows. */
static const struct {
  gunichar c;
  const char *latex;
  gboolean always; /* else with ASCII alone */
} characters[] = {
  { 0x00A0, "~", TRUE },      { 0x2013, "--", FALSE },   { 0x2014, "---", FALSE }, { 0x2018, "`", FALSE },
  { 0x2019, "'", FALSE },     { 0x201C, "``", FALSE },   { 0x201D, "''", FALSE },  { 0x201E, "\\quotedblbase{}", FALSE },
  { 0x2026, "\\ldots{}", FALSE }, { 0x00DF, "\\ss{}", FALSE }, { 0x00E6, "\\ae{}", FALSE }, { 0x00C6, "\\AE{}", FALSE },
  { 0x00F8, "\\o{}", FALSE }, { 0x00D8, "\\O{}", FALSE }, { 0x0142, "\\l{}", FALSE }, { 0x0141, "\\L{}", FALSE },
  { 0x0153, "\\oe{}", FALSE }, { 0x0152, "\\OE{}", FALSE }, { 0x00F0, "\\dh{}", FALSE }, { 0x00D0, "\\DH{}", FALSE },
  { 0x00FE, "\\th{}", FALSE }, { 0x00DE, "\\TH{}", FALSE }, { 0x0111, "\\dj{}", FALSE }, { 0x0110, "\\DJ{}", FALSE },
  { 0x0131, "\\i{}", FALSE }, { 0x00AB, "\\guillemotleft{}", FALSE }, { 0x00BB, "\\guillemotright{}", FALSE },
  { 0x00A7, "\\S{}", FALSE }, { 0x00A9, "\\copyright{}", FALSE }, { 0x00B0, "\\textdegree{}", FALSE },
  { 0x20AC, "\\texteuro{}", FALSE }, { 0x00A3, "\\pounds{}", FALSE }, { 0x2022, "\\textbullet{}", FALSE },
  { 0x00D7, "$\\times$", FALSE }, { 0x00B1, "$\\pm$", FALSE }, { 0x2032, "$\\prime$", FALSE },
};

static const struct {
  gunichar mark;
  const char *command;
} accents[] = {
  { 0x300, "`" }, { 0x301, "'" }, { 0x302, "^" }, { 0x303, "~" }, { 0x304, "=" }, { 0x306, "u" }, { 0x307, "." },
  { 0x308, "\"" }, { 0x30A, "r" }, { 0x30B, "H" }, { 0x30C, "v" }, { 0x323, "d" }, { 0x327, "c" }, { 0x328, "k" },
  { 0x331, "b" },
};

static const char *
escape_of(char c)
{
  for (guint i = 0; i < G_N_ELEMENTS(escapes); i++)
    if (escapes[i].c == c)
      return escapes[i].latex;
  return NULL;
}

static const char *
character_of(gunichar c, gboolean ascii)
{
  for (guint i = 0; i < G_N_ELEMENTS(characters); i++)
    if (characters[i].c == c)
      return ascii || characters[i].always ? characters[i].latex : NULL;
  return NULL;
}

/* "é" -> "{\'e}"; FALSE where C is no letter with one known accent. */
static gboolean
append_accented(GString *out, gunichar c)
{
  gunichar base, mark;
  if (!g_unichar_decompose(c, &base, &mark) || base >= 0x80)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(accents); i++) {
    if (accents[i].mark != mark)
      continue;
    g_string_append_printf(out, "{\\%s{%c}}", accents[i].command, (char)base);
    return TRUE;
  }
  return FALSE;
}

/* "--", "``" and "''" are ligatures of TeX: would C, the first of what is written next, make one? */
static gboolean
joins(const GString *out, char c)
{
  return (c == '-' || c == '`' || c == '\'') && out->len && out->str[out->len - 1] == c;
}

static void
append_char(GString *out, const char *p, gboolean ascii)
{
  gunichar c = g_utf8_get_char(p);
  const char *latex = c < 0x80 ? escape_of((char)c) : character_of(c, ascii);
  if (joins(out, latex ? *latex : *p))
    g_string_append(out, "{}");
  if (latex)
    g_string_append(out, latex);
  else if (c == '\n')
    g_string_append(out, "\\newline{}");
  else if (c == '\r' || c == '\t')
    g_string_append_c(out, ' ');
  else if (c == ' ' && out->len && out->str[out->len - 1] == ' ')
    g_string_append(out, "\\ "); /* TeX takes a run of blanks for one */
  else if (c < 0x20 || c == 0x7F)
    return; /* no control character belongs into a .bib file */
  else if (c < 0x80 || !ascii)
    g_string_append_len(out, p, g_utf8_next_char(p) - p);
  else if (!append_accented(out, c))
    g_string_append_printf(out, "{\\char\"%04X}", c);
}

/* Mark-up: how it opens, closes, and what it becomes. */
static const struct {
  const char *open, *close, *latex;
} tags[] = {
  { "<i>", "</i>", "\\textit{" },
  { "<b>", "</b>", "\\textbf{" },
  { "<sup>", "</sup>", "\\textsuperscript{" },
  { "<sub>", "</sub>", "\\textsubscript{" },
  { "<span class=\"nocase\">", "</span>", "{" },
  { "<span style=\"font-variant:small-caps;\">", "</span>", "\\textsc{" },
};

static int
tag_at(const char *p)
{
  for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
    if (g_str_has_prefix(p, tags[i].open))
      return (int)i;
  return -1;
}

#define MAX_OPEN 16

void
ib_latex_append(GString *out, const char *s, gboolean ascii)
{
  const char *closes[MAX_OPEN];
  guint open = 0;
  for (const char *p = s; *p;) {
    int tag = *p == '<' ? tag_at(p) : -1;
    if (open && g_str_has_prefix(p, closes[open - 1])) {
      g_string_append_c(out, '}');
      p += strlen(closes[--open]);
    } else if (tag >= 0 && open < MAX_OPEN && strstr(p, tags[tag].close)) {
      g_string_append(out, tags[tag].latex);
      closes[open++] = tags[tag].close;
      p += strlen(tags[tag].open);
    } else {
      append_char(out, p, ascii);
      p = g_utf8_next_char(p);
    }
  }
  while (open-- > 0)
    g_string_append_c(out, '}');
}

void
ib_latex_append_verbatim(GString *out, const char *s, gboolean ascii)
{
  for (; *s; s++) {
    if (strchr("{}\\", *s) || (guchar)*s < 0x20 || (ascii && (guchar)*s >= 0x7F))
      g_string_append_printf(out, "%%%02X", (guchar)*s);
    else
      g_string_append_c(out, *s);
  }
}
