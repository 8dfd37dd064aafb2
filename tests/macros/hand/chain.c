/* Calls in calls: each waits before and after the next. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(third, int n;);
CEDE_DEFINE(third, cede_yield);
CEDE_ASYNC(third)
{
    CEDE_BEGIN;
    event("third %d", f->n);
    CEDE_AWAIT(cede_yield);
    CEDE_RETURN(f->n + 1);
    CEDE_END;
}

CEDE_FRAME(second, int n; int a;);
CEDE_DEFINE(second, third, cede_sleep);
CEDE_ASYNC(second)
{
    CEDE_BEGIN;
    CEDE_AWAIT_INTO(f->a, third, .n = f->n);
    CEDE_AWAIT(cede_sleep, .duration = cede_ms(f->n));
    event("second %d", f->a);
    CEDE_AWAIT(third, .n = f->a);
    CEDE_RETURN(f->a * CEDE_RESULT(third));
    CEDE_END;
}

CEDE_FRAME(first, int n; int sum;);
CEDE_DEFINE(first, second, cede_yield);
CEDE_ASYNC(first)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    CEDE_AWAIT_INTO(f->sum, second, .n = f->n);
    CEDE_AWAIT(second, .n = f->n + 1);
    f->sum += CEDE_RESULT(second);
    event("first %d", f->sum);
    CEDE_RETURN(f->sum);
    CEDE_END;
}

TWIN(hand_chain, CEDE_CALL(first, .n = 2));
