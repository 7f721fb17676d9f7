/* Identifiers: URL, DOI, ISBN and ISSN, arXiv, PubMed. */
#include "config.h"

#include "parse/normalise.h"

#include <string.h>

/* "doi:", "https://doi.org/" and their like before a DOI. */
static const char *const doi_prefixes[] = { "https://doi.org/", "http://doi.org/", "https://dx.doi.org/",
                                            "http://dx.doi.org/", "https://www.doi.org/", "doi.org/",
                                            "dx.doi.org/", "www.doi.org/", "doi:", "doi", "DOI:" };

/* A copy of S without blanks. */
static char *
without_blanks(const char *s, gsize len)
{
  char *out = g_malloc(len + 1), *p = out;
  for (gsize i = 0; i < len; i++)
    if (!g_ascii_isspace(s[i]))
      *p++ = s[i];
  *p = '\0';
  return out;
}

static gsize
skip_prefixes(const char *s, gsize start, gsize end)
{
  for (gboolean more = TRUE; more;) {
    more = FALSE;
    while (start < end && strchr(" :=", s[start]))
      start++;
    for (guint i = 0; i < G_N_ELEMENTS(doi_prefixes) && !more; i++) {
      gsize n = strlen(doi_prefixes[i]);
      if (end - start > n && g_ascii_strncasecmp(s + start, doi_prefixes[i], n) == 0) {
        start += n;
        more = TRUE;
      }
    }
  }
  return start;
}

/* Closing marks that are the list's, not the identifier's. */
static gsize
trim_closing(const char *s, gsize start, gsize end)
{
  while (end > start && strchr(",;.:>\"'*", s[end - 1]))
    end--;
  if (end > start && strchr(")]", s[end - 1]) &&
      !memchr(s + start, s[end - 1] == ')' ? '(' : '[', end - start))
    return trim_closing(s, start, end - 1);
  return end;
}

static gboolean
looks_like_doi(const char *s)
{
  if (strncmp(s, "10.", 3) != 0)
    return FALSE;
  const char *slash = strchr(s, '/');
  return slash && slash - s >= 7 && slash[1];
}

void
ib_take_doi(IbNormal *n, const char *s, gsize len)
{
  gsize start = skip_prefixes(s, 0, len), end = trim_closing(s, start, len);
  g_autofree char *bare = without_blanks(s + start, end - start);
  g_autofree char *plain = g_uri_unescape_string(bare, NULL);
  g_autofree char *lower = g_utf8_strdown(plain && g_utf8_validate(plain, -1, NULL) ? plain : bare, -1);

  if (!*lower)
    return;
  if (!looks_like_doi(lower) && strncmp(lower, "10/", 3) != 0) {
    ib_add_note(n, bare, strlen(bare), 0.6f); /* "doi:" and something else */
    return;
  }
  if (!ibid_record_text(n->rec, IBID_VAR_DOI))
    ibid_record_take_text(n->rec, IBID_VAR_DOI, g_steal_pointer(&lower));
  else if (!g_str_equal(ibid_record_text(n->rec, IBID_VAR_DOI), lower))
    ibid_record_add_extra(n->rec, "doi", lower);
}

/* "https://doi.org/10.…" is a DOI and nothing else. */
static gboolean
is_doi_link(const char *s, gsize len)
{
  for (guint i = 0; i < 8; i++) {
    gsize n = strlen(doi_prefixes[i]);
    if (len > n + 3 && g_ascii_strncasecmp(s, doi_prefixes[i], n) == 0)
      return strncmp(s + n, "10.", 3) == 0 && memchr(s + n, '/', len - n) != NULL;
  }
  return FALSE;
}

/* The number in an arXiv address, or NULL. */
static char *
arxiv_of_url(const char *url)
{
  const char *at = strstr(url, "arxiv.org/abs/");
  if (!at)
    at = strstr(url, "arxiv.org/pdf/");
  return at && at[14] ? g_strndup(at + 14, strcspn(at + 14, "?# ")) : NULL;
}

void
ib_take_url(IbNormal *n, const char *s, gsize len)
{
  gsize start = 0, end = len;
  ib_trim_value(s, &start, &end);
  while (start < end && strchr("<([\"", s[start]))
    start++;
  end = trim_closing(s, start, end);
  if (is_doi_link(s + start, end - start)) {
    ib_take_doi(n, s + start, end - start);
    return;
  }
  g_autofree char *url = without_blanks(s + start, end - start);
  if (ib_is_furniture(url, strlen(url))) /* "）" */
    return;
  n->online = TRUE;
  g_autofree char *arxiv = arxiv_of_url(url);
  if (arxiv && !ibid_record_extra(n->rec, "eprint")) {
    ibid_record_add_extra(n->rec, "eprint", arxiv);
    ibid_record_add_extra(n->rec, "eprinttype", "arxiv");
  }
  if (!ibid_record_text(n->rec, IBID_VAR_URL))
    ibid_record_take_text(n->rec, IBID_VAR_URL, g_steal_pointer(&url));
  else if (!g_str_equal(ibid_record_text(n->rec, IBID_VAR_URL), url))
    ib_add_note(n, url, strlen(url), 0.6f); /* a second address */
}

void
ib_take_isbn(IbNormal *n, const char *s, gsize len)
{
  GString *out = g_string_new(NULL);
  guint digits = 0;
  gsize i = 0;
  gboolean issn = FALSE;

  for (; i < len && !g_ascii_isdigit(s[i]); i++)
    issn |= len - i >= 4 && g_ascii_strncasecmp(s + i, "issn", 4) == 0;
  if (len - i > 3 && i && strncmp(s + i, "13", 2) == 0 && strchr(": ", s[i + 2]))
    i += 3; /* "ISBN-13: 978…" */
  else if (len - i > 3 && i && strncmp(s + i, "10", 2) == 0 && strchr(": ", s[i + 2]))
    i += 3;
  for (; i < len; i++) {
    digits += g_ascii_isdigit(s[i]) || s[i] == 'X' || s[i] == 'x';
    if (g_ascii_isdigit(s[i]) || strchr("Xx- ", s[i]))
      g_string_append_c(out, s[i]);
    else if (!strncmp(s + i, "\xE2\x80", MIN((gsize)2, len - i)) && i + 2 < len) {
      g_string_append_c(out, '-');
      i += 2;
    } else
      break;
  }
  while (out->len && strchr("- ", out->str[out->len - 1]))
    g_string_truncate(out, out->len - 1);
  IbidVar var = issn || digits == 8 ? IBID_VAR_ISSN : IBID_VAR_ISBN;
  if (digits < 8)
    ib_add_note(n, out->str, strlen(out->str), 0.6f);
  else if (ibid_record_text(n->rec, var))
    ibid_record_add_text(n->rec, var, out->str, ", ");
  else
    ibid_record_set_text(n->rec, var, out->str);
  g_string_free(out, TRUE);
}

static gboolean
contains(const char *s, gsize len, const char *word)
{
  gsize n = strlen(word);
  for (gsize i = 0; i + n <= len; i++)
    if (g_ascii_strncasecmp(s + i, word, n) == 0)
      return TRUE;
  return FALSE;
}

/* "1234.5678v2", "hep-ph/9901234". */
static gboolean
looks_like_arxiv(const char *s)
{
  gsize digits = strspn(s, "0123456789");
  if (digits == 4 && s[4] == '.')
    return strspn(s + 5, "0123456789") >= 4;
  const char *slash = strchr(s, '/');
  return slash && slash - s >= 2 && strspn(slash + 1, "0123456789") >= 7;
}

void
ib_take_eprint(IbNormal *n, const char *s, gsize len)
{
  if (contains(s, len, "issn")) {
    ib_take_isbn(n, s, len);
    return;
  }
  gsize start = 0, end = trim_closing(s, 0, len);
  gboolean pmc = contains(s, len, "PMC"), pubmed = contains(s, len, "pmid") || contains(s, len, "pubmed");
  for (gsize i = start; i < end; i++) /* "arXiv:", "PMID: " */
    if (s[i] == ':')
      start = i + 1;
  while (start < end && s[start] == ' ')
    start++;
  g_autofree char *value = g_strndup(s + start, end - start);
  gboolean digits = *value && strspn(value, "0123456789") == strlen(value);

  if (pmc || (strncmp(value, "PMC", 3) == 0))
    ibid_record_set_text(n->rec, IBID_VAR_PMCID, value);
  else if (digits && (pubmed || strlen(value) >= 6))
    ibid_record_set_text(n->rec, IBID_VAR_PMID, value);
  else if (looks_like_arxiv(value) || contains(s, len, "arxiv")) {
    value[strcspn(value, " [")] = '\0'; /* "1234.5678 [hep-th]" */
    ibid_record_add_extra(n->rec, "eprint", value);
    ibid_record_add_extra(n->rec, "eprinttype", "arxiv");
  } else
    ibid_record_add_text(n->rec, IBID_VAR_NUMBER, value, ", ");
}
