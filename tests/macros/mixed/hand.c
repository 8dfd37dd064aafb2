/* hand.c: functions by hand that generated ones await, and the other way round. */
#include "mixed.h"

int unwound;

CEDE_FRAME_EXPORTED(doubled, int n; cede_duration wait; cede_hold cleanup;);
CEDE_EXPORT(int, doubled, (int n, cede_duration wait), (n, wait), cede_sleep);
CEDE_ASYNC(doubled)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, .duration = f->wait);
CEDE_CLEANUP:
    unwound += CEDE_LEAVING != 0;
    CEDE_RETURN(2 * f->n);
    CEDE_END;
}

CEDE_FRAME_EXPORTED(asks_generated, int n; struct both r;);
CEDE_EXPORT(struct both, asks_generated, (int n), (n), CEDE_FAR(tripled), CEDE_FAR(awaits_by_hand), doubled);
CEDE_ASYNC(asks_generated)
{
    CEDE_BEGIN;
    CEDE_AWAIT_INTO(f->r.a, tripled, .n = f->n);
    CEDE_AWAIT(awaits_by_hand, .n = f->n);
    f->r.a += CEDE_RESULT(awaits_by_hand).a;
    f->r.b = CEDE_RESULT(awaits_by_hand).b;
    CEDE_AWAIT(doubled, .n = f->r.a, .wait = cede_ms(1));
    f->r.a = CEDE_RESULT(doubled);
    CEDE_RETURN(f->r);
    CEDE_END;
}

CEDE_FRAME_EXPORTED(adds, int *to; char by;);
CEDE_EXPORT_VOID(adds, (int *to, char by), (to, by), cede_yield);
CEDE_ASYNC(adds)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    *f->to += f->by;
    CEDE_END;
}

CEDE_FRAME_EXPORTED(nothing_to_say, );
CEDE_EXPORT(int, nothing_to_say, (void), (), cede_yield);
CEDE_ASYNC(nothing_to_say)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    CEDE_END;
}

/* Pulls a generator that its caller holds, until that ends. */
CEDE_FRAME_EXPORTED(adds_up, cede_iter(int) *it; int sum; int more; int x;);
CEDE_EXPORT(int, adds_up, (cede_iter(int) *it), (it), cede_next);
CEDE_ASYNC(adds_up)
{
    CEDE_BEGIN;
    f->sum = 0;
    do {
        CEDE_AWAIT_INTO(f->more, cede_next, .it = f->it, .value = &f->x);
        if (f->more > 0)
            f->sum += f->x;
    } while (f->more > 0);
    CEDE_RETURN(f->more < 0 ? f->more : f->sum);
    CEDE_END;
}
