/* Files that are no reference data at all, recognised so that the reader is told what to do. */
#ifndef IB_IMPORT_FOREIGN_H
#define IB_IMPORT_FOREIGN_H

#include "util/input.h"

/* Is the file a document or an archive that has to be converted first?  Then FALSE with
 * an IBID_ERROR_IO that says what it is and what to try. */
gboolean ib_foreign_check(IbInput *input, GError **error);

/* The same of what would be read as text: is it a table, or a list that LaTeX made?  Formats that
 * are told by their content hold anything in their fields. */
gboolean ib_foreign_check_text(IbInput *input, GError **error);
#endif
