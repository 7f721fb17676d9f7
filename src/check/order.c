/* list.order: an entry of an alphabetical list in the wrong place.
 *
 * Filing rules differ: letter by letter or word by word, articles and particles kept or
 * dropped, umlauts as one letter or two, Mc as Mac, St as Saint.  A pair is wrong only when it
 * is wrong under all of them.  Among works of one surname the given names decide where they
 * cannot be the same; beyond that every order is some style's. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "check/same.h"
#include "util/text.h"

typedef struct {
  guint record;
  GPtrArray *keys;              /* folded headings, under one filing each; owned */
  const char *printed, *parsed; /* the first of KEYS that were made of each; NULL: none */
  char *given;                  /* folded given names of the first author; may be NULL; owned */
  int year;
} Filed;

static void
filed_clear(gpointer data)
{
  Filed *filed = data;
  g_ptr_array_unref(filed->keys);
  g_free(filed->given);
}

/* Filings. */

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
  static const char *const articles[] = { "the ",     "a ",       "an ",     "der ", "die ",     "das ", "le ",
                                          "la ",      "les ",     "el ",     "il ",  "gli ",     "lo ",  "los ",
                                          "van der ", "van den ", "van de ", "van ", "von der ", "von ", "zu ",
                                          "de la ",   "vom ",     "zum ",    "den ", "de ",      "del ", "della ",
                                          "di ",      "da ",      "dos ",    "du ",  "al ",      "d ",   "l ",
                                          "ter ",     "ten ",     "o ",      "s " };
  for (guint i = 0; i < G_N_ELEMENTS(articles); i++)
    if (g_str_has_prefix(folded, articles[i]) && folded[strlen(articles[i])])
      return folded + strlen(articles[i]);
  return folded;
}

/* "neimeyer r a" -> "neimeyer": initials are no part of the surname. */
static char *
without_initials(const char *folded)
{
  gsize n = strcspn(folded, " ");
  const char *p = folded;
  for (; *p; p += strcspn(p, " "), p += *p == ' ') {
    gsize word = strcspn(p, " ");
    if (word == 1 && p > folded)
      break;
    n = p + word - folded;
  }
  return g_strndup(folded, n);
}

static void
add_key(GPtrArray *keys, char *key)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_str_equal(keys->pdata[i], key)) {
      g_free(key);
      return;
    }
  if (key[0] && key[1]) /* "h", of "H. Fukaya", files nothing */
    g_ptr_array_add(keys, key);
  else
    g_free(key);
}

static void
add_filings(GPtrArray *keys, const char *folded)
{
  g_autofree char *heading = without_initials(folded);
  const char *bare = without_article(heading);
  add_key(keys, g_strdup(heading));
  add_key(keys, without_blanks(heading));
  add_key(keys, g_strdup(bare));
  add_key(keys, without_blanks(bare));
  if (g_str_has_prefix(heading, "mc"))
    add_key(keys, g_strconcat("mac", heading + 2 + (heading[2] == ' '), NULL));
  if (g_str_has_prefix(heading, "st "))
    add_key(keys, g_strconcat("saint ", heading + 3, NULL));
  if (g_str_has_prefix(heading, "saint "))
    add_key(keys, g_strconcat("st ", heading + 6, NULL));
}

/* ä as ae, ø as oe, å as aa or behind z, as in German, Danish and Swedish directories. */
static char *
with_umlauts(const char *text)
{
  static const struct {
    const char *from, *to;
  } letters[] = { { "ä", "ae" }, { "ö", "oe" }, { "ü", "ue" }, { "Ä", "Ae" }, { "Ö", "Oe" }, { "Ü", "Ue" },
                  { "ø", "oe" }, { "Ø", "Oe" }, { "å", "aa" }, { "Å", "Zz" }, { "æ", "ae" }, { "Æ", "Zz" } };
  g_autoptr(GString) out = g_string_new(text);
  for (guint i = 0; i < G_N_ELEMENTS(letters); i++)
    g_string_replace(out, letters[i].from, letters[i].to, 0);
  return ib_text_fold(out->str, -1);
}

static void
add_heading(GPtrArray *keys, const char *text, gssize len)
{
  g_autofree char *heading = g_strndup(text, len < 0 ? strlen(text) : (gsize)len);
  g_autofree char *folded = ib_text_fold(heading, -1), *spelled = with_umlauts(heading);
  add_filings(keys, folded);
  if (!g_str_equal(folded, spelled))
    add_filings(keys, spelled);
}

/* What a printed reference begins with, to its first mark: a parser may take "Gramm-Leach-Bliley
 * Act" apart, the eye does not.  Initials file nothing: "S. Moretti Conti", "G. Dalla Riva". */
static void
add_printed(GPtrArray *keys, const IbidRecord *rec)
{
  static const char initials[] = "^(?:\\p{Lu}\\p{Ll}?\\.[ -]?)+(?=\\p{L})";
  const char *printed = ibid_record_printed(rec);
  gsize start, end;
  printed += strspn(printed, " \t\n*_\"'");
  if (ib_check_match(initials, printed, &start, &end))
    printed += end;
  gsize len = strcspn(printed, ",.:;([");
  if (len && len < 200)
    add_heading(keys, printed, (gssize)len);
}

static void
add_parsed(GPtrArray *keys, const IbidRecord *rec)
{
  static const IbidVar roles[] = { IBID_VAR_AUTHOR, IBID_VAR_EDITOR };
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  for (guint r = 0; r < G_N_ELEMENTS(roles); r++) {
    if (!ibid_record_n_names(rec, roles[r]))
      continue;
    const IbidName *name = ibid_record_name(rec, roles[r], 0);
    const char *surname = ib_check_surname(name);
    if (!surname)
      return;
    add_heading(keys, surname, -1);
    if (name->non_dropping_particle) {
      g_autofree char *whole = g_strconcat(name->non_dropping_particle, " ", surname, NULL);
      add_heading(keys, whole, -1);
    }
    return;
  }
  if (title)
    add_heading(keys, title, -1);
}

static gboolean
has_author(const IbidRecord *rec)
{
  return ibid_record_n_names(rec, IBID_VAR_AUTHOR) || ibid_record_n_names(rec, IBID_VAR_EDITOR);
}

/* "———", "Ders.", "In: …", "AA. VV.": the heading of the entry before is meant, or none. */
static gboolean
has_no_heading(const IbidRecord *rec)
{
  static const char repeated[] =
      "^[\\s\\[(]*(?:[-–—_,.:;]+|(?i:aa\\.? ?vv\\b|ders(?:elbe)?|dies(?:elbe)?|id|idem|ead|eadem|ibid|"
      "ebda?|in|vgl|siehe|cfr?|see)\\b)";
  return ib_check_is_plain(rec) && ib_check_match(repeated, ibid_record_printed(rec), NULL, NULL);
}

/* а to я, which stand in this order in Russian, Bulgarian and others. */
static gboolean
is_cyrillic(gunichar c)
{
  return c >= 0x430 && c <= 0x44F;
}

/* Only Latin letters are filed alike everywhere, and those of Cyrillic that are common to all. */
static gboolean
is_fileable(const GPtrArray *keys)
{
  for (guint i = 0; i < keys->len; i++) {
    const char *key = keys->pdata[i];
    gboolean cyrillic = is_cyrillic(g_utf8_get_char(key));
    if (!cyrillic && !g_ascii_isalpha(*key))
      return FALSE;
    for (const char *p = key; *p; p = g_utf8_next_char(p)) {
      gunichar c = g_utf8_get_char(p);
      if (cyrillic ? !is_cyrillic(c) && c != ' ' : c >= 0x80)
        return FALSE;
    }
  }
  return keys->len > 0;
}

/* "KÅ‚ysinski" is filed as Kłysinski. */
static gboolean
is_name_repaired(const IbidRecord *rec)
{
  for (guint k = 0; k < ibid_record_n_repairs(rec); k++)
    if (ibid_record_repair(rec, k)->span.start < 20)
      return TRUE;
  return FALSE;
}

/* Where nearly all entries stand under their authors, one without may belong to the author before,
 * whose name was lost. */
static gboolean
is_authored(IbCheck *check)
{
  guint n = 0;
  for (guint i = 0; i < check->records->len; i++)
    n += has_author(check->records->pdata[i]);
  return n * 10 >= check->records->len * 8;
}

static GArray *
file_all(IbCheck *check)
{
  gboolean authored = is_authored(check);
  GArray *filed = g_array_new(FALSE, FALSE, sizeof(Filed));
  g_array_set_clear_func(filed, filed_clear);
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    Filed entry = { i, g_ptr_array_new_with_free_func(g_free), NULL, NULL, NULL, ib_check_year(rec) };
    if (ib_check_is_plain(rec) && !is_name_repaired(rec))
      add_printed(entry.keys, rec);
    entry.printed = entry.keys->len ? entry.keys->pdata[0] : NULL;
    guint n = entry.keys->len;
    add_parsed(entry.keys, rec);
    entry.parsed = entry.keys->len > n ? entry.keys->pdata[n] : entry.printed;
    if (ibid_record_n_names(rec, IBID_VAR_AUTHOR) && ibid_record_name(rec, IBID_VAR_AUTHOR, 0)->given)
      entry.given = ib_text_fold(ibid_record_name(rec, IBID_VAR_AUTHOR, 0)->given, -1);
    if (is_fileable(entry.keys) && !has_no_heading(rec) && !(authored && !has_author(rec)))
      g_array_append_val(filed, entry);
    else
      filed_clear(&entry);
  }
  return filed;
}

/* Comparing. */

/* One surname: "smith" before "smith b" and "smith john" before "smith j" are fine, "smith b"
 * before "smith a" is not, unless the years go up. */
static gboolean
given_in_order(const Filed *a, const Filed *b)
{
  if (!a->given || !b->given || !*a->given || !*b->given || *a->given == *b->given || !a->year || !b->year)
    return TRUE;
  return strcmp(a->given, b->given) < 0 || a->year <= b->year;
}

/* "jerez" and "jerez mir" may stand in either order. */
static gboolean
begins_with(const char *longer, const char *shorter)
{
  gsize n = strlen(shorter);
  return g_str_has_prefix(longer, shorter) && longer[n] == ' ';
}

/* May A stand before B, under any filing of either? */
static gboolean
in_order(const Filed *a, const Filed *b)
{
  for (guint k = 0; k < a->keys->len; k++)
    for (guint m = 0; m < b->keys->len; m++) {
      const char *x = a->keys->pdata[k], *y = b->keys->pdata[m];
      int order = strcmp(x, y);
      if (order == 0)
        return given_in_order(a, b);
      if (order < 0 || begins_with(x, y))
        return TRUE;
    }
  return FALSE;
}

/* Which of a wrong pair stands wrong: the one without which the rest is in order.  G_MAXUINT
 * where neither is: another section of the list begins. */
static guint
culprit(const GArray *filed, guint k)
{
  const Filed *all = (const Filed *)filed->data;
  gboolean without_second = k + 2 >= filed->len || in_order(&all[k], &all[k + 2]);
  gboolean without_first = k == 0 || in_order(&all[k - 1], &all[k + 1]);
  return without_second ? k + 1 : without_first ? k : G_MAXUINT;
}

static void
report(IbCheck *check, const GArray *filed, guint k, guint other)
{
  const Filed *all = (const Filed *)filed->data;
  const char *own = all[k].keys->pdata[0], *neighbour = all[other].keys->pdata[0];
  IbidFinding *f = ib_check_add(check, "list.order", IBID_SEVERITY_WARNING, all[k].record, IBID_VAR_NONE);
  ibid_finding_set_message(f, "“%s” stands %s “%s” in an alphabetical list", own, k < other ? "before" : "after",
                           neighbour);
  ibid_finding_add_fact(f, "filed as", own);
  ibid_finding_add_fact(f, "neighbour", neighbour);
}

/* A list in order has almost no wrong pair, and nearly all pairs go up by what is printed first
 * or by the surnames; one in no order has half of them wrong, one by years more of them than of the years. */
static gboolean
is_alphabetical(const GArray *filed)
{
  const Filed *all = (const Filed *)filed->data;
  guint wrong = 0, printed = 0, parsed = 0, bare = 0, dated = 0, pairs = filed->len - 1;
  for (guint k = 0; k < pairs; k++) {
    wrong += !in_order(&all[k], &all[k + 1]);
    dated += all[k].year && all[k + 1].year && all[k].year <= all[k + 1].year;
    printed += g_strcmp0(all[k].printed, all[k + 1].printed) <= 0;
    parsed += g_strcmp0(all[k].parsed, all[k + 1].parsed) <= 0;
    bare += strcmp(without_article(all[k].keys->pdata[0]), without_article(all[k + 1].keys->pdata[0])) <= 0;
  }
  guint rising = MAX(MAX(printed, parsed), bare);
  return wrong <= 1 + filed->len / 8 && rising * 20 >= pairs * 16 && (dated <= rising || dated * 10 < pairs * 9);
}

/* What was imported later stands behind, wherever it belongs; another script is another part of the
 * list. */
static gboolean
stand_together(const IbCheck *check, const Filed *a, const Filed *b)
{
  const char *x = a->keys->pdata[0], *y = b->keys->pdata[0];
  return ((guchar)*x < 0x80) == ((guchar)*y < 0x80) &&
         !g_strcmp0(ibid_record_source(check->records->pdata[a->record])->file,
                    ibid_record_source(check->records->pdata[b->record])->file);
}

void
ib_order_check(IbCheck *check)
{
  g_autoptr(GArray) filed = file_all(check);
  const Filed *all = (const Filed *)filed->data;
  if (filed->len < 7 || filed->len * 10 < check->records->len * 6 || !is_alphabetical(filed))
    return;
  for (guint k = 0; k + 1 < filed->len; k++) {
    gboolean fine = in_order(&all[k], &all[k + 1]) || !stand_together(check, &all[k], &all[k + 1]);
    guint bad = fine ? G_MAXUINT : culprit(filed, k);
    if (bad != G_MAXUINT)
      report(check, filed, bad, bad == k ? k + 1 : k);
  }
}
