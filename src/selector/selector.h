/* selector.h: what the loop asks of a mechanism that waits for descriptors.
 *
 * One small interface and one file per mechanism behind it, chosen when a loop is
 * made. A selector knows descriptors and whom to wake, nothing of streams.
 *
 * In:   add and remove, once in a descriptor's life; wait, at most once a turn.
 * Out:  sets readiness bits in cede_fd.ready, and wakes the task that waits for
 *       them. Steps no task and frees nothing, so every descriptor that the kernel
 *       reports in one wait is still there when its report is read.
 * Always:
 *   1. a bit that is not set will be set when the kernel says so, without being
 *      asked for again (edge-triggered mechanisms), or is asked for as long as a
 *      task waits for it (level-triggered ones);
 *   2. only an operation that has met EAGAIN, or read all there was, clears a bit;
 *   3. a descriptor that is about to be closed is removed first: a duplicate of it
 *      in a forked process would keep it in the kernel's set.
 * Loop's thread; `interrupt` may also be called from any thread and from a signal
 * handler. Allocates in open and add only. */
#ifndef CEDE_SELECTOR_H
#define CEDE_SELECTOR_H

#include <cede/host.h>
#include "../core/loop_core.h"

/* cede_fd.ready. The values are those of EPOLLIN and POLLIN, EPOLLOUT and POLLOUT: an
 * ordinary report needs no translation. */
enum {
    CEDE__READABLE = 1,
    CEDE__WRITABLE = 4
};

/* cede_fd.flags */
enum {
    /* A short read has emptied it, and what arrives later is reported. True of TCP
     * until the peer has closed, reset or sent urgent data: the selector takes the flag
     * away then. A Unix socket may read short where descriptors were passed. */
    CEDE__FD_SHORT_IS_EMPTY = 1,
    /* Watched although no task waits: the loop itself looks at `ready`. */
    CEDE__FD_ALWAYS = 2,
    CEDE__FD_CLOSING = 4
};

typedef struct cede__selector cede__selector;

typedef struct cede__selector_kind {
    const char *name;

    /* 0, or a negative errno: -EMFILE, -ENFILE, -ENOMEM. */
    int (*open)(cede__selector **s, cede_loop *memory);
    void (*close)(cede__selector *s);

    /* 0, or a negative errno: -ENOMEM, -ENOSPC (the user's limit of watches),
     * -EPERM (a regular file: always ready, nothing to wait for). */
    int (*add)(cede__selector *s, cede_fd *d);
    void (*remove)(cede__selector *s, cede_fd *d);

    /* Waits until a descriptor is ready, the time has passed or someone interrupts.
     * timeout_ns: 0 only looks; -1 has no end. May return early for no reason. */
    void (*wait)(cede__selector *s, int64_t timeout_ns);

    /* Only waits, for the same as `wait`: reports nothing and wakes nobody. 1: something has
     * happened. For debug mode. */
    int (*rest)(cede__selector *s, int64_t timeout_ns);

    /* Makes a wait that is under way, or else the next one, return. */
    void (*interrupt)(cede__selector *s);

    /* A descriptor that is readable while a wait would find something; null: none. */
    int (*fd)(const cede__selector *s);
} cede__selector_kind;

/* What every selector begins with. */
struct cede__selector {
    const cede__selector_kind *kind;
    cede_loop *memory;          /* the loop whose blocks it takes */
};

extern const cede__selector_kind cede__selector_epoll, cede__selector_poll;

/* The mechanism of that name; null name: the best one here. Null: there is none. */
const cede__selector_kind *cede__selector_find(const char *name);

/* ---- for the mechanisms ------------------------------------------------------ */

/* Milliseconds for poll and epoll_wait, rounded up: a deadline is never early, and
 * a wait of less than a millisecond does not become a loop that spins. */
int cede__selector_ms(int64_t timeout_ns);

/* Both ends of a pipe, non-blocking and closed on exec; 0 or a negative errno. */
int cede__selector_pipe(int ends[2]);

static inline void cede__fd_report(cede_fd *d, unsigned bits)
{
    d->ready |= (uint8_t)bits;
    if ((bits & CEDE__READABLE) && d->reader)
        cede__make_ready(d->reader);
    if ((bits & CEDE__WRITABLE) && d->writer)
        cede__make_ready(d->writer);
}

#endif
