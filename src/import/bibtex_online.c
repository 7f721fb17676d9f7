/* Where a work is to be found: addresses, DOIs, eprints, and the notes that people write
 * addresses into. */
#include "config.h"

#include "import/bibtex_fields.h"

#include <string.h>

#include "import/bibtex_date.h"
#include "record/identifier.h"

/* The address at P, to what cannot be part of it, and without the point of a sentence.  Caller
 * frees with g_free(). */
static char *
address_at(const char *p)
{
  gsize n = strcspn(p, " \t\n,;<>\"");
  return g_strndup(p, n && p[n - 1] == '.' ? n - 1 : n);
}

/* "howpublished = {\\url{...}}" is an address, "{Talk at X}" a way of publishing; "Available at
 * http://..." is an address and words that stay what they are. */
void
ib_bib_howpublished(IbBibMap *m, const char *name, const char *value)
{
  g_autofree char *text = ib_bib_decode(value, IB_LATEX_PLAIN);
  const char *at = strstr(text, "http");
  if (!at) {
    ib_bib_publisher(m, name, value);
    return;
  }
  g_autofree char *url = address_at(at);
  if (!ib_bib_value(m->entry, "url") && !ib_bib_value(m->entry, "doi"))
    ibid_record_set_text(m->rec, IBID_VAR_URL, url);
  ib_bib_accessed(text, m->rec);
  if (strcmp(url, text) || g_strcmp0(ibid_record_text(m->rec, IBID_VAR_URL), url))
    ibid_record_add_extra(m->rec, name, text);
}

/* A note, and the address that many write into it. */
void
ib_bib_note(IbBibMap *m, const char *name, const char *value)
{
  g_autofree char *text = ib_bib_decode(value, IB_LATEX_MARKUP);
  const char *at = strstr(text, "http");
  ib_bib_accessed(text, m->rec);
  if (!ib_bib_value(m->entry, "pmid") && g_str_has_prefix(text, "PMID: ") && text[6 + strspn(text + 6, "0123456789")] == '\0')
    ibid_record_set_text(m->rec, IBID_VAR_PMID, text + 6); /* Zotero's "extra" */
  if (at && (strstr(value, "\\url") || ibid_record_has(m->rec, IBID_VAR_ACCESSED)) && !ib_bib_value(m->entry, "url")) {
    g_autofree char *url = address_at(at);
    ibid_record_set_text(m->rec, IBID_VAR_URL, url);
    if (!strcmp(url, text))
      return;
  }
  ibid_record_add_text(m->rec, IBID_VAR_NOTE, text, "; ");
}

/* A DOI is no text: "--" in it is no dash, "~" no blank. */
void
ib_bib_doi(IbBibMap *m, const char *name, const char *value)
{
  const char *command = strchr(value, '\\');
  while (command && command[1] && !g_ascii_isalpha(command[1]))
    command = strchr(command + 2, '\\');
  GString *doi = g_string_new(NULL);
  if (command || strchr(value, '$')) {
    g_autofree char *text = ib_bib_decode(value, IB_LATEX_PLAIN);
    g_string_append(doi, text);
  } else {
    ib_latex_append_address(doi, value, strlen(value));
  }
  ib_record_set_doi(m->rec, doi->str);
  g_string_free(doi, TRUE);
}

/* EndNote writes several addresses into one field, a line each: the length of the first. */
static gsize
first_address(const char *value)
{
  const char *first = value + strspn(value, " \t\r\n");
  for (const char *p = first; (p = strstr(p, "http")); p++) {
    const char *end = p;
    while (end > first && g_ascii_isspace(end[-1]))
      end--;
    if (end > first && end < p)
      return end - value;
  }
  return strlen(value);
}

/* Backslashes before what LaTeX would take for a command are no part of an address. */
void
ib_bib_url(IbBibMap *m, const char *name, const char *value)
{
  if (g_str_has_prefix(value, "\\url{") || g_str_has_prefix(value, "\\href{")) {
    ibid_record_take_text(m->rec, IBID_VAR_URL, ib_bib_decode(value, IB_LATEX_PLAIN));
    return;
  }
  GString *url = g_string_new(NULL);
  gsize n = first_address(value);
  if (value[n])
    ib_bib_keep(m, name, value + n, IB_LATEX_PLAIN);
  gboolean pointed = n > 2 && *value == '<' && value[n - 1] == '>'; /* <https://example.org> */
  ib_latex_append_address(url, value + pointed, n - 2 * pointed);
  ibid_record_take_text(m->rec, IBID_VAR_URL, g_string_free(url, FALSE));
}

/* PubMed's numbers have a variable of their own. */
void
ib_bib_eprint(IbBibMap *m, const char *name, const char *value)
{
  const char *type = ib_bib_value(m->entry, "eprinttype");
  if (type && !g_ascii_strcasecmp(type, "pubmed"))
    ib_bib_set(m, IBID_VAR_PMID, value, IB_LATEX_PLAIN);
  else
    ibid_record_add_extra(m->rec, name, value);
}

void
ib_bib_eprinttype(IbBibMap *m, const char *name, const char *value)
{
  if (g_ascii_strcasecmp(value, "pubmed") || !ib_bib_value(m->entry, "eprint"))
    ibid_record_add_extra(m->rec, "eprinttype", value);
}

/* Where an eprint is to be found; formats that know no eprints keep it so. */
static void
set_eprint_url(IbBibMap *m)
{
  static const char *const places[][2] = { { "arxiv", "https://arxiv.org/abs/" },
                                           { "jstor", "https://www.jstor.org/stable/" },
                                           { "hdl", "https://hdl.handle.net/" },
                                           { "googlebooks", "https://books.google.com?id=" } };
  const char *id = ib_bib_value(m->entry, "eprint"), *type = ib_bib_value(m->entry, "eprinttype");
  if (!type)
    type = ib_bib_value(m->entry, "archiveprefix");
  for (guint i = 0; id && *id && type && !strpbrk(id, " {}\\") && i < G_N_ELEMENTS(places); i++)
    if (!g_ascii_strcasecmp(type, places[i][0]))
      ibid_record_take_text(m->rec, IBID_VAR_URL, g_strconcat(places[i][1], id, NULL));
}

/* "title = {\href{https://example.org/a}{Of Things}}" */
static void
set_linked_url(IbBibMap *m)
{
  static const char *const fields[] = { "title", "howpublished", "note" };
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
    const char *value = ib_bib_value(m->entry, fields[i]), *link = value ? strstr(value, "\\href{http") : NULL;
    const char *end = link ? strchr(link, '}') : NULL;
    if (!end)
      continue;
    GString *url = g_string_new(NULL);
    link += strlen("\\href{");
    ib_latex_append_address(url, link, end - link);
    ibid_record_take_text(m->rec, IBID_VAR_URL, g_string_free(url, FALSE));
    return;
  }
}

void
ib_bib_other_url(IbBibMap *m)
{
  if (!ibid_record_has(m->rec, IBID_VAR_URL))
    set_linked_url(m);
  if (!ibid_record_has(m->rec, IBID_VAR_URL) && ib_bib_value(m->entry, "bdsk-url-1"))
    ib_bib_url(m, "bdsk-url-1", ib_bib_value(m->entry, "bdsk-url-1"));
  if (!ibid_record_has(m->rec, IBID_VAR_URL) && !ibid_record_has(m->rec, IBID_VAR_DOI))
    set_eprint_url(m);
}
