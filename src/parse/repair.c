/* The rules come from reading references on which the parser and the labels disagreed (doc/decisions/parser.md):
 * footnotes whose title ends with the place, page ranges cut in two, editions labelled as issues.  Only training sees
 * the mended labels; evaluation goes by what the sources say. */
#include "config.h"

#include "parse/repair.h"

#include <string.h>

#define PLACE_SEEN 3 /* as often as that a word must be labelled as a place */

typedef struct {
  const IbLabelled *item;
  GHashTable *places;
  GArray *spans; /* being mended */
} Repair;

static IbLabelSpan *
span_at(const Repair *r, guint i)
{
  return i < r->spans->len ? &g_array_index(r->spans, IbLabelSpan, i) : NULL;
}

static gboolean
annotates(const Repair *r, IbLabel label)
{
  return r->item->known >> label & 1;
}

/* Whether LABEL is one of the source's and stands nowhere. */
static gboolean
misses(const Repair *r, IbLabel label)
{
  for (guint i = 0; i < r->spans->len; i++)
    if (span_at(r, i)->label == label)
      return FALSE;
  return annotates(r, label);
}

/* The bytes [START, END) without blanks and separators around them, in small letters. */
static char *
place_key(const char *text, guint start, guint end)
{
  g_autofree char *raw = g_strndup(text + start, end - start);
  char *key = g_utf8_strdown(raw, -1);
  gsize from = strspn(key, " .,:;()"), to = strlen(key);
  while (to > from && strchr(" .,:;()", key[to - 1]))
    to--;
  memmove(key, key + from, to - from);
  key[to - from] = '\0';
  return key;
}

GHashTable *
ib_repair_places(const IbLabelSet *set)
{
  GHashTable *places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < set->items->len; i++) {
    const IbLabelled *item = set->items->pdata[i];
    for (guint k = 0; k < item->spans->len; k++) {
      const IbLabelSpan *span = &g_array_index(item->spans, IbLabelSpan, k);
      if (span->label != IB_LABEL_LOCATION)
        continue;
      char *key = place_key(item->text, span->start, span->end);
      guint seen = GPOINTER_TO_UINT(g_hash_table_lookup(places, key));
      g_hash_table_replace(places, key, GUINT_TO_POINTER(seen + 1));
    }
  }
  return places;
}

/* Ends the span I before AT, without the separators there, and begins one of LABEL at AT. */
static gboolean
split(Repair *r, guint i, guint at, IbLabel label, guint end)
{
  IbLabelSpan *span = span_at(r, i), tail = { label, at, end };
  guint stop = at;
  while (stop > span->start && strchr(" ,.;(", r->item->text[stop - 1]))
    stop--;
  if (stop == span->start)
    return FALSE;
  span->end = stop;
  if (label)
    g_array_insert_val(r->spans, i + 1, tail);
  return TRUE;
}

/* "Rivers of the north, Venezia", and no place besides. */
static gboolean
part_place(Repair *r, guint i)
{
  const IbLabelSpan span = *span_at(r, i);
  const char *text = r->item->text;
  guint at = span.end;
  while (at > span.start && !strchr(",.(", text[at - 1]))
    at--;
  if (at == span.start || at == span.end || !misses(r, IB_LABEL_LOCATION))
    return FALSE;
  at += (guint)strspn(text + at, " ");
  g_autofree char *key = place_key(text, at, span.end);
  if (GPOINTER_TO_UINT(g_hash_table_lookup(r->places, key)) < PLACE_SEEN || g_str_equal(key, "usa"))
    return FALSE; /* "Proc. Natl. Acad. Sci. USA" */
  return split(r, i, at, IB_LABEL_LOCATION, span.end);
}

/* "Rivers of the north, pp": the mark of the pages that follow. */
static gboolean
cut_page_mark(Repair *r, guint i)
{
  static const char *const marks[] = { " p", " pp", " pag", " pagg", " p.", " pp.", " pag.", " pagg." };
  const IbLabelSpan *span = span_at(r, i);
  const char *text = r->item->text;
  for (guint k = 0; k < G_N_ELEMENTS(marks); k++) {
    guint len = (guint)strlen(marks[k]);
    if (span->end - span->start > len + 2 && memcmp(text + span->end - len, marks[k], len) == 0)
      return split(r, i, span->end - len, IB_LABEL_NONE, 0);
  }
  return FALSE;
}

/* "River Law Review, 1991", and no date besides. */
static gboolean
part_year(Repair *r, guint i)
{
  const IbLabelSpan span = *span_at(r, i);
  const char *text = r->item->text;
  guint end = span.end - (text[span.end - 1] == ')');
  if (end < span.start + 6 || !misses(r, IB_LABEL_DATE) || !strchr(" ,(", text[end - 5]))
    return FALSE;
  g_autofree char *year = g_strndup(text + end - 4, 4);
  if (strspn(year, "0123456789") != 4 || strcmp(year, "1500") < 0 || strcmp(year, "2100") >= 0)
    return FALSE;
  return split(r, i, end - 4, IB_LABEL_DATE, end);
}

static gboolean
is_number(const char *text, const IbLabelSpan *span)
{
  for (guint i = span->start; i < span->end; i++)
    if (!g_ascii_isdigit(text[i]))
      return FALSE;
  return TRUE;
}

/* The end of blanks and dashes from AT on; AT when there is no dash. */
static guint
after_dash(const char *text, guint at)
{
  static const char *const dashes[] = { "-", "–", "—", "−" };
  guint end = at + (guint)strspn(text + at, " ");
  for (guint i = 0; i < G_N_ELEMENTS(dashes); i++)
    if (g_str_has_prefix(text + end, dashes[i])) {
      end += (guint)strlen(dashes[i]);
      return end + (guint)strspn(text + end, " -");
    }
  return at;
}

/* "970" of "970–974", or "7" and "19" of "7–19". */
static gboolean
join_pages(Repair *r, guint i)
{
  IbLabelSpan *span = span_at(r, i);
  const IbLabelSpan *next = span_at(r, i + 1);
  const char *text = r->item->text;
  guint from = after_dash(text, span->end);
  guint to = from + (guint)strspn(text + from, "0123456789");
  if (!g_ascii_isdigit(text[span->end - 1]) || from == span->end || to == from)
    return FALSE;
  if (next && next->start < to && next->label != IB_LABEL_PAGES)
    return FALSE;
  span->end = next && next->start < to ? MAX(next->end, to) : to;
  if (next && next->start < to)
    g_array_remove_index(r->spans, i + 1);
  return TRUE;
}

/* "38" as the volume and "61" as the pages, of "S. 38–61". */
static gboolean
join_first_page(Repair *r, guint i)
{
  IbLabelSpan *span = span_at(r, i);
  const IbLabelSpan *next = span_at(r, i + 1);
  if (!next || next->label != IB_LABEL_PAGES || !is_number(r->item->text, span) ||
      after_dash(r->item->text, span->end) != next->start || next->start == span->end)
    return FALSE;
  *span = (IbLabelSpan){ IB_LABEL_PAGES, span->start, next->end };
  g_array_remove_index(r->spans, i + 1);
  return TRUE;
}

/* "2., rev. Aufl.", where the source knows no editions. */
static gboolean
drop_edition(Repair *r, guint i)
{
  static const char *const words[] = { "Aufl", "Auflage", "edition", "edn", "ed" };
  const char *p = r->item->text + span_at(r, i)->end;
  if (annotates(r, IB_LABEL_EDITION))
    return FALSE;
  for (guint turn = 0; turn < 2; turn++) { /* one word may stand between */
    p += strspn(p, "., ");
    gsize len = strcspn(p, "., )");
    for (guint k = 0; k < G_N_ELEMENTS(words); k++)
      if (len == strlen(words[k]) && memcmp(p, words[k], len) == 0)
        return g_array_remove_index(r->spans, i), TRUE;
    p += len;
  }
  return FALSE;
}

/* "..., a cura di A. Collina": the title ends with "a" and the author is "cura di A. Collina". */
static gboolean
drop_editing(Repair *r, guint i)
{
  const char *text = r->item->text, *p = text + span_at(r, i)->start;
  if (!i || !(g_str_has_prefix(p, "cura ") || g_str_has_prefix(p, "c. di ")))
    return FALSE;
  const IbLabelSpan *before = span_at(r, i - 1);
  if (before->end > before->start + 2 && memcmp(text + before->end - 2, " a", 2) == 0)
    split(r, i - 1, before->end - 1, IB_LABEL_NONE, 0);
  g_array_remove_index(r->spans, i);
  return TRUE;
}

static const struct {
  IbLabel label;
  gboolean (*mend)(Repair *, guint);
} rules[] = {
  { IB_LABEL_TITLE, part_place },      { IB_LABEL_TITLE, cut_page_mark }, { IB_LABEL_CONTAINER, cut_page_mark },
  { IB_LABEL_CONTAINER, part_year },   { IB_LABEL_VOLUME, part_year },    { IB_LABEL_PAGES, join_pages },
  { IB_LABEL_VOLUME, drop_edition },   { IB_LABEL_ISSUE, drop_edition },  { IB_LABEL_VOLUME, join_first_page },
  { IB_LABEL_ISSUE, join_first_page }, { IB_LABEL_AUTHOR, drop_editing },
};

static IbLabelled *
copy_with(const IbLabelled *item, GArray *spans)
{
  IbLabelled *copy = g_new0(IbLabelled, 1);
  *copy = *item;
  copy->id = g_strdup(item->id);
  copy->text = g_strdup(item->text);
  copy->families = g_strdupv(item->families);
  copy->spans = g_array_ref(spans);
  return copy;
}

IbLabelled *
ib_repair(const IbLabelled *item, GHashTable *places)
{
  g_autoptr(GArray) spans = g_array_copy(item->spans);
  Repair r = { item, places, spans };
  gboolean mended = FALSE;
  for (guint k = 0; k < G_N_ELEMENTS(rules); k++)
    for (guint i = 0; i < spans->len; i++)
      if (span_at(&r, i)->label == rules[k].label)
        mended |= rules[k].mend(&r, i);
  return mended ? copy_with(item, spans) : NULL;
}
