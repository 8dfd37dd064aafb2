/* async-busy-loop: loops that neither end nor await. */
#include <cede.h>
#include <stdlib.h>

int work(void);
_Noreturn void give_up(void);
static async int f(int x) { await(cede_yield()); return x; }

static async void warned_for(void) { for (;;) work(); }
static async void warned_while(void) { while (1) { work(); } }
static async void warned_do(void) { do { work(); } while (1); }
static async void warned_empty(void) { for (;;) ; }

static async void warned_inner(int n)
{
    for (;;) {
        await(cede_yield());
        if (n)
            while (1)
                if (work())
                    continue;
    }
}

static async void warned_switch(int n)
{
    for (;;) {
        switch (n) {
        case 1:
            break;              /* of the switch */
        default:
            work();
        }
    }
}

static async int warned_goto(int n)
{
    await(cede_yield());
again:
    n += work();
    goto again;
}

static async int warned_unreachable_await(int n)
{
    for (;;) {
        if (n)
            continue;
        n += work();
        continue;
        await(cede_yield());
    }
}

static async int fine(int n)
{
    for (;;)
        (void)await(f(n));
}

static async int fine_ends(int n, int kind)
{
    for (;;)
        if (work())
            break;
    while (1) {
        if (work())
            return 1;
        if (work())
            goto out;
    }
out:
    for (;;) {
        work();
        if (n++ > 3)
            exit(0);
    }
    for (;;) {
        switch (kind) {
        case 1: give_up();
        default: work();
        }
    }
    return 0;
}

static async int fine_awaits(int n)
{
    while (1)
        while (n-- > 0)
            await(cede_yield());
}

static async int fine_others(int n)
{
    while (n)
        work();
    do work(); while (0);
    for (int i = 0; i < 10; i++)
        for (;;)
            if (work())
                break;
    for (;;)
        group (g) {
            spawn(g, f(1));
        }
}

static async_iter(int) fine_numbers(void)
{
    for (int i = 0;; i++)
        yield(i);
}

static async int fine_each(void)
{
    for (;;)
        await_each (int x, fine_numbers())
            work();
}

static async int fine_goto(int n)
{
again:
    n += await(f(1));
    goto again;
}

static async int fine_statements(int n)
{
    for (;;)
        n += ({ await(cede_yield()); n; });
}

static async int fine_awaits_in_defer(void)
{
    for (;;) {
        defer { await(cede_yield()); }
        work();
    }
}
