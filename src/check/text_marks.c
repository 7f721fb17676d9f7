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
report_quotes(IbCheck *check, guint i, const IbPiece *piece, Mark open, const Mark *close)
{
  const char *text = piece->text;
  g_autofree char *mark = g_strndup(text + open.at, open.end - open.at);
  gsize end = close ? close->end : open.end;
  IbidFinding *f = ib_piece_add(check, "text.quotes", IBID_SEVERITY_WARNING, i, piece, open.at, end);
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
check_double(IbCheck *check, guint i, const IbPiece *piece)
{
  const char *text = piece->text;
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Mark));
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    Mark mark = { g_utf8_get_char(p), p - text, g_utf8_next_char(p) - text };
    if (!is_mark(mark.mark) || is_no_quotation(text, p, open))
      continue;
    Mark *top = open->len ? &g_array_index(open, Mark, open->len - 1) : NULL;
    if (top && closes(top->mark, mark.mark)) {
      g_array_set_size(open, open->len - 1);
    } else if (top && is_closing_context(text, p)) {
      report_quotes(check, i, piece, *top, &mark); /* “Is the Union Obsolet?" */
      return TRUE;
    } else {
      g_array_append_val(open, mark);
    }
  }
  if (open->len)
    report_quotes(check, i, piece, g_array_index(open, Mark, 0), NULL);
  return open->len > 0;
}

/* ‘Like this’, where ’ is an apostrophe too: only a ‘ that opens several words and finds no ’
 * at the end of any word is without partner.  ‘Abd and Hawai‘i have theirs for a letter. */
static void
check_single(IbCheck *check, guint i, const IbPiece *piece)
{
  static const char opening[] = "(?:^|[\\s(\\[“\"])\\K‘(?=\\p{Lu}[\\p{L}'’-]+ (?:[^‘’]+ ){2})";
  static const char closing[] = "’(?:[\\s.,;:?!)\\]”\"]|$)";
  const char *text = piece->text;
  gsize start, end;
  if (!strstr(text, "‘") || !ib_check_match(opening, text, &start, &end) ||
      ib_check_match(closing, text + end, NULL, NULL))
    return;
  report_quotes(check, i, piece, (Mark){ 0x2018, start, end }, NULL);
}

static gboolean
has_marks(const char *text)
{
  return strchr(text, '"') || strstr(text, "\xE2\x80") || strchr(text, '\xC2');
}

static void
look_at_quotes(IbCheck *check, guint i, const IbPiece *piece, G_GNUC_UNUSED gconstpointer data)
{
  if (has_marks(piece->text) && !ib_check_has(check, i, "text.quotes") && !check_double(check, i, piece))
    check_single(check, i, piece);
}

static void
check_quotes(IbCheck *check, guint i)
{
  ib_pieces_foreach(check, i, TRUE, look_at_quotes, NULL);
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
    report_quotes(check, i, &(IbPiece){ text, IBID_VAR_NONE }, (Mark){ 0x2019, end - strlen("’"), end }, NULL);
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

/* What a bracket right behind an address or a DOI is: swallowed, "…/07.html)." */
static const char *
bracket_rule(const IbidRecord *rec, const IbPiece *piece, gsize at)
{
  IbidSpan url = ibid_record_span(rec, IBID_VAR_URL), doi = ibid_record_span(rec, IBID_VAR_DOI);
  if (piece->var || !strchr(")]}", piece->text[at]))
    return "text.brackets";
  if (url.end && at >= url.end && at - url.end <= 1)
    return "url.trailing";
  return doi.end && at >= doi.end && at - doi.end <= 1 ? "doi.trailing" : "text.brackets";
}

static void
report_bracket(IbCheck *check, guint i, const IbPiece *piece, gsize at)
{
  const char *rule = bracket_rule(check->records->pdata[i], piece, at);
  const char mark[] = { piece->text[at], '\0' };
  IbidFinding *f = ib_piece_add(check, rule, IBID_SEVERITY_WARNING, i, piece, at, at + 1);
  const char *where = *rule == 'u' ? " behind the address" : *rule == 'd' ? " behind the DOI" : "";
  ibid_finding_set_message(f, "the bracket %s%s has no partner", mark, where);
  ibid_finding_add_fact(f, "bracket", mark);
}

static void
look_at_brackets(IbCheck *check, guint i, const IbPiece *piece, G_GNUC_UNUSED gconstpointer data)
{
  static const char opening[] = "([{", closing[] = ")]}";
  const char *text = piece->text;
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(gsize));
  for (gsize at = strcspn(text, "()[]{}"); text[at]; at += 1 + strcspn(text + at + 1, "()[]{}")) {
    const char *close = strchr(closing, text[at]);
    gsize top = open->len ? g_array_index(open, gsize, open->len - 1) : 0;
    if (!close) {
      g_array_append_val(open, at);
    } else if (open->len && (text[top] == opening[close - closing] || is_interval(text, top, at))) {
      g_array_set_size(open, open->len - 1);
    } else if (!is_enumeration(text, at)) {
      report_bracket(check, i, piece, at);
      return;
    }
  }
  if (open->len)
    report_bracket(check, i, piece, g_array_index(open, gsize, open->len - 1));
}

static void
check_brackets(IbCheck *check, guint i)
{
  ib_pieces_foreach(check, i, TRUE, look_at_brackets, NULL);
}

const IbRule ib_rules_marks[] = {
  { "text.quotes", check_quotes, check_single_list },
  { "text.brackets", check_brackets, NULL },
  { NULL, NULL, NULL },
};
