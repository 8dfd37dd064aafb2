/* labels_as_values.c: A threaded interpreter: computed gotos through tables, with awaits between. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int interpret(const unsigned char *code, int n)
{
    static void *const table[] = { &&push, &&add, &&twice, &&jump_unless, &&halt };
    int stack[8], top = 0, steps = 0;
    void *again = &&push;
    goto *table[*code];
push:
    stack[top++] = await(val(code[1]));
    code += 2;
    goto next;
add:
    top--;
    stack[top - 1] += stack[top];
    code++;
    goto next;
twice:
    stack[top - 1] = 2 * await(val(stack[top - 1]));
    code++;
    goto next;
jump_unless:
    if (stack[top - 1] > n)
        code += 2;
    else
        code -= code[1];
    goto next;
next:
    if (++steps > 50)
        return -1;
    goto *table[*code];
halt:
    await(cede_yield());
    if (again == &&push && steps == 49)
        goto *again;
    return stack[top - 1] * 100 + steps;
}

static async int test_main(void)
{
    static const unsigned char code[] = { 0, 3, 0, 4, 1, 2, 3, 1, 4 };
    for (int n = 0; n < 200; n += 60)
        printf("%d\n", await(interpret(code, n)));
    return 0;
}

PROGRAM(gnu_labels_as_values, test_main)
