/* At most two tasks of a group at a time. */
#include "twin.h"

static async int unit(int n)
{
    event("unit %d begins", n);
    await(cede_sleep(cede_ms(3 + n % 3)));
    event("unit %d ends", n);
    return 0;
}

static async int limits(void)
{
    int refused = 0, error;
    group (g) {
        cede_group_limit(g, 2);
        for (int n = 0; n < 6; n++) {
            while ((error = spawn(g, unit(n))) == -EAGAIN) {
                refused++;
                await(cede_group_room(g));
            }
            event("unit %d: %d", n, error);
        }
        if (refused > 2)
            cede_group_cancel(g);
    } else {
        return cede_group_error(g);
    }
    return refused;
}

TWIN(generated_limits, limits());
