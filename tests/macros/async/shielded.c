/* Signals wait until the shield ends; a deadline inside of it works. */
#include "twin.h"

static async int commit(int n)
{
    int done = 0;
    shield {
        await(cede_sleep(cede_ms(4)));
        event("begun %d", n);
        within (cede_ms(3)) {
            await(cede_sleep(cede_ms(n)));
            done = 1;
        } else {
            event("slow %d", n);
        }
        if (n == 2)
            return 2;
    }
    event("committed %d", n);
    await(cede_yield());
    return done;
}

static async int shielded(void)
{
    int sum = 0;
    within (cede_ms(17)) {
        for (int n = 1; n < 9; n++)
            sum += await(commit(n));
    } else {
        event("late");
    }
    return sum;
}

TWIN(generated_shielded, shielded());
