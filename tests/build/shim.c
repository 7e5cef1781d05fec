/* Fails, or ends the process, at the n-th call of one function that writes; see test_faults.py.
 *
 * FAULT_CALL names the function, FAULT_NUMBER the call, FAULT_ERROR what it reports (0: the process is killed).
 * FAULT_TOLD is a file that is made when the call comes. Only the process that it is loaded into is meant.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int calls;

static int fails(const char *name)
{
    const char *call = getenv("FAULT_CALL"), *number = getenv("FAULT_NUMBER");
    if (!call || !number || strcmp(call, name) || ++calls != atoi(number))
        return 0;
    int error = atoi(getenv("FAULT_ERROR"));
    syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, getenv("FAULT_TOLD"), O_WRONLY | O_CREAT, 0600));
    if (!error)
        raise(SIGKILL);
    errno = error;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPENS(name)                                               \
    int name(const char *path, int flags, ...)                    \
    {                                                             \
        mode_t mode = 0;                                          \
        va_list more;                                             \
        va_start(more, flags);                                    \
        if (flags & O_CREAT)                                      \
            mode = va_arg(more, mode_t);                          \
        va_end(more);                                             \
        if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && fails("open")) \
            return -1;                                            \
        return REAL(name)(path, flags, mode);                     \
    }

OPENS(open)
OPENS(open64)

ssize_t write(int to, const void *data, size_t size)
{
    return fails("write") ? -1 : REAL(write)(to, data, size);
}

int fsync(int file)
{
    return fails("fsync") ? -1 : REAL(fsync)(file);
}

int rename(const char *from, const char *to)
{
    return fails("rename") ? -1 : REAL(rename)(from, to);
}

int link(const char *from, const char *to)
{
    return fails("link") ? -1 : REAL(link)(from, to);
}

int mkdir(const char *path, mode_t mode)
{
    return fails("mkdir") ? -1 : REAL(mkdir)(path, mode);
}
