/* Reading a page: candidates for its title, its dates and names, and what a reader sees of it.
 *
 * Names of meta elements: Highwire Press (as Google Scholar asks for them), Dublin Core, PRISM,
 * OpenGraph, and what news sites use for their own tools. */
#include "config.h"

#include "check/page.h"

#include <string.h>

#include "check/charset.h"
#include "check/html.h"
#include "util/text.h"

#define TITLES_MOST 24
#define HEADINGS_MOST 40
#define AUTHORS_MOST 40
#define TITLE_MOST 1000 /* bytes */

typedef enum { META_TITLE, META_PUBLISHED, META_MODIFIED, META_AUTHOR, META_SITE, META_JOURNAL } MetaUse;

/* Names of meta elements (name=, property= or itemprop=); dates with their rank. */
static const struct {
  const char *name;
  MetaUse use;
  guint rank;
} metas[] = {
  { "citation_title", META_TITLE, 0 },
  { "bepress_citation_title", META_TITLE, 0 },
  { "dc.title", META_TITLE, 0 },
  { "dcterms.title", META_TITLE, 0 },
  { "eprints.title", META_TITLE, 0 },
  { "prism.title", META_TITLE, 0 },
  { "og:title", META_TITLE, 0 },
  { "twitter:title", META_TITLE, 0 },
  { "headline", META_TITLE, 0 },
  { "parsely-title", META_TITLE, 0 },
  { "sailthru.title", META_TITLE, 0 },
  { "title", META_TITLE, 0 },
  { "citation_publication_date", META_PUBLISHED, IB_RANK_WORK },
  { "citation_date", META_PUBLISHED, IB_RANK_WORK },
  { "bepress_citation_date", META_PUBLISHED, IB_RANK_WORK },
  { "article:published_time", META_PUBLISHED, 2 },
  { "datepublished", META_PUBLISHED, 2 },
  { "prism.publicationdate", META_PUBLISHED, 2 },
  { "dcterms.issued", META_PUBLISHED, 3 },
  { "dc.date.issued", META_PUBLISHED, 3 },
  { "parsely-pub-date", META_PUBLISHED, 3 },
  { "sailthru.date", META_PUBLISHED, 3 },
  { "citation_online_date", META_PUBLISHED, 4 },
  { "dc.date", META_PUBLISHED, 4 },
  { "dcterms.date", META_PUBLISHED, 4 },
  { "pubdate", META_PUBLISHED, 4 },
  { "publishdate", META_PUBLISHED, 4 },
  { "publish_date", META_PUBLISHED, 4 },
  { "publication_date", META_PUBLISHED, 4 },
  { "date", META_PUBLISHED, 5 },
  { "article:modified_time", META_MODIFIED, 1 },
  { "datemodified", META_MODIFIED, 2 },
  { "dcterms.modified", META_MODIFIED, 2 },
  { "og:updated_time", META_MODIFIED, 3 },
  { "citation_author", META_AUTHOR, 0 },
  { "bepress_citation_author", META_AUTHOR, 0 },
  { "dc.creator", META_AUTHOR, 0 },
  { "dcterms.creator", META_AUTHOR, 0 },
  { "article:author", META_AUTHOR, 0 },
  { "parsely-author", META_AUTHOR, 0 },
  { "author", META_AUTHOR, 0 },
  { "og:site_name", META_SITE, 0 },
  { "citation_journal_title", META_JOURNAL, 0 },
  { "prism.publicationname", META_JOURNAL, 0 },
  { "dc.source", META_JOURNAL, 0 },
  { "application-name", META_SITE, 0 },
};

/* State of the walk through the elements. */
typedef struct {
  IbPageBuilder builder;
  IbHtml html;
  GString *heading; /* text of an open h1 or h2; NULL outside */
  guint hidden;     /* depth of elements that are not seen */
  gboolean in_noscript;
  gboolean json;      /* the raw text that comes is JSON-LD */
  guint n_times;      /* time elements seen */
  char *only_time;    /* their date while it is one and the same */
  gboolean time_open; /* a time element without datetime: its text is the date */
} Walk;

void
ib_page_free(IbPage *page)
{
  if (!page)
    return;
  g_free(page->charset);
  g_free(page->title);
  g_free(page->site);
  g_free(page->journal);
  g_free(page->refresh);
  g_ptr_array_unref(page->titles);
  g_ptr_array_unref(page->headings);
  g_ptr_array_unref(page->authors);
  g_string_free(page->text, TRUE);
  g_string_free(page->noscript, TRUE);
  ibid_date_clear(&page->published);
  ibid_date_clear(&page->modified);
  g_free(page);
}

static void
add_unique(GPtrArray *array, const char *text, guint most)
{
  g_autofree char *whole = text ? g_utf8_make_valid(text, (gssize)strnlen(text, TITLE_MOST)) : NULL;
  g_autofree char *line = whole ? ib_text_collapse(whole, -1) : NULL;
  if (!line || !*line || array->len >= most)
    return;
  for (guint i = 0; i < array->len; i++)
    if (g_str_equal(array->pdata[i], line))
      return;
  g_ptr_array_add(array, g_steal_pointer(&line));
}

void
ib_page_add_title(IbPage *page, const char *title, gboolean meta)
{
  guint before = page->titles->len;
  add_unique(page->titles, title, TITLES_MOST);
  if (meta && page->titles->len > before) { /* metadata comes before what is drawn */
    g_ptr_array_insert(page->titles, (gint)page->n_meta_titles, g_ptr_array_steal_index(page->titles, before));
    page->n_meta_titles++;
  }
}

void
ib_page_add_author(IbPage *page, const char *name)
{
  /* "https://www.facebook.com/somebody" is what article:author often holds. */
  if (name && !strstr(name, "://"))
    add_unique(page->authors, name, AUTHORS_MOST);
}

static gboolean
meta_name_is(const char *found, const char *name)
{
  for (; *found && *name; found++, name++) {
    char c = g_ascii_tolower(*found);
    if (c != *name && !(c == ':' && *name == '.') && !(c == '_' && *name == '.'))
      return FALSE;
  }
  return *found == *name;
}

static void
use_meta(IbPageBuilder *b, const char *name, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS(metas); i++) {
    if (!meta_name_is(name, metas[i].name))
      continue;
    switch (metas[i].use) {
    case META_TITLE:
      ib_page_add_title(b->page, value, TRUE);
      break;
    case META_PUBLISHED:
      ib_page_note_published(b, value, metas[i].rank);
      break;
    case META_MODIFIED:
      ib_page_note_modified(b, value, metas[i].rank);
      break;
    case META_AUTHOR:
      ib_page_add_author(b->page, value);
      break;
    case META_SITE:
      if (!b->page->site && *value)
        b->page->site = ib_text_collapse(value, -1);
      break;
    case META_JOURNAL:
      if (!b->page->journal && *value)
        b->page->journal = ib_text_collapse(value, -1);
    }
    return;
  }
}

static void
note_robots(Walk *w, const char *content)
{
  g_autofree char *name = ib_html_attribute(&w->html, "name");
  if (!name || g_ascii_strcasecmp(name, "robots"))
    return;
  g_autofree char *low = g_ascii_strdown(content, -1);
  w->builder.page->noindex |= strstr(low, "noindex") != NULL;
}

static void
open_meta(Walk *w)
{
  static const char *const keys[] = { "name", "property", "itemprop" };
  IbPage *page = w->builder.page;
  g_autofree char *content = ib_html_attribute(&w->html, "content");
  g_autofree char *equiv = ib_html_attribute(&w->html, "http-equiv");
  if (!content)
    return;
  note_robots(w, content);
  if (equiv && !g_ascii_strcasecmp(equiv, "refresh") && !page->refresh && !w->in_noscript)
    page->refresh = g_steal_pointer(&content);
  for (guint i = 0; content && i < G_N_ELEMENTS(keys); i++) {
    g_autofree char *name = ib_html_attribute(&w->html, keys[i]);
    if (name)
      use_meta(&w->builder, name, content);
  }
}

/* A page may date its comments and its neighbours too: a time element counts when it says that
 * it is the publication, or when it is the only one. */
static void
open_time(Walk *w)
{
  g_autofree char *when = ib_html_attribute(&w->html, "datetime");
  g_autofree char *prop = ib_html_attribute(&w->html, "itemprop");
  g_autofree char *pubdate = ib_html_attribute(&w->html, "pubdate");
  if (pubdate || (prop && !g_ascii_strcasecmp(prop, "datePublished")))
    ib_page_note_published(&w->builder, when, 3);
  if (prop && !g_ascii_strcasecmp(prop, "dateModified")) {
    ib_page_note_modified(&w->builder, when, 3);
    return;
  }
  w->time_open = !when;
  if (!when)
    return;
  if (!w->n_times++)
    w->only_time = g_steal_pointer(&when);
  else if (w->only_time && strncmp(w->only_time, when, 10))
    g_clear_pointer(&w->only_time, g_free);
}

static void
open_input(Walk *w)
{
  g_autofree char *type = ib_html_attribute(&w->html, "type");
  if (type && !g_ascii_strcasecmp(type, "password"))
    w->builder.page->has_password = TRUE;
  if (type && !g_ascii_strcasecmp(type, "hidden"))
    w->builder.page->has_hidden_field = TRUE;
}

static void
open_script(Walk *w)
{
  g_autofree char *type = ib_html_attribute(&w->html, "type");
  w->json = type && !g_ascii_strncasecmp(type, "application/ld+json", 19);
  w->builder.page->n_scripts += !w->json;
}

static gboolean
is_hidden_element(const char *name)
{
  static const char *const names[] = { "svg", "template", "object", "select", "datalist" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(names[i], name))
      return TRUE;
  return FALSE;
}

static void
close_heading(Walk *w)
{
  if (!w->heading)
    return;
  add_unique(w->builder.page->headings, w->heading->str, HEADINGS_MOST);
  g_string_free(w->heading, TRUE);
  w->heading = NULL;
}

static gboolean
is_heading(const char *name)
{
  return g_str_equal(name, "h1") || g_str_equal(name, "h2");
}

static void
open_tag(Walk *w)
{
  const char *name = w->html.name;
  IbPage *page = w->builder.page;
  if (g_str_equal(name, "meta"))
    open_meta(w);
  else if (g_str_equal(name, "time"))
    open_time(w);
  else if (g_str_equal(name, "input"))
    open_input(w);
  else if (g_str_equal(name, "script"))
    open_script(w);
  else if (g_str_equal(name, "noscript"))
    w->in_noscript = TRUE;
  else if (g_str_equal(name, "iframe") || g_str_equal(name, "frame"))
    page->n_frames++;
  else if (g_str_equal(name, "a"))
    page->n_links++;
  if (is_heading(name)) {
    close_heading(w);
    w->heading = g_string_new(NULL);
  }
  if (is_hidden_element(name))
    w->hidden++;
}

static void
close_tag(Walk *w)
{
  const char *name = w->html.name;
  if (g_str_equal(name, "noscript"))
    w->in_noscript = FALSE;
  if (is_heading(name))
    close_heading(w);
  if (w->hidden && is_hidden_element(name))
    w->hidden--;
}

/* Words of one element don't grow together with the next one's, but "<b>W</b>ord" is a word. */
static gboolean
is_inline(const char *name)
{
  static const char *const names[] = { "b",   "i",   "em",    "strong", "span", "a", "u",    "font",
                                       "sub", "sup", "small", "mark",   "wbr",  "q", "cite", "abbr" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_str_equal(names[i], name))
      return TRUE;
  return FALSE;
}

static void
append(GString *out, const Walk *w, gsize most)
{
  if (out->len < most)
    ib_html_decode(out, w->html.text, MIN(w->html.len, most - out->len));
}

/* Limits cut characters in two. */
static void
make_valid(GString *s)
{
  const char *end;
  if (!g_utf8_validate_len(s->str, s->len, &end))
    g_string_truncate(s, (gsize)(end - s->str));
}

static void
take_text(Walk *w)
{
  IbPage *page = w->builder.page;
  if (w->hidden)
    return;
  if (w->time_open) {
    g_autofree char *when = g_strndup(w->html.text, MIN(w->html.len, 60));
    w->time_open = FALSE;
    if (!w->n_times++)
      w->only_time = g_steal_pointer(&when);
  }
  if (w->heading)
    append(w->heading, w, TITLE_MOST);
  append(w->in_noscript ? page->noscript : page->text, w, IB_PAGE_TEXT_MOST);
}

static void
take_raw(Walk *w)
{
  IbPage *page = w->builder.page;
  if (w->json && g_str_equal(w->html.name, "script"))
    ib_page_read_jsonld(&w->builder, w->html.text, w->html.len);
  w->json = FALSE;
  if (!g_str_equal(w->html.name, "title") || page->title || w->hidden)
    return;
  g_autoptr(GString) out = g_string_new(NULL);
  ib_html_decode(out, w->html.text, MIN(w->html.len, TITLE_MOST));
  make_valid(out);
  page->title = ib_text_collapse(out->str, -1);
}

static void
walk_html(Walk *w)
{
  while (ib_html_next(&w->html)) {
    switch (w->html.kind) {
    case IB_HTML_TEXT:
      take_text(w);
      continue;
    case IB_HTML_RAW:
      take_raw(w);
      continue;
    case IB_HTML_OPEN:
      open_tag(w);
      break;
    case IB_HTML_CLOSE:
      close_tag(w);
    }
    if (!is_inline(w->html.name)) {
      g_string_append_c(w->builder.page->text, ' ');
      if (w->heading)
        g_string_append_c(w->heading, ' ');
    }
  }
  close_heading(w);
  make_valid(w->builder.page->text);
  make_valid(w->builder.page->noscript);
}

static void
read_html(IbPage *page, const char *text)
{
  Walk w = { .builder = { .page = page } };
  ib_html_init(&w.html, text, strlen(text));
  walk_html(&w);
  if (w.only_time)
    ib_page_note_published(&w.builder, w.only_time, 6);
  g_free(w.only_time);
  page->dates_work = w.builder.published_rank == IB_RANK_WORK;
  ib_page_add_title(page, page->title, FALSE);
  for (guint i = 0; i < page->headings->len; i++)
    ib_page_add_title(page, page->headings->pdata[i], FALSE);
}

static gboolean
has_type(const char *content_type, const char *type)
{
  return content_type && !g_ascii_strncasecmp(content_type, type, strlen(type));
}

/* Files that are no text, by their first bytes; "…officedocument.wordprocessingml" holds "xml". */
static gboolean
is_binary(const guint8 *bytes, gsize len)
{
  static const char *const marks[] = { "PK\003\004", "\211PNG",    "GIF8", "\377\330\377", "\320\317\021\340",
                                       "Rar!",       "7z\274\257", "ID3",  "OggS",         "\037\213\010",
                                       "RIFF",       "\177ELF",    "%!PS", "AT&TFORM",     "wOFF" };
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    if (len >= strlen(marks[i]) && !memcmp(bytes, marks[i], strlen(marks[i])))
      return TRUE;
  return len > 12 && !memcmp(bytes + 4, "ftyp", 4);
}

/* The first bytes say more than the header: a PDF is served as text/html now and then. */
static IbPageKind
find_kind(const guint8 *bytes, gsize len, const char *type)
{
  gsize head = MIN(len, 1024), at = 0;
  if (g_strstr_len((const char *)bytes, (gssize)head, "%PDF-"))
    return IB_PAGE_PDF;
  if (is_binary(bytes, len))
    return IB_PAGE_OTHER;
  while (at < head && (g_ascii_isspace(bytes[at]) || bytes[at] >= 0xbb))
    at++;
  if (has_type(type, "text/plain"))
    return IB_PAGE_TEXT;
  if (!type || has_type(type, "text/") || strstr(type, "html") || strstr(type, "xml"))
    return IB_PAGE_HTML;
  if (has_type(type, "application/json"))
    return IB_PAGE_TEXT;
  if (at < head && bytes[at] == '<')
    return IB_PAGE_HTML;
  return IB_PAGE_OTHER;
}

/* In JSON letters may stand as "\\u2013". */
static void
read_text(IbPage *page, const char *text)
{
  char *plain = *text == '{' || *text == '[' ? ib_page_read_json(text) : NULL;
  const char *s = plain ? plain : text;
  g_string_append_len(page->text, s, (gssize)MIN(strlen(s), IB_PAGE_TEXT_MOST));
  free(plain);
}

IbPage *
ib_page_read(const guint8 *bytes, gsize len, const char *content_type, gboolean detect)
{
  IbPage *page = g_new0(IbPage, 1);
  IbPageBuilder builder = { .page = page };
  page->titles = g_ptr_array_new_with_free_func(g_free);
  page->headings = g_ptr_array_new_with_free_func(g_free);
  page->authors = g_ptr_array_new_with_free_func(g_free);
  page->text = g_string_new(NULL);
  page->noscript = g_string_new(NULL);
  page->kind = len ? find_kind(bytes, len, content_type) : IB_PAGE_OTHER;
  if (page->kind == IB_PAGE_PDF)
    ib_page_read_pdf(&builder, bytes, len);
  if (page->kind == IB_PAGE_PDF || page->kind == IB_PAGE_OTHER)
    return page;
  g_autofree char *text = ib_charset_decode(bytes, len, content_type, detect, &page->charset);
  if (page->kind == IB_PAGE_HTML)
    read_html(page, text);
  else
    read_text(page, text);
  make_valid(page->text);
  return page;
}

gboolean
ib_page_parse_refresh(const char *value, double *seconds, char **url)
{
  char *rest;
  *seconds = g_ascii_strtod(value, &rest);
  rest += strspn(rest, " \t\r\n;,");
  if (!g_ascii_strncasecmp(rest, "url", 3)) {
    const char *p = rest + 3 + strspn(rest + 3, " \t");
    if (*p == '=')
      rest = (char *)(gpointer)(p + 1 + strspn(p + 1, " \t"));
  }
  char quote = *rest == '"' || *rest == '\'' ? *rest++ : '\0';
  gsize n = quote ? strcspn(rest, quote == '"' ? "\"" : "'") : strlen(rest);
  if (!n || *seconds < 0 || *seconds != *seconds)
    return FALSE;
  *url = g_strstrip(g_strndup(rest, n));
  return TRUE;
}

gboolean
ib_page_has_fragment(const guint8 *bytes, gsize len, const char *fragment)
{
  static const char *const keys[] = { "id", "name" };
  g_autofree char *plain = g_uri_unescape_string(fragment, NULL);
  IbHtml html;
  /* "#top", "#!route", "#/route", "#:~:text=…", "#page=3", "#.X8" are no names of elements. */
  if (!*fragment || !g_ascii_strcasecmp(fragment, "top") || strpbrk(fragment, "!/=~.,"))
    return TRUE;
  ib_html_init(&html, (const char *)bytes, len);
  while (ib_html_next(&html)) {
    for (guint i = 0; html.kind == IB_HTML_OPEN && i < G_N_ELEMENTS(keys); i++) {
      g_autofree char *value = ib_html_attribute(&html, keys[i]);
      if (value && (g_str_equal(value, fragment) || !g_strcmp0(value, plain)))
        return TRUE;
    }
  }
  return FALSE;
}
