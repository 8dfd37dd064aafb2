/* contract_members.c: Macros of the program's own that are called as members that
 * generated code uses. */
#include "corpus.h"

#define value 3
#define name "n"
#define file 14
#define step 5
#define plain 6
#define size 7
#define deep 8
#define flags 9
#define callees 10

static async int val(int v)
{
    await(cede_yield());
    return v + value;
}

static async int test_main(void)
{
    int sum = size + deep;
    sum += await(val(step)) + await(val(plain));
    return sum + flags + callees + file + name[0];
}

PROGRAM(names_contract_members, test_main)
