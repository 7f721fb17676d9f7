/* <originInfo> of MODS: who published a work, where, and when. */
#include "config.h"

#include "import/mods_private.h"

#include <string.h>

#include "import/xml.h"
#include "record/date.h"
#include "record/date_loose.h"

/* How well each date of originInfo and part says when the work was issued. */
static const struct {
  const char *element;
  int rank;
  IbidVar var; /* where else it goes, IBID_VAR_NONE: nowhere */
} dates[] = {
  { "dateIssued", 5, IBID_VAR_NONE },      { "date", 4, IBID_VAR_NONE },
  { "dateCreated", 3, IBID_VAR_NONE },     { "copyrightDate", 2, IBID_VAR_NONE },
  { "dateOther", 1, IBID_VAR_NONE },       { "displayDate", 0, IBID_VAR_NONE },
  { "dateCaptured", 0, IBID_VAR_ACCESSED }, { "dateValid", 0, IBID_VAR_AVAILABLE_DATE },
};

gboolean
ib_mods_date_parse(const xmlNode *node, IbidDate *date)
{
  g_autofree char *value = ib_xml_content(node), *encoding = ib_xml_attribute(node, "encoding");
  if (value && encoding && g_str_equal(encoding, "edtf") && ib_date_from_edtf(value, date))
    return TRUE;
  return value && ib_date_from_loose(value, strlen(value), date) && date->from.year;
}

/* "[between 1880 and 1889]" as it stands, where no other date says more. */
static void
keep_literal(IbModsItem *it, const xmlNode *node)
{
  g_auto(IbidDate) date = { .literal = ib_xml_content(node) };
  if (date.literal && !ibid_record_has(it->rec, IBID_VAR_ISSUED))
    ibid_record_set_date(it->rec, IBID_VAR_ISSUED, &date);
}

/* The same year, and more of it. */
static gboolean
is_finer(const IbidDate *old, const IbidDate *date)
{
  return old && old->from.year == date->from.year && !old->from.month && !old->from.season &&
         (date->from.month || date->from.season);
}

/* "point" marks the ends of a range told by two elements. */
static void
extend(IbidRecord *rec, const IbidDate *end)
{
  g_auto(IbidDate) range = { 0 };
  const IbidDate *old = ibid_record_date(rec, IBID_VAR_ISSUED);
  if (!old || old->to.year || end->from.year < old->from.year)
    return;
  ibid_date_copy(&range, old);
  range.to = end->from;
  ibid_record_set_date(rec, IBID_VAR_ISSUED, &range);
}

/* The work's own date before its host's; a coded one before a printed one. */
static void
take_issued(IbModsItem *it, const xmlNode *node, const IbidDate *date, int rank)
{
  if (ib_mods_attribute_is(node, "point", "end")) {
    extend(it->rec, date);
  } else if (rank > it->date_rank || is_finer(ibid_record_date(it->rec, IBID_VAR_ISSUED), date)) {
    ibid_record_set_date(it->rec, IBID_VAR_ISSUED, date);
    it->date_rank = MAX(rank, it->date_rank);
  }
}

void
ib_mods_date_read(IbModsItem *it, const xmlNode *node, int level)
{
  for (guint i = 0; i < G_N_ELEMENTS(dates); i++) {
    g_auto(IbidDate) date = { 0 };
    if (!ib_xml_is(node, dates[i].element))
      continue;
    IbidVar var = dates[i].var;
    g_autofree char *encoding = ib_xml_attribute(node, "encoding");
    gboolean parsed = ib_mods_date_parse(node, &date);
    if (!parsed && !var && !level)
      keep_literal(it, node);
    else if (parsed && !var)
      take_issued(it, node, &date, dates[i].rank * 4 - (level ? 2 : 0) + (encoding != NULL));
    else if (parsed && (!level || !ibid_record_has(it->rec, var)))
      ibid_record_set_date(it->rec, var, &date);
    return;
  }
}

static void
read_place(IbidRecord *rec, const xmlNode *place)
{
  for (const xmlNode *term = place->children; term; term = term->next) {
    g_autofree char *value = ib_xml_is(term, "placeTerm") && !ib_mods_attribute_is(term, "type", "code") ? ib_xml_content(term) : NULL;
    ib_mods_add_text(rec, IBID_VAR_PUBLISHER_PLACE, value, "; ");
  }
}

void
ib_mods_origin_read(IbModsItem *it, const xmlNode *origin, int level)
{
  for (const xmlNode *c = origin->children; c; c = c->next) {
    g_autofree char *value = c->type == XML_ELEMENT_NODE ? ib_xml_content(c) : NULL;
    if (!value)
      continue;
    if (ib_xml_is(c, "publisher"))
      ib_mods_add_text(it->rec, IBID_VAR_PUBLISHER, value, "; ");
    else if (ib_xml_is(c, "place"))
      read_place(it->rec, c);
    else if (ib_xml_is(c, "agent"))
      ib_mods_name_read(it->rec, c, (guint)level);
    else if (ib_xml_is(c, "edition"))
      ib_mods_add_text(it->rec, IBID_VAR_EDITION, value, ", ");
    else if (ib_xml_is(c, "issuance") && !level)
      it->issuance = g_intern_string(value);
    else
      ib_mods_date_read(it, c, level);
  }
}
