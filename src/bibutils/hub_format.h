/* What one format wants otherwise than the others, when records go to libbibutils' fields; private to
 * hub_write.c and the files of the formats. */
#ifndef IB_BIBUTILS_HUB_FORMAT_H
#define IB_BIBUTILS_HUB_FORMAT_H

#include "ibid/record.h"

typedef struct IbHubFormat IbHubFormat;

typedef struct {
  GString *out;
  const IbidRecord *rec;
  const IbHubFormat *format;
  GPtrArray *noted;
  GString *notes;
  GString *lines; /* that libbibutils does not write, to be put into its entry */
  gboolean typed; /* the genres say the type */
  gboolean written[IBID_N_VARS];
} IbHubWriter;

struct IbHubFormat {
  const char *name;
  char letter; /* in the columns of hub_write.c's tables */
  /* The others may be NULL. */
  /* Is what the format's writer makes of TYPE read as the same?  NULL: where the genres say it. */
  gboolean (*tells)(const IbHubWriter *w, IbidType type);
  /* A person with initials alone, under TAG.  NULL: family and given names. */
  void (*put_person)(IbHubWriter *w, guint level, const char *tag, const IbidName *name);
  /* VAR is none of libbibutils' fields here, whatever the tables say. */
  gboolean (*leaves)(const IbHubWriter *w, IbidVar var);
  /* Extra I of the record is among put()'s lines. */
  gboolean (*has_extra)(const IbHubWriter *w, guint i);
  /* All that goes to LINES, but for the notes. */
  void (*put)(IbHubWriter *w);
  void (*put_notes)(IbHubWriter *w);
};

extern const IbHubFormat ib_hub_isi, ib_hub_word;

/* A field of libbibutils. */
void ib_hub_put(IbHubWriter *w, guint level, const char *tag, const char *value);
/* "JA": two initials, not a name. */
gboolean ib_hub_is_initials(const char *part);
#endif
