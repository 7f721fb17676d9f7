/* The grammar of .bib files, after btxdoc and what BibTeX, biber and JabRef accept.
 *
 * Text outside of entries is comment.  An entry that does not end ends where the next line
 * begins with "@word{": its neighbours are whole, and one complaint names the place. */
#include "config.h"

#include "import/bibtex_scan.h"

#include <string.h>

#define MAX_EXPANDED (4u << 20) /* bytes that macros may give in a small file ... */
#define EXPANDED_TIMES 16       /* ... and in a large one, times its size */
#define MAX_REREAD 8192         /* bytes of one value that is read a second time */
#define REREAD_TIMES 16         /* bytes read again in a file, times its size */

void
ib_bib_scanner_init(IbBibScanner *scanner, const char *text, gsize len)
{
  static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
  memset(scanner, 0, sizeof *scanner);
  scanner->text = text;
  scanner->len = len;
  scanner->macros = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < G_N_ELEMENTS(months); i++)
    g_hash_table_insert(scanner->macros, g_strdup(months[i]), g_strdup(months[i]));
}

void
ib_bib_scanner_clear(IbBibScanner *scanner)
{
  g_clear_pointer(&scanner->macros, g_hash_table_unref);
}

static void
field_clear(gpointer data)
{
  g_free(((IbBibField *)data)->name);
  g_free(((IbBibField *)data)->value);
}

void
ib_bib_entry_clear(IbBibEntry *entry)
{
  g_free(entry->type);
  g_free(entry->key);
  g_clear_pointer(&entry->fields, g_array_unref);
  memset(entry, 0, sizeof *entry);
}

const char *
ib_bib_value(const IbBibEntry *entry, const char *name)
{
  for (guint i = 0; i < entry->fields->len; i++) {
    const IbBibField *field = &g_array_index(entry->fields, IbBibField, i);
    if (*field->name == *name && !strcmp(field->name, name)) /* the first letter tells most apart */
      return field->value;
  }
  return NULL;
}

static void
complain(IbBibScanner *s, gsize at, gboolean lost, const char *code, const char *message)
{
  if (s->complain)
    s->complain(at, lost, code, message, s->data);
}

/* Small steps. */

static char
peek(const IbBibScanner *s)
{
  return s->at < s->len ? s->text[s->at] : '\0';
}

static void
skip_blanks(IbBibScanner *s)
{
  while (s->at < s->len && g_ascii_isspace(s->text[s->at]))
    s->at++;
}

/* Letters of types, names and macros: all but what BibTeX gives a meaning. */
static gboolean
is_name_char(char c)
{
  return g_ascii_isalnum(c) || (c && !g_ascii_isspace(c) && !strchr("\"#%'(),={}@", c));
}

static char *
read_name(IbBibScanner *s)
{
  gsize start = s->at;
  while (s->at < s->len && is_name_char(s->text[s->at]))
    s->at++;
  return g_ascii_strdown(s->text + start, s->at - start);
}

/* Does an entry begin at AT, "@word{" or "@word("? */
static gboolean
begins_entry(const IbBibScanner *s, gsize at)
{
  if (at >= s->len || s->text[at] != '@')
    return FALSE;
  gsize p = at + 1;
  while (p < s->len && g_ascii_isalpha(s->text[p]))
    p++;
  gboolean word = p > at + 1;
  while (p < s->len && (s->text[p] == ' ' || s->text[p] == '\t'))
    p++;
  return word && p < s->len && (s->text[p] == '{' || s->text[p] == '(');
}

/* At a newline: does the line behind it begin an entry? */
static gboolean
next_line_begins_entry(const IbBibScanner *s, gsize newline)
{
  gsize p = newline + 1;
  while (p < s->len && (s->text[p] == ' ' || s->text[p] == '\t'))
    p++;
  return begins_entry(s, p);
}

/* Values. */

/* From behind the opening mark to its partner, which is consumed.  FALSE, with the place at
 * the end of what can belong to it, when there is none. */
static gboolean
skip_delimited(IbBibScanner *s, char close)
{
  guint depth = 0;
  for (; s->at < s->len; s->at++) {
    char c = s->text[s->at];
    if (c == '\\' && s->at + 1 < s->len && strchr("{}\"\\", s->text[s->at + 1]) && (close == '"' || s->escapes)) {
      /* \" inside quotes is BibTeX's end of the string only outside of braces */
      s->at += s->text[s->at + 1] != '"' || depth;
      continue;
    }
    if (c == close && !depth) {
      s->at++;
      return TRUE;
    }
    if (c == '{') {
      depth++;
    } else if (c == '}') {
      if (!depth)
        return FALSE;
      depth--;
    } else if (c == '\n' && next_line_begins_entry(s, s->at)) {
      return FALSE;
    }
  }
  return FALSE;
}

/* Macros made of macros double with each line; what all of them give has a limit, which grows
 * with the file. */
static const char *
expand_macro(IbBibScanner *s, const char *name)
{
  const char *value = g_hash_table_lookup(s->macros, name);
  gsize size = value ? strlen(value) : 0, limit = MAX_EXPANDED + EXPANDED_TIMES * s->len;
  if (size > limit || s->expanded > limit - size)
    return NULL;
  s->expanded += size;
  return value;
}

/* One piece of a value; appended to OUT.  FALSE when it does not end. */
static gboolean
read_piece(IbBibScanner *s, GString *out)
{
  char c = peek(s);
  if (c == '{' || c == '"') {
    gsize start = ++s->at;
    if (!skip_delimited(s, c == '{' ? '}' : '"'))
      return FALSE;
    g_string_append_len(out, s->text + start, s->at - start - 1);
    return TRUE;
  }
  gsize place = s->at;
  g_autofree char *name = read_name(s);
  if (!*name)
    return FALSE;
  const char *value = expand_macro(s, name);
  if (!value && !g_ascii_isdigit(*name) && *name != '\\') {
    gboolean defined = g_hash_table_contains(s->macros, name);
    g_autofree char *message = g_strdup_printf("%s \"%s\"; the name itself is taken",
                                               defined ? "too much text comes from" : "no @string defines", name);
    complain(s, place, FALSE, "bibtex.macro", message);
  }
  if (value)
    g_string_append(out, value);
  else
    g_string_append_len(out, s->text + place, s->at - place);
  return TRUE;
}

/* Pieces joined by "#".  NULL when the value does not end; caller frees with g_free(). */
static char *
read_value(IbBibScanner *s)
{
  g_autoptr(GString) out = g_string_new(NULL);
  do {
    skip_blanks(s);
    if (!read_piece(s, out))
      return NULL;
    skip_blanks(s);
  } while (peek(s) == '#' && ++s->at);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Broken values. */

/* "{A \} B}": for BibTeX "\{" is a brace like any other, so that one alone breaks the entry; its
 * writer meant a character.  Reads FIELD again so; FALSE when that gives no value either. */
static gboolean
read_escaped(IbBibScanner *s, IbBibField *field)
{
  gsize at = s->at, len = s->len;
  if (s->reread > REREAD_TIMES * len)
    return FALSE;
  s->at = field->start;
  s->len = MIN(len, field->start + MAX_REREAD);
  s->escapes = TRUE;
  g_autofree char *value = read_value(s);
  s->escapes = FALSE;
  s->reread += s->at - field->start;
  gboolean ends = value && (strstr(value, "\\{") || strstr(value, "\\}")) && s->at < s->len && strchr(",})", peek(s));
  s->len = len;
  if (!ends) {
    s->at = at;
    return FALSE;
  }
  g_free(field->value);
  field->value = g_steal_pointer(&value);
  field->end = s->at;
  g_autofree char *message = g_strdup_printf("a brace is escaped in \"%s\"; BibTeX would count it", field->name);
  complain(s, field->start, FALSE, "bibtex.brace", message);
  return TRUE;
}

/* Does VALUE end with "\", as one does that "\}" ended? */
static gboolean
ends_escaped(const char *value)
{
  gsize n = strlen(value), backslashes = 0;
  while (backslashes < n && value[n - 1 - backslashes] == '\\')
    backslashes++;
  return backslashes % 2;
}

/* Reading goes back for what a broken value swallowed, but not for every line of it. */
#define MAX_MENDED 8

/* At a newline: is the line behind it "word = {", "word = \"" or "word = 1"? */
static gboolean
next_line_begins_field(const IbBibScanner *s, gsize newline)
{
  gsize p = newline + 1;
  while (p < s->len && (s->text[p] == ' ' || s->text[p] == '\t'))
    p++;
  gsize word = p;
  while (p < s->len && (g_ascii_isalpha(s->text[p]) || s->text[p] == '-' || s->text[p] == '_'))
    p++;
  if (p == word)
    return FALSE;
  while (p < s->len && (s->text[p] == ' ' || s->text[p] == '\t' || s->text[p] == '='))
    p++;
  return p < s->len && memchr(s->text + word, '=', p - word) && strchr("{\"0123456789", s->text[p]) && s->text[p];
}

/* A brace is missing in FIELD, which swallowed what stands behind it: cuts its value where a
 * line begins another field, and goes back to there.  FALSE when none does. */
static gboolean
cut_value(IbBibScanner *s, IbBibField *field, gboolean told)
{
  gsize at = field->start;
  while (at < field->end && !(s->text[at] == '\n' && next_line_begins_field(s, at)))
    at++;
  if (at >= field->end || !strchr("{\"", s->text[field->start]))
    return FALSE;
  gsize end = at;
  while (end > field->start + 1 && (g_ascii_isspace(s->text[end - 1]) || s->text[end - 1] == ','))
    end--;
  g_free(field->value);
  field->value = g_strndup(s->text + field->start + 1, end - field->start - 1);
  field->end = s->at = at;
  if (!told) {
    g_autofree char *message = g_strdup_printf("the value of \"%s\" does not end; the next field is taken for its end", field->name);
    complain(s, field->start, FALSE, "bibtex.unbalanced", message);
  }
  return TRUE;
}

/* Fields. */

/* One field; FALSE where there is none that can be read.  TOLD counts complaints. */
static gboolean
read_field(IbBibScanner *s, IbBibEntry *entry, guint *told)
{
  gsize start = s->at;
  g_autofree char *name = read_name(s);
  skip_blanks(s);
  if (!*name || peek(s) != '=') {
    if (!(*told)++)
      complain(s, start, TRUE, "bibtex.field", "a field should be NAME = VALUE; what stands here is lost");
    return FALSE;
  }
  s->at++;
  skip_blanks(s);
  gsize value_start = s->at;
  char *value = read_value(s);
  IbBibField field = { g_steal_pointer(&name), value, value_start, s->at };
  if ((!field.value || ends_escaped(field.value)) && *told < MAX_MENDED)
    read_escaped(s, &field);
  if (!field.value && *told < MAX_MENDED && cut_value(s, &field, (*told)++ > 0)) {
    g_array_append_val(entry->fields, field);
    return TRUE;
  }
  if (!field.value) {
    g_autofree char *message = g_strdup_printf("the value of \"%s\" does not end; the rest of the entry is lost", field.name);
    if (*told <= 1)
      complain(s, value_start, TRUE, "bibtex.unbalanced", message);
    g_free(field.name);
    return FALSE;
  }
  g_array_append_val(entry->fields, field);
  return TRUE;
}

/* biber takes "%" before a field for a comment; people switch fields off with it. */
static void
skip_comments(IbBibScanner *s)
{
  skip_blanks(s);
  while (peek(s) == '%') {
    const char *newline = memchr(s->text + s->at, '\n', s->len - s->at);
    s->at = newline ? (gsize)(newline - s->text) : s->len;
    if (newline && next_line_begins_entry(s, s->at))
      return;
    skip_blanks(s);
  }
}

/* To the line that begins the next entry, and TRUE if FIELDS and a field begins before it. */
static gboolean
recover(IbBibScanner *s, gboolean fields)
{
  while (s->at < s->len) {
    const char *newline = memchr(s->text + s->at, '\n', s->len - s->at);
    if (!newline) {
      s->at = s->len;
      return FALSE;
    }
    s->at = newline - s->text;
    if (next_line_begins_entry(s, s->at))
      return FALSE;
    if (fields && next_line_begins_field(s, s->at))
      return TRUE;
    s->at++;
  }
  return FALSE;
}

static void
read_fields(IbBibScanner *s, IbBibEntry *entry, char close)
{
  guint told = 0; /* complaints; one an entry is enough */
  while (TRUE) {
    skip_comments(s);
    while (peek(s) == ',') {
      s->at++;
      skip_comments(s);
    }
    if (peek(s) == close && s->at < s->len) {
      s->at++;
      return;
    }
    if (s->at >= s->len || begins_entry(s, s->at)) {
      IbBibField *last = entry->fields->len ? &g_array_index(entry->fields, IbBibField, entry->fields->len - 1) : NULL;
      if (last && told < MAX_MENDED && (read_escaped(s, last) || cut_value(s, last, told))) {
        told++;
        continue;
      }
      if (!told)
        complain(s, entry->start, FALSE, "bibtex.unclosed", "the entry is not closed");
      return;
    }
    if (!read_field(s, entry, &told) && !recover(s, told < MAX_MENDED))
      return;
  }
}

/* "@misc{key title = {T}}": where the key ends that no comma ends; AT is the "=".  START when only
 * the name of the field stands before it. */
static gsize
key_before_field(const IbBibScanner *s, gsize start, gsize at)
{
  gsize end = at;
  while (end > start && g_ascii_isspace(s->text[end - 1]))
    end--;
  while (end > start && is_name_char(s->text[end - 1])) /* the field */
    end--;
  while (end > start && g_ascii_isspace(s->text[end - 1]))
    end--;
  return end;
}

/* The key, unless what stands there is a field already: "@misc{title = {T}}". */
static char *
read_key(IbBibScanner *s, char close)
{
  skip_blanks(s);
  gsize start = s->at, p = start;
  while (p < s->len && s->text[p] != ',' && s->text[p] != close && s->text[p] != '=' && s->text[p] != '\n')
    p++;
  if (p < s->len && s->text[p] == '=') {
    p = key_before_field(s, start, p);
    s->at = p;
    return g_strndup(s->text + start, p - start);
  }
  s->at = p;
  return g_strstrip(g_strndup(s->text + start, p - start));
}

static void
read_string(IbBibScanner *s, char close)
{
  skip_blanks(s);
  gsize start = s->at;
  char *name = read_name(s);
  skip_blanks(s);
  char *value = NULL;
  if (*name && peek(s) == '=') {
    s->at++;
    value = read_value(s);
  }
  skip_blanks(s);
  if (!value) {
    complain(s, start, TRUE, "bibtex.string", "a @string should be {NAME = VALUE}");
    g_free(name);
    recover(s, FALSE);
    return;
  }
  g_hash_table_replace(s->macros, name, value);
  if (peek(s) == close)
    s->at++;
}

/* What programs keep in comments, and preambles: for TeX and for them, no references.  Told once. */
static void
tell_group(IbBibScanner *s, gsize start, gboolean preamble)
{
  static const char *const programs[] = { "jabref-", "BibDesk", "Database" };
  gboolean program = FALSE;
  gsize p = start;
  while (p < s->len && g_ascii_isspace(s->text[p]))
    p++;
  for (guint i = 0; i < G_N_ELEMENTS(programs); i++)
    program |= s->len - p >= strlen(programs[i]) && !memcmp(s->text + p, programs[i], strlen(programs[i]));
  if ((!preamble && !program) || s->told_group)
    return;
  s->told_group = TRUE;
  complain(s, start, FALSE, "bibtex.comment", preamble ? "the @preamble is not kept" : "settings in @comment are not kept");
}

/* A comment or a preamble: its group, where it has one that ends. */
static void
skip_group(IbBibScanner *s, char close, gboolean preamble)
{
  gsize start = s->at;
  tell_group(s, start, preamble);
  if (!skip_delimited(s, close))
    s->at = start;
}

/* "  title = {" or "year=2001," at P. */
static gboolean
is_field_line(const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  const char *name = p;
  while (p < end && is_name_char(*p))
    p++;
  gboolean named = p > name;
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  if (!named || p == end || *p++ != '=')
    return FALSE;
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  return p < end && (*p == '{' || *p == '"' || g_ascii_isdigit(*p));
}

/* Text between entries is comment, but "article{key," with its fields will be one that lost its "@". */
static void
tell_stray(IbBibScanner *s, gsize start, gsize end)
{
  const char *p = s->text + start, *stop = s->text + end;
  while (p < stop && g_ascii_isspace(*p))
    p++;
  gsize begin = p - s->text;
  for (; p < stop; p = memchr(p, '\n', stop - p), p = p ? p + 1 : stop)
    if (is_field_line(p, stop)) {
      complain(s, begin, FALSE, "bibtex.stray", "fields outside of an entry are passed over: begin it with @TYPE{KEY,");
      return;
    }
}

/* To the "@" of the next entry; FALSE at the end. */
static gboolean
find_entry(IbBibScanner *s)
{
  gsize start = s->at;
  while (s->at < s->len) {
    const char *at = memchr(s->text + s->at, '@', s->len - s->at);
    if (!at)
      break;
    s->at = at - s->text;
    gboolean inside_word = s->at && g_ascii_isalnum(s->text[s->at - 1]); /* someone@example.org */
    if (!inside_word && begins_entry(s, s->at)) {
      tell_stray(s, start, s->at);
      return TRUE;
    }
    s->at++;
  }
  s->at = s->len;
  tell_stray(s, start, s->at);
  return FALSE;
}

gboolean
ib_bib_next(IbBibScanner *s, IbBibEntry *entry)
{
  while (find_entry(s)) {
    gsize start = s->at++;
    g_autofree char *type = read_name(s);
    skip_blanks(s);
    char close = peek(s) == '(' ? ')' : '}';
    s->at++;
    if (g_str_equal(type, "string")) {
      read_string(s, close);
    } else if (g_str_equal(type, "comment") || g_str_equal(type, "preamble")) {
      skip_group(s, close, type[0] == 'p');
    } else {
      entry->start = start;
      entry->type = g_steal_pointer(&type);
      entry->fields = g_array_new(FALSE, FALSE, sizeof(IbBibField));
      g_array_set_clear_func(entry->fields, field_clear);
      entry->key = read_key(s, close);
      read_fields(s, entry, close);
      entry->end = s->at;
      return TRUE;
    }
  }
  return FALSE;
}
