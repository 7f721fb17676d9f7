/* Publishers and places.  biblatex has lists where BibTeX has text: "Durham and London" is two
 * places there, "Taylor and Francis" one publisher in BibTeX. */
#include "config.h"

#include "import/bibtex_fields.h"

#include <string.h>

#include "import/bibtex_name.h"

/* biblatex's own fields tell its entries. */
static gboolean
has_lists(const IbBibEntry *entry)
{
  return ib_bib_value(entry, "date") || ib_bib_value(entry, "location") || ib_bib_value(entry, "journaltitle");
}

/* Items are joined by "; ".  Caller frees with g_free(). */
static char *
decode_list(const IbBibMap *m, const char *value)
{
  if (!has_lists(m->entry) || !strstr(value, "and"))
    return ib_bib_decode(value, IB_LATEX_MARKUP);
  GString *out = g_string_new(NULL);
  for (const char *p = value, *end = value + strlen(value); p < end;) {
    const char *stop = ib_bib_and(p, end);
    g_autofree char *item = ib_latex_decode(p, stop - p, IB_LATEX_MARKUP);
    if (*item)
      g_string_append_printf(out, "%s%s", out->len ? "; " : "", item);
    p = stop < end ? stop + 4 : end;
  }
  return g_string_free(out, FALSE);
}

/* "location" is where a patent holds; ACM's files have the publisher's "address" and, as
 * "location", where the conference was. */
static IbidVar
place_of(const IbBibMap *m, const char *name)
{
  if (g_str_equal(name, "origlocation"))
    return IBID_VAR_ORIGINAL_PUBLISHER_PLACE;
  if (g_str_equal(name, "location") && g_str_equal(m->entry->type, "patent"))
    return IBID_VAR_JURISDICTION;
  if (g_str_equal(name, "location") && ib_bib_value(m->entry, "address"))
    return IBID_VAR_EVENT_PLACE;
  return IBID_VAR_PUBLISHER_PLACE;
}

void
ib_bib_place(IbBibMap *m, const char *name, const char *value)
{
  IbidVar var = place_of(m, name);
  g_autofree char *list = decode_list(m, value);
  if (var == IBID_VAR_JURISDICTION)
    ib_bib_countries(m, list);
  else if (!ibid_record_has(m->rec, var))
    ibid_record_set_text(m->rec, var, list);
}

/* Publishers go by many names; the second one is kept under its own. */
void
ib_bib_publisher(IbBibMap *m, const char *name, const char *value)
{
  g_autofree char *text = decode_list(m, value);
  gboolean rival = strcmp(name, "publisher") && ib_bib_value(m->entry, "publisher");
  if (!ibid_record_has(m->rec, IBID_VAR_PUBLISHER) && !rival)
    ibid_record_set_text(m->rec, IBID_VAR_PUBLISHER, text);
  else if (rival || strcmp(ibid_record_text(m->rec, IBID_VAR_PUBLISHER), text))
    ibid_record_add_extra(m->rec, name, text);
}
