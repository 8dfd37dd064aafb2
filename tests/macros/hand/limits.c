/* At most two tasks of a group at a time. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(unit, int n;);
CEDE_DEFINE(unit, cede_sleep);
CEDE_ASYNC(unit)
{
    CEDE_BEGIN;
    event("unit %d begins", f->n);
    CEDE_AWAIT(cede_sleep, cede_ms(3 + f->n % 3));
    event("unit %d ends", f->n);
    CEDE_RETURN(0);
    CEDE_END;
}

CEDE_FRAME(limits, int refused; int error; int n; cede_group g;);
CEDE_DEFINE(limits, cede_group_room);
CEDE_ASYNC(limits)
{
    CEDE_BEGIN;
    f->refused = 0;
    CEDE_GROUP (f->g) {
        cede_group_limit(&f->g, 2);
        for (f->n = 0; f->n < 6; f->n++) {
            while ((f->error = CEDE_TRY_SPAWN(&f->g, unit, .n = f->n)) == -EAGAIN) {
                f->refused++;
                CEDE_AWAIT(cede_group_room, .group = &f->g);
            }
            event("unit %d: %d", f->n, f->error);
        }
        if (f->refused > 2)
            cede_group_cancel(&f->g);
    } CEDE_FAILED (f->g) {
        CEDE_RETURN(cede_group_error(&f->g));
    } CEDE_GROUP_END (f->g);
    CEDE_RETURN(f->refused);
    CEDE_END;
}

TWIN(hand_limits, CEDE_CALL(limits));
