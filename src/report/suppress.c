/* Suppressions: what a person has looked at and found to be right, with the reason.
 *
 * A line is `RULE KEY-or-text [until DATE] : reason`.  RULE may end in `.*` for a family;
 * `*` as text is every reference.  '#' starts a comment line. */
#include "config.h"

#include "report/report.h"

#include <string.h>

#include "ibid/error.h"
#include "record/date.h"
#include "report/rules.h"
#include "report/view.h"
#include "util/text.h"

typedef struct {
  char *rule, *target, *reason;
  char *folded; /* of target */
  IbidDate until; /* year 0: for ever */
  guint line;
  gboolean used;
} Suppression;

static void
suppression_free(gpointer data)
{
  Suppression *s = data;
  g_free(s->rule);
  g_free(s->target);
  g_free(s->folded);
  g_free(s->reason);
  ibid_date_clear(&s->until);
  g_free(s);
}

/* ---- reading ---- */

static gboolean
malformed(const char *name, guint line, const char *why, GError **error)
{
  g_set_error(error, IBID_ERROR, IBID_ERROR_CONFIG,
              "%s:%u: %s (a line is RULE KEY-or-text [until DATE] : reason)", name, line, why);
  return FALSE;
}

/* Cuts "until DATE" off the end of S; FALSE when the date is none. */
static gboolean
cut_until(char *s, IbidDate *until)
{
  char *word = g_strrstr(s, " until ");
  if (!word)
    return TRUE;
  const char *date = word + strlen(" until ");
  if (strchr(date, ' ')) /* "Live until tomorrow and then": part of the text */
    return TRUE;
  if (!ib_date_from_edtf(date, until))
    return !g_ascii_isdigit(*date);
  *word = '\0';
  return TRUE;
}

/* The colon that ends the target: one between blanks if there is one, for keys and URLs
 * have colons inside. */
static char *
find_colon(char *line)
{
  char *colon = strstr(line, " : ");
  if (colon)
    return colon + 1;
  return strstr(line, ": ");
}

/* Takes LINE apart in place. */
static gboolean
parse_line(char *line, Suppression *s, const char **why)
{
  char *colon = find_colon(line);
  if (!colon || ib_text_is_blank(colon + 1)) {
    *why = "a reason is missing";
    return FALSE;
  }
  *colon = '\0';
  g_strstrip(line);
  char *target = strpbrk(line, " \t");
  if (!target) {
    *why = "a key or text is missing";
    return FALSE;
  }
  *target++ = '\0';
  g_strstrip(target);
  if (!cut_until(target, &s->until)) {
    *why = "\"until\" is not followed by a date such as 2027-01-31";
    return FALSE;
  }
  s->rule = g_strdup(line);
  s->target = g_strdup(g_strstrip(target));
  s->folded = ib_text_fold(target, -1);
  s->reason = g_strstrip(g_strdup(colon + 1));
  return TRUE;
}

static gboolean
parse(const char *name, const char *text, GPtrArray *list, GError **error)
{
  if (!g_utf8_validate(text, -1, NULL)) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_CONFIG, "cannot use %s: it is not UTF-8", name);
    return FALSE;
  }
  g_auto(GStrv) lines = g_strsplit(g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    const char *why = NULL;
    g_strstrip(lines[i]);
    if (!*lines[i] || *lines[i] == '#')
      continue;
    Suppression *s = g_new0(Suppression, 1);
    g_ptr_array_add(list, s);
    s->line = i + 1;
    if (!parse_line(lines[i], s, &why))
      return malformed(name, i + 1, why, error);
  }
  return TRUE;
}

/* ---- matching ---- */

static gboolean
matches_rule(const Suppression *s, const char *rule)
{
  gsize len = strlen(s->rule);
  if (!strcmp(s->rule, "*"))
    return TRUE;
  if (g_str_has_suffix(s->rule, ".*"))
    return !strncmp(s->rule, rule, len - 1);
  return !strcmp(s->rule, rule);
}

/* What the text of a suppression may occur in: the reference and its address.
 * Caller frees with g_free(). */
static char *
searchable(const IbidRecord *rec)
{
  g_autofree char *described = ib_view_describe(rec);
  g_autofree char *both = g_strjoin(" ", described, ibid_record_text(rec, IBID_VAR_URL), NULL);
  return ib_text_fold(both, -1);
}

/* FOLDED is made when a suppression first asks for it. */
static gboolean
matches_record(const Suppression *s, const IbidRecord *rec, char **folded)
{
  if (!strcmp(s->target, "*"))
    return TRUE;
  if (!rec)
    return FALSE;
  const char *key = ibid_record_key(rec);
  if (key && !g_ascii_strcasecmp(key, s->target))
    return TRUE;
  if (!*s->folded)
    return FALSE;
  if (!*folded)
    *folded = searchable(rec);
  return strstr(*folded, s->folded) != NULL;
}

static gboolean
is_expired(const Suppression *s, const IbidReport *report)
{
  return s->until.from.year && ib_date_part_compare(&report->today, &s->until.from) > 0;
}

static void
suppress_finding(IbidReport *report, IbidFinding *f, GPtrArray *list)
{
  const IbidRecord *rec = f->record < report->records->len ? report->records->pdata[f->record] : NULL;
  g_autofree char *folded = NULL;

  for (guint i = 0; i < list->len; i++) {
    Suppression *s = list->pdata[i];
    if (is_expired(s, report) || !matches_rule(s, f->rule) || !matches_record(s, rec, &folded))
      continue;
    s->used = TRUE;
    if (!f->suppressed)
      f->suppressed = g_strdup(s->reason);
  }
}

/* ---- what is to say about the suppressions themselves ---- */

/* Had the rule a chance to speak?  Without the web its rules had none. */
static gboolean
was_asked(const Suppression *s, const IbidReport *report)
{
  IbRuleText rule;
  if (report->urls->len && !report->offline)
    return TRUE;
  if (strchr(s->rule, '*'))
    return FALSE;
  ib_rule_find(s->rule, &rule);
  return strcmp(rule.asks, "web") != 0;
}

static void
add_finding(IbidReport *report, const char *rule, const char *name, const Suppression *s,
            const char *what)
{
  IbidFinding *f = ibid_finding_new(rule, IBID_SEVERITY_WARNING, G_MAXUINT, IBID_VAR_NONE);
  ibid_finding_set_message(f, "the suppression of %s for \"%s\" %s", s->rule, s->target, what);
  ibid_finding_add_fact(f, "file", name);
  ibid_finding_add_number(f, "line", s->line);
  ibid_finding_add_fact(f, "reason", s->reason);
  g_ptr_array_add(report->findings, f);
}

static void
tell(IbidReport *report, const char *name, const Suppression *s)
{
  if (is_expired(s, report)) {
    g_autofree char *day = ib_day_to_text(&s->until.from);
    g_autofree char *what = g_strdup_printf("has expired (%s)", day);
    add_finding(report, "suppression.expired", name, s, what);
  } else if (!s->used && was_asked(s, report)) {
    add_finding(report, "suppression.unused", name, s, "silenced nothing");
  }
}

gboolean
ib_suppress(IbidReport *report, const char *name, const char *text, GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(suppression_free);
  guint n = report->findings->len;

  if (!parse(name, text, list, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    suppress_finding(report, report->findings->pdata[i], list);
  for (guint i = 0; i < list->len; i++)
    tell(report, name, list->pdata[i]);
  return TRUE;
}
