/* author.*: who wrote it. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "util/data.h"
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

/* In plain text only where the reference begins with its title: else the parser may have
 * failed to see the author. */
static void
check_missing(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  IbidSpan title = ibid_record_span(rec, IBID_VAR_TITLE);
  if (has_anyone(rec) || !needs_author(rec) || !ibid_record_has(rec, IBID_VAR_TITLE))
    return;
  if (ib_check_is_plain(rec) &&
      (title.start > 3 || !title.end || ibid_record_confidence(rec, IBID_VAR_TITLE) < .9 ||
       ibid_record_has(rec, IBID_VAR_URL))) /* a page's site stands for its author */
    return;
  IbidFinding *f = ib_check_add(check, "author.missing", IBID_SEVERITY_WARNING, i, IBID_VAR_AUTHOR);
  ibid_finding_set_message(f, "no author, editor or body is named");
  ibid_finding_add_fact(f, "type", ibid_type_name(ibid_record_type(rec)));
}

static gboolean
is_person(const IbidName *name)
{
  return !name->literal && (name->family || name->given);
}

/* "Smith2", an e-mail, an address.  Bodies may have digits: G20, 350.org. */
static void
check_digits(IbCheck *check, guint i, IbidVar role, const IbidName *name)
{
  const char *parts[] = { name->family, name->given };
  for (guint k = 0; k < G_N_ELEMENTS(parts); k++) {
    if (!parts[k] || !ib_check_match("\\p{L}[0-9]|@[a-z]|https?:|www\\.", parts[k], NULL, NULL))
      continue;
    IbidFinding *f = ib_check_add(check, "author.digits", IBID_SEVERITY_WARNING, i, role);
    ibid_finding_set_message(f, "the name “%s” has digits or an address in it", parts[k]);
    ibid_finding_add_fact(f, "name", parts[k]);
    return;
  }
}

/* "Nations, United": the words that such a body begins and ends with. */
static void
check_inverted_body(IbCheck *check, guint i, IbidVar role, const IbidName *name)
{
  static const char first[] = "^(?:United|World|European|International|National|Federal|Central|African|American|Asian|"
                              "Royal|Council of)\\b";
  static const char last[] = "^(?:Nations|Bank|Union|Commission|Organi[sz]ation|Reserve|Fund|Agency|Association|"
                             "Parliament|Forum|Court|Committee|Society|Institute|Europe|States)$";
  if (!name->family || !name->given || !ib_check_match(first, name->given, NULL, NULL) ||
      !ib_check_match(last, name->family, NULL, NULL))
    return;
  g_autofree char *body = g_strconcat(name->given, " ", name->family, NULL);
  g_autofree char *printed = g_strconcat(name->family, ", ", name->given, NULL);
  IbidFinding *f = ib_check_add(check, "author.inverted-body", IBID_SEVERITY_WARNING, i, role);
  ibid_finding_set_message(f, "“%s” is an organisation, set like a person", printed);
  ibid_finding_set_fix(f, role, printed, body, FALSE);
}

static void
check_generic(IbCheck *check, guint i, IbidVar role, const IbidName *name)
{
  static const char generic[] = "(?i)^(?:staff|admin|administrator|editor|editors|editorial|editorial (?:board|staff|team)|"
                                "news desk|newsroom|web ?master|user|anonymous user|redaktion|la rédaction|redacción)$";
  const char *shown = name->literal ? name->literal : name->given ? NULL : name->family;
  if (!shown || !ib_check_match(generic, shown, NULL, NULL))
    return;
  IbidFinding *f = ib_check_add(check, "author.generic", IBID_SEVERITY_INFO, i, role);
  ibid_finding_set_message(f, "“%s” names nobody", shown);
}

static void
check_record(IbCheck *check, guint i)
{
  static const IbidVar roles[] = { IBID_VAR_AUTHOR, IBID_VAR_EDITOR, IBID_VAR_TRANSLATOR };
  const IbidRecord *rec = check->records->pdata[i];
  check_missing(check, i);
  for (guint r = 0; r < G_N_ELEMENTS(roles); r++) {
    for (guint k = 0; k < ibid_record_n_names(rec, roles[r]); k++) {
      const IbidName *name = ibid_record_name(rec, roles[r], k);
      if (is_person(name)) {
        check_digits(check, i, roles[r], name);
        check_inverted_body(check, i, roles[r], name);
      }
      check_generic(check, i, roles[r], name);
    }
  }
}

/* Surnames alone, where the list gives more.  A lone author without a given name may be a
 * body that nobody knows; so there must be a coauthor who has one, or the list must name
 * the same person elsewhere in full. */

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
      if (!is_person(name) || !name->family)
        continue;
      s->full += name->given != NULL;
      s->bare += name->given == NULL;
      if (name->given)
        g_hash_table_add(s->known, ib_text_fold(name->family, -1));
    }
  }
}

static gboolean
is_mononym(const char *family)
{
  return ib_check_match("^(?:Aristotle|Plato|Cicero|Homer|Seneca|Ovid|Virgil|Dante|Augustine|Euclid|Livy|Tacitus|"
                        "Herodotus|Thucydides|Voltaire|Molière|Stendhal|Confucius|Anonymous|Anon|Suharto|Sukarno)$",
                        family, NULL, NULL);
}

static gboolean
has_full_name(const IbidRecord *rec)
{
  for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++)
    if (ibid_record_name(rec, IBID_VAR_AUTHOR, k)->given)
      return TRUE;
  return FALSE;
}

/* To the one name among the authors. */
static void
narrow_span(const IbidRecord *rec, IbidFinding *f, const char *family)
{
  const char *printed = ibid_record_printed(rec);
  if (!printed || f->span.end > strlen(printed))
    return;
  const char *at = g_strstr_len(printed + f->span.start, f->span.end - f->span.start, family);
  if (at)
    f->span = (IbidSpan){ at - printed, at - printed + strlen(family) };
}

static void
check_surname(IbCheck *check, guint i, const IbidName *name, const Surnames *s)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (!is_person(name) || !name->family || name->given || is_mononym(name->family) || strchr(name->family, ' '))
    return;
  g_autofree char *folded = ib_text_fold(name->family, -1);
  if (!has_full_name(rec) && !g_hash_table_contains(s->known, folded))
    return;
  IbidFinding *f = ib_check_add(check, "author.surname-only", IBID_SEVERITY_WARNING, i, IBID_VAR_AUTHOR);
  narrow_span(rec, f, name->family);
  ibid_finding_set_message(f, "“%s” has no given name or initial; %u of the %u persons in the list have", name->family,
                           s->full, s->full + s->bare);
  ibid_finding_add_fact(f, "name", name->family);
}

static void
check_list(IbCheck *check)
{
  Surnames s = { 0, 0, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
  count_surnames(check, &s);
  for (guint i = 0; i < check->records->len && s.full >= 4 * s.bare && check->is_list; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    for (guint k = 0; k < ibid_record_n_names(rec, IBID_VAR_AUTHOR); k++)
      check_surname(check, i, ibid_record_name(rec, IBID_VAR_AUTHOR, k), &s);
  }
  g_hash_table_unref(s.known);
}

const IbRules ib_rules_author = { .name = "author", .record = check_record, .list = check_list };
