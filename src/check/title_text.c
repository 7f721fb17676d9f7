/* title.*: what it is called. */
#include "config.h"

#include <string.h>

#include "check/printed.h"
#include "check/rules.h"
#include "util/text.h"

/* Titles that browsers and servers give where there is no page. */
static const char error_title[] =
    "(?i)^(?:(?:error |http |fehler )?(?:40[0-9]|50[0-4])(?:[ :.–-]+(?:page |file |"
    "seite )?(?:not found|error|forbidden|unauthori[sz]ed|gone|"
    "nicht gefunden|service unavailable|bad gateway|internal server error))?|"
    "(?:error[ :–-]+)?page not found|seite nicht gefunden|page introuvable|"
    "página no encontrada|not found|access denied|forbidden|just a moment(?:\\.+|…)?|"
    "attention required!?.*|are you a robot\\??|security check|"
    "untitled(?: document)?|loading(?:\\.+|…)?|redirecting(?:\\.+|…)?|home|sign in|log ?in|"
    "object moved|document moved|new tab|"
    "microsoft word - .*|subscribe to read|cookies? (?:consent|policy)|pdf viewer|index of /.*)$";

static gboolean
needs_title(const IbidRecord *rec)
{
  IbidType type = ibid_record_type(rec);
  return type != IBID_TYPE_LEGAL_CASE && type != IBID_TYPE_LEGISLATION && type != IBID_TYPE_BILL &&
         type != IBID_TYPE_PERSONAL_COMMUNICATION && type != IBID_TYPE_PATENT && type != IBID_TYPE_INTERVIEW;
}

static void
report_missing(IbCheck *check, guint i)
{
  IbidFinding *f = ib_check_add(check, "title.missing", IBID_SEVERITY_ERROR, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "there is no title");
  ibid_finding_add_fact(f, "type", ibid_type_name(ibid_record_type(check->records->pdata[i])));
}

static void
check_missing(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (!ibid_record_has(rec, IBID_VAR_TITLE) && needs_title(rec) && !ib_check_is_plain(rec))
    report_missing(check, i);
}

/* In plain text a title may be there and not be seen, and physicists leave it out: so only in a
 * list that gives titles, and only of articles whose journal, not abbreviated, and year were seen. */

typedef struct {
  guint n, with, quoted; /* records with a title, and those whose titles stand between marks */
  GHashTable *journals;  /* folded */
} Titles;

static gboolean
is_quoted(const IbidRecord *rec)
{
  return ib_printed_before(rec, IBID_VAR_TITLE, "[“„«\"‘']\\s?$");
}

static Titles
count_titles(IbCheck *check)
{
  Titles t = { check->records->len, 0, 0, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
  for (guint i = 0; i < check->records->len; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    t.with += ibid_record_has(rec, IBID_VAR_TITLE);
    t.quoted += is_quoted(rec) && ib_check_is_article(rec);
    if (ibid_record_has(rec, IBID_VAR_TITLE) && ib_check_is_article(rec) &&
        ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE))
      g_hash_table_add(t.journals, ib_check_folded(rec, IBID_VAR_CONTAINER_TITLE));
  }
  return t;
}

/* Are articles' titles quoted in this list, and is nothing in this entry? */
static gboolean
lacks_quotes(const IbidRecord *rec, const Titles *t)
{
  const char *printed = ibid_record_printed(rec);
  return t->quoted >= 3 && printed && !strpbrk(printed, "\"") && !strstr(printed, "“") && !strstr(printed, "„") &&
         !strstr(printed, "«") && !strstr(printed, "‘");
}

static gboolean
shows_no_title(const IbidRecord *rec, const Titles *t)
{
  const char *journal = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  gboolean numbered = ibid_record_has(rec, IBID_VAR_VOLUME) || ibid_record_has(rec, IBID_VAR_PAGE);
  if (!ibid_record_has(rec, IBID_VAR_AUTHOR) || !ib_check_year(rec) || !numbered)
    return FALSE;
  if (ibid_record_type(rec) == IBID_TYPE_CHAPTER) /* "Linden, F. van der. 1990. In Neue Jugendbiographie?" */
    return journal && ibid_record_has(rec, IBID_VAR_PUBLISHER) &&
           ib_printed_before(rec, IBID_VAR_CONTAINER_TITLE,
                             "(?:[0-9]{4}[a-z]?\\)?[.,]?|^[^“\"]*[.,]) (?:In|in):? [“\"]?$");
  if (!journal)
    return ibid_record_has(rec, IBID_VAR_VOLUME) && ibid_record_has(rec, IBID_VAR_PAGE) &&
           !ibid_record_has(rec, IBID_VAR_URL) && !ibid_record_has(rec, IBID_VAR_PUBLISHER) && lacks_quotes(rec, t);
  /* in a list of which hardly any other entry is without, a short journal before its volume will do */
  if (ib_check_is_article(rec) && t->n - t->with <= 1 + t->n / 25 && t->n >= 8 &&
      ibid_record_has(rec, IBID_VAR_VOLUME) && ibid_record_has(rec, IBID_VAR_PAGE) && strlen(journal) <= 60 &&
      ib_printed_after(rec, IBID_VAR_CONTAINER_TITLE,
                       "(?i)^[.,;]? ?(?:\\(?(?:19|20)[0-9]{2}\\)?[,;]? ?)?(?:vol\\.? ?)?\\p{Lu}?[0-9]"))
    return ibid_record_confidence(rec, IBID_VAR_CONTAINER_TITLE) >= .25;
  /* "Collected Rivers, vol. 2. London: House": the book was taken for a journal */
  return ib_check_is_article(rec) && !ibid_record_has(rec, IBID_VAR_PUBLISHER_PLACE) &&
         ibid_record_confidence(rec, IBID_VAR_CONTAINER_TITLE) >= (lacks_quotes(rec, t) ? .5 : .75) &&
         ib_check_match("^(?:\\p{Lu}\\. )?[^.]*\\b\\p{L}*\\p{Ll}{4,}[^.]*$", journal, NULL, NULL);
}

/* "River Rev. River Rev": the title is that of the journal, and both were taken for it. */
static gboolean
is_doubled(const char *journal)
{
  g_autofree char *folded = ib_text_fold(journal, -1);
  gsize n = strlen(folded), half = n / 2;
  return n > 6 && n % 2 && folded[half] == ' ' && !strncmp(folded, folded + half + 1, half);
}

/* Or where what was taken for the title is a journal: that of another entry, or one by its words,
 * unquoted where titles are. */
static gboolean
has_journal_for_title(const IbidRecord *rec, const Titles *t)
{
  if (ibid_record_has(rec, IBID_VAR_CONTAINER_TITLE) || ibid_record_has(rec, IBID_VAR_PUBLISHER) ||
      !ibid_record_has(rec, IBID_VAR_VOLUME) || ibid_record_has(rec, IBID_VAR_PUBLISHER_PLACE) ||
      !(ibid_record_has(rec, IBID_VAR_PAGE) || ibid_record_has(rec, IBID_VAR_ISSUE)))
    return FALSE;
  g_autofree char *title = ib_check_folded(rec, IBID_VAR_TITLE);
  if (g_hash_table_contains(t->journals, title))
    return TRUE;
  return !ib_check_reads_like_title(ibid_record_text(rec, IBID_VAR_TITLE)) &&
         ib_printed_after(rec, IBID_VAR_TITLE, "(?i)^[.,;]? ?(?:(?:19|20)[0-9]{2}[,;]? ?)?(?:vol\\.? ?)?[0-9]") &&
         (lacks_quotes(rec, t) || ib_check_names_journal(ibid_record_text(rec, IBID_VAR_TITLE)));
}

/* The title was taken for the journal, alone ("Who Wins? Rivers and Votes. 31, 33-70": container.missing
 * speaks of that) or together with it ("Who pays for the river? DISP", "Lakes. Lakes"). */
static gboolean
has_other_for_title(const IbidRecord *rec)
{
  const char *journal = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  return journal && ib_check_is_article(rec) &&
         (ib_check_reads_like_title(journal) || is_doubled(journal) ||
          ib_check_match("[?!] \\p{Lu}", journal, NULL, NULL));
}

static void
check_missing_list(IbCheck *check)
{
  Titles t = count_titles(check);
  for (guint i = 0;
       i < check->records->len && t.with >= 5 && check->records->len - t.with <= 1 + check->records->len / 10; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (!ib_check_is_plain(rec) || ib_check_looks_merged(rec))
      continue;
    if (ibid_record_has(rec, IBID_VAR_TITLE) ? has_journal_for_title(rec, &t)
                                             : shows_no_title(rec, &t) && !has_other_for_title(rec))
      report_missing(check, i);
  }
  g_hash_table_unref(t.journals);
}

static gboolean
is_all_caps(const char *title)
{
  guint upper = 0, words = 1;
  for (const char *p = title; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_islower(c))
      return FALSE;
    upper += g_unichar_isupper(c);
    words += c == ' ';
  }
  return upper >= 12 && words >= 3;
}

/* In plain text the title in capitals may have been taken for a name or run into what follows:
 * "Jahn, H.-R. TOWARD A THEORY OF LAKES. (Lake Press, 1982)". */
static void
check_printed_caps(IbCheck *check, guint i)
{
  static const char capitals[] = "[.,:)”“„«\"] [“„«\"‘]?\\K\\p{Lu}+(?:[:,]? (?:[\\p{Lu}’'-]+|&|"
                                 "[–—]))+(?=[.,:;?!”“\"»’ ])(?![\\p{Ll}'’-])";
  const IbidRecord *rec = check->records->pdata[i];
  const char *text = ib_printed(check, i, TRUE);
  gsize start, end;
  if (!text || !ib_check_match(capitals, text, &start, &end))
    return;
  g_autofree char *title = g_strndup(text + start, end - start);
  IbidSpan author = ibid_record_span(rec, IBID_VAR_AUTHOR);
  if (!is_all_caps(title) || (ibid_record_has(rec, IBID_VAR_TITLE) && author.end > start))
    return;
  IbidFinding *f = ib_printed_add(check, "title.caps", IBID_SEVERITY_INFO, i, start, end);
  ibid_finding_set_message(f, "the title is all in capitals");
  ibid_finding_add_fact(f, "title", title);
}

static void
check_caps(IbCheck *check, guint i)
{
  const char *title = ibid_record_text(check->records->pdata[i], IBID_VAR_TITLE);
  if (!title || !is_all_caps(title)) {
    check_printed_caps(check, i);
    return;
  }
  IbidFinding *f = ib_check_add(check, "title.caps", IBID_SEVERITY_INFO, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the title is all in capitals");
  ibid_finding_add_fact(f, "title", title);
}

/* What browsers put behind the title: " | Reuters", " - BBC News". */

/* The byte at which the name of a site begins; 0 when there is none.  One bar before a short
 * name is enough on a page ("MRI | Size | Share" is a heading); a dash needs a name that is
 * known. */
static gsize
site_suffix(const char *title, gboolean is_page)
{
  gsize start, end;
  /* "… | Reuters [WWW Document]" */
  g_autofree char *bare = g_strdup(title);
  if (ib_check_match(" \\[[^\\]]{3,20}\\]?$", bare, &start, NULL))
    bare[start] = '\0';
  title = bare;
  const char *bar = strrchr(title, '|');
  if (bar && strchr(title, '|') == bar && bar > title + 8 && bar[1] == ' ' && bar[-1] == ' ' && strlen(bar) < 42 &&
      (is_page || ib_check_is_site(bar + 2)))
    return bar - 1 - title;
  if (!ib_check_match(" (?:-|–|—|·) (?=[^-–—·|]{2,40}$)", title, &start, &end) || !ib_check_is_site(title + end))
    return 0;
  return start;
}

/* In plain text, an error or the name of a site that was not taken for a part of the title:
 * "(2020). 404 Not Found. The Economist." and "What happened? - BBC News." */
static gboolean
check_printed_debris(IbCheck *check, guint i)
{
  static const char error[] =
      "(?:[.)”“\"] )\\K(?:404 (?:[-–:] )?(?:Page )?Not Found|Page [Nn]ot [Ff]ound|Access Denied|"
      "Just a moment(?:\\.\\.\\.|…))(?=[.,”\" \\[])";
  static const char behind[] = "^[?!.]? (?:-|–|—|\\|) \\K[^-–—|.,”\"\\[(]{2,40}(?=[.,”\"\\[(])";
  const IbidRecord *rec = check->records->pdata[i];
  const char *text = ib_printed(check, i, TRUE);
  IbidSpan title = ibid_record_span(rec, IBID_VAR_TITLE);
  gsize start, end;
  gboolean is_error = text && ib_check_match(error, text, &start, &end);
  if (!is_error &&
      (!text || !title.end || title.end > strlen(text) || !ib_check_match(behind, text + title.end, &start, &end)))
    return FALSE;
  gsize from = is_error ? 0 : title.end;
  g_autofree char *what = g_strndup(text + from + start, end - start);
  g_strchomp(what);
  if (!is_error && !ib_check_is_site(what))
    return FALSE;
  IbidFinding *f = ib_printed_add(check, "title.page-debris", IBID_SEVERITY_WARNING, i, from + start, from + end);
  ibid_finding_set_message(f,
                           is_error ? "“%s” is what a browser shows where there is no page"
                                    : "the title ends in the name of a site: “%s”",
                           what);
  ibid_finding_add_fact(f, "printed", what);
  return TRUE;
}

static void
check_debris(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  IbidFinding *f;
  if (check_printed_debris(check, i) || !title)
    return;
  if (strlen(title) < 80 && ib_check_match(error_title, title, NULL, NULL)) {
    f = ib_check_add(check, "title.page-debris", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
    ibid_finding_set_message(f, "“%s” is what a browser shows where there is no page", title);
    ibid_finding_add_fact(f, "title", title);
    return;
  }
  gsize cut = site_suffix(title, ib_check_is_page(rec));
  if (!cut)
    return;
  g_autofree char *fixed = g_strndup(title, cut);
  f = ib_check_add(check, "title.page-debris", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the title ends in the name of a site: “%s”", title + cut);
  ibid_finding_add_fact(f, "title", title);
  ibid_finding_set_fix(f, IBID_VAR_TITLE, title, fixed, FALSE);
}

/* "La politique locale en... Le Courrier du Nord": the journal was taken for a part of the title. */
static gboolean
breaks_off_within(const char *title)
{
  gsize start, end;
  return ib_check_match("\\p{L}(?:…|\\.\\.\\.)[”“\"»’]*,? (?=\\p{Lu}|in\\b|W\\b)", title, &start, &end) &&
         start >= 15 && strlen(title) - end >= 4;
}

static gboolean
is_truncated(const IbidRecord *rec)
{
  const char *title = ibid_record_text(rec, IBID_VAR_TITLE);
  return title && ((ib_check_is_plain(rec) && breaks_off_within(title)) || g_str_has_suffix(title, "…") ||
                   g_str_has_suffix(title, "...") ||
                   ib_printed_after(rec, IBID_VAR_TITLE, "^(?: \\p{L}{1,4})?[:,;]?(?:…|\\.\\.\\.)(?!\\s?\\p{Ll})") ||
                   ib_check_match("(?:…|\\.\\.\\.) \\[[^\\]]{3,20}\\]?$", title, NULL, NULL));
}

static void
report_truncated(IbCheck *check, guint i)
{
  const char *title = ibid_record_text(check->records->pdata[i], IBID_VAR_TITLE);
  IbidFinding *f = ib_check_add(check, "title.truncated", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the title breaks off: “%s”", title);
  ibid_finding_add_fact(f, "title", title);
}

static void
check_truncated(IbCheck *check, guint i)
{
  if (!check->is_list && is_truncated(check->records->pdata[i]))
    report_truncated(check, i);
}

/* Historians cite long old titles so, "Elements de musique..., Lyon 1766", or "Delle memorie..., I,
 * p. 180", and then many of them; a short form has no year. */
static void
check_truncated_list(IbCheck *check)
{
  guint n = 0;
  for (guint i = 0; i < check->records->len; i++)
    n += is_truncated(check->records->pdata[i]);
  for (guint i = 0; i < check->records->len && n <= 1 + check->records->len / 20; i++) {
    const IbidRecord *rec = check->records->pdata[i];
    if (is_truncated(rec) && (!ib_check_is_plain(rec) || ib_check_year(rec) >= 1850))
      report_truncated(check, i);
  }
}

/* "RETRACTED: …", "[WITHDRAWN] …", "… (Retracted article)"; not "Why papers are retracted". */
static void
check_retracted(IbCheck *check, guint i)
{
  static const char retracted[] =
      "^[\\[(]?(?i:retracted|withdrawn)(?i: article| paper| chapter)?[\\])]?\\s*[:.—–]|"
      "^[\\[(](?i:retracted|withdrawn)\\b|"
      "^RETRACTED\\b|^WITHDRAWN\\b|[\\[(](?i:retracted|withdrawn)(?i: article| paper)?[\\])]$";
  const char *title = ibid_record_text(check->records->pdata[i], IBID_VAR_TITLE), *text = ib_printed(check, i, TRUE);
  gboolean in_title = title && strpbrk(title, "RrWw") && ib_check_match(retracted, title, NULL, NULL);
  /* "Harding R. RETRACTED: Who pays": taken for a name */
  if (!in_title &&
      (!text || !ib_check_match("\\b(?:RETRACTED|WITHDRAWN)(?: ARTICLE)?(?:[:\\]]| [-–—] )", text, NULL, NULL)))
    return;
  IbidFinding *f = ib_check_add(check, "title.retracted", IBID_SEVERITY_WARNING, i, IBID_VAR_TITLE);
  ibid_finding_set_message(f, "the title says that the work was retracted or withdrawn");
  ibid_finding_add_fact(f, "title", title);
}

static void
check_container(IbCheck *check, guint i)
{
  const IbidRecord *rec = check->records->pdata[i];
  if (!ib_check_is_article(rec))
    return;
  g_autofree char *title = ib_check_folded(rec, IBID_VAR_TITLE);
  g_autofree char *container = ib_check_folded(rec, IBID_VAR_CONTAINER_TITLE);
  const char *journal = ibid_record_text(rec, IBID_VAR_CONTAINER_TITLE);
  if (*title ? strcmp(title, container) != 0 : !journal || !is_doubled(journal))
    return;
  IbidFinding *f = ib_check_add(check, "title.is-container", IBID_SEVERITY_WARNING, i,
                                *title ? IBID_VAR_TITLE : IBID_VAR_CONTAINER_TITLE);
  ibid_finding_set_message(f, "title and journal are both “%s”", journal);
  ibid_finding_add_fact(f, "title", journal);
}

const IbRule ib_rules_title[] = {
  { "title.missing", check_missing, check_missing_list },
  { "title.caps", check_caps, NULL },
  { "title.page-debris", check_debris, NULL },
  { "title.truncated", check_truncated, check_truncated_list },
  { "title.retracted", check_retracted, NULL },
  { "title.is-container", check_container, NULL },
  { NULL, NULL, NULL },
};
