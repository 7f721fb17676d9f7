/* Fuzz target: a page as a server sends it, read with each kind of label. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "check/page.h"
#include "check/phrases.h"
#include "check/title.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte chooses the label, the rest is the page. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const types[] = { NULL, "text/html", "text/html; charset=windows-1251", "text/plain",
                                       "application/pdf", "text/html; charset=utf-16", "application/xhtml+xml",
                                       "text/html; charset=\"Shift_JIS\"" };
  if (!size)
    return 0;
  const char *type = types[data[0] % G_N_ELEMENTS(types)];
  g_autoptr(IbPage) page = ib_page_read(data + 1, size - 1, type, data[0] & 128);
  double seconds;
  g_autofree char *url = NULL;
  if (page->refresh)
    ib_page_parse_refresh(page->refresh, &seconds, &url);
  ib_page_has_fragment(data + 1, size - 1, "a%20b");
  g_assert(g_utf8_validate(page->text->str, -1, NULL) && page->text->len <= IB_PAGE_TEXT_MOST + 64);
  for (guint i = 0; i < page->titles->len; i++)
    g_assert(g_utf8_validate(page->titles->pdata[i], -1, NULL));
  g_autoptr(IbidRecord) rec = ibid_record_new(IBID_TYPE_WEBPAGE);
  IbCited cited;
  ibid_record_set_text(rec, IBID_VAR_TITLE, "The Long Road of the Border Union");
  ib_cited_init(&cited, rec);
  ib_title_match(&cited, page);
  ib_cited_clear(&cited);
  return 0;
}
