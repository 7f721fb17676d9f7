/* What a copy is given where a pattern asks for what the reference lacks: links, dates, numbers, genres. */
#include "config.h"

#include "parse/augment_run.h"

#include <string.h>

#include "parse/crf.h"
#include "parse/style.h"

/* "July 3, 2019" and the other orders. */
static char *
worded_date(IbSetting *s, const char *month, guint y, guint d)
{
  switch (ib_random_below(s->random, 5)) {
  case 0:
    return g_strdup_printf("%s %u, %u", month, d, y);
  case 1:
    return g_strdup_printf("%u %s %u", d, month, y);
  case 2:
    return g_strdup_printf("%u %.3s %u", y, g_str_is_ascii(month) ? month : "Jul", d);
  case 3:
    return g_strdup_printf("%u. %s %u", d, month, y);
  default:
    return g_strdup_printf("%u %s, %u", d, month, y);
  }
}

static char *
persian_date(IbSetting *s, guint m, guint d)
{
  g_autofree char *latin = g_strdup_printf("%u/%u/%u", 1380 + ib_random_below(s->random, 24), m, d);
  return ib_style_persian_digits(latin);
}

static char *
numbered_date(IbSetting *s, guint y, guint m, guint d)
{
  static const char *const days[] = { "%u/%u/%u", "%02u/%02u/%u", "%02u.%02u.%u",
                                      "%u.%u.%u", "%u-%u-%u",     "%02u. %02u. %u" };
  switch (ib_random_below(s->random, 9)) {
  case 0:
    return g_strdup_printf("%u-%02u-%02u", y, m, d);
  case 1:
    return g_strdup_printf("%u/%02u/%02u", y, m, d);
  case 2:
    return g_strdup_printf(ib_random_below(s->random, 2) ? "%u年%u月%u日" : "%u.%02u.%02u", y, m, d);
  case 3:
    return persian_date(s, m, d);
  default:
    break;
  }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf(days[ib_random_below(s->random, G_N_ELEMENTS(days))], d, m, ib_random_below(s->random, 12) ? y : y % 100);
#pragma GCC diagnostic pop
}

static char *
make_date(IbSetting *s, const char *tongue)
{
  guint y = 1998 + ib_random_below(s->random, 28), m = 1 + ib_random_below(s->random, 12), d = 1 + ib_random_below(s->random, 28);
  const char *names = *tongue ? ib_style_months(tongue) : NULL;
  if (!names || !ib_random_below(s->random, 3))
    return numbered_date(s, y, m, d);
  g_auto(GStrv) months = g_strsplit(names, " ", -1);
  return worded_date(s, months[m - 1], y, d);
}

char *
ib_make_extent(IbSetting *s)
{
  return g_strdup_printf("%u", 24 + ib_random_below(s->random, 700));
}

char *
ib_make_pages(IbSetting *s)
{
  guint first = 1 + ib_random_below(s->random, 400);
  return g_strdup_printf("%u%s%u", first, ib_random_below(s->random, 2) ? "–" : "-", first + 1 + ib_random_below(s->random, 40));
}

/* A path out of the words of a title. */
static void
append_slug(IbSetting *s, GString *out, const char *title)
{
  guint words = 1 + ib_random_below(s->random, 8);
  char joint = ib_random_below(s->random, 4) ? '-' : '_';
  for (const char *p = title; *p && words; p++) {
    if (g_ascii_isalnum(*p))
      g_string_append_c(out, g_ascii_tolower(*p));
    else if (*p == ' ' && out->str[out->len - 1] != joint && --words)
      g_string_append_c(out, joint);
  }
}

static const char *const hosts[] = {
  "www.reuters.com", "tass.com", "eng.belta.by", "www.bbc.co.uk", "jamestown.org", "www.huffingtonpost.com",
  "ec.europa.eu", "www.spiegel.de", "www.who.int", "data.worldbank.org", "www.destatis.de", "www.oecd.org",
  "www.lemonde.fr", "www.repubblica.it", "elpais.com", "lenta.ru", "www.example.org", "journals.example.edu",
  "www.cs.stanford.edu", "www.ncbi.nlm.nih.gov", "w3.org", "www.uni-koeln.de", "www.gov.uk",
  "dergipark.org.tr", "pl.wikipedia.org", "www.nytimes.com", "archive.org", "hdl.handle.net", "www.jstor.org",
  "eprints.lse.ac.uk", "nbn-resolving.de", "www.bpb.de",
};

static char *
make_url(IbSetting *s)
{
  static const char *const heads[] = { "http://", "https://", "https://", "http://", "" };
  static const char *const tails[] = { "",         "/",           ".html", ".htm",      ".pdf",
                                       ".php?id=", "/index.html", "-",     "/article/", ".asp?newsid=" };
  GString *url = g_string_new(heads[ib_random_below(s->random, G_N_ELEMENTS(heads))]);
  const char *host = hosts[ib_random_below(s->random, G_N_ELEMENTS(hosts))];
  if (!url->len && !g_str_has_prefix(host, "www."))
    g_string_append(url, "www.");
  g_string_append(url, host);
  if (ib_random_below(s->random, 8) == 0)
    return g_string_free(url, FALSE);
  if (ib_random_below(s->random, 2))
    g_string_append_printf(url, "/%u/%02u", 1999 + ib_random_below(s->random, 26), 1 + ib_random_below(s->random, 12));
  if (ib_random_below(s->random, 3) == 0)
    g_string_append(url, ib_random_below(s->random, 2) ? "/en/news" : "/publikationen");
  g_string_append_c(url, '/');
  append_slug(s, url, s->field[IB_LABEL_TITLE] ? s->field[IB_LABEL_TITLE] : "index");
  const char *tail = tails[ib_random_below(s->random, G_N_ELEMENTS(tails))];
  g_string_append(url, tail);
  if (*tail && strchr("=-/", tail[strlen(tail) - 1]))
    g_string_append_printf(url, "%u", ib_random_below(s->random, 900000));
  return g_string_free(url, FALSE);
}

static char *
make_doi(IbSetting *s)
{
  static const char *const suffixes[] = {
    "s%05u-%03u-%04u-x", "j.jfoo.%u.%02u.%03u",        "%u%u.%u", "S0022-%04u(%02u)%05u", "science.%u%u%u",
    "nature%u%u%u",      "acprof:oso/%u%u%u.001.0001", "%u-%u.%u"
  };
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *suffix =
      g_strdup_printf(suffixes[ib_random_below(s->random, G_N_ELEMENTS(suffixes))], ib_random_below(s->random, 9999), ib_random_below(s->random, 99), ib_random_below(s->random, 9999));
#pragma GCC diagnostic pop
  return g_strdup_printf("10.%u/%s", 1000 + ib_random_below(s->random, 30000), suffix);
}

char *
ib_make_field(IbSetting *s, IbLabel label)
{
  static const char *const genres[] = { "PhD thesis",        "Ph.D. dissertation",    "Doctoral dissertation",
                                        "Master's thesis",   "Dissertation",          "Diplomarbeit",
                                        "Technical report",  "Working paper",         "Tesi di laurea",
                                        "Thèse de doctorat", "Unpublished manuscript" };
  static const char *const editions[] = { "2nd",      "3rd", "2",  "3",  "4th", "5",   "rev.",
                                          "2nd rev.", "1st", "1°", "2ª", "3º",  "1st." };
  guint n;
  switch (label) {
  case IB_LABEL_URL:
    return make_url(s);
  case IB_LABEL_DOI:
    return make_doi(s);
  case IB_LABEL_ACCESSED:
    return make_date(s, s->phrase_tongue ? s->phrase_tongue : "en");
  case IB_LABEL_COLLECTION:
    return ib_style_series(s->random);
  case IB_LABEL_GENRE:
    return g_strdup(genres[ib_random_below(s->random, G_N_ELEMENTS(genres))]);
  case IB_LABEL_EDITION:
    return g_strdup(editions[ib_random_below(s->random, G_N_ELEMENTS(editions))]);
  case IB_LABEL_EPRINT:
    if (ib_random_below(s->random, 3) == 0)
      return g_strdup_printf("hep-%s/%02u%05u", ib_random_below(s->random, 2) ? "th" : "ph", ib_random_below(s->random, 8), ib_random_below(s->random, 99999));
    return g_strdup_printf("%02u%02u.%0*u", 7 + ib_random_below(s->random, 18), 1 + ib_random_below(s->random, 12), 4 + (int)ib_random_below(s->random, 2), ib_random_below(s->random, 9999));
  case IB_LABEL_ISBN:
    return ib_random_below(s->random, 2)
               ? g_strdup_printf("978-%u-%03u-%05u-%u", ib_random_below(s->random, 9), ib_random_below(s->random, 999), ib_random_below(s->random, 99999), ib_random_below(s->random, 9))
               : g_strdup_printf("%u-%04u-%04u-%u", ib_random_below(s->random, 9), ib_random_below(s->random, 9999), ib_random_below(s->random, 9999), ib_random_below(s->random, 9));
  case IB_LABEL_NOTE: {
    const char *const *notes = ib_style_notes(&n);
    return ib_random_below(s->random, 3) ? NULL : g_strdup(notes[ib_random_below(s->random, n)]);
  }
  default:
    return NULL;
  }
}
