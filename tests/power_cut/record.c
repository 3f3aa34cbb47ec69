/* Records what a program does to the files below a folder, or kills it at one of these operations.
 *
 * Built by tests/power_cut/run and loaded with LD_PRELOAD. Every operation that changes a file or a folder below $RECORD_BELOW is
 * appended to the file $RECORD_TO as one line of words that are separated by tabs, with paths and contents in hexadecimal digits.
 * If $KILL_AT is N, the N-th operation kills the process instead of being done. Files are known by a number of their own, since
 * the system gives inode numbers away again.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static long count;


/* The absolute path of `path`, relative to the folder `at`. */
static void absolute(int at, const char *path, char *to) {
  char folder[PATH_MAX] = "", link[64];
  if (path[0] == '/') { snprintf(to, PATH_MAX, "%s", path); return; }
  if (at == AT_FDCWD) {
    if (!getcwd(folder, sizeof folder)) folder[0] = 0;
  } else {
    snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t length = readlink(link, folder, sizeof folder - 1);
    folder[length < 0 ? 0 : length] = 0;
  }
  if (snprintf(to, PATH_MAX, "%s/%s", folder, path) >= PATH_MAX) abort();
}

static int below(const char *path) {
  const char *root = getenv("RECORD_BELOW");
  size_t length = root ? strlen(root) : 0;
  return length && !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

static int path_of(int fd, char *to) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, to, PATH_MAX - 1);
  if (length < 0) return 0;
  to[length] = 0;
  return below(to);
}

static void raw(int fd, const char *text, size_t length) {
  while (length) {
    long written = syscall(SYS_write, fd, text, length);
    if (written <= 0) abort();
    text += written, length -= written;
  }
}

/* Counts an operation before it is done. */
static void before(void) {
  const char *kill_at = getenv("KILL_AT");
  if (kill_at && ++count == atol(kill_at)) raise(SIGKILL);
}

/* Appends an operation that was done: its name, up to two texts, two numbers, and bytes. */
static void note(const char *what, const char *one, const char *other, long number, long more, const void *bytes, size_t length) {
  const char *to = getenv("RECORD_TO");
  if (!to) return;
  size_t room = 2 * (strlen(one) + strlen(other) + length) + 128, at = 0;
  char *line = malloc(room);
  if (!line) abort();
  at += sprintf(line + at, "%s\t", what);
  for (const char *c = one; *c; c++) at += sprintf(line + at, "%02x", (unsigned char)*c);
  at += sprintf(line + at, "\t");
  for (const char *c = other; *c; c++) at += sprintf(line + at, "%02x", (unsigned char)*c);
  at += sprintf(line + at, "\t%ld\t%ld\t", number, more);
  static const char digits[] = "0123456789abcdef";
  for (size_t n = 0; n < length; n++) {
    unsigned char byte = ((const unsigned char *)bytes)[n];
    line[at++] = digits[byte >> 4], line[at++] = digits[byte & 15];
  }
  line[at++] = '\n';
  int log = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_APPEND | O_CREAT, 0644);
  if (log < 0) abort();
  raw(log, line, at);
  syscall(SYS_close, log);
  free(line);
}

static int opened(int at, const char *path, int flags, mode_t mode) {
  char whole[PATH_MAX];
  absolute(at, path, whole);
  int changes = below(whole) && (flags & (O_CREAT | O_TRUNC));
  if (!changes) return syscall(SYS_openat, at, path, flags, mode);
  pthread_mutex_lock(&one_at_a_time);
  struct stat found;
  int there = !lstat(whole, &found);
  int fd = -1;
  if (!there || (flags & O_TRUNC)) before();
  fd = syscall(SYS_openat, at, path, flags, mode);
  int failed = errno;
  if (fd >= 0 && !there) note("create", whole, "", 0, 0, "", 0);
  if (fd >= 0 && there && (flags & O_TRUNC)) note("truncate", whole, "", 0, 0, "", 0);
  pthread_mutex_unlock(&one_at_a_time);
  errno = failed;
  return fd;
}

#define MODE mode_t mode = 0; if (flags & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }

ssize_t write(int fd, const void *bytes, size_t length) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return syscall(SYS_write, fd, bytes, length);
  pthread_mutex_lock(&one_at_a_time);
  before();
  long at = lseek(fd, 0, SEEK_CUR);
  if (fcntl(fd, F_GETFL) & O_APPEND) at = lseek(fd, 0, SEEK_END);
  ssize_t written = syscall(SYS_write, fd, bytes, length);
  int failed = errno;
  if (written > 0) note("write", path, "", at, written, bytes, written);
  pthread_mutex_unlock(&one_at_a_time);
  errno = failed;
  return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return syscall(SYS_pwrite64, fd, bytes, length, at);
  pthread_mutex_lock(&one_at_a_time);
  before();
  ssize_t written = syscall(SYS_pwrite64, fd, bytes, length, at);
  int failed = errno;
  if (written > 0) note("write", path, "", at, written, bytes, written);
  pthread_mutex_unlock(&one_at_a_time);
  errno = failed;
  return written;
}

ssize_t writev(int fd, const struct iovec *parts, int count_of) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return syscall(SYS_writev, fd, parts, count_of);
  /* One part at a time: a short write is allowed. */
  for (int n = 0; n < count_of; n++)
    if (parts[n].iov_len) return write(fd, parts[n].iov_base, parts[n].iov_len);
  return 0;
}

/* Falls back to reading and writing. */
ssize_t copy_file_range(int from, off_t *a, int to, off_t *b, size_t length, unsigned flags) {
  char path[PATH_MAX];
  if (!path_of(to, path)) return syscall(SYS_copy_file_range, from, a, to, b, length, flags);
  errno = ENOSYS;
  return -1;
}

#define ON_FD(name, word)                                   \
  int name(int fd) {                                        \
    char path[PATH_MAX];                                    \
    if (!path_of(fd, path)) return syscall(SYS_##name, fd); \
    pthread_mutex_lock(&one_at_a_time);                     \
    before();                                               \
    int done = syscall(SYS_##name, fd);                     \
    int failed = errno;                                     \
    if (!done) note(word, path, "", 0, 0, "", 0);           \
    pthread_mutex_unlock(&one_at_a_time);                   \
    errno = failed;                                         \
    return done;                                            \
  }
ON_FD(fsync, "sync")
ON_FD(fdatasync, "sync")

int ftruncate64(int fd, off_t length) {
  char path[PATH_MAX];
  if (!path_of(fd, path)) return syscall(SYS_ftruncate, fd, length);
  pthread_mutex_lock(&one_at_a_time);
  before();
  int done = syscall(SYS_ftruncate, fd, length);
  if (!done) note("truncate", path, "", length, 0, "", 0);
  pthread_mutex_unlock(&one_at_a_time);
  return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int on_path(const char *what, int at, const char *path, const char *to, int (*perform)(int, const char *, const char *, int), int flags) {
  char one[PATH_MAX], other[PATH_MAX] = "";
  absolute(at, path, one);
  if (to) absolute(AT_FDCWD, to, other);
  if (!below(one) && !(to && below(other))) return perform(at, path, to, flags);
  pthread_mutex_lock(&one_at_a_time);
  before();
  int done = perform(at, path, to, flags);
  int failed = errno;
  if (!done) note(what, one, other, 0, 0, "", 0);
  pthread_mutex_unlock(&one_at_a_time);
  errno = failed;
  return done;
}
static int do_unlink(int at, const char *path, const char *to, int flags) { (void)to; return syscall(SYS_unlinkat, at, path, flags); }
static int do_rename(int at, const char *path, const char *to, int flags) { (void)flags; return syscall(SYS_renameat2, at, path, AT_FDCWD, to, 0); }
static int do_mkdir(int at, const char *path, const char *to, int flags) { (void)to; return syscall(SYS_mkdirat, at, path, flags); }

int unlink(const char *path) { return on_path("remove", AT_FDCWD, path, NULL, do_unlink, 0); }
int rmdir(const char *path) { return on_path("remove", AT_FDCWD, path, NULL, do_unlink, AT_REMOVEDIR); }
int unlinkat(int at, const char *path, int flags) { return on_path("remove", at, path, NULL, do_unlink, flags); }
int rename(const char *from, const char *to) { return on_path("rename", AT_FDCWD, from, to, do_rename, 0); }
int mkdir(const char *path, mode_t mode) { return on_path("mkdir", AT_FDCWD, path, NULL, do_mkdir, mode); }

/* It is always the same time, so that the same command gives the same bytes. */
int clock_gettime(clockid_t clock, struct timespec *now) {
  int done = syscall(SYS_clock_gettime, clock, now);
  if (clock == CLOCK_REALTIME) now->tv_sec = 1700000000, now->tv_nsec = 0;
  return done;
}
