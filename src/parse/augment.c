/* Copies of references in other styles: the labelled fields are set into patterns of
 * style.c, names rewritten, links and access dates made up where a pattern asks for them.
 * Styles matter more than volume: see doc/decisions/parser.md. */
#include "config.h"

#include "parse/augment.h"

#include <string.h>

#include "parse/crf.h"
#include "parse/person.h"
#include "parse/style.h"
#include "parse/style_tongues.h"

#define FOREIGN 25 /* one copy of so many is made up from beginning to end, in a tongue that the data hardly have */

typedef struct {
  const IbLabelSet *set;
  guint64 *random;
  const char *phrase_tongue;
  const IbTongue *tongue; /* all fields are made up in it; NULL: they are those of the data */
  char *field[IB_N_LABELS];
  GString *text;
  GArray *spans;
} Setting;

static guint
below(Setting *s, guint n)
{
  return ib_random_below(s->random, n);
}

static IbLabel
label_of(char letter)
{
  static const char letters[] = "AERDTCSVNPULFWOBXGZQK";
  static const IbLabel labels[] = {
    IB_LABEL_AUTHOR,          IB_LABEL_EDITOR,    IB_LABEL_TRANSLATOR, IB_LABEL_DATE,
    IB_LABEL_TITLE,           IB_LABEL_CONTAINER, IB_LABEL_COLLECTION, IB_LABEL_VOLUME,
    IB_LABEL_ISSUE,           IB_LABEL_PAGES,     IB_LABEL_PUBLISHER,  IB_LABEL_LOCATION,
    IB_LABEL_EDITION,         IB_LABEL_URL,       IB_LABEL_DOI,        IB_LABEL_ISBN,
    IB_LABEL_ACCESSED,        IB_LABEL_GENRE,     IB_LABEL_EPRINT,     IB_LABEL_NOTE,
    IB_LABEL_CITATION_NUMBER,
  };
  const char *at = letter ? strchr(letters, letter) : NULL;
  return at ? labels[at - letters] : IB_LABEL_NONE;
}

static char *
span_text(const IbLabelled *item, const IbLabelSpan *span)
{
  return g_strndup(item->text + span->start, span->end - span->start);
}

static void
take_fields(Setting *s, const IbLabelled *item)
{
  for (guint i = 0; i < item->spans->len; i++) {
    const IbLabelSpan *span = &g_array_index(item->spans, IbLabelSpan, i);
    if (!s->field[span->label])
      s->field[span->label] = span_text(item, span);
  }
}

/* The same field of some other reference. */
static void
borrow(Setting *s, IbLabel label)
{
  for (guint tries = 0; tries < 40 && !s->field[label]; tries++) {
    const IbLabelled *other = s->set->items->pdata[below(s, s->set->items->len)];
    for (guint i = 0; i < other->spans->len && !s->field[label]; i++) {
      const IbLabelSpan *span = &g_array_index(other->spans, IbLabelSpan, i);
      if (span->label == label && span->end - span->start < 120)
        s->field[label] = span_text(other, span);
    }
  }
}

static void
replace(Setting *s, IbLabel label)
{
  g_autofree char *old = g_steal_pointer(&s->field[label]);
  borrow(s, label);
  if (!s->field[label])
    s->field[label] = g_steal_pointer(&old);
}

/* ---- what is made up ---- */

static char *
make_date(Setting *s, const char *tongue)
{
  guint y = 1998 + below(s, 28), m = 1 + below(s, 12), d = 1 + below(s, 28);
  const char *names = *tongue ? ib_style_months(tongue) : NULL;
  if (names && below(s, 3)) {
    g_auto(GStrv) months = g_strsplit(names, " ", -1);
    const char *month = months[m - 1];
    switch (below(s, 5)) {
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
  static const char *const days[] = { "%u/%u/%u", "%02u/%02u/%u", "%02u.%02u.%u",
                                      "%u.%u.%u", "%u-%u-%u",     "%02u. %02u. %u" };
  switch (below(s, 9)) {
  case 0:
    return g_strdup_printf("%u-%02u-%02u", y, m, d);
  case 1:
    return g_strdup_printf("%u/%02u/%02u", y, m, d);
  case 2:
    return g_strdup_printf(below(s, 2) ? "%u年%u月%u日" : "%u.%02u.%02u", y, m, d);
  case 3: {
    g_autofree char *latin = g_strdup_printf("%u/%u/%u", 1380 + below(s, 24), m, d);
    return ib_style_persian_digits(latin);
  }
  default:
    break;
  }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf(days[below(s, G_N_ELEMENTS(days))], d, m, below(s, 12) ? y : y % 100);
#pragma GCC diagnostic pop
}

/* How many pages a book has. */
static char *
make_extent(Setting *s)
{
  return g_strdup_printf("%u", 24 + below(s, 700));
}

static char *
make_pages(Setting *s)
{
  guint first = 1 + below(s, 400);
  return g_strdup_printf("%u%s%u", first, below(s, 2) ? "–" : "-", first + 1 + below(s, 40));
}

/* A path out of the words of a title. */
static void
append_slug(Setting *s, GString *out, const char *title)
{
  guint words = 1 + below(s, 8);
  char joint = below(s, 4) ? '-' : '_';
  for (const char *p = title; *p && words; p++) {
    if (g_ascii_isalnum(*p))
      g_string_append_c(out, g_ascii_tolower(*p));
    else if (*p == ' ' && out->str[out->len - 1] != joint && --words)
      g_string_append_c(out, joint);
  }
}

static char *
make_url(Setting *s)
{
  static const char *const hosts[] = { "www.reuters.com",
                                       "tass.com",
                                       "eng.belta.by",
                                       "www.bbc.co.uk",
                                       "jamestown.org",
                                       "www.huffingtonpost.com",
                                       "ec.europa.eu",
                                       "www.spiegel.de",
                                       "www.who.int",
                                       "data.worldbank.org",
                                       "www.destatis.de",
                                       "www.oecd.org",
                                       "www.lemonde.fr",
                                       "www.repubblica.it",
                                       "elpais.com",
                                       "lenta.ru",
                                       "www.example.org",
                                       "journals.example.edu",
                                       "www.cs.stanford.edu",
                                       "www.ncbi.nlm.nih.gov",
                                       "w3.org",
                                       "www.uni-koeln.de",
                                       "www.gov.uk",
                                       "dergipark.org.tr",
                                       "pl.wikipedia.org",
                                       "www.nytimes.com",
                                       "archive.org",
                                       "hdl.handle.net",
                                       "www.jstor.org",
                                       "eprints.lse.ac.uk",
                                       "nbn-resolving.de",
                                       "www.bpb.de" };
  static const char *const heads[] = { "http://", "https://", "https://", "http://", "" };
  static const char *const tails[] = { "",         "/",           ".html", ".htm",      ".pdf",
                                       ".php?id=", "/index.html", "-",     "/article/", ".asp?newsid=" };
  GString *url = g_string_new(heads[below(s, G_N_ELEMENTS(heads))]);
  const char *host = hosts[below(s, G_N_ELEMENTS(hosts))];
  if (!url->len && !g_str_has_prefix(host, "www."))
    g_string_append(url, "www.");
  g_string_append(url, host);
  if (below(s, 8) == 0)
    return g_string_free(url, FALSE);
  if (below(s, 2))
    g_string_append_printf(url, "/%u/%02u", 1999 + below(s, 26), 1 + below(s, 12));
  if (below(s, 3) == 0)
    g_string_append(url, below(s, 2) ? "/en/news" : "/publikationen");
  g_string_append_c(url, '/');
  append_slug(s, url, s->field[IB_LABEL_TITLE] ? s->field[IB_LABEL_TITLE] : "index");
  const char *tail = tails[below(s, G_N_ELEMENTS(tails))];
  g_string_append(url, tail);
  if (*tail && strchr("=-/", tail[strlen(tail) - 1]))
    g_string_append_printf(url, "%u", below(s, 900000));
  return g_string_free(url, FALSE);
}

static char *
make_doi(Setting *s)
{
  static const char *const suffixes[] = {
    "s%05u-%03u-%04u-x", "j.jfoo.%u.%02u.%03u",        "%u%u.%u", "S0022-%04u(%02u)%05u", "science.%u%u%u",
    "nature%u%u%u",      "acprof:oso/%u%u%u.001.0001", "%u-%u.%u"
  };
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *suffix =
      g_strdup_printf(suffixes[below(s, G_N_ELEMENTS(suffixes))], below(s, 9999), below(s, 99), below(s, 9999));
#pragma GCC diagnostic pop
  return g_strdup_printf("10.%u/%s", 1000 + below(s, 30000), suffix);
}

static char *
make_field(Setting *s, IbLabel label)
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
    return g_strdup(genres[below(s, G_N_ELEMENTS(genres))]);
  case IB_LABEL_EDITION:
    return g_strdup(editions[below(s, G_N_ELEMENTS(editions))]);
  case IB_LABEL_EPRINT:
    if (below(s, 3) == 0)
      return g_strdup_printf("hep-%s/%02u%05u", below(s, 2) ? "th" : "ph", below(s, 8), below(s, 99999));
    return g_strdup_printf("%02u%02u.%0*u", 7 + below(s, 18), 1 + below(s, 12), 4 + (int)below(s, 2), below(s, 9999));
  case IB_LABEL_ISBN:
    return below(s, 2)
               ? g_strdup_printf("978-%u-%03u-%05u-%u", below(s, 9), below(s, 999), below(s, 99999), below(s, 9))
               : g_strdup_printf("%u-%04u-%04u-%u", below(s, 9), below(s, 9999), below(s, 9999), below(s, 9));
  case IB_LABEL_NOTE: {
    const char *const *notes = ib_style_notes(&n);
    return below(s, 3) ? NULL : g_strdup(notes[below(s, n)]);
  }
  default:
    return NULL;
  }
}

/* ---- values in other forms ---- */

static char *
vary_date(Setting *s, const char *year)
{
  static const char *const months[] = { "January", "March",  "Jun",     "July", "Oct",      "November", "mars",
                                        "juin",    "giugno", "ottobre", "Mai",  "Dezember", "Spring" };
  const char *month = months[below(s, G_N_ELEMENTS(months))];
  switch (below(s, 8)) {
  case 0:
    return g_strdup_printf("%s %s", month, year);
  case 1:
    return g_strdup_printf("%s, %s", year, month);
  case 2:
    return g_strdup_printf("%u %s %s", 1 + below(s, 28), month, year);
  case 3:
    return g_strdup_printf("%s, %s %u", year, month, 1 + below(s, 28));
  case 4:
    return g_strdup_printf("%u.%u.%s", 1 + below(s, 28), 1 + below(s, 12), year);
  case 5:
    return g_strdup_printf("%s %u, %s", month, 1 + below(s, 28), year);
  default:
    return g_strdup_printf("%s%c", year, 'a' + below(s, 3));
  }
}

/* "Journal of Applied Psychology" -> "J. Appl. Psychol." or without the stops. */
static char *
abbreviate(Setting *s, const char *name)
{
  GString *out = g_string_new(NULL);
  gboolean stops = below(s, 2);
  g_auto(GStrv) words = g_strsplit(name, " ", -1);
  for (guint i = 0; words[i]; i++) {
    glong letters = g_utf8_strlen(words[i], -1);
    if (g_unichar_islower(g_utf8_get_char(words[i])) && letters <= 4)
      continue; /* of, the, and */
    if (out->len)
      g_string_append_c(out, ' ');
    gboolean cut = letters > 5 && g_unichar_isalpha(g_utf8_get_char(g_utf8_offset_to_pointer(words[i], letters - 1)));
    glong keep = !cut ? letters : g_str_equal(words[i], "Journal") ? 1 : 3 + (glong)below(s, 3);
    g_string_append_len(out, words[i], g_utf8_offset_to_pointer(words[i], keep) - words[i]);
    if (cut && stops)
      g_string_append_c(out, '.');
  }
  return g_string_free(out, FALSE);
}

/* "Journal of Political Economy" -> "JPE"; NULL when that is no word. */
static char *
initials(const char *name)
{
  GString *out = g_string_new(NULL);
  for (const char *p = name; *p; p++)
    if (g_ascii_isupper(*p) && (p == name || p[-1] == ' '))
      g_string_append_c(out, *p);
  return g_string_free(out, out->len < 2 || out->len > 6);
}

static void
replace_with(char **field, char *value)
{
  if (!value)
    return;
  g_free(*field);
  *field = value;
}

/* A subtitle may follow a full stop too, and be no journal. */
static void
vary_title(char *title)
{
  char *colon = strstr(title, ": ");
  if (colon && g_ascii_isalnum(colon[2]))
    *colon = '.';
}

static void
vary(Setting *s, IbStyleKind kind)
{
  char **date = &s->field[IB_LABEL_DATE], **container = &s->field[IB_LABEL_CONTAINER],
       *title = s->field[IB_LABEL_TITLE];
  if (*date && strlen(*date) == 4 && strspn(*date, "0123456789") == 4 && below(s, 8) == 0) {
    replace_with(date, vary_date(s, *date));
  }
  if (title && below(s, 5) == 0)
    vary_title(title);
  if (kind == IB_STYLE_ARTICLE && *container && strchr(*container, ' ') && !strchr(*container, '.') &&
      below(s, 7) == 0) {
    replace_with(container, below(s, 4) ? abbreviate(s, *container) : initials(*container));
  }
  if (kind == IB_STYLE_ARTICLE && s->field[IB_LABEL_ISSUE] && below(s, 15) == 0)
    g_clear_pointer(&s->field[IB_LABEL_VOLUME], g_free);
  if (s->field[IB_LABEL_AUTHOR] && below(s, 80) == 0) {
    static const char *const same[] = { "———", "———", "Ders.", "Dies.", "Idem", "Id." };
    replace_with(&s->field[IB_LABEL_AUTHOR], g_strdup(same[below(s, G_N_ELEMENTS(same))]));
  }
}

/* ---- setting a pattern ---- */

static void
put(Setting *s, const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (text[i] != '.' || !s->text->len || s->text->str[s->text->len - 1] != '.') /* "C." closes a sentence too */
      g_string_append_c(s->text, text[i]);
}

static void
add_span(Setting *s, IbLabel label, gsize start, gsize end)
{
  IbLabelSpan span = { label, (guint)start, (guint)end };
  if (end > start)
    g_array_append_val(s->spans, span);
}

static void
put_field(Setting *s, IbLabel label)
{
  const char *value = s->field[label];
  gsize start = s->text->len, end = start;
  gboolean people = label == IB_LABEL_AUTHOR || label == IB_LABEL_EDITOR || label == IB_LABEL_TRANSLATOR;
  if (!people || s->tongue || !ib_persons_restyle(value, s->random, s->text, &end)) {
    g_string_append(s->text, value);
    end = s->text->len;
  }
  add_span(s, label, start, end);
}

/* The end of a group or choice that opens at P. */
static const char *
closing(const char *p, char open, char close)
{
  guint depth = 0;
  for (; *p; p++) {
    if (*p == '\\' && p[1])
      p++;
    else if (*p == open)
      depth++;
    else if (*p == close && --depth == 0)
      return p;
  }
  return p;
}

/* Whether all fields between P and END are there; those that can be made are. */
static gboolean
has_fields(Setting *s, const char *p, const char *end)
{
  for (; p < end; p++) {
    if (*p == '\\' || *p == '[' || *p == '<') {
      if (*p == '\\')
        p++;
      else
        p = closing(p, *p, *p == '[' ? ']' : '>');
    } else if (*p == '{') {
      IbLabel label = label_of(p[1]);
      if (!s->field[label])
        s->field[label] = make_field(s, label);
      if (!s->field[label])
        return FALSE;
      p += 2;
    }
  }
  return TRUE;
}

static void set_pattern(Setting *s, const char *p, const char *end);

static void
set_choice(Setting *s, const char *p, const char *end)
{
  guint n = 1;
  for (const char *q = p; q < end; q++)
    n += *q == '|';
  guint pick = below(s, n);
  const char *start = p;
  for (; pick && start < end; start++)
    pick -= *start == '|';
  const char *stop = memchr(start, '|', end - start);
  stop = stop ? stop : end;
  if (has_fields(s, start, stop))
    set_pattern(s, start, stop);
}

static void
set_access(Setting *s)
{
  guint n;
  const IbAccessPhrase *all = ib_access_phrases(&n);
  const IbAccessPhrase *phrase = &all[below(s, n)];
  s->phrase_tongue = phrase->tongue;
  set_pattern(s, phrase->pattern, phrase->pattern + strlen(phrase->pattern));
}

static void
set_pattern(Setting *s, const char *p, const char *end)
{
  while (p < end) {
    const char *stop;
    switch (*p) {
    case '{':
      if (has_fields(s, p, p + 3))
        put_field(s, label_of(p[1]));
      p += 3;
      break;
    case '[':
      stop = closing(p, '[', ']');
      if (has_fields(s, p + 1, stop))
        set_pattern(s, p + 1, stop);
      p = stop + 1;
      break;
    case '<':
      stop = closing(p, '<', '>');
      set_choice(s, p + 1, stop);
      p = stop + 1;
      break;
    case '%':
      set_access(s);
      p += 2;
      break;
    default:
      if (*p == '\\' && p + 1 < end)
        p++;
      put(s, p, 1);
      p++;
    }
  }
}

/* ---- text as it comes out of PDFs ---- */

typedef enum { DAMAGE_GLUED, DAMAGE_SHIFTED, DAMAGE_CAPITALS } Damage;

/* "Phys. Rev. D" -> "Phys.Rev. D", now and then "ofQuarks". */
static gsize
glue(Setting *s, const char *p, GString *out)
{
  gboolean after_mark = out->len && strchr(".,;:)", out->str[out->len - 1]);
  if (*p != ' ' || below(s, after_mark || p[1] == '(' ? 2 : 30))
    g_string_append_c(out, *p);
  return 1;
}

/* "Phys. Rev. D, 170-174" -> "Phys .Rev .D,170 -174", "10.1098" -> "10 .1098". */
static gsize
shift(Setting *s, const char *p, GString *out)
{
  gboolean digits = out->len && g_ascii_isdigit(out->str[out->len - 1]) && g_ascii_isdigit(p[1]);
  if (strchr(".,:", *p) && p[1] == ' ' && below(s, 3)) {
    g_string_append_c(out, ' ');
    g_string_append_c(out, *p);
    return 2;
  }
  if (digits && strchr(".-", *p) && below(s, 3) == 0)
    g_string_append_c(out, ' ');
  g_string_append_c(out, *p);
  return 1;
}

/* Small capitals read as small letters: "The World Bank" -> "t he world Bank". */
static gsize
shrink(Setting *s, const char *p, GString *out)
{
  gboolean first = !out->len || strchr(" (/-", out->str[out->len - 1]);
  if (!first || !g_ascii_isupper(*p) || !g_ascii_islower(p[1]) || below(s, 2)) {
    g_string_append_c(out, *p);
    return 1;
  }
  g_string_append_c(out, g_ascii_tolower(*p));
  if (below(s, 2))
    g_string_append_c(out, ' ');
  return 1;
}

static gboolean
in_link(const Setting *s, gsize at, Damage damage)
{
  for (guint i = 0; i < s->spans->len; i++) {
    const IbLabelSpan *span = &g_array_index(s->spans, IbLabelSpan, i);
    if (at >= span->start && at < span->end)
      return span->label == IB_LABEL_URL || (span->label == IB_LABEL_DOI && damage != DAMAGE_SHIFTED);
  }
  return FALSE;
}

static Damage
pick_damage(Setting *s)
{
  static const Damage damages[] = { DAMAGE_GLUED, DAMAGE_GLUED, DAMAGE_SHIFTED, DAMAGE_SHIFTED, DAMAGE_CAPITALS };
  return damages[below(s, G_N_ELEMENTS(damages))];
}

static void
spoil(Setting *s, Damage damage)
{
  static gsize (*const steps[])(Setting *, const char *, GString *) = { glue, shift, shrink };
  GString *out = g_string_new(NULL);
  g_autofree guint *place = g_new(guint, s->text->len + 1);
  for (gsize at = 0, next; at < s->text->len; at = next) {
    gsize from = out->len;
    if (in_link(s, at, damage)) {
      g_string_append_c(out, s->text->str[at]);
      next = at + 1;
    } else {
      next = at + steps[damage](s, s->text->str + at, out);
    }
    place[at] = (guint)from;
    if (next > at + 1 && at + 1 < s->text->len)
      place[at + 1] = (guint)out->len;
  }
  place[s->text->len] = (guint)out->len;
  for (guint i = 0; i < s->spans->len; i++) {
    IbLabelSpan *span = &g_array_index(s->spans, IbLabelSpan, i);
    span->start = place[span->start];
    span->end = place[span->end];
    while (span->start < span->end && out->str[span->start] == ' ')
      span->start++;
    while (span->end > span->start && out->str[span->end - 1] == ' ')
      span->end--;
  }
  g_string_free(s->text, TRUE);
  s->text = out;
}

/* ---- choosing one ---- */

static IbStyleKind
kind_of(Setting *s)
{
  gboolean journal = s->field[IB_LABEL_VOLUME] || s->field[IB_LABEL_ISSUE];
  guint dice = below(s, 20);
  if (dice < 4)
    return IB_STYLE_WEB;
  if (dice < 5)
    return IB_STYLE_REPORT;
  if (s->field[IB_LABEL_CONTAINER] && (journal || !(s->field[IB_LABEL_EDITOR] || s->field[IB_LABEL_PUBLISHER])))
    return IB_STYLE_ARTICLE;
  return s->field[IB_LABEL_CONTAINER] ? IB_STYLE_CHAPTER : IB_STYLE_BOOK;
}

static void
complete(Setting *s, IbStyleKind kind)
{
  guint n;
  if (kind == IB_STYLE_WEB && below(s, 3) == 0) {
    g_free(s->field[IB_LABEL_AUTHOR]);
    const char *const *bodies = ib_style_bodies(&n);
    s->field[IB_LABEL_AUTHOR] = g_strdup(bodies[below(s, n)]);
  }
  if (kind == IB_STYLE_CHAPTER || (kind == IB_STYLE_BOOK && below(s, 4) == 0))
    borrow(s, IB_LABEL_EDITOR);
  if (kind != IB_STYLE_ARTICLE) {
    borrow(s, IB_LABEL_LOCATION);
    borrow(s, IB_LABEL_PUBLISHER);
  }
  if (kind == IB_STYLE_BOOK && !s->field[IB_LABEL_PAGES] && below(s, 2))
    s->field[IB_LABEL_PAGES] = make_extent(s);
  if (kind == IB_STYLE_ARTICLE && below(s, 4) == 0)
    replace(s, IB_LABEL_CONTAINER);
  if (below(s, 5) == 0)
    replace(s, IB_LABEL_AUTHOR);
  if (below(s, 8) == 0)
    borrow(s, IB_LABEL_COLLECTION);
  if (below(s, 6) == 0)
    borrow(s, IB_LABEL_TRANSLATOR);
  if (kind == IB_STYLE_WEB && below(s, 3))
    borrow(s, IB_LABEL_CONTAINER);
}

/* The pattern's own fields must be there: a style without them is another one. */
static const char *
pick_style(Setting *s, IbStyleKind kind)
{
  guint n;
  const char *const *all = ib_styles(kind, &n);
  for (guint tries = 0; tries < 8; tries++) {
    const char *pattern = all[below(s, n)];
    if (has_fields(s, pattern, pattern + strlen(pattern)))
      return pattern;
  }
  return NULL;
}

static void
put_number(Setting *s)
{
  static const char *const forms[] = { "[%u] ", "%u. ", "%u ", "(%u) ", "%u) ", "[%u]" };
  guint dice = below(s, 40);
  if (dice >= G_N_ELEMENTS(forms))
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *number = g_strdup_printf(forms[dice], 1 + below(s, 180));
#pragma GCC diagnostic pop
  gsize start = strspn(number, "[("), digits = strspn(number + start, "0123456789");
  add_span(s, IB_LABEL_CITATION_NUMBER, start, start + digits);
  g_string_append(s->text, number);
}

/* Footnotes do not begin with the author. */
static void
put_opening(Setting *s)
{
  static const char *const words[] = { "See ",
                                       "See also ",
                                       "Cf. ",
                                       "cf. ",
                                       "Vgl. ",
                                       "Vgl. dazu ",
                                       "Siehe ",
                                       "Siehe dazu ausführlich ",
                                       "Ausführlich ",
                                       "Vgl. etwa ",
                                       "So etwa ",
                                       "See, e.g., ",
                                       "Cfr. ",
                                       "Voir ",
                                       "V. ",
                                       "But see ",
                                       "Zitiert nach ",
                                       "e.g. ",
                                       "; ",
                                       "- ",
                                       "• ",
                                       "* " };
  guint dice = below(s, 16 * G_N_ELEMENTS(words));
  if (dice < G_N_ELEMENTS(words))
    g_string_append(s->text, words[dice]);
}

/* Makes all fields up; returns a pattern for them. */
static const char *
set_tongue(Setting *s)
{
  static const char made[] = "AETCUL";
  s->tongue = ib_tongue_pick(s->random);
  s->phrase_tongue = ib_tongue_months(s->tongue);
  for (guint i = 0; i < strlen(made); i++)
    replace_with(&s->field[label_of(made[i])], ib_tongue_field(s->tongue, made[i], s->random));
  replace_with(&s->field[IB_LABEL_DATE], ib_tongue_year(s->tongue, 1965 + below(s, 60)));
  replace_with(&s->field[IB_LABEL_ISSUE], g_strdup_printf("%u", 1 + below(s, 12)));
  replace_with(&s->field[IB_LABEL_VOLUME], g_strdup_printf("%u", 1 + below(s, 60)));
  const char *pattern = ib_tongue_pattern(s->tongue, s->random);
  replace_with(&s->field[IB_LABEL_PAGES], strstr(pattern, "{P} с.") ? make_extent(s) : make_pages(s));
  return pattern;
}

static IbLabelled *
finish(Setting *s, const IbLabelled *item)
{
  IbLabelled *copy = g_new0(IbLabelled, 1);
  while (s->text->len && s->text->str[s->text->len - 1] == ' ')
    g_string_truncate(s->text, s->text->len - 1);
  copy->len = s->text->len;
  copy->text = g_strdup(s->text->str);
  copy->spans = g_array_ref(s->spans);
  copy->known = IB_LABELS_ALL;
  copy->doc = item->doc;
  copy->source = item->source;
  return copy;
}

IbLabelled *
ib_augment(const IbLabelled *item, const IbLabelSet *set, guint64 *random)
{
  Setting s = { .set = set, .random = random };
  if (!(item->known >> IB_LABEL_TITLE & 1))
    return NULL;
  take_fields(&s, item);
  IbLabelled *copy = NULL;
  if (s.field[IB_LABEL_DATE] && (s.field[IB_LABEL_TITLE] || s.field[IB_LABEL_CONTAINER])) {
    gboolean foreign = below(&s, FOREIGN) == 0;
    IbStyleKind kind = kind_of(&s);
    if (!foreign)
      complete(&s, kind);
    const char *pattern = foreign ? set_tongue(&s) : pick_style(&s, kind);
    s.text = g_string_new(NULL);
    s.spans = g_array_new(FALSE, FALSE, sizeof(IbLabelSpan));
    if (!foreign)
      vary(&s, kind);
    put_number(&s);
    put_opening(&s);
    if (pattern) {
      set_pattern(&s, pattern, pattern + strlen(pattern));
      if (below(&s, 10) == 0)
        spoil(&s, pick_damage(&s));
      copy = finish(&s, item);
    }
    g_array_unref(s.spans);
    g_string_free(s.text, TRUE);
  }
  for (guint i = 0; i < IB_N_LABELS; i++)
    g_free(s.field[i]);
  return copy;
}
