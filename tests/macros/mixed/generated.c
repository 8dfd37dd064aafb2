/* generated.c: async C that awaits functions by hand: by name, boxed, through a pointer,
 * and as tasks. */
#include "mixed.h"
#include <errno.h>

static async int later(int n)
{
    await(cede_yield());
    return n;
}

/* One by hand among generated ones: its prototype is in no header. */
async int by_hand_here(int n);
CEDE_PROTOTYPE(int, by_hand_here, int n;);
CEDE_FRAME_EXPORTED(by_hand_here, int n;);
CEDE_EXPORT(int, by_hand_here, (int n), (n), later);
CEDE_ASYNC(by_hand_here)
{
    CEDE_BEGIN;
    CEDE_AWAIT(later, .n = f->n);
    CEDE_RETURN(CEDE_RESULT(later));
    CEDE_END;
}

async int tripled(int n)
{
    int twice = await(doubled(n, cede_ms(2)));
    return await(by_hand_here(n)) + twice;
}

async struct both awaits_by_hand(int n)
{
    struct both r = { 0, 0 };
    int (*through)(int, cede_duration) = doubled;
    r.a = await(through(n, cede_ms(1)));
    r.b = await(boxed(doubled(r.a, cede_ms(1))));
    return r;
}

async int hands_on(void)
{
    int sum = 0, late = 0, n = 0;
    struct both r = { 0, 0 };
    group (g) {
        spawn_into(g, &r, asks_generated(5));
        spawn(g, adds(&sum, 3));
        spawn_into(g, &n, doubled(10, cede_ms(1)));
        await(adds(&sum, 4));
        within (cede_ms(1)) {
            (void)await(doubled(1, cede_s(1)));
        } else {
            late = 1;
        }
        if (await(nothing_to_say()) != 0)
            return -EPROTO;
    } else {
        return cede_group_error(g);
    }
    return r.a + 1000 * r.b + 100000 * late + 1000000 * sum + n;
}

static async_iter(int) doubles(int n)
{
    for (int i = 0; i < n; i++)
        yield(await(doubled(i, cede_ms(1))));
    return n > 4 ? -EIO : 0;
}

async int hands_over(void)
{
    int first, rest;
    cede_iter(int) *it = open_iter(doubles(4));
    (void)await(cede_next(it, &first));
    rest = await(adds_up(it));
    cede_iter(int) *failing = open_iter(doubles(5));
    return rest + first + (await(adds_up(failing)) == -EIO);
}
