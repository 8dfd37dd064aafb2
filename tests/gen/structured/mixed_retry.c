/* mixed_retry.c: Retries with a growing deadline, each attempt with its own cleanup. */
#include "corpus.h"

static async int attempt(int n)
{
    defer { event("attempt %d closes, %d", n, cede_leaving()); await(cede_sleep(after(1))); }
    await(cede_sleep(after(10)));
    return n;
}

static async int test_main(void)
{
    for (int n = 1;; n++) {
        within (cede_ms(4 * n)) {
            int r = await(attempt(n));
            event("succeeded with %d", r);
            return r;
        } else {
            event("retry after %d", n);
        }
        await(cede_sleep(after(1)));
    }
}

SWEPT(mixed_retry, test_main)
