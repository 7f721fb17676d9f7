/* Trims spans: the tagger works on tokens, which hold a separator or a bracket too many now
 * and then. */
#include "config.h"

#include "parse/span.h"

#include <string.h>

typedef struct {
  const char *open, *close;
} Pair;

static const Pair pairs[] = {
  { "“", "”" },   { "“", "\"" }, { "“", "“" }, { "”", "”" }, { "„", "“" }, { "„", "”" },
  { "\"", "\"" }, { "«", "»" },  { "»", "«" }, { "‘", "’" }, { "‚", "‘" }, { "'", "'" },
  { "(", ")" },   { "[", "]" },  { "{", "}" }, { "<", ">" }, { "‹", "›" }, { "「", "」" },
};

static gboolean
starts(const char *s, gsize n, const char *with)
{
  gsize len = strlen(with);
  return n >= len && memcmp(s, with, len) == 0;
}

static gboolean
ends(const char *s, gsize n, const char *with)
{
  gsize len = strlen(with);
  return n >= len && memcmp(s + n - len, with, len) == 0;
}

static guint
count(const char *s, gsize n, const char *what)
{
  guint found = 0;
  gsize len = strlen(what);
  for (gsize i = 0; i + len <= n; i++)
    found += memcmp(s + i, what, len) == 0;
  return found;
}

static gboolean
trim_left(const char *text, IbTagSpan *span)
{
  static const char *const marks[] = { ",",  ";",      ":", ".", " ", "–", "—", "\t",
                                       "\n", "\u00a0", ")", "]", "»", "”", "/", NULL };
  const char *s = text + span->start;
  gsize n = span->end - span->start;
  if (s[0] == '-')
    return span->start++, TRUE;
  if (g_ascii_isalnum(s[0])) /* as most are */
    return FALSE;
  for (guint i = 0; marks[i]; i++)
    if (starts(s, n, marks[i]))
      return span->start += (guint)strlen(marks[i]), TRUE;
  return FALSE;
}

static gboolean
trim_right(const char *text, IbTagSpan *span)
{
  static const char *const marks[] = {
    ",", ";", ":", " ", "–", "—", "\t", "\n", "\u00a0", "(", "[", "«", "„", "/", NULL
  };
  const char *s = text + span->start;
  gsize n = span->end - span->start;
  gboolean url = span->label == IB_LABEL_URL;
  if (g_ascii_isalnum(s[n - 1]))
    return FALSE;
  for (guint i = 0; marks[i]; i++)
    if (ends(s, n, marks[i]) && !(url && (g_str_equal(marks[i], "/") || g_str_equal(marks[i], "—"))))
      return span->end -= (guint)strlen(marks[i]), TRUE;
  if (s[n - 1] == '-' && !url && span->label != IB_LABEL_DATE && n > 1 && s[n - 2] != '-')
    return span->end--, TRUE;
  return FALSE;
}

/* A mark of a pair at one end whose partner is missing goes, and so do both around the whole. */
static gboolean
trim_pairs(const char *text, IbTagSpan *span)
{
  const char *s = text + span->start;
  gsize n = span->end - span->start;
  if (g_ascii_isalnum(s[0]) && g_ascii_isalnum(s[n - 1]))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    gsize a = strlen(pairs[i].open), b = strlen(pairs[i].close);
    if (starts(s, n, pairs[i].open) && ends(s, n, pairs[i].close) && n > a + b &&
        count(s + a, n - a - b, pairs[i].open) == 0 && count(s + a, n - a - b, pairs[i].close) == 0) {
      span->start += (guint)a;
      span->end -= (guint)b;
      return TRUE;
    }
  }
  if ((s[0] == '(' && !memchr(s, ')', n)) || (s[0] == '[' && !memchr(s, ']', n)) ||
      (s[0] == '"' && count(s, n, "\"") == 1))
    return span->start++, TRUE;
  if ((s[n - 1] == ')' && !memchr(s, '(', n)) || (s[n - 1] == ']' && !memchr(s, '[', n)) ||
      (s[n - 1] == '"' && count(s, n, "\"") == 1))
    return span->end--, TRUE;
  return FALSE;
}

/* The sentence's full stop is none of the value; that of an abbreviation or initial is. */
static gboolean
trim_stop(const char *text, IbTagSpan *span)
{
  const char *s = text + span->start;
  gsize n = span->end - span->start;
  if (n < 2 || s[n - 1] != '.' || s[n - 2] == '.')
    return FALSE;
  switch (span->label) {
  case IB_LABEL_AUTHOR:
  case IB_LABEL_EDITOR:
  case IB_LABEL_TRANSLATOR: {
    gsize letters = 0;
    while (letters + 1 < n && ((guchar)s[n - 2 - letters] >= 128 || g_ascii_isalpha(s[n - 2 - letters])))
      letters++;
    if (letters && letters <= 3)
      return FALSE;
    break;
  }
  case IB_LABEL_CONTAINER:
  case IB_LABEL_PUBLISHER:
  case IB_LABEL_LOCATION:
  case IB_LABEL_COLLECTION:
    for (gsize i = 0; i + 2 < n; i++)
      if (s[i] == '.')
        return FALSE; /* "J. Biol. Chem." */
    if (span->label == IB_LABEL_PUBLISHER && (ends(s, n, "Inc.") || ends(s, n, "Co.") || ends(s, n, "Ltd.")))
      return FALSE;
    break;
  default:
    break;
  }
  return span->end--, TRUE;
}

typedef struct {
  IbLabel label;
  const char *const *words; /* lower case, without their full stop */
} Furniture;

static const char *const page_words[] = {
  "pp",   "p",   "pages", "page", "pgs",  "pg",  "seiten", "seite", "s",   "ss",
  "págs", "pág", "pags",  "pag",  "pagg", "str", "стр",    "с",     "blz", NULL
};
static const char *const volume_words[] = { "volume", "volumes",  "vol",  "vols", "v", "band",
                                            "bd",     "tome",     "tomo", "tom",  "t", "т",
                                            "том",    "jahrgang", "jg",   "bind", NULL };
static const char *const issue_words[] = { "no",  "nos",  "nr", "n",    "num", "núm", "number", "issue", "issues",
                                           "iss", "heft", "h",  "fasc", "№",   "n°",  "nº",     "n.",    NULL };
static const char *const doi_words[] = {
  "doi", "https://doi.org/", "http://doi.org/", "http://dx.doi.org/", "https://dx.doi.org/", "doi.org/", "dx.doi.org/",
  NULL
};
static const char *const isbn_words[] = { "isbn", "isbn-13", "isbn-10", "issn", NULL };
static const char *const in_words[] = { "in", "dans", NULL };

static const Furniture furniture[] = {
  { IB_LABEL_PAGES, page_words }, { IB_LABEL_VOLUME, volume_words }, { IB_LABEL_ISSUE, issue_words },
  { IB_LABEL_DOI, doi_words },    { IB_LABEL_ISBN, isbn_words },     { IB_LABEL_EDITOR, in_words },
};

/* "pp. 3-6" -> "3-6", also glued ("pp.3", "doi:10."); a word that goes on ("Section") stays. */
static gboolean
trim_furniture(const char *text, IbTagSpan *span)
{
  const char *s = text + span->start;
  gsize n = span->end - span->start;
  for (guint i = 0; i < G_N_ELEMENTS(furniture); i++)
    for (guint k = 0; furniture[i].label == span->label && furniture[i].words[k]; k++) {
      const char *word = furniture[i].words[k];
      if (g_ascii_tolower(s[0]) != word[0])
        continue;
      gsize len = strlen(word), stop = len;
      if (n <= len || (g_ascii_strncasecmp(s, word, len) && memcmp(s, word, len)))
        continue;
      while (stop < n && strchr(" .:°º=\n\t", s[stop]) && s[stop])
        stop++;
      gboolean parted = stop > len || g_ascii_isdigit(s[len]) || word[len - 1] == '/';
      if (!parted || stop == n)
        continue;
      if (len == 1 && stop == len)
        continue; /* "S123" is a page of a supplement */
      return span->start += (guint)stop, TRUE;
    }
  return FALSE;
}

/* "Müller, P. (Hg.)" -> "Müller, P." */
static gboolean
trim_role(const char *text, IbTagSpan *span)
{
  static const char *const roles[] = { "eds", "ed",   "editors", "editor",    "hrsg", "hg",    "hgg",
                                       "hrg", "éds",  "éd",      "dir",       "dirs", "coord", "coords",
                                       "org", "orgs", "trans",   "a cura di", NULL };
  const char *s = text + span->start;
  gsize n = span->end - span->start, end = n;
  if (span->label > IB_LABEL_TRANSLATOR)
    return FALSE;
  while (end && strchr(").] ", s[end - 1]))
    end--;
  if (end == n)
    return FALSE;
  for (guint i = 0; roles[i]; i++) {
    gsize len = strlen(roles[i]);
    if (end <= len + 1 || g_ascii_strncasecmp(s + end - len, roles[i], len))
      continue;
    if (!strchr("([", s[end - len - 1]))
      continue;
    span->end = span->start + (guint)(end - len - 1);
    return TRUE;
  }
  return FALSE;
}

/* "La terraferma... cit., p. 12": the page's mark belongs to the page, whatever the title was taken for. */
static gboolean
trim_page_mark(const char *text, IbTagSpan *span)
{
  static const char *const tails[] = { ", p", ", pp", ". p", ". pp", ",p", ",pp" };
  const char *s = text + span->start;
  gsize n = span->end - span->start;
  if ((span->label != IB_LABEL_TITLE && span->label != IB_LABEL_CONTAINER) || s[n - 1] != 'p')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(tails); i++)
    if (n > strlen(tails[i]) && ends(s, n, tails[i]))
      return span->end -= (guint)strlen(tails[i]), TRUE;
  return FALSE;
}

/* A DOI begins at its "10.", whatever stands before. */
static void
trim_to_doi(const char *text, IbTagSpan *span)
{
  const char *at = g_strstr_len(text + span->start, span->end - span->start, "10.");
  if (span->label == IB_LABEL_DOI && at)
    span->start = (guint)(at - text);
}

/* "———" stands for the persons above. */
static gboolean
is_repetition(const char *text, const IbTagSpan *span)
{
  const char *s = text + span->start;
  gsize n = span->end - span->start, dashes = 0;
  if (span->label > IB_LABEL_TRANSLATOR)
    return FALSE;
  for (; dashes < n; dashes += *s == '-' || *s == '_' ? 1 : 3, s = text + span->start + dashes)
    if (!starts(s, n - dashes, "—") && !starts(s, n - dashes, "–") && !starts(s, n - dashes, "―") && *s != '-' &&
        *s != '_')
      return FALSE;
  return n > 1;
}

gboolean
ib_span_trim(const char *text, IbTagSpan *span)
{
  if (is_repetition(text, span))
    return TRUE;
  trim_to_doi(text, span);
  while (span->start < span->end) {
    if (trim_left(text, span) || trim_right(text, span) || trim_pairs(text, span) || trim_furniture(text, span) ||
        trim_role(text, span) || trim_page_mark(text, span))
      continue;
    if (!trim_stop(text, span))
      break;
  }
  return span->start < span->end;
}
