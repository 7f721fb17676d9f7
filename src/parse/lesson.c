/* What a reference teaches: the states that each token may have, by its labels.  Labels that the source does not
 * annotate may stand wherever nothing else is labelled. */
#include "config.h"

#include "parse/lesson.h"

#include "parse/cue.h"
#include "parse/lattice.h"

#define MAX_TOKENS 1024 /* longer references teach nothing */

void
ib_lesson_clear(IbLesson *lesson)
{
  g_clear_pointer(&lesson->tokens, g_array_unref);
  ib_features_clear(&lesson->features);
  g_free(lesson->allowed);
  g_free(lesson->rows);
}

guint64
ib_field_states(guint f)
{
  return (guint64)1 << IB_BEGIN(f) | (guint64)1 << IB_INSIDE(f);
}

static guint64
furniture(void)
{
  guint64 states = (guint64)1 << IB_OUTSIDE;
  for (guint f = 0; f < IB_N_FIELDS; f++)
    states |= (guint64)1 << IB_AFTER(f);
  return states;
}

/* Outside of all spans: furniture, or a label that this source does not annotate. */
static guint64
states_outside(const IbLabelled *item)
{
  guint64 states = furniture();
  for (guint f = 0; f < IB_N_FIELDS; f++)
    if (!(item->known >> (f + 1) & 1))
      states |= ib_field_states(f);
  return states;
}

/* `other` is no class: it may hold all that the source does not tell apart.  Where titles are
 * not told apart either it holds title, journal, volume and year together. */
static guint64
states_other(const IbLabelled *item)
{
  return item->known >> IB_LABEL_TITLE & 1 ? states_outside(item) : ~(guint64)0;
}

/* Where a note tells of a visit ("Retrieved from", "accessed 12 May 2016"), others have `accessed`. */
static guint64
states_note(const IbLabelled *item, const IbToken *tokens, guint i, guint n, guint end)
{
  for (; i < n && tokens[i].start < end; i++) {
    IbCue cue = ib_cue(tokens[i].word);
    if (cue == IB_CUE_ACCESSED || cue == IB_CUE_AVAILABLE)
      return states_outside(item) | ib_field_states(IB_LABEL_NOTE - 1) | ib_field_states(IB_LABEL_ACCESSED - 1);
  }
  return 0;
}

static void
fill_allowed(guint64 *allowed, const IbLabelled *item, const IbToken *tokens, guint n)
{
  guint64 outside = states_outside(item);
  guint at = 0;
  gboolean begun = FALSE;
  guint64 loose = 0; /* what the tokens of this span may be, when that is not its label alone */
  for (guint i = 0; i < n; i++) {
    while (at < item->spans->len && g_array_index(item->spans, IbLabelSpan, at).end <= tokens[i].start) {
      at++;
      begun = FALSE;
    }
    const IbLabelSpan *span = at < item->spans->len ? &g_array_index(item->spans, IbLabelSpan, at) : NULL;
    if (!span || span->start >= tokens[i].end) {
      allowed[i] = outside;
    } else if (span->label == IB_LABEL_OTHER) {
      allowed[i] = states_other(item);
    } else if (span->label == IB_LABEL_NOTE && (loose = begun ? loose : states_note(item, tokens, i, n, span->end))) {
      allowed[i] = loose;
      begun = TRUE;
    } else {
      guint f = span->label - 1;
      allowed[i] = (guint64)1 << (begun ? IB_INSIDE(f) : IB_BEGIN(f));
      begun = TRUE;
    }
  }
}

guint
ib_lesson_prepare(IbLesson *lesson, const IbLabelled *item, const IbWordStats *stats)
{
  if (!lesson->tokens)
    lesson->tokens = g_array_new(FALSE, FALSE, sizeof(IbToken));
  ib_tokenise(item->text, item->len, lesson->tokens);
  guint n = lesson->tokens->len;
  if (!n || n > MAX_TOKENS)
    return 0;
  const IbToken *tokens = (const IbToken *)lesson->tokens->data;
  ib_features_extract(&lesson->features, tokens, n, stats, (int)(item->doc % IB_N_FOLDS));
  if (n > lesson->room) {
    lesson->room = n * 2;
    lesson->allowed = g_realloc_n(lesson->allowed, lesson->room, sizeof(guint64));
    lesson->rows = g_realloc_n(lesson->rows, lesson->room * IB_MAX_FEATURES, sizeof(guint32));
  }
  fill_allowed(lesson->allowed, item, tokens, n);
  return n;
}
