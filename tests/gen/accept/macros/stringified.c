/* stringified.c: A stringified await is text. */
#include "corpus.h"
#include <stdio.h>

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

#define TEXT(x) #x
#define SHOW(x) printf("%s = %d\n", #x, x)
#define PASTE(a, b) a##b

static async int test_main(void)
{
    int value1 = 5;
    printf("%s\n", TEXT(await(say(1)) + "quoted"));
    SHOW(await(say(2)) + 1);
    SHOW(PASTE(value, 1));
    return PASTE(val, ue1);
}

PROGRAM(macros_stringified, test_main)
