/* The lines of a document and where the reference list is among them.  For split.c. */
#ifndef IB_PARSE_LIST_H
#define IB_PARSE_LIST_H

#include <glib.h>

typedef enum {
  IB_LINE_BLANK,
  IB_LINE_GAP,     /* blank, but beside the number or head of a page */
  IB_LINE_TEXT,
  IB_LINE_HEADING, /* of a reference list */
  IB_LINE_SECTION, /* heading inside a list, or of what cannot be told: "Books", "B" */
  IB_LINE_END,     /* heading of what follows a list: "Appendix", "Received:" */
  IB_LINE_JUNK     /* page number, running head, caption, rule, lone tag */
} IbLineKind;

/* How an entry is marked at its first line. */
typedef enum { IB_MARKER_NONE, IB_MARKER_BRACKET, /* [1] */ IB_MARKER_ROUND, /* (1) */
               IB_MARKER_DOT, /* 1. */ IB_MARKER_CLOSE, /* 1) */ IB_MARKER_PLAIN, /* 1 Smith */
               IB_MARKER_NOTE, /* [^1]: */ IB_MARKER_RAISED, /* ¹ */
               IB_MARKER_KEY, /* [Knu97] */ IB_MARKER_BULLET } IbMarker;

/* A marker at the beginning of a line. */
typedef struct {
  IbMarker kind;
  guint32 number;         /* 0 for keys and bullets */
  gsize label, label_end; /* bytes of the number or key */
  gsize body;             /* where the entry goes on, the end of the line if it does not */
} IbMarkerAt;

gboolean ib_list_marker(const char *s, gsize len, IbMarkerAt *at);
/* Entries that a lost line end put into one line: "…, S. 3. 10) Landesamt …".  Where between FROM
 * and END the marker with the EXPECTED number stands, and what is behind it; 0 when it is not there. */
gsize ib_list_inline_marker(const char *s, gsize from, gsize end, IbMarker kind, guint32 expected, gsize *body);

typedef struct {
  gsize start, end; /* bytes of the document, blanks at both ends left out */
  guint32 number;   /* of the marker */
  guint16 indent;   /* columns */
  guint8 kind;      /* IbLineKind */
  guint8 marker;    /* IbMarker */
  guint8 body;      /* bytes from start to what stands behind the marker */
  guint8 label, label_end; /* bytes from start: the marker's number */
} IbLine;

/* Characters of S: a line in Russian has twice as many bytes. */
static inline gsize
ib_list_width(const char *s, gsize len)
{
  gsize n = 0;
  for (gsize i = 0; i < len; i++)
    n += ((guchar)s[i] & 0xC0) != 0x80;
  return n;
}

/* All lines of TEXT, classified.  Caller frees with g_array_unref(). */
GArray *ib_list_lines(const char *text, gsize len);

/* How much S looks like a reference, and like the beginning of one: the more the better,
 * 0 is undecided.  Looks at the first bytes only. */
int ib_list_likeness(const char *s, gsize len);
gboolean ib_list_starts_like_reference(const char *s, gsize len);

/* Small words in a row, and nothing that a reference has. */
gboolean ib_list_is_prose(const char *s, gsize len);

/* Page numbers, captions, rules. */
gboolean ib_list_is_furniture(const char *s, gsize len);
/* Marks running heads among LINES, and takes ends of entries ("625-643") for text again. */
void ib_list_mark_furniture(const char *s, GArray *lines);
/* Lists typed with double space have a blank line behind each, and many lines are as long as the
 * longest: there, blank lines say nothing. */
gboolean ib_list_is_double_spaced(const char *s, const GArray *lines);
/* How many lines between FROM and TO hold two columns side by side; 0 when it is few. */
guint ib_list_columns(const char *s, const GArray *lines, guint from, guint to);

/* A stretch of lines that is a reference list: from line `from` on, before line `to`. */
typedef struct {
  guint from, to;
} IbListRegion;

/* The lists in LINES, in order.  Caller frees with g_array_unref(). */
GArray *ib_list_regions(const char *text, const GArray *lines);
#endif
