/* Makes one call of a program to the system fail, or do something else than it was asked for.
 *
 * A library to be loaded before all others (LD_PRELOAD). It counts the calls of one sort on files below
 * one folder, and at the call of a given number does what it is told to:
 *
 *   FAULT_UNDER   the folder
 *   FAULT_CALLS   `write` (whatever changes the disk) or `read` (whatever looks at it)
 *   FAULT_AT      the number of the call, counted from 1
 *   FAULT_DO      `once` or `ever`: that call, or every one from it on, fails with FAULT_ERRNO;
 *                 `full`: half of what it writes is written, and nothing behind it;
 *                 `kill`: the program is killed before the call;
 *                 `grow`, `shrink`, `change`, `vanish`: that happens to the file before the call
 *   FAULT_ERRNO   the number of the error
 *   FAULT_TOLD    a file that is given a line with the call and the path when it happened
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum sort { READ, WRITE };

static atomic_int calls;

static const char *told(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static int is(const char *what) { return strcmp(told("FAULT_DO"), what) == 0; }

static void tell(const char *call, const char *path) {
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%s %s\n", call, path);
    int to = syscall(SYS_openat, AT_FDCWD, told("FAULT_TOLD"), O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (to >= 0) {
        syscall(SYS_write, to, line, length);
        syscall(SYS_close, to);
    }
}

/* Does to the file what FAULT_DO says may happen to it. */
static void meddle(const char *path) {
    struct stat about;
    if (is("vanish")) {
        syscall(SYS_unlinkat, AT_FDCWD, path, 0);
        return;
    }
    int file = syscall(SYS_openat, AT_FDCWD, path, O_RDWR, 0);
    if (file < 0 || syscall(SYS_fstat, file, &about) != 0) return;
    if (is("shrink")) syscall(SYS_ftruncate, file, about.st_size / 2);
    if (is("grow")) {
        syscall(SYS_lseek, file, 0, SEEK_END);
        for (int line = 0; line < 64; line++) syscall(SYS_write, file, "One more line has come.\n", 24);
    }
    if (is("change")) {
        syscall(SYS_lseek, file, about.st_size / 2, SEEK_SET);
        syscall(SYS_write, file, "XYZ", about.st_size < 8 ? 0 : 3);
    }
    syscall(SYS_close, file);
}

/* Returns the error that a call is to fail with, or 0; -1 where it is to do half of its work. */
static int fault(enum sort sort, const char *call, const char *path) {
    const char *under = told("FAULT_UNDER");
    if (!*under || strncmp(path, under, strlen(under)) != 0) return 0;
    if (strcmp(told("FAULT_CALLS"), sort == WRITE ? "write" : "read") != 0) return 0;
    int at = atoi(told("FAULT_AT")), number = atomic_fetch_add(&calls, 1) + 1;
    if (number < at) return 0;
    if (number == at) {
        int before = errno;
        tell(call, path);
        if (is("kill")) kill(getpid(), SIGKILL);
        meddle(path);
        errno = before;
    }
    if (is("once") && number == at) return atoi(told("FAULT_ERRNO"));
    if (is("ever")) return atoi(told("FAULT_ERRNO"));
    if (is("full")) {
        /* What frees space goes on working. */
        if (strncmp(call, "remove", 6) == 0) return 0;
        return number == at && strcmp(call, "write") == 0 ? -1 : ENOSPC;
    }
    return 0;
}

static const char *path_of(int folder, const char *name, char *path) {
    char link[64];
    ssize_t length;
    if (name && *name == '/') return name;
    if (folder == AT_FDCWD) {
        if (!getcwd(path, PATH_MAX)) return "";
        length = strlen(path);
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
        if (length < 0) return "";
        path[length] = 0;
    }
    if (name && *name) snprintf(path + length, PATH_MAX - length, "/%s", name);
    return path;
}

#define FAIL(sort, call, folder, name)                                                                 \
    char path[PATH_MAX];                                                                               \
    int failed = fault(sort, call, path_of(folder, name, path));                                       \
    if (failed > 0) {                                                                                  \
        errno = failed;                                                                                \
        return -1;                                                                                     \
    }

ssize_t write(int file, const void *bytes, size_t length) {
    FAIL(WRITE, "write", file, NULL)
    return NEXT(write)(file, bytes, failed < 0 ? length / 2 : length);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    FAIL(WRITE, "write", file, NULL)
    if (failed < 0) return NEXT(write)(file, parts[0].iov_base, parts[0].iov_len / 2);
    return NEXT(writev)(file, parts, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
    FAIL(WRITE, "write", file, NULL)
    return NEXT(pwrite64)(file, bytes, failed < 0 ? length / 2 : length, at);
}

int fsync(int file) {
    FAIL(WRITE, "fsync", file, NULL)
    return NEXT(fsync)(file);
}

int fdatasync(int file) {
    FAIL(WRITE, "fdatasync", file, NULL)
    return NEXT(fdatasync)(file);
}

int ftruncate64(int file, off64_t length) {
    FAIL(WRITE, "ftruncate", file, NULL)
    return NEXT(ftruncate64)(file, length);
}

int flock(int file, int how) {
    FAIL(WRITE, "flock", file, NULL)
    return NEXT(flock)(file, how);
}

int mkdir(const char *name, mode_t mode) {
    FAIL(WRITE, "mkdir", AT_FDCWD, name)
    return NEXT(mkdir)(name, mode);
}

int rename(const char *from, const char *to) {
    FAIL(WRITE, "rename", AT_FDCWD, to)
    return NEXT(rename)(from, to);
}

int unlink(const char *name) {
    FAIL(WRITE, "remove", AT_FDCWD, name)
    return NEXT(unlink)(name);
}

int unlinkat(int folder, const char *name, int flags) {
    FAIL(WRITE, "remove", folder, name)
    return NEXT(unlinkat)(folder, name, flags);
}

int rmdir(const char *name) {
    FAIL(WRITE, "remove", AT_FDCWD, name)
    return NEXT(rmdir)(name);
}

static enum sort opening(int flags) {
    int changes = (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    return changes ? WRITE : READ;
}

int open64(const char *name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    FAIL(opening(flags), "open", AT_FDCWD, name)
    return NEXT(open64)(name, flags, mode);
}

int openat64(int folder, const char *name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    FAIL(opening(flags), "open", folder, name)
    return NEXT(openat64)(folder, name, flags, mode);
}

ssize_t read(int file, void *bytes, size_t length) {
    FAIL(READ, "read", file, NULL)
    return NEXT(read)(file, bytes, length);
}

ssize_t pread64(int file, void *bytes, size_t length, off64_t at) {
    FAIL(READ, "read", file, NULL)
    return NEXT(pread64)(file, bytes, length, at);
}

int statx(int folder, const char *name, int flags, unsigned mask, struct statx *about) {
    FAIL(READ, "stat", folder, name)
    return NEXT(statx)(folder, name, flags, mask, about);
}

DIR *opendir(const char *name) {
    char path[PATH_MAX];
    int failed = fault(READ, "opendir", path_of(AT_FDCWD, name, path));
    if (failed > 0) {
        errno = failed;
        return NULL;
    }
    return NEXT(opendir)(name);
}

struct dirent64 *readdir64(DIR *folder) {
    char path[PATH_MAX];
    int failed = fault(READ, "readdir", path_of(dirfd(folder), NULL, path));
    if (failed > 0) {
        errno = failed;
        return NULL;
    }
    return NEXT(readdir64)(folder);
}
