/* From labelled spans to the fields of a record: one setter a label. */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

#include "parse/dates.h"
#include "parse/names.h"
#include "record/date.h"

/* Names and text. */

static void
take_names(IbNormal *n, IbidVar var, const char *s, gsize len)
{
  ib_names_add(n->rec, var, s, len);
}

void
ib_add_note(IbNormal *n, const char *s, gsize len, float confidence)
{
  if (!len)
    return;
  if (!n->note) {
    n->note = g_string_new(NULL);
    n->note_confidence = confidence;
    if (s >= n->s && s + len <= n->s + n->len) {
      n->note_start = s - n->s;
      n->note_end = n->note_start + len;
    }
  }
  if (n->note->len)
    g_string_append(n->note, "; ");
  g_string_append_len(n->note, s, len);
  n->note_confidence = MIN(n->note_confidence, confidence);
}

static void
finish_note(IbNormal *n)
{
  if (!n->note)
    return;
  ibid_record_take_text(n->rec, IBID_VAR_NOTE, g_string_free(g_steal_pointer(&n->note), FALSE));
  ibid_record_set_confidence(n->rec, IBID_VAR_NOTE, n->note_confidence);
  if (n->note_end && ibid_record_has(n->rec, IBID_VAR_NOTE))
    ibid_record_set_span(n->rec, IBID_VAR_NOTE, ib_clean_source(n->clean, n->note_start),
                         ib_clean_source_end(n->clean, n->note_end));
}

static void
add_value(IbNormal *n, IbidVar var, const char *s, gsize start, gsize end, const char *sep)
{
  if (start >= end)
    return;
  if (var == IBID_VAR_NOTE) {
    ib_add_note(n, s + start, end - start, 0.6f);
    return;
  }
  char *value = g_strndup(s + start, end - start);
  if (ibid_record_text(n->rec, var)) {
    ibid_record_add_text(n->rec, var, value, sep);
    g_free(value);
  } else {
    ibid_record_take_text(n->rec, var, value);
  }
}

static void
take_title(IbNormal *n, IbidVar var, const char *s, gsize len)
{
  gsize start = 0, end = len;
  ib_trim_value(s, &start, &end);
  ib_trim_quotes(s, &start, &end);
  ib_trim_stop(s, &start, &end);
  add_value(n, var, s, start, end, ". ");
}

/* Words cut short by full stops, the last one too: "Phys. Rev", "Commun. Math. Phys". */
static gboolean
is_abbreviated(const char *s, gsize start, gsize end)
{
  gsize stop = end, word = end;
  while (word > start && g_ascii_isalpha(s[word - 1]))
    word--;
  while (stop > start && s[stop - 1] != '.')
    stop--;
  if (end - word < 1 || end - word > 5 || stop == start || end - start > 60 || word == start)
    return FALSE;
  if (s[word - 1] != ' ' && !g_ascii_isupper(s[word]))
    return FALSE; /* "IEEE.org" */
  gsize before = stop - 1; /* the word that the last full stop cut */
  while (before > start && g_ascii_isalpha(s[before - 1]))
    before--;
  return stop - 1 - before <= 6 && stop - 1 > before;
}

/* "In: Weidenfeld" keeps no "In:". */
static void
take_container(IbNormal *n, IbidVar var, const char *s, gsize len)
{
  static const char *const words[] = { "In: ", "in: ", "In ", "in ", "In:", "Dans " };
  gsize start = 0, end = len;
  ib_trim_value(s, &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize m = strlen(words[i]);
    if (end - start > m + 2 && memcmp(s + start, words[i], m) == 0) {
      start += m;
      break;
    }
  }
  ib_trim_value(s, &start, &end);
  ib_trim_quotes(s, &start, &end);
  if (end == len && s + len < n->s + n->len && s[len] == '.' && is_abbreviated(s, start, end))
    end++; /* "Phys. Rev" before a full stop is "Phys. Rev." */
  if (!ibid_record_text(n->rec, var))
    add_value(n, var, s, start, end, ". ");
  else if (!ibid_record_text(n->rec, IBID_VAR_COLLECTION_TITLE))
    add_value(n, IBID_VAR_COLLECTION_TITLE, s, start, end, ". ");
  else
    add_value(n, IBID_VAR_NOTE, s, start, end, "; ");
}

static void
take_text(IbNormal *n, IbidVar var, const char *s, gsize len)
{
  gsize start = 0, end = len;
  ib_trim_value(s, &start, &end);
  ib_trim_quotes(s, &start, &end);
  add_value(n, var, s, start, end, "; ");
}

static void
take_genre(IbNormal *n, IbidVar var, const char *s, gsize len)
{
  IbidType type = ib_genre_type(s, len);
  if (ib_is_furniture(s, len))
    return;
  if (type != IBID_TYPE_DOCUMENT)
    n->hinted = type;
  gboolean short_genre = (type == IBID_TYPE_THESIS || type == IBID_TYPE_REPORT) && len < 60;
  if (short_genre && !ibid_record_has(n->rec, IBID_VAR_GENRE))
    var = IBID_VAR_GENRE;
  take_text(n, var, s, len);
}

static void
take_citation_number(IbNormal *n, IbidVar var, const char *s, gsize len)
{
  gsize start = 0, end = len;
  while (start < end && strchr(" ([.", s[start]))
    start++;
  while (end > start && strchr(" )].:", s[end - 1]))
    end--;
  /* "¹²", "１２": as others write them. */
  g_autofree char *plain = g_utf8_normalize(s + start, end - start, G_NORMALIZE_NFKC);
  if (plain && strlen(plain) != end - start)
    ibid_record_set_text(n->rec, var, plain);
  else
    add_value(n, var, s, start, end, ", ");
}

/* Dates. */

/* A second date that says the same more exactly, is that of the original, or is a note. */
static void
take_second_date(IbNormal *n, const IbidDate *old, IbDateReading *reading, const char *s, gsize len)
{
  const IbidDate *date = &reading->date;
  gboolean same_year = old->from.year && old->from.year == date->from.year;
  if (same_year && !old->from.month && date->from.month) {
    ibid_record_set_date(n->rec, IBID_VAR_ISSUED, date);
  } else if (!same_year && date->from.year && old->from.year > date->from.year && !date->from.month &&
             !ibid_record_has(n->rec, IBID_VAR_ORIGINAL_DATE)) {
    ibid_record_set_date(n->rec, IBID_VAR_ORIGINAL_DATE, date);
  } else if (!same_year || date->from.month) {
    add_value(n, IBID_VAR_NOTE, s, 0, len, "; ");
  }
}

static void
take_date(IbNormal *n, IbidVar var, const char *s, gsize len)
{
  IbDateReading reading;
  const IbidDate *old = ibid_record_date(n->rec, var);

  if (!ib_date_read(s, len, IB_ORDER_UNKNOWN, &reading)) {
    add_value(n, IBID_VAR_NOTE, s, 0, len, "; ");
    return;
  }
  /* "(2003b)": a letter right behind the span, and nothing of a word behind it. */
  if (!reading.suffix && g_ascii_islower(s[len]) && len && g_ascii_isdigit(s[len - 1]) && !g_ascii_isalnum(s[len + 1]))
    reading.suffix = s[len];
  if (old) {
    take_second_date(n, old, &reading, s, len);
  } else {
    ibid_record_set_date(n->rec, var, &reading.date);
    if (reading.suffix)
      ibid_record_take_text(n->rec, IBID_VAR_YEAR_SUFFIX, g_strndup(&reading.suffix, 1));
    if (reading.original.year) {
      IbidDate original = { .from = reading.original };
      ibid_record_set_date(n->rec, IBID_VAR_ORIGINAL_DATE, &original);
    }
  }
  ibid_date_clear(&reading.date);
}

/* The date inside of "Accessed on: 16/7/2020", also where the phrase is not known. */
static void
take_accessed(IbNormal *n, IbidVar var, const char *s, gsize len)
{
  IbDateReading reading;
  gsize extent = 0, i = 0;
  for (; i < len && !extent; i += g_utf8_skip[(guchar)s[i]])
    if (i == 0 || strchr(" ([:,", s[i - 1]))
      if ((extent = ib_date_extent(s + i, len - i)))
        break;
  const char *from = extent ? s + i : s;
  if (!ib_date_read(from, extent ? extent : len, IB_ORDER_UNKNOWN, &reading)) {
    if (!ib_is_furniture(s, len)) /* "г." */
      add_value(n, IBID_VAR_NOTE, s, 0, len, "; ");
    return;
  }
  const IbidDate *old = ibid_record_date(n->rec, var);
  if (!old || ib_date_part_compare(&old->from, &reading.date.from) < 0)
    ibid_record_set_date(n->rec, var, &reading.date);
  ibid_date_clear(&reading.date);
}

/* Numbers and identifiers have their own files. */

#define TAKER(name, function)                                                                       \
  static void name(IbNormal *n, IbidVar var, const char *s, gsize len)                              \
  {                                                                                                 \
    function(n, s, len);                                                                            \
  }
TAKER(take_volume, ib_take_volume)
TAKER(take_issue, ib_take_issue)
TAKER(take_pages, ib_take_pages)
TAKER(take_edition, ib_take_edition)
TAKER(take_url, ib_take_url)
TAKER(take_doi, ib_take_doi)
TAKER(take_isbn, ib_take_isbn)
TAKER(take_eprint, ib_take_eprint)

/* What each label becomes; the variable also says whose place and confidence the span is. */
static const struct {
  void (*take)(IbNormal *n, IbidVar var, const char *s, gsize len);
  IbidVar var;
} takers[IB_N_LABELS] = {
  [IB_LABEL_AUTHOR] = { take_names, IBID_VAR_AUTHOR },
  [IB_LABEL_EDITOR] = { take_names, IBID_VAR_EDITOR },
  [IB_LABEL_TRANSLATOR] = { take_names, IBID_VAR_TRANSLATOR },
  [IB_LABEL_DATE] = { take_date, IBID_VAR_ISSUED },
  [IB_LABEL_TITLE] = { take_title, IBID_VAR_TITLE },
  [IB_LABEL_CONTAINER] = { take_container, IBID_VAR_CONTAINER_TITLE },
  [IB_LABEL_COLLECTION] = { take_text, IBID_VAR_COLLECTION_TITLE },
  [IB_LABEL_VOLUME] = { take_volume, IBID_VAR_VOLUME },
  [IB_LABEL_ISSUE] = { take_issue, IBID_VAR_ISSUE },
  [IB_LABEL_PAGES] = { take_pages, IBID_VAR_PAGE },
  [IB_LABEL_PUBLISHER] = { take_text, IBID_VAR_PUBLISHER },
  [IB_LABEL_LOCATION] = { take_text, IBID_VAR_PUBLISHER_PLACE },
  [IB_LABEL_EDITION] = { take_edition, IBID_VAR_EDITION },
  [IB_LABEL_URL] = { take_url, IBID_VAR_URL },
  [IB_LABEL_DOI] = { take_doi, IBID_VAR_DOI },
  [IB_LABEL_ISBN] = { take_isbn, IBID_VAR_ISBN },
  [IB_LABEL_ACCESSED] = { take_accessed, IBID_VAR_ACCESSED },
  [IB_LABEL_NOTE] = { take_genre, IBID_VAR_NOTE },
  [IB_LABEL_GENRE] = { take_genre, IBID_VAR_GENRE },
  [IB_LABEL_CITATION_NUMBER] = { take_citation_number, IBID_VAR_CITATION_NUMBER },
  [IB_LABEL_EPRINT] = { take_eprint, IBID_VAR_NONE },
  [IB_LABEL_OTHER] = { take_text, IBID_VAR_NOTE },
};

/* "…, Jaffe PE" with ", et al." behind it: the others belong to the names. */
static void
take_others(IbNormal *n, const IbTagSpan *span)
{
  IbidVar var = takers[span->label].var;
  gsize i = span->end;
  if (ibid_var_kind(var) != IBID_KIND_NAMES || !ibid_record_n_names(n->rec, var))
    return;
  while (i < n->len && strchr(" ,;.&", n->s[i]))
    i++;
  guint last = ibid_record_n_names(n->rec, var) - 1;
  if (!ib_names_is_others(n->s + i, n->len - i) || ibid_name_is_others(ibid_record_name(n->rec, var, last)))
    return;
  IbidName others = { .literal = g_strdup("others") };
  ibid_record_take_name(n->rec, var, &others);
}

/* Where the value really went: a span may become another variable than its label's. */
static IbidVar
landed(const IbNormal *n, IbLabel label, IbidVar var)
{
  static const IbidVar instead[][2] = { { IBID_VAR_URL, IBID_VAR_DOI },
                                        { IBID_VAR_ISBN, IBID_VAR_ISSN },
                                        { IBID_VAR_PAGE, IBID_VAR_NUMBER_OF_PAGES } };
  static const IbidVar eprints[] = { IBID_VAR_PMID, IBID_VAR_PMCID, IBID_VAR_ISSN };
  for (guint i = 0; label == IB_LABEL_EPRINT && i < G_N_ELEMENTS(eprints); i++)
    if (ibid_record_has(n->rec, eprints[i]) && !ibid_record_span(n->rec, eprints[i]).end)
      return eprints[i];
  if (label == IB_LABEL_EPRINT || var == IBID_VAR_NOTE)
    return IBID_VAR_NONE; /* the note knows its place */
  for (guint i = 0; i < G_N_ELEMENTS(instead) && !ibid_record_has(n->rec, var); i++)
    if (instead[i][0] == var)
      var = instead[i][1];
  return ibid_record_has(n->rec, var) ? var : IBID_VAR_NONE;
}

static void
place(IbNormal *n, const IbTagSpan *span)
{
  IbidVar var = landed(n, span->label, takers[span->label].var);
  if (var == IBID_VAR_NONE)
    return;
  IbidSpan old = ibid_record_span(n->rec, var);
  if (old.end) { /* the first place counts, the least sure one too */
    ibid_record_set_confidence(n->rec, var, MIN(ibid_record_confidence(n->rec, var), span->confidence));
    return;
  }
  ibid_record_set_span(n->rec, var, ib_clean_source(n->clean, span->start),
                       ib_clean_source_end(n->clean, span->end));
  ibid_record_set_confidence(n->rec, var, span->confidence);
}

/* The variable in whose place something was mended. */
static IbidVar
repaired_var(const IbNormal *n, const IbCleanRepair *r)
{
  for (guint i = 0; i < n->spans->len; i++) {
    const IbTagSpan *span = &g_array_index(n->spans, IbTagSpan, i);
    if (span->label != IB_LABEL_NONE && span->start < r->end && r->start < span->end)
      return landed(n, span->label, takers[span->label].var);
  }
  return IBID_VAR_NONE;
}

/* The list's punctuation behind a mended word ("Kłysinski,") is no part of the repair. */
static gsize
common_tail(const char *old, gsize old_len, const char *new, gsize new_len)
{
  gsize tail = 0;
  while (tail + 1 < old_len && tail + 1 < new_len && old[old_len - 1 - tail] == new[new_len - 1 - tail] &&
         strchr(",.;:", old[old_len - 1 - tail]))
    tail++;
  return tail;
}

static void
take_repairs(IbNormal *n, const char *source)
{
  for (guint i = 0; i < n->clean->repairs->len; i++) {
    const IbCleanRepair *r = &g_array_index(n->clean->repairs, IbCleanRepair, i);
    gsize tail = common_tail(source + r->source_start, r->source_end - r->source_start, n->s + r->start, r->end - r->start);
    g_autofree char *old = g_strndup(source + r->source_start, r->source_end - r->source_start - tail);
    g_autofree char *new = g_strndup(n->s + r->start, r->end - r->start - tail);
    IbidRepair repair = { r->rule, repaired_var(n, r), { r->source_start, r->source_end - tail }, old, new, TRUE };
    ibid_record_add_repair(n->rec, &repair);
  }
}

static void
take_language(IbNormal *n, const char *code, gsize start, gsize end)
{
  if (!code)
    return;
  ibid_record_set_text(n->rec, IBID_VAR_LANGUAGE, code);
  ibid_record_set_span(n->rec, IBID_VAR_LANGUAGE, ib_clean_source(n->clean, start),
                       ib_clean_source_end(n->clean, end));
}

/* A blank that only the tagger saw through: "www.business day.co.za". */
static void
repair_url(IbNormal *n, const char *source)
{
  const char *url = ibid_record_text(n->rec, IBID_VAR_URL);
  IbidSpan span = ibid_record_span(n->rec, IBID_VAR_URL);
  for (guint i = 0; i < ibid_record_n_repairs(n->rec); i++)
    if (ibid_record_repair(n->rec, i)->var == IBID_VAR_URL)
      return;
  if (!url || !span.end || !memchr(source + span.start, ' ', span.end - span.start))
    return;
  g_autofree char *old = g_strndup(source + span.start, span.end - span.start);
  IbidRepair repair = { "url.whitespace", IBID_VAR_URL, span, old, (char *)url, TRUE };
  ibid_record_add_repair(n->rec, &repair);
}

/* How many spans of one label a field may be made of. */
#define MAX_SPANS 64

static void
take_labels(IbNormal *n, const GArray *spans)
{
  for (guint i = 0; i < spans->len; i++) {
    const IbTagSpan *span = &g_array_index(spans, IbTagSpan, i);
    if (span->label != IB_LABEL_NONE && span->label < IB_N_LABELS && span->end <= n->len)
      ibid_record_add_label(n->rec, ib_label_name(span->label), ib_clean_source(n->clean, span->start),
                            ib_clean_source_end(n->clean, span->end));
  }
}

static void
take_spans(IbNormal *n)
{
  guint counts[IB_N_LABELS] = { 0 };
  for (guint i = 0; i < n->spans->len; i++) {
    const IbTagSpan *span = &g_array_index(n->spans, IbTagSpan, i);
    if (span->label == IB_LABEL_NONE || span->label >= IB_N_LABELS || span->end > n->len)
      continue;
    if (++counts[span->label] > MAX_SPANS) { /* no reference has so many titles */
      ib_add_note(n, n->s + span->start, span->end - span->start, 0.1f);
      continue;
    }
    takers[span->label].take(n, takers[span->label].var, n->s + span->start, span->end - span->start);
    take_others(n, span);
    place(n, span);
  }
}

void
ib_normalise(IbidRecord *rec, const char *source, const IbClean *clean, IbTagging *tagging, gboolean trusted)
{
  IbNormal n = { .rec = rec, .clean = clean, .s = clean->text->str, .len = clean->text->len };
  gsize start = 0, end = 0;

  if (!trusted)
    ib_mend_spans(clean, tagging);
  take_labels(&n, tagging->spans);
  const char *language = ib_mend_language(clean, tagging, &start, &end);
  n.spans = tagging->spans;
  take_spans(&n);
  take_language(&n, language, start, end);
  ib_take_rest(&n);
  finish_note(&n);
  ibid_record_set_type(rec, ib_deduce_type(&n));
  take_repairs(&n, source);
  repair_url(&n, source);
  ibid_record_set_confidence(rec, IBID_VAR_NONE, tagging->confidence);
}
