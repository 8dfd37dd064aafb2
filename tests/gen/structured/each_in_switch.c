/* each_in_switch.c: A switch around it, and a switch in its body. */
#include "corpus.h"

/* Waits before each value, and says how it was left. */
static async_iter(int) count(const char *who, int n, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }
    for (int i = 0; i < n; i++) {
        await(cede_sleep(after(2)));
        event("%s yields %d", who, i);
        yield(i);
    }
    return result;
}

static async int test_main(void)
{
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        switch (i) {
        case 0:
            await_each (int x, count("zero", 2, 0)) {
                sum += x;
                if (x == 1)
                    break;
            }
            event("still in case 0");
            break;
        case 1:
            sum += 10;
            /* falls through */
        default:
            await_each (int x, count("more", 4, 0)) {
                switch (x) {
                case 0:
                    continue;
                case 1: {
                    defer { event("case 1 left"); }
                    await(cede_sleep(after(1)));
                    break;
                }
                case 2:
                    await(cede_sleep(after(1)));
                    break;
                default:
                    event("default %d", x);
                }
                if (x == 2)
                    break;
                sum += x;
            }
        }
    }
    event("sum %d", sum);
    return sum;
}

SWEPT(each_in_switch, test_main)
