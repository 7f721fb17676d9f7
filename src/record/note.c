/* Variables in lines of notes, out and in. */
#include "config.h"

#include "record/note.h"

#include <string.h>

#include "record/date.h"
#include "record/date_loose.h"
#include "record/identifier.h"
#include "record/name.h"

/* Names. */

static void
append_part(GString *out, const char *sep, const char *part)
{
  if (!part)
    return;
  g_string_append(out, sep);
  g_string_append(out, part);
}

/* A particle that is dropped when sorted follows the given name: "Fontaine, Jean de la". */
static void
append_person(GString *out, const IbidName *n)
{
  append_part(out, "", n->non_dropping_particle);
  append_part(out, n->non_dropping_particle && n->family ? " " : "", n->family);
  if (!n->family && !n->non_dropping_particle) {
    append_part(out, "", n->given ? n->given : n->dropping_particle);
    return;
  }
  if (n->given || n->dropping_particle || n->suffix)
    g_string_append_c(out, ',');
  append_part(out, " ", n->given);
  append_part(out, " ", n->dropping_particle);
  append_part(out, ", ", n->suffix);
}

void
ib_note_append_name(GString *out, const IbidName *name)
{
  if (!ibid_name_is_body(name)) {
    append_person(out, name);
    return;
  }
  g_string_append(out, name->literal);
  if (!ibid_name_is_others(name) && !ib_name_looks_like_body(name->literal, strlen(name->literal)))
    g_string_append_c(out, ',');
}

/* "DeepMind" is not "Mind, Deep"; scripts without capitals have names in one word. */
static gboolean
is_one_word(const char *s, gsize len)
{
  gunichar first = g_utf8_get_char_validated(s, (gssize)len);
  return !memchr(s, ' ', len) && !memchr(s, '.', len) && (gint)first >= 0 && g_unichar_isupper(first);
}

void
ib_note_read_name(IbidRecord *rec, IbidVar var, const char *s, gsize len)
{
  g_auto(IbidName) name = { 0 };
  while (len && g_ascii_isspace(*s))
    s++, len--;
  while (len && g_ascii_isspace(s[len - 1]))
    len--;
  if (!len)
    return;
  const char *comma = memchr(s, ',', len);
  if (comma == s + len - 1 || (len == 6 && !memcmp(s, "others", 6))) /* "University of X," */
    name.literal = g_strndup(s, comma ? len - 1 : len);
  else if (ib_name_looks_like_body(s, len))
    name.literal = g_strndup(s, len);
  else if (comma)
    ib_name_from_inverted(s, len, &name);
  else if (is_one_word(s, len))
    name.family = g_strndup(s, len);
  else
    ib_name_from_natural(s, len, &name);
  ibid_record_take_name(rec, var, &name);
}

gboolean
ib_note_lone_is_body(const char *family)
{
  gboolean particle = g_unichar_islower(g_utf8_get_char_validated(family, -1)); /* "van Gogh" */
  return ib_name_looks_like_body(family, strlen(family)) || (strchr(family, ' ') && !particle);
}

/* "Smith, J., Doe, R. B.": pairs of a name and initials, two of them at least. */
static gboolean
read_pairs(IbidRecord *rec, IbidVar var, const char *s)
{
  g_auto(GStrv) parts = g_strsplit(s, ",", -1);
  guint n = g_strv_length(parts);
  if (n < 4 || n % 2)
    return FALSE;
  for (guint i = 1; i < n; i += 2) {
    g_auto(GStrv) initials = g_strsplit(g_strstrip(parts[i]), " ", -1);
    for (char **one = initials; *one; one++)
      if (!ib_name_is_initials(*one, strlen(*one), TRUE))
        return FALSE;
  }
  for (guint i = 0; i < n; i += 2) {
    g_autofree char *one = g_strconcat(parts[i], ", ", parts[i + 1], NULL);
    ib_note_read_name(rec, var, one, strlen(one));
  }
  return TRUE;
}

/* "and" within a body is left: "Ministry of Food and Agriculture". */
void
ib_note_read_names(IbidRecord *rec, IbidVar var, const char *s)
{
  static const char *const marks[] = { ";", " and ", " & ", " AND " };
  gsize len = strlen(s);
  const char *mark = NULL;
  for (guint i = 0; !mark && i < G_N_ELEMENTS(marks); i++)
    if (strstr(s, marks[i]))
      mark = marks[i];
  if (!mark && strchr(s, ',') != strrchr(s, ',') && read_pairs(rec, var, s))
    return;
  if (!mark || (*mark != ';' && ib_name_looks_like_body(s, len))) {
    ib_note_read_name(rec, var, s, len);
    return;
  }
  for (const char *next = s; next; s = next) {
    const char *end = strstr(s, mark);
    next = end ? end + strlen(mark) : NULL;
    ib_note_read_name(rec, var, s, end ? (gsize)(end - s) : strlen(s));
  }
}

/* Values. */

static char *
names_value(const IbidRecord *rec, IbidVar var)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < ibid_record_n_names(rec, var); i++) {
    if (i)
      g_string_append(out, "; ");
    ib_note_append_name(out, ibid_record_name(rec, var, i));
  }
  return g_string_free(out, FALSE);
}

char *
ib_note_value(const IbidRecord *rec, IbidVar var)
{
  if (ibid_var_kind(var) == IBID_KIND_TEXT)
    return g_strdup(ibid_record_text(rec, var));
  if (ibid_var_kind(var) == IBID_KIND_NAMES)
    return names_value(rec, var);
  const IbidDate *date = ibid_record_date(rec, var);
  char *edtf = date->ambiguous && date->raw ? g_strdup(date->raw) : ib_date_to_edtf(date);
  return edtf ? edtf : g_strdup(date->literal ? date->literal : "");
}

/* A longer one is a sentence of a note: "issued: on behalf of ..." */
#define MAX_LITERAL 30

/* "7/2/18" beside a year: the month was not known. */
static gboolean
restore_ambiguous(IbidRecord *rec, IbidVar var, const IbidDate *old, const char *value)
{
  g_auto(IbidDate) date = { .ambiguous = TRUE };
  if (!old || !old->from.year || old->from.month || value[strspn(value, "0123456789/.-")] || !strpbrk(value, "/."))
    return FALSE;
  date.from.year = old->from.year;
  date.raw = g_strdup(value);
  ibid_record_set_date(rec, var, &date);
  return TRUE;
}

/* Could DATE be the whole of which the format could hold OLD alone: its year, the first month of a
 * range? */
static gboolean
goes_on(const IbidDate *old, const IbidDate *date)
{
  return old->from.year == date->from.year && !old->to.year && !old->from.season &&
         (!old->from.month || old->from.month == date->from.month) && (!old->from.day || old->from.day == date->from.day);
}

/* The whole of a date of which the format could hold a part. */
static gboolean
restore_date(IbidRecord *rec, IbidVar var, const char *value)
{
  g_auto(IbidDate) date = { 0 };
  const IbidDate *old = ibid_record_date(rec, var);
  if (!ib_date_from_edtf(value, &date) && !(ib_date_from_loose(value, strlen(value), &date) && date.from.year)) {
    if (restore_ambiguous(rec, var, old, value))
      return TRUE;
    if (old || strlen(value) > MAX_LITERAL)
      return FALSE;
    ibid_date_clear(&date);
    date.literal = g_strdup(value);
  }
  if (old && !goes_on(old, &date))
    return FALSE;
  ibid_record_set_date(rec, var, &date);
  return TRUE;
}

static gboolean
restore_var(IbidRecord *rec, IbidVar var, const char *value)
{
  if (ibid_var_kind(var) == IBID_KIND_DATE)
    return restore_date(rec, var, value);
  if (ibid_record_has(rec, var))
    return FALSE;
  if (var == IBID_VAR_DOI)
    ibid_record_take_text(rec, var, ib_doi_from_value(value));
  else if (ibid_var_kind(var) == IBID_KIND_TEXT)
    ibid_record_set_text(rec, var, value);
  else if (ibid_var_kind(var) == IBID_KIND_NAMES)
    ib_note_read_names(rec, var, value);
  return ibid_record_has(rec, var);
}

/* CSL's name, or as Zotero's users write it: "Original Date".  One word with a capital is left,
 * as "Source: private" is a note. */
static IbidVar
var_from_label(const char *name)
{
  IbidVar var = ibid_var_from_name(name);
  if (var || !strchr(name, ' '))
    return var;
  g_autofree char *csl = g_ascii_strdown(name, -1);
  return ibid_var_from_name(g_strdelimit(csl, " ", '-'));
}

gboolean
ib_note_restore(IbidRecord *rec, const char *line)
{
  const char *colon = strstr(line, ": ");
  if (!colon || colon == line || colon - line > 40)
    return FALSE;
  g_autofree char *name = g_strndup(line, colon - line);
  const char *value = colon + 2;
  if (g_str_has_prefix(name, "x-") && name[2] && !strchr(name, ' ')) {
    ibid_record_add_extra(rec, name + 2, value);
    return TRUE;
  }
  IbidType type = ibid_type_from_name(value);
  if (g_str_equal(name, "type") && g_str_equal(ibid_type_name(type), value)) {
    ibid_record_set_type(rec, type);
    return TRUE;
  }
  IbidVar var = var_from_label(name);
  return var && var != IBID_VAR_NOTE && restore_var(rec, var, value);
}
