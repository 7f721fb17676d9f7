/* The model file.  Little-endian; a header, then sections that each begin at a multiple of 8:
 *
 *   slots        {u32 hash, u32 data}[n_slots]: open addressing, see IbModelSlot
 *   rows         at each offset: u64 bits of states, then one signed byte a set bit; or 64 of them
 *   transitions  i16: begin[gaps][64][24], inner[5][24], in 1/256
 *   words        u32[n_words], then u16[n_words]: hashes and codes of the word statistics
 *   calibration  f32[2][17]
 *   habits       u8[gaps][22][22]: IbCustoms
 *   note         text, NUL-terminated
 *
 * Nothing in it is trusted: sizes, offsets, rows and the checksum are verified when it is
 * opened, so that the tagger need not look again. */
#include "config.h"

#include "parse/model.h"

#include <math.h>
#include <string.h>

#include "ibid/error.h"

#define MAGIC "ibidcrf"
#define MODEL_VERSION 4
#define SIZE_MAX_FILE (64u << 20)
#define TRANSITION_UNIT (1.f / 256.f)
#define ROW_HEAD 8

typedef struct {
  char magic[8];
  guint32 version, order; /* order: 0x01020304 as the writer stores it */
  guint64 checksum;       /* of all else */
  guint32 gaps, states;   /* shape it was trained for */
  guint32 n_slots, n_words;
  guint32 at_slots, at_rows, at_transitions, at_words, at_codes, at_calibration, at_habits, at_note, size;
  float unit;
} Header;

/* Eight bytes at a time: it runs over the whole file at every start. */
static guint64
checksum(const guint8 *p, gsize len)
{
  guint64 h = 0x9e3779b97f4a7c15u, word = 0;
  for (; len >= 8; p += 8, len -= 8) {
    memcpy(&word, p, 8);
    h = (h ^ word) * 0x2127599bf4325c37u;
    h ^= h >> 29;
  }
  for (; len; p++, len--)
    h = (h ^ *p) * 0x100000001b3u;
  return h;
}

/* Of the whole file, its own place taken as 0. */
static guint64
checksum_of(const guint8 *bytes, gsize len)
{
  Header h;
  memcpy(&h, bytes, sizeof h);
  h.checksum = 0;
  return checksum((const guint8 *)&h, sizeof h) ^ checksum(bytes + sizeof h, len - sizeof h);
}

/* ---- reading ---- */

static gboolean
complain(GError **error, const char *name, const char *why)
{
  g_set_error(error, IBID_ERROR, IBID_ERROR_MODEL,
              "cannot use the model %s: %s (try 'ibid train' or the installed one)", name, why);
  return FALSE;
}

static gboolean
inside(const Header *h, guint32 at, guint64 len)
{
  return at % 8 == 0 && at >= sizeof *h && (guint64)at + len <= h->size;
}

static const char *
header_fault(const Header *h, gsize len)
{
  gsize transitions = ((gsize)IB_N_GAPS * IB_N_STATES + IB_N_INNER) * IB_ROW * sizeof(gint16);
  if (memcmp(h->magic, MAGIC, sizeof h->magic))
    return "it is no model";
  if (h->order != 0x01020304)
    return "it was made on a machine of the other byte order";
  if (h->version != MODEL_VERSION)
    return "it is of another version of ibid";
  if (h->size != len)
    return "it is cut short or has something after its end";
  if (h->gaps != IB_N_GAPS || h->states != IB_N_STATES)
    return "its shape is another one";
  if (h->n_slots < 2 || h->n_slots > SIZE_MAX_FILE / 8 ||
      !inside(h, h->at_slots, (guint64)h->n_slots * sizeof(IbModelSlot)))
    return "its table of features is damaged";
  if (!inside(h, h->at_rows, 0) || h->at_rows > h->at_transitions || !inside(h, h->at_transitions, transitions))
    return "its weights are damaged";
  if (h->n_words & (h->n_words - 1) || h->n_words > SIZE_MAX_FILE / 8 ||
      !inside(h, h->at_words, (guint64)h->n_words * 4) || !inside(h, h->at_codes, (guint64)h->n_words * 2))
    return "its table of words is damaged";
  if (!inside(h, h->at_calibration, 2 * IB_N_CALIBRATION * sizeof(float)) ||
      !inside(h, h->at_habits, sizeof(IbCustoms)) || !inside(h, h->at_note, 1))
    return "its last part is damaged";
  return h->unit > 0 && h->unit < 100 ? NULL : "its unit is damaged";
}

static gboolean
rows_are_inside(const IbModel *m)
{
  guint n_empty = 0;
  for (guint i = 0; i < m->n_slots; i++) {
    guint32 at = m->slots[i].data >> 8;
    guint64 bits;
    n_empty += m->slots[i].data == 0;
    if (m->slots[i].data == 0 || m->slots[i].data & IB_SLOT_INLINE)
      continue;
    if (m->slots[i].data & IB_SLOT_DENSE) {
      if ((gsize)at + IB_N_STATES > m->rows_len)
        return FALSE;
      continue;
    }
    if ((gsize)at + ROW_HEAD > m->rows_len)
      return FALSE;
    memcpy(&bits, m->rows + at, sizeof bits);
    if ((gsize)at + ROW_HEAD + (gsize)__builtin_popcountll(bits) > m->rows_len)
      return FALSE;
  }
  return n_empty > 0; /* a search must end */
}

static guint64 *
make_filter(const IbModel *m)
{
  guint64 *filter = g_new0(guint64, (1u << IB_FILTER_BITS) / 64);
  for (guint i = 0; i < m->n_slots; i++) {
    guint32 at = m->slots[i].hash >> (32 - IB_FILTER_BITS);
    if (m->slots[i].data)
      filter[at >> 6] |= (guint64)1 << (at & 63);
  }
  return filter;
}

static gboolean
codes_are_sound(const guint16 *codes, guint n)
{
  gboolean empty = n == 0;
  for (guint i = 0; i < n; i++) {
    guint low = codes[i] & 0xff;
    if (codes[i] && (low == 0 || (low - 1) / 4 >= IB_N_FIELDS))
      return FALSE;
    empty |= codes[i] == 0;
  }
  return empty;
}

static IbTransitions *
expand_transitions(const gint16 *q)
{
  IbTransitions *e = g_new0(IbTransitions, 1);
  float *to = (float *)e;
  for (gsize i = 0; i < sizeof *e / sizeof(float); i++)
    to[i] = ib_exp((float)q[i] * TRANSITION_UNIT);
  for (guint g = 0; g < IB_N_GAPS; g++)
    for (guint s = 0; s < IB_N_STATES; s++)
      for (guint y = IB_N_FIELDS; y < IB_ROW; y++)
        e->begin[g][s][y] = 0;
  return e;
}

IbModel *
ib_model_from_memory(const char *name, const void *bytes, gsize len, GError **error)
{
  const guint8 *base = bytes;
  Header h;
  if (len < sizeof h || len > SIZE_MAX_FILE) {
    complain(error, name, "it is no model");
    return NULL;
  }
  memcpy(&h, base, sizeof h);
  const char *fault = header_fault(&h, len);
  if (!fault && h.checksum != checksum_of(base, len))
    fault = "its checksum is wrong";
  if (!fault && !memchr(base + h.at_note, 0, len - h.at_note))
    fault = "its note does not end";
  g_autoptr(IbModel) m = g_new0(IbModel, 1);
  if (!fault) {
    m->slots = (const IbModelSlot *)(base + h.at_slots);
    m->n_slots = h.n_slots;
    m->rows = base + h.at_rows;
    m->rows_len = h.at_transitions - h.at_rows;
    if (!rows_are_inside(m))
      fault = "its weights are damaged";
    else if (!codes_are_sound((const guint16 *)(base + h.at_codes), h.n_words))
      fault = "its table of words is damaged";
  }
  if (fault) {
    complain(error, name, fault);
    return NULL;
  }
  m->filter = make_filter(m);
  m->unit = h.unit;
  m->exp = expand_transitions((const gint16 *)(base + h.at_transitions));
  m->stats =
      ib_word_stats_borrow((const guint32 *)(base + h.at_words), (const guint16 *)(base + h.at_codes), h.n_words);
  m->calibration = (const float *)(base + h.at_calibration);
  m->habits = (const guint8(*)[IB_N_HABITS][IB_N_HABITS])(base + h.at_habits);
  m->note = (const char *)(base + h.at_note);
  return g_steal_pointer(&m);
}

IbModel *
ib_model_open(const char *path, GError **error)
{
  g_autoptr(GError) why = NULL;
  GMappedFile *file = g_mapped_file_new(path, FALSE, &why);
  if (!file) {
    complain(error, path, why->message);
    return NULL;
  }
  const char *bytes = g_mapped_file_get_contents(file);
  IbModel *m = ib_model_from_memory(path, bytes ? bytes : "", g_mapped_file_get_length(file), error);
  if (m)
    m->file = file;
  else
    g_mapped_file_unref(file);
  return m;
}

void
ib_model_close(IbModel *model)
{
  if (!model)
    return;
  g_free(model->exp);
  g_free(model->filter);
  ib_word_stats_free(model->stats);
  g_clear_pointer(&model->file, g_mapped_file_unref);
  g_free(model);
}

void
ib_model_mend_checksum(void *bytes, gsize len)
{
  if (len < sizeof(Header))
    return;
  guint64 sum = checksum_of(bytes, len);
  memcpy((guint8 *)bytes + offsetof(Header, checksum), &sum, sizeof sum);
}

char *
ib_model_describe(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(IbModel) model = ib_model_open(path, &error);
  return g_strdup(model ? model->note : error->message);
}

/* ---- writing ---- */

/* What a weight must reach in a row of this importance; less than half a unit is 0. */
static float
floor_of(const IbModelDraft *d, guint r, float least, float unit)
{
  return MAX(least / d->importance[r], unit * .5f);
}

static guint
count_kept(const float *row, float least)
{
  guint n = 0;
  for (guint s = 0; s < IB_N_STATES; s++)
    n += fabsf(row[s]) >= least;
  return n;
}

/* Bytes of slots and rows when weights below LEAST are left out. */
static gsize
size_at(const IbModelDraft *d, float least, float unit, guint *n_kept)
{
  gsize size = 0;
  *n_kept = 0;
  for (guint r = 0; r < d->n_rows; r++) {
    guint n = count_kept(d->row + (gsize)r * IB_N_STATES, floor_of(d, r, least, unit));
    if (!n)
      continue;
    (*n_kept)++;
    size += (n >= IB_DENSE_FROM ? IB_N_STATES
             : n > 2            ? ROW_HEAD + n
                                : 0) +
            sizeof(IbModelSlot) + sizeof(IbModelSlot) / 4;
  }
  return size;
}

static float
least_weight(const IbModelDraft *d, float unit, gsize limit, guint *n_kept)
{
  float low = unit * .5f, high = 1270 * unit;
  if (size_at(d, low, unit, n_kept) <= limit)
    return low;
  for (guint i = 0; i < 16; i++) {
    float middle = (low + high) * .5f;
    if (size_at(d, middle, unit, n_kept) <= limit)
      high = middle;
    else
      low = middle;
  }
  size_at(d, high, unit, n_kept);
  return high;
}

static guint32
begin_section(GByteArray *out)
{
  static const guint8 zeros[8] = { 0 };
  if (out->len % 8)
    g_byte_array_append(out, zeros, 8 - out->len % 8);
  return out->len;
}

static gint8
quantise(float weight, float unit)
{
  return (gint8)CLAMP(lrintf(weight / unit), -127, 127);
}

/* One or two weights in a slot's data. */
static guint32
inline_row(const float *row, float least, float unit)
{
  guint32 data = 0;
  guint n = 0;
  for (guint s = 0; s < IB_N_STATES; s++)
    if (fabsf(row[s]) >= least)
      data |= (s | (guint32)(guint8)quantise(row[s], unit) << 8) << 16 * n++;
  return data | IB_SLOT_INLINE | (n > 1 ? IB_SLOT_SECOND : 0);
}

static guint32
append_row(GByteArray *rows, const float *row, float least, float unit)
{
  guint64 bits = 0;
  gint8 dense[IB_N_STATES] = { 0 }, sparse[IB_N_STATES];
  guint n = 0, offset = rows->len;
  for (guint s = 0; s < IB_N_STATES; s++) {
    if (fabsf(row[s]) < least)
      continue;
    bits |= (guint64)1 << s;
    dense[s] = sparse[n++] = quantise(row[s], unit);
  }
  if (n >= IB_DENSE_FROM) {
    g_byte_array_append(rows, (const guint8 *)dense, sizeof dense);
    return offset << 8 | IB_SLOT_DENSE;
  }
  g_byte_array_append(rows, (const guint8 *)&bits, sizeof bits);
  g_byte_array_append(rows, (const guint8 *)sparse, n);
  return offset << 8;
}

static void
append_features(const IbModelDraft *d, float least, float unit, guint n_slots, GByteArray *slots, GByteArray *rows)
{
  IbModelSlot *table = g_new0(IbModelSlot, n_slots);
  g_byte_array_set_size(rows, 8); /* offset 0 is no row */
  memset(rows->data, 0, 8);
  for (guint r = 0; r < d->n_rows; r++) {
    const float *row = d->row + (gsize)r * IB_N_STATES;
    float floor = floor_of(d, r, least, unit);
    guint n = count_kept(row, floor), at = (guint)((guint64)d->hash[r] * n_slots >> 32);
    if (!n)
      continue;
    while (table[at].data)
      at = at + 1 < n_slots ? at + 1 : 0;
    table[at] = (IbModelSlot){ d->hash[r], n > 2 ? append_row(rows, row, floor, unit) : inline_row(row, floor, unit) };
  }
  g_byte_array_append(slots, (const guint8 *)table, n_slots * (guint)sizeof *table);
  g_free(table);
}

static void
append_transitions(GByteArray *out, const IbTransitions *transitions)
{
  const float *from = (const float *)transitions;
  for (gsize i = 0; i < sizeof *transitions / sizeof(float); i++) {
    gint16 q = (gint16)CLAMP(lrintf(from[i] / TRANSITION_UNIT), -32767, 32767);
    g_byte_array_append(out, (const guint8 *)&q, sizeof q);
  }
}

static void
append_habits(GByteArray *out, const IbHabits *habits)
{
  static const IbHabits none;
  g_autofree guint8 *customs = g_malloc(sizeof(IbCustoms));
  ib_habits_to_customs(habits ? habits : &none, (guint8(*)[IB_N_HABITS][IB_N_HABITS])customs);
  g_byte_array_append(out, customs, sizeof(IbCustoms));
}

static void
append_words(GByteArray *out, const IbWordStats *stats, Header *h)
{
  g_autofree guint32 *words = NULL;
  g_autofree guint16 *codes = NULL;
  if (stats)
    h->n_words = ib_word_stats_pack(stats, &words, &codes);
  h->at_words = begin_section(out);
  if (h->n_words)
    g_byte_array_append(out, (const guint8 *)words, h->n_words * 4);
  h->at_codes = begin_section(out);
  if (h->n_words)
    g_byte_array_append(out, (const guint8 *)codes, h->n_words * 2);
}

static float
largest(const IbModelDraft *d)
{
  float most = .5f;
  for (gsize i = 0; i < (gsize)d->n_rows * IB_N_STATES; i++)
    most = MAX(most, fabsf(d->row[i]));
  return MIN(most, 6.f);
}

/* All that is no feature: header, transitions, words; the last for calibration, note and gaps. */
static gsize
fixed_size(const IbModelDraft *d)
{
  g_autofree guint32 *words = NULL;
  g_autofree guint16 *codes = NULL;
  guint n_words = d->stats ? ib_word_stats_pack(d->stats, &words, &codes) : 0;
  return sizeof(Header) + sizeof(IbTransitions) / 2 + (gsize)n_words * 6 + sizeof(IbCustoms) + 4096;
}

static float
least_that_fits(const IbModelDraft *d, float unit, guint *n_kept)
{
  gsize fixed = fixed_size(d);
  return least_weight(d, unit, d->size_limit > fixed ? d->size_limit - fixed : 0, n_kept);
}

guint64 *
ib_model_mask(const IbModelDraft *d)
{
  guint64 *mask = g_new0(guint64, MAX(d->n_rows, 1));
  guint n_kept;
  float unit = largest(d) / 127.f, least = least_that_fits(d, unit, &n_kept);
  for (guint r = 0; r < d->n_rows; r++) {
    const float *row = d->row + (gsize)r * IB_N_STATES;
    float floor = floor_of(d, r, least, unit);
    for (guint s = 0; s < IB_N_STATES; s++)
      mask[r] |= (guint64)(fabsf(row[s]) >= floor) << s;
    if (__builtin_popcountll(mask[r]) >= IB_DENSE_FROM)
      mask[r] = ~(guint64)0; /* room for all */
  }
  return mask;
}

GBytes *
ib_model_pack(const IbModelDraft *d)
{
  Header h = {
    .magic = MAGIC, .version = MODEL_VERSION, .order = 0x01020304, .gaps = IB_N_GAPS, .states = IB_N_STATES
  };
  GByteArray *out = g_byte_array_new();
  g_autoptr(GByteArray) rows = g_byte_array_new();
  guint n_kept;
  h.unit = largest(d) / 127.f;
  float least = least_that_fits(d, h.unit, &n_kept);
  g_byte_array_append(out, (const guint8 *)&h, sizeof h);
  h.n_slots = n_kept + n_kept / 4 + 2;
  h.at_slots = begin_section(out);
  append_features(d, least, h.unit, h.n_slots, out, rows);
  h.at_rows = begin_section(out);
  g_byte_array_append(out, rows->data, rows->len);
  h.at_transitions = begin_section(out);
  append_transitions(out, d->transitions);
  append_words(out, d->stats, &h);
  h.at_calibration = begin_section(out);
  g_byte_array_append(out, (const guint8 *)d->calibration, sizeof d->calibration);
  h.at_habits = begin_section(out);
  append_habits(out, d->habits);
  h.at_note = begin_section(out);
  g_byte_array_append(out, (const guint8 *)d->note, (guint)strlen(d->note) + 1);
  h.size = begin_section(out);
  memcpy(out->data, &h, sizeof h);
  h.checksum = checksum_of(out->data, h.size);
  memcpy(out->data, &h, sizeof h);
  return g_byte_array_free_to_bytes(out);
}
