/* What the writers of tagged lines share, RIS and nbib: "TAG - value" with the tag in four columns,
 * lists, and notes for what has no tag. */
#ifndef IB_EXPORT_TAGGED_H
#define IB_EXPORT_TAGGED_H

#include "export/export.h"

/* One record while it is being written. */
typedef struct {
  IbExport *run;
  const IbidRecord *rec;
  const char *note_tag;           /* "N1" */
  gboolean written[IBID_N_VARS];
} IbTagged;

/* The begin and end of an IbExporter. */
void ib_tagged_begin(IbExport *run);
gboolean ib_tagged_end(IbExport *run, GError **error);

/* One line: breaks and controls in VALUE become a blank, so that none begins a tag; mark-up of
 * case goes, which is BibTeX's care alone. */
void ib_tagged_put_len(IbTagged *t, const char *tag, const char *value, gsize len);
void ib_tagged_put(IbTagged *t, const char *tag, const char *value);
/* Each line of VALUE under a tag of its own. */
void ib_tagged_put_lines(IbTagged *t, const char *tag, const char *value);
/* The items of a list that commas separate.  A semicolon in a keyword is its comma. */
void ib_tagged_put_items(IbTagged *t, const char *tag, const char *value, gboolean keywords);

/* "LABEL: VALUE", which ib_note_restore() reads. */
void ib_tagged_put_note(IbTagged *t, const char *label, const char *value);
/* Every variable that is not marked as written. */
void ib_tagged_put_unwritten(IbTagged *t);
/* "x-NAME: value" for extra I. */
void ib_tagged_put_extra(IbTagged *t, guint i);
/* One diagnostic about what went to notes, each name once a run; CODE and FORMAT ("RIS") name the
 * writer. */
void ib_tagged_tell(const IbTagged *t, const char *code, const char *format);
#endif
