/* cleanup_blocks.c: Cleanups inside within, shield, group and their else parts. */
#include "corpus.h"

#define CLEANUP(f) __attribute__((cleanup(f)))

static void done(const char **x)
{
    event("done %s", *x);
}

static async int fail(int ms, int error)
{
    CLEANUP(done) const char *task = "task";
    await(cede_sleep(after(ms)));
    return error;
}

static async int blocks(int error)
{
    CLEANUP(done) const char *outer = "outer";
    for (int i = 0; i < 2; i++) {
        within (cede_ms(10)) {
            CLEANUP(done) const char *timed = "timed";
            await(cede_sleep(after(i ? 20 : 5)));
            if (i == 0)
                continue;
        } else {
            CLEANUP(done) const char *late = "late";
            await(cede_sleep(after(2)));
        }
        shield {
            CLEANUP(done) const char *shielded = "shielded";
            await(cede_sleep(after(3)));
        }
    }
    group (g) {
        spawn(g, fail(2, 0));
        spawn(g, fail(4, error));
        {
            CLEANUP(done) const char *inside = "inside";
            await(cede_sleep(after(6)));
        }
    } else {
        CLEANUP(done) const char *failed = "failed";
        await(cede_sleep(after(1)));
        if (error == -EIO)
            return error;
    }
    await(cede_sleep(after(1)));
    return 0;
}

static async int test_main(void)
{
    event("%d", await(blocks(0)));
    event("%d", await(blocks(-EINVAL)));
    event("%d", await(blocks(-EIO)));
    return 0;
}

SWEPT(cleanup_blocks, test_main)
