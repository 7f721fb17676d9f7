/* Results: to standard output, or into a file that appears whole or not at all. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"

struct CliOutput {
  int fd;
  char *file;      /* NULL: standard output */
  char *temporary; /* written first, then renamed; NULL for devices and pipes */
};

static gboolean
fail(GError **error, const char *what, const char *name, int code)
{
  g_set_error(error, IBID_ERROR, IBID_ERROR_IO, "cannot %s %s: %s", what, name, g_strerror(code));
  return FALSE;
}

/* A rename must not turn a device, a pipe or a link's target into a plain file. */
static gboolean
is_replaceable(const char *file)
{
  struct stat st;
  return lstat(file, &st) != 0 || S_ISREG(st.st_mode);
}

/* As open(2) would have made it. */
static mode_t
usual_mode(const char *file)
{
  struct stat st;
  if (stat(file, &st) == 0)
    return st.st_mode & 07777;
  mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

CliOutput *
cli_output_open(const char *file, GError **error)
{
  CliOutput *out = g_new0(CliOutput, 1);
  out->fd = STDOUT_FILENO;
  if (!file || g_str_equal(file, "-"))
    return out;
  out->file = g_strdup(file);
  if (is_replaceable(file)) {
    out->temporary = g_strconcat(file, ".XXXXXX", NULL);
    out->fd = g_mkstemp(out->temporary);
    if (out->fd >= 0)
      (void)!fchmod(out->fd, usual_mode(file));
  } else {
    out->fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  }
  if (out->fd >= 0)
    return out;
  fail(error, "write", file, errno);
  g_free(out->file);
  g_free(out->temporary);
  g_free(out);
  return NULL;
}

gboolean
cli_output_write(const char *bytes, gsize len, gpointer data, GError **error)
{
  CliOutput *out = data;
  while (len) {
    gssize n = write(out->fd, bytes, len);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return fail(error, "write", out->file ? out->file : "to standard output", errno);
    bytes += n;
    len -= n;
  }
  return TRUE;
}

gboolean
cli_output_close(CliOutput *out, gboolean keep, GError **error)
{
  gboolean ok = TRUE;
  if (out->file && close(out->fd) != 0 && keep)
    ok = fail(error, "write", out->file, errno);
  if (out->temporary && keep && ok && g_rename(out->temporary, out->file) != 0)
    ok = fail(error, "write", out->file, errno);
  if (out->temporary && !(keep && ok))
    g_unlink(out->temporary);
  g_free(out->file);
  g_free(out->temporary);
  g_free(out);
  return ok;
}

void
cli_print(const char *format, ...)
{
  CliOutput out = { .fd = STDOUT_FILENO };
  GError *error = NULL;
  va_list args;
  va_start(args, format);
  g_autofree char *line = g_strdup_vprintf(format, args);
  va_end(args);
  if (!cli_output_write(line, strlen(line), &out, &error))
    exit(cli_fail(error));
}

gboolean
cli_pass_on(IbidRecord *rec, gpointer data)
{
  CliPass *pass = data;
  gboolean ok = ibid_writer_add(pass->writer, rec, &pass->error);
  pass->n++;
  ibid_record_free(rec);
  return ok;
}

gboolean
cli_pass_end(CliPass *pass, gboolean ok, GError **error)
{
  if (pass->error)
    g_propagate_error(error, pass->error);
  if (ok && !pass->error)
    return ibid_writer_close(pass->writer, error);
  ibid_writer_abandon(pass->writer);
  return FALSE;
}
