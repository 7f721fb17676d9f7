/* The tables of the library and of the cache, version by version.
 *
 * A migration that was released never changes: what comes later is a new one.
 * `application_id` is what file(1) and other programs tell the files by. */
#include "config.h"

#include "store/schema.h"

/* A reference is stored whole as JSON (record/csl_json.h), in import order by id.  The
 * columns from `printed` to `tail` are signs: hashes by which store/identity.c finds the
 * same work again without reading anything else; NULL where there is nothing to hash.
 * `words` is all its text, folded: what the index `search` was made from, so that a row
 * can be taken out of the index exactly as it went in. */
static const char *const library_migrations[] = {
  "CREATE TABLE reference ("
  "  id INTEGER PRIMARY KEY,"
  "  key TEXT NOT NULL COLLATE NOCASE UNIQUE,"
  "  printed INTEGER, content INTEGER NOT NULL, doi INTEGER, url INTEGER,"
  "  title INTEGER, head INTEGER, tail INTEGER,"
  "  json TEXT NOT NULL,"
  "  words TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX reference_printed ON reference (printed) WHERE printed IS NOT NULL;"
  "CREATE INDEX reference_content ON reference (content);"
  "CREATE INDEX reference_doi ON reference (doi) WHERE doi IS NOT NULL;"
  "CREATE INDEX reference_url ON reference (url) WHERE url IS NOT NULL;"
  "CREATE INDEX reference_title ON reference (title) WHERE title IS NOT NULL;"
  "CREATE INDEX reference_head ON reference (head) WHERE head IS NOT NULL;"
  "CREATE INDEX reference_tail ON reference (tail) WHERE tail IS NOT NULL;"
  "CREATE VIRTUAL TABLE search USING fts5 (words, content='reference', content_rowid='id',"
  "  tokenize=\"unicode61 remove_diacritics 2\");"
  "CREATE TABLE history ("
  "  id INTEGER PRIMARY KEY,"
  "  reference INTEGER NOT NULL REFERENCES reference ON DELETE CASCADE,"
  "  at INTEGER NOT NULL," /* seconds since 1970, UTC */
  "  what TEXT NOT NULL,"  /* 'imported', 'replaced', 'checked' */
  "  detail TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX history_reference ON history (reference);"
  "CREATE TABLE url_check ("
  "  reference INTEGER PRIMARY KEY REFERENCES reference ON DELETE CASCADE,"
  "  at INTEGER NOT NULL,"
  "  verdict TEXT NOT NULL,"
  "  json TEXT NOT NULL"
  ") STRICT;",
};

static const char *const cache_migrations[] = {
  "CREATE TABLE answer ("
  "  url TEXT PRIMARY KEY,"
  "  at INTEGER NOT NULL,"
  "  verdict TEXT NOT NULL,"
  "  json TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;",
};

const IbSchema ib_schema_library = {
  .noun = "library",
  .remedy = "restore it from a copy, or move it away and import again",
  .application_id = 0x49426964, /* "IBid" */
  .busy_seconds = 5,
  .pragmas = "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;"
             "PRAGMA journal_size_limit = 16777216;",
  .migrations = library_migrations,
  .version = G_N_ELEMENTS(library_migrations),
};

const IbSchema ib_schema_cache = {
  .noun = "cache",
  .remedy = "remove it",
  .application_id = 0x49426363, /* "IBcc" */
  .busy_seconds = 2,
  /* A killed process loses nothing so; what a power cut damages is made anew and asked again.
   * Waiting for the disk cost the web check 1 s in 10,000 pages (tests/bench/bench_web). */
  .pragmas = "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
             "PRAGMA journal_size_limit = 1048576;",
  .migrations = cache_migrations,
  .version = G_N_ELEMENTS(cache_migrations),
};
