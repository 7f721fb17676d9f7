/* Reading .bib files: one reader for BibTeX and biblatex, whose files differ in their fields
 * alone.  Entries stream; what inherits is completed from the places of its parents. */
#include "config.h"

#include "import/bibtex.h"

#include <string.h>

#include "import/bibtex_groups.h"
#include "import/bibtex_inherit.h"
#include "import/bibtex_map.h"
#include "import/bibtex_scan.h"

#define RELEASE_EVERY (4u << 20) /* bytes */

static int
sniff(const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++) {
    if (text[i] != '@' || (i && text[i - 1] != '\n' && !g_ascii_isspace(text[i - 1])))
      continue;
    gsize p = i + 1, word = p;
    while (p < len && g_ascii_isalpha(text[p]))
      p++;
    gsize letters = p - word;
    while (p < len && g_ascii_isspace(text[p]))
      p++;
    if (letters >= 3 && p < len && (text[p] == '{' || text[p] == '('))
      return 90;
  }
  return 0;
}

static void
complain(gsize offset, gboolean lost, const char *code, const char *message, gpointer data)
{
  ib_import_complain(data, offset, lost, code, "%s", message);
}

static void
complete(IbImport *run, IbBibParents *parents, IbBibEntry *entry)
{
  g_autofree char *missing = NULL;
  if (!parents)
    return;
  ib_bib_inherit(parents, entry, &missing);
  if (missing)
    ib_import_complain(run, entry->start, FALSE, "bibtex.crossref", "%s refers to %s, which is not in the file", entry->key,
                       missing);
}

/* One key twice is two entries all the same: the second gets a letter where keys are given. */
static void
note_key(IbImport *run, GHashTable *keys, const IbBibEntry *entry)
{
  char *key = g_ascii_strdown(entry->key, -1);
  if (*key && !g_hash_table_add(keys, key))
    ib_import_complain(run, entry->start, FALSE, "bibtex.duplicate-key", "the key %s is there twice", entry->key);
  else if (!*key)
    g_free(key);
}

/* Of an entry that broke before its first field there is nothing to keep; some hold no work, but parts
 * of others and the settings of a style (IEEEtran's, REVTeX's). */
static gboolean
is_record(const IbBibEntry *entry, gboolean broken)
{
  static const char *const others[] = { "xdata", "set", "ieeetranbstctl", "control", NULL };
  return !g_strv_contains(others, entry->type) && (entry->fields->len || !broken);
}

static gboolean
read_bib(IbImport *run, GError **error)
{
  gsize len, released = 0;
  const char *text = ib_input_text(run->input, &len);
  IbBibScanner scanner;
  IbBibEntry entry = { 0 };
  IbBibParents *parents = ib_bib_parents_new(run->input);
  g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  g_autoptr(GHashTable) groups = ib_bib_groups(text, len);

  ib_bib_scanner_init(&scanner, text, len);
  scanner.complain = complain;
  scanner.data = run;
  guint lost = 0;
  while (!run->stopped && ib_bib_next(&scanner, &entry)) {
    note_key(run, keys, &entry);
    complete(run, parents, &entry);
    ib_bib_join_groups(groups, &entry);
    if (is_record(&entry, run->n_lost > lost))
      ib_import_emit(run, ib_bib_to_record(&entry), entry.start, entry.end);
    if (entry.end - released > RELEASE_EVERY)
      ib_input_release(run->input, released = entry.start);
    lost = run->n_lost;
    ib_bib_entry_clear(&entry);
  }
  ib_bib_scanner_clear(&scanner);
  ib_bib_parents_free(parents);
  return TRUE;
}

const IbImporter ib_importer_bibtex = {
  .name = "bibtex", .label = "BibTeX (.bib)", .endings = ".bib .bibtex", .sniff = sniff, .read = read_bib,
};

const IbImporter ib_importer_biblatex = {
  .name = "biblatex", .label = "biblatex (.bib)", .endings = "", .read = read_bib,
};
