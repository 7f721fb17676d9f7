/* What a line of a reference list says by itself: does it begin as an entry does, end as one does,
 * hold a whole one? */
#include "config.h"

#include "parse/split_region.h"

#include <string.h>

static const char *
body_of(const IbSplitRegion *r, const IbLine *line, gsize *len)
{
  /* A lone "- " may stand for a name, a lone number may be a year. */
  gboolean sure = line->marker != IB_MARKER_BULLET && line->marker != IB_MARKER_PLAIN;
  gsize skip = line->marker == r->marker || sure ? line->body : 0;
  *len = line->end - line->start - skip;
  return r->s + line->start + skip;
}

gboolean
ib_line_starts_lower(const IbSplitRegion *r, const IbLine *line)
{
  gsize len;
  const char *s = body_of(r, line, &len);
  gunichar c = len ? g_utf8_get_char_validated(s, MIN(len, (gsize)6)) : 0;
  /* "den Hertog J, Pals CE" begins a reference. */
  return (gint)c > 0 && g_unichar_islower(c) && !ib_list_starts_like_reference(s, len);
}

static gboolean
is_abbreviation(const char *s, gsize len)
{
  static const char *const words[] = { "no",   "nos",  "pp",  "vol",  "vols", "ed",   "eds", "bd",   "nr",   "jg",  "hg",
                                       "hrsg", "ss",   "ch",  "chap", "art",  "cap",  "núm", "fasc", "coll", "dir", "trans",
                                       "vgl",  "cf",   "univ", "dept", "proc", "int", "conf", "st",  "dr",   "jan", "feb",
                                       "mar",  "apr",  "jun", "jul",  "aug",  "sep",  "sept", "oct", "nov",  "dec" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strlen(words[i]) == len && g_ascii_strncasecmp(words[i], s, len) == 0)
      return TRUE;
  return FALSE;
}

/* "… and Robert D.", "no.": a full stop that ends no sentence. */
gboolean
ib_line_ends_in_initial(const IbSplitRegion *r, const IbLine *line)
{
  gsize start = line->end;
  while (start > line->start && r->s[start - 1] != ' ')
    start--;
  gsize len = line->end - start;
  if (len < 2 || r->s[line->end - 1] != '.')
    return FALSE;
  if (len == 2 && g_ascii_isalpha(r->s[start])) /* but "412 p." ends one */
    return !(start > line->start + 1 && g_ascii_isdigit(r->s[start - 2]));
  gboolean initials = len <= 5 && g_ascii_isupper(r->s[start]) && r->s[start + 1] == '.';
  return initials || is_abbreviation(r->s + start, len - 1);
}

gboolean
ib_line_ends_sentence(const IbSplitRegion *r, const IbLine *line)
{
  gsize end = line->end;
  if (ib_line_ends_in_initial(r, line))
    return FALSE;
  while (end > line->start && strchr(")]\"'*>", r->s[end - 1]))
    end--;
  if (end < line->end && end > line->start + 40 && g_ascii_isdigit(r->s[end - 1]) && g_ascii_isdigit(r->s[end - 4]))
    return TRUE; /* "(London: Faber, 1991)" */
  return end > line->start && strchr(".?!;/", r->s[end - 1]) != NULL;
}

/* Something must follow: "… Journal of Rivers,", "endo-", "and". */
gboolean
ib_line_ends_open(const IbSplitRegion *r, const IbLine *line)
{
  gsize len = ib_line_length(line);
  const char *end = r->s + line->end;
  if (!len)
    return FALSE;
  if (strchr(",-&:(/=_", end[-1]))
    return end[-1] != '/' || len < 2 || end[-2] != '.';
  return (len > 4 && strncmp(end - 4, " and", 4) == 0) || (len > 3 && strncmp(end - 3, " of", 3) == 0) ||
         (len > 4 && strncmp(end - 4, " the", 4) == 0) || (len > 3 && strncmp(end - 3, " in", 3) == 0) ||
         (len > 4 && strncmp(end - 4, " und", 4) == 0);
}

/* The line ends in an address, which is where many styles end. */
gboolean
ib_line_ends_in_address(const IbSplitRegion *r, const IbLine *line)
{
  gsize start = line->end;
  while (start > line->start && r->s[start - 1] != ' ')
    start--;
  gsize len = line->end - start;
  const char *s = r->s + start;
  gsize doi = len > 8 && strncmp(s, "doi:", 4) == 0 ? 4 : 0; /* "doi:10.1000/x", "DOI 10.1000/x" */
  return g_strstr_len(s, len, "//") || (len > doi + 8 && strncmp(s + doi, "10.", 3) == 0 && memchr(s, '/', len));
}

/* A whole reference on one line. */
gboolean
ib_line_is_whole(const IbSplitRegion *r, const IbLine *line)
{
  gsize len;
  const char *s = body_of(r, line, &len);
  return len >= 45 && ib_list_likeness(s, len) >= 1 && !ib_line_starts_lower(r, line);
}

/* "«Title»", "--- Title", "(a) Smith": what else an entry begins with. */
static gboolean
starts_with_mark(const char *s, gsize len)
{
  static const char *const marks[] = { "\"", "„",  "«",  "‘",  "‚",    "「",  "『", "《",
                                       "--", "__", "——", "- ", "(a) ", "<li", "<p" };
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (len > strlen(marks[i]) && memcmp(s, marks[i], strlen(marks[i])) == 0)
      return TRUE;
  return FALSE;
}

/* "Corbett v Hill (1870)". */
static gboolean
starts_case(const char *s, gsize len)
{
  for (gsize i = 1; i + 4 < MIN(len, (gsize)60) && !strchr(",.;:(", s[i]); i++)
    if (strncmp(s + i, " v ", 3) == 0 || strncmp(s + i, " v. ", 4) == 0)
      return g_ascii_isupper(s[0]) && g_ascii_isupper(s[i + 3 + (s[i + 2] == '.')]);
  return FALSE;
}

gboolean
ib_line_starts_reference(const IbSplitRegion *r, const IbLine *line)
{
  gsize len;
  const char *s = body_of(r, line, &len);
  return ib_list_starts_like_reference(s, len) || starts_with_mark(s, len) || starts_case(s, len);
}

/* "// Журнал", "– Т. 21", "– URL: …": what stands inside references after GOST 7.1. */
gboolean
ib_line_begins_inside(const IbSplitRegion *r, const IbLine *line)
{
  const char *s = r->s + line->start, *end = r->s + line->end;
  if (end - s > 3 && s[0] == '/' && s[1] == '/' && s[2] == ' ')
    return TRUE;
  if (end - s < 8 || memcmp(s, "– ", 4) != 0)
    return FALSE;
  const char *p = s += 4;
  while (p < end && p - s < 8 && (g_ascii_isalpha(*p) || (guchar)*p >= 0x80)) /* "№" is such a byte as well */
    p++;
  return p > s && p < end && strchr(".:", *p);
}

gboolean
ib_line_begins_with_address(const IbSplitRegion *r, const IbLine *line)
{
  gsize len = ib_line_length(line);
  return len > 7 && (strncmp(r->s + line->start, "http", 4) == 0 || strncmp(r->s + line->start, "www.", 4) == 0 ||
                     strncmp(r->s + line->start, "doi:", 4) == 0);
}

gboolean
ib_line_has_year(const IbSplitRegion *r, const IbLine *line)
{
  guint digits = 0;
  for (gsize i = line->start; i < line->end; i++) {
    digits = g_ascii_isdigit(r->s[i]) ? digits + 1 : 0;
    if (digits == 4 && strchr("12", r->s[i - 3]))
      return TRUE;
  }
  return FALSE;
}

/* A year near the beginning, as author-date styles have it. */
gboolean
ib_line_has_early_year(const IbSplitRegion *r, const IbLine *line)
{
  gsize len = MIN(ib_line_length(line), (gsize)90);
  const char *s = r->s + line->start;
  for (gsize i = 0; i + 5 < len; i++) {
    if ((s[i + 1] != '1' && s[i + 1] != '2') || !g_ascii_isdigit(s[i + 2]) || !g_ascii_isdigit(s[i + 3]) ||
        !g_ascii_isdigit(s[i + 4]))
      continue;
    if (s[i] == '(' || (i > 1 && memcmp(s + i - 2, "（", 3) == 0))
      return TRUE;
    gboolean day = i > 1 && g_ascii_isdigit(s[i - 2]); /* "March 3, 2021," */
    if (s[i] == ' ' && i && strchr(".,", s[i - 1]) && strchr(".:,;", s[i + 5]) && !day)
      return TRUE;
  }
  return FALSE;
}

/* Characters of LINE with its indent; an overlong line is long enough. */
guint
ib_line_columns(const IbSplitRegion *r, const IbLine *line)
{
  guint n = line->indent;
  gsize end = MIN(line->end, line->start + 4000);
  for (gsize i = line->start; i < end; i++)
    n += ((guchar)r->s[i] & 0xC0) != 0x80;
  return n;
}

double
ib_line_filled(const IbSplitRegion *r, const IbLine *before, const IbLine *line)
{
  const char *s = r->s + line->start;
  gsize len = ib_line_length(line);
  guint word = len && (guchar)s[0] >= 0xE3; /* Chinese goes on anywhere */
  for (gsize i = 0; i < len && i < 240 && s[i] != ' ' && (guchar)s[0] < 0xE3; i++)
    word += ((guchar)s[i] & 0xC0) != 0x80;
  return r->width ? (double)(ib_line_columns(r, before) + 1 + word) / r->width : 1;
}
