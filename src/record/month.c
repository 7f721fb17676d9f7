/* Month names in many languages, from refs/months.tsv. */
#include "config.h"

#include "record/date.h"

#include "util/data.h"
#include "util/words.h"

typedef struct {
  guint month;
  const char *lang;
} Month;

static IbWords *
read_months(void)
{
  const IbTable *table = ib_table("months.tsv");
  IbWords *words = ib_words_new();
  Month *months = g_new0(Month, table->n_rows + 1); /* the words point into it */

  for (guint i = 0; i < table->n_rows; i++) {
    char **row = table->rows[i];
    guint64 number = g_ascii_strtoull(row[0], NULL, 10);
    if (number < 1 || number > 12 || !row[1])
      continue;
    Month *month = &months[i];
    *month = (Month){ number, row[1] };
    for (char **name = row + 2; *name; name++)
      ib_words_add(words, *name, month);
  }
  return words;
}

guint
ib_month_from_name(const char *s, gsize len, const char **lang)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_months());
  while (len && s[len - 1] == '.')
    len--;
  const Month *month = ib_words_get(words, s, len);
  if (month && lang)
    *lang = month->lang;
  return month ? month->month : 0;
}
