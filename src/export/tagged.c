/* Lines of RIS and nbib. */
#include "config.h"

#include "export/tagged.h"

#include <string.h>

#include "record/note.h"
#include "util/text.h"

/* A run of the writer. */
typedef struct {
  GHashTable *said; /* names that were told */
  GString *noted;   /* those of the record being written that were not */
} State;

void
ib_tagged_begin(IbExport *run)
{
  State *state = g_new0(State, 1);
  state->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  state->noted = g_string_new(NULL);
  run->state = state;
}

gboolean
ib_tagged_end(IbExport *run, GError **error)
{
  State *state = run->state;
  g_hash_table_unref(state->said);
  g_string_free(state->noted, TRUE);
  g_free(state);
  run->state = NULL;
  return TRUE;
}

/* NULL where there is no mark-up of case; caller frees with g_free(). */
static char *
without_nocase(const char *s, gsize len)
{
  if (!memchr(s, '<', len) || !g_strstr_len(s, (gssize)len, "<span class=\"nocase\">"))
    return NULL;
  g_autofree char *value = g_strndup(s, len);
  return ib_text_unmarked(value, FALSE);
}

static void
append_value(GString *out, const char *s, gsize len)
{
  gsize start = 0;
  for (gsize i = 0; i < len; i++) {
    if ((guchar)s[i] >= 0x20 && s[i] != 0x7F)
      continue;
    g_string_append_len(out, s + start, (gssize)(i - start));
    if (out->len && out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
    start = i + 1;
  }
  g_string_append_len(out, s + start, (gssize)(len - start));
}

void
ib_tagged_put_len(IbTagged *t, const char *tag, const char *value, gsize len)
{
  GString *out = t->run->out;
  g_autofree char *plain = without_nocase(value, len);
  g_string_append_printf(out, "%-4s- ", tag);
  append_value(out, plain ? plain : value, plain ? strlen(plain) : len);
  g_string_append_c(out, '\n');
}

void
ib_tagged_put(IbTagged *t, const char *tag, const char *value)
{
  ib_tagged_put_len(t, tag, value, strlen(value));
}

void
ib_tagged_put_lines(IbTagged *t, const char *tag, const char *value)
{
  while (*value) {
    gsize n = strcspn(value, "\r\n");
    if (n)
      ib_tagged_put_len(t, tag, value, n);
    value += n;
    value += strspn(value, "\r\n");
  }
}

void
ib_tagged_put_items(IbTagged *t, const char *tag, const char *value, gboolean keywords)
{
  for (const char *s = value; *s; s += strspn(s, ", ")) {
    gsize n = strcspn(s, ",");
    g_autofree char *item = g_strstrip(g_strndup(s, n));
    if (keywords)
      g_strdelimit(item, ";", ',');
    if (*item)
      ib_tagged_put(t, tag, item);
    s += n;
  }
}

void
ib_tagged_put_note(IbTagged *t, const char *label, const char *value)
{
  g_autofree char *line = g_strconcat(label, ": ", value, NULL);
  ib_tagged_put(t, t->note_tag, line);
}

/* NAME went to a note. */
static void
noted(IbTagged *t, const char *name)
{
  State *state = t->run->state;
  if (g_hash_table_add(state->said, g_strdup(name)))
    g_string_append_printf(state->noted, "%s%s", state->noted->len ? ", " : "", name);
}

void
ib_tagged_put_unwritten(IbTagged *t)
{
  for (guint var = 1; var < IBID_N_VARS; var++) {
    if (t->written[var] || !ibid_record_has(t->rec, var))
      continue;
    g_autofree char *value = ib_note_value(t->rec, var);
    ib_tagged_put_note(t, ibid_var_name(var), value);
    noted(t, ibid_var_name(var));
  }
}

void
ib_tagged_put_extra(IbTagged *t, guint i)
{
  const char *name = ibid_record_extra_name(t->rec, i);
  g_autofree char *label = g_strconcat("x-", name, NULL);
  ib_tagged_put_note(t, label, ibid_record_extra_value(t->rec, i));
  noted(t, name);
}

void
ib_tagged_tell(const IbTagged *t, const char *code, const char *format)
{
  State *state = t->run->state;
  if (!state->noted->len)
    return;
  ib_export_complain(t->run, t->rec, code, "%s has no place for %s; written as notes, here and further on", format,
                     state->noted->str);
  g_string_truncate(state->noted, 0);
}
