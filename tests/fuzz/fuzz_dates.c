/* Fuzz target: dates in all notations.  What was read as EDTF and written is read as the same. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "parse/dates.h"
#include "record/date.h"
#include "record/date_loose.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_edtf(const char *text)
{
  g_auto(IbidDate) date = { 0 }, again = { 0 };
  if (!ib_date_from_edtf(text, &date))
    return;
  g_autofree char *once = ib_date_to_edtf(&date);
  g_assert(once && ib_date_from_edtf(once, &again));
  g_autofree char *twice = ib_date_to_edtf(&again);
  g_assert_cmpstr(once, ==, twice);
}

/* Whatever was read can be written, and has no month that the calendar lacks. */
static void
check_date(const IbidDate *date)
{
  g_free(ib_date_to_edtf(date));
  g_assert(date->from.month <= 12 && date->to.month <= 12 && date->from.day <= 31 && date->to.day <= 31);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *raw = g_strndup((const char *)data, size), *text = g_utf8_make_valid(raw, -1);
  gsize len = strlen(text);
  g_auto(IbidDate) loose = { 0 };
  check_edtf(text);
  if (ib_date_from_loose(text, len, &loose))
    check_date(&loose);
  for (IbDateOrder order = IB_ORDER_UNKNOWN; order <= IB_ORDER_MONTH_FIRST; order++) {
    IbDateReading reading = { 0 };
    if (ib_date_read(text, len, order, &reading))
      check_date(&reading.date);
    ibid_date_clear(&reading.date);
  }
  IbAccessedSpan span;
  for (gsize from = 0; ib_accessed_find(text, len, from, &span); from = span.end) {
    g_assert(span.start < span.end && span.end > from && span.end <= len);
    g_assert(span.date_start >= span.start && span.date_end <= span.end);
  }
  g_assert(ib_date_extent(text, len) <= len);
  return 0;
}
