/* The model file, and the tagger over whatever text: the first byte says which.  'm': the rest
 * is a model with its checksum made right, so that the checks behind it are reached; else the
 * rest is tagged with the committed model, when it is there. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parse/model.h"
#include "parse/tagger.h"

static const char sample[] = "Müller, A. (2001): On 77(2017)379, http://a.org/b.";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
tag(IbTagger *tagger, const char *text, gsize len)
{
  IbTagging tagging = { 0 };
  guint last = 0;
  ib_tagger_tag(tagger, text, len, &tagging);
  for (guint i = 0; i < tagging.spans->len; i++) {
    const IbTagSpan *s = &g_array_index(tagging.spans, IbTagSpan, i);
    if (s->start < last || s->end <= s->start || s->end > len)
      abort();
    last = s->end;
  }
  ib_tagging_clear(&tagging);
}

static void
open_as_model(const uint8_t *data, size_t size)
{
  g_autofree guint64 *bytes = g_malloc(size + 8);
  memcpy(bytes, data, size);
  ib_model_mend_checksum(bytes, size);
  g_autoptr(IbTagger) tagger = ib_tagger_from_memory("fuzzed", bytes, size, NULL);
  if (tagger)
    tag(tagger, sample, strlen(sample));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static IbTagger *tagger;
  static gboolean tried;
  if (!size)
    return 0;
  if (data[0] == 'm') {
    open_as_model(data + 1, size - 1);
    return 0;
  }
  if (!tried) {
    const char *folder = g_getenv("IBID_DATA");
    g_autofree char *path = g_build_filename(folder ? folder : "refs", "parser.model", NULL);
    tagger = ib_tagger_open(path, NULL);
    tried = TRUE;
  }
  if (tagger)
    tag(tagger, (const char *)data, size);
  return 0;
}
