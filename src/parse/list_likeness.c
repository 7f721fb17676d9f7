/* How much a line looks like a reference: years, names, marks and numbers at its beginning,
 * against long runs of small letters, which prose has. */
#include "config.h"

#include "parse/list.h"

#include <string.h>

#include "record/name.h"

/* No more of a line than this is looked at; a longer one is no reference at all. */
enum { LOOK = 700, MAX_ENTRY = 20000 };

/* What the start of a line has of a reference. */
typedef struct {
  guint years, tidy_years, ranges, stops, commas, words, lower_words, lower_run, longest_run;
  guint abbreviations;
  gboolean url, furniture, quotes, collaboration;
} Traits;

static gboolean
is_word_byte(char c)
{
  return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

/* Wide punctuation, such as "（", "。", "『": no part of a word. */
static gboolean
wide_mark_at(const char *s, gsize len)
{
  return len > 2 && ((s[0] == '\xE3' && s[1] == '\x80') || (s[0] == '\xEF' && (s[1] == '\xBC' || s[1] == '\xBD')));
}

/* Is there a year of print at S?  TIDY: in brackets or before a mark. */
static gboolean
year_at(const char *s, gsize len, gsize i, gboolean *tidy)
{
  gboolean wide = i > 2 && wide_mark_at(s + i - 3, 3);
  if (i + 4 > len || (i && is_word_byte(s[i - 1]) && !wide))
    return FALSE;
  for (guint k = 0; k < 4; k++)
    if (!g_ascii_isdigit(s[i + k]))
      return FALSE;
  guint year = (s[i] - '0') * 1000 + (s[i + 1] - '0') * 100 + (s[i + 2] - '0') * 10 + (s[i + 3] - '0');
  char next = i + 4 < len ? s[i + 4] : '.';
  if (year < 1450 || year > 2100 || g_ascii_isdigit(next))
    return FALSE;
  *tidy = wide || (i && strchr("(,[", s[i - 1])) || strchr(".,;:)]", next) ||
          (i > 1 && s[i - 1] == ' ' && strchr(".,;:", s[i - 2]));
  return TRUE;
}

static gboolean
is_furniture(const char *s, gsize n)
{
  static const char *const words[] = { "vol", "pp", "no", "eds", "ed", "bd", "hrsg", "in", "doi", "isbn", "univ",
                                       "press", "verlag", "jg", "nr", "heft", "journal", "т", "с", "С", "Т", "№",
                                       "изд", "вып", "fasc", "et" };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (strlen(words[i]) == n && g_ascii_strncasecmp(words[i], s, n) == 0)
      return strchr("ie", g_ascii_tolower(*s)) ? n > 2 : TRUE;
  return FALSE;
}

static gboolean
is_lower_at(const char *s, gsize len)
{
  if ((guchar)*s < 0x80)
    return g_ascii_islower(*s);
  gunichar c = g_utf8_get_char_validated(s, MIN(len, (gsize)6));
  return (gint)c > 0 && g_unichar_islower(c);
}

static void
count_word(const char *s, gsize n, char next, Traits *t)
{
  t->words++;
  gboolean lower = is_lower_at(s, n) && n > 1 && !memchr(s, '/', n);
  t->lower_words += lower;
  t->lower_run = lower ? t->lower_run + 1 : 0;
  t->longest_run = MAX(t->longest_run, t->lower_run);
  /* "Phys. Rev." */
  t->abbreviations += g_ascii_isupper(*s) && n > 1 && n < 6 && next == '.' && !g_ascii_isupper(s[1]);
  t->url |= n == 5 && next == ':' && memcmp(s, "arXiv", 5) == 0;
  t->collaboration |= t->words <= 4 && n == 13 && g_ascii_strncasecmp(s, "collaboration", 13) == 0;
  t->furniture |= (next == '.' || next == ':' || g_ascii_isupper(*s)) && is_furniture(s, n);
}

/* Four Persian or Arabic digits, and nothing else. */
static gboolean
eastern_year(const char *s, gsize len)
{
  if (len != 8)
    return FALSE;
  for (gsize i = 0; i < 8; i += 2) {
    guchar a = s[i], b = s[i + 1];
    if (!(a == 0xDB && b >= 0xB0 && b <= 0xB9) && !(a == 0xD9 && b >= 0xA0 && b <= 0xA9))
      return FALSE;
  }
  return TRUE;
}

static void
count_year(Traits *t, gboolean tidy)
{
  t->years++;
  t->tidy_years += tidy;
}

/* "12-15"; an en dash counts as a word's byte. */
static guint
ranges_in(const char *s, gsize len, gsize start, gsize end)
{
  guint n = g_ascii_isdigit(s[end - 1]) && end + 1 < len && s[end] == '-' && g_ascii_isdigit(s[end + 1]);
  for (gsize k = start + 1; k + 3 < end; k++)
    n += s[k] == '\xE2' && s[k + 1] == '\x80' && g_ascii_isdigit(s[k - 1]) && g_ascii_isdigit(s[k + 3]);
  return n;
}

/* The word at START; returns where it ends. */
static gsize
measure_word(const char *s, gsize len, gsize start, Traits *t)
{
  gsize i = start;
  while (i < len && is_word_byte(s[i]) && !wide_mark_at(s + i, len - i))
    i++;
  t->words += (i - start) / 18; /* no blanks between Chinese words */
  if (i + 2 < len && memcmp(s + i, "://", 3) == 0) {
    t->url = TRUE;
    t->words++;
    while (i < len && s[i] != ' ') /* its words and numbers say nothing */
      i++;
    return i;
  }
  t->url |= i - start == 3 && g_ascii_strncasecmp(s + start, "doi", 3) == 0;
  t->ranges += ranges_in(s, len, start, i);
  if (eastern_year(s + start, i - start))
    count_year(t, TRUE);
  count_word(s + start, i - start, i < len ? s[i] : '.', t);
  return i;
}

static void
measure_mark(char c, Traits *t)
{
  t->stops += c == '.' || c == ';' || c == ':';
  t->commas += c == ',' || c == '(';
  t->quotes |= c == '"';
  if (strchr(".,:;()", c))
    t->lower_run = 0;
}

static void
measure(const char *s, gsize len, Traits *t)
{
  memset(t, 0, sizeof *t);
  for (gsize i = 0; i < len;) {
    gboolean tidy = FALSE;
    if (g_ascii_isdigit(s[i]) && year_at(s, len, i, &tidy))
      count_year(t, tidy);
    if (wide_mark_at(s + i, len - i)) {
      t->commas++;
      i += 3;
    } else if (is_word_byte(s[i])) {
      i = measure_word(s, len, i, t);
    } else {
      measure_mark(s[i++], t);
    }
  }
}

/* The bytes of a capital letter at S, or 0. */
static gsize
capital_at(const char *s, gsize len)
{
  if (!len || (guchar)*s < 0x80)
    return len && g_ascii_isupper(*s);
  gunichar c = g_utf8_get_char_validated(s, MIN(len, (gsize)6));
  return (gint)c > 0 && g_unichar_isupper(c) ? g_utf8_skip[(guchar)*s] : 0;
}

/* An initial: "J.", "JK" before a mark, "В.", "А.-М.". */
static gsize
initials_at(const char *s, gsize len)
{
  gsize i = 0, letters = 0;
  while (i < len && i < 24 && letters < 7) {
    gsize n = capital_at(s + i, len - i);
    letters += n > 0;
    if (!n && (!strchr(".-", s[i]) || !letters))
      break;
    i += MAX(n, (gsize)1);
  }
  if (!letters || letters > 5 || (i < len && is_word_byte(s[i])))
    return 0;
  return i;
}

/* The bytes of a comma, also the Arabic one; or 0. */
static gsize
comma_at(const char *s, gsize len)
{
  if (len && *s == ',')
    return 1;
  return len > 1 && s[0] == '\xD8' && s[1] == '\x8C' ? 2 : 0;
}

/* A word of a name at S: its bytes; capital letter first. */
static gsize
name_word_at(const char *s, gsize len)
{
  if (!len)
    return 0;
  gunichar c = g_utf8_get_char_validated(s, MIN(len, (gsize)6));
  if ((gint)c < 0 || !g_unichar_isalpha(c) || g_unichar_islower(c))
    return 0;
  gsize i = 0;
  while (i < len && (g_ascii_isalpha(s[i]) || (guchar)s[i] >= 0x80 || s[i] == '-' || s[i] == '\'') &&
         comma_at(s + i, len - i) == 0)
    i++;
  return i;
}

/* "o. V. (2013)", "s. n.", "n. a.": no name is known; "Ders.": it was named before. */
static gboolean
starts_nameless(const char *s, gsize len)
{
  static const char *const words[] = { "o. V.", "o.V.", "o. A.", "o.A.", "s. n.", "s.n.", "n. a.", "n.a.", "b. a.", "b.a.",
                                       "Id.", "Idem", "Ead.", "Ders.", "Dies.", "Ebd.", "Ibid." };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (len > strlen(words[i]) + 1 && strncmp(s, words[i], strlen(words[i])) == 0)
      return strchr(" ,:(", s[strlen(words[i])]) != NULL;
  return FALSE;
}

/* " and Smith", " et Dupont". */
static gboolean
and_at(const char *s, gsize len)
{
  static const char *const words[] = { " and ", " und ", " et ", " y ", " e ", " ve ", " en ", " i ", " och " };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize n = strlen(words[i]);
    if (len > n && strncmp(s, words[i], n) == 0)
      return name_word_at(s + n, len - n) > 0;
  }
  return FALSE;
}

/* Behind "van der " of "van der Berg, J.", "d'" of "d'Amico, F.", "al-", and "v. " of "v. Hagen, O.". */
static gsize
skip_particles(const char *s, gsize len)
{
  for (gsize i = 0;;) {
    gsize n = 0;
    while (i + n < len && g_ascii_islower(s[i + n]))
      n++;
    if (n && n <= 3 && i + n + 2 < len && strchr("'-", s[i + n]) && g_ascii_isupper(s[i + n + 1]))
      return i + n + 1;
    gboolean cut = n && n <= 2 && i + n + 1 < len && s[i + n] == '.' && s[i + n + 1] == ' ';
    if (!n || i + n >= len || !(cut || (s[i + n] == ' ' && ib_name_word(s + i, n) & IB_NAME_PARTICLE)))
      return i;
    i += n + 1 + cut;
  }
}

/* Behind the comma of "Smith, J." or "Smith, John". */
static gboolean
is_given_at(const char *s, gsize len, gsize i)
{
  while (i + 1 < len && s[i] == ' ')
    i++;
  if (len - i > 5 && strncmp(s + i, "et al", 5) == 0)
    return TRUE;
  gsize state = i < len ? initials_at(s + i, len - i) : 0;
  if (state == 2 && i + 2 < len && s[i + 2] == ':') /* "Dover, NH: Harbour" */
    return FALSE;
  return i < len && name_word_at(s + i, len - i) > 0;
}

/* The initials of "Furr J,", with what shows that they are no word of a title. */
static gboolean
initials_decide(const char *s, gsize len, gboolean *name)
{
  gsize n = initials_at(s, len);
  if (!n || n >= len || !strchr(",.;:& ", s[n]))
    return FALSE;
  *name = s[n] != ' ' || s[n - 1] == '.' || g_ascii_isupper(s[n + 1]) || and_at(s + n, len - n);
  return TRUE;
}

/* What stands at I, behind the capital words of a name or of a title; FALSE: it leaves that open. */
static gboolean
next_decides(const char *s, gsize len, gsize i, guint n_words, gboolean *name)
{
  gsize comma = comma_at(s + i, len - i), k = i;
  gboolean tidy;
  if (comma) {
    *name = is_given_at(s, len, i + comma);
    return TRUE;
  }
  while (k < len && strchr(" .,:", s[k]))
    k++;
  /* "Eurasianet (2015)", "Sander 2006:", not "Endoscopy. 1983;15" */
  if (k < len && (s[k] == '(' || (g_ascii_isdigit(s[k]) && s[i] == ' '))) {
    *name = year_at(s, len, k + (s[k] == '('), &tidy);
    return TRUE;
  }
  if (s[i] == ' ')
    return initials_decide(s + i + 1, len - i - 1, name);
  *name = strchr(":;/", s[i]) && n_words > 1;
  return TRUE;
}

static gboolean
starts_like_name(const char *s, gsize len)
{
  gboolean name = FALSE;
  gsize i = 0;
  for (guint n_words = 1; n_words <= 4; n_words++, i++) {
    gsize n = name_word_at(s + i, len - i);
    if (!n || i + n >= len)
      return FALSE;
    i += n;
    if (next_decides(s, len, i, n_words, &name))
      return name;
  }
  return FALSE;
}

gboolean
ib_list_starts_like_reference(const char *s, gsize len)
{
  len = MIN(len, (gsize)200);
  if (starts_nameless(s, len))
    return TRUE;
  gsize i = skip_particles(s, len);
  if (i >= len)
    return FALSE;
  s += i;
  len -= i;
  gsize n = initials_at(s, len);
  if (n && s[n - 1] == '.' && n < len && s[n] == ' ') /* "J. P. Collman" */
    return name_word_at(s + n + 1, len - n - 1) > 0;
  if (memcmp(s, "“", MIN(len, (gsize)3)) == 0 || memcmp(s, "———", MIN(len, (gsize)9)) == 0)
    return TRUE;
  return starts_like_name(s, len);
}

int
ib_list_likeness(const char *s, gsize len)
{
  Traits t;
  if (len > MAX_ENTRY)
    return -4;
  measure(s, MIN(len, (gsize)LOOK), &t);
  if (t.words < 3)
    return -1;
  int score = 0;
  score += t.years ? 1 : 0;
  score += t.tidy_years ? 1 : 0;
  score += ib_list_starts_like_reference(s, len) || t.collaboration ? 2 : 0;
  score += t.abbreviations >= 2 ? 1 : 0;
  score += t.url ? 2 : 0;
  score += t.ranges ? 1 : 0;
  score += t.furniture ? 1 : 0;
  score += (t.commas + t.stops) * 5 >= t.words ? 1 : 0;
  score -= len > 1500 ? 3 : 0;
  score -= t.longest_run >= 7 ? (t.longest_run >= 11 ? 3 : 1) : 0;
  score -= t.lower_words * 10 > t.words * 7 ? 2 : 0;
  return score - 3;
}

gboolean
ib_list_is_prose(const char *s, gsize len)
{
  Traits t;
  measure(s, MIN(len, (gsize)LOOK), &t);
  return t.longest_run >= 7 && t.lower_words * 10 > t.words * 6 && !t.tidy_years && !t.url && !t.ranges &&
         !ib_list_starts_like_reference(s, len);
}
