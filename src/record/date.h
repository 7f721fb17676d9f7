/* Dates in records: EDTF (ISO 8601-2, level 1) in and out. */
#ifndef IB_RECORD_DATE_H
#define IB_RECORD_DATE_H

#include "ibid/record.h"

/* "2004-06", "1984?", "2004-06/2006~", "../1985", "2001-21" (spring), "-0044".
 * FALSE, with DATE untouched, when S is no such date; else DATE is overwritten. */
gboolean ib_date_from_edtf(const char *s, IbidDate *date);
/* NULL when DATE has a literal only.  Caller frees with g_free(). */
char *ib_date_to_edtf(const IbidDate *date);

gboolean ib_date_part_valid(const IbidDatePart *part); /* that day exists in that month */
guint ib_days_in_month(int year, guint month);         /* 0 for a month that is none */
/* Days since 1970-01-01, with missing month and day as the first. */
gint64 ib_date_part_days(const IbidDatePart *part);
/* <0, 0, >0 as far as both are precise: 2018 and 2018-05 compare as 0. */
int ib_date_part_compare(const IbidDatePart *a, const IbidDatePart *b);
gboolean ib_date_equal(const IbidDate *a, const IbidDate *b);

/* Month names in many languages, whole or abbreviated, from refs/months.tsv
 * ("Juli", "июля", "Dez."); 1..12, or 0.  LANG, when not NULL, gets the language of the
 * row ("de"), owned by the table. */
guint ib_month_from_name(const char *s, gsize len, const char **lang);
#endif
