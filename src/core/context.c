/* context.c: the innermost binding of a context variable.
 *
 * Bindings are scopes without a signal, among the others of a task's stack. A task goes
 * on where its group's block stands in its owner's stack: the scopes from there on
 * outwards are left only when the group has been.
 * Never allocates. */
#include <cede/context.h>
#include <cede/executor.h>
#include "self.h"

_Static_assert(sizeof (cede__binding) % CEDE_FRAME_ALIGN == 0, "the value follows its binding");

/* For the length of an offloaded call its task stands still. */
static const cede_task *here(void)
{
    return cede__self.task ? cede__self.task : cede__self.job ? cede__self.job->waker.task : NULL;
}

static const cede__binding *find(const cede_scope *s, const void *variable)
{
    for (; s; s = s->outer)
        if (s->kind == CEDE__CONTEXT && ((const cede__binding *)(const void *)s)->variable == variable)
            return (const cede__binding *)(const void *)s;
    return NULL;
}

/* The value lies behind its binding: CEDE__BOUND. */
const void *cede__context_of(const void *variable)
{
    const cede_task *t = here();
    const cede_scope *s = t ? t->scope : NULL;
    while (t) {
        const cede__binding *b = find(s, variable);
        if (b)
            return b + 1;
        s = t->group->scope.outer;
        t = t->group->owner;
    }
    return variable;
}
