/* The error domain as <ibid/ibid.h> promises it, for the folders below the session. */
#ifndef IB_UTIL_ERROR_H
#define IB_UTIL_ERROR_H

#include "ibid/ibid.h"

#endif
