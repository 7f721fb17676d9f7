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
  if (!ib_check_is_plain(rec) && !has_container(rec) &&
      (type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_CHAPTER))
    report_missing(check, i, type == IBID_TYPE_CHAPTER);
}

static const char journal_words[] =
    "(?i)^(?:the )?(?:[\\p{L}&-]+ ){0,3}(?:journal|review|annals|archives?|bulletin|transactions|"
    "proceedings|quarterly|zeitschrift|"
    "revue|rivista|revista|letters|jahrbuch|archiv|annales|studies|studi|magazine|acta)(?: (?:of|for|"
    "für|de|d'|di|in|on|der|des)\\b[^.:?]*| [\\p{L}]+)?\\.?$"
    "|^(?i:журнал|вестник|вопросы|известия|труды|записки|обозрение|roczniki?|zeszyty|studia|przegląd|"
    "kwartalnik|biuletyn|časopis|cahiers|annuaire|"
    "tidsskrift|tidskrift|anales|cuadernos|boletín|quaderni|annali|bollettino|cadernos|anais|"
    "berichte|blätter|hefte|mitteilungen)\\b[^.:?!]{0,60}$";

gboolean
ib_check_names_journal(const char *title)
{
  /* "Lectures on Rivers and Harbours": two to seven words, all with a capital but the small ones */
  static const char capitals[] = "^\\p{Lu}[\\p{L}&'’-]+(?: (?:\\p{Lu}[\\p{L}'’-]*|[\\p{Ll}&]{1,4}|&)){1,6}\\.?$";
  return title && strlen(title) < 90 &&
         (ib_check_match(journal_words, title, NULL, NULL) || ib_check_match(capitals, title, NULL, NULL));
}

gboolean
ib_check_reads_like_title(const char *s)
{
  guint words = 1;
  for (const char *p = s; *p; p++)
    words += *p == ' ';
  return words >= 4 && !ib_check_match(journal_words, s, NULL, NULL) &&
         !ib_check_match("[?!] \\p{Lu}\\p{L}+$|\\p{L}\\. ", s, NULL, NULL) &&
         (words >= 6 || ib_check_match("[?:]", s, NULL, NULL));
}

/* "Cole, B. Who Wins? Rivers and Votes. 31, 33-70": the title was taken for the journal. */
static gboolean
has_title_for_journal(const IbidRecord *rec)
{
  const char *journal = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  return ib_check_is_plain(rec) && ib_check_is_article(rec) && journal && !ibid_record_has(rec, IBID_VAR_TITLE) &&
         ibid_record_has(rec, IBID_VAR_AUTHOR) && ibid_record_has(rec, IBID_VAR_VOLUME) &&
         ibid_record_has(rec, IBID_VAR_PAGE) && ib_check_reads_like_title(journal) &&
         ib_printed_after(rec, IBID_VAR_CONTAINER_TITLE, "^[.,;?!]* ?\\(?[0-9]");
}

/* "Do lakes matter? Journal of Water Relations" */
static gboolean
ends_with_journal(const char *title)
{
  gsize end;
  const char *tail = title;
  while (ib_check_match("[.?!] (?=\\p{Lu})", tail, NULL, &end))
    tail += end;
  return tail > title && ib_check_match(journal_words, tail, NULL, NULL);
}

/* Plain text gets its type from its container; but a volume with its issue or pages right behind
 * a title, and nothing between that could be a journal, shows that one is missing. */
static gboolean
shows_no_journal(const IbidRecord *rec, gboolean quoted)
{
  static const char goes_on[] = "^[\\s.,;:?!”“\"’‘»«]*(?:(?:19|20)[0-9]{2}[,;:]? ?)?(?:[Vv]olume |"
                                "\\p{L}{1,4}\\.? ?)?[0-9]{1,4}\\b";
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  if (!ib_check_is_plain(rec) || has_container(rec) || ibid_record_has(rec, IBID_VAR_PUBLISHER) || !title ||
      !(ibid_record_has(rec, IBID_VAR_VOLUME) || ibid_record_has(rec, IBID_VAR_ISSUE)) ||
      !ibid_record_has(rec, IBID_VAR_PAGE))
    return FALSE;
  gboolean own = ib_printed_before(rec, IBID_VAR_TITLE, "[“„«\"'‘]\\s?$");
  if (!(quoted && own) &&
      ((ib_check_names_journal(title) && !ib_check_reads_like_title(title)) || strlen(title) < 24 ||
       ib_check_match("[?!] \\p{L}[\\p{L} ]{2,24}$|\\. \\p{L}[\\p{L} ]{2,40}$|[.?!] (?:\\p{Lu}\\p{L}+ (?:and |of |"
                      "& )?)+\\p{Lu}\\p{L}+$|(?:\\b\\p{Lu}\\p{Ll}{0,7}\\. ?)+\\p{Lu}?$",
                      title, NULL, NULL)))
    return FALSE; /* the journal was taken for the title, or for its end */
  if (ends_with_journal(title) || ib_check_match(" in \\p{Lu}\\p{L}+ \\p{Lu}", title, NULL, NULL))
    return FALSE; /* or "Robert of Lakes in The New Handbook of Rivers" */
  return ib_printed_after(rec, IBID_VAR_TITLE, goes_on) && ibid_record_confidence(rec, IBID_VAR_TITLE) >= .6;
}

/* "In H. Gill (Ed.), (pp. 12-31). House": the book is not named. */
static gboolean
shows_no_book(const IbidRecord *rec)
{
  static const char editors[] =
      "\\bIn:? [^()]{3,80}\\((?i:eds?|hrsg|hg|dir|coord)\\.?\\)[,.]? ?\\(?(?:pp?\\.|S\\.|s\\.)";
  return ib_check_is_plain(rec) && !has_container(rec) && ib_check_match(editors, ibid_record_printed(rec), NULL, NULL);
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
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (shows_no_book(rec))
      report_missing(check, i, TRUE);
    else if (with >= 3 && (shows_no_journal(rec, quoted * 2 > with) || has_title_for_journal(rec)))
      report_missing(check, i, FALSE);
  }
}

/* "Lakes of Asia. 2008." and "Lakes of Asia; Kraków, 2007." end with the title, but for year and place. */
static gboolean
ends_with_title(const IbidRecord *rec)
{
  return ib_printed_after(rec, IBID_VAR_TITLE,
                          "^[.,;:?! ]*(?:\\p{Lu}[\\p{L} -]{2,30}[,;] ?)?(?:\\(?(?:1[5-9]|20)[0-9]{2}\\)?)?[.,; ]*$");
}

/* Books without a publisher, where the list gives them; also what has author, title and year alone
 * and so was taken for no book. */
static gboolean
is_bare_book(const IbidRecord *rec)
{
  static const IbidVar others[] = { IBID_VAR_PUBLISHER, IBID_VAR_CONTAINER_TITLE, IBID_VAR_URL,
                                    IBID_VAR_DOI,       IBID_VAR_VOLUME,          IBID_VAR_PAGE,
                                    IBID_VAR_NUMBER,    IBID_VAR_GENRE,           IBID_VAR_EVENT_TITLE,
                                    IBID_VAR_STATUS };
  const char *house = ibid_record_text(rec, IBID_VAR_PUBLISHER);
  if (ibid_record_type(rec) == IBID_TYPE_BOOK) /* "Kraków, 2007": the place was taken for the publisher */
    return !house || (!ibid_record_has(rec, IBID_VAR_PUBLISHER_PLACE) && ib_check_is_plain(rec) &&
                      ib_check_is_word("city", house));
  if (ibid_record_type(rec) != IBID_TYPE_DOCUMENT)
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS(others); k++)
    if (ibid_record_has(rec, others[k]))
      return FALSE;
  return ibid_record_has(rec, IBID_VAR_TITLE) && ibid_record_has(rec, IBID_VAR_AUTHOR) && ib_check_year(rec) &&
         ibid_record_confidence(rec, IBID_VAR_TITLE) >= (ends_with_title(rec) ? .3 : .8);
}

static void
check_publishers(IbCheck *check)
{
  guint with = 0, without = 0;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    with += ibid_record_type(rec) == IBID_TYPE_BOOK && !is_bare_book(rec);
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

const IbRule ib_rules_container[] = {
  { "container.missing", check_missing, check_missing_list },
  { "publisher.missing", NULL, check_publishers },
  { NULL, NULL, NULL },
};
