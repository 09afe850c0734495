/* A disk that stands still: calls on paths below $STALL_DIR wait while a test holds the lock on the file $STALL_LOCK.
 * Each call that had to wait is written to $STALL_SEEN, so that the test knows that the disk was asked. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

typedef int (*open_call)(const char *, int, ...);
typedef int (*openat_call)(int, const char *, int, ...);

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

static int below(const char *path) {
    const char *folder = getenv("STALL_DIR");
    size_t length = folder ? strlen(folder) : 0;
    return length > 0 && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void wait_if(int stalled, const char *call) {
    const char *lock = getenv("STALL_LOCK"), *seen = getenv("STALL_SEEN");
    if (!stalled || !lock || !seen) return;
    open_call real_open = REAL("open", open_call);
    int fd = real_open(lock, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    if (flock(fd, LOCK_SH | LOCK_NB) != 0) {
        int log = real_open(seen, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        if (log >= 0) {
            dprintf(log, "%s\n", call);
            close(log);
        }
        flock(fd, LOCK_SH);
    }
    close(fd);
}

/* The path that a call means: relative ones by their folder. */
static int meant(int folder, const char *path, char *whole) {
    if (path[0] == '/') return below(path);
    char link[64];
    snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, whole, PATH_MAX - 1);
    if (length < 0) return 0;
    whole[length] = 0;
    return below(whole);
}

static void wait_at(int folder, const char *path, const char *call) {
    char whole[PATH_MAX];
    wait_if(meant(folder, path, whole), call);
}

static void wait_on(int fd, const char *call) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return;
    path[length] = 0;
    wait_if(below(path), call);
}

#define MODE_OF(flags, last)                            \
    mode_t mode = 0;                                    \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {            \
        va_list rest;                                   \
        va_start(rest, last);                           \
        mode = va_arg(rest, mode_t);                    \
        va_end(rest);                                   \
    }

int open(const char *path, int flags, ...) {
    MODE_OF(flags, flags)
    wait_at(AT_FDCWD, path, "open");
    return REAL("open", open_call)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE_OF(flags, flags)
    wait_at(AT_FDCWD, path, "open");
    return REAL("open64", open_call)(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    MODE_OF(flags, flags)
    wait_at(folder, path, "open");
    return REAL("openat", openat_call)(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE_OF(flags, flags)
    wait_at(folder, path, "open");
    return REAL("openat64", openat_call)(folder, path, flags, mode);
}

int rename(const char *from, const char *to) {
    wait_at(AT_FDCWD, to, "rename");
    return REAL("rename", int (*)(const char *, const char *))(from, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    wait_at(to_folder, to, "rename");
    return REAL("renameat2", int (*)(int, const char *, int, const char *, unsigned))(from_folder, from, to_folder, to, flags);
}

int fsync(int fd) {
    wait_on(fd, "fsync");
    return REAL("fsync", int (*)(int))(fd);
}

int fdatasync(int fd) {
    wait_on(fd, "fsync");
    return REAL("fdatasync", int (*)(int))(fd);
}
