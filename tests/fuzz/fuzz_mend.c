/* Fuzz target: what is read of libbibutils' formats in our own process, whatever libbibutils makes of
 * them.  The first byte chooses the format. */
#include "config.h"

#include "fuzz_format.h"
#include "import/mend.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const formats[] = { "endnote", "endnote-xml", "pubmed", "word", "isi", "copac" };
  static const char *const own[] = { "ris", "nbib", "csl-json" };
  if (!size)
    return 0;
  IbidRecord *rec = ibid_record_new(IBID_TYPE_DOCUMENT);
  GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)ibid_record_free);
  IbKeys *keys = ib_keys_new();
  ib_mend(&rec, formats[data[0] % G_N_ELEMENTS(formats)], (const char *)data + 1, size - 1);
  ib_keys_assign(keys, rec);
  g_ptr_array_add(records, rec);
  for (guint i = 0; i < G_N_ELEMENTS(own); i++)
    fuzz_write(own[i], records);
  ib_keys_free(keys);
  g_ptr_array_unref(records);
  return 0;
}
