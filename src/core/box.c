/* box.c: segments of a task, for frames whose size could not be known.
 *
 * Runs on the loop's thread. Allocates one block per box. */
#include "deep.h"
#include "check.h"
#include "task_core.h"

cede_box *cede__box_new(cede_task *t, const cede_fn *fn)
{
    cede_box *b = cede__block_new(cede__loop_of(t), sizeof *b + cede__deep_of(fn));
    if (b)
        b->fn = fn;
    return b;
}

void cede__box_free(cede_task *t, cede_box *b)
{
    cede__block_free(cede__loop_of(t), b, sizeof *b + cede__deep_of(b->fn));
}

/* run.c takes it from here: it sees the flag when PENDING has come back to it. */
void cede__box_enter(cede_task *t, cede_box *b)
{
    b->scope.outer = t->scope;
    b->scope.signal = 0;
    b->scope.fatal = 0;
    b->scope.kind = CEDE__BOXES;
    b->scope.left = 0;
    t->scope = &b->scope;
    t->flags |= CEDE__ENTERED;
}

void cede__box_resume(cede_task *t, cede_box *b)
{
    b->scope.left = 0;
    t->scope = b->leaf;
    t->flags |= CEDE__ENTERED;
    if (t->scope != &b->scope)
        cede__signals_update(t);
}
