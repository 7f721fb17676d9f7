/* Comparing the cited title with what a page calls itself.
 *
 * Folded first (case, diacritics, punctuation).  Then: equal; one within the other, since pages add
 * their site's name and lists drop subtitles; else shared words, or shared pairs of letters where
 * a script has no blanks.  The thresholds keep the pairs of tests/unit/test_web.c (/title) apart. */
#include "config.h"

#include "check/title.h"

#include <string.h>

#include "util/data.h"
#include "util/text.h"

#define SIMILAR 0.6
#define RESCUE 0.45       /* enough when an author's name is on the page too */
#define WORDS_KEPT 3      /* of each title, for the others to be passed over */
#define WORDS_IN_TEXT 3   /* that a title needs to be looked for in running text */

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
    return 0.95;
  /* The subtitle is dropped, or the page's title is cut ("The long way of…"). */
  if (find_words(cited, candidate, dense) == cited && (np >= 3 || lp * 2 >= lc))
    return 0.95;
  if (g_str_has_prefix(cited, candidate) && np >= 4 && lp >= 20)
    return 0.95;
  if (dense)
    return pair_similarity(cited, candidate);
  /* "The Short Road of the Customs Union" is another article than "The Long Road of the Border Union". */
  g_autofree char *a = without_stop_words(cited), *b = without_stop_words(candidate);
  return count_words(a) >= WORDS_KEPT && count_words(b) >= WORDS_KEPT ? ib_text_similarity(a, b)
                                                                      : ib_text_similarity(cited, candidate);
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

static void
add_folded(GPtrArray *array, const char *text)
{
  g_autofree char *folded = text ? ib_text_fold(text, -1) : NULL;
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
  for (guint i = 0; i < G_N_ELEMENTS(vars); i++)
    add_folded(cited->titles, ibid_record_text(rec, vars[i]));
  add_main_title(cited->titles, ibid_record_text(rec, IBID_VAR_TITLE));
  /* A whole site or a book's page: the container is what stands there. */
  if (!cited->titles->len)
    add_folded(cited->titles, ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE));
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
}

/* Among the first N of the page's candidates. */
static double
best_similarity(const IbCited *cited, const IbPage *page, guint n)
{
  double best = 0;
  for (guint i = 0; i < MIN(page->titles->len, n) && best < 0.95; i++) {
    g_autofree char *folded = ib_text_fold(page->titles->pdata[i], -1);
    for (guint k = 0; k < cited->titles->len; k++)
      best = MAX(best, ib_title_similarity(cited->titles->pdata[k], folded));
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

static gboolean
stands_in_text(const IbCited *cited, const char *folded_text)
{
  for (guint i = 0; i < cited->titles->len; i++) {
    const char *title = cited->titles->pdata[i];
    gboolean dense = is_dense(title);
    if ((dense ? strlen(title) >= 18 : count_words(title) >= WORDS_IN_TEXT) &&
        find_words(folded_text, title, dense))
      return TRUE;
  }
  return FALSE;
}

gboolean
ib_title_is_own(const IbCited *cited, const IbPage *page)
{
  return best_similarity(cited, page, page->n_meta_titles + (page->title != NULL)) >= SIMILAR;
}

IbTitleMatch
ib_title_match(const IbCited *cited, const IbPage *page)
{
  if (!cited->titles->len)
    return IB_TITLE_NONE;
  double best = best_similarity(cited, page, G_MAXUINT);
  if (best >= SIMILAR)
    return IB_TITLE_FOUND;
  g_autofree char *text = ib_text_fold(page->text->str, (gssize)page->text->len);
  if (stands_in_text(cited, text))
    return IB_TITLE_IN_TEXT;
  return best >= RESCUE && has_name(cited, text) ? IB_TITLE_FOUND : IB_TITLE_NONE;
}
