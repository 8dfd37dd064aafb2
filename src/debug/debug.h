/* debug.h: debug mode of one loop, as its files share it. */
#ifndef CEDE_DEBUG_DEBUG_H
#define CEDE_DEBUG_DEBUG_H

#include <stdatomic.h>
#include "../core/where.h"
#include "../selector/selector.h"
#include "watcher.h"

enum { CEDE__STACK = 32 };

typedef struct cede__debug {
    cede_instruments instruments;       /* first */
    cede_loop *loop;
    cede__out out;
    cede_duration slow;
    cede_time began;                    /* the step that is on, or was last */

    /* Of a hosted loop; debug_host.c. */
    cede__selector_kind kind;           /* in place of its selector's own */
    const cede__selector_kind *own;     /* null: the loop has none */
    cede_where *opened;                 /* by descriptor: where that was; function null: it is not */
    int n_opened;
    cede_time looked;                   /* for deadlocks */
    unsigned stuck;                     /* in deadlocks that were told */
    unsigned long quiet;                /* steps there had been when all tasks waited and that was told */
    int slot;                           /* guard.c; -1: none */
    void *stack[CEDE__STACK];           /* of the loop's thread, when it began to wait */
    int depth;
    atomic_int asked;                   /* a signal asks for a dump */
} cede__debug;

/* Writes a line that begins with "cede: ". */
void cede__debug_say(cede__debug *d, const char *format, ...) __attribute__((__format__(__printf__, 2, 3)));

/* "parse (server.c:12)", or `none` where no line is known. */
enum { CEDE__WHERE_TEXT = 200 };
const char *cede__where_text(char buffer[CEDE__WHERE_TEXT], cede_where w, const char *none);

/* ---- debug_host.c --------------------------------------------------------------------- */

void cede__debug_host_begin(cede__debug *d);
void cede__debug_host_end(cede__debug *d);
void cede__debug_say_open(cede__debug *d);

/* ---- guard.c ---------------------------------------------------------------------------- */

/* Whether there are guards: pages that nobody may touch. */
int cede__guard_open(void);

/* A place of the loop's own, where a task that is woken would be written; null: none left. */
cede_task **cede__guard_enter(cede__debug *d);
void cede__guard_leave(cede__debug *d);

/* What a ring is made to point to when its primitive is deinited. */
cede_link *cede__guard_dead(void);

/* ---- stack.c, or stack_none.c where the C library cannot tell ----------------------------- */

int cede__stack(void **stack, int most);
/* To stderr; also in a signal handler. */
void cede__stack_say(void *const *stack, int depth);

/* ---- ask.c ------------------------------------------------------------------------------- */

/* SIGUSR1 is listened to while a loop is in debug mode. */
void cede__ask_begin(cede__debug *d);
void cede__ask_end(cede__debug *d);

#endif
