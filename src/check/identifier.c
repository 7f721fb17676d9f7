/* doi.*, isbn.*, issn.*, arxiv.*, pmid.*: identifiers that cannot be right. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "check/rules.h"

/* DOIs. */

/* Closing marks that belong to what stands around a DOI; a bracket that the DOI opened
 * itself (an SICI) is its own. */
static gsize
own_length(const char *doi)
{
  gsize n = strlen(doi);
  const char *question = strchr(doi, '?');
  if (question)
    n = question - doi;
  while (n > 0) {
    char last = doi[n - 1];
    g_autofree char *head = g_strndup(doi, n - 1);
    if (strchr(".,;:\"'", last) || (last == ')' && !strchr(head, '(')) || (last == ']' && !strchr(head, '[')) ||
        (last == '>' && !strchr(head, '<')))
      n--;
    else
      break;
  }
  return n;
}

static void
check_doi(IbCheck *check, guint i, const char *doi)
{
  IbidFinding *f;
  gsize own = own_length(doi);
  if (ib_check_match("^10\\.[0-9]{3,9}(?:\\.[0-9]+)*/?[.,;)\\s]*$", doi, NULL, NULL)) {
    f = ib_check_add(check, "doi.truncated", IBID_SEVERITY_ERROR, i, IBID_VAR_DOI);
    ibid_finding_set_message(f, "the DOI %s breaks off after its prefix", doi);
  } else if (!ib_check_match("^10\\.[0-9]{4,9}(?:\\.[0-9]+)*/\\S+$|^10/[a-z0-9]+$", doi, NULL, NULL)) {
    f = ib_check_add(check, "doi.syntax", IBID_SEVERITY_ERROR, i, IBID_VAR_DOI);
    ibid_finding_set_message(f, "“%s” is no DOI: it should be 10., a number, a slash and a name", doi);
  } else if (own && own < strlen(doi)) {
    g_autofree char *fixed = g_strndup(doi, own);
    f = ib_check_add(check, "doi.trailing", IBID_SEVERITY_WARNING, i, IBID_VAR_DOI);
    ibid_finding_set_message(f, "“%s” at the end is not part of the DOI", doi + own);
    ibid_finding_set_fix(f, IBID_VAR_DOI, doi, fixed, strchr(doi, '?') == NULL);
  } else {
    return;
  }
  ibid_finding_add_fact(f, "DOI", doi);
}

static void
check_doi_in_url(IbCheck *check, guint i, const char *url)
{
  static const char truncated[] = "/10\\.[0-9]{4,9}[/.,;)]*$";
  static const char whole[] = "10\\.[0-9]{4,9}(?:\\.[0-9]+)*/[^\\s?#]+";
  gsize start, end;
  if (ib_check_match(truncated, url, &start, &end)) {
    g_autofree char *prefix = g_strndup(url + start + 1, end - start - 1);
    IbidFinding *f = ib_check_add(check, "doi.truncated", IBID_SEVERITY_ERROR, i, IBID_VAR_URL);
    ibid_finding_set_message(f, "the address breaks off inside a DOI: %s is a prefix without its suffix", prefix);
    ibid_finding_add_fact(f, "prefix", prefix);
  } else if (!ibid_record_has(check->records->pdata[i], IBID_VAR_DOI) && ib_check_match(whole, url, &start, &end)) {
    g_autofree char *doi = g_strndup(url + start, end - start);
    IbidFinding *f = ib_check_add(check, "doi.in-url", IBID_SEVERITY_INFO, i, IBID_VAR_URL);
    ibid_finding_set_message(f, "the address holds the DOI %s", doi);
    ibid_finding_set_fix(f, IBID_VAR_DOI, NULL, doi, FALSE);
  }
}

/* Check digits. */

/* The digits of S with X as 10; G_MAXUINT for another letter. */
static guint
digits_of(const char *s, int digits[], guint max)
{
  guint n = 0;
  for (; *s; s++) {
    if (*s == '-' || *s == ' ')
      continue;
    int digit = g_ascii_isdigit(*s) ? *s - '0' : g_ascii_toupper(*s) == 'X' ? 10 : -1;
    if (digit < 0)
      return G_MAXUINT;
    if (n < max)
      digits[n] = digit;
    n++;
  }
  return n;
}

static const char *
isbn_fault(const char *s)
{
  int d[13], sum = 0;
  guint n = digits_of(s, d, 13);
  if (n != 10 && n != 13)
    return "it has neither 10 nor 13 digits";
  for (guint k = 0; k < n; k++) {
    if (d[k] == 10 && (n == 13 || k < 9))
      return "an X stands where a digit belongs";
    sum += n == 10 ? (int)(10 - k) * d[k] : (k % 2 ? 3 : 1) * d[k];
  }
  return sum % (n == 10 ? 11 : 10) ? "its check digit is wrong" : NULL;
}

static const char *
issn_fault(const char *s)
{
  int d[8], sum = 0;
  if (digits_of(s, d, 8) != 8)
    return "it has not 8 digits";
  for (guint k = 0; k < 8; k++) {
    if (d[k] == 10 && k < 7)
      return "an X stands where a digit belongs";
    sum += (int)(8 - k) * d[k];
  }
  return sum % 11 ? "its check digit is wrong" : NULL;
}

/* "978-3-16-148410-0 (hbk.), 3161484101": each number by itself. */
static void
check_numbers(IbCheck *check, guint i, IbidVar var, const char *rule, const char *(*fault)(const char *))
{
  const char *value = ibid_record_text(check->records->pdata[i], var);
  g_auto(GStrv) parts = g_strsplit_set(value ? value : "", ",;\n/", -1);
  for (char **part = parts; *part; part++) {
    gsize start, end;
    if (!ib_check_match("[0-9][0-9Xx -]{6,}[0-9Xx]", *part, &start, &end))
      continue;
    g_autofree char *number = g_strndup(*part + start, end - start);
    g_autofree char *bare = g_strdelimit(g_strdup(number), " ", '-');
    const char *why = fault(bare);
    if (!why)
      continue;
    IbidFinding *f = ib_check_add(check, rule, IBID_SEVERITY_ERROR, i, var);
    ibid_finding_set_message(f, "%s %s cannot be right: %s", ibid_var_name(var), number, why);
    ibid_finding_add_fact(f, ibid_var_name(var), number);
  }
}

/* "1501.00001" since 2007-04, with five digits since 2015-01; "hep-th/9901001" before. */
static gboolean
arxiv_is_possible(const char *id)
{
  gsize start, end;
  if (ib_check_match("^[a-z-]+(?:\\.[A-Z]{2})?/[0-9]{7}(?:v[0-9]+)?$", id, NULL, NULL)) {
    const char *month = strchr(id, '/') + 3;
    int m = (month[0] - '0') * 10 + month[1] - '0';
    return m >= 1 && m <= 12;
  }
  if (!ib_check_match("^[0-9]{4}\\.[0-9]{4,5}(?:v[0-9]+)?$", id, &start, &end))
    return FALSE;
  int year = (id[0] - '0') * 10 + id[1] - '0', month = (id[2] - '0') * 10 + id[3] - '0';
  gboolean five = g_ascii_isdigit(id[9]);
  return month >= 1 && month <= 12 && year >= 7 && five == (year >= 15);
}

static void
check_arxiv(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *extra = ibid_record_extra(rec, "arxiv"), *number = ibid_record_text(rec, IBID_VAR_NUMBER);
  gsize start, end;
  const char *where = extra ? extra : number && ib_check_match("(?i)^arxiv:", number, NULL, NULL) ? number : NULL;
  g_autofree char *text = where ? NULL : ib_check_masked(check, i, TRUE);
  if (!where && text && ib_check_match("(?i)arxiv:\\s?[a-z./0-9-]+[0-9]", text, &start, &end))
    where = text + start;
  if (!where)
    return;
  if (where != extra && where != number)
    text[end] = '\0';
  const char *id = g_ascii_strncasecmp(where, "arxiv:", 6) ? where : where + 6;
  while (*id == ' ')
    id++;
  if (!*id || arxiv_is_possible(id))
    return;
  IbidFinding *f = ib_check_add(check, "arxiv.form", IBID_SEVERITY_ERROR, i, IBID_VAR_NUMBER);
  ibid_finding_set_message(f, "there is no arXiv number %s", id);
}

static void
check_pmid(IbCheck *check, guint i, const char *pmid)
{
  if (ib_check_match("^[1-9][0-9]{0,7}$", pmid, NULL, NULL))
    return;
  IbidFinding *f = ib_check_add(check, "pmid.form", IBID_SEVERITY_ERROR, i, IBID_VAR_PMID);
  ibid_finding_set_message(f, "“%s” is no PubMed number", pmid);
}

static void
check_record(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *doi = ibid_record_text(rec, IBID_VAR_DOI), *url = ibid_record_text(rec, IBID_VAR_URL);
  const char *pmid = ibid_record_text(rec, IBID_VAR_PMID);
  if (doi)
    check_doi(check, i, doi);
  if (url)
    check_doi_in_url(check, i, url);
  if (pmid)
    check_pmid(check, i, pmid);
  check_numbers(check, i, IBID_VAR_ISBN, "isbn.check", isbn_fault);
  check_numbers(check, i, IBID_VAR_ISSN, "issn.check", issn_fault);
  check_arxiv(check, i);
}

const IbRules ib_rules_identifier = { .name = "identifier", .record = check_record };
