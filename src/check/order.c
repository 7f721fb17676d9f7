/* list.order: an entry of an alphabetical list in the wrong place.
 *
 * Filing rules differ: letter by letter or word by word, articles and particles kept or
 * dropped.  A pair is wrong only when it is wrong under all of them, and it is the surnames
 * (or bodies, or titles) alone that are compared: within one author every order is some
 * style's. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "check/same.h"
#include "util/text.h"

#define FILINGS 5

typedef struct {
  guint record;
  char *keys[FILINGS];
} Filed;

static void
filed_clear(gpointer data)
{
  for (guint k = 0; k < FILINGS; k++)
    g_free(((Filed *)data)->keys[k]);
}

static char *
without_blanks(const char *folded)
{
  char *joined = g_strdup(folded), *to = joined;
  for (const char *p = folded; *p; p++)
    if (*p != ' ')
      *to++ = *p;
  *to = '\0';
  return joined;
}

/* "the moscow times" -> "moscow times", "van gogh" -> "gogh". */
static const char *
without_article(const char *folded)
{
  static const char *const articles[] = { "the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ", "les ", "el ", "il ",
                                          "van der ", "van den ", "van de ", "van ", "von der ", "von ", "zu ", "de la ",
                                          "de ", "del ", "della ", "di ", "da ", "dos ", "du ", "al ", "el " };
  for (guint i = 0; i < G_N_ELEMENTS(articles); i++)
    if (g_str_has_prefix(folded, articles[i]))
      return folded + strlen(articles[i]);
  return folded;
}

/* What a printed reference begins with, to its first mark: a parser may take "Gramm-Leach-Bliley
 * Act" apart, the eye does not. */
static char *
printed_heading(const IbidRecord *rec)
{
  const char *printed = ibid_record_printed(rec);
  gsize len = strcspn(printed, ",.:;([");
  return len && len < 300 ? ib_text_fold(printed, len) : NULL;
}

/* How REC is filed; NULL when that cannot be told. */
static char *
heading(const IbidRecord *rec)
{
  static const IbidVar roles[] = { IBID_VAR_AUTHOR, IBID_VAR_EDITOR };
  if (ibid_record_n_repairs(rec) == 0 && ib_check_is_plain(rec))
    return printed_heading(rec);
  for (guint r = 0; r < G_N_ELEMENTS(roles); r++) {
    if (!ibid_record_n_names(rec, roles[r]))
      continue;
    const IbidName *name = ibid_record_name(rec, roles[r], 0);
    const char *surname = ib_check_surname(name);
    g_autofree char *whole = name->non_dropping_particle ? g_strconcat(name->non_dropping_particle, " ", surname, NULL)
                                                         : g_strdup(surname);
    return whole ? ib_text_fold(whole, -1) : NULL;
  }
  return ibid_record_has(rec, IBID_VAR_TITLE) ? ib_check_folded(rec, IBID_VAR_TITLE) : NULL;
}

/* "McCarthy" is filed as "MacCarthy" by some. */
static char *
as_mac(const char *folded)
{
  return g_str_has_prefix(folded, "mc") ? g_strconcat("mac", folded + 2, NULL) : g_strdup(folded);
}

/* Only Latin letters are filed alike everywhere. */
static gboolean
is_fileable(const char *heading_text)
{
  for (const char *p = heading_text; *p; p++)
    if ((guchar)*p >= 0x80)
      return FALSE;
  return g_ascii_isalpha(*heading_text);
}

static GArray *
file_all(IbCheck *check)
{
  GArray *filed = g_array_new(FALSE, FALSE, sizeof(Filed));
  g_array_set_clear_func(filed, filed_clear);
  for (guint i = 0; i < check->records->len; i++) {
    g_autofree char *text = heading(check->records->pdata[i]);
    if (!text || !is_fileable(text))
      continue;
    Filed entry = { i, { g_strdup(text), without_blanks(text), g_strdup(without_article(text)),
                         without_blanks(without_article(text)), as_mac(text) } };
    g_array_append_val(filed, entry);
  }
  return filed;
}

/* May A stand before B, under any filing of either? */
static gboolean
in_order(const Filed *a, const Filed *b)
{
  for (guint k = 0; k < FILINGS; k++)
    for (guint m = 0; m < FILINGS; m++)
      if (strcmp(a->keys[k], b->keys[m]) <= 0)
        return TRUE;
  return FALSE;
}

/* The neighbours tell which of a wrong pair stands wrong: the one without which the rest is
 * in order. */
static guint
culprit(const GArray *filed, guint k)
{
  const Filed *all = (const Filed *)filed->data;
  gboolean without_second = k + 2 >= filed->len || in_order(&all[k], &all[k + 2]);
  gboolean without_first = k == 0 || in_order(&all[k - 1], &all[k + 1]);
  return without_first && !without_second ? k : k + 1;
}

static void
report(IbCheck *check, const GArray *filed, guint k, guint other)
{
  const Filed *all = (const Filed *)filed->data;
  IbidFinding *f = ib_check_add(check, "list.order", IBID_SEVERITY_WARNING, all[k].record, IBID_VAR_NONE);
  ibid_finding_set_message(f, "“%s” stands %s “%s” in an alphabetical list", all[k].keys[0], k < other ? "before" : "after",
                           all[other].keys[0]);
  ibid_finding_add_fact(f, "filed as", all[k].keys[0]);
  ibid_finding_add_fact(f, "neighbour", all[other].keys[0]);
}

void
ib_order_check(IbCheck *check, gboolean numbered)
{
  g_autoptr(GArray) filed = file_all(check);
  const Filed *all = (const Filed *)filed->data;
  guint wrong = 0, rising = 0;

  if (numbered || filed->len < 5 || filed->len * 10 < check->records->len * 8)
    return;
  for (guint k = 0; k + 1 < filed->len; k++) {
    wrong += !in_order(&all[k], &all[k + 1]);
    rising += strcmp(all[k].keys[0], all[k + 1].keys[0]) < 0;
  }
  /* A list in order has almost no wrong pair; one in no order has half of them wrong. */
  if (wrong * 10 > filed->len || rising * 2 < filed->len - 1)
    return;
  for (guint k = 0; k + 1 < filed->len; k++) {
    if (in_order(&all[k], &all[k + 1]))
      continue;
    guint bad = culprit(filed, k);
    report(check, filed, bad, bad == k ? k + 1 : k);
  }
}
