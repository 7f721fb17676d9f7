/* author.*: who wrote it. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "record/name.h"
#include "util/text.h"

static gboolean
has_anyone(const IbidRecord *rec)
{
  for (int var = IBID_VAR_LAST_TEXT + 1; var <= IBID_VAR_LAST_NAMES; var++)
    if (ibid_record_n_names(rec, var))
      return TRUE;
  return FALSE;
}

static gboolean
needs_author(const IbidRecord *rec)
{
  IbidType type = ibid_record_type(rec);
  return type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_BOOK || type == IBID_TYPE_CHAPTER ||
         type == IBID_TYPE_THESIS || type == IBID_TYPE_PAPER_CONFERENCE;
}

/* An article with its journal, volume and pages: bodies and classics are none. */
static gboolean
shows_article(const IbidRecord *rec)
{
  return ib_check_is_article(rec) && ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE) &&
         ibid_record_has(rec, IBID_VAR_VOLUME) && ibid_record_has(rec, IBID_VAR_PAGE) &&
         ibid_record_confidence(rec, IBID_VAR_CONTAINER_TITLE) >= .7;
}

/* "The River Study Group: Mortality of trout", where the body was taken for a part of the title. */
static gboolean
begins_with_body(const IbidRecord *rec)
{
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  gsize n = strcspn(title, ":.");
  gboolean whole = !title[n] && ibid_record_type(rec) == IBID_TYPE_BOOK; /* "Commission of Rivers, Venezia 1905" */
  return (title[n] ? n < 80 : whole && n < 60) && ib_name_looks_like_body(title, n);
}

/* "Bibliotheca fluminum, vol. 2", "Bilanci, editi dalla Commissione" and encyclopedias stand under their
 * titles. */
static gboolean
is_series(const IbidRecord *rec)
{
  static const char edited[] =
      "(?i)\\b(?:edit[aeio] (?:by|da|dal|dalla)|a cura|a c\\. di|hrsg|hg\\.|herausgegeben|sous la dir|"
      "oprac|под ред|red\\.|eds?\\.)";
  static const char works[] =
      "^(?i:(?:the |new |la |le |die |das |der |grand |großes |nuovo )*(?:en[cz][iy][ck]lop|lexi[ck]on|"
      "dizionario|dictionary|dictionnaire|diccionario|"
      "słownik|wörterbuch|handwörterbuch|handbuch|bullarium|bibl|corpus|monumenta|catalog|statut|atlas|"
      "энциклопед|словарь|большая))";
  return ibid_record_type(rec) == IBID_TYPE_BOOK &&
         (ibid_record_has(rec, IBID_VAR_VOLUME) ||
          ib_check_match(works, ibid_record_text(rec, IBID_VAR_TITLE), NULL, NULL) ||
          ib_check_match(edited, ibid_record_printed(rec), NULL, NULL));
}

/* A chapter with its book, and the page or publisher of that. */
static gboolean
shows_chapter(const IbidRecord *rec)
{
  return ibid_record_type(rec) == IBID_TYPE_CHAPTER && ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE) &&
         (ibid_record_has(rec, IBID_VAR_PUBLISHER) || ibid_record_has(rec, IBID_VAR_PAGE));
}

/* "Cole B. Lakes of Asia" and "Hart, Lakes of Asia", where the author was taken for a part of the title. */
static gboolean
may_begin_with_name(const char *title)
{
  return ib_check_match("^[^.,;:“]{1,24}[.,;]|^(?:\\p{L}\\. ?)+|^[^ ]+ \\p{Lu}{1,3}\\b", title, NULL, NULL);
}

/* Does the title come first, but for a number and a mark: "[17] « Les rivières » …"? */
static gboolean
begins_with_title(const IbidRecord *rec)
{
  const char *printed = ibid_record_printed(rec);
  IbidSpan title = ibid_record_span(rec, IBID_VAR_TITLE);
  gsize end;
  return title.end && ib_check_match("^\\s*(?:[\\[(]?[0-9]{1,4}[\\]).]+)?\\s*[“„«\"'‘]?\\s*", printed, NULL, &end) &&
         title.start <= MAX(end, 4);
}

/* Classics and old prints stand under their titles; so do the works of bodies that publish
 * them, and pages.  RARE: hardly any other entry of the list is without an author. */
static gboolean
lacks_author(const IbidRecord *rec, gboolean rare)
{
  int year = ib_check_year(rec);
  const char *text = ibid_record_text(rec, IBID_VAR_TITLE);
  if (has_anyone(rec) || !needs_author(rec) || !text)
    return FALSE;
  if (!ib_check_is_plain(rec))
    return TRUE;
  if (is_series(rec) || begins_with_body(rec))
    return FALSE;
  gboolean shown = shows_article(rec) || shows_chapter(rec) || (rare && !may_begin_with_name(text));
  IbidSpan title = ibid_record_span(rec, IBID_VAR_TITLE), issued = ibid_record_span(rec, IBID_VAR_ISSUED);
  /* "Title (2009). Journal, 3(2), …": the year stands behind it as behind authors */
  gboolean dated = title.end && issued.start >= title.end && issued.start - title.end <= 4;
  return (!year || year >= 1900) && begins_with_title(rec) &&
         ibid_record_confidence(rec, IBID_VAR_TITLE) >= (dated || shown ? .5 : .9) &&
         !ibid_record_has(rec, IBID_VAR_URL) && title.end - title.start >= 20;
}

/* "Who pays for the river project? (2003). DISP, 162(3), 1-22" and "The long union and its foes. (2012). House":
 * the title was taken for a body. */
static gboolean
has_title_for_author(const IbidRecord *rec)
{
  static const char words[] = "^(?:\\S+ ){4}", small[] = "\\b\\p{Ll}{4,}\\b.*\\b\\p{Ll}{4,}\\b";
  const IbidName *name =
      ibid_record_n_names(rec, IBID_VAR_AUTHOR) == 1 ? ibid_record_name(rec, IBID_VAR_AUTHOR, 0) : NULL;
  if (!name || !name->literal || ibid_record_has(rec, IBID_VAR_TITLE) ||
      !ib_printed_after(rec, IBID_VAR_AUTHOR, "^[?!.]? ?\\((?:19|20)[0-9]{2}"))
    return FALSE;
  if (ib_check_is_article(rec))
    return ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE) && ibid_record_has(rec, IBID_VAR_VOLUME) &&
           ibid_record_has(rec, IBID_VAR_PAGE) && ib_check_match(words, name->literal, NULL, NULL);
  return ibid_record_has(rec, IBID_VAR_PUBLISHER) && ib_check_match(words, name->literal, NULL, NULL) &&
         ib_check_match(small, name->literal, NULL, NULL);
}

static void
report_missing(IbCheck *check, guint i)
{
  IbidFinding *f = ib_check_add(check, "author.missing", IBID_SEVERITY_WARNING, i, IBID_VAR_AUTHOR);
  ibid_finding_set_message(f, "no author, editor or body is named");
  ibid_finding_add_fact(f, "type", ibid_type_name(ibid_record_type(check->records->pdata[i])));
}

static void
check_missing(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (!ib_check_is_plain(rec) && lacks_author(rec, FALSE))
    report_missing(check, i);
}

/* In plain text an author may be there and not be seen, and lists of standards name none: so
 * only where few of the list are without. */
static void
check_missing_list(IbCheck *check)
{
  guint without = 0, plain = 0;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    plain += ib_check_is_plain(rec) && needs_author(rec);
    without += ib_check_is_plain(rec) && needs_author(rec) && !has_anyone(rec);
  }
  for (guint i = 0; i < check->records->len && without * 8 <= MAX(plain, 16); i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (ib_check_is_plain(rec) && (lacks_author(rec, without <= 1 + plain / 20) || has_title_for_author(rec)))
      report_missing(check, i);
  }
}

/* "Smith2", an e-mail, an address.  Bodies may have digits: G20, 350.org. */
static void
check_digits(IbCheck *check, guint i, IbidVar role, const IbidName *name)
{
  const char *parts[] = { name->family, name->given };
  for (guint k = 0; k < G_N_ELEMENTS(parts); k++) {
    if (!parts[k] || !strpbrk(parts[k], "0123456789@:.") ||
        !ib_check_match("\\p{L}{2}[0-9]|\\p{L}\\.[0-9]|[0-9]\\p{L}{2}|@[a-z]|https?:|www\\.", parts[k], NULL, NULL))
      continue;
    IbidFinding *f = ib_check_add(check, "author.digits", IBID_SEVERITY_WARNING, i, role);
    ibid_finding_set_message(f, "the name “%s” has digits or an address in it", parts[k]);
    ibid_finding_add_fact(f, "name", parts[k]);
    return;
  }
}

/* "Nations, United": the words that such a body begins and ends with, or a whole that is set
 * so although it was not taken for a person. */
static void
report_inverted(IbCheck *check, guint i, IbidVar role, const char *last, const char *first)
{
  const char *printed = ibid_record_printed(check->records->pdata[i]);
  g_autofree char *body = g_strconcat(first, " ", last, NULL), *inverted = g_strconcat(last, ", ", first, NULL);
  if (printed && !strstr(printed, inverted))
    return; /* "World Bank" was taken for a person */
  IbidFinding *f = ib_check_add(check, "author.inverted-body", IBID_SEVERITY_WARNING, i, role);
  ibid_finding_set_message(f, "“%s” is an organisation, set like a person", inverted);
  ibid_finding_add_fact(f, "name", inverted);
  ibid_finding_set_fix(f, role, inverted, body, FALSE);
}

/* "Fontaine2, Wanda" and "L. Fraser2", which were not taken for persons because of the digit. */
static void
check_digits_of_whole(IbCheck *check, guint i, IbidVar role, const IbidName *name)
{
  static const char person[] = "(?:^|and |& |, )\\p{Lu}\\p{Ll}{2,}[0-9]{1,2}, \\p{Lu}|(?:^|and |& |"
                               ", )(?:\\p{Lu}\\. ?)+\\p{Lu}\\p{Ll}{2,}[0-9]{1,2}(?:$|,| and)|"
                               "^\\p{Lu}\\p{Ll}+, \\p{Lu}.* \\p{Lu}\\p{Ll}{2,}[0-9]{1,2}(?:$|,| and)|"
                               "^(?:\\p{Lu}[\\p{L}'’-]+,? )?[^ @]+@[^ @]+\\.[a-z]+$";
  if (!name->literal || !strpbrk(name->literal, "0123456789@"))
    return;
  /* "Harahap2, A. Bazar" was taken for two */
  g_autofree char *inverted = g_strconcat(name->literal, ", ", NULL);
  const char *printed = ibid_record_printed(check->records->pdata[i]), *at = printed ? strstr(printed, inverted) : NULL;
  gboolean halved = at && g_ascii_isupper(at[strlen(inverted)]) &&
                    ib_check_match("^\\p{Lu}\\p{Ll}{2,}[0-9]{1,2}$", name->literal, NULL, NULL);
  if (!halved && !ib_check_match(person, name->literal, NULL, NULL))
    return;
  IbidFinding *f = ib_check_add(check, "author.digits", IBID_SEVERITY_WARNING, i, role);
  ibid_finding_set_message(f, "the name “%s” has digits or an address in it", name->literal);
  ibid_finding_add_fact(f, "name", name->literal);
}

static void
check_inverted(IbCheck *check, guint i, IbidVar role, const IbidName *name)
{
  g_auto(GStrv) halves = name->literal ? g_strsplit(name->literal, ", ", 3) : NULL;
  const char *last = name->family, *first = name->given;
  if (halves && g_strv_length(halves) == 2) {
    last = halves[0];
    first = halves[1];
  }
  if (last && first && strlen(last) < 40 && ib_check_is_word("body-last", last) &&
      ib_check_is_word("body-first", first))
    report_inverted(check, i, role, last, first);
}

static void
check_generic_word(IbCheck *check, guint i, IbidVar role, const char *shown)
{
  if (!shown || strlen(shown) > 40 || !ib_check_is_word("generic", shown))
    return;
  IbidFinding *f = ib_check_add(check, "author.generic", IBID_SEVERITY_INFO, i, role);
  ibid_finding_set_message(f, "“%s” names nobody", shown);
  ibid_finding_add_fact(f, "name", shown);
}

/* "News Desk" may be a person to the parser. */
static void
check_generic(IbCheck *check, guint i, IbidVar role, const IbidName *name)
{
  g_autofree char *whole =
      !name->literal && name->given && name->family ? g_strconcat(name->given, " ", name->family, NULL) : NULL;
  check_generic_word(check, i, role, name->literal ? name->literal : whole ? whole : name->family);
}

static void
check_names(IbCheck *check, guint i)
{
  static const IbidVar roles[] = { IBID_VAR_AUTHOR, IBID_VAR_EDITOR, IBID_VAR_TRANSLATOR };
  const IbidRecord *rec = check->records->pdata[i];
  if (!has_anyone(rec)) /* and a publisher, where nobody else is named */
    check_generic_word(check, i, IBID_VAR_PUBLISHER, ibid_record_text(rec, IBID_VAR_PUBLISHER));
  for (guint r = 0; r < G_N_ELEMENTS(roles); r++) {
    for (guint k = 0; k < ibid_record_n_names(rec, roles[r]); k++) {
      const IbidName *name = ibid_record_name(rec, roles[r], k);
      if (ib_check_is_person(name))
        check_digits(check, i, roles[r], name);
      check_digits_of_whole(check, i, roles[r], name);
      check_inverted(check, i, roles[r], name);
      check_generic(check, i, roles[r], name);
    }
  }
}

const IbRule ib_rules_author[] = {
  { "author.missing", check_missing, check_missing_list },
  { "author.digits author.inverted-body author.generic", check_names, NULL },
  { NULL, NULL, NULL },
};
