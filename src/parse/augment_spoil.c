/* A reference as it comes out of PDFs: blanks lost, blanks gone astray, small capitals read as small letters. */
#include "config.h"

#include "parse/augment_run.h"

#include <string.h>

#include "parse/crf.h"

typedef enum { DAMAGE_GLUED, DAMAGE_SHIFTED, DAMAGE_CAPITALS } Damage;

/* "Phys. Rev. D" -> "Phys.Rev. D", now and then "ofQuarks". */
static gsize
glue(IbSetting *s, const char *p, GString *out)
{
  gboolean after_mark = out->len && strchr(".,;:)", out->str[out->len - 1]);
  if (*p != ' ' || ib_random_below(s->random, after_mark || p[1] == '(' ? 2 : 30))
    g_string_append_c(out, *p);
  return 1;
}

/* "Phys. Rev. D, 170-174" -> "Phys .Rev .D,170 -174", "10.1098" -> "10 .1098". */
static gsize
shift(IbSetting *s, const char *p, GString *out)
{
  gboolean digits = out->len && g_ascii_isdigit(out->str[out->len - 1]) && g_ascii_isdigit(p[1]);
  if (strchr(".,:", *p) && p[1] == ' ' && ib_random_below(s->random, 3)) {
    g_string_append_c(out, ' ');
    g_string_append_c(out, *p);
    return 2;
  }
  if (digits && strchr(".-", *p) && ib_random_below(s->random, 3) == 0)
    g_string_append_c(out, ' ');
  g_string_append_c(out, *p);
  return 1;
}

/* Small capitals read as small letters: "The World Bank" -> "t he world Bank". */
static gsize
shrink(IbSetting *s, const char *p, GString *out)
{
  gboolean first = !out->len || strchr(" (/-", out->str[out->len - 1]);
  if (!first || !g_ascii_isupper(*p) || !g_ascii_islower(p[1]) || ib_random_below(s->random, 2)) {
    g_string_append_c(out, *p);
    return 1;
  }
  g_string_append_c(out, g_ascii_tolower(*p));
  if (ib_random_below(s->random, 2))
    g_string_append_c(out, ' ');
  return 1;
}

static gboolean
in_link(const IbSetting *s, gsize at, Damage damage)
{
  for (guint i = 0; i < s->spans->len; i++) {
    const IbLabelSpan *span = &g_array_index(s->spans, IbLabelSpan, i);
    if (at >= span->start && at < span->end)
      return span->label == IB_LABEL_URL || (span->label == IB_LABEL_DOI && damage != DAMAGE_SHIFTED);
  }
  return FALSE;
}

static Damage
pick_damage(IbSetting *s)
{
  static const Damage damages[] = { DAMAGE_GLUED, DAMAGE_GLUED, DAMAGE_SHIFTED, DAMAGE_SHIFTED, DAMAGE_CAPITALS };
  return damages[ib_random_below(s->random, G_N_ELEMENTS(damages))];
}

/* The labels go where their text went; PLACE has the new place of each byte. */
static void
move_spans(IbSetting *s, const guint *place, const char *text)
{
  for (guint i = 0; i < s->spans->len; i++) {
    IbLabelSpan *span = &g_array_index(s->spans, IbLabelSpan, i);
    span->start = place[span->start];
    span->end = place[span->end];
    while (span->start < span->end && text[span->start] == ' ')
      span->start++;
    while (span->end > span->start && text[span->end - 1] == ' ')
      span->end--;
  }
}

void
ib_setting_spoil(IbSetting *s)
{
  static gsize (*const steps[])(IbSetting *, const char *, GString *) = { glue, shift, shrink };
  Damage damage = pick_damage(s);
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
  move_spans(s, place, out->str);
  g_string_free(s->text, TRUE);
  s->text = out;
}
