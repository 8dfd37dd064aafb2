/* extern_in_block.c: Block-scope declarations of functions and objects that stand elsewhere. */
#include "corpus.h"
#include <stdio.h>

int corpus_extern_in_block_object = 5;

int corpus_extern_in_block_function(int n);
int corpus_extern_in_block_function(int n)
{
    return n + corpus_extern_in_block_object;
}

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    extern int corpus_extern_in_block_object;
    int corpus_extern_in_block_function(int);
    int n = await(val(1));
    await(cede_yield());
    corpus_extern_in_block_object++;
    return corpus_extern_in_block_function(n);
}

PROGRAM(names_extern_in_block, test_main)
