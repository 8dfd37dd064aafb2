/* literals_in_condition.c: A literal that a loop's condition sets is there in the next round. */
#include "corpus.h"
#include <stddef.h>
#include <stdio.h>

/* Writes over what frames behind its caller's live part have held. */
static async int churn(int v)
{
    volatile unsigned char mess[200];
    for (int i = 0; i < 200; i++)
        mess[i] = (unsigned char)(v + i * 7);
    await(cede_yield());
    int s = 0;
    for (int i = 0; i < 200; i++)
        s += mess[i];
    await(cede_yield());
    return s;
}

static async int test_main(void)
{
    int sum = 0, i = 0;
    const int *p = NULL;
    do {
        int a = await(churn(i));
        if (p) printf("%d\n", *p), sum += *p;
        sum += a & 1;
    } while (p = &(int){ i * 10 }, i++ < 3);
    return sum;
}

PROGRAM(initialisers_literals_in_condition, test_main)
