/* The sequence tagger: tokens of a reference -> labels of the labels format. */
#ifndef IB_PARSE_TAGGER_H
#define IB_PARSE_TAGGER_H

#include <glib.h>

/* The labels of contract.md, in its order. */
typedef enum {
  IB_LABEL_NONE, /* furniture */
  IB_LABEL_AUTHOR, IB_LABEL_EDITOR, IB_LABEL_TRANSLATOR, IB_LABEL_DATE, IB_LABEL_TITLE,
  IB_LABEL_CONTAINER, IB_LABEL_COLLECTION, IB_LABEL_VOLUME, IB_LABEL_ISSUE, IB_LABEL_PAGES,
  IB_LABEL_PUBLISHER, IB_LABEL_LOCATION, IB_LABEL_EDITION, IB_LABEL_URL, IB_LABEL_DOI,
  IB_LABEL_ISBN, IB_LABEL_ACCESSED, IB_LABEL_NOTE, IB_LABEL_GENRE, IB_LABEL_CITATION_NUMBER,
  IB_LABEL_EPRINT, IB_LABEL_OTHER, IB_N_LABELS
} IbLabel;

const char *ib_label_name(IbLabel label); /* "container-title".  Never freed. */
IbLabel ib_label_from_name(const char *name); /* IB_LABEL_NONE when unknown */

typedef struct {
  IbLabel label;
  guint start, end;  /* bytes of the text */
  float confidence;  /* 0..1, calibrated */
} IbTagSpan;

typedef struct {
  GArray *spans;     /* of IbTagSpan, sorted, not overlapping, trimmed as contract.md says */
  float confidence;  /* of the reference as a whole */
} IbTagging;

typedef struct IbTagger IbTagger; /* a mapped model with its working memory; one a thread */

IbTagger *ib_tagger_open(const char *model_path, GError **error);
/* The same over BYTES, aligned to 8, which must outlive it; NAME is for messages. */
IbTagger *ib_tagger_from_memory(const char *name, const void *bytes, gsize len, GError **error);
const char *ib_tagger_note(const IbTagger *tagger); /* how the model was trained.  Owned by TAGGER. */
gboolean ib_tagger_knows(const IbTagger *tagger, const char *source); /* trained on it */
void ib_tagger_free(IbTagger *tagger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbTagger, ib_tagger_free)
/* TEXT: one reference in UTF-8, NFC, at most 64 KiB used (the rest is one NOTE span).
 * TAGGING is initialised by the first call (zeroed before) and reused by later ones. */
void ib_tagger_tag(IbTagger *tagger, const char *text, gsize len, IbTagging *tagging);
/* The second look at a list (habits.h): adds to HABITS how the last reference was tagged; then leans
 * toward those of LIST, NULL toward none. */
struct IbHabits;
void ib_tagger_count(const IbTagger *tagger, struct IbHabits *habits);
void ib_tagger_lean(IbTagger *tagger, const struct IbHabits *list);
void ib_tagging_clear(IbTagging *tagging);
#endif
