/* fine_lean.c: what the lean core has. */
#define CEDE_LEAN
#include <cede/core.h>

CEDE_BYTES(received, 8);

static async int leaf(cede_flag *f, cede_event *e)
{
    int byte = 0;
    defer { await(cede_yield()); }
    within (cede_ms(3)) {
        await(cede_flag_wait(f));
    } else {
        (void)await(cede_event_wait_for(e, cede_ms(1)));
    }
    shield
        byte = await(cede_bytes_get(&received.bytes));
    return byte;
}

static async void root(cede_flag *f, cede_event *e)
{
    (void)await(leaf(f, e));
}
cede_static_task(block, root);

int start(cede_flag *f, cede_event *e)
{
    return cede_start(&block, root(f, e));
}
