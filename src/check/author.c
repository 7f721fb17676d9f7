/* author.*: who wrote it. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
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

/* Classics and old prints stand under their titles; so do the works of bodies that publish
 * them, and pages. */
static gboolean
lacks_author(const IbidRecord *rec)
{
  int year = ib_check_year(rec);
  if (has_anyone(rec) || !needs_author(rec) || !ibid_record_has(rec, IBID_VAR_TITLE))
    return FALSE;
  if (!ib_check_is_plain(rec))
    return TRUE;
  IbidSpan title = ibid_record_span(rec, IBID_VAR_TITLE), issued = ibid_record_span(rec, IBID_VAR_ISSUED);
  /* "Title (2009). Journal, 3(2), …": the year stands behind it as behind authors */
  gboolean dated = title.end && issued.start >= title.end && issued.start - title.end <= 4;
  return (!year || year >= 1900) && title.end && title.start <= 4 &&
         ibid_record_confidence(rec, IBID_VAR_TITLE) >= (dated ? .5 : .9) &&
         !ibid_record_has(rec, IBID_VAR_URL) && title.end - title.start >= 20;
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
  if (!ib_check_is_plain(rec) && lacks_author(rec))
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
    if (ib_check_is_plain(rec) && lacks_author(rec))
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
        !ib_check_match("\\p{L}{2}[0-9]|[0-9]\\p{L}{2}|@[a-z]|https?:|www\\.", parts[k], NULL, NULL))
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
  static const char person[] = "(?:^|and |& |, )\\p{Lu}\\p{Ll}{2,}[0-9]{1,2}, \\p{Lu}|(?:^|and |& |, )(?:\\p{Lu}\\. ?)+\\p{Lu}\\p{Ll}{2,}[0-9]{1,2}(?:$|,| and)|"
                               "^\\p{Lu}\\p{Ll}+, \\p{Lu}.* \\p{Lu}\\p{Ll}{2,}[0-9]{1,2}(?:$|,| and)";
  if (!name->literal || !strpbrk(name->literal, "0123456789") || !ib_check_match(person, name->literal, NULL, NULL))
    return;
  IbidFinding *f = ib_check_add(check, "author.digits", IBID_SEVERITY_WARNING, i, role);
  ibid_finding_set_message(f, "the name “%s” has digits in it", name->literal);
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
  if (last && first && strlen(last) < 40 && ib_check_is_word("body-last", last) && ib_check_is_word("body-first", first))
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
  g_autofree char *whole = !name->literal && name->given && name->family ? g_strconcat(name->given, " ", name->family, NULL) : NULL;
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

/* Surnames alone, where the list gives more.  A lone author without a given name may be a
 * body that nobody knows; so there must be a coauthor who has one, or the list must name the
 * same person elsewhere in full, or the work be an article that such bodies do not write. */

typedef struct {
  guint full, bare;
  GHashTable *known; /* folded surnames that have a given name somewhere */
} Surnames;

static void
count_surnames(IbCheck *check, Surnames *s)
{
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++) {
      const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, k);
      if (!ib_check_is_person(name) || !name->family)
        continue;
      s->full += name->given != NULL;
      s->bare += name->given == NULL;
      if (name->given)
        g_hash_table_add(s->known, ib_text_fold(name->family, -1));
    }
  }
}

typedef struct {
  guint full, bare, bodies;
} Authors;

static Authors
count_authors(const IbidRecord *rec)
{
  Authors n = { 0, 0, 0 };
  for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++) {
    const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, k);
    if (ibid_name_is_others(name))
      continue;
    n.bodies += name->literal != NULL;
    n.full += !name->literal && name->given;
    n.bare += !name->literal && !name->given;
  }
  return n;
}

/* One word of letters that is no initials, no acronym and not two words run together
 * ("GüntherOgris"; but McNeill). */
static gboolean
is_surname(const char *family)
{
  return !ib_check_is_word("mononym", family) &&
         ib_check_match("^(?:Mc|Mac|De|Di|La|Le|Van|Von|O['’]|D['’])?\\p{Lu}\\p{Ll}{2,}(?:[-–]\\p{Lu}?\\p{Ll}{2,})?$", family, NULL, NULL);
}

/* Do all full names stand without a comma, "Smith J" or "John Smith"?  Then a comma parts one
 * person from the next. */
static gboolean
comma_parts_persons(const IbidRecord *rec, const char *printed, IbidSpan span)
{
  Authors n = count_authors(rec);
  for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++) {
    const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, k);
    if (!name->given || !name->family)
      continue;
    const char *at = g_strstr_len(printed + span.start, span.end - span.start, name->family);
    if (!at || at[strlen(name->family)] == ',')
      return FALSE;
  }
  return n.full >= 2 && n.bare == 1;
}

/* Does the bare surname at AT stand between marks that part persons?  "Smith, J., Jones, and
 * Brown, K."; not "BATT, Rosemary", cut in two by mistake, nor "Gruber et al.", a short form. */
static gboolean
is_parted(const IbidRecord *rec, const char *printed, IbidSpan span, const char *at, gsize len)
{
  static const char none[] = "^\\s*(?:,? ?(?:et al|u\\. ?a\\b|e ?altri|and others|\\((?:Anm|Fn|note|ebd|wie|supra)\\b))";
  static const char after_strong[] = "^\\s*(?:$|;|/|,?\\s*(?:and|und|et|&|og|en|и|u\\.)\\s|\\(|[.:]?\\s*[(\\[]?[12][0-9]{3})";
  static const char before_strong[] = "(?:^|[;/&]|\\b(?:and|und|et|og|en|и|u\\.)|,.* [eiy]|\\.,)\\s*$";
  static const char given_after[] = "^[,.]\\s*\\p{Lu}(?:\\p{Ll}?\\.|\\p{Ll}+(?: \\p{Ll}{1,3})?,\\s)";
  g_autofree char *before = g_strndup(printed + span.start, at - printed - span.start);
  const char *after = at + len;
  gboolean comma = comma_parts_persons(rec, printed, span);
  gboolean first = !*before;
  if (ib_check_match(none, after, NULL, NULL))
    return FALSE;
  if (!ib_check_match(before_strong, before, NULL, NULL) && !(comma && ib_check_match(",\\s*$", before, NULL, NULL)))
    return FALSE;
  gboolean alone = first && after >= printed + span.end && ibid_record_n_names(rec, IBID_VAR_AUTHOR) == 1;
  return ib_check_match(after_strong, after, NULL, NULL) || (alone && ib_check_match("^\\.\\s+\\S", after, NULL, NULL)) ||
         (after >= printed + span.end && ib_check_match("^[,.:]\\s", after, NULL, NULL) && !first &&
          !ib_check_match(given_after, after, NULL, NULL)) ||
         (comma && !first && ib_check_match("^,\\s", after, NULL, NULL));
}

/* The place of the name among the printed authors; FALSE when the name does not stand there as
 * a person by itself. */
static gboolean
find_bare(const IbidRecord *rec, const char *family, IbidSpan *place)
{
  const char *printed = ibid_record_printed(rec);
  IbidSpan span = ibid_record_span(rec, IBID_VAR_AUTHOR);
  *place = span;
  if (!printed)
    return TRUE;
  if (!span.end || span.end > strlen(printed))
    return FALSE;
  for (const char *at = printed + span.start; (at = g_strstr_len(at, printed + span.end - at, family)); at++) {
    if (!is_parted(rec, printed, span, at, strlen(family)))
      continue;
    *place = (IbidSpan){ at - printed, at - printed + strlen(family) };
    return TRUE;
  }
  return FALSE;
}

/* The one author of an article, with the year behind: "Gentry (1993) ‘Searching for …’".  Not
 * a magazine that signs its own articles. */
static gboolean
is_lone_author(const IbidRecord *rec, const char *family)
{
  const char *journal = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  return ibid_record_type(rec) == IBID_TYPE_ARTICLE_JOURNAL && ibid_record_has(rec, IBID_VAR_PAGE) &&
         ibid_record_n_names(rec, IBID_VAR_AUTHOR) == 1 && journal && !strstr(journal, family) &&
         (!ib_check_is_plain(rec) || ib_printed_after(rec, IBID_VAR_AUTHOR, "^[\\s,.:]*\\(?[12][0-9]{3}|^\\.\\s+[\\p{Lu}“\"]"));
}

static void
check_surname(IbCheck *check, guint i, const IbidName *name, const Surnames *s)
{
  const IbidRecord *rec = check->records->pdata[i];
  IbidSpan place;
  if (!ib_check_is_person(name) || !name->family || name->given || !is_surname(name->family))
    return;
  g_autofree char *folded = ib_text_fold(name->family, -1);
  Authors n = count_authors(rec);
  if (n.bodies || !ibid_record_has(rec, IBID_VAR_TITLE) || (!n.full && n.bare < 2 && !g_hash_table_contains(s->known, folded) && !is_lone_author(rec, name->family)) ||
      !find_bare(rec, name->family, &place))
    return;
  IbidFinding *f = ib_check_add(check, "author.surname-only", IBID_SEVERITY_WARNING, i, IBID_VAR_AUTHOR);
  f->span = place;
  ibid_finding_set_message(f, "“%s” has no given name or initial; %u of the %u persons in the list have", name->family,
                           s->full, s->full + s->bare);
  ibid_finding_add_fact(f, "name", name->family);
}

static void
check_surnames(IbCheck *check)
{
  Surnames s = { 0, 0, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
  count_surnames(check, &s);
  for (guint i = 0; i < check->records->len && s.full >= 4 * s.bare; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++)
      check_surname(check, i, ibid_record_name(rec, IBID_VAR_AUTHOR, k), &s);
  }
  g_hash_table_unref(s.known);
}

const IbRule ib_rules_author[] = {
  { "author.missing", check_missing, check_missing_list },
  { "author.digits author.inverted-body author.generic", check_names, NULL },
  { "author.surname-only", NULL, check_surnames },
  { NULL, NULL, NULL },
};
