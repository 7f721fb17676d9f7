/* list.merged: two references in one entry, or one broken in two. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "check/printed.h"
#include "check/rules.h"

/* A name with a year in brackets that begins a second reference behind the end of a first: pages,
 * a year, an address, or a closing bracket, and a full stop.  Not behind an initial ("K. A.
 * Harper, P. G. (1999)"), nor with "in" before the year, which names editors. */
static const char second[] = "(?:(?:[0-9][-–][0-9]+|[0-9]{4}\\)?|\\)|[\\]”»])[.;]?\\s+|[.]\\s|"
                             "\\s{6,})(?<!\\bIn )(?<!\\bin )(?<!: )(?<![A-Z]\\. )"
                             "(?=\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+)?(?:, (?:\\p{Lu}\\.[ ,-]{0,2}|"
                             "\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\.)?,? (?=[(&a]))|,? (?:\\p{Lu}{1,2}[ ,]+)+)"
                             "(?:(?!\\b[Ii]n\\b|: |\\. \\p{Lu}\\p{Ll}{3,}).){0,120}?\\((?:19|20)[0-9]{2}[a-z]?[,)])";
static const char year_in_brackets[] = "\\((?:19|20)[0-9]{2}[a-z]?(?:, [^)]{3,20})?\\)";

static void
report_merged(IbCheck *check, guint i, const char *text, gsize at)
{
  glong chars = g_utf8_strlen(text + at, -1);
  g_autofree char *head = g_utf8_substring(text + at, 0, MIN(40, chars));
  IbidFinding *f = ib_check_add(check, "list.merged", IBID_SEVERITY_WARNING, i, IBID_VAR_NONE);
  f->span = (IbidSpan){ at, strlen(text) };
  ibid_finding_set_message(f, "another reference seems to begin at “%s%s”", head, chars > 40 ? "…" : "");
  ibid_finding_add_fact(f, "begins", head);
}

/* One finding an entry: what a look of the list found silences the next. */
static gboolean
is_told(const IbCheck *check, guint i)
{
  for (guint k = check->findings->len; k > 0; k--) {
    const IbidFinding *f = check->findings->pdata[k - 1];
    if (!g_str_equal(f->rule, "list.merged"))
      break;
    if (f->record == i)
      return TRUE;
  }
  return ib_check_has(check, i, "list.merged");
}

/* The next number of a numbered list inside an entry, "[14] … 2007. [15] V. Adams": it
 * must have a name behind it. */
static gboolean
check_merged_numbers(IbCheck *check, guint i, const char *text)
{
  static const char own[] = "^\\s*[\\[(]?[0-9]{1,4}[\\]).]";
  static const char name[] = "^(?:\\p{Lu}\\.[ -]?)+\\p{Lu}\\p{Ll}|^\\p{Lu}[\\p{L}'’-]+(?:,| \\p{Lu}{1,3}[,.])|"
                             "^\\p{Lu}[\\p{L}'’-]+ \\p{Lu}\\p{Ll}+[,.]";
  if (!text || !ib_check_match(own, text, NULL, NULL))
    return FALSE;
  int next = atoi(text + strcspn(text, "0123456789")) + 1;
  g_autofree char *bracketed = g_strdup_printf(" [%d] ", next), *dotted = g_strdup_printf(". %d. ", next);
  const char *at = strstr(text, bracketed), *behind = at ? at + strlen(bracketed) : NULL;
  if (!at && *text != '[' && (at = strstr(text, dotted)))
    behind = at + strlen(dotted);
  if (!at || at - text < 30 || !ib_check_match(name, behind, NULL, NULL))
    return FALSE;
  report_merged(check, i, text, at + strcspn(at, "0123456789[") - text);
  return TRUE;
}

/* Two of each in what the parser labelled: "author title date author title date", with the end of
 * a sentence between.  What is "in" another work, or behind a colon, is a part of the first. */

static gboolean
has_label(const IbidRecord *rec, guint from, guint to, const char *names)
{
  for (guint k = from; k < to; k++) {
    const char *at = strstr(names, ibid_record_label(rec, k)->label);
    if (at && (at == names || at[-1] == ' '))
      return TRUE;
  }
  return FALSE;
}

/* Does the text from FROM to TO end one reference, and does nothing in it lead to the next? */
static gboolean
is_between(const char *text, gsize from, gsize to, gboolean behind_address)
{
  static const char end[] = "^[\\p{P}\\s>]*[.)\\]>”\"/0-9;][.)\\]>”\"]*\\s+(?:\\[?[0-9]{1,4}[\\].)] ?)?[“\"«„]?$";
  g_autofree char *between = to > from && to - from < 40 ? g_strndup(text + from, to - from) : NULL;
  return between && (ib_check_match(end, between, NULL, NULL) || (g_str_equal(between, " ") && behind_address));
}

/* Label K begins a reference: its author, or a body that the parser took for a container because
 * a year and a title follow, or a title that begins with a name ("Cole B. Lakes of Asia"). */
static gboolean
is_head(const IbidRecord *rec, guint k, guint n)
{
  static const char named[] = "^\\p{Lu}[\\p{L}'’-]+,? (?:\\p{Lu}\\.[ -]?|\\p{Lu}{1,3}[.,] ){1,3}\\p{Lu}";
  const char *label = ibid_record_label(rec, k)->label;
  if (g_str_equal(label, "title"))
    return ib_check_match(named, ibid_record_printed(rec) + ibid_record_label(rec, k)->span.start, NULL, NULL);
  if (g_str_equal(label, "container-title"))
    return k + 2 < n && g_str_equal(ibid_record_label(rec, k + 1)->label, "date") &&
           g_str_equal(ibid_record_label(rec, k + 2)->label, "title");
  return g_str_equal(label, "author") || g_str_equal(label, "editor");
}

/* The label that begins a second reference; 0 when there is none. */
static guint
second_head(const IbidRecord *rec)
{
  static const char editors[] = "^[,.]? ?\\(?(?i:eds?|edit|hrsg|hg|dir|a cura)\\b";
  const char *printed = ibid_record_printed(rec);
  guint n = ibid_record_n_labels(rec);
  for (guint k = 2; printed && k + 1 < n; k++) {
    const IbidLabel *next = ibid_record_label(rec, k), *last = ibid_record_label(rec, k - 1);
    if (next->span.end <= strlen(printed) && is_head(rec, k, n) && has_label(rec, 0, k, "title container-title") &&
        has_label(rec, 0, k, "date") && has_label(rec, k, n, "title container-title") && has_label(rec, k, n, "date") &&
        !g_str_equal(last->label, "title") &&
        is_between(printed, last->span.end, next->span.start,
                   g_str_equal(last->label, "url") || g_str_equal(last->label, "doi")) &&
        !ib_check_match(editors, printed + next->span.end, NULL, NULL))
      return k;
  }
  return 0;
}

gboolean
ib_check_looks_merged(const IbidRecord *rec)
{
  return second_head(rec) > 0;
}

/* Physicists number several works as one; then many entries are so. */
static void
check_merged_labels(IbCheck *check)
{
  guint n = 0;
  for (guint i = 0; i < check->records->len; i++)
    n += second_head(check->records->pdata[i]) > 0;
  for (guint i = 0; i < check->records->len && n <= 1 + check->records->len / 12; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    guint k = second_head(rec);
    if (k && !is_told(check, i))
      report_merged(check, i, ibid_record_printed(rec), ibid_record_label(rec, k)->span.start);
  }
}

/* The first must have its own year in brackets before the second begins, so that "Reprinted in
 * Smith, J. (2007)" and a chapter's editors are none. */
static void
check_merged(IbCheck *check, guint i)
{
  const char *text = ib_printed(check, i, TRUE);
  gsize first_start, first, start, end;
  if (check_merged_numbers(check, i, text))
    return;
  if (!text || strlen(text) < 80 || !ib_check_match(year_in_brackets, text, &first_start, &first) ||
      first_start > 200 || !ib_check_match(second, text + first, &start, &end) || start < 20)
    return;
  report_merged(check, i, text, first + end);
}

/* In a list of one entry a line, an entry that begins behind another on its line. */
static void
check_line(IbCheck *check)
{
  guint behind = 0;
  for (guint i = 0; i < check->records->len; i++)
    behind += ibid_record_source(check->records->pdata[i])->column > 3;
  for (guint i = 1; i < check->records->len && behind * 8 <= check->records->len; i++) {
    const IbidSource *last = ibid_record_source(check->records->pdata[i - 1]),
                     *own = ibid_record_source(check->records->pdata[i]);
    const char *printed = ibid_record_printed(check->records->pdata[i]);
    if (!printed || !last->line || own->line != last->line || own->column <= last->column ||
        g_strcmp0(own->file, last->file))
      continue;
    glong chars = g_utf8_strlen(printed, -1);
    g_autofree char *head = g_utf8_substring(printed, 0, MIN(40, chars));
    IbidFinding *f = ib_check_add(check, "list.merged", IBID_SEVERITY_WARNING, i, IBID_VAR_NONE);
    ibid_finding_set_message(f, "“%s%s” begins on the line of the reference before", head, chars > 40 ? "…" : "");
    ibid_finding_add_fact(f, "begins", head);
  }
}

/* Broken in two: an entry that ends in the middle, and one behind it that begins there. */

typedef struct {
  guint plain, closed, authored;
} Ends;

/* Ends as entries do: a full stop, a bracket, a number, an address. */
static gboolean
is_closed(const char *text)
{
  return ib_check_match("(?:[.!?)\\]>”»\"0-9]|/\\S*|\\S+\\.\\S+)\\s*$", text, NULL, NULL);
}

static gboolean
has_head(const IbidRecord *rec)
{
  IbidSpan author = ibid_record_span(rec, IBID_VAR_AUTHOR), editor = ibid_record_span(rec, IBID_VAR_EDITOR);
  return (author.end && author.start < 12) || (editor.end && editor.start < 12);
}

static Ends
count_ends(IbCheck *check)
{
  Ends n = { 0 };
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    const char *printed = ibid_record_printed(rec);
    n.plain += printed != NULL;
    n.closed += printed && is_closed(printed);
    n.authored += printed && has_head(rec);
  }
  return n;
}

/* Does TEXT begin in the middle: with a small letter, a sign that closes, or a number that no
 * reference begins with? */
static gboolean
begins_within(const char *text)
{
  static const char within[] =
      "^\\s*(?:\\p{Ll}(?!\\p{L}* ?['’])|[,;:)&\\]]|(?:[0-9]+\\s*\\([0-9]+\\)|[0-9]+[-–][0-9]+|"
      "[12][0-9]{3}[,;.]|pp?\\. |vol\\. |no\\. |https?:|doi|[(\\[]\\p{Ll}|[(\\[]?(?i:cited|accessed|"
      "retrieved|available|online\\]|internet\\]|zugriff|abgerufen|consulté|дата обращения)\\b))";
  static const char particle[] =
      "^\\s*(?:de|van|von|der|den|da|di|du|la|le|el|al|ibn|bin|dos|del|della|zu|ter|ten|vgl|s\\.|cf|in|"
      "ders|ebd|id|idem|ibid)\\b";
  return ib_check_match(within, text, NULL, NULL) && !ib_check_match(particle, text, NULL, NULL);
}

/* "… “The Rivers of Book II.2." and "12b3-14a5.” Journal of Rivers …"; not where „ opens and “ may
 * close. */
static gboolean
goes_on_in_quotes(const char *first, const char *rest)
{
  if (strstr(first, "„") || strstr(rest, "„"))
    return FALSE;
  const char *open = g_strrstr(first, "“"), *close = strstr(rest, "”"), *again = strstr(rest, "“");
  return open && !strstr(open, "”") && close && (!again || close < again);
}

/* The file holds more between two references than blanks: words that were taken for no part of
 * the list, behind a reference that ends in the middle. */
static void
check_passed_over(IbCheck *check, const Ends *usual)
{
  for (guint i = 0; i + 1 < check->records->len && usual->closed * 10 >= usual->plain * 9; i++) {
    const IbidSource *own = ibid_record_source(check->records->pdata[i]),
                     *next = ibid_record_source(check->records->pdata[i + 1]);
    const char *printed = ibid_record_printed(check->records->pdata[i]);
    if (!printed || is_closed(printed) || is_told(check, i) || !own->end || g_strcmp0(own->file, next->file) ||
        next->start < own->end + 25 || next->start > own->end + 600)
      continue;
    IbidFinding *f = ib_check_add(check, "list.merged", IBID_SEVERITY_WARNING, i, IBID_VAR_NONE);
    ibid_finding_set_message(f, "the reference breaks off in line %u, and what follows is no reference by itself",
                             own->line);
    ibid_finding_add_number(f, "line", own->line);
  }
}

/* Neither a year nor where it was published. */
static gboolean
is_stub(const IbidRecord *rec)
{
  return !ibid_record_has(rec, IBID_VAR_ISSUED) && !ibid_record_has(rec, IBID_VAR_PUBLISHER) &&
         !ibid_record_has(rec, IBID_VAR_URL);
}

/* The first half has names, year and title, the second the rest: "Coastal Economics, 4(2), 101-119." */
static gboolean
completes(const IbidRecord *first, const IbidRecord *rec)
{
  static const IbidVar places[] = { IBID_VAR_CONTAINER_TITLE, IBID_VAR_PUBLISHER, IBID_VAR_URL, IBID_VAR_DOI,
                                    IBID_VAR_VOLUME,          IBID_VAR_PAGE };
  for (guint k = 0; k < G_N_ELEMENTS(places); k++)
    if (ibid_record_has(first, places[k]))
      return FALSE;
  return ibid_record_has(first, IBID_VAR_AUTHOR) && ibid_record_has(first, IBID_VAR_ISSUED) &&
         !ibid_record_has(rec, IBID_VAR_ISSUED) && !ibid_record_has(rec, IBID_VAR_AUTHOR) &&
         ibid_record_has(rec, IBID_VAR_VOLUME) && ibid_record_has(rec, IBID_VAR_PAGE);
}

static gboolean
is_second_half(IbCheck *check, guint i, const Ends *usual)
{
  const IbidRecord *first = check->records->pdata[i - 1], *rec = check->records->pdata[i];
  const char *before = ibid_record_printed(first), *text = ibid_record_printed(rec);
  if (!before || !text || ibid_record_has(rec, IBID_VAR_CITATION_NUMBER))
    return FALSE;
  gboolean open = !is_closed(before), within = begins_within(text);
  gboolean whole = has_head(rec) && ibid_record_has(rec, IBID_VAR_ISSUED) && ibid_record_has(rec, IBID_VAR_TITLE);
  gboolean numbered = ibid_record_has(first, IBID_VAR_CITATION_NUMBER) && !whole; /* "[7] … graphic" was cut off */
  gboolean headless =
      !has_head(rec) &&
      !ib_check_match("^\\s*\\p{Lu}[\\p{L}'’-]+(?:,? \\p{Lu}\\.|, \\p{Lu}[\\p{L}-]+[ ,.])", text, NULL, NULL) &&
      usual->authored * 10 >= usual->plain * 8;
  gboolean half = !ibid_record_has(first, IBID_VAR_ISSUED) || !ibid_record_has(rec, IBID_VAR_ISSUED) ||
                  !ibid_record_has(first, IBID_VAR_TITLE);
  gboolean authors =
      !ibid_record_has(first, IBID_VAR_ISSUED) && !ibid_record_has(first, IBID_VAR_TITLE) && strlen(before) < 120;
  return (open &&
          (within || numbered || (headless && half && (is_stub(first) || !ibid_record_has(rec, IBID_VAR_ISSUED))))) ||
         (within && half && headless) || (authors && headless) || (headless && completes(first, rec)) ||
         goes_on_in_quotes(before, text);
}

/* Only where nearly all entries end in a full stop, a number or an address. */
static void
check_broken(IbCheck *check)
{
  Ends usual = count_ends(check);
  if (usual.plain >= 5)
    check_passed_over(check, &usual);
  for (guint i = 1; i < check->records->len && usual.plain >= 5 && usual.closed * 10 >= usual.plain * 8; i++) {
    if (is_told(check, i) || !is_second_half(check, i, &usual))
      continue;
    const char *text = ibid_record_printed(check->records->pdata[i]);
    g_autofree char *head = g_utf8_substring(text, 0, MIN(40, g_utf8_strlen(text, -1)));
    g_autofree char *place = ib_check_place(check, i - 1);
    IbidFinding *f = ib_check_add(check, "list.merged", IBID_SEVERITY_WARNING, i, IBID_VAR_NONE);
    ibid_finding_set_message(f, "“%s…” seems to go on with the reference before (%s)", head, place);
    ibid_finding_add_fact(f, "begins", head);
    ibid_finding_add_fact(f, "other", ibid_record_key(check->records->pdata[i - 1]));
  }
}

/* Line ends inside an entry, where the others have none: an empty line, or any. */
static guint
count_line_ends(const char *printed, gboolean empty)
{
  guint n = 0;
  for (const char *p = printed ? strchr(printed, '\n') : NULL; p; p = strchr(p + 1, '\n'))
    n += !empty || p[1 + strspn(p + 1, " \t\r")] == '\n';
  return n;
}

/* Two references may have been taken for one; so the break must stand in the middle of something. */
static void
report_line_end(IbCheck *check, guint i)
{
  const char *printed = ibid_record_printed(check->records->pdata[i]);
  gsize at = strcspn(printed, "\n"), rest = at + strspn(printed + at, " \t\r\n");
  g_autofree char *head = g_strndup(printed, at);
  if (is_closed(head) && !begins_within(printed + rest))
    return;
  g_autofree char *tail = g_utf8_substring(printed + rest, 0, MIN(40, g_utf8_strlen(printed + rest, -1)));
  IbidFinding *f = ib_check_add(check, "list.merged", IBID_SEVERITY_WARNING, i, IBID_VAR_NONE);
  f->span = (IbidSpan){ at, strlen(printed) };
  ibid_finding_set_message(f, "the reference is broken in two: “%s…” begins a new line", tail);
  ibid_finding_add_fact(f, "begins", tail);
}

static void
check_line_ends(IbCheck *check)
{
  for (int empty = 1; empty >= 0; empty--) {
    guint n = 0;
    for (guint i = 0; i < check->records->len; i++)
      n += count_line_ends(ibid_record_printed(check->records->pdata[i]), empty) > 0;
    if (!n || n > 1 + check->records->len / 25 || check->records->len < 6)
      continue;
    for (guint i = 0; i < check->records->len; i++)
      if (count_line_ends(ibid_record_printed(check->records->pdata[i]), empty) > 0 && !is_told(check, i))
        report_line_end(check, i);
    return;
  }
}

static void
check_list(IbCheck *check)
{
  check_merged_labels(check);
  check_line(check);
  check_line_ends(check);
  check_broken(check);
}

const IbRule ib_rules_merged[] = {
  { "list.merged", check_merged, check_list },
  { NULL, NULL, NULL },
};
