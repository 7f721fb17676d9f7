/* Reads RIS: lines "TY  - JOUR" to "ER  - ".
 *
 * The format is that of 2011 (refs/ibid.bib: ris2011) and what programs and publishers really
 * write: tags with one blank or none after the hyphen, values that go on in the next line,
 * references without ER, a preface before the first TY, CR alone as the end of a line. */
#include "config.h"

#include "import/ris.h"

#include <string.h>

#include "import/ris_item.h"
#include "record/ris_tags.h"

/* A reference with more is a file that lost its ER lines. */
#define MAX_FIELDS 20000
#define MAX_BYTES (8 << 20)
/* Pages of the file are given back this often. */
#define RELEASE_EVERY (4 << 20)

typedef struct {
  IbImport *run;
  GArray *fields; /* of IbRisField: of the reference being read */
  GString *values;
  gsize start;    /* of the reference: its first tag */
  gsize end;      /* of its last line */
  gboolean open;  /* a reference has begun */
  guint second;   /* index of a second TY in it, or 0 */
  gboolean named[2]; /* there is a title or an author, before that TY and after it */
  gsize second_start;
  gboolean stray; /* said already that there are lines outside of references */
} Reader;

/* Tags of more than two letters that sites write all the same, and what they stand for. */
static const struct {
  const char *word, *tag;
} long_tags[] = {
  { "DOI", "DO" }, { "ISBN", "SN" }, { "ISSN", "SN" }, { "LCCN", "CN" }, { "URL", "UR" }, { "YEAR", "PY" },
};

/* "LCCN  - 98001234": two blanks, as a wrapped line may begin with "DOI - ". */
static int
read_long_tag(const char *s, gsize len, gsize *value)
{
  for (guint i = 0; i < G_N_ELEMENTS(long_tags); i++) {
    gsize n = strlen(long_tags[i].word);
    if (len < n + 3 || memcmp(s, long_tags[i].word, n) || memcmp(s + n, "  -", 3))
      continue;
    *value = n + 3;
    return ib_ris_tag(long_tags[i].tag);
  }
  return -1;
}

/* The tag at the start of a line, or -1; *VALUE gets where its value begins.  "AU  - x" is a tag
 * whatever the letters; "AU - x", "AU- x" and "AU  -x" only where the letters are one of RIS, as
 * a wrapped line may begin with "II-VI" or "IN - vitro". */
static int
read_tag(const char *s, gsize len, gsize *value)
{
  gsize i = 0, blanks = 0;
  while (i < len && (s[i] == ' ' || s[i] == '\t'))
    i++;
  gsize indent = i;
  if (len - i < 3)
    return -1;
  int tag = ib_ris_tag(s + i);
  if (tag < 0)
    return -1;
  for (i += 2; i < len && (s[i] == ' ' || s[i] == '\t'); i++)
    blanks++;
  if (i < len && g_ascii_isupper(s[i]))
    return read_long_tag(s, len, value);
  if (i >= len || s[i] != '-' || blanks > 4)
    return -1;
  i++;
  gboolean follows = i == len || s[i] == ' ' || s[i] == '\t';
  if (!(blanks == 2 && follows && !indent) &&
      (!ib_ris_tag_known(tag) || (!blanks && !follows) || (indent && blanks != 2)))
    return -1;
  *value = i;
  return tag;
}

static void
odd(const char *code, const char *what, gpointer data)
{
  Reader *r = data;
  ib_import_complain(r->run, r->start, FALSE, code, "%s", what);
}

/* A NUL would cut the value. */
static void
append_clean(GString *out, const char *s, gsize len)
{
  const char *nul;
  while ((nul = memchr(s, '\0', len))) {
    g_string_append_len(out, s, nul - s);
    g_string_append_c(out, ' ');
    len -= nul + 1 - s;
    s = nul + 1;
  }
  g_string_append_len(out, s, len);
}

static void
trim(const char **s, gsize *len)
{
  while (*len && g_ascii_isspace(**s))
    (*s)++, (*len)--;
  while (*len && g_ascii_isspace((*s)[*len - 1]))
    (*len)--;
}

/* Hands on the first N fields as one reference that ends at END. */
static gboolean
emit(Reader *r, guint n, gsize end)
{
  IbidRecord *rec = ib_ris_item_read((const IbRisField *)r->fields->data, n, r->values->str, odd, r);
  if (!rec) {
    ib_import_complain(r->run, r->start, FALSE, "ris.empty", "a reference without a field is passed over");
    return TRUE;
  }
  return ib_import_emit(r->run, rec, r->start, end);
}

/* Does a field with TAG name a work? */
static gboolean
names_a_work(guint tag)
{
  static const char *const naming[] = { "TI", "T1", "AU", "A1", "CT", "BT" };
  for (guint i = 0; i < G_N_ELEMENTS(naming); i++)
    if (tag == (guint)ib_ris_tag(naming[i]))
      return TRUE;
  return FALSE;
}

/* Everything gathered becomes one reference, or two when an ER is missing before a second TY:
 * when what follows that names a work, as what precedes it does.  Else the type was told twice. */
static gboolean
finish(Reader *r, gsize end)
{
  gboolean more = TRUE;
  if (r->second && r->named[1]) {
    more = emit(r, r->second, r->second_start);
    ib_import_complain(r->run, r->second_start, FALSE, "ris.no-end",
                       "the reference before this line has no ER");
    g_array_remove_range(r->fields, 0, r->second);
    r->start = r->second_start;
  }
  if (more)
    more = emit(r, r->fields->len, end);
  g_array_set_size(r->fields, 0);
  g_string_truncate(r->values, 0);
  r->open = FALSE;
  r->second = 0;
  r->named[0] = r->named[1] = FALSE;
  return more;
}

static gboolean
begin(Reader *r, gsize start)
{
  gboolean more = TRUE;
  if (r->open && r->second && r->named[1]) {
    more = finish(r, start);
  } else if (r->open && r->named[0]) {
    r->second = r->fields->len;
    r->second_start = start;
    return TRUE;
  }
  if (!r->open)
    r->start = start;
  r->open = TRUE;
  return more;
}

static void
add_value(Reader *r, int tag, const char *s, gsize len)
{
  trim(&s, &len);
  IbRisField field = { (guint16)tag, (guint32)r->values->len, (guint32)len };
  append_clean(r->values, s, len);
  g_string_append_c(r->values, '\0');
  g_array_append_val(r->fields, field);
  r->named[r->second != 0] |= names_a_work(tag);
}

/* A line without a tag goes on with the value before it. */
static void
continue_value(Reader *r, gsize offset, const char *s, gsize len)
{
  trim(&s, &len);
  if (!len)
    return;
  if (!r->open || !r->fields->len) {
    if (!r->stray && r->run->n_read)
      ib_import_complain(r->run, offset, FALSE, "ris.stray", "text outside of any reference is passed over");
    r->stray |= r->run->n_read > 0;
    return;
  }
  IbRisField *last = &g_array_index(r->fields, IbRisField, r->fields->len - 1);
  g_string_truncate(r->values, r->values->len - 1);
  /* EndNote writes a keyword a line under one KW. */
  if (last->len)
    g_string_append_c(r->values, last->tag == ib_ris_tag("KW") ? '\n' : ' ');
  append_clean(r->values, s, len);
  last->len = (guint32)(r->values->len - last->value);
  g_string_append_c(r->values, '\0');
}

static gboolean
read_line(Reader *r, gsize offset, const char *s, gsize len)
{
  static int ty, er;
  gsize value = 0;
  int tag = read_tag(s, len, &value);
  if (!ty) {
    er = ib_ris_tag("ER");
    ty = ib_ris_tag("TY");
  }
  if (tag < 0) {
    continue_value(r, offset, s, len);
    return TRUE;
  }
  if (tag == er)
    return !r->open || finish(r, offset + len);
  if (tag == ty) {
    if (!begin(r, offset))
      return FALSE;
  } else if (!r->open) {
    r->open = TRUE;
    r->start = offset;
    ib_import_complain(r->run, offset, FALSE, "ris.no-type", "a reference does not begin with TY");
  }
  add_value(r, tag, s + value, len - value);
  if (r->fields->len > MAX_FIELDS || r->values->len > MAX_BYTES) {
    gboolean more = finish(r, offset + len);
    ib_import_complain(r->run, offset, FALSE, "ris.too-long", "a reference is too long; it is cut here");
    return more;
  }
  return TRUE;
}

/* Walks over lines that end at LF, CRLF or CR. */
typedef struct {
  const char *text;
  gsize len, at, lf; /* the next LF, looked for once: a file may have CR alone */
} Lines;

static gboolean
next_line(Lines *l, const char **s, gsize *len)
{
  if (l->at >= l->len)
    return FALSE;
  if (l->lf < l->at || l->at == 0) {
    const char *lf = memchr(l->text + l->at, '\n', l->len - l->at);
    l->lf = lf ? (gsize)(lf - l->text) : l->len;
  }
  *s = l->text + l->at;
  *len = l->lf - l->at;
  const char *cr = memchr(*s, '\r', *len);
  l->at = MIN(l->lf + 1, l->len);
  if (!cr)
    return TRUE;
  if (cr + 1 < *s + *len)
    l->at = cr + 1 - l->text;
  *len = cr - *s;
  return TRUE;
}

static gboolean
ris_read(IbImport *run, GError **error)
{
  g_autoptr(GArray) fields = g_array_new(FALSE, FALSE, sizeof(IbRisField));
  g_autoptr(GString) values = g_string_new(NULL);
  Reader r = { .run = run, .fields = fields, .values = values };
  Lines lines = { 0 };
  const char *s;
  gsize n, released = 0;

  lines.text = ib_input_text(run->input, &lines.len);
  while (next_line(&lines, &s, &n)) {
    if (!read_line(&r, s - lines.text, s, n))
      return TRUE;
    if (!r.open && lines.at - released > RELEASE_EVERY) {
      released = lines.at;
      ib_input_release(run->input, released);
    }
  }
  if (r.open) {
    finish(&r, lines.len);
    ib_import_complain(run, lines.len, FALSE, "ris.no-end", "the last reference has no ER");
  }
  return TRUE;
}

/* TY after nothing but blank lines and a preface that some sites write; or, without TY, tags
 * of RIS and an ER. */
static int
ris_sniff(const char *text, gsize len)
{
  Lines lines = { text, len, 0, 0 };
  const char *s;
  gsize n, value;
  guint tags = 0;
  while (next_line(&lines, &s, &n)) {
    int tag = read_tag(s, n, &value);
    if (tag < 0)
      continue;
    if (tag == ib_ris_tag("TY"))
      return 95;
    if (tag == ib_ris_tag("ER") && tags > 2)
      return 70;
    tags += ib_ris_tag_known(tag);
  }
  return 0;
}

const IbImporter ib_importer_ris = {
  .name = "ris",
  .label = "RIS (.ris)",
  .endings = ".ris",
  .sniff = ris_sniff,
  .read = ris_read,
};
