/* A file as decoded text: mapped where it is UTF-8 already, converted where not. */
#ifndef IB_UTIL_INPUT_H
#define IB_UTIL_INPUT_H

#include <glib.h>

typedef struct IbInput IbInput;

/* Opens PATH ("-" is standard input).  CHARSET NULL: BOM, then UTF-8, then what
 * detection says; bytes that are not UTF-8 in a UTF-8 file are read as windows-1252.
 * Errors are of IBID_ERROR_IO, one line.  Caller frees with ib_input_free(). */
IbInput *ib_input_open(const char *path, const char *charset, GError **error);
/* The same over bytes in memory, which must outlive it; NAME is for diagnostics. */
IbInput *ib_input_from_memory(const char *name, const char *bytes, gsize len, const char *charset,
                              GError **error);
/* Where a piece of a longer text stands in it. */
typedef struct {
  guint64 offset; /* bytes of the file before it */
  guint lines;    /* line ends before it */
} IbInputOrigin;
/* A piece of text: only the first one may begin with a mark, and places count from the first. */
IbInput *ib_input_from_piece(const char *name, const char *bytes, gsize len, const char *charset,
                             const IbInputOrigin *origin, GError **error);
/* A descriptor to read PATH from, for the caller to close unless it is that of standard input; -1 with ERROR. */
int ib_input_open_fd(const char *path, GError **error);
/* What BEGUN holds and all that is to come from FD, which is left open. */
IbInput *ib_input_from_fd(const char *name, int fd, GByteArray *begun, const char *charset, GError **error);
/* Does text that begins with BYTES have other characters than CHARSET NULL or of one byte, or UTF-8, so that it
 * cannot be cut at the byte of a line end? */
gboolean ib_input_is_wide(const char *bytes, gsize len, const char *charset);
void ib_input_free(IbInput *in);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbInput, ib_input_free)

const char *ib_input_name(const IbInput *in);
/* Valid UTF-8 without BOM; not NUL-terminated; may hold NUL bytes.  Owned by IN. */
const char *ib_input_text(const IbInput *in, gsize *len);
/* The file as it is.  Owned by IN. */
const char *ib_input_bytes(const IbInput *in, gsize *len);
const char *ib_input_charset(const IbInput *in); /* "UTF-8"; what it was decoded from */
/* How many bytes were not what the charset promised, and the first one's place in the text. */
gsize ib_input_n_bad(const IbInput *in, gsize *first);

/* Line and column (code points) of a byte of the text, both from 1.  Cheap when asked
 * for rising offsets. */
void ib_input_position(IbInput *in, gsize offset, guint *line, guint *column);
/* The byte of the file as it is that holds this byte of the text. */
gsize ib_input_file_offset(IbInput *in, gsize offset);
/* The other way round: the byte of the text that this byte of the file is part of. */
gsize ib_input_text_offset(IbInput *in, gsize file_offset);
/* The text before OFFSET is not needed for now: give its pages back.  It stays readable. */
void ib_input_release(IbInput *in, gsize offset);
#endif
