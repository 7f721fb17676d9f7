/* Entries of the formats that libbibutils reads. */
#include "config.h"

#include "bibutils/split.h"

#include <string.h>

/* XML: an entry is an element. */
static const struct {
  const char *format;
  const char *element;
} elements[] = {
  { "endnote-xml", "record" },          { "endnote-xml", "RECORD" },
  { "pubmed", "PubmedArticle" },        { "pubmed", "PubmedBookArticle" },
  { "pubmed", "MedlineCitation" },      { "word", "b:Source" },
  { "ebi", "publication" },
};

/* "<record>" or "<record " at P. */
static gboolean
is_tag(const char *p, const char *end, const char *name)
{
  gsize n = strlen(name);
  return (gsize)(end - p) > n && !memcmp(p, name, n) && (p[n] == '>' || p[n] == '/' || g_ascii_isspace(p[n]));
}

/* The end of the entry that begins before P: behind "</record>", or where the next one begins, as
 * entries hold none of their kind; then, or where the text ends before, it is CUT. */
static const char *
find_end(const char *p, const char *end, const char *name, gboolean *cut)
{
  *cut = TRUE;
  while ((p = memchr(p, '<', end - p))) {
    p++;
    if (is_tag(p, end, name))
      return p - 1;
    if (p == end || *p != '/' || !is_tag(p + 1, end, name))
      continue;
    const char *close = memchr(p, '>', end - p);
    *cut = !close;
    return close ? close + 1 : end;
  }
  return end;
}

static gboolean
next_element(const char *format, const char *text, gsize len, gsize *at, IbEntryRange *range)
{
  const char *end = text + len, *p = text + MIN(*at, len);
  while ((p = memchr(p, '<', end - p))) {
    p++;
    for (guint i = 0; i < G_N_ELEMENTS(elements); i++) {
      if (!g_str_equal(elements[i].format, format) || !is_tag(p, end, elements[i].element))
        continue;
      range->start = p - 1 - text;
      range->end = find_end(p, end, elements[i].element, &range->cut) - text;
      *at = range->end;
      return TRUE;
    }
  }
  *at = len;
  return FALSE;
}

/* Tagged formats: an entry is a block of lines. */

static gsize
line_length(const char *text, gsize len, gsize at)
{
  const char *lf = memchr(text + at, '\n', len - at);
  return lf ? (gsize)(lf - text) + 1 - at : len - at;
}

static gboolean
is_blank(const char *s, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isspace(s[i]))
      return FALSE;
  return TRUE;
}

/* ISI: "PT " to "ER"; Refer and Copac: up to a blank line before what looks like a tag. */
static gboolean
begins(const char *format, const char *s, gsize n)
{
  if (g_str_equal(format, "isi"))
    return n > 2 && !memcmp(s, "PT ", 3);
  if (g_str_equal(format, "endnote"))
    return n > 1 && s[0] == '%' && !g_ascii_isspace(s[1]);
  return n > 2 && g_ascii_isupper(s[0]) && g_ascii_isupper(s[1]) && s[2] == '-';
}

static gboolean
ends(const char *format, const char *s, gsize n)
{
  if (g_str_equal(format, "isi"))
    return n >= 2 && !memcmp(s, "ER", 2) && is_blank(s + 2, n - 2);
  return is_blank(s, n);
}

/* "%0", which EndNote begins a reference with. */
static gboolean
is_kind(const char *format, const char *s, gsize n)
{
  return g_str_equal(format, "endnote") && n > 2 && !memcmp(s, "%0 ", 3);
}

static gboolean
next_block(const char *format, const char *text, gsize len, gsize *at, IbEntryRange *range)
{
  gboolean open = FALSE, kind = FALSE, isi = g_str_equal(format, "isi");
  range->cut = FALSE;
  while (*at < len) {
    const char *s = text + *at;
    gsize n = line_length(text, len, *at);
    if (!open && begins(format, s, n)) {
      open = TRUE;
      range->start = *at;
    } else if (open && ((isi && begins(format, s, n)) || (kind && is_kind(format, s, n)))) {
      range->end = *at; /* ER is missing, or the blank line */
      return TRUE;
    } else if (open && ends(format, s, n)) {
      range->end = isi ? *at + n : *at;
      *at += n;
      return TRUE;
    }
    kind |= open && is_kind(format, s, n);
    *at += n;
  }
  range->end = len;
  range->cut = isi; /* a blank line may be missing, "ER" may not */
  return open;
}

gboolean
ib_entry_next(const char *format, const char *text, gsize len, gsize *at, IbEntryRange *range)
{
  for (guint i = 0; i < G_N_ELEMENTS(elements); i++)
    if (g_str_equal(elements[i].format, format))
      return next_element(format, text, len, at, range);
  return next_block(format, text, len, at, range);
}
