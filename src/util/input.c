/* Input files: mapped, decoded where they are not UTF-8, and asked where a byte stands.
 *
 * A UTF-8 file is used as it is mapped, so that a file of any size costs address space,
 * not memory; what is long and comes through a pipe becomes a file without a name first.
 * All else is converted by iconv.  Bytes that are not UTF-8 in a file that else is are read
 * as windows-1252, which is what they mostly are. */
#include "config.h"

#include "util/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ibid/error.h"
#include "util/charset.h"

#define SPOOL_FROM (8u << 20)     /* bytes of a pipe that are kept in memory */
#define RELEASE_STEP (256u << 10) /* bytes whose pages are given back at once; a multiple of every page size */

/* How the bytes of the file relate to those of the text. */
typedef enum {
  WIDTH_SAME,   /* UTF-8 as it is */
  WIDTH_BYTE,   /* one byte a character */
  WIDTH_UTF16,  /* two, or four beyond the BMP */
  WIDTH_UTF32,
  WIDTH_MIXED,  /* UTF-8 with single bytes that were none: see bad */
  WIDTH_UNKNOWN /* multi-byte charsets: places are approximate */
} Width;

/* A byte that was no UTF-8: where its character stands in the text, and it in the file. */
typedef struct {
  gsize text, file;
} BadByte;

struct IbInput {
  char *name;
  GMappedFile *map;   /* NULL for memory and pipes */
  char *owned;        /* what was read or converted; NULL when the map serves */
  const char *raw;    /* the file */
  gsize raw_len;
  const char *text;   /* the decoded text */
  gsize len;
  gsize bom;          /* bytes of the file before the text */
  IbInputOrigin origin; /* of a piece of a longer text; else 0 */
  char *charset;
  Width width;
  GArray *bad;        /* of BadByte, rising */
  gsize line_offset, line_start; /* cache of position(): up to line_offset there are ... */
  guint line;                    /* ... this many lines */
  gsize column_offset;           /* and up to here ... */
  guint columns;                 /* ... this many characters of the line */
  gsize seen_text, seen_file;    /* cache of file_offset() */
  gsize released;
};

static IbInput *
input_new(const char *name)
{
  IbInput *in = g_new0(IbInput, 1);
  in->name = g_strdup(name);
  in->line = 1;
  return in;
}

void
ib_input_free(IbInput *in)
{
  if (!in)
    return;
  g_clear_pointer(&in->map, g_mapped_file_unref);
  g_clear_pointer(&in->bad, g_array_unref);
  g_free(in->owned);
  g_free(in->charset);
  g_free(in->name);
  g_free(in);
}

static gboolean
fail(GError **error, const char *name, const char *why, const char *advice)
{
  g_set_error(error, IBID_ERROR, IBID_ERROR_IO, "cannot read %s: %s%s", name, why, advice);
  return FALSE;
}

static gboolean
map_file(IbInput *in, int fd, GError **error)
{
  g_autoptr(GError) why = NULL;
  in->map = g_mapped_file_new_from_fd(fd, FALSE, &why);
  if (!in->map)
    return fail(error, in->name, why->message, "");
  in->raw = g_mapped_file_get_contents(in->map);
  in->raw_len = g_mapped_file_get_length(in->map);
  if (!in->raw) /* an empty file has no mapping */
    in->raw = "";
  return TRUE;
}

/* A file without a name for what comes through a pipe, or -1 where none can be made. */
static int
open_spool(void)
{
  g_autofree char *name = NULL;
  int fd = g_file_open_tmp("ibid-XXXXXX", &name, NULL);
  if (fd >= 0)
    unlink(name);
  return fd;
}

/* Moves BYTES into the file SPOOL. */
static gboolean
move_to_spool(GByteArray *bytes, int spool)
{
  for (gsize done = 0; done < bytes->len;) {
    gssize n = write(spool, bytes->data + done, bytes->len - done);
    if (n < 0 && errno != EINTR)
      return FALSE;
    done += n > 0 ? (gsize)n : 0;
  }
  g_byte_array_set_size(bytes, 0);
  return TRUE;
}

/* Reads FD to its end: into BYTES, or into *SPOOL when it is long and a file can be made for it. */
static gboolean
drain(int fd, GByteArray *bytes, int *spool)
{
  gboolean tried = FALSE;
  guint8 buffer[65536];
  gssize n;
  while ((n = read(fd, buffer, sizeof buffer)) != 0) {
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return FALSE;
    if (bytes->len > G_MAXUINT32 - sizeof buffer) {
      errno = EFBIG;
      return FALSE;
    }
    g_byte_array_append(bytes, buffer, n);
    if (bytes->len < SPOOL_FROM)
      continue;
    if (!tried)
      *spool = open_spool();
    tried = TRUE;
    if (*spool >= 0 && !move_to_spool(bytes, *spool))
      return FALSE;
  }
  return *spool < 0 || move_to_spool(bytes, *spool);
}

/* BYTES and everything that comes through FD, which is no file of known size. */
static gboolean
read_stream(IbInput *in, int fd, GByteArray *bytes, GError **error)
{
  int spool = -1;
  gboolean ok = drain(fd, bytes, &spool) || fail(error, in->name, g_strerror(errno), "");
  if (spool >= 0) {
    ok = ok && map_file(in, spool, error);
    close(spool);
    return ok;
  }
  in->raw_len = bytes->len;
  g_byte_array_append(bytes, (const guint8 *)"", 1);
  in->owned = (char *)g_byte_array_steal(bytes, NULL);
  in->raw = in->owned;
  return ok;
}

int
ib_input_open_fd(const char *path, GError **error)
{
  struct stat st;
  if (g_str_equal(path, "-"))
    return STDIN_FILENO;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    fail(error, path, g_strerror(errno), "");
  } else if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
    fail(error, path, "it is a folder", " (name the files in it)");
    close(fd);
    fd = -1;
  }
  return fd;
}

static gboolean
load(IbInput *in, const char *path, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  int fd = ib_input_open_fd(path, error);
  struct stat st;
  if (fd < 0)
    return FALSE;
  if (fd == STDIN_FILENO)
    return read_stream(in, fd, bytes, error);
  gboolean is_file = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
  gboolean ok = is_file ? map_file(in, fd, error) : read_stream(in, fd, bytes, error);
  close(fd);
  return ok;
}

static Width
width_of(const char *charset)
{
  static const struct {
    const char *prefix;
    Width width;
  } widths[] = {
    { "UTF-16", WIDTH_UTF16 },      { "UCS-2", WIDTH_UTF16 },   { "UTF-32", WIDTH_UTF32 },
    { "UCS-4", WIDTH_UTF32 },       { "UTF-8", WIDTH_SAME },    { "UTF8", WIDTH_SAME },
    { "ISO-8859", WIDTH_BYTE },
    { "latin", WIDTH_BYTE },        { "windows-125", WIDTH_BYTE }, { "CP125", WIDTH_BYTE },
    { "KOI8", WIDTH_BYTE },         { "IBM", WIDTH_BYTE },      { "CP8", WIDTH_BYTE },
    { "mac", WIDTH_BYTE },
  };
  for (guint i = 0; i < G_N_ELEMENTS(widths); i++)
    if (!g_ascii_strncasecmp(charset, widths[i].prefix, strlen(widths[i].prefix)))
      return widths[i].width;
  return WIDTH_UNKNOWN;
}

static void
use_text(IbInput *in, char *owned, gsize len)
{
  g_free(in->owned);
  in->owned = owned;
  in->text = owned;
  in->len = len;
}

static gboolean
convert(IbInput *in, const char *charset, GError **error)
{
  gsize len = 0;
  GIConv cd = g_iconv_open("UTF-8", charset);
  if (cd == (GIConv)-1) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_USAGE,
                "no such charset: %s (iconv -l lists them)", charset);
    return FALSE;
  }
  g_iconv_close(cd);
  g_autoptr(GError) why = NULL;
  char *text = g_convert_with_fallback(in->raw + in->bom, in->raw_len - in->bom, "UTF-8", charset,
                                       "\xEF\xBF\xBD", NULL, &len, &why);
  if (!text) {
    g_set_error(error, IBID_ERROR, IBID_ERROR_IO, "cannot read %s: it is not %s (try another --charset, or none)",
                in->name, charset);
    return FALSE;
  }
  use_text(in, text, len);
  in->width = width_of(charset);
  return TRUE;
}

/* The same over a mapped file, giving its pages back on the way: the peak of memory is not
 * the size of the file. */
static gboolean
map_is_utf8(IbInput *in, const char *s, gsize n, const char **bad)
{
  const gsize piece = 4 << 20;
  gsize page = (gsize)sysconf(_SC_PAGESIZE);
  for (const char *end = s + n; in->map && (gsize)(end - s) > piece;) {
    const char *cut = s + piece; /* between two characters */
    while (cut > s && ((guchar)*cut & 0xC0) == 0x80)
      cut--;
    if (cut == s) /* no character is so long: not UTF-8 */
      cut = s + piece;
    if (!ib_charset_is_utf8(s, cut - s, bad))
      return FALSE;
    gsize upto = (gsize)(cut - in->raw) / page * page;
    madvise((char *)in->raw, upto, MADV_DONTNEED);
    n -= cut - s;
    s = cut;
  }
  return ib_charset_is_utf8(s, n, bad);
}

/* UTF-8 with some bytes that are none. */
static void
mend(IbInput *in, const char *first)
{
  const char *p = in->raw + in->bom, *end = in->raw + in->raw_len;
  GString *out = g_string_sized_new(end - p + 64);
  const char *bad = first;

  in->bad = g_array_new(FALSE, FALSE, sizeof(BadByte));
  while (TRUE) {
    g_string_append_len(out, p, bad - p);
    if (bad == end)
      break;
    BadByte place = { out->len, bad - in->raw };
    g_array_append_val(in->bad, place);
    g_string_append_unichar(out, ib_charset_windows1252((guchar)*bad));
    p = bad + 1;
    if (ib_charset_is_utf8(p, end - p, &bad))
      bad = end;
  }
  gsize len = out->len;
  use_text(in, g_string_free(out, FALSE), len);
  in->width = WIDTH_MIXED;
}

static gboolean
decode_guessed(IbInput *in, GError **error)
{
  const char *s = in->raw + in->bom, *bad;
  gsize n = in->raw_len - in->bom;
  const char *wide = in->bom || in->origin.offset ? NULL : ib_charset_by_zeros(s, n);

  if (wide) {
    in->charset = g_strdup(wide);
    return convert(in, wide, error);
  }
  if (map_is_utf8(in, s, n, &bad)) {
    in->charset = g_strdup("UTF-8");
    in->text = s;
    in->len = n;
    return TRUE;
  }
  if (!ib_charset_is_mostly_utf8(s, n)) {
    in->charset = ib_charset_guess(s, n);
    if (in->charset && convert(in, in->charset, NULL))
      return TRUE;
    g_free(in->charset);
    in->charset = g_strdup("windows-1252");
  } else {
    in->charset = g_strdup("UTF-8");
  }
  mend(in, bad);
  return TRUE;
}

static gboolean
decode(IbInput *in, const char *charset, GError **error)
{
  const char *bom = in->origin.offset ? NULL : ib_charset_by_bom(in->raw, in->raw_len, &in->bom);
  if (bom && !charset)
    charset = bom;
  if (!charset || !g_ascii_strcasecmp(charset, "UTF-8") || !g_ascii_strcasecmp(charset, "UTF8"))
    return decode_guessed(in, error);
  in->charset = g_strdup(charset);
  return convert(in, charset, error);
}

IbInput *
ib_input_open(const char *path, const char *charset, GError **error)
{
  g_autoptr(IbInput) in = input_new(path);
  if (!load(in, path, error) || !decode(in, charset, error))
    return NULL;
  return g_steal_pointer(&in);
}

IbInput *
ib_input_from_memory(const char *name, const char *bytes, gsize len, const char *charset,
                     GError **error)
{
  static const IbInputOrigin beginning;
  return ib_input_from_piece(name, bytes, len, charset, &beginning, error);
}

IbInput *
ib_input_from_piece(const char *name, const char *bytes, gsize len, const char *charset,
                    const IbInputOrigin *origin, GError **error)
{
  g_autoptr(IbInput) in = input_new(name);
  in->raw = bytes;
  in->raw_len = len;
  in->origin = *origin;
  if (!decode(in, charset, error))
    return NULL;
  return g_steal_pointer(&in);
}

IbInput *
ib_input_from_fd(const char *name, int fd, GByteArray *begun, const char *charset, GError **error)
{
  g_autoptr(IbInput) in = input_new(name);
  if (!read_stream(in, fd, begun, error) || !decode(in, charset, error))
    return NULL;
  return g_steal_pointer(&in);
}

gboolean
ib_input_is_wide(const char *bytes, gsize len, const char *charset)
{
  gsize mark;
  const char *bom = ib_charset_by_bom(bytes, len, &mark);
  if (!charset)
    charset = bom ? bom : ib_charset_by_zeros(bytes, len);
  Width width = charset ? width_of(charset) : WIDTH_SAME;
  return width != WIDTH_SAME && width != WIDTH_BYTE;
}

const char *
ib_input_name(const IbInput *in)
{
  return in->name;
}

const char *
ib_input_text(const IbInput *in, gsize *len)
{
  *len = in->len;
  return in->text;
}

const char *
ib_input_bytes(const IbInput *in, gsize *len)
{
  *len = in->raw_len;
  return in->raw;
}

const char *
ib_input_charset(const IbInput *in)
{
  return in->charset;
}

gsize
ib_input_n_bad(const IbInput *in, gsize *first)
{
  if (!in->bad || !in->bad->len)
    return 0;
  *first = g_array_index(in->bad, BadByte, 0).text;
  return in->bad->len;
}

/* Code points between the start of the line and END, counted on from the last one asked for:
 * a file may be one line altogether. */
static guint
column_of(IbInput *in, const char *end)
{
  const char *from = in->text + in->column_offset;
  if (in->column_offset < in->line_start || from > end) {
    from = in->text + in->line_start;
    in->columns = 0;
  }
  in->columns += (guint)g_utf8_pointer_to_offset(from, end);
  in->column_offset = end - in->text;
  return in->columns;
}

void
ib_input_position(IbInput *in, gsize offset, guint *line, guint *column)
{
  offset = MIN(offset, in->len);
  if (offset < in->line_start) {
    in->line = 1;
    in->line_start = in->line_offset = 0;
  }
  const char *p = in->text + MIN(in->line_offset, offset), *end = in->text + offset;
  const char *newline;
  if (p < in->text + in->line_start)
    p = in->text + in->line_start;
  while (p < end && (newline = memchr(p, '\n', end - p))) {
    in->line++;
    in->line_start = newline + 1 - in->text;
    p = newline + 1;
  }
  in->line_offset = offset;
  *line = in->origin.lines + in->line;
  *column = 1 + column_of(in, end);
}

/* Bytes of the file that the text from P to END took. */
static gsize
encoded_length(const IbInput *in, const char *p, const char *end)
{
  gsize n = 0;
  for (; p < end; p = g_utf8_next_char(p)) {
    gboolean astral = (guchar)*p >= 0xF0;
    switch (in->width) {
    case WIDTH_UTF16:
      n += astral ? 4 : 2;
      break;
    case WIDTH_UTF32:
      n += 4;
      break;
    case WIDTH_BYTE:
      n += 1;
      break;
    default:
      n += (guchar)*p < 0x80 ? 1 : 2; /* the East Asian sets */
    }
  }
  return n;
}

/* In a mended text each bad byte became one character of two bytes or three: count on from
 * the last of them before OFFSET. */
static gsize
mended_offset(const IbInput *in, gsize offset)
{
  const BadByte *bad = (const BadByte *)in->bad->data;
  guint low = 0, high = in->bad->len;

  while (low < high) {
    guint mid = low + (high - low) / 2;
    if (bad[mid].text < offset)
      low = mid + 1;
    else
      high = mid;
  }
  if (!low)
    return in->bom + offset;
  const BadByte *last = &bad[low - 1];
  gsize after = last->text + g_utf8_skip[(guchar)in->text[last->text]];
  return last->file + (offset >= after ? 1 + offset - after : 0);
}

/* Characters take whole places: a byte inside one stands for its first. */
static gsize
char_start(const IbInput *in, gsize offset)
{
  offset = MIN(offset, in->len);
  while (offset > 0 && offset < in->len && ((guchar)in->text[offset] & 0xC0) == 0x80)
    offset--;
  return offset;
}

/* The byte of the piece that IN is. */
static gsize
piece_offset(IbInput *in, gsize offset)
{
  if (in->width == WIDTH_SAME)
    return in->bom + MIN(offset, in->len);
  offset = char_start(in, offset);
  if (in->width == WIDTH_MIXED)
    return mended_offset(in, offset);
  if (offset < in->seen_text)
    in->seen_text = in->seen_file = 0;
  in->seen_file += encoded_length(in, in->text + in->seen_text, in->text + offset);
  in->seen_text = offset;
  return MIN(in->bom + in->seen_file, in->raw_len);
}

gsize
ib_input_file_offset(IbInput *in, gsize offset)
{
  return in->origin.offset + piece_offset(in, offset);
}

static gsize
search_mended(const IbInput *in, gsize file_offset)
{
  gsize low = 0, high = in->len;
  while (low < high) {
    gsize mid = low + (high - low) / 2;
    if (mended_offset(in, char_start(in, mid)) < file_offset)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

gsize
ib_input_text_offset(IbInput *in, gsize file_offset)
{
  file_offset -= MIN(file_offset, in->origin.offset);
  if (in->width == WIDTH_SAME)
    return MIN(file_offset < in->bom ? 0 : file_offset - in->bom, in->len);
  if (in->width == WIDTH_MIXED)
    return search_mended(in, file_offset);
  if (file_offset < in->bom + in->seen_file)
    in->seen_text = in->seen_file = 0;
  while (in->seen_text < in->len && in->bom + in->seen_file < file_offset) {
    const char *p = in->text + in->seen_text;
    in->seen_file += encoded_length(in, p, g_utf8_next_char(p));
    in->seen_text = g_utf8_next_char(p) - in->text;
  }
  return in->seen_text;
}

void
ib_input_release(IbInput *in, gsize offset)
{
  if (!in->map || in->text != in->raw + in->bom)
    return;
  gsize page = (gsize)sysconf(_SC_PAGESIZE);
  gsize upto = (in->bom + MIN(offset, in->len)) / page * page;
  if (upto < in->released) /* read once more, from an earlier place */
    in->released = upto;
  if (upto < in->released + RELEASE_STEP)
    return;
  gsize from = in->released - MIN(in->released, RELEASE_STEP); /* a page that comes in brings those around it, also behind */
  madvise((char *)in->raw + from, upto - from, MADV_DONTNEED);
  in->released = upto;
}
