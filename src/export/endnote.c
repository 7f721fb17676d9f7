/* Writes EndNote's Refer files (.enw): the lines of RIS under EndNote's letters, as they are read.
 *
 * libbibutils 7.2 writes half of the kinds, the first ISSN, and a second URL for each DOI.  What has no
 * letter stands in a note, "number: 12", which the reader understands. */
#include "config.h"

#include "export/endnote.h"

#include <stdio.h>
#include <string.h>

#include "export/ris.h"
#include "export/tagged.h"
#include "record/note.h"
#include "record/refer_tags.h"
#include "record/ris_tags.h"

/* "TAG  - value" */
#define VALUE_AT 6

typedef struct {
  GString *out;
  const IbidRecord *rec;
  guint type;                    /* of RIS */
  gboolean noted[IBID_N_VARS];   /* is in a note already */
} Writer;

static void
put(Writer *w, char letter, const char *value)
{
  g_string_append_printf(w->out, "%%%c %s\n", letter, value);
}

/* The variables of roles that have no letter for some type. */
static const struct {
  IbRisRole role;
  IbidVar var;
} role_vars[] = {
  { IB_RIS_SHORT, IBID_VAR_CONTAINER_TITLE_SHORT }, { IB_RIS_ISSUE_OR_NUMBER, IBID_VAR_NUMBER },
  { IB_RIS_ARTICLE_NUMBER, IBID_VAR_NUMBER },       { IB_RIS_CONFERENCE, IBID_VAR_EVENT_TITLE },
};

static IbidVar
var_of(const Writer *w, const char *tag)
{
  IbRisSlot slot = ib_ris_slot((guint)ib_ris_tag(tag), w->type);
  if (slot.role == IB_RIS_VAR)
    return slot.var;
  for (guint i = 0; i < G_N_ELEMENTS(role_vars); i++)
    if (role_vars[i].role == slot.role)
      return role_vars[i].var;
  return IBID_VAR_NONE;
}

/* "Phys. Rev. Lett." is its own short form. */
static gboolean
is_own_short(const Writer *w, IbidVar var)
{
  return var == IBID_VAR_CONTAINER_TITLE_SHORT &&
         !g_strcmp0(ibid_record_text(w->rec, var), ibid_record_text(w->rec, IBID_VAR_CONTAINER_TITLE));
}

/* A line without a letter: its variable once, as a whole, or the tag itself. */
static void
put_note(Writer *w, const char *tag, const char *value)
{
  IbidVar var = var_of(w, tag);
  if (is_own_short(w, var))
    return;
  g_autofree char *whole = var && ibid_record_has(w->rec, var) ? ib_note_value(w->rec, var) : NULL;
  if (whole && w->noted[var])
    return;
  g_autofree char *line = whole ? g_strdup_printf("%s: %s", ibid_var_name(var), g_strdelimit(whole, "\n", ' '))
                                : g_strdup_printf("x-%s: %s", tag, value);
  if (var)
    w->noted[var] = TRUE;
  put(w, 'Z', line);
}

/* "2011/12/03/" as EndNote's users write a date whose year stands apart: "December 3"; NULL for a year
 * alone, "2011///".  Others stay. */
static char *
date_of(const char *value)
{
  static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December" };
  guint year, month = 0, day = 0;
  int end = 0;
  gsize digits = strspn(value, "0123456789");
  if (digits && g_str_equal(value + digits, "///"))
    return NULL;
  gboolean whole = g_ascii_isdigit(*value) && sscanf(value, "%4u/%2u/%2u/%n", &year, &month, &day, &end) == 3 && end && !value[end];
  gboolean part = !whole && g_ascii_isdigit(*value) && sscanf(value, "%4u/%2u//%n", &year, &month, &end) == 2 && end && !value[end];
  if ((!whole && !part) || month < 1 || month > 12)
    return g_strdup(value);
  return whole ? g_strdup_printf("%s %u", months[month - 1], day) : g_strdup(months[month - 1]);
}

/* The letter of a line, '\0' for none. */
static char
letter_of(const Writer *w, const char *tag, const char *value)
{
  IbidType type = ib_ris_type(w->type)->type;
  IbRisSlot third = ib_ris_slot((guint)ib_ris_tag("A3"), w->type);
  if (g_str_equal(tag, ib_refer_number_tag(w->type)))
    return 'N';
  if (g_str_equal(tag, "IS"))
    return '\0';
  if (g_str_equal(tag, "T2") && ib_ris_is_periodical(type))
    return 'J';
  if (g_str_equal(tag, "ED") && third.role == IB_RIS_THIRD_EDITOR)
    return 'Y';
  if (g_str_equal(tag, "ID") && !g_strcmp0(value, ibid_record_key(w->rec)))
    return 'F';
  return ib_refer_letter(tag);
}

/* RIS has the key as LB and as ID, where it is not one of ours. */
static gboolean
is_key_again(const Writer *w, const char *tag, const char *value)
{
  const char *key = ibid_record_key(w->rec);
  return g_str_equal(tag, "ID") && !g_strcmp0(value, key) && !ib_ris_is_key(key);
}

static void
put_line(Writer *w, const char *tag, const char *value)
{
  if (is_key_again(w, tag, value))
    return;
  char letter = letter_of(w, tag, value);
  g_autofree char *date = letter == '8' ? date_of(value) : NULL;
  if (letter == '8' && !date)
    return;
  g_autofree char *plain = letter == '[' ? g_strdup(value) : NULL;
  for (gsize n = plain ? strlen(plain) : 0; n && plain[n - 1] == '/'; n--)
    plain[n - 1] = '\0';
  if (letter && strspn(value, "/") < strlen(value))
    put(w, letter, date ? date : plain ? plain : value);
  else if (!letter)
    put_note(w, tag, value);
}

/* The lines of RIS in TEXT, which is changed. */
static void
put_lines(Writer *w, char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line && strlen(*line) >= VALUE_AT; line++) {
    char *value = *line + VALUE_AT;
    (*line)[2] = '\0';
    if (g_str_equal(*line, "TY") || g_str_equal(*line, "ER"))
      continue;
    gboolean range = g_str_equal(*line, "SP") && line[1] && g_str_has_prefix(line[1], "EP  - ");
    g_autofree char *pages = range ? g_strconcat(value, "-", line[1] + VALUE_AT, NULL) : NULL;
    put_line(w, *line, pages ? pages : value);
    line += range;
  }
}

static void
endnote_record(IbExport *run, const IbidRecord *rec)
{
  gboolean exact;
  gsize start = run->out->len;
  guint type = ib_ris_type_for(ibid_record_type(rec), &exact);
  const char *name = ib_refer_type_name(type);
  if (!name)
    type = (guint)ib_ris_type_find("GEN", 3);
  ib_ris_write(run, rec, type, "endnote.note", "EndNote");
  g_autofree char *text = g_strdup(run->out->str + start);
  g_string_truncate(run->out, start);
  Writer w = { .out = run->out, .rec = rec, .type = type };
  put(&w, '0', name ? name : "Generic");
  put_lines(&w, text);
  g_string_append_c(run->out, '\n');
}

const IbExporter ib_exporter_endnote = {
  .name = "endnote",
  .label = "EndNote Refer (.enw)",
  .ending = ".enw",
  .begin = ib_tagged_begin,
  .record = endnote_record,
  .end = ib_tagged_end,
};
