/* Files given by mistake: a manuscript as a word processor keeps it, a PDF, a spreadsheet.  They are
 * told by their first bytes (the "magic" of file(1)), a table by the names of its columns. */
#include "config.h"

#include "import/foreign.h"

#include <string.h>

#include "ibid/error.h"

/* How far into a zip archive the names of its first members are looked for. */
enum { ZIP_LOOK = 65536, LATEX_LOOK = 1 << 20, HEADER_LOOK = 600 };

typedef struct {
  const char *magic;
  gsize len;
  const char *inside; /* a name of a member that must follow; NULL: none */
  const char *what, *advice;
} Foreign;

#define MAGIC(s) s, sizeof s - 1

static const Foreign kinds[] = {
  { MAGIC("%PDF-"), NULL, "a PDF", "take its text with pdftotext first" },
  { MAGIC("{\\rtf"), NULL, "an RTF document", "save it as plain text first, or convert it with pandoc -t plain" },
  { MAGIC("PK\3\4"), "word/", "a Word document", "save it as plain text first, or convert it with pandoc -t plain" },
  { MAGIC("PK\3\4"), "xl/", "an Excel table", "export the references as RIS, BibTeX or CSL-JSON instead" },
  { MAGIC("PK\3\4"), "mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text",
    "save it as plain text first, or convert it with pandoc -t plain" },
  { MAGIC("PK\3\4"), "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "an OpenDocument table",
    "export the references as RIS, BibTeX or CSL-JSON instead" },
  { MAGIC("PK\3\4"), "mimetypeapplication/epub", "an e-book", "convert it with pandoc -t plain first" },
  { MAGIC("PK\3\4"), NULL, "a zip archive", "unpack it first" },
  { MAGIC("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), NULL, "a document of old Microsoft Office", "save it as plain text first" },
  { MAGIC("\x1F\x8B\x08"), NULL, "compressed with gzip", "unpack it with gunzip first" },
  { MAGIC("BZh"), NULL, "compressed with bzip2", "unpack it with bunzip2 first" },
  { MAGIC("\xFD" "7zXZ"), NULL, "compressed with xz", "unpack it with unxz first" },
  { MAGIC("7z\xBC\xAF\x27\x1C"), NULL, "a 7-zip archive", "unpack it first" },
  { MAGIC("SQLite format 3"), NULL, "a database", "--library names a library of ibid; export others as RIS or BibTeX" },
  { MAGIC("\x89PNG\r\n"), NULL, "a picture", "its text has to be recognised first, as with tesseract" },
  { MAGIC("\xFF\xD8\xFF"), NULL, "a picture", "its text has to be recognised first, as with tesseract" },
  { MAGIC("%!PS"), NULL, "PostScript", "take its text with ps2ascii first" },
};

static const Foreign *
kind_of(const char *bytes, gsize len)
{
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
    const Foreign *f = &kinds[i];
    if (len < f->len || memcmp(bytes, f->magic, f->len) != 0)
      continue;
    if (!f->inside || memmem(bytes, MIN(len, (gsize)ZIP_LOOK), f->inside, strlen(f->inside)))
      return f;
  }
  return NULL;
}

/* Tables. */

static gboolean
is_column_name(const char *s, gsize len)
{
  static const char *const names[] = { "author", "authors", "title", "year", "journal", "doi", "publication year", "item type",
                                       "source title", "publisher", "volume", "issue", "pages", "url", "key", "abstract",
                                       "publication title", "document title", "article title", "isbn", "issn" };
  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (strlen(names[i]) == len && g_ascii_strncasecmp(s, names[i], len) == 0)
      return TRUE;
  return FALSE;
}

/* How many of the cells of the first line, cut at MARK, are names of columns. */
static guint
count_names(const char *s, gsize len, char mark, guint *cells)
{
  guint names = 0;
  *cells = 0;
  for (gsize i = 0; i <= len;) {
    const char *end = memchr(s + i, mark, len - i);
    gsize to = end ? (gsize)(end - s) : len, from = i;
    i = to + 1;
    while (from < to && strchr(" \"'\r", s[from]))
      from++;
    while (to > from && strchr(" \"'\r", s[to - 1]))
      to--;
    names += is_column_name(s + from, to - from);
    ++*cells;
  }
  return names;
}

/* "Author,Year,Title,Journal" in the first line, and another line with as many cells or more. */
static gboolean
is_table(const char *s, gsize len)
{
  const char *end = memchr(s, '\n', MIN(len, (gsize)HEADER_LOOK));
  guint cells;
  if (!end || (gsize)(end - s) + 1 >= len)
    return FALSE;
  for (const char *mark = ",;\t"; *mark; mark++)
    if (count_names(s, end - s, *mark, &cells) >= 2 && cells >= 3)
      return memchr(end + 1, *mark, len - (end + 1 - s)) != NULL;
  return FALSE;
}

/* A list that LaTeX made ("\\bibitem{key}"), or biblatex for itself. */
static gboolean
is_latex_list(const char *s, gsize len)
{
  gsize look = MIN(len, (gsize)LATEX_LOOK);
  return memmem(s, look, "\\bibitem", 8) != NULL || memmem(s, look, "\\refsection{", 12) != NULL;
}

static gboolean
refuse(const IbInput *input, const char *what, const char *advice, GError **error)
{
  g_set_error(error, IBID_ERROR, IBID_ERROR_IO, "cannot read %s: it is %s (%s)", ib_input_name(input), what, advice);
  return FALSE;
}

gboolean
ib_foreign_check(IbInput *input, GError **error)
{
  gsize len;
  const char *bytes = ib_input_bytes(input, &len);
  const Foreign *f = kind_of(bytes, len);
  return !f || refuse(input, f->what, f->advice, error);
}

gboolean
ib_foreign_check_text(IbInput *input, GError **error)
{
  gsize len;
  const char *text = ib_input_text(input, &len);
  if (is_latex_list(text, len))
    return refuse(input, "a list for LaTeX", "give its .bib file, or convert it with pandoc -f latex -t plain", error);
  if (is_table(text, len))
    return refuse(input, "a table", "export the references as RIS, BibTeX or CSL-JSON instead", error);
  return TRUE;
}
