/* Text with CSL's mark-up -> LaTeX that no value can break out of. */
#ifndef IB_EXPORT_LATEX_H
#define IB_EXPORT_LATEX_H

#include <glib.h>

/* Appends S escaped; <i>, <b>, <sup>, <sub>, small capitals and nocase spans that are closed
 * in order become commands and braces, all other angle brackets stay text.  ASCII: what is
 * not becomes a command. */
void ib_latex_append(GString *out, const char *s, gboolean ascii);
/* For url, doi and the like, which TeX reads verbatim: no brace, backslash or line end.
 * ASCII: what is not is percent-encoded. */
void ib_latex_append_verbatim(GString *out, const char *s, gboolean ascii);
#endif
