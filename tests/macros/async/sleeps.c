/* A loop that sleeps; the first program of macros.h. */
#include "twin.h"

static async int blink(int pin, int times)
{
    for (int i = 0; i < times; i++) {
        event("toggle %d", pin);
        await(cede_sleep(cede_ms(500)));
    }
    await(cede_sleep_until(cede_after(cede_us(10))));
    event("done");
    return times;
}

TWIN(generated_sleeps, blink(13, 4));
