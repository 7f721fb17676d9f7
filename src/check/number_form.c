/* isbn.*, issn.*, arxiv.*, pmid.*: numbers that cannot have been given (ISO 2108, ISO 3297,
 * arXiv's identifiers since 2007-04 and 2015-01, PubMed's). */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"

/* The digits of S with X as 10, hyphens left out; G_MAXUINT for another character. */
static guint
digits_of(const char *s, int digits[], guint max)
{
  guint n = 0;
  for (; *s; s = g_utf8_next_char(s)) {
    gunichar c = g_utf8_get_char(s);
    if (c == '-' || c == ' ' || (c >= 0x2010 && c <= 0x2015) || c == 0xA0)
      continue;
    int digit = c < 0x80 && g_ascii_isdigit((char)c) ? (int)c - '0' : c == 'X' || c == 'x' ? 10 : -1;
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

typedef struct {
  IbidVar var;
  const char *rule;
  const char *(*fault)(const char *);
  const char *named; /* how plain text names it, where no field was made of it */
} Numbered;

static const Numbered numbered[] = {
  { IBID_VAR_ISBN, "isbn.check", isbn_fault, "\\bISBN(?:[- ]?1[03])?:? ?\\K[0-9][0-9Xx  ‐-―-]{6,}[0-9Xx]" },
  { IBID_VAR_ISSN, "issn.check", issn_fault, "\\be?-?ISSN:? ?\\K[0-9][0-9Xx‐-―-]{5,}[0-9Xx]" },
};

static IbidFinding *
report_number(IbCheck *check, guint i, const Numbered *kind, const char *number, const char *why)
{
  IbidFinding *f = ib_check_add(check, kind->rule, IBID_SEVERITY_ERROR, i, kind->var);
  ibid_finding_set_message(f, "%s %s cannot be right: %s", ibid_var_name(kind->var), number, why);
  ibid_finding_add_fact(f, ibid_var_name(kind->var), number);
  return f;
}

/* "978-3-16-148410-0 (hbk.), 3161484101": each number by itself. */
static void
check_field(IbCheck *check, guint i, const Numbered *kind, const char *value)
{
  g_auto(GStrv) parts = g_strsplit_set(value, ",;\n/", -1);
  for (char **part = parts; *part; part++) {
    gsize start, end;
    if (!ib_check_match("[0-9][0-9Xx ‐-―-]{5,}[0-9Xx]", *part, &start, &end))
      continue;
    g_autofree char *number = g_strndup(*part + start, end - start);
    const char *why = kind->fault(number);
    if (why)
      report_number(check, i, kind, number, why);
  }
}

static void
check_text(IbCheck *check, guint i, const Numbered *kind)
{
  const char *text = ib_printed(check, i, TRUE);
  gsize start, end;
  if (!text || !ib_check_match(kind->named, text, &start, &end))
    return;
  g_autofree char *number = g_strndup(text + start, end - start);
  const char *why = kind->fault(number);
  if (why)
    report_number(check, i, kind, number, why)->span = (IbidSpan){ start, end };
}

static void
check_numbered(IbCheck *check, guint i)
{
  for (guint k = 0; k < G_N_ELEMENTS(numbered); k++) {
    const char *value = ibid_record_text(check->records->pdata[i], numbered[k].var);
    if (value)
      check_field(check, i, &numbered[k], value);
    else
      check_text(check, i, &numbered[k]);
  }
}

/* "1501.00001" since 2007-04, with five digits since 2015-01; "hep-th/9901001" before. */
static gboolean
arxiv_is_possible(const char *id, const IbidDatePart *today)
{
  if (ib_check_match("^[a-z-]+(?:\\.[A-Z]{2})?/[0-9]{7}(?:v[0-9]+)?$", id, NULL, NULL)) {
    const char *month = strchr(id, '/') + 3;
    int m = (month[0] - '0') * 10 + month[1] - '0';
    return m >= 1 && m <= 12;
  }
  if (!ib_check_match("^[0-9]{4}\\.[0-9]{4,5}(?:v[0-9]+)?$", id, NULL, NULL))
    return FALSE;
  int year = (id[0] - '0') * 10 + id[1] - '0', month = (id[2] - '0') * 10 + id[3] - '0';
  gboolean five = g_ascii_isdigit(id[9]);
  return month >= 1 && month <= 12 && year >= 7 && 2000 + year <= today->year && five == (year >= 15);
}

/* The identifier as it is named, without the blanks of a line that was torn ("1309 .1331");
 * NULL when there is none.  Caller frees with g_free(). */
static char *
arxiv_of(IbCheck *check, guint i, gsize *start, gsize *end)
{
  static const char named[] = "(?i)\\barxiv ?: ?\\K(?:[0-9]{4} ?\\. ?[0-9]{3,6}(?:v[0-9]+)?|"
                              "[a-z-]{2,12}(?:\\.[a-z]{2})? ?/ ?[0-9]{5,8})(?![0-9])";
  const IbidRecord *rec = check->records->pdata[i];
  const char *extra = ibid_record_extra(rec, "arxiv"), *number = ibid_record_text(rec, IBID_VAR_NUMBER);
  const char *kind = ibid_record_extra(rec, "eprinttype");
  const char *text = ib_printed(check, i, FALSE);
  *start = *end = 0;
  if (text && ib_check_match(named, text, start, end)) {
    char *id = g_strndup(text + *start, *end - *start), *to = id;
    for (const char *p = id; *p; p++)
      if (*p != ' ')
        *to++ = *p;
    *to = '\0';
    return id;
  }
  if (text)
    return NULL;
  if (!extra && kind && !g_ascii_strcasecmp(kind, "arxiv"))
    extra = ibid_record_extra(rec, "eprint");
  if (number && !extra && !g_ascii_strncasecmp(number, "arxiv:", 6))
    extra = number;
  if (!extra)
    return NULL;
  extra += g_ascii_strncasecmp(extra, "arxiv:", 6) ? 0 : 6;
  return g_strndup(extra + strspn(extra, " "), strcspn(extra + strspn(extra, " "), " ["));
}

static void
check_arxiv(IbCheck *check, guint i)
{
  gsize start, end;
  g_autofree char *id = arxiv_of(check, i, &start, &end);
  if (!id || !*id || arxiv_is_possible(id, &check->today))
    return;
  IbidFinding *f = ib_check_add(check, "arxiv.form", IBID_SEVERITY_ERROR, i, IBID_VAR_NUMBER);
  if (end)
    f->span = (IbidSpan){ start, end };
  ibid_finding_set_message(f, "there is no arXiv number %s", id);
  ibid_finding_add_fact(f, "arXiv", id);
}

/* Numbers have at most eight digits.  In plain text only one that is called so. */
static void
check_pmid(IbCheck *check, guint i)
{
  static const char named[] = "(?i)(?:\\bPMID|PubMed(?: ID| PMID)?) ?:? ?\\K[0-9A-Z]{1,14}";
  const IbidRecord *rec = check->records->pdata[i];
  const char *pmid = ibid_record_text(rec, IBID_VAR_PMID), *text = ib_printed(check, i, TRUE);
  gsize start = 0, end = 0;
  if (text && (!ib_check_match(named, text, &start, &end) || !g_ascii_isdigit(text[start])))
    return;
  g_autofree char *number = text ? g_strndup(text + start, end - start) : g_strdup(pmid);
  if (!number || ib_check_match("^[1-9][0-9]{0,7}(?:PMC[0-9]*)?$", number, NULL, NULL))
    return;
  IbidFinding *f = ib_check_add(check, "pmid.form", IBID_SEVERITY_ERROR, i, IBID_VAR_PMID);
  if (end)
    f->span = (IbidSpan){ start, end };
  ibid_finding_set_message(f, "“%s” is no PubMed number", number);
  ibid_finding_add_fact(f, "PMID", number);
}

const IbRule ib_rules_number_form[] = {
  { "isbn.check issn.check", check_numbered, NULL },
  { "arxiv.form", check_arxiv, NULL },
  { "pmid.form", check_pmid, NULL },
  { NULL, NULL, NULL },
};
