/* Identifiers of works: the DOI handbook's syntax (refs/ibid.bib: doi), ISO 2108 and ISO 3297. */
#include "config.h"

#include "record/identifier.h"

#include <string.h>

/* DOI. */

/* "10.1000/" or "10.1002.1/": the prefix has any number of digits. */
static gsize
doi_prefix_length(const char *s)
{
  gsize n = 3;
  if (strncmp(s, "10.", 3) || !g_ascii_isdigit(s[3]))
    return 0;
  while (g_ascii_isdigit(s[n]) || (s[n] == '.' && g_ascii_isdigit(s[n + 1])))
    n++;
  if (s[n] == '/')
    return n + 1;
  return g_ascii_strncasecmp(s + n, "%2f", 3) == 0 ? n + 3 : 0;
}

static const char *
doi_start(const char *s)
{
  for (const char *p = s; (p = strstr(p, "10.")); p += 3)
    if (doi_prefix_length(p) && (p == s || !g_ascii_isalnum(p[-1])))
      return p;
  return NULL;
}

/* What follows a DOI in prose is not its own: "10.1000/x." and "(10.1000/x)"; a bracket that
 * closes one inside it is: "10.1016/S0140(05)67018-3". */
static gsize
doi_trim(const char *s, gsize len)
{
  while (len) {
    char c = s[len - 1];
    gsize open = 0, closed = 0;
    for (gsize i = 0; i < len; i++) {
      open += s[i] == '(';
      closed += s[i] == ')';
    }
    if (strchr(".,;:\"'", c) || (c == ')' && closed > open) || c == ']' || c == '}')
      len--;
    else
      break;
  }
  return len;
}

static char *
doi_take(const char *start, gsize *used)
{
  gsize prefix = doi_prefix_length(start);
  gsize len = strcspn(start, " \t\r\n<>\"");
  *used = len;
  len = doi_trim(start, len);
  if (len <= prefix)
    return NULL;
  g_autofree char *found = g_ascii_strdown(start, len);
  /* An escaped one comes from a URL. */
  if (strstr(found, "%2f")) {
    char *plain = g_uri_unescape_string(found, NULL);
    if (plain && g_utf8_validate(plain, -1, NULL))
      return plain;
    g_free(plain);
  }
  return g_steal_pointer(&found);
}

char *
ib_doi_from_text(const char *s)
{
  gsize used;
  const char *start = s ? doi_start(s) : NULL;
  return start ? doi_take(start, &used) : NULL;
}

/* Everything that people write before a DOI. */
static const char *
skip_doi_label(const char *s)
{
  static const char *const labels[] = { "https://", "http://", "//", "www.", "dx.", "doi.org/", "doi",
                                        "digital object identifier", ":", "=", "[", "(", " " };
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
    gsize n = strlen(labels[i]);
    if (g_ascii_strncasecmp(s, labels[i], n) == 0) {
      s += n;
      i = (guint)-1; /* from the top */
    }
  }
  return s;
}

char *
ib_doi_from_value(const char *s)
{
  gsize used;
  if (!s)
    return NULL;
  s = skip_doi_label(s);
  if (!doi_prefix_length(s))
    return NULL;
  g_autofree char *doi = doi_take(s, &used);
  const char *rest = s + used;
  while (g_ascii_isspace(*rest))
    rest++;
  return *rest && g_ascii_strcasecmp(rest, "[doi]") ? NULL : g_steal_pointer(&doi);
}

void
ib_record_set_doi(IbidRecord *rec, const char *value)
{
  g_autofree char *doi = ib_doi_from_value(value);
  ibid_record_set_text(rec, IBID_VAR_DOI, doi ? doi : value);
  g_autofree char *low = doi ? g_ascii_strdown(value, -1) : NULL;
  const char *at = doi ? strstr(low, doi) : NULL;
  const char *tail = at ? at + strlen(doi) : "";
  gboolean opened = at > low && at && strchr("([<", at[-1]);
  if (!*tail || *tail == ' ' || opened)
    return;
  IbidRepair repair = { "doi.trailing", IBID_VAR_DOI, { 0, 0 }, (char *)at, doi, TRUE };
  ibid_record_add_repair(rec, &repair);
}

gboolean
ib_url_is_doi(const char *s)
{
  const char *host = strstr(s, "//");
  host = host ? host + 2 : s;
  return g_str_has_prefix(host, "doi.org/") || g_str_has_prefix(host, "dx.doi.org/") ||
         g_str_has_prefix(host, "www.doi.org/");
}

/* ISBN and ISSN. */

/* The digits of S, an X as 10; 0 when there is anything else but blanks and hyphens, or more
 * than MAX. */
static guint
collect(const char *s, gsize len, guint8 *digits, guint max)
{
  guint n = 0;
  for (gsize i = 0; i < len; i++) {
    if (s[i] == '-' || s[i] == ' ')
      continue;
    if (len - i >= 3 && !memcmp(s + i, "\xE2\x80", 2) && (guchar)s[i + 2] >= 0x90 &&
        (guchar)s[i + 2] <= 0x95) { /* a dash in place of the hyphen */
      i += 2;
      continue;
    }
    gboolean ten = s[i] == 'X' || s[i] == 'x';
    if (n == max || !(g_ascii_isdigit(s[i]) || ten) || (n && digits[n - 1] == 10))
      return 0;
    digits[n++] = ten ? 10 : (guint8)(s[i] - '0');
  }
  return n;
}

/* The weighted sum of ISBN-10 and ISSN. */
static gboolean
modulo_11(const guint8 *digits, guint n)
{
  guint sum = 0;
  for (guint i = 0; i < n; i++)
    sum += digits[i] * (n - i);
  return sum % 11 == 0;
}

gboolean
ib_isbn_shaped(const char *s, gsize len)
{
  guint8 d[13];
  guint n = collect(s, len, d, 13);
  return n == 10 || (n == 13 && d[12] != 10 && d[0] == 9 && d[1] == 7);
}

gboolean
ib_issn_shaped(const char *s, gsize len)
{
  guint8 d[8];
  return len <= 11 && collect(s, len, d, 8) == 8;
}

gboolean
ib_isbn_valid(const char *s, gsize len)
{
  guint8 d[13];
  guint n = collect(s, len, d, 13), sum = 0;
  if (n == 10)
    return modulo_11(d, 10);
  if (n != 13 || d[12] == 10)
    return FALSE;
  for (guint i = 0; i < 13; i++)
    sum += d[i] * (i % 2 ? 3 : 1);
  return sum % 10 == 0;
}

gboolean
ib_issn_valid(const char *s, gsize len)
{
  guint8 d[8];
  return collect(s, len, d, 8) == 8 && modulo_11(d, 8);
}

/* Lists of numbers. */

static void
add_serial(IbidRecord *rec, IbidVar var, const char *number)
{
  const char *old = ibid_record_text(rec, var);
  if (!old || !strstr(old, number))
    ibid_record_add_text(rec, var, number, ", ");
}

/* One that stands alone; FALSE where S is none. */
static gboolean
take_serial(IbidRecord *rec, const char *s)
{
  static const char *const labels[] = { "ISSN", "ISBN", "e-", "p-", ":", " ", "-13", "-10", "-" };
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++)
    if (!g_ascii_strncasecmp(s, labels[i], strlen(labels[i])))
      s += strlen(labels[i]);
  gsize len = strlen(s);
  if (ib_issn_shaped(s, len))
    add_serial(rec, IBID_VAR_ISSN, s);
  else if (ib_isbn_shaped(s, len))
    add_serial(rec, IBID_VAR_ISBN, s);
  else
    return FALSE;
  return TRUE;
}

static guint
count_digits(const char *s)
{
  guint n = 0;
  for (; *s; s++)
    n += g_ascii_isdigit(*s);
  return n;
}

/* "1234-5679 2345-6780": several with blanks alone between them; FALSE: not all are numbers. */
static gboolean
take_words(IbidRecord *rec, const char *s)
{
  g_auto(GStrv) words = g_strsplit(s, " ", -1);
  for (char **word = words; *word; word++)
    if (!ib_issn_shaped(*word, strlen(*word)) && !ib_isbn_shaped(*word, strlen(*word)))
      return FALSE;
  for (char **word = words; *word; word++)
    take_serial(rec, *word);
  return *words != NULL;
}

gboolean
ib_record_add_serials(IbidRecord *rec, const char *s)
{
  g_auto(GStrv) parts = g_strsplit_set(s, ",;/()[]", -1);
  gboolean found = FALSE, other = FALSE;
  for (char **part = parts; *part; part++) {
    if (!*g_strstrip(*part))
      continue;
    gboolean taken = take_serial(rec, *part) || take_words(rec, *part);
    found |= taken;
    other |= !taken && count_digits(*part) > 6; /* "(pbk. : v. 1)" is not */
  }
  return found && !other;
}
