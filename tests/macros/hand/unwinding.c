/* Cleanups in functions that await each other: an unwinding passes all of them, and each
 * may use what was set up outside of it. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(worker, int depth; cede_hold cleanup;);
CEDE_DEFINE(worker, cede_yield, cede_sleep);
CEDE_ASYNC(worker)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(3));
CEDE_CLEANUP:
    CEDE_AWAIT(cede_yield);
    event("worker %d: %d", f->depth, CEDE_LEAVING);
    CEDE_RETURN(f->depth);
    CEDE_END;
}

CEDE_FRAME(manager, int n; int done; int result; int i; cede_hold cleanup;);
CEDE_DEFINE(manager, worker);
CEDE_ASYNC(manager)
{
    CEDE_BEGIN;
    f->done = 0;
    for (f->i = 0; f->i < f->n; f->i++) {
        CEDE_AWAIT(worker, .depth = f->i);
        f->done += CEDE_RESULT(worker);
    }
    f->result = f->done;
CEDE_CLEANUP:
    CEDE_AWAIT(worker, .depth = 10 + f->n);
    f->done += CEDE_RESULT(worker);
    event("manager did %d, %d", f->done, CEDE_LEAVING);
    CEDE_RETURN(f->result);
    CEDE_END;
}

CEDE_FRAME(company, int profit; cede_hold cleanup;);
CEDE_DEFINE(company, manager);
CEDE_ASYNC(company)
{
    CEDE_BEGIN;
    f->profit = 0;
    CEDE_AWAIT(manager, .n = 1);
    f->profit += CEDE_RESULT(manager);
    CEDE_AWAIT(manager, .n = 2);
    f->profit += CEDE_RESULT(manager);
CEDE_CLEANUP:
    event("company: %d", f->profit);
    CEDE_RETURN(f->profit);
    CEDE_END;
}

TWIN(hand_unwinding, CEDE_CALL(company));
