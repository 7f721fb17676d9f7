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

gboolean
ib_check_names_journal(const char *title)
{
  static const char words[] = "(?i)^(?:the )?(?:[\\p{L}&-]+ ){0,3}(?:journal|review|annals|archives?|bulletin|transactions|proceedings|quarterly|zeitschrift|"
                              "revue|rivista|revista|letters|jahrbuch|archiv|annales|studies|studi|magazine|acta)(?: (?:of|for|für|de|d'|di|in|on|der|des)\\b[^.:?]*| [\\p{L}]+)?\\.?$";
  /* "Lectures on Rivers and Harbours": two to seven words, all with a capital but the small ones */
  static const char capitals[] = "^\\p{Lu}[\\p{L}&'’-]+(?: (?:\\p{Lu}[\\p{L}'’-]*|[\\p{Ll}&]{1,4}|&)){1,6}\\.?$";
  return title && strlen(title) < 90 && (ib_check_match(words, title, NULL, NULL) || ib_check_match(capitals, title, NULL, NULL));
}

/* Plain text gets its type from its container; but a volume with its issue or pages right behind
 * a title, and nothing between that could be a journal, shows that one is missing. */
static gboolean
shows_no_journal(const IbidRecord *rec, gboolean quoted)
{
  static const char goes_on[] = "^[.,;:?!”\"’»]* ?(?:(?:19|20)[0-9]{2}[,;:]? ?)?(?:[Vv]ol(?:ume)?\\.? ?|[Bb]d\\.? ?|[Jj]g\\.? ?|no\\. )?[0-9]{1,4}\\b";
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  if (!ib_check_is_plain(rec) || has_container(rec) || ibid_record_has(rec, IBID_VAR_PUBLISHER) || !title ||
      !(ibid_record_has(rec, IBID_VAR_VOLUME) || ibid_record_has(rec, IBID_VAR_ISSUE)) || !ibid_record_has(rec, IBID_VAR_PAGE))
    return FALSE;
  gboolean own = ib_printed_before(rec, IBID_VAR_TITLE, "[“„«\"'‘]\\s?$");
  if (!(quoted && own) && (ib_check_names_journal(title) || strlen(title) < 24 || ib_check_match("[.?!] \\p{L}[\\p{L} ]{2,24}$|[.?!] (?:\\p{Lu}\\p{L}+ (?:and |of |& )?)+\\p{Lu}\\p{L}+$|(?:\\b\\p{Lu}\\p{Ll}{0,7}\\. ?)+\\p{Lu}?$", title, NULL, NULL)))
    return FALSE; /* the journal was taken for the title, or for its end */
  return ib_printed_after(rec, IBID_VAR_TITLE, goes_on) && ibid_record_confidence(rec, IBID_VAR_TITLE) >= .6;
}

static void
check_missing_list(IbCheck *check)
{
  guint with = 0, quoted = 0;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    gboolean whole = ib_check_is_article(rec) && has_container(rec);
    with += whole;
    quoted += whole && ib_printed_before(rec, IBID_VAR_TITLE, "[“„«\"'‘]\\s?$");
  }
  for (guint i = 0; i < check->records->len && with >= 3; i++)
    if (shows_no_journal(check->records->pdata[i], quoted * 2 > with))
      report_missing(check, i, FALSE);
}

/* Books without a publisher, where the list gives them; also what has author, title and year alone
 * and so was taken for no book. */
static gboolean
is_bare_book(const IbidRecord *rec)
{
  static const IbidVar others[] = { IBID_VAR_PUBLISHER, IBID_VAR_CONTAINER_TITLE, IBID_VAR_URL, IBID_VAR_DOI, IBID_VAR_VOLUME,
                                    IBID_VAR_PAGE, IBID_VAR_NUMBER, IBID_VAR_GENRE, IBID_VAR_EVENT_TITLE, IBID_VAR_STATUS };
  if (ibid_record_type(rec) == IBID_TYPE_BOOK)
    return !ibid_record_has(rec, IBID_VAR_PUBLISHER);
  if (ibid_record_type(rec) != IBID_TYPE_DOCUMENT)
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS(others); k++)
    if (ibid_record_has(rec, others[k]))
      return FALSE;
  return ibid_record_has(rec, IBID_VAR_TITLE) && ibid_record_has(rec, IBID_VAR_AUTHOR) && ib_check_year(rec) &&
         ibid_record_confidence(rec, IBID_VAR_TITLE) >= .8;
}

static void
check_publishers(IbCheck *check)
{
  guint with = 0, without = 0;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    with += ibid_record_type(rec) == IBID_TYPE_BOOK && ibid_record_has(rec, IBID_VAR_PUBLISHER);
    without += is_bare_book(rec);
  }
  for (guint i = 0; i < check->records->len && with >= 2 && with >= 2 * without; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (!is_bare_book(rec))
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
check_place(IbCheck *check, guint i, gboolean is_style)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *publisher = ibid_record_text(rec, IBID_VAR_PUBLISHER);
  const char *place = ibid_record_text(rec, IBID_VAR_PUBLISHER_PLACE);
  if (!publisher || !place)
    return;
  if (is_printed_exchanged(rec) && !is_style) {
    IbidFinding *f = ib_check_add(check, "publisher.place-swapped", IBID_SEVERITY_INFO, i, IBID_VAR_PUBLISHER);
    ibid_finding_set_message(f, "“%s: %s”: the place belongs before the publisher", publisher, place);
    ibid_finding_add_fact(f, "place", place);
    ibid_finding_add_fact(f, "publisher", publisher);
    return;
  }
  if (!is_exchanged(place, publisher) || (is_style && is_printed_exchanged(rec)))
    return;
  IbidFinding *f = ib_check_add(check, "publisher.place-swapped", IBID_SEVERITY_INFO, i, IBID_VAR_PUBLISHER);
  ibid_finding_set_message(f, "place “%s” and publisher “%s” look exchanged", place, publisher);
  ibid_finding_add_fact(f, "place", place);
  ibid_finding_add_fact(f, "publisher", publisher);
  ibid_finding_set_fix(f, IBID_VAR_PUBLISHER, publisher, place, FALSE);
}

/* "Wiley: Chichester" is a chemist's style where the whole list has it. */
static void
check_places(IbCheck *check)
{
  guint with = 0, exchanged = 0;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    with += ibid_record_has(rec, IBID_VAR_PUBLISHER) && ibid_record_has(rec, IBID_VAR_PUBLISHER_PLACE);
    exchanged += is_printed_exchanged(rec);
  }
  gboolean is_style = exchanged >= 2 && exchanged * 2 > with;
  for (guint i = 0; i < check->records->len; i++)
    check_place(check, i, is_style);
}

static void
check_place_alone(IbCheck *check, guint i)
{
  if (!check->is_list)
    check_place(check, i, FALSE);
}

const IbRule ib_rules_container[] = {
  { "container.missing", check_missing, check_missing_list },
  { "publisher.missing", NULL, check_publishers },
  { "publisher.place-swapped", check_place_alone, check_places },
  { NULL, NULL, NULL },
};
