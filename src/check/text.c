/* text.*: what went wrong with the characters of a reference printed as plain text. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "util/data.h"
#include "util/text.h"

/* Repairs that the importer made. */

/* Punctuation that both forms share at their ends is no part of the repair: "KÅ‚os," and
 * "Kłos,". */
static gsize
shared_tail(const char *a, const char *b)
{
  gsize x = strlen(a), y = strlen(b), n = 0;
  while (n < x && n < y && a[x - n - 1] == b[y - n - 1] && g_ascii_ispunct(a[x - n - 1]))
    n++;
  return n;
}

static const struct {
  const char *rule, *message; /* the first %s is the printed form, the second the repaired one */
  IbidSeverity severity;
} repairs[] = {
  { "text.mojibake", "“%s” was read in the wrong character set; it should read “%s”", IBID_SEVERITY_WARNING },
  { "text.html", "“%s” is left over from a web page; it should read “%s”", IBID_SEVERITY_WARNING },
  { "text.invisible", "“%s” holds a character that cannot be seen; it should read “%s”", IBID_SEVERITY_INFO },
};

static void
report_repair(IbCheck *check, guint i, const IbidRepair *r, guint row)
{
  gsize tail = shared_tail(r->old_value, r->new_value);
  g_autofree char *printed = g_strndup(r->old_value, strlen(r->old_value) - tail);
  g_autofree char *repaired = g_strndup(r->new_value, strlen(r->new_value) - tail);
  g_auto(GStrv) parts = g_strsplit(repairs[row].message, "%s", 3);
  IbidFinding *f =
      ib_check_add(check, repairs[row].rule, r->safe ? repairs[row].severity : IBID_SEVERITY_INFO, i, r->var);
  f->span = (IbidSpan){ r->span.start, r->span.end - MIN(tail, r->span.end - r->span.start) };
  ibid_finding_set_message(f, "%s%s%s%s%s", parts[0], printed, parts[1], repaired, parts[2]);
  ibid_finding_add_fact(f, "printed", printed);
  ibid_finding_add_fact(f, "repaired", repaired);
  ibid_finding_set_fix(f, r->var, printed, repaired, r->safe);
}

/* Do the repairs mend one thing?  The words of a name or title that were all misread have one cause. */
static gboolean
is_one_cause(const IbidRepair *a, const IbidRepair *b)
{
  return a->var != IBID_VAR_NONE && a->var == b->var && a->safe == b->safe && g_str_equal(a->rule, b->rule) &&
         b->span.start >= a->span.end;
}

/* What PRINTED has from START on to the end of repair LAST, with the repairs FIRST to LAST made. */
static char *
mended(const IbidRecord *rec, const char *printed, guint first, guint last)
{
  GString *out = g_string_new(NULL);
  gsize at = ibid_record_repair(rec, first)->span.start;
  for (guint k = first; k <= last; k++) {
    const IbidRepair *r = ibid_record_repair(rec, k);
    g_string_append_len(out, printed + at, r->span.start - at);
    g_string_append(out, r->new_value);
    at = r->span.end;
  }
  return g_string_free(out, FALSE);
}

/* Reports the repairs from K on that mend one thing; returns the next. */
static guint
report_repairs(IbCheck *check, guint i, guint k, guint row)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *printed = ibid_record_printed(rec);
  guint n = ibid_record_n_repairs(rec), last = k;
  while (printed && last + 1 < n && is_one_cause(ibid_record_repair(rec, last), ibid_record_repair(rec, last + 1)))
    last++;
  IbidRepair all = *ibid_record_repair(rec, k);
  if (last == k || ibid_record_repair(rec, last)->span.end > strlen(printed)) {
    report_repair(check, i, &all, row);
    return k + 1;
  }
  all.span.end = ibid_record_repair(rec, last)->span.end;
  all.old_value = g_strndup(printed + all.span.start, all.span.end - all.span.start);
  all.new_value = mended(rec, printed, k, last);
  report_repair(check, i, &all, row);
  g_free(all.old_value);
  g_free(all.new_value);
  return last + 1;
}

static void
check_repairs(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  for (guint k = 0; k < ibid_record_n_repairs(rec);) {
    guint row = 0;
    while (row < G_N_ELEMENTS(repairs) && !g_str_equal(ibid_record_repair(rec, k)->rule, repairs[row].rule))
      row++;
    k = row < G_N_ELEMENTS(repairs) ? report_repairs(check, i, k, row) : k + 1;
  }
}

/* Patterns, each a rule's own. */

typedef struct {
  const char *rule;
  const char *first; /* one of these bytes must be there, or there is nothing to look for */
  const char *pattern;
  const char *message; /* %s is what matched */
  IbidSeverity severity;
  gboolean in_urls; /* addresses are looked at too */
} Pattern;

static const Pattern patterns[] = {
  { "text.replacement", "\357", "\\p{L}*\\x{FFFD}+\\p{L}*", "a letter of “%s” was lost", IBID_SEVERITY_WARNING, FALSE },
  /* "Marci?czuk"; not "index.php?id=3", torn off its address */
  { "text.replacement", "?", "(?<![./\\p{L}])(?:\\p{L}*\\p{Ll}|\\p{Lu})\\?\\p{Ll}\\p{L}*(?![=&\\p{L}])",
    "a letter of “%s” was lost", IBID_SEVERITY_WARNING, FALSE },
  { "text.html", "&",
    "&(?:amp|lt|gt|quot|apos|nbsp|[lr][ds]quo|[nm]dash|hellip|copy|reg|szlig|laquo|raquo|"
    "[A-Za-z]{1,2}(?:uml|acute|grave|circ|tilde|cedil|slash|ring|caron|lig)|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});",
    "“%s” is left over from a web page", IBID_SEVERITY_WARNING, TRUE },
  { "text.html", "<",
    "</?(?:i|b|em|strong|sup|sub|span|p|br|a|u|font|div|jats:[a-z]+|title|scp|"
    "sc)(?: [^<>]{0,200})?/?>",
    "“%s” is left over from a web page", IBID_SEVERITY_WARNING, TRUE },
  { "text.latex", "\\",
    "\\\\[_&%$#{}~]|\\\\['`\"^~=.’‘´”“]\\{?\\\\?[A-Za-z]|\\\\[cvuHkr]\\{[A-Za-z]\\}|\\\\(?:(?i:textit|"
    "textbf|emph|textsc)|url|href|text[a-z]{2}|"
    "mathrm|mathcal|alpha|beta|gamma|ss|aa|ae|oe|o|l|i)(?![a-z])",
    "“%s” is left over from LaTeX", IBID_SEVERITY_WARNING, TRUE },
  { "text.latex", "~", "(?<=\\.)~(?=[\\p{Lu}0-9])", "“%s” is left over from LaTeX", IBID_SEVERITY_WARNING, FALSE },
  { "text.placeholder", "[<{",
    "\\[(?:(?:The |Your |your )?(?:Authors?(?: [Nn]ames?)?|Titles?(?: of (?:article|book|work|"
    "page))?|Year|Date|Month|Journal(?: [Nn]ame| [Tt]itle)?|"
    "Publisher(?: [Nn]ame)?|URL|Name|Place|Volume|Issue|Pages?|Access [Dd]ate|Date [Aa]ccessed|"
    "Surname))\\]|[\\[<{](?i:insert[^\\]>}]{0,40})[\\]>}]|"
    "<(?:[Uu][Rr][Ll]|[Aa]uthor|[Tt]itle|[Yy]ear)>|\\{(?:[Aa]uthor|[Tt]itle|[Yy]ear)\\}|"
    "\\[citation needed\\]|\\[\\?+\\]",
    "“%s” was never filled in", IBID_SEVERITY_WARNING, FALSE },
  { "text.placeholder", "xX",
    "\\bX{4,}\\b|\\bx{4,}\\b|\\b(xx|XX|xxx|XXX)[-–]\\1\\b|\\b20XX\\b|\\b(?:10\\.)?xx+[./]x+|"
    "\\b10\\.x{3,}|[XYxy]{2,}\\([XYxy]+\\)",
    "“%s” was never filled in", IBID_SEVERITY_WARNING, TRUE },
  { "text.placeholder", "?AYLTISFJylLi([",
    "\\?\\?\\?|\\((?:YEAR|Year|DATE|YYYY)\\)|\\[(?:Book|Article|Chapter|Page|Journal|Web ?site|"
    "Site) (?i:title|name)\\]|\\bAuthor, A\\. ?A?\\.|\\b(?i:your-?url)(?:-?here)?\\b|"
    "\\b(?i:Lorem ipsum)\\b|\\bTODO\\b|\\bTBD\\b|\\bTBA\\b|\\bInsert (?:title|author|date|URL|"
    "DOI)\\b|"
    "\\bSurname, (?:Initials?|I\\.|F\\.|First)|\\bLast ?name, (?:F\\.|First)|\\bFirst ?name Last ?name\\b|"
    "\\bTitle of (?:article|book|work|the article|the book|periodical)\\b|\\b(?:Journal|Publisher) Name\\b",
    "“%s” was never filled in", IBID_SEVERITY_WARNING, TRUE },
};

static void
check_pattern(IbCheck *check, guint i, const IbPiece *piece, gconstpointer data)
{
  const Pattern *p = data;
  gsize start, end;
  if (!strpbrk(piece->text, p->first) || !ib_check_match(p->pattern, piece->text, &start, &end))
    return;
  if (ib_check_has(check, i, p->rule))
    return;
  g_autofree char *what = g_strndup(piece->text + start, end - start);
  const char *hole = strstr(p->message, "%s");
  IbidFinding *f = ib_piece_add(check, p->rule, p->severity, i, piece, start, end);
  ibid_finding_set_message(f, "%.*s%s%s", (int)(hole - p->message), p->message, what, hole + 2);
  ibid_finding_add_fact(f, "printed", what);
}

/* BibTeX has LaTeX and CSL-JSON tags by right; tagged lines (RIS, nbib, Refer) have neither. */
static gboolean
is_without_markup(const IbidRecord *rec)
{
  static const char *const endings[] = { ".ris", ".nbib", ".enw", ".ciw", ".isi", ".txt" };
  const char *file = ibid_record_source(rec)->file;
  for (guint k = 0; file && k < G_N_ELEMENTS(endings); k++)
    if (g_str_has_suffix(file, endings[k]))
      return TRUE;
  return ib_check_is_plain(rec);
}

static void
check_patterns(IbCheck *check, guint i)
{
  gboolean markup = !is_without_markup(check->records->pdata[i]);
  for (guint k = 0; k < G_N_ELEMENTS(patterns); k++)
    if (!markup || !(g_str_equal(patterns[k].rule, "text.html") || g_str_equal(patterns[k].rule, "text.latex")))
      ib_pieces_foreach(check, i, !patterns[k].in_urls, check_pattern, &patterns[k]);
}

/* Characters that cannot be seen.  Joiners belong to the scripts that use them (Persian,
 * Devanagari), direction marks to lines that run from right to left. */

static gboolean
is_invisible(gunichar c)
{
  return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || (c >= 0x200C && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2061 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) ||
         (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

static gboolean
uses_joiners(const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= 0x590 && c < 0x1100)
      return TRUE;
  }
  return FALSE;
}

static void
look_for_invisible(IbCheck *check, guint i, const IbPiece *piece, G_GNUC_UNUSED gconstpointer data)
{
  const char *text = piece->text;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!is_invisible(c))
      continue;
    if ((c >= 0x200C && uses_joiners(text)) || ib_check_has(check, i, "text.invisible"))
      return;
    IbidFinding *f =
        ib_piece_add(check, "text.invisible", IBID_SEVERITY_INFO, i, piece, p - text, g_utf8_next_char(p) - text);
    g_autofree char *code = g_strdup_printf("U+%04X", c);
    ibid_finding_set_message(f, "a character that cannot be seen stands here (%s)", code);
    ibid_finding_add_fact(f, "character", code);
    return;
  }
}

static void
check_invisible(IbCheck *check, guint i)
{
  ib_pieces_foreach(check, i, FALSE, look_for_invisible, NULL);
}

/* Remains of an assistant or of a web page: also inside addresses.  A style may have set them
 * in capitals ("Turn0search1"). */
static void
look_for_debris(IbCheck *check, guint i, const IbPiece *piece, G_GNUC_UNUSED gconstpointer data)
{
  const IbTable *table = ib_table("debris.tsv");
  g_autofree char *lower = g_ascii_strdown(piece->text, -1);
  for (guint k = 0; k < table->n_rows && !ib_check_has(check, i, "text.debris"); k++) {
    const char *mark = table->rows[k][0], *from = table->rows[k][1];
    g_autofree char *lower_mark = g_ascii_strdown(mark, -1);
    const char *at = strstr(lower, lower_mark);
    if (!at)
      continue;
    gsize start = at - lower;
    IbidFinding *f = ib_piece_add(check, "text.debris", IBID_SEVERITY_WARNING, i, piece, start, start + strlen(mark));
    if (g_strcmp0(from, "assistant") == 0)
      ibid_finding_set_message(f, "“%s” was left by an assistant: look whether this reference exists", mark);
    else
      ibid_finding_set_message(f, "“%s” was copied along from a web page", mark);
    ibid_finding_add_fact(f, "printed", mark);
    return;
  }
}

static void
check_debris(IbCheck *check, guint i)
{
  const char *printed = ibid_record_printed(check->records->pdata[i]);
  if (printed)
    look_for_debris(check, i, &(IbPiece){ printed, IBID_VAR_NONE }, NULL);
  else
    ib_pieces_foreach(check, i, FALSE, look_for_debris, NULL);
}

const IbRule ib_rules_text[] = {
  { "text.mojibake text.html text.invisible", check_repairs, NULL },
  { "text.replacement text.html text.latex text.placeholder", check_patterns, NULL },
  { "text.invisible", check_invisible, NULL },
  { "text.debris", check_debris, NULL },
  { NULL, NULL, NULL },
};
