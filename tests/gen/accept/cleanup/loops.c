/* loops.c: Cleanups in bodies and headers of loops, left by end, break, continue and return. */
#include "corpus.h"
#include <stdio.h>

#define CLEANUP(f) __attribute__((cleanup(f)))

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static void done(int *x)
{
    printf("done %d\n", *x);
}

static async int bodies(int stop)
{
    int n = 0;
    while (await(val(n)) < 6) {
        CLEANUP(done) int body = ++n;
        if (body == 2)
            continue;
        if (body == stop)
            break;
        if (body == stop + 1)
            return await(val(body));
        CLEANUP(done) int late = await(val(100 + body));
        if (late == 104)
            continue;
        printf("round %d\n", body);
    }
    do {
        CLEANUP(done) int body = await(val(--n));
        if (body % 2)
            continue;
        printf("down %d\n", body);
    } while (await(val(n)) > 0);
    return n;
}

static async int headers(int stop)
{
    for (CLEANUP(done) int i = await(val(0)), k = 50; i < 5; i += await(val(1))) {
        CLEANUP(done) int body = 10 * i;
        if (i == 1)
            continue;
        if (i == stop)
            break;
        if (i == stop + 1)
            return body;
        printf("%d %d\n", i, k++);
    }
    for (int i CLEANUP(done) = 7; i; i = 0)
        for (int k CLEANUP(done) = 8; k < 10; k++)
            if (await(val(k)) == 9)
                goto out;
out:
    for (CLEANUP(done) int i = 0; i < 2; i++)
        printf("no await %d\n", i);
    return stop;
}

static async int test_main(void)
{
    for (int stop = 0; stop < 7; stop++) {
        printf("bodies %d\n", await(bodies(stop)));
        printf("headers %d\n", await(headers(stop)));
    }
    return 0;
}

PROGRAM(cleanup_loops, test_main)
