/* LaTeX's commands by name: what stands for one text, what sets a mark, what sets nothing. */
#ifndef IB_IMPORT_LATEX_SYMBOLS_H
#define IB_IMPORT_LATEX_SYMBOLS_H

#include <glib.h>

/* "alpha" -> "α"; NULL when NAME is no symbol.  Never freed. */
const char *ib_latex_symbol(const char *name);
/* The combining character of accents with names, "bar", "overline"; 0 for others. */
gunichar ib_latex_mark(const char *name);
/* Commands that print nothing, nor their argument: "noopsort". */
gboolean ib_latex_is_silent(const char *name);
/* Commands that change the type or the place of what follows: "small", "relax". */
gboolean ib_latex_is_switch(const char *name);
/* Any of these. */
gboolean ib_latex_is_known(const char *name);
#endif
