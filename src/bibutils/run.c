/* The helper process: started, fed, listened to and, where it takes too long, killed.
 *
 * Both directions are polled at once, as either side may fill its pipe first. */
#include "config.h"

#include "bibutils/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define HELPER "ibid-bibutils"
/* The helper limits its processor time to 2 s; a machine under load may stretch that. */
#define MAX_WALL_SECONDS 20
/* A chunk is at most about a megabyte; MODS is the most talkative format. */
#define MAX_OUTPUT (64 << 20)

typedef struct {
  pid_t pid;
  int in, out; /* our ends; -1 when closed */
  gint64 deadline;
} Child;

static char *
helper_in(const char *dir)
{
  g_autofree char *path = dir && *dir ? g_build_filename(dir, HELPER, NULL) : NULL;
  return path && g_file_test(path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer(&path) : NULL;
}

/* $IBID_LIBEXEC, the build folder that the running program is in, the installed place. */
static char *
find_helper(void)
{
  char *path = helper_in(g_getenv("IBID_LIBEXEC"));
  g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *dir = exe ? g_path_get_dirname(exe) : NULL;
  g_autofree char *up = dir ? g_path_get_dirname(dir) : NULL; /* libtool runs .libs/ibid */
  const char *const places[] = { dir, up, IBID_PKGLIBEXECDIR };
  for (guint i = 0; !path && i < G_N_ELEMENTS(places); i++)
    path = helper_in(places[i]);
  return path;
}

static void
close_end(int *fd)
{
  if (*fd >= 0)
    close(*fd);
  *fd = -1;
}

/* A socket takes the input, as writing to a pipe whose reader died would raise SIGPIPE. */
static gboolean
start(Child *child, const char *mode, const char *format, char **why)
{
  extern char **environ;
  int in[2] = { -1, -1 }, out[2] = { -1, -1 };
  g_autofree char *helper = find_helper();
  if (!helper) {
    *why = g_strdup("the program " HELPER " is missing (install ibid, or set IBID_LIBEXEC to its folder)");
    return FALSE;
  }
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) || pipe2(out, O_CLOEXEC)) {
    *why = g_strdup_printf("cannot start " HELPER ": %s", g_strerror(errno));
    close_end(&in[0]);
    close_end(&in[1]);
    return FALSE;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[1], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  char *argv[] = { helper, (char *)mode, (char *)format, NULL };
  int failed = posix_spawn(&child->pid, helper, &actions, NULL, argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[1]);
  close(out[1]);
  child->in = in[0];
  child->out = out[0];
  child->deadline = g_get_monotonic_time() + MAX_WALL_SECONDS * G_USEC_PER_SEC;
  if (!failed)
    return TRUE;
  *why = g_strdup_printf("cannot start " HELPER ": %s", g_strerror(failed));
  close_end(&child->in);
  close_end(&child->out);
  return FALSE;
}

/* Sends what fits; the end of IN is the end of the helper's input. */
static void
feed(Child *child, const char **in, gsize *left)
{
  gssize n = *left ? send(child->in, *in, *left, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;
  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return;
  if (n > 0) {
    *in += n;
    *left -= (gsize)n;
  }
  if (!*left || n < 0) /* all said, or no one listens */
    close_end(&child->in);
}

static void
listen_to(Child *child, GString *out)
{
  char buffer[65536];
  gssize n = read(child->out, buffer, sizeof buffer);
  if (n > 0)
    g_string_append_len(out, buffer, n);
  else if (n == 0 || errno != EINTR)
    close_end(&child->out);
}

/* FALSE with WHY when it takes too long or says too much. */
static gboolean
converse(Child *child, const char *in, gsize left, GString *out, char **why)
{
  gsize before = out->len;
  while (child->out >= 0) {
    gint64 now = g_get_monotonic_time();
    struct pollfd fds[] = { { child->out, POLLIN, 0 }, { child->in, POLLOUT, 0 } };
    if (now >= child->deadline) {
      *why = g_strdup("it takes too long");
      return FALSE;
    }
    if (poll(fds, child->in >= 0 ? 2 : 1, (int)((child->deadline - now) / 1000) + 1) < 0 && errno != EINTR) {
      *why = g_strdup(g_strerror(errno));
      return FALSE;
    }
    if (child->in >= 0 && fds[1].revents)
      feed(child, &in, &left);
    if (fds[0].revents)
      listen_to(child, out);
    if (out->len - before > MAX_OUTPUT) {
      *why = g_strdup("its result is too long");
      return FALSE;
    }
  }
  return TRUE;
}

/* How it ended; an output that was closed is soon followed by an exit. */
static gboolean
await(Child *child, gboolean kill_it, char **why)
{
  int status;
  if (kill_it)
    kill(child->pid, SIGKILL);
  while (waitpid(child->pid, &status, 0) < 0)
    if (errno != EINTR) {
      status = 0xFF00;
      break;
    }
  if (kill_it)
    return FALSE;
  if (WIFSIGNALED(status))
    *why = WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL
             ? g_strdup("libbibutils takes too long on it")
             : g_strdup_printf("libbibutils crashes on it (signal %d)", WTERMSIG(status));
  else if (WEXITSTATUS(status))
    *why = g_strdup("libbibutils cannot read it");
  return !*why;
}

IbBibutilsResult
ib_bibutils_run(const char *mode, const char *format, const char *in, gsize len, GString *out, char **why)
{
  Child child = { 0, -1, -1, 0 };
  g_autofree char *reason = NULL;
  if (!start(&child, mode, format, why))
    return IB_BIBUTILS_ABSENT;
  gboolean heard = converse(&child, in, len, out, &reason);
  close_end(&child.in);
  close_end(&child.out);
  gboolean ended = await(&child, !heard, &reason);
  if (heard && ended)
    return IB_BIBUTILS_DONE;
  *why = g_steal_pointer(&reason);
  return IB_BIBUTILS_FAILED;
}
