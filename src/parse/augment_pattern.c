/* Setting the fields of a reference into a pattern of style.c. */
#include "config.h"

#include "parse/augment_run.h"

#include <string.h>

#include "parse/crf.h"
#include "parse/person.h"
#include "parse/style.h"

IbLabel
ib_label_of(char letter)
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

static void
put(IbSetting *s, const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (text[i] != '.' || !s->text->len || s->text->str[s->text->len - 1] != '.') /* "C." closes a sentence too */
      g_string_append_c(s->text, text[i]);
}

void
ib_setting_add_span(IbSetting *s, IbLabel label, gsize start, gsize end)
{
  IbLabelSpan span = { label, (guint)start, (guint)end };
  if (end > start)
    g_array_append_val(s->spans, span);
}

static void
put_field(IbSetting *s, IbLabel label)
{
  const char *value = s->field[label];
  gsize start = s->text->len, end = start;
  gboolean people = label == IB_LABEL_AUTHOR || label == IB_LABEL_EDITOR || label == IB_LABEL_TRANSLATOR;
  if (!people || s->tongue || !ib_persons_restyle(value, s->random, s->text, &end)) {
    g_string_append(s->text, value);
    end = s->text->len;
  }
  ib_setting_add_span(s, label, start, end);
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

gboolean
ib_pattern_has_fields(IbSetting *s, const char *p, const char *end)
{
  for (; p < end; p++) {
    if (*p == '\\' || *p == '[' || *p == '<') {
      if (*p == '\\')
        p++;
      else
        p = closing(p, *p, *p == '[' ? ']' : '>');
    } else if (*p == '{') {
      IbLabel label = ib_label_of(p[1]);
      if (!s->field[label])
        s->field[label] = ib_make_field(s, label);
      if (!s->field[label])
        return FALSE;
      p += 2;
    }
  }
  return TRUE;
}

static void
set_choice(IbSetting *s, const char *p, const char *end)
{
  guint n = 1;
  for (const char *q = p; q < end; q++)
    n += *q == '|';
  guint pick = ib_random_below(s->random, n);
  const char *start = p;
  for (; pick && start < end; start++)
    pick -= *start == '|';
  const char *stop = memchr(start, '|', end - start);
  stop = stop ? stop : end;
  if (ib_pattern_has_fields(s, start, stop))
    ib_pattern_set(s, start, stop);
}

static void
set_access(IbSetting *s)
{
  guint n;
  const IbAccessPhrase *all = ib_access_phrases(&n);
  const IbAccessPhrase *phrase = &all[ib_random_below(s->random, n)];
  s->phrase_tongue = phrase->tongue;
  ib_pattern_set(s, phrase->pattern, phrase->pattern + strlen(phrase->pattern));
}

void
ib_pattern_set(IbSetting *s, const char *p, const char *end)
{
  while (p < end) {
    const char *stop;
    switch (*p) {
    case '{':
      if (ib_pattern_has_fields(s, p, p + 3))
        put_field(s, ib_label_of(p[1]));
      p += 3;
      break;
    case '[':
      stop = closing(p, '[', ']');
      if (ib_pattern_has_fields(s, p + 1, stop))
        ib_pattern_set(s, p + 1, stop);
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
