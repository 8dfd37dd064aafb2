/* duff.c: Duff's device around awaits. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int send(int count)
{
    int sent = 0, n = (count + 3) / 4;
    switch (count % 4) {
    case 0: do { sent += await(val(1)); __attribute__((fallthrough));
    case 3:      sent += await(val(10)); __attribute__((fallthrough));
    case 2:      sent += await(val(100)); __attribute__((fallthrough));
    case 1:      sent += await(val(1000));
            } while (--n > 0);
    }
    return sent;
}

static async int test_main(void)
{
    for (int i = 1; i < 10; i++)
        printf("%d %d\n", i, await(send(i)));
    return 0;
}

PROGRAM(switch_duff, test_main)
