/* doi.*: DOIs that cannot be right (the DOI Handbook's syntax; refs/ibid.bib: doihandbook). */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"

/* Closing marks that belong to what stands around a DOI; a bracket that the DOI opened
 * itself (an SICI) is its own. */
static gsize
own_length(const char *doi)
{
  gsize n = strcspn(doi, "?");
  while (n > 0) {
    char last = doi[n - 1];
    gboolean opened = (last == ')' && memchr(doi, '(', n)) || (last == ']' && memchr(doi, '[', n)) ||
                      (last == '>' && memchr(doi, '<', n));
    if (opened || !strchr(".,;:\"')]>", last))
      break;
    n--;
  }
  return n;
}

static void
report(IbCheck *check, guint i, const char *rule, IbidSeverity severity, IbidVar var, const char *doi,
       const char *format)
{
  IbidFinding *f = ib_check_add(check, rule, severity, i, var);
  g_auto(GStrv) halves = g_strsplit(format, "%", 2);
  ibid_finding_set_message(f, "%s%s%s", halves[0], doi, halves[1]);
  ibid_finding_add_fact(f, "DOI", doi);
}

static void
report_trailing(IbCheck *check, guint i, const char *doi, gsize own)
{
  g_autofree char *fixed = g_strndup(doi, own);
  IbidFinding *f = ib_check_add(check, "doi.trailing", IBID_SEVERITY_WARNING, i, IBID_VAR_DOI);
  ibid_finding_set_message(f, "“%s” at the end is not part of the DOI", doi + own);
  ibid_finding_add_fact(f, "DOI", doi);
  ibid_finding_set_fix(f, IBID_VAR_DOI, doi, fixed, doi[own] != '?');
}

static void
check_repairs(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  for (guint k = 0; k < ibid_record_n_repairs(rec); k++) {
    const IbidRepair *r = ibid_record_repair(rec, k);
    if (g_str_equal(r->rule, "doi.trailing"))
      report_trailing(check, i, r->old_value, strlen(r->new_value));
  }
}

/* "10.1000/ AB01234": what follows the blank belongs to it. */
static gboolean
check_torn(IbCheck *check, guint i, const char *doi)
{
  const IbidRecord *rec = check->records->pdata[i];
  IbidSpan span = ibid_record_span(rec, IBID_VAR_DOI);
  const char *printed = ibid_record_printed(rec);
  gsize start, end;
  if (!g_str_has_suffix(doi, "/") || !printed || !span.end || span.end > strlen(printed) ||
      !ib_check_match("^/?\\s\\K[A-Za-z0-9][^\\s,;]*[^\\s,;.)]", printed + span.end, &start, &end))
    return FALSE;
  g_autofree char *rest = g_strndup(printed + span.end + start, end - start);
  g_autofree char *whole = g_strconcat(doi, rest, NULL), *torn = g_strconcat(doi, " ", rest, NULL);
  IbidFinding *f = ib_check_add(check, "url.whitespace", IBID_SEVERITY_ERROR, i, IBID_VAR_DOI);
  f->span.end = span.end + end;
  ibid_finding_set_message(f, "a blank inside the DOI: “%s”", torn);
  ibid_finding_add_fact(f, "printed", torn);
  ibid_finding_set_fix(f, IBID_VAR_DOI, torn, whole, FALSE);
  return TRUE;
}

static void
check_field(IbCheck *check, guint i)
{
  static const char prefix_alone[] = "^10\\.[0-9]{3,9}(?:\\.[0-9]+)*/?[.,;)\\s]*$";
  static const char whole[] = "^10\\.[0-9]{4,9}(?:\\.[0-9]+)*/\\S+$|^10/[a-z0-9]+$";
  const IbidRecord *rec = check->records->pdata[i];
  const char *doi = ibid_record_text(rec, IBID_VAR_DOI);
  if (!doi)
    doi = ibid_record_extra(rec, "DO"); /* RIS keeps what is no DOI there */
  if (!doi || check_torn(check, i, doi))
    return;
  gsize own = own_length(doi);
  if (ib_check_match(prefix_alone, doi, NULL, NULL))
    report(check, i, "doi.truncated", IBID_SEVERITY_ERROR, IBID_VAR_DOI, doi, "the DOI % breaks off after its prefix");
  else if (!ib_check_match(whole, doi, NULL, NULL))
    report(check, i, "doi.syntax", IBID_SEVERITY_ERROR, IBID_VAR_DOI, doi,
           "“%” is no DOI: it should be 10., a number, a slash and a name");
  else if (own && own < strlen(doi))
    report_trailing(check, i, doi, own);
}

static void
check_url(IbCheck *check, guint i)
{
  static const char truncated[] = "/10\\.[0-9]{4,9}[/.,;)]*$", whole[] = "\\b10\\.[0-9]{4,9}(?:\\.[0-9]+)*/[^\\s?#&]+";
  const IbidRecord *rec = check->records->pdata[i];
  const char *url = ibid_record_text(rec, IBID_VAR_URL);
  gsize start, end;
  if (!url || !strstr(url, "10."))
    return;
  if (ib_check_match(truncated, url, &start, &end)) {
    g_autofree char *prefix = g_strndup(url + start + 1, strcspn(url + start + 1, "/,;)"));
    report(check, i, "doi.truncated", IBID_SEVERITY_ERROR, IBID_VAR_URL, prefix,
           "the address breaks off inside a DOI: % is a prefix without its suffix");
  } else if (!ibid_record_has(rec, IBID_VAR_DOI) && ib_check_match(whole, url, &start, &end)) {
    g_autofree char *doi = g_strndup(url + start, end - start);
    IbidFinding *f = ib_check_add(check, "doi.in-url", IBID_SEVERITY_INFO, i, IBID_VAR_URL);
    ibid_finding_set_message(f, "the address holds the DOI %s", doi);
    ibid_finding_add_fact(f, "DOI", doi);
    ibid_finding_set_fix(f, IBID_VAR_DOI, NULL, doi, FALSE);
  }
}

/* A DOI that no field was made of, because it is none: "doi: 11.1016/x", "doi.org/10.1093,".
 * One that a blank tore apart was mended, or is told by its own rule. */
static void
check_printed(IbCheck *check, guint i)
{
  static const char named[] = "(?i)(?:\\bdoi ?[:=]? ?|\\bdoi\\.org/)\\K(?:https?://(?:dx\\.)?doi\\.org/|"
                              "doi: ?)?[0-9][0-9OoIl./:]{2,}[^\\s,;]*";
  static const char prefix_alone[] = "^10\\.[0-9]{4,9}[/.)]*$",
                    whole[] = "^(?:10\\.[0-9]{4,9}(?:\\.[0-9]+)*/\\S+|10/[a-z0-9]+)$";
  const IbidRecord *rec = check->records->pdata[i];
  const char *text = ib_printed(check, i, FALSE);
  gsize start, end;
  if (!text || ibid_record_has(rec, IBID_VAR_DOI) || ib_check_has(check, i, "doi.truncated") ||
      !ib_check_match(named, text, &start, &end) || ib_check_match("^ ?[./0-9]|^ /", text + end, NULL, NULL))
    return;
  while (end > start && strchr(".)]>", text[end - 1]))
    end--;
  g_autofree char *doi = g_strndup(text + start, end - start);
  if (ib_check_match(whole, doi, NULL, NULL) || strstr(doi, "doi") ||
      !ib_check_match("^[0-9OoIl]+[.:/][0-9OoIl]", doi, NULL, NULL))
    return;
  gboolean truncated = ib_check_match(prefix_alone, doi, NULL, NULL);
  report(check, i, truncated ? "doi.truncated" : "doi.syntax", IBID_SEVERITY_ERROR, IBID_VAR_DOI, doi,
         truncated ? "the DOI % breaks off after its prefix"
                   : "“%” is no DOI: it should be 10., a number, a slash and a name");
  IbidFinding *f = check->findings->pdata[check->findings->len - 1];
  f->span = (IbidSpan){ start, end };
}

const IbRule ib_rules_identifier[] = {
  { "doi.trailing", check_repairs, NULL },
  { "doi.truncated doi.syntax doi.trailing", check_field, NULL },
  { "doi.truncated doi.in-url", check_url, NULL },
  { "doi.truncated doi.syntax", check_printed, NULL },
  { NULL, NULL, NULL },
};
