/* literals_in_increment.c: A literal that an increment sets is there in the next round. */
#include "corpus.h"
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
    for (const int *p = &(int){ 100 }; i < 4; p = &(int){ i * 10 }, i++) {
        int a = await(churn(i));
        printf("%d %d\n", *p, a);
        sum += *p;
    }
    return sum;
}

PROGRAM(initialisers_literals_in_increment, test_main)
