/* The labels format of contract.md: JSON Lines of references with labelled spans.  Read
 * for training and scoring; written by `export --to labels`. */
#ifndef IB_PARSE_LABELS_H
#define IB_PARSE_LABELS_H

#include "parse/tagger.h"

typedef struct {
  IbLabel label;
  guint start, end; /* bytes of the text */
} IbLabelSpan;

typedef struct {
  char *id;         /* as the line says, may be NULL */
  char *text;       /* UTF-8 */
  gsize len;
  GArray *spans;    /* of IbLabelSpan, sorted, not overlapping */
  guint32 known;    /* bit 1 << IbLabel: annotated here; any other label is unknown, not absent */
  guint32 doc;      /* hash of the document it stands in, of the id where it has none */
  guint source;     /* index into the set's sources */
  guint line;       /* of the reference in its own document; 0 unknown */
  char **families;  /* authors' surnames where the line marks them, NULL-terminated; may be NULL */
} IbLabelled;

typedef struct {
  GPtrArray *items;   /* of IbLabelled */
  GPtrArray *sources; /* of char *: their names, at least one */
} IbLabelSet;

/* All labels annotated. */
#define IB_LABELS_ALL ((1u << IB_N_LABELS) - 2)

/* One line.  Offsets count code points there, bytes here.  A line that is no such object
 * is IBID_ERROR_FORMAT.  Caller frees with ib_labelled_free(); SOURCE, if not NULL, gets
 * the line's "source", to free with g_free(). */
IbLabelled *ib_labels_parse_line(const char *line, gsize len, char **source, GError **error);
void ib_labelled_free(IbLabelled *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbLabelled, ib_labelled_free)

/* All lines of LEN bytes at BYTES, appended to SET; NAME is for messages and for lines
 * that name no source. */
gboolean ib_labels_read(IbLabelSet *set, const char *name, const char *bytes, gsize len, GError **error);
/* The file at PATH; its name without folder and ending is the source of lines that name none. */
gboolean ib_labels_read_file(IbLabelSet *set, const char *path, GError **error);
void ib_label_set_init(IbLabelSet *set);
void ib_label_set_clear(IbLabelSet *set);

/* One line of the format, without its line end.  KNOWN 0 leaves "labels" out.
 * Caller frees with g_free(). */
char *ib_labels_write_line(const char *text, const IbLabelSpan *spans, gsize n, guint32 known, guint line);
#endif
