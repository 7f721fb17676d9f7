/* Spans lose separators, wrapping quotation marks and furniture, and nothing else. */
#include "config.h"

#include <string.h>

#include "parse/span.h"

static void
test_trim(void)
{
  static const struct {
    IbLabel label;
    const char *text, *value; /* NULL: nothing is left */
  } cases[] = {
    { IB_LABEL_TITLE, "“Is the Union Obsolet?\",", "Is the Union Obsolet?" },
    { IB_LABEL_TITLE, "“A \"good\" title.”", "A \"good\" title" },
    { IB_LABEL_TITLE, "Studies on A (and B)", "Studies on A (and B)" },
    { IB_LABEL_TITLE, "In Search of Time", "In Search of Time" },
    { IB_LABEL_AUTHOR, "Archer, C.", "Archer, C." },
    { IB_LABEL_AUTHOR, "Müller, Hans.", "Müller, Hans" },
    { IB_LABEL_AUTHOR, "———", "———" },
    { IB_LABEL_EDITOR, "In P. Müller (Hg.)", "P. Müller" },
    { IB_LABEL_PAGES, "pp. 401- 416", "401- 416" },
    { IB_LABEL_PAGES, "pp.1-25", "1-25" },
    { IB_LABEL_PAGES, "S. 47 ff.", "47 ff" },
    { IB_LABEL_PAGES, "S123-S130", "S123-S130" },
    { IB_LABEL_VOLUME, "Vol. 12,", "12" },
    { IB_LABEL_VOLUME, "XII", "XII" },
    { IB_LABEL_ISSUE, "No. 2", "2" },
    { IB_LABEL_ISSUE, "№ 4", "4" },
    { IB_LABEL_DATE, "(2006)", "2006" },
    { IB_LABEL_DOI, "https://doi.org/10.1000/182", "10.1000/182" },
    { IB_LABEL_TITLE, "Rivers of the north... cit., pp.", "Rivers of the north... cit" },
    { IB_LABEL_TITLE, "A class of maps on S, p", "A class of maps on S" },
    { IB_LABEL_TITLE, "Maps on S", "Maps on S" },
    { IB_LABEL_URL, "<http://a.org/b/>", "http://a.org/b/" },
    { IB_LABEL_CONTAINER, "J. Biol. Chem.", "J. Biol. Chem." },
    { IB_LABEL_CONTAINER, "Nature.", "Nature" },
    { IB_LABEL_PUBLISHER, "Wiley:", "Wiley" },
    { IB_LABEL_NOTE, "[in Persian].", "in Persian" },
    { IB_LABEL_TITLE, " ,; ", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    IbTagSpan span = { cases[i].label, 0, (guint)strlen(cases[i].text), 1.f };
    gboolean some = ib_span_trim(cases[i].text, &span);
    g_autofree char *value = some ? g_strndup(cases[i].text + span.start, span.end - span.start) : NULL;
    g_assert_cmpstr(value, ==, cases[i].value);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/span/trim", test_trim);
  return g_test_run();
}
