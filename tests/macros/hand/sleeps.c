/* A loop that sleeps; the first program of macros.h. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(blink, int pin; int times; int i;);
CEDE_DEFINE(blink, cede_sleep, cede_sleep_until);
CEDE_ASYNC(blink)
{
    CEDE_BEGIN;
    for (f->i = 0; f->i < f->times; f->i++) {
        event("toggle %d", f->pin);
        CEDE_AWAIT(cede_sleep, .duration = cede_ms(500));
    }
    CEDE_AWAIT(cede_sleep_until, .deadline = cede_after(cede_us(10)));
    event("done");
    CEDE_RETURN(f->times);
    CEDE_END;
}

TWIN(hand_sleeps, CEDE_CALL(blink, .pin = 13, .times = 4));
