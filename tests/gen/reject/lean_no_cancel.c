/* lean_no_cancel.c: within and shield are about cancellation, which a build can leave out. */
#define CEDE_LEAN
#define CEDE_NO_CANCEL
#include <cede/core.h>

static async int limited(cede_flag *f)
{
    within (cede_ms(3))
        await(cede_flag_wait(f));
    within_until (cede_after(cede_ms(3)))
        await(cede_flag_wait(f));
    shield
        await(cede_flag_wait(f));
    return await(cede_flag_wait_for(f, cede_ms(3)));
}
