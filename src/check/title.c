/* Comparing the cited title with what a page calls itself.
 *
 * Folded first (case, diacritics, punctuation).  Then: equal; one within the other, since pages add
 * their site's name and lists drop subtitles; else shared words, or shared pairs of letters where
 * a script has no blanks.  The thresholds keep the pairs of tests/unit/test_web.c (/title) apart. */
#include "config.h"

#include "check/title.h"

#include <string.h>

#include "check/phrases.h"
#include "util/data.h"
#include "util/text.h"

#define SIMILAR 0.6
#define CONTAINED 0.95   /* one within the other */
#define RESCUE 0.45      /* enough when an author's name is on the page too */
#define SPELT_ALIKE 0.85 /* shared pairs of letters: "Labour organises", "Labor organizes" */
#define BRIEF_PAGE 1000  /* bytes of text of a page that has no article */
#define TOLD_WITHIN 24   /* bytes of text before and behind a title */
#define SLUGS_MOST 8
#define WORDS_KEPT 3    /* of each title, for the others to be passed over */
#define WORDS_IN_TEXT 3 /* that a title needs to be looked for in running text */

static guint
count_words(const char *folded)
{
  guint n = *folded != '\0';
  for (; *folded; folded++)
    n += *folded == ' ';
  return n;
}

/* Letters of a script without blanks between words. */
static gboolean
is_dense(const char *s)
{
  guint dense = 0, all = 0;
  for (; *s; s = g_utf8_next_char(s)) {
    gunichar c = g_utf8_get_char(s);
    all += c != ' ';
    dense += (c >= 0x0E00 && c < 0x1000) || (c >= 0x3040 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00);
  }
  return dense * 2 > all;
}

/* HAYSTACK holds NEEDLE as whole words (dense scripts have none). */
static const char *
find_words(const char *haystack, const char *needle, gboolean dense)
{
  gsize n = strlen(needle);
  for (const char *p = haystack; n && (p = strstr(p, needle)); p++)
    if (dense || ((p == haystack || p[-1] == ' ') && (p[n] == ' ' || !p[n])))
      return p;
  return NULL;
}

static void
add_pairs(GHashTable *set, const char *s)
{
  gunichar before = 0;
  for (; *s; s = g_utf8_next_char(s)) {
    gunichar c = g_utf8_get_char(s);
    if (before && c != ' ' && before != ' ')
      g_hash_table_add(set, GSIZE_TO_POINTER((gsize)before << 21 | c));
    before = c;
  }
}

static double
pair_similarity(const char *a, const char *b)
{
  g_autoptr(GHashTable) pa = g_hash_table_new(NULL, NULL), pb = g_hash_table_new(NULL, NULL);
  GHashTableIter iter;
  gpointer pair;
  guint both = 0;
  add_pairs(pa, a);
  add_pairs(pb, b);
  g_hash_table_iter_init(&iter, pa);
  while (g_hash_table_iter_next(&iter, &pair, NULL))
    both += g_hash_table_contains(pb, pair);
  guint all = g_hash_table_size(pa) + g_hash_table_size(pb);
  return all ? 2.0 * both / all : 0;
}

static const GHashTable *
stop_words(void)
{
  static GHashTable *words;
  if (g_once_init_enter(&words)) {
    const IbTable *table = ib_table("stop-words.tsv");
    GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < table->n_rows; i++)
      g_hash_table_add(set, table->rows[i][0]);
    g_once_init_leave(&words, set);
  }
  return words;
}

static char *
without_stop_words(const char *folded)
{
  g_auto(GStrv) words = g_strsplit(folded, " ", -1);
  GString *out = g_string_new(NULL);
  for (char **w = words; *w; w++)
    if (**w && !g_hash_table_contains((GHashTable *)stop_words(), *w))
      g_string_append_printf(out, "%s%s", out->len ? " " : "", *w);
  return g_string_free(out, FALSE);
}

double
ib_title_similarity(const char *cited, const char *candidate)
{
  if (!*cited || !*candidate)
    return 0;
  if (g_str_equal(cited, candidate))
    return 1;
  gboolean dense = is_dense(cited);
  guint nc = count_words(cited), np = count_words(candidate);
  gsize lc = strlen(cited), lp = strlen(candidate);
  /* "Title | Site"; a title of one word must be most of it, or "Belarus" were everywhere. */
  if (find_words(candidate, cited, dense) && (nc >= 3 || lc * 2 >= lp || (dense && lc >= 12)))
    return CONTAINED;
  /* The subtitle is dropped, or the page's title is cut ("The long way of…"). */
  if (find_words(cited, candidate, dense) == cited && (np >= 3 || lp * 2 >= lc))
    return CONTAINED;
  if (g_str_has_prefix(cited, candidate) && np >= 4 && lp >= 20)
    return CONTAINED;
  if (dense)
    return pair_similarity(cited, candidate);
  /* "The Short Road of the Customs Union" is another article than "The Long Road of the Border Union". */
  g_autofree char *a = without_stop_words(cited), *b = without_stop_words(candidate);
  gboolean kept = count_words(a) >= WORDS_KEPT && count_words(b) >= WORDS_KEPT;
  double words = kept ? ib_text_similarity(a, b) : ib_text_similarity(cited, candidate);
  double pairs = words < SIMILAR && kept ? pair_similarity(cited, candidate) : 0;
  return pairs >= SPELT_ALIKE ? pairs : words;
}

gboolean
ib_title_other_script(const char *s)
{
  guint other = 0, letters = 0;
  for (guint n = 0; *s && n < 4000; s = g_utf8_next_char(s), n++) {
    gunichar c = g_utf8_get_char(s);
    if (!g_unichar_isalpha(c))
      continue;
    letters++;
    other += c >= 0x0370 && !(c >= 0x1E00 && c < 0x2000);
  }
  return other * 2 > letters;
}

/* Folded, and without what only shapes the letters: soft hyphens, joiners; Arabic and Persian write yeh and
 * kaf with different letters. */
static char *
fold_title(const char *s, gssize len)
{
  static const struct {
    gunichar from, to;
  } shapes[] = {
    { 0x00AD, 0 }, { 0x0640, 0 }, { 0x200B, 0 }, { 0x200C, 0 },      { 0x200D, 0 },      { 0x200E, 0 },
    { 0x200F, 0 }, { 0x2060, 0 }, { 0xFEFF, 0 }, { 0x064A, 0x06CC }, { 0x0649, 0x06CC }, { 0x0643, 0x06A9 }
  };
  g_autofree char *valid = g_utf8_make_valid(s, len);
  g_autoptr(GString) plain = g_string_sized_new(strlen(valid));
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p), to = c;
    for (guint i = 0; c >= 0x80 && i < G_N_ELEMENTS(shapes); i++)
      if (shapes[i].from == c)
        to = shapes[i].to;
    if (to)
      g_string_append_unichar(plain, to);
  }
  return ib_text_fold(plain->str, (gssize)plain->len);
}

static void
add_folded(GPtrArray *array, const char *text)
{
  g_autofree char *folded = text ? fold_title(text, -1) : NULL;
  if (folded && *folded)
    g_ptr_array_add(array, g_steal_pointer(&folded));
}

/* Without its subtitle, when enough is left. */
static void
add_main_title(GPtrArray *array, const char *title)
{
  gsize n = title ? strcspn(title, ":") : 0;
  if (!n || !title[n])
    return;
  g_autofree char *main_part = g_strndup(title, n);
  g_autofree char *folded = ib_text_fold(main_part, -1);
  if (count_words(folded) >= 3)
    g_ptr_array_add(array, g_steal_pointer(&folded));
}

/* An address told back is no title. */
static void
add_slugs(IbCited *cited, const char *url, const char *title)
{
  g_auto(GStrv) parts = g_strsplit_set(url ? url : "", "/?#&=", -1);
  for (char **part = parts; *part && cited->slugs->len < SLUGS_MOST; part++) {
    if (!strpbrk(*part, "-_+%") || strlen(*part) < 3 || strchr(*part, '@'))
      continue;
    char *dot = strrchr(*part, '.');
    if (dot && strlen(dot) <= 6)
      *dot = '\0';
    if (!title || !strstr(title, *part)) /* "annual-report" is cited so itself */
      g_ptr_array_add(cited->slugs, g_strdup(*part));
  }
}

/* S without the words of the address; NULL where it has none of them. */
static char *
without_slugs(const IbCited *cited, const char *s)
{
  g_autoptr(GString) out = NULL;
  for (guint i = 0; i < cited->slugs->len; i++) {
    const char *slug = cited->slugs->pdata[i];
    if (!strstr(out ? out->str : s, slug))
      continue;
    if (!out)
      out = g_string_new(s);
    g_string_replace(out, slug, " ", 0);
  }
  return out ? g_strdup(out->str) : NULL;
}

static void
add_names(IbCited *cited, const IbidRecord *rec, IbidVar var)
{
  for (guint i = 0; i < ibid_record_n_names(rec, var) && cited->names->len < 10; i++) {
    const IbidName *name = ibid_record_name(rec, var, i);
    add_folded(cited->names, name->family ? name->family : name->literal);
  }
}

void
ib_cited_init(IbCited *cited, const IbidRecord *rec)
{
  static const IbidVar vars[] = { IBID_VAR_TITLE, IBID_VAR_TITLE_SHORT, IBID_VAR_ORIGINAL_TITLE };
  static const char *const others[] = { "fa", "ar", "ru", "uk", "be", "bg", "sr", "mk", "el", "he", "zh",
                                        "ja", "ko", "hi", "bn", "th", "ka", "hy", "kk", "ky", "ur" };
  const char *language = ibid_record_text(rec, IBID_VAR_LANGUAGE);
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);

  memset(cited, 0, sizeof *cited);
  cited->titles = g_ptr_array_new_with_free_func(g_free);
  cited->names = g_ptr_array_new_with_free_func(g_free);
  cited->slugs = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < G_N_ELEMENTS(vars); i++)
    add_folded(cited->titles, ibid_record_text(rec, vars[i]));
  add_main_title(cited->titles, ibid_record_text(rec, IBID_VAR_TITLE));
  /* A whole site or a book's page: the container is what stands there. */
  if (!cited->titles->len)
    add_folded(cited->titles, ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE));
  add_slugs(cited, ibid_record_text(rec, IBID_VAR_URL), ibid_record_text(rec, IBID_VAR_TITLE));
  add_names(cited, rec, IBID_VAR_AUTHOR);
  add_names(cited, rec, IBID_VAR_EDITOR);
  cited->latin = cited->titles->len && !ib_title_other_script(cited->titles->pdata[0]);
  for (guint i = 0; language && i < G_N_ELEMENTS(others); i++)
    cited->translated |= cited->latin && g_str_has_prefix(language, others[i]);
  cited->year = issued ? issued->from.year : 0;
}

void
ib_cited_clear(IbCited *cited)
{
  g_clear_pointer(&cited->titles, g_ptr_array_unref);
  g_clear_pointer(&cited->names, g_ptr_array_unref);
  g_clear_pointer(&cited->slugs, g_ptr_array_unref);
}

/* What a title says beside the cited one. */
typedef enum { TOLD_NOT, TOLD_DOUBTFULLY, TOLD_BACK } Told;

/* REST, folded, says that there is no such page, and the cited title does not say so itself.  BRIEF: one word makes
 * that doubtful. */
static Told
denies(const char *rest, const char *cited, gboolean brief)
{
  const char *phrase = *rest ? ib_phrase_denies(rest) : NULL;
  const char *word = *rest && !phrase && brief ? ib_phrase_negates(rest) : NULL;
  if (phrase && !find_words(cited, phrase, FALSE))
    return TOLD_BACK;
  return word && !find_words(cited, word, FALSE) ? TOLD_DOUBTFULLY : TOLD_NOT;
}

/* "Page not found: TITLE", "Search results for TITLE": the page tells back what it was asked for.  What the
 * cited title says itself is none of it: "Page not found: a history of dead links". */
static Told
tell_back(const char *cited, const char *candidate, gboolean brief)
{
  g_auto(GStrv) parts = ib_phrase_parts(candidate);
  g_autofree char *whole = fold_title(candidate, -1);
  char *at = strstr(whole, cited);
  Told told[3] = { TOLD_NOT, TOLD_NOT, TOLD_NOT };
  for (char **part = parts; *part; part++)
    if (!strstr(*part, cited) && told[0] != TOLD_BACK) {
      Told more = denies(*part, cited, brief);
      told[0] = more == TOLD_NOT ? told[0] : more;
    }
  if (at) {
    *at = '\0';
    told[1] = denies(g_strstrip(whole), cited, brief);
    told[2] = denies(g_strstrip(at + strlen(cited)), cited, brief);
  }
  return MAX(told[0], MAX(told[1], told[2]));
}

/* "Belarus | Country profiles | The Agency": one word, and all of the first part. */
static gboolean
is_first_part(const char *cited, const char *candidate)
{
  g_auto(GStrv) parts = ib_phrase_parts(candidate);
  return parts[0] && parts[1] && g_str_equal(parts[0], cited);
}

/* "Ueber Bruecken" is "Über Brücken", whichever is cited. */
static char *
without_umlauts(const char *folded)
{
  GString *out = g_string_new(NULL);
  for (const char *p = folded; *p; p++)
    if (*p != 'e' || p == folded || !strchr("aou", p[-1]))
      g_string_append_c(out, *p);
  return g_string_free(out, FALSE);
}

static gboolean
is_alike_without_umlauts(const char *cited, const char *folded)
{
  g_autofree char *a = without_umlauts(cited), *b = without_umlauts(folded);
  return (strcmp(a, cited) || strcmp(b, folded)) && ib_title_similarity(a, b) >= CONTAINED;
}

/* CANDIDATE against each of the cited titles. */
static double
candidate_similarity(const IbCited *cited, const char *candidate)
{
  g_autofree char *folded = fold_title(candidate, -1);
  double best = 0;
  for (guint k = 0; k < cited->titles->len && best < 1; k++) {
    best = MAX(best, ib_title_similarity(cited->titles->pdata[k], folded));
    if (best < SIMILAR && (is_first_part(cited->titles->pdata[k], candidate) ||
                           is_alike_without_umlauts(cited->titles->pdata[k], folded)))
      best = CONTAINED;
  }
  return best;
}

/* Among the first N of the page's candidates.  TOLD: whether one of the others was told back. */
static double
best_similarity(const IbCited *cited, const IbPage *page, guint n, Told *told)
{
  double best = 0;
  for (guint i = 0; i < MIN(page->titles->len, n) && best < CONTAINED; i++) {
    const char *candidate = page->titles->pdata[i];
    double alike = candidate_similarity(cited, candidate);
    g_autofree char *rest = alike >= SIMILAR ? without_slugs(cited, candidate) : NULL;
    if (rest)
      alike = candidate_similarity(cited, rest);
    Told how = alike < SIMILAR || alike >= 1
                   ? TOLD_NOT
                   : tell_back(cited->titles->pdata[0], candidate, page->text->len < BRIEF_PAGE);
    *told = how > *told ? how : *told;
    if (how == TOLD_NOT)
      best = MAX(best, alike);
  }
  return best;
}

static gboolean
has_name(const IbCited *cited, const char *folded_text)
{
  for (guint i = 0; i < cited->names->len; i++)
    if (find_words(folded_text, cited->names->pdata[i], is_dense(cited->names->pdata[i])))
      return TRUE;
  return FALSE;
}

/* Where it stands, and how long it is; NULL: nowhere. */
static const char *
find_in_text(const IbCited *cited, const char *folded_text, gsize *len)
{
  for (guint i = 0; i < cited->titles->len; i++) {
    const char *title = cited->titles->pdata[i];
    gboolean dense = is_dense(title);
    gboolean enough = dense ? strlen(title) >= 18 : count_words(title) >= WORDS_IN_TEXT;
    const char *at = enough ? find_words(folded_text, title, dense) : NULL;
    *len = strlen(title);
    if (at)
      return at;
  }
  return NULL;
}

gboolean
ib_title_is_own(const IbCited *cited, const IbPage *page)
{
  Told told = TOLD_NOT;
  return best_similarity(cited, page, page->n_meta_titles + (page->title != NULL), &told) >= SIMILAR;
}

/* One part of TITLE (may be NULL) says so. */
static gboolean
is_error_title(const char *title, const IbCited *cited)
{
  g_auto(GStrv) parts = ib_phrase_parts(title ? title : "");
  for (char **part = parts; *part; part++)
    if (denies(*part, cited->titles->pdata[0], FALSE) == TOLD_BACK)
      return TRUE;
  return FALSE;
}

/* "Page not found" is the page's title, and the cited one stands further down, among what else there is to read; or it
 * is the heading, and the cited one was put into the title element and stands nowhere else. */
static gboolean
is_error_over_title(const IbCited *cited, const IbPage *page)
{
  const char *heading = page->headings->len ? page->headings->pdata[0] : NULL;
  g_autofree char *folded = fold_title(heading ? heading : "", -1);
  for (guint k = 0; k < cited->titles->len; k++)
    if (ib_title_similarity(cited->titles->pdata[k], folded) >= SIMILAR)
      return FALSE;
  if (is_error_title(page->title, cited))
    return TRUE;
  if (!heading || !is_error_title(heading, cited))
    return FALSE;
  g_autofree char *text = fold_title(page->text->str, (gssize)page->text->len);
  gsize len;
  return !find_in_text(cited, text, &len);
}

/* Running text of a page that has no article, LEN bytes of it cited AT: "Sorry, TITLE could not be found", "You
 * searched for TITLE". */
static gboolean
is_told_of(const char *text, const char *at, gsize len)
{
  const char *from = at - MIN((gsize)(at - text), TOLD_WITHIN), *to = at + len;
  g_autofree char *before = g_strndup(from, (gsize)(at - from)), *after = g_strndup(to, TOLD_WITHIN);
  return ib_phrase_tells_of(g_strstrip(before)) || ib_phrase_tells_of(g_strstrip(after));
}

/* Where the cited title stands in the text; "Page not found" as a heading before it says that it is there for
 * something else to read. */
static IbTitleMatch
match_text(const IbCited *cited, const IbPage *page, const char *text)
{
  gsize len = 0;
  const char *at = find_in_text(cited, text, &len), *heading = page->headings->len ? page->headings->pdata[0] : NULL;
  if (at && page->text->len < BRIEF_PAGE && is_told_of(text, at, len))
    return IB_TITLE_DOUBTED;
  if (!at || !heading || !is_error_title(heading, cited))
    return at ? IB_TITLE_IN_TEXT : IB_TITLE_NONE;
  g_autofree char *folded = fold_title(heading, -1);
  const char *head_at = strstr(text, folded);
  return head_at && head_at < at ? IB_TITLE_TOLD_BACK : IB_TITLE_IN_TEXT;
}

IbTitleMatch
ib_title_match(const IbCited *cited, const IbPage *page)
{
  Told told = TOLD_NOT;
  if (!cited->titles->len)
    return IB_TITLE_NONE;
  double best = best_similarity(cited, page, G_MAXUINT, &told);
  if (best >= SIMILAR && !is_error_over_title(cited, page))
    return IB_TITLE_FOUND;
  if (told != TOLD_NOT || best >= SIMILAR)
    return told == TOLD_DOUBTFULLY && best < SIMILAR ? IB_TITLE_DOUBTED : IB_TITLE_TOLD_BACK;
  g_autofree char *rest = without_slugs(cited, page->text->str);
  g_autofree char *text = fold_title(rest ? rest : page->text->str, -1);
  IbTitleMatch match = match_text(cited, page, text);
  if (match != IB_TITLE_NONE)
    return match;
  return best >= RESCUE && has_name(cited, text) ? IB_TITLE_FOUND : IB_TITLE_NONE;
}
