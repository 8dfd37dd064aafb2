/* A group whose tasks give results of different types. */
#include <cede/macros.h>
#include "twin.h"

struct pair { int a, b; };

CEDE_FRAME(number, int ms;);
CEDE_DEFINE(number, cede_sleep);
CEDE_ASYNC(number)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(f->ms));
    event("number %d", f->ms);
    CEDE_RETURN(f->ms);
    CEDE_END;
}

CEDE_FRAME_OF(struct pair, both, int a, b; struct pair p;);
CEDE_DEFINE(both, number);
CEDE_ASYNC(both)
{
    CEDE_BEGIN;
    CEDE_AWAIT_INTO(f->p.a, number, .ms = f->a);
    CEDE_AWAIT_INTO(f->p.b, number, .ms = f->b);
    CEDE_RETURN(f->p);
    CEDE_END;
}

CEDE_FRAME_VOID(plain, int *to;);
CEDE_DEFINE(plain, cede_yield);
CEDE_ASYNC(plain)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    ++*f->to;
    CEDE_RETURN_VOID;
    CEDE_END;
}

CEDE_FRAME(gather, int n; int count; struct pair p; cede_group g;);
CEDE_DEFINE(gather, cede_sleep);
CEDE_ASYNC(gather)
{
    CEDE_BEGIN;
    f->n = 0;
    f->count = 0;
    CEDE_GROUP (f->g) {
        CEDE_SPAWN_INTO(&f->g, &f->p, both, .a = 4, .b = 9);
        CEDE_SPAWN_INTO(&f->g, &f->n, number, .ms = 6);
        CEDE_SPAWN(&f->g, plain, .to = &f->count);
        CEDE_SPAWN(&f->g, plain, .to = &f->count);
        CEDE_AWAIT(cede_sleep, cede_ms(3));
        event("%d tasks, %d", (int)cede_group_running(&f->g), f->count);
    } CEDE_FAILED (f->g) {
        event("failed %d", cede_group_error(&f->g));
        CEDE_RETURN(cede_group_error(&f->g));
    } CEDE_GROUP_END (f->g);
    event("%d %d %d", f->p.a, f->p.b, f->n);
    CEDE_RETURN(f->p.a + f->p.b + f->n + f->count);
    CEDE_END;
}

TWIN(hand_gather, CEDE_CALL(gather));
