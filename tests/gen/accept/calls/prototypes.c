/* prototypes.c: Prototypes, static and not, repeated, in a block, and through a typedef. */
#include "corpus.h"
#include <stdio.h>

typedef int handler(int);

static async int one(int n);
static async int one(int);
static async int one(int n), two(int n);
async handler corpus_calls_prototypes;

static async int test_main(void)
{
    async int corpus_calls_prototypes(int n);
    return await(one(1)) + await(two(2)) + await(corpus_calls_prototypes(3));
}

static async int one(int n)
{
    await(cede_yield());
    return n;
}

static async int two(int n)
{
    return await(one(n)) * 10;
}

async int corpus_calls_prototypes(int n)
{
    await(cede_yield());
    return n * 100;
}

PROGRAM(calls_prototypes, test_main)
