/* LaTeX as it stands in BibTeX fields -> Unicode with CSL's mark-up. */
#ifndef IB_IMPORT_LATEX_H
#define IB_IMPORT_LATEX_H

#include <glib.h>

typedef enum {
  IB_LATEX_PLAIN = 0,
  IB_LATEX_MARKUP = 1 << 0, /* \textit{x} -> <i>x</i>; without it the text alone */
  IB_LATEX_NOCASE = 1 << 1, /* {DNA} -> <span class="nocase">DNA</span> */
  IB_LATEX_PARAGRAPHS = 1 << 2, /* an empty line stays one */
} IbLatexFlags;

/* Any input gives a value: what is not understood keeps its text and loses its command.
 * Groups nested deeper than 64 are taken flat.  Caller frees with g_free(). */
char *ib_latex_decode(const char *s, gsize len, IbLatexFlags flags);

/* An address as people write it for TeX, "https://example.org/a\_b\%20": without what is no part of it. */
void ib_latex_append_address(GString *out, const char *value, gsize len);
#endif
