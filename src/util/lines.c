/* Lines of a pipe or a file, in pieces.
 *
 * Bytes are read into one buffer and given out up to the last line end in it, so that what came is never kept
 * waiting for what comes; the rest is carried on to the next piece.  A line that fills the buffer is cut. */
#include "config.h"

#include "util/lines.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "ibid/error.h"

#define READ_AT_ONCE ((gsize)256 << 10)

struct IbLines {
  char *name, *charset;
  const volatile int *stop;
  int fd;
  gboolean ended;     /* nothing more to read */
  char *buffer;       /* IB_LINES_LONGEST and room to read into behind it */
  gsize len;          /* bytes in the buffer */
  gsize given;        /* of these, in the piece given last */
  gsize passed;       /* and up to where the buffer is done with */
  guint64 dropped;    /* bytes of the line given last that were not kept */
  guint64 taken;      /* of the file, with all these */
  IbInputOrigin next; /* of the first byte in the buffer */
  IbInput *piece;     /* given last; NULL before the first */
  gboolean whole;     /* it is everything */
};

IbLines *
ib_lines_open(const char *path, const char *charset, const volatile int *stop, GError **error)
{
  int fd = ib_input_open_fd(path, error);
  if (fd < 0)
    return NULL;
  IbLines *lines = g_new0(IbLines, 1);
  lines->name = g_strdup(path);
  lines->charset = g_strdup(charset);
  lines->stop = stop;
  lines->fd = fd;
  lines->buffer = g_malloc(IB_LINES_LONGEST + READ_AT_ONCE);
  return lines;
}

void
ib_lines_free(IbLines *lines)
{
  if (!lines)
    return;
  if (lines->fd != STDIN_FILENO)
    close(lines->fd);
  ib_input_free(lines->piece);
  g_free(lines->buffer);
  g_free(lines->charset);
  g_free(lines->name);
  g_free(lines);
}

/* Waits for bytes and appends them at FROM.  A signal ends the wait, which it would not end in read(). */
static gboolean
fill(IbLines *lines, gsize from, GError **error)
{
  struct pollfd ready = { lines->fd, POLLIN, 0 };
  lines->len = from;
  while (!*lines->stop) {
    gssize n = poll(&ready, 1, -1) < 0 ? -1 : read(lines->fd, lines->buffer + from, READ_AT_ONCE);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      g_set_error(error, IBID_ERROR, IBID_ERROR_IO, "cannot read %s: %s", lines->name, g_strerror(errno));
      return FALSE;
    }
    lines->ended = n == 0;
    lines->len = from + (gsize)n;
    return TRUE;
  }
  return FALSE;
}

/* Puts what is behind the last piece at the beginning of the buffer. */
static void
carry_on(IbLines *lines)
{
  guint line, column;
  if (!lines->piece)
    return;
  ib_input_position(lines->piece, G_MAXSIZE, &line, &column);
  lines->next.lines = line - 1 + (lines->dropped > 0);
  lines->next.offset += lines->taken;
  lines->len -= lines->passed;
  memmove(lines->buffer, lines->buffer + lines->passed, lines->len);
  lines->dropped = 0;
  g_clear_pointer(&lines->piece, ib_input_free);
}

/* The buffer holds one line, which is too long: its beginning is kept, and the rest up to its end passed over. */
static gboolean
cut_line(IbLines *lines, GError **error)
{
  gsize kept = IB_LINES_LONGEST;
  while (kept > IB_LINES_LONGEST - 4 && ((guchar)lines->buffer[kept] & 0xC0) == 0x80)
    kept--; /* not inside a character */
  const char *end = NULL;
  lines->given = kept;
  lines->dropped = lines->len - kept;
  while (!end && !lines->ended) {
    if (!fill(lines, kept, error))
      return FALSE;
    end = memchr(lines->buffer + kept, '\n', lines->len - kept);
    lines->dropped += end ? (gsize)(end - lines->buffer) - kept : lines->len - kept;
  }
  lines->passed = end ? (gsize)(end + 1 - lines->buffer) : lines->len;
  lines->taken = kept + lines->dropped + (end != NULL);
  return TRUE;
}

/* Is a line end more than its byte here?  The first bytes tell. */
static gboolean
is_wide(const IbLines *lines)
{
  return !lines->next.offset && ib_input_is_wide(lines->buffer, lines->len, lines->charset);
}

static gboolean
give(IbLines *lines, gsize len)
{
  lines->given = lines->passed = lines->taken = len;
  return len > 0;
}

/* Up to behind the last line end from FROM on; 0 when there is none. */
static gsize
last_line_end(const IbLines *lines, gsize from)
{
  gsize at = lines->len;
  while (at > from && lines->buffer[at - 1] != '\n')
    at--;
  return at > from ? at : 0;
}

/* Reads until a line is whole, or the last one ends without a line end. */
static gboolean
gather(IbLines *lines, GError **error)
{
  while (!lines->ended) {
    gsize from = lines->len;
    if (from > IB_LINES_LONGEST)
      return is_wide(lines) || cut_line(lines, error);
    if (!fill(lines, from, error))
      return FALSE;
    gsize end = last_line_end(lines, from);
    if (end)
      return give(lines, end);
  }
  return give(lines, lines->len);
}

static IbInput *
read_whole(IbLines *lines, GError **error)
{
  lines->whole = TRUE;
  g_autoptr(GByteArray) begun = g_byte_array_new();
  g_byte_array_append(begun, (const guint8 *)lines->buffer, (guint)lines->len);
  return ib_input_from_fd(lines->name, lines->fd, begun, lines->charset, error);
}

IbInput *
ib_lines_next(IbLines *lines, GError **error)
{
  if (lines->whole)
    return NULL;
  carry_on(lines);
  if (!gather(lines, error))
    return NULL;
  lines->piece = is_wide(lines) ? read_whole(lines, error)
                                : ib_input_from_piece(lines->name, lines->buffer, lines->given, lines->charset,
                                                      &lines->next, error);
  return lines->piece;
}

guint64
ib_lines_dropped(const IbLines *lines)
{
  return lines->dropped;
}
