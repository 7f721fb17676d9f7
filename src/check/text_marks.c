/* text.quotes and text.brackets: what opens must close, in kind. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"

typedef struct {
  gunichar mark;
  gsize at, end; /* bytes of the text */
} Mark;

/* Quotation marks: each opening mark with the marks that may close it. */
static const struct {
  gunichar open;
  gunichar close[4];
} pairs[] = {
  { 0x201C, { 0x201D } },                 /* “ ” */
  { 0x201D, { 0x201D } },                 /* ” ” Swedish, Finnish */
  { 0x201E, { 0x201C, 0x201D, 0x201E } }, /* „ “ German, „ ” Polish */
  { 0x00AB, { 0x00BB } },                 /* « » */
  { 0x00BB, { 0x00AB, 0x00BB } },         /* » « German, » » Swedish */
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
  return FALSE;
}

static gunichar
char_before(const char *text, const char *p)
{
  return p > text ? g_utf8_get_char(g_utf8_find_prev_char(text, p)) : ' ';
}

static gboolean
is_open_context(gunichar c)
{
  return g_unichar_isspace(c) || (c < 0x80 && strchr("([{-/", (char)c)) || c == 0x2013 || c == 0x2014;
}

/* Right behind a word or its punctuation, and before a blank, punctuation or the end. */
static gboolean
is_closing_context(const char *text, const char *p)
{
  const char *next = g_utf8_next_char(p);
  gunichar after = g_utf8_get_char(next);
  return !is_open_context(char_before(text, p)) && (!*next || g_unichar_isspace(after) || g_unichar_ispunct(after));
}

/* 5" is five inches; ארה"ב has its mark inside the word. */
static gboolean
is_no_quotation(const char *text, const char *p, const GArray *open)
{
  gunichar before = char_before(text, p), after = g_utf8_get_char(g_utf8_next_char(p));
  gboolean inside = open->len && g_array_index(open, Mark, open->len - 1).mark == '"';
  if (*p != '"')
    return FALSE;
  if (g_unichar_get_script(before) == G_UNICODE_SCRIPT_HEBREW && g_unichar_get_script(after) == G_UNICODE_SCRIPT_HEBREW)
    return TRUE;
  return before < 0x80 && g_ascii_isdigit((char)before) && !inside;
}

static void
report_quotes(IbCheck *check, guint i, const char *text, Mark open, const Mark *close)
{
  g_autofree char *mark = g_strndup(text + open.at, open.end - open.at);
  gsize end = close ? close->end : open.end;
  IbidFinding *f = ib_printed_add(check, "text.quotes", IBID_SEVERITY_WARNING, i, open.at, end);
  ibid_finding_add_fact(f, "mark", mark);
  if (!close) {
    ibid_finding_set_message(f, "the quotation mark %s has no partner", mark);
    return;
  }
  g_autofree char *other = g_strndup(text + close->at, close->end - close->at);
  ibid_finding_set_message(f, "the quotation opens with %s and closes with %s", mark, other);
  ibid_finding_add_fact(f, "closed by", other);
}

/* TRUE when something was reported. */
static gboolean
check_double(IbCheck *check, guint i, const char *text)
{
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Mark));
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    Mark mark = { g_utf8_get_char(p), p - text, g_utf8_next_char(p) - text };
    if (!is_mark(mark.mark) || is_no_quotation(text, p, open))
      continue;
    Mark *top = open->len ? &g_array_index(open, Mark, open->len - 1) : NULL;
    if (top && closes(top->mark, mark.mark)) {
      g_array_set_size(open, open->len - 1);
    } else if (top && is_closing_context(text, p)) {
      report_quotes(check, i, text, *top, &mark); /* “Is the Union Obsolet?" */
      return TRUE;
    } else {
      g_array_append_val(open, mark);
    }
  }
  if (open->len)
    report_quotes(check, i, text, g_array_index(open, Mark, 0), NULL);
  return open->len > 0;
}

/* ‘Like this’, where ’ is an apostrophe too: only a ‘ that opens several words and finds no ’
 * at the end of any word is without partner.  ‘Abd and Hawai‘i have theirs for a letter. */
static void
check_single(IbCheck *check, guint i, const char *text)
{
  static const char opening[] = "(?:^|[\\s(\\[“\"])\\K‘(?=\\p{Lu}[\\p{L}'’-]+ (?:[^‘’]+ ){2})";
  static const char closing[] = "’(?:[\\s.,;:?!)\\]”\"]|$)";
  gsize start, end;
  if (!strstr(text, "‘") || !ib_check_match(opening, text, &start, &end) || ib_check_match(closing, text + end, NULL, NULL))
    return;
  report_quotes(check, i, text, (Mark){ 0x2018, start, end }, NULL);
}

static gboolean
has_marks(const char *text)
{
  return strchr(text, '"') || strstr(text, "\xE2\x80") || strchr(text, '\xC2');
}

static void
check_quotes(IbCheck *check, guint i)
{
  const char *text = ib_printed(check, i, TRUE);
  if (text && has_marks(text) && !check_double(check, i, text))
    check_single(check, i, text);
}

/* ‘…’ lists: where most entries have a pair, a word that ends in ’ with nothing opened lost
 * its ‘ (“Title of a paper’, Journal”).  Elsewhere it may be a plural's apostrophe. */
static void
check_single_list(IbCheck *check)
{
  static const char pair[] = "(?:^|[\\s(])‘[^‘]+’(?:[\\s.,;:)]|$)", lost[] = "[\\p{L}0-9?!.]’(?=[,.])";
  guint with = 0;
  gsize start, end;
  for (guint i = 0; i < check->records->len; i++) {
    const char *printed = ibid_record_printed(check->records->pdata[i]);
    with += printed && strstr(printed, "‘") && ib_check_match(pair, printed, NULL, NULL);
  }
  for (guint i = 0; i < check->records->len && with >= 5 && with * 2 > check->records->len; i++) {
    const char *text = ib_printed(check, i, TRUE);
    if (!text || strstr(text, "‘") || !ib_check_match(lost, text, &start, &end))
      continue;
    report_quotes(check, i, text, (Mark){ 0x2019, end - strlen("’"), end }, NULL);
  }
}

/* Brackets. */

/* "a)", "12)", "iv)" number things: few letters or digits behind a blank. */
static gboolean
is_enumeration(const char *text, gsize at)
{
  gsize n = 0;
  while (n < at && n < 4 && g_ascii_isalnum(text[at - n - 1]))
    n++;
  return n > 0 && n < 4 && (n == at || g_ascii_isspace(text[at - n - 1])) &&
         (n == 1 || g_ascii_isdigit(text[at - 1]) || strchr("ivx", text[at - 1])) && (n == at || at < 6 || n < 3);
}

/* "[0, 1)" is an interval. */
static gboolean
is_interval(const char *text, gsize open, gsize close)
{
  return close - open <= 12 && strchr("([", text[open]) && strchr(")]", text[close]) &&
         memchr(text + open, ',', close - open) && strcspn(text + open + 1, "0123456789") < 3;
}

static void
report_bracket(IbCheck *check, guint i, const char *text, gsize at)
{
  IbidSpan url = ibid_record_span(check->records->pdata[i], IBID_VAR_URL);
  gboolean behind_url = url.end && at >= url.end && at - url.end <= 1 && strchr(")]}", text[at]);
  const char *rule = behind_url ? "url.trailing" : "text.brackets"; /* "…/07.html)." */
  IbidFinding *f = ib_printed_add(check, rule, IBID_SEVERITY_WARNING, i, at, at + 1);
  ibid_finding_set_message(f, behind_url ? "the bracket %c behind the address has no partner" : "the bracket %c has no partner",
                           text[at]);
  const char mark[] = { text[at], '\0' };
  ibid_finding_add_fact(f, "bracket", mark);
}

static void
check_brackets(IbCheck *check, guint i)
{
  static const char opening[] = "([{", closing[] = ")]}";
  const char *text = ib_printed(check, i, TRUE);
  if (!text)
    return;
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(gsize));
  for (gsize at = strcspn(text, "()[]{}"); text[at]; at += 1 + strcspn(text + at + 1, "()[]{}")) {
    const char *close = strchr(closing, text[at]);
    gsize top = open->len ? g_array_index(open, gsize, open->len - 1) : 0;
    if (!close) {
      g_array_append_val(open, at);
    } else if (open->len && (text[top] == opening[close - closing] || is_interval(text, top, at))) {
      g_array_set_size(open, open->len - 1);
    } else if (!is_enumeration(text, at)) {
      report_bracket(check, i, text, at);
      return;
    }
  }
  if (open->len)
    report_bracket(check, i, text, g_array_index(open, gsize, open->len - 1));
}

const IbRule ib_rules_marks[] = {
  { "text.quotes", check_quotes, check_single_list },
  { "text.brackets", check_brackets, NULL },
  { NULL, NULL, NULL },
};
