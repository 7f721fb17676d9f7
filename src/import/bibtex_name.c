/* Names: "First von Last", "von Last, First", "von Last, Jr, First", bodies in braces,
 * "and others", and biblatex's extended format "family=..., given=...".
 * After btxdoc 4 and the biblatex manual 3.4. */
#include "config.h"

#include "import/bibtex_name.h"

#include <string.h>

#include "import/latex.h"
#include "util/text.h"

/* A part of a name in the LaTeX source. */
typedef struct {
  const char *start;
  gsize len;
} Part;

/* Behind the character at P, an escaped one as one; DEPTH counts the braces around. */
static const char *
step(const char *p, const char *end, guint *depth)
{
  if (*p == '\\' && p + 1 < end)
    return p + 2;
  if (*p == '{')
    ++*depth;
  else if (*p == '}')
    *depth -= *depth > 0;
  return p + 1;
}

/* "Fran\c cois", "\O ystein": the blank at P ends the command before it, and no token of START. */
static gboolean
ends_command(const char *start, const char *p)
{
  const char *word = p;
  while (word > start && g_ascii_isalpha(word[-1]))
    word--;
  return word > start && word < p && p - word <= 2 && word[-1] == '\\';
}

/* The end of the token at P: to a blank or tie outside of braces. */
static const char *
token_end(const char *p, const char *end)
{
  const char *start = p;
  guint depth = 0;
  while (p < end && (depth || !(g_ascii_isspace(*p) || *p == '~') || (*p == ' ' && ends_command(start, p))))
    p = step(p, end, &depth);
  return MIN(p, end);
}

/* The first SEP outside of braces in P to END, or END. */
static const char *
find_outside(const char *p, const char *end, char sep)
{
  guint depth = 0;
  while (p < end && (depth || *p != sep))
    p = step(p, end, &depth);
  return MIN(p, end);
}

static char *
decode(Part part)
{
  return part.len ? ib_latex_decode(part.start, part.len, IB_LATEX_PLAIN) : NULL;
}

/* BibTeX's case of a token: of its first letter outside of braces, or of a {\special}. */
static gboolean
is_lower(Part token)
{
  const char *p = token.start, *end = p + token.len;
  if (*p == '{' && p + 1 < end && p[1] != '\\')
    return FALSE; /* braces make a word of any case a name */
  g_autofree char *text = decode(token);
  for (const char *c = text; *c; c = g_utf8_next_char(c)) {
    gunichar u = g_utf8_get_char(c);
    if (g_unichar_isalpha(u))
      return g_unichar_islower(u);
  }
  return FALSE;
}

/* The tokens of P to END: an array of Part. */
static GArray *
split_tokens(const char *p, const char *end)
{
  GArray *tokens = g_array_new(FALSE, FALSE, sizeof(Part));
  while (p < end) {
    const char *stop = token_end(p, end);
    Part token = { p, stop - p };
    if (token.len)
      g_array_append_val(tokens, token);
    p = stop + 1;
  }
  return tokens;
}

/* Tokens FROM to TO as one part, with what stands between them. */
static Part
join(const GArray *tokens, guint from, guint to)
{
  if (from >= to)
    return (Part){ NULL, 0 };
  const Part *first = &g_array_index(tokens, Part, from), *last = &g_array_index(tokens, Part, to - 1);
  return (Part){ first->start, last->start + last->len - first->start };
}

/* "Jr.": no name of its own, as "Neto" and the other suffixes of refs/particles.tsv may be. */
static gboolean
is_suffix(Part token)
{
  static const char *const suffixes[] = { "Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", NULL };
  g_autofree char *text = token.len && token.len <= 3 ? g_strndup(token.start, token.len) : NULL;
  return text && g_strv_contains(suffixes, text);
}

/* "von Last": leading lower-case tokens, but never the last one; "King Jr" has a suffix. */
static void
read_von_last(const char *p, const char *end, IbidName *name)
{
  g_autoptr(GArray) tokens = split_tokens(p, end);
  guint von = 0, n = tokens->len;
  if (n > 1 && is_suffix(g_array_index(tokens, Part, n - 1)))
    name->suffix = decode(g_array_index(tokens, Part, --n));
  while (von + 1 < n && is_lower(g_array_index(tokens, Part, von)))
    von++;
  name->non_dropping_particle = decode(join(tokens, 0, von));
  name->family = decode(join(tokens, von, n));
}

/* "J.", "J.-P.": capitals, each with its point. */
static gboolean
is_initials(Part token)
{
  const char *p = token.start, *end = p + token.len;
  while (p < end) {
    const char *point = g_utf8_next_char(p);
    if (!g_unichar_isupper(g_utf8_get_char(p)) || point >= end || *point != '.')
      return FALSE;
    p = point + 1;
    if (p + 1 < end && *p == '-')
      p++;
  }
  return token.len > 0;
}

/* "Doe J. K.": where the initials begin that stand behind the surname; 0 when none do. */
static guint
trailing_initials(const GArray *tokens)
{
  guint first = tokens->len;
  while (first && is_initials(g_array_index(tokens, Part, first - 1)))
    first--;
  return first < tokens->len ? first : 0;
}

/* "Ann Roe 0002": DBLP numbers those who share a name. */
static gboolean
is_dblp_number(Part token)
{
  return token.len == 4 && *token.start == '0' && strspn(token.start, "0123456789") >= 4;
}

/* "First von Last": von is from the first lower-case token to the last one, and the last
 * token of all is always Last. */
static void
read_natural(const char *p, const char *end, IbidName *name)
{
  g_autoptr(GArray) tokens = split_tokens(p, end);
  guint n = tokens->len, first = 0, last, whole = n;
  if (!n)
    return;
  if ((first = trailing_initials(tokens))) {
    read_von_last(p, g_array_index(tokens, Part, first).start, name);
    name->given = decode(join(tokens, first, n));
    return;
  }
  if (n > 1 && is_dblp_number(g_array_index(tokens, Part, n - 1)))
    n--;
  else if (n > 2 && is_suffix(g_array_index(tokens, Part, n - 1))) /* "Henry Ford Jr." */
    name->suffix = decode(g_array_index(tokens, Part, whole = --n));
  while (first + 1 < n && !is_lower(g_array_index(tokens, Part, first)))
    first++;
  last = first;
  for (guint i = first; i + 1 < n; i++)
    if (is_lower(g_array_index(tokens, Part, i)))
      last = i + 1;
  name->given = decode(join(tokens, 0, first));
  name->non_dropping_particle = decode(join(tokens, first, last));
  name->family = decode(join(tokens, last, whole));
}

/* biblatex 3.4: "family=Smith, given=John, prefix=von, suffix=Jr". */
static gboolean
read_extended(const char *p, const char *end, IbidName *name)
{
  static const struct {
    const char *key;
    gsize offset;
  } keys[] = {
    { "family=", G_STRUCT_OFFSET(IbidName, family) },
    { "given=", G_STRUCT_OFFSET(IbidName, given) },
    { "prefix=", G_STRUCT_OFFSET(IbidName, non_dropping_particle) },
    { "suffix=", G_STRUCT_OFFSET(IbidName, suffix) },
  };
  gboolean any = FALSE;
  while (p < end) {
    const char *comma = find_outside(p, end, ',');
    while (p < comma && (g_ascii_isspace(*p) || *p == '"'))
      p++;
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
      gsize n = strlen(keys[i].key);
      if ((gsize)(comma - p) < n || g_ascii_strncasecmp(p, keys[i].key, n))
        continue;
      const char *stop = comma;
      while (stop > p + n && stop[-1] == '"')
        stop--;
      char **part = &G_STRUCT_MEMBER(char *, name, keys[i].offset);
      g_free(*part);
      *part = decode((Part){ p + n, stop - p - n });
      any = TRUE;
    }
    p = comma + 1;
  }
  if (any && name->family)
    return TRUE;
  ibid_name_clear(name); /* "Smith, suffix=Jr" is no such name */
  return FALSE;
}

/* "{European Commission}" and nothing else. */
static gboolean
is_one_group(const char *p, const char *end)
{
  guint depth = 0;
  if (p >= end || *p != '{' || (p + 1 < end && p[1] == '\\'))
    return FALSE;
  do
    p = step(p, end, &depth);
  while (p < end && depth);
  return p == end && !depth;
}

static gboolean
is_word(const char *p, const char *end, const char *word)
{
  return (gsize)(end - p) == strlen(word) && !memcmp(p, word, end - p);
}

/* Blanks outside of braces in P to END: a name in its natural order. */
static gboolean
has_blank(const char *p, const char *end)
{
  while (p < end && g_ascii_isspace(*p))
    p++;
  return token_end(p, end) < end;
}

static Part
trimmed(const char *p, const char *end)
{
  while (p < end && g_ascii_isspace(*p))
    p++;
  while (end > p && g_ascii_isspace(end[-1]))
    end--;
  return (Part){ p, end - p };
}

static gboolean
is_others(const char *p, const char *end)
{
  return is_word(p, end, "others") || is_word(p, end, "et al.") || is_word(p, end, "et al");
}

/* "von Last, Jr, First" with its commas at FIRST and SECOND; also "Last, First, Jr.", which bends the
 * rule. */
static void
read_three(const char *p, const char *first, const char *second, const char *end, IbidName *name)
{
  Part middle = trimmed(first + 1, second), last = trimmed(second + 1, end);
  gboolean swapped = is_suffix(last) && !is_suffix(middle);
  read_von_last(p, first, name);
  g_free(name->suffix);
  name->suffix = decode(swapped ? last : middle);
  name->given = decode(swapped ? middle : last);
}

static void
read_name(const char *p, const char *end, IbidName *name)
{
  const char *comma = find_outside(p, end, ','), *second = comma < end ? find_outside(comma + 1, end, ',') : end;
  gboolean group = is_one_group(p, end);
  if (is_others(p + group, end - group)) {
    name->literal = g_strdup("others");
  } else if (group) {
    name->literal = decode((Part){ p + 1, end - p - 2 });
  } else if (memchr(p, '=', end - p) && read_extended(p, end, name)) {
    return;
  } else if (comma == end) {
    read_natural(p, end, name);
  } else if (second == end && is_suffix(trimmed(comma + 1, end)) && has_blank(p, comma)) { /* "Henry Ford, Jr." */
    read_natural(p, comma, name);
    name->suffix = decode(trimmed(comma + 1, end));
  } else if (second < end) {
    read_three(p, comma, second, end, name);
  } else {
    read_von_last(p, comma, name);
    name->given = decode((Part){ comma + 1, end - comma - 1 });
  }
}

static gboolean
is_and(const char *p, const char *end)
{
  return g_ascii_isspace(*p) && end - p >= 4 && !g_ascii_strncasecmp(p + 1, "and", 3) &&
         (end - p == 4 || g_ascii_isspace(p[4])); /* "Smith, J. and" has lost a name */
}

const char *
ib_bib_and(const char *p, const char *end)
{
  guint depth = 0;
  while (p < end && (depth || !is_and(p, end)))
    p = step(p, end, &depth);
  return MIN(p, end);
}

static void
take_name(IbidRecord *rec, IbidVar var, const char *p, const char *end)
{
  g_auto(IbidName) name = { 0 };
  while (p < end && g_ascii_isspace(*p))
    p++;
  while (end > p && (g_ascii_isspace(end[-1]) || end[-1] == ','))
    end--;
  if (end > p)
    read_name(p, end, &name);
  ibid_record_take_name(rec, var, &name);
}

/* Behind the HTML entity at P, "&eacute;"; P when there is none. */
static const char *
skip_entity(const char *p, const char *end)
{
  const char *q = p + (*p == '&');
  while (q > p && q < end && (g_ascii_isalnum(*q) || *q == '#'))
    q++;
  return q > p + 2 && q < end && *q == ';' ? q + 1 : p;
}

/* The first ";" between names in P to END, or END. */
static const char *
find_semicolon(const char *p, const char *end)
{
  guint depth = 0;
  while (p < end && (depth || *p != ';')) {
    const char *behind = skip_entity(p, end);
    p = behind > p ? behind : step(p, end, &depth);
  }
  return MIN(p, end);
}

/* "Smith, J.; Doe, K.": no name has a semicolon. */
static gboolean
take_separated(IbidRecord *rec, IbidVar var, const char *p, const char *end)
{
  if (find_semicolon(p, end) == end)
    return FALSE;
  while (p < end) {
    const char *stop = find_semicolon(p, end);
    take_name(rec, var, p, stop);
    p = stop + 1;
  }
  return TRUE;
}

/* "Doe J.": initials behind a surname. */
static gboolean
ends_initialled(const char *p, const char *end)
{
  g_autoptr(GArray) tokens = split_tokens(p, end);
  return trailing_initials(tokens) > 0;
}

/* "J. K.": what a given name cut short begins with, and a surname begins never with. */
static gboolean
is_initialled(const char *p, const char *end)
{
  while (p < end && g_ascii_isspace(*p))
    p++;
  gboolean initial = end - p > 3 && g_ascii_isupper(*p) && p[1] == '.';
  const char *last = end;
  while (last > p && !g_ascii_isspace(last[-1]) && last[-1] != '.' && last[-1] != '~')
    last--;
  return initial && end - last > 1;
}

/* The first "&" or "\&" outside of braces in P to END, or END. */
static const char *
find_ampersand(const char *p, const char *end)
{
  guint depth = 0;
  while (p < end && (depth || !(*p == '&' || (*p == '\\' && p + 1 < end && p[1] == '&')) ||
                     (skip_entity(p, end) > p && !g_str_has_prefix(p, "&amp;"))))
    p = step(p, end, &depth);
  return MIN(p, end);
}

/* Behind the ampersand at MARK. */
static const char *
behind_ampersand(const char *mark)
{
  return mark + (*mark == '\\' ? 2 : g_str_has_prefix(mark, "&amp;") ? 5 : 1);
}

static gboolean
is_blank(const char *p, const char *end)
{
  while (p < end && g_ascii_isspace(*p))
    p++;
  return p == end;
}

/* "C. Roe & D. Poe", "& Poe, D.": the end of a list. */
static void
take_last(IbidRecord *rec, IbidVar var, const char *p, const char *end)
{
  const char *mark;
  for (; (mark = find_ampersand(p, end)) < end; p = behind_ampersand(mark))
    if (!is_blank(p, mark))
      take_name(rec, var, p, mark);
  take_name(rec, var, p, end);
}

/* Does an ampersand stand inside of what commas part, "A. & Doe"?  "& Doe" ends a list. */
static gboolean
is_parted_otherwise(const char *p, const char *end)
{
  while (p < end && g_ascii_isspace(*p))
    p++;
  const char *mark = find_ampersand(p, end);
  return mark < end && mark > p;
}

/* "A. Smith, B. Doe, C. Roe, D. Poe" and "Smith, A., Doe, B.": more commas than a name has. */
static gboolean
take_listed(IbidRecord *rec, IbidVar var, const char *p, const char *end)
{
  guint n = 0, natural = 0;
  gboolean parted = FALSE;
  for (const char *q = p; q < end; n++) {
    const char *stop = find_outside(q, end, ',');
    natural += has_blank(q, stop);
    parted |= is_parted_otherwise(q, stop);
    q = stop + 1;
  }
  if (n < 4 || (natural < n && (n % 2 || parted)))
    return FALSE;
  while (p < end) {
    const char *stop = find_outside(p, end, ',');
    if (natural < n)
      stop = stop < end ? find_outside(stop + 1, end, ',') : end;
    take_last(rec, var, p, stop);
    p = stop + 1;
  }
  return TRUE;
}

/* "J. Doe, P. Roe and K. Poe", "Doe J., Roe P.": commas between whole names. */
static gboolean
take_initialled(IbidRecord *rec, IbidVar var, const char *p, const char *end)
{
  guint n = 0, before = 0, behind = 0;
  for (const char *q = p; q < end; n++) {
    const char *stop = find_outside(q, end, ',');
    before += is_initialled(q, stop);
    behind += ends_initialled(q, stop);
    q = stop + 1;
    if (before <= n && behind <= n)
      return FALSE;
  }
  if (n < 2)
    return FALSE;
  while (p < end) {
    const char *stop = find_outside(p, end, ',');
    take_last(rec, var, p, stop);
    p = stop + 1;
  }
  return TRUE;
}

/* What stands between two "and": one name, or several.  In "Doe, J. & Roe, P." both sides have a
 * comma, and a firm has none. */
static void
take_some(IbidRecord *rec, IbidVar var, const char *p, const char *end)
{
  const char *mark;
  while ((mark = find_ampersand(p, end)) < end) {
    const char *second = behind_ampersand(mark);
    if (find_outside(p, mark, ',') == mark || find_outside(second, end, ',') == end)
      break;
    take_name(rec, var, p, mark);
    p = second;
  }
  if (!take_initialled(rec, var, p, end))
    take_name(rec, var, p, end);
}

/* "Doe, J. et al.", "Doe, J., et al": cuts that from END, and tells. */
static gboolean
cut_et_al(const char *p, const char **end)
{
  const char *e = *end;
  while (e > p && (g_ascii_isspace(e[-1]) || e[-1] == '.'))
    e--;
  if (e - p < 7 || g_ascii_strncasecmp(e - 5, "et al", 5) || !g_ascii_isspace(e[-6]))
    return FALSE;
  e -= 6;
  while (e > p && (g_ascii_isspace(e[-1]) || e[-1] == ','))
    e--;
  if (e - p > 4 && !g_ascii_strncasecmp(e - 4, " and", 4)) /* a name of its own */
    return FALSE;
  *end = e;
  return e > p;
}

void
ib_bib_names(IbidRecord *rec, IbidVar var, const char *value)
{
  static const char others[] = "others";
  const char *p = value, *end = value + strlen(value);
  gboolean extended = strstr(value, "family=") != NULL, more = cut_et_al(p, &end);
  if (g_str_has_prefix(p, "and "))
    p += 4; /* a name is lost before it */
  if (!extended && ib_bib_and(p, end) == end && (take_separated(rec, var, p, end) || take_listed(rec, var, p, end)))
    return;
  while (p < end) {
    const char *stop = ib_bib_and(p, end);
    take_some(rec, var, p, stop);
    p = stop < end ? stop + 4 : end;
  }
  if (more)
    take_name(rec, var, others, others + strlen(others));
}
