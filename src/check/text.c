/* text.*: what went wrong with the characters of a reference printed as plain text. */
#include "config.h"

#include <string.h>

#include "check/rules.h"
#include "util/data.h"
#include "util/text.h"

/* A finding about bytes START to END of the printed form. */
static IbidFinding *
add_at(IbCheck *check, const char *rule, IbidSeverity severity, guint i, gsize start, gsize end)
{
  const IbidRecord *rec = check->records->pdata[i];
  IbidFinding *f = ib_check_add(check, rule, severity, i, IBID_VAR_NONE);
  f->span = (IbidSpan){ start, end };
  for (int var = 1; var < IBID_N_VARS; var++) {
    IbidSpan span = ibid_record_span(rec, var);
    if (span.end && span.start <= start && end <= span.end)
      f->var = var;
  }
  return f;
}

/* Repairs that the importer made. */

static void
check_repairs(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  for (guint k = 0; k < ibid_record_n_repairs(rec); k++) {
    const IbidRepair *r = ibid_record_repair(rec, k);
    if (!g_str_equal(r->rule, "text.mojibake"))
      continue;
    IbidFinding *f = ib_check_add(check, r->rule, r->safe ? IBID_SEVERITY_WARNING : IBID_SEVERITY_INFO, i, r->var);
    f->span = r->span;
    ibid_finding_set_message(f, "“%s” was read in the wrong character set; it should read “%s”", r->old_value,
                             r->new_value);
    ibid_finding_add_fact(f, "printed", r->old_value);
    ibid_finding_add_fact(f, "repaired", r->new_value);
    ibid_finding_set_fix(f, r->var, r->old_value, r->new_value, r->safe);
  }
}

/* Quotation marks: each opening mark with the marks that may close it. */

static const struct {
  gunichar open;
  gunichar close[4];
} pairs[] = {
  { 0x201C, { 0x201D } },                /* “ ” */
  { 0x201D, { 0x201D } },                /* ” ” Swedish, Finnish */
  { 0x201E, { 0x201C, 0x201D, 0x201E } },/* „ “ German, „ ” Polish */
  { 0x00AB, { 0x00BB } },                /* « » */
  { 0x00BB, { 0x00AB, 0x00BB } },        /* » « German, » » Swedish */
  { '"', { '"' } },
};

static gboolean
closes(gunichar open, gunichar mark)
{
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
    for (guint k = 0; pairs[i].open == open && k < G_N_ELEMENTS(pairs[i].close); k++)
      if (pairs[i].close[k] == mark)
        return TRUE;
  return FALSE;
}

static gboolean
is_mark(gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
    if (pairs[i].open == c)
      return TRUE;
  return c == 0x201D || c == 0x00BB;
}

typedef struct {
  gunichar mark;
  gsize at;
} Mark;

/* 5" is five inches, and 12″ its typographic form. */
static gboolean
is_inch(const char *text, const char *p, const GArray *open)
{
  return *p == '"' && p > text && g_ascii_isdigit(p[-1]) &&
         !(open->len && g_array_index(open, Mark, open->len - 1).mark == '"');
}

static void
report_quotes(IbCheck *check, guint i, const char *text, Mark open, const Mark *close)
{
  const char *start = text + open.at, *end = close ? text + close->at : start;
  gsize after = g_utf8_next_char(end) - text;
  g_autofree char *mark = g_strndup(start, g_utf8_next_char(start) - start);
  IbidFinding *f = add_at(check, "text.quotes", IBID_SEVERITY_WARNING, i, open.at, after);
  if (!close) {
    ibid_finding_set_message(f, "the quotation mark %s has no partner", mark);
  } else {
    g_autofree char *other = g_strndup(end, g_utf8_next_char(end) - end);
    ibid_finding_set_message(f, "the quotation opens with %s and closes with %s", mark, other);
  }
  ibid_finding_add_fact(f, "mark", mark);
}

static void
check_quotes(IbCheck *check, guint i, const char *text)
{
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Mark));
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    Mark mark = { g_utf8_get_char(p), p - text };
    if (!is_mark(mark.mark) || is_inch(text, p, open))
      continue;
    Mark *top = open->len ? &g_array_index(open, Mark, open->len - 1) : NULL;
    if (top && closes(top->mark, mark.mark)) {
      g_array_set_size(open, open->len - 1);
    } else if (top && mark.mark == '"' && !strchr(p + 1, '"')) {
      report_quotes(check, i, text, *top, &mark); /* “Is the Union Obsolet?" */
      return;
    } else {
      g_array_append_val(open, mark);
    }
  }
  if (open->len)
    report_quotes(check, i, text, g_array_index(open, Mark, 0), NULL);
}

/* Brackets.  "a)" and "1)" number things. */

static gboolean
is_enumeration(const char *text, gsize at)
{
  return at > 0 && g_ascii_isalnum(text[at - 1]) && (at < 2 || !g_ascii_isalnum(text[at - 2]) || at < 4);
}

static void
check_brackets(IbCheck *check, guint i, const char *text)
{
  static const char opening[] = "([{", closing[] = ")]}";
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(gsize));
  gsize wrong = G_MAXSIZE;
  for (gsize at = 0; text[at] && wrong == G_MAXSIZE; at++) {
    const char *close = strchr(closing, text[at]);
    if (strchr(opening, text[at])) {
      g_array_append_val(open, at);
    } else if (close && open->len &&
               text[g_array_index(open, gsize, open->len - 1)] == opening[close - closing]) {
      g_array_set_size(open, open->len - 1);
    } else if (close && !is_enumeration(text, at)) {
      wrong = at;
    }
  }
  if (wrong == G_MAXSIZE && open->len)
    wrong = g_array_index(open, gsize, open->len - 1);
  if (wrong == G_MAXSIZE)
    return;
  IbidFinding *f = add_at(check, "text.brackets", IBID_SEVERITY_WARNING, i, wrong, wrong + 1);
  ibid_finding_set_message(f, "the bracket %c has no partner", text[wrong]);
}

/* Patterns, each a rule's own. */

static const struct {
  const char *rule, *pattern, *message; /* %s is what matched; without it, its code is named */
  IbidSeverity severity;
} patterns[] = {
  { "text.replacement", "\\p{L}*(?:\\x{FFFD}+|(?<=\\p{Ll})\\?(?=\\p{Ll}))\\p{L}*",
    "a letter of “%s” was lost", IBID_SEVERITY_WARNING },
  { "text.html", "&(?:[a-z]{2,8}|#[0-9]{2,6}|#x[0-9a-f]{2,5});|</?(?:i|b|em|strong|sup|sub|span|p|br|a|u)(?: [^<>]{0,80})?/?>",
    "“%s” is left over from a web page", IBID_SEVERITY_WARNING },
  { "text.latex", "\\\\[_&%$#{}]|\\\\['`\"^~=.]\\{?[A-Za-z]|\\{\\\\['`\"^~]|\\\\(?:textit|textbf|emph|url|href|text[a-z]{2})\\{",
    "“%s” is left over from LaTeX", IBID_SEVERITY_WARNING },
  { "text.placeholder",
    "\\[(?:Authors?|Titles?|Year|Date|Journal|Publisher|URL|DOI|Name|Insert[^\\]]{0,30})\\]|\\bXXXX+\\b|\\byour-?URL\\b|"
    "\\bAuthor, A\\. ?A?\\.|\\bLorem ipsum\\b|\\bTODO\\b|\\?\\?\\?",
    "“%s” was never filled in", IBID_SEVERITY_WARNING },
  { "text.invisible", "[\\x{00AD}\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{FEFF}\\x{0001}-\\x{0008}\\x{000B}\\x{000C}\\x{000E}-\\x{001F}\\x{007F}]",
    "a character that cannot be seen stands here", IBID_SEVERITY_INFO },
};

static void
check_patterns(IbCheck *check, guint i, const char *text)
{
  gsize start, end;
  for (guint k = 0; k < G_N_ELEMENTS(patterns); k++) {
    if (!ib_check_match(patterns[k].pattern, text, &start, &end))
      continue;
    g_autofree char *what = g_strndup(text + start, end - start);
    IbidFinding *f = add_at(check, patterns[k].rule, patterns[k].severity, i, start, end);
    const char *hole = strstr(patterns[k].message, "%s");
    if (hole)
      ibid_finding_set_message(f, "%.*s%s%s", (int)(hole - patterns[k].message), patterns[k].message, what, hole + 2);
    else
      ibid_finding_set_message(f, "%s (U+%04X)", patterns[k].message, g_utf8_get_char(what));
  }
}

/* Remains of an assistant or of a campaign: also inside addresses. */

static void
check_debris(IbCheck *check, guint i, const char *text)
{
  static const char *const marks[] = { "utm_source=chatgpt.com", "utm_source=openai",     "utm_source=perplexity",
                                       "utm_source=copilot.com", "oaicite",               "contentReference[",
                                       "turn0search",            "turn1search",           "turn0news",
                                       "citeturn",               "[cite_start]",          "grok_card" };
  for (guint k = 0; k < G_N_ELEMENTS(marks); k++) {
    const char *at = strstr(text, marks[k]);
    if (!at)
      continue;
    IbidFinding *f = add_at(check, "text.debris", IBID_SEVERITY_WARNING, i, at - text, at - text + strlen(marks[k]));
    ibid_finding_set_message(f, "“%s” was left by an assistant: look whether this reference exists", marks[k]);
    return;
  }
}

/* Letters that look like another script's. */

static gboolean
looks_latin(gunichar c)
{
  static const gunichar alike[] = {
    0x0430, 0x0441, 0x0435, 0x043E, 0x0440, 0x0445, 0x0456, 0x0443, 0x0458, 0x0455, 0x0410, 0x0412, 0x0415,
    0x041A, 0x041C, 0x041D, 0x041E, 0x0420, 0x0421, 0x0422, 0x0425, 0x0423, 0x0406, 0x0405, 0x0408, 0x0391,
    0x0392, 0x0395, 0x0397, 0x0399, 0x039A, 0x039C, 0x039D, 0x039F, 0x03A1, 0x03A4, 0x03A7, 0x03BF,
  };
  for (guint i = 0; i < G_N_ELEMENTS(alike); i++)
    if (alike[i] == c)
      return TRUE;
  return FALSE;
}

/* The word at START mixes Latin letters with look-alikes, and has no other foreign letter. */
static gboolean
is_mixed(const char *start, const char *end)
{
  guint latin = 0, alike = 0, foreign = 0;
  for (const char *p = start; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN)
      latin++;
    else if (looks_latin(c))
      alike++;
    else
      foreign++;
  }
  return latin && alike && !foreign && latin + alike >= 3;
}

static void
check_homoglyphs(IbCheck *check, guint i, const char *text)
{
  for (const char *p = text; *p;) {
    const char *start = p;
    while (*p && g_unichar_isalpha(g_utf8_get_char(p)))
      p = g_utf8_next_char(p);
    if (p > start && is_mixed(start, p)) {
      g_autofree char *word = g_strndup(start, p - start);
      IbidFinding *f = add_at(check, "text.homoglyph", IBID_SEVERITY_WARNING, i, start - text, p - text);
      ibid_finding_set_message(f, "“%s” mixes letters of two scripts that look alike", word);
      return;
    }
    if (*p && p == start)
      p = g_utf8_next_char(p);
  }
}

static void
check_record(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (!ib_check_is_plain(rec))
    return;
  g_autofree char *masked = ib_check_masked(check, i, TRUE);
  if (!g_utf8_validate(masked, -1, NULL))
    return;
  check_repairs(check, i);
  check_quotes(check, i, masked);
  check_brackets(check, i, masked);
  check_patterns(check, i, masked);
  check_homoglyphs(check, i, masked);
  check_debris(check, i, ibid_record_printed(rec));
}

const IbRules ib_rules_text = { .name = "text", .record = check_record };
