/* Comments that silence a place, and comments that do not. */
#include <cede.h>
#include <unistd.h>

async int f(int x);
#define NAP() usleep(1)     /* NOLINT(async-blocking): the place is where it is called */

static async int silent(void)
{
    usleep(1);      // NOLINT(async-blocking)
    usleep(1);      /* NOLINT(async-order, async-blocking): says why */
    usleep(1);      // NOLINT
    usleep(1);      // NOLINT(bugprone-*, async-*)
    // NOLINTNEXTLINE(async-blocking)
    usleep(1);
    await(f(1 +
            2));    // NOLINT(async-unused-result)
    NAP();          // NOLINT(async-blocking)
    return 0;
}

static async int told(void)
{
    usleep(1);      // NOLINT(async-order)
    usleep(1);      // NOLINT(bugprone-branch-clone)
    // NOLINT(async-blocking)
    usleep(1);
    usleep(1);      // NOLINTNEXTLINE(async-order)
    const char *s = "NOLINT";   usleep((unsigned)*s);
    NAP();
    usleep(1);      // NOLINT(async-blokcing): a name that is not there
    return 0;
}

int main(void) { return cede_run(silent()) + cede_run(told()); }
