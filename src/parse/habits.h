/* What a list does where: after which field and which mark which field begins. */
#ifndef IB_PARSE_HABITS_H
#define IB_PARSE_HABITS_H

#include "parse/lattice.h"
#include "parse/tagger.h"

/* Field IB_N_FIELDS stands for none before the gap, and for "none begins" behind it. */
#define IB_N_HABITS (IB_N_FIELDS + 1)

typedef struct IbHabits {
  guint32 n[IB_N_GAPS][IB_N_HABITS][IB_N_HABITS]; /* class of the gap, field before it, field that begins */
} IbHabits;

/* Whose habits count, and who is looked at again.  A list with fewer sure entries has none. */
#define IB_HABITS_SURE .7f
#define IB_HABITS_UNSURE .8f
#define IB_HABITS_LEAST 3

/* The shares in all lists, as the model keeps them: 255 is 1, 16 less is half of that. */
typedef guint8 IbCustoms[IB_N_GAPS][IB_N_HABITS][IB_N_HABITS];

/* Adds the gaps of a reference whose N tokens have the states PATH. */
void ib_habits_add(IbHabits *habits, const guint8 *path, const guint8 *gap, guint n);
void ib_habits_to_customs(const IbHabits *habits, IbCustoms customs);
/* Transitions that lean toward LIST's habits as far as they differ from CUSTOMS.  E and OUT hold
 * exp of the transitions. */
void ib_habits_lean(const IbHabits *list, const IbCustoms customs, const IbTransitions *e, IbTransitions *out);
#endif
