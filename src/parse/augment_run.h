/* One copy in the making: what the steps of augment.c share. */
#ifndef IB_PARSE_AUGMENT_RUN_H
#define IB_PARSE_AUGMENT_RUN_H

#include "parse/labels.h"
#include "parse/style_tongues.h"

typedef struct {
  const IbLabelSet *set; /* lends what the reference lacks */
  guint64 *random;
  const char *phrase_tongue;
  const IbTongue *tongue; /* all fields are made up in it; NULL: they are those of the data */
  char *field[IB_N_LABELS];
  GString *text; /* the copy */
  GArray *spans; /* of IbLabelSpan, in TEXT */
} IbSetting;

/* The label that a letter stands for in the patterns of style.c; IB_LABEL_NONE when none. */
IbLabel ib_label_of(char letter);
/* A made-up value, or NULL where that field is not made up.  Caller frees with g_free(). */
char *ib_make_field(IbSetting *s, IbLabel label);
char *ib_make_extent(IbSetting *s); /* how many pages a book has */
char *ib_make_pages(IbSetting *s);
/* Whether all fields between P and END are there; those that can be made are. */
gboolean ib_pattern_has_fields(IbSetting *s, const char *p, const char *end);
/* Sets the pattern from P to END. */
void ib_pattern_set(IbSetting *s, const char *p, const char *end);
void ib_setting_add_span(IbSetting *s, IbLabel label, gsize start, gsize end);
/* Damages the copy, one kind all over; links stay. */
void ib_setting_spoil(IbSetting *s);
#endif
