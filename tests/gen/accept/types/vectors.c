/* vectors.c: Vector parameters, results and locals. */
#include "corpus.h"
#include <stdio.h>

typedef int quad __attribute__((vector_size(16)));
typedef float eight __attribute__((vector_size(32)));

static async quad twice(quad v)
{
    quad w = v + v;
    await(cede_yield());
    return w;
}

static async float sum(const eight *v)
{
    float s = 0;
    for (int i = 0; i < 8; i++) {
        s += (*v)[i];
        await(cede_yield());
    }
    return s;
}

static async int test_main(void)
{
    char odd = 1;
    quad v = { 1, 2, 3, 4 }, w = await(twice(v));
    eight e = { 1, 2, 3, 4, 5, 6, 7, 8 };
    await(cede_yield());
    w += await(twice(w)) - v;
    e[3] += odd;
    printf("%d %d %d %d\n", w[0], w[1], w[2], w[3]);
    printf("%g\n", await(sum(&e)));
    return await(twice(w))[3];
}

PROGRAM(types_vectors, test_main)
