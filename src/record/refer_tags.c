/* The two tables of EndNote, looked up. */
#include "config.h"

#include "record/refer_tags.h"

#include <string.h>

#include "record/ris_tags.h"
#include "util/data.h"

static char **
find_row(const char *table_name, guint column, const char *value)
{
  const IbTable *table = ib_table(table_name);
  for (guint i = 0; i < table->n_rows; i++) {
    char **row = table->rows[i];
    gboolean whole = row[1] && (column < 2 || row[2]);
    if (whole && !g_ascii_strcasecmp(row[column], value))
      return row;
  }
  return NULL;
}

guint
ib_refer_type_find(const char *name, const char *number)
{
  char **row = name ? find_row("endnote-types.tsv", 0, name) : NULL;
  if (!row && number)
    row = find_row("endnote-types.tsv", 2, number);
  const char *type = row ? row[1] : "GEN";
  return (guint)MAX(0, ib_ris_type_find(type, strlen(type)));
}

/* Kinds without a number are those of other versions, and read alone. */
const char *
ib_refer_type_name(guint ris_type)
{
  const IbTable *table = ib_table("endnote-types.tsv");
  const char *type = ib_ris_type(ris_type)->name;
  for (guint i = 0; i < table->n_rows; i++) {
    char **row = table->rows[i];
    if (row[1] && row[2] && g_str_equal(row[1], type))
      return row[0];
  }
  return NULL;
}

const char *
ib_refer_tag(char letter)
{
  const IbTable *table = ib_table("refer-tags.tsv");
  for (guint i = 0; i < table->n_rows; i++)
    if (table->rows[i][1] && *table->rows[i][1] == letter)
      return table->rows[i][0];
  return NULL;
}

char
ib_refer_letter(const char *tag)
{
  char **row = find_row("refer-tags.tsv", 0, tag);
  return row ? *row[1] : '\0';
}

const char *
ib_refer_number_tag(guint ris_type)
{
  IbidType type = ib_ris_type(ris_type)->type;
  if (ib_ris_is_periodical(type) || type == IBID_TYPE_DOCUMENT || type == IBID_TYPE_PAPER_CONFERENCE)
    return "IS";
  return type == IBID_TYPE_CHAPTER ? "SV" : "M1";
}
