/* Titles of .bib entries.  A work has up to three levels: a chapter ("title") of a volume
 * ("booktitle") of a work of several ("maintitle"), each with a subtitle and an addition
 * (biblatex manual, 2.2.2 and 2.3.5). */
#include "config.h"

#include "import/bibtex_fields.h"

#include <string.h>

#include "record/bibtex_terms.h"

/* "Title: subtitle", unless a mark ends the title already. */
static void
append_title(GString *out, const char *value, const char *marks, const char *separator)
{
  g_autofree char *text = value ? ib_bib_decode(value, IB_BIB_AS_TITLE) : NULL;
  gboolean marked = out->len && strchr(marks, out->str[out->len - 1]);
  if (text)
    g_string_append_printf(out, "%s%s", !out->len ? "" : marked ? " " : separator, text);
}

/* "title: subtitle. titleaddon", as all readers of CSL expect them in one. */
static char *
joined_title(const IbBibMap *m, const char *title, const char *subtitle, const char *addon)
{
  const char *main = ib_bib_value(m->entry, title);
  if (!main)
    return NULL;
  GString *out = g_string_new(NULL);
  append_title(out, main, "", "");
  append_title(out, ib_bib_value(m->entry, subtitle), "?!:.", ": ");
  append_title(out, ib_bib_value(m->entry, addon), "?!.", ". ");
  return g_string_free(out, FALSE);
}

static void
set_first(IbidRecord *rec, IbidVar var, const char *text)
{
  if (text && !ibid_record_has(rec, var))
    ibid_record_set_text(rec, var, text);
}

static void
map_journal(IbBibMap *m)
{
  const char *full = ib_bib_value(m->entry, "fjournal"); /* MathSciNet's; its "journal" is the short one */
  g_autofree char *journal = joined_title(m, "journaltitle", "journalsubtitle", "");
  if (!journal)
    journal = joined_title(m, full ? "fjournal" : "journal", "journalsubtitle", "");
  if (full && ib_bib_value(m->entry, "journal"))
    ib_bib_set(m, IBID_VAR_CONTAINER_TITLE_SHORT, ib_bib_value(m->entry, "journal"), IB_BIB_AS_TITLE);
  if (!journal)
    return;
  if (ibid_record_has(m->rec, IBID_VAR_CONTAINER_TITLE)) {
    ibid_record_add_extra(m->rec, "journal", journal);
    return;
  }
  ibid_record_set_text(m->rec, IBID_VAR_CONTAINER_TITLE, journal);
  if (ib_bib_is_abbreviated(journal) && !ib_bib_value(m->entry, "shortjournal") && !full)
    set_first(m->rec, IBID_VAR_CONTAINER_TITLE_SHORT, journal);
}

void
ib_bib_titles(IbBibMap *m)
{
  g_autofree char *title = joined_title(m, "title", "subtitle", "titleaddon");
  g_autofree char *book = joined_title(m, "booktitle", "booksubtitle", "booktitleaddon");
  g_autofree char *main = joined_title(m, "maintitle", "mainsubtitle", "maintitleaddon");
  gboolean part = ib_bib_is_part(m->entry->type) || (book && title && strcmp(title, book));

  if (part && main) { /* a chapter of a volume of a work */
    ibid_record_set_text(m->rec, IBID_VAR_CONTAINER_TITLE, main);
    set_first(m->rec, IBID_VAR_VOLUME_TITLE, book);
  } else if (part && book) {
    ibid_record_set_text(m->rec, IBID_VAR_CONTAINER_TITLE, book);
  } else if (main) { /* a volume of a work */
    ibid_record_set_text(m->rec, IBID_VAR_TITLE, main);
    set_first(m->rec, IBID_VAR_VOLUME_TITLE, title);
  }
  set_first(m->rec, IBID_VAR_TITLE, title || part ? title : book);
  if (title && !main && ib_bib_value(m->entry, "subtitle") && !ib_bib_value(m->entry, "shorttitle")) /* biblatex's label */
    ib_bib_set(m, IBID_VAR_TITLE_SHORT, ib_bib_value(m->entry, "title"), IB_BIB_AS_TITLE);
  map_journal(m);
}
