/* In an isolating group a task that fails leaves its siblings alone; the block is left
 * early. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(job, int n;);
CEDE_DEFINE(job, cede_sleep);
CEDE_ASYNC(job)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(2 * f->n));
    event("job %d", f->n);
    CEDE_RETURN(f->n % 2 ? -f->n : f->n);
    CEDE_END;
}

CEDE_FRAME(isolated, int errors[4]; int count; int i; cede_group g;);
CEDE_DEFINE(isolated, cede_sleep);
CEDE_ASYNC(isolated)
{
    CEDE_BEGIN;
    f->count = 0;
    CEDE_GROUP (f->g, CEDE_ISOLATE) {
        for (f->i = 1; f->i <= 4; f->i++)
            CEDE_SPAWN(&f->g, job, .n = f->i);
        CEDE_AWAIT(cede_sleep, cede_ms(7));
        f->count = (int)cede_group_errors(&f->g, f->errors, 4);
        if (f->count == 2)
            break;
        event("not reached");
    } CEDE_FAILED (f->g) {
        CEDE_RETURN(cede_group_error(&f->g));
    } CEDE_GROUP_END (f->g);
    event("%d failed: %d %d", f->count, f->errors[0], f->errors[1]);
    CEDE_RETURN(f->count);
    CEDE_END;
}

TWIN(hand_isolated, CEDE_CALL(isolated));
