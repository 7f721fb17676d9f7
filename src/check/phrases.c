/* Signs on a page.
 *
 * The tables hold one sign a row: where it is looked for, the words, what it means.  Words are
 * compared folded; "source" rows are looked for in the bytes as they came, since challenge pages
 * are known by the scripts they load.  A long page that has a sign in its text is an article with
 * those words in it, so text counts on short pages alone. */
#include "config.h"

#include "check/phrases.h"

#include <string.h>

#include "net/url.h"
#include "util/data.h"
#include "util/text.h"

#define SHORT_PAGE 2500 /* folded bytes; error pages with their menus stay below */
#define TINY_PAGE 900   /* for signs in the source, which harmless pages carry too */
#define BRIEF_PAGE 200  /* nothing but the sign, or nearly so */
#define DOOR_PAGE 1500  /* for words that say little by themselves */
#define DOOR_LINKS 8
#define BESIDE 16      /* bytes that may stand beside a phrase of denial: "Error:", "Sorry,", "(404)" */
#define NEGATION 48    /* bytes of a title that may be about the cited one: "Your search for … returned no results" */
#define OWN_WORDS 3    /* that make a heading; fewer are "Oops!" or a site's name */
#define OWN_LETTERS 24 /* ditto, where words are long */
#define OWN_SIGNS 7    /* ditto, where they are not parted */
#define SOURCE_MOST 65536

/* A row, folded once. */
typedef struct {
  const char *where, *pattern, *meaning, *name;
  char *folded; /* " words " */
  gsize len;    /* of that */
} Sign;

static GArray *
read_signs(const char *file)
{
  const IbTable *table = ib_table(file);
  GArray *signs = g_array_new(FALSE, TRUE, sizeof(Sign));
  for (guint i = 0; i < table->n_rows; i++) {
    char **row = table->rows[i];
    if (g_strv_length(row) < 2 || !*row[1])
      continue;
    g_autofree char *folded = ib_text_fold(row[1], -1);
    Sign sign = { .where = row[0], .pattern = row[1], .meaning = row[2] ? row[2] : "" };
    sign.name = row[2] && row[3] ? row[3] : row[1];
    /* Scripts without blanks between words (Thai, Chinese, Japanese). */
    gboolean dense = g_utf8_get_char(folded) >= 0x0E00 && g_utf8_get_char(folded) < 0xAC00;
    sign.folded = dense ? g_steal_pointer(&folded) : g_strconcat(" ", folded, " ", NULL);
    sign.len = strlen(sign.folded);
    g_array_append_val(signs, sign);
  }
  return signs;
}

static const GArray *
walls(void)
{
  static GArray *signs;
  if (g_once_init_enter(&signs))
    g_once_init_leave(&signs, read_signs("robot-walls.tsv"));
  return signs;
}

static const GArray *
errors(void)
{
  static GArray *signs;
  if (g_once_init_enter(&signs))
    g_once_init_leave(&signs, read_signs("soft-404.tsv"));
  return signs;
}

static const GArray *
parkings(void)
{
  static GArray *signs;
  if (g_once_init_enter(&signs))
    g_once_init_leave(&signs, read_signs("parked.tsv"));
  return signs;
}

static void
append_folded(GString *out, const char *text)
{
  g_autofree char *folded = text ? ib_text_fold(text, -1) : NULL;
  if (folded && *folded)
    g_string_append_printf(out, "%s | ", folded);
}

/* "Page not found – The Harbour Courier": each part may be the whole of what is said. */
char **
ib_phrase_parts(const char *title)
{
  static const gunichar marks[] = { '|',    ':',    0xB7,   0xAB,   0xBB,   0x2013, 0x2014,
                                    0x2015, 0x2022, 0xFF1A, 0xFF5C, 0xFF0D, 0 };
  g_autoptr(GString) cut = g_string_new(NULL);
  for (const char *p = title; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean mark = c == '-' && p > title && p[-1] == ' ' && p[1] == ' ';
    for (const gunichar *m = marks; *m; m++)
      mark |= c == *m;
    if (mark)
      g_string_append_c(cut, '\n');
    else
      g_string_append_unichar(cut, c);
  }
  char **parts = g_strsplit(cut->str, "\n", -1);
  for (char **part = parts; *part; part++) {
    g_autofree char *raw = *part;
    *part = ib_text_fold(raw, -1);
  }
  return parts;
}

static void
append_title(GString *out, const char *title)
{
  append_folded(out, title);
  g_auto(GStrv) parts = ib_phrase_parts(title ? title : "");
  for (char **part = parts; g_strv_length(parts) > 1 && *part; part++)
    if (**part)
      g_string_append_printf(out, "%s | ", *part);
}

/* A kind of row, and how many bytes may stand beside its phrase. */
typedef struct {
  const char *where;
  gsize beside;
} Kind;

/* The first phrase of these KINDS that is nearly all of REST. */
static const char *
first_phrase(const char *rest, const Kind *kinds)
{
  const GArray *table = errors();
  g_autofree char *spaced = g_strconcat(" ", rest, " ", NULL);
  gsize len = strlen(spaced);
  for (guint i = 0; i < table->len; i++) {
    const Sign *sign = &g_array_index(table, Sign, i);
    if (len < sign->len || len > sign->len + BESIDE || !strstr(spaced, sign->folded))
      continue;
    for (const Kind *kind = kinds; kind->where; kind++)
      if (g_str_equal(sign->where, kind->where) && len <= sign->len + kind->beside)
        return sign->pattern;
  }
  return NULL;
}

const char *
ib_phrase_denies(const char *rest)
{
  static const Kind kinds[] = {
    { "title", BESIDE }, { "alone", BESIDE }, { "beside", BESIDE }, { "exactly", 0 }, { NULL, 0 }
  };
  return first_phrase(rest, kinds);
}

const char *
ib_phrase_tells_of(const char *words)
{
  static const Kind kinds[] = { { "beside", BESIDE }, { NULL, 0 } };
  return first_phrase(words, kinds);
}

const char *
ib_phrase_negates(const char *rest)
{
  const GArray *table = errors();
  g_autofree char *spaced = g_strconcat(" ", rest, " ", NULL);
  if (strlen(spaced) > NEGATION)
    return NULL;
  for (guint i = 0; i < table->len; i++) {
    const Sign *sign = &g_array_index(table, Sign, i);
    if (g_str_equal(sign->where, "negates") && strstr(spaced, sign->folded))
      return sign->pattern;
  }
  return NULL;
}

/* "Oops!" and a site's name say nothing; Chinese and Japanese have no blanks, and three bytes a letter. */
static gboolean
says_something(const char *heading)
{
  gsize letters = (gsize)g_utf8_strlen(heading, -1);
  guint words = 1;
  for (const char *p = heading; *p; p++)
    words += *p == ' ';
  return words >= OWN_WORDS || letters >= OWN_LETTERS ||
         (letters >= OWN_SIGNS && strlen(heading) > 2 * letters + letters / 2);
}

/* Its first heading, or what its title has before the site's name, says something of its own: then "not found" in
 * its text may be said of anything. */
static gboolean
has_own_heading(const IbSigns *signs)
{
  const IbPage *page = signs->page;
  g_auto(GStrv) parts = ib_phrase_parts(page->title ? page->title : "");
  g_autofree char *heading = page->headings->len ? ib_text_fold(page->headings->pdata[0], -1) : NULL;
  const char *heads[] = { heading, g_strv_length(parts) > 1 ? parts[0] : NULL };
  for (guint i = 0; i < G_N_ELEMENTS(heads); i++) {
    if (heads[i] && says_something(heads[i]) && !ib_phrase_denies(heads[i]))
      return TRUE;
  }
  return FALSE;
}

void
ib_signs_init(IbSigns *signs, const IbFetch *fetch, const IbPage *page, gboolean redirected)
{
  GString *title = g_string_new(" | ");
  memset(signs, 0, sizeof *signs);
  signs->fetch = fetch;
  signs->page = page;
  signs->redirected = redirected;
  if (page) {
    append_title(title, page->title);
    for (guint i = 0; i < MIN(page->headings->len, 8); i++)
      append_folded(title, page->headings->pdata[i]);
    g_autofree char *text = ib_text_fold(page->text->str, (gssize)page->text->len);
    signs->text_len = strlen(text);
    signs->text = g_strconcat(" ", text, " ", NULL);
    signs->own_heading = has_own_heading(signs);
  }
  signs->title = g_string_free(title, FALSE);
  gsize n = fetch->body ? MIN(fetch->body->len, SOURCE_MOST) : 0;
  signs->source = n ? g_ascii_strdown((const char *)fetch->body->data, (gssize)n) : g_strdup("");
}

void
ib_signs_clear(IbSigns *signs)
{
  g_clear_pointer(&signs->title, g_free);
  g_clear_pointer(&signs->text, g_free);
  g_clear_pointer(&signs->source, g_free);
}

static gboolean
in_header(const IbFetch *fetch, const char *pattern)
{
  for (guint i = 0; fetch->answer && i < fetch->answer->len; i++)
    if (!g_ascii_strncasecmp(fetch->answer->pdata[i], pattern, strlen(pattern)))
      return TRUE;
  return FALSE;
}

/* How titles are matched: anywhere, or at one of their ends or both ("only"). */
static const struct {
  const char *where, *before, *after;
} ends[] = {
  { "title", "", "" },
  { "only", "|", "|" },
  { "begins", "|", "" },
  { "ends", "", "|" },
};

static gboolean
stands_in_title(const Sign *sign, const char *title)
{
  for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
    if (!g_str_equal(sign->where, ends[i].where))
      continue;
    g_autofree char *words = g_strconcat(ends[i].before, sign->folded, ends[i].after, NULL);
    return strstr(title, words) != NULL;
  }
  return FALSE;
}

/* In a title or a part of one that says hardly more: "[SOLVED] 404 not found after the upgrade" says more. */
static gboolean
stands_alone(const Sign *sign, const char *title)
{
  const char *at = strstr(title, sign->folded);
  if (!at)
    return FALSE;
  const char *from = at, *to = strchr(at + sign->len - 1, '|');
  while (from > title && *from != '|')
    from--;
  return to && (gsize)(to - from) <= sign->len + BESIDE;
}

static gboolean
stands_in_text(const Sign *sign, const IbSigns *signs)
{
  static const struct {
    const char *where;
    gsize most;     /* bytes of the page's text */
    gboolean alone; /* only where no heading speaks of something else */
  } kinds[] = { { "text", SHORT_PAGE, FALSE }, { "weak", SHORT_PAGE, TRUE }, { "brief", BRIEF_PAGE, TRUE } };
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (g_str_equal(sign->where, kinds[i].where))
      return signs->text && signs->text_len < kinds[i].most && strstr(signs->text, sign->folded) &&
             !(kinds[i].alone && signs->own_heading);
  return FALSE;
}

static gboolean
holds(const Sign *sign, const IbSigns *signs)
{
  if (stands_in_title(sign, signs->title) || stands_in_text(sign, signs))
    return TRUE;
  if (g_str_equal(sign->where, "alone"))
    return stands_alone(sign, signs->title);
  if (g_str_equal(sign->where, "source"))
    return signs->text_len < TINY_PAGE && strstr(signs->source, sign->pattern);
  if (g_str_equal(sign->where, "header"))
    return in_header(signs->fetch, sign->pattern);
  if (g_str_equal(sign->where, "url") && signs->redirected) {
    g_autofree char *low = g_ascii_strdown(signs->fetch->url, -1); /* "/Error.aspx" */
    return strstr(low, sign->pattern) != NULL;
  }
  return FALSE;
}

static const Sign *
first_sign(const GArray *table, const IbSigns *signs)
{
  for (guint i = 0; i < table->len; i++)
    if (holds(&g_array_index(table, Sign, i), signs))
      return &g_array_index(table, Sign, i);
  return NULL;
}

IbidVerdict
ib_signs_wall(const IbSigns *signs, const char **name)
{
  const Sign *sign = first_sign(walls(), signs);
  if (!sign)
    return IBID_VERDICT_NONE;
  *name = sign->name;
  IbidVerdict verdict = ibid_verdict_from_name(sign->meaning);
  return verdict ? verdict : IBID_VERDICT_BLOCKED;
}

const char *
ib_signs_error(const IbSigns *signs)
{
  const Sign *sign = first_sign(errors(), signs);
  return sign ? sign->pattern : NULL;
}

const char *
ib_signs_hint(const IbSigns *signs)
{
  const GArray *table = walls();
  if (!signs->page || !signs->text || signs->text_len >= DOOR_PAGE || signs->page->n_links >= DOOR_LINKS)
    return NULL;
  for (guint i = 0; i < table->len; i++) {
    const Sign *sign = &g_array_index(table, Sign, i);
    if (g_str_equal(sign->where, "hint") && (strstr(signs->text, sign->folded) || strstr(signs->title, sign->folded)))
      return sign->pattern;
  }
  return NULL;
}

gboolean
ib_signs_title_tells(const IbSigns *signs)
{
  const GArray *tables[] = { errors(), walls() };
  g_autoptr(GString) title = g_string_new(" | ");
  if (signs->page)
    append_title(title, signs->page->title);
  for (guint k = 0; k < G_N_ELEMENTS(tables); k++)
    for (guint i = 0; i < tables[k]->len; i++) {
      const Sign *sign = &g_array_index(tables[k], Sign, i);
      if (stands_in_title(sign, title->str) || (g_str_equal(sign->where, "alone") && stands_alone(sign, title->str)))
        return TRUE;
    }
  return FALSE;
}

/* Sent from elsewhere to a dealer's site; "clinic.ru" is not "nic.ru". */
static gboolean
is_dealer(const Sign *sign, const char *cited_host, const char *final_host)
{
  return final_host && g_str_equal(ib_url_site(final_host), sign->pattern) && !ib_url_same_site(cited_host, final_host);
}

/* "daily.test is for sale".  Without the name it may be a book that is. */
static gboolean
offers_itself(const IbSigns *signs, const char *host)
{
  static const char *const offers[] = { "is for sale", "is available for purchase", "may be for sale" };
  g_autofree char *folded = ib_text_fold(ib_url_site(host), -1);
  for (guint i = 0; i < G_N_ELEMENTS(offers); i++) {
    g_autofree char *words = g_strconcat(" ", folded, " ", offers[i], " ", NULL);
    if (strstr(signs->title, words) || (signs->text && signs->text_len < SHORT_PAGE && strstr(signs->text, words)))
      return TRUE;
  }
  return FALSE;
}

const char *
ib_signs_parked(const IbSigns *signs, const char *cited_host, const char *final_host)
{
  const GArray *table = parkings();
  for (guint i = 0; i < table->len; i++) {
    const Sign *sign = &g_array_index(table, Sign, i);
    if (g_str_equal(sign->where, "host") ? is_dealer(sign, cited_host, final_host) : holds(sign, signs))
      return sign->pattern;
  }
  return final_host && offers_itself(signs, final_host) ? "is for sale" : NULL;
}
