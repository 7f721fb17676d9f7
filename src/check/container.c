/* container.* and publisher.*: where it appeared. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "util/text.h"

static gboolean
has_container(const IbidRecord *rec)
{
  return ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE) || ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE_SHORT) ||
         ibid_record_has(rec, IBID_VAR_COLLECTION_TITLE) || ibid_record_has(rec, IBID_VAR_EVENT_TITLE);
}

static void
report_missing(IbCheck *check, guint i, gboolean chapter)
{
  IbidFinding *f = ib_check_add(check, "container.missing", IBID_SEVERITY_WARNING, i, IBID_VAR_CONTAINER_TITLE);
  ibid_finding_set_message(f, chapter ? "a chapter without its book" : "an article without its journal");
  ibid_finding_add_fact(f, "type", ibid_type_name(ibid_record_type(check->records->pdata[i])));
}

static void
check_missing(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  IbidType type = ibid_record_type(rec);
  if (!ib_check_is_plain(rec) && !has_container(rec) && (type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_CHAPTER))
    report_missing(check, i, type == IBID_TYPE_CHAPTER);
}

/* Plain text gets its type from its container; but a volume with its issue and pages behind a
 * title, and nothing between that could be a journal, shows that one is missing. */
static gboolean
shows_no_journal(const IbidRecord *rec)
{
  IbidSpan title = ibid_record_span(rec, IBID_VAR_TITLE), volume = ibid_record_span(rec, IBID_VAR_VOLUME);
  if (!ib_check_is_plain(rec) || has_container(rec) || ibid_record_has(rec, IBID_VAR_PUBLISHER) || !title.end ||
      !volume.end || !ibid_record_has(rec, IBID_VAR_ISSUE) || !ibid_record_has(rec, IBID_VAR_PAGE))
    return FALSE;
  gboolean quoted = ib_printed_before(rec, IBID_VAR_TITLE, "[“„«\"'‘]\\s?$");
  if (!quoted && ib_check_match("(?i)^(?:the )?(?:journal|review|annals|archives?|bulletin|transactions|proceedings|zeitschrift|revue|rivista|revista)\\b|"
                                "[.?!] \\p{L}|\\b(?:journal|review|quarterly)\\b[^.]*$", ibid_record_text(rec, IBID_VAR_TITLE), NULL, NULL))
    return FALSE; /* the journal was taken for the title, or for its end */
  return volume.start >= title.end && volume.start - title.end <= 14 && ibid_record_confidence(rec, IBID_VAR_TITLE) >= (quoted ? .6 : .8);
}

static void
check_missing_list(IbCheck *check)
{
  guint with = 0;
  for (guint i = 0; i < check->records->len; i++)
    with += ib_check_is_article(check->records->pdata[i]) && has_container(check->records->pdata[i]);
  for (guint i = 0; i < check->records->len && with >= 3; i++)
    if (shows_no_journal(check->records->pdata[i]))
      report_missing(check, i, FALSE);
}

/* Books without a publisher, where the list gives them. */
static void
check_publishers(IbCheck *check)
{
  guint with = 0, without = 0;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (ibid_record_type(rec) == IBID_TYPE_BOOK)
      ibid_record_has(rec, IBID_VAR_PUBLISHER) ? with++ : without++;
  }
  for (guint i = 0; i < check->records->len && with >= 2 && with >= 2 * without; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (ibid_record_type(rec) != IBID_TYPE_BOOK || ibid_record_has(rec, IBID_VAR_PUBLISHER))
      continue;
    IbidFinding *f = ib_check_add(check, "publisher.missing", IBID_SEVERITY_INFO, i, IBID_VAR_PUBLISHER);
    ibid_finding_set_message(f, "no publisher; %u of the %u books in the list have one", with, with + without);
    ibid_finding_add_number(f, "with", with);
    ibid_finding_add_number(f, "of", with + without);
  }
}

/* "Routledge: London": a city where the publisher stands, or a house where the city does. */
static gboolean
is_exchanged(const char *place, const char *publisher)
{
  return !ib_check_is_word("city", place) && (ib_check_is_word("city", publisher) || ib_check_is_word("publisher", place));
}

/* "Routledge: London" as printed, whatever was made of it. */
static gboolean
is_printed_exchanged(const IbidRecord *rec)
{
  IbidSpan publisher = ibid_record_span(rec, IBID_VAR_PUBLISHER), place = ibid_record_span(rec, IBID_VAR_PUBLISHER_PLACE);
  return publisher.end && place.start > publisher.end && place.start - publisher.end <= 3 &&
         ib_printed_after(rec, IBID_VAR_PUBLISHER, "^ ?: ?\\p{Lu}");
}

static void
check_place(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *publisher = ibid_record_text(rec, IBID_VAR_PUBLISHER);
  const char *place = ibid_record_text(rec, IBID_VAR_PUBLISHER_PLACE);
  if (!publisher || !place)
    return;
  if (is_printed_exchanged(rec)) {
    IbidFinding *f = ib_check_add(check, "publisher.place-swapped", IBID_SEVERITY_INFO, i, IBID_VAR_PUBLISHER);
    ibid_finding_set_message(f, "“%s: %s”: the place belongs before the publisher", publisher, place);
    ibid_finding_add_fact(f, "place", place);
    ibid_finding_add_fact(f, "publisher", publisher);
    return;
  }
  if (!is_exchanged(place, publisher))
    return;
  IbidFinding *f = ib_check_add(check, "publisher.place-swapped", IBID_SEVERITY_INFO, i, IBID_VAR_PUBLISHER);
  ibid_finding_set_message(f, "place “%s” and publisher “%s” look exchanged", place, publisher);
  ibid_finding_add_fact(f, "place", place);
  ibid_finding_add_fact(f, "publisher", publisher);
  ibid_finding_set_fix(f, IBID_VAR_PUBLISHER, publisher, place, FALSE);
}

const IbRule ib_rules_container[] = {
  { "container.missing", check_missing, check_missing_list },
  { "publisher.missing", NULL, check_publishers },
  { "publisher.place-swapped", check_place, NULL },
  { NULL, NULL, NULL },
};
