/* Compares what the tagger gives with what references are labelled as.  Only labels that a
 * reference's source annotates are judged; a field of it is the text of its spans together. */
#include "config.h"

#include "parse/evaluate.h"

#include <string.h>

#include "parse/habits.h"
#include "parse/names.h"
#include "parse/span.h"
#include "util/text.h"

#define N_BINS 10
#define N_CONFUSIONS 15
#define LIST_LEAST 5 /* references of one document that make a list */

/* Scored by default, as the labels are in all sources that name them. */
#define CORE ((1u << (IB_LABEL_ISBN + 1)) - 2)

typedef struct {
  guint right, given, wanted;
} Tally;

typedef struct {
  Tally field[IB_N_LABELS];
  guint whole, n;
} Score;

typedef struct {
  guint right[N_BINS], n[N_BINS];
} Calibration;

typedef struct {
  Score all, seen, unseen;
  Score once, twice; /* of the references of whole lists: one by one, and with a second look at the list */
  Score *source;
  guint confusion[IB_N_LABELS][IB_N_LABELS]; /* wanted, given; NONE is no field */
  Calibration of_field, of_whole;
  Tally *families; /* authors' surnames by source, where the author is right and the source marks them */
} Result;

/* ---- comparing ---- */

static char *
first_year(const char *s)
{
  for (const char *p = s; *p; p++) {
    gsize n = strspn(p, "0123456789");
    if (n == 4 && (*p == '1' || (p[0] == '2' && p[1] == '0')))
      return g_strndup(p, 4);
    if (n)
      p += n - 1;
  }
  return NULL;
}

/* "and", "und" ... between persons count for nothing. */
static gboolean
is_connective(const char *word)
{
  static const char *const words[] = { "and",    "und", "et", "y",   "e",  "u",     "al",  "i", "with",
                                       "others", "a",   "ua", "och", "en", "sowie", "mit", NULL };
  return g_strv_contains(words, word);
}

static void
drop_connectives(GString *folded)
{
  g_auto(GStrv) words = g_strsplit(folded->str, " ", -1);
  g_string_truncate(folded, 0);
  for (guint i = 0; words[i]; i++)
    if (!is_connective(words[i]))
      g_string_append(folded, words[i]);
}

char *
ib_evaluate_fold(IbLabel label, const char *text, gsize len)
{
  g_autofree char *folded = ib_text_fold(text, (gssize)len);
  if (label == IB_LABEL_DATE) {
    char *year = first_year(folded);
    if (year)
      return year;
  }
  GString *out = g_string_new(folded);
  if (label <= IB_LABEL_TRANSLATOR)
    drop_connectives(out);
  if (label == IB_LABEL_URL) {
    if (g_str_has_prefix(out->str, "http "))
      g_string_erase(out, 0, 5);
    if (g_str_has_prefix(out->str, "https "))
      g_string_erase(out, 0, 6);
    if (g_str_has_prefix(out->str, "www "))
      g_string_erase(out, 0, 4);
  }
  g_string_replace(out, " ", "", 0);
  return g_string_free(out, FALSE);
}

static void
append_value(GString *to, IbLabel label, const char *text, guint start, guint end)
{
  IbTagSpan span = { label, start, end, 0 };
  if (!ib_span_trim(text, &span))
    return;
  g_autofree char *folded = ib_evaluate_fold(label, text + span.start, span.end - span.start);
  g_string_append(to, folded);
}

typedef struct {
  GString *wanted[IB_N_LABELS], *given[IB_N_LABELS];
} Fields;

static void
fields_init(Fields *f)
{
  for (guint i = 0; i < IB_N_LABELS; i++) {
    f->wanted[i] = g_string_new(NULL);
    f->given[i] = g_string_new(NULL);
  }
}

static void
fields_clear(Fields *f)
{
  for (guint i = 0; i < IB_N_LABELS; i++) {
    g_string_free(f->wanted[i], TRUE);
    g_string_free(f->given[i], TRUE);
  }
}

static void
fields_fill(Fields *f, const IbLabelled *item, const IbTagging *tagging)
{
  for (guint i = 0; i < IB_N_LABELS; i++) {
    g_string_truncate(f->wanted[i], 0);
    g_string_truncate(f->given[i], 0);
  }
  for (guint i = 0; i < item->spans->len; i++) {
    const IbLabelSpan *s = &g_array_index(item->spans, IbLabelSpan, i);
    append_value(f->wanted[s->label], s->label, item->text, s->start, s->end);
  }
  for (guint i = 0; i < tagging->spans->len; i++) {
    const IbTagSpan *s = &g_array_index(tagging->spans, IbTagSpan, i);
    append_value(f->given[s->label], s->label, item->text, s->start, s->end);
  }
}

static gboolean
same(const Fields *f, guint label)
{
  return g_str_equal(f->wanted[label]->str, f->given[label]->str);
}

/* ---- counting ---- */

static void
count_fields(Score *score, const Fields *f, guint32 judged)
{
  gboolean whole = TRUE;
  for (guint i = 1; i < IB_N_LABELS; i++) {
    if (!(judged >> i & 1))
      continue;
    Tally *t = &score->field[i];
    t->wanted += f->wanted[i]->len > 0;
    t->given += f->given[i]->len > 0;
    t->right += f->wanted[i]->len > 0 && same(f, i);
    whole = whole && same(f, i);
  }
  score->whole += whole;
  score->n++;
}

static IbLabel
label_at(const IbTagging *tagging, guint middle)
{
  for (guint i = 0; i < tagging->spans->len; i++) {
    const IbTagSpan *s = &g_array_index(tagging->spans, IbTagSpan, i);
    if (s->start <= middle && middle < s->end)
      return s->label;
  }
  return IB_LABEL_NONE;
}

static void
count_confusions(Result *r, const IbLabelled *item, const IbTagging *tagging)
{
  for (guint i = 0; i < item->spans->len; i++) {
    const IbLabelSpan *s = &g_array_index(item->spans, IbLabelSpan, i);
    if (s->label != IB_LABEL_OTHER)
      r->confusion[s->label][label_at(tagging, (s->start + s->end) / 2)]++;
  }
}

/* The family names of the authors that TAGGING gives, folded. */
static GPtrArray *
families_of(const IbLabelled *item, const IbTagging *tagging)
{
  g_autoptr(IbidRecord) rec = ibid_record_new(IBID_TYPE_DOCUMENT);
  for (guint i = 0; i < tagging->spans->len; i++) {
    const IbTagSpan *s = &g_array_index(tagging->spans, IbTagSpan, i);
    if (s->label == IB_LABEL_AUTHOR)
      ib_names_add(rec, IBID_VAR_AUTHOR, item->text + s->start, s->end - s->start);
  }
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < ibid_record_n_names(rec, IBID_VAR_AUTHOR); i++) {
    const IbidName *name = ibid_record_name(rec, IBID_VAR_AUTHOR, i);
    if (name->literal && g_str_equal(name->literal, "others"))
      continue;
    g_autofree char *family = g_strdup_printf("%s|%s", name->non_dropping_particle ? name->non_dropping_particle : "",
                                              name->family    ? name->family
                                              : name->literal ? name->literal
                                                              : "");
    char *bar = strchr(family, '|');
    g_autofree char *particle = ib_evaluate_fold(IB_LABEL_TITLE, family, bar - family);
    g_autofree char *rest = ib_evaluate_fold(IB_LABEL_TITLE, bar + 1, strlen(bar + 1));
    g_ptr_array_add(names, g_strconcat(particle, "|", rest, NULL));
  }
  return names;
}

/* GIVEN is "van|gogh": sources mark the particle with the name, a few without it. */
static gboolean
same_family(gconstpointer given, gconstpointer wanted)
{
  const char *bar = strchr(given, '|');
  gsize n = bar - (const char *)given;
  return g_str_equal(bar + 1, wanted) ||
         (strncmp(given, wanted, n) == 0 && g_str_equal(bar + 1, (const char *)wanted + n));
}

/* "J. Doe" among the family names: that document marks names as a whole. */
static gboolean
marks_families(const IbLabelled *item)
{
  for (guint i = 0; item->families[i]; i++)
    if (strchr(item->families[i], '.'))
      return FALSE;
  return TRUE;
}

static void
count_families(Result *r, const IbLabelled *item, const IbTagging *tagging)
{
  Tally *t = &r->families[item->source];
  g_autoptr(GPtrArray) given = families_of(item, tagging);
  t->given += given->len;
  for (guint i = 0; item->families[i]; i++) {
    g_autofree char *wanted = ib_evaluate_fold(IB_LABEL_TITLE, item->families[i], strlen(item->families[i]));
    guint at;
    if (!*wanted)
      continue;
    t->wanted++;
    if (!g_ptr_array_find_with_equal_func(given, wanted, same_family, &at))
      continue;
    t->right++;
    g_ptr_array_remove_index_fast(given, at);
  }
}

static void
count_confidence(Calibration *c, float confidence, gboolean right)
{
  guint bin = MIN((guint)(confidence * N_BINS), N_BINS - 1);
  c->n[bin]++;
  c->right[bin] += right;
}

static void
judge(const Fields *f, guint32 judged, const IbTagging *tagging, IbJudgeFunc func, gpointer data)
{
  gboolean whole = TRUE;
  for (guint i = 1; i < IB_N_LABELS; i++)
    if (judged >> i & 1)
      whole = whole && same(f, i);
  for (guint i = 0; i < tagging->spans->len; i++) {
    const IbTagSpan *s = &g_array_index(tagging->spans, IbTagSpan, i);
    if (judged >> s->label & 1)
      func(FALSE, s->confidence, same(f, s->label), data);
  }
  func(TRUE, tagging->confidence, whole, data);
}

void
ib_evaluate_each(IbTagger *tagger, const IbLabelled *item, IbJudgeFunc func, gpointer data)
{
  IbTagging tagging = { 0 };
  Fields fields;
  fields_init(&fields);
  ib_tagger_tag(tagger, item->text, item->len, &tagging);
  fields_fill(&fields, item, &tagging);
  judge(&fields, item->known & CORE, &tagging, func, data);
  fields_clear(&fields);
  ib_tagging_clear(&tagging);
}

static void
add_judgement(gboolean whole, float confidence, gboolean right, gpointer data)
{
  Result *r = data;
  count_confidence(whole ? &r->of_whole : &r->of_field, confidence, right);
}

/* ---- whole lists ---- */

static void
score_item(IbTagger *tagger, const IbLabelled *item, IbTagging *tagging, Fields *fields, Score *score)
{
  ib_tagger_tag(tagger, item->text, item->len, tagging);
  fields_fill(fields, item, tagging);
  count_fields(score, fields, item->known & CORE);
}

/* As ib_parse_list() does it. */
static void
score_list(Result *r, IbTagger *tagger, IbLabelled **items, guint n, IbTagging *tagging, Fields *fields)
{
  g_autofree IbHabits *habits = g_new0(IbHabits, 1);
  g_autofree gboolean *unsure = g_new0(gboolean, n);
  guint n_sure = 0;
  for (guint i = 0; i < n; i++) {
    score_item(tagger, items[i], tagging, fields, &r->once);
    unsure[i] = tagging->confidence < IB_HABITS_UNSURE;
    if (tagging->confidence < IB_HABITS_SURE)
      continue;
    ib_tagger_count(tagger, habits);
    n_sure++;
  }
  for (guint i = 0; i < n; i++) {
    if (i == 0 || unsure[i] != unsure[i - 1])
      ib_tagger_lean(tagger, unsure[i] && n_sure >= IB_HABITS_LEAST ? habits : NULL);
    score_item(tagger, items[i], tagging, fields, &r->twice);
  }
  ib_tagger_lean(tagger, NULL);
}

static void
score_lists(Result *r, const IbLabelSet *set, IbTagger *tagger, IbTagging *tagging, Fields *fields)
{
  IbLabelled **items = (IbLabelled **)set->items->pdata;
  for (guint i = 0, end; i < set->items->len; i = end) {
    for (end = i + 1;
         end < set->items->len && items[end]->doc == items[i]->doc && items[end]->source == items[i]->source;)
      end++;
    if (end - i >= LIST_LEAST)
      score_list(r, tagger, items + i, end - i, tagging, fields);
  }
}

/* ---- printing ---- */

static double
share(guint part, guint of)
{
  return of ? (double)part / of : 0;
}

static double
f1(Tally t)
{
  return t.given + t.wanted ? 2. * t.right / (t.given + t.wanted) : 0;
}

static Tally
sum_fields(const Score *score)
{
  Tally sum = { 0 };
  for (guint i = 1; i < IB_N_LABELS; i++) {
    sum.right += score->field[i].right;
    sum.given += score->field[i].given;
    sum.wanted += score->field[i].wanted;
  }
  return sum;
}

static void
print_row(GString *out, const char *name, Tally t)
{
  g_string_append_printf(out, "%-18s %7u %7u  %.4f  %.4f  %.4f\n", name, t.wanted, t.given, share(t.right, t.given),
                         share(t.right, t.wanted), f1(t));
}

static void
print_source(GString *out, const char *name, const char *kind, const Score *score)
{
  if (score->n)
    g_string_append_printf(out, "%-24s %-7s %7u  %.4f  %.4f\n", name, kind, score->n, f1(sum_fields(score)),
                           share(score->whole, score->n));
}

static void
print_calibration(GString *out, const char *name, const Calibration *c)
{
  g_string_append_printf(out, "\n%-18s %7s  right\n", name, "n");
  for (guint i = N_BINS; i-- > 0;)
    if (c->n[i])
      g_string_append_printf(out, "%.1f to %.1f         %7u  %.3f\n", (double)i / N_BINS, (double)(i + 1) / N_BINS,
                             c->n[i], share(c->right[i], c->n[i]));
}

static void
print_families(GString *out, const Result *r, const IbLabelSet *set)
{
  gboolean any = FALSE;
  for (guint i = 0; i < set->sources->len; i++) {
    if (!r->families[i].wanted)
      continue;
    if (!any)
      g_string_append(out, "\nfamily names of authors, where the author is right\n");
    any = TRUE;
    print_row(out, set->sources->pdata[i], r->families[i]);
  }
}

static void
print_confusions(GString *out, Result *r)
{
  g_string_append_printf(out, "\n%-18s %-18s %7s\n", "labelled", "taken for", "n");
  for (guint k = 0; k < N_CONFUSIONS; k++) {
    guint w = 0, g = 0, most = 0;
    for (guint i = 1; i < IB_N_LABELS; i++)
      for (guint j = 0; j < IB_N_LABELS; j++)
        if (i != j && r->confusion[i][j] > most)
          most = r->confusion[w = i][g = j];
    if (!most)
      break;
    g_string_append_printf(out, "%-18s %-18s %7u\n", ib_label_name(w), g ? ib_label_name(g) : "-", most);
    r->confusion[w][g] = 0;
  }
}

static void
print(GString *out, Result *r, const IbLabelSet *set, const IbTagger *tagger)
{
  g_string_append_printf(out, "model: %s\n\n%-18s %7s %7s  %-6s  %-6s  %-6s\n", ib_tagger_note(tagger), "field",
                         "labelled", "given", "P", "R", "F1");
  for (guint i = 1; i < IB_N_LABELS; i++)
    if (r->all.field[i].given + r->all.field[i].wanted)
      print_row(out, ib_label_name(i), r->all.field[i]);
  print_row(out, "all fields", sum_fields(&r->all));
  g_string_append_printf(out, "whole references   %7u %7u  %.4f\n", r->all.n, r->all.whole,
                         share(r->all.whole, r->all.n));
  g_string_append_printf(out, "\n%-24s %-7s %7s  %-6s  %-6s\n", "source", "", "n", "F1", "whole");
  for (guint i = 0; i < set->sources->len; i++) {
    const char *name = set->sources->pdata[i];
    print_source(out, name, ib_tagger_knows(tagger, name) ? "seen" : "unseen", &r->source[i]);
  }
  print_source(out, "all that were seen", "seen", &r->seen);
  print_source(out, "all that were not", "unseen", &r->unseen);
  if (r->once.n)
    g_string_append_printf(out, "\nlists of %u and more\n", LIST_LEAST);
  print_source(out, "one by one", "", &r->once);
  print_source(out, "with a second look", "", &r->twice);
  print_families(out, r, set);
  print_confusions(out, r);
  print_calibration(out, "field confidence", &r->of_field);
  print_calibration(out, "whole confidence", &r->of_whole);
}

void
ib_evaluate_set(const IbLabelSet *set, IbTagger *tagger, GString *out)
{
  Result *r = g_new0(Result, 1);
  r->source = g_new0(Score, set->sources->len + 1);
  r->families = g_new0(Tally, set->sources->len + 1);
  IbTagging tagging = { 0 };
  Fields fields;
  fields_init(&fields);
  for (guint i = 0; i < set->items->len; i++) {
    const IbLabelled *item = set->items->pdata[i];
    guint32 judged = item->known & CORE;
    gboolean seen = ib_tagger_knows(tagger, set->sources->pdata[item->source]);
    ib_tagger_tag(tagger, item->text, item->len, &tagging);
    fields_fill(&fields, item, &tagging);
    count_fields(&r->all, &fields, judged);
    count_fields(&r->source[item->source], &fields, judged);
    count_fields(seen ? &r->seen : &r->unseen, &fields, judged);
    count_confusions(r, item, &tagging);
    if (item->families && marks_families(item) && judged >> IB_LABEL_AUTHOR & 1 && same(&fields, IB_LABEL_AUTHOR))
      count_families(r, item, &tagging);
    judge(&fields, judged, &tagging, add_judgement, r);
  }
  score_lists(r, set, tagger, &tagging, &fields);
  print(out, r, set, tagger);
  fields_clear(&fields);
  ib_tagging_clear(&tagging);
  g_free(r->source);
  g_free(r->families);
  g_free(r);
}

gboolean
ib_evaluate(const char *const *files, const char *model, GString *out, GError **error)
{
  g_autoptr(IbTagger) tagger = ib_tagger_open(model, error);
  if (!tagger)
    return FALSE;
  IbLabelSet set;
  ib_label_set_init(&set);
  gboolean ok = TRUE;
  for (guint i = 0; ok && files[i]; i++)
    ok = ib_labels_read_file(&set, files[i], error);
  if (ok)
    ib_evaluate_set(&set, tagger, out);
  ib_label_set_clear(&set);
  return ok;
}
