/* Questions to web archives and their answers.
 *
 * What real answers hold (and what is done): rows repeated; status "-" (a revisit: passed over);
 * timestamps that are no date, "20000012170449" (passed over); the JSON form ending in [] and a
 * resume key; an exception in plain text with status 403 (the site is excluded: that says nothing
 * about captures); 429 or 404 *with* Memento-Datetime, which is the archived page's status, not
 * the archive's; {} from Availability for pages that are archived. */
#include "config.h"

#include "check/archive.h"

#include <jansson.h>
#include <string.h>

#include "check/page.h"
#include "net/url.h"
#include "record/date.h"

#define ROWS_ASKED "20" /* the nearest; enough to have both sides of the day */
#define ROWS_MOST 5000

void
ib_capture_clear(IbCapture *capture)
{
  g_free(capture->url);
  memset(capture, 0, sizeof *capture);
}

static char *
stamp_of(const IbidDatePart *day)
{
  return g_strdup_printf("%04d%02d%02d", day->year, day->month ? day->month : 7,
                         day->day     ? day->day
                         : day->month ? 15
                                      : 1);
}

char *
ib_archive_cdx_url(const char *base, const char *url, const IbidDatePart *day)
{
  g_autofree char *escaped = ib_url_escape(url, "");
  if (!day->year)
    return g_strdup_printf("%s?url=%s&output=json&filter=statuscode:200&limit=-1", base, escaped);
  g_autofree char *stamp = stamp_of(day);
  return g_strdup_printf("%s?url=%s&output=json&filter=statuscode:200&closest=%s&sort=closest&limit=" ROWS_ASKED, base,
                         escaped, stamp);
}

char *
ib_archive_available_url(const char *base, const char *url, const IbidDatePart *day)
{
  g_autofree char *escaped = ib_url_escape(url, "");
  if (!day->year)
    return g_strdup_printf("%s?url=%s", base, escaped);
  g_autofree char *stamp = stamp_of(day);
  return g_strdup_printf("%s?url=%s&timestamp=%s", base, escaped, stamp);
}

char *
ib_archive_timegate_url(const char *base, const char *url)
{
  return g_strconcat(base, url, NULL);
}

char *
ib_archive_accept_datetime(const IbidDatePart *day)
{
  if (!day->year)
    return NULL;
  g_autoptr(GDateTime) noon = g_date_time_new_utc(day->year, day->month ? day->month : 7,
                                                  day->day     ? day->day
                                                  : day->month ? 15
                                                               : 1,
                                                  12, 0, 0);
  if (!noon)
    return NULL;
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  return g_strdup_printf("Accept-Datetime: %s, %02d %s %04d 12:00:00 GMT", days[g_date_time_get_day_of_week(noon) - 1],
                         g_date_time_get_day_of_month(noon), months[g_date_time_get_month(noon) - 1],
                         g_date_time_get_year(noon));
}

/* Fourteen digits that are a day of this world. */
static gboolean
read_stamp(const char *s, IbidDatePart *date)
{
  int digits[8];
  for (int i = 0; i < 14; i++) {
    if (!g_ascii_isdigit(s[i]))
      return FALSE;
    if (i < 8)
      digits[i] = s[i] - '0';
  }
  IbidDatePart found = { .year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3],
                         .month = (guint8)(digits[4] * 10 + digits[5]),
                         .day = (guint8)(digits[6] * 10 + digits[7]) };
  if (g_ascii_isdigit(s[14]) || found.year < 1991 || !found.month || !found.day || !ib_date_part_valid(&found))
    return FALSE;
  *date = found;
  return TRUE;
}

int
ib_archive_distance(const IbidDatePart *wanted, const IbidDatePart *found)
{
  if (!wanted->year || !found->year)
    return G_MAXINT;
  return (int)CLAMP(ib_date_part_days(found) - ib_date_part_days(wanted), -G_MAXINT + 1, G_MAXINT - 1);
}

gboolean
ib_archive_is_capture(const char *url)
{
  static const char *const archives[] = { "web.archive.org/web/",
                                          "archive.today/",
                                          "archive.is/",
                                          "archive.ph/",
                                          "archive.md/",
                                          "archive.li/",
                                          "archive.vn/",
                                          "archive.fo/",
                                          "webcitation.org/",
                                          "perma.cc/",
                                          "arquivo.pt/wayback/",
                                          "webarchive.org.uk/",
                                          "wayback.archive-it.org/" };
  const char *host = strstr(url, "://");
  host = host ? host + 3 : url;
  if (g_str_has_prefix(host, "www."))
    host += 4;
  for (guint i = 0; i < G_N_ELEMENTS(archives); i++)
    if (g_str_has_prefix(host, archives[i]))
      return TRUE;
  return FALSE;
}

/* The search for the nearest capture, row by row. */
typedef struct {
  const IbidDatePart *day;
  gint64 best; /* distance in seconds of the nearest; -1: none yet */
  char stamp[15], original[4096];
  gint64 before, after; /* distances of the nearest on each side; -1: none */
  char digest_before[65], digest_after[65];
  guint rows, usable;
} Search;

static gint64
seconds_of(const char *stamp, const IbidDatePart *date)
{
  gint64 clock = (stamp[8] - '0') * 36000 + (stamp[9] - '0') * 3600 + (stamp[10] - '0') * 600 + (stamp[11] - '0') * 60 +
                 (stamp[12] - '0') * 10 + (stamp[13] - '0');
  return ib_date_part_days(date) * 86400 + clock;
}

static void
take_row(Search *s, const char *stamp, const char *original, const char *status, const char *digest)
{
  IbidDatePart date;
  s->rows++;
  if (!stamp || !original || !status || !g_str_equal(status, "200") || strlen(original) >= sizeof s->original ||
      !read_stamp(stamp, &date))
    return;
  /* "mailto:" and "data:" are captured as pages of a host now and then. */
  if (!g_str_has_prefix(original, "http") || strstr(original, "://mailto:"))
    return;
  s->usable++;
  gint64 wanted = s->day->year ? ib_date_part_days(s->day) * 86400 + 43200 : G_MAXINT32 * G_GINT64_CONSTANT(4);
  gint64 distance = seconds_of(stamp, &date) - wanted;
  gint64 away = ABS(distance);
  if (s->best < 0 || away < s->best) {
    s->best = away;
    g_strlcpy(s->stamp, stamp, sizeof s->stamp);
    g_strlcpy(s->original, original, sizeof s->original);
  }
  gint64 *side = distance < 0 ? &s->before : &s->after;
  if (*side < 0 || away < *side) {
    *side = away;
    g_strlcpy(distance < 0 ? s->digest_before : s->digest_after, digest ? digest : "", sizeof s->digest_before);
  }
}

static const char *
cell(const json_t *row, int column)
{
  return column < 0 ? NULL : json_string_value(json_array_get(row, (gsize)column));
}

static gboolean
read_json_rows(Search *s, const char *body, gsize len)
{
  static const char *const names[] = { "timestamp", "original", "statuscode", "digest" };
  int columns[] = { 1, 2, 4, 5 };
  json_t *root = json_loadb(body, len, 0, NULL);
  gsize n = json_is_array(root) ? MIN(json_array_size(root), ROWS_MOST) : 0;
  gboolean is_table = json_is_array(root);
  for (gsize i = 0; i < n; i++) {
    const json_t *row = json_array_get(root, i);
    const char *first = json_is_array(row) ? cell(row, 0) : NULL;
    if (first && !i && (g_str_equal(first, "urlkey") || g_str_equal(first, "timestamp"))) {
      for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
        columns[k] = -1;
        for (gsize c = 0; c < json_array_size(row); c++)
          if (!g_strcmp0(cell(row, (int)c), names[k]))
            columns[k] = (int)c;
      }
      continue;
    }
    if (json_array_size(row) < 3)
      break; /* [] and the resume key */
    take_row(s, cell(row, columns[0]), cell(row, columns[1]), cell(row, columns[2]), cell(row, columns[3]));
  }
  json_decref(root);
  return is_table;
}

/* "org,example)/ 20010203040506 http://example.org:80/ text/html 200 DIGEST 1234" a line. */
static gboolean
read_text_rows(Search *s, const char *body)
{
  g_auto(GStrv) lines = g_strsplit(body, "\n", ROWS_MOST);
  gboolean odd = FALSE;
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) cells = g_strsplit(g_strstrip(*line), " ", 8);
    guint n = g_strv_length(cells);
    if (n >= 6)
      take_row(s, cells[1], cells[2], cells[4], cells[5]);
    else if (n > 1)
      odd = TRUE; /* prose */
    else if (!n && s->rows)
      break; /* a resume key comes next */
  }
  return s->rows || !odd;
}

IbArchiveResult
ib_archive_read_cdx(const char *body, gsize len, int status, const char *replay, const IbidDatePart *day,
                    IbCapture *capture)
{
  g_autofree Search *s = g_new0(Search, 1);
  s->day = day;
  s->best = s->before = s->after = -1;
  if (status != 200)
    return IB_ARCHIVE_FAILED;
  g_autofree char *text = g_utf8_make_valid(body ? body : "", (gssize)len);
  g_strstrip(text);
  if (!(*text == '[' ? read_json_rows(s, text, strlen(text)) : *text != '<' && *text != '{' && read_text_rows(s, text)))
    return IB_ARCHIVE_FAILED;
  if (!s->usable)
    return s->rows ? IB_ARCHIVE_UNSURE : IB_ARCHIVE_NONE;
  memcpy(capture->stamp, s->stamp, sizeof capture->stamp);
  read_stamp(s->stamp, &capture->date);
  capture->url = g_strconcat(replay, s->stamp, "/", s->original, NULL);
  capture->changed =
      day->year && *s->digest_before && *s->digest_after && !g_str_equal(s->digest_before, s->digest_after);
  return IB_ARCHIVE_FOUND;
}

/* The fourteen digits in an address like ".../web/20180120103000id_/http://…". */
static gboolean
stamp_in_url(const char *url, IbCapture *capture)
{
  for (const char *p = url; *p; p++)
    if (*p == '/' && read_stamp(p + 1, &capture->date)) {
      memcpy(capture->stamp, p + 1, 14);
      return TRUE;
    }
  return FALSE;
}

/* "Sun, 17 Jul 2016 05:34:07 GMT" */
static gboolean
stamp_from_http(const char *s, IbCapture *capture)
{
  const char *comma = strchr(s, ',');
  if (!ib_page_parse_date(comma ? comma + 1 : s, &capture->date) || !capture->date.day)
    return FALSE;
  g_snprintf(capture->stamp, sizeof capture->stamp, "%04d%02d%02d000000", capture->date.year % 10000,
             capture->date.month % 100, capture->date.day % 100);
  return TRUE;
}

/* From a Link header: address and datetime of the item whose rel holds "memento" as a word.  Commas
 * stand in quoted dates too. */
static gboolean
read_link(const char *link, IbCapture *capture)
{
  for (const char *p = link; (p = strchr(p, '<'));) {
    const char *close = strchr(p, '>');
    if (!close)
      return FALSE;
    const char *next = strstr(close, ", <");
    if (!next)
      next = strstr(close, ",<");
    g_autofree char *url = g_strndup(p + 1, (gsize)(close - p - 1));
    g_autofree char *params = next ? g_strndup(close, (gsize)(next - close)) : g_strdup(close);
    const char *rel = strstr(params, "rel=\""), *when = strstr(params, "datetime=\"");
    /* "first memento" and "prev memento" are others than the one that was found. */
    if (rel && when && g_str_has_prefix(rel, "rel=\"memento\"") && stamp_from_http(when + 10, capture)) {
      stamp_in_url(url, capture);
      capture->url = g_steal_pointer(&url);
      return TRUE;
    }
    p = next ? next : close;
  }
  return FALSE;
}

IbArchiveResult
ib_archive_read_timegate(int status, const char *asked, const char *location, const char *link,
                         const char *memento_datetime, IbCapture *capture)
{
  if (memento_datetime && status != 200 && !(status >= 300 && status < 400))
    return IB_ARCHIVE_UNSURE; /* a capture of an error page */
  if (status == 404)
    return IB_ARCHIVE_NONE;
  if (status >= 300 && status < 400 && location) {
    if (link && read_link(link, capture))
      return IB_ARCHIVE_FOUND;
    if (!stamp_in_url(location, capture))
      return IB_ARCHIVE_UNSURE;
    g_autoptr(IbUrl) base = ib_url_parse(asked);
    g_autoptr(IbUrl) url = base ? ib_url_resolve(base, location) : NULL;
    capture->url = url ? ib_url_to_string(url, FALSE) : g_strdup(location);
    return IB_ARCHIVE_FOUND;
  }
  if (status == 200 && memento_datetime && stamp_from_http(memento_datetime, capture)) {
    stamp_in_url(location ? location : asked, capture);
    capture->url = g_strdup(location ? location : asked);
    return IB_ARCHIVE_FOUND;
  }
  return IB_ARCHIVE_FAILED;
}

IbArchiveResult
ib_archive_read_available(const char *body, gsize len, int status, IbCapture *capture)
{
  json_t *root = status == 200 && body ? json_loadb(body, len, 0, NULL) : NULL;
  const json_t *snapshots = json_object_get(root, "archived_snapshots");
  const json_t *closest = json_object_get(snapshots, "closest");
  const char *url = json_string_value(json_object_get(closest, "url"));
  const char *stamp = json_string_value(json_object_get(closest, "timestamp"));
  const char *code = json_string_value(json_object_get(closest, "status"));
  IbArchiveResult result = root ? IB_ARCHIVE_UNSURE : IB_ARCHIVE_FAILED;

  if (url && stamp && read_stamp(stamp, &capture->date) && (!code || g_str_equal(code, "200")) &&
      !json_is_false(json_object_get(closest, "available"))) {
    g_strlcpy(capture->stamp, stamp, sizeof capture->stamp);
    capture->url = g_strdup(url);
    result = IB_ARCHIVE_FOUND;
  }
  json_decref(root);
  return result;
}

int
ib_doi_read_handle(const char *body, gsize len, int status)
{
  json_t *root = body ? json_loadb(body, len, 0, NULL) : NULL;
  const json_t *code = json_object_get(root, "responseCode");
  gint64 number = json_is_integer(code) ? json_integer_value(code) : -1;
  json_decref(root);
  /* Handle.Net: 1 success, 2 error, 100 handle not found, 200 values not found. */
  return number == 1 || number == 200 ? 1 : number == 100 && (status == 404 || status == 200) ? 0 : -1;
}
