/* const_literals.c: Compound literals of const types survive awaits. */
#include "corpus.h"

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

struct s { int a, b; };
static async int test_main(void)
{
    const struct s *p = &(const struct s){ 1, 2 };
    const int *q = (const int[]){ 4, 5, 6 };
    const int *z = &(const int){ 9 };
    int r = await(churn(0));
    return r + p->a + p->b + q[2] + *z;
}

PROGRAM(initialisers_const_literals, test_main)
