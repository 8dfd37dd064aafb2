/* A deadline per try, in a loop, with a cleanup around all of it. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(answer, int attempt;);
CEDE_DEFINE(answer, cede_sleep);
CEDE_ASYNC(answer)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(30 - 8 * f->attempt));
    CEDE_RETURN(f->attempt == 1 ? -ECONNREFUSED : 200 + f->attempt);
    CEDE_END;
}

CEDE_FRAME(retry, int limit; int result; int attempt; cede_deadline each; cede_hold cleanup;);
CEDE_DEFINE(retry, answer, cede_sleep);
CEDE_ASYNC(retry)
{
    CEDE_BEGIN;
    f->result = -ETIMEDOUT;
    event("connect");
    for (f->attempt = 0; f->attempt < f->limit && f->result < 0; f->attempt++) {
        CEDE_WITHIN (f->each, cede_ms(15 + f->attempt)) {
            CEDE_AWAIT_INTO(f->result, answer, .attempt = f->attempt);
            event("answer %d", f->result);
        } CEDE_EXPIRED (f->each) {
            event("try %d took too long", f->attempt);
        } CEDE_WITHIN_END;
        CEDE_AWAIT(cede_sleep, cede_ms(f->attempt));
    }
CEDE_CLEANUP:
    CEDE_AWAIT(cede_sleep, cede_ms(1));
    event("disconnect %d", CEDE_LEAVING);
    CEDE_RETURN(f->result);
    CEDE_END;
}

CEDE_FRAME(retries, int a; int b;);
CEDE_DEFINE(retries, retry);
CEDE_ASYNC(retries)
{
    CEDE_BEGIN;
    CEDE_AWAIT_INTO(f->a, retry, .limit = 2);
    CEDE_AWAIT_INTO(f->b, retry, .limit = 5);
    CEDE_RETURN(f->a + f->b);
    CEDE_END;
}

TWIN(hand_retries, CEDE_CALL(retries));
