/* Dates and access dates in all their notations: the lines of tests/data/dates and accessed. */
#include "config.h"

#include "parse/dates.h"

#include "lines.h"
#include "record/date.h"

static char *
describe(const IbDateReading *reading, gboolean found, gboolean shown)
{
  if (!found)
    return g_strdup("none");
  const IbidDate *date = &reading->date;
  g_autofree char *edtf = ib_date_to_edtf(date);
  GString *out = g_string_new(edtf);
  if (date->literal)
    g_string_append_printf(out, "literal=%s", date->literal);
  if (date->ambiguous)
    g_string_append(out, " ambiguous");
  if (date->raw)
    g_string_append_printf(out, " raw=%s", date->raw);
  if (reading->original.year)
    g_string_append_printf(out, " original=%d", reading->original.year);
  if (reading->suffix)
    g_string_append_printf(out, " suffix=%c", reading->suffix);
  if (shown && reading->shown != IB_ORDER_UNKNOWN)
    g_string_append(out, reading->shown == IB_ORDER_DAY_FIRST ? " day-first" : " month-first");
  return g_string_free(out, FALSE);
}

static char *
read_date(const char *input)
{
  IbDateReading reading;
  gboolean found = ib_date_read(input, strlen(input), IB_ORDER_UNKNOWN, &reading);
  char *said = describe(&reading, found, TRUE);
  ibid_date_clear(&reading.date);
  return said;
}

static char *
find_accessed(const char *input)
{
  IbAccessedSpan span;
  IbDateReading reading = { 0 };
  gboolean found = ib_accessed_find(input, strlen(input), 0, &span) &&
                   ib_date_read(input + span.date_start, span.date_end - span.date_start, IB_ORDER_UNKNOWN,
                                &reading);
  char *said = describe(&reading, found, FALSE);
  ibid_date_clear(&reading.date);
  return said;
}

static void
test_order(void)
{
  IbDateReading reading;
  g_assert_true(ib_date_read("3/6/2018", 8, IB_ORDER_DAY_FIRST, &reading));
  g_assert_cmpuint(reading.date.from.month, ==, 6);
  g_assert_null(reading.date.raw);
  g_assert_true(ib_date_read("3/6/2018", 8, IB_ORDER_MONTH_FIRST, &reading));
  g_assert_cmpuint(reading.date.from.month, ==, 3);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add_lines("dates/dates.test", read_date);
  add_lines("accessed/accessed.test", find_accessed);
  g_test_add_func("/dates/order", test_order);
  return g_test_run();
}
