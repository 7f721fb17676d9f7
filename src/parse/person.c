/* Reads a run of names roughly, which is enough: what does not read as persons is left as
 * it is by the caller. */
#include "config.h"

#include "parse/person.h"

#include <string.h>

#include "parse/crf.h"
#include "parse/style.h"

#define MAX_PERSONS 24

typedef struct {
  char *family, *given; /* GIVEN may be NULL */
} Person;

static void
person_clear(gpointer data)
{
  Person *p = data;
  g_free(p->family);
  g_free(p->given);
}

/* "J", "J.", "J.-P.", "JP": no word, but initials. */
static gboolean
is_initials(const char *s)
{
  guint upper = 0, other = 0;
  for (; *s; s = g_utf8_next_char(s)) {
    gunichar c = g_utf8_get_char(s);
    if (g_unichar_isupper(c))
      upper++;
    else if (g_unichar_isalpha(c))
      other++;
    else if (!strchr(". -", (int)(c < 128 ? c : 'x')))
      return FALSE;
  }
  return upper >= 1 && upper <= 4 && other == 0;
}

static gboolean
is_name(const char *s)
{
  guint words = 1, letters = 0;
  for (; *s; s = g_utf8_next_char(s)) {
    gunichar c = g_utf8_get_char(s);
    if (c == ' ')
      words++;
    else if (g_unichar_isalpha(c))
      letters++;
    else if (!g_unichar_ismark(c) && c != '.' && c != '-' && c != '\'' && c != 0x2019 && c != 0x2010)
      return FALSE;
  }
  return letters && words <= 4;
}

static gboolean
is_lower_word(const char *s)
{
  return g_unichar_islower(g_utf8_get_char(s));
}

static void
add(GArray *persons, const char *family, const char *given_name)
{
  Person p = { g_strdup(family), given_name && *given_name ? g_strdup(given_name) : NULL };
  g_strstrip(p.family);
  if (p.given)
    g_strstrip(p.given);
  g_array_append_val(persons, p);
}

/* "J. Smith", "Andrea Munz", "Jan van der Berg", "Smith JP", "Smith J." */
static void
add_unparted(GArray *persons, const char *s)
{
  const char *last = strrchr(s, ' ');
  if (!last) {
    add(persons, s, NULL);
    return;
  }
  if (is_initials(last + 1)) {
    const char *first = s;
    for (const char *p = strchr(s, ' '); p && !is_initials(p + 1); p = strchr(p + 1, ' '))
      first = p + 1;
    const char *cut = strchr(first, ' ');
    g_autofree char *family = g_strndup(s, cut - s);
    add(persons, family, cut + 1);
    return;
  }
  const char *start = last + 1;
  for (const char *p = strchr(s, ' '); p && p < last; p = strchr(p + 1, ' '))
    if (is_lower_word(p + 1)) {
      start = p + 1;
      break;
    }
  g_autofree char *given_name = g_strndup(s, start - s);
  add(persons, start, given_name);
}

/* The connecting words and marks between persons become ';', other text stays. */
static char *
mark_persons(const char *text)
{
  static const char *const between[] = { ", and ", ", & ", " and ", " und ", " & ", " et ", " y ", "; ",
                                         " / ",    "/",    " – ",   " — ",   " e ", " i ",  " и ", NULL };
  GString *s = g_string_new(text);
  for (guint i = 0; between[i]; i++)
    g_string_replace(s, between[i], ";", 0);
  while (s->len && strchr(" ,.;:", s->str[s->len - 1]) && !(s->str[s->len - 1] == '.' && s->len > 1))
    g_string_truncate(s, s->len - 1);
  return g_string_free(s, FALSE);
}

static gboolean
add_chunk(GArray *persons, const char *chunk)
{
  g_auto(GStrv) parts = g_strsplit(chunk, ",", -1);
  guint n = g_strv_length(parts);
  for (guint i = 0; i < n; i++) {
    g_strstrip(parts[i]);
    if (!parts[i][0] || !is_name(parts[i]))
      return FALSE;
  }
  gboolean pairs = n == 2 && !strchr(parts[0], ' ') && !strchr(parts[0], '.');
  for (guint i = 0; i < n; i++) {
    if (i + 1 < n && !is_initials(parts[i]) && (is_initials(parts[i + 1]) || pairs)) {
      add(persons, parts[i], parts[i + 1]);
      i++;
    } else if (i == 0 && n > 2 && !strchr(parts[0], ' ') && !is_initials(parts[0])) {
      add(persons, parts[0], parts[1]); /* "Karacsonyi, David, Karoly Kocsis, ..." */
      i++;
    } else {
      add_unparted(persons, parts[i]);
    }
  }
  return TRUE;
}

static GArray *
read_persons(const char *text)
{
  GArray *persons = g_array_new(FALSE, FALSE, sizeof(Person));
  g_array_set_clear_func(persons, person_clear);
  g_autofree char *marked = mark_persons(text);
  g_auto(GStrv) chunks = g_strsplit(marked, ";", -1);
  gboolean ok = TRUE;
  for (guint i = 0; ok && chunks[i]; i++) {
    g_strstrip(chunks[i]);
    if (chunks[i][0])
      ok = add_chunk(persons, chunks[i]);
  }
  if (!ok || !persons->len || persons->len > MAX_PERSONS) {
    g_array_unref(persons);
    return NULL;
  }
  return persons;
}

/* ---- setting ---- */

typedef enum { GIVEN_FULL, GIVEN_DOTS, GIVEN_TIGHT, GIVEN_BARE, GIVEN_NONE } GivenForm;
typedef enum { ORDER_COMMA, ORDER_BLANK, ORDER_NATURAL } NameOrder;

typedef struct {
  GivenForm given;
  NameOrder first, rest;
  gboolean upper;
  const char *between, *last;
} NameForm;

static const NameForm forms[] = {
  { GIVEN_DOTS, ORDER_COMMA, ORDER_COMMA, FALSE, ", ", ", & " },
  { GIVEN_DOTS, ORDER_COMMA, ORDER_COMMA, FALSE, ", ", " and " },
  { GIVEN_TIGHT, ORDER_COMMA, ORDER_COMMA, FALSE, ", ", ", " },
  { GIVEN_BARE, ORDER_BLANK, ORDER_BLANK, FALSE, ", ", ", " },
  { GIVEN_BARE, ORDER_BLANK, ORDER_BLANK, FALSE, ", ", " and " },
  { GIVEN_DOTS, ORDER_NATURAL, ORDER_NATURAL, FALSE, ", ", " and " },
  { GIVEN_TIGHT, ORDER_NATURAL, ORDER_NATURAL, FALSE, ", ", ", and " },
  { GIVEN_FULL, ORDER_COMMA, ORDER_NATURAL, FALSE, ", ", " and " },
  { GIVEN_FULL, ORDER_COMMA, ORDER_NATURAL, FALSE, ", ", ", and " },
  { GIVEN_FULL, ORDER_NATURAL, ORDER_NATURAL, FALSE, ", ", " and " },
  { GIVEN_FULL, ORDER_COMMA, ORDER_COMMA, FALSE, "; ", "; " },
  { GIVEN_FULL, ORDER_COMMA, ORDER_COMMA, FALSE, "/", "/" },
  { GIVEN_DOTS, ORDER_COMMA, ORDER_COMMA, FALSE, "/", "/" },
  { GIVEN_FULL, ORDER_COMMA, ORDER_NATURAL, FALSE, ", ", " und " },
  { GIVEN_DOTS, ORDER_COMMA, ORDER_COMMA, TRUE, ", ", " et " },
  { GIVEN_FULL, ORDER_BLANK, ORDER_BLANK, TRUE, ", ", ", " },
  { GIVEN_DOTS, ORDER_NATURAL, ORDER_NATURAL, TRUE, ", ", " e " },
  { GIVEN_DOTS, ORDER_BLANK, ORDER_BLANK, FALSE, ", ", ", " },
  { GIVEN_DOTS, ORDER_COMMA, ORDER_NATURAL, FALSE, ", ", " and " },
  { GIVEN_DOTS, ORDER_COMMA, ORDER_COMMA, FALSE, "; ", "; " },
  { GIVEN_FULL, ORDER_COMMA, ORDER_COMMA, FALSE, ", ", " y " },
  { GIVEN_TIGHT, ORDER_COMMA, ORDER_COMMA, FALSE, " – ", " – " },
  { GIVEN_DOTS, ORDER_COMMA, ORDER_NATURAL, FALSE, ", ", " & " },
  { GIVEN_FULL, ORDER_NATURAL, ORDER_NATURAL, FALSE, ", ", " & " },
  { GIVEN_NONE, ORDER_NATURAL, ORDER_NATURAL, FALSE, ", ", " and " },
};

static void
append_given(GString *out, const char *given_name, GivenForm form)
{
  if (form == GIVEN_FULL) {
    g_string_append(out, given_name);
    return;
  }
  gboolean start = TRUE, first = TRUE;
  for (const char *p = given_name; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gboolean takes = g_unichar_isupper(c) || (start && g_unichar_isalpha(c));
    start = !g_unichar_isalpha(c);
    if (!takes)
      continue;
    if (!first && form == GIVEN_DOTS)
      g_string_append_c(out, ' ');
    g_string_append_unichar(out, c);
    if (form != GIVEN_BARE)
      g_string_append_c(out, '.');
    first = FALSE;
  }
}

static void
append_person(GString *out, const Person *p, const NameForm *form, NameOrder order)
{
  g_autofree char *family = form->upper ? g_utf8_strup(p->family, -1) : g_strdup(p->family);
  if (!p->given || form->given == GIVEN_NONE) {
    g_string_append(out, family);
  } else if (order == ORDER_NATURAL) {
    append_given(out, p->given, form->given);
    g_string_append_printf(out, " %s", family);
  } else {
    g_string_append_printf(out, order == ORDER_COMMA ? "%s, " : "%s ", family);
    append_given(out, p->given, form->given);
  }
}

/* "J." -> "John", so that full names are seen beside titles that came with initials. */
static void
spell_out(GArray *persons, guint64 *random)
{
  guint n;
  const char *const *names = ib_style_given(&n);
  for (guint i = 0; i < persons->len; i++) {
    Person *p = &g_array_index(persons, Person, i);
    if (!p->given || !is_initials(p->given))
      continue;
    g_free(p->given);
    p->given = ib_random_below(random, 3) ? g_strdup(names[ib_random_below(random, n)])
                                          : g_strdup_printf("%s %s", names[ib_random_below(random, n)], "J.");
  }
}

gboolean
ib_persons_restyle(const char *text, guint64 *random, GString *out, gsize *furniture)
{
  g_autoptr(GArray) persons = read_persons(text);
  if (!persons)
    return FALSE;
  const NameForm *form = &forms[ib_random_below(random, G_N_ELEMENTS(forms))];
  guint shown = persons->len;
  if (form->given == GIVEN_FULL && ib_random_below(random, 4))
    spell_out(persons, random);
  if (shown > 1 && ib_random_below(random, 8) == 0)
    shown = 1 + ib_random_below(random, MIN(shown - 1, 6));
  for (guint i = 0; i < shown; i++) {
    if (i)
      g_string_append(out, i + 1 == persons->len ? form->last : form->between);
    append_person(out, &g_array_index(persons, Person, i), form, i ? form->rest : form->first);
  }
  *furniture = out->len;
  if (shown < persons->len) {
    static const char *const others[] = {
      " et al.", ", et al.", ", et al", " et al", " u. a.", " u.a.", " and others"
    };
    g_string_append(out, others[ib_random_below(random, G_N_ELEMENTS(others))]);
  }
  return TRUE;
}
