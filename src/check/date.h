/* Dates as they are written, for the rules about publication and access dates. */
#ifndef IB_CHECK_DATE_H
#define IB_CHECK_DATE_H

#include "ibid/record.h"

/* Does S, "31 April 2018", "31/4/2018", "2018-13-01", name a day that no calendar has? */
gboolean ib_written_date_impossible(const char *s);
/* The same of a date: as it is written, or, where numbers were given, as "2018-09-31"; NULL when
 * the day exists.  Caller frees with g_free(). */
char *ib_written_date_impossible_day(const IbidDate *date);
/* The two days that "3/6/2018" may be; FALSE when one of them is none, or S another notation. */
gboolean ib_written_date_readings(const char *s, IbidDatePart *day_first, IbidDatePart *month_first);
/* "12/5/18": a year of two digits. */
gboolean ib_written_date_two_digit(const char *s);
/* The first full date in words in S ("25 December 2018", "December 25, 2018"); FALSE when
 * there is none. */
gboolean ib_written_date_find(const char *s, IbidDatePart *part, gsize *start, gsize *end);
/* As it is shown to people: "2018-12-25", "December 2018" is "2018-12".  Caller frees with g_free(). */
char *ib_date_part_show(const IbidDatePart *part);

#endif
