/* Deadlines: one that is met, one that passes, one inside another, a return out of one. */
#include "twin.h"

static async int slow(int ms)
{
    defer event("slow %d: %d", ms, cede_leaving());
    await(cede_sleep(cede_ms(ms)));
    return ms;
}

static async int choose(int n)
{
    int got = 0;
    within (cede_ms(20)) {
        within_until (cede_after(cede_ms(5 * n))) {
            got = await(slow(8));
            if (n == 2)
                return got;
            got += await(slow(30));
        } else {
            event("inner");
            await(cede_sleep(cede_ms(8)));
        }
        event("between");
        (void)await(slow(8));
    } else {
        event("outer");
        return -ETIMEDOUT;
    }
    return got;
}

static async int deadline(void)
{
    for (int n = 0; n < 6; n++)
        event("%d: %d", n, await(choose(n)));
    return 0;
}

TWIN(generated_deadline, deadline());
