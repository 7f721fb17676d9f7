/* The quark of the one error domain. */
#include "config.h"

#include "ibid/error.h"

G_DEFINE_QUARK(ibid-error-quark, ibid_error)
