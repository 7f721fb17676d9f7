/* URLs and DOIs in running text.
 *
 * Printed lists break them: after "www.", after a slash, before an underscore.  A blank is
 * taken for part of a URL only with evidence on both sides, since the word after a URL is
 * far more often a word ("http://a.org/x Accessed 3 May"). */
#include "config.h"

#include "parse/urls.h"

#include <string.h>

#include "parse/dates.h"

/* How long a URL may be, and how many blanks it may have. */
enum { MAX_URL = 4096, MAX_BLANKS = 12 };

static const char *const schemes[] = { "http://", "https://", "ftp://", "http:/", "https:/",
                                       "http//", "https//", "hhttp://" };

/* Does the text at I begin with LIT, without regard to case? */
static gboolean
begins(const char *s, gsize len, gsize i, const char *lit)
{
  gsize n = strlen(lit);
  return len - i >= n && g_ascii_strncasecmp(s + i, lit, n) == 0;
}

static gsize
scheme_at(const char *s, gsize len, gsize i)
{
  for (guint k = 0; k < G_N_ELEMENTS(schemes); k++)
    if (begins(s, len, i, schemes[k]))
      return strlen(schemes[k]);
  return 0;
}

/* "10.1000/" and its prefix alone: bytes up to and with the slash; 0 when there is no DOI. */
static gsize
doi_prefix_at(const char *s, gsize len, gsize i)
{
  gsize start = i;
  if (!begins(s, len, i, "10."))
    return 0;
  i += 3;
  while (i < len && s[i] == ' ' && i - start < 5) /* "10. 1000/182" */
    i++;
  gsize digits = i;
  while (i < len && (g_ascii_isdigit(s[i]) || (s[i] == '.' && i > digits)))
    i++;
  if (i - digits < 4 || i - digits > 12)
    return 0;
  while (i < len && s[i] == ' ' && i + 1 < len && s[i + 1] == '/')
    i++;
  return i < len && s[i] == '/' ? i + 1 - start : 0;
}

static gboolean
is_url_byte(guchar c)
{
  return c > ' ' && !strchr("<>\"", c) && c != 0x7F;
}

/* Quotation marks, full-width punctuation and blanks end a URL though they are not ASCII. */
static gboolean
ends_url(const char *s, gsize left)
{
  static const char *const marks[] = { "”", "“", "’", "»", "«", "„", "。", "，", "、", "；", "）", "（",
                                       "］", "【", "】", "،", "\xC2\xA0", "…", "\xE3\x80\x80" };
  if ((guchar)*s < 0xC2)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
    gsize n = strlen(marks[i]);
    if (left >= n && memcmp(s, marks[i], n) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The end of the run of URL bytes at I. */
static gsize
run_end(const char *s, gsize len, gsize i)
{
  while (i < len && is_url_byte((guchar)s[i]) && !ends_url(s + i, len - i))
    i++;
  return i;
}

/* The end of [START, END) without the list's punctuation: commas, full stops, closing
 * brackets that the URL does not open. */
static gsize
trim_end(const char *s, gsize start, gsize end)
{
  static const char open[] = "([{", close[] = ")]}";
  int surplus[3] = { 0 }; /* closing brackets less opening ones */

  for (gsize i = start; i < end; i++)
    for (guint k = 0; k < 3; k++)
      surplus[k] += (s[i] == close[k]) - (s[i] == open[k]);
  while (end > start) {
    char c = s[end - 1];
    const char *bracket = strchr(close, c);
    gsize year = end - start > 12 && c == ')' && s[end - 6] == '(' ? strspn(s + end - 5, "0123456789") : 0;
    if (year == 4 && (s[end - 5] == '1' || s[end - 5] == '2')) { /* "…/abs/1604.09999(2016)" */
      end -= 6;
      continue;
    }
    if (bracket && surplus[bracket - close] > 0)
      surplus[bracket - close]--;
    else if (!strchr(",;.:!'*", c))
      break;
    end--;
  }
  return end;
}

/* What stands behind a blank that may belong to the URL before it. */
typedef struct {
  gsize start, end;
  guint slashes, dots, dashes, underscores, equals, percents, digits, letters, upper;
  gboolean extension; /* ends in ".html" and the like */
} Piece;

static gboolean
has_extension(const char *s, gsize end, gsize dot)
{
  static const char *const names[] = { "html", "htm",  "php", "pdf",  "aspx", "asp", "jsp", "doc",
                                       "docx", "cfm", "xml", "shtml", "txt",  "cgi", "jpg", "do",
                                       "xhtml", "ps",  "ppt", "phtml", "xls",  "epub", "zip" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    gsize n = strlen(names[i]);
    if (end - dot - 1 >= n && g_ascii_strncasecmp(s + dot + 1, names[i], n) == 0 &&
        (end == dot + 1 + n || !g_ascii_isalnum(s[dot + 1 + n])))
      return TRUE;
  }
  return FALSE;
}

static Piece
look_at_piece(const char *s, gsize len, gsize i)
{
  Piece p = { .start = i, .end = run_end(s, len, i) };
  p.end = trim_end(s, p.start, p.end);
  for (; i < p.end; i++) {
    char c = s[i];
    p.slashes += c == '/';
    p.dashes += c == '-';
    p.underscores += c == '_';
    p.equals += c == '=' || c == '&' || c == '?';
    p.percents += c == '%' || c == '#' || c == '~';
    p.digits += g_ascii_isdigit(c);
    p.letters += g_ascii_isalpha(c) || (guchar)c >= 0x80;
    p.upper += g_ascii_isupper(c);
    if (c == '.' && i + 1 < p.end) {
      p.dots++;
      p.extension |= has_extension(s, p.end, i);
    }
  }
  return p;
}

/* Words of more than one part that are no piece of a URL. */
static gboolean
is_plain_word(const char *s, const Piece *p)
{
  static const char *const words[] = { "and/or", "e.g", "i.e", "pp", "doi", "http", "https", "www",
                                       "o.J", "o.j", "u.a", "n.d", "Accessed", "accessed", "abgerufen" };
  gsize n = p->end - p->start;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strlen(words[i]) == n && memcmp(s + p->start, words[i], n) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
begins_anew(const char *s, gsize len, gsize i)
{
  return scheme_at(s, len, i) || begins(s, len, i, "www.") || begins(s, len, i, "doi") ||
         doi_prefix_at(s, len, i) || strchr("([{<\"", s[i]) || ends_url(s + i, len - i);
}

/* Only numbers and marks ("25/5/2018", "2004-05", "12.") are a date or pages, not a path. */
static gboolean
is_numeric(const Piece *p)
{
  return p->digits && !p->letters && !p->underscores && !p->equals && !p->percents;
}

/* Does the URL [START, END) still miss its host?  "http://", "http://www.", "http://x." */
static gboolean
wants_host(const char *s, gsize start, gsize end)
{
  gsize n = scheme_at(s, end, start);
  gsize host = start + n;
  if (host >= end)
    return TRUE;
  for (gsize i = host; i < end; i++)
    if (s[i] == '/')
      return FALSE;
  if (end - host == 4 && begins(s, end, host, "www."))
    return TRUE;
  /* "http://www.example. com": one label too few */
  guint dots = 0;
  for (gsize i = host; i < end; i++)
    dots += s[i] == '.';
  return s[end - 1] == '.' && dots <= (begins(s, end, host, "www.") ? 2u : 1u);
}

/* Is there a path whose last part has no full stop? */
static gboolean
has_path_without_file(const char *s, gsize start, gsize end)
{
  guint slashes = 0;
  gboolean stop = FALSE;
  for (gsize i = start; i < end; i++) {
    if (s[i] == '/') {
      slashes++;
      stop = FALSE;
    }
    stop |= s[i] == '.';
  }
  return slashes >= 3 && !stop;
}

/* Does the piece behind a blank go on with the URL [START, END)?  LINE: the blank is a line
 * end, where URLs are broken more often than anywhere else. */
static gboolean
goes_on(const char *s, gsize len, gsize start, gsize end, const Piece *p, gboolean line)
{
  char last = s[end - 1], first = s[p->start];
  gsize n = p->end - p->start;

  /* "http:// www.example.org" */
  if (scheme_at(s, end, start) == end - start && begins(s, len, p->start, "www."))
    return TRUE;
  if (!n || begins_anew(s, len, p->start) || is_plain_word(s, p))
    return FALSE;
  if (wants_host(s, start, end))
    return (g_ascii_islower(first) || g_ascii_isdigit(first)) && (p->dots || p->slashes || n >= 2);
  gboolean structured = p->slashes || p->underscores || p->equals || p->percents || p->extension ||
                        p->dashes >= 2 || (p->dashes && p->digits);
  if (is_numeric(p) && !(p->slashes && s[p->end - 1] == '/'))
    return FALSE;
  /* A path with blanks in it may come back from a date or a name: "12/May", "Smith/Jones". */
  if (ib_date_extent(s + p->start, n) == n)
    return FALSE;
  if (last == '/' || last == '_' || last == '=' || last == '&' || last == '?' || last == '%' ||
      last == '#' || last == '~' || last == '+')
    return structured || (line && !p->upper && p->letters && n >= 4 && last != '/');
  if (last == '-')
    return structured || (g_ascii_islower(first) && (line || p->digits));
  if (last == '.')
    return p->extension || (structured && p->slashes && g_ascii_islower(first)) ||
           (n <= 5 && p->dots == 0 && has_extension(s, p->end, p->start - 1));
  if (strchr("/_?=&%#~+", first))
    return n > 1 && (structured || p->letters) && !(first == '/' && n < 3);
  if (first == '.' || first == '-')
    return p->extension || p->slashes;
  /* "…/files/Final Report2008a.pdf": a file's name with a blank in it. */
  if (p->extension && has_path_without_file(s, start, end))
    return TRUE;
  if (p->equals >= 2 && memchr(s + start, '?', end - start))
    return TRUE; /* "…?id=274%3A artigo-2&catid=18" */
  /* A line end in the middle of a word of the path. */
  return line && structured && !p->upper && (p->extension || p->slashes || p->dashes >= 2);
}

static gsize
skip_blanks(const char *s, gsize len, gsize i, gboolean *line)
{
  while (i < len && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r')) {
    *line |= s[i] == '\n';
    i++;
  }
  return i;
}

/* Extends FOUND over blanks as long as what follows belongs to it. */
static void
extend_url(const char *s, gsize len, IbUrlSpan *found)
{
  gsize end = run_end(s, len, found->start);
  while (found->n_blanks < MAX_BLANKS && end - found->start < MAX_URL) {
    gboolean line = FALSE;
    gsize next = skip_blanks(s, len, end, &line);
    if (next == end || next >= len)
      break;
    Piece p = look_at_piece(s, len, next);
    if (!goes_on(s, len, found->start, end, &p, line))
      break;
    found->n_blanks++;
    end = run_end(s, len, next);
  }
  found->end = trim_end(s, found->start, MIN(end, found->start + MAX_URL));
}

/* The same for a DOI: its next piece has digits and a structure, and is no furniture. */
static gboolean
doi_goes_on(const char *s, gsize len, gsize end, const Piece *p)
{
  char last = s[end - 1];
  gsize n = p->end - p->start;
  if (!n || begins_anew(s, len, p->start) || p->slashes > 1 || (p->upper && last != '/'))
    return FALSE;
  if (last == '/')
    return p->digits && (n >= 4 || p->letters);
  if (last != '.' && last != '-' && last != '_')
    return FALSE;
  if (begins(s, len, p->start, "pp") || begins(s, len, p->start, "vol") || begins(s, len, p->start, "no."))
    return FALSE;
  return p->digits >= 2 && (p->dots || (p->letters && p->digits >= 3));
}

static void
extend_doi(const char *s, gsize len, gsize prefix, IbUrlSpan *found)
{
  for (gsize i = found->start; i < found->start + prefix; i++)
    found->n_blanks += s[i] == ' ' && s[i - 1] != ' ';
  gsize end = run_end(s, len, found->start + prefix);
  while (found->n_blanks < MAX_BLANKS && end - found->start < MAX_URL) {
    gboolean line = FALSE;
    gsize next = skip_blanks(s, len, end, &line);
    if (next == end || next >= len)
      break;
    Piece p = look_at_piece(s, len, next);
    if (!doi_goes_on(s, len, end, &p))
      break;
    found->n_blanks++;
    end = run_end(s, len, next);
  }
  found->end = trim_end(s, found->start, MIN(end, found->start + MAX_URL));
}

/* A host without a scheme: "www.example.org/x", "doi.org/10.1000/1". */
static gboolean
is_bare_host(const char *s, gsize len, gsize i)
{
  return begins(s, len, i, "www.") || begins(s, len, i, "doi.org/") || begins(s, len, i, "dx.doi.org/");
}

static gboolean
url_at(const char *s, gsize len, gsize i, IbUrlSpan *found)
{
  gboolean word = i == 0 || !(g_ascii_isalnum(s[i - 1]) || s[i - 1] == '.' || s[i - 1] == '/');
  gsize scheme = scheme_at(s, len, i), doi;
  if (scheme && (word || begins(s, len, i, "http://") || begins(s, len, i, "https://"))) {
    *found = (IbUrlSpan){ .start = i };
    extend_url(s, len, found);
    return found->end > i + scheme + 2;
  }
  if (!word)
    return FALSE;
  if (is_bare_host(s, len, i)) {
    *found = (IbUrlSpan){ .start = i };
    extend_url(s, len, found);
    return found->end > i + 6;
  }
  if ((doi = doi_prefix_at(s, len, i))) {
    *found = (IbUrlSpan){ .start = i, .doi = TRUE };
    extend_doi(s, len, doi, found);
    return found->end > i + doi;
  }
  return FALSE;
}

gboolean
ib_url_find(const char *s, gsize len, gsize from, IbUrlSpan *found)
{
  for (gsize i = from; i + 6 < len; i++) {
    char c = s[i];
    if (c != 'h' && c != 'H' && c != 'w' && c != 'W' && c != 'f' && c != '1' && c != 'd' && c != 'D')
      continue;
    if (url_at(s, len, i, found))
      return TRUE;
  }
  return FALSE;
}
