/* The printed form of a reference, with what other rules speak of taken out. */
#include "config.h"

#include "check/printed.h"

#include <string.h>

#include "check/rules.h"
#include "util/data.h"
#include "util/text.h"

/* Kept between the rules of one record. */
struct IbPrinted {
  guint record;
  char *text;         /* repairs masked */
  char *without_urls; /* addresses too; NULL until asked for */
};

static void
mask(char *text, gsize len, IbidSpan span, char with)
{
  if (span.end <= len && span.start < span.end)
    memset(text + span.start, with, span.end - span.start);
}

/* From "http" or "www." to the next blank, or to a bracket that the address did not open:
 * "(http://example.org/a_(b))." ends before the last bracket. */
static void
mask_addresses(char *text)
{
  for (char *p = text; *p; p++) {
    int depth = 0;
    if (g_ascii_strncasecmp(p, "http", 4) && g_ascii_strncasecmp(p, "www.", 4))
      continue;
    for (; *p && !g_ascii_isspace(*p) && !strchr("<>]}", *p); p++) {
      depth += *p == '(';
      if (*p == ')' && depth-- == 0)
        break;
      if (*p == '(' && !memchr(p, ')', strcspn(p, " \t\n")))
        break; /* "…/a(accessed 3 May)" */
      *p = ' ';
    }
    if (!*p)
      return;
  }
}

void
ib_printed_clear(IbCheck *check)
{
  if (!check->printed)
    return;
  g_free(check->printed->text);
  g_free(check->printed->without_urls);
  g_clear_pointer(&check->printed, g_free);
}

static void
load(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  ib_printed_clear(check);
  check->printed = g_new0(struct IbPrinted, 1);
  check->printed->record = i;
  char *text = g_strdup(ibid_record_printed(rec));
  if (!text)
    return;
  gsize len = strlen(text);
  for (guint k = 0; k < ibid_record_n_repairs(rec); k++)
    mask(text, len, ibid_record_repair(rec, k)->span, 'n');
  if (g_utf8_validate(text, len, NULL))
    check->printed->text = g_steal_pointer(&text);
  g_free(text);
}

const char *
ib_printed(IbCheck *check, guint i, gboolean without_urls)
{
  if (!check->printed || check->printed->record != i)
    load(check, i);
  struct IbPrinted *kept = check->printed;
  if (!without_urls || !kept->text)
    return kept->text;
  if (!kept->without_urls) {
    kept->without_urls = g_strdup(kept->text);
    mask_addresses(kept->without_urls);
    mask(kept->without_urls, strlen(kept->text), ibid_record_span(check->records->pdata[i], IBID_VAR_URL), ' ');
    mask(kept->without_urls, strlen(kept->text), ibid_record_span(check->records->pdata[i], IBID_VAR_DOI), ' ');
  }
  return kept->without_urls;
}

IbidFinding *
ib_printed_add(IbCheck *check, const char *rule, IbidSeverity severity, guint i, gsize start, gsize end)
{
  const IbidRecord *rec = check->records->pdata[i];
  IbidFinding *f = ib_check_add(check, rule, severity, i, IBID_VAR_NONE);
  f->span = (IbidSpan){ start, end };
  for (int var = 1; var < IBID_N_VARS; var++) {
    IbidSpan span = ibid_record_span(rec, var);
    if (span.end && span.start <= start && end <= span.end)
      f->var = var;
  }
  return f;
}

gboolean
ib_printed_before(const IbidRecord *rec, IbidVar var, const char *pattern)
{
  const char *printed = ibid_record_printed(rec);
  IbidSpan span = ibid_record_span(rec, var);
  if (!printed || !span.end || span.end > strlen(printed))
    return FALSE;
  gsize from = span.start > 40 ? span.start - 40 : 0;
  while (from < span.start && ((guchar)printed[from] & 0xC0) == 0x80)
    from++;
  g_autofree char *before = g_strndup(printed + from, span.start - from);
  return ib_check_match(pattern, before, NULL, NULL);
}

gboolean
ib_printed_after(const IbidRecord *rec, IbidVar var, const char *pattern)
{
  const char *printed = ibid_record_printed(rec);
  IbidSpan span = ibid_record_span(rec, var);
  return printed && span.end && span.end <= strlen(printed) && ib_check_match(pattern, printed + span.end, NULL, NULL);
}

/* Pieces. */

static void
look_at_names(IbCheck *check, guint i, IbidVar role, IbPieceFunc look, gconstpointer data)
{
  const IbidRecord *rec = check->records->pdata[i];
  for (guint k = 0; k < ibid_record_n_names(rec, role); k++) {
    const IbidName *name = ibid_record_name(rec, role, k);
    g_autofree char *whole = name->literal                 ? g_strdup(name->literal)
                             : name->given && name->family ? g_strconcat(name->given, " ", name->family, NULL)
                                                           : g_strdup(name->family ? name->family : name->given);
    if (whole) /* "[Author name]" may have been taken apart */
      look(check, i, &(IbPiece){ whole, role }, data);
  }
}

void
ib_pieces_foreach(IbCheck *check, guint i, gboolean without_urls, IbPieceFunc look, gconstpointer data)
{
  static const IbidVar words[] = { IBID_VAR_TITLE,     IBID_VAR_CONTAINER_TITLE, IBID_VAR_COLLECTION_TITLE,
                                   IBID_VAR_PUBLISHER, IBID_VAR_PUBLISHER_PLACE, IBID_VAR_EVENT_TITLE };
  const IbidRecord *rec = check->records->pdata[i];
  if (ib_check_is_plain(rec)) {
    const char *text = ib_printed(check, i, without_urls);
    if (text)
      look(check, i, &(IbPiece){ text, IBID_VAR_NONE }, data);
    return;
  }
  look_at_names(check, i, IBID_VAR_AUTHOR, look, data);
  look_at_names(check, i, IBID_VAR_EDITOR, look, data);
  for (guint k = 0; k < G_N_ELEMENTS(words); k++)
    if (ibid_record_has(rec, words[k]))
      look(check, i, &(IbPiece){ ibid_record_text(rec, words[k]), words[k] }, data);
  if (!without_urls && ibid_record_has(rec, IBID_VAR_URL))
    look(check, i, &(IbPiece){ ibid_record_text(rec, IBID_VAR_URL), IBID_VAR_URL }, data);
}

IbidFinding *
ib_piece_add(IbCheck *check, const char *rule, IbidSeverity severity, guint i, const IbPiece *piece, gsize start,
             gsize end)
{
  if (piece->var)
    return ib_check_add(check, rule, severity, i, piece->var);
  return ib_printed_add(check, rule, severity, i, start, end);
}

/* Access phrases. */

typedef struct {
  char *folded;
  gboolean follows; /* its date comes first */
} Phrase;

static const GArray *
phrases(void)
{
  static GArray *all;
  if (g_once_init_enter(&all)) {
    const IbTable *table = ib_table("accessed-phrases.tsv");
    GArray *made = g_array_new(FALSE, FALSE, sizeof(Phrase));
    for (guint i = 0; i < table->n_rows; i++)
      for (guint k = 1; table->rows[i][k]; k++) {
        const char *phrase = table->rows[i][k];
        Phrase p = { ib_text_fold(phrase, -1), *phrase == '-' };
        g_array_append_val(made, p);
      }
    g_once_init_leave(&all, made);
  }
  return all;
}

/* At most WORDS words may stand between. */
static gboolean
ends_near(const char *folded, const char *phrase, guint words)
{
  gsize len = strlen(phrase);
  gboolean spaced = (guchar)*phrase < 0x80;
  for (const char *at = strstr(folded, phrase); at; at = strstr(at + 1, phrase)) {
    guint between = 0;
    if (spaced && ((at > folded && at[-1] != ' ') || (at[len] && at[len] != ' ')))
      continue;
    for (const char *p = at + len; *p; p++)
      between += *p == ' ' && p[1];
    if (between <= words)
      return TRUE;
  }
  return FALSE;
}

gboolean
ib_printed_is_accessed_at(const char *text, gsize at)
{
  gsize from = at > 60 ? at - 60 : 0;
  while (from < at && ((guchar)text[from] & 0xC0) == 0x80)
    from++;
  g_autofree char *before = ib_text_fold(text + from, at - from);
  const GArray *all = phrases();
  for (guint k = 0; k < all->len; k++) {
    const Phrase *p = &g_array_index(all, Phrase, k);
    if (!p->follows && *p->folded && ends_near(before, p->folded, 3))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_accessed_behind(const char *text, gsize end)
{
  gsize len = MIN(strlen(text + end), 40);
  while (len && ((guchar)text[end + len] & 0xC0) == 0x80)
    len--;
  g_autofree char *after = ib_text_fold(text + end, len);
  const GArray *all = phrases();
  for (guint k = 0; k < all->len; k++) {
    const Phrase *p = &g_array_index(all, Phrase, k);
    if (p->follows && *p->folded && g_str_has_prefix(after, p->folded))
      return TRUE;
  }
  return FALSE;
}

gboolean
ib_printed_says_accessed(const IbidRecord *rec)
{
  const char *printed = ibid_record_printed(rec);
  IbidSpan date = ibid_record_span(rec, IBID_VAR_ACCESSED), url = ibid_record_span(rec, IBID_VAR_URL);
  if (!printed)
    return TRUE;
  if (!date.end || date.end > strlen(printed))
    return FALSE;
  if (url.end && url.end <= date.start && date.start - url.end <= 6)
    return TRUE;
  return ib_printed_is_accessed_at(printed, date.start) || is_accessed_behind(printed, date.end);
}
