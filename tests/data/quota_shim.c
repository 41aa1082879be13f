/* Lets a process believe that its quota on a disk is used up: loaded before the C library, it answers with EDQUOT to
   whatever would need another block in the folder named by QUOTA_SHIM, as long as a file of the name "used-up" lies
   there. What is already allotted may be written over, as on a real disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_too_much(int file, off64_t end) {
    const char *folder = getenv("QUOTA_SHIM");
    char name[64], path[4096];
    struct stat64 found;
    int before = errno, too_much = 0;
    ssize_t length;
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    length = folder ? readlink(name, path, sizeof path - 16) : -1;
    if (length > 0 && !strncmp(path, folder, strlen(folder)) && !fstat64(file, &found) && S_ISREG(found.st_mode) &&
        end > found.st_blocks * 512) {
        snprintf(path, sizeof path, "%s/used-up", folder);
        too_much = !access(path, F_OK);
    }
    errno = too_much ? EDQUOT : before;
    return too_much;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    static ssize_t (*next)(int, const void *, size_t, off64_t);
    if (!next)
        next = (ssize_t(*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    return is_too_much(file, offset + (off64_t)count) ? -1 : next(file, bytes, count, offset);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) { return pwrite64(file, bytes, count, offset); }

ssize_t write(int file, const void *bytes, size_t count) {
    static ssize_t (*next)(int, const void *, size_t);
    off64_t offset;
    int before = errno;
    if (!next)
        next = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    offset = lseek64(file, 0, SEEK_CUR);
    errno = before;
    return offset >= 0 && is_too_much(file, offset + (off64_t)count) ? -1 : next(file, bytes, count);
}
