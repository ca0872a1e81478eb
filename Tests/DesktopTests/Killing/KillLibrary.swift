import Foundation
import RealParts
import Testing

/// A library that stands between a program and the C library and kills at a ``KillPoint``, exactly there, whichever
/// thread makes the call; the programs themselves know nothing of it.
///
/// A debugger's counters are per thread, and the daemon's calls wander from thread to thread.
struct KillLibrary: Sendable {
  let path: String

  /// Builds it in a folder.
  init(for desk: Desk) async throws {
    let source = "\(desk.folder)/kill.c"
    path = "\(desk.folder)/kill.so"
    try killLibrary.write(toFile: source, atomically: true, encoding: .utf8)
    let built = try await desk.run("cc", "-shared", "-fPIC", "-O1", "-o", path, source, "-ldl")
    try #require(built.code == 0, "a C compiler is needed, as for building: \(built.errors)")
  }
}

private let killLibrary = #"""
  #define _GNU_SOURCE
  #include <dlfcn.h>
  #include <fcntl.h>
  #include <signal.h>
  #include <spawn.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <string.h>
  #include <sys/socket.h>
  #include <sys/stat.h>
  #include <sys/wait.h>
  #include <unistd.h>

  static char process[16], call[16], end[64], moment[8], whom[8];
  static int number, armed, spawned;
  static pid_t self;
  static int seen;

  __attribute__((constructor)) static void begin(void) {
    const char *point = getenv("KILL_POINT"), *here = getenv("KILL_PROCESS");
    if (!point || !here) return;
    if (sscanf(point, "%15s %15s %63s %d %7s %7s", process, call, end, &number, moment, whom) != 6) return;
    if (strcmp(process, here)) return;
    self = getpid();
    /* What is not the daemon's work counts from the start. */
    armed = strcmp(here, "daemon") != 0;
  }

  static void strike(void) {
    const char *mark = getenv("KILL_MARK");
    int file = mark ? open(mark, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600) : -1;
    if (file < 0) return;
    close(file);
    int other = !strcmp(process, "daemon") ? spawned : getppid();
    if (strcmp(whom, "self") && other > 1) kill(other, SIGKILL);
    if (strcmp(whom, "other")) kill(self, SIGKILL);
  }

  static const char *path_of(int fd, char *buffer, size_t size) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, buffer, size - 1);
    buffer[length > 0 ? length : 0] = 0;
    if (!strncmp(buffer, "pipe:", 5)) return "pipe";
    if (!strncmp(buffer, "socket:", 7)) return "gate";
    return buffer;
  }

  /* Whether this is the call that is waited for. */
  static int is_point(const char *name, const char *path) {
    if (!self || getpid() != self || strcmp(name, call)) return 0;
    if (strcmp(end, "-")) {
      size_t length = strlen(path), wanted = strlen(end);
      if (length < wanted || strcmp(path + length - wanted, end)) return 0;
    }
    return armed && __atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST) == number;
  }

  #define REAL(type, name) __extension__ ({ static type; \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name); real; })
  #define POINT(name, path, result) { \
    int point = is_point(name, path); \
    if (point && !strcmp(moment, "before")) strike(); \
    result; \
    if (point && !strcmp(moment, "after")) strike(); \
    return answer; }
  #define FD_CALL(kind, name, arguments, given) \
    kind name arguments { char buffer[4200]; kind answer; \
    const char *path = strcmp(#name, call) ? "" : path_of(fd, buffer, sizeof buffer); \
    POINT(#name, path, answer = REAL(kind (*real) arguments, #name) given) }

  FD_CALL(int, fsync, (int fd), (fd))
  FD_CALL(int, fdatasync, (int fd), (fd))
  FD_CALL(ssize_t, read, (int fd, void *to, size_t count), (fd, to, count))
  FD_CALL(ssize_t, write, (int fd, const void *from, size_t count), (fd, from, count))
  FD_CALL(ssize_t, send, (int fd, const void *from, size_t count, int flags), (fd, from, count, flags))

  static int truncated(int fd, off64_t size) {
    char buffer[4200];
    int answer;
    POINT("ftruncate", path_of(fd, buffer, sizeof buffer),
      answer = REAL(int (*real)(int, off64_t), "ftruncate64")(fd, size))
  }
  int ftruncate(int fd, off_t size) { return truncated(fd, size); }
  int ftruncate64(int fd, off64_t size) { return truncated(fd, size); }

  int mkdir(const char *path, mode_t mode) {
    int answer;
    /* The folder of an execution: from here on the daemon prepares. */
    const char *root = strstr(path, "/executions/");
    if (root) armed = 1;
    POINT(root ? "mkdir" : "", path, answer = REAL(int (*real)(const char *, mode_t), "mkdir")(path, mode))
  }
  int rename(const char *from, const char *to) {
    int answer;
    POINT("rename", to, answer = REAL(int (*real)(const char *, const char *), "rename")(from, to))
  }
  pid_t fork(void) {
    pid_t answer;
    POINT("fork", "", answer = REAL(pid_t (*real)(void), "fork")())
  }
  /* Only where a child has ended: whoever looks now and then sees nothing mostly. */
  pid_t waitpid(pid_t pid, int *status, int options) {
    pid_t answer = REAL(pid_t (*real)(pid_t, int *, int), "waitpid")(pid, status, options);
    /* The number may be another's from now on. */
    if (answer > 0 && answer == spawned) spawned = 0;
    if (answer > 0 && is_point("waitpid", "")) strike();
    return answer;
  }
  int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
                  const posix_spawnattr_t *attributes, char *const arguments[], char *const variables[]) {
    int answer;
    POINT("posix_spawn", path,
      answer = REAL(int (*real)(pid_t *, const char *, const posix_spawn_file_actions_t *,
        const posix_spawnattr_t *, char *const[], char *const[]), "posix_spawn")
        (pid, path, actions, attributes, arguments, variables);
      if (!answer && pid) spawned = *pid)
  }
  void exit(int code) {
    if (is_point("exit", "")) strike();
    REAL(void (*real)(int), "exit")(code);
    __builtin_unreachable();
  }
  """#
