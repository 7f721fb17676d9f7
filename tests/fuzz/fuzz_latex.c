/* Fuzz target: LaTeX -> Unicode -> LaTeX.  What is written has braces that match, so that no value ends
 * its field, and is ASCII where that was asked for; what is read of it is written the same again. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "export/latex.h"
#include "import/latex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* BibTeX counts escaped braces too. */
static gboolean
is_balanced(const char *s)
{
  guint depth = 0;
  for (; *s; s++) {
    depth += *s == '{';
    if (*s == '}' && depth-- == 0)
      return FALSE;
  }
  return depth == 0;
}

/* What TEXT becomes when it is written and read.  Caller frees with g_free(). */
static char *
through(const char *text, IbLatexFlags flags, gboolean ascii)
{
  g_autoptr(GString) latex = g_string_new(NULL);
  ib_latex_append(latex, text, ascii);
  g_assert(is_balanced(latex->str));
  g_assert(!ascii || g_str_is_ascii(latex->str));
  return ib_latex_decode(latex->str, latex->len, flags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *raw = g_strndup((const char *)data, size), *text = g_utf8_make_valid(raw, -1);
  for (guint flags = 0; flags < 8; flags++) {
    g_autofree char *read = ib_latex_decode(text, strlen(text), flags);
    g_assert(g_utf8_validate(read, -1, NULL));
    gboolean ascii = flags & IB_LATEX_NOCASE; /* any of the two */
    g_autofree char *once = through(read, flags, ascii), *twice = through(once, flags, ascii);
    /* Tags that do not match are closed somewhere, and ASCII has one "'" for two characters. */
    if ((flags & IB_LATEX_MARKUP) && !ascii && !strchr(text, '<'))
      g_assert_cmpstr(once, ==, twice);
  }
  return 0;
}
