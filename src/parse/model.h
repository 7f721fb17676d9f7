/* The model file: quantised weights, mapped as they are, after every bound was checked. */
#ifndef IB_PARSE_MODEL_H
#define IB_PARSE_MODEL_H

#include "parse/crf.h"
#include "parse/gazetteer.h"
#include "parse/habits.h"

#define IB_N_CALIBRATION 17 /* knots of a curve from raw to true confidence, evenly spaced */

/* A feature and its weights.  Most have one or two, which stand in `data` itself: a state and a
 * weight in two bytes, twice, the first state marked IB_SLOT_INLINE, the second IB_SLOT_SECOND
 * when it is there.  Else data is 256 times the offset of the row, with IB_SLOT_DENSE when
 * that is a weight for every state, which is faster to add.  0 is an empty slot. */
typedef struct {
  guint32 hash, data;
} IbModelSlot;
#define IB_SLOT_INLINE 0x80u
#define IB_SLOT_SECOND 0x800000u
#define IB_SLOT_DENSE 0x40u
#define IB_DENSE_FROM 20 /* weights */

typedef struct {
  GMappedFile *file;
  const IbModelSlot *slots; /* by hash * n_slots / 2^32, then upward and around */
  guint n_slots;
  guint64 *filter;    /* a bit for each hash that may be there: most questions end here */
  const guint8 *rows; /* a sparse row: 64 bits for the states that it has a weight for, then those */
  gsize rows_len;
  float unit;         /* a weight of 1 */
  IbTransitions *exp; /* exp of the transitions */
  IbWordStats *stats;
  const float *calibration;                         /* [2][IB_N_CALIBRATION]: of a field, of a whole reference */
  const guint8 (*habits)[IB_N_HABITS][IB_N_HABITS]; /* IbCustoms: the shares of fields at gaps, in all lists */
  const char *note;                                 /* how it was trained; one line */
} IbModel;

/* Error IBID_ERROR_MODEL in one line.  Caller frees with ib_model_close(). */
IbModel *ib_model_open(const char *path, GError **error);
void ib_model_close(IbModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IbModel, ib_model_close)
/* The same over BYTES, which must be aligned to 8 and outlive it. */
IbModel *ib_model_from_memory(const char *name, const void *bytes, gsize len, GError **error);

/* Writes the right checksum into BYTES, for tests that damage a model behind it. */
void ib_model_mend_checksum(void *bytes, gsize len);

/* One line for --version: how the model at PATH was trained, or why it cannot be used.
 * Caller frees with g_free(). */
char *ib_model_describe(const char *path);

/* The slot at which to look for a feature first. */
static inline guint
ib_model_slot(const IbModel *model, guint32 hash)
{
  return (guint)((guint64)hash * model->n_slots >> 32);
}

#define IB_FILTER_BITS 22

static inline gboolean
ib_model_may_have(const IbModel *model, guint32 hash)
{
  guint32 at = hash >> (32 - IB_FILTER_BITS);
  return model->filter[at >> 6] >> (at & 63) & 1;
}

/* What goes into a file. */
typedef struct {
  guint n_rows;
  const guint32 *hash;     /* [n_rows] */
  const float *row;        /* [n_rows][IB_N_STATES] */
  const float *importance; /* [n_rows]: factor on a row's weights when the smallest are left out */
  const IbTransitions *transitions;
  const IbWordStats *stats;
  float calibration[2][IB_N_CALIBRATION];
  IbHabits *habits; /* NULL: as if nothing had been seen */
  gsize size_limit; /* bytes: the smallest weights are left out to meet it */
  const char *note;
} IbModelDraft;

/* For each row the states whose weights the file has room for.  Caller frees with g_free(). */
guint64 *ib_model_mask(const IbModelDraft *draft);
/* The bytes of the file.  Caller frees with g_bytes_unref(). */
GBytes *ib_model_pack(const IbModelDraft *draft);
#endif
