/* Cleaning a reference for the tagger, and the map back to what was printed.
 *
 * Two passes: the first goes word by word (line ends, mojibake, normal form, invisible
 * characters, mark-up), the second takes blanks out of URLs.  Both copy ranges and note
 * where a new piece of the map begins, so that the usual reference is one piece. */
#include "config.h"

#include "parse/clean.h"

#include <string.h>

#include "parse/urls.h"
#include "util/text.h"

/* Building. */

static void
start_piece(IbClean *c, gsize source, gboolean made)
{
  if (c->pieces->len) {
    IbCleanPiece *last = &g_array_index(c->pieces, IbCleanPiece, c->pieces->len - 1);
    if (!made && !last->made && last->source + (c->text->len - last->clean) == source)
      return; /* goes on where the last one is */
    if (last->clean == c->text->len) { /* an empty piece gives its place to this one */
      *last = (IbCleanPiece){ c->text->len, source, made };
      return;
    }
  }
  IbCleanPiece piece = { c->text->len, source, made };
  g_array_append_val(c->pieces, piece);
}

static void
append_copy(IbClean *c, const char *s, gsize from, gsize to)
{
  if (from >= to)
    return;
  start_piece(c, from, FALSE);
  g_string_append_len(c->text, s + from, to - from);
}

static void
append_made(IbClean *c, gsize source, const char *text, gsize len)
{
  if (!len)
    return;
  start_piece(c, source, TRUE);
  g_string_append_len(c->text, text, len);
}

static void
add_repair(IbClean *c, const char *rule, gsize start, gsize from, gsize to)
{
  IbCleanRepair repair = { rule, start, c->text->len, from, to };
  g_array_append_val(c->repairs, repair);
}

static void
reset(IbClean *c, gsize source_len)
{
  if (!c->text) {
    c->text = g_string_sized_new(512);
    c->scratch = g_string_new(NULL);
    c->pieces = g_array_new(FALSE, FALSE, sizeof(IbCleanPiece));
    c->repairs = g_array_new(FALSE, FALSE, sizeof(IbCleanRepair));
    c->marks = g_array_new(FALSE, FALSE, sizeof(IbCleanMark));
  }
  g_string_truncate(c->text, 0);
  g_array_set_size(c->pieces, 0);
  g_array_set_size(c->repairs, 0);
  g_array_set_size(c->marks, 0);
  c->source_len = source_len;
}

void
ib_clean_clear(IbClean *c)
{
  if (!c->text)
    return;
  g_string_free(c->text, TRUE);
  g_string_free(c->scratch, TRUE);
  g_array_unref(c->pieces);
  g_array_unref(c->repairs);
  g_array_unref(c->marks);
  memset(c, 0, sizeof *c);
}

/* The map. */

static guint
piece_at(const IbClean *c, gsize offset)
{
  guint low = 0, high = c->pieces->len;
  while (high - low > 1) {
    guint middle = (low + high) / 2;
    if (g_array_index(c->pieces, IbCleanPiece, middle).clean <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static gsize
piece_source_end(const IbClean *c, guint i)
{
  return i + 1 < c->pieces->len ? g_array_index(c->pieces, IbCleanPiece, i + 1).source
                                : c->source_len;
}

gsize
ib_clean_source(const IbClean *c, gsize offset)
{
  if (!c->pieces->len)
    return 0;
  guint i = piece_at(c, offset);
  const IbCleanPiece *p = &g_array_index(c->pieces, IbCleanPiece, i);
  if (p->made)
    return p->source;
  return MIN(p->source + (offset - p->clean), piece_source_end(c, i));
}

gsize
ib_clean_source_end(const IbClean *c, gsize end)
{
  if (!end || !c->pieces->len)
    return 0;
  guint i = piece_at(c, end - 1);
  const IbCleanPiece *p = &g_array_index(c->pieces, IbCleanPiece, i);
  if (p->made)
    return piece_source_end(c, i);
  return MIN(p->source + (end - p->clean), c->source_len);
}

gsize
ib_clean_from_source(const IbClean *c, gsize source)
{
  guint best = 0, high = MAX(c->pieces->len, 1);
  while (high - best > 1) {
    guint middle = (best + high) / 2;
    if (g_array_index(c->pieces, IbCleanPiece, middle).source <= source)
      best = middle;
    else
      high = middle;
  }
  if (!c->pieces->len)
    return 0;
  const IbCleanPiece *p = &g_array_index(c->pieces, IbCleanPiece, best);
  gsize end = best + 1 < c->pieces->len ? g_array_index(c->pieces, IbCleanPiece, best + 1).clean
                                        : c->text->len;
  gsize offset = source > p->source && !p->made ? p->clean + (source - p->source) : p->clean;
  return MIN(offset, end);
}

/* Words. */

/* Characters that show nothing.  U+200C and U+200D shape letters in some scripts and stay
 * between letters of those. */
static gboolean
is_invisible(gunichar c)
{
  return c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || c == 0xFEFF || c == 0x2060 ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || (c < 0x20 && c != '\t') ||
         (c >= 0x7F && c < 0xA0) || c == 0xFFFE || (c >= 0xE0000 && c < 0xE0080);
}

static gboolean
is_joiner(gunichar c)
{
  return c == 0x200C || c == 0x200D;
}

static gboolean
is_wide_blank(gunichar c)
{
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000 ||
         c == 0x2028 || c == 0x2029 || c == 0x1680 || c == 0x180E;
}

/* Printers' ligatures: U+FB00..FB06. */
static const char *
ligature(gunichar c)
{
  static const char *const letters[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };
  return c >= 0xFB00 && c <= 0xFB06 ? letters[c - 0xFB00] : NULL;
}

/* Mark-up.  Names of tags that lists from the web carry along. */
static gsize
tag_at(const char *s, gsize len)
{
  static const char *const names[] = { "i",   "b",    "em",  "strong", "sup",    "sub",  "span", "ref",
                                       "div", "p",    "br",  "u",      "cite",   "small", "li",  "italic",
                                       "bold", "font", "ul", "ol",     "a" };
  gsize i = 1;
  if (i < len && s[i] == '/')
    i++;
  gsize name = i;
  while (i < len && g_ascii_isalpha(s[i]))
    i++;
  gsize n = i - name;
  while (i < len && i < 200 && s[i] != '>' && s[i] != '<')
    i++;
  if (i >= len || s[i] != '>' || !n)
    return 0;
  if (s[name + n] != '>' && s[name + n] != ' ' && s[name + n] != '/')
    return 0;
  for (guint k = 0; k < G_N_ELEMENTS(names); k++)
    if (strlen(names[k]) == n && g_ascii_strncasecmp(s + name, names[k], n) == 0)
      return i + 1;
  return 0;
}

/* An entity: its character and its length in N; 0 when there is none. */
static gunichar
entity_at(const char *s, gsize len, gsize *n)
{
  static const struct {
    const char *name;
    gunichar c;
  } names[] = { { "amp;", '&' },     { "lt;", '<' },      { "gt;", '>' },      { "quot;", '"' },
                { "apos;", '\'' },   { "nbsp;", ' ' },    { "ndash;", 0x2013 }, { "mdash;", 0x2014 },
                { "lsquo;", 0x2018 }, { "rsquo;", 0x2019 }, { "ldquo;", 0x201C }, { "rdquo;", 0x201D },
                { "hellip;", 0x2026 }, { "auml;", 0xE4 },  { "ouml;", 0xF6 },    { "uuml;", 0xFC },
                { "Auml;", 0xC4 },   { "Ouml;", 0xD6 },   { "Uuml;", 0xDC },    { "szlig;", 0xDF },
                { "eacute;", 0xE9 }, { "egrave;", 0xE8 }, { "agrave;", 0xE0 },  { "ccedil;", 0xE7 } };
  for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
    gsize m = strlen(names[k].name);
    if (len > m && strncmp(s + 1, names[k].name, m) == 0) {
      *n = m + 1;
      return names[k].c;
    }
  }
  if (len < 4 || s[1] != '#')
    return 0;
  gboolean hex = s[2] == 'x' || s[2] == 'X';
  gunichar c = 0;
  gsize i = hex ? 3 : 2, first = i;
  for (; i < len && i < first + 7 && (hex ? g_ascii_isxdigit(s[i]) : g_ascii_isdigit(s[i])); i++)
    c = c * (hex ? 16 : 10) + g_ascii_xdigit_value(s[i]);
  if (i == first || i >= len || s[i] != ';' || !g_unichar_validate(c) || c < 0x20)
    return 0;
  *n = i + 1;
  return c;
}

/* What a pass over the words needs to know. */
typedef struct {
  const char *s;
  gsize len;
  gboolean stars; /* asterisks are Markdown's */
  GString *word;  /* scratch */
} Pass;

/* Puts MADE for the word FROM..TO; what both begin and end with keeps its place. */
static void
replace_word(const Pass *pass, IbClean *c, gsize from, gsize to, const char *made)
{
  const char *s = pass->s;
  gsize n = strlen(made), head = 0, tail = 0;

  while (from + head < to && head < n && s[from + head] == made[head])
    head++;
  while (head && from + head < to && ((guchar)s[from + head] & 0xC0) == 0x80)
    head--; /* not inside a character */
  while (tail < n - head && tail < to - from - head && s[to - 1 - tail] == made[n - 1 - tail] &&
         (guchar)s[to - 1 - tail] < 0x80)
    tail++;
  append_copy(c, s, from, from + head);
  append_made(c, from + head, made + head, n - head - tail);
  append_copy(c, s, to - tail, to);
}

/* The end of the character at I with the marks on it; conjoining Korean letters stay together. */
static gsize
cluster_end(const char *s, gsize i, gsize to)
{
  gunichar c = g_utf8_get_char(s + i);
  i += g_utf8_skip[(guchar)s[i]];
  while (i < to) {
    gunichar next = g_utf8_get_char(s + i);
    gboolean jamo = c >= 0x1100 && c < 0x1200 && next >= 0x1100 && next < 0x1200;
    if (!jamo && !g_unichar_ismark(next) && g_unichar_combining_class(next) == 0)
      break;
    i += g_utf8_skip[(guchar)s[i]];
  }
  return MIN(i, to);
}

/* Normal form, cluster by cluster, so that all others keep their places. */
static void
normalise_word(const Pass *pass, IbClean *c, gsize from, gsize to)
{
  for (gsize i = from; i < to;) {
    gsize end = cluster_end(pass->s, i, to);
    g_autofree char *made = ib_text_nfc(pass->s + i, end - i);
    if (strlen(made) == end - i && memcmp(made, pass->s + i, end - i) == 0)
      append_copy(c, pass->s, i, end);
    else
      append_made(c, i, made, strlen(made));
    i = end;
  }
}

/* Mojibake and normal form of a word with bytes beyond ASCII.  TRUE when it was replaced. */
static gboolean
mend_word(const Pass *pass, IbClean *c, gsize from, gsize to)
{
  const char *s = pass->s + from;
  gsize len = to - from, out = c->text->len;
  if (!g_utf8_validate_len(s, len, NULL) || memchr(s, 0, len))
    return FALSE;
  g_string_truncate(pass->word, 0);
  g_string_append_len(pass->word, s, len);
  g_autofree char *mended = ib_text_unmojibake(pass->word->str);
  if (mended) {
    g_autofree char *made = ib_text_nfc(mended, -1);
    replace_word(pass, c, from, to, made);
    add_repair(c, "text.mojibake", out, from, to);
    return TRUE;
  }
  if (ib_text_is_nfc_quick(s, len))
    return FALSE;
  g_autofree char *made = ib_text_nfc(s, len);
  if (strlen(made) == len && memcmp(made, s, len) == 0)
    return FALSE;
  normalise_word(pass, c, from, to);
  return TRUE;
}

/* odd_character() of ASCII: a star of emphasis, a tag, an entity. */
static gsize
odd_ascii(const Pass *pass, IbClean *c, gsize i, gboolean *invisible)
{
  const char *s = pass->s + i;
  gsize n = 0;
  if (*s == '*' && pass->stars)
    return 1;
  if (*s == '<')
    return tag_at(s, pass->len - i);
  gunichar entity = *s == '&' ? entity_at(s, pass->len - i, &n) : 0;
  if (entity) {
    char utf8[6];
    append_made(c, i, utf8, g_unichar_to_utf8(entity, utf8));
    return n;
  }
  *invisible |= is_invisible(*s);
  return is_invisible(*s) ? 1 : 0;
}

/* One character that is not copied as it is: dropped, a blank, letters for a ligature.
 * Returns its bytes, 0 when it is an ordinary one. */
static gsize
odd_character(const Pass *pass, IbClean *c, gsize i, gsize to, gboolean *invisible)
{
  const char *s = pass->s + i;
  if ((guchar)*s < 0x80)
    return odd_ascii(pass, c, i, invisible);
  gunichar ch = g_utf8_get_char_validated(s, to - i);
  if ((gint)ch < 0) {
    append_made(c, i, "\xEF\xBF\xBD", 3);
    return 1;
  }
  gsize n = g_utf8_skip[(guchar)*s];
  gboolean joins_nothing = is_joiner(ch) && (i == 0 || (guchar)pass->s[i - 1] < 0x80);
  if (is_invisible(ch) || joins_nothing) {
    *invisible = TRUE;
    return n;
  }
  if (is_wide_blank(ch)) {
    if (c->text->len && c->text->str[c->text->len - 1] != ' ')
      append_made(c, i, " ", 1);
    return n;
  }
  const char *letters = ligature(ch);
  if (letters)
    append_made(c, i, letters, strlen(letters));
  return letters ? n : 0;
}

/* Copies a word that may hold anything. */
static void
take_odd_word(const Pass *pass, IbClean *c, gsize from, gsize to)
{
  gsize run = from, out = c->text->len;
  gboolean invisible = FALSE, markup = FALSE;

  for (gsize i = from; i < to;) {
    append_copy(c, pass->s, run, i);
    run = i;
    gsize n = odd_character(pass, c, i, to, &invisible);
    if (!n) {
      i += MAX((gsize)1, MIN((gsize)g_utf8_skip[(guchar)pass->s[i]], to - i));
      continue;
    }
    markup |= pass->s[i] == '<' || pass->s[i] == '&';
    i += n;
    run = i;
  }
  append_copy(c, pass->s, run, MAX(run, to));
  if (markup)
    add_repair(c, "text.html", out, from, to);
  if (invisible)
    add_repair(c, "text.invisible", out, from, to);
}

/* Kinds of bytes. */
enum { PLAIN, BLANK, ODD, HIGH };
static guint8 byte_kinds[256];

static void
init_byte_kinds(void)
{
  static gsize done;
  if (!g_once_init_enter(&done))
    return;
  for (guint i = 0; i < 256; i++)
    byte_kinds[i] = i >= 0x80 ? HIGH : i < 0x20 || i == 0x7F ? ODD : PLAIN;
  byte_kinds[' '] = byte_kinds['\n'] = byte_kinds['\t'] = byte_kinds['\r'] = BLANK;
  byte_kinds['\f'] = byte_kinds['\v'] = BLANK;
  byte_kinds['<'] = byte_kinds['&'] = byte_kinds['*'] = ODD;
  g_once_init_leave(&done, 1);
}

/* A word, or in one with tags what belongs to it: "<a href=x>" has a blank inside. */
static gsize
word_end(const Pass *pass, gsize i, guint8 *kinds)
{
  gboolean odd = FALSE, high = FALSE;
  while (i < pass->len) {
    guint8 kind = byte_kinds[(guchar)pass->s[i]];
    if (kind == BLANK)
      break;
    gsize tag = pass->s[i] == '<' ? tag_at(pass->s + i, pass->len - i) : 0;
    odd |= kind == ODD;
    high |= kind == HIGH;
    i += tag ? tag : 1;
  }
  *kinds = high ? HIGH : odd ? ODD : PLAIN;
  return i;
}

static void
take_word(const Pass *pass, IbClean *c, gsize from, gsize to, guint8 kinds)
{
  if (kinds == PLAIN)
    append_copy(c, pass->s, from, to);
  else if (kinds == ODD || !mend_word(pass, c, from, to))
    take_odd_word(pass, c, from, to);
}

/* Hyphens at a line's end. */

/* Words that keep their hyphen: "self-\nesteem" is no "selfesteem". */
static gboolean
keeps_hyphen(const char *word, gsize len)
{
  static const char *const words[] = { "self", "well", "long", "short", "high", "low", "cross", "half",
                                       "non",  "large", "small", "all", "post", "case", "decision",
                                       "so",   "old",  "new",  "full", "part", "time", "double" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strlen(words[i]) == len && g_ascii_strncasecmp(word, words[i], len) == 0)
      return TRUE;
  return FALSE;
}

/* The text ends in "Endo-" and a line ends: what becomes of the hyphen?  -1: this is no
 * hyphenation; 0: it stays, and no blank follows; 1: it goes. */
static int
hyphen_at_end(const GString *text, const char *next, gsize left)
{
  gsize end = text->len;
  if (end < 2 || text->str[end - 1] != '-' || !left)
    return -1;
  gsize start = end - 1;
  while (start && !strchr(" (\"'-/", text->str[start - 1]))
    start--;
  const char *word = text->str + start;
  gsize len = end - 1 - start;
  gunichar c = g_utf8_get_char_validated(next, left);
  if (!len || (gint)c < 0 || !g_unichar_isalnum(c))
    return -1;
  gsize token = start;
  while (token && text->str[token - 1] != ' ' && text->str[token - 1] != '\n' && end - token < 2000)
    token--;
  if (g_strstr_len(text->str + token, end - token, "://") || g_strstr_len(text->str + token, end - token, "www."))
    return -1; /* in a URL: the second pass sees to it */
  gunichar last = g_utf8_get_char(g_utf8_prev_char(text->str + end - 1));
  if (g_unichar_islower(c) && g_unichar_isalpha(last) && !keeps_hyphen(word, len))
    return 1;
  return 0;
}

/* Blanks between FROM and TO become one, or none behind a hyphen at a line's end. */
static void
take_blank(const Pass *pass, IbClean *c, gsize from, gsize to)
{
  gboolean line = memchr(pass->s + from, '\n', to - from) != NULL;
  if (!c->text->len || to == pass->len)
    return;
  if (c->text->str[c->text->len - 1] == ' ' || c->text->str[c->text->len - 1] == '\n')
    return;
  int hyphen = line ? hyphen_at_end(c->text, pass->s + to, pass->len - to) : -1;
  if (hyphen == 1)
    g_string_truncate(c->text, c->text->len - 1);
  if (hyphen >= 0)
    return;
  if (pass->s[from] == ' ' && !line)
    append_copy(c, pass->s, from, from + 1);
  else
    append_made(c, from, line ? "\n" : " ", 1);
}

static void
take_words(const Pass *pass, IbClean *c)
{
  for (gsize i = 0; i < pass->len;) {
    gsize start = i;
    if (byte_kinds[(guchar)pass->s[i]] == BLANK) {
      while (i < pass->len && byte_kinds[(guchar)pass->s[i]] == BLANK)
        i++;
      take_blank(pass, c, start, i);
      continue;
    }
    guint8 kinds;
    i = word_end(pass, i, &kinds);
    take_word(pass, c, start, i, kinds);
  }
  while (c->text->len && strchr(" \n", c->text->str[c->text->len - 1]))
    g_string_truncate(c->text, c->text->len - 1);
}

/* The second pass: blanks in URLs, and the marks. */

static gboolean
is_gap(char c, gboolean blanks)
{
  return c == '\n' || (!blanks && c == ' ');
}

/* Copies a range of another cleaned text with its map.  BLANKS: line ends become blanks;
 * else all blanks go. */
static void
copy_range(IbClean *to, const IbClean *from, gsize start, gsize end, gboolean blanks)
{
  guint piece = piece_at(from, start);
  for (gsize i = start; i < end;) {
    while (piece + 1 < from->pieces->len &&
           g_array_index(from->pieces, IbCleanPiece, piece + 1).clean <= i)
      piece++;
    const IbCleanPiece *p = &g_array_index(from->pieces, IbCleanPiece, piece);
    gsize stop = piece + 1 < from->pieces->len
                     ? g_array_index(from->pieces, IbCleanPiece, piece + 1).clean
                     : from->text->len;
    stop = MIN(stop, end);
    if (is_gap(from->text->str[i], blanks)) {
      if (blanks)
        append_made(to, ib_clean_source(from, i), " ", 1);
      i++;
      continue;
    }
    gsize word = i;
    while (word < stop && !is_gap(from->text->str[word], blanks))
      word++;
    start_piece(to, p->made ? p->source : p->source + (i - p->clean), p->made);
    g_string_append_len(to->text, from->text->str + i, word - i);
    i = word;
  }
}

static void
move_repairs(IbClean *to, const IbClean *from)
{
  for (guint i = 0; i < from->repairs->len; i++) {
    IbCleanRepair r = g_array_index(from->repairs, IbCleanRepair, i);
    r.start = ib_clean_from_source(to, r.source_start);
    r.end = ib_clean_from_source(to, r.source_end);
    g_array_append_val(to->repairs, r);
  }
}

static void
add_mark(IbClean *c, gboolean doi, gsize start, gsize end)
{
  IbCleanMark mark = { doi ? IB_MARK_DOI : IB_MARK_URL, start, end };
  g_array_append_val(c->marks, mark);
}

/* Marks URLs.  FALSE, with no marks, when there is something to join. */
static gboolean
mark_urls(IbClean *c)
{
  IbUrlSpan url;
  for (gsize i = 0; ib_url_find(c->text->str, c->text->len, i, &url); i = url.end) {
    if (url.n_blanks) {
      g_array_set_size(c->marks, 0);
      return FALSE;
    }
    add_mark(c, url.doi, url.start, url.end);
  }
  return TRUE;
}

static void
join_urls(IbClean *c)
{
  IbClean out = { 0 };
  IbUrlSpan url;
  gsize i = 0;

  reset(&out, c->source_len);
  for (; ib_url_find(c->text->str, c->text->len, i, &url); i = url.end) {
    copy_range(&out, c, i, url.start, TRUE);
    gsize start = out.text->len;
    copy_range(&out, c, url.start, url.end, FALSE);
    add_mark(&out, url.doi, start, out.text->len);
    if (url.n_blanks)
      add_repair(&out, "url.whitespace", start, ib_clean_source(c, url.start),
                 ib_clean_source_end(c, url.end));
  }
  copy_range(&out, c, i, c->text->len, TRUE);
  move_repairs(&out, c);
  ib_clean_clear(c);
  *c = out;
}

static gboolean
has_stars(const char *s, gsize len)
{
  guint n = 0;
  for (const char *p = s; (p = memchr(p, '*', len - (p - s))); p++)
    n++;
  return n && n % 2 == 0;
}

void
ib_clean(const char *s, gsize len, IbClean *c)
{
  init_byte_kinds();
  reset(c, len);
  Pass pass = { s, len, has_stars(s, len), c->scratch };
  take_words(&pass, c);
  gboolean lines = memchr(c->text->str, '\n', c->text->len) != NULL;
  if (!mark_urls(c) || lines)
    join_urls(c);
}
