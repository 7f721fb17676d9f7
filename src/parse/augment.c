/* Copies of references in other styles: the labelled fields are set into patterns of
 * style.c (augment_pattern.c), names rewritten, links and access dates made up where a pattern
 * asks for them (augment_make.c), and now and then spoilt (augment_spoil.c).
 * Styles matter more than volume: see doc/decisions/parser.md. */
#include "config.h"

#include "parse/augment.h"

#include <string.h>

#include "parse/augment_run.h"
#include "parse/crf.h"
#include "parse/style.h"
#include "parse/style_tongues.h"

#define FOREIGN 25 /* one copy of so many is made up from beginning to end, in a tongue that the data hardly have */

static char *
span_text(const IbLabelled *item, const IbLabelSpan *span)
{
  return g_strndup(item->text + span->start, span->end - span->start);
}

static void
take_fields(IbSetting *s, const IbLabelled *item)
{
  for (guint i = 0; i < item->spans->len; i++) {
    const IbLabelSpan *span = &g_array_index(item->spans, IbLabelSpan, i);
    if (!s->field[span->label])
      s->field[span->label] = span_text(item, span);
  }
}

/* The same field of some other reference. */
static void
borrow(IbSetting *s, IbLabel label)
{
  for (guint tries = 0; tries < 40 && !s->field[label]; tries++) {
    const IbLabelled *other = s->set->items->pdata[ib_random_below(s->random, s->set->items->len)];
    for (guint i = 0; i < other->spans->len && !s->field[label]; i++) {
      const IbLabelSpan *span = &g_array_index(other->spans, IbLabelSpan, i);
      if (span->label == label && span->end - span->start < 120)
        s->field[label] = span_text(other, span);
    }
  }
}

static void
replace(IbSetting *s, IbLabel label)
{
  g_autofree char *old = g_steal_pointer(&s->field[label]);
  borrow(s, label);
  if (!s->field[label])
    s->field[label] = g_steal_pointer(&old);
}

/* ---- values in other forms ---- */

static char *
vary_date(IbSetting *s, const char *year)
{
  static const char *const months[] = { "January", "March",  "Jun",     "July", "Oct",      "November", "mars",
                                        "juin",    "giugno", "ottobre", "Mai",  "Dezember", "Spring" };
  const char *month = months[ib_random_below(s->random, G_N_ELEMENTS(months))];
  switch (ib_random_below(s->random, 8)) {
  case 0:
    return g_strdup_printf("%s %s", month, year);
  case 1:
    return g_strdup_printf("%s, %s", year, month);
  case 2:
    return g_strdup_printf("%u %s %s", 1 + ib_random_below(s->random, 28), month, year);
  case 3:
    return g_strdup_printf("%s, %s %u", year, month, 1 + ib_random_below(s->random, 28));
  case 4:
    return g_strdup_printf("%u.%u.%s", 1 + ib_random_below(s->random, 28), 1 + ib_random_below(s->random, 12), year);
  case 5:
    return g_strdup_printf("%s %u, %s", month, 1 + ib_random_below(s->random, 28), year);
  default:
    return g_strdup_printf("%s%c", year, 'a' + ib_random_below(s->random, 3));
  }
}

/* "Journal of Applied Psychology" -> "J. Appl. Psychol." or without the stops. */
static char *
abbreviate(IbSetting *s, const char *name)
{
  GString *out = g_string_new(NULL);
  gboolean stops = ib_random_below(s->random, 2);
  g_auto(GStrv) words = g_strsplit(name, " ", -1);
  for (guint i = 0; words[i]; i++) {
    glong letters = g_utf8_strlen(words[i], -1);
    if (g_unichar_islower(g_utf8_get_char(words[i])) && letters <= 4)
      continue; /* of, the, and */
    if (out->len)
      g_string_append_c(out, ' ');
    gboolean cut = letters > 5 && g_unichar_isalpha(g_utf8_get_char(g_utf8_offset_to_pointer(words[i], letters - 1)));
    glong keep = !cut ? letters : g_str_equal(words[i], "Journal") ? 1 : 3 + (glong)ib_random_below(s->random, 3);
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
vary(IbSetting *s, IbStyleKind kind)
{
  char **date = &s->field[IB_LABEL_DATE], **container = &s->field[IB_LABEL_CONTAINER],
       *title = s->field[IB_LABEL_TITLE];
  if (*date && strlen(*date) == 4 && strspn(*date, "0123456789") == 4 && ib_random_below(s->random, 8) == 0) {
    replace_with(date, vary_date(s, *date));
  }
  if (title && ib_random_below(s->random, 5) == 0)
    vary_title(title);
  if (kind == IB_STYLE_ARTICLE && *container && strchr(*container, ' ') && !strchr(*container, '.') &&
      ib_random_below(s->random, 7) == 0) {
    replace_with(container, ib_random_below(s->random, 4) ? abbreviate(s, *container) : initials(*container));
  }
  if (kind == IB_STYLE_ARTICLE && s->field[IB_LABEL_ISSUE] && ib_random_below(s->random, 15) == 0)
    g_clear_pointer(&s->field[IB_LABEL_VOLUME], g_free);
  if (s->field[IB_LABEL_AUTHOR] && ib_random_below(s->random, 80) == 0) {
    static const char *const same[] = { "———", "———", "Ders.", "Dies.", "Idem", "Id." };
    replace_with(&s->field[IB_LABEL_AUTHOR], g_strdup(same[ib_random_below(s->random, G_N_ELEMENTS(same))]));
  }
}

/* ---- choosing one ---- */

static IbStyleKind
kind_of(IbSetting *s)
{
  gboolean journal = s->field[IB_LABEL_VOLUME] || s->field[IB_LABEL_ISSUE];
  guint dice = ib_random_below(s->random, 20);
  if (dice < 4)
    return IB_STYLE_WEB;
  if (dice < 5)
    return IB_STYLE_REPORT;
  if (s->field[IB_LABEL_CONTAINER] && (journal || !(s->field[IB_LABEL_EDITOR] || s->field[IB_LABEL_PUBLISHER])))
    return IB_STYLE_ARTICLE;
  return s->field[IB_LABEL_CONTAINER] ? IB_STYLE_CHAPTER : IB_STYLE_BOOK;
}

static void
complete(IbSetting *s, IbStyleKind kind)
{
  guint n;
  if (kind == IB_STYLE_WEB && ib_random_below(s->random, 3) == 0) {
    g_free(s->field[IB_LABEL_AUTHOR]);
    const char *const *bodies = ib_style_bodies(&n);
    s->field[IB_LABEL_AUTHOR] = g_strdup(bodies[ib_random_below(s->random, n)]);
  }
  if (kind == IB_STYLE_CHAPTER || (kind == IB_STYLE_BOOK && ib_random_below(s->random, 4) == 0))
    borrow(s, IB_LABEL_EDITOR);
  if (kind != IB_STYLE_ARTICLE) {
    borrow(s, IB_LABEL_LOCATION);
    borrow(s, IB_LABEL_PUBLISHER);
  }
  if (kind == IB_STYLE_BOOK && !s->field[IB_LABEL_PAGES] && ib_random_below(s->random, 2))
    s->field[IB_LABEL_PAGES] = ib_make_extent(s);
  if (kind == IB_STYLE_ARTICLE && ib_random_below(s->random, 4) == 0)
    replace(s, IB_LABEL_CONTAINER);
  if (ib_random_below(s->random, 5) == 0)
    replace(s, IB_LABEL_AUTHOR);
  if (ib_random_below(s->random, 8) == 0)
    borrow(s, IB_LABEL_COLLECTION);
  if (ib_random_below(s->random, 6) == 0)
    borrow(s, IB_LABEL_TRANSLATOR);
  if (kind == IB_STYLE_WEB && ib_random_below(s->random, 3))
    borrow(s, IB_LABEL_CONTAINER);
}

/* The pattern's own fields must be there: a style without them is another one. */
static const char *
pick_style(IbSetting *s, IbStyleKind kind)
{
  guint n;
  const char *const *all = ib_styles(kind, &n);
  for (guint tries = 0; tries < 8; tries++) {
    const char *pattern = all[ib_random_below(s->random, n)];
    if (ib_pattern_has_fields(s, pattern, pattern + strlen(pattern)))
      return pattern;
  }
  return NULL;
}

static void
put_number(IbSetting *s)
{
  static const char *const forms[] = { "[%u] ", "%u. ", "%u ", "(%u) ", "%u) ", "[%u]" };
  guint dice = ib_random_below(s->random, 40);
  if (dice >= G_N_ELEMENTS(forms))
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *number = g_strdup_printf(forms[dice], 1 + ib_random_below(s->random, 180));
#pragma GCC diagnostic pop
  gsize start = strspn(number, "[("), digits = strspn(number + start, "0123456789");
  ib_setting_add_span(s, IB_LABEL_CITATION_NUMBER, start, start + digits);
  g_string_append(s->text, number);
}

/* Footnotes do not begin with the author. */
static void
put_opening(IbSetting *s)
{
  static const char *const words[] = {
    "See ", "See also ", "Cf. ", "cf. ", "Vgl. ", "Vgl. dazu ", "Siehe ", "Siehe dazu ausführlich ",
    "Ausführlich ", "Vgl. etwa ", "So etwa ", "See, e.g., ", "Cfr. ", "Voir ", "V. ", "But see ",
    "Zitiert nach ", "e.g. ", "; ", "- ", "• ", "* "
  };
  guint dice = ib_random_below(s->random, 16 * G_N_ELEMENTS(words));
  if (dice < G_N_ELEMENTS(words))
    g_string_append(s->text, words[dice]);
}

/* Makes all fields up; returns a pattern for them. */
static const char *
set_tongue(IbSetting *s)
{
  static const char made[] = "AETCUL";
  s->tongue = ib_tongue_pick(s->random);
  s->phrase_tongue = ib_tongue_months(s->tongue);
  for (guint i = 0; i < strlen(made); i++)
    replace_with(&s->field[ib_label_of(made[i])], ib_tongue_field(s->tongue, made[i], s->random));
  replace_with(&s->field[IB_LABEL_DATE], ib_tongue_year(s->tongue, 1965 + ib_random_below(s->random, 60)));
  replace_with(&s->field[IB_LABEL_ISSUE], g_strdup_printf("%u", 1 + ib_random_below(s->random, 12)));
  replace_with(&s->field[IB_LABEL_VOLUME], g_strdup_printf("%u", 1 + ib_random_below(s->random, 60)));
  const char *pattern = ib_tongue_pattern(s->tongue, s->random);
  replace_with(&s->field[IB_LABEL_PAGES], strstr(pattern, "{P} с.") ? ib_make_extent(s) : ib_make_pages(s));
  return pattern;
}

static IbLabelled *
finish(IbSetting *s, const IbLabelled *item)
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
  IbSetting s = { .set = set, .random = random };
  if (!(item->known >> IB_LABEL_TITLE & 1))
    return NULL;
  take_fields(&s, item);
  IbLabelled *copy = NULL;
  if (s.field[IB_LABEL_DATE] && (s.field[IB_LABEL_TITLE] || s.field[IB_LABEL_CONTAINER])) {
    gboolean foreign = ib_random_below(s.random, FOREIGN) == 0;
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
      ib_pattern_set(&s, pattern, pattern + strlen(pattern));
      if (ib_random_below(s.random, 10) == 0)
        ib_setting_spoil(&s);
      copy = finish(&s, item);
    }
    g_array_unref(s.spans);
    g_string_free(s.text, TRUE);
  }
  for (guint i = 0; i < IB_N_LABELS; i++)
    g_free(s.field[i]);
  return copy;
}
