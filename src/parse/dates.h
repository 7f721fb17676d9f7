/* Dates as people write them: in over twenty languages, in every order, in two calendars. */
#ifndef IB_PARSE_DATES_H
#define IB_PARSE_DATES_H

#include "ibid/record.h"

/* What 3/6/2018 means. */
typedef enum { IB_ORDER_UNKNOWN, IB_ORDER_DAY_FIRST, IB_ORDER_MONTH_FIRST } IbDateOrder;

typedef struct {
  IbidDate date;
  IbidDatePart original; /* "1986 [1927]": year 0 when there is none */
  char suffix;           /* 'a' of "2003a"; 0 none */
  IbDateOrder shown;     /* the order that this date alone proves ("16/7/2020"); IB_ORDER_UNKNOWN */
} IbDateReading;

/* Reads S, a date and no more than a few words around it.  FALSE, with READING zeroed, when
 * there is no date in it.  What was not plain goes to date.raw as printed: an ambiguous
 * date (from.month is 0, ambiguous is set), one that does not exist ("31/4/2018": its year
 * alone), a year of two digits, another calendar.  Free with ibid_date_clear(). */
gboolean ib_date_read(const char *s, gsize len, IbDateOrder order, IbDateReading *reading);

/* A date with an access phrase around it. */
typedef struct {
  gsize start, end;           /* of phrase and date, brackets excluded */
  gsize date_start, date_end; /* of the date alone */
  const char *lang;           /* of the phrase; NULL: a full date behind a URL; owned by the table */
} IbAccessedSpan;

/* The first access phrase with its date in S from FROM on. */
gboolean ib_accessed_find(const char *s, gsize len, gsize from, IbAccessedSpan *found);
/* How many bytes of S, which begins with a date, are the date; 0 when it does not. */
gsize ib_date_extent(const char *s, gsize len);
/* TRUE when the LEN bytes at S are an access phrase ("Accessed on"), perhaps with a colon. */
gboolean ib_accessed_is_phrase(const char *s, gsize len);
#endif
