/* temporary.c: files that are gone when cedec ends; temporary.h says what for.
 * Allocates names in the arena. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L         /* mkdtemp, lstat */
#endif

#include "temporary.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path)
{
    struct stat s;
    return lstat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool is_mine_alone(const char *path)
{
    struct stat s;
    return lstat(path, &s) == 0 && S_ISDIR(s.st_mode) && s.st_uid == geteuid() && (s.st_mode & 0777) == 0700;
}

/* One that is there already was left by a run that was killed. */
static bool make(const char *path)
{
    return mkdir(path, 0700) == 0 || (errno == EEXIST && is_mine_alone(path));
}

const char *temporary_folder(const char *wanted)
{
    const char *temp = getenv("TMPDIR");
    if (wanted && make(wanted))
        return wanted;
    struct text name = { NULL, 0, 0 };
    text_printf(&name, "%s/cedec-XXXXXX", temp && *temp ? temp : "/tmp");
    return mkdtemp(name.bytes);
}

void temporary_remove(const char *folder)
{
    int error = errno;
    DIR *d = folder ? opendir(folder) : NULL;
    for (struct dirent *e; d && (e = readdir(d)); ) {
        const char *path = intern_format("%s/%s", folder, e->d_name);
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (is_folder(path))
            temporary_remove(path);
        else
            unlink(path);
    }
    if (d) {
        closedir(d);
        rmdir(folder);
    }
    errno = error;
}

bool temporary_write(const char *path, const struct text *t)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return false;
    bool written = fwrite(t->bytes, 1, t->n, f) == t->n;
    return (fclose(f) == 0) & written;
}

FILE *temporary_stream(const char *bytes, size_t n)
{
    FILE *f = tmpfile();
    if (f && (fwrite(bytes, 1, n, f) < n || fflush(f) != 0)) {
        fclose(f);
        return NULL;
    }
    if (f)
        rewind(f);
    return f;
}
