/* selector.c: which mechanisms there are, and what they share.
 *
 * The list is the only thing to extend for a new one. Best first. */
#include "selector.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

static const cede__selector_kind *const kinds[] = {
    &cede__selector_epoll,
    &cede__selector_poll,
};

const cede__selector_kind *cede__selector_find(const char *name)
{
    if (!name || !*name)
        return kinds[0];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i]->name, name))
            return kinds[i];
    return NULL;
}

int cede__selector_ms(int64_t timeout_ns)
{
    if (timeout_ns < 0)
        return -1;
    if (timeout_ns > (int64_t)INT_MAX * 1000000 - 999999)
        return INT_MAX;
    return (int)((timeout_ns + 999999) / 1000000);
}

int cede__selector_pipe(int ends[2])
{
    if (pipe(ends) < 0)
        return -errno;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    return 0;
}
