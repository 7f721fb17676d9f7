/* Lines of a pipe: the same text, places and bytes wherever what comes is cut. */
#include "config.h"

#include <string.h>
#include <unistd.h>

#include "util/lines.h"

static const int never = 0;

/* Feeds BYTES to a pipe, STEP of them at a time. */
typedef struct {
  int fd;
  const char *bytes;
  gsize len, step;
} Feed;

static gpointer
feed(gpointer data)
{
  Feed *f = data;
  for (gsize at = 0; at < f->len; at += MIN(f->step, f->len - at))
    g_assert_cmpint(write(f->fd, f->bytes + at, MIN(f->step, f->len - at)), >, 0);
  close(f->fd);
  return NULL;
}

/* "line offset text" of every line of IN. */
static void
tell(IbInput *in, GString *out)
{
  gsize len;
  const char *text = ib_input_text(in, &len);
  for (gsize i = 0; i < len;) {
    const char *end = memchr(text + i, '\n', len - i);
    gsize next = end ? (gsize)(end - text) + 1 : len;
    guint line, column;
    ib_input_position(in, i, &line, &column);
    g_string_append_printf(out, "%u %" G_GSIZE_FORMAT " %.*s", line, ib_input_file_offset(in, i), (int)(next - i),
                           text + i);
    i = next;
  }
}

/* What comes through a pipe that gives STEP bytes at a time.  Caller frees with g_free(). */
static char *
through_pipe(const char *bytes, gsize len, gsize step, const char *charset, guint64 *dropped)
{
  int ends[2];
  g_assert_cmpint(pipe(ends), ==, 0);
  Feed f = { ends[1], bytes, len, step };
  GThread *feeder = g_thread_new("feed", feed, &f);
  g_autofree char *path = g_strdup_printf("/dev/fd/%d", ends[0]);
  g_autoptr(GError) error = NULL;
  g_autoptr(IbLines) lines = ib_lines_open(path, charset, &never, &error);
  GString *out = g_string_new(NULL);
  g_assert_no_error(error);
  for (IbInput *in; (in = ib_lines_next(lines, &error));) {
    tell(in, out);
    *dropped += ib_lines_dropped(lines);
  }
  g_assert_no_error(error);
  g_thread_join(feeder);
  close(ends[0]);
  return g_string_free(out, FALSE);
}

/* A mark in the middle is text; the last line has no end; "ü" and "語" get cut in two. */
static void
test_cuts(void)
{
  static const struct {
    const char *bytes;
    gsize len;
    const char *charset;
  } cases[] = {
#define CASE(bytes, charset) { bytes, sizeof bytes - 1, charset }
    CASE("\xEF\xBB\xBFRöhl, K.\r\n\n語 2001\n\xEF\xBB\xBFZweiter\nfünf", NULL),
    CASE("R\xF6hl, K. 2001\nM\xFCnchen\n", "ISO-8859-1"),
    CASE("\xFF\xFEg\0\n\0z\0", NULL),
    CASE("g\0a\0\n\0z\0", "UTF-16LE"),
    CASE("\n", NULL),
    CASE("", NULL),
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(IbInput) whole = ib_input_from_memory("x", cases[i].bytes, cases[i].len, cases[i].charset, NULL);
    g_autoptr(GString) expected = g_string_new(NULL);
    tell(whole, expected);
    for (gsize step = 1; step <= 5; step++) {
      guint64 dropped = 0;
      g_autofree char *got = through_pipe(cases[i].bytes, cases[i].len, step, cases[i].charset, &dropped);
      g_assert_cmpstr(got, ==, expected->str);
      g_assert_cmpuint(dropped, ==, 0);
    }
  }
}

/* The line that is too long is cut between characters, and the places behind it are right. */
static void
test_overlong(void)
{
  g_autoptr(GString) text = g_string_new("first\n.");
  while (text->len < 3 * IB_LINES_LONGEST)
    g_string_append(text, "語");
  gsize end = text->len;
  g_string_append(text, "\nlast");
  guint64 dropped = 0;
  g_autofree char *got = through_pipe(text->str, text->len, 60000, NULL, &dropped);
  g_autofree char *behind = g_strdup_printf("3 %" G_GSIZE_FORMAT " last", end + 1);
  g_assert_true(g_str_has_prefix(got, "1 0 first\n2 6 .語"));
  g_assert_true(g_str_has_suffix(got, behind));
  g_assert_null(strstr(got, "\xEF\xBF\xBD"));
  gsize kept = end - strlen("first\n") - dropped;
  g_assert_cmpuint(kept, >, IB_LINES_LONGEST - 4);
  g_assert_cmpuint(kept, <=, IB_LINES_LONGEST);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lines/cuts", test_cuts);
  g_test_add_func("/lines/overlong", test_overlong);
  return g_test_run();
}
