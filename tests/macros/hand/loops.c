/* Each kind of loop, nested, with break and continue around awaits. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(loops, int sum; int i; int j;);
CEDE_DEFINE(loops, cede_yield, cede_sleep);
CEDE_ASYNC(loops)
{
    CEDE_BEGIN;
    f->sum = 0;
    for (f->i = 0; ; f->i++) {
        if (f->i == 2)
            continue;
        if (f->i == 5)
            break;
        f->j = f->i;
        while (f->j-- > 0) {
            CEDE_AWAIT(cede_yield);
            if (f->j == 2)
                break;
            f->sum += f->j;
            event("%d %d", f->i, f->j);
        }
    }
    do {
        CEDE_AWAIT(cede_sleep, cede_ms(1));
        if (f->sum % 2)
            continue;
        event("even %d", f->sum);
    } while (--f->sum > 0);
    CEDE_RETURN(f->sum);
    CEDE_END;
}

TWIN(hand_loops, CEDE_CALL(loops));
