/* Names: telling bodies from persons, and a person's parts.
 *
 * Parts are those of CSL (refs/ibid.bib: csl102); the lower-case word rule for
 * particles is BibTeX's.  The words are in refs/particles.tsv and refs/bodies.tsv. */
#include "config.h"

#include "record/name.h"

#include <string.h>

#include "util/data.h"
#include "util/words.h"

/* A longer "name" is kept whole, as a literal. */
#define MAX_WORDS 24

typedef struct {
  const char *s;
  gsize len;
} Word;

typedef struct {
  Word w[MAX_WORDS];
  guint n;
  gboolean more; /* there were more than MAX_WORDS */
} Words;

/* The tables. */

static void
add_row(IbWords *words, char **row, guint value)
{
  for (char **f = row + 1; *f; f++)
    if (**f)
      ib_words_add(words, *f, GUINT_TO_POINTER(value));
}

static const struct {
  const char *kind;
  guint bit;
} particle_kinds[] = {
  { "particle", IB_NAME_PARTICLE }, { "capital", IB_NAME_CAPITAL }, { "suffix", IB_NAME_SUFFIX },
  { "and", IB_NAME_AND },           { "title", IB_NAME_TITLE },
};

/* Sets a bit for WORD, also when it has others already ("y" joins and is a particle). */
static void
or_word(IbWords *words, GHashTable *seen, const char *word, guint bit)
{
  g_autofree char *key = g_utf8_strdown(word, -1);
  guint *bits = g_hash_table_lookup(seen, key);
  if (!bits) {
    bits = g_new0(guint, 1);
    g_hash_table_insert(seen, g_steal_pointer(&key), bits);
    ib_words_add(words, word, bits);
  }
  *bits |= bit;
}

static IbWords *
read_particles(void)
{
  const IbTable *table = ib_table("particles.tsv");
  IbWords *words = ib_words_new();
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < table->n_rows; i++)
    for (guint k = 0; k < G_N_ELEMENTS(particle_kinds); k++)
      if (g_str_equal(table->rows[i][0], particle_kinds[k].kind))
        for (char **f = table->rows[i] + 1; *f; f++)
          or_word(words, seen, *f, particle_kinds[k].bit);
  return words;
}

guint
ib_name_word(const char *s, gsize len)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_particles());
  const guint *bits = ib_words_get(words, s, len);
  return bits ? *bits : 0;
}

/* What bodies.tsv says about a word. */
enum { STRONG = 1, WEAK, INNER, WHOLE, START };

typedef struct {
  IbWords *words;    /* STRONG, WEAK or INNER */
  IbWords *names;    /* WHOLE */
  IbWords *starts;   /* START */
  GPtrArray *endings;
} Bodies;

static const Bodies *
bodies(void)
{
  static Bodies *made;
  if (!g_once_init_enter(&made))
    return made;
  const IbTable *table = ib_table("bodies.tsv");
  Bodies *b = g_new0(Bodies, 1);
  b->words = ib_words_new();
  b->names = ib_words_new();
  b->starts = ib_words_new();
  b->endings = g_ptr_array_new();
  /* Weak words are listed among the strong ones too: the first value stays. */
  static const char *const kinds[] = { "weak", "word", "inner", "name", "start" };
  static const guint values[] = { WEAK, STRONG, INNER, WHOLE, START };
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
    for (guint i = 0; i < table->n_rows; i++)
      if (g_str_equal(table->rows[i][0], kinds[k]))
        add_row(values[k] == WHOLE ? b->names : values[k] == START ? b->starts : b->words,
                table->rows[i], values[k]);
  for (guint i = 0; i < table->n_rows; i++)
    if (g_str_equal(table->rows[i][0], "ending"))
      for (char **f = table->rows[i] + 1; *f; f++)
        if (**f)
          g_ptr_array_add(b->endings, *f);
  g_once_init_leave(&made, b);
  return made;
}

/* Words. */

static gboolean
is_blank(const char *s, gsize len)
{
  return *s == ' ' || *s == '\t' || *s == '\n' || (len > 1 && s[0] == '\xC2' && s[1] == '\xA0');
}

/* Is there a blank missing at I?  "C.G.Brown", "AndreasKnie"; not "McDonald", "DeWall",
 * "FitzGerald". */
static gboolean
is_glued(const char *s, gsize len, gsize start, gsize i)
{
  if (i <= start + 1 || i + 2 >= len || !g_ascii_isupper(s[i]) || !g_ascii_isalpha(s[i + 1]) ||
      !g_ascii_isalpha(s[i + 2]))
    return FALSE;
  if (s[i - 1] == '.')
    return TRUE;
  if (!g_ascii_islower(s[i + 1]))
    return FALSE;

  gsize lower = i;
  while (lower > start && g_ascii_islower(s[lower - 1]))
    lower--;
  return i - lower >= 3 && lower == start + 1 && strncmp(s + start, "Fitz", 4) != 0;
}

static void
split_words(const char *s, gsize len, Words *words)
{
  words->n = 0;
  words->more = FALSE;
  for (gsize i = 0; i < len;) {
    if (is_blank(s + i, len - i)) {
      i += s[i] == '\xC2' ? 2 : 1;
      continue;
    }
    if (s[i] == '.') { /* "D .Bernard" */
      i++;
      continue;
    }
    gsize start = i;
    while (i < len && !is_blank(s + i, len - i) && !is_glued(s, len, start, i))
      i++;
    if (words->n == MAX_WORDS) {
      words->more = TRUE;
      return;
    }
    gsize from = start, to = i; /* "Cayot (F.)" */
    if (to - from > 2 && s[from] == '(' && s[to - 1] == ')' && ib_name_is_initials(s + from + 1, to - from - 2, FALSE))
      from++, to--;
    words->w[words->n++] = (Word){ s + from, to - from };
  }
}

static void
trim(const char **s, gsize *len)
{
  while (*len && (g_ascii_isspace(**s) || **s == ','))
    (*s)++, (*len)--;
  while (*len && (g_ascii_isspace((*s)[*len - 1]) || (*s)[*len - 1] == ','))
    (*len)--;
}

/* The words FROM to TO (exclusive) as they stand, or NULL when there are none. */
static char *
join(const Words *words, guint from, guint to)
{
  if (from >= to)
    return NULL;
  const char *start = words->w[from].s;
  const Word *last = &words->w[to - 1];
  return g_strndup(start, last->s + last->len - start);
}

static gboolean
starts_lower(const Word *w)
{
  gunichar c = g_utf8_get_char_validated(w->s, w->len);
  return (gint)c >= 0 && (g_unichar_islower(c) || c == '\'' || c == 0x2019);
}

/* Written in capitals alone, two letters at least ("MUNARI", "D'ANCONA"). */
static gboolean
is_caps(const Word *w)
{
  guint letters = 0;
  for (const char *p = w->s; p < w->s + w->len;) {
    gunichar c = g_utf8_get_char_validated(p, w->s + w->len - p);
    if ((gint)c < 0 || g_unichar_islower(c))
      return FALSE;
    letters += g_unichar_isupper(c);
    p = g_utf8_next_char(p);
  }
  return letters >= 2;
}

gsize
ib_name_word_length(const char *s, gsize len)
{
  gsize i = 0;
  while (i < len && !is_blank(s + i, len - i) && !is_glued(s, len, 0, i))
    i++;
  return i;
}

gboolean
ib_name_is_suffix(const char *s, gsize len)
{
  /* "Rao SR", "Hill JR": initials. */
  if (len == 2 && s[1] == 'R')
    return FALSE;
  return len > 1 && ib_name_word(s, len) & IB_NAME_SUFFIX;
}

gboolean
ib_name_is_initials(const char *s, gsize len, gboolean caps)
{
  guint letters = 0, upper = 0, stops = 0, run = 0, longest = 0;

  for (gsize i = 0; i < len;) {
    gunichar c = (guchar)s[i] < 0x80 ? (gunichar)s[i] : g_utf8_get_char_validated(s + i, len - i);
    if ((gint)c < 0)
      return FALSE;
    i += (guchar)s[i] < 0x80 ? 1 : g_utf8_next_char(s + i) - (s + i);
    if (c == '.' || c == '-' || c == 0x2010 || c == 0x2011 || c == '\'' || c == 0x2019) {
      stops += c == '.';
      run = 0;
      continue;
    }
    if (!g_unichar_isalpha(c) || (c >= 0x2E80 && c < 0xFF00) || (c >= 0x0590 && c < 0x0900))
      return FALSE;
    letters++;
    upper += g_unichar_isupper(c);
    longest = MAX(longest, ++run);
  }
  if (!letters || ib_name_is_suffix(s, len))
    return FALSE;
  if (letters == 1 || longest == 1)
    return upper || stops;
  if (upper == letters && letters <= 5 && (caps || stops))
    return TRUE; /* "JP", "JJGH" */
  /* "Yu.", "Ch.", "Chr.-M." */
  return stops && upper && longest <= (stops && s[len - 1] == '.' ? 4 : 2) && letters <= 6;
}

/* Bodies. */

static gboolean
has_ending(const Word *w)
{
  const GPtrArray *endings = bodies()->endings;
  for (guint i = 0; i < endings->len; i++) {
    const char *e = g_ptr_array_index(endings, i);
    gsize n = strlen(e);
    if (w->len > n + 2 && g_ascii_strncasecmp(w->s + w->len - n, e, n) == 0)
      return TRUE;
  }
  return FALSE;
}

/* "G20", "350.org", "Eng.belta": no person is written so. */
static gboolean
has_odd_shape(const Word *w)
{
  gsize lower_run = 0, stop = 0;
  gboolean digit = FALSE, letter = FALSE;
  for (gsize i = 0; i < w->len; i++) {
    digit |= g_ascii_isdigit(w->s[i]);
    letter |= g_ascii_isalpha(w->s[i]);
    if (w->s[i] == '.')
      stop = i, lower_run = 0;
    else if (g_ascii_islower(w->s[i]))
      lower_run++;
  }
  if (digit && letter)
    return TRUE;
  return stop >= 2 && lower_run >= 3 && lower_run == w->len - stop - 1;
}

/* "TASS", "OECD", "DFG": one word of capitals, too short for a surname or not to be spoken. */
static gboolean
is_acronym(const Word *w)
{
  if (!is_caps(w) || memchr(w->s, '.', w->len))
    return FALSE;
  for (gsize i = 0; i < w->len; i++)
    if (strchr("AEIOUY", w->s[i]))
      return w->len <= 4;
  return w->len <= 8;
}

typedef struct {
  guint strong, weak, inner, initials, odd;
  gboolean weak_last;
} Evidence;

static void
weigh_word(const Word *w, gboolean first, Evidence *ev)
{
  gsize len = w->len;
  const char *s = w->s;
  while (len > 1 && strchr(",;:()", s[len - 1]))
    len--;
  while (len > 1 && strchr("(", *s))
    s++, len--;
  guint value = GPOINTER_TO_UINT(ib_words_get(bodies()->words, s, len));
  ev->weak_last = value == WEAK;
  if (value == INNER && !first && starts_lower(w))
    ev->inner++;
  else if (value == STRONG)
    ev->strong++;
  else if (value == WEAK)
    ev->weak++;
  else if (ib_name_is_initials(s, len, FALSE))
    ev->initials++;
  else if (has_odd_shape(w) && !ib_name_is_suffix(s, len)) /* "Long, Huey 3rd" */
    ev->odd++;
  else if (len > 6 && has_ending(w))
    ev->strong++;
}

/* "Bank, R." is a person, whatever the word says elsewhere. */
static gboolean
is_inverted_person(const char *s, gsize len)
{
  const char *comma = memchr(s, ',', len);
  if (!comma)
    return FALSE;
  Words after;
  split_words(comma + 1, len - (comma + 1 - s), &after);
  return after.n && ib_name_is_initials(after.w[0].s, after.w[0].len, FALSE);
}

/* "Name1, Author": a word on each side of one comma is a person of a made-up name, not "G20". */
static gboolean
is_pair(const char *s, gsize len)
{
  const char *comma = memchr(s, ',', len), *end = s + len;
  if (!comma || comma == s || memchr(s, ' ', comma - s))
    return FALSE;
  const char *after = comma + 1;
  while (after < end && *after == ' ')
    after++;
  return after < end && !memchr(after, ' ', end - after) && !memchr(after, ',', end - after);
}

static gboolean
starts_like_body(const Words *words)
{
  const Word *w = &words->w[0];
  if (words->n < 2 || !ib_words_get(bodies()->starts, w->s, w->len))
    return FALSE;
  /* "Das, S.", "Un Kim": acronyms count in capitals only, articles without a comma. */
  return is_caps(w) || w->len > 3 || g_ascii_strncasecmp(w->s, "the", 3) == 0;
}

gboolean
ib_name_looks_like_body(const char *s, gsize len)
{
  Words words;
  Evidence ev = { 0 };

  trim(&s, &len);
  if (!len)
    return FALSE;
  if (ib_words_get(bodies()->names, s, len))
    return TRUE;
  split_words(s, len, &words);
  if (words.more)
    return TRUE; /* no person has so many names */
  if (words.n == 1)
    return is_acronym(&words.w[0]) || (has_odd_shape(&words.w[0]) && !is_pair(s, len)) || has_ending(&words.w[0]);
  if (is_inverted_person(s, len))
    return FALSE;
  if (starts_like_body(&words))
    return TRUE;
  for (guint i = 0; i < words.n; i++)
    weigh_word(&words.w[i], i == 0, &ev);
  if (ev.strong || (ev.odd && !is_pair(s, len)))
    return TRUE;
  if (ev.initials)
    return FALSE;
  if (ev.weak >= 2 || (ev.inner && (ev.weak || words.n >= 4)))
    return TRUE;
  return ev.weak && words.n >= 3 && !ev.weak_last && !memchr(s, ',', len);
}

/* Persons. */

/* Scripts that write names without a blank: family first. */
static gboolean
is_cjk(gunichar c)
{
  return (c >= 0x3040 && c < 0x30FF) || (c >= 0x3400 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7B0);
}

/* Chinese family names of two characters; a Japanese name of four is cut in the middle too. */
static const char *const long_families[] = { "欧阳", "司马", "上官", "诸葛", "司徒", "慕容", "東方",
                                             "夏侯", "皇甫", "尉迟", "公孙", "令狐", "南宮", "선우" };

static gboolean
split_cjk(const Word *w, IbidName *name)
{
  glong n = 0;
  for (const char *p = w->s; p < w->s + w->len; p = g_utf8_next_char(p), n++) {
    gunichar c = g_utf8_get_char_validated(p, w->s + w->len - p);
    if ((gint)c < 0 || !is_cjk(c))
      return FALSE;
  }
  if (n < 2 || n > 5)
    return FALSE;
  glong family = n >= 4 ? 2 : 1;
  for (guint i = 0; n == 3 && i < G_N_ELEMENTS(long_families); i++)
    if (strncmp(w->s, long_families[i], strlen(long_families[i])) == 0)
      family = 2;
  const char *cut = g_utf8_offset_to_pointer(w->s, family);
  name->family = g_strndup(w->s, cut - w->s);
  name->given = g_strndup(cut, w->s + w->len - cut);
  return TRUE;
}

/* How many words from FROM on are particles; the last word never is. */
static guint
count_particles(const Words *words, guint from, guint to)
{
  guint n = 0;
  while (from + n + 1 < to && starts_lower(&words->w[from + n]) &&
         ib_name_word(words->w[from + n].s, words->w[from + n].len) & IB_NAME_PARTICLE)
    n++;
  return n;
}

static void
set_family(IbidName *name, const Words *words, guint from, guint to)
{
  guint particles = count_particles(words, from, to);
  name->non_dropping_particle = join(words, from, from + particles);
  name->family = join(words, from + particles, to);
}

/* Takes suffixes off the end of the words; the name must keep one. */
static void
pop_suffix(Words *words, guint keep, IbidName *name)
{
  guint n = words->n;
  while (n > keep && ib_name_is_suffix(words->w[n - 1].s, words->w[n - 1].len))
    n--;
  if (n == words->n || name->suffix)
    return;
  name->suffix = join(words, n, words->n);
  words->n = n;
  Word *last = &words->w[n - 1]; /* "Guy L. Steele, Jr" */
  while (last->len > 1 && last->s[last->len - 1] == ',')
    last->len--;
}

static void
set_given(IbidName *name, Words *given)
{
  pop_suffix(given, 1, name);
  guint n = given->n; /* "Castro, Heitor de" */
  while (n > 1 && starts_lower(&given->w[n - 1]) &&
         ib_name_word(given->w[n - 1].s, given->w[n - 1].len) & IB_NAME_PARTICLE)
    n--;
  name->dropping_particle = join(given, n, given->n);
  name->given = join(given, 0, n);
}

void
ib_name_from_parts(const char *family_s, gsize family_len, const char *given_s, gsize given_len,
                   IbidName *name)
{
  Words family, given;
  memset(name, 0, sizeof *name);
  trim(&family_s, &family_len);
  trim(&given_s, &given_len);
  split_words(family_s, family_len, &family);
  split_words(given_s, given_len, &given);
  if (family.more || given.more || !family.n) {
    name->literal = g_strndup(family_s, given_s + given_len - family_s);
    return;
  }
  pop_suffix(&family, 1, name);
  set_family(name, &family, 0, family.n);
  if (given.n)
    set_given(name, &given);
}

void
ib_name_from_inverted(const char *s, gsize len, IbidName *name)
{
  trim(&s, &len);
  const char *comma = memchr(s, ',', len);
  if (!comma) {
    ib_name_from_natural(s, len, name);
    return;
  }
  const char *rest = comma + 1, *end = s + len;
  const char *second = memchr(rest, ',', end - rest);
  if (!second) {
    ib_name_from_parts(s, comma - s, rest, end - rest, name);
    return;
  }
  const char *middle = rest, *last = second + 1;
  gsize middle_len = second - rest, last_len = end - last;
  trim(&middle, &middle_len);
  trim(&last, &last_len);
  if (ib_name_is_suffix(middle, middle_len)) { /* "Smith, Jr., John" */
    ib_name_from_parts(s, comma - s, last, last_len, name);
    g_free(name->suffix);
    name->suffix = g_strndup(middle, middle_len);
    return;
  }
  ib_name_from_parts(s, comma - s, middle, middle_len, name); /* "Smith, John, Jr." */
  if (!name->suffix && last_len && !name->literal)
    name->suffix = g_strndup(last, last_len);
}

/* Where the family name begins in words that are in natural order. */
static guint
natural_family(const Words *words)
{
  guint n = words->n;
  for (guint i = 1; i + 1 < n; i++) {
    if (!count_particles(words, i, n))
      continue;
    while (i > 1 && ib_name_word(words->w[i - 1].s, words->w[i - 1].len) & IB_NAME_CAPITAL)
      i--; /* "Walter Van de Velde" */
    return i;
  }
  guint from = n - 1;
  if (is_caps(&words->w[n - 1]) && !is_caps(&words->w[0]))
    while (from > 1 && is_caps(&words->w[from - 1]) &&
           !ib_name_is_initials(words->w[from - 1].s, words->w[from - 1].len, FALSE))
      from--;
  while (from > 1 && ib_name_word(words->w[from - 1].s, words->w[from - 1].len) & IB_NAME_CAPITAL)
    from--;
  return from;
}

/* Has lower-case letters, so that capitals beside it are initials. */
static gboolean
is_mixed(const Word *w)
{
  for (const char *p = w->s; p < w->s + w->len;) {
    gunichar c = g_utf8_get_char_validated(p, w->s + w->len - p);
    if ((gint)c < 0)
      return FALSE;
    if (g_unichar_islower(c))
      return TRUE;
    p = g_utf8_next_char(p);
  }
  return FALSE;
}

/* How many leading words are a family name that is written first: "Furr J", "MUNARI
 * Bartolomeo"; 0 when the given name leads. */
static guint
leading_family(const Words *words)
{
  guint n = words->n, first;
  if (n < 2)
    return n;
  gboolean shouts = is_caps(&words->w[0]);
  gboolean mixed = is_mixed(&words->w[0]);
  for (first = n; first > 1; first--)
    if (!ib_name_is_initials(words->w[first - 1].s, words->w[first - 1].len, mixed))
      break;
  if (first < n && !ib_name_is_initials(words->w[0].s, words->w[0].len, FALSE))
    return first;
  if (shouts && !ib_name_is_initials(words->w[0].s, words->w[0].len, FALSE)) {
    for (first = 1; first < n && is_caps(&words->w[first]); first++)
      ;
    if (first < n && !ib_name_is_initials(words->w[first].s, words->w[first].len, FALSE) &&
        words->w[0].len > 3)
      return first;
  }
  return 0;
}

void
ib_name_from_natural(const char *s, gsize len, IbidName *name)
{
  Words words;
  memset(name, 0, sizeof *name);
  trim(&s, &len);
  split_words(s, len, &words);
  if (words.more || !words.n) {
    name->literal = len ? g_strndup(s, len) : NULL;
    return;
  }
  if (words.n == 1 && split_cjk(&words.w[0], name))
    return;
  pop_suffix(&words, 1, name);
  guint first = 0;
  while (first + 1 < words.n && ib_name_word(words.w[first].s, words.w[first].len) & IB_NAME_TITLE)
    first++; /* "Dr. Jane Doe" */
  memmove(words.w, words.w + first, (words.n - first) * sizeof *words.w);
  words.n -= first;
  if (words.n == 1) {
    set_family(name, &words, 0, 1);
    return;
  }
  guint family = leading_family(&words);
  if (family) {
    set_family(name, &words, 0, family);
    name->given = join(&words, family, words.n);
    return;
  }
  if (count_particles(&words, 0, words.n)) { /* "van Gogh": no given name */
    set_family(name, &words, 0, words.n);
    return;
  }
  guint from = natural_family(&words);
  name->given = join(&words, 0, from);
  set_family(name, &words, from, words.n);
}

void
ib_name_split_particle(IbidName *name)
{
  if (!name->family || name->non_dropping_particle)
    return;
  Words words;
  split_words(name->family, strlen(name->family), &words);
  guint n = words.more ? 0 : count_particles(&words, 0, words.n);
  if (!n)
    return;
  name->non_dropping_particle = join(&words, 0, n);
  char *family = join(&words, n, words.n);
  g_free(name->family);
  name->family = family;
}

/* Output and comparing. */

static void
append_part(GString *out, const char *sep, const char *part)
{
  if (!part || !*part)
    return;
  if (out->len)
    g_string_append(out, sep);
  g_string_append(out, part);
}

char *
ib_name_to_inverted(const IbidName *name)
{
  GString *out = g_string_new(NULL);
  if (name->literal)
    g_string_append(out, name->literal);
  append_part(out, " ", name->non_dropping_particle);
  append_part(out, " ", name->family);
  append_part(out, ", ", name->given);
  append_part(out, " ", name->dropping_particle);
  append_part(out, ", ", name->suffix);
  return g_string_free(out, FALSE);
}

gboolean
ib_name_equal(const IbidName *a, const IbidName *b)
{
  return !g_strcmp0(a->family, b->family) && !g_strcmp0(a->given, b->given) &&
         !g_strcmp0(a->non_dropping_particle, b->non_dropping_particle) &&
         !g_strcmp0(a->dropping_particle, b->dropping_particle) &&
         !g_strcmp0(a->suffix, b->suffix) && !g_strcmp0(a->literal, b->literal);
}
