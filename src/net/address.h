/* address.h: numeric socket addresses from text; not public. */
#ifndef CEDE_NET_ADDRESS_H
#define CEDE_NET_ADDRESS_H

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

typedef struct cede__address {
    union {
        struct sockaddr any;
        struct sockaddr_in in;
        struct sockaddr_in6 in6;
        struct sockaddr_un un;
    } u;
    socklen_t size;
} cede__address;

/* host: numeric IPv4 or IPv6; null: all of this machine's. 0, or -EINVAL: the host is
 * no numeric address, or the port is none. */
int cede__address_tcp(cede__address *a, const char *host, int port);

/* 0, or -ENAMETOOLONG, -EINVAL: the path is empty. */
int cede__address_unix(cede__address *a, const char *path);

#endif
