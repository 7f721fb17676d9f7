/* What stands in front of a page, told by how it is built and not by its words. */
#ifndef IB_CHECK_GATE_H
#define IB_CHECK_GATE_H

#include "check/phrases.h"
#include "check/verdict.h"

/* A page for typing a password, or the way to one.  HOME: a front page, which has a box for members in its margin. */
gboolean ib_gate_asks_password(const IbEvidence *evidence, gboolean home);

/* Sent to an address that holds the cited one, to come back to it: consent, log-in, a check. */
gboolean ib_gate_is_detour(const IbEvidence *evidence);

/* Hardly anything to read and nowhere to go, but something that goes on by itself. */
gboolean ib_gate_goes_on(const IbEvidence *evidence, const IbSigns *signs);

/* All script: next to nothing to read, and programs that would write it. */
gboolean ib_gate_is_all_script(const IbPage *page, const IbSigns *signs);

/* A refresh of the page by itself, soon. */
gboolean ib_gate_renews_itself(const IbEvidence *evidence);
#endif
