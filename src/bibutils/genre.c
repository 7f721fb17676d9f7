/* Genres to types. */
#include "config.h"

#include "bibutils/genre.h"

#include "util/data.h"

static const char *const levels[] = { "main", "host" };

gboolean
ib_genres_add(IbGenres *genres, guint level, const char *genre)
{
  const IbTable *table = ib_table("mods-genres.tsv");
  for (guint i = 0; i < table->n_rows; i++) {
    char **row = table->rows[i];
    if (!row[1] || !row[2] || !g_str_equal(row[0], levels[level != 0]) || g_ascii_strcasecmp(row[1], genre))
      continue;
    guint *best = &genres->row[level != 0];
    *best = *best ? MIN(*best, i + 1) : i + 1;
    return TRUE;
  }
  return FALSE;
}

static IbidType
type_of(guint row)
{
  return row ? ibid_type_from_name(ib_table("mods-genres.tsv")->rows[row - 1][2]) : IBID_TYPE_DOCUMENT;
}

/* A "book" or "article" in a host is what the host makes it: a chapter of a book, a paper of a
 * conference, a magazine's article. */
IbidType
ib_genres_type(const IbGenres *genres, gboolean has_host)
{
  IbidType type = type_of(genres->row[0]), host = has_host ? type_of(genres->row[1]) : IBID_TYPE_DOCUMENT;
  gboolean vague = type == IBID_TYPE_DOCUMENT || type == IBID_TYPE_ARTICLE_JOURNAL ||
                   (type == IBID_TYPE_BOOK && host == IBID_TYPE_PAPER_CONFERENCE);
  return vague && host != IBID_TYPE_DOCUMENT ? host : type;
}
