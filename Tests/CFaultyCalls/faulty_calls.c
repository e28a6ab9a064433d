// faulty_calls.c: stands in front of the C library's system calls in the tests' program. What it defines here the
// linker takes before the library's own, so production code needs no door for it. Calls that are not told to fail go to
// the system unchanged.
#define _GNU_SOURCE
#include "CFaultyCalls.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static atomic_int is_armed;
static char armed_directory[PATH_MAX];
static unsigned armed_kinds;
static long armed_number, calls;
static int armed_error, armed_lasts;

void faulty_arm(const char *directory, unsigned kinds, long number, int error, int lasts) {
  pthread_mutex_lock(&mutex);
  snprintf(armed_directory, sizeof armed_directory, "%s", directory);
  armed_kinds = kinds;
  armed_number = number;
  armed_error = error;
  armed_lasts = lasts;
  calls = 0;
  atomic_store(&is_armed, 1);
  pthread_mutex_unlock(&mutex);
}

long faulty_disarm(void) {
  pthread_mutex_lock(&mutex);
  atomic_store(&is_armed, 0);
  long counted = calls;
  pthread_mutex_unlock(&mutex);
  return counted;
}

enum verdict { GO_ON, FAIL, SHORTEN };

static int is_inside(const char *path) {
  size_t length = strlen(armed_directory);
  return strncmp(path, armed_directory, length) == 0 && (path[length] == '/' || path[length] == 0);
}

// What becomes of a call on a path. errno is set when it fails.
static enum verdict judge(unsigned kind, const char *path) {
  if (!atomic_load(&is_armed)) return GO_ON;
  enum verdict verdict = GO_ON;
  int error = 0;
  pthread_mutex_lock(&mutex);
  if (atomic_load(&is_armed) && (armed_kinds & kind) && is_inside(path)) {
    calls++;
    if (calls == armed_number || (armed_lasts && calls > armed_number)) verdict = armed_error ? FAIL : SHORTEN;
    error = armed_error;
  }
  pthread_mutex_unlock(&mutex);
  if (verdict == FAIL) errno = error;
  return verdict;
}

// The path of an open file; 0: it has none.
static int path_of(int descriptor, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return 1;
}

// The same for an open file.
static enum verdict judge_descriptor(unsigned kind, int descriptor) {
  char path[PATH_MAX];
  if (!atomic_load(&is_armed) || !path_of(descriptor, path)) return GO_ON;
  return judge(kind, path);
}

static size_t shortened(enum verdict verdict, size_t count) {
  return verdict == SHORTEN && count > 1 ? count / 2 : count;
}

int open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  int mode = va_arg(arguments, int);
  va_end(arguments);
  if (judge(FAULTY_OPEN, path) == FAIL) return -1;
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags, flags & (O_CREAT | O_TMPFILE) ? mode : 0);
}

ssize_t pread(int descriptor, void *buffer, size_t count, off_t offset) {
  enum verdict verdict = judge_descriptor(FAULTY_READ, descriptor);
  if (verdict == FAIL) return -1;
  return syscall(SYS_pread64, descriptor, buffer, shortened(verdict, count), offset);
}

ssize_t pwrite(int descriptor, const void *buffer, size_t count, off_t offset) {
  enum verdict verdict = judge_descriptor(FAULTY_WRITE, descriptor);
  if (verdict != FAIL) return syscall(SYS_pwrite64, descriptor, buffer, shortened(verdict, count), offset);
  int error = errno;
  // Some of it may have been written, unless a signal came first.
  if (error != EINTR) syscall(SYS_pwrite64, descriptor, buffer, count / 2, offset);
  errno = error;
  return -1;
}

// Whether an open file is one of the directory that calls fail in.
static int is_armed_for(int descriptor) {
  char path[PATH_MAX];
  if (!atomic_load(&is_armed) || !path_of(descriptor, path)) return 0;
  pthread_mutex_lock(&mutex);
  int inside = is_inside(path);
  pthread_mutex_unlock(&mutex);
  return inside;
}

int fdatasync(int descriptor) {
  if (judge_descriptor(FAULTY_SYNC, descriptor) == FAIL) return -1;
  return is_armed_for(descriptor) ? 0 : (int)syscall(SYS_fdatasync, descriptor);
}

int fsync(int descriptor) {
  if (judge_descriptor(FAULTY_SYNC_NAMES, descriptor) == FAIL) return -1;
  return is_armed_for(descriptor) ? 0 : (int)syscall(SYS_fsync, descriptor);
}

int mkdir(const char *path, mode_t mode) {
  if (judge(FAULTY_NAMES, path) == FAIL) return -1;
  return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int rename(const char *path, const char *new_path) {
  if (judge(FAULTY_NAMES, path) == FAIL) return -1;
  return (int)syscall(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, new_path, 0);
}

int unlink(const char *path) {
  if (judge(FAULTY_NAMES, path) == FAIL) return -1;
  return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int fstat(int descriptor, struct stat *status) {
  if (judge_descriptor(FAULTY_MEASURE, descriptor) == FAIL) return -1;
  int (*next)(int, struct stat *) = (int (*)(int, struct stat *))dlsym(RTLD_NEXT, "fstat");
  return next(descriptor, status);
}

DIR *opendir(const char *path) {
  if (judge(FAULTY_LIST, path) == FAIL) return NULL;
  DIR *(*next)(const char *) = (DIR * (*)(const char *)) dlsym(RTLD_NEXT, "opendir");
  return next(path);
}

int flock(int descriptor, int operation) {
  if (judge_descriptor(FAULTY_LOCK, descriptor) == FAIL) return -1;
  return (int)syscall(SYS_flock, descriptor, operation);
}
