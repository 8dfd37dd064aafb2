/* cases_in_blocks.c: Case labels inside blocks, ifs and loops of the switch. */
#include "corpus.h"
#include <stdio.h>

#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"

/* Says so, gives way, then is v. */
static async int say(int v)
{
    printf("say %d\n", v);
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    for (int i = 0; i < 5; i++) {
        int n = 0;
        printf("%d:\n", i);
        switch (i) {
            {
                case 0:
                    await(say(20));
                    break;
            }
            if (n) {
                case 1:
                    await(say(21));
            } else {
                case 2:
                    await(say(22));
            }
            break;
            while (n < 2) {
                case 3:
                    await(say(23));
                    n++;
            }
            break;
            do {
                await(say(24));
                case 4:
                    await(say(25));
            } while (n++ < 1);
        }
    }
    return 0;
}

PROGRAM(switch_cases_in_blocks, test_main)
