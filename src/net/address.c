/* address.c: numeric socket addresses from text. Asks nobody, allocates nothing. */
#include "address.h"
#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

int cede__address_tcp(cede__address *a, const char *host, int port)
{
    memset(a, 0, sizeof *a);
    if (port < 0 || port > 65535)
        return -EINVAL;
    if (host && inet_pton(AF_INET, host, &a->u.in.sin_addr) == 1) {
        a->u.in.sin_family = AF_INET;
        a->u.in.sin_port = htons((uint16_t)port);
        a->size = sizeof a->u.in;
        return 0;
    }
    /* "::" takes IPv4 too, where the machine has not been told otherwise. */
    if (inet_pton(AF_INET6, host ? host : "::", &a->u.in6.sin6_addr) != 1)
        return -EINVAL;
    a->u.in6.sin6_family = AF_INET6;
    a->u.in6.sin6_port = htons((uint16_t)port);
    a->size = sizeof a->u.in6;
    return 0;
}

int cede__address_unix(cede__address *a, const char *path)
{
    size_t n = strlen(path);

    memset(a, 0, sizeof *a);
    if (n == 0)
        return -EINVAL;
    if (n >= sizeof a->u.un.sun_path)
        return -ENAMETOOLONG;
    a->u.un.sun_family = AF_UNIX;
    memcpy(a->u.un.sun_path, path, n);
    a->size = sizeof a->u.un;
    return 0;
}
