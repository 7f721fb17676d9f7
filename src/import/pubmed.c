/* PubMed's XML says the same as its nbib does (refs/ibid.bib: medline), in elements: what no variable
 * holds is kept under nbib's tags, so that it is written there again.  libbibutils drops it. */
#include "config.h"

#include "import/pubmed.h"

#include <string.h>

#include "import/xml.h"
#include "util/data.h"

/* Values.  All give text that the caller frees with g_free(), or NULL. */

/* "one/two/three" of the children NAMES. */
static char *
join_children(const xmlNode *node, const char *const *names, const char *sep)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (; *names; names++) {
    g_autofree char *value = ib_xml_child_content(node, *names);
    if (value)
      g_string_append_printf(out, "%s%s", out->len ? sep : "", value);
  }
  return out->len ? g_strdup(out->str) : NULL;
}

/* "R01/NIH/United States" */
static char *
grant(const xmlNode *node)
{
  static const char *const parts[] = { "GrantID", "Acronym", "Agency", "Country", NULL };
  return join_children(node, parts, "/");
}

/* "Ek, Bo" */
static char *
person(const xmlNode *node)
{
  static const char *const parts[] = { "LastName", "ForeName", NULL };
  return join_children(node, parts, ", ");
}

/* "0 (Otterin)" */
static char *
chemical(const xmlNode *node)
{
  g_autofree char *number = ib_xml_child_content(node, "RegistryNumber"), *name = ib_xml_child_content(node, "NameOfSubstance");
  return name ? g_strdup_printf("%s (%s)", number ? number : "0", name) : NULL;
}

/* "20181201" */
static char *
day(const xmlNode *node)
{
  static const char *const parts[] = { "Year", "Month", "Day", NULL };
  return join_children(node, parts, "");
}

/* "2011/01/01 [received]" */
static char *
history(const xmlNode *node)
{
  static const char *const parts[] = { "Year", "Month", "Day", NULL };
  g_autofree char *date = join_children(node, parts, "/"), *status = ib_xml_attribute(node, "PubStatus");
  return date ? g_strdup_printf("%s [%s]", date, status ? status : "") : NULL;
}

/* "ORCID: 0000-0001" */
static char *
author_identifier(const xmlNode *node)
{
  g_autofree char *source = ib_xml_attribute(node, "Source"), *value = ib_xml_content(node);
  return value ? g_strdup_printf("%s: %s", source ? source : "", value) : NULL;
}

/* "S1234 [pii]" of an article's numbers, but for those that are variables. */
static char *
article_identifier(const xmlNode *node)
{
  static const char *const variables[] = { "doi", "pubmed", "pmc", "pmcid", "url", NULL };
  g_autofree char *type = ib_xml_attribute(node, "IdType"), *value = ib_xml_content(node);
  if (!type)
    type = ib_xml_attribute(node, "EIdType");
  return value && type && !g_strv_contains(variables, type) ? g_strdup_printf("%s [%s]", value, type) : NULL;
}

/* "J Otters. 2012;1:2. PMID: 222" */
static char *
comment(const xmlNode *node)
{
  g_autofree char *source = ib_xml_child_content(node, "RefSource"), *pmid = ib_xml_child_content(node, "PMID");
  return source ? g_strconcat(source, pmid ? ". PMID: " : NULL, pmid, NULL) : NULL;
}

/* Kinds that are written for a type of CSL are that type. */
static char *
publication_type(const xmlNode *node)
{
  const IbTable *table = ib_table("nbib-types.tsv");
  char *value = ib_xml_content(node);
  for (guint i = 0; value && i < table->n_rows; i++)
    if (!g_ascii_strcasecmp(table->rows[i][0], value) && table->rows[i][1] && table->rows[i][2])
      g_clear_pointer(&value, g_free);
  return value;
}

/* Rows. */

static const struct {
  const char *path;
  const char *tag;
  char *(*value)(const xmlNode *node); /* NULL: its text */
} rows[] = {
  { "MedlineCitation/DateCompleted", "DCOM", day },
  { "MedlineCitation/DateRevised", "LR", day },
  { "Article/ELocationID", "LID", article_identifier },
  { "Book/ELocationID", "LID", article_identifier },
  { "Abstract/CopyrightInformation", "CI", NULL },
  { "OtherAbstract/AbstractText", "OAB", NULL },
  { "Author/Identifier", "AUID", author_identifier },
  { "Author/AffiliationInfo/Affiliation", "AD", NULL },
  { "Author/Affiliation", "AD", NULL },
  { "GrantList/Grant", "GR", grant },
  { "PublicationTypeList/PublicationType", "PT", publication_type },
  { "BookDocument/PublicationType", "PT", publication_type },
  { "MedlineJournalInfo/NlmUniqueID", "JID", NULL },
  { "ChemicalList/Chemical", "RN", chemical },
  { "MedlineCitation/CitationSubset", "SB", NULL },
  { "GeneSymbolList/GeneSymbol", "GS", NULL },
  { "MedlineCitation/SpaceFlightMission", "SFM", NULL },
  { "MedlineCitation/CoiStatement", "COIS", NULL },
  { "InvestigatorList/Investigator", "FIR", person },
  { "PersonalNameSubjectList/PersonalNameSubject", "FPS", person },
  { "PubmedData/History/PubMedPubDate", "PHST", history },
  { "PubmedData/PublicationStatus", "PST", NULL },
  { "PubmedData/ArticleIdList/ArticleId", "AID", article_identifier },
  { "BookDocument/ArticleIdList/ArticleId", "AID", article_identifier },
  { "MedlineCitation/OtherID", "OID", NULL },
};

/* Other works, by how they belong to this one; those it cites are no part of a reference. */
static const struct {
  const char *kind, *tag;
} relations[] = {
  { "CommentIn", "CIN" },    { "CommentOn", "CON" },     { "ErratumIn", "EIN" },   { "ErratumFor", "EFR" },
  { "RetractionIn", "RIN" }, { "RetractionOf", "ROF" },  { "UpdateIn", "UIN" },    { "UpdateOf", "UOF" },
  { "RepublishedIn", "RPI" }, { "RepublishedFrom", "RPF" }, { "SummaryForPatientsIn", "SPIN" }, { "OriginalReportIn", "ORI" },
};

/* Once: authors share their affiliation. */
static void
add_extra(IbidRecord *rec, const char *tag, const char *value)
{
  for (guint i = 0; value && i < ibid_record_n_extras(rec); i++)
    if (g_str_equal(ibid_record_extra_name(rec, i), tag) && g_str_equal(ibid_record_extra_value(rec, i), value))
      return;
  if (value)
    ibid_record_add_extra(rec, tag, value);
}

static void
add_relation(IbidRecord *rec, const xmlNode *node)
{
  g_autofree char *kind = ib_xml_attribute(node, "RefType"), *value = comment(node);
  for (guint i = 0; kind && i < G_N_ELEMENTS(relations); i++)
    if (g_str_equal(relations[i].kind, kind))
      add_extra(rec, relations[i].tag, value);
}

static void
add_url(IbidRecord *rec, const xmlNode *node)
{
  g_autofree char *type = ib_xml_attribute(node, "IdType"), *value = ib_xml_content(node);
  if (!value || g_strcmp0(type, "url"))
    return;
  if (!ibid_record_has(rec, IBID_VAR_URL))
    ibid_record_set_text(rec, IBID_VAR_URL, value);
}

void
ib_pubmed_extras(IbidRecord *rec, const xmlNode *root)
{
  ibid_record_remove_extra(rec, "PII"); /* libbibutils' name for a number that is an AID */
  for (const xmlNode *n = root; n; n = ib_xml_next(root, n)) {
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
      if (!ib_xml_at_path(n, rows[i].path))
        continue;
      g_autofree char *value = rows[i].value ? rows[i].value(n) : ib_xml_content(n);
      add_extra(rec, rows[i].tag, value);
    }
    if (ib_xml_at_path(n, "CommentsCorrectionsList/CommentsCorrections"))
      add_relation(rec, n);
    else if (ib_xml_at_path(n, "PubmedData/ArticleIdList/ArticleId"))
      add_url(rec, n);
  }
}

/* Headings. */

/* "*" marks what the article is mainly about, as in nbib; a comma inside is a semicolon. */
static void
add_heading(IbidRecord *rec, const xmlNode *descriptor, const xmlNode *qualifier)
{
  g_autofree char *name = ib_xml_content(descriptor), *main = ib_xml_attribute(descriptor, "MajorTopicYN");
  g_autofree char *part = qualifier ? ib_xml_content(qualifier) : NULL;
  g_autofree char *main_part = qualifier ? ib_xml_attribute(qualifier, "MajorTopicYN") : NULL;
  if (!name)
    return;
  g_autofree char *keyword = g_strconcat(g_strcmp0(main, "Y") ? "" : "*", name, part ? "/" : NULL,
                                         g_strcmp0(main_part, "Y") ? "" : "*", part, NULL);
  ibid_record_add_text(rec, IBID_VAR_KEYWORD, g_strdelimit(keyword, ",", ';'), ", ");
}

void
ib_pubmed_headings(IbidRecord *rec, const xmlNode *root)
{
  gboolean first = TRUE;
  for (const xmlNode *n = root; n; n = ib_xml_next(root, n)) {
    const xmlNode *descriptor = ib_xml_at_path(n, "MeshHeadingList/MeshHeading") ? ib_xml_child(n, "DescriptorName") : NULL;
    gboolean qualified = FALSE;
    if (!descriptor)
      continue;
    if (first)
      ibid_record_unset(rec, IBID_VAR_KEYWORD); /* libbibutils' are without their qualifiers */
    first = FALSE;
    for (const xmlNode *c = descriptor->next; c; c = c->next)
      if (ib_xml_is(c, "QualifierName")) {
        add_heading(rec, descriptor, c);
        qualified = TRUE;
      }
    if (!qualified)
      add_heading(rec, descriptor, NULL);
  }
}
