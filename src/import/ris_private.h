/* What the two halves of the RIS reader share: one reference while it is being read. */
#ifndef IB_IMPORT_RIS_PRIVATE_H
#define IB_IMPORT_RIS_PRIVATE_H

#include "ibid/record.h"

typedef struct {
  IbidRecord *rec;
  guint type; /* of RIS */
  char tag[3]; /* of the value being taken */
  void (*odd)(const char *code, const char *what, gpointer data);
  gpointer data;
  gboolean any;
  /* Values that are weighed at the end, in the text of the lines; NULL: none. */
  const char *journal, *journal_or_short, *abbreviation, *container, *book_title;
  const char *conference, *proceedings, *place;
  const char *first_page, *last_page, *m1, *patent_number, *article_number;
  const char *access_year, *access_date, *cited_year, *cited_date, *accession, *link;
  GString *title;
  GPtrArray *notes; /* of char, in the text of the lines */
  IbidDate year, y1, date, accessed;
  const char *raw_dates[3]; /* of the first three, as they stand */
  gboolean second_editors;
  gboolean author_tags[2]; /* A1, AU */
} IbRisItem;

/* Keeps VALUE under its TAG. */
void ib_ris_keep(IbRisItem *it, const char *tag, const char *value);
/* Adds VALUE after SEP, unless it is there already. */
void ib_ris_add_text(IbidRecord *rec, IbidVar var, const char *value, const char *sep);
/* How exactly a date is known: 0 not at all. */
guint ib_ris_precision(const IbidDate *date);
/* Weighs what the lines left open, when all are read. */
void ib_ris_finish(IbRisItem *it);
#endif
