/* A printed run of names taken apart and set in another form, for training. */
#ifndef IB_PARSE_PERSON_H
#define IB_PARSE_PERSON_H

#include <glib.h>

/* TEXT: all persons of a reference ("Hansen, Silke und Anja Moser").  Appends them to OUT
 * in one of the customary forms, at random, and sets FURNITURE to where in OUT something that
 * is no name begins (" et al."), else to its end.  FALSE, with OUT as it was, when TEXT does
 * not read as persons. */
gboolean ib_persons_restyle(const char *text, guint64 *random, GString *out, gsize *furniture);
#endif
