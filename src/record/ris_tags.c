/* The tables of RIS, compiled once: what each tag of each type holds, and the lines to write. */
#include "config.h"

#include "record/ris_tags.h"

#include <string.h>

#include "util/data.h"

/* The sets of types of a row are bit masks. */
#define MAX_TYPES 64

static const char *const role_names[IB_RIS_N_ROLES] = {
  [IB_RIS_UNKNOWN] = "",
  [IB_RIS_VAR] = "",
  [IB_RIS_EXTRA] = "@extra",
  [IB_RIS_TYPE] = "@type",
  [IB_RIS_SECOND_EDITOR] = "@second-editor",
  [IB_RIS_THIRD_EDITOR] = "@third-editor",
  [IB_RIS_YEAR] = "@year",
  [IB_RIS_DATE] = "@date",
  [IB_RIS_TITLE] = "@title",
  [IB_RIS_BOOK_TITLE] = "@book-title",
  [IB_RIS_CONTAINER] = "@container",
  [IB_RIS_CONFERENCE] = "@conference",
  [IB_RIS_PROCEEDINGS] = "@proceedings",
  [IB_RIS_CONFERENCE_PLACE] = "@conference-place",
  [IB_RIS_JOURNAL] = "@journal",
  [IB_RIS_JOURNAL_OR_SHORT] = "@journal-or-short",
  [IB_RIS_SHORT] = "@short",
  [IB_RIS_ACCESSED] = "@accessed",
  [IB_RIS_ACCESS_YEAR] = "@access-year",
  [IB_RIS_ACCESS_DATE] = "@access-date",
  [IB_RIS_CITED_YEAR] = "@cited-year",
  [IB_RIS_CITED_DATE] = "@cited-date",
  [IB_RIS_DEGREE] = "@degree",
  [IB_RIS_ISSUE_OR_NUMBER] = "@issue-or-number",
  [IB_RIS_ARTICLE_NUMBER] = "@article-number",
  [IB_RIS_PATENT_NUMBER] = "@patent-number",
  [IB_RIS_FIRST_PAGE] = "@first-page",
  [IB_RIS_LAST_PAGE] = "@last-page",
  [IB_RIS_PMC] = "@pmc",
  [IB_RIS_SUBMITTED] = "@submitted",
  [IB_RIS_ORIGINAL] = "@original",
  [IB_RIS_KIND] = "@kind",
  [IB_RIS_SERIAL] = "@serial",
  [IB_RIS_DOI] = "@doi",
  [IB_RIS_URL] = "@url",
  [IB_RIS_LANGUAGE] = "@language",
  [IB_RIS_ACCESSION] = "@accession",
  [IB_RIS_KEYWORD] = "@keyword",
  [IB_RIS_ABSTRACT] = "@abstract",
  [IB_RIS_NOTE] = "@note",
  [IB_RIS_LINK] = "@link",
  [IB_RIS_LABEL] = "@label",
  [IB_RIS_ID] = "@id",
  [IB_RIS_END] = "@end",
};

typedef struct {
  guint n_types;
  IbRisType types[MAX_TYPES];
  guint8 written[IBID_N_TYPES]; /* CSL type -> type */
  IbRisSlot *slots[IB_RIS_N_TAGS]; /* of MAX_TYPES each; NULL: unknown tag */
  GArray *lines[MAX_TYPES];        /* of IbRisLine */
} Tables;

int
ib_ris_tag(const char *s)
{
  if (!g_ascii_isupper(s[0]) || !(g_ascii_isupper(s[1]) || g_ascii_isdigit(s[1])))
    return -1;
  return (s[0] - 'A') * 36 + (g_ascii_isdigit(s[1]) ? s[1] - '0' : s[1] - 'A' + 10);
}

void
ib_ris_tag_name(guint tag, char *name)
{
  guint low = tag % 36;
  name[0] = (char)('A' + tag / 36);
  name[1] = (char)(low < 10 ? '0' + low : 'A' + low - 10);
  name[2] = '\0';
}

static int
find_type(const Tables *t, const char *s, gsize len)
{
  for (guint i = 0; i < t->n_types; i++)
    if (strlen(t->types[i].name) == len && !g_ascii_strncasecmp(t->types[i].name, s, len))
      return (int)i;
  return -1;
}

static void
read_types(Tables *t)
{
  const IbTable *table = ib_table("ris-types.tsv");
  gboolean seen[IBID_N_TYPES] = { FALSE };

  for (guint i = 0; i < table->n_rows; i++) {
    char **row = table->rows[i];
    if (!row[1])
      continue;
    IbidType type = ibid_type_from_name(row[1]);
    int at = find_type(t, row[0], strlen(row[0]));
    if (at < 0 && t->n_types < MAX_TYPES) {
      at = (int)t->n_types++;
      t->types[at] = (IbRisType){ row[0], type };
    }
    if (at >= 0 && row[2] && *row[2] == 'w' && !seen[type]) {
      t->written[type] = at;
      seen[type] = TRUE;
    }
  }
  for (guint type = 0; type < IBID_N_TYPES; type++)
    if (!seen[type])
      t->written[type] = t->written[IBID_TYPE_DOCUMENT];
}

/* "book,EDBOOK" or "*" as a set of RIS types. */
static guint64
type_set(const Tables *t, const char *list)
{
  guint64 set = 0;
  g_auto(GStrv) names = g_strsplit(list, ",", -1);
  if (g_str_equal(list, "*"))
    return G_MAXUINT64;
  for (char **name = names; *name; name++)
    for (guint i = 0; i < t->n_types; i++)
      if (g_str_equal(*name, t->types[i].name) || g_str_equal(*name, ibid_type_name(t->types[i].type)))
        set |= (guint64)1 << i;
  return set;
}

static IbRisSlot
slot_from_name(const char *name)
{
  IbRisSlot slot = { IB_RIS_UNKNOWN, 0 };
  if (*name != '@') {
    slot.var = ibid_var_from_name(name);
    slot.role = slot.var ? IB_RIS_VAR : IB_RIS_UNKNOWN;
    return slot;
  }
  for (guint i = 0; i < IB_RIS_N_ROLES; i++)
    if (g_str_equal(role_names[i], name))
      slot.role = i;
  return slot;
}

/* Is VAR (or a role) in the lines of TYPE already? */
static gboolean
has_line(const GArray *lines, IbRisSlot slot)
{
  for (guint i = 0; i < lines->len; i++) {
    const IbRisSlot *s = &g_array_index(lines, IbRisLine, i).slot;
    if (s->role == slot.role && s->var == slot.var)
      return TRUE;
  }
  return FALSE;
}

static void
add_row(Tables *t, char **row)
{
  int tag = ib_ris_tag(row[0]);
  if (tag < 0 || !row[1] || !row[2])
    return;
  IbRisSlot slot = slot_from_name(row[2]);
  guint64 set = type_set(t, row[1]);
  gboolean writes = !row[3] || *row[3] != 'r';
  if (!t->slots[tag])
    t->slots[tag] = g_new0(IbRisSlot, MAX_TYPES);
  for (guint i = 0; i < t->n_types; i++) {
    if (!(set >> i & 1) || t->slots[tag][i].role)
      continue;
    t->slots[tag][i] = slot;
    IbRisLine line = { (guint16)tag, slot };
    if (writes && slot.role > IB_RIS_UNKNOWN && slot.role != IB_RIS_EXTRA && !has_line(t->lines[i], slot))
      g_array_append_val(t->lines[i], line);
  }
}

/* Rows of one tag stand together, so that lines come in the order of the tags. */
static const Tables *
tables(void)
{
  static Tables *made;
  if (!g_once_init_enter(&made))
    return made;
  Tables *t = g_new0(Tables, 1);
  const IbTable *table = ib_table("ris-tags.tsv");
  read_types(t);
  if (!t->n_types) /* the table is missing, and was complained of */
    t->types[t->n_types++] = (IbRisType){ g_strdup("GEN"), IBID_TYPE_DOCUMENT };
  for (guint i = 0; i < MAX_TYPES; i++)
    t->lines[i] = g_array_new(FALSE, FALSE, sizeof(IbRisLine));
  for (guint i = 0; i < table->n_rows; i++)
    add_row(t, table->rows[i]);
  g_once_init_leave(&made, t);
  return made;
}

gboolean
ib_ris_tag_known(guint tag)
{
  return tag < IB_RIS_N_TAGS && tables()->slots[tag] != NULL;
}

int
ib_ris_type_find(const char *s, gsize len)
{
  return find_type(tables(), s, len);
}

const IbRisType *
ib_ris_type(guint index)
{
  return &tables()->types[index];
}

guint
ib_ris_type_for(IbidType type, gboolean *exact)
{
  guint index = tables()->written[type];
  *exact = tables()->types[index].type == type;
  return index;
}

gboolean
ib_ris_is_key(const char *s)
{
  gsize name = strspn(s, "abcdefghijklmnopqrstuvwxyz"), digits = strspn(s + name, "0123456789");
  gsize word = strspn(s + name + digits, "abcdefghijklmnopqrstuvwxyz");
  return digits == 4 && name + word && !s[name + digits + word];
}

IbidVar
ib_ris_second_date(const IbidRecord *rec, const IbidDate *date)
{
  const IbidDate *issued = ibid_record_date(rec, IBID_VAR_ISSUED);
  IbidType type = ibid_record_type(rec);
  int year = date->from.year, printed = issued ? issued->from.year : 0;
  gboolean online = ibid_record_has(rec, IBID_VAR_URL) || ibid_record_has(rec, IBID_VAR_DOI);
  /* A page of 1980 was not read then, but it is for the check to say so. */
  gboolean early = year && year < 1991 && !(online && type == IBID_TYPE_WEBPAGE);
  if (type == IBID_TYPE_PATENT && !online)
    return IBID_VAR_SUBMITTED;
  if (type == IBID_TYPE_PAPER_CONFERENCE && (early || (year && printed > year + 1) || (!online && !(printed && year > printed))))
    return IBID_VAR_EVENT_DATE;
  return early ? IBID_VAR_ORIGINAL_DATE : IBID_VAR_ACCESSED;
}

gboolean
ib_ris_counts_pages(guint type)
{
  static const char *const whole[] = { "BOOK", "THES", "MANSCPT", "PAMP", "CLSWK" };
  const IbRisType *own = ib_ris_type(type);
  for (guint i = 0; i < G_N_ELEMENTS(whole); i++) {
    const IbRisType *like = ib_ris_type((guint)ib_ris_type_find(whole[i], strlen(whole[i])));
    if (own == like || (own->type == like->type && own->type != IBID_TYPE_CLASSIC)) /* ANCIENT is a part */
      return TRUE;
  }
  return FALSE;
}

IbidVar
ib_ris_accession(const char *number, const char *database)
{
  gboolean pubmed = database && (!g_ascii_strcasecmp(database, "pubmed") || !g_ascii_strcasecmp(database, "medline"));
  if (g_str_has_prefix(number, "PMC") && g_ascii_isdigit(number[3]))
    return IBID_VAR_PMCID;
  return pubmed && number[strspn(number, "0123456789")] == '\0' ? IBID_VAR_PMID : IBID_VAR_ARCHIVE_LOCATION;
}

gboolean
ib_ris_is_periodical(IbidType type)
{
  return type == IBID_TYPE_ARTICLE_JOURNAL || type == IBID_TYPE_ARTICLE_MAGAZINE || type == IBID_TYPE_ARTICLE_NEWSPAPER ||
         type == IBID_TYPE_PERIODICAL || type == IBID_TYPE_REVIEW || type == IBID_TYPE_REVIEW_BOOK;
}

IbRisSlot
ib_ris_slot(guint tag, guint type)
{
  const IbRisSlot *slots = tables()->slots[tag];
  return slots ? slots[type] : (IbRisSlot){ IB_RIS_UNKNOWN, 0 };
}

const IbRisLine *
ib_ris_lines(guint type, guint *n)
{
  const GArray *lines = tables()->lines[type];
  *n = lines->len;
  return (const IbRisLine *)lines->data;
}
