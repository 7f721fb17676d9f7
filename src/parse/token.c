/* Cuts a reference into tokens.  Printed lists glue what belongs apart
 * ("77(2017)379", "Lothar(2000):", "StuckeyThe"), so that a token ends at every change
 * between letters, digits and marks, and between a small letter and a capital. */
#include "config.h"

#include "parse/token.h"

#include <string.h>

#define FNV_BASIS 0x811c9dc5u
#define FNV_PRIME 0x01000193u
#define LETTERS_KEPT 48 /* of a word, for its prefixes and suffixes */

typedef enum { CHAR_BLANK, CHAR_LOWER, CHAR_UPPER, CHAR_SCRIPT, CHAR_DIGIT, CHAR_MARK } CharClass;

guint32
ib_hash_bytes(const char *s, gsize len)
{
  guint32 h = FNV_BASIS;
  for (gsize i = 0; i < len; i++)
    h = (h ^ (guchar)s[i]) * FNV_PRIME;
  return h;
}

static CharClass
class_of(gunichar c)
{
  if (c < 128) {
    if (g_ascii_islower(c))
      return CHAR_LOWER;
    if (g_ascii_isupper(c))
      return CHAR_UPPER;
    if (g_ascii_isdigit(c))
      return CHAR_DIGIT;
    return c <= ' ' || c == 127 ? CHAR_BLANK : CHAR_MARK;
  }
  if (g_unichar_isspace(c) || c == 0xa0)
    return CHAR_BLANK;
  if (g_unichar_isupper(c) || g_unichar_istitle(c))
    return CHAR_UPPER;
  if (g_unichar_islower(c) || g_unichar_ismark(c))
    return CHAR_LOWER;
  if (g_unichar_isdigit(c))
    return CHAR_DIGIT;
  return g_unichar_isalpha(c) ? CHAR_SCRIPT : CHAR_MARK;
}

/* Dashes, quotes and their kin are one mark each, whatever the typesetter took. */
static gunichar
plain_mark(gunichar c)
{
  switch (c) {
  case 0x2010:
  case 0x2011:
  case 0x2012:
  case 0x2013:
  case 0x2212:
  case 0xad:
    return '-';
  case 0x2014:
  case 0x2015:
    return 0x2014;
  case 0x201c:
  case 0x201e:
  case 0xab:
  case 0x2039:
  case 0x201a:
  case 0x300c:
  case 0x300e:
    return 0x201c;
  case 0x201d:
  case 0xbb:
  case 0x203a:
  case 0x300d:
  case 0x300f:
  case 0x201f:
    return 0x201d;
  case 0x2018:
  case 0x2019:
  case 0x60:
  case 0xb4:
  case 0x2b9:
  case 0x2bc:
    return '\'';
  case 0x3001:
  case 0xff0c:
  case 0x60c:
    return ',';
  case 0x3002:
  case 0xff0e:
    return '.';
  case 0xff1a:
    return ':';
  case 0xff08:
    return '(';
  case 0xff09:
    return ')';
  default:
    return c;
  }
}

/* What is printed behind a link, glued to it when blanks are lost: "10.1000/182.URL https:". */
static gboolean
goes_on_without(const char *s, gsize left)
{
  static const char *const words[] = { ".URL", ".PMID", ".Available", ".Accessed", ".Retrieved", "[arXiv", "[hep-" };
  for (guint i = 0; (*s == '.' || *s == '[') && i < G_N_ELEMENTS(words); i++)
    if (left > strlen(words[i]) && memcmp(s, words[i], strlen(words[i])) == 0)
      return TRUE;
  return FALSE;
}

/* Length of the white-space-free run at S that is a URL or DOI, 0 if none starts here. */
static gsize
link_length(const char *s, gsize left, IbTokenKind *kind)
{
  static const char *const heads[] = {
    "http://", "https://", "ftp://", "www.", "http: //", "https: //", "http:/", NULL
  };
  gsize n = 0;
  for (guint i = 0; heads[i] && !n; i++)
    if (left > strlen(heads[i]) && g_ascii_strncasecmp(s, heads[i], strlen(heads[i])) == 0)
      n = strlen(heads[i]);
  *kind = IB_TOKEN_URL;
  if (!n && left > 8 && s[0] == '1' && s[1] == '0' && s[2] == '.' && g_ascii_isdigit(s[3])) {
    for (n = 3; n < left && n < 14 && (g_ascii_isdigit(s[n]) || s[n] == '.');)
      n++;
    if (n < 7 || n >= left || s[n] != '/')
      return 0;
    *kind = IB_TOKEN_DOI;
  }
  if (!n)
    return 0;
  int depth = 0;
  for (; n < left && (guchar)s[n] > ' ' && s[n] != '<' && s[n] != '>' && s[n] != '"'; n++) {
    if (goes_on_without(s + n, left - n))
      break;
    if (s[n] == '(')
      depth++;
    if (s[n] == ')' && --depth < 0)
      break;
    if ((guchar)s[n] == 0xe2 && n + 2 < left && (guchar)s[n + 1] == 0x80 && (guchar)s[n + 2] >= 0x98)
      break; /* a curly quote ends it */
    if ((guchar)s[n] == 0xc2 && n + 1 < left && (guchar)s[n + 1] == 0xa0)
      break;
  }
  while (n > 4 && strchr(".,;:'])", s[n - 1]))
    n--;
  return n;
}

static guint32
hash_link(const char *s, gsize len, IbTokenKind kind)
{
  if (kind == IB_TOKEN_DOI)
    return ib_hash_bytes("DOI", 3);
  return g_strstr_len(s, len, "doi.org/10.") ? ib_hash_bytes("DOILINK", 7) : ib_hash_bytes("URL", 3);
}

typedef struct {
  gunichar letter[LETTERS_KEPT]; /* lower-case */
  guint n;                       /* kept in `letter` */
  guint total;
  guint upper;
} Word;

static guint32
hash_letters(const gunichar *s, guint n, guint32 seed)
{
  guint32 h = FNV_BASIS ^ seed;
  for (guint i = 0; i < n; i++)
    h = (h ^ s[i]) * FNV_PRIME;
  return h;
}

static void
fill_word(IbToken *tok, const Word *word, gboolean caseless)
{
  tok->word = hash_letters(word->letter, word->n, 0);
  tok->letters = MIN(word->total, G_MAXUINT16);
  for (guint i = 0; i < 2; i++)
    tok->prefix[i] = word->n > i + 2 ? hash_letters(word->letter, i + 2, 1) : 0;
  for (guint i = 0; i < 3; i++)
    tok->suffix[i] = word->n > i + 2 ? hash_letters(word->letter + word->n - i - 2, i + 2, 2) : 0;
  if (caseless)
    tok->kind = IB_TOKEN_SCRIPT;
  else if (word->upper == 0)
    tok->kind = IB_TOKEN_LOWER;
  else if (word->total == 1)
    tok->kind = IB_TOKEN_INITIAL;
  else
    tok->kind = word->upper == word->total ? IB_TOKEN_UPPER : IB_TOKEN_CAPITAL;
}

static void
fill_number(IbToken *tok, const Word *word)
{
  guint value = 0;
  for (guint i = 0; i < word->n && i < 6; i++)
    value = value * 10 + (word->letter[i] % 16);
  tok->letters = MIN(word->total, G_MAXUINT16);
  gboolean year = word->total == 4 && value >= 1400 && value < 2040;
  tok->kind = year ? IB_TOKEN_YEAR : IB_TOKEN_NUMBER;
  char name[4] = { year ? 'Y' : 'D', (char)('0' + (year ? value / 100 - 10 : MIN(word->total, 9))), 0, 0 };
  tok->word = ib_hash_bytes(name, 2);
}

static guint
length_class(guint letters)
{
  return letters <= 2 ? letters : letters <= 4 ? 3 : letters <= 7 ? 4 : 5;
}

static void
fill_shape(IbToken *tok)
{
  guint detail = 0;
  if (tok->kind <= IB_TOKEN_NUMBER && tok->kind != IB_TOKEN_INITIAL)
    detail = length_class(tok->letters);
  tok->shape = (guint8)(((tok->kind * 6 + detail) << 1 | tok->blank) & 127);
}

/* A run of letters or of digits from P; "StuckeyThe" ends before the T. */
static const char *
scan_word(const char *p, const char *end, CharClass first, Word *word)
{
  CharClass last = first;
  word->n = word->total = word->upper = 0;
  while (p < end) {
    gunichar c = (guchar)*p < 128 ? (guchar)*p : g_utf8_get_char(p);
    CharClass cls = class_of(c);
    if (cls == CHAR_BLANK || cls == CHAR_MARK || (cls == CHAR_DIGIT) != (first == CHAR_DIGIT))
      break;
    if (cls == CHAR_UPPER && last == CHAR_LOWER)
      break;
    if (word->n < LETTERS_KEPT) {
      gunichar low = cls == CHAR_UPPER ? (c < 128 ? (gunichar)g_ascii_tolower(c) : g_unichar_tolower(c)) : c;
      if (cls == CHAR_DIGIT && c > 127)
        low = '0' + (guint)MAX(g_unichar_digit_value(c), 0);
      word->letter[word->n++] = low;
    }
    word->total++;
    word->upper += cls == CHAR_UPPER;
    last = cls;
    p = g_utf8_next_char(p);
  }
  return p;
}

/* One mark, or a run of the same ("---", "..."). */
static const char *
scan_mark(const char *p, const char *end, IbToken *tok)
{
  gunichar c = g_utf8_get_char(p);
  const char *q = g_utf8_next_char(p);
  while (q < end && (c == '-' || c == '.' || c == '_' || c > 0x2000) && g_utf8_get_char(q) == c)
    q = g_utf8_next_char(q);
  gboolean run = q > g_utf8_next_char(p);
  tok->kind = IB_TOKEN_PUNCT;
  tok->mark = plain_mark(c);
  if (run && (c == '-' || c == '_' || c == 0x2013))
    tok->mark = 0x2014; /* "---" stands for the author above */
  tok->word = (FNV_BASIS ^ tok->mark) * FNV_PRIME + (run ? 7 : 0);
  tok->letters = 1;
  return q;
}

void
ib_tokenise(const char *text, gsize len, GArray *tokens)
{
  const char *p = text, *end = text + len;
  gboolean blank = TRUE;
  g_array_set_size(tokens, 0);
  while (p < end) {
    gunichar c = (guchar)*p < 128 ? (guchar)*p : g_utf8_get_char(p);
    CharClass cls = class_of(c);
    if (cls == CHAR_BLANK) {
      blank = TRUE;
      p = g_utf8_next_char(p);
      continue;
    }
    IbToken tok = { .start = (guint32)(p - text), .blank = blank };
    IbTokenKind kind;
    gsize link = strchr("hHwWfF1", c < 128 ? (int)c : '#') ? link_length(p, end - p, &kind) : 0;
    if (link) {
      tok.kind = kind;
      tok.word = hash_link(p, link, kind);
      tok.letters = MIN(link, G_MAXUINT16);
      p += link;
    } else if (cls == CHAR_MARK) {
      p = scan_mark(p, end, &tok);
    } else {
      Word word;
      p = scan_word(p, end, cls, &word);
      if (cls == CHAR_DIGIT)
        fill_number(&tok, &word);
      else
        fill_word(&tok, &word, cls == CHAR_SCRIPT);
    }
    tok.end = (guint32)(p - text);
    fill_shape(&tok);
    g_array_append_val(tokens, tok);
    blank = FALSE;
  }
}

guint32
ib_hash_word(const char *s)
{
  Word word;
  gsize len = strlen(s);
  if (!len)
    return 0;
  scan_word(s, s + len, class_of(g_utf8_get_char(s)), &word);
  return hash_letters(word.letter, word.n, 0);
}
