/* Each kind of loop, nested, with break and continue around awaits. */
#include "twin.h"

static async int loops(void)
{
    int sum = 0, i, j;
    for (i = 0; ; i++) {
        if (i == 2)
            continue;
        if (i == 5)
            break;
        j = i;
        while (j-- > 0) {
            await(cede_yield());
            if (j == 2)
                break;
            sum += j;
            event("%d %d", i, j);
        }
    }
    do {
        await(cede_sleep(cede_ms(1)));
        if (sum % 2)
            continue;
        event("even %d", sum);
    } while (--sum > 0);
    return sum;
}

TWIN(generated_loops, loops());
