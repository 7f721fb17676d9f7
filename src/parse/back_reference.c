/* Notes that point back (refs/back-references.tsv).  A note is one only where it says nothing else: behind
 * "Idem" mostly stands another work of the author, behind "in: Maier, a.a.O." a chapter was named before. */
#include "config.h"

#include "parse/back_reference.h"

#include <string.h>

#include "util/data.h"
#include "util/text.h"
#include "util/words.h"

/* What a note that points back is no longer than, in characters; among how many of its first words the family name
 * is; and how many works of one author are looked at. */
enum { LONGEST_NOTE = 150, LONGEST_SHORT = 110, FARTHEST_NAME = 4, MOST_WORKS = 20 };

typedef enum { WORD_NONE, WORD_LEAD, WORD_SAME, WORD_AUTHOR, WORD_CITED, WORD_NOTE, WORD_LOCATOR, N_WORDS } Word;

/* Where phrases of a kind stand, and so the set that holds them. */
typedef enum { AT_START, INSIDE, BEHIND, N_PLACES } Place;

static const struct {
  const char *name; /* in the table */
  Place place;
} kinds[N_WORDS] = {
  [WORD_LEAD] = { "lead", AT_START },  [WORD_SAME] = { "same", AT_START }, [WORD_AUTHOR] = { "author", AT_START },
  [WORD_CITED] = { "cited", INSIDE },  [WORD_NOTE] = { "note", INSIDE },   [WORD_LOCATOR] = { "locator", BEHIND },
};

static IbWords **
read_phrases(void)
{
  const IbTable *table = ib_table("back-references.tsv");
  IbWords **sets = g_new0(IbWords *, N_PLACES);
  for (guint p = 0; p < N_PLACES; p++)
    sets[p] = ib_words_new();
  for (guint i = 0; i < table->n_rows; i++)
    for (guint k = 1; k < N_WORDS; k++)
      if (g_str_equal(table->rows[i][0], kinds[k].name))
        for (char **f = table->rows[i] + 1; *f; f++)
          ib_words_add(sets[kinds[k].place], *f, GUINT_TO_POINTER(k));
  return sets;
}

/* The kind of the phrase at S, and its bytes. */
static Word
phrase_at(Place place, const char *s, gsize len, gsize *matched)
{
  static IbWords **sets;
  *matched = 0;
  if (g_once_init_enter(&sets))
    g_once_init_leave(&sets, read_phrases());
  return len ? GPOINTER_TO_UINT(ib_words_get_prefix(sets[place], s, len, matched)) : WORD_NONE;
}

/* Words. */

static gunichar
char_at(const char *s, gsize len)
{
  gunichar c = len ? g_utf8_get_char_validated(s, len) : 0;
  return (gint)c < 0 ? 0xFFFD : c;
}

static gsize
char_length(const char *s, gsize len)
{
  return MIN((gsize)g_utf8_skip[(guchar)*s], len);
}

static gsize
skip_marks(const char *s, gsize len)
{
  gsize i = 0;
  while (i < len && !g_unichar_isalnum(char_at(s + i, len - i)) && s[i] != '(')
    i += char_length(s + i, len - i);
  return i;
}

/* The letters and digits at S; whether they make a number, also a Roman one. */
static gsize
word_at(const char *s, gsize len, gboolean *number)
{
  gsize i = 0;
  *number = TRUE;
  for (gunichar c; i < len && g_unichar_isalnum(c = char_at(s + i, len - i)); i += char_length(s + i, len - i))
    *number &= g_unichar_isdigit(c) || (c < 0x80 && strchr("ivxlcIVXLC", (int)c));
  return i;
}

static guint
count_years(const char *s, gsize len)
{
  guint years = 0, digits = 0;
  for (gsize i = 0; i <= len; i++) {
    gboolean digit = i < len && g_ascii_isdigit(s[i]);
    years += !digit && digits == 4 && (s[i - 4] == '1' || (s[i - 4] == '2' && s[i - 3] == '0'));
    digits = digit ? digits + 1 : 0;
  }
  return years;
}

/* Does S say where in a work, and beyond that no more than MOST words? */
static gboolean
is_locator(const char *s, gsize len, guint most)
{
  guint words = 0;
  for (gsize i = 0; i < len;) {
    gboolean number;
    gsize n;
    if (!phrase_at(BEHIND, s + i, len - i, &n) && (n = word_at(s + i, len - i, &number)))
      words += !number && n > char_length(s + i, len - i);
    i += n ? n : char_length(s + i, len - i);
  }
  return words <= most && (!words || !count_years(s, len));
}

/* Notes. */

/* What a note says: the phrase that points back, what stands before it, and the number behind it. */
typedef struct {
  Word word;
  gsize before;
  guint number;
} Pointer;

/* "Vgl. ebd., S. 12". */
static gboolean
points_to_last(const char *s, gsize len)
{
  gsize i = skip_marks(s, len), n;
  Word word;
  while ((word = phrase_at(AT_START, s + i, len - i, &n)) == WORD_LEAD)
    i += n + skip_marks(s + i + n, len - i - n);
  return word && is_locator(s + i + n, len - i - n, word == WORD_SAME ? 2 : 0);
}

/* "in: Maier (Hg.), a.a.O.": the work in it is named. */
static gboolean
is_hosted(const char *s, gsize len)
{
  static const char *const words[] = { " in: ", " In: ", " in ", " In ", " // ", " dans ", " en: ", " w: ", " v: " };
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_strstr_len(s, len, words[i]))
      return TRUE;
  return FALSE;
}

/* The number at S behind blanks and marks, or 0. */
static guint
number_at(const char *s, gsize len)
{
  gsize i = 0;
  while (i < len && strchr(" .:", s[i]))
    i++;
  return i < len && g_ascii_isdigit(s[i]) ? (guint)MIN(g_ascii_strtoull(s + i, NULL, 10), 100000) : 0;
}

static gboolean
finds_phrase(const char *s, gsize len, Pointer *p)
{
  gboolean at_word = TRUE;
  for (gsize i = 0; i < len; i += char_length(s + i, len - i)) {
    gsize n = 0;
    p->before = i;
    p->word = at_word ? phrase_at(INSIDE, s + i, len - i, &n) : WORD_NONE;
    if (n < 6 && g_ascii_isupper(s[i])) /* "Alves, A.A." */
      p->word = WORD_NONE;
    p->number = p->word == WORD_NOTE ? number_at(s + i + n, len - i - n) : 0;
    if (p->word == WORD_CITED || p->number)
      return TRUE;
    at_word = strchr(" ,;:([", s[i]) != NULL;
  }
  return FALSE;
}

/* "Wald, Göttingen 1987. Maier, op. cit.": two that were joined, where a whole reference is kept. */
static gboolean
points_to_cited(const char *s, gsize len, Pointer *p)
{
  enum { AUTHOR_AND_YEAR = 40 };
  guint years = count_years(s, len);
  return years <= 1 && len < 4 * LONGEST_NOTE && g_utf8_strlen(s, (gssize)len) < LONGEST_NOTE && finds_phrase(s, len, p) &&
         p->before > 2 && !(years && p->before > AUTHOR_AND_YEAR) && !is_hosted(s, p->before);
}

/* The works so far. */

typedef struct {
  const GPtrArray *records;
  GHashTable *latest; /* the last word of a first author's family name, folded -> the latest of his works, from 1 */
  GHashTable *folded; /* the number of a work -> what it says, folded */
  guint *same;        /* for each work the one before of such an author, from 1; 0 */
} Works;

/* The last word of the first author's family name, folded; NULL where it says nothing.  Caller frees with g_free(). */
static char *
author_word(const IbidRecord *rec)
{
  IbidVar role = ibid_record_has(rec, IBID_VAR_AUTHOR) ? IBID_VAR_AUTHOR : IBID_VAR_EDITOR;
  const IbidName *name = ibid_record_n_names(rec, role) ? ibid_record_name(rec, role, 0) : NULL;
  const char *family = name ? name->family ? name->family : name->literal : NULL;
  g_autofree char *folded = family ? ib_text_fold(family, -1) : NULL;
  const char *blank = folded ? strrchr(folded, ' ') : NULL;
  const char *word = blank ? blank + 1 : folded;
  gboolean says = word && strlen(word) > 1; /* "Li", "王", but not "I" */
  return says ? g_strdup(word) : NULL;
}

static void
add_work(Works *works, guint i)
{
  char *word = author_word(works->records->pdata[i]);
  if (!word)
    return;
  works->same[i] = GPOINTER_TO_UINT(g_hash_table_lookup(works->latest, word));
  g_hash_table_insert(works->latest, word, GUINT_TO_POINTER(i + 1));
}

/* What work I says, folded, between blanks. */
static const char *
folded_work(Works *works, guint i)
{
  char *folded = g_hash_table_lookup(works->folded, GUINT_TO_POINTER(i));
  if (folded)
    return folded;
  const char *printed = ibid_record_printed(works->records->pdata[i]);
  g_autofree char *text = ib_text_fold(printed ? printed : "", -1);
  folded = g_strconcat(" ", text, " ", NULL);
  g_hash_table_insert(works->folded, GUINT_TO_POINTER(i), folded);
  return folded;
}

/* How many of WORDS, those of four letters and more, work I has, and how many it lacks. */
static guint
shared_words(Works *works, guint i, char **words, guint *missing)
{
  const char *text = folded_work(works, i);
  guint shared = 0;
  for (*missing = 0; *words; words++) {
    gboolean number;
    if (g_utf8_strlen(*words, -1) < 4 || word_at(*words, strlen(*words), &number) == 0 || number)
      continue;
    gboolean has = strstr(text, *words) != NULL; /* also as a part: in "Stadtrecht" is "Recht" */
    shared += has;
    *missing += !has;
  }
  return shared;
}

/* The work of the person at word K of WORDS that shares most with the words behind, from 1; 0 when there is
 * none.  SHORT: these are a title's, none of which may be missing. */
static guint
work_of(Works *works, char **words, guint k, gboolean is_short)
{
  guint best = 0, most = 0, looked = 0;
  guint i = GPOINTER_TO_UINT(g_hash_table_lookup(works->latest, words[k]));
  for (; i && looked++ < MOST_WORKS; i = works->same[i - 1]) {
    guint missing, shared = shared_words(works, i - 1, words + k + 1, &missing);
    gboolean whole = ibid_record_has(works->records->pdata[i - 1], IBID_VAR_ISSUED);
    if (is_short ? missing || !shared || !whole : missing && shared <= missing)
      continue;
    if (!best || shared > most) {
      best = i;
      most = shared;
    }
  }
  return best;
}

/* By author and title; IB_CITES_NOTHING where there is no such work. */
static guint
find_cited(Works *works, const char *s, gsize len, gboolean is_short)
{
  g_autofree char *folded = ib_text_fold(s, (gssize)len);
  g_auto(GStrv) words = g_strsplit(folded, " ", -1);
  for (guint k = 0; words[k] && k < FARTHEST_NAME; k++) {
    guint found = work_of(works, words, k, is_short);
    if (found)
      return found - 1;
  }
  return IB_CITES_NOTHING;
}

/* By the number of a note, where that names the author that stands in S.  Numbers count notes: few notes stand far
 * before the place that their number says, none behind. */
static guint
find_numbered(Works *works, guint i, guint number, const char *s, gsize len)
{
  g_autofree char *wanted = g_strdup_printf("%u", number);
  g_autofree char *folded = ib_text_fold(s, (gssize)len);
  guint from = MIN(number, i);
  for (guint k = from; k-- > 0 && from - k < MOST_WORKS;) {
    g_autofree char *author = author_word(works->records->pdata[k]);
    if (author && strstr(folded, author) &&
        g_strcmp0(ibid_record_text(works->records->pdata[k], IBID_VAR_CITATION_NUMBER), wanted) == 0)
      return k;
  }
  return IB_CITES_NOTHING;
}

/* A page stands at the end, or before "ff." there. */
static gboolean
ends_in_page(const char *s, gsize len)
{
  for (guint words = 0; words < 2; words++) {
    while (len && s[len - 1] == ' ')
      len--;
    while (len && s[len - 1] != ' ')
      len--;
    if (g_ascii_isdigit(s[len]))
      return TRUE;
  }
  return FALSE;
}

/* A short form has no year and no mark that a whole reference has. */
static gboolean
may_be_short(const IbidRecord *rec, const char *s, gsize len)
{
  static const IbidVar whole[] = { IBID_VAR_ISSUED, IBID_VAR_PUBLISHER, IBID_VAR_URL, IBID_VAR_DOI, IBID_VAR_VOLUME };
  for (guint k = 0; k < G_N_ELEMENTS(whole); k++)
    if (ibid_record_has(rec, whole[k]))
      return FALSE;
  return len < 4 * LONGEST_SHORT && g_utf8_strlen(s, (gssize)len) <= LONGEST_SHORT && !count_years(s, len) &&
         ends_in_page(s, len);
}

static guint
find_target(Works *works, guint i, guint last, const char *s, gsize len)
{
  Pointer p = { 0 };
  if (points_to_last(s, len))
    return last;
  if (points_to_cited(s, len, &p)) {
    guint named = p.number ? find_numbered(works, i, p.number, s, p.before) : IB_CITES_NOTHING;
    return named != IB_CITES_NOTHING ? named : find_cited(works, s, p.before, FALSE);
  }
  return may_be_short(works->records->pdata[i], s, len) ? find_cited(works, s, len, TRUE) : IB_CITES_NOTHING;
}

guint *
ib_back_references(const char *text, const IbSplit *split, const GPtrArray *records)
{
  guint *cited = g_new(guint, records->len + 1), last = IB_CITES_UNKNOWN;
  g_autofree guint *same = g_new0(guint, records->len + 1);
  g_autoptr(GHashTable) latest = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) folded = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  Works works = { records, latest, folded, same };

  for (guint i = 0; i < records->len; i++) {
    const IbEntry *entry = &g_array_index(split->entries, IbEntry, i);
    gsize from = entry->start + entry->body;
    cited[i] = find_target(&works, i, last, text + from, entry->end - from);
    if (cited[i] == IB_CITES_NOTHING)
      add_work(&works, i);
    else if (cited[i] < i && cited[cited[i]] != IB_CITES_NOTHING) /* a note that itself points back */
      cited[i] = cited[cited[i]];
    last = cited[i] == IB_CITES_NOTHING ? i : cited[i];
  }
  return cited;
}
