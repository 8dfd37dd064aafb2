/* Tasks that wait for one future, which another one sets. */
#include <cede/future.h>
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(waiter, cede_future *future; int n;);
CEDE_DEFINE(waiter, cede_future_wait);
CEDE_ASYNC(waiter)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_future_wait, .future = f->future);
    event("waiter %d: %d", f->n, CEDE_RESULT(cede_future_wait));
    CEDE_RETURN(0);
    CEDE_END;
}

CEDE_FRAME_VOID(setter, cede_future *future;);
CEDE_DEFINE(setter, cede_sleep);
CEDE_ASYNC(setter)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(5));
    event("set %d", cede_future_set(f->future, 7));
    event("again %d", cede_future_set(f->future, 8));
    CEDE_END;
}

CEDE_FRAME(futures, cede_future future; int got; int n; cede_group g; cede_hold cleanup;);
CEDE_DEFINE(futures, cede_future_wait, waiter, cede_sleep);
CEDE_ASYNC(futures)
{
    CEDE_BEGIN;
    f->got = -1;
    cede_future_init(&f->future);
    CEDE_GROUP (f->g) {
        for (f->n = 0; f->n < 3; f->n++)
            CEDE_SPAWN(&f->g, waiter, .future = &f->future, .n = f->n);
        CEDE_SPAWN(&f->g, setter, .future = &f->future);
        CEDE_AWAIT_INTO(f->got, cede_future_wait, .future = &f->future);
        CEDE_AWAIT(waiter, .future = &f->future, .n = 9);
        CEDE_AWAIT(cede_sleep, cede_ms(2));     /* nobody runs any more */
    } CEDE_FAILED (f->g) {
        f->got = cede_group_error(&f->g);
    } CEDE_GROUP_END (f->g);
CEDE_CLEANUP:
    event("deinit %d", CEDE_LEAVING);
    cede_future_deinit(&f->future);
    CEDE_RETURN(f->got);
    CEDE_END;
}

TWIN(hand_futures, CEDE_CALL(futures));
