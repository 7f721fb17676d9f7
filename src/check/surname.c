/* author.surname-only: surnames alone, where the list gives more.
 *
 *  A lone author without a given name may be a
 * body that nobody knows; so there must be a coauthor who has one, or the list must name the
 * same person elsewhere in full, or the work be an article that such bodies do not write. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "util/text.h"

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
         ib_check_match("^(?:Mc|Mac|De|Di|La|Le|Van|Von|O['’]|D['’])?\\p{Lu}\\p{Ll}{2,}(?:[-–]\\p{Lu}?\\p{Ll}{2,})?$",
                        family, NULL, NULL);
}

/* Does the given name stand before the surname at AT: "J. Smith"? */
static gboolean
is_natural(const char *printed, gsize start, const char *at, const char *given)
{
  gsize n = strlen(given);
  return (gsize)(at - printed) >= start + n + 1 && !strncmp(at - n - 1, given, n);
}

/* Do all full names but the first stand without a comma, "Smith J" or "John Smith"?  Then a comma parts
 * one person from the next: "Smith, John, Dale, and Anna Ford". */
static gboolean
comma_parts_persons(const IbidRecord *rec, const char *printed, IbidSpan span)
{
  Authors n = count_authors(rec);
  for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++) {
    const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, k);
    if (!name->given || !name->family)
      continue;
    const char *at = g_strstr_len(printed + span.start, span.end - span.start, name->family);
    if (!at || (at[strlen(name->family)] == ',' && !is_natural(printed, span.start, at, name->given) &&
                (k || strlen(name->given) < 3)))
      return FALSE;
  }
  return n.full >= 2 && n.bare == 1;
}

/* Does the bare surname at AT stand between marks that part persons?  "Smith, J., Jones, and
 * Brown, K."; not "HART, Rosalind", cut in two by mistake, nor "Gruber et al.", a short form, nor "Hart; M.J.;". */
static gboolean
is_parted(const IbidRecord *rec, const char *printed, IbidSpan span, const char *at, gsize len)
{
  static const char initials[] = "^\\s*; ?(?:\\p{Lu}\\.[ -]?)+(?:[;(,]|$)";
  static const char none[] =
      "^\\s*(?:,? ?(?:et al|u\\. ?a\\b|e ?altri|and others|\\((?:Anm|Fn|note|ebd|wie|supra)\\b))";
  static const char after_strong[] = "^\\s*(?:$|;|/|,?\\s*(?:and|und|et|&|og|en|и|e|y|i|a|u\\.|et al)[\\s.]|\\(|"
                                     "[.:]?\\s*[(\\[]?[12][0-9]{3})";
  static const char before_strong[] = "(?:^|[;/&]|\\b(?:and|und|et|og|en|и|u\\.)|,.* [eiy]|\\.,)\\s*$";
  static const char given_after[] = "^[,.]\\s*\\p{Lu}(?:\\p{Ll}?\\.|\\p{Ll}+(?: \\p{Ll}{1,3})?,\\s)";
  g_autofree char *before = g_strndup(printed + span.start, at - printed - span.start);
  const char *after = at + len;
  gboolean comma = comma_parts_persons(rec, printed, span);
  gboolean first = !*before;
  if (ib_check_match(initials, after, NULL, NULL) || (ib_check_match(none, after, NULL, NULL) && (first || !comma)))
    return FALSE;
  if (!ib_check_match(before_strong, before, NULL, NULL) && !(comma && ib_check_match(",\\s*$", before, NULL, NULL)))
    return FALSE;
  gboolean alone = first && after >= printed + span.end && ibid_record_n_names(rec, IBID_VAR_AUTHOR) == 1;
  return ib_check_match(after_strong, after, NULL, NULL) ||
         (alone && ib_check_match("^\\.\\s+\\S", after, NULL, NULL)) ||
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

/* The one author of an article, with the year behind: "Gerard (1993) ‘Searching for …’".  Not
 * a magazine that signs its own articles. */
static gboolean
is_lone_author(const IbidRecord *rec, const char *family)
{
  const char *journal = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  return ibid_record_type(rec) == IBID_TYPE_ARTICLE_JOURNAL && ibid_record_has(rec, IBID_VAR_PAGE) &&
         ibid_record_n_names(rec, IBID_VAR_AUTHOR) == 1 && journal && !strstr(journal, family) &&
         (!ib_check_is_plain(rec) ||
          ib_printed_after(rec, IBID_VAR_AUTHOR, "^[\\s,.:]*\\(?[12][0-9]{3}|^\\.\\s+[\\p{Lu}“\"]"));
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
  if (n.bodies || !ibid_record_has(rec, IBID_VAR_TITLE) ||
      (!n.full && n.bare < 2 && !g_hash_table_contains(s->known, folded) && !is_lone_author(rec, name->family)) ||
      !find_bare(rec, name->family, &place))
    return;
  IbidFinding *f = ib_check_add(check, "author.surname-only", IBID_SEVERITY_WARNING, i, IBID_VAR_AUTHOR);
  f->span = place;
  ibid_finding_set_message(f, "“%s” has no given name or initial; %u of the %u persons in the list have", name->family,
                           s->full, s->full + s->bare);
  ibid_finding_add_fact(f, "name", name->family);
}

/* "Sam D, Vedder P, Horenczyk. Title" and "Hatch, Chen-Hayes, S.F., 2008": where the list sets all
 * names so, a bare one was taken for a part of the one beside it. */

typedef struct {
  guint full, bare;
  IbidSpan place; /* of the last bare one */
  char *name;
} Initialled;

static void
note_bare(Initialled *n, const char *name, gsize at)
{
  n->bare++;
  n->place = (IbidSpan){ at, at + strlen(name) };
  g_free(n->name);
  n->name = g_strdup(name);
}

/* "Sam D, Vedder P": an item is a person. */
static void
count_spaced(char **items, gsize at, Initialled *n)
{
  static const char full[] = "^\\p{Lu}[\\p{L}'’ -]* \\p{Lu}{1,3}(?: (?:Jr|Sr|II|III))?\\.?$";
  for (char **item = items; *item; at += strlen(*item) + 2, item++) {
    g_autofree char *plain = g_strdup(*item);
    if (g_str_has_suffix(plain, "."))
      plain[strlen(plain) - 1] = '\0';
    n->full += ib_check_match(full, *item, NULL, NULL);
    if (is_surname(plain))
      note_bare(n, plain, at);
  }
}

/* "Hatch, T., Chen-Hayes, S.F.": a person is two items, the second of initials. */
static void
count_paired(char **items, gsize at, Initialled *n)
{
  static const char initials[] = "^(?:\\p{Lu}\\p{Ll}?\\.[ -]?){1,4}(?: (?:&|and|und|et|y|e|i) .*)?$";
  for (char **item = items; *item; at += strlen(*item) + 2, item++) {
    gboolean paired = item[1] && ib_check_match(initials, item[1], NULL, NULL);
    n->full += paired;
    if (!paired && item[1] && item[2] && is_surname(*item) && is_surname(item[1]) &&
        ib_check_match(initials, item[2], NULL, NULL))
      note_bare(n, *item, at);
  }
}

static void
count_initialled(const IbidRecord *rec, gboolean paired, Initialled *n)
{
  const char *printed = ibid_record_printed(rec);
  IbidSpan span = ibid_record_span(rec, IBID_VAR_AUTHOR);
  *n = (Initialled){ 0 };
  if (!printed || !span.end || span.end > strlen(printed))
    return;
  g_autofree char *authors = g_strndup(printed + span.start, span.end - span.start);
  g_auto(GStrv) items = g_strsplit(authors, ", ", -1);
  (paired ? count_paired : count_spaced)(items, span.start, n);
}

static gboolean
is_usual(IbCheck *check, gboolean paired)
{
  guint whole = 0, plain = 0;
  Initialled n;
  for (guint i = 0; i < check->records->len; i++) {
    count_initialled(check->records->pdata[i], paired, &n);
    plain += ibid_record_n_names(check->records->pdata[i], IBID_VAR_AUTHOR) > 0;
    whole += n.full > 0 && n.bare == 0;
    g_free(n.name);
  }
  return whole >= 5 && whole * 10 >= plain * (paired ? 8 : 6);
}

static gboolean
is_told(const IbCheck *check, guint from, guint i)
{
  for (guint k = from; k < check->findings->len; k++)
    if (((const IbidFinding *)check->findings->pdata[k])->record == i)
      return TRUE;
  return FALSE;
}

static void
check_initialled(IbCheck *check, gboolean paired, guint from)
{
  Initialled n;
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    count_initialled(rec, paired, &n);
    g_autofree char *name = n.name;
    if (n.bare != 1 || !n.full || !ibid_record_has(rec, IBID_VAR_TITLE) || is_told(check, from, i))
      continue;
    IbidFinding *f = ib_check_add(check, "author.surname-only", IBID_SEVERITY_WARNING, i, IBID_VAR_AUTHOR);
    f->span = n.place;
    ibid_finding_set_message(f, "“%s” has no initials; the other %u persons of the reference have", name, n.full);
    ibid_finding_add_fact(f, "name", name);
  }
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

static void
check_list(IbCheck *check)
{
  guint before = check->findings->len;
  check_surnames(check);
  if (is_usual(check, FALSE))
    check_initialled(check, FALSE, before);
  if (is_usual(check, TRUE))
    check_initialled(check, TRUE, before);
}

const IbRule ib_rules_surname[] = {
  { "author.surname-only", NULL, check_list },
  { NULL, NULL, NULL },
};
