/* Variables as lines of a note, "event-place: Boston": where formats without a place for
 * one keep it.  Zotero and its users write "DOI: 10.1000/x" in the same way. */
#ifndef IB_RECORD_NOTE_H
#define IB_RECORD_NOTE_H

#include "ibid/record.h"

/* The value of VAR in one line: text, names ("Smith, J.; Doe, R."), EDTF.  Caller frees with
 * g_free(). */
char *ib_note_value(const IbidRecord *rec, IbidVar var);
/* "Smith, John", "van Gogh, Vincent, Jr."; a body that its words do not tell gets a comma at its
 * end, EndNote's mark.  Appends to OUT. */
void ib_note_append_name(GString *out, const IbidName *name);
/* Reads a name of that kind, or one written in its natural order; takes it into VAR. */
void ib_note_read_name(IbidRecord *rec, IbidVar var, const char *s, gsize len);
/* Several, joined by ";", "and" or "&". */
void ib_note_read_names(IbidRecord *rec, IbidVar var, const char *s);

/* Is a family name that stands without a given one a body ("World Bank")?  Formats that know
 * persons alone write bodies so; of two words, only few are a person's. */
gboolean ib_note_lone_is_body(const char *family);

/* Takes LINE into REC where it is "VARIABLE: value" for a variable that REC does not have,
 * "type: review", or "x-NAME: value" for an extra.  FALSE: it is a note. */
gboolean ib_note_restore(IbidRecord *rec, const char *line);
#endif
