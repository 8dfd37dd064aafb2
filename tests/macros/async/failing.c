/* A task that fails cancels its siblings and the block; then another group fails only
 * where the block waits for it. */
#include "twin.h"

static async int part(int n, int ms, int result)
{
    defer { await(cede_yield()); event("part %d: %d", n, cede_leaving()); }
    await(cede_sleep(cede_ms(ms)));
    return result;
}

static async int failing(void)
{
    int errors[4], count, seen = 0;
    group (g) {
        spawn(g, part(1, 30, 0));
        spawn(g, part(2, 10, -EIO));
        (void)await(part(3, 20, 0));
        event("not reached");
    } else {
        count = (int)cede_group_errors(g, errors, 4);
        event("%d failed, %d", count, errors[0]);
        await(cede_sleep(cede_ms(2)));
        event("still %d", cede_group_error(g));
    }
    group (h) {
        spawn(h, part(4, 5, -EPIPE));
        spawn(h, part(5, 5, -EINVAL));
        for (;;) {
            await(cede_sleep(cede_ms(1)));
            if (++seen == 3)
                break;
        }
        event("seen %d", seen);
    } else {
        count = (int)cede_group_errors(h, errors, 4);
        return count * 1000 - errors[0];
    }
    return seen;
}

TWIN(generated_failing, failing());
