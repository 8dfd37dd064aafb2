/* hidden_control.c: A macro that returns, breaks and jumps when an await says so. */
#include "corpus.h"
#include <stdio.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

#define TRY(x) do { int error_ = (x); if (error_ < 0) return error_; } while (0)
#define STOP_IF(x) if (await(val(x))) break
#define FAIL_TO(label, x) do { if (await(val(x)) > 3) goto label; } while (0)

static async int work(int n)
{
    TRY(await(val(n - 2)));
    for (int i = 0;; i++) {
        STOP_IF(i == n);
        await(cede_yield());
    }
    FAIL_TO(fail, n);
    return n;
fail:
    await(cede_yield());
    return -100;
}

static async int test_main(void)
{
    for (int i = 1; i < 6; i++)
        printf("%d\n", await(work(i)));
    return 0;
}

PROGRAM(macros_hidden_control, test_main)
