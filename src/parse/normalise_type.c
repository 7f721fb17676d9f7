/* What kind of work a reference is: by words of refs/genres.tsv, then by its fields. */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

#include "util/data.h"
#include "util/words.h"

typedef struct {
  IbWords *any, *genre, *container;
} Genres;

static const Genres *
genres(void)
{
  static Genres *made;
  if (!g_once_init_enter(&made))
    return made;
  const IbTable *table = ib_table("genres.tsv");
  Genres *g = g_new(Genres, 1);
  *g = (Genres){ ib_words_new(), ib_words_new(), ib_words_new() };
  for (guint i = 0; i < table->n_rows; i++) {
    char **row = table->rows[i];
    IbidType type = ibid_type_from_name(row[0]);
    if (type == IBID_TYPE_DOCUMENT || !row[1])
      continue;
    gpointer value = GUINT_TO_POINTER(type);
    for (char **f = row + 2; *f; f++) {
      if (strcmp(row[1], "container") == 0)
        ib_words_add(g->container, *f, value);
      else
        ib_words_add(g->genre, *f, value);
      if (strcmp(row[1], "any") == 0)
        ib_words_add(g->any, *f, value);
    }
  }
  g_once_init_leave(&made, g);
  return made;
}

/* The type of the first phrase of WORDS in S, which begins at a word; "unpublished" gives way
 * to any other ("unpublished dissertation"). */
static IbidType
find_type(const IbWords *words, const char *s, gsize len)
{
  gboolean at_word = TRUE;
  IbidType type = IBID_TYPE_DOCUMENT;
  for (gsize i = 0; i < len; i++) {
    guchar c = s[i];
    gboolean letter = g_ascii_isalnum(c) || c >= 0x80;
    if (at_word && (letter || c == '[')) {
      gsize matched;
      gpointer value = ib_words_get_prefix(words, s + i, len - i, &matched);
      if (value && type != IBID_TYPE_MANUSCRIPT)
        type = GPOINTER_TO_UINT(value);
      else if (value && GPOINTER_TO_UINT(value) == IBID_TYPE_THESIS)
        type = IBID_TYPE_THESIS;
      if (type != IBID_TYPE_DOCUMENT && type != IBID_TYPE_MANUSCRIPT)
        return type;
    }
    at_word = !letter;
  }
  return type;
}

IbidType
ib_genre_type(const char *s, gsize len)
{
  return find_type(genres()->genre, s, len);
}

static gboolean
has(const IbNormal *n, IbidVar var)
{
  return ibid_record_has(n->rec, var);
}

static IbidType
container_type(const IbNormal *n, const char *container)
{
  gboolean numbered = has(n, IBID_VAR_VOLUME) || has(n, IBID_VAR_ISSUE);
  gboolean in_book = has(n, IBID_VAR_EDITOR) || has(n, IBID_VAR_PUBLISHER) ||
                     (has(n, IBID_VAR_PUBLISHER_PLACE) && !numbered);
  IbidType type = find_type(genres()->container, container, strlen(container));
  const IbidDate *issued = ibid_record_date(n->rec, IBID_VAR_ISSUED);
  gboolean daily = issued && issued->from.day;

  if (type == IBID_TYPE_PAPER_CONFERENCE && numbered && !in_book)
    return IBID_TYPE_ARTICLE_JOURNAL; /* "Proc. Natl. Acad. Sci. 97, 4" */
  if ((type == IBID_TYPE_ARTICLE_NEWSPAPER || type == IBID_TYPE_ARTICLE_MAGAZINE) &&
      (in_book || (has(n, IBID_VAR_VOLUME) && !daily)))
    type = IBID_TYPE_DOCUMENT;
  if (type != IBID_TYPE_DOCUMENT)
    return type;
  if (strncmp(container, "arXiv", 5) == 0)
    return IBID_TYPE_ARTICLE;
  if (in_book && !numbered)
    return n->hinted == IBID_TYPE_PAPER_CONFERENCE ? n->hinted : IBID_TYPE_CHAPTER;
  if (in_book && has(n, IBID_VAR_EDITOR) && !has(n, IBID_VAR_ISSUE))
    return IBID_TYPE_CHAPTER;
  if (n->online && !numbered && !has(n, IBID_VAR_PAGE) && !has(n, IBID_VAR_DOI))
    return IBID_TYPE_WEBPAGE;
  return IBID_TYPE_ARTICLE_JOURNAL;
}

IbidType
ib_deduce_type(const IbNormal *n)
{
  const char *container = ibid_record_text(n->rec, IBID_VAR_CONTAINER_TITLE);
  if (container && n->hinted != IBID_TYPE_REVIEW_BOOK)
    return container_type(n, container);
  IbidType any = n->hinted != IBID_TYPE_DOCUMENT ? n->hinted : find_type(genres()->any, n->s, n->len);
  if (any != IBID_TYPE_DOCUMENT)
    return any;
  if (has(n, IBID_VAR_AUTHOR) && has(n, IBID_VAR_EDITOR) && has(n, IBID_VAR_PAGE))
    return IBID_TYPE_CHAPTER; /* the book's title is missing: "in: Weidenfeld (Hrsg.), S. 1-8" */
  gboolean book = has(n, IBID_VAR_PUBLISHER) || has(n, IBID_VAR_PUBLISHER_PLACE) ||
                  has(n, IBID_VAR_EDITION) || has(n, IBID_VAR_ISBN) || has(n, IBID_VAR_EDITOR);
  if (n->online && !has(n, IBID_VAR_VOLUME) && !has(n, IBID_VAR_PUBLISHER) && !has(n, IBID_VAR_ISBN))
    return IBID_TYPE_WEBPAGE;
  if (book)
    return IBID_TYPE_BOOK;
  if (ibid_record_extra(n->rec, "eprint"))
    return IBID_TYPE_ARTICLE;
  if (has(n, IBID_VAR_VOLUME) && has(n, IBID_VAR_PAGE))
    return IBID_TYPE_ARTICLE_JOURNAL;
  return IBID_TYPE_DOCUMENT;
}
