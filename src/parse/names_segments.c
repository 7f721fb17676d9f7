/* Cutting a run of names at commas, connectives and other separators, and what each piece looks
 * like.  The words are in refs/particles.tsv. */
#include "config.h"

#include "parse/names_segments.h"

#include <string.h>

#include "parse/names.h"
#include "record/name.h"
#include "util/data.h"
#include "util/words.h"

/* Phrases. */

static IbWords *
read_phrases(const char *kind)
{
  const IbTable *table = ib_table("particles.tsv");
  IbWords *words = ib_words_new();
  for (guint i = 0; i < table->n_rows; i++)
    if (g_str_equal(table->rows[i][0], kind))
      for (char **f = table->rows[i] + 1; *f; f++)
        ib_words_add(words, *f, *f);
  return words;
}

static const IbWords *
others_phrases(void)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_phrases("others"));
  return words;
}

static const IbWords *
roles(void)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_phrases("role"));
  return words;
}

static const IbWords *
same_words(void)
{
  static IbWords *words;
  if (g_once_init_enter(&words))
    g_once_init_leave(&words, read_phrases("same"));
  return words;
}

gboolean
ib_names_is_same(const char *s, gsize len)
{
  while (len && strchr(" ,.:;", s[len - 1]))
    len--;
  if (!len)
    return FALSE;
  if (ib_words_get(same_words(), s, len))
    return TRUE;
  gsize i = 0; /* any run of dashes or underscores, two characters at least */
  while (i < len && (s[i] == '-' || s[i] == '_' || s[i] == ' ' ||
                     (len - i >= 3 && s[i] == '\xE2' && s[i + 1] == '\x80' && (guchar)s[i + 2] >= 0x90 && (guchar)s[i + 2] <= 0x95)))
    i += s[i] == '\xE2' ? 3 : 1;
  return i == len && len >= 2;
}

/* The bytes of "et al." or its like at S, or 0.  "E. A." are initials, "e. a." are others. */
static gsize
others_at(const char *s, gsize len)
{
  gsize matched = 0;
  if (!len || !ib_words_get_prefix(others_phrases(), s, len, &matched))
    return 0;
  return matched < 6 && g_ascii_isupper(*s) && strncmp(s, "ET", 2) != 0 ? 0 : matched;
}

gboolean
ib_names_is_others(const char *s, gsize len)
{
  return others_at(s, len) > 0;
}

/* Cutting into segments. */

/* A blank that counts as one between words. */
static gsize
blank_at(const IbNameRun *run, gsize i)
{
  if (i >= run->len)
    return 0;
  if (run->s[i] == ' ' || run->s[i] == '\n' || run->s[i] == '\t')
    return 1;
  return run->s[i] == '\xC2' && i + 1 < run->len && run->s[i + 1] == '\xA0' ? 2 : 0;
}

static gsize
word_end(const IbNameRun *run, gsize i)
{
  while (i < run->len && !blank_at(run, i) && !strchr(",;/&()[]|", run->s[i]))
    i++;
  return i;
}

/* Separators of other scripts, as UTF-8. */
static const struct {
  const char *s;
  IbNameSeparator sep;
} wide_separators[] = {
  { "、", IB_SEP_HARD }, { "；", IB_SEP_HARD }, { "，", IB_SEP_HARD }, { "؛", IB_SEP_HARD }, { "،", IB_SEP_COMMA },
  { "・", IB_SEP_NONE }, { "·", IB_SEP_HARD },  { "…", IB_SEP_COMMA }, { "•", IB_SEP_HARD },
};

/* The separator at I and its length in MATCHED, or IB_SEP_NONE. */
static IbNameSeparator
separator_at(const IbNameRun *run, gsize i, gsize *matched)
{
  const char *p = run->s + i;
  gsize left = run->len - i;

  *matched = 1;
  switch (*p) {
  case ',':
    return IB_SEP_COMMA;
  case ';':
  case '|':
    return IB_SEP_HARD;
  case '/':
    return IB_SEP_HARD;
  case '&':
    return IB_SEP_AND;
  case '+':
    return blank_at(run, i + 1) ? IB_SEP_AND : IB_SEP_NONE;
  case '-': /* "Aikema B. - Meijers D." */
    return i && blank_at(run, i - 1) && blank_at(run, i + 1) ? IB_SEP_HARD : IB_SEP_NONE;
  case '.': /* names of Korean and Chinese lists: "윤동협.신일식" */
    return i && left > 1 && (guchar)p[1] >= 0xE3 && (guchar)p[-1] >= 0x80 ? IB_SEP_HARD : IB_SEP_NONE;
  default:
    break;
  }
  if ((guchar)*p < 0xC2)
    return IB_SEP_NONE;
  if (left >= 3 && *p == '\xE2' && p[1] == '\x80' && (p[2] == '\x93' || p[2] == '\x94')) {
    *matched = 3;
    return i && blank_at(run, i - 1) && blank_at(run, i + 3) ? IB_SEP_HARD : IB_SEP_NONE;
  }
  for (guint k = 0; k < G_N_ELEMENTS(wide_separators); k++) {
    gsize n = strlen(wide_separators[k].s);
    if (left >= n && memcmp(p, wide_separators[k].s, n) == 0) {
      *matched = n;
      return wide_separators[k].sep;
    }
  }
  return IB_SEP_NONE;
}

/* A group in brackets that holds roles alone: "(eds.)", "[Hrsg.]"; its length or 0. */
static gsize
role_group(const IbNameRun *run, gsize i)
{
  char close = run->s[i] == '(' ? ')' : run->s[i] == '[' ? ']' : 0;
  if (!close)
    return 0;
  const char *end = memchr(run->s + i, close, run->len - i);
  if (!end)
    end = run->s + run->len;
  gsize len = end - (run->s + i + 1);
  while (len && strchr(" .,", run->s[i + len]))
    len--;
  if (!ib_words_get(roles(), run->s + i + 1, len))
    return 0;
  return MIN((gsize)(end + 1 - (run->s + i)), run->len - i);
}

static void
close_segment(IbNameRun *run, gsize start, gsize end, IbNameSeparator before, IbNameShape shape)
{
  while (start < end && (strchr(" .,:;*\t\n", run->s[start]) || blank_at(run, start)))
    start += blank_at(run, start) == 2 ? 2 : 1;
  while (end > start && strchr(" ,:;*\t\n", run->s[end - 1]))
    end--;
  if (start == end)
    return;
  if (run->n == IB_MAX_SEGMENTS) { /* the last one swallows the rest */
    run->seg[run->n - 1].end = end;
    return;
  }
  run->seg[run->n++] = (IbNameSegment){ .start = start, .end = end, .before = before, .shape = shape };
}

/* "Ortega y Gasset, José": one word on either side of the "y", then a comma. */
static gboolean
is_compound(const IbNameRun *run, gsize i, gsize end)
{
  gsize before = i;
  while (before && blank_at(run, before - 1))
    before--;
  if (memchr(run->s, ' ', before) || memchr(run->s, ',', before))
    return FALSE;
  while (end < run->len && blank_at(run, end))
    end++;
  gsize after = word_end(run, end);
  return after > end && after < run->len && run->s[after] == ',';
}

static gboolean
joins(const IbNameRun *run, gsize i, gsize end)
{
  gsize len = end - i;
  if (len > 8 || !(ib_name_word(run->s + i, len) & IB_NAME_AND))
    return FALSE;
  /* "Y. Ortega", "Simms JA": in capitals only "AND" and its like join. */
  if (len < 3 && g_ascii_isupper(run->s[i])) {
    gboolean joint = len == 2 && memcmp(run->s + i, "ET", 2) == 0;
    return joint && end < run->len && blank_at(run, end); /* "Jarvis ET, Chase JD": initials */
  }
  if (len == 1 && run->n == 0 && is_compound(run, i, end))
    return FALSE;
  return end < run->len;
}

/* Where the cutting of a run stands. */
typedef struct {
  IbNameRun *run;
  gsize i, start;         /* here, and where the open segment began */
  IbNameSeparator before; /* what stands before that */
  gboolean at_word;       /* a word may begin here */
} Cutter;

/* The open segment ends here; the next begins behind MATCHED bytes of separator. */
static void
end_segment(Cutter *c, gsize matched, IbNameSeparator before)
{
  close_segment(c->run, c->start, c->i, c->before, IB_SHAPE_LONE);
  c->i += matched;
  c->start = c->i;
  c->before = before;
}

static void
cut_at_others(Cutter *c, gsize matched)
{
  gsize at = c->i;
  end_segment(c, matched, IB_SEP_HARD);
  close_segment(c->run, at, c->i, IB_SEP_HARD, IB_SHAPE_OTHERS);
}

static void
cut_at_separator(Cutter *c, gsize matched, IbNameSeparator sep)
{
  guint had = c->run->n;
  IbNameSeparator before = c->before;
  end_segment(c, matched, before);
  c->at_word = TRUE;
  /* ", and" is an "and"; so is "and" after nothing. */
  if (c->run->n > had || sep > before)
    c->before = sep;
}

/* A character, or brackets: commas in them separate nothing. */
static void
pass_over(Cutter *c)
{
  const char *s = c->run->s + c->i, *close = NULL;
  gsize left = c->run->len - c->i;
  if (*s == '(' || *s == '[')
    close = memchr(s, *s == '(' ? ')' : ']', left);
  c->i += MIN(close ? (gsize)(close + 1 - s) : (gsize)g_utf8_skip[(guchar)*s], left);
  c->at_word = FALSE;
}

/* As separator_at(), and words of "and" too. */
static IbNameSeparator
separator_or_and(const Cutter *c, gsize *matched)
{
  IbNameSeparator sep = separator_at(c->run, c->i, matched);
  if (sep != IB_SEP_NONE || !c->at_word)
    return sep;
  gsize end = word_end(c->run, c->i);
  if (!joins(c->run, c->i, end))
    return IB_SEP_NONE;
  *matched = end - c->i;
  return IB_SEP_AND;
}

static void
cut_step(Cutter *c)
{
  const IbNameRun *run = c->run;
  gsize n = blank_at(run, c->i);
  if (n) {
    c->i += n;
    c->at_word = TRUE;
  } else if ((n = role_group(run, c->i))) {
    end_segment(c, n, IB_SEP_COMMA);
  } else if (c->at_word && (n = others_at(run->s + c->i, run->len - c->i))) {
    cut_at_others(c, n);
  } else {
    IbNameSeparator sep = separator_or_and(c, &n);
    if (sep == IB_SEP_NONE)
      pass_over(c);
    else
      cut_at_separator(c, n, sep);
  }
}

/* Cuts the whole run.  Words of "et al." and roles are seen here. */
static void
cut(IbNameRun *run)
{
  Cutter c = { .run = run, .before = IB_SEP_HARD, .at_word = TRUE };
  while (c.i < run->len)
    cut_step(&c);
  close_segment(run, c.start, run->len, c.before, IB_SHAPE_LONE);
}

/* Shapes. */

/* Has lower-case letters: capitals behind it are initials ("Furr J", not "G. DANA"). */
static gboolean
is_mixed(const char *s, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (g_ascii_islower(s[i]) || (guchar)s[i] >= 0xC3)
      return TRUE;
  return FALSE;
}

/* What the words of a segment are. */
typedef struct {
  guint words, initials;
  gboolean first_initial, last_initial, all_initials;
  gboolean mixed;    /* the first word has small letters */
  gboolean particle; /* it is one */
  gboolean spaced;   /* capitals set wide, so far */
} WordCount;

static void
count_name_word(const char *s, gsize len, WordCount *count)
{
  gboolean bracket = len > 2 && *s == '(' && s[len - 1] == ')'; /* "Cayot (F.)" */
  if (bracket)
    s++, len -= 2;
  guint bits = ib_name_word(s, len);
  gboolean first = count->words++ == 0;
  gboolean particle = bits & IB_NAME_PARTICLE && g_ascii_islower(*s);
  if (first) {
    count->mixed = is_mixed(s, len);
    count->particle = particle || bits & IB_NAME_CAPITAL;
  }
  count->spaced &= len <= 3;
  if (particle || (!first && bits & IB_NAME_SUFFIX && ib_name_is_suffix(s, len)))
    return;
  count->last_initial = ib_name_is_initials(s, len, !first && count->mixed && !bracket);
  count->first_initial |= first && count->last_initial;
  count->initials += count->last_initial;
  count->all_initials &= count->last_initial;
}

static IbNameShape
shape_of_count(const char *s, gsize len, const WordCount *count)
{
  guint n = count->words;
  if (n == 1 && ib_name_is_suffix(s, len))
    return IB_SHAPE_SUFFIX;
  if (count->all_initials && count->initials)
    return IB_SHAPE_INITIALS;
  if (n == 1)
    return ib_name_is_initials(s, len, TRUE) && len <= 3 ? IB_SHAPE_INITIALS : IB_SHAPE_LONE;
  if (count->first_initial)
    return IB_SHAPE_NATURAL;
  if (count->last_initial)
    return n == 2 && s[len - 1] == '.' ? IB_SHAPE_GIVEN : IB_SHAPE_TRAILING;
  return IB_SHAPE_MULTI;
}

static IbNameShape
shape_of_words(const char *s, gsize len, IbNameSegment *seg)
{
  WordCount count = { .all_initials = TRUE };
  count.spaced = len > 4 && !memchr(s, '.', len) && !is_mixed(s, len);
  for (gsize i = 0, n; i < len; i += n) {
    n = 1;
    if (s[i] == ' ')
      continue;
    n = MAX(ib_name_word_length(s + i, len - i), (gsize)1);
    count_name_word(s + i, n, &count);
  }
  if (count.words)
    seg->particle = count.particle;
  if (count.spaced && count.words >= 3) /* "S AU N D E R S" */
    return IB_SHAPE_LONE;
  seg->words = MIN(count.words, 255);
  seg->cjk = count.words == 1 && len >= 6 && len <= 15 && (guchar)s[0] >= 0xE3;
  return shape_of_count(s, len, &count);
}

/* "Shin NY, Cardona JR.": where the others have no full stop, the last one's is the list's. */
static void
trim_last(IbNameRun *run)
{
  if (run->n < 2)
    return;
  IbNameSegment *last = &run->seg[run->n - 1], *before = last - 1;
  if (last->shape == IB_SHAPE_OTHERS || last->end - last->start < 3 || run->s[last->end - 1] != '.' ||
      !g_ascii_isupper(run->s[last->end - 2]) || memchr(run->s + last->start, '.', last->end - 1 - last->start))
    return;
  if (g_ascii_isupper(run->s[before->end - 1]))
    last->end--;
}

static void
find_shapes(IbNameRun *run)
{
  trim_last(run);
  for (guint i = 0; i < run->n; i++) {
    IbNameSegment *seg = &run->seg[i];
    const char *s = run->s + seg->start;
    gsize len = seg->end - seg->start;
    if (seg->shape == IB_SHAPE_OTHERS)
      continue;
    seg->shape = shape_of_words(s, len, seg);
    if (ib_names_is_same(s, len))
      seg->shape = IB_SHAPE_SAME;
    else if ((seg->shape == IB_SHAPE_MULTI || seg->shape == IB_SHAPE_LONE || seg->shape == IB_SHAPE_NATURAL) &&
             len > 2 && ib_name_looks_like_body(s, len))
      seg->shape = IB_SHAPE_BODY;
  }
}

/* Roles that stand in front ("hrsg. von") or at the end without brackets (", eds."). */
void
ib_names_strip_roles(const char **s, gsize *len)
{
  gsize matched;
  while (*len && strchr(" ,.:;", **s))
    (*s)++, (*len)--;
  if (*len > 2 && **s == '(' && (*s)[*len - 1] == ')' && !memchr(*s + 1, '(', *len - 1))
    (*s)++, *len -= 2;
  while (*len && ib_words_get_prefix(roles(), *s, *len, &matched) && matched < *len &&
         (*s)[matched] == ' ')
    *s += matched + 1, *len -= matched + 1;
  while (*len && strchr(" ,:;", (*s)[*len - 1]))
    (*len)--;
  gsize start = *len;
  while (start && !strchr(" ,(", (*s)[start - 1]))
    start--;
  gboolean initials = *len - start == 2 && g_ascii_isupper((*s)[start + 1]); /* "Crawford ED" */
  if (start && !initials && (*s)[start - 1] != '(' && ib_words_get(roles(), *s + start, *len - start))
    *len = start;
  while (*len && strchr(" ,:;", (*s)[*len - 1]))
    (*len)--;
}

void
ib_names_cut(IbNameRun *run)
{
  cut(run);
  find_shapes(run);
}
