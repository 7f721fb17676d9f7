/* LaTeX -> Unicode: accents, letters, dashes, quotation marks, simple mathematics, and the
 * commands that CSL's mark-up can say.  After the LaTeX Companion and what .bib files hold. */
#include "config.h"

#include "import/latex.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "import/latex_symbols.h"

#define MAX_DEPTH 64

typedef struct {
  const char *p, *end;
  GString *out;
  IbLatexFlags flags;
  guint depth; /* of groups */
  gboolean math;
  gboolean quoted; /* behind "`" */
} Decoder;

/* Accents: the command's letter, the combining character, and the one that stands alone, "\~{}". */
static const struct {
  char name;
  gunichar mark, alone;
} accents[] = {
  { '`', 0x300, '`' },   { '\'', 0x301, 0xB4 }, { '^', 0x302, '^' },   { '~', 0x303, '~' },   { '=', 0x304, 0xAF },  { 'u', 0x306, 0x2D8 },
  { '.', 0x307, 0x2D9 }, { '"', 0x308, 0xA8 },  { 'r', 0x30A, 0x2DA }, { 'H', 0x30B, 0x2DD }, { 'v', 0x30C, 0x2C7 }, { 'd', 0x323, 0x323 },
  { 'c', 0x327, 0xB8 },  { 'k', 0x328, 0x2DB }, { 'b', 0x331, 0x331 }, { 't', 0x361, 0x361 }, { 'h', 0x309, 0x309 }, { 'G', 0x30F, 0x30F },
  { 'f', 0x311, 0x311 },
};

/* Commands whose argument is set in another way. */
static const struct {
  const char *name, *open, *close;
} styles[] = {
  { "textit", "<i>", "</i>" },   { "emph", "<i>", "</i>" },      { "textsl", "<i>", "</i>" },
  { "mkbibemph", "<i>", "</i>" }, { "mkbibitalic", "<i>", "</i>" }, { "mathit", "<i>", "</i>" },
  { "textbf", "<b>", "</b>" },   { "mkbibbold", "<b>", "</b>" }, { "mathbf", "<b>", "</b>" },
  { "textsuperscript", "<sup>", "</sup>" }, { "mkbibsuperscript", "<sup>", "</sup>" },
  { "textsubscript", "<sub>", "</sub>" },   { "mkbibsubscript", "<sub>", "</sub>" },
  { "textsc", "<span style=\"font-variant:small-caps;\">", "</span>" },
  /* declarations: {\it text} */
  { "it", "<i>", "</i>" },       { "itshape", "<i>", "</i>" },   { "em", "<i>", "</i>" }, { "sl", "<i>", "</i>" },
  { "bf", "<b>", "</b>" },       { "bfseries", "<b>", "</b>" },
  { "sc", "<span style=\"font-variant:small-caps;\">", "</span>" },
};
#define FIRST_DECLARATION 14

/* Commands that set something around their argument. */
static const struct {
  const char *name, *open, *close;
} wraps[] = {
  { "enquote", "“", "”" },     { "mkbibquote", "“", "”" },     { "mkbibparens", "(", ")" }, { "parentext", "(", ")" },
  { "mkbibbrackets", "[", "]" }, { "brackettext", "[", "]" },
};

static void decode_until(Decoder *d, char stop);
static void put_command(Decoder *d);

static gunichar
accent_mark(char name)
{
  for (guint i = 0; i < G_N_ELEMENTS(accents); i++)
    if (accents[i].name == name)
      return accents[i].mark;
  return 0;
}

/* What MARK is without a letter. */
static gunichar
mark_alone(gunichar mark)
{
  for (guint i = 0; i < G_N_ELEMENTS(accents); i++)
    if (accents[i].mark == mark)
      return accents[i].alone;
  return mark;
}

static int
style_row(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(styles); i++)
    if (g_str_equal(styles[i].name, name))
      return (int)i;
  return -1;
}

static void
skip_blanks(Decoder *d)
{
  while (d->p < d->end && g_ascii_isspace(*d->p))
    d->p++;
}

/* Decodes one argument, a group or a single token, as text of its own with FLAGS.  Caller frees. */
static char *
argument_with(Decoder *d, IbLatexFlags flags)
{
  Decoder inner = *d;
  inner.out = g_string_new(NULL);
  inner.flags = flags;
  inner.depth++;
  skip_blanks(&inner);
  if (inner.p < inner.end && *inner.p == '{' && inner.depth < MAX_DEPTH) {
    inner.p++;
    decode_until(&inner, '}');
  } else if (inner.p < inner.end && *inner.p != '}') { /* "{\d}" has none */
    const char *next = *inner.p == '\\' ? NULL : g_utf8_next_char(inner.p);
    Decoder one = inner;
    one.end = next && next < inner.end ? next : inner.end;
    if (next) {
      g_string_append_len(inner.out, inner.p, one.end - inner.p);
      inner.p = one.end;
    } else if (inner.depth < MAX_DEPTH) { /* "\'\i", "\'\^e" */
      put_command(&inner);
    } else {
      inner.p++;
    }
  }
  d->p = inner.p;
  return g_string_free(inner.out, FALSE);
}

/* Of a letter or a formula: no case to keep. */
static char *
argument(Decoder *d)
{
  return argument_with(d, d->flags & ~IB_LATEX_NOCASE);
}

/* The argument as it is written, without its braces; for addresses.  Caller frees. */
static char *
verbatim_argument(Decoder *d)
{
  guint depth = 0;
  skip_blanks(d);
  if (d->p >= d->end || *d->p != '{')
    return argument(d);
  const char *start = ++d->p;
  while (d->p < d->end && (*d->p != '}' || depth)) {
    depth += *d->p == '{';
    depth -= *d->p == '}';
    d->p++;
  }
  char *value = g_strndup(start, d->p - start);
  if (d->p < d->end)
    d->p++;
  return value;
}

static void
put_accented(Decoder *d, gunichar mark)
{
  g_autofree char *base = argument(d);
  if (!*base) {
    g_string_append_unichar(d->out, mark_alone(mark));
    return;
  }
  const char *first = base, *rest = g_utf8_next_char(base);
  g_autoptr(GString) joined = g_string_new(NULL);
  /* A dotless letter with an accent is the plain letter with it. */
  if (g_str_has_prefix(first, "ı") && mark != 0x323)
    g_string_append_c(joined, 'i');
  else if (g_str_has_prefix(first, "ȷ"))
    g_string_append_c(joined, 'j');
  else
    g_string_append_len(joined, first, rest - first);
  g_string_append_unichar(joined, mark);
  g_autofree char *nfc = g_utf8_normalize(joined->str, -1, G_NORMALIZE_NFC);
  g_string_append(d->out, nfc ? nfc : joined->str);
  g_string_append(d->out, rest);
}

static void
put_styled(Decoder *d, int row)
{
  gboolean mark = d->flags & IB_LATEX_MARKUP;
  if (row >= FIRST_DECLARATION) { /* to the end of the group */
    skip_blanks(d);
    if (mark)
      g_string_append(d->out, styles[row].open);
    const char *start = d->p;
    decode_until(d, d->depth ? '}' : '\0');
    if (d->depth && d->p > start && d->p[-1] == '}')
      d->p--; /* the group ends itself */
    if (mark)
      g_string_append(d->out, styles[row].close);
    return;
  }
  g_autofree char *text = argument_with(d, d->flags); /* "\emph{of {Lind}}" */
  if (mark)
    g_string_append_printf(d->out, "%s%s%s", styles[row].open, text, styles[row].close);
  else
    g_string_append(d->out, text);
}

/* Does an argument follow, so that the command is about it? */
static gboolean
has_argument(const Decoder *d)
{
  return d->p < d->end && (*d->p == '{' || *d->p == '[');
}

static int
wrap_row(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(wraps); i++)
    if (g_str_equal(wraps[i].name, name))
      return (int)i;
  return -1;
}

static void
put_wrapped(Decoder *d, int row)
{
  g_autofree char *text = argument_with(d, d->flags);
  g_string_append_printf(d->out, "%s%s%s", wraps[row].open, text, wraps[row].close);
}

/* \ensuremath{x^2} */
static void
put_math(Decoder *d)
{
  gboolean math = d->math;
  d->math = TRUE;
  g_autofree char *text = argument(d);
  d->math = math;
  g_string_append(d->out, text);
}

static void
put_fraction(Decoder *d)
{
  g_autofree char *top = argument(d), *bottom = argument(d);
  g_string_append_printf(d->out, "%s/%s", top, bottom);
}

void
ib_latex_append_address(GString *out, const char *value, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (!(value[i] == '\\' && i + 1 < len && strchr("%&_#~$", value[i + 1])) && value[i] != '{' && value[i] != '}')
      g_string_append_c(out, value[i]);
}

/* \url{https://example.org/a_b} */
static void
put_address(Decoder *d)
{
  g_autofree char *url = verbatim_argument(d);
  ib_latex_append_address(d->out, url, strlen(url));
}

/* \verb|a_b| */
static void
put_verb(Decoder *d)
{
  const char *end = d->p + 1 < d->end ? memchr(d->p + 1, *d->p, d->end - d->p - 1) : NULL;
  if (!end || (guchar)*d->p >= 0x80)
    return;
  g_string_append_len(d->out, d->p + 1, end - d->p - 1);
  d->p = end + 1;
}

/* \href{https://example.org}{what is shown} */
static void
put_link(Decoder *d)
{
  g_free(verbatim_argument(d));
  g_autofree char *shown = argument(d);
  g_string_append(d->out, shown);
}

/* \char"0416 */
static void
put_code(Decoder *d)
{
  char *after;
  guint64 code = d->p < d->end && *d->p == '"' ? g_ascii_strtoull(d->p + 1, &after, 16) : 0;
  if (code < 0x20 || !g_unichar_validate((gunichar)MIN(code, G_MAXUINT32)) || after > d->end)
    return;
  g_string_append_unichar(d->out, (gunichar)code);
  d->p = after;
  if (d->p < d->end && *d->p == ' ')
    d->p++;
}

/* Commands that are read in a way of their own. */
static const struct {
  const char *name;
  void (*put)(Decoder *d);
} readers[] = {
  { "url", put_address }, { "path", put_address },    { "nolinkurl", put_address },
  { "href", put_link },   { "ensuremath", put_math }, { "char", put_code },      { "verb", put_verb },
};

static gboolean
put_read(Decoder *d, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(readers); i++)
    if (g_str_equal(readers[i].name, name)) {
      readers[i].put(d);
      return TRUE;
    }
  return FALSE;
}

static void
put_named(Decoder *d, const char *name)
{
  const char *text = ib_latex_symbol(name);
  gunichar mark = text ? 0 : ib_latex_mark(name);
  int style = text ? -1 : style_row(name), wrap = text ? -1 : wrap_row(name);
  if (text) {
    g_string_append(d->out, text);
  } else if (mark) {
    put_accented(d, mark);
  } else if (ib_latex_is_silent(name)) { /* \noopsort{1973b} */
    if (has_argument(d))
      g_free(argument(d));
  } else if (g_str_has_suffix(name, "frac") && has_argument(d)) {
    put_fraction(d);
  } else if (style >= 0) {
    put_styled(d, style);
  } else if (wrap >= 0) {
    put_wrapped(d, wrap);
  } else if (!put_read(d, name) && !has_argument(d) && !ib_latex_is_switch(name)) {
    g_string_append_printf(d->out, "\\%s", name); /* a journal's macro, a misprint: better seen than lost */
  }
  /* All other commands lose their name and keep their argument, which follows as a group. */
}

static void
put_entity_behind(Decoder *d)
{
  g_string_append_c(d->out, '&');
  d->p += strlen("amp;");
}

/* "\&", "\-", "\(": a sign behind the backslash. */
static void
put_sign(Decoder *d)
{
  const char *sign = d->p;
  char c = *sign;
  gunichar mark = accent_mark(c);
  d->p = MIN(g_utf8_next_char(d->p), d->end);
  if (mark && !d->math)
    put_accented(d, mark);
  else if (c == '\\' || c == ' ' || c == '\n')
    g_string_append_c(d->out, ' ');
  else if (strchr("()[]", c))
    d->math = c == '(' || c == '['; /* \(x^2\) */
  else if (c == '&' && d->end - d->p >= 4 && !memcmp(d->p, "amp;", 4)) /* "\&amp;" */
    put_entity_behind(d);
  else if (!strchr("-/,;:!@", c))
    g_string_append_len(d->out, sign, d->p - sign);
  else if (strchr(",;:", c))
    g_string_append(d->out, " ");
}

/* The blank after a command is its end, but not that of "n \log n" or of what is no command. */
static void
end_command(Decoder *d, const char *name)
{
  if (d->p + 1 < d->end && d->p[0] == '{' && d->p[1] == '}') {
    d->p += 2;
    return;
  }
  if (d->p == d->end || !g_ascii_isspace(*d->p))
    return;
  const char *symbol = ib_latex_symbol(name);
  gboolean function = symbol && g_ascii_islower(*name) && g_str_equal(symbol, name);
  gboolean kept = function || (!symbol && !ib_latex_is_known(name) && style_row(name) < 0);
  if (!kept)
    skip_blanks(d);
}

static void
put_command(Decoder *d)
{
  d->p++; /* the backslash */
  if (d->p >= d->end)
    return;
  if (!g_ascii_isalpha(*d->p)) {
    put_sign(d);
    return;
  }
  const char *start = d->p;
  while (d->p < d->end && g_ascii_isalpha(*d->p))
    d->p++;
  g_autofree char *name = g_strndup(start, d->p - start);
  gunichar mark = name[1] ? 0 : accent_mark(*name);
  if (mark) { /* \c{c}, \v s; but \verb is none */
    put_accented(d, mark);
    return;
  }
  end_command(d, name);
  put_named(d, name);
}

/* "$^{2}$" and "$_2$". */
static void
put_script(Decoder *d, const char *tag)
{
  d->p++;
  g_autofree char *text = argument(d);
  if (g_str_equal(text, "∘")) /* "30^\circ" */
    g_string_append(d->out, "°");
  else if (g_str_has_prefix(text, "′")) /* is raised by itself */
    g_string_append(d->out, text);
  else if (d->flags & IB_LATEX_MARKUP)
    g_string_append_printf(d->out, "<%s>%s</%s>", tag, text, tag);
  else
    g_string_append(d->out, text);
}

/* Is what a group holds worth protecting: an upper-case letter that is text? */
static gboolean
protects(const char *s)
{
  gboolean in_tag = FALSE;
  for (; *s; s = g_utf8_next_char(s)) {
    in_tag = in_tag ? *s != '>' : *s == '<';
    if (!in_tag && g_unichar_isupper(g_utf8_get_char(s)))
      return TRUE;
  }
  return FALSE;
}

static void
put_group(Decoder *d)
{
  Decoder inner = *d;
  gboolean special = d->p + 1 < d->end && d->p[1] == '\\'; /* {\"u} protects nothing */
  gboolean protect = (d->flags & IB_LATEX_NOCASE) && !special && !d->math;
  inner.p = d->p + 1;
  inner.depth = d->depth + 1;
  if (inner.depth >= MAX_DEPTH) {
    d->p++;
    return;
  }
  inner.out = g_string_new(NULL);
  if (protect)
    inner.flags &= ~IB_LATEX_NOCASE;
  decode_until(&inner, '}');
  d->p = inner.p;
  if (protect && protects(inner.out->str))
    g_string_append_printf(d->out, "<span class=\"nocase\">%s</span>", inner.out->str);
  else
    g_string_append_len(d->out, inner.out->str, inner.out->len);
  g_string_free(inner.out, TRUE);
}

/* Runs that stand for one character, the longest first. */
static const struct {
  const char *run, *text;
} ligatures[] = {
  { "---", "—" }, { "--", "–" }, { "``", "“" }, { "''", "”" }, { ",,", "„" }, { "!`", "¡" }, { "?`", "¿" }, { "`", "‘" },
  { "'", "’" },   { "~", "\xC2\xA0" },
};

/* "'" is typeset as an apostrophe, but what "O'Brien" means is the character that other formats
 * have too; behind "`" it is a quotation mark unless letters are around it. */
static gboolean
closes_quote(const Decoder *d)
{
  gboolean letter = d->p + 1 < d->end && (g_ascii_isalpha(d->p[1]) || (guchar)d->p[1] >= 0x80);
  gboolean after = d->out->len && g_ascii_isalpha(d->out->str[d->out->len - 1]);
  return d->quoted && !(letter && after);
}

static gboolean
put_ligature(Decoder *d)
{
  for (guint i = 0; i < G_N_ELEMENTS(ligatures); i++) {
    gsize n = strlen(ligatures[i].run);
    if ((gsize)(d->end - d->p) < n || memcmp(d->p, ligatures[i].run, n))
      continue;
    if (*d->p == '\'' && n == 1 && !closes_quote(d))
      return FALSE;
    if (n == 1 && *d->p != '~')
      d->quoted = *d->p == '`';
    g_string_append(d->out, ligatures[i].text);
    d->p += n;
    return TRUE;
  }
  return FALSE;
}

/* "&amp;", "&#233;" and "&eacute;" come from web pages; LaTeX has no use for a bare "&".  FALSE when
 * none is there. */
static gboolean
put_entity(Decoder *d)
{
  gsize n = 1 + strspn(d->p + 1, "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  if (d->p + n >= d->end || d->p[n] != ';' || n < 3 || n > 10)
    return FALSE;
  g_autofree char *name = g_strndup(d->p + 1, n - 1);
  gunichar c = 0;
  if (*name == '#') {
    gboolean hex = g_ascii_tolower(name[1]) == 'x';
    c = (gunichar)g_ascii_strtoull(name + 1 + hex, NULL, hex ? 16 : 10);
  } else {
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    c = entity ? entity->value : g_str_equal(name, "apos") ? '\'' : 0;
  }
  if (c < 0x20 || !g_unichar_validate(c))
    return FALSE;
  g_string_append_unichar(d->out, c);
  d->p += n + 1;
  return TRUE;
}

/* Letters, digits, points and what is not ASCII mean themselves. */
static gboolean
is_itself(char c)
{
  return g_ascii_isalnum(c) || (guchar)c >= 0x80 || c == '.' || c == ':';
}

static gboolean
has_empty_line(const char *p, const char *end)
{
  const char *newline = memchr(p, '\n', end - p);
  return newline && memchr(newline + 1, '\n', end - newline - 1);
}

static void
put_plain(Decoder *d)
{
  if (*d->p == '&' && put_entity(d))
    return;
  if (g_ascii_isspace(*d->p)) {
    const char *blank = d->p;
    skip_blanks(d);
    g_string_append(d->out, (d->flags & IB_LATEX_PARAGRAPHS) && has_empty_line(blank, d->p) ? "\n\n" : " ");
    return;
  }
  const char *start = d->p++;
  while (d->p < d->end && is_itself(*d->p))
    d->p++;
  g_string_append_len(d->out, start, d->p - start);
}

/* Is the "$" here no beginning of a formula: "$5", "from $5 to $10"? */
static gboolean
is_currency(const Decoder *d)
{
  const char *close = d->p + 1;
  do
    close = memchr(close, '$', d->end - close);
  while (close && close[-1] == '\\' && ++close);
  return !close || (g_ascii_isspace(close[-1]) && g_ascii_isdigit(d->p[1]));
}

/* To STOP, which is consumed, or to the end. */
static void
decode_until(Decoder *d, char stop)
{
  while (d->p < d->end) {
    char c = *d->p;
    if (stop && c == stop) {
      d->p++;
      return;
    }
    if (c == '\\') {
      put_command(d);
    } else if (c == '{') {
      put_group(d);
    } else if (c == '}') {
      d->p++;
    } else if (c == '$' && !d->math && is_currency(d)) {
      g_string_append_c(d->out, *d->p++);
    } else if (c == '$') {
      d->math = !d->math;
      d->p++;
    } else if (d->math && c == '^') {
      put_script(d, "sup");
    } else if (d->math && c == '_') {
      put_script(d, "sub");
    } else if (d->math || !strchr("-`'~,!?", c) || !put_ligature(d)) {
      put_plain(d);
    }
  }
}

char *
ib_latex_decode(const char *s, gsize len, IbLatexFlags flags)
{
  gsize plain = 0;
  while (plain < len && is_itself(s[plain]))
    plain++;
  if (plain == len) /* most values */
    return g_strndup(s, len);
  Decoder d = { s, s + len, g_string_sized_new(len), flags, 0, FALSE, FALSE };
  decode_until(&d, '\0');
  return g_strstrip(g_string_free(d.out, FALSE));
}
