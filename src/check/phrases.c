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

#define SHORT_PAGE 2500      /* folded bytes; error pages with their menus stay below */
#define TINY_PAGE 900        /* for signs in the source, which harmless pages carry too */
#define SOURCE_MOST 65536

/* A row, folded once. */
typedef struct {
  const char *where, *pattern, *meaning, *name;
  char *folded; /* " words " */
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

void
ib_signs_init(IbSigns *signs, const IbFetch *fetch, const IbPage *page, gboolean redirected)
{
  GString *title = g_string_new(" | ");
  memset(signs, 0, sizeof *signs);
  signs->fetch = fetch;
  signs->page = page;
  signs->redirected = redirected;
  if (page) {
    append_folded(title, page->title);
    for (guint i = 0; i < MIN(page->headings->len, 8); i++)
      append_folded(title, page->headings->pdata[i]);
    g_autofree char *text = ib_text_fold(page->text->str, (gssize)page->text->len);
    signs->text_len = strlen(text);
    signs->text = g_strconcat(" ", text, " ", NULL);
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

static gboolean
holds(const Sign *sign, const IbSigns *signs)
{
  if (stands_in_title(sign, signs->title))
    return TRUE;
  if (g_str_equal(sign->where, "text"))
    return signs->text_len < SHORT_PAGE && signs->text && strstr(signs->text, sign->folded);
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

gboolean
ib_signs_title_tells(const IbSigns *signs)
{
  const GArray *tables[] = { errors(), walls() };
  g_autoptr(GString) title = g_string_new(" | ");
  if (signs->page)
    append_folded(title, signs->page->title);
  for (guint k = 0; k < G_N_ELEMENTS(tables); k++)
    for (guint i = 0; i < tables[k]->len; i++)
      if (stands_in_title(&g_array_index(tables[k], Sign, i), title->str))
        return TRUE;
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
