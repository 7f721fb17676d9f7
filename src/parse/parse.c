/* The parser: one reference as text becomes a record. */
#include "config.h"

#include "parse/parse.h"

#include <string.h>

#include "parse/clean.h"
#include "parse/habits.h"
#include "parse/normalise.h"
#include "parse/tagger.h"

/* Beyond this a "reference" is something else: the rest goes to the note untagged. */
#define MAX_REFERENCE (64 * 1024)

struct IbParser {
  IbTagger *tagger;
  IbClean clean;     /* reused from reference to reference */
  IbTagging tagging; /* ditto */
};

IbParser *
ib_parser_open(const char *model_path, GError **error)
{
  IbTagger *tagger = ib_tagger_open(model_path, error);
  if (!tagger)
    return NULL;
  IbParser *parser = g_new0(IbParser, 1);
  parser->tagger = tagger;
  return parser;
}

void
ib_parser_free(IbParser *parser)
{
  if (!parser)
    return;
  ib_tagger_free(parser->tagger);
  ib_clean_clear(&parser->clean);
  ib_tagging_clear(&parser->tagging);
  g_free(parser);
}

/* Where to cut an overlong text: at most MAX_REFERENCE, not inside a character. */
static gsize
usable(const char *text, gsize len)
{
  if (len <= MAX_REFERENCE)
    return len;
  gsize n = MAX_REFERENCE;
  while (n && ((guchar)text[n] & 0xC0) == 0x80)
    n--;
  return n;
}

static void
keep_rest(IbidRecord *rec, const char *text, gsize from, gsize len)
{
  if (from >= len)
    return;
  g_autofree char *rest = g_utf8_make_valid(text + from, len - from);
  ibid_record_add_text(rec, IBID_VAR_NOTE, rest, " ");
  ibid_record_set_confidence(rec, IBID_VAR_NOTE, 0.1);
}

static IbidRecord *
parse(IbParser *parser, const char *text, gsize len, const IbEntry *marker)
{
  IbidRecord *rec = ibid_record_new(IBID_TYPE_DOCUMENT);
  gsize n = usable(text, len);

  g_autofree char *printed = g_utf8_make_valid(text, len);
  ibid_record_set_printed(rec, printed);
  parser->tagging.confidence = 0;
  ib_clean(text, n, &parser->clean);
  if (parser->clean.text->len) {
    ib_tagger_tag(parser->tagger, parser->clean.text->str, parser->clean.text->len, &parser->tagging);
    if (marker->body)
      ib_mend_marker(&parser->clean, &parser->tagging, marker->label, marker->label_end, marker->body);
    ib_normalise(rec, text, &parser->clean, &parser->tagging, FALSE);
  }
  keep_rest(rec, text, n, len);
  return rec;
}

static const IbEntry no_marker;

IbidRecord *
ib_parse_reference(IbParser *parser, const char *text, gsize len)
{
  return parse(parser, text, len, &no_marker);
}

IbidRecord *
ib_parse_entry(IbParser *parser, const char *text, const IbSplit *split, guint i)
{
  const IbEntry *entry = &g_array_index(split->entries, IbEntry, i);
  gsize len = entry->end - entry->start;
  if (!entry->n_holes)
    return parse(parser, text + entry->start, len, entry);
  g_autofree char *filled = g_malloc(len + 1);
  memcpy(filled, text + entry->start, len);
  for (guint k = 0; k < entry->n_holes; k++) {
    const IbHole *hole = &g_array_index(split->holes, IbHole, entry->hole + k);
    memset(filled + (hole->start - entry->start), ' ', hole->end - hole->start);
  }
  return parse(parser, filled, len, entry);
}

static void
look_again(IbParser *parser, const char *text, const IbSplit *split, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++) {
    if (ibid_record_confidence(records->pdata[i], IBID_VAR_NONE) >= IB_HABITS_UNSURE)
      continue;
    ibid_record_free(records->pdata[i]);
    records->pdata[i] = ib_parse_entry(parser, text, split, i);
  }
}

GPtrArray *
ib_parse_list(IbParser *parser, const char *text, const IbSplit *split)
{
  GPtrArray *records = g_ptr_array_new();
  g_autofree IbHabits *habits = g_new0(IbHabits, 1);
  guint n_sure = 0;
  for (guint i = 0; i < split->entries->len; i++) {
    g_ptr_array_add(records, ib_parse_entry(parser, text, split, i));
    if (parser->tagging.confidence < IB_HABITS_SURE)
      continue;
    ib_tagger_count(parser->tagger, habits);
    n_sure++;
  }
  if (n_sure < IB_HABITS_LEAST || n_sure == records->len)
    return records;
  ib_tagger_lean(parser->tagger, habits);
  look_again(parser, text, split, records);
  ib_tagger_lean(parser->tagger, NULL);
  return records;
}

IbidRecord *
ib_parse_labelled(const char *text, gsize len, const GArray *spans)
{
  IbidRecord *rec = ibid_record_new(IBID_TYPE_DOCUMENT);
  IbClean clean = { 0 };
  IbTagging tagging = { g_array_new(FALSE, FALSE, sizeof(IbTagSpan)), 1 };
  g_autofree char *printed = g_utf8_make_valid(text, len);

  ibid_record_set_printed(rec, printed);
  ib_clean(text, len, &clean);
  for (guint i = 0; i < spans->len; i++) {
    IbTagSpan span = g_array_index(spans, IbTagSpan, i);
    span.start = ib_clean_from_source(&clean, span.start);
    span.end = ib_clean_from_source(&clean, span.end);
    if (span.start < span.end)
      g_array_append_val(tagging.spans, span);
  }
  ib_normalise(rec, text, &clean, &tagging, TRUE);
  g_array_unref(tagging.spans);
  ib_clean_clear(&clean);
  return rec;
}
