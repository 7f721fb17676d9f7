/* Keys of biblatex that stand for words (its manual, 4.9.2): kinds of theses, patents and
 * reports, states of publication, countries, languages. */
#include "config.h"

#include "import/bibtex_fields.h"

#include <string.h>

#include "import/bibtex_name.h"
#include "record/language.h"

static const struct {
  const char *key, *words;
} strings[] = {
  { "phdthesis", "PhD thesis" },
  { "mathesis", "Master’s thesis" },
  { "mastersthesis", "Master’s thesis" },
  { "bathesis", "Bachelor’s thesis" },
  { "candthesis", "Candidate thesis" },
  { "techreport", "Technical report" },
  { "resreport", "Research report" },
  { "software", "Computer software" },
  { "datacd", "Data CD" },
  { "audiocd", "Audio CD" },
  { "patent", "Patent" },
  { "patentde", "German patent" },
  { "patenteu", "European patent" },
  { "patentfr", "French patent" },
  { "patentuk", "British patent" },
  { "patentus", "U.S. patent" },
  { "patreq", "Patent request" },
  { "patreqde", "German patent request" },
  { "patreqeu", "European patent request" },
  { "patreqfr", "French patent request" },
  { "patrequk", "British patent request" },
  { "patrequs", "U.S. patent request" },
  { "countryde", "Germany" },
  { "countryeu", "European Union" },
  { "countryep", "European Union" },
  { "countryfr", "France" },
  { "countryuk", "United Kingdom" },
  { "countryus", "United States of America" },
  { "inpress", "in press" },
  { "inpreparation", "in preparation" },
  { "newseries", "new series" },
  { "oldseries", "old series" },
};

/* The words that the key S stands for, or S. */
static const char *
words_of(const char *s)
{
  for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
    if (!g_ascii_strcasecmp(s, strings[i].key))
      return strings[i].words;
  return s;
}

void
ib_bib_genre(IbBibMap *m, const char *name, const char *value)
{
  ib_bib_set(m, IBID_VAR_GENRE, words_of(value), IB_LATEX_MARKUP);
}

void
ib_bib_pubstate(IbBibMap *m, const char *name, const char *value)
{
  ib_bib_set(m, IBID_VAR_STATUS, words_of(value), IB_LATEX_MARKUP);
}

void
ib_bib_series(IbBibMap *m, const char *name, const char *value)
{
  ib_bib_set(m, IBID_VAR_COLLECTION_TITLE, words_of(value), IB_BIB_AS_TITLE);
}

void
ib_bib_countries(IbBibMap *m, const char *list)
{
  g_auto(GStrv) items = g_strsplit(list, "; ", -1);
  for (char **item = items; *item; item++)
    ibid_record_add_text(m->rec, IBID_VAR_JURISDICTION, words_of(*item), "; ");
}

/* "langfrench", "French", "fr" -> "fr"; NULL for what is no language. */
static char *
code_of(const char *text)
{
  return ib_language_to_bcp47(g_str_has_prefix(text, "lang") ? text + 4 : text);
}

/* One language is a code.  Of a list, "english and german", the record takes the first one, if
 * no other field names one, and keeps the field. */
void
ib_bib_language(IbBibMap *m, const char *name, const char *value)
{
  const char *end = value + strlen(value), *stop = ib_bib_and(value, end);
  g_autofree char *text = ib_bib_decode(value, IB_LATEX_PLAIN);
  g_autofree char *first = ib_latex_decode(value, stop - value, IB_LATEX_PLAIN);
  g_autofree char *code = code_of(first);
  gboolean list = stop < end;
  gboolean other = g_str_equal(name, "language") && (ib_bib_value(m->entry, "langid") || ib_bib_value(m->entry, "hyphenation"));
  if (!ibid_record_has(m->rec, IBID_VAR_LANGUAGE) && !(other && (list || !code))) {
    ibid_record_set_text(m->rec, IBID_VAR_LANGUAGE, code ? code : text);
    if (!list || !code)
      return;
  } else if (code && !list && !g_strcmp0(ibid_record_text(m->rec, IBID_VAR_LANGUAGE), code)) {
    return;
  }
  ibid_record_add_extra(m->rec, name, text);
}
