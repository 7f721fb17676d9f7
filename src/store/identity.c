/* When are two records the same work?
 *
 * A library must neither take a corrected entry for a new work nor refuse a new work for
 * a variant: the second loses a reference.  So each rule below wants more than one thing
 * to agree, and what tells parts, editions and columns apart ("Part II", a volume of a
 * handbook, "Editorial" in the next issue) vetoes. */
#include "config.h"

#include "store/identity.h"

#include <string.h>

#include "record/date.h"
#include "util/text.h"

/* Titles of fewer words are shared by many works ("Introduction", "Press release"). */
#define TELLING_WORDS 4
/* Words of a title that `head` and `tail` take. */
#define SIGN_WORDS 3

/* ---- hashing: FNV-1a, 64 bits ---- */

#define FNV_START G_GUINT64_CONSTANT(0xcbf29ce484222325)

static guint64
hash_bytes(guint64 h, const char *s, gsize len)
{
  for (gsize i = 0; i < len; i++)
    h = (h ^ (guchar)s[i]) * G_GUINT64_CONSTANT(0x100000001b3);
  return h;
}

/* The field and a separator, so that "ab"+"c" is not "a"+"bc". */
static guint64
hash_field(guint64 h, guint tag, const char *s)
{
  char mark[2] = { (char)tag, '\x1f' };
  h = hash_bytes(h, mark, sizeof mark);
  return s ? hash_bytes(h, s, strlen(s)) : h;
}

static gint64
finish(guint64 h)
{
  return h ? (gint64)h : 1; /* 0 is "none" */
}

/* ---- parts of a record, ready to compare ---- */

static const IbidName *
first_name(const IbidRecord *rec)
{
  static const IbidVar roles[] = { IBID_VAR_AUTHOR, IBID_VAR_EDITOR, IBID_VAR_TRANSLATOR,
                                   IBID_VAR_DIRECTOR };
  for (guint i = 0; i < G_N_ELEMENTS(roles); i++)
    if (ibid_record_n_names(rec, roles[i]))
      return ibid_record_name(rec, roles[i], 0);
  return NULL;
}

/* Of the first author, folded; "" without one.  Caller frees with g_free(). */
static char *
surname(const IbidRecord *rec)
{
  const IbidName *name = first_name(rec);
  const char *s = !name ? "" : name->family ? name->family : name->literal ? name->literal : name->given;
  return ib_text_fold(s ? s : "", -1);
}

static int
year_of(const IbidRecord *rec)
{
  const IbidDate *date = ibid_record_date(rec, IBID_VAR_ISSUED);
  return !date ? 0 : date->from.year ? date->from.year : date->to.year;
}

/* A text variable, folded; "" when unset.  Caller frees with g_free(). */
static char *
folded(const IbidRecord *rec, IbidVar var)
{
  const char *s = ibid_record_text(rec, var);
  return ib_text_fold(s ? s : "", -1);
}

/* A URL without what does not make it another one: scheme, www., a last slash, blanks
 * that a line break left, and the case of its host.  Caller frees with g_free(). */
static char *
plain_url(const char *url)
{
  const char *p = strstr(url, "://");
  p = p ? p + 3 : url;
  if (!g_ascii_strncasecmp(p, "www.", 4))
    p += 4;
  GString *out = g_string_new(NULL);
  for (gboolean host = TRUE; *p; p++) {
    host = host && *p != '/';
    if (!g_ascii_isspace(*p))
      g_string_append_c(out, host ? g_ascii_tolower(*p) : *p);
  }
  if (out->len && out->str[out->len - 1] == '/')
    g_string_truncate(out, out->len - 1);
  return g_string_free(out, FALSE);
}

static guint
count_words(const char *fold)
{
  guint n = *fold != '\0';
  for (; *fold; fold++)
    n += *fold == ' ';
  return n;
}

/* ---- signs ---- */

/* "¹² ", "² " */
static const char *
skip_raised(const char *s)
{
  const char *p = s;
  for (gunichar c = g_utf8_get_char(p); c == 0xB9 || c == 0xB2 || c == 0xB3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
       c = g_utf8_get_char(p))
    p = g_utf8_next_char(p);
  return p > s && *p == ' ' ? p + 1 : s;
}

/* The number of an entry ("[12] ", "12. ", "[^12]: ") is the list's, not the entry's. */
static const char *
skip_number(const char *s)
{
  if ((guchar)*s >= 0x80)
    return skip_raised(s);
  const char *p = s + (*s == '[' || *s == '(');
  p += p > s && *p == '^';
  const char *digits = p;
  while (g_ascii_isdigit(*p))
    p++;
  if (p == digits || p - digits > 5 || !*p || !strchr(".])", *p))
    return s;
  p += p[1] == ':' ? 2 : 1;
  return *p == ' ' ? p + 1 : s;
}

static gboolean
shows_nothing(gunichar c)
{
  return c == 0xAD || (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D) || c == 0xFEFF || c == 0x2060 ||
         (c >= 0x202A && c <= 0x202E);
}

/* What a reader sees: without characters that show nothing, all blanks alike, and words whole that a
 * line's end cut ("Edin- burgh").  Caller frees with g_free(). */
static char *
as_seen(const char *s)
{
  GString *out = g_string_new(NULL);
  for (; *s; s = g_utf8_next_char(s)) {
    gunichar c = g_utf8_get_char(s);
    gboolean blank = g_unichar_isspace(c);
    char last = out->len ? out->str[out->len - 1] : ' ';
    if (c == '-' && g_ascii_isalpha(last) && s[1] == ' ' && g_ascii_islower(s[2]))
      s++;
    else if (blank && last != ' ')
      g_string_append_c(out, ' ');
    else if (!blank && !shows_nothing(c))
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

static gint64
sign_printed(const IbidRecord *rec)
{
  if (!ibid_record_printed(rec))
    return 0;
  g_autofree char *line = ibid_record_printed_line(rec);
  g_autofree char *seen = as_seen(line);
  const char *s = skip_number(seen);
  return *s ? finish(hash_bytes(FNV_START, s, strlen(s))) : 0;
}

static guint64
hash_name(guint64 h, const IbidName *name)
{
  h = hash_field(h, 'f', name->family);
  h = hash_field(h, 'g', name->given);
  h = hash_field(h, 'n', name->non_dropping_particle);
  h = hash_field(h, 'd', name->dropping_particle);
  h = hash_field(h, 's', name->suffix);
  return hash_field(h, 'l', name->literal);
}

static guint64
hash_var(guint64 h, const IbidRecord *rec, IbidVar var)
{
  switch (ibid_var_kind(var)) {
  case IBID_KIND_TEXT:
    return hash_field(h, var, ibid_record_text(rec, var));
  case IBID_KIND_NAMES:
    h = hash_field(h, var, NULL);
    for (guint i = 0; i < ibid_record_n_names(rec, var); i++)
      h = hash_name(h, ibid_record_name(rec, var, i));
    return h;
  case IBID_KIND_DATE: {
    const IbidDate *date = ibid_record_date(rec, var);
    g_autofree char *edtf = ib_date_to_edtf(date);
    return hash_field(h, var, edtf ? edtf : date->literal);
  }
  }
  return h;
}

/* The entry's place in its list is no part of the record. */
static gboolean
counts_as_content(IbidVar var)
{
  return var != IBID_VAR_CITATION_NUMBER && var != IBID_VAR_CITATION_LABEL;
}

static gint64
sign_content(const IbidRecord *rec)
{
  guint64 h = hash_field(FNV_START, ibid_record_type(rec), "type");
  for (int var = IBID_VAR_NONE + 1; var < IBID_N_VARS; var++)
    if (counts_as_content(var) && ibid_record_has(rec, var))
      h = hash_var(h, rec, var);
  return finish(h);
}

/* First author, year, and LEN bytes of the folded title. */
static gint64
sign_part(const char *who, int year, const char *words, gsize len)
{
  g_autofree char *when = g_strdup_printf("%d", year);
  guint64 h = hash_field(FNV_START, 'a', who);
  h = hash_field(h, 'y', when);
  return finish(hash_bytes(h, words, len));
}

static gsize
head_length(const char *title)
{
  const char *p = title;
  for (guint n = 0; *p; p++)
    if (*p == ' ' && ++n == SIGN_WORDS)
      break;
  return p - title;
}

static const char *
tail_start(const char *title)
{
  const char *p = title + strlen(title);
  for (guint n = 0; p > title; p--)
    if (p[-1] == ' ' && ++n == SIGN_WORDS)
      break;
  return p;
}

static void
sign_title(const IbidRecord *rec, IbSigns *signs)
{
  g_autofree char *title = folded(rec, IBID_VAR_TITLE);
  if (!*title)
    return;
  g_autofree char *who = surname(rec);
  int year = year_of(rec);
  const char *tail = tail_start(title);
  if (count_words(title) >= TELLING_WORDS)
    signs->title = finish(hash_bytes(FNV_START, title, strlen(title)));
  signs->head = sign_part(who, year, title, head_length(title));
  signs->tail = sign_part(who, year, tail, strlen(tail));
}

void
ib_identity_signs(const IbidRecord *rec, IbSigns *signs)
{
  const char *doi = ibid_record_text(rec, IBID_VAR_DOI);
  const char *url = ibid_record_text(rec, IBID_VAR_URL);

  memset(signs, 0, sizeof *signs);
  signs->printed = sign_printed(rec);
  signs->content = sign_content(rec);
  if (doi) {
    g_autofree char *low = g_ascii_strdown(doi, -1);
    signs->doi = finish(hash_bytes(FNV_START, low, strlen(low)));
  }
  if (url) {
    g_autofree char *plain = plain_url(url);
    signs->url = finish(hash_bytes(FNV_START, plain, strlen(plain)));
  }
  sign_title(rec, signs);
}

/* ---- comparing ---- */

/* How two values of one field stand to each other. */
typedef enum { MISSING, EQUAL, NEAR, OTHER } Likeness;

/* Longer values are no titles or addresses, and the distance costs their product. */
#define LONGEST_COMPARED 2000

static gboolean
is_near(const char *a, const char *b, guint limit)
{
  return strlen(a) <= LONGEST_COMPARED && strlen(b) <= LONGEST_COMPARED
         && ib_text_distance(a, b, limit) <= limit;
}

/* "II" and "2" count; so does a letter, but only as the last word ("Part A"). */
static gboolean
is_counting_word(const char *word, gsize len, gboolean last)
{
  gboolean roman = len > 0 && len <= 5;
  for (gsize i = 0; i < len; i++) {
    if (g_ascii_isdigit(word[i]))
      return TRUE;
    roman = roman && strchr("ivxl", word[i]);
  }
  return roman ? len > 1 || last : len == 1 && last;
}

/* The words of a folded title that tell parts and years apart.  Caller frees with g_free(). */
static char *
counting_words(const char *title)
{
  GString *out = g_string_new(NULL);
  while (*title) {
    gsize len = strcspn(title, " ");
    if (is_counting_word(title, len, !title[len])) {
      g_string_append_len(out, title, len);
      g_string_append_c(out, ' ');
    }
    title += len + (title[len] == ' ');
  }
  return g_string_free(out, FALSE);
}

/* Is A the beginning of B, up to the end of a word?  A title without its subtitle. */
static gboolean
begins(const char *a, const char *b)
{
  gsize len = strlen(a);
  return g_str_has_prefix(b, a) && b[len] == ' ' && count_words(a) >= TELLING_WORDS;
}

/* One misprint in ten letters is still the same title; fewer than four at most. */
static Likeness
compare_titles(const char *a, const char *b)
{
  if (!*a || !*b)
    return MISSING;
  if (!strcmp(a, b))
    return EQUAL;
  g_autofree char *numbers_a = counting_words(a);
  g_autofree char *numbers_b = counting_words(b);
  if (strcmp(numbers_a, numbers_b))
    return OTHER;
  guint limit = MIN(4, strlen(a) / 10);
  if (begins(a, b) || begins(b, a) || is_near(a, b, limit))
    return NEAR;
  return OTHER;
}

static Likeness
compare_people(const IbidRecord *a, const IbidRecord *b)
{
  g_autofree char *who_a = surname(a);
  g_autofree char *who_b = surname(b);
  if (!*who_a || !*who_b)
    return MISSING;
  if (!strcmp(who_a, who_b))
    return EQUAL;
  guint limit = MIN(2, strlen(who_a) / 4);
  return is_near(who_a, who_b, limit) ? NEAR : OTHER;
}

static Likeness
compare_urls(const IbidRecord *a, const IbidRecord *b)
{
  const char *url_a = ibid_record_text(a, IBID_VAR_URL);
  const char *url_b = ibid_record_text(b, IBID_VAR_URL);
  if (!url_a || !url_b)
    return MISSING;
  g_autofree char *plain_a = plain_url(url_a);
  g_autofree char *plain_b = plain_url(url_b);
  if (!strcmp(plain_a, plain_b))
    return EQUAL;
  guint limit = MIN(6, strlen(plain_a) / 8);
  return g_str_has_prefix(plain_a, plain_b) || g_str_has_prefix(plain_b, plain_a)
                 || is_near(plain_a, plain_b, limit)
             ? NEAR
             : OTHER;
}

static Likeness
compare_text(const IbidRecord *a, const IbidRecord *b, IbidVar var)
{
  g_autofree char *text_a = folded(a, var);
  g_autofree char *text_b = folded(b, var);
  if (!*text_a || !*text_b)
    return MISSING;
  if (!strcmp(text_a, text_b))
    return EQUAL;
  return strstr(text_a, text_b) || strstr(text_b, text_a)
                 || ib_text_similarity(text_a, text_b) >= 0.5
             ? NEAR
             : OTHER;
}

static gboolean
is_part_of_book(IbidType type)
{
  return type == IBID_TYPE_BOOK || type == IBID_TYPE_CHAPTER || type == IBID_TYPE_COLLECTION;
}

static gboolean
differ(const IbidRecord *a, const IbidRecord *b, IbidVar var)
{
  const char *text_a = ibid_record_text(a, var);
  const char *text_b = ibid_record_text(b, var);
  return text_a && text_b && strcmp(text_a, text_b);
}

/* Two volumes of a handbook, two editions, 1997a and 1997b, a book and the essay in it that
 * has its title, an article and its reprint in a reader: two works by declaration. */
static gboolean
told_apart(const IbidRecord *a, const IbidRecord *b)
{
  IbidType type_a = ibid_record_type(a), type_b = ibid_record_type(b);
  gboolean books = is_part_of_book(type_a) && is_part_of_book(type_b);
  return differ(a, b, IBID_VAR_YEAR_SUFFIX) || differ(a, b, IBID_VAR_EDITION)
         || differ(a, b, IBID_VAR_PART) || differ(a, b, IBID_VAR_CHAPTER_NUMBER)
         || (books && (type_a != type_b || differ(a, b, IBID_VAR_VOLUME)))
         || (type_a != type_b && compare_text(a, b, IBID_VAR_CONTAINER_TITLE) == OTHER);
}

/* How far the numbers that place an article agree. */
typedef struct {
  guint agree, disagree; /* of volume, issue, pages; of the day, too, where it differs */
} Places;

static Places
compare_places(const IbidRecord *a, const IbidRecord *b)
{
  static const IbidVar vars[] = { IBID_VAR_VOLUME, IBID_VAR_ISSUE, IBID_VAR_PAGE };
  const IbidDate *date_a = ibid_record_date(a, IBID_VAR_ISSUED);
  const IbidDate *date_b = ibid_record_date(b, IBID_VAR_ISSUED);
  Places places = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS(vars); i++) {
    if (differ(a, b, vars[i]))
      places.disagree++;
    else if (ibid_record_text(a, vars[i]) && ibid_record_text(b, vars[i]))
      places.agree++;
  }
  if (date_a && date_b && date_a->from.day && date_b->from.day
      && ib_date_part_compare(&date_a->from, &date_b->from))
    places.disagree++;
  return places;
}

static gboolean
same_doi(const IbidRecord *a, const IbidRecord *b)
{
  const char *doi_a = ibid_record_text(a, IBID_VAR_DOI);
  const char *doi_b = ibid_record_text(b, IBID_VAR_DOI);
  return doi_a && doi_b && !g_ascii_strcasecmp(doi_a, doi_b);
}

/* A copied DOI on another work is a finding, not a reason to refuse the work. */
static gboolean
doi_agrees(const IbidRecord *a, const IbidRecord *b, const char *title_a, const char *title_b)
{
  return !*title_a || !*title_b || ib_text_similarity(title_a, title_b) >= 0.5
         || compare_titles(title_a, title_b) != OTHER
         || (compare_people(a, b) == EQUAL && year_of(a) == year_of(b)
             && ib_text_similarity(title_a, title_b) >= 0.25);
}

/* The year, or the author, is what was corrected: then the place must be the same, and of
 * another year it must be more of the place. */
static gboolean
same_place(const IbidRecord *a, const IbidRecord *b, const Places *places, gboolean same_year)
{
  Likeness container = compare_text(a, b, IBID_VAR_CONTAINER_TITLE);
  Likeness publisher = compare_text(a, b, IBID_VAR_PUBLISHER);
  return places->disagree == 0
         && ((container == EQUAL && (same_year || places->agree >= 2))
             || (publisher == EQUAL && container != OTHER));
}

/* A title that many works have: all else that is known must agree, and something must be. */
static gboolean
same_common_title(const IbidRecord *a, const IbidRecord *b, const Places *places, Likeness people,
                  Likeness url)
{
  return year_of(a) && year_of(a) == year_of(b) && places->disagree <= 1
         && (people == EQUAL || people == NEAR) && url != OTHER
         && compare_text(a, b, IBID_VAR_CONTAINER_TITLE) != OTHER;
}

gboolean
ib_identity_same_work(const IbidRecord *a, const IbidRecord *b)
{
  g_autofree char *title_a = folded(a, IBID_VAR_TITLE);
  g_autofree char *title_b = folded(b, IBID_VAR_TITLE);
  Likeness title = compare_titles(title_a, title_b);
  Likeness people = compare_people(a, b);
  Likeness url = compare_urls(a, b);
  gboolean same_year = year_of(a) == year_of(b) || !year_of(a) || !year_of(b);
  gboolean telling = title == EQUAL && count_words(title_a) >= TELLING_WORDS;

  if (told_apart(a, b))
    return FALSE;
  if (same_doi(a, b))
    return doi_agrees(a, b, title_a, title_b);
  if (title == MISSING)
    return url == EQUAL && same_year && people != OTHER;
  if (title == OTHER)
    return FALSE;
  if (url == EQUAL && people != OTHER)
    return same_year || telling;
  Places places = compare_places(a, b);
  if (!telling)
    return same_common_title(a, b, &places, people, url);
  if (same_year && (people == EQUAL || people == NEAR))
    return TRUE;
  if (same_year || people == EQUAL)
    return url == NEAR || same_place(a, b, &places, same_year);
  return FALSE;
}

/* The same values, under the same hash? */
static gboolean
same_value(const IbidRecord *a, const IbidRecord *b, IbidVar var)
{
  gboolean has_a = ibid_record_has(a, var), has_b = ibid_record_has(b, var);
  if (!has_a || !has_b)
    return has_a == has_b;
  return hash_var(FNV_START, a, var) == hash_var(FNV_START, b, var);
}

char *
ib_identity_differences(const IbidRecord *a, const IbidRecord *b)
{
  GString *out = g_string_new(ibid_record_type(a) == ibid_record_type(b) ? NULL : "type");
  for (int var = IBID_VAR_NONE + 1; var < IBID_N_VARS; var++) {
    if (!counts_as_content(var) || same_value(a, b, var))
      continue;
    g_string_append_printf(out, "%s%s", out->len ? ", " : "", ibid_var_name(var));
  }
  if (!out->len)
    g_string_append(out, "printed form");
  return g_string_free(out, FALSE);
}
