/* names_of_the_contract.c: Macros with names that generated code needs, and one named as the function that it awaits. */
#include "corpus.h"

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

#define value 1000
#define size 2000
#define name 3000
#define step 4000
#define deep 5000
#define kind 6000
#define plain 7000
#define made 8000
#define flags 1
#define file 2
#define places 3
#define callees 4
#define memmove 5
#define self(x) await(self(x))
static async int (self)(int x) { await(cede_yield()); return x + size; }
static int (*fp)(int) = self;
struct big { long double d; };
static async struct big bg(int v) { await(cede_yield()); struct big b = { v }; return b; }
static async int test_main(void)
{
    int r = await(boxed(val(value))) + await(fp(name));
    struct big b = await(bg(1));
    r += (int)await(bg(step)).d + await(val(1));
    return r + self(1) + (int)b.d;
}

PROGRAM(macros_names_of_the_contract, test_main)
