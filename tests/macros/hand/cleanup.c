/* A resource that is given back whichever way the function is left. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(hold, int n; int early; int *resource; int result;
           cede_hold cleanup; cede_deadline limit;);
CEDE_DEFINE(hold, cede_sleep, cede_yield);
CEDE_ASYNC(hold)
{
    CEDE_BEGIN;
    f->resource = &f->n;
    event("take %d", *f->resource);
    CEDE_AWAIT(cede_sleep, cede_ms(5));
    if (f->early) {
        event("early");
        f->result = -EIO;
        CEDE_LEAVE;
    }
    CEDE_AWAIT(cede_yield);
    event("used");
    f->result = f->n;

CEDE_CLEANUP:
    event("leaving %d", CEDE_LEAVING);
    CEDE_WITHIN (f->limit, cede_ms(7)) {
        CEDE_AWAIT(cede_sleep, cede_ms(6 + f->n));
        event("flushed");
    } CEDE_EXPIRED (f->limit) {
        event("gave up");
        CEDE_AWAIT(cede_yield);
    } CEDE_WITHIN_END;
    event("give back %d", *f->resource);
    CEDE_RETURN(f->result);
    CEDE_END;
}

CEDE_FRAME(holders, int a; int b;);
CEDE_DEFINE(holders, hold);
CEDE_ASYNC(holders)
{
    CEDE_BEGIN;
    CEDE_AWAIT_INTO(f->a, hold, .n = 1);
    CEDE_AWAIT_INTO(f->b, hold, .n = 2, .early = 1);
    event("%d", f->a);
    CEDE_RETURN(f->b);
    CEDE_END;
}

TWIN(hand_cleanup, CEDE_CALL(holders));
