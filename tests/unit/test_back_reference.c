/* Notes that point back: which do, to what, and which only look so. */
#include "config.h"

#include <string.h>

#include "parse/back_reference.h"
#include "util/data.h"

/* A list, and for each entry what it points back to: the number of an entry from 1, "?" for something before
 * the list, "-" for a reference of its own. */
typedef struct {
  const char *name, *text, *cited;
} Case;

#define HALLORAN "1. John Halloran, Rivers of the North: A History (London: Faber, 1991), 23.\n"
#define MAIER "1 Hans Maier, Das Dorf am Fluss, Göttingen 1985, S. 12.\n"

static const Case cases[] = {
  { "the reference before",
    HALLORAN "2. Ibid., 45.\n3. Ibid.\n4. Mary Whitlock, “Bridges and Tolls,” Journal of Roads 12, no. 3 (2004): 33–50.\n"
             "5. See ibid., pp. 41-42, n. 3.\n",
    "- 1 1 - 4" },
  { "the author before and a page",
    HALLORAN "2. Idem, p. 44.\n3. Idem, Locks and Weirs (New York: Norton, 1998), 12.\n4. Id., 14.\n", "- 1 - 3" },
  { "a short form of what was given whole",
    HALLORAN "2. Mary Whitlock, “Bridges and Tolls,” Journal of Roads 12, no. 3 (2004): 33–50.\n"
             "3. Halloran, Rivers of the North, 99–101.\n4. Whitlock, “Bridges,” 35.\n5. Ibid., 36.\n"
             "6. Whitlock, Ferries, 35.\n",
    "- - 1 2 2 -" },
  { "British law",
    "1. Anna Corbett, Tort Law in Ireland (OUP 2004) 45.\n2. Corbett (n 1) 47.\n3. Hill (n 1) 47.\n", "- 1 -" },
  { "German",
    MAIER "2 Ebd., S. 14.\n3 Karin Schulz: „Ernte und Recht“, in: Archiv für Flüsse 33 (1993), S. 101–130.\n"
          "4 Maier, a. a. O., S. 33 f.\n5 Vgl. ebenda.\n6 Maier (wie Anm. 1), S. 44.\n7 Schulz, Ernte und Recht, S. 110.\n",
    "- 1 - 1 1 1 3" },
  { "a chapter of what was named before is none",
    MAIER "2 Otto Weber, In der Stadt, in: Maier (Hg.), a.a.O., S. 45–60.\n", "- -" },
  { "Russian",
    "1. Берёзкин Г. С. Общественные кооперативы региона. М.: Наука, 1998. С. 23.\n2. Там же. С. 45.\n"
    "3. Лодочкин П. П. Реки и горы // Вопросы рек. 2004. № 3. С. 33–50.\n4. Берёзкин Г. С. Указ. соч. С. 15.\n"
    "5. Там же.\n6. См.: Лодочкин П. П. Реки и горы. С. 35.\n",
    "- 1 - 1 1 3" },
  { "Italian",
    "1 Paolo Ferri, La casa dei fiumi, Torino, Einaudi, 1990, p. 33.\n2 Ivi, p. 45.\n"
    "3 Anna Lanza, «Ponti e strade», in «Archivio dei fiumi», XII, 1984, pp. 3-20.\n"
    "4 Ferri, La casa dei fiumi, cit., p. 99.\n5 Ibidem.\n6 P. Ferri, op. cit., pp. 12-13.\n7 Lanza, art. cit., p. 4.\n",
    "- 1 - 1 1 1 3" },
  { "French, Polish and Spanish",
    "1. M. Dubois, Les ponts du nord, Paris, Seuil, 1999, p. 4.\n2. Ibid., p. 12.\n"
    "3. Jan Wiśniewski, Rzeki i mosty, Warszawa 1988, s. 12.\n4. Tamże, s. 33.\n5. J. Wiśniewski, dz. cyt., s. 99.\n"
    "6. José Pinar, Los ríos del norte, Madrid, Alianza, 1987, p. 9.\n7. Ibídem, p. 10.\n8. Dubois, op. cit., p. 14.\n",
    "- 1 - 3 3 - 6 1" },
  { "two in one note are not dropped with the first",
    HALLORAN "2. Ibid., 45; Mary Whitlock, Ferries of the Lake (Leeds: Quay, 1999), 3.\n", "- -" },
  { "initials are no words",
    "1. Adams, A.A. (2001) ‘The first of all’, Journal of Firsts, 1(2), 3-4.\n"
    "2. Brown, N. 2007. The second of all. Journal of Seconds 2, 5-6.\n",
    "- -" },
  { "an author who is not in the list", HALLORAN "2. Preston, op. cit., p. 138, n. 53.\n3. Ibid., p. 140.\n", "- - 2" },
  { "nothing before", "1. Ibid., p. 7.\n2. John Halloran, Rivers of the North (London: Faber, 1991), 23.\n", "? -" },
};

static IbParser *
open_parser(void)
{
  g_autofree char *path = ib_data_path("parser.model");
  GError *error = NULL;
  IbParser *parser = ib_parser_open(path, &error);
  g_assert_no_error(error);
  return parser;
}

static void
test_case(gconstpointer data)
{
  const Case *c = data;
  IbSplit split;
  g_autoptr(IbParser) parser = open_parser();
  g_autoptr(GString) got = g_string_new(NULL);

  ib_split(c->text, strlen(c->text), &split);
  g_autoptr(GPtrArray) records = ib_parse_list(parser, c->text, &split);
  g_ptr_array_set_free_func(records, (GDestroyNotify)ibid_record_free);
  g_autofree guint *cited = ib_back_references(c->text, &split, records);
  for (guint i = 0; i < records->len; i++) {
    if (got->len)
      g_string_append_c(got, ' ');
    if (cited[i] < records->len)
      g_string_append_printf(got, "%u", cited[i] + 1);
    else
      g_string_append_c(got, cited[i] == IB_CITES_NOTHING ? '-' : '?');
  }
  g_assert_cmpstr(got->str, ==, c->cited);
  ib_split_clear(&split);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *path = g_strdup_printf("/back-reference/%s", cases[i].name);
    g_test_add_data_func(path, &cases[i], test_case);
  }
  return g_test_run();
}
