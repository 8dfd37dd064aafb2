/* used_only_after.c: A local set before an await and read only behind a later one, on one path. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        int kept = await(val(i * 10));
        char tag[4] = "abc";
        if (await(val(i & 1))) {
            await(cede_yield());
            if (i == 3) {
                await(cede_yield());
                sum += kept + tag[1];
            }
        }
    }
    return sum;
}

PROGRAM(locals_used_only_after, test_main)
