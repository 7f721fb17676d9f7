/* Labels that are mended before they are learned from, and copies of references in other styles. */
#include "config.h"

#include <string.h>

#include "parse/augment.h"
#include "parse/repair.h"

static void
add(IbLabelSet *set, const char *line)
{
  g_autoptr(GError) error = NULL;
  IbLabelled *item = ib_labels_parse_line(line, strlen(line), NULL, &error);
  g_assert_no_error(error);
  g_ptr_array_add(set->items, item);
}

/* "title=Rivers; date=2019", by their order in the text. */
static char *
shown(const IbLabelled *item)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < item->spans->len; i++) {
    const IbLabelSpan *span = &g_array_index(item->spans, IbLabelSpan, i);
    g_string_append_printf(out, "%s%s=%.*s", i ? "; " : "", ib_label_name(span->label), (int)(span->end - span->start),
                           item->text + span->start);
  }
  return g_string_free(out, FALSE);
}

static void
test_repair(void)
{
  static const struct {
    const char *line, *mended; /* NULL: stays as it is */
  } cases[] = {
    { "{\"text\": \"A. Hill, Rivers, Colle, 1951.\", \"spans\": [[\"title\", 9, 22], [\"date\", 24, 28]]}",
      "title=Rivers; location=Colle; date=1951" },
    { "{\"text\": \"Rivers, Colle, Monte, 1951.\", \"spans\": [[\"title\", 0, 13], [\"location\", 15, 20]]}", NULL },
    { "{\"text\": \"Rivers, Norths, 1951.\", \"spans\": [[\"title\", 0, 14]]}", NULL },
    { "{\"text\": \"Rivers, Colle, 1951.\", \"spans\": [[\"title\", 0, 13]], \"labels\": [\"title\"]}", NULL },
    { "{\"text\": \"Rivers cit., pp. 3\", \"spans\": [[\"title\", 0, 15], [\"pages\", 17, 18]]}",
      "title=Rivers cit; pages=3" },
    { "{\"text\": \"River Law Review, 1991, 3\", \"spans\": [[\"container-title\", 0, 22]]}",
      "container-title=River Law Review; date=1991" },
    { "{\"text\": \"River 2, 1991, in 1992\", \"spans\": [[\"volume\", 6, 13], [\"date\", 18, 22]]}", NULL },
    { "{\"text\": \"107: 970–974.\", \"spans\": [[\"volume\", 0, 3], [\"pages\", 5, 8]]}",
      "volume=107; pages=970–974" },
    { "{\"text\": \"15, 7-19.\", \"spans\": [[\"pages\", 4, 5], [\"pages\", 6, 8]]}", "pages=7-19" },
    { "{\"text\": \"S. 38–61.\", \"spans\": [[\"volume\", 3, 5], [\"pages\", 6, 8]]}", "pages=38–61" },
    { "{\"text\": \"38, 61.\", \"spans\": [[\"volume\", 0, 2], [\"pages\", 4, 6]]}", NULL },
    { "{\"text\": \"Flüsse. 2., neue Aufl.\", \"spans\": [[\"issue\", 8, 9]], \"labels\": [\"issue\"]}", "" },
    { "{\"text\": \"Flüsse. 2. Heft\", \"spans\": [[\"issue\", 8, 9]], \"labels\": [\"issue\"]}", NULL },
    { "{\"text\": \"Fiumi, a cura di A. Colle\", \"spans\": [[\"title\", 0, 8], [\"author\", 9, 25]]}", "title=Fiumi" },
  };
  IbLabelSet set;
  ib_label_set_init(&set);
  for (guint i = 0; i < 3; i++)
    add(&set, "{\"text\": \"Colle\", \"spans\": [[\"location\", 0, 5]]}");
  g_autoptr(GHashTable) places = ib_repair_places(&set);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    add(&set, cases[i].line);
    IbLabelled *mended = ib_repair(set.items->pdata[set.items->len - 1], places);
    g_autofree char *now = mended ? shown(mended) : NULL;
    g_assert_cmpstr(now, ==, cases[i].mended);
    ib_labelled_free(mended);
  }
  ib_label_set_clear(&set);
}

/* Spans in order, inside of the text, whole characters, no blank at their ends. */
static void
assert_sound(const IbLabelled *copy)
{
  guint last = 0;
  g_assert_true(g_utf8_validate_len(copy->text, copy->len, NULL));
  for (guint i = 0; i < copy->spans->len; i++) {
    const IbLabelSpan *span = &g_array_index(copy->spans, IbLabelSpan, i);
    g_assert_cmpuint(last, <=, span->start);
    g_assert_cmpuint(span->start, <, span->end);
    g_assert_cmpuint(span->end, <=, copy->len);
    g_assert_true(g_utf8_validate_len(copy->text + span->start, span->end - span->start, NULL));
    g_assert_cmpint(copy->text[span->start], !=, ' ');
    g_assert_cmpint(copy->text[span->end - 1], !=, ' ');
    last = span->end;
  }
}

static gboolean
has_script(const char *text, GUnicodeScript script)
{
  for (; *text; text = g_utf8_next_char(text))
    if (g_unichar_get_script(g_utf8_get_char(text)) == script)
      return TRUE;
  return FALSE;
}

static void
test_copies(void)
{
  static const GUnicodeScript scripts[] = { G_UNICODE_SCRIPT_CYRILLIC, G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HANGUL,
                                            G_UNICODE_SCRIPT_ARABIC };
  guint seen[G_N_ELEMENTS(scripts)] = { 0 }, n = 0;
  IbLabelSet set;
  ib_label_set_init(&set);
  add(&set,
      "{\"text\": \"Hill, A. (2019). Rivers of the north. River Studies, 12, 3-9.\", \"spans\": [[\"author\", 0, 8], "
      "[\"date\", 10, 14], [\"title\", 17, 36], [\"container-title\", 38, 51], [\"volume\", 53, 55], [\"pages\", 57, "
      "60]]}");
  guint64 random = 7, again = 7;
  for (guint i = 0; i < 3000; i++) {
    g_autoptr(IbLabelled) copy = ib_augment(set.items->pdata[0], &set, &random);
    g_autoptr(IbLabelled) same = ib_augment(set.items->pdata[0], &set, &again);
    g_assert_cmpint(!copy, ==, !same);
    if (!copy)
      continue;
    n++;
    g_assert_cmpstr(copy->text, ==, same->text);
    assert_sound(copy);
    for (guint k = 0; k < G_N_ELEMENTS(scripts); k++)
      seen[k] += has_script(copy->text, scripts[k]);
  }
  g_assert_cmpuint(n, >, 2500);
  for (guint k = 0; k < G_N_ELEMENTS(scripts); k++)
    g_assert_cmpuint(seen[k], >, 0);
  ib_label_set_clear(&set);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/repair/labels", test_repair);
  g_test_add_func("/augment/copies", test_copies);
  return g_test_run();
}
