/* A task that fails cancels its siblings and the block; then another group fails only
 * where the block waits for it. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(part, int n; int ms; int result; cede_hold cleanup;);
CEDE_DEFINE(part, cede_yield, cede_sleep);
CEDE_ASYNC(part)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(f->ms));
CEDE_CLEANUP:
    CEDE_AWAIT(cede_yield);
    event("part %d: %d", f->n, CEDE_LEAVING);
    CEDE_RETURN(f->result);
    CEDE_END;
}

CEDE_FRAME(failing, int errors[4]; int count; int seen; cede_group g; cede_group h;);
CEDE_DEFINE(failing, part, cede_sleep);
CEDE_ASYNC(failing)
{
    CEDE_BEGIN;
    f->seen = 0;
    CEDE_GROUP (f->g) {
        CEDE_SPAWN(&f->g, part, .n = 1, .ms = 30);
        CEDE_SPAWN(&f->g, part, .n = 2, .ms = 10, .result = -EIO);
        CEDE_AWAIT(part, .n = 3, .ms = 20);
        event("not reached");
    } CEDE_FAILED (f->g) {
        f->count = (int)cede_group_errors(&f->g, f->errors, 4);
        event("%d failed, %d", f->count, f->errors[0]);
        CEDE_AWAIT(cede_sleep, cede_ms(2));
        event("still %d", cede_group_error(&f->g));
    } CEDE_GROUP_END (f->g);
    CEDE_GROUP (f->h) {
        CEDE_SPAWN(&f->h, part, .n = 4, .ms = 5, .result = -EPIPE);
        CEDE_SPAWN(&f->h, part, .n = 5, .ms = 5, .result = -EINVAL);
        for (;;) {
            CEDE_AWAIT(cede_sleep, cede_ms(1));
            if (++f->seen == 3)
                break;
        }
        event("seen %d", f->seen);
    } CEDE_FAILED (f->h) {
        f->count = (int)cede_group_errors(&f->h, f->errors, 4);
        CEDE_RETURN(f->count * 1000 - f->errors[0]);
    } CEDE_GROUP_END (f->h);
    CEDE_RETURN(f->seen);
    CEDE_END;
}

TWIN(hand_failing, CEDE_CALL(failing));
