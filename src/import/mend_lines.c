/* What libbibutils 7.2 loses of entries in tagged lines, put back from the entry itself.
 *
 *   ISI    bodies, editors, conferences, series and ISBNs of books, online ISSNs; it joins the
 *          publisher's town with its street, and takes names joined by ";" for one
 *   Copac  bodies among the authors
 *
 * ISI's tags are those of the Web of Science's "Field Tags" list. */
#include "config.h"

#include "import/mend_lines.h"

#include <string.h>

#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/note.h"

/* How a format writes a line: a tag, what follows it, and what a line that goes on begins with. */
typedef struct {
  const char *format;
  const char *before, *after; /* around the tag: "%" and " " */
  const char *margin;         /* NULL: lines don't go on */
} Layout;

static const Layout layouts[] = {
  { "isi", "", " ", "   " },
  { "copac", "", "- ", "    " },
};

typedef struct {
  IbidRecord *rec;
  const Layout *layout;
  const char *text;
  gsize len;
} Mender;

/* Lines. */

static gboolean
starts(const char *s, gsize len, const char *with)
{
  gsize n = strlen(with);
  return len >= n && !memcmp(s, with, n);
}

/* The values of the lines with TAG, "" for all of Refer's, those that go on as values of their own.
 * Caller frees with g_ptr_array_unref(). */
static GPtrArray *
values_of(const Mender *m, const char *tag)
{
  GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
  const Layout *l = m->layout;
  gsize before = strlen(l->before), width = *tag ? strlen(tag) : 1;
  gboolean open = FALSE;
  for (const char *line = m->text, *end = m->text + m->len; line < end;) {
    const char *lf = memchr(line, '\n', end - line);
    gsize n = lf ? (gsize)(lf - line) : (gsize)(end - line);
    gboolean goes_on = l->margin && starts(line, n, l->margin);
    gsize head = goes_on ? 0 : before + width + strlen(l->after);
    if (!goes_on)
      open = n > head && starts(line, n, l->before) && starts(line + before, n - before, tag) &&
             starts(line + before + width, n - before - width, l->after);
    if (open)
      g_ptr_array_add(values, g_strstrip(g_strndup(line + head, n - head)));
    line += n + 1;
  }
  return values;
}

/* Those joined to one; NULL when there is none.  Caller frees with g_free(). */
static char *
value_of(const Mender *m, const char *tag)
{
  g_autoptr(GPtrArray) values = values_of(m, tag);
  g_autoptr(GString) all = g_string_new(NULL);
  for (guint i = 0; i < values->len; i++)
    g_string_append_printf(all, "%s%s", i ? " " : "", (char *)values->pdata[i]);
  return all->len ? g_strdup(all->str) : NULL;
}

/* ISI. */

typedef enum { FILL, REPLACE, ADD } How;

static const struct {
  const char *tag;
  IbidVar var;
  How how;
} isi_rows[] = {
  { "TI", IBID_VAR_TITLE, REPLACE },    { "PI", IBID_VAR_PUBLISHER_PLACE, REPLACE },
  { "JI", IBID_VAR_CONTAINER_TITLE_SHORT, REPLACE },
  { "SN", IBID_VAR_ISSN, FILL },        { "EI", IBID_VAR_ISSN, ADD },        { "BN", IBID_VAR_ISBN, FILL },
  { "SE", IBID_VAR_COLLECTION_TITLE, REPLACE }, { "CT", IBID_VAR_EVENT_TITLE, FILL }, { "CL", IBID_VAR_EVENT_PLACE, FILL },
  { "CY", IBID_VAR_EVENT_DATE, FILL },  { "SU", IBID_VAR_SUPPLEMENT, FILL }, { "PM", IBID_VAR_PMID, FILL },
  { "DI", IBID_VAR_DOI, FILL },         { "D2", IBID_VAR_DOI, FILL },        { "EA", IBID_VAR_AVAILABLE_DATE, FILL },
  { "WP", IBID_VAR_URL, FILL },
  { "PU", IBID_VAR_PUBLISHER, FILL },   { "AE", IBID_VAR_PUBLISHER, FILL },
};

static const struct {
  const char *tag;
  IbidVar var;
  gboolean body;
} isi_names[] = {
  { "CA", IBID_VAR_AUTHOR, TRUE }, { "GP", IBID_VAR_AUTHOR, TRUE },
  { "BE", IBID_VAR_EDITOR, FALSE }, { "ED", IBID_VAR_EDITOR, FALSE },
  { "BF", IBID_VAR_CONTAINER_AUTHOR, FALSE }, { "BA", IBID_VAR_CONTAINER_AUTHOR, FALSE },
};

static void
set_value(IbidRecord *rec, IbidVar var, const char *value)
{
  g_auto(IbidDate) date = { 0 };
  if ((var == IBID_VAR_ISSN || var == IBID_VAR_ISBN) && ib_record_add_serials(rec, value))
    return;
  if (var == IBID_VAR_DOI)
    ib_record_set_doi(rec, value);
  else if (ibid_var_kind(var) == IBID_KIND_TEXT)
    ibid_record_set_text(rec, var, value);
  else if (ib_date_from_loose(value, strlen(value), &date) && date.from.year)
    ibid_record_set_date(rec, var, &date);
  else
    ibid_record_add_extra(rec, ibid_var_name(var), value);
}

/* What stood there before: J9 beside JI, the street behind the town. */
static void
keep_old(const Mender *m, const char *tag)
{
  g_autofree char *j9 = g_str_equal(tag, "JI") ? value_of(m, "J9") : NULL;
  g_autofree char *pa = g_str_equal(tag, "PI") ? value_of(m, "PA") : NULL;
  if (j9 && g_strcmp0(j9, ibid_record_text(m->rec, IBID_VAR_CONTAINER_TITLE_SHORT)))
    ibid_record_add_extra(m->rec, "J9", j9);
  if (j9)
    ibid_record_remove_extra(m->rec, "SHORTTITLE");
  if (pa)
    ibid_record_add_extra(m->rec, "PA", pa);
}

static void
mend_isi_texts(const Mender *m)
{
  for (guint i = 0; i < G_N_ELEMENTS(isi_rows); i++) {
    IbidVar var = isi_rows[i].var;
    g_autofree char *value = value_of(m, isi_rows[i].tag);
    const char *old = ibid_record_text(m->rec, var);
    if (!value || (isi_rows[i].how == FILL && ibid_record_has(m->rec, var)))
      continue;
    if (isi_rows[i].how == ADD && old && strstr(old, value))
      continue;
    if (isi_rows[i].how == ADD)
      ibid_record_add_text(m->rec, var, value, ", ");
    else
      set_value(m->rec, var, value);
    keep_old(m, isi_rows[i].tag);
  }
}

static void
mend_isi_names(const Mender *m)
{
  for (guint i = 0; i < G_N_ELEMENTS(isi_names); i++) {
    IbidVar var = isi_names[i].var;
    g_autoptr(GPtrArray) values = values_of(m, isi_names[i].tag);
    if (var != IBID_VAR_AUTHOR && ibid_record_has(m->rec, var)) /* BE and ED, BF and BA tell the same */
      continue;
    for (guint k = 0; k < values->len; k++) {
      g_auto(IbidName) body = { .literal = isi_names[i].body ? g_strdup(values->pdata[k]) : NULL };
      if (isi_names[i].body)
        ibid_record_take_name(m->rec, var, &body);
      else
        ib_note_read_names(m->rec, var, values->pdata[k]);
    }
  }
}

/* Persons have a comma. */
static gboolean
is_body(const char *name)
{
  return strchr(name, ' ') && !strchr(name, ',');
}

/* "Joffe, Hadine; Hall, Janet E" in one line, and bodies, which libbibutils splits like persons. */
static void
mend_isi_authors(const Mender *m)
{
  g_autoptr(GPtrArray) full = values_of(m, "AF"), brief = values_of(m, "AU");
  const GPtrArray *values = full->len ? full : brief;
  gboolean odd = full->len > 0;
  for (guint i = 0; i < values->len; i++)
    odd |= strchr(values->pdata[i], ';') || is_body(values->pdata[i]);
  if (!odd)
    return;
  ibid_record_clear_names(m->rec, IBID_VAR_AUTHOR);
  for (guint i = 0; i < values->len; i++) {
    g_auto(IbidName) body = { .literal = is_body(values->pdata[i]) ? g_strdup(values->pdata[i]) : NULL };
    if (body.literal)
      ibid_record_take_name(m->rec, IBID_VAR_AUTHOR, &body);
    else
      ib_note_read_names(m->rec, IBID_VAR_AUTHOR, values->pdata[i]);
  }
}

static void
move_text(IbidRecord *rec, IbidVar from, IbidVar to)
{
  g_autofree char *value = g_strdup(ibid_record_text(rec, from));
  if (!value || ibid_record_has(rec, to))
    return;
  ibid_record_unset(rec, from);
  ibid_record_set_text(rec, to, value);
}

/* PT says how it is bound, DT what it is: B and S with a conference or a paper are papers, with
 * a title other than SO's chapters. */
static void
mend_isi_type(const Mender *m)
{
  IbidRecord *rec = m->rec;
  g_autofree char *bound = value_of(m, "PT"), *kind = value_of(m, "DT");
  g_autofree char *journal = value_of(m, "SO"), *book = value_of(m, "BT");
  const char *source = journal ? journal : book;
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  if (!bound || *bound == 'J')
    return;
  if (*bound == 'P') {
    ibid_record_set_type(rec, IBID_TYPE_PATENT);
    return;
  }
  gboolean part = source && title && g_ascii_strcasecmp(source, title);
  gboolean paper = (kind && strstr(kind, "Proceedings")) || ibid_record_has(rec, IBID_VAR_EVENT_TITLE);
  if (!part)
    return;
  ibid_record_set_type(rec, paper ? IBID_TYPE_PAPER_CONFERENCE : IBID_TYPE_CHAPTER);
  if (!g_strcmp0(ibid_record_text(rec, IBID_VAR_COLLECTION_TITLE), source))
    ibid_record_unset(rec, IBID_VAR_COLLECTION_TITLE);
  ibid_record_set_text(rec, IBID_VAR_CONTAINER_TITLE, source);
  move_text(rec, IBID_VAR_VOLUME, IBID_VAR_COLLECTION_NUMBER);
}

/* PN is the part of an article, the number of a patent, which has its day in PD alone. */
static void
mend_isi_patent(const Mender *m)
{
  gboolean patent = ibid_record_type(m->rec) == IBID_TYPE_PATENT;
  g_autofree char *number = value_of(m, "PN"), *day = value_of(m, "PD");
  if (number)
    ibid_record_set_text(m->rec, patent ? IBID_VAR_NUMBER : IBID_VAR_PART, number);
  if (patent && day && !ibid_record_has(m->rec, IBID_VAR_ISSUED))
    set_value(m->rec, IBID_VAR_ISSUED, day);
}

/* The tags that are variables, or that libbibutils keeps. */
static const char isi_known[] = "FN VR EF ER PT AU AF CA GP BE BA BF ED TI SO BT LA CT CY CL DE ID AB C1 RP CR NR TC PU PI PA SN EI "
                                "BN J9 JI PD PY VL IS SU SE AR BP EP PG PS GA UT PM DI NO KW WP AE EA PN";

/* All others are kept under their names. */
static void
mend_isi_rest(const Mender *m)
{
  const char *doi = ibid_record_text(m->rec, IBID_VAR_DOI);
  for (const char *line = m->text, *end = m->text + m->len; line < end;) {
    const char *lf = memchr(line, '\n', end - line);
    gsize n = lf ? (gsize)(lf - line) : (gsize)(end - line);
    char tag[] = { n > 3 ? line[0] : ' ', n > 3 ? line[1] : ' ', '\0' };
    gboolean is_tag = g_ascii_isupper(tag[0]) && (g_ascii_isupper(tag[1]) || g_ascii_isdigit(tag[1])) && line[2] == ' ';
    if (is_tag && !strstr(isi_known, tag) && !ibid_record_extra(m->rec, tag)) {
      g_autofree char *value = value_of(m, tag);
      if (value && g_strcmp0(value, doi))
        ibid_record_add_extra(m->rec, tag, value);
    }
    line += n + 1;
  }
}

/* A title that was taken for that of a series, before a note said what the work is. */
static void
mend_isi_series(const Mender *m)
{
  IbidType type = ibid_record_type(m->rec);
  g_autofree char *source = value_of(m, "SO");
  gboolean whole = type == IBID_TYPE_BOOK || type == IBID_TYPE_REPORT || type == IBID_TYPE_THESIS || type == IBID_TYPE_MAP;
  if (whole || !source || g_strcmp0(ibid_record_text(m->rec, IBID_VAR_COLLECTION_TITLE), source))
    return;
  ibid_record_unset(m->rec, IBID_VAR_COLLECTION_TITLE);
  if (!ibid_record_has(m->rec, IBID_VAR_CONTAINER_TITLE))
    ibid_record_set_text(m->rec, IBID_VAR_CONTAINER_TITLE, source);
}

/* Each line of NO is a note, or what the writer had no tag for. */
static void
mend_isi_notes(const Mender *m)
{
  g_autoptr(GPtrArray) values = values_of(m, "NO");
  for (guint i = 0; i < values->len; i++)
    if (!ib_note_restore(m->rec, values->pdata[i]))
      ibid_record_add_text(m->rec, IBID_VAR_NOTE, values->pdata[i], "\n");
}

static void
mend_isi(const Mender *m)
{
  mend_isi_texts(m);
  mend_isi_authors(m);
  mend_isi_names(m);
  mend_isi_type(m);
  mend_isi_patent(m);
  mend_isi_rest(m);
  mend_isi_notes(m);
  mend_isi_series(m);
}

/* Copac. */

/* "World Bank" and "World Bank," are split like persons: the names are read anew, where all
 * of the record's are from these lines.  INVERTED: a person has a comma. */
static void
mend_names(const Mender *m, IbidVar var, const char *tag, gboolean inverted)
{
  g_autoptr(GPtrArray) values = values_of(m, tag);
  if (!values->len || values->len != ibid_record_n_names(m->rec, var))
    return;
  ibid_record_clear_names(m->rec, var);
  for (guint i = 0; i < values->len; i++) {
    const char *value = values->pdata[i];
    g_auto(IbidName) body = { .literal = inverted && !strchr(value, ',') ? g_strdup(value) : NULL };
    if (body.literal)
      ibid_record_take_name(m->rec, var, &body);
    else
      ib_note_read_name(m->rec, var, value, strlen(value));
  }
}

static void
mend_copac(const Mender *m)
{
  mend_names(m, IBID_VAR_AUTHOR, "AU", TRUE);
}

gboolean
ib_mend_lines(IbidRecord *rec, const char *format, const char *s, gsize len)
{
  static void (*const menders[])(const Mender *m) = { mend_isi, mend_copac };
  for (guint i = 0; i < G_N_ELEMENTS(layouts); i++)
    if (g_str_equal(layouts[i].format, format)) {
      Mender m = { rec, &layouts[i], s, len };
      menders[i](&m);
      return TRUE;
    }
  return FALSE;
}
