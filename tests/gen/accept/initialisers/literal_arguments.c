/* literal_arguments.c: Compound literals as arguments of async calls: they live while the call
 * runs. */
#include "corpus.h"
#include <stdio.h>

struct job { const char *name; int parts[3]; };

static async int work(const struct job *j)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        await(cede_yield());
        sum += j->parts[i];
    }
    printf("%s %d\n", j->name, sum);
    return sum;
}

static async int total(struct job j, int *extra)
{
    await(cede_yield());
    return await(work(&j)) + *extra;
}

static async int test_main(void)
{
    int n = await(work(&(struct job){ "first", { 1, 2, 3 } }));
    n += await(total((struct job){ .name = "second", .parts = { [1] = await(work(&(struct job){ "inner", { 4 } })) } },
                     &(int){ 1000 }));
    return n;
}

PROGRAM(initialisers_literal_arguments, test_main)
