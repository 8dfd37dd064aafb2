/* Groups in tasks of groups, under a deadline, with a cleanup that waits. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(leaf, int n;);
CEDE_DEFINE(leaf, cede_sleep);
CEDE_ASYNC(leaf)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(f->n));
    event("leaf %d", f->n);
    CEDE_RETURN(f->n);
    CEDE_END;
}

CEDE_FRAME(branch, int n; int a; int b; int result; cede_group g; cede_hold cleanup;);
CEDE_DEFINE(branch, cede_sleep);
CEDE_ASYNC(branch)
{
    CEDE_BEGIN;
    f->a = 0;
    f->b = 0;
    CEDE_GROUP (f->g) {
        CEDE_SPAWN_INTO(&f->g, &f->a, leaf, .n = f->n);
        CEDE_SPAWN_INTO(&f->g, &f->b, leaf, .n = 2 * f->n);
    } CEDE_FAILED (f->g) {
        event("branch %d fails: %d", f->n, cede_group_error(&f->g));
        f->result = cede_group_error(&f->g);
        CEDE_LEAVE;
    } CEDE_GROUP_END (f->g);
    f->result = f->a + f->b;
CEDE_CLEANUP:
    CEDE_AWAIT(cede_sleep, cede_ms(1));
    event("branch %d: %d", f->n, CEDE_LEAVING);
    CEDE_RETURN(f->result);
    CEDE_END;
}

CEDE_FRAME(tree, int limit; int x; int y; cede_deadline late; cede_group g;);
CEDE_DEFINE(tree, cede_yield);
CEDE_ASYNC(tree)
{
    CEDE_BEGIN;
    f->x = 0;
    f->y = 0;
    CEDE_WITHIN (f->late, cede_ms(f->limit)) {
        CEDE_GROUP (f->g) {
            CEDE_SPAWN_INTO(&f->g, &f->x, branch, .n = 2);
            CEDE_SPAWN_INTO(&f->g, &f->y, branch, .n = 5);
            CEDE_AWAIT(cede_yield);
        } CEDE_FAILED (f->g) {
            event("tree fails: %d", cede_group_error(&f->g));
        } CEDE_GROUP_END (f->g);
    } CEDE_EXPIRED (f->late) {
        event("tree is late");
        f->x = 1000;
    } CEDE_WITHIN_END;
    CEDE_RETURN(f->x + f->y);
    CEDE_END;
}

CEDE_FRAME(nested_groups, int a; int b;);
CEDE_DEFINE(nested_groups, tree);
CEDE_ASYNC(nested_groups)
{
    CEDE_BEGIN;
    CEDE_AWAIT_INTO(f->a, tree, .limit = 20);
    CEDE_AWAIT_INTO(f->b, tree, .limit = 7);
    event("%d %d", f->a, f->b);
    CEDE_RETURN(f->a + f->b);
    CEDE_END;
}

TWIN(hand_nested_groups, CEDE_CALL(nested_groups));
