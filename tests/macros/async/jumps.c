/* Labels and goto, out of loops and back over awaits. */
#include "twin.h"

static async int jumps(int n)
{
    int tries = 0, i;
again:
    event("try %d", ++tries);
    for (i = 0; i < 4; i++) {
        await(cede_yield());
        if (i == tries) {
            await(cede_sleep(cede_ms(tries)));
            if (tries < n)
                goto again;
            goto done;
        }
    }
    event("through");
    return -1;
done:
    await(cede_yield());
    event("done %d", i);
    return tries;
}

static async int all_jumps(void)
{
    int a = await(jumps(2));
    return 10 * a + await(jumps(5));
}

TWIN(generated_jumps, all_jumps());
