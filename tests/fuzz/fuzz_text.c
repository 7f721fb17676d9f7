/* Any bytes as a document: split, parsed, settled.  Spans must stay inside their reference. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "parse/back_reference.h"
#include "parse/parse.h"
#include "util/data.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static IbParser *
parser(void)
{
  static IbParser *made;
  if (!made) {
    g_autofree char *model = ib_data_path("parser.model");
    made = ib_parser_open(model, NULL);
    g_assert_nonnull(made);
  }
  return made;
}

static void
check_record(const IbidRecord *rec)
{
  const char *printed = ibid_record_printed(rec);
  gsize len = printed ? strlen(printed) : 0;
  for (guint var = 1; var < IBID_N_VARS; var++) {
    IbidSpan span = ibid_record_span(rec, var);
    g_assert_true(span.start <= span.end && span.end <= len);
  }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  IbSplit split;
  /* The input layer gives valid text only; a reference alone may be any bytes. */
  g_autofree char *text = g_utf8_make_valid((const char *)data, size);
  gsize len = strlen(text);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);

  ib_split(text, len, &split);
  for (guint i = 0; i < split.entries->len; i++) {
    const IbEntry *entry = &g_array_index(split.entries, IbEntry, i);
    g_assert_true(entry->start < entry->end && entry->end <= len);
    g_ptr_array_add(records, ib_parse_reference(parser(), text + entry->start, entry->end - entry->start));
  }
  ib_parse_settle(parser(), records);
  g_autofree guint *cited = ib_back_references(text, &split, records);
  for (guint i = 0; i < records->len; i++)
    g_assert_true(cited[i] < i || cited[i] >= IB_CITES_UNKNOWN);
  g_ptr_array_add(records, ib_parse_reference(parser(), (const char *)data, size));
  for (guint i = 0; i < records->len; i++)
    check_record(records->pdata[i]);
  ib_split_clear(&split);
  return 0;
}
