/* ISI as Web of Science has it: lines that libbibutils' writer leaves out, and authors' initials. */
#include "config.h"

#include "bibutils/hub_format.h"

#include <string.h>

#include "record/note.h"

/* "Nguyễn, Đ": ISI's writer cuts given names to their first byte, which is no letter here. */
static void
put_initials(IbHubWriter *w, guint level, const char *tag, const IbidName *n)
{
  g_autoptr(GString) value = g_string_new(NULL);
  const char *const family[] = { n->non_dropping_particle, n->family, n->suffix };
  for (guint i = 0; i < G_N_ELEMENTS(family); i++)
    if (family[i])
      g_string_append_printf(value, "%s%s", value->len ? " " : "", family[i]);
  g_auto(GStrv) given = g_strsplit_set(n->given ? n->given : "", " .|", -1);
  const char *before = ", ";
  for (char **word = given; *word; word++)
    if (**word) {
      const char *end = ib_hub_is_initials(*word) ? *word + strlen(*word) : g_utf8_next_char(*word);
      g_string_append_printf(value, "%s%.*s", before, (int)(end - *word), *word);
      before = "";
    }
  ib_hub_put(w, level, tag, value->str);
}

/* Tags that libbibutils' writer of ISI does not know, and those of its reader's fields that it
 * does not write. */
static const struct {
  IbidVar var;
  const char *extra;
  const char *tag;
} rows[] = {
  { IBID_VAR_CONTAINER_TITLE_SHORT, NULL, "JI" },
  { IBID_VAR_ISBN, NULL, "BN" },
  { IBID_VAR_AVAILABLE_DATE, NULL, "EA" },
  { IBID_VAR_PART, NULL, "PN" },
  { IBID_VAR_PUBLISHER_PLACE, NULL, "PI" },
  { IBID_VAR_ARCHIVE_LOCATION, NULL, "UT" },
  { IBID_VAR_EDITOR, NULL, "BE" },
  { IBID_VAR_CONTAINER_AUTHOR, NULL, "BA" },
  { IBID_VAR_COLLECTION_TITLE, NULL, "SE" },
  { IBID_VAR_EVENT_TITLE, NULL, "CT" },
  { IBID_VAR_EVENT_PLACE, NULL, "CL" },
  { IBID_VAR_PMID, NULL, "PM" },
  { IBID_VAR_SUPPLEMENT, NULL, "SU" },
  { 0, "ADDRESS", "C1" },
  { 0, "REPRINTADDRESS", "RP" },
  { 0, "CITEDREFS", "CR" },
  { 0, "NUMBERREFS", "NR" },
  { 0, "TIMESCITED", "TC" },
  { 0, "ISIDELIVERNUM", "GA" },
  { 0, "PA", "PA" },
  { 0, "J9", "J9" },
};

/* A value has no line of its own, which could be a tag. */
static void
put_line(IbHubWriter *w, const char *tag, const char *value)
{
  g_autofree char *line = g_strdup(value);
  for (char *p = line; *p; p++)
    if ((guchar)*p < 0x20 || *p == 0x7F)
      *p = ' ';
  g_string_append_printf(w->lines, "%s %s\n", tag, line);
}

static void
put_value(IbHubWriter *w, const char *tag, IbidVar var)
{
  g_autofree char *value = ib_note_value(w->rec, var);
  put_line(w, tag, value);
}

static void
put_names(IbHubWriter *w, const char *tag, IbidVar var)
{
  for (guint i = 0; i < ibid_record_n_names(w->rec, var); i++) {
    g_autoptr(GString) name = g_string_new(NULL);
    ib_note_append_name(name, ibid_record_name(w->rec, var, i));
    put_line(w, i ? "  " : tag, name->str);
  }
}

/* "PD MAR 3" */
static void
put_date(IbHubWriter *w)
{
  static const char *const months[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
  const IbidDate *d = ibid_record_date(w->rec, IBID_VAR_ISSUED);
  if (!d || !d->from.year || !d->from.month)
    return;
  g_autofree char *day = d->from.day ? g_strdup_printf("%s %u", months[d->from.month - 1], d->from.day) : NULL;
  put_line(w, "PD", day ? day : months[d->from.month - 1]);
}

/* The first ISSN is SN, others EI. */
static void
put_serials(IbHubWriter *w)
{
  const char *s = ibid_record_text(w->rec, IBID_VAR_ISSN), *comma = s ? strstr(s, ", ") : NULL;
  g_autofree char *first = s ? g_strndup(s, comma ? (gsize)(comma - s) : strlen(s)) : NULL;
  if (first)
    put_line(w, "SN", first);
  if (comma)
    put_line(w, "EI", comma + 2);
  w->written[IBID_VAR_ISSN] = TRUE;
}

/* VL of what stands in something, and is no article or periodical, is the volume of its series. */
static gboolean
is_part(const IbHubWriter *w)
{
  IbidType type = ibid_record_type(w->rec);
  const char *title = ibid_record_text(w->rec, IBID_VAR_TITLE),
             *source = ibid_record_text(w->rec, IBID_VAR_CONTAINER_TITLE);
  return type != IBID_TYPE_ARTICLE_JOURNAL && type != IBID_TYPE_PERIODICAL && type != IBID_TYPE_BOOK && title &&
         source && g_ascii_strcasecmp(title, source);
}

/* Two letters that are no tag of ours: it came from ISI, or may stand there as well. */
static gboolean
is_tag(const char *name)
{
  static const char *const ours[] = { "ER", "EF", "PT", "AU", "AF", "CA", "GP", "BE", "BA", "BF", "ED", "TI",
                                      "SO", "BT", "LA", "CT", "CY", "CL", "DE", "ID", "AB", "C1", "RP", "CR",
                                      "NR", "TC", "PU", "PI", "SN", "EI", "BN", "JI", "PD", "PY", "VL", "IS",
                                      "SU", "SE", "AR", "BP", "EP", "PG", "PS", "GA", "UT", "PM", "DI", "NO",
                                      "KW", "WP", "AE", "EA", "PN", "FN", "VR", NULL };
  return strlen(name) == 2 && g_ascii_isupper(name[0]) && g_ascii_isalnum(name[1]) && !g_ascii_islower(name[1]) &&
         !g_strv_contains(ours, name);
}

static gboolean
has_extra(const IbHubWriter *w, guint i)
{
  const char *name = ibid_record_extra_name(w->rec, i);
  if (is_tag(name))
    return ibid_record_extra(w->rec, name) == ibid_record_extra_value(w->rec, i);
  for (guint k = 0; k < G_N_ELEMENTS(rows); k++)
    if (!g_strcmp0(rows[k].extra, name))
      return ibid_record_extra(w->rec, name) == ibid_record_extra_value(w->rec, i);
  return FALSE;
}

static void
put_extras(IbHubWriter *w)
{
  for (guint i = 0; i < ibid_record_n_extras(w->rec); i++) {
    const char *name = ibid_record_extra_name(w->rec, i);
    if (has_extra(w, i) && is_tag(name) && strcmp(name, "PA") && strcmp(name, "J9"))
      put_line(w, name, ibid_record_extra_value(w->rec, i));
  }
}

/* The record's value under the tag of row I. */
static void
put_row(IbHubWriter *w, guint i)
{
  IbidVar var = rows[i].var;
  const char *extra = rows[i].extra ? ibid_record_extra(w->rec, rows[i].extra) : NULL;
  if (extra)
    put_line(w, rows[i].tag, extra);
  if (!var || w->written[var] || !ibid_record_has(w->rec, var))
    return;
  if (ibid_var_kind(var) == IBID_KIND_NAMES)
    put_names(w, rows[i].tag, var);
  else
    put_value(w, rows[i].tag, var);
  w->written[var] = TRUE;
}

static void
put_text(IbHubWriter *w, const char *tag, IbidVar var)
{
  if (!ibid_record_has(w->rec, var))
    return;
  put_line(w, tag, ibid_record_text(w->rec, var));
  w->written[var] = TRUE;
}

/* Full names, as those of AU have initials alone. */
static void
put(IbHubWriter *w)
{
  put_extras(w);
  if (!w->typed)
    put_text(w, "SO", IBID_VAR_CONTAINER_TITLE);
  put_names(w, "AF", IBID_VAR_AUTHOR);
  put_date(w);
  put_serials(w);
  if (is_part(w))
    put_text(w, "VL", IBID_VAR_COLLECTION_NUMBER);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    put_row(w, i);
}

static void
put_notes(IbHubWriter *w)
{
  g_auto(GStrv) notes = g_strsplit(w->notes->str, "\n", -1);
  for (char **line = notes; *line; line++)
    if (*g_strstrip(*line))
      put_line(w, "NO", *line);
}

static gboolean
leaves(const IbHubWriter *w, IbidVar var)
{
  return (var == IBID_VAR_CONTAINER_TITLE && !w->typed) || (var == IBID_VAR_VOLUME && is_part(w));
}

/* A chapter with a conference is read as proceedings. */
static gboolean
tells(const IbHubWriter *w, IbidType type)
{
  return type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_BOOK ||
         (type == IBID_TYPE_CHAPTER && !ibid_record_has(w->rec, IBID_VAR_EVENT_TITLE));
}

const IbHubFormat ib_hub_isi = {
  .name = "isi",
  .letter = 'i',
  .tells = tells,
  .put_person = put_initials,
  .leaves = leaves,
  .has_extra = has_extra,
  .put = put,
  .put_notes = put_notes,
};
