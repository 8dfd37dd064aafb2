/* deep.c: the bytes of frames that a block needs, summed over descriptions.
 *
 * A function's block holds its own frame and, behind what is alive there, the
 * deepest of its callees'. The walk carries its path on the stack, so that several
 * loops may walk at once and a cycle can be named.
 * May run on any thread. Never allocates. */
#include <cede/port.h>
#include "check.h"
#include "deep.h"

typedef struct path {
    const struct path *up;
    const cede_fn *fn;
} path;

static unsigned sum(const cede_fn *fn, const path *up);

/* Says the members of a cycle, from fn's first call on, and stops. */
static void report_cycle(const cede_fn *fn, const path *up)
{
    const path *p;
    cede_port_say("cede: an async function awaits itself:\n  ");
    for (p = up; ; p = p->up) {
        cede_port_say(p->fn->name);
        cede_port_say(" (");
        cede_port_say(p->fn->file);
        cede_port_say(p->fn == fn ? ")\n" : "), awaited by\n  ");
        if (p->fn == fn)
            break;
    }
    cede__stop("its frame cannot be laid out; await(boxed(...)) at one of them cuts the cycle", (char *)0);
}

static void refuse_cycle(const cede_fn *fn, const path *up)
{
    const path *p;
    for (p = up; p; p = p->up)
        if (p->fn == fn)
            report_cycle(fn, up);
}

/* Where the frames of callee i end. One that is awaited while an iterator's frame is
 * alive lies behind that. */
static unsigned end_of(const cede_fn *fn, unsigned i, const path *here)
{
    const cede_callee *c = &fn->callees[i];
    unsigned before = c->behind ? end_of(fn, c->behind - 1u, here) : 0;
    return before + c->offset + sum(c->fn, here);
}

static unsigned sum(const cede_fn *fn, const path *up)
{
    path here;
    unsigned most = CEDE__ROUND(fn->size), end, i;
    if (fn->deep)
        return fn->deep;
    if (fn->sum && cede_port_kept(fn->sum))
        return cede_port_kept(fn->sum);
    refuse_cycle(fn, up);
    here.up = up;
    here.fn = fn;
    for (i = 0; i < fn->n_callees; i++) {
        end = end_of(fn, i, &here);
        most = CEDE__MAX(most, end);
    }
    if (fn->sum)
        cede_port_keep(fn->sum, most);
    return most;
}

unsigned cede__deep(const cede_fn *fn)
{
    return sum(fn, NULL);
}

unsigned cede__callee_at(const cede_fn *fn, unsigned i)
{
    const cede_callee *c = &fn->callees[i];
    return c->offset + (c->behind ? end_of(fn, c->behind - 1u, NULL) : 0);
}
