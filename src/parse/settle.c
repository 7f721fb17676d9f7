/* A list is one document: what one entry leaves open, the others decide. */
#include "config.h"

#include "parse/parse.h"

#include <string.h>

#include "parse/dates.h"
#include "parse/names.h"

static const IbidVar date_vars[] = { IBID_VAR_ISSUED, IBID_VAR_ACCESSED };

/* Day and month. */

/* What S, a date as printed, shows about the order of day and month. */
static IbDateOrder
shown_order(const char *s, gsize len)
{
  IbDateReading reading;
  if (!ib_date_read(s, len, IB_ORDER_UNKNOWN, &reading))
    return IB_ORDER_UNKNOWN;
  IbDateOrder shown = reading.shown;
  ibid_date_clear(&reading.date);
  return shown;
}

static IbDateOrder
order_in_place(const IbidRecord *rec, IbidVar var)
{
  const char *printed = ibid_record_printed(rec);
  IbidSpan span = ibid_record_span(rec, var);
  if (!printed || !span.end || span.end > strlen(printed) || span.start >= span.end)
    return IB_ORDER_UNKNOWN;
  return shown_order(printed + span.start, span.end - span.start);
}

/* How many dates of the list can only be read one way. */
static void
count_orders(const GPtrArray *records, guint *day_first, guint *month_first)
{
  *day_first = *month_first = 0;
  for (guint i = 0; i < records->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS(date_vars); k++) {
      const IbidRecord *rec = records->pdata[i];
      if (!ibid_record_has(rec, date_vars[k]))
        continue;
      IbDateOrder shown = order_in_place(rec, date_vars[k]);
      *day_first += shown == IB_ORDER_DAY_FIRST;
      *month_first += shown == IB_ORDER_MONTH_FIRST;
    }
}

/* Languages whose numeric dates put the day first, by words that references of theirs have;
 * English puts either first, so it decides nothing. */
static const struct {
  const char *word;
  const char *lang;
} language_words[] = {
  { " und ", "de" },    { "Hrsg.", "de" },      { " der ", "de" },       { "abgerufen", "de" }, { "Zugriff", "de" },
  { " et ", "fr" },     { "consulté", "fr" },   { " du ", "fr" },        { " dans ", "fr" },    { " y ", "es" },
  { "Consultado", "es" }, { " del ", "es" },    { " della ", "it" },     { "consultato", "it" }, { " dei ", "it" },
  { "acesso em", "pt" }, { " em: ", "pt" },     { "dostęp", "pl" },      { "geraadpleegd", "nl" }, { " het ", "nl" },
  { "Дата", "ru" },     { "дата", "ru" },       { " и ", "ru" },         { "обращения", "ru" }, { "Erişim", "tr" },
  { " ve ", "tr" },     { "Retrieved", "en" },  { "ccessed", "en" },     { " the ", "en" },     { " and ", "en" },
};

/* The order that the list's language uses, when it is another than English. */
static IbDateOrder
order_of_language(const GPtrArray *records)
{
  guint english = 0, other = 0;
  for (guint i = 0; i < records->len && i < 200; i++) {
    const char *printed = ibid_record_printed(records->pdata[i]);
    for (guint k = 0; printed && k < G_N_ELEMENTS(language_words); k++) {
      if (!strstr(printed, language_words[k].word))
        continue;
      if (strcmp(language_words[k].lang, "en") == 0)
        english++;
      else
        other++;
    }
  }
  return other > english ? IB_ORDER_DAY_FIRST : IB_ORDER_UNKNOWN;
}

static void
settle_date(IbidRecord *rec, IbidVar var, IbDateOrder order)
{
  const IbidDate *date = ibid_record_date(rec, var);
  IbDateReading reading;
  if (!date || !date->ambiguous || !date->raw)
    return;
  if (ib_date_read(date->raw, strlen(date->raw), order, &reading)) {
    if (!reading.date.ambiguous)
      ibid_record_set_date(rec, var, &reading.date);
    ibid_date_clear(&reading.date);
  }
}

static gboolean
any_ambiguous(const GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS(date_vars); k++) {
      const IbidDate *date = ibid_record_date(records->pdata[i], date_vars[k]);
      if (date && date->ambiguous)
        return TRUE;
    }
  return FALSE;
}

static void
settle_dates(GPtrArray *records)
{
  guint day_first, month_first;
  if (!any_ambiguous(records))
    return;
  count_orders(records, &day_first, &month_first);
  IbDateOrder order = IB_ORDER_UNKNOWN;
  if (day_first && day_first >= 4 * month_first)
    order = IB_ORDER_DAY_FIRST;
  else if (month_first && month_first >= 4 * day_first)
    order = IB_ORDER_MONTH_FIRST;
  else if (!day_first && !month_first)
    order = order_of_language(records);
  if (order == IB_ORDER_UNKNOWN)
    return;
  for (guint i = 0; i < records->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS(date_vars); k++)
      settle_date(records->pdata[i], date_vars[k], order);
}

/* "———": the author of the entry before. */

static gboolean
says_same(const IbidRecord *rec, IbidVar var)
{
  if (ibid_record_n_names(rec, var) < 1)
    return FALSE;
  const IbidName *name = ibid_record_name(rec, var, 0);
  return ibid_name_is_body(name) && ib_names_is_same(name->literal, strlen(name->literal));
}

static void
repeat_names(IbidRecord *rec, const IbidRecord *before, IbidVar role)
{
  g_autoptr(GArray) rest = g_array_new(FALSE, TRUE, sizeof(IbidName));
  guint n = ibid_record_n_names(rec, IBID_VAR_AUTHOR), had = ibid_record_n_names(before, role);
  IbidSpan span = ibid_record_span(rec, IBID_VAR_AUTHOR);
  double confidence = ibid_record_confidence(rec, IBID_VAR_AUTHOR);

  for (guint i = 1; i < n; i++) { /* "——— and Jones, B." */
    IbidName copy;
    ibid_name_copy(&copy, ibid_record_name(rec, IBID_VAR_AUTHOR, i));
    g_array_append_val(rest, copy);
  }
  ibid_record_clear_names(rec, IBID_VAR_AUTHOR);
  for (guint i = 0; i < (rest->len ? 1 : had); i++)
    ibid_record_add_name(rec, IBID_VAR_AUTHOR, ibid_record_name(before, role, i));
  for (guint i = 0; i < rest->len; i++)
    ibid_record_take_name(rec, IBID_VAR_AUTHOR, &g_array_index(rest, IbidName, i));
  ibid_record_set_span(rec, IBID_VAR_AUTHOR, span.start, span.end);
  ibid_record_set_confidence(rec, IBID_VAR_AUTHOR, confidence);
}

static void
settle_names(GPtrArray *records)
{
  for (guint i = 1; i < records->len; i++) {
    IbidRecord *rec = records->pdata[i];
    const IbidRecord *before = records->pdata[i - 1];
    /* "Bundesamt (Hrsg.) (2012)", "Dies. (2013)": an editor before may be meant too. */
    IbidVar role = ibid_record_has(before, IBID_VAR_AUTHOR) ? IBID_VAR_AUTHOR : IBID_VAR_EDITOR;
    if (says_same(rec, IBID_VAR_AUTHOR) && ibid_record_has(before, role) && !says_same(before, role))
      repeat_names(rec, before, role);
  }
}

void
ib_parse_settle(IbParser *parser, GPtrArray *records)
{
  (void)parser;
  settle_dates(records);
  settle_names(records);
}
