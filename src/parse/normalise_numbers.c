/* Volumes, issues, pages and editions: furniture off, dashes plain, nothing else lost
 * ("R285–R295", "e1002", "12/13", "S. 47 ff." -> "R285-R295", "e1002", "12/13", "47 ff."). */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

/* What stands before a number and is no part of it; longer ones first. */
static const char *const volume_words[] = { "volumes", "volume", "vols.", "vols", "vol.", "vol", "Band",
                                            "Bd.", "Bd", "Jahrgang", "Jahrg.", "Jg.", "Jg", "tomo",
                                            "tome", "t.", "vol:", "v.", "том", "т.", "Т.", "vol·",
                                            "rok", "roč.", "ročník", "год", "cilt", "c.", "卷", "第", NULL };
static const char *const issue_words[] = { "numbers", "number", "numéro", "número", "numero", "nos.",
                                           "nos", "no.", "no", "nr.", "nr", "núm.", "num.", "issues",
                                           "issue", "iss.", "Heft", "H.", "fasc.", "fascicolo", "n°",
                                           "nº", "n.º", "№", "n.", "вып.", "sayı", "č.", "z.", "zeszyt",
                                           "Ausgabe", "Nummer", "#", "н.", NULL };
static const char *const page_words[] = { "pages", "page", "pp.", "pp", "pgs.", "págs.", "pág.", "pags.",
                                          "pag.", "Seiten", "Seite", "p.", "p", "S.", "SS.", "стр.", "с.",
                                          "С.", "str.", "blz.", "σσ.", "σ.", "ss.", "s.", "бет.", "页",
                                          NULL };

/* Passes over words of LIST at the start, with blanks and colons behind them.  A word of
 * letters must not run into more letters: "pp" is not the start of "ppm". */
static void
skip_words(const char *const *list, const char *s, gsize *start, gsize end)
{
  for (gboolean more = TRUE; more;) {
    more = FALSE;
    for (guint i = 0; list[i] && *start < end; i++) {
      if (g_ascii_tolower(s[*start]) != g_ascii_tolower(list[i][0]))
        continue; /* as most do */
      gsize n = strlen(list[i]);
      if (end - *start <= n || g_ascii_strncasecmp(s + *start, list[i], n) != 0)
        continue;
      char next = s[*start + n];
      if (g_ascii_isalpha(list[i][n - 1]) && (g_ascii_isalpha(next) || (guchar)next >= 0x80))
        continue;
      /* "S12-S15" are page numbers, "S. 12" is furniture. */
      if (n == 1 && !strchr(" .:", next) && !g_ascii_isdigit(next))
        continue;
      *start += n;
      more = TRUE;
      break;
    }
    while (*start < end && strchr(" :.,", s[*start]))
      (*start)++;
  }
}

/* The bytes of a dash at S, or 0. */
static gsize
dash_at(const char *s, gsize left)
{
  if (*s == '-')
    return 1;
  if (left >= 3 && s[0] == '\xE2' && s[1] == '\x80' && (guchar)s[2] >= 0x90 && (guchar)s[2] <= 0x95)
    return 3;
  if (left >= 3 && memcmp(s, "\xE2\x88\x92", 3) == 0)
    return 3;
  return 0;
}

/* Every dash "-", without blanks around it.  Caller frees with g_free(). */
static char *
plain_dashes(const char *s, gsize len)
{
  char *out = g_malloc(len + 1), *p = out;
  for (gsize i = 0; i < len;) {
    gsize n = dash_at(s + i, len - i);
    if (!n) {
      *p++ = s[i++];
      continue;
    }
    while (p > out && p[-1] == ' ')
      p--;
    if (p == out || p[-1] != '-')
      *p++ = '-';
    for (i += n; i < len && s[i] == ' '; i++)
      ;
  }
  *p = '\0';
  return out;
}

/* Brackets that wrap all of it. */
static void
trim_brackets(const char *s, gsize *start, gsize *end)
{
  while (*end - *start >= 2 && (s[*start] == '(' || s[*start] == '[')) {
    char close = s[*start] == '(' ? ')' : ']';
    const char *p = memchr(s + *start, close, *end - *start);
    if (p && p != s + *end - 1)
      break;
    (*start)++;
    if (p)
      (*end)--;
  }
  while (*end > *start && strchr(" .,;:)]", s[*end - 1])) {
    char c = s[*end - 1], open = c == ')' ? '(' : c == ']' ? '[' : 0;
    if (open && memchr(s + *start, open, *end - *start))
      break;
    (*end)--;
  }
}

static void
set_number(IbNormal *n, IbidVar var, const char *s, gsize start, gsize end)
{
  if (end <= start)
    return;
  g_autofree char *value = plain_dashes(s + start, end - start);
  if (ibid_record_text(n->rec, var))
    ibid_record_add_text(n->rec, var, value, ", ");
  else
    ibid_record_take_text(n->rec, var, g_steal_pointer(&value));
}

/* "22 (18)", "25(3)", "12, no. 4": an issue that came along.  TRUE when it was cut off. */
static gboolean
cut_issue(IbNormal *n, const char *s, gsize start, gsize *end)
{
  gsize i = start;
  gboolean digits = FALSE;
  for (; i < *end && (g_ascii_isalnum(s[i]) || s[i] == '-' || s[i] == '/'); i++)
    digits |= g_ascii_isdigit(s[i]) || strchr("IVXLC", s[i]) != NULL;
  gsize volume_end = digits ? i : start;
  while (i < *end && (s[i] == ' ' || s[i] == ','))
    i++;
  if (volume_end == start || i >= *end || ibid_record_has(n->rec, IBID_VAR_ISSUE))
    return FALSE;
  gsize issue = i, issue_end = *end;
  skip_words(issue_words, s, &issue, issue_end);
  if (s[i] != '(' && issue == i)
    return FALSE;
  trim_brackets(s, &issue, &issue_end);
  for (gsize k = issue; k < issue_end; k++)
    if (s[k] == ' ' && issue_end - issue > 12)
      return FALSE;
  set_number(n, IBID_VAR_ISSUE, s, issue, issue_end);
  *end = volume_end;
  return TRUE;
}

void
ib_take_volume(IbNormal *n, const char *s, gsize len)
{
  gsize start = 0, end = len;
  ib_trim_value(s, &start, &end);
  skip_words(volume_words, s, &start, end);
  cut_issue(n, s, start, &end);
  trim_brackets(s, &start, &end);
  set_number(n, IBID_VAR_VOLUME, s, start, end);
}

void
ib_take_issue(IbNormal *n, const char *s, gsize len)
{
  gsize start = 0, end = len;
  ib_trim_value(s, &start, &end);
  trim_brackets(s, &start, &end);
  skip_words(issue_words, s, &start, end);
  trim_brackets(s, &start, &end);
  set_number(n, IBID_VAR_ISSUE, s, start, end);
}

/* "345 S.", "xii + 233 pp.": how many pages a book has.  TRUE when S says so. */
static gboolean
take_page_count(IbNormal *n, const char *s, gsize start, gsize end)
{
  static const char *const units[] = { "pages", "pp", "p", "S", "Seiten", "с", "стр", "str", "s" };
  gsize last = end;
  while (last > start && s[last - 1] != ' ' && !g_ascii_isdigit(s[last - 1]))
    last--;
  gsize unit = end - last;
  while (unit && s[last + unit - 1] == '.')
    unit--;
  gboolean is_unit = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(units); i++)
    is_unit |= strlen(units[i]) == unit && memcmp(units[i], s + last, unit) == 0;
  while (last > start && s[last - 1] == ' ')
    last--;
  if (!is_unit || last == start || !g_ascii_isdigit(s[last - 1]))
    return FALSE;
  for (gsize i = start; i < last; i++)
    if (dash_at(s + i, last - i))
      return FALSE;
  set_number(n, IBID_VAR_NUMBER_OF_PAGES, s, start, last);
  return TRUE;
}

/* "70-104, hier S. 81": the place that was cited goes to the locator. */
static void
cut_locator(IbNormal *n, const char *s, gsize start, gsize *end)
{
  static const char *const words[] = { "hier:", "hier", "here:", "here", "esp.", "ici", "especially",
                                       "bes.", "insb.", "cit." };
  for (gsize i = start; i + 3 < *end; i++) {
    if (s[i] != ' ' && s[i] != ',')
      continue;
    for (guint k = 0; k < G_N_ELEMENTS(words); k++) {
      gsize m = strlen(words[k]);
      if (*end - i - 1 <= m || strncmp(s + i + 1, words[k], m) != 0)
        continue;
      gsize from = i + 1 + m, to = *end;
      while (from < to && s[from] == ' ')
        from++;
      skip_words(page_words, s, &from, to);
      trim_brackets(s, &from, &to);
      set_number(n, IBID_VAR_LOCATOR, s, from, to);
      *end = i;
      while (*end > start && strchr(" ,;(", s[*end - 1]))
        (*end)--;
      return;
    }
  }
}

void
ib_take_pages(IbNormal *n, const char *s, gsize len)
{
  gsize start = 0, end = len;
  ib_trim_value(s, &start, &end);
  gsize stop = end; /* "47 ff." keeps its full stop, "47." does not */
  trim_brackets(s, &start, &end);
  gsize before = start;
  skip_words(page_words, s, &start, end);
  if (start == before && take_page_count(n, s, start, end))
    return;
  cut_locator(n, s, start, &end);
  trim_brackets(s, &start, &end);
  if (end < stop && s[end] == '.' && end > start && g_ascii_isalpha(s[end - 1]) && end - start >= 2 &&
      s[end - 1] == 'f')
    end++;
  set_number(n, IBID_VAR_PAGE, s, start, end);
}

/* Words of editions by what they count to. */
static const struct {
  const char *word;
  const char *number;
} ordinals[] = {
  { "first", "1" },   { "second", "2" }, { "third", "3" },   { "fourth", "4" }, { "fifth", "5" },
  { "sixth", "6" },   { "seventh", "7" }, { "eighth", "8" }, { "ninth", "9" },  { "tenth", "10" },
  { "zweite", "2" },  { "dritte", "3" },  { "vierte", "4" }, { "fünfte", "5" }, { "deuxième", "2" },
  { "troisième", "3" }, { "segunda", "2" }, { "tercera", "3" }, { "seconda", "2" }, { "terza", "3" },
};

/* The number alone where the edition is nothing more than a number: "2nd ed.", "3. Aufl.". */
static gboolean
plain_edition(IbNormal *n, const char *s, gsize start, gsize end)
{
  static const char *const words[] = { "st", "nd", "rd", "th", "ed", "edn", "edition", "aufl", "auflage",
                                       "a", "ª", "e", "º", "°", "éd", "édition", "ediz", "edizione",
                                       "edición", "er", "ème", "d", "изд", "wyd", "vyd", "Aufl" };
  gsize i = start;
  while (i < end && g_ascii_isdigit(s[i]))
    i++;
  gsize digits = i - start;
  if (!digits || digits > 3)
    return FALSE;
  while (i < end) {
    gsize word = i;
    while (i < end && !strchr(" .,()", s[i]))
      i++;
    gboolean known = i == word;
    for (guint k = 0; k < G_N_ELEMENTS(words) && !known; k++)
      known = strlen(words[k]) == i - word && g_ascii_strncasecmp(words[k], s + word, i - word) == 0;
    if (!known)
      return FALSE;
    i += i < end;
  }
  set_number(n, IBID_VAR_EDITION, s, start, start + digits);
  return TRUE;
}

void
ib_take_edition(IbNormal *n, const char *s, gsize len)
{
  gsize start = 0, end = len;
  ib_trim_value(s, &start, &end);
  trim_brackets(s, &start, &end);
  if (plain_edition(n, s, start, end))
    return;
  for (guint i = 0; i < G_N_ELEMENTS(ordinals); i++) {
    gsize m = strlen(ordinals[i].word);
    if (end - start >= m && g_ascii_strncasecmp(s + start, ordinals[i].word, m) == 0 &&
        end - start <= m + 9) {
      ibid_record_set_text(n->rec, IBID_VAR_EDITION, ordinals[i].number);
      return;
    }
  }
  end += end < len && s[end] == '.'; /* "3., überarb." */
  set_number(n, IBID_VAR_EDITION, s, start, end);
}
