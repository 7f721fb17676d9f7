/* ibid-bibutils: the only program that links libbibutils.
 *
 *   ibid-bibutils read FORMAT    entries in FORMAT on standard input, their fields on standard output
 *   ibid-bibutils write FORMAT   the other way
 *
 * libbibutils crashes or loops on input that is not well formed, so that it has a process of its
 * own, with limits of time, memory and output, for one input alone.  Its fields travel as lines
 * "LEVEL TAB TAG TAB VALUE", a blank line after each entry; "." ends them, so that a cut is seen. */
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <bibutils/bibformats.h>
#include <bibutils/bibutils.h>

#define MAX_CPU_SECONDS 2
#define MAX_MEMORY ((rlim_t)1 << 30)
#define MAX_FILE ((rlim_t)64 << 20)
#define MAX_LINE (1 << 24)

/* bibl_initparams() has no entry for ISI in 7.2: the formats' own functions are called. */
static const struct {
  const char *name;
  int (*reads)(param *p, const char *program);
  int (*writes)(param *p, const char *program);
} formats[] = {
  { "ads", NULL, adsout_initparams },
  { "copac", copacin_initparams, NULL },
  { "ebi", ebiin_initparams, NULL },
  { "endnote", endin_initparams, NULL },
  { "endnote-xml", endxmlin_initparams, NULL },
  { "isi", isiin_initparams, isiout_initparams },
  { "mods", modsin_initparams, modsout_initparams },
  { "pubmed", medin_initparams, NULL },
  { "word", wordin_initparams, wordout_initparams },
};

static void
limit(void)
{
  const struct rlimit cpu = { MAX_CPU_SECONDS, MAX_CPU_SECONDS }, none = { 0, 0 };
  const struct rlimit file = { MAX_FILE, MAX_FILE };
  setrlimit(RLIMIT_CPU, &cpu);
  setrlimit(RLIMIT_CORE, &none);
  setrlimit(RLIMIT_FSIZE, &file);
  const struct rlimit memory = { MAX_MEMORY, MAX_MEMORY };
  setrlimit(RLIMIT_AS, &memory);
}

static int
find_format(const char *name)
{
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
    if (!strcmp(formats[i].name, name))
      return (int)i;
  return -1;
}

/* UTF-8 in and out, whatever the format would have: the caller has converted the input. */
static void
use_utf8(param *p)
{
  p->charsetin = BIBL_CHARSET_UNICODE;
  p->charsetin_src = BIBL_SRC_USER;
  p->utf8in = 1;
  p->charsetout = BIBL_CHARSET_UNICODE;
  p->charsetout_src = BIBL_SRC_USER;
  p->utf8out = 1;
  p->utf8bom = 0;
  p->latexout = 0;
}

/* Reading. */

static void
print_value(const char *s)
{
  for (; *s; s++) {
    if (*s == '\n' || *s == '\r' || *s == '\t')
      putchar(' ');
    else
      putchar(*s);
  }
}

static void
print_entry(fields *f)
{
  for (int i = 0; i < f->n; i++) {
    const char *tag = fields_tag(f, i, FIELDS_CHRP_NOUSE), *value = fields_value(f, i, FIELDS_CHRP_NOUSE);
    printf("%d\t%s\t", fields_level(f, i), tag ? tag : "");
    print_value(value ? value : "");
    putchar('\n');
  }
  putchar('\n');
}

static int
read_entries(int format)
{
  param p;
  bibl b;
  memset(&p, 0, sizeof p);
  bibl_init(&b);
  if (!formats[format].reads || formats[format].reads(&p, "ibid-bibutils") != BIBL_OK)
    return 2;
  modsout_initparams(&p, NULL);
  use_utf8(&p);
  if (bibl_read(&b, stdin, (char *)"input", &p) != BIBL_OK)
    return 3;
  for (long i = 0; i < b.n; i++)
    print_entry(b.ref[i]);
  puts(".");
  return fflush(stdout) || ferror(stdout) ? 4 : 0;
}

/* Writing. */

/* One line of input as a field of F; 0 when it is none. */
static int
add_line(fields *f, char *line)
{
  char *tag, *value;
  long level = strtol(line, &tag, 10);
  if (*tag != '\t' || level < -2 || level > 8)
    return 0;
  value = strchr(++tag, '\t');
  if (!value)
    return 0;
  *value++ = '\0';
  return fields_add_can_dup(f, tag, value, (int)level) == FIELDS_OK;
}

static int
collect_entries(bibl *b)
{
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  fields *f = fields_new();
  while (f && (n = getline(&line, &room, stdin)) >= 0) {
    if (n > MAX_LINE)
      return 0;
    if (n && line[n - 1] == '\n')
      line[--n] = '\0';
    if (!strcmp(line, ".")) {
      free(line);
      return 1;
    }
    if (!n) {
      if (bibl_addref(b, f) != BIBL_OK)
        return 0;
      f = fields_new();
    } else if (!add_line(f, line)) {
      return 0;
    }
  }
  return 0;
}

static int
write_entries(int format)
{
  param p;
  bibl b;
  memset(&p, 0, sizeof p);
  bibl_init(&b);
  if (!formats[format].writes)
    return 2;
  modsin_initparams(&p, "ibid-bibutils");
  formats[format].writes(&p, NULL);
  use_utf8(&p);
  if (!collect_entries(&b))
    return 3;
  if (bibl_write(&b, stdout, &p) != BIBL_OK)
    return 4;
  return fflush(stdout) || ferror(stdout) ? 4 : 0;
}

int
main(int argc, char **argv)
{
  int format = argc == 3 ? find_format(argv[2]) : -1;
  limit();
  if (format >= 0 && !strcmp(argv[1], "read"))
    return read_entries(format);
  if (format >= 0 && !strcmp(argv[1], "write"))
    return write_entries(format);
  fputs("usage: ibid-bibutils read|write FORMAT (ibid runs this program; use ibid parse)\n", stderr);
  return 2;
}
