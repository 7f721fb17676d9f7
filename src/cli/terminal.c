/* What is said beside the results: diagnostics, progress, errors; and Ctrl-C. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"

static CliContext *context;
static gboolean bar_shown;

static void
clear_bar(void)
{
  if (bar_shown)
    fputs("\r\033[K", stderr);
  bar_shown = FALSE;
}

/* Characters that would steer the terminal or reorder what a reader sees. */
static gboolean
is_steering(gunichar c)
{
  return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

char *
cli_safe(const char *s)
{
  g_autofree char *valid = g_utf8_make_valid(s, -1);
  GString *out = g_string_new(NULL);
  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (is_steering(c))
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

static void
say_line(const char *prefix, const char *line)
{
  g_autofree char *safe = cli_safe(line);
  clear_bar();
  fprintf(stderr, "%s%s\n", prefix, safe);
}

void
cli_say(const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *line = g_strdup_vprintf(format, args);
  va_end(args);
  if (!context || !context->quiet)
    say_line("", line);
}

int
cli_found(guint n, char **query)
{
  if (n)
    return EXIT_DONE;
  cli_say(*query ? "ibid: nothing in the library matches" : "ibid: the library is empty (ibid import adds references)");
  return *query ? EXIT_FOUND : EXIT_DONE;
}

/* A reader that leaves, as "| head" does, wants no more, not a complaint. */
static gboolean
is_broken_pipe(const GError *error)
{
  return error && strstr(error->message, g_strerror(EPIPE)) != NULL;
}

static int
status_of(const GError *error)
{
  if (!error || error->domain != IBID_ERROR)
    return EXIT_FAILED;
  if (error->code == IBID_ERROR_INTERRUPTED)
    return EXIT_INTERRUPTED;
  return error->code == IBID_ERROR_USAGE ? EXIT_USAGE : EXIT_FAILED;
}

int
cli_fail(GError *error)
{
  int status = status_of(error);
  if (!is_broken_pipe(error) && status != EXIT_INTERRUPTED)
    say_line("ibid: ", error ? error->message : "something went wrong");
  else
    clear_bar();
  g_clear_error(&error);
  return status;
}

int
cli_misused(const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *line = g_strdup_vprintf(format, args);
  va_end(args);
  say_line("ibid: ", line);
  return EXIT_USAGE;
}

static void
diagnose(const IbidDiagnostic *diag, gpointer data)
{
  CliContext *cli = data;
  g_autoptr(GString) line = g_string_new(NULL);
  cli->n_lost += diag->lost;
  if (cli->quiet && !diag->lost)
    return;
  if (diag->file)
    g_string_append_printf(line, "%s:", diag->file);
  if (diag->file && diag->line)
    g_string_append_printf(line, "%u:%u:", diag->line, diag->column);
  g_string_append_printf(line, "%s%s [%s]", line->len ? " " : "", diag->message, diag->code);
  say_line("", line->str);
}

/* "checking [#####     ] 420/1000  38/s  0:15" */
static void
progress(const char *what, guint64 done, guint64 total, gpointer data)
{
  static gint64 started, shown;
  gint64 now = g_get_monotonic_time();
  if (!done || !started)
    started = now;
  if (now - shown < 100000 && done < total)
    return;
  shown = now;
  double seconds = (now - started) / 1e6, rate = seconds > 0 ? done / seconds : 0;
  if (total) {
    char bar[25] = "                        ";
    guint64 left = rate > 0 ? (guint64)((total - done) / rate) : 0;
    memset(bar, '#', MIN(24, done * 24 / total));
    fprintf(stderr, "\r\033[K%s [%s] %" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "  %.0f/s  %d:%02d", what, bar,
            done, total, rate, (int)(left / 60), (int)(left % 60));
  } else {
    fprintf(stderr, "\r\033[K%s %" G_GUINT64_FORMAT "  %.0f/s", what, done, rate);
  }
  bar_shown = TRUE;
  if (total && done >= total)
    clear_bar();
}

static void
on_interrupt(int number)
{
  if (context && context->session)
    ibid_session_interrupt(context->session);
  signal(number, SIG_DFL); /* a second Ctrl-C ends at once */
}

void
cli_terminal_attach(CliContext *cli)
{
  context = cli;
  ibid_session_set_diagnostics(cli->session, diagnose, cli);
  if (isatty(STDERR_FILENO) && !cli->quiet)
    ibid_session_set_progress(cli->session, progress, cli);
  signal(SIGINT, on_interrupt);
  signal(SIGTERM, on_interrupt);
}

gboolean
cli_color(const CliContext *cli)
{
  if (cli->color && !g_str_equal(cli->color, "auto"))
    return g_str_equal(cli->color, "always");
  const char *no = g_getenv("NO_COLOR"), *term = g_getenv("TERM");
  return isatty(STDOUT_FILENO) && !(no && *no) && g_strcmp0(term, "dumb");
}

guint
cli_width(void)
{
  struct winsize size;
  if (!isatty(STDOUT_FILENO))
    return 0;
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}
