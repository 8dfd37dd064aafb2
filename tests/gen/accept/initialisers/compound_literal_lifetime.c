/* compound_literal_lifetime.c: A compound literal lives as long as its block, and is made anew per
 * pass. */
#include "corpus.h"
#include <stdio.h>

static async int test_main(void)
{
    int sum = 0;
    int *outer = &(int){ 100 };
    for (int i = 0; i < 3; i++) {
        int *inner = (int[2]){ i, 10 };
        await(cede_yield());
        inner[1] += inner[0];
        *outer += 1;
        await(cede_yield());
        sum += inner[1];
        {
            char *text = (char[]){ "literal" };
            text[0] = (char)('a' + i);
            await(cede_yield());
            printf("%s %d\n", text, inner[1]);
        }
    }
    return sum + *outer;
}

PROGRAM(initialisers_compound_literal_lifetime, test_main)
