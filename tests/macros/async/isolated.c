/* In an isolating group a task that fails leaves its siblings alone; the block is left
 * early. */
#include "twin.h"

static async int job(int n)
{
    await(cede_sleep(cede_ms(2 * n)));
    event("job %d", n);
    return n % 2 ? -n : n;
}

static async int isolated(void)
{
    int errors[4], count = 0;
    group (g, CEDE_ISOLATE) {
        do {
            for (int i = 1; i <= 4; i++)
                spawn(g, job(i));
            await(cede_sleep(cede_ms(7)));
            count = (int)cede_group_errors(g, errors, 4);
            if (count == 2)
                break;
            event("not reached");
        } while (0);
    }
    event("%d failed: %d %d", count, errors[0], errors[1]);
    return count;
}

TWIN(generated_isolated, isolated());
