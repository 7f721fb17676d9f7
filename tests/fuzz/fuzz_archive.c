/* Fuzz target: answers of web archives and of the handle service. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "check/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_found(IbArchiveResult result, IbCapture *capture)
{
  g_assert((result == IB_ARCHIVE_FOUND) == (capture->url != NULL));
  if (result == IB_ARCHIVE_FOUND)
    g_assert(capture->date.year >= 1 && capture->date.month <= 12);
  ib_capture_clear(capture);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const IbidDatePart day = { .year = 2018, .month = 7, .day = 6 };
  IbCapture capture = { 0 };
  g_autofree char *text = g_strndup((const char *)data, size);
  gsize len = strlen(text);
  g_autofree char *valid = g_utf8_make_valid(text, -1);

  check_found(ib_archive_read_cdx(text, len, 200, "https://a.test/web/", &day, &capture), &capture);
  check_found(ib_archive_read_available(text, len, 200, &capture), &capture);
  check_found(ib_archive_read_timegate(302, "https://a.test/web/x", valid, NULL, NULL, &capture), &capture);
  check_found(ib_archive_read_timegate(302, "https://a.test/web/x", "/y", valid, NULL, &capture), &capture);
  check_found(ib_archive_read_timegate(200, "https://a.test/web/x", NULL, NULL, valid, &capture), &capture);
  ib_archive_is_capture(valid);
  ib_doi_read_handle(text, len, 404);
  return 0;
}
