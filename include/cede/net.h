/* net.h: listeners, and connecting to one.
 *
 * Addresses are numeric ("127.0.0.1", "::1"): nothing here asks a name server, so
 * nothing here blocks. */
#ifndef CEDE_NET_H
#define CEDE_NET_H

#include <cede/host.h>
#include <cede/stream.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A socket that takes connections. The caller's, often a local of the function that
 * serves; its members are the library's.
 *
 *   lifetime   from cede_listen_tcp or cede_listen_unix to the end of
 *              cede_listener_close it stays where it is */
typedef struct cede_listener {
    cede_fd fd;
    unsigned char tcp;      /* 0: a Unix socket */
} cede_listener;

/* Listens on a TCP port.
 *
 *   host       numeric IPv4 or IPv6; null: every address of this machine
 *   port       0: any free one, cede_listener_port tells which
 *   returns    0, -EINVAL (no numeric address, no port), -EADDRINUSE, -EACCES,
 *              -EMFILE, or another negative errno
 *   suspends   never
 *   owns       on success a descriptor, until cede_listener_close
 *   context    task */
cede_async int cede_listen_tcp(cede_listener *l, const char *host, int port);
CEDE__FRAME cede_listen_tcp__args {
    cede_state cede__state; cede_listener *l; const char *host; int port;
};
CEDE__FRAME cede_listen_tcp__frame {
    cede_state state; cede_listener *l; const char *host; int port;
};
CEDE__LEAF(int, cede_listen_tcp);

/* Listens on a Unix socket. cede_listener_close removes the path again.
 *
 *   path       shorter than 108 bytes, and nothing is there yet
 *   returns    0, -ENAMETOOLONG, -EADDRINUSE (something is there, perhaps left by a
 *              server that crashed), -EACCES, -ENOENT, or another negative errno
 *   suspends   never
 *   owns       on success a descriptor and the path, until cede_listener_close
 *   context    task */
cede_async int cede_listen_unix(cede_listener *l, const char *path);
CEDE__FRAME cede_listen_unix__args { cede_state cede__state; cede_listener *l; const char *path; };
CEDE__FRAME cede_listen_unix__frame { cede_state state; cede_listener *l; const char *path; };
CEDE__LEAF(int, cede_listen_unix);

/* Takes the next connection.
 *
 * Connections that were given up before they could be taken are passed over. When
 * the process or the machine has run out of descriptors (or of memory for sockets)
 * it waits until a stream of this loop is closed, or a tenth of a second, and tries
 * again: the server goes on with the connections that it has.
 *
 *   out        written on success
 *   returns    0; -ENOMEM: no memory for the stream, the connection is still to be
 *              taken; -EBUSY: another task waits here; -EBADF: the listener is being
 *              closed; or another negative errno
 *   suspends   until there is a connection
 *   cancel     takes effect while it waits; no connection has been taken then
 *   owns       on success the caller owns *out
 *   context    task */
cede_async int cede_accept(cede_listener *l, cede_stream **out);
CEDE__FRAME cede_accept__args { cede_state cede__state; cede_listener *l; cede_stream **out; };
CEDE__FRAME cede_accept__frame {
    cede_state state; cede_listener *l; cede_stream **out;
    unsigned char napping;      /* there is no descriptor: the two below are on */
    cede_timer timer;
    cede_waiter freed;
};
CEDE__LEAF(int, cede_accept);

/* Stops listening. Connections that nobody has taken are reset; those that were
 * taken live on.
 *
 *   l          closed already, or it could not be opened: nothing happens
 *   returns    0
 *   suspends   only while a task that waits in cede_accept leaves it (it gets -EBADF)
 *   cancel     ignored
 *   context    task */
cede_async int cede_listener_close(cede_listener *l);
CEDE__FRAME cede_listener_close__args { cede_state cede__state; cede_listener *l; };
CEDE__FRAME cede_listener_close__frame { cede_state state; cede_listener *l; };
CEDE__LEAF(int, cede_listener_close);

/* The port that it listens on; -EAFNOSUPPORT where it is no TCP listener. */
int cede_listener_port(const cede_listener *l);

/* Connects to a TCP port.
 *
 *   out        written on success
 *   host       numeric IPv4 or IPv6
 *   returns    0, -EINVAL (no numeric address, no port), -ECONNREFUSED, -ETIMEDOUT,
 *              -EMFILE, -ENOMEM, or another negative errno
 *   suspends   until the peer has answered
 *   cancel     takes effect while it waits; nothing is left open
 *   owns       on success the caller owns *out
 *   context    task */
cede_async int cede_connect_tcp(cede_stream **out, const char *host, int port);
CEDE__FRAME cede_connect_tcp__args {
    cede_state cede__state; cede_stream **out; const char *host; int port;
};
CEDE__FRAME cede_connect_tcp__frame {
    cede_state state; cede_stream **out;
    union {
        struct { const char *host; int port; } to;  /* in state 0 */
        cede_stream *s;                             /* later: not yet the caller's */
    } u;
};
CEDE__LEAF(int, cede_connect_tcp);

/* Connects to a Unix socket. While its queue of connections is full, which the
 * kernel does not tell the end of, it tries again every 5 ms.
 *
 *   returns    0, -ENAMETOOLONG, -ENOENT, -ECONNREFUSED, -EMFILE, -ENOMEM, or another
 *              negative errno
 *   suspends   until the connection is in the listener's queue
 *   cancel     takes effect while it waits; nothing is left open
 *   owns       on success the caller owns *out
 *   context    task */
cede_async int cede_connect_unix(cede_stream **out, const char *path);
CEDE__FRAME cede_connect_unix__args { cede_state cede__state; cede_stream **out; const char *path; };
CEDE__FRAME cede_connect_unix__frame {
    cede_state state; cede_stream **out; const char *path;
    cede_timer timer;           /* until the next try */
};
CEDE__LEAF(int, cede_connect_unix);

#ifdef __cplusplus
}
#endif
#endif
